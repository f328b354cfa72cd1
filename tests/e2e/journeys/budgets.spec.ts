// What the work of every day may cost: how many clicks, pastes and typed fields,
// in both languages, light and dark, on a desk and on a phone.
import type { Page } from '@playwright/test';
import { expect, type House, test } from '../support/test.ts';
import { Budget } from '../support/budget.ts';
import { accept, contoso, password, signInAtMicrosoft } from '../support/steps.ts';
import { ask, begun, consented, helpdesk, type Lang, quiet, ready, registered, signedIn } from '../support/town.ts';

const words = {
  nl: {
    connect: 'Koppel Graph-account',
    next: 'Verder',
    go: 'Toestemming geven bij Microsoft',
    given: 'Toestemming gegeven',
    address: 'E-mailadres',
    add: 'Toevoegen',
    send: 'Testmail sturen',
    sent: 'Verstuurde testmails',
    arrived: /Bezorgd in \d+ s/,
    pasted: /4 waarden herkend/,
    checked: 'Mailbox controleren',
    cannotOpen: 'ImageCapture kan deze mailbox niet openen',
    sayTitle: 'Zeg tegen de beller',
    renew: 'Secret vernieuwen',
    nextSecret: 'Volgend secret',
    swap: 'Wissel nu',
    current: 'Clientsecret',
    previous: 'Vorig secret',
  },
  en: {
    connect: 'Connect Graph account',
    next: 'Continue',
    go: 'Grant consent at Microsoft',
    given: 'Consent given',
    address: 'E-mail address',
    add: 'Add',
    send: 'Send test mail',
    sent: 'Test mails sent',
    arrived: /Delivered in \d+ s/,
    pasted: /4 values recognised/,
    checked: 'Check a mailbox',
    cannotOpen: 'ImageCapture cannot open this mailbox',
    sayTitle: 'Tell the caller',
    renew: 'Renew secret',
    nextSecret: 'Next secret',
    swap: 'Swap now',
    current: 'Client secret',
    previous: 'Previous secret',
  },
} as const;

const mailbox = 'facturen@contoso.nl';
type Look = [width: number, lang: Lang, colours: 'light' | 'dark'];

/** A screen of this width, in these colours. */
async function sitAt(page: Page, width: number, colours: 'light' | 'dark'): Promise<void> {
  await page.setViewportSize({ width, height: width < 760 ? 844 : 900 });
  await page.emulateMedia({ colorScheme: colours });
}

/** Nothing sticks out to the right of the screen. */
async function fits(page: Page, width: number): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
}

/** Copies elsewhere, pastes here. */
async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press('Control+V');
}

const looks = {
  first: [[1440, 'nl', 'light'], [1100, 'en', 'dark'], [390, 'nl', 'dark']],
  helpdesk: [[1440, 'en', 'dark'], [1100, 'nl', 'light'], [390, 'en', 'light']],
  secret: [[1440, 'nl', 'dark'], [1100, 'en', 'light'], [390, 'en', 'dark']],
} satisfies Record<string, Look[]>;

for (const [width, lang, colours] of looks.first as Look[]) {
  const say = words[lang];

  test(`from nothing to a mail that arrived: 5 clicks, 2 pastes, nothing typed: ${lang}, ${colours}, ${width}`, async ({ page, house }) => {
    const spent = await Budget.of(page, house);
    await begun(page, house, lang);
    await sitAt(page, width, colours);

    await page.goto('/');
    await page.getByRole('main').getByRole('link', { name: say.connect }).last().click();
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await paste(page, `Tenant ID: ${contoso.tenant}\nClient ID: ${contoso.clientId}\nValue: ${contoso.secret}\nExpires: 2099-01-01`);
    await expect(page.getByText(say.pasted).first()).toBeVisible();
    await page.getByRole('button', { name: say.next }).click();
    await page.getByRole('button', { name: say.go }).click();
    await page.waitForURL(new RegExp(`^${house.microsoftUrl}`));
    await signInAtMicrosoft(page, contoso.service);
    await accept(page);

    // Back from Microsoft the way goes on by itself.
    await expect(page.getByRole('heading', { level: 1, name: say.given })).toBeFocused();
    await expect(page.getByLabel(say.address)).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(page.getByLabel(say.address)).toBeFocused();
    await paste(page, mailbox);
    await page.getByRole('button', { name: say.add, exact: true }).click();
    await expect(page.getByRole('link', { name: mailbox })).toBeVisible();
    await page.getByRole('button', { name: say.send }).click();
    const line = page.getByRole('list', { name: say.sent }).getByRole('listitem');
    await expect(line).toHaveCount(1);
    await expect(line).toContainText(say.arrived);

    await fits(page, width);
    expect(spent.all).toEqual({ clicked: [say.connect, say.next, say.go, say.add, say.send], pastes: 2, fields: 0 });
    // Sent once, whatever happens to the page afterwards.
    await page.reload();
    await expect(line).toContainText(say.arrived);
    expect((await house.control('requests?path=sendMail')).requests).toHaveLength(1);
  });
}

