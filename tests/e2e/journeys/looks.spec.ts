// Languages and colours: chosen by the browser, and switchable.
import { expect, test } from '../support/test.ts';
import { firstRun } from '../support/steps.ts';

test.describe('in English', () => {
  test.use({ locale: 'en-GB' });
  test('the browser chooses the language, the person may choose another', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'First administrator' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await page.getByRole('button', { name: /Nederlands|NL/ }).first().click();
    await expect(page.getByRole('heading', { name: 'Eerste beheerder' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'nl');
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Eerste beheerder' })).toBeVisible();
  });
});

test.describe('in the dark', () => {
  test.use({ colorScheme: 'dark' });
  test('the colours follow the system', async ({ page, house }) => {
    await firstRun(page, house);
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(background).toBe('rgb(14, 17, 22)');
  });
});

test('no page breaks the policy that the backend sends', async ({ page, house }) => {
  const broken: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) broken.push(message.text());
  });
  await firstRun(page, house);
  for (const path of ['/mailboxes', '/accounts', '/accounts/new', '/check', '/nowhere']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  expect(broken).toEqual([]);
});
