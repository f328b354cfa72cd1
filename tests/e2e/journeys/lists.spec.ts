// Mailboxes come in lists: pasted as they are, looked at, added in one go.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { findings } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';
import { password } from '../support/steps.ts';
import { ask, helpdesk, type Lang, ready, signedIn } from '../support/town.ts';

const words = {
  nl: {
    found: '5 mailboxen in uw lijst',
    left: '4 mailboxen in uw lijst',
    here: 'staat al bij Contoso Scan',
    twice: '1 adres stond er dubbel in.',
    unread: '1 regel is geen e-mailadres: verkoop.contoso.nl',
    drop: 'Haal wieisdit@contoso.nl uit de lijst',
    add: '3 mailboxen toevoegen',
    address: 'E-mailadres',
    csv: (many: number) => `${many} regels als CSV`,
    columns: 'E-mailadres;Naam;Graph-account;Waarvoor;Status;',
  },
  en: {
    found: '5 mailboxes in your list',
    left: '4 mailboxes in your list',
    here: 'already in Contoso Scan',
    twice: '1 address stood there twice.',
    unread: '1 line is no e-mail address: verkoop.contoso.nl',
    drop: 'Take wieisdit@contoso.nl off the list',
    add: 'Add 3 mailboxes',
    address: 'E-mail address',
    csv: (many: number) => `${many} lines as CSV`,
    columns: 'E-mail address;Name;Graph account;What it is for;Status;',
  },
} as const;

/** As somebody copies it from a spreadsheet. */
const list = [
  'Naam\tE-mailadres',
  'Facturen inkoop\tfacturen@contoso.nl',
  'Orders\torders@contoso.nl',
  'Inkoop\tinkoop@contoso.nl',
  'Wie is dit\twieisdit@contoso.nl',
  'Orders\tORDERS@contoso.nl',
  'verkoop.contoso.nl',
  'Directie\tdirectie@contoso.nl',
].join('\n');

async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press('Control+V');
}

const addresses = async (page: Page) =>
  (await ask(page, 'GET', '/mailboxes?limit=100')).items.map((one: any) => one.address).sort();

for (const lang of ['nl', 'en'] as Lang[]) {
  const say = words[lang];

  test(`what is filtered leaves as a file for a spreadsheet: ${lang}`, async ({ page, house, anotherBrowser }) => {
    await ready(page, house, lang, ['facturen@contoso.nl', 'orders@contoso.nl', 'inkoop@contoso.nl']);
    await page.goto('/mailboxes');
    await expect(page.getByRole('link', { name: say.csv(3) })).toBeVisible();
    await page.goto('/mailboxes?q=r&sort=-address');
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: say.csv(2) }).click();
    const file = await coming;
    expect(file.suggestedFilename()).toBe('mailboxes.csv');
    const text = await readFile(await file.path(), 'utf8');
    const [columns, ...lines] = text.trimEnd().split('\n');
    expect(columns.startsWith(`\uFEFF${say.columns}`), columns).toBe(true);
    expect(lines.map((line) => line.split(';')[0])).toEqual(['orders@contoso.nl', 'facturen@contoso.nl']);
    // Helpdesk looks at it and takes nothing along.
    await ask(page, 'POST', '/people', { name: 'Sanne de Vries', address: helpdesk, password, role: 'helpdesk' });
    const desk = await (await anotherBrowser()).newPage();
    await signedIn(desk, helpdesk, lang);
    await desk.goto('/mailboxes');
    await expect(desk.locator('tbody tr[data-verdict]')).toHaveCount(3);
    await expect(desk.getByRole('link', { name: /CSV/ })).toHaveCount(0);
  });

  test(`a list is pasted into the field of one address: ${lang}`, async ({ page, house }) => {
    await ready(page, house, lang, ['facturen@contoso.nl']);
    await page.goto('/mailboxes/add');
    await page.getByLabel(say.address).focus();
    await paste(page, list);
    const card = page.getByRole('region', { name: say.found });
    await expect(card.getByRole('heading')).toBeFocused();
    await expect(card.getByText(say.here)).toBeVisible();
    await expect(card.getByText(say.twice)).toBeVisible();
    await expect(card.getByText(say.unread)).toBeVisible();
    expect(await findings(page, 'a list')).toEqual([]);
    // Nothing was added yet; what should not come is taken off.
    expect(await addresses(page)).toEqual(['facturen@contoso.nl']);
    await card.getByRole('button', { name: say.drop }).click();
    await expect(page.getByRole('region', { name: say.left })).toBeVisible();
    await page.getByRole('button', { name: say.add }).click();
    // All of them are here: the list of the account shows them, under their names.
    await expect(page).toHaveURL(/\/mailboxes\?account=/);
    await expect(page.getByRole('row').filter({ hasText: 'inkoop@contoso.nl' }).filter({ hasText: 'Inkoop' })).toBeVisible();
    expect(await addresses(page)).toEqual(
      ['directie@contoso.nl', 'facturen@contoso.nl', 'inkoop@contoso.nl', 'orders@contoso.nl'],
    );
  });
}

