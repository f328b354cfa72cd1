// The door of a house: the address the browser opens. It passes everything on
// to the backend unchanged and keeps a copy of every answer.
//
// Recording here and not in the browser, because a browser throws an answer's
// body away when the page moves on, which is what a consent does; and because
// the address stays when the backend is killed and comes back elsewhere.
import { createWriteStream, mkdirSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

// The panel's own files are the same for everybody and hold nothing of anyone.
const NOT_RECORDED = /^(application\/wasm|text\/javascript|application\/javascript|text\/css|font\/|image\/)/;

export class Door {
  private server: Server;
  private backendPort = 0;
  private answers = 0;
  private readable = true;

  private constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    this.server = createServer((asked, answer) => this.pass(asked, answer));
  }

  static async open(folder: string): Promise<Door> {
    const door = new Door(folder);
    await new Promise<void>((resolve) => door.server.listen(0, '127.0.0.1', resolve));
    return door;
  }

  /** `localhost`: the one name for which browsers take a secure cookie over HTTP. */
  get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  /** From here on requests go to the backend at this address. */
  leadsTo(backendUrl: string): void {
    this.backendPort = Number(new URL(backendUrl).port);
  }

  /** Answers stay as small as the backend makes them: for whoever measures. */
  leaveCompressed(): void {
    this.readable = false;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pass(asked: IncomingMessage, answer: ServerResponse): void {
    const headers = { ...asked.headers };
    const path = (asked.url ?? '/').split('?')[0];
    // Recorded answers have to be readable.
    if (path.startsWith('/api/') && this.readable) headers['accept-encoding'] = 'identity';
    const onward = request(
      { host: '127.0.0.1', port: this.backendPort, method: asked.method, path: asked.url, headers },
      (answered) => {
        answer.writeHead(answered.statusCode ?? 502, answered.rawHeaders);
        // An event stream sends its head long before its first event.
        answer.flushHeaders();
        answered.pipe(answer);
        this.record(asked.method ?? 'GET', path, answered);
        answered.on('error', () => answer.destroy());
      },
    );
    // A backend that is down looks like one: the connection breaks off.
    onward.on('error', () => asked.socket.destroy());
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  }

  private record(method: string, path: string, answered: IncomingMessage): void {
    if (NOT_RECORDED.test(answered.headers['content-type'] ?? '')) return;
    this.answers += 1;
    const number = String(this.answers).padStart(4, '0');
    const slug = path.replace(/[^a-zA-Z0-9]+/g, '-').slice(0, 80);
    const file = createWriteStream(join(this.folder, `${number}-${method}${slug}.txt`));
    file.write(`${answered.statusCode}\n`);
    for (let i = 0; i < answered.rawHeaders.length; i += 2) {
      file.write(`${answered.rawHeaders[i]}: ${answered.rawHeaders[i + 1]}\n`);
    }
    file.write('\n');
    answered.on('data', (chunk) => file.write(chunk));
    answered.on('close', () => file.end());
  }
}
