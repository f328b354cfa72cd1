// A server of pages for the figures: files of one folder as the backend would
// send them (compressed, kept for ever), and behind `/api/` either the backend or
// a list of paper, as long as it is wanted.
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const KINDS: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
};

/** A mailbox as the backend writes it. */
export type Mailbox = any;

/** A list of mailboxes that exists nowhere else. */
export class Paper {
  readonly items: Mailbox[];
  private readonly streams = new Set<ServerResponse>();
  private changes = 0;
  /** How many mailboxes were asked for after they had changed. */
  fetched = 0;

  /** `length` mailboxes after the example of real ones. */
  constructor(examples: Mailbox[], length: number, private readonly frame: any) {
    this.items = Array.from({ length }, (_, at) => ({
      ...examples[at % examples.length],
      address: `box${String(at).padStart(5, '0')}@contoso.nl`,
      name: `Postbus ${String(at).padStart(5, '0')}`,
    }));
  }

  /** What was asked for, if it is about the list. */
  answer(asked: IncomingMessage, answer: ServerResponse): boolean {
    const url = new URL(asked.url ?? '/', 'http://paper');
    const one = /^\/api\/v1\/mailboxes\/([^/]+)$/.exec(url.pathname);
    if (url.pathname === '/api/v1/events') {
      answer.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      answer.write(': listening\n\n');
      this.streams.add(answer);
      answer.on('close', () => this.streams.delete(answer));
    } else if (url.pathname === '/api/v1/mailboxes') {
      this.list(url, answer);
    } else if (one) {
      this.fetched += 1;
      const address = decodeURIComponent(one[1]);
      say(answer, this.items.find((item) => item.address === address));
    } else {
      return false;
    }
    return true;
  }

  /** The next mailbox in turn is proved anew, and everybody hears of it. */
  change(): void {
    const item = this.items[this.changes % this.items.length];
    this.changes += 1;
    const at = new Date(Date.now() + this.changes).toISOString();
    item.lights = item.lights.map((light: any) => ({ ...light, took_ms: light.took_ms + 1, at }));
    const data = JSON.stringify({ kind: 'mailbox', id: item.address });
    for (const stream of this.streams) stream.write(`event: change\ndata: ${data}\n\n`);
  }

  private list(url: URL, answer: ServerResponse): void {
    const text = url.searchParams.get('q')?.toLowerCase();
    const fits = (item: Mailbox) => item.address.includes(text) || item.name.toLowerCase().includes(text);
    const found = text ? this.items.filter(fits) : this.items;
    const from = Number(url.searchParams.get('after') ?? 0);
    const to = from + Number(url.searchParams.get('limit') ?? 100);
    const counts = { ...this.frame.counts };
    for (const state of Object.keys(counts)) counts[state] = 0;
    for (const item of found) counts[item.verdict.state] += 1;
    const next = to < found.length ? String(to) : null;
    say(answer, { ...this.frame, items: found.slice(from, to), next, counts });
  }
}

function say(answer: ServerResponse, value: unknown): void {
  answer.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  answer.end(JSON.stringify(value));
}

export class Stage {
  private readonly server: Server;
  private readonly sent = new Map<string, { kind: string; body: Buffer }>();

  private constructor(
    private readonly folder: string,
    private readonly backend: URL,
    private readonly paper?: Paper,
  ) {
    this.server = createServer((asked, answer) => this.serve(asked, answer));
  }

  static async open(folder: string, backendUrl: string, paper?: Paper): Promise<Stage> {
    const stage = new Stage(folder, new URL(backendUrl), paper);
    await new Promise<void>((resolve) => stage.server.listen(0, '127.0.0.1', resolve));
    return stage;
  }

  get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(asked: IncomingMessage, answer: ServerResponse): void {
    const path = (asked.url ?? '/').split('?')[0];
    if (!path.startsWith('/api/')) return this.file(path.slice(1), answer);
    if (this.paper?.answer(asked, answer)) return;
    const onward = request(
      {
        host: this.backend.hostname,
        port: this.backend.port,
        method: asked.method,
        path: asked.url,
        headers: { ...asked.headers, host: this.backend.host },
      },
      (answered) => {
        answer.writeHead(answered.statusCode ?? 502, answered.rawHeaders);
        answer.flushHeaders();
        answered.pipe(answer);
      },
    );
    onward.on('error', () => asked.socket.destroy());
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  }

  private file(asked: string, answer: ServerResponse): void {
    const name = asked && existsSync(join(this.folder, asked)) ? asked : 'index.html';
    if (!this.sent.has(name)) {
      const path = join(this.folder, name);
      const body = existsSync(`${path}.br`)
        ? readFileSync(`${path}.br`)
        : brotliCompressSync(readFileSync(path), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
      this.sent.set(name, { kind: KINDS[extname(name)] ?? 'application/octet-stream', body });
    }
    const { kind, body } = this.sent.get(name)!;
    answer.writeHead(200, {
      'content-type': kind,
      'content-encoding': 'br',
      'content-length': body.length,
      'cache-control': name === 'index.html' ? 'no-cache' : 'public, max-age=31536000, immutable',
    });
    answer.end(body);
  }
}
