// A client secret is replaced without a moment in which nothing works; and
// when which one ends.
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';
import { addMailbox, connected, contoso, password } from '../support/steps.ts';
import { ask } from '../support/town.ts';

const words = {
  nl: {
    next: 'Volgend secret',
    value: 'Clientsecret',
    expires: 'Verloopt op',
    save: 'Opslaan',
    wrong: /clientsecret klopt niet/,
    swap: 'Wissel nu',
    previous: 'Vorig secret',
    back: 'Zet terug',
    removed: 'Is verwijderd in Entra',
    forget: 'Vergeet dit secret',
    expired: /verlopen/,
    current: 'Clientsecret',
    missing: /geen nieuw clientsecret klaar/,
    calendar: 'Secretkalender',
    table: 'Wanneer secrets verlopen',
    feeds: 'In uw eigen agenda',
    name: 'Naam',
    make: 'Agenda-adres maken',
    address: 'Agenda-adres',
    unread: 'nog niet gelezen',
    read: 'laatst gelezen',
    remove: 'Verwijder agenda-adres Agenda van Mark',
    waiting: 'Staat klaar',
  },
  en: {
    next: 'Next secret',
    value: 'Client secret',
    expires: 'Expires on',
    save: 'Save',
    wrong: /client secret is wrong/,
    swap: 'Swap now',
    previous: 'Previous secret',
    back: 'Put back',
    removed: 'Was removed in Entra',
    forget: 'Forget this secret',
    expired: /expired/,
    current: 'Client secret',
    missing: /No new client secret is waiting/,
    calendar: 'Secret calendar',
    table: 'When secrets expire',
    feeds: 'In your own calendar',
    name: 'Name',
    make: 'Make calendar address',
    address: 'Calendar address',
    unread: 'not read yet',
    read: 'last read',
    remove: 'Remove calendar address Agenda van Mark',
    waiting: 'Waiting',
  },
} as const;

