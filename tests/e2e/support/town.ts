// A house with people and mailboxes in it, as an organisation has them: what
// works, what lacks a right, what was never tested.
import type { Page } from '@playwright/test';
import type { House } from './house.ts';
import { consent, contoso, firstRun, lek, password, register } from './steps.ts';

/** Mailboxes of the stand-in's demo tenant. */
export const mailboxes: [string, string][] = [
  ['facturen@contoso.nl', 'Facturen inkoop'],
  ['scan.utrecht@contoso.nl', 'Scan Utrecht'],
  ['scan.zwolle@contoso.nl', 'Scan Zwolle'],
  ['inkoop@contoso.nl', 'Inkoop algemeen'],
  ['contracten@contoso.nl', 'Contracten'],
  ['hr-archief@contoso.nl', 'HR-archief'],
  ['directie@contoso.nl', 'Directiesecretariaat'],
  ['team.logistiek@contoso.nl', 'Team Logistiek'],
  ['archief2019@contoso.nl', 'Archief 2019'],
  ['magazijn@contoso.nl', 'Magazijn'],
  ['postzegels@contoso.nl', 'Postzegels'],
];

/** Who helps callers. */
export const helpdesk = 'sanne@contoso.nl';

/** Asks the backend something, as the panel does. */
export async function ask(page: Page, method: string, path: string, body?: unknown): Promise<any> {
  return page.evaluate(
    async ([method, path, body]) => {
      const answer = await fetch(`/api/v1${path}`, {
        method: method as string,
        headers: { 'content-type': 'application/json', 'x-requested-by': 'imagecapture-panel' },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
      return text === '' ? undefined : JSON.parse(text);
    },
    [method, path, body] as const,
  );
}

/** The whole town: two accounts, the mailboxes with their proofs, a colleague. */
export async function settle(page: Page, house: House): Promise<void> {
  await firstRun(page, house);
  await register(page, contoso);
  await consent(page, house, contoso.service);
  await register(page, lek, 'Gemeente Lek');
  const accounts = await ask(page, 'GET', '/accounts');
  const contosoId = accounts.find((account: any) => account.name === 'Contoso Scan').id;
  for (const [address, name] of mailboxes) {
    await ask(page, 'POST', '/mailboxes', { account_id: contosoId, address, name });
  }
  await ask(page, 'POST', '/people', {
    name: 'Sanne de Vries',
    address: helpdesk,
    password,
    role: 'helpdesk',
  });
  await quiet(page);
  for (const [address] of mailboxes.slice(0, 9)) {
    await ask(page, 'POST', `/mailboxes/${encodeURIComponent(address)}/proofs`, { kind: 'full' });
  }
  await quiet(page);
}

/** A migration on its way: one wave went over, and some of it is in the way. */
export async function migrate(page: Page): Promise<string> {
  const csv = [
    ...mailboxes.slice(0, 7).map(([address]) => `${address};import,send;outlook.office365.com`),
    'oud@contoso.nl;import;exch01.contoso.local',
    'post@elders.nl;import;outlook.office365.com',
  ];
  await ask(page, 'POST', '/exchange-accounts', { csv: csv.join('\n') });
  await ask(page, 'POST', '/exchange-accounts/rehearsals', {});
  const until = async (path: string, enough: (answer: any) => boolean) => {
    while (!enough(await ask(page, 'GET', path))) await page.waitForTimeout(200);
  };
  await until('/migration', (glance) => glance.rehearsal.state === 'done');
  const { id } = await ask(page, 'POST', '/waves', { next: 2 });
  await until(`/waves/${id}`, (wave) => wave.state !== 'running' && wave.switching === 0);
  return id;
}

/** Until no proof runs. */
export async function quiet(page: Page): Promise<void> {
  for (;;) {
    const list = await ask(page, 'GET', '/mailboxes?limit=500');
    if (list.items.every((mailbox: any) => mailbox.running === null)) return;
    await page.waitForTimeout(200);
  }
}
