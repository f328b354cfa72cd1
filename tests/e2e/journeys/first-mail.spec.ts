// The main job, end to end: from an empty installation to a mail that arrived.
import { expect, test } from '../support/test.ts';
import { accept, contoso, firstRun, goToMicrosoft, register, signInAtMicrosoft } from '../support/steps.ts';

const mailbox = 'facturen@contoso.nl';

test('from the first run to a test mail that arrived', async ({ page, house }) => {
  await firstRun(page, house);
  await expect(page.getByText('er gaat niets naar Microsoft')).toBeVisible();

  await register(page, contoso);
  await goToMicrosoft(page, house);
  await signInAtMicrosoft(page, contoso.service);
  await accept(page);
  await expect(page.getByRole('heading', { name: 'Toestemming gegeven' })).toBeVisible();
  await expect(page.getByText(contoso.service)).toBeVisible();
  // Nothing of the code stays in the address.
  expect(page.url()).toBe(`${house.panelUrl}/microsoftgraph`);

  await page.getByRole('link', { name: 'Verder naar mailboxen' }).click();
  await page.getByLabel('E-mailadres').fill(mailbox);
  await page.getByRole('button', { name: 'Toevoegen' }).click();
  await expect(page.getByRole('link', { name: mailbox })).toBeVisible();

  await page.goto(`/mailboxes/${mailbox}`);
  await page.getByRole('button', { name: 'Volledig bewijs' }).click();
  const proved = page.getByRole('list', { name: 'Wat bewezen is' });
  await expect(proved.locator('.s.ok')).toHaveCount(4);

  await page.getByRole('button', { name: 'Testmail sturen' }).click();
  await expect(page.getByText(/Bezorgd in \d+ s/)).toBeVisible({ timeout: 20_000 });
  await expect(proved.locator('.s.ok')).toHaveCount(6);

  await page.goto('/mailboxes');
  const row = page.getByRole('row').filter({ hasText: mailbox });
  await expect(row.getByText('Werkt', { exact: true })).toBeVisible();
});

test('a mail to another address is seen in the mailbox it went to', async ({ page, house }) => {
  await firstRun(page, house);
  await register(page, contoso);
  await goToMicrosoft(page, house);
  await signInAtMicrosoft(page, contoso.service);
  await accept(page);
  await page.getByRole('link', { name: 'Verder naar mailboxen' }).click();
  await page.getByLabel('E-mailadres').fill(mailbox);
  await page.getByRole('button', { name: 'Toevoegen' }).click();
  await expect(page.getByRole('link', { name: mailbox })).toBeVisible();

  await page.goto(`/mailboxes/${mailbox}`);
  await page.getByLabel('Aan').fill('pieter.jansen@contoso.nl');
  await page.getByLabel('Onderwerp').fill('Groeten uit de test');
  await page.getByRole('button', { name: 'Testmail sturen' }).click();
  await expect(page.getByText('Aangenomen', { exact: true })).toBeVisible();

  await page.goto(`${house.microsoftUrl}/mail/pieter.jansen@contoso.nl`);
  await expect(page.getByText('Groeten uit de test').first()).toBeVisible();
});
