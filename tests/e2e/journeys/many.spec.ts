// The list: many mailboxes, their order, and one action on a choice of them.
import type { Page } from '@playwright/test';
import { expect, type House, test } from '../support/test.ts';
import { consent, contoso, firstRun, register } from '../support/steps.ts';
import { ask, quiet, settle } from '../support/town.ts';

/** A house with this many mailboxes of one account, not one of them proved. */
async function filled(page: Page, house: House, number: number): Promise<void> {
  await firstRun(page, house);
  await register(page, contoso);
  await consent(page, house, contoso.service);
  const [account] = await ask(page, 'GET', '/accounts');
  await page.evaluate(async ([account_id, number]) => {
    for (let from = 0; from < number; from += 40) {
      await Promise.all(
        Array.from({ length: 40 }, (_, at) =>
          fetch('/api/v1/mailboxes', {
            method: 'POST',
            headers: { 'content-type': 'application/json', 'x-requested-by': 'imagecapture-panel' },
            body: JSON.stringify({ account_id, address: `box${String(from + at).padStart(4, '0')}@contoso.nl` }),
          }),
        ),
      );
    }
  }, [account.id, number] as const);
}

test('1,200 mailboxes in a bounded page, all of them within reach', async ({ page, house }) => {
  test.setTimeout(180_000);
  await filled(page, house, 1_200);
  const { counts } = await ask(page, 'GET', '/mailboxes?limit=1');
  const all = counts.ok + counts.warn + counts.bad + counts.idle;
  await page.goto('/mailboxes?sort=name');
  const table = page.getByRole('table', { name: 'Mailboxen' });
  await expect(table).toHaveAttribute('aria-rowcount', String(all + 1));
  await expect(page.locator('tr[data-at="0"]')).toContainText('box0000');
  expect(await page.locator('tbody tr').count()).toBeLessThan(120);
  // Where the answer is under way the columns stand as they will.
  const columns = () => page.evaluate(() => [...document.querySelectorAll('thead th')].map((th) => th.clientWidth));
  const widths = await columns();
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/\/mailboxes\?.*after=/, async (route) => {
    await held;
    await route.continue();
  });
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await expect(page.locator('tr.blank').first()).toBeVisible();
  expect(await columns()).toEqual(widths);
  answer();
  await expect(page.locator(`tr[data-at="${all - 1}"]`)).toContainText(/box1\d{3}/, { timeout: 30_000 });
  expect(await page.locator('tbody tr').count()).toBeLessThan(120);
});

// Counted, not timed: with one selector that asks every element about its
// neighbours, each row that comes in has the whole page styled anew.
test('a frame of scrolling pays for the rows that come, not for the page', async ({ browser, page, house }) => {
  test.setTimeout(120_000);
  await filled(page, house, 400);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('/mailboxes?sort=name');
  await expect(page.locator('tr[data-at="0"][data-verdict]')).toContainText('box0000');
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', 'devtools.timeline'] });
  const most = await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    let most = 0;
    for (let step = 0; step < 60; step += 1) {
      scrollBy(0, 120);
      await frame();
      most = Math.max(most, document.querySelectorAll('*').length);
    }
    return most;
  });
  const trace = JSON.parse((await browser.stopTracing()).toString());
  const styled = trace.traceEvents
    .filter((event: any) => event.name === 'UpdateLayoutTree' && event.args.elementCount)
    .map((event: any) => event.args.elementCount);
  expect(styled.length).toBeGreaterThan(20);
  expect(Math.max(...styled)).toBeLessThan(most / 3);
});

test('a choice of mailboxes is proved in one go, and the outcome is counted', async ({ page, house }) => {
  await settle(page, house);
  await page.goto('/mailboxes?sort=name');
  const boxes = page.locator('tbody input[type=checkbox]');
  await boxes.nth(0).click();
  await boxes.nth(3).click({ modifiers: ['Shift'] });
  const dock = page.getByRole('toolbar', { name: 'Met de selectie' });
  await expect(dock).toContainText('4 geselecteerd');
  await dock.getByRole('button', { name: 'Controleren' }).click();
  const run = page.getByRole('region', { name: 'Controle van 4 mailboxen' });
  await expect(run).toContainText('4 van 4 gedaan', { timeout: 30_000 });
  await run.getByRole('button', { name: 'Sluiten' }).click();
  await expect(run).toHaveCount(0);
  await quiet(page);
});
