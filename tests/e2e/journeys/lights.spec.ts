// What a mailbox can do, proved by doing it: each light with its own date, and
// nothing of ours left in the mailbox.
import type { Page } from '@playwright/test';
import { expect, type House, test } from '../support/test.ts';
import { contoso } from '../support/steps.ts';
import { mails, ours, ready } from '../support/town.ts';

const words = {
  nl: {
    list: 'Wat bewezen is',
    names: { signIn: 'Aanmelden', read: 'Lezen', modify: 'Wijzigen', move: 'Verplaatsen' },
    yes: 'ja',
    no: 'nee',
    unknown: 'onbekend',
    never: 'nog niet getest',
    check: 'Controleren',
    full: 'Volledig bewijs',
    verdict: 'Oordeel',
    cannotOpen: 'ImageCapture kan deze mailbox niet openen',
    cannotModify: 'ImageCapture leest mail, maar kan niets wijzigen',
    cannotMove: 'ImageCapture leest mail, maar kan niets verplaatsen',
    cannotSignIn: 'ImageCapture kan zich niet aanmelden bij Microsoft',
    noAccess: /geen toegang tot deze mailbox/,
    giveAccess: 'Geef Full Access op de mailbox.',
    permission: /toestemming bevat dit recht niet/,
    throttled: /Microsoft vraagt om rust/,
    unwell: /Microsoft heeft een storing/,
    ended: /Microsoft heeft de aanmelding beëindigd/,
    details: 'Technische details',
  },
  en: {
    list: 'What was proved',
    names: { signIn: 'Sign in', read: 'Read', modify: 'Modify', move: 'Move' },
    yes: 'yes',
    no: 'no',
    unknown: 'unknown',
    never: 'not tested yet',
    check: 'Check',
    full: 'Full proof',
    verdict: 'Verdict',
    cannotOpen: 'ImageCapture cannot open this mailbox',
    cannotModify: 'ImageCapture reads mail but cannot change any',
    cannotMove: 'ImageCapture reads mail but cannot move any',
    cannotSignIn: 'ImageCapture cannot sign in at Microsoft',
    noAccess: /no access to this mailbox/,
    giveAccess: 'Grant Full Access on the mailbox.',
    permission: /consent does not include this permission/,
    throttled: /Microsoft is throttling/,
    unwell: /Microsoft has a problem/,
    ended: /Microsoft has ended the sign-in/,
    details: 'Technical details',
  },
} as const;

type Names = keyof (typeof words)['nl']['names'];

/** What a person does on the page of a mailbox, and sees there. */
function onPage(page: Page, say: (typeof words)['nl' | 'en']) {
  const line = (name: Names) =>
    page.getByRole('list', { name: say.list }).getByRole('listitem').filter({ hasText: `${say.names[name]}:` });
  return {
    line,
    verdict: page.getByRole('region', { name: say.verdict }),
    /** Until every one of these lights says this. */
    async shine(expected: Partial<Record<Names, string>>) {
      for (const [name, word] of Object.entries(expected)) {
        await expect(line(name as Names)).toContainText(`${say.names[name as Names]}: ${word}`);
      }
    },
    /** When each of these was proved. */
    dates: (...names: Names[]) =>
      Promise.all(names.map((name) => line(name).locator('time').first().getAttribute('datetime'))),
    /** Presses it, and waits until the proof it starts is over. */
    async press(button: 'check' | 'full') {
      const it = page.getByRole('button', { name: say[button], exact: true });
      const started = page.waitForResponse((answer) => answer.url().endsWith('/proofs'));
      await it.click();
      await started;
      await expect(it).not.toHaveAttribute('aria-busy', 'true');
      await expect(it).not.toHaveAttribute('aria-disabled', 'true');
    },
  };
}

/** The next calls about this mailbox go well, and the one after that does not. */
async function after(house: House, calls: number, mailbox: string, fault: object): Promise<void> {
  await house.control('faults', { endpoint: 'graph', mailbox, delay_ms: 1, times: calls });
  await house.control('faults', { endpoint: 'graph', mailbox, ...fault });
}

