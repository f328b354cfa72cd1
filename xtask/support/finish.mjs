// Finishes what Trunk built, before it is compressed.
//
// - The pieces of wasm behind the first, which Trunk does not know, join the rest.
// - The style sheets that the head of the page names stand in the page itself: the
//   first paint waits for no second request (a fifth of a second on a phone), and a
//   page that has not changed costs a repeat visit nothing, with them in it. Those
//   that its body names, which the first paint needs nothing from, become one file.
// - Glue and wasm are named after what is in them now. Trunk's names are of what
//   cargo made, and tools that make something else of that would leave the old
//   under the same name in everybody's cache.
//
// usage: node finish.mjs DIRECTORY PIECES
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, readdirSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, pieces] = process.argv.slice(2);
for (const piece of readdirSync(pieces)) copyFileSync(join(pieces, piece), join(folder, piece));

const index = join(folder, 'index.html');
let page = readFileSync(index, 'utf8');
const digest = (content, kind, form) => createHash(kind).update(content).digest(form);
const hash = (content) => digest(content, 'sha256', 'hex').slice(0, 16);

const [, program] = /\/([\w-]+)\.js"/.exec(page) ?? [];
if (!program) throw new Error('index.html names no script.');
const parts = [`${program}.js`, `${program}_bg.wasm`];
const named = program.replace(/[^-]+$/, hash(Buffer.concat(parts.map(read))));
for (const part of parts) renameSync(join(folder, part), join(folder, part.replace(program, named)));
page = page.replaceAll(program, named);

const [head, body, ...more] = page.split('<body>');
if (body === undefined || more.length > 0) throw new Error('index.html has not one <body>.');
writeFileSync(index, [joined(head, inline), joined(body, file)].join('<body>'));

/** The same with one piece of style in the place of all that it names. */
function joined(part, made) {
  const links = /<link rel="stylesheet" href="\/([\w.-]+\.css)"[^>]*>\n?/g;
  const sheets = [...part.matchAll(links)].map(([, name]) => name);
  if (sheets.length === 0) throw new Error('A part of index.html names no style sheet.');
  let style = made(Buffer.concat(sheets.map(read)));
  for (const sheet of sheets) unlinkSync(join(folder, sheet));
  return part.replace(links, () => {
    const now = style;
    style = '';
    return now;
  });
}

/** The backend's policy allows exactly this, by its digest. */
function inline(style) {
  return `<style>${style}</style>\n`;
}

function file(style) {
  const name = `pages-${hash(style)}.css`;
  writeFileSync(join(folder, name), style);
  const integrity = `sha384-${digest(style, 'sha384', 'base64')}`;
  return `<link rel="stylesheet" href="/${name}" integrity="${integrity}">\n`;
}

function read(file) {
  return readFileSync(join(folder, file));
}
