// The shortest journey there is: the panel opens, and its backend and its
// Microsoft are there. It shows how journeys are written.
import { expect, test } from '../support/test.ts';

test('the panel opens and comes back after a power cut', async ({ page, house }) => {
  await page.goto('/');
  await expect(page.locator('body')).not.toBeEmpty();

  await house.restartBackend('SIGKILL');
  await page.reload();
  await expect(page.locator('body')).not.toBeEmpty();
});