for (const lang of ['nl', 'en'] as const) {
  const say = words[lang];

  test(`each light is proved by itself and dated by itself, and nothing stays behind: ${lang}`, async ({ page, house }) => {
    const works = 'facturen@contoso.nl';
    await ready(page, house, lang, [works]);
    const { line, verdict, shine, dates, press } = onPage(page, say);
    await page.goto(`/mailboxes/${works}`);
    await shine({ signIn: say.yes, read: say.yes, modify: say.never, move: say.never });
    const there = await mails(house, works);

    await press('full');
    await shine({ signIn: say.yes, read: say.yes, modify: say.yes, move: say.yes });
    expect(await ours(house, works)).toEqual([]);
    const first = await dates('signIn', 'read', 'modify', 'move');

    // A check reads, and says nothing new about the rest.
    await press('check');
    await expect.poll(() => dates('signIn', 'read')).not.toEqual(first.slice(0, 2));
    expect(await dates('modify', 'move')).toEqual(first.slice(2));
    // What was in the mailbox is as it was.
    expect(await mails(house, works)).toEqual(there);

    // Microsoft asks for rest: that is no "no", and the verdict stays what it was.
    const before = await verdict.getByRole('heading').textContent();
    await house.control('faults', { endpoint: 'graph', mailbox: works, status: 429, retry_after: 1 });
    await press('check');
    await shine({ signIn: say.yes, read: say.unknown, modify: say.yes });
    await expect(line('read')).toContainText(say.throttled);
    await expect(verdict.getByRole('heading')).toHaveText(before ?? '');

    // It is away in the middle of a full proof: what was not reached keeps its date.
    await after(house, 2, works, { status: 503 });
    await press('full');
    await shine({ read: say.yes, modify: say.unknown, move: say.yes });
    await expect(line('modify')).toContainText(say.unwell);
    expect(await dates('move')).toEqual(first.slice(3));

    // And when it is well again, so is everything here.
    await press('full');
    await shine({ signIn: say.yes, read: say.yes, modify: say.yes, move: say.yes });
    expect(await ours(house, works)).toEqual([]);
  });

  test(`what is refused says what, why, and who helps: ${lang}`, async ({ page, house }) => {
    const [closed, readOnly, stuck] = ['directie@contoso.nl', 'scan.utrecht@contoso.nl', 'scan.zwolle@contoso.nl'];
    // Tokens that end soon, so that what was revoked shows at the next check.
    await house.control('switches', { access_token_seconds: 60 });
    await house.control('rights/take', { mailbox: readOnly, person: contoso.service, right: 'full_access' });
    await house.control('folders/share', { mailbox: readOnly, folder: 'inbox', person: contoso.service, access: 'read' });
    await ready(page, house, lang, [closed, readOnly, stuck]);
    const { line, verdict, shine, dates, press } = onPage(page, say);

    // Nobody gave access: Microsoft says that there is nothing.
    await page.goto(`/mailboxes/${closed}`);
    await shine({ signIn: say.yes, read: say.no, modify: say.never, move: say.never });
    await expect(verdict.getByRole('heading', { name: say.cannotOpen })).toBeVisible();
    await expect(verdict).toContainText(say.giveAccess);
    await line('read').getByText(say.details).click();
    await expect(line('read').getByText('ErrorItemNotFound')).toBeVisible();
    await house.control('rights/give', { mailbox: closed, person: contoso.service, right: 'full_access' });
    await press('full');
    await shine({ read: say.yes, modify: say.yes, move: say.yes });

    // Rights to read alone: reading is green, and changing is refused.
    await page.goto(`/mailboxes/${readOnly}`);
    await press('full');
    await shine({ read: say.yes, modify: say.no, move: say.never });
    await expect(verdict.getByRole('heading', { name: say.cannotModify })).toBeVisible();
    await expect(line('modify')).toContainText(say.noAccess);
    expect(await ours(house, readOnly)).toEqual([]);

    // Moving is refused when the draft is there already: it is removed all the same.
    await after(house, 3, stuck, { status: 403, code: 'ErrorAccessDenied' });
    await page.goto(`/mailboxes/${stuck}`);
    await press('full');
    await shine({ read: say.yes, modify: say.yes, move: say.no });
    await expect(verdict.getByRole('heading', { name: say.cannotMove })).toBeVisible();
    await expect(line('move')).toContainText(say.permission);
    await expect.poll(() => ours(house, stuck)).toEqual([]);

    // The grant is revoked at Microsoft: that is about signing in, not about the rest.
    const before = await dates('read', 'modify');
    await house.control('people/revoke-sessions', { person: contoso.service });
    await press('check');
    await shine({ signIn: say.no, read: say.yes, modify: say.yes });
    await expect(line('signIn')).toContainText(say.ended);
    await expect(verdict.getByRole('heading', { name: say.cannotSignIn })).toBeVisible();
    await line('signIn').getByText(say.details).click();
    await expect(line('signIn').getByText('AADSTS50173', { exact: true })).toBeVisible();
    expect(await dates('read', 'modify')).toEqual(before);
  });
}
