// Runs Microsoft's own client libraries, unmodified from npm and PyPI, against
// the stand-in, over HTTPS with the certificate it hands out.
//
//   node tests/clients/run.mjs [suite …]
//
// Environment:
//   CLIENTS_SIMULATOR  the stand-in's program; target/release/microsoft-simulator,
//                      or the debug one, when not set
//   CLIENTS_TARGET     where the Python environment and the certificates go;
//                      target/clients when not set
//   GRAPH_OPENAPI      Graph's OpenAPI description: answers are compared with it.
//                      When not set, a file graph-mail-openapi.json in any folder
//                      beside the repository is taken; without one that test is
//                      skipped and says so
//   PYTHON             python3 when not set
//
// Prints one line per test and a summary; the exit code is 0 when none failed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as simulator from './support/simulator.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const target = process.env.CLIENTS_TARGET ?? join(root, 'target', 'clients');
const suites = ['msal-node.mjs', 'msal_python.py', 'graph-client.mjs', 'openid-client.mjs'];

const program = findProgram();
installNode();
const python = installPython();
const description = findDescription();
const count = { ok: 0, 'not ok': 0, skipped: 0 };
const asked = process.argv.slice(2);
for (const suite of suites) {
  if (asked.length === 0 || asked.some((name) => suite.startsWith(name))) await run(suite);
}
const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
console.log(`${count.ok} passed, ${count['not ok']} failed${skipped}`);
process.exitCode = count['not ok'] > 0 || count.ok === 0 ? 1 : 0;

function findProgram() {
  const built = ['release', 'debug'].map((kind) =>
    join(root, 'target', kind, 'microsoft-simulator'),
  );
  const found = [process.env.CLIENTS_SIMULATOR, ...built].find((path) => path && existsSync(path));
  if (!found) stop('the stand-in is not built: cargo build -p simulator, or set CLIENTS_SIMULATOR');
  return found;
}

function findDescription() {
  if (process.env.GRAPH_OPENAPI) return process.env.GRAPH_OPENAPI;
  const beside = join(root, '..');
  return readdirSync(beside)
    .map((name) => join(beside, name, 'graph-mail-openapi.json'))
    .find((path) => existsSync(path));
}

/** Installs what the lock file names, when it has changed since the last time. */
function installNode() {
  const mark = join(here, 'node_modules', '.installed');
  const wanted = digest(join(here, 'package-lock.json'));
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  const npm = ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  mustRun('npm', npm, { cwd: here });
  writeFileSync(mark, wanted);
}

function installPython() {
  const venv = join(target, 'venv');
  const own = join(venv, 'bin', 'python');
  const mark = join(venv, '.installed');
  const requirements = join(here, 'requirements.txt');
  const wanted = digest(requirements);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return own;
  rmSync(venv, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  mustRun(process.env.PYTHON ?? 'python3', ['-m', 'venv', venv]);
  mustRun(own, ['-m', 'pip', 'install', '-q', '--no-deps', '-r', requirements]);
  writeFileSync(mark, wanted);
  return own;
}

function digest(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function mustRun(command, args, options = {}) {
  const done = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
  if (done.status !== 0) stop(`${command} ${args.join(' ')} failed`);
}

function stop(complaint) {
  console.error(complaint);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

/** One suite, in a process of its own with a stand-in of its own. */
async function run(suite) {
  const began = performance.now();
  let tests = 0;
  const folder = join(target, suite.replace(/\W/g, '-'));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const microsoft = await simulator.start(program, folder, join(here, 'tenants.toml'));
  const env = {
    ...process.env,
    STAND_IN: microsoft.secure,
    NODE_EXTRA_CA_CERTS: microsoft.authority,
    REQUESTS_CA_BUNDLE: microsoft.authority,
    NO_PROXY: 'localhost,127.0.0.1',
    no_proxy: 'localhost,127.0.0.1',
    GRAPH_OPENAPI: description ?? '',
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONWARNINGS: 'ignore',
  };
  delete env.CURL_CA_BUNDLE;
  const [command, args] = suite.endsWith('.py') ? [python, ['-u']] : [process.execPath, []];
  const child = spawn(command, [...args, join(here, suite)], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let failed = false;
  for await (const line of createInterface({ input: child.stdout })) {
    const kind = /^(ok|not ok|skipped) /.exec(line)?.[1];
    if (kind) {
      count[kind] += 1;
      tests += 1;
    }
    failed ||= kind === 'not ok';
    console.log(line);
  }
  const code = child.exitCode ?? (await new Promise((resolve) => child.once('exit', resolve)));
  if (code !== 0 && !failed) {
    count['not ok'] += 1;
    console.log(`not ok ${suite}: ended with ${code}`);
  }
  await microsoft.stop();
  console.log(`${suite}: ${tests} tests in ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
