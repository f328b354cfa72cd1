// What stands on a page stays where it is, in whatever order the answers come.
import { expect, type Page } from '@playwright/test';
import { test } from '../support/test.ts';
import { ask, begun, migrate, settle } from '../support/town.ts';

/** How long one answer is held back: well after the others are on the screen. */
const LATE = 500;

/** More than this is too much; a page counts as steady to its visitors below 0.1. */
const MOST = 0.02;

/** What moved, as browsers count it (web.dev/cls): its size, and what it was. */
interface Moved {
  value: number;
  what: string[];
}

async function watchMoves(page: Page): Promise<void> {
  await page.addInitScript(() => {
    // On a slow machine the page would lose its patience, and show what it has.
    const patient = new CSSStyleSheet();
    patient.replaceSync('* { animation-delay: 60s !important }');
    document.adoptedStyleSheets = [patient];
    const moved: Moved[] = ((window as any).moved = []);
    const name = ({ node, previousRect: a, currentRect: b }: any) => {
      const of = node instanceof Element ? node : node?.parentElement;
      return `${of?.tagName.toLowerCase()}.${of?.className?.baseVal ?? of?.className} ${a.y} → ${b.y}`;
    };
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries() as any[]) {
        moved.push({ value: shift.value, what: shift.sources.map(name) });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** What a page asks the backend for when it is opened. */
async function questions(page: Page, path: string): Promise<string[]> {
  const asked = new Set<string>();
  const hear = (request: any) => {
    const url = new URL(request.url());
    if (request.method() === 'GET' && url.pathname.startsWith('/api/') && !/\/(events|welcome)$/.test(url.pathname)) {
      asked.add(url.pathname + url.search);
    }
  };
  page.on('request', hear);
  await opened(page, path);
  page.off('request', hear);
  return [...asked];
}

async function opened(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.skeleton')).toHaveCount(0);
  await page.waitForTimeout(300);
}

/** What moves on these pages when one answer is late, for each answer of each. */
async function moves(page: Page, paths: string[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const path of paths) {
    for (const late of await questions(page, path)) {
      await page.route((url) => url.pathname + url.search === late, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, LATE));
        await route.continue();
      });
      await opened(page, path);
      await page.waitForTimeout(LATE);
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      const moved = (await page.evaluate(() => (window as any).moved)) as Moved[];
      const sum = moved.reduce((all, one) => all + one.value, 0);
      if (sum > MOST) wrong.push(`${path}, with ${late} late: ${sum.toFixed(3)} ${JSON.stringify(moved)}`);
    }
  }
  return wrong;
}

for (const width of [1440, 390]) {
  test(`an answer that comes late moves nothing, ${width} wide`, async ({ page, house }) => {
    test.setTimeout(600_000);
    await settle(page, house);
    const wave = await migrate(page);
    const accounts = await ask(page, 'GET', '/accounts');
    const account = accounts.find((one: any) => one.name === 'Contoso Scan').id;
    await page.setViewportSize({ width, height: 900 });
    await watchMoves(page);
    const wrong = await moves(page, [
      '/mailboxes', '/mailboxes?status=bad', '/mailboxes/facturen@contoso.nl', '/mailboxes/add', '/check?m=directie@contoso.nl',
      '/mailboxes/rights?cause=no_mailbox_access', '/jobs', '/log', '/people', '/settings', '/settings/meldingen',
      '/accounts', `/accounts/${account}`, `/accounts/${account}/sign-ins`, `/accounts/${account}/setup/mailboxen`, `/accounts/${account}/setup/testmail`,
      '/accounts/calendar', '/migration', `/migration/waves/${wave}`,
    ]);
    expect(wrong).toEqual([]);
  });
}

// On a phone, where buttons that come or go take a line with them.
test('an answer that comes late moves nothing where nothing is yet', async ({ page, house }) => {
  test.setTimeout(300_000);
  await begun(page, house, 'nl');
  await page.setViewportSize({ width: 390, height: 900 });
  await watchMoves(page);
  const wrong = await moves(page, [
    '/mailboxes', '/mailboxes/add', '/mailboxes/rights', '/accounts', '/accounts/new', '/accounts/calendar', '/migration',
    '/migration/import', '/jobs', '/log', '/people', '/settings', '/settings/meldingen',
  ]);
  expect(wrong).toEqual([]);
});
