// Two people at the same thing.
import { expect, test } from '../support/test.ts';
import { contoso, firstRun, register, signIn } from '../support/steps.ts';
import { ask, begun, registered } from '../support/town.ts';

test('who is second sees both versions, keeps what was typed, and chooses', async ({ page, house, anotherBrowser }) => {
  await firstRun(page, house);
  await register(page, contoso);
  const [account] = await ask(page, 'GET', '/accounts');
  const name = async () => (await ask(page, 'GET', `/accounts/${account.id}`)).name;
  const other = await (await anotherBrowser()).newPage();
  await other.goto(`/accounts/${account.id}`);
  await signIn(other);
  for (const tab of [page, other]) {
    if (tab === page) await tab.goto(`/accounts/${account.id}`);
    await tab.getByRole('button', { name: 'Naam en gebruik' }).click();
  }
  // Both have the form open; the first saves.
  await other.getByRole('textbox', { name: 'Naam' }).fill('Naam van een ander');
  await other.getByRole('button', { name: 'Opslaan' }).click();
  await expect(other.getByRole('heading', { level: 1, name: 'Naam van een ander' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Naam' }).fill('Mijn naam');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  const both = page.getByRole('table', { name: 'Wat er nu staat, naast wat u invulde' });
  await expect(both.getByRole('row', { name: 'Naam' })).toContainText('Naam van een ander');
  await expect(both.getByRole('row', { name: 'Naam' })).toContainText('Mijn naam');
  await expect(page.getByRole('textbox', { name: 'Naam' })).toHaveValue('Mijn naam');
  expect(await name()).toBe('Naam van een ander');
  // What is there now is taken over, changed, and saved without a question.
  await page.getByRole('button', { name: 'Neem over wat er nu staat' }).click();
  await expect(page.getByRole('textbox', { name: 'Naam' })).toHaveValue('Naam van een ander');
  await expect(both).toHaveCount(0);
  await page.getByRole('textbox', { name: 'Naam' }).fill('Mijn naam');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Mijn naam' })).toBeVisible();
  // The other way round: one's own version stays.
  await page.getByRole('button', { name: 'Naam en gebruik' }).click();
  await ask(other, 'PATCH', `/accounts/${account.id}`, { name: 'Weer een ander', purposes: account.purposes });
  await page.getByRole('textbox', { name: 'Naam' }).fill('Toch mijn naam');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await page.getByRole('button', { name: 'Mijn versie opslaan' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Toch mijn naam' })).toBeVisible();
  expect(await name()).toBe('Toch mijn naam');
});

test('what somebody else changes does not take a button from under a finger', async ({ page, house }) => {
  await begun(page, house, 'nl');
  const id = await registered(page);
  await page.goto(`/accounts/${id}/setup/toestemming`);
  const button = page.getByRole('button', { name: 'Toestemming geven bij Microsoft' });
  await button.hover();
  await page.mouse.down();
  // The page hears of it, asks again, and has the answer.
  const heard = page.waitForResponse((answer) => new URL(answer.url()).pathname.endsWith(`/accounts/${id}`));
  await ask(page, 'PATCH', `/accounts/${id}`, { name: 'Naam van een ander', purposes: ['import'] });
  await (await heard).finished();
  await page.waitForTimeout(300);
  await page.mouse.up();
  await page.waitForURL(new RegExp(`^${house.microsoftUrl}`));
});

test('what somebody else changes is there when the finger has gone', async ({ page, house }) => {
  await begun(page, house, 'nl');
  const id = await registered(page);
  await page.goto(`/accounts/${id}/setup/toestemming`);
  const title = page.getByRole('heading', { level: 1 });
  await title.hover();
  await page.mouse.down();
  await ask(page, 'PATCH', `/accounts/${id}`, { name: 'Naam van een ander', purposes: ['import'] });
  await page.mouse.up();
  await expect(page.getByRole('link', { name: 'Naam van een ander' })).toBeVisible();
});
