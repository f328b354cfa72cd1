// The ten-minute script of docs/demo.md, followed as a salesperson would: what it
// says to press is there under that name, and does what it says.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Locator, type Page, test } from '@playwright/test';

const panel = process.env.DEMO_URL ?? 'http://localhost:8420';
const microsoft = process.env.DEMO_MICROSOFT_URL ?? 'http://127.0.0.1:8421';
const script = readFileSync(join(dirname(fileURLToPath(import.meta.url)), '../../../docs/demo.md'), 'utf8').replace(/\s+/g, ' ');

/** A name, as the script has it in bold or italics. */
function written(name: string): string {
  expect([`**${name}**`, `*${name}*`].some((mark) => script.includes(mark)), `docs/demo.md names ${name}`).toBe(true);
  return name;
}

async function signedIn(page: Page, address: string): Promise<void> {
  expect(script.includes(`\`${address}\``), `docs/demo.md names ${address}`).toBe(true);
  await page.goto(panel);
  await page.locator('input[type=email]').fill(address);
  await page.locator('input[type=password]').fill('vier-regenbogen-boven-de-lek');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Hoofdmenu' })).toBeVisible();
}

const menu = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Hoofdmenu' }).getByRole('link', { name: written(name) }).click();

const press = (inside: Page | Locator, name: string) => inside.getByRole('button', { name: written(name), exact: true }).first().click();
const follow = (inside: Page | Locator, name: string) => inside.getByRole('link', { name: written(name), exact: true }).first().click();

test.use({ locale: 'nl-NL' });

