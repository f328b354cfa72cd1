// Asked to wait: how long, and then it can be tried again.
import { expect, test } from '../support/test.ts';
import { firstRun, password, signIn } from '../support/steps.ts';

test('too many tries: the seconds are counted down, then one press signs in', async ({ page, house, anotherBrowser }) => {
  await firstRun(page, house);
  const other = await (await anotherBrowser()).newPage();
  await other.goto('/');
  // The answer of the backend, with a shorter wait than it asks for.
  await other.route('**/api/v1/session', (route) =>
    route.fulfill({
      status: 429,
      headers: { 'content-type': 'application/problem+json', 'retry-after': '3' },
      body: JSON.stringify({
        type: 'urn:imagecapture:problem:too_many_tries',
        title: 'Er is te vaak geprobeerd.',
        status: 429,
        code: 'too_many_tries',
        remedy: 'Wacht een minuut.',
        owner: 'you',
        retry_after: 3,
      }),
    }),
  );
  await signIn(other);
  const box = other.getByRole('alert').filter({ hasText: 'Er is te vaak geprobeerd' });
  await expect(box).toContainText(/over [123] s opnieuw proberen/);
  const again = box.getByRole('button', { name: 'Opnieuw proberen' });
  await expect(again).toHaveCount(0);
  await expect(box).toContainText('U kunt het nu opnieuw proberen.');
  await other.unroute('**/api/v1/session');
  await again.click();
  await expect(other.getByRole('navigation', { name: 'Hoofdmenu' })).toBeVisible();
});

test('a session that comes to its end says so in time, and goes on without losing a form', async ({ page, house }) => {
  await firstRun(page, house);
  const end = page.getByRole('alert').filter({ hasText: 'Uw aanmelding eindigt binnen 5 minuten' });
  await page.goto('/accounts/new');
  await page.getByLabel('Naam', { exact: true }).fill('Contoso Scan');
  await expect(end).toHaveCount(0);
  // The last five minutes of twelve hours begin in two seconds.
  await page.route('**/api/v1/welcome', async (route) => {
    const answer = await route.fetch();
    const welcome = await answer.json();
    expect(Date.parse(welcome.session_ends) - Date.now()).toBeGreaterThan(11.9 * 3600_000);
    welcome.session_ends = new Date(Date.now() + 302_000).toISOString();
    await route.fulfill({ response: answer, json: welcome });
  });
  await page.reload();
  await page.getByLabel('Naam', { exact: true }).fill('Contoso Scan Zuid');
  await expect(end).toBeVisible();
  await end.getByRole('button', { name: 'Meld u nu opnieuw aan' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Meld u opnieuw aan' });
  await dialog.getByLabel('E-mailadres').fill('mark@contoso.nl');
  await dialog.getByLabel('Wachtwoord', { exact: true }).fill(password);
  await dialog.getByLabel('Wachtwoord', { exact: true }).press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(end).toHaveCount(0);
  await expect(page.getByLabel('Naam', { exact: true })).toHaveValue('Contoso Scan Zuid');
});
