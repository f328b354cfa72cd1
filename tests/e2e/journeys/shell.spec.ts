// Around the pages: what is there before the wasm, and what happens when the
// server goes away or brings a newer panel.
import { expect, test } from '../support/test.ts';
import { firstRun, password } from '../support/steps.ts';
import { ask, quiet, ready } from '../support/town.ts';

test('the form takes typing before the panel is there, and is sent when it is', async ({ page, house, anotherBrowser }) => {
  await firstRun(page, house);
  const context = await anotherBrowser();
  const other = await context.newPage();
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await other.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await other.goto('/mailboxes?status=bad', { waitUntil: 'commit' });
  await other.getByLabel('E-mailadres').fill('mark@contoso.nl');
  await other.getByLabel('Wachtwoord').fill(password);
  await other.keyboard.press('Enter');
  // Nothing of it in the address, and still the page that was asked for.
  expect(other.url()).toContain('/mailboxes?status=bad');
  release();
  await expect(other.getByRole('heading', { level: 1, name: 'Mailboxen' })).toBeVisible();
  expect(other.url()).toContain('/mailboxes?status=bad');
  // The next time it begins with the shell, not with a form.
  await other.unroute('**/*.wasm');
  await other.route('**/*.wasm', () => {});
  await other.goto('/mailboxes', { waitUntil: 'commit' });
  await expect(other.locator('#boot nav')).toBeVisible();
  await expect(other.locator('#early')).toBeHidden();
});

test('the list is asked for once, before the panel is there', async ({ page, house }) => {
  await firstRun(page, house);
  await page.goto('/mailboxes');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
  const asked = await page.evaluate(() => {
    const all = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    return all
      .filter((entry) => /\/(welcome|accounts|mailboxes\?limit=.*)$/.test(entry.name))
      .map((entry) => `${entry.initiatorType} ${entry.name.replace(/.*\/v1/, '')}`)
      .sort();
  });
  expect(asked).toEqual([
    'link /accounts', 'link /mailboxes?limit=1&', 'link /mailboxes?limit=40&', 'link /welcome',
  ]);
});

test('a server that goes away is said to be, and comes back by itself', async ({ page, house }) => {
  await firstRun(page, house);
  await page.goto('/accounts/new');
  await page.getByLabel('Naam').fill('Contoso Scan');
  await house.stopBackend('SIGKILL');
  await page.getByRole('link', { name: 'Mailbox controleren' }).first().focus();
  await expect(page.getByRole('alert').filter({ hasText: 'antwoordt niet. Wij proberen het steeds opnieuw' })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByLabel('Naam')).toHaveValue('Contoso Scan');
  await house.startBackend();
  await expect(page.getByRole('alert').filter({ hasText: 'antwoordt niet. Wij proberen het steeds opnieuw' })).toHaveCount(0, { timeout: 20_000 });
  await expect(page.getByLabel('Naam')).toHaveValue('Contoso Scan');
});

test('a newer panel is offered, not forced', async ({ page, house }) => {
  await firstRun(page, house);
  // The server has another panel from now on.
  await page.route('**/', async (route) => {
    if (route.request().resourceType() === 'document') return route.fallback();
    const answer = await route.fetch();
    const text = (await answer.text()).replaceAll(/imagecapture-panel-[0-9a-f]+/g, 'imagecapture-panel-newer');
    await route.fulfill({ response: answer, body: text });
  });
  // Whoever replaces a server stops it first.
  await house.stopBackend();
  // The strip; a page that was just asking says it too.
  const away = page.getByRole('alert').filter({ hasText: 'antwoordt niet. Wij proberen het steeds opnieuw' });
  await expect(away).toBeVisible({ timeout: 20_000 });
  await house.startBackend();
  await expect(page.getByRole('status').filter({ hasText: 'nieuwe versie' })).toBeVisible();
  await expect(away).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.unroute('**/');
  await page.getByRole('button', { name: 'Vernieuwen' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'nieuwe versie' })).toHaveCount(0);
});

test('the foot of the sidebar says whether Microsoft answers', async ({ page, house }) => {
  await ready(page, house, 'nl', ['facturen@contoso.nl']);
  const card = page.locator('.side .reach');
  await page.goto('/mailboxes');
  await expect(card).toHaveText(/^Graph bereikbaar(< )?\d+ ms · zojuist$/);
  await house.control('faults', { endpoint: 'graph', cut: 'before' });
  await ask(page, 'POST', '/mailboxes/facturen@contoso.nl/proofs', { kind: 'check' });
  await quiet(page);
  await page.reload();
  await expect(card).toHaveText(/^Microsoft antwoordt niet/);
});
