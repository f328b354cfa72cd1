// The work of every day without a mouse: what is pressed is come to by Tab, in the
// order of the page, and no click is made by hand.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';
import { Budget } from '../support/budget.ts';
import { accept, contoso, password, signInAtMicrosoft } from '../support/steps.ts';
import { ask, begun, consented, helpdesk, quiet, ready, registered, settle } from '../support/town.ts';

const mailbox = 'facturen@contoso.nl';

/** As many steps as no page of ours needs to its last control. */
const FAR = 80;

/** Goes on by Tab until it is there; where that is, is seen. */
async function to(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let step = 0; step < FAR; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
  const marked = await target.evaluate((element) => {
    const around = [element, element.parentElement!].map((one) => getComputedStyle(one));
    return around.some((style) => style.outlineStyle !== 'none' || style.boxShadow !== 'none');
  });
  expect(marked, `where the focus is, shows: ${target}`).toBe(true);
}

async function press(page: Page, target: Locator): Promise<void> {
  await to(page, target);
  await page.keyboard.press('Enter');
}

async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press('Control+V');
}

test('from nothing to a mail that arrived, without a mouse', async ({ page, house }) => {
  const spent = await Budget.of(page, house);
  await begun(page, house, 'nl');
  await page.goto('/');
  await press(page, page.getByRole('main').getByRole('link', { name: 'Koppel Graph-account' }).last());
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await paste(page, `Tenant ID: ${contoso.tenant}\nClient ID: ${contoso.clientId}\nValue: ${contoso.secret}\nExpires: 2099-01-01`);
  await expect(page.getByText(/4 waarden herkend/).first()).toBeVisible();
  await press(page, page.getByRole('button', { name: 'Verder' }));
  await press(page, page.getByRole('button', { name: 'Toestemming geven bij Microsoft' }));
  await page.waitForURL(new RegExp(`^${house.microsoftUrl}`));
  await signInAtMicrosoft(page, contoso.service);
  await accept(page);

  await expect(page.getByRole('heading', { level: 1, name: 'Toestemming gegeven' })).toBeFocused();
  await to(page, page.getByLabel('E-mailadres'));
  await page.keyboard.type(mailbox);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: mailbox })).toBeVisible();
  await press(page, page.getByRole('button', { name: 'Testmail sturen' }));
  const line = page.getByRole('list', { name: 'Verstuurde testmails' }).getByRole('listitem');
  await expect(line).toContainText(/Bezorgd in \d+ s/);
  expect(spent.clicked).toEqual([]);
});

test('a secret is renewed, and an account has its log, without a mouse', async ({ page, house }) => {
  const spent = await Budget.of(page, house);
  await begun(page, house, 'nl');
  const account = await registered(page, new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10));
  await consented(page, house, account, contoso.service);
  await ask(page, 'POST', '/mailboxes', { account_id: account, address: mailbox, name: 'Facturen' });
  await quiet(page);
  const fresh = await house.control('secrets/add', { client_id: contoso.clientId, expires: '+700d' });

  await page.goto(`/accounts/${account}#next`);
  const next = page.getByRole('region', { name: 'Volgend secret' });
  await expect(next).toBeVisible();
  await paste(page, `Description\tExpires\tValue\tSecret ID\nscan\t11/21/2098\t${fresh.value}\t${fresh.secret_id}`);
  await press(page, page.getByRole('button', { name: 'Wissel nu' }));
  await expect(page.getByRole('region', { name: 'Vorig secret' }).getByText('cnt…')).toBeVisible();
  // Who did what stands on the account's own page, and nothing that is secret.
  const happened = page.getByRole('region', { name: 'Wat er gebeurde' });
  await expect(happened.getByRole('listitem').first()).toContainText('Mark Bakker');
  await expect(happened).not.toContainText(fresh.value);
  // In words, not as the log calls it.
  await expect(happened).toContainText('wisselde naar het volgende secret');
  await expect(happened).not.toContainText(/\b(account|secret|consent|asked)\.[a-z]/);
  await press(page, happened.getByRole('link', { name: 'Alles in het logboek' }));
  await expect(page).toHaveURL(new RegExp(`/log\\?object=${account}$`));
  await expect(page.getByRole('group', { name: 'Regels van het logboek' }).getByRole('listitem').first()).toBeVisible();
  expect(spent.clicked).toEqual([]);
});

