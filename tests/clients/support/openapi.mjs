// Compares Graph's answers with Microsoft's OpenAPI description, where it is
// at hand: every property must be one the description knows, of its type.
import Ajv from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';

/**
 * Where answers differ from the description on purpose, because the service
 * does: what differs, and why.
 */
export const deviations = [
  {
    what: 'annotations such as @odata.etag and @odata.count are strings and numbers',
    why: 'the description was generated and allows nothing but objects beside its properties',
  },
  {
    what: 'complex properties such as from, sender and completedDateTime may be null',
    why: 'the generator drops nullable beside a $ref; a draft has no sender in the service',
  },
  {
    what: 'mailFolder has sizeInBytes',
    why: 'the service sends it, and the description of 2023 does not have it yet',
  },
  {
    what: 'contentBytes and conversationIndex are base64 and not base64url',
    why: 'the service writes Edm.Binary in the ordinary alphabet',
  },
  {
    what: 'delta, childFolders, $count, $batch, translateExchangeIds and upload addresses are not there',
    why: 'the slice ends before them; their items are compared with the types',
  },
];

const EXTRA = { 'microsoft.graph.mailFolder': { sizeInBytes: { type: ['integer', 'null'] } } };
const COMPLEX_MAY_BE_NULL = true;

/** A check for answers, or undefined when there is no description. */
export function checker(file) {
  if (!file) return undefined;
  const description = JSON.parse(readFileSync(file, 'utf8'));
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  const schemas = converted(description);
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(schema, name);
  const paths = Object.entries(description.paths).map(([template, operations]) => ({
    pattern: new RegExp(`^${template.replace(/[.$]/g, '\\$&').replace(/\{[^}]*\}/g, '[^/]+')}$`, 'i'),
    fixed: template.split('/').filter((part) => !part.startsWith('{')).length,
    operations,
  }));
  // The path with the most fixed parts is meant.
  paths.sort((one, other) => other.fixed - one.fixed);

  const validate = (name, body, where) => {
    const check = ajv.getSchema(name);
    if (!check(body)) {
      const reasons = check.errors.slice(0, 4).map((e) => {
        const extra = e.params?.additionalProperty ? ` ${e.params.additionalProperty}` : '';
        return `${e.instancePath || '/'} ${e.message}${extra}`;
      });
      throw new Error(`${where} is not a ${name}: ${reasons.join('; ')}`);
    }
  };

  /** Compares one answer; says whether it could. */
  return function compare(method, path, status, body) {
    const where = `${method} ${path} (${status})`;
    if (status >= 400) {
      validate('microsoft.graph.ODataErrors.ODataError', body, where);
      return true;
    }
    const [bare] = path.split('?');
    const plain = bare.replace(/\('([^']*)'\)/g, '/$1').replace(/\/childFolders/gi, '/mailFolders/x/mailFolders');
    const delta = /\/delta(\(\))?$/i.test(plain);
    if (delta) {
      for (const item of body.value) {
        if (item['@removed']) continue;
        const folder = /mailFolders\/delta/i.test(plain);
        validate(`microsoft.graph.${folder ? 'mailFolder' : 'message'}`, item, where);
      }
      return true;
    }
    const found = paths.find((one) => one.pattern.test(plain));
    const operation = found?.operations[method.toLowerCase()];
    const content = operation?.responses?.['2XX']?.content?.['application/json'];
    const name = content?.schema?.$ref?.split('/').pop();
    if (!operation || !name) return false;
    // Where a base type stands, the answer says which of its kinds it is.
    validate(body['@odata.type']?.slice(1) ?? name, body, where);
    return true;
  };
}