for (const lang of ['nl', 'en'] as const) {
  const say = words[lang];

  /** The same administrator with a browser of this language. */
  const inLanguage = async (page: Page, open: () => Promise<import('@playwright/test').BrowserContext>) => {
    const own = await (await open()).newPage();
    await own.goto('/check');
    await ask(own, 'POST', '/session', { address: 'mark@contoso.nl', password });
    await own.evaluate((code) => localStorage.setItem('language', code), lang);
    return own;
  };

  test(`a secret is proved, swapped, put back and removed: ${lang}`, async ({ page, house, anotherBrowser }) => {
    await connected(page, house);
    await addMailbox(page, 'facturen@contoso.nl');
    const id = (await ask(page, 'GET', '/accounts'))[0].id;
    const fresh = await house.control('secrets/add', { client_id: contoso.clientId, expires: '+700d' });
    const own = await inLanguage(page, anotherBrowser);
    await own.goto(`/accounts/${id}`);

    await own.getByRole('button', { name: say.next }).click();
    const form = own.getByRole('region', { name: say.next });
    await form.getByRole('button', { name: say.save }).click();
    await expect(form.getByRole('alert').first()).toBeFocused();
    // What Microsoft refuses is not saved, and stays in the form.
    const value = form.getByRole('textbox', { name: say.value });
    await value.fill('abc8Q~is.not.a.secret.of.this.app.at.all1');
    await form.getByLabel(say.expires).fill('2098-06-30');
    await form.getByRole('button', { name: say.save }).click();
    await expect(form.getByText(say.wrong).first()).toBeVisible();
    await expect(form.getByLabel(say.expires)).toHaveValue('2098-06-30');
    await value.fill(fresh.value);
    await form.getByRole('button', { name: say.save }).click();
    await expect(form.getByText('sim…')).toBeVisible();
    const current = own.getByRole('region', { name: say.current, exact: true });
    await expect(current.getByText('cnt…')).toBeVisible();
    await own.screenshot({ path: join(house.folder, `next-${lang}.png`), fullPage: true });

    // It ended at Microsoft while it waited: it is not put in use.
    const other = await house.control('secrets/add', { client_id: contoso.clientId, expires: '+700d' });
    await house.control('secrets/remove', { client_id: contoso.clientId, secret_id: fresh.secret_id });
    await form.getByRole('button', { name: say.swap }).click();
    await expect(own.getByRole('alert').filter({ hasText: say.wrong }).first()).toBeVisible();
    await expect(current.getByText('cnt…')).toBeVisible();
    await form.getByRole('button', { name: say.forget }).click();
    await own.getByRole('button', { name: say.next }).click();
    await value.fill(other.value);
    await form.getByLabel(say.expires).fill('2098-06-30');
    await form.getByRole('button', { name: say.save }).click();
    await form.getByRole('button', { name: say.swap }).click();

    const previous = own.getByRole('region', { name: say.previous });
    await expect(previous.getByText('cnt…')).toBeVisible();
    await expect(current.getByText('sim…')).toBeVisible();
    await own.screenshot({ path: join(house.folder, `swapped-${lang}.png`), fullPage: true });
    await previous.getByRole('button', { name: say.back }).click();
    await expect(current.getByText('cnt…')).toBeVisible();
    await expect(previous.getByText('sim…')).toBeVisible();
    await previous.getByRole('button', { name: say.removed }).click();
    await expect(previous).toHaveCount(0);
  });

  test(`when which secret ends, also in one's own calendar: ${lang}`, async ({ page, house, anotherBrowser }) => {
    await connected(page, house);
    const id = (await ask(page, 'GET', '/accounts'))[0].id;
    const fresh = await house.control('secrets/add', { client_id: contoso.clientId, expires: '+20d' });
    const soon = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    await ask(page, 'PUT', `/accounts/${id}/secret/next`, { client_secret: fresh.value, secret_expires: soon });
    const own = await inLanguage(page, anotherBrowser);
    await own.goto('/accounts');
    await own.getByRole('link', { name: say.calendar }).click();
    const table = own.getByRole('table', { name: say.table });
    await expect(table.locator('tbody tr')).toHaveCount(2);
    await expect(table.locator('tbody tr').first()).toContainText(say.waiting);
    const feeds = own.getByRole('region', { name: say.feeds });
    await feeds.getByRole('button', { name: say.make }).click();
    await expect(feeds.getByLabel(say.name)).toHaveAttribute('aria-invalid', 'true');
    await feeds.getByLabel(say.name).fill('Agenda van Mark');
    await feeds.getByRole('button', { name: say.make }).click();
    const address = await feeds.getByRole('textbox', { name: say.address }).inputValue();
    await expect(feeds.getByRole('listitem')).toContainText(say.unread);
    await own.screenshot({ path: join(house.folder, `calendar-${lang}.png`), fullPage: true });
    // On a phone a long name leaves the day its room.
    await own.setViewportSize({ width: 390, height: 844 });
    const row = table.locator('tbody tr').first();
    await row.getByRole('link').evaluate((link) => (link.textContent = 'Gemeente Lek: aanmeldfrequentie verstreken'));
    expect((await row.locator('td').first().boundingBox())!.width).toBeGreaterThan(90);
    const read = await fetch(address);
    expect(read.headers.get('content-type')).toContain('text/calendar');
    expect((await read.text()).match(/BEGIN:VEVENT/g)?.length).toBeGreaterThan(0);
    await own.reload();
    await expect(feeds.getByRole('textbox', { name: say.address })).toHaveCount(0);
    await expect(feeds.getByRole('listitem')).toContainText(say.read);
    await feeds.getByRole('button', { name: say.remove }).click();
    await expect(feeds.getByRole('listitem')).toHaveCount(0);
    expect((await fetch(address)).status).toBe(404);
    // The server is away: what there was stays.
    await house.stopBackend();
    await feeds.getByLabel(say.name).fill('Later');
    await feeds.getByRole('button', { name: say.make }).click();
    await expect(feeds.getByRole('alert').first()).toBeVisible();
    await expect(feeds.getByLabel(say.name)).toHaveValue('Later');
    await house.startBackend();
  });
}
