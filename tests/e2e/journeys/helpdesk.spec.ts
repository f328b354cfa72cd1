// Somebody is on the phone: one field, and a sentence to say. What helpdesk may
// see, and what not.
import { expect, test } from '../support/test.ts';
import { findings } from '../support/axe.ts';
import { contoso, password } from '../support/steps.ts';
import { ask, helpdesk, quiet, ready, signedIn } from '../support/town.ts';

const words = {
  nl: {
    title: 'Mailbox controleren',
    field: 'E-mailadres van de mailbox',
    check: 'Controleren',
    verdict: 'Oordeel',
    runs: 'De controle loopt',
    meanwhile:
      /De controle loopt.*Stap 2 van 2: Lezen.*Laatst bekend: ImageCapture leest, verplaatst en verstuurt mail\..*Uw mailbox is verbonden en werkt/,
    works: 'ImageCapture leest, verplaatst en verstuurt mail',
    sayTitle: 'Zeg tegen de beller',
    nobody: 'Niemand hoeft iets te doen',
    cannotOpen: 'ImageCapture kan deze mailbox niet openen',
    sayStopped: 'Uw mail komt aan en blijft bewaard in uw mailbox',
    who: 'Wie lost dit op',
    giveAccess: 'Geef Full Access op de mailbox',
    owner: 'de eigenaar van de mailbox, of wie Exchange beheert',
    copy: 'Kopieer diagnose',
    report: 'Meld aan Mark Bakker',
    copyLink: 'Kopieer link',
    share: 'Deel diagnose',
    kept: 'Diagnose',
    keptBy: /Zo stond deze mailbox ervoor op .*, bewaard door Sanne de Vries\./,
    unchanged: 'Dit verandert niet meer',
    now: 'Hoe het nu is',
    again: 'Opnieuw controleren',
    keptNot: 'Deze diagnose is er niet (meer)',
    copied: ['Directiesecretariaat <directie@contoso.nl>', 'Fout: ImageCapture kan deze mailbox niet openen', 'Lezen: nee'],
    noAddress: 'Dit is geen e-mailadres',
    notHere: 'Deze mailbox staat niet in ImageCapture',
    onExchange: 'Deze mailbox loopt nog via het oude Exchange-account',
    waitsFor: 'Wacht op proefcontrole',
    where: 'Waar de accounts staan',
    nowhere: 'ImageCapture doet niets met niemand@contoso.nl',
    silent: 'Microsoft antwoordt niet binnen 8 s',
    sayOutage: 'De verbinding met Microsoft is nu gestoord',
    microsoft: 'Microsoft; het herstelt vanzelf',
    noAnswer: 'Microsoft antwoordt niet op tijd',
    forbidden: 'Alleen een beheerder mag dit',
    askThem: /Vraag het aan: .*Mark Bakker/,
    waits: (many: number) => (many === 1 ? '1 bericht wacht' : `${many} berichten wachten`),
    never: 'ImageCapture kwam het laatst mail halennog niet, voor zover bekend',
    sender: 'E-mailadres van de afzender',
    senderCard: 'Is de mail van iemand aangekomen?',
    find: 'Zoek de mail',
    senderNo: 'Nee, de laatste 24 uur kwam er niets van jan@leverancier.example',
    senderYes: /Ja, van jan@leverancier.example kwam het laatst mail op \d+ \S+ om \d\d:\d\d/,
    senderInbox: 'De mail staat in Postvak IN',
    senderJunk: 'De mail staat bij de ongewenste mail',
    full: 'Volledig bewijs',
    testMail: 'Testmail',
    remove: 'Mailbox verwijderen',
    menu: 'Hoofdmenu',
    accounts: 'Graph-accounts',
  },
  en: {
    title: 'Check a mailbox',
    field: 'E-mail address of the mailbox',
    check: 'Check',
    verdict: 'Verdict',
    runs: 'The check is running',
    meanwhile:
      /The check is running.*Step 2 of 2: Read.*Last known: ImageCapture reads, moves and sends mail\..*Your mailbox is connected and works/,
    works: 'ImageCapture reads, moves and sends mail',
    sayTitle: 'Tell the caller',
    nobody: 'Nobody has to do anything',
    cannotOpen: 'ImageCapture cannot open this mailbox',
    sayStopped: 'Your mail arrives and is kept in your mailbox',
    who: 'Who solves this',
    giveAccess: 'Grant Full Access on the mailbox',
    owner: 'the owner of the mailbox, or whoever manages Exchange',
    copy: 'Copy diagnosis',
    report: 'Report to Mark Bakker',
    copyLink: 'Copy link',
    share: 'Share diagnosis',
    kept: 'Diagnosis',
    keptBy: /This is how this mailbox stood on .*, kept by Sanne de Vries\./,
    unchanged: 'This does not change any more',
    now: 'How it is now',
    again: 'Check again',
    keptNot: 'This diagnosis is not there (any more)',
    copied: ['Directiesecretariaat <directie@contoso.nl>', 'Failing: ImageCapture cannot open this mailbox', 'Read: no'],
    noAddress: 'This is not an e-mail address',
    notHere: 'This mailbox is not in ImageCapture',
    onExchange: 'This mailbox still uses the old Exchange account',
    waitsFor: 'To be rehearsed',
    where: 'Where the accounts stand',
    nowhere: 'ImageCapture does nothing with niemand@contoso.nl',
    silent: 'Microsoft does not answer within 8 s',
    sayOutage: 'The connection with Microsoft is disturbed right now',
    microsoft: 'Microsoft; it heals by itself',
    noAnswer: 'Microsoft does not answer in time',
    forbidden: 'Only an administrator may do this',
    askThem: /Ask: .*Mark Bakker/,
    waits: (many: number) => (many === 1 ? '1 message waits' : `${many} messages wait`),
    never: 'ImageCapture last came for mailnot yet, as far as is known',
    sender: 'E-mail address of the sender',
    senderCard: "Did somebody's mail arrive?",
    find: 'Find the mail',
    senderNo: 'No, in the last 24 hours nothing came from jan@leverancier.example',
    senderYes: /Yes, mail from jan@leverancier.example last came on \d+ \S+ at \d\d:\d\d/,
    senderInbox: 'The mail is in the inbox',
    senderJunk: 'The mail is among the junk mail',
    full: 'Full proof',
    testMail: 'Test mail',
    remove: 'Remove mailbox',
    menu: 'Main menu',
    accounts: 'Graph accounts',
  },
} as const;

