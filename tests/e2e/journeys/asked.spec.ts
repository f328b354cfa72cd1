// Somebody outside the panel is asked for a consent or a secret: in their own
// language, with a link that works once.
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test, type House } from '../support/test.ts';
import { accept, contoso, firstRun, lek, register, signInAtMicrosoft } from '../support/steps.ts';
import { ask } from '../support/town.ts';

const words = {
  nl: {
    title: 'Mark Bakker vraagt u om toestemming',
    secret: 'Mark Bakker vraagt u om een clientsecret',
    go: 'Toestemming geven bij Microsoft',
    again: 'Opnieuw beginnen',
    done: 'Bedankt, de toestemming is gegeven',
    declined: /afgewezen/,
    wrong: /iemand anders aangemeld/i,
    used: 'Deze link is al gebruikt',
    expired: 'Deze link is verlopen',
    revoked: 'Deze link is ingetrokken',
    replaced: 'Deze link werkt niet',
    adminLink: 'Beheerderslink',
    makeAdminLink: 'Maak beheerderslink',
    value: 'Clientsecret',
    expires: 'Verloopt op',
    send: 'Secret insturen',
    works: 'Bedankt, het secret werkt',
    secretWrong: /clientsecret klopt niet/,
  },
  en: {
    title: 'Mark Bakker asks for your consent',
    secret: 'Mark Bakker asks you for a client secret',
    go: 'Grant consent at Microsoft',
    again: 'Start again',
    done: 'Thank you, the consent was given',
    declined: /declined/,
    wrong: /Somebody else signed in/,
    used: 'This link was used already',
    expired: 'This link has expired',
    revoked: 'This link was taken back',
    replaced: 'This link does not work',
    adminLink: 'Administrator link',
    makeAdminLink: 'Make administrator link',
    value: 'Client secret',
    expires: 'Expires on',
    send: 'Send secret',
    works: 'Thank you, the secret works',
    secretWrong: /client secret is wrong/,
  },
} as const;

async function account(page: Page, app: typeof contoso, name?: string): Promise<string> {
  await register(page, app, name);
  const all = await ask(page, 'GET', '/accounts');
  return all.find((one: any) => one.name === (name ?? 'Contoso Scan')).id;
}

async function link(page: Page, id: string, kind: string, address: string, lang: string) {
  const made = await ask(page, 'POST', `/accounts/${id}/asked`, { kind, address, lang });
  return { id: made.asked.id as string, link: made.link as string };
}

/** To Microsoft, which is told whom to suggest; anybody may sign in there. */
async function atMicrosoft(page: Page, house: House, go: string, person: string) {
  await page.getByRole('button', { name: go }).click();
  await page.waitForURL(new RegExp(`^${house.microsoftUrl}`));
  await page.locator('input[type=email], input[name=login], input[name=loginfmt]').first().fill(person);
  await page.locator('input[name=passwd]').fill('Demo-2026!');
  await page.getByRole('button', { name: 'Aanmelden' }).click();
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 });

test('asked in the panel, consented elsewhere, seen live by the sender', async ({ page, house, anotherBrowser }) => {
  await firstRun(page, house);
  const id = await account(page, contoso);
  await page.goto(`/accounts/${id}`);
  const card = page.getByRole('region', { name: 'Iemand anders vragen' });
  // Nothing filled in, and no address: said at the field, and what was typed stays.
  await card.getByLabel('E-mailadres').fill('geen adres');
  await card.getByRole('button', { name: 'Link maken' }).click();
  await expect(card.getByLabel('E-mailadres')).toHaveAttribute('aria-invalid', 'true');
  await expect(card.getByLabel('E-mailadres')).toHaveValue('geen adres');
  await card.getByLabel('E-mailadres').fill(contoso.service);
  await card.getByLabel('Taal van de ander').selectOption('en');
  // Nobody chose a mailbox to mail from: the link is there all the same.
  await card.getByLabel('Mail de link').check();
  await card.getByRole('button', { name: 'Link maken' }).click();
  await expect(card.getByText('geef de link zelf door')).toBeVisible();
  const to = await card.getByRole('textbox', { name: 'Link voor de ander' }).inputValue();
  const line = card.getByRole('listitem').filter({ hasText: contoso.service });
  await expect(line).toContainText('Nog niet geopend');

  const other = await (await anotherBrowser()).newPage();
  await other.goto(to);
  await expect(heading(other)).toHaveText(words.en.title);
  expect(other.url()).not.toContain('#');
  await expect(other.getByText(contoso.service)).toBeVisible();
  await expect(line).toContainText('Geopend');
  await page.screenshot({ path: join(house.folder, 'card.png'), fullPage: true });
  await other.screenshot({ path: join(house.folder, 'asked.png'), fullPage: true });
  await atMicrosoft(other, house, words.en.go, contoso.service);
  await expect(line).toContainText('Nu bij Microsoft');
  await accept(other);
  await expect(heading(other)).toHaveText(words.en.done);
  await other.screenshot({ path: join(house.folder, 'done.png'), fullPage: true });
  await expect(line).toContainText('Gedaan');
  await expect(page.getByRole('region', { name: 'Aanmelding bij Microsoft' })).toContainText(contoso.service);
  await other.reload();
  await expect(heading(other)).toHaveText(words.en.used);
  await other.goto('about:blank');
  await other.goto(to);
  await expect(heading(other)).toHaveText(words.en.used);
  // The link stands nowhere any more.
  await page.reload();
  await expect(card.getByRole('textbox', { name: 'Link voor de ander' })).toHaveCount(0);
});