for (const [width, lang, colours] of looks.helpdesk as Look[]) {
  const say = words[lang];

  test(`a caller's mailbox: one field, Enter: ${lang}, ${colours}, ${width}`, async ({ page, house, anotherBrowser }) => {
    await ready(page, house, lang, ['directie@contoso.nl']);
    await ask(page, 'POST', '/people', { name: 'Sanne de Vries', address: helpdesk, password, role: 'helpdesk' });
    const desk = await (await anotherBrowser()).newPage();
    const spent = await Budget.of(desk, house);
    await signedIn(desk, helpdesk, lang);
    await sitAt(desk, width, colours);

    await desk.goto('/');
    await expect(desk.getByRole('heading', { level: 1, name: say.checked })).toBeVisible();
    await expect(desk.locator('#check')).toBeFocused();
    await desk.keyboard.type('directie@contoso.nl');
    await desk.keyboard.press('Enter');
    await expect(desk.getByRole('heading', { name: say.cannotOpen })).toBeVisible();
    await expect(desk.getByRole('heading', { name: say.sayTitle })).toBeVisible();

    await fits(desk, width);
    expect(spent.all).toEqual({ clicked: [], pastes: 0, fields: 1 });
  });
}

for (const [width, lang, colours] of looks.secret as Look[]) {
  const say = words[lang];

  test(`a secret that ends soon: 2 clicks and a paste: ${lang}, ${colours}, ${width}`, async ({ page, house }) => {
    const spent = await Budget.of(page, house);
    await expiring(page, house, lang);
    const fresh = await house.control('secrets/add', { client_id: contoso.clientId, expires: '+700d' });
    await sitAt(page, width, colours);

    await page.goto('/mailboxes');
    await page.getByRole('article').getByRole('link', { name: say.renew }).click();
    await expect(page.getByRole('region', { name: say.nextSecret })).toBeVisible();
    // A row of the portal's table, as it is copied.
    const row = `Description\tExpires\tValue\tSecret ID\nscan\t11/21/2098\t${fresh.value}\t${fresh.secret_id}`;
    await paste(page, row);
    await page.getByRole('button', { name: say.swap }).click();
    await expect(page.getByRole('region', { name: say.current, exact: true }).getByText('sim…')).toBeVisible();
    await expect(page.getByRole('region', { name: say.previous }).getByText('cnt…')).toBeVisible();

    await fits(page, width);
    expect(spent.all).toEqual({ clicked: [say.renew, say.swap], pastes: 1, fields: 0 });
    // The mailbox works with it, and nobody is warned any more.
    await quiet(page);
    await page.goto('/mailboxes');
    await expect(page.getByRole('row').filter({ hasText: mailbox })).toBeVisible();
    await expect(page.getByRole('article')).toHaveCount(0);
  });
}

/** A mailbox that works, with a secret that has twenty days left. */
async function expiring(page: Page, house: House, lang: Lang): Promise<void> {
  await begun(page, house, lang);
  const soon = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  const account = await registered(page, soon);
  await consented(page, house, account, contoso.service);
  await ask(page, 'POST', '/mailboxes', { account_id: account, address: mailbox, name: 'Facturen' });
  await quiet(page);
  await ask(page, 'POST', `/mailboxes/${mailbox}/proofs`, { kind: 'full' });
  await ask(page, 'POST', `/mailboxes/${mailbox}/test-mails`, { to: mailbox, subject: 'x', text: 'x' });
  await quiet(page);
  await expect.poll(async () => (await ask(page, 'GET', `/mailboxes/${mailbox}`)).verdict.cause).toBe('secret_expires_soon');
}
