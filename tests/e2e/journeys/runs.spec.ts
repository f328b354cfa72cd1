// Many mailboxes in one go: how far it is, stopped, gone on with, looked back at.
import { expect, test } from '../support/test.ts';
import { findings } from '../support/axe.ts';
import { signIn } from '../support/steps.ts';
import { ask, helpdesk, mailboxes, quiet, settle } from '../support/town.ts';

test('everything is checked in one go, and the outcome leads to each mailbox', async ({ page, house }) => {
  await settle(page, house);
  await page.goto('/mailboxes');
  await page.getByRole('button', { name: 'Alles controleren' }).click();
  const run = page.getByRole('region', { name: `Controle van ${mailboxes.length} mailboxen` });
  await expect(run).toContainText(`${mailboxes.length} van ${mailboxes.length} gedaan`, { timeout: 30_000 });
  await run.getByRole('link').click();
  await expect(page).toHaveURL(/\/jobs\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Controle van ${mailboxes.length} mailboxen`);
  const found = page.getByRole('region', { name: 'Mailboxen van deze controle' }).getByRole('listitem');
  await expect(found).toHaveCount(mailboxes.length);
  const bad = page.getByRole('toolbar', { name: 'Filter op uitkomst' }).getByRole('button', { name: /^Fout/ });
  const number = Number(await bad.locator('.n').innerText());
  expect(number).toBeGreaterThan(0);
  await bad.click();
  await expect(page).toHaveURL(/outcome=red/);
  await expect(found).toHaveCount(number);
  // The address carries it: also for whoever it is sent to.
  await page.reload();
  await expect(found).toHaveCount(number);
  await found.first().getByRole('link').click();
  await expect(page).toHaveURL(/\/mailboxes\/.+@/);
  await page.goto('/jobs');
  await expect(page.getByRole('listitem').filter({ hasText: 'Mark Bakker' }).first()).toContainText('Klaar');
});

test('a run that ends while something else is looked at says so, and leads there', async ({ page, house }) => {
  await settle(page, house);
  await house.control('faults', { endpoint: 'graph', delay_ms: 1_500, seconds: 600 });
  await page.goto('/mailboxes');
  await page.getByRole('button', { name: 'Alles controleren' }).click();
  await expect(page.getByRole('region', { name: /Controle van \d+ mailboxen/ })).toBeVisible();
  const menu = page.getByRole('navigation', { name: 'Hoofdmenu' });
  await menu.getByRole('link', { name: 'Graph-accounts' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Graph-accounts' })).toBeFocused();
  const end = page.getByRole('group', { name: 'Controles' });
  await expect(end).toHaveText(new RegExp(`Controle van ${mailboxes.length} mailboxen: ${mailboxes.length} van ${mailboxes.length} gedaan`), { timeout: 60_000 });
  await expect(page.getByRole('heading', { level: 1, name: 'Graph-accounts' })).toBeFocused();
  expect(await findings(page, 'a run that ended')).toEqual([]);
  await end.getByRole('link', { name: 'Bekijk de uitkomst' }).click();
  await expect(page).toHaveURL(/\/jobs\/[0-9a-f-]{36}$/);
  // Where it is looked at, and afterwards, there is nothing more to say.
  await expect(end).toHaveCount(0);
  await menu.getByRole('link', { name: 'Graph-accounts' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Graph-accounts' })).toBeFocused();
  await expect(end).toHaveCount(0);
});

test('a run is stopped, survives the tab, and goes on where it was', async ({ page, house }) => {
  await settle(page, house);
  await house.control('faults', { endpoint: 'graph', delay_ms: 2_000, seconds: 600 });
  await page.goto('/mailboxes?sort=name');
  await page.getByRole('checkbox', { name: 'Alles' }).or(page.locator('thead input[type=checkbox]')).first().check();
  await page.getByRole('toolbar', { name: 'Met de selectie' }).getByRole('button', { name: 'Volledig bewijs' }).click();
  const run = page.getByRole('region', { name: /Volledig bewijs van \d+ mailboxen/ });
  await run.getByRole('button', { name: 'Stoppen' }).click();
  await expect(run.getByRole('button', { name: 'Verdergaan' })).toBeVisible();
  await run.getByRole('link').click();
  await expect(page).toHaveURL(/\/jobs\//);
  await page.reload();
  await house.control('faults', { endpoint: 'graph', delay_ms: 0, seconds: 600 });
  const more = page.getByRole('button', { name: 'Verdergaan' });
  await more.click();
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '100', { timeout: 90_000 });
  await expect(more).toHaveCount(0);
  await quiet(page);
});

test('what no longer exists, and what helpdesk may', async ({ page, house, anotherBrowser }) => {
  await settle(page, house);
  await page.goto('/jobs/4d5e6f70-8192-4a3b-8c4d-5e6f70819299');
  await expect(page.getByRole('button', { name: 'Opnieuw proberen' })).toBeVisible();
  await page.goto('/jobs/none');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const context = await anotherBrowser();
  const other = await context.newPage();
  await other.goto('/mailboxes');
  await signIn(other, helpdesk);
  await other.getByRole('button', { name: 'Alles controleren' }).click();
  const run = other.getByRole('region', { name: /Controle van \d+ mailboxen/ });
  await expect(run).toContainText(/gedaan/);
  await expect(other.getByRole('button', { name: 'Volledig bewijs' })).toHaveCount(0);
  // The administrator sees it, too.
  await page.goto('/jobs');
  await expect(page.getByRole('listitem').filter({ hasText: 'Sanne de Vries' })).toHaveCount(1);
  const full = { kind: 'full', filter: {} };
  // An administrator's full proof is theirs to stop: helpdesk is not offered it.
  await quiet(page);
  await house.control('faults', { endpoint: 'graph', delay_ms: 2_000, seconds: 600 });
  await ask(page, 'POST', '/runs', full);
  await other.goto('/mailboxes');
  await expect(other.getByRole('region', { name: /Volledig bewijs van \d+ mailboxen/ })).toBeVisible();
  await expect(other.getByRole('button', { name: 'Stoppen' })).toHaveCount(0);
  await house.control('faults', { endpoint: 'graph', delay_ms: 0, seconds: 600 });
  await expect(ask(other, 'POST', '/runs', full)).rejects.toThrow(/403/);
});
