// Two installations behind one relay: each gets its own people back from
// Microsoft, and nobody is ever sent anywhere else.
import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { expect, House } from '../support/test.ts';
import { houseName } from '../support/house.ts';
import { Relay } from '../support/relay.ts';
import { accept, contoso, signInAtMicrosoft } from '../support/steps.ts';
import { ask, begun, type Lang, registered } from '../support/town.ts';

const words = {
  nl: {
    go: 'Toestemming geven bij Microsoft',
    given: 'Toestemming gegeven',
    unknown: 'Dit antwoord van Microsoft hoort bij geen enkele aanvraag hier',
    refused: 'Dit antwoord van Microsoft hoort bij geen installatie die hier bekend is.',
    again: 'Begin opnieuw met toestemming geven vanuit ImageCapture.',
  },
  en: {
    go: 'Grant consent at Microsoft',
    given: 'Consent given',
    unknown: 'This reply from Microsoft belongs to no request made here',
    refused: 'This reply from Microsoft belongs to no installation known here.',
    again: 'Start the consent again from ImageCapture.',
  },
} as const;

/** Somebody else of the same organisation. */
const colleague = 'pieter.jansen@contoso.nl';

/** An installation, and its administrator with a browser of their own. */
interface Place {
  house: House;
  page: Page;
  account: string;
  /** Who signs in at Microsoft. */
  person: string;
}

interface Fixtures {
  relay: Relay;
  /** Opens an installation behind the relay; all of them have one Microsoft. */
  open: (lang: Lang, person: string) => Promise<Place>;
}

const test = base.extend<Fixtures>({
  relay: async ({}, use) => {
    const relay = await Relay.reserve();
    await use(relay);
    await relay.stop();
  },
  open: async ({ browser, relay }, use, info) => {
    const houses: House[] = [];
    const contexts: BrowserContext[] = [];
    await use(async (lang, person) => {
      const shared = { microsoftOf: houses[0], relayUrl: relay.url };
      const house = await House.build(houseName([...info.titlePath, String(houses.length + 1)]), shared);
      houses.push(house);
      const context = await browser.newContext({ baseURL: house.panelUrl, locale: 'nl-NL' });
      contexts.push(context);
      house.listenTo(context);
      const page = await context.newPage();
      await begun(page, house, lang);
      return { house, page, account: await registered(page), person };
    });
    for (const context of contexts) await context.close();
    for (const house of houses.reverse()) await house.leave();
  },
});

for (const lang of ['nl', 'en'] as const) {
  const say = words[lang];

  /** To Microsoft and through its pages, which ask for a consent once; ends wherever that leads. */
  const trip = async ({ house, page, account, person }: Place, first = true) => {
    await page.goto(`/accounts/${account}/setup/toestemming`);
    await page.getByRole('button', { name: say.go }).click();
    await page.waitForURL(new RegExp(`^${house.microsoftUrl}`));
    await signInAtMicrosoft(page, person);
    if (first) await accept(page);
  };
  const signIns = async ({ page, account }: Place) => (await ask(page, 'GET', `/accounts/${account}`)).sign_ins.length;
  const atHome = async (place: Place) => {
    await expect(place.page.getByRole('heading', { name: say.given })).toBeVisible();
    await expect(place.page.getByText(place.person)).toBeVisible();
    expect(place.page.url()).toBe(`${place.house.panelUrl}/microsoftgraph`);
    expect(await signIns(place)).toBe(1);
  };
  const refused = async (page: Page) => {
    await expect(page.getByText(say.refused)).toBeVisible();
    await expect(page.getByText(say.again)).toBeVisible();
  };

  test(`two installations get each their own people back: ${lang}`, async ({ relay, open }) => {
    const [utrecht, zwolle] = [await open(lang, contoso.service), await open(lang, colleague)];
    await relay.serve([utrecht.house]);

    // Not on the list yet: the relay says so, and passes nothing on.
    await trip(zwolle);
    await refused(zwolle.page);
    expect(new URL(zwolle.page.url()).origin).toBe(relay.url);
    await zwolle.page.goto('/');
    expect(await signIns(zwolle)).toBe(0);

    // On the list both come home, and each only to where they began.
    await relay.serve([utrecht.house, zwolle.house]);
    await trip(utrecht);
    await atHome(utrecht);
    expect(await signIns(zwolle)).toBe(0);
    await trip(zwolle, false);
    await atHome(zwolle);
    expect(await signIns(utrecht)).toBe(1);
  });

  test(`what belongs to nobody here goes nowhere: ${lang}`, async ({ relay, open }) => {
    const [utrecht, zwolle] = [await open(lang, contoso.service), await open(lang, colleague)];
    await relay.serve([utrecht.house, zwolle.house]);
    const { page } = utrecht;
    const state = (origin: string) => `abc.${Buffer.from(origin).toString('base64url')}`;
    const visit = (query: string) => page.goto(`${relay.url}/microsoftgraph${query}`);
    const evil = 'https://evil.example';

    // Somebody else's address, however it is dressed up; a broken state; no state.
    for (const query of [
      `?code=x&state=${state(evil)}`,
      `?code=x&state=${state(`${utrecht.house.panelUrl}@evil.example`)}`,
      `?code=x&state=${state(`${utrecht.house.panelUrl}.evil.example`)}`,
      `?code=x&state=${state('//evil.example')}`,
      `?code=x&state=${state(evil)}&state=${state(utrecht.house.panelUrl)}`,
      `?code=x&state=abc.%25%25%25`,
      `?code=x&state=abc`,
      '',
    ]) {
      const answer = await visit(query);
      expect(answer?.status(), query).toBe(400);
      await refused(page);
      expect(new URL(page.url()).origin, query).toBe(relay.url);
    }

    // A target beside the state counts never; and a state that nobody made is of no use at home.
    await visit(`?code=x&state=${state(utrecht.house.panelUrl)}&redirect_uri=${evil}`);
    await expect(page.getByRole('heading', { name: say.unknown })).toBeVisible();
    expect(page.url()).toBe(`${utrecht.house.panelUrl}/microsoftgraph`);

    // A reply for one installation, carried to the other, means nothing there.
    let reply = '';
    page.on('request', (request) => {
      if (request.url().startsWith(`${utrecht.house.panelUrl}/microsoftgraph?`)) reply = request.url();
    });
    await trip(utrecht);
    await atHome(utrecht);
    await zwolle.page.goto(reply.replace(utrecht.house.panelUrl, zwolle.house.panelUrl));
    await expect(zwolle.page.getByRole('heading', { name: say.unknown })).toBeVisible();
    expect(await signIns(zwolle)).toBe(0);
  });
}
