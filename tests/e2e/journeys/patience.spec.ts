// Asked to wait: how long, and then it can be tried again.
import { expect, test } from '../support/test.ts';
import { firstRun, signIn } from '../support/steps.ts';

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
