// Finishes what Trunk built, before it is compressed.
//
// - The pieces of wasm behind the first, which Trunk does not know, join the rest.
// - The style sheets become two files, of what the head of the page names and of
//   what its body names (which the first paint does not wait for): they are written
//   apart to be found, and sent together to be there in one request, and smaller.
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
writeFileSync(index, [joined(head, 'style'), joined(body, 'pages')].join('<body>'));

/** The same with one style sheet in the place of all. */
function joined(part, stem) {
  const links = /<link rel="stylesheet" href="\/([\w.-]+\.css)"[^>]*>\n?/g;
  const sheets = [...part.matchAll(links)].map(([, name]) => name);
  if (sheets.length === 0) throw new Error('A part of index.html names no style sheet.');
  const style = Buffer.concat(sheets.map(read));
  const name = `${stem}-${hash(style)}.css`;
  for (const sheet of sheets) unlinkSync(join(folder, sheet));
  writeFileSync(join(folder, name), style);
  const integrity = `sha384-${digest(style, 'sha384', 'base64')}`;
  let link = `<link rel="stylesheet" href="/${name}" integrity="${integrity}">\n`;
  return part.replace(links, () => {
    const now = link;
    link = '';
    return now;
  });
}

function read(file) {
  return readFileSync(join(folder, file));
}
