// The ways a trip to Microsoft can end.
import { expect, test } from '../support/test.ts';
import {
  accept,
  connected,
  consent,
  contoso,
  firstRun,
  goToMicrosoft,
  lek,
  register,
  signIn,
  signInAtMicrosoft,
} from '../support/steps.ts';

test('declined: said so, nothing changed, and it can be tried again', async ({ page, house }) => {
  await firstRun(page, house);
  await register(page, contoso);
  await goToMicrosoft(page, house);
  await signInAtMicrosoft(page, contoso.service);
  await page.getByRole('button', { name: 'Annuleren' }).click();
  await expect(page.getByRole('heading', { name: /toestemming is afgewezen/i })).toBeVisible();
  await page.getByRole('link', { name: 'Opnieuw beginnen' }).click();
  await consent(page, house, contoso.service);
});

test('only an administrator may consent: the way there and back', async ({ page, house, anotherBrowser }) => {
  await firstRun(page, house);
  await register(page, lek, 'Gemeente Lek');
  await goToMicrosoft(page, house);
  await signInAtMicrosoft(page, lek.service);
  await expect(page.getByRole('heading', { name: /Goedkeuring van beheerder vereist/ })).toBeVisible();
  await page.getByRole('link', { name: /Terug naar de toepassing/ }).click();
  await expect(page.getByRole('heading', { name: /afgewezen/ })).toBeVisible();

  // The link for the administrator, who has a browser of his own.
  await page.getByRole('link', { name: 'Opnieuw beginnen' }).click();
  const help = page.getByRole('complementary').filter({ hasText: 'Ziet u een fout bij Microsoft?' });
  const make = help.getByRole('button', { name: 'Maak beheerderslink' });
  if (await make.isVisible()) await make.click();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await help.getByRole('button', { name: /Beheerderslink/ }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const office = await (await anotherBrowser()).newPage();
  await office.goto(link);
  await signInAtMicrosoft(office, lek.admin);
  await accept(office);
  await expect(office.getByRole('heading', { name: 'De beheerder heeft toestemming gegeven' })).toBeVisible();

  await goToMicrosoft(page, house);
  await signInAtMicrosoft(page, lek.service);
  await expect(page.getByRole('heading', { name: 'Toestemming gegeven' })).toBeVisible();
});

test('somebody of another tenant: both tenants named, nothing stored', async ({ page, house }) => {
  await firstRun(page, house);
  await register(page, contoso);
  await house.control('next-id-token', { tid: 'fab00000-5c1a-4c0e-9f00-1d6a3b7e0002' });
  await goToMicrosoft(page, house);
  await signInAtMicrosoft(page, contoso.service);
  await accept(page);
  await expect(page.getByRole('heading', { name: /andere tenant/ })).toBeVisible();
  await expect(page.getByText('fab00000-5c1a-4c0e-9f00-1d6a3b7e0002')).toBeVisible();
  await page.getByRole('link', { name: 'Naar het account' }).click();
  await expect(page.getByText('Nog niemand').first()).toBeVisible();
});

test('the same return opened twice shows what came of it the first time', async ({ page, house }) => {
  await firstRun(page, house);
  await register(page, contoso);
  await goToMicrosoft(page, house);
  let back = '';
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.url().includes('/microsoftgraph')) back = request.url();
  });
  await signInAtMicrosoft(page, contoso.service);
  // The fragment never leaves the browser: Microsoft's redirect tells it.
  const answered = page.waitForResponse((response) => (response.headers().location ?? '').includes('/microsoftgraph'));
  await accept(page);
  back = (await answered).headers().location;
  await expect(page.getByRole('heading', { name: 'Toestemming gegeven' })).toBeVisible();

  const calls = (await house.control('requests?path=oauth2/v2.0/token')).requests.length;
  const second = await page.context().newPage();
  await second.goto(back);
  await expect(second.getByRole('heading', { name: 'Toestemming gegeven' })).toBeVisible();
  await expect(second.getByText('Dit antwoord was al verwerkt')).toBeVisible();
  expect(second.url()).not.toContain('code=');
  expect((await house.control('requests?path=oauth2/v2.0/token')).requests.length).toBe(calls);
});

test('the return opened in another browser changes nothing, and the first can still finish', async ({
  page,
  house,
  anotherBrowser,
}) => {
  await firstRun(page, house);
  await register(page, contoso);
  await goToMicrosoft(page, house);
  await signInAtMicrosoft(page, contoso.service);
  // Held up on its way back, and opened elsewhere meanwhile.
  let back = '';
  await page.route(`${house.panelUrl}/microsoftgraph*`, (route) => route.abort());
  const answered = page.waitForResponse((response) => (response.headers().location ?? '').includes('/microsoftgraph'));
  await accept(page).catch(() => {});
  back = (await answered).headers().location;

  const stranger = await (await anotherBrowser()).newPage();
  await stranger.goto(back);
  await expect(stranger.getByRole('heading', { name: /andere browser/ })).toBeVisible();
  // Also when the same person is signed in there.
  const colleague = await (await anotherBrowser()).newPage();
  await colleague.goto('/');
  await signIn(colleague);
  await expect(colleague.getByRole('navigation', { name: 'Hoofdmenu' })).toBeVisible();
  await colleague.goto(back);
  await expect(colleague.getByRole('heading', { name: /andere browser|ander tabblad/ })).toBeVisible();

  await page.unroute(`${house.panelUrl}/microsoftgraph*`);
  await page.goto(back);
  await expect(page.getByRole('heading', { name: 'Toestemming gegeven' })).toBeVisible();
});

test('the session ended while away at Microsoft: said so, and it can be started again', async ({ page, house }) => {
  await firstRun(page, house);
  await register(page, contoso);
  await goToMicrosoft(page, house);
  await signInAtMicrosoft(page, contoso.service);
  await page.context().clearCookies({ name: '__Host-imagecapture' });
  await accept(page);
  await expect(page.getByRole('heading', { name: /aanmelding bij ImageCapture is onderweg geëindigd/ })).toBeVisible();
  await page.getByRole('button', { name: 'Aanmelden en opnieuw beginnen' }).click();
  await signIn(page);
  await expect(page).toHaveURL(/\/setup\/toestemming$/);
  await goToMicrosoft(page, house);
  await signInAtMicrosoft(page, contoso.service);
  await expect(page.getByRole('heading', { name: 'Toestemming gegeven' })).toBeVisible();
});

test('a power cut after the consent loses nothing', async ({ page, house }) => {
  await connected(page, house);
  await house.restartBackend('SIGKILL');
  await page.goto('/accounts');
  await page.getByRole('link', { name: /Contoso Scan/ }).first().click();
  await expect(page.getByText(contoso.service).first()).toBeVisible();
});
