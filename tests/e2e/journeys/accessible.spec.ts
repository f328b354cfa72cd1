// Every page × colours × language × role is clean to axe, fits 320 px, and
// can be walked by keyboard alone.
import { type BrowserContext, expect, type Page } from '@playwright/test';
import { findings } from '../support/axe.ts';
import { password } from '../support/steps.ts';
import { test } from '../support/test.ts';
import { ask, helpdesk, migrate, settle } from '../support/town.ts';

const looks = [
  { language: 'nl-NL', colours: 'light' },
  { language: 'nl-NL', colours: 'dark' },
  { language: 'en-GB', colours: 'light' },
  { language: 'en-GB', colours: 'dark' },
] as const;

const forAll = ['/mailboxes', '/mailboxes/facturen@contoso.nl', '/check?m=directie@contoso.nl', '/mailboxes/rights?cause=no_mailbox_access', '/jobs', '/log', '/settings', '/settings/sneltoetsen', '/nowhere'];
const forAdmins = ['/mailboxes/add', '/accounts', '/accounts/new', '/accounts/calendar', '/people', '/settings/meldingen', '/migration', '/migration/import'];

async function arrived(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.skeleton')).toHaveCount(0);
}

for (const { language, colours } of looks) {
  test(`every page is clean to axe, for each role: ${language}, ${colours}`, async ({ page, house, browser }) => {
    // axe takes its time on some forty pages.
    test.setTimeout(600_000);
    await settle(page, house);
    const wave = await migrate(page);
    const accounts = await ask(page, 'GET', '/accounts');
    const account = accounts.find((one: any) => one.name === 'Contoso Scan').id;
    const steps = ['', '/setup/toestemming', '/setup/mailboxen', '/setup/testmail', '/sign-ins'].map((step) => `/accounts/${account}${step}`);
    const kept = (await ask(page, 'POST', '/mailboxes/directie@contoso.nl/diagnoses')).id;
    const everywhere = [...forAll, `/diagnose/${kept}`];
    const wrong: string[] = [];
    // What somebody without a login sees behind a link.
    const links = ['/asked#nothing'];
    for (const kind of ['consent', 'secret']) {
      const asked = { kind, address: 'sanne.devries@contoso.nl', lang: language.slice(0, 2) };
      links.push((await ask(page, 'POST', `/accounts/${account}/asked`, asked)).link);
    }
    for (const [who, paths] of [
      ['mark@contoso.nl', [...everywhere, ...forAdmins, `/migration/waves/${wave}`, ...steps]],
      [helpdesk, [...everywhere, '/accounts', '/migration']],
    ] as const) {
      const context: BrowserContext = await browser.newContext({
        baseURL: house.panelUrl,
        locale: language,
        colorScheme: colours,
        reducedMotion: 'reduce',
      });
      const own = await context.newPage();
      await own.goto('/');
      await expect(own.locator('#boot')).toHaveCount(0);
      if (who === helpdesk) {
        wrong.push(...(await findings(own, `${who} sign-in`)));
        for (const link of links) {
          await own.goto('about:blank');
          await arrived(own, link);
          wrong.push(...(await findings(own, `asked ${link.replace(/#.*/, '')}`)));
        }
      }
      await ask(own, 'POST', '/session', { address: who, password });
      for (const path of paths) {
        await arrived(own, path);
        wrong.push(...(await findings(own, `${who} ${path}`)));
      }
      if (who !== helpdesk) {
        await arrived(own, '/migration');
        await own.locator('tbody input').first().check();
        await own.locator('.tools .btn').first().click();
        await expect(own.getByRole('dialog')).toBeVisible();
        wrong.push(...(await findings(own, `${who} assigning`)));
        await own.goto('/migration/import');
        await own.locator('textarea').fill('geen adres;import');
        await own.locator('form .btn.pri').click();
        await expect(own.locator('.fix')).toBeVisible();
        wrong.push(...(await findings(own, `${who} bad lines`)));
      }
      await own.goto('/mailboxes');
      await own.locator('tbody input').first().check();
      await own.keyboard.press('Control+k');
      await expect(own.locator('.palette input')).toBeFocused();
      wrong.push(...(await findings(own, `${who} palette`)));
      await context.close();
    }
    expect(wrong).toEqual([]);
  });
}

