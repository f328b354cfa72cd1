// Two people signed in to one account: who carries what, what stops when one
// leaves, and moving mailboxes to the other, rehearsed first.
import { expect, test } from '../support/test.ts';
import { connected, consent, contoso, password, signIn } from '../support/steps.ts';
import { ask, helpdesk, quiet } from '../support/town.ts';

const pieter = 'pieter.jansen@contoso.nl';

const words = {
  nl: {
    title: 'Aanmeldingen',
    link: 'Wie draagt welke mailbox',
    alone: /Er is één aanmelding/,
    stops: 'Importeren voor 2 mailboxen',
    nothing: /draagt geen mailbox/,
    table: 'Wie draagt welke mailbox',
    choose: (name: string) => `Selecteer ${name}`,
    try: 'Proberen',
    move: 'Verplaatsen',
    none: 'Kies eerst mailboxen in de tabel.',
    tried: '1 kunnen verhuizen, 1 niet.',
    can: 'kan overnemen',
    cannot: /geen toegang/,
    moved: '1 verplaatst, 1 gebleven.',
  },
  en: {
    title: 'Sign-ins',
    link: 'Who carries which mailbox',
    alone: /There is one sign-in/,
    stops: 'Import for 2 mailboxes',
    nothing: /carries no mailbox/,
    table: 'Who carries which mailbox',
    choose: (name: string) => `Select ${name}`,
    try: 'Try',
    move: 'Move',
    none: 'First choose mailboxes in the table.',
    tried: '1 can move, 1 cannot.',
    can: 'can take over',
    cannot: /no access/,
    moved: '1 moved, 1 stayed.',
  },
} as const;

for (const lang of ['nl', 'en'] as const) {
  const say = words[lang];

  test(`mailboxes move from one sign-in to another: ${lang}`, async ({ page, house, anotherBrowser }) => {
    await connected(page, house);
    const id = (await ask(page, 'GET', '/accounts'))[0].id;
    for (const [address, name] of [['facturen@contoso.nl', 'Facturen'], ['scan.utrecht@contoso.nl', 'Utrecht']]) {
      await ask(page, 'POST', '/mailboxes', { account_id: id, address, name });
    }
    await quiet(page);
    await page.evaluate((code) => localStorage.setItem('language', code), lang);
    await page.goto(`/accounts/${id}`);
    await page.getByRole('link', { name: say.link }).click();
    await expect(page.getByRole('heading', { level: 1, name: say.title })).toBeVisible();
    // Nobody could take over yet.
    await expect(page.getByText(say.alone)).toBeVisible();
    await expect(page.getByRole('button', { name: say.move })).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'ImageCapture Service' })).toContainText(say.stops);

    await page.evaluate(() => localStorage.setItem('language', 'nl'));
    await page.goto(`/accounts/${id}/sign-ins`);
    // Microsoft's session is the other person's: it has to ask who.
    await page.getByRole('link', { name: 'Nog iemand aanmelden' }).click();
    await consent(page, house, pieter);
    await quiet(page);
    await page.evaluate((code) => localStorage.setItem('language', code), lang);
    await page.goto(`/accounts/${id}/sign-ins`);
    await expect(page.getByRole('region', { name: 'Pieter Jansen' })).toContainText(say.nothing);

    // Nothing chosen is nothing done.
    await page.getByRole('button', { name: say.try, exact: true }).click();
    await expect(page.getByText(say.none)).toBeAttached();
    await page.getByRole('checkbox', { name: say.choose('Facturen') }).check();
    await page.getByRole('checkbox', { name: say.choose('Utrecht') }).check();
    await page.getByRole('button', { name: say.try, exact: true }).click();
    await expect(page.getByText(say.tried).first()).toBeVisible();
    const table = page.getByRole('region', { name: say.table });
    const row = (name: string) => table.getByRole('row').filter({ hasText: name });
    await expect(row('Facturen')).toContainText(say.can);
    await expect(row('Utrecht')).toContainText(say.cannot);
    const carried = async (address: string) => (await ask(page, 'GET', `/mailboxes/${address}`)).sign_in.username;
    expect(await carried('facturen@contoso.nl')).toBe(contoso.service);

    await page.getByRole('button', { name: say.move, exact: true }).click();
    await expect(page.getByText(say.moved).first()).toBeVisible();
    expect(await carried('facturen@contoso.nl')).toBe(pieter);
    expect(await carried('scan.utrecht@contoso.nl')).toBe(contoso.service);
    await quiet(page);

    // Pieter leaves: what he would take over now is nothing, and nothing moves.
    await house.control('people/revoke-sessions', { person: pieter });
    await house.control('people/disable', { person: pieter });
    await page.getByRole('checkbox', { name: say.choose('Utrecht') }).check();
    await page.getByRole('button', { name: say.move, exact: true }).click();
    await expect.poll(() => carried('scan.utrecht@contoso.nl')).toBe(contoso.service);

    // Helpdesk looks elsewhere.
    await ask(page, 'POST', '/people', { name: 'Sanne', address: helpdesk, password, role: 'helpdesk' });
    const other = await (await anotherBrowser()).newPage();
    await other.goto(`/accounts/${id}/sign-ins`);
    await signIn(other, helpdesk);
    await expect(other.getByRole('alert').or(other.getByRole('heading', { level: 1 })).first()).toBeVisible();
    await expect(other.getByRole('table')).toHaveCount(0);
  });
}
