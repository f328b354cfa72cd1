// People: invited by a link, changed, shut out; and what they did, in the log.
import { expect, test } from '../support/test.ts';
import { firstRun, password } from '../support/steps.ts';

test('somebody is invited, comes in, and is shut out again', async ({ page, house, anotherBrowser }) => {
  await firstRun(page, house);
  await page.goto('/people');
  await page.getByLabel('E-mailadres').fill('sanne@contoso.nl');
  await page.getByRole('button', { name: 'Link maken' }).click();
  // A far-reaching action: the password, unless it was given just now.
  const link = page.getByRole('textbox', { name: 'Uitnodigingslink' });
  const confirm = page.getByRole('dialog').getByLabel('Wachtwoord');
  await expect(link.or(confirm)).toBeVisible();
  if (await confirm.isVisible()) {
    await confirm.fill(password);
    await page.keyboard.press('Enter');
  }
  await expect(link).toBeVisible();
  const to = await link.inputValue();
  await expect(page.getByRole('region', { name: 'Open uitnodigingen' }).getByText('sanne@contoso.nl')).toBeVisible();

  const context = await anotherBrowser();
  const other = await context.newPage();
  await other.goto(to);
  await expect(other.getByRole('heading', { name: 'U bent uitgenodigd' })).toBeVisible();
  expect(other.url()).not.toContain('#');
  await other.getByLabel('Naam').fill('Sanne de Vries');
  await other.getByLabel('Wachtwoord').fill('nog een lang wachtwoord');
  await other.getByRole('button', { name: 'Toegang krijgen' }).click();
  await expect(other.getByRole('heading', { name: 'Mailbox controleren' })).toBeVisible();

  await page.reload();
  const row = page.getByRole('row').filter({ hasText: 'Sanne de Vries' });
  await row.getByRole('button', { name: 'Toegang intrekken' }).click();
  await page.getByRole('dialog', { name: /intrekken/ }).getByRole('button', { name: 'Toegang intrekken' }).click();
  await expect(row.getByText('ingetrokken')).toBeVisible();
  await other.goto('/mailboxes');
  await expect(other.getByRole('heading', { name: 'Aanmelden' })).toBeVisible();

  await page.goto('/log');
  await expect(page.getByText('nodigde uit')).toBeVisible();
  // People by name, and who did something only once: an id is no word for people.
  await expect(page.getByRole('listitem').filter({ hasText: 'wijzigde persoon' })).toContainText('wijzigde persoon Sanne de Vries');
  const signedIn = page.getByRole('listitem').filter({ hasText: 'meldde zich aan' }).first();
  await expect(signedIn.getByText(/[0-9a-f]{8}-/)).toHaveCount(0);
  await page.getByLabel('Soort').selectOption('session.');
  await expect(page).toHaveURL(/action=session\./);
  await expect(page.getByText('nodigde uit')).toHaveCount(0);
});

test('a password is changed, and a key for jobs is shown once', async ({ page, house }) => {
  await firstRun(page, house);
  await page.goto('/settings');
  await expect(page.getByText('deze browser')).toBeVisible();
  await page.getByLabel('Huidig wachtwoord').fill(password);
  await page.getByLabel('Nieuw wachtwoord').fill('een heel ander wachtwoord');
  await page.getByRole('button', { name: 'Wachtwoord wijzigen' }).click();
  await expect(page.getByText('Uw wachtwoord is gewijzigd.')).toBeAttached();
  await page.getByLabel('Naam').fill('Import Utrecht');
  await page.getByRole('button', { name: 'Sleutel maken' }).click();
  const key = page.getByRole('textbox', { name: 'Sleutel' });
  const confirm = page.getByRole('dialog').getByLabel('Wachtwoord');
  await expect(key.or(confirm)).toBeVisible();
  if (await confirm.isVisible()) {
    await confirm.fill('een heel ander wachtwoord');
    await page.keyboard.press('Enter');
  }
  await expect(key).toHaveValue(/.{20,}/);
  await page.reload();
  await expect(page.getByText('Import Utrecht')).toBeVisible();
  await expect(key).toHaveCount(0);
});
