// The panel comes in pieces: the second one by itself, in time, the third when it
// is wanted, and each only as it was built.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';
import { firstRun } from '../support/steps.ts';

const second = '**/later-*.wasm';
const third = '**/seldom-*.wasm';
const failed = (page: Page) => page.getByRole('alert').filter({ hasText: 'kwam niet aan' });
const accounts = (page: Page) => page.getByRole('heading', { level: 1, name: 'Graph-accounts' });

test('a piece that does not come says so, and comes on a second try', async ({ page, house }) => {
  await firstRun(page, house);
  await page.route(second, (route) => route.abort());
  await page.goto('/accounts');
  await expect(failed(page)).toBeVisible();
  // The rest of the panel works meanwhile.
  await page.getByRole('link', { name: 'Mailboxen' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Mailboxen' })).toBeVisible();
  await page.getByRole('link', { name: 'Graph-accounts' }).first().click();
  await expect(failed(page)).toBeVisible();
  await page.unroute(second);
  await failed(page).getByRole('button', { name: 'Opnieuw proberen' }).click();
  await expect(accounts(page)).toBeVisible();
});

test('a piece that is gone, or another than was built, is not run', async ({ page, house }) => {
  await firstRun(page, house);
  for (const wrong of ['gone', 'changed']) {
    await page.route(second, async (route) => {
      if (wrong === 'gone') return route.fulfill({ status: 404, body: '' });
      const answer = await route.fetch();
      const body = await answer.body();
      body[body.length - 1] ^= 1;
      await route.fulfill({ response: answer, body });
    });
    await page.goto('/accounts');
    await expect(failed(page)).toBeVisible();
    await page.unroute(second);
    await failed(page).getByRole('button', { name: 'Vernieuwen' }).click();
    await expect(accounts(page)).toBeVisible();
  }
});

test('the second piece is there before anybody asks for it', async ({ page, house, context }) => {
  await firstRun(page, house);
  const came = page.waitForResponse(second);
  await page.goto('/mailboxes');
  await (await came).finished();
  await context.setOffline(true);
  await page.getByRole('link', { name: 'Graph-accounts' }).first().click();
  await expect(accounts(page)).toBeVisible();
  await expect(failed(page)).toHaveCount(0);
});

test('the third piece comes when one of its pages is opened, and not before', async ({ page, house }) => {
  await firstRun(page, house);
  let fetched = 0;
  await page.route(third, (route) => {
    fetched += 1;
    return route.abort();
  });
  const came = page.waitForResponse(second);
  await page.goto('/mailboxes');
  await (await came).finished();
  await page.getByRole('link', { name: 'Graph-accounts' }).first().click();
  await expect(accounts(page)).toBeVisible();
  expect(fetched).toBe(0);

  await page.getByRole('link', { name: 'Instellingen' }).first().click();
  await expect(failed(page)).toBeVisible();
  expect(fetched).toBe(1);
  await page.unroute(third);
  await failed(page).getByRole('button', { name: 'Opnieuw proberen' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Instellingen' })).toBeVisible();
});
