// A server of a house: starts it, hears what it prints, ends it.
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';

const PATIENCE_MS = 15_000;

// A worker that ends early takes its servers with it.
const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

export class Server {
  private readonly lines: string[] = [];
  private readonly waiting = new Set<() => void>();
  private readonly log: WriteStream;
  private readonly ended: Promise<void>;
  private hasEnded = false;

  private constructor(
    private readonly name: string,
    private readonly child: ChildProcess,
    logFile: string,
  ) {
    this.log = createWriteStream(logFile, { flags: 'a' });
    running.add(child);
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        this.lines.push(line);
        this.log.write(`${line}\n`);
        this.waiting.forEach((look) => look());
      });
    }
    this.ended = new Promise((resolve) => {
      const end = () => {
        this.hasEnded = true;
        running.delete(child);
        this.waiting.forEach((look) => look());
        this.log.end(resolve);
      };
      child.once('close', end);
      child.once('error', (why) => {
        this.lines.push(String(why));
        end();
      });
    });
  }

  static start(name: string, program: string, args: string[], logFile: string): Server {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    return new Server(name, child, logFile);
  }

  /** Everything it has printed. */
  get output(): string {
    return this.lines.join('\n');
  }

  /** The rest of the first line that begins so; waits for it. */
  async line(beginning: string): Promise<string> {
    const found = () => this.lines.find((line) => line.startsWith(beginning));
    return new Promise((resolve, reject) => {
      const done = () => {
        clearTimeout(timer);
        this.waiting.delete(look);
      };
      const fail = (why: string) => {
        done();
        const last = this.lines.slice(-20).join('\n');
        reject(new Error(`${this.name} ${why} before it printed "${beginning}":\n${last}`));
      };
      const look = () => {
        const line = found();
        if (line !== undefined) {
          done();
          resolve(line.slice(beginning.length).trim());
        } else if (this.hasEnded) {
          fail('ended');
        }
      };
      const timer = setTimeout(() => fail(`took over ${PATIENCE_MS} ms`), PATIENCE_MS);
      this.waiting.add(look);
      look();
    });
  }

  /** Ends it, in the gentle or the hard way, and waits until it is gone. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (!this.hasEnded) this.child.kill(signal);
    const killer = setTimeout(() => this.child.kill('SIGKILL'), 5_000);
    await this.ended;
    clearTimeout(killer);
  }
}