test('the ten minutes of docs/demo.md', async ({ page, browser }) => {
  const right = await (await browser.newContext({ locale: 'nl-NL' })).newPage();
  const standIn = await (await browser.newContext({ locale: 'nl-NL' })).newPage();
  await signedIn(page, 'mark@demo.nl');
  await signedIn(right, 'sanne@demo.nl');

  await test.step('0:00 What everybody knows', async () => {
    await menu(page, 'Mailboxen');
    const causes = page.locator('article.cause');
    await expect(causes).toHaveCount(3);
    await page.locator('#more-causes').click();
    expect(await causes.count()).toBeGreaterThan(20);
    await page.getByRole('toolbar').getByRole('button', { name: /^Fout/ }).click();
    written('Fout');
    const access = causes.filter({ hasText: 'geen toegang' }).first();
    await follow(access, 'Toon deze');
    await page.locator('a.mb').filter({ hasText: written('Directiesecretariaat') }).click();
    const matrix = page.getByRole('region', { name: 'Gevraagd, verleend en bewezen' });
    await expect(matrix).toContainText('Bewezen');
  });

  await test.step('1:30 The caller', async () => {
    await menu(right, 'Mailbox controleren');
    const field = right.getByLabel('E-mailadres van de mailbox');
    const verdict = right.getByRole('region', { name: 'Oordeel' });
    await field.fill('directie@contoso.nl');
    await field.press('Enter');
    await expect(verdict).toContainText(written('Zeg tegen de beller'));
    await expect(verdict).toContainText('ImageCapture kan deze mailbox niet openen');
    await right.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await verdict.getByRole('button', { name: written('Kopieer diagnose') }).click();
    await expect.poll(() => right.evaluate(() => navigator.clipboard.readText())).toContain('no_mailbox_access');
    await press(verdict, 'Deel diagnose');
    await expect(right.getByRole('region', { name: 'Hoe het nu is' })).toContainText('kan deze mailbox niet openen');
    await menu(right, 'Mailbox controleren');
    await field.fill('facturen@contoso.nl');
    await field.press('Enter');
    await expect(verdict).toContainText('leest, verplaatst en verstuurt mail');
  });

  await test.step('2:30 Exactly the right that is missing', async () => {
    await menu(page, 'Mailboxen');
    await page.locator('#more-causes').click();
    await follow(page.locator('article.cause').filter({ hasText: 'geen toegang' }).first(), 'Maak script');
    await expect(page.locator('pre').first()).toContainText("Add-MailboxPermission -Identity 'directie@contoso.nl'");
    await standIn.goto(microsoft);
    await standIn.getByRole('link', { name: written('Voor de trainer') }).first().click();
    await standIn.getByRole('link', { name: 'Postvakken' }).first().click();
    const form = standIn.locator('form').filter({ hasText: written('Recht geven') });
    await form.locator('[name=mailbox]').fill('directie@contoso.nl');
    await form.locator('[name=person]').fill('imagecapture@contoso.nl');
    await form.locator('[name=right]').selectOption('full_access');
    await form.getByRole('button').click();
    await expect(standIn.getByRole('status')).toBeVisible();
    const line = page.getByRole('region', { name: 'Wat ontbreekt' }).getByRole('listitem').filter({ hasText: 'directie@contoso.nl' });
    await press(page, 'Controleer nu');
    await expect(line).toContainText('Aangekomen');
  });

  await test.step('3:45 Connecting an account', async () => {
    await menu(page, 'Graph-accounts');
    await page.getByRole('link', { name: written('Gemeente Lek') }).click();
    const card = page.getByRole('region', { name: written('Iemand anders vragen') });
    await card.getByLabel('E-mailadres').fill('imagecapture@gemeente-lek.nl');
    await card.getByRole('button', { name: 'Link maken' }).click();
    await right.goto(await card.getByRole('textbox', { name: 'Link voor de ander' }).inputValue());
    await expect(card.getByRole('listitem').filter({ hasText: 'imagecapture@gemeente-lek.nl' })).toContainText('Geopend');

    await page.getByRole('link', { name: written('Toestemming geven'), exact: true }).click();
    const help = page.getByRole('complementary').filter({ hasText: 'Ziet u een fout bij Microsoft?' });
    await press(help, 'Maak beheerderslink');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await help.getByRole('button', { name: /Beheerderslink/ }).click();
    await right.goto(await page.evaluate(() => navigator.clipboard.readText()));
    const atMicrosoft = async (own: Page, person: string) => {
      expect(script.includes(`\`${person}\``), person).toBe(true);
      await own.locator(`button[name=account][value="${person}"]`).click();
      await own.locator('input[name=passwd]').fill('Demo-2026!');
      await own.getByRole('button', { name: 'Aanmelden' }).click();
    };
    await atMicrosoft(right, 'beheer@gemeente-lek.nl');
    await right.getByRole('button', { name: 'Accepteren' }).click();
    await expect(right.getByRole('heading', { name: 'De beheerder heeft toestemming gegeven' })).toBeVisible();
    await press(page, 'Toestemming geven bij Microsoft');
    await atMicrosoft(page, 'imagecapture@gemeente-lek.nl');
    await expect(page.getByRole('heading', { name: 'Toestemming gegeven' })).toBeVisible();
    await menu(page, 'Mailboxen');
    await page.getByLabel('Filter op naam of adres').fill('gemeente-lek');
    await expect(page.locator('tbody tr')).toHaveCount(2);
    await expect(page.locator('tbody')).not.toContainText('Fout');

    await menu(page, 'Graph-accounts');
    await follow(page, 'Koppel Graph-account');
    await page.getByLabel('Plakvak').fill('Directory (tenant) ID\ncontoso.nl\nApplication (client) ID\n1c0a7e11-c075-4a01-8b01-000000000001');
    await expect(page.getByLabel('Client-ID')).toHaveValue('1c0a7e11-c075-4a01-8b01-000000000001');
    await page.getByRole('textbox', { name: 'Clientsecret' }).fill('5ec0e700-c075-4a01-8b01-000000000001');
    await page.getByRole('button', { name: 'Verder' }).click();
    await expect(page.getByText('Dit is de Secret-ID.').first()).toBeVisible();
  });

  await test.step('5:15 A real mail', async () => {
    await menu(page, 'Mailboxen');
    await page.getByLabel('Filter op naam of adres').fill('facturen');
    await page.locator('a.mb').filter({ hasText: written('Facturen inkoop') }).click();
    const mail = page.getByRole('region', { name: 'Testmail', exact: true });
    await press(mail, 'Testmail sturen');
    await expect(mail.getByRole('listitem').first()).toContainText('Teruggevonden in het Postvak IN');
  });

  await test.step('6:00 Before it breaks', async () => {
    await menu(page, 'Graph-accounts');
    await page.getByRole('link', { name: written('Secretkalender') }).click();
    await expect(page.locator('table')).toContainText(written('Contoso verzenden'));
    await page.getByLabel('Naam', { exact: true }).fill('Outlook');
    await page.getByRole('button', { name: written('Agenda-adres maken') }).click();
    await expect(page.getByRole('textbox', { name: 'Agenda-adres' })).toHaveValue(/\.ics/);
    await page.getByRole('link', { name: 'Contoso verzenden' }).first().click();
    await standIn.goto(microsoft);
    await standIn.getByRole('link', { name: 'Voor de trainer' }).first().click();
    await standIn.getByRole('link', { name: written('App-registraties') }).first().click();
    const order = standIn.locator('form').filter({ hasText: written('Geheim toevoegen') });
    // What stands in the list under that name.
    const app = await standIn.locator('#apps option', { hasText: written('ImageCapture verzenden') }).getAttribute('value');
    await order.locator('[name=client_id]').fill(app!);
    await order.locator('[name=expires]').fill('+700d');
    await order.getByRole('button').click();
    const value = /[A-Za-z0-9_.~-]{3}8Q~[A-Za-z0-9_.~-]+/.exec(await standIn.getByRole('status').innerText())![0];
    await press(page, 'Volgend secret');
    const next = page.getByRole('region', { name: 'Volgend secret' });
    await next.getByRole('textbox', { name: 'Clientsecret' }).fill(value);
    await next.getByLabel('Verloopt op').fill('2099-01-01');
    await next.getByRole('button', { name: 'Opslaan' }).click();
    await press(next, 'Wissel nu');
    await expect(page.getByRole('button', { name: written('Zet terug') })).toBeVisible();
  });

  await test.step('7:00 Three hundred Exchange accounts', async () => {
    await menu(page, 'Migratie');
    const acts = page.locator('.acts');
    await press(acts, 'Proefcontrole');
    await expect(acts.getByRole('button', { name: written('Volgende golf') })).toBeEnabled({ timeout: 60_000 });
    const ready = page.getByRole('toolbar', { name: 'Filter op stand' }).getByRole('button', { name: /^Klaar/ });
    await expect.poll(async () => Number(/\d+/.exec(await ready.innerText())?.[0] ?? 0), { timeout: 60_000 }).toBeGreaterThan(200);
    for (const [number, ends] of [[1, 'Klaar'], [2, 'Vanzelf gestopt']] as const) {
      await menu(page, 'Migratie');
      await acts.getByRole('button', { name: 'Volgende golf' }).click();
      await page.getByRole('dialog').locator('.btn.pri').click();
      await expect(page.getByRole('heading', { level: 1, name: `Golf ${number}` })).toBeVisible();
      await expect(page.getByText(ends, { exact: true }).first()).toBeVisible({ timeout: 60_000 });
    }
    await expect(page.getByRole('button', { name: written('Terugdraaien') })).toBeVisible();
    await menu(page, 'Migratie');
    await expect(page.getByRole('link', { name: 'Rapport als CSV' })).toBeVisible();
  });

  await test.step('9:00 Who did what', async () => {
    await menu(page, 'Logboek');
    await expect(page.getByRole('heading', { level: 1, name: 'Logboek' })).toBeVisible();
    await menu(page, 'Graph-accounts');
    await page.getByRole('link', { name: written('Contoso Scan') }).click();
    await page.getByRole('link', { name: 'Wie draagt welke mailbox' }).first().click();
    await expect(page.getByRole('region', { name: written('Wie draagt welke mailbox') })).toBeVisible();
  });
});