test('a diagnosis is found again by its number', async ({ page, house }) => {
  const spent = await Budget.of(page, house);
  await begun(page, house, 'nl');
  const account = await registered(page);
  await consented(page, house, account, contoso.service);
  await ask(page, 'POST', '/mailboxes', { account_id: account, address: mailbox, name: 'Facturen' });
  await quiet(page);
  const { id } = await ask(page, 'POST', `/mailboxes/${mailbox}/diagnoses`);
  await page.goto('/mailboxes');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  for (const written of [id, `${house.panelUrl}/diagnose/${id}`]) {
    await page.keyboard.press('Control+K');
    await paste(page, written);
    await expect(page.getByRole('dialog').getByRole('option').first()).toHaveText('Open de diagnose');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(`${house.panelUrl}/diagnose/${id}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  }
  expect(spent.clicked).toEqual([]);
});

test('helpdesk answers a caller, signed in and out, without a mouse', async ({ page, house, anotherBrowser }) => {
  const closed = 'directie@contoso.nl';
  await ready(page, house, 'nl', [closed]);
  await ask(page, 'POST', '/people', { name: 'Sanne de Vries', address: helpdesk, password, role: 'helpdesk' });
  const desk = await (await anotherBrowser()).newPage();
  const spent = await Budget.of(desk, house);
  await desk.goto(house.panelUrl);
  await to(desk, desk.getByLabel('E-mailadres'));
  await desk.keyboard.type(helpdesk);
  await to(desk, desk.getByLabel('Wachtwoord'));
  await desk.keyboard.type(password);
  await desk.keyboard.press('Enter');
  // The field has the focus: the caller is speaking already.
  await expect(desk.getByRole('heading', { level: 1, name: 'Mailbox controleren' })).toBeVisible();
  await expect(desk.locator('main input')).toBeFocused();
  await desk.keyboard.type(closed);
  await desk.keyboard.press('Enter');
  const verdict = desk.getByRole('region', { name: 'Oordeel' });
  await expect(verdict.getByRole('heading', { level: 2 })).toHaveText('ImageCapture kan deze mailbox niet openen');
  await expect(verdict).toContainText('Zeg tegen de beller');
  await desk.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await press(desk, verdict.getByRole('button', { name: 'Kopieer diagnose' }));
  await expect.poll(() => desk.evaluate(() => navigator.clipboard.readText())).toContain('no_mailbox_access');
  await press(desk, verdict.getByRole('button', { name: 'Deel diagnose' }));
  await expect(desk.getByRole('heading', { level: 1, name: 'Diagnose' })).toBeFocused();
  await press(desk, desk.getByRole('button', { name: 'Accountmenu' }));
  await press(desk, desk.getByRole('button', { name: 'Afmelden' }));
  await expect(desk.getByLabel('Wachtwoord')).toBeVisible();
  expect(spent.clicked).toEqual([]);
});

test('a choice of mailboxes is checked, and one of them opened, without a mouse', async ({ page, house }) => {
  await settle(page, house);
  const spent = await Budget.of(page, house);
  await page.goto('/mailboxes?sort=name');
  const row = (at: number) => page.locator(`tbody tr[data-at="${at}"] a.mb`);
  await to(page, row(0));
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowDown');
  await expect(row(2)).toBeFocused();
  await page.keyboard.press('Shift+X');
  const dock = page.getByRole('toolbar', { name: 'Met de selectie' });
  await expect(dock).toContainText('3 geselecteerd');
  await press(page, dock.getByRole('button', { name: 'Controleren' }));
  const run = page.getByRole('region', { name: 'Controle van 3 mailboxen' });
  await expect(run).toContainText('3 van 3 gedaan', { timeout: 30_000 });
  await page.keyboard.press('Escape');
  await expect(dock).toHaveCount(0);
  await page.keyboard.press('/');
  await expect(page.locator('#filter')).toBeFocused();
  await page.keyboard.type('facturen');
  await expect(page.locator('tbody tr[data-verdict]')).toHaveCount(1);
  await expect(page.getByRole('status').filter({ hasText: '1 van 11 mailboxen' })).toBeAttached();
  await press(page, row(0));
  await expect(page.getByRole('heading', { level: 1, name: 'Facturen inkoop' })).toBeFocused();
  for (const [keys, name] of [['gl', 'Logboek'], ['gg', 'Migratie'], ['ga', 'Graph-accounts'], ['gm', 'Mailboxen'], ['gc', 'Mailbox controleren']]) {
    for (const key of keys) await page.keyboard.press(key);
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  }
  expect(spent.clicked).toEqual([]);
  await quiet(page);
});