for (const lang of ['nl', 'en'] as const) {
  const say = words[lang];

  test(`what can go wrong with a link is said, and it can be tried again: ${lang}`, async ({ page, house, browser }) => {
    await firstRun(page, house);
    const id = await account(page, contoso);
    const context = await browser.newContext({ baseURL: house.panelUrl, locale: 'nl-NL' });
    house.listenTo(context);
    const other = await context.newPage();
    const open = async (to: string) => {
      await other.goto('about:blank');
      await other.goto(to);
    };
    const made = await link(page, id, 'consent', contoso.service, lang);

    await open(made.link);
    await atMicrosoft(other, house, say.go, 'sanne.devries@contoso.nl');
    await accept(other);
    await expect(heading(other)).toHaveText(say.wrong);
    await expect(other.getByText('sanne.devries@contoso.nl')).toBeVisible();
    await other.screenshot({ path: join(house.folder, `wrong-${lang}.png`), fullPage: true });
    await page.goto(`/accounts/${id}`);
    const card = page.getByRole('region', { name: 'Iemand anders vragen' });
    await expect(card.getByRole('listitem').first()).toContainText('sanne.devries@contoso.nl');

    await other.getByRole('button', { name: say.again }).click();
    await expect(heading(other)).toHaveText(say.title);
    await atMicrosoft(other, house, say.go, contoso.service);
    await other.getByRole('button', { name: 'Annuleren' }).click();
    await expect(heading(other)).toHaveText(say.declined);
    await expect(card.getByRole('listitem').first()).toContainText('Mislukt');

    // Another link in its place: the first opens nothing.
    await card.getByRole('button', { name: `Nieuwe link voor ${contoso.service}` }).click();
    const next = await card.getByRole('textbox', { name: 'Link voor de ander' }).inputValue();
    await open(made.link);
    await expect(heading(other)).toHaveText(say.replaced);

    // Too late: nobody waits seven days for it, so this answer is of paper.
    await other.route('**/api/v1/asked/read', (route) =>
      route.fulfill({
        status: 404,
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: '', title: '', status: 404, detail: null, code: 'asked_expired', remedy: '', owner: 'admin', errors: [] }),
      }),
    );
    await open(next);
    await expect(heading(other)).toHaveText(say.expired);
    await expect(other.getByRole('button', { name: /Opnieuw proberen|Try again/ })).toHaveCount(0);
    await other.screenshot({ path: join(house.folder, `expired-${lang}.png`), fullPage: true });
    await other.unroute('**/api/v1/asked/read');

    // Taken back while the person reads.
    await open(next);
    await expect(heading(other)).toHaveText(say.title);
    await page.reload();
    await card.getByRole('button', { name: `Trek de link voor ${contoso.service} in` }).click();
    await expect(card.getByRole('listitem').first()).toContainText('Ingetrokken');
    await other.getByRole('button', { name: say.go }).click();
    await expect(other.getByRole('alert').first()).toContainText(say.revoked);
    await open(next);
    await expect(heading(other)).toHaveText(say.revoked);
    await context.close();
  });

  test(`whoever holds only the secret fills it in: ${lang}`, async ({ page, house, browser }) => {
    await firstRun(page, house);
    const id = await account(page, contoso);
    const made = await link(page, id, 'secret', 'sanne.devries@contoso.nl', lang);
    const secret = await house.control('secrets/add', { client_id: contoso.clientId, expires: '+700d' });
    const context = await browser.newContext({ baseURL: house.panelUrl, locale: 'nl-NL', viewport: { width: 390, height: 844 } });
    house.listenTo(context);
    const other = await context.newPage();
    await other.goto(made.link);
    await expect(heading(other)).toHaveText(say.secret);
    const value = other.getByRole('textbox', { name: say.value });
    await value.fill('abc8Q~is.not.a.secret.of.this.app.at.all1');
    await other.getByLabel(say.expires).fill('2098-06-30');
    await other.getByRole('button', { name: say.send }).click();
    await expect(other.getByText(say.secretWrong).first()).toBeVisible();
    await expect(other.getByLabel(say.expires)).toHaveValue('2098-06-30');
    await other.screenshot({ path: join(house.folder, `secret-${lang}.png`), fullPage: true });
    expect(await other.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await value.fill(secret.value);
    await other.getByRole('button', { name: say.send }).click();
    await expect(heading(other)).toHaveText(say.works);
    const shown = await ask(page, 'GET', `/accounts/${id}`);
    expect(shown.next_secret.set_by).toBe('sanne.devries@contoso.nl');
    await context.close();
  });

  test(`only an administrator may approve: ${lang}`, async ({ page, house, browser }) => {
    await firstRun(page, house);
    const id = await account(page, lek, 'Gemeente Lek');
    const made = await link(page, id, 'consent', lek.service, lang);
    const context = await browser.newContext({ baseURL: house.panelUrl, locale: 'nl-NL' });
    house.listenTo(context);
    const other = await context.newPage();
    await other.goto(made.link);
    await atMicrosoft(other, house, say.go, lek.service);
    await other.getByRole('link', { name: /Terug naar de toepassing|Return to the application/ }).click();
    await expect(heading(other)).toHaveText(say.declined);
    await other.getByRole('button', { name: say.again }).click();
    await other.getByRole('button', { name: say.makeAdminLink }).click();
    const to = await other.getByRole('textbox', { name: say.adminLink }).inputValue();
    const office = await (await browser.newContext({ locale: 'nl-NL' })).newPage();
    await office.goto(to);
    await signInAtMicrosoft(office, lek.admin);
    await accept(office);
    await expect(office.getByRole('heading', { name: 'De beheerder heeft toestemming gegeven' })).toBeVisible();
    await office.context().close();
    // Signed in there already: straight back.
    await other.getByRole('button', { name: say.go }).click();
    await expect(heading(other)).toHaveText(say.done);
    await context.close();
  });
}
