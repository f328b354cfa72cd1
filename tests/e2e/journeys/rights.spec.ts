// What a mailbox can do, beside one that can do it.
import { expect, test } from '../support/test.ts';
import { addMailbox, connected, contoso, light, password, signIn } from '../support/steps.ts';

test('a shared mailbox without rights beside one with rights', async ({ page, house }) => {
  await connected(page, house);
  await addMailbox(page, 'facturen@contoso.nl');
  await expect(light(page, 'Lezen').locator('.s.ok')).toBeVisible();
  await addMailbox(page, 'directie@contoso.nl');
  await expect(light(page, 'Lezen').locator('.s.bad')).toBeVisible();
  await expect(page.getByText('geen toegang tot deze mailbox').first()).toBeVisible();
  await expect(page.getByText('Geef Full Access op de mailbox').first()).toBeVisible();
  await expect(page.getByText('ErrorItemNotFound').first()).toBeAttached();

  await page.goto('/mailboxes');
  const row = (address: string) => page.getByRole('row').filter({ hasText: address });
  await expect(row('directie@contoso.nl').getByText('Fout', { exact: true })).toBeVisible();
  await expect(row('facturen@contoso.nl').getByText('Nog niet getest', { exact: true })).toBeVisible();

  // The right is given; the next check sees it.
  await house.control('rights/give', {
    mailbox: 'directie@contoso.nl',
    person: contoso.service,
    right: 'full_access',
  });
  await page.goto('/mailboxes/directie@contoso.nl');
  await page.getByRole('button', { name: 'Controleren', exact: true }).click();
  await expect(light(page, 'Lezen').locator('.s.ok')).toBeVisible();
});

test('helpdesk sees and checks mailboxes and nothing more', async ({ page, house, anotherBrowser }) => {
  await connected(page, house);
  await addMailbox(page, 'facturen@contoso.nl');
  const made = await page.evaluate(async (secret) => {
    const answer = await fetch('/api/v1/people', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-requested-by': 'imagecapture-panel' },
      body: JSON.stringify({ name: 'Sanne', address: 'sanne@contoso.nl', role: 'helpdesk', password: secret }),
    });
    return answer.status;
  }, password);
  expect(made).toBe(201);

  const desk = await (await anotherBrowser()).newPage();
  await desk.goto('/');
  await signIn(desk, 'sanne@contoso.nl');
  await expect(desk).toHaveURL(/\/check/);
  await desk.goto('/check?m=facturen@contoso.nl');
  await expect(desk.getByRole('textbox', { name: /mailbox/i }).first()).toHaveValue('facturen@contoso.nl');
  await expect(desk.getByText('Zeg tegen de beller')).toBeVisible();
  await desk.goto('/accounts');
  await expect(desk.getByText('Alleen een beheerder mag dit.').first()).toBeVisible();
  await desk.goto('/mailboxes/facturen@contoso.nl');
  await expect(desk.getByRole('button', { name: 'Controleren', exact: true })).toBeVisible();
  await expect(desk.getByRole('button', { name: 'Mailbox verwijderen' })).toHaveCount(0);
});