/** The types as JSON Schema, in which nothing is allowed that is not named. */
function converted(description) {
  const { schemas, responses } = description.components;
  const all = {};
  for (const [name, schema] of Object.entries({ ...schemas, ...inlined(responses) })) {
    const { properties, other } = flattened(schema, schemas);
    if (!properties) {
      all[name] = { $id: name, ...convertedOne(other) };
      continue;
    }
    const members = { ...properties, ...(EXTRA[name] ?? {}) };
    const converted = Object.fromEntries(
      Object.entries(members).map(([key, value]) => [key, convertedOne(value)]),
    );
    const isOpen = Object.keys(members).length === 0;
    all[name] = {
      $id: name,
      type: 'object',
      properties: converted,
      required: other.required ?? [],
      patternProperties: { '@odata\\.|^@': {} },
      additionalProperties: isOpen,
    };
  }
  return all;
}

/** Answers whose type is written where they are used. */
function inlined(responses) {
  const all = {};
  for (const [name, response] of Object.entries(responses ?? {})) {
    const schema = response.content?.['application/json']?.schema;
    if (schema && !schema.$ref) all[name] = schema;
  }
  return all;
}

function flattened(schema, schemas) {
  const parts = schema.allOf ?? [schema];
  let properties;
  const other = {};
  for (const part of parts) {
    const target = part.$ref ? schemas[part.$ref.split('/').pop()] : part;
    const inner = part.$ref || part.allOf ? flattened(target, schemas) : undefined;
    if (inner?.properties) properties = { ...properties, ...inner.properties };
    else if (target.properties) properties = { ...properties, ...target.properties };
    else if (target.type === 'object' && !target.enum) properties ??= {};
    Object.assign(other, { ...target, ...inner?.other });
  }
  return { properties, other };
}

const KEPT = ['type', 'enum', 'pattern', 'minimum', 'maximum', 'items'];

function convertedOne(schema) {
  if (schema.$ref) {
    const name = schema.$ref.split('/').pop();
    const target = { $ref: name };
    // An attachment is one of its kinds.
    const choices =
      name === 'microsoft.graph.attachment'
        ? ['fileAttachment', 'itemAttachment', 'referenceAttachment'].map((kind) => ({
            $ref: `microsoft.graph.${kind}`,
          }))
        : [target];
    return { anyOf: COMPLEX_MAY_BE_NULL ? [...choices, { type: 'null' }] : choices };
  }
  if (schema.anyOf || schema.oneOf) {
    return { anyOf: (schema.anyOf ?? schema.oneOf).map(convertedOne) };
  }
  const out = {};
  for (const key of KEPT) if (key in schema) out[key] = schema[key];
  if (out.items) out.items = convertedOne(out.items);
  if (schema.nullable && out.type) out.type = [out.type, 'null'];
  return out;
}

/**
 * Looks over the shoulder of whatever uses fetch: each answer of Graph is
 * compared, and what does not fit is kept for the suite to complain about.
 */
export function watch(compare, base) {
  const seen = { compared: 0, complaints: [] };
  const original = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const answer = await original(input, init);
    const url = typeof input === 'string' ? input : (input.url ?? input.href);
    const path = url.startsWith(`${base}/v1.0`) ? url.slice(`${base}/v1.0`.length) : undefined;
    const kind = answer.headers.get('content-type') ?? '';
    if (path && kind.startsWith('application/json')) {
      const method = init?.method ?? input.method ?? 'GET';
      const body = await answer.clone().json();
      const all = path === '/$batch' ? inBatch(init, body) : [[method, path, answer.status, body]];
      for (const one of all) {
        try {
          if (compare(...one)) seen.compared += 1;
        } catch (why) {
          seen.complaints.push(why.message);
        }
      }
    }
    return answer;
  };
  return seen;
}

function inBatch(init, body) {
  const requests = JSON.parse(init.body).requests;
  return (body.responses ?? [])
    .filter((answer) => typeof answer.body === 'object' && answer.body)
    .map((answer) => {
      const request = requests.find((one) => one.id === answer.id);
      return [request.method, `/${request.url.replace(/^\//, '')}`, answer.status, answer.body];
    });
}
