// What is wrong, once: mailboxes with one cause are one card with one thing to
// do; and behind it who does it, and Microsoft's own words.
import { expect, test } from '../support/test.ts';
import { contoso } from '../support/steps.ts';
import { ready } from '../support/town.ts';

const words = {
  nl: {
    causes: 'Oorzaken die aandacht vragen',
    access: '2 mailboxen: geen toegang in Exchange',
    giveAccess: 'Geef Full Access op de mailbox.',
    notOnline: '2 mailboxen: niet in Exchange Online',
    unknown: '1 mailbox: adres bestaat niet',
    ended: '6 mailboxen: aanmelding beëindigd',
    consent: 'Toestemming geven',
    consentTitle: 'Geef toestemming bij Microsoft',
    show: 'Toon deze',
    table: 'Mailboxen',
    choose: 'Selecteer HR-archief',
    all: 'Selecteer alle 2 met deze fout',
    chosen: '2 geselecteerd',
    tools: 'Met de selectie',
    check: 'Controleren',
    checkAll: 'Alles controleren',
    verdict: 'Oordeel',
    who: 'Wie lost dit op',
    entra: 'een beheerder van Microsoft Entra',
    admin: 'een beheerder van ImageCapture',
    move: 'Verhuis hem of geef hem een licentie',
    spelling: 'Is de mailbox hernoemd of verwijderd?',
    lights: 'Wat bewezen is',
    read: 'Lezen:',
    refused: 'Microsoft Graph weigert dit',
    readDetails: 'Lees Microsofts eigen tekst bij de technische details',
    details: 'Technische details',
    copy: 'Kopieer details',
    request: 'Request-ID',
    correlation: 'Correlation-ID',
  },
  en: {
    causes: 'Causes that need attention',
    access: '2 mailboxes: no access in Exchange',
    giveAccess: 'Grant Full Access on the mailbox.',
    notOnline: '2 mailboxes: not in Exchange Online',
    unknown: '1 mailbox: address does not exist',
    ended: '6 mailboxes: sign-in ended',
    consent: 'Grant consent',
    consentTitle: 'Grant consent at Microsoft',
    show: 'Show these',
    table: 'Mailboxes',
    choose: 'Select HR-archief',
    all: 'Select all 2 with this cause',
    chosen: '2 selected',
    tools: 'With the selection',
    check: 'Check',
    checkAll: 'Check all',
    verdict: 'Verdict',
    who: 'Who solves this',
    entra: 'an administrator of Microsoft Entra',
    admin: 'an administrator of ImageCapture',
    move: 'Move it or license it',
    spelling: 'Was the mailbox renamed or removed?',
    lights: 'What was proved',
    read: 'Read:',
    refused: 'Microsoft Graph refuses this',
    readDetails: "Read Microsoft's own text under the technical details",
    details: 'Technical details',
    copy: 'Copy details',
    request: 'Request ID',
    correlation: 'Correlation ID',
  },
} as const;

const works = 'facturen@contoso.nl';
const closed = ['directie@contoso.nl', 'hr-archief@contoso.nl'];
const elsewhere = ['archief2019@contoso.nl', 'magazijn@contoso.nl'];
const nowhere = 'postzegels@contoso.nl';

