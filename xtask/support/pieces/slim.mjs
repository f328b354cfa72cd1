// Makes what wasm-bindgen wrote smaller, module and glue together.
//
// - The functions they share get names of two letters: wasm-bindgen's are unique
//   by hashes, and a hash is what no compression makes smaller.
// - wasm-streams exports three classes whether anybody uses them or not, and an
//   export keeps alive what it needs. Nobody does; wasm-opt removes the rest.
// - Comments and indentation go.

const IMPORTS = 2;
const EXPORTS = 7;
const UNUSED = /^(__wbg_)?intounderlying/;

/** @returns {{ module: Buffer, glue: string }} */
export function slim(module, glue, name) {
  const short = new Map();
  const from = `./${name}_bg.js`;
  const parts = [module.subarray(0, 8)];
  for (const { id, content } of sections(module)) {
    let now = content;
    if (id === IMPORTS) now = imports(content, from, short);
    if (id === EXPORTS) now = exports(content);
    parts.push(Buffer.from([id]), number(now.length), now);
  }
  return { module: Buffer.concat(parts), glue: rewritten(glue, from, short) };
}

function rewritten(glue, from, short) {
  const used = new Set();
  let text = glue.replace(/^( +)(__wb\w+)(?=: )/gm, (whole, indent, long) => {
    if (!short.has(long)) return whole;
    used.add(long);
    return indent + short.get(long);
  });
  for (const long of short.keys()) {
    if (!used.has(long)) throw new Error(`The glue does not offer ${long}.`);
  }
  if (!text.includes(`"${from}": import0`)) throw new Error(`The glue does not offer ${from}.`);
  text = text
    .replace(`"${from}": import0`, '"b": import0')
    .replace(/^export class IntoUnderlying\w+ \{\n[\s\S]*?^\}\n/gm, '')
    .replace(/^if \(Symbol\.dispose\) IntoUnderlying.*\n/gm, '')
    .replace(/^const IntoUnderlying\w+Finalization =[\s\S]*?;\n/gm, '')
    .replace(/^ *\/\*\*[\s\S]*?\*\/\n/gm, '')
    .replace(/^ *\/\/.*\n/gm, '')
    .replace(/^ +/gm, '')
    .replace(/\n{2,}/g, '\n');
  if (text.includes('ntoUnderlying')) throw new Error('The glue still holds wasm-streams.');
  return text;
}

function imports(content, from, short) {
  const reader = new Reader(content);
  const count = reader.number();
  const parts = [number(count)];
  for (let left = count; left > 0; left -= 1) {
    const module = reader.name();
    let item = reader.name();
    if (module === from) {
      if (!short.has(item)) short.set(item, `_${short.size.toString(36)}`);
      item = short.get(item);
    }
    const start = reader.at;
    reader.importType();
    parts.push(text(module === from ? 'b' : module), text(item), content.subarray(start, reader.at));
  }
  return Buffer.concat(parts);
}

function exports(content) {
  const reader = new Reader(content);
  const kept = [];
  for (let left = reader.number(); left > 0; left -= 1) {
    const start = reader.at;
    const item = reader.name();
    reader.at += 1;
    reader.number();
    if (!UNUSED.test(item)) kept.push(content.subarray(start, reader.at));
  }
  return Buffer.concat([number(kept.length), ...kept]);
}

function* sections(module) {
  const reader = new Reader(module);
  reader.at = 8;
  while (reader.at < module.length) {
    const id = reader.byte();
    const length = reader.number();
    yield { id, content: module.subarray(reader.at, reader.at + length) };
    reader.at += length;
  }
}

/** An unsigned LEB128. */
function number(value) {
  const bytes = [];
  do {
    const low = value & 0x7f;
    value >>>= 7;
    bytes.push(value ? low | 0x80 : low);
  } while (value);
  return Buffer.from(bytes);
}

function text(value) {
  const bytes = Buffer.from(value);
  return Buffer.concat([number(bytes.length), bytes]);
}

class Reader {
  at = 0;

  constructor(bytes) {
    this.bytes = bytes;
  }

  byte() {
    return this.bytes[this.at++];
  }

  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  name() {
    const length = this.number();
    this.at += length;
    return this.bytes.toString('utf8', this.at - length, this.at);
  }

  limits() {
    const flags = this.byte();
    this.number();
    if (flags & 1) this.number();
  }

  /** What an import is: a function, table, memory, global or tag. */
  importType() {
    const kind = this.byte();
    if (kind === 0) this.number();
    else if (kind === 1) { this.byte(); this.limits(); }
    else if (kind === 2) this.limits();
    else if (kind === 3) this.at += 2;
    else if (kind === 4) { this.byte(); this.number(); }
    else throw new Error(`An import of kind ${kind}.`);
  }
}
