// A tab that is left open, with the changes of hours in seconds.
import { held } from '../support/held.ts';
import { expect, test } from '../support/test.ts';
import { Paper, Stage } from '../support/stage.ts';
import * as settings from '../support/settings.ts';
import { ask, settle } from '../support/town.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

// What records a journey keeps what it has recorded in the page.
test.use({ trace: 'off', screenshot: 'off' });

test('a tab does not grow with the changes that it shows', async ({ page, house, browser }) => {
  test.setTimeout(300_000);
  await settle(page, house);
  await page.goto('/mailboxes');
  await page.locator('tbody tr[data-verdict]').first().waitFor();
  const frame = await ask(page, 'GET', '/mailboxes?limit=40');
  const { cookies, origins } = await page.context().storageState();
  const paper = new Paper(frame.items, 312, frame);
  const stage = await Stage.open(settings.panel, house.panelUrl, paper);
  const moved = origins.map(({ localStorage }) => ({ origin: stage.url, localStorage }));
  const context = await browser.newContext({
    baseURL: stage.url, locale: 'nl-NL', storageState: { cookies, origins: moved },
  });
  try {
    const tab = await context.newPage();
    await tab.goto('/mailboxes');
    await tab.locator('tbody tr[data-verdict]').first().waitFor();
    const session = await context.newCDPSession(tab);
    await session.send('Performance.enable');
    const changes = async (number: number) => {
      for (let done = 0; done < number; done += 1) {
        paper.change();
        await pause(15);
      }
      await pause(1_000);
    };
    const all = [];
    for (let round = 0; round < 6; round += 1) {
      await changes(2 * 312);
      all.push(await held(tab, session));
    }
    expect(paper.fetched).toBeGreaterThan(2_000);
    // At first the browser gets to know what it shows.
    const [before, after] = [all[2], all[5]];
    expect(after.nodes).toBeLessThan(before.nodes + 100);
    expect(after.listeners).toBeLessThan(before.listeners + 20);
    expect(after.heap).toBeLessThan(before.heap + 1_000_000);
    // The wasm's memory is as large as it ever had to be at once, which may become
    // more by chance. What keeps something at every change grows in every round.
    const sizes = all.slice(2).map(({ wasm }) => wasm);
    const rests = sizes.some((size, at) => at > 0 && size === sizes[at - 1]);
    expect(rests, `the wasm's memory grew in every round: ${sizes.join(', ')}`).toBe(true);
  } finally {
    await context.close();
    await stage.close();
  }
});
