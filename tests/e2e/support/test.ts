// What a journey starts from: `import { expect, test } from '../support/test.ts'`.
//
//   test('a person …', async ({ page, house }) => {
//     await page.goto('/');                       // the panel of this house
//     await house.control('…', { … });            // the stand-in's control API
//     await house.restartBackend('SIGKILL');
//     const other = await anotherBrowser();       // nothing shared with `page`
//   });
import { type BrowserContext, test as base } from '@playwright/test';
import { House, houseName } from './house.ts';

export { expect } from '@playwright/test';
export { House } from './house.ts';
export { leaks } from './leaks.ts';

interface Fixtures {
  /** A backend and a stand-in of this test's own. */
  house: House;
  /** Opens another browser profile, as another person or another device has. */
  anotherBrowser: () => Promise<BrowserContext>;
}

export const test = base.extend<Fixtures>({
  house: async ({}, use, info) => {
    const house = await House.build(houseName(info.titlePath));
    await use(house);
    await house.leave();
  },
  baseURL: async ({ house }, use) => use(house.panelUrl),
  context: async ({ context, house }, use) => {
    house.listenTo(context);
    await use(context);
  },
  anotherBrowser: async ({ browser, house, contextOptions }, use) => {
    const opened: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext({
        ...contextOptions,
        baseURL: house.panelUrl,
      });
      house.listenTo(context);
      opened.push(context);
      return context;
    });
    await Promise.all(opened.map((context) => context.close()));
  },
});