test('nothing is cut off at 320 pixels, nor at twice the size', async ({ page, house }) => {
  await settle(page, house);
  await migrate(page);
  const kept = (await ask(page, 'POST', '/mailboxes/directie@contoso.nl/diagnoses')).id;
  for (const path of [...forAll, `/diagnose/${kept}`, ...forAdmins]) {
    await page.setViewportSize({ width: 320, height: 700 });
    await arrived(page, path);
    // A page of 1280 pixels at 200 % has 640 of its own.
    for (const width of [320, 640]) {
      await page.setViewportSize({ width, height: 700 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, `${path} at ${width}`).toBeLessThanOrEqual(width);
    }
  }
});

test('nothing is cut off at the widths in between', async ({ page, house }) => {
  await settle(page, house);
  const wave = await migrate(page);
  const account = (await ask(page, 'GET', '/accounts')).find((one: any) => one.name === 'Contoso Scan').id;
  const kept = (await ask(page, 'POST', '/mailboxes/directie@contoso.nl/diagnoses')).id;
  const paths = [...forAll, `/diagnose/${kept}`, ...forAdmins, `/migration/waves/${wave}`, `/accounts/${account}`, `/accounts/${account}/sign-ins`];
  const cut: string[] = [];
  for (const path of paths) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await arrived(page, path);
    for (const width of [780, 960, 1120, 1200, 1280, 1366, 1536, 1720]) {
      await page.setViewportSize({ width, height: 800 });
      // What hides what does not fit, unless it says so with an ellipsis.
      const hidden = await page.evaluate(() =>
        [...document.querySelectorAll('main, main *')]
          .filter((one) => {
            const style = getComputedStyle(one);
            const shown = one.clientWidth > 1 && one.checkVisibility();
            return shown && /hidden|clip/.test(style.overflowX) && style.textOverflow !== 'ellipsis' && one.scrollWidth > one.clientWidth + 1;
          })
          .map((one) => `${one.tagName.toLowerCase()}.${one.className}`),
      );
      cut.push(...hidden.map((one) => `${path} at ${width}: ${one}`));
    }
  }
  expect(cut).toEqual([]);
});

test('in forced colours one sees where one is and what is chosen', async ({ page, house }) => {
  await settle(page, house);
  await page.emulateMedia({ forcedColors: 'active' });
  await arrived(page, '/mailboxes');
  const outline = (selector: string) =>
    page.locator(selector).first().evaluate((element) => getComputedStyle(element).outlineStyle);
  expect(await outline('.nav a[aria-current]')).toBe('solid');
  expect(await outline('.nav a:not([aria-current])')).toBe('none');
  await page.keyboard.press('/');
  expect(await outline('.inp:has(#filter)')).toBe('solid');
  // Lights keep their shapes, in a colour that is not the ground's.
  const light = page.locator('td.c svg').first();
  const [line, ground] = await light.evaluate((element) => [
    getComputedStyle(element).stroke, getComputedStyle(document.body).backgroundColor,
  ]);
  expect(line).not.toBe(ground);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await expect(page.locator('.palette input')).toBeFocused();
  expect(await outline('.opt[aria-selected="true"]')).toBe('solid');
});

test('what is printed is what there is to know', async ({ page, house }) => {
  await settle(page, house);
  await migrate(page);
  const kept = (await ask(page, 'POST', '/mailboxes/directie@contoso.nl/diagnoses')).id;
  const menu = page.getByRole('navigation', { name: 'Hoofdmenu' }).first();
  for (const [path, shown, hidden] of [
    ['/mailboxes', '.list tbody tr', '.filters'],
    ['/mailboxes/directie@contoso.nl', '.verdict', '.top'],
    [`/diagnose/${kept}`, '.verdict', '.top'],
    ['/migration', '.paper tbody tr', '.list'],
  ]) {
    await page.emulateMedia({ media: 'screen' });
    await arrived(page, path);
    await expect(menu, path).toBeVisible();
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await expect(menu, path).toBeHidden();
    await expect(page.locator(shown).first(), path).toBeVisible();
    await expect(page.locator(hidden).first(), path).toBeHidden();
  }
});

test('from the list to a verdict without a mouse', async ({ page, house }) => {
  await settle(page, house);
  await arrived(page, '/mailboxes');
  await page.keyboard.press('/');
  await expect(page.getByLabel('Filter op naam of adres')).toBeFocused();
  await page.keyboard.type('directie');
  await expect(page.locator('tbody tr')).toHaveCount(1);
  // From the field to the row: Tab goes over the filters and the headings.
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press('Tab');
    if (await page.locator('tbody a.mb').evaluate((link) => link === document.activeElement)) break;
  }
  await expect(page.locator('tbody a.mb')).toBeFocused();
  await page.keyboard.press('x');
  await expect(page.getByRole('toolbar', { name: 'Met de selectie' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('toolbar', { name: 'Met de selectie' })).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Directiesecretariaat' })).toBeFocused();
  // It has the focus before the next key can come.
  const focused = await page.evaluate(async () => {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true, cancelable: true }));
    await new Promise((resolve) => setTimeout(resolve));
    return document.activeElement?.getAttribute('role');
  });
  expect(focused).toBe('combobox');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('directie@contoso.nl');
  await expect(page.getByRole('option').first()).toHaveText('Controleer directie@contoso.nl');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Zeg tegen de beller' })).toBeVisible();
});
