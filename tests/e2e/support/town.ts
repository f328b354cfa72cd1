// A house with people and mailboxes in it, as an organisation has them: what
// works, what lacks a right, what was never tested.
import { createHash, randomBytes } from 'node:crypto';
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

/** The languages of the panel. */
export type Lang = 'nl' | 'en';

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

/**
 * What most journeys begin with, made without the panel: an administrator who
 * is signed in, an account somebody consented for, these mailboxes, checked
 * once. The panel of this browser then speaks `lang`. Answers the account's id.
 */
export async function ready(
  page: Page,
  house: House,
  lang: Lang,
  addresses: string[],
): Promise<string> {
  await begun(page, house, lang);
  const account = await registered(page);
  await consented(page, house, account, contoso.service);
  for (const address of addresses) {
    const [, name] = mailboxes.find(([known]) => known === address) ?? [address, ''];
    await ask(page, 'POST', '/mailboxes', { account_id: account, address, name });
  }
  await quiet(page);
  return account;
}

/** An account nobody has consented for yet; answers its id. */
export async function registered(page: Page, expires = '2099-01-01'): Promise<string> {
  const account = await ask(page, 'POST', '/accounts', {
    name: 'Contoso Scan',
    tenant: contoso.tenant,
    client_id: contoso.clientId,
    client_secret: contoso.secret,
    secret_expires: expires,
    purposes: ['import', 'export_job', 'image_viewer', 'password_reset', 'address_change'],
  });
  return account.id;
}

/** The first administrator, signed in, in a panel that speaks `lang`; nothing else. */
export async function begun(page: Page, house: House, lang: Lang): Promise<void> {
  await atTheDoor(page);
  await ask(page, 'POST', '/set-up', {
    code: house.setupCode,
    name: 'Mark Bakker',
    address: 'mark@contoso.nl',
    password,
  });
  await page.evaluate((code) => localStorage.setItem('language', code), lang);
}

/** A consent, with somebody who clicks through Microsoft's pages at once. */
export async function consented(page: Page, house: House, account: string, person: string): Promise<void> {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const started = await ask(page, 'POST', `/accounts/${account}/consents`, { code_challenge: challenge });
  const query = new URLSearchParams({
    client_id: started.client_id,
    response_type: 'code',
    response_mode: 'fragment',
    redirect_uri: started.redirect_uri,
    scope: started.scopes.join(' '),
    state: started.state,
    nonce: started.nonce,
    prompt: 'select_account',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  const { location } = await house.control('authorize', {
    url: `${started.authorize_endpoint}?${query}`,
    person,
    decision: 'accept',
  });
  const back = new URLSearchParams(new URL(location).hash.slice(1));
  await ask(page, 'POST', '/consents/finish', {
    state: started.state,
    code: back.get('code'),
    code_verifier: verifier,
  });
}

/** Another browser in which the same administrator, or a colleague, is signed in. */
export async function signedIn(page: Page, address: string, lang: Lang): Promise<void> {
  await atTheDoor(page);
  await ask(page, 'POST', '/session', { address, password });
  await page.evaluate((code) => localStorage.setItem('language', code), lang);
}

/** At the panel's address, from which the backend can be asked, without waiting for the panel. */
async function atTheDoor(page: Page): Promise<void> {
  await page.goto('/', { waitUntil: 'commit' });
}

/** What of ours lies in a mailbox of the stand-in: drafts of proofs, test mails. */
export async function ours(house: House, address: string): Promise<string[]> {
  return (await mails(house, address)).map((mail) => mail.subject).filter((subject) => /ImageCapture/.test(subject));
}

/** Every mail in a mailbox of the stand-in, in whatever folder. */
export async function mails(house: House, address: string): Promise<any[]> {
  const { state } = await house.control('state');
  const mailbox = state.mailboxes.find((mailbox: any) => mailbox.address === address);
  return Object.values(mailbox.store.messages);
}