const works = 'facturen@contoso.nl';
const closed = 'directie@contoso.nl';

for (const lang of ['nl', 'en'] as const) {
  const say = words[lang];

  test(`one field, a verdict, and what to say: ${lang}`, async ({ page, house, anotherBrowser }) => {
    await ready(page, house, lang, [works, closed]);
    await ask(page, 'POST', `/mailboxes/${works}/proofs`, { kind: 'full' });
    await ask(page, 'POST', `/mailboxes/${works}/test-mails`, { to: works, subject: 'x', text: 'x' });
    await quiet(page);
    await expect.poll(async () => (await ask(page, 'GET', `/mailboxes/${works}`)).verdict.state).toBe('ok');
    await ask(page, 'POST', '/people', { name: 'Sanne de Vries', address: helpdesk, password, role: 'helpdesk' });
    const desk = await (await anotherBrowser()).newPage();
    await signedIn(desk, helpdesk, lang);
    const field = desk.getByLabel(say.field);
    const verdict = desk.getByRole('region', { name: say.verdict });
    const check = async (address: string) => {
      await field.fill(address);
      await field.press('Enter');
    };

    // The check is the home of whoever helps callers.
    await desk.goto('/');
    await expect(desk).toHaveURL(/\/check/);
    await expect(desk.getByRole('heading', { level: 1, name: say.title })).toBeVisible();

    // What was known is there at once, and is checked again before one's eyes.
    await house.control('faults', { endpoint: 'graph', mailbox: works, delay_ms: 4000 });
    await check(works);
    await expect(verdict).toHaveText(say.meanwhile);
    await expect(verdict.getByRole('heading', { name: say.works })).toBeVisible();
    await expect(verdict).not.toContainText(say.runs);
    await expect(verdict).toContainText(say.nobody);
    await expect(verdict.getByRole('link', { name: say.report })).toHaveCount(0);

    // No access: what to say, who solves it, and all of it for a ticket.
    await check(closed);
    await expect(verdict.getByRole('heading', { name: say.cannotOpen })).toBeVisible();
    await expect(verdict.getByRole('heading', { name: say.sayTitle }).locator('..')).toContainText(say.sayStopped);
    // Whoever can solve it gets it by mail, in a letter that waits to be sent.
    const letter = await verdict.getByRole('link', { name: say.report }).getAttribute('href');
    const { protocol, searchParams } = new URL(letter as string);
    expect(protocol).toBe('mailto:');
    expect(new URL(letter as string).pathname).toBe('mark@contoso.nl');
    expect(searchParams.get('subject')).toBe(`${closed}: ${say.cannotOpen}`);
    expect(searchParams.get('body')).toContain(say.copied[0]);
    expect(searchParams.get('body')).toMatch(new RegExp(`\r\n${house.panelUrl}/mailboxes/${closed}$`));
    const solver = verdict.getByRole('heading', { name: say.who }).locator('..');
    await expect(solver).toContainText(say.giveAccess);
    await expect(solver).toContainText(say.owner);
    await desk.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const clipboard = () => desk.evaluate(() => navigator.clipboard.readText());
    await verdict.getByRole('button', { name: say.copy }).click();
    await expect.poll(clipboard).toContain('no_mailbox_access');
    const ticket = await clipboard();
    for (const part of [...say.copied, 'ErrorItemNotFound', 'request-id']) expect(ticket).toContain(part);

    // For whoever looks into it later: kept as it is, behind a link.
    await verdict.getByRole('button', { name: say.share }).click();
    await expect(desk.getByRole('heading', { level: 1, name: say.kept })).toBeFocused();
    // Found where it was made.
    await expect(desk.locator('.nav a[aria-current]')).toHaveAttribute('href', '/check');
    await expect(desk.getByText(say.keptBy)).toBeVisible();
    await expect(desk.getByText(say.unchanged)).toBeVisible();
    await expect(verdict.getByRole('heading', { name: say.cannotOpen })).toBeVisible();
    // By the clock: how long ago it was is different for every reader.
    await expect(verdict.locator('time').first()).toHaveText(/\d:\d\d$/);
    await expect(desk.getByRole('region', { name: say.now })).toContainText(say.cannotOpen);
    await desk.getByRole('button', { name: say.copyLink }).click();
    await expect.poll(clipboard).toMatch(/\/diagnose\/[0-9a-f-]{36}$/);
    const link = await clipboard();
    expect(link).toBe(desk.url());
    await desk.getByRole('button', { name: say.copy }).click();
    await expect.poll(clipboard).toContain('ErrorItemNotFound');
    expect(await findings(desk, 'diagnosis')).toEqual([]);

    // Nothing of anybody's mail, and nothing of the app, is in what is passed on.
    await desk.goto('/check');
    await check(works);
    await expect(verdict.getByRole('heading', { name: say.works })).toBeVisible();
    await verdict.getByRole('button', { name: say.copy }).click();
    await expect.poll(clipboard).toContain(works);
    const passedOn = `${ticket}${await clipboard()}${await desk.locator('main').innerText()}`;
    for (const secret of ['Factuur 2026-10433', 'jansengroothandel', 'Energie Midden', contoso.clientId, 'cnt8Q']) {
      expect(passedOn).not.toContain(secret);
    }

    // The right is given while the caller waits.
    await house.control('rights/give', { mailbox: closed, person: contoso.service, right: 'full_access' });
    await check(closed);
    await expect(verdict.getByRole('heading', { name: say.cannotOpen })).toHaveCount(0);
    await quiet(desk);

    // The diagnosis is as it was, and says how it is now.
    await page.goto(link);
    await expect(page.getByText(say.keptBy)).toBeVisible();
    await expect(page.getByRole('region', { name: say.verdict }).getByRole('heading', { name: say.cannotOpen })).toBeVisible();
    const now = page.getByRole('region', { name: say.now });
    await expect(now).not.toContainText(say.cannotOpen);
    await now.getByRole('link', { name: say.again }).click();
    await expect(page).toHaveURL(/\/check\?m=/);
    // Not one that was cut off in a ticket, and not for somebody outside.
    await page.goto(link.slice(0, -4));
    await expect(page.getByRole('heading', { name: say.keptNot })).toBeVisible();
    const stranger = await (await anotherBrowser()).newPage();
    await stranger.goto(link);
    await expect(stranger.locator('input[type=password]')).toBeVisible();
    await expect(stranger.locator('body')).not.toContainText(closed);
  });

  test(`what waits, and whether somebody's mail came: ${lang}`, async ({ page, house, anotherBrowser }) => {
    await ready(page, house, lang, [works]);
    await ask(page, 'POST', '/people', { name: 'Sanne de Vries', address: helpdesk, password, role: 'helpdesk' });
    const desk = await (await anotherBrowser()).newPage();
    await signedIn(desk, helpdesk, lang);
    const verdict = desk.getByRole('region', { name: say.verdict });
    const card = desk.getByRole('region', { name: say.senderCard });
    const sender = desk.getByLabel(say.sender);
    const from = 'jan@leverancier.example';
    const deliver = () => house.control('mail/deliver', { to: works, from: `Jan <${from}>`, subject: 'Offerte 7731' });
    const inbox = async () => (await ask(page, 'POST', `/mailboxes/${works}/arrivals`, {})).inbox.messages;

    const before = await inbox();
    await desk.goto(`/check?m=${works}`);
    await expect(verdict).toContainText(say.waits(before));
    await expect(verdict).toContainText(say.never);
    // No address is said at the field, which keeps what was typed.
    await sender.fill('de leverancier');
    await sender.press('Enter');
    await expect(card.getByRole('alert')).toContainText(say.noAddress);
    await expect(sender).toBeFocused();
    await expect(sender).toHaveValue('de leverancier');
    await sender.fill(from);
    await sender.press('Enter');
    await expect(card.getByRole('status')).toContainText(say.senderNo);
    await expect(card.getByRole('alert')).toHaveCount(0);
    // What is typed stays while the check runs anew, and the answer counts the inbox too.
    await deliver();
    await desk.getByRole('button', { name: say.again }).click();
    await expect(verdict).toContainText(say.waits(before + 1));
    await expect(sender).toHaveValue(from);
    await card.getByRole('button', { name: say.find }).click();
    await expect(card.getByRole('status')).toContainText(say.senderYes);
    await expect(card.getByRole('status')).toContainText(say.senderInbox);
    expect(await findings(desk, 'arrivals')).toEqual([]);
    // It is not taken for an answer about what is typed next.
    await sender.fill('de ander');
    await sender.press('Enter');
    await expect(card.getByRole('alert')).toContainText(say.noAddress);
    await expect(card.getByRole('status')).toHaveText('');
    await sender.fill(from);
    expect(desk.url()).not.toContain('leverancier');

    // The next one is taken for junk.
    await house.control('mail/deliver', { to: works, from, subject: 'Offerte 7732', folder: 'junkemail' });
    await sender.press('Enter');
    await expect(card.getByRole('status')).toContainText(say.senderJunk);
    await expect(verdict).toContainText(say.waits(before + 1));

    // Microsoft stays away: the answer says so, and what was known stays.
    await house.control('faults', { endpoint: 'graph', times: 1, status: 503 });
    await sender.press('Enter');
    await expect(card.getByRole('status')).not.toContainText(say.senderJunk);
    await expect(card.getByRole('status')).toHaveText(/Microsoft/);
    await expect(sender).toHaveValue(from);
    await expect(verdict).toContainText(say.waits(before + 1));
    await expect(desk.locator('body')).not.toContainText('Offerte');
    const copied = verdict.getByRole('button', { name: say.copy });
    await desk.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await copied.click();
    await expect.poll(() => desk.evaluate(() => navigator.clipboard.readText())).not.toContain('leverancier');

    // Nobody fetches anything from a mailbox that only sends.
    const { account_id } = await ask(page, 'GET', `/mailboxes/${works}`);
    await ask(page, 'POST', '/mailboxes', { account_id, address: contoso.service, purposes: ['export_job'] });
    await desk.goto(`/check?m=${contoso.service}`);
    const asked = desk.waitForResponse(/\/arrivals$/);
    await desk.getByRole('button', { name: say.again }).click();
    await asked;
    await expect(verdict).not.toContainText(say.runs);
    await expect(verdict.locator('.chk')).toHaveCount(1);
    await expect(sender).toHaveCount(0);
  });

  test(`no address, no mailbox, no answer, no business of helpdesk's: ${lang}`, async ({ page, house, anotherBrowser }) => {
    await ready(page, house, lang, [works]);
    await ask(page, 'POST', '/people', { name: 'Sanne de Vries', address: helpdesk, password, role: 'helpdesk' });
    const desk = await (await anotherBrowser()).newPage();
    await signedIn(desk, helpdesk, lang);
    const field = desk.getByLabel(say.field);
    const verdict = desk.getByRole('region', { name: say.verdict });

    await desk.goto('/check');
    await field.fill('facturen');
    await desk.getByRole('button', { name: say.check, exact: true }).click();
    await expect(desk.getByRole('alert').filter({ hasText: say.noAddress })).toBeVisible();
    await field.fill('niemand@contoso.nl');
    await field.press('Enter');
    await expect(desk.getByRole('heading', { name: say.notHere })).toBeVisible();
    await expect(desk.getByText(say.nowhere)).toBeVisible();
    // One that waits for its migration is known, and says so.
    const old = { address: 'archief@contoso.nl', purposes: ['import'], server: 'outlook.office365.com' };
    await ask(page, 'POST', '/exchange-accounts', { accounts: [old] });
    await field.fill(old.address);
    await field.press('Enter');
    await expect(verdict.getByRole('heading', { name: say.onExchange })).toBeVisible();
    await expect(verdict).toContainText(say.waitsFor);
    await expect(verdict).toContainText(say.sayTitle);
    expect(await findings(desk, 'on-exchange')).toEqual([]);
    // How the migration goes on is theirs to see, and nothing of it to press.
    await desk.goto('/migration');
    await expect(desk.getByRole('region', { name: say.where })).toContainText(`${say.waitsFor}1`);
    await expect(desk.getByRole('main').getByRole('link', { name: /importeren|import/i })).toHaveCount(0);
    await desk.goto('/check');

    // Microsoft stays silent: that is said in time, and the check goes on.
    await house.control('faults', { endpoint: 'graph', mailbox: works, delay_ms: 11_000, cut: 'before' });
    await field.fill(works);
    await field.press('Enter');
    await expect(verdict).toContainText(say.runs);
    await expect(verdict.getByText(say.silent)).toBeVisible();
    await expect(verdict).toContainText(say.sayOutage);
    await expect(verdict).toContainText(say.microsoft);
    await expect(verdict).not.toContainText(say.runs);
    await expect(verdict).toContainText(say.noAnswer);
    await expect(verdict.getByText(say.silent)).toHaveCount(0);

    // The pages of administrators say who may, and the mailbox has only what helpdesk may do.
    for (const path of ['/accounts', '/mailboxes/add', '/people']) {
      await desk.goto(path);
      await expect(desk.getByRole('heading', { level: 1 })).toContainText(say.forbidden);
      await expect(desk.getByRole('main')).toHaveText(say.askThem);
    }
    await expect(desk.getByRole('navigation', { name: say.menu })).not.toContainText(say.accounts);
    await desk.goto(`/mailboxes/${works}`);
    await expect(desk.getByRole('button', { name: say.check, exact: true })).toBeVisible();
    await expect(desk.getByRole('button', { name: say.full })).toHaveCount(0);
    await expect(desk.getByRole('button', { name: say.remove })).toHaveCount(0);
    await expect(desk.getByRole('region', { name: say.testMail, exact: true })).toHaveCount(0);
    // The server says the same to whoever asks past the panel.
    for (const [method, path, body] of [
      ['POST', `/mailboxes/${works}/proofs`, { kind: 'full' }],
      ['POST', `/mailboxes/${works}/test-mails`, { to: works, subject: 'x', text: 'x' }],
      ['DELETE', `/mailboxes/${works}`, undefined],
      ['GET', '/accounts', undefined],
    ] as const) {
      await expect(ask(desk, method, path, body)).rejects.toThrow(/403/);
    }
  });
}