for (const lang of ['nl', 'en'] as const) {
  const say = words[lang];

  test(`one cause is one card with one thing to do, and its owner: ${lang}`, async ({ page, house }) => {
    // Tokens that end soon, so that what happens to the sign-in shows at once.
    await house.control('switches', { access_token_seconds: 60 });
    await ready(page, house, lang, [works, ...closed, ...elsewhere, nowhere]);
    const causes = page.getByRole('region', { name: say.causes }).getByRole('article');
    const card = (title: string) => causes.filter({ has: page.getByRole('heading', { name: title }) });
    const verdict = page.getByRole('region', { name: say.verdict });

    // Six mailboxes, five in trouble, three causes.
    await page.goto('/mailboxes');
    await expect(causes).toHaveCount(3);
    for (const title of [say.access, say.notOnline, say.unknown]) await expect(card(title)).toBeVisible();
    await expect(card(say.access)).toContainText(say.giveAccess);

    // From the card to its mailboxes, all of them chosen, and mended together.
    await card(say.access).getByRole('link', { name: say.show }).click();
    await expect(page).toHaveURL(/cause=no_mailbox_access/);
    const rows = page.getByRole('table', { name: say.table }).getByRole('row').filter({ hasText: '@contoso.nl' });
    await expect(rows).toHaveCount(2);
    await page.getByRole('checkbox', { name: say.choose }).check();
    const tools = page.getByRole('toolbar', { name: say.tools });
    await tools.getByRole('button', { name: say.all }).click();
    await expect(tools).toContainText(say.chosen);
    for (const mailbox of closed) {
      await house.control('rights/give', { mailbox, person: contoso.service, right: 'full_access' });
    }
    await tools.getByRole('button', { name: say.check, exact: true }).click();
    await expect(card(say.access)).toHaveCount(0);
    await expect(causes).toHaveCount(2);

    // What is no mailbox of Exchange Online is somebody else's to solve than a wrong address.
    await page.goto(`/mailboxes/${elsewhere[0]}`);
    await expect(verdict).toContainText(say.move);
    await expect(verdict.getByRole('heading', { name: say.who }).locator('..')).toContainText(say.entra);
    await page.goto(`/mailboxes/${nowhere}`);
    await expect(verdict).toContainText(say.spelling);
    await expect(verdict.getByRole('heading', { name: say.who }).locator('..')).toContainText(say.admin);

    // Trouble of the account hits all of its mailboxes: still one card, one way out.
    await house.control('people/revoke-sessions', { person: contoso.service });
    await page.goto('/mailboxes');
    await page.getByRole('button', { name: say.checkAll }).click();
    await expect(causes).toHaveCount(1);
    await card(say.ended).getByRole('link', { name: say.consent }).click();
    await expect(page.getByRole('heading', { level: 1, name: say.consentTitle })).toBeVisible();
  });

  test(`an error nobody knows shows Microsoft's own words: ${lang}`, async ({ page, house }) => {
    await ready(page, house, lang, [works]);
    await page.goto(`/mailboxes/${works}`);
    // Twice: what is new is looked at again before it counts.
    await house.control('faults', { endpoint: 'graph', mailbox: works, status: 418, code: 'ErrorOfTomorrow', times: 2 });
    await page.getByRole('button', { name: say.check, exact: true }).click();
    const verdict = page.getByRole('region', { name: say.verdict });
    await expect(verdict).toContainText(say.refused);
    await expect(verdict).toContainText(say.readDetails);
    await expect(verdict.getByRole('heading', { name: say.who }).locator('..')).toContainText(say.admin);

    const read = page.getByRole('list', { name: say.lights }).getByRole('listitem').filter({ hasText: say.read });
    const said = read.getByText('An error was ordered from the stand-in.');
    await expect(said).toBeHidden();
    await read.getByText(say.details).click();
    await expect(read.getByText('ErrorOfTomorrow', { exact: true })).toBeVisible();
    await expect(said).toBeVisible();
    // The ids by which Microsoft finds the call: those of its own record.
    const { requests } = await house.control('requests?status=418');
    const { request_id: request, client_request_id: correlation } = requests.at(-1);
    for (const [name, id] of [[say.request, request], [say.correlation, correlation]]) {
      await expect(read.getByText(name, { exact: true }).locator('xpath=following-sibling::dd[1]')).toHaveText(id);
    }
    // What is copied for Microsoft's support is in Microsoft's language.
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await read.getByRole('button', { name: say.copy }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    for (const part of ['ErrorOfTomorrow', `Request ID: ${request}`, `Correlation ID: ${correlation}`]) {
      expect(copied).toContain(part);
    }
  });
}
