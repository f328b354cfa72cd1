// What shows at once and may not last: a mailbox that is removed can be taken back, and a
// check that is refused was never there.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';
import { signIn } from '../support/steps.ts';
import { ask, quiet, settle } from '../support/town.ts';

const address = 'facturen@contoso.nl';
const row = (page: Page, of = address) => page.locator(`tr[data-address="${of}"]`);
const strip = (page: Page) => page.getByRole('group', { name: /wordt verwijderd/ });

async function remove(page: Page, of = address): Promise<void> {
  await page.goto(`/mailboxes/${of}`);
  await page.getByRole('button', { name: 'Mailbox verwijderen' }).click();
  await expect(page).toHaveURL(/\/mailboxes$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Mailboxen' })).toBeFocused();
}

/** Whether the backend still has it. */
const status = (page: Page, of = address) =>
  page.evaluate(async (of) => (await fetch(`/api/v1/mailboxes/${of}`)).status, of);

test('a mailbox that was removed is taken back, with all that was known of it', async ({ page, house }) => {
  await settle(page, house);
  const before = await ask(page, 'GET', `/mailboxes/${address}`);
  await remove(page);
  await expect(page.locator('tbody tr[data-verdict]').first()).toBeVisible();
  await expect(row(page)).toHaveCount(0);
  await expect(strip(page)).toContainText(`${address} wordt verwijderd.`);
  // By keyboard, too: it stands before the page.
  await page.keyboard.press('Shift+Tab');
  const undo = strip(page).getByRole('button', { name: 'Ongedaan maken' });
  await expect(undo).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Facturen inkoop' })).toBeFocused();
  await expect(strip(page)).toHaveCount(0);
  await page.goto('/mailboxes');
  await expect(row(page)).toBeVisible();
  expect((await ask(page, 'GET', `/mailboxes/${address}`)).lights).toEqual(before.lights);
});

test('a removal that nobody takes back is done: in time, with the next one, or with the page', async ({ page, house }) => {
  test.setTimeout(120_000);
  await settle(page, house);
  const [, next, last] = ['', 'inkoop@contoso.nl', 'contracten@contoso.nl'];
  await remove(page, next);
  expect(await status(page, next)).toBe(200);
  // In the same page, as somebody does it.
  await page.getByRole('link', { name: /^Contracten/ }).click();
  await page.getByRole('button', { name: 'Mailbox verwijderen' }).click();
  await expect(strip(page)).toContainText(last);
  await expect.poll(() => status(page, next)).toBe(404);
  expect(await status(page, last)).toBe(200);
  await page.reload();
  await expect.poll(() => status(page, last)).toBe(404);
  await expect(row(page, last)).toHaveCount(0);

  await remove(page);
  await expect(strip(page)).toHaveCount(0, { timeout: 40_000 });
  expect(await status(page)).toBe(404);
  await expect(page.locator('tbody tr[data-verdict]').first()).toBeVisible();
  await expect(row(page)).toHaveCount(0);
});

test('while somebody is at the offer, the time stands still', async ({ page, house }) => {
  await settle(page, house);
  await remove(page);
  const undo = strip(page).getByRole('button', { name: 'Ongedaan maken' });
  await undo.focus();
  // Longer than it would have stood there. A clock of the test's own does not do:
  // its timers have numbers that wasm cannot take back.
  await page.waitForTimeout(22_000);
  await expect(undo).toBeFocused();
  expect(await status(page)).toBe(200);
  await undo.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Facturen inkoop' })).toBeFocused();
});

test('a removal is done before somebody signs out', async ({ page, house }) => {
  await settle(page, house);
  await remove(page);
  await page.getByRole('button', { name: 'Accountmenu' }).click();
  await page.getByRole('button', { name: 'Afmelden' }).click();
  await expect(page.getByLabel('Wachtwoord')).toBeVisible();
  await signIn(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Mailboxen' })).toBeVisible();
  expect(await status(page)).toBe(404);
});

test('a removal that is refused is said to be, and the mailbox is there again', async ({ page, house }) => {
  await settle(page, house);
  const refusal = { type: 'about:blank', title: '', status: 403, code: 'forbidden', remedy: '', owner: 'admin', errors: [] };
  await page.route(/\/mailboxes\/facturen(@|%40)contoso\.nl$/, (route) =>
    route.request().method() === 'DELETE'
      ? route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify(refusal) })
      : route.continue(),
  );
  await remove(page);
  await expect(row(page)).toHaveCount(0);
  // The next one loses nothing by it.
  const next = 'inkoop@contoso.nl';
  await page.getByRole('link', { name: /^Inkoop/ }).click();
  await page.getByRole('button', { name: 'Mailbox verwijderen' }).click();
  await expect.poll(() => status(page, next)).toBe(404);
  const told = page.getByRole('alert').filter({ hasText: 'is niet verwijderd' });
  await expect(told).toContainText('Alleen een beheerder mag dit', { timeout: 40_000 });
  await expect(row(page)).toBeVisible();
  await told.getByRole('button', { name: 'Sluiten' }).click();
  await expect(told).toHaveCount(0);
});

test('a row says at once that it is checked, and takes it back where that is refused', async ({ page, house }) => {
  await settle(page, house);
  await page.goto('/mailboxes');
  const word = await row(page).locator('.pill').textContent();
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  const refusal = { type: 'about:blank', title: '', status: 503, code: 'busy', remedy: '', owner: 'nobody', errors: [] };
  await page.route(/\/mailboxes\/facturen(@|%40)contoso\.nl\/proofs$/, async (route) => {
    await held;
    await route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(refusal) });
  });
  await row(page).getByRole('button', { name: /^Controleer/ }).click();
  await expect(row(page).locator('.pill')).toHaveText('Bezig');
  answer();
  await expect(row(page).locator('.pill')).toHaveText(word as string);
  await quiet(page);
});
