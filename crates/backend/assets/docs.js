// Shows the OpenAPI document. Everything in it is written as text, never as markup.
"use strict";

const METHODS = ["get", "post", "put", "patch", "delete"];

function el(name, text, ...children) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

function named(name, className, text) {
  const made = el(name, text);
  made.className = className;
  return made;
}

/** The name of a schema, as short as it can be said. */
function kind(schema) {
  if (!schema) return "";
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.type === "array") return `list of ${kind(schema.items)}`;
  const several = schema.oneOf || schema.anyOf || schema.allOf;
  if (several) return several.map(kind).filter((word) => word !== "null").join(" or ");
  const type = [schema.type].flat().filter((word) => word && word !== "null").join(" or ");
  return schema.format ? `${type} (${schema.format})` : type;
}

function table(head, rows) {
  const top = el("tr", "", ...head.map((text) => el("th", text)));
  const lines = rows.map((row) => el("tr", "", ...row.map((text) => el("td", text))));
  return el("table", "", el("thead", "", top), el("tbody", "", ...lines));
}

function fields(schema, schemas) {
  const of = schema && schema.$ref ? schemas[schema.$ref.split("/").pop()] : schema;
  if (!of || !of.properties) return [];
  const needed = new Set(of.required || []);
  const rows = Object.entries(of.properties).map(([name, part]) => [
    needed.has(name) ? name : `${name} (optional)`, kind(part), part.description || "",
  ]);
  return [table(["Field", "Type", "What it is"], rows)];
}

function content(label, holder, schemas) {
  const parts = [];
  for (const [media, { schema, example }] of Object.entries(holder.content || {})) {
    parts.push(el("h3", `${label}: ${media}`), el("p", kind(schema)), ...fields(schema, schemas));
    if (example !== undefined) parts.push(el("pre", JSON.stringify(example, null, 2)));
  }
  return parts;
}

function operation(method, path, what, schemas) {
  const summary = el("summary", "", named("span", "method", method.toUpperCase()), el("code", path));
  summary.append(" ", named("span", "quiet", what.summary || ""));
  const body = el("div");
  for (const line of (what.description || "").split("\n\n")) if (line) body.append(el("p", line));
  if (what.parameters) {
    const rows = what.parameters.map((p) => [p.name, p.in, kind(p.schema), p.description || ""]);
    body.append(el("h3", "Parameters"), table(["Name", "Where", "Type", "What it is"], rows));
  }
  if (what.requestBody) body.append(...content("Body", what.requestBody, schemas));
  const answers = Object.entries(what.responses || {});
  for (const [status, answer] of answers) {
    if (status < "400") body.append(...content(`Answer ${status}`, answer, schemas));
  }
  body.append(el("h3", "All answers"));
  body.append(table(["Status", "Meaning"], answers.map(([status, a]) => [status, a.description])));
  const made = el("details", "", summary, body);
  made.id = `${method}-${path}`.replace(/[^a-z0-9]+/gi, "-");
  made.dataset.words = [method, path, what.summary, what.description].join(" ").toLowerCase();
  return made;
}

function find(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const section of document.querySelectorAll("section")) {
    let here = 0;
    for (const one of section.querySelectorAll("details")) {
      one.hidden = !words.every((word) => one.dataset.words.includes(word));
      here += one.hidden ? 0 : 1;
    }
    section.hidden = here === 0;
    found += here;
  }
  document.getElementById("found").textContent = `${found} operations`;
}

async function show() {
  const main = document.getElementById("operations");
  const answer = await fetch("/api/v1/openapi.json");
  if (!answer.ok) {
    main.textContent = "The document cannot be read now. Reload the page.";
    return;
  }
  const api = await answer.json();
  const schemas = (api.components || {}).schemas || {};
  document.getElementById("about").textContent = api.info.description;
  const base = api.servers[0].url;
  const groups = new Map();
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const method of METHODS.filter((name) => methods[name])) {
      const what = methods[method];
      const tag = (what.tags || ["other"])[0];
      if (!groups.has(tag)) groups.set(tag, el("section", "", el("h2", tag)));
      groups.get(tag).append(operation(method, base + path, what, schemas));
    }
  }
  main.replaceChildren(...groups.values());
  const input = document.getElementById("find");
  input.addEventListener("input", () => find(input.value));
  find("");
  const wanted = document.getElementById(location.hash.slice(1));
  if (wanted) wanted.open = true;
}

show();
