// The Exchange script for exactly what is missing, and its arrival.
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';
import { addMailbox, connected, contoso, light, password, signIn } from '../support/steps.ts';
import { ask, quiet } from '../support/town.ts';

const words = {
  nl: {
    title: 'Ontbrekende rechten in Exchange',
    make: 'Maak script',
    script: 'Script voor Exchange Online',
    copy: 'Kopieer script',
    undo: 'Terugdraaien',
    missing: 'Wat ontbreekt',
    lacks: 'Ontbreekt',
    there: 'Aangekomen',
    now: 'Controleer nu',
    nothing: /mist geen recht/,
    retry: 'Opnieuw proberen',
    tools: 'Met de selectie',
    gone: /bestaat niet/,
  },
  en: {
    title: 'Missing rights in Exchange',
    make: 'Make script',
    script: 'Script for Exchange Online',
    copy: 'Copy script',
    undo: 'Undo',
    missing: 'What is missing',
    lacks: 'Missing',
    there: 'Arrived',
    now: 'Check now',
    nothing: /No right is missing/,
    retry: 'Try again',
    tools: 'With the selection',
    gone: /does not exist/,
  },
} as const;

for (const lang of ['nl', 'en'] as const) {
  const say = words[lang];

  test(`a script for what is missing, and what of it arrived: ${lang}`, async ({ page, house, anotherBrowser }) => {
    await connected(page, house);
    await addMailbox(page, 'facturen@contoso.nl');
    await addMailbox(page, 'directie@contoso.nl');
    await expect(light(page, 'Lezen').locator('.s.bad')).toBeVisible();
    await quiet(page);
    const own = await (await anotherBrowser()).newPage();
    await own.goto('/check');
    await ask(own, 'POST', '/session', { address: 'mark@contoso.nl', password });
    await own.evaluate((code) => localStorage.setItem('language', code), lang);

    await own.goto('/mailboxes');
    await own.locator('article.cause').getByRole('link', { name: say.make }).first().click();
    await expect(own.getByRole('heading', { level: 1 })).toHaveText(say.title);
    const script = own.getByRole('region', { name: say.script }).locator('pre').first();
    await expect(script).toContainText(
      `Add-MailboxPermission -Identity 'directie@contoso.nl' -User '${contoso.service}' -AccessRights FullAccess`,
    );
    await expect(script).not.toContainText('facturen');
    await own.getByText(say.undo, { exact: true }).click();
    await expect(own.getByRole('region', { name: say.undo, exact: true })).toContainText('Remove-MailboxPermission');
    await own.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await own.getByRole('button', { name: say.copy }).click();
    expect(await own.evaluate(() => navigator.clipboard.readText())).toContain('Add-MailboxPermission');
    const missing = own.getByRole('region', { name: say.missing });
    await expect(missing.getByRole('listitem')).toContainText(say.lacks);
    await own.screenshot({ path: join(house.folder, `script-${lang}.png`), fullPage: true });

    // Checked too early, it is still missing; later it is there, by itself on the page.
    await missing.getByRole('button', { name: say.now }).click();
    await quiet(page);
    await expect(missing.getByRole('listitem')).toContainText(say.lacks);
    await house.control('rights/give', { mailbox: 'directie@contoso.nl', person: contoso.service, right: 'full_access' });
    await missing.getByRole('button', { name: say.now }).click();
    await expect(missing.getByRole('listitem')).toContainText(say.there);

    // Now nothing is missing: said so, with a way to try again.
    await own.reload();
    await expect(own.getByRole('alert')).toContainText(say.nothing);
    await expect(own.getByRole('button', { name: say.retry })).toBeVisible();
    // A mailbox that is not there.
    await own.goto('/mailboxes/rights?m=niemand@contoso.nl');
    await expect(own.getByRole('alert').first()).toBeVisible();
    // Nothing chosen.
    await own.goto('/mailboxes/rights');
    await expect(own.getByRole('alert').first()).toBeVisible();
  });
}

test('from a selection and from a mailbox, also for helpdesk', async ({ page, house, anotherBrowser }) => {
  await connected(page, house);
  await addMailbox(page, 'directie@contoso.nl');
  await expect(light(page, 'Lezen').locator('.s.bad')).toBeVisible();
  await ask(page, 'POST', '/people', { name: 'Sanne de Vries', address: 'sanne@contoso.nl', password, role: 'helpdesk' });
  const desk = await (await anotherBrowser()).newPage();
  await desk.goto('/');
  await signIn(desk, 'sanne@contoso.nl');
  await expect(desk).toHaveURL(/\/check/);
  await desk.goto('/mailboxes/directie@contoso.nl');
  await desk.getByRole('link', { name: 'Maak script' }).click();
  await expect(desk.locator('pre').first()).toContainText('directie@contoso.nl');
  await page.goto('/mailboxes');
  await page.locator('tbody input[type=checkbox]').first().check();
  await page.getByRole('toolbar', { name: 'Met de selectie' }).getByRole('button', { name: 'Maak script' }).click();
  await expect(page).toHaveURL(/\/mailboxes\/rights$/);
  await expect(page.locator('pre').first()).toContainText('directie@contoso.nl');
  await page.reload();
  await expect(page.locator('pre').first()).toContainText('directie@contoso.nl');
});
