// Cuts the panel's wasm into pieces, in the place of wasm-bindgen.
//
// Trunk has no step between cargo and wasm-bindgen, and that is where the wasm
// has to be cut: cargo's output still tells what refers to what (--emit-relocs),
// wasm-bindgen's no longer does. So `cargo xtask build` puts the folder of this
// file first on Trunk's PATH. What Trunk asks of wasm-bindgen is done with the
// first piece; the others are optimised here, named after their content, and
// laid into the folder $PIECES, from where xtask takes them.
//
// wasm-split-cli's link module (which fetches a piece and binds it) becomes part
// of wasm-bindgen's glue: one request less, and Trunk's digest of the glue in
// index.html covers it, with the digests of the pieces in it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { slim } from './slim.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const env = {
  ...process.env,
  PATH: process.env.PATH.split(delimiter)
    .filter((folder) => resolve(folder) !== here)
    .join(delimiter),
};

/** Runs a tool; when it fails, so do we. What it mutters is shown only then. */
function run(tool, args) {
  const { status, error, stderr } = spawnSync(tool, args, { env, stdio: ['inherit', 'inherit', 'pipe'] });
  if (error) throw error;
  if (status === 0) return;
  process.stderr.write(stderr);
  process.exit(status ?? 1);
}

/** Replaces what must be there: tools change what they write. */
function replaced(text, pattern, by) {
  const changed = text.replace(pattern, by);
  if (changed === text) throw new Error(`wasm-bindgen's glue holds no ${pattern} to replace.`);
  return changed;
}

const asked = process.argv.slice(2);
const input = asked.find((argument) => argument.endsWith('.wasm'));
const pieces = env.PIECES;
if (!input || !pieces) {
  run('wasm-bindgen', asked);
  process.exit();
}
const option = (name) =>
  asked.find((argument) => argument.startsWith(`--${name}=`)).slice(name.length + 3);
const name = option('out-name');
const glue = join(option('out-dir'), `${name}.js`);
const first = join(option('out-dir'), `${name}_bg.wasm`);

rmSync(pieces, { recursive: true, force: true });
const raw = `${pieces}.raw`;
rmSync(raw, { recursive: true, force: true });
for (const folder of [pieces, raw]) mkdirSync(folder, { recursive: true });

run('wasm-split-cli', [input, raw, '--out-name', name]);
// The pieces call each other through the table of functions, which wasm-bindgen
// would keep to itself.
run('wasm-bindgen', [
  ...asked.map((argument) => (argument === input ? join(raw, `${name}.wasm`) : argument)),
  '--keep-lld-exports',
]);

// The link module, with the names and digests of the finished pieces.
let link = readFileSync(join(raw, '__wasm_split.js'), 'utf8');
for (const file of readdirSync(raw)) {
  if (!file.endsWith('.wasm') || file === `${name}.wasm`) continue;
  const small = join(raw, `${file}.small`);
  run('wasm-opt', ['-Oz', '--strip-producers', '--strip-target-features',
    join(raw, file), '--output', small]);
  const content = readFileSync(small);
  const digest = (kind, form) => createHash(kind).update(content).digest(form);
  const stem = basename(file, '.wasm').replace(/^split_/, '');
  const finished = `${stem}-${digest('sha256', 'hex').slice(0, 16)}.wasm`;
  writeFileSync(join(pieces, finished), content);
  link = replaced(link, `fetch(new URL("./${file}", import.meta.url))`,
    `fetch(new URL("./${finished}", import.meta.url), ` +
    `{ integrity: "sha384-${digest('sha384', 'base64')}" })`);
}
link = replaced(link, /^import \{ initSync \} .*$/m, '');
const entries = [...link.matchAll(/^export const (\w+)/gm)].map(([, entry]) => entry);
link = link.replace(/^export const/gm, 'const');

let text = readFileSync(glue, 'utf8');
// One import for each piece.
text = replaced(text, /^import \* as (\w+) from "\.\/__wasm_split\.js";?$/gm,
  (_, module) => `const ${module} = { ${entries.join(', ')} };`);
text = link + text;
const small = slim(readFileSync(first), text, name);
writeFileSync(first, small.module);
// Chromium compiles a script's functions when each is first called, while whoever
// visits waits; with this it compiles them beside, while the wasm is on its way.
writeFileSync(glue, `//# allFunctionsCalledOnLoad\n${small.glue}`);