test('a list is pasted anywhere in the wizard, stopped, and goes on', async ({ page, house }) => {
  const account = await ready(page, house, 'nl', []);
  await page.goto(`/accounts/${account}/setup/mailboxen`);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  // One address alone goes into the field.
  await paste(page, 'orders@contoso.nl');
  await expect(page.getByLabel('E-mailadres')).toHaveValue('orders@contoso.nl');
  await expect(page.getByLabel('E-mailadres')).toBeFocused();
  // With a name it brings the name along, into the field as well.
  await paste(page, 'Orders <orders@contoso.nl>');
  await expect(page.getByLabel('E-mailadres')).toHaveValue('orders@contoso.nl');
  await expect(page.getByLabel('Naam')).toHaveValue('Orders');
  // The third is held back until the list was stopped.
  let go = (): void => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  let sent = 0;
  await page.route('**/api/v1/mailboxes', async (route) => {
    if (route.request().method() === 'POST' && ++sent === 3) await held;
    await route.continue();
  });
  const many = Array.from({ length: 6 }, (_, n) => `m${n}@contoso.nl`);
  // What is pasted after it comes behind it.
  await paste(page, many.slice(0, 5).join('; '));
  await expect(page.getByRole('region', { name: '5 mailboxen in uw lijst' })).toBeVisible();
  await paste(page, many.slice(4).join('\n'));
  await expect(page.getByText('1 adres stond er dubbel in.')).toBeVisible();
  await page.getByRole('button', { name: '6 mailboxen toevoegen' }).click();
  const bar = page.getByRole('progressbar', { name: 'Mailbox toevoegen' });
  await expect(bar).toHaveAttribute('aria-valuetext', '2 van 6 toegevoegd');
  await page.getByRole('button', { name: 'Stoppen' }).click();
  go();
  // What was added stands below; the others wait.
  const card = page.getByRole('region', { name: '3 mailboxen in uw lijst' });
  await expect(card.getByRole('listitem')).toHaveCount(3);
  expect(await addresses(page)).toEqual(['m0@contoso.nl', 'm1@contoso.nl', 'm2@contoso.nl']);
  await page.getByRole('button', { name: '3 mailboxen toevoegen' }).click();
  await expect(card).toHaveCount(0);
  await expect(page.getByLabel('E-mailadres')).toBeFocused();
  expect(await addresses(page)).toEqual(many);
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(6);
});

test('what could not be added stays, with the reason', async ({ page, house }) => {
  const account = await ready(page, house, 'nl', []);
  await page.goto('/mailboxes/add');
  await page.getByLabel('E-mailadres').focus();
  await paste(page, 'orders@contoso.nl; inkoop@contoso.nl; contracten@contoso.nl');
  const add = page.getByRole('button', { name: '3 mailboxen toevoegen' });
  await expect(add).toBeVisible();
  await page.waitForLoadState('networkidle');
  // Meanwhile somebody else adds one of them.
  await ask(page, 'POST', '/mailboxes', { account_id: account, address: 'inkoop@contoso.nl', name: '' });
  await add.click();
  const card = page.getByRole('region', { name: '1 mailbox in uw lijst' });
  await expect(card.getByRole('listitem')).toContainText('inkoop@contoso.nl');
  await expect(card.getByRole('listitem')).toContainText('Dit bestaat al');
  expect(await addresses(page)).toEqual(['contracten@contoso.nl', 'inkoop@contoso.nl', 'orders@contoso.nl']);
  await card.getByRole('button', { name: 'Sluit de lijst' }).click();
  await expect(page.getByLabel('E-mailadres')).toBeVisible();
});
