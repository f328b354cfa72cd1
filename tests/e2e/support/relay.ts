// The relay: the one address that several houses have Microsoft send people
// back to. Its list and its log lie in a house's folder.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, type House } from './house.ts';
import { Server } from './server.ts';
import * as settings from './settings.ts';

export class Relay {
  private server?: Server;

  private constructor(private readonly port: number) {}

  /** A relay's address; houses are built with it before the relay knows them. */
  static async reserve(): Promise<Relay> {
    return new Relay(await freePort());
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** Starts it, or starts it anew, for these houses and nobody else. */
  async serve(houses: House[]): Promise<void> {
    await this.stop();
    const list = join(houses[0].folder, 'installations');
    writeFileSync(list, houses.map((house) => `${house.panelUrl}\n`).join(''));
    this.server = Server.start(
      'the relay',
      settings.backend,
      ['relay', '--listen', `127.0.0.1:${this.port}`, '--installations', list],
      join(houses[0].folder, 'relay.log'),
    );
    await this.server.line('ImageCapture relay listening on ');
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }
}
