// Every page as pictures: `<page>-<language>-<colours>-<width>.png`.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { House, test } from '../support/test.ts';
import { password } from '../support/steps.ts';
import * as settings from '../support/settings.ts';
import { ask, helpdesk, migrate, settle } from '../support/town.ts';

const widths = (process.env.GALLERY_WIDTHS ?? '1440,1100,390').split(',').map(Number);
const languages = (process.env.GALLERY_LANGUAGES ?? 'nl,en').split(',');
const colours = (process.env.GALLERY_COLOURS ?? 'light,dark').split(',') as ('light' | 'dark')[];
const chosen = process.env.GALLERY_PAGES?.split(',');

type Scene = { name: string; path: string; first?: (page: Page) => Promise<void> };

const scenes = (account: string, wave: string, kept: string): Scene[] => [
  { name: 'mailboxes', path: '/mailboxes' },
  {
    name: 'mailboxes-chosen',
    path: '/mailboxes',
    first: async (page) => {
      await page.locator('tbody input[type=checkbox]').first().check();
      await page.locator('tbody input[type=checkbox]').nth(1).check();
    },
  },
  { name: 'mailboxes-empty', path: '/mailboxes?q=nergens' },
  { name: 'mailbox', path: '/mailboxes/facturen@contoso.nl' },
  { name: 'mailbox-bad', path: '/mailboxes/directie@contoso.nl' },
  { name: 'mailbox-add', path: '/mailboxes/add' },
  { name: 'accounts', path: '/accounts' },
  { name: 'account', path: `/accounts/${account}` },
  { name: 'wizard-1', path: '/accounts/new' },
  { name: 'wizard-2', path: `/accounts/${account}/setup/toestemming` },
  { name: 'wizard-3', path: `/accounts/${account}/setup/mailboxen` },
  { name: 'wizard-4', path: `/accounts/${account}/setup/testmail` },
  { name: 'rights-script', path: '/mailboxes/rights?cause=no_mailbox_access' },
  { name: 'sign-ins', path: `/accounts/${account}/sign-ins` },
  { name: 'secret-calendar', path: '/accounts/calendar' },
  { name: 'warnings', path: '/settings/meldingen' },
  { name: 'check', path: '/check?m=facturen@contoso.nl', first: arrivals },
  { name: 'check-bad', path: '/check?m=directie@contoso.nl', first: arrivals },
  { name: 'diagnosis', path: `/diagnose/${kept}` },
  { name: 'shortcuts', path: '/settings/sneltoetsen' },
  { name: 'jobs', path: '/jobs' },
  { name: 'migration', path: '/migration' },
  {
    name: 'migration-wave',
    path: '/migration',
    first: async (page) => {
      await page.locator('.acts .btn.pri').click();
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'migration-assign',
    path: '/migration',
    first: async (page) => {
      await page.locator('tbody input').first().check();
      await page.locator('.tools .btn').first().click();
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'migration-import',
    path: '/migration/import',
    first: async (page) => {
      await page.locator('textarea').fill('facturen@contoso.nl;import\ngeen adres;import\nkassa@contoso.nl;vliegen');
      await page.locator('form .btn.pri').click();
      await page.locator('.fix').waitFor();
    },
  },
  { name: 'wave', path: `/migration/waves/${wave}` },
  { name: 'log', path: '/log' },
  { name: 'people', path: '/people' },
  { name: 'settings', path: '/settings' },
  { name: 'not-found', path: '/nowhere' },
  {
    name: 'palette',
    path: '/mailboxes',
    first: async (page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('con');
      await page.waitForTimeout(600);
    },
  },
];

const forHelpdesk: Scene[] = [
  { name: 'helpdesk-check', path: '/check' },
  { name: 'helpdesk-mailboxes', path: '/mailboxes' },
  { name: 'helpdesk-forbidden', path: '/accounts' },
  { name: 'helpdesk-migration', path: '/migration' },
  { name: 'check-exchange', path: '/check?m=post@elders.nl' },
  { name: 'check-report', path: '/check?m=directie@contoso.nl', first: arrivals },
  {
    name: 'check-sender',
    path: '/check?m=facturen@contoso.nl',
    first: async (page) => {
      await arrivals(page);
      await page.locator('#sender').fill('niemand@leverancier.nl');
      await page.locator('#sender').press('Enter');
      await page.locator('.find + [role=status] b').waitFor();
    },
  },
];

/** What came in stands there once the check is done. */
async function arrivals(page: Page): Promise<void> {
  await page.locator('.verdict .mail').waitFor();
}

test('every page', async ({ browser }) => {
  const folder = process.env.GALLERY ?? join(settings.results, 'gallery');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const house = await House.build('gallery');
  try {
    const door = await browser.newContext({ baseURL: house.panelUrl, locale: 'nl-NL' });
    const admin = await door.newPage();
    await settle(admin, house);
    const accounts = await ask(admin, 'GET', '/accounts');
    const account = accounts.find((one: any) => one.name === 'Contoso Scan').id;
    const wave = await migrate(admin);
    const kept = (await ask(admin, 'POST', '/mailboxes/directie@contoso.nl/diagnoses')).id;
    const as = async (address: string) => {
      const context = await browser.newContext({ baseURL: house.panelUrl });
      const page = await context.newPage();
      await page.goto('/check');
      await ask(page, 'POST', '/session', { address, password });
      const state = await context.storageState();
      await context.close();
      return state;
    };
    const [boss, sanne] = [await as('mark@contoso.nl'), await as(helpdesk)];
    for (const language of languages) {
      for (const colour of colours) {
        for (const width of widths) {
          const suffix = `${language}-${colour}-${width}.png`;
          const look = (state?: BrowserContext['storageState'] | any) =>
            open(browser, house, { language, colour, width, state });
          const nobody = await look();
          await shoot(nobody, { name: 'sign-in', path: '/' }, folder, suffix);
          for (const kind of ['consent', 'secret']) {
            const asked = { kind, address: 'sanne.devries@contoso.nl', lang: language };
            const { link } = await ask(admin, 'POST', `/accounts/${account}/asked`, asked);
            await nobody.goto('about:blank');
            await shoot(nobody, { name: `asked-${kind}`, path: link }, folder, suffix);
          }
          await nobody.context().close();
          for (const [state, list] of [[boss, scenes(account, wave, kept)], [sanne, forHelpdesk]] as const) {
            const page = await look(state);
            for (const scene of list) await shoot(page, scene, folder, suffix);
            await page.context().close();
          }
        }
      }
    }
  } finally {
    await house.leave();
  }
});

type Look = { language: string; colour: 'light' | 'dark'; width: number; state?: any };

async function open(browser: Browser, house: House, look: Look): Promise<Page> {
  const context = await browser.newContext({
    baseURL: house.panelUrl,
    locale: look.language === 'nl' ? 'nl-NL' : 'en-GB',
    colorScheme: look.colour,
    viewport: { width: look.width, height: look.width < 500 ? 844 : 900 },
    reducedMotion: 'reduce',
    storageState: look.state,
  });
  return context.newPage();
}

async function shoot(page: Page, scene: Scene, folder: string, suffix: string): Promise<void> {
  if (chosen && !chosen.includes(scene.name)) return;
  await page.goto(scene.path);
  await page.locator('h1').first().waitFor();
  await page.waitForTimeout(300);
  await page.locator('.skeleton').waitFor({ state: 'detached' }).catch(() => undefined);
  await scene.first?.(page);
  await page.screenshot({ path: join(folder, `${scene.name}-${suffix}`) });
}
