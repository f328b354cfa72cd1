// A stand-in for one suite: started on free ports, with a certificate
// authority of its own, and ended with the suite.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

const READY = 'Microsoft stand-in listening on ';

/** Starts a stand-in in a folder; answers its addresses once it listens. */
export async function start(program, folder, tenants) {
  const authority = join(folder, 'ca.pem');
  const child = spawn(
    program,
    ['--listen', '127.0.0.1:0', '--https', '127.0.0.1:0', '--ca-file', authority]
      .concat(['--tenants', tenants, '--log', 'warn']),
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines = createInterface({ input: child.stdout });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const urls = [];
  await new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      if (!line.startsWith(READY)) return;
      urls.push(line.slice(READY.length));
      if (urls.length === 2) resolve();
    });
    child.once('error', reject);
    ended.then((code) => reject(new Error(`the stand-in ended with ${code}`)));
  });
  const [plain, secure] = urls;
  return {
    plain,
    secure,
    authority,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
