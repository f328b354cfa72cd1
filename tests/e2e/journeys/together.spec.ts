// Two people at the same thing.
import { expect, test } from '../support/test.ts';
import { contoso, firstRun, register, signIn } from '../support/steps.ts';
import { ask } from '../support/town.ts';

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
