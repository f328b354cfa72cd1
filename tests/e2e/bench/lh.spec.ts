import { writeFileSync } from 'node:fs';
import { test, House } from '../support/test.ts';
import * as settings from '../support/settings.ts';
import { ask, quiet, settle } from '../support/town.ts';
import { slow, middle, quantile } from './figures.ts';
import { Paper, Stage } from './stage.ts';
test('lh', async ({ browser }) => {
  const house = await House.build('lh');
  const c0 = await browser.newContext({ baseURL: house.panelUrl, locale: 'nl-NL' });
  const p0 = await c0.newPage();
  await settle(p0, house);
  const [account] = (await ask(p0, 'GET', '/accounts')).filter((one: any) => one.name === 'Contoso Scan');
  for (let n = 0; n < 290; n++) await ask(p0, 'POST', '/mailboxes', { account_id: account.id, address: `postbus${n}@contoso.nl`, name: `Postbus ${n}` });
  await quiet(p0);
  await p0.goto('/mailboxes'); await p0.locator('tbody tr[data-verdict]').first().waitFor();
  const state = await c0.storageState();
  await c0.close();
  for (let n = 0; n < 4; n++) {
    const ctx = await browser.newContext({ baseURL: house.panelUrl, locale: 'nl-NL', storageState: state, viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true });
    const page = await ctx.newPage();
    if (process.env.SLOW) { const cdp = await ctx.newCDPSession(page); await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 }); }
    await browser.startTracing(page, { path: `/tmp/prof/lg-${n}.trace.json`, categories: ['-*','devtools.timeline','disabled-by-default-devtools.timeline','toplevel','v8','blink.user_timing','loading','disabled-by-default-v8.compile','v8.wasm', ...(n === 3 ? ['disabled-by-default-v8.cpu_profiler'] : [])] });
    await page.goto('/mailboxes', { waitUntil: 'commit' });
    await page.waitForTimeout(4000);
    await browser.stopTracing();
    await ctx.close();
  }
  await house.leave();
});
