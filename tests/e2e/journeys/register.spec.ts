// Registering an account: what cannot be right, and what Microsoft refuses.
import { expect, test } from '../support/test.ts';
import { contoso, expired, fillIn, firstRun, register, withoutRedirect, goToMicrosoft } from '../support/steps.ts';

test('a wrong secret is refused, named at its field, and nothing typed is lost', async ({ page, house }) => {
  await firstRun(page, house);
  await fillIn(page, { ...contoso, secret: 'abc8Q~wrong-0123456789abcdefghijklmnop' });
  await page.getByRole('button', { name: 'Verder' }).click();
  await expect(page.getByText('Het clientsecret klopt niet.').first()).toBeVisible();
  await expect(page.getByText('AADSTS7000215').first()).toBeAttached();
  await expect(page.getByLabel('Naam')).toHaveValue('Contoso Scan');
  await expect(page.getByLabel('Tenant-ID')).toHaveValue(contoso.tenant);
  await expect(page.getByLabel('Client-ID')).toHaveValue(contoso.clientId);
  // With the right one it goes on from there.
  await page.getByRole('textbox', { name: 'Clientsecret' }).fill(contoso.secret);
  await page.getByRole('button', { name: 'Verder' }).click();
  await expect(page).toHaveURL(/\/setup\/toestemming$/);
});

test('a Secret ID pasted instead of its value is stopped before any call', async ({ page, house }) => {
  await firstRun(page, house);
  const before = (await house.control('requests')).requests.length;
  await fillIn(page, { ...contoso, secret: 'c9f0f895-fb98-4b91-9d1a-7f3b52e1c0aa' });
  await page.getByRole('button', { name: 'Verder' }).click();
  await expect(page.getByText('Dit is de Secret-ID.').first()).toBeVisible();
  await expect(page.getByText('kopieer de kolom Value').first()).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Clientsecret' })).toHaveAttribute('aria-invalid', 'true');
  expect((await house.control('requests')).requests.length).toBe(before);
});

test('an expired secret says so', async ({ page, house }) => {
  await firstRun(page, house);
  await fillIn(page, expired);
  await page.getByRole('button', { name: 'Verder' }).click();
  await expect(page.getByText('Het clientsecret is verlopen.').first()).toBeVisible();
  await expect(page).toHaveURL(/\/accounts\/new$/);
});

test('an empty form names every field at once and takes the person there', async ({ page, house }) => {
  await firstRun(page, house);
  await page.goto('/accounts/new');
  await page.getByLabel('Naam').fill('');
  await page.getByRole('button', { name: 'Verder' }).click();
  const summary = page.getByRole('alert').filter({ hasText: 'Er klopt iets niet' });
  await expect(summary).toBeFocused();
  await summary.getByRole('link', { name: /tenant-ID/ }).click();
  await expect(page.getByLabel('Tenant-ID')).toBeFocused();
});

test('a pasted page fills the form', async ({ page, house }) => {
  await firstRun(page, house);
  await page.goto('/accounts/new');
  await page.getByLabel('Plakvak').fill(
    `Application (client) ID : ${contoso.clientId}\n` +
      'Object ID : 45c48cce-2e2d-4fbd-aa1a-fc51c7c6ad26\n' +
      'Directory (tenant) ID : c0750000-5c1a-4c0e-9f00-1d6a3b7e0001\n',
  );
  await expect(page.getByRole('main').getByText('Geplakt: 2 waarden herkend')).toBeVisible();
  await expect(page.getByText('Object-ID, niet nodig')).toBeVisible();
  await expect(page.getByLabel('Client-ID')).toHaveValue(contoso.clientId);
  await expect(page.getByLabel('Tenant-ID')).toHaveValue('c0750000-5c1a-4c0e-9f00-1d6a3b7e0001');
});

test('a redirect URI that is not registered: explained before, kept at Microsoft', async ({ page, house }) => {
  await firstRun(page, house);
  await register(page, withoutRedirect);
  const help = page.getByRole('complementary').filter({ hasText: 'Ziet u een fout bij Microsoft?' });
  await expect(help).toContainText('AADSTS50011');
  await goToMicrosoft(page, house);
  await expect(page.getByText('AADSTS50011').first()).toBeVisible();
  // Nobody comes back from there by himself; with the Back button the panel
  // still knows how things stand.
  await page.goBack();
  await expect(page.getByText('Wacht op', { exact: false }).first()).toBeVisible();
  await house.control('redirect-uris/register', {
    client_id: withoutRedirect.clientId,
    uri: `${house.panelUrl}/microsoftgraph`,
    type: 'web',
  });
  await goToMicrosoft(page, house);
  await expect(page.getByText(withoutRedirect.service).first()).toBeVisible();
});
