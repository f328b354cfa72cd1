// A house: one backend and one stand-in for Microsoft, with a fresh data folder,
// for one journey. The folder stays after the journey:
//
//   backend/       the backend's data: database, keys
//   backend.log    what the backend printed
//   answers/       every answer the browser got from the backend
//   console.log    what the panel wrote to the browser's console
//   microsoft/     the stand-in's state and log, and what secrets it has issued
import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { Door } from './door.ts';
import { Server } from './server.ts';
import * as settings from './settings.ts';

/** What a house shares with others. */
export interface Shared {
  /** The house whose stand-in this one uses; it is left last. */
  microsoftOf?: House;
  /** The relay Microsoft sends people back to. */
  relayUrl?: string;
}

export class House {
  private constructor(
    /** The house's folder. */
    readonly folder: string,
    readonly door: Door,
    /** Missing where it is a neighbour's. */
    private readonly microsoft: Server | undefined,
    /** The stand-in's address. */
    readonly microsoftUrl: string,
    private readonly relayUrl: string | undefined,
  ) {}

  private backend!: Server;
  private code = '';

  /** Builds a house and waits until it is ready to live in. */
  static async build(name: string, { microsoftOf, relayUrl }: Shared = {}): Promise<House> {
    const folder = join(settings.houses, name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, 'backend'), { recursive: true });
    mkdirSync(join(folder, 'microsoft'), { recursive: true });
    const door = await Door.open(join(folder, 'answers'));
    const microsoftUrl = microsoftOf?.microsoftUrl ?? `http://127.0.0.1:${await freePort()}`;
    const microsoft = microsoftOf ? undefined : standIn(folder, microsoftUrl);
    const house = new House(folder, door, microsoft, microsoftUrl, relayUrl);
    try {
      await microsoft?.line('Microsoft stand-in listening on ');
      await house.startBackend();
      house.code = await house.backend.line('Set-up code: ');
    } catch (why) {
      await house.leave();
      throw why;
    }
    return house;
  }

  /** The panel's address, also after the backend was restarted. */
  get panelUrl(): string {
    return this.door.url;
  }

  /** The one-time set-up code of the first start. */
  get setupCode(): string {
    return this.code;
  }

  /** The backend's data folder. */
  get dataDir(): string {
    return join(this.folder, 'backend');
  }

  /** What the backend has printed since its last start. */
  get logs(): string {
    return this.backend.output;
  }

  /** Speaks to the stand-in's control API: POST with a body, GET without. */
  async control(path: string, body?: unknown): Promise<any> {
    const url = `${this.microsoftUrl}/control/${path.replace(/^\/(control\/)?/, '')}`;
    const answer = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  /** Starts the backend, on the data that is there. */
  async startBackend(): Promise<void> {
    this.backend = Server.start(
      'the backend',
      settings.backend,
      [
        'serve',
        ...['--listen', '127.0.0.1:0'],
        ...['--public-url', this.panelUrl],
        ...['--data', this.dataDir],
        ...['--panel', settings.panel],
        ...['--login-url', this.microsoftUrl],
        ...['--graph-url', this.microsoftUrl],
        // Who takes webhooks in a journey is on this machine.
        ...['--webhook-networks', '127.0.0.0/8'],
        ...(this.relayUrl ? ['--relay-url', this.relayUrl] : []),
      ],
      join(this.folder, 'backend.log'),
    );
    const url = await this.backend.line('ImageCapture mail link listening on ');
    this.door.leadsTo(url);
    await ready(this.panelUrl);
  }

  /** Ends the backend; with SIGKILL as a power cut would. */
  async stopBackend(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await this.backend.stop(signal);
  }

  /** Ends the backend and starts it again on the same data. */
  async restartBackend(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await this.stopBackend(signal);
    await this.startBackend();
  }

  /** Keeps what a browser's console says. */
  listenTo(context: BrowserContext): void {
    const file = join(this.folder, 'console.log');
    const keep = (text: string) => appendFileSync(file, `${text}\n`);
    context.on('console', (message) => keep(`${message.type()} ${message.text()}`));
    context.on('weberror', (error) => keep(`error ${error.error()}`));
  }

  /** Ends both servers; the folder stays. */
  async leave(): Promise<void> {
    // Asked at the very end, so that nothing issued later is missed.
    const issued = await this.control('issued').catch(() => undefined);
    if (issued) writeFileSync(issuedFile(this.folder), JSON.stringify(issued, null, 2));
    await this.backend?.stop();
    await this.door.close();
    await this.microsoft?.stop();
  }
}

/** Where a house that was left keeps what its stand-in had issued. */
export function issuedFile(folder: string): string {
  return join(folder, 'microsoft', 'issued.json');
}

/** A folder name that no other journey has. */
export function houseName(titles: string[]): string {
  const slug = titles
    .join(' ')
    .toLowerCase()
    .replace(/\.spec\.ts/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(-100)
    .replace(/^-|-$/g, '');
  let name = slug;
  for (let number = 2; existsSync(join(settings.houses, name)); number += 1) {
    name = `${slug}-${number}`;
  }
  return name;
}

function standIn(folder: string, url: string): Server {
  return Server.start(
    'the stand-in for Microsoft',
    settings.simulator,
    [
      ...['--listen', url.slice('http://'.length)],
      ...['--public-url', url],
      ...['--state', join(folder, 'microsoft', 'state.json')],
    ],
    join(folder, 'microsoft', 'microsoft.log'),
  );
}

/** A port that nobody has. */
export async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function ready(url: string): Promise<void> {
  const patience = Date.now() + 15_000;
  for (;;) {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.status === 200) return;
    if (Date.now() > patience) throw new Error(`${url} is not ready: ${answer?.status}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
