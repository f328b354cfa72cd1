// A test mail to the mailbox itself is the proof that it sends: accepted,
// arrived, not arrived yet and unknown are four answers, and no mail goes twice.
import type { Page } from '@playwright/test';
import { expect, type House, test } from '../support/test.ts';
import { contoso } from '../support/steps.ts';
import { mails, ours, ready } from '../support/town.ts';

const words = {
  nl: {
    card: 'Testmail',
    to: 'Aan',
    send: 'Testmail sturen',
    sent: 'Verstuurde testmails',
    proved: 'Wat bewezen is',
    verdict: 'Oordeel',
    reads: 'Lezen: ja',
    sends: 'Verzenden: ja',
    sendsNot: 'Verzenden: nee',
    copied: 'Afzender en Verzonden items: ja',
    cannotSend: 'ImageCapture kan niet versturen vanaf deze mailbox',
    accepted: 'Aangenomen',
    looking: 'Wij zoeken hem in het Postvak IN',
    othersSee: 'Of hij aankwam, ziet de ontvanger',
    arrived: /Bezorgd in \d+ s/,
    cleaned: 'Teruggevonden in het Postvak IN en opgeruimd',
    unknown: 'Onbekend',
    notAgain: 'Wij versturen hem niet vanzelf opnieuw',
    notYet: 'Nog niet bezorgd',
    late: 'aangenomen, maar nog niet aangekomen',
    failed: 'Mislukt',
    sendAs: 'Versturen namens dit adres mag niet',
    giveSendAs: 'Geef de aangemelde persoon Send As op deze mailbox',
    recipient: 'Microsoft accepteert de ontvanger niet',
    away: 'Microsoft heeft een storing',
    details: 'Technische details',
  },
  en: {
    card: 'Test mail',
    to: 'To',
    send: 'Send test mail',
    sent: 'Test mails sent',
    proved: 'What was proved',
    verdict: 'Verdict',
    reads: 'Read: yes',
    sends: 'Send: yes',
    sendsNot: 'Send: no',
    copied: 'Sender and Sent Items: yes',
    cannotSend: 'ImageCapture cannot send from this mailbox',
    accepted: 'Accepted',
    looking: 'We are looking for it in the inbox',
    othersSee: 'Whether it arrived, the recipient sees',
    arrived: /Delivered in \d+ s/,
    cleaned: 'Found in the inbox and cleaned up',
    unknown: 'Unknown',
    notAgain: 'We do not send it again by ourselves',
    notYet: 'Not delivered yet',
    late: 'accepted but has not arrived yet',
    failed: 'Failed',
    sendAs: 'Sending as this address is not allowed',
    giveSendAs: 'Grant the person who signed in Send As on this mailbox',
    recipient: 'Microsoft does not accept the recipient',
    away: 'Microsoft has a problem',
    details: 'Technical details',
  },
} as const;

/** How many times the stand-in was asked to send. */
async function sendings(house: House): Promise<number> {
  return (await house.control('requests?path=sendMail')).requests.length;
}

for (const lang of ['nl', 'en'] as const) {
  const say = words[lang];

  const form = (page: Page) => page.getByRole('region', { name: say.card, exact: true });
  const lines = (page: Page) => page.getByRole('list', { name: say.sent }).getByRole('listitem');

  /** Presses the button, and waits for the line of one more mail. */
  const send = async (page: Page) => {
    const before = await lines(page).count();
    await form(page).getByRole('button', { name: say.send }).click();
    await expect(lines(page)).toHaveCount(before + 1);
    return lines(page).first();
  };

  test(`a mail goes round and is cleaned up, is lost on the way, is late: ${lang}`, async ({ page, house }) => {
    const mailbox = 'facturen@contoso.nl';
    await ready(page, house, lang, [mailbox]);
    const there = await mails(house, mailbox);
    const proved = page.getByRole('list', { name: say.proved });
    await page.goto(`/mailboxes/${mailbox}`);

    // It is under way for a while: accepted is not arrived.
    await house.control('mail/delay', { seconds: 4 });
    const mail = await send(page);
    await expect(mail).toContainText(say.accepted);
    await expect(mail).toContainText(say.looking);
    await expect(proved).toContainText(say.sends);
    await expect(proved).not.toContainText(say.copied);
    // The power fails meanwhile: it is looked for again, not sent again.
    await house.restartBackend('SIGKILL');
    await expect(mail).toContainText(say.arrived);
    await expect(mail).toContainText(say.cleaned);
    await expect(proved).toContainText(say.copied);
    expect(await sendings(house)).toBe(1);
    // Gone from the inbox and from Sent Items, and nothing else with it.
    await expect.poll(() => mails(house, mailbox)).toEqual(there);

    // The connection breaks when Microsoft has it: nobody knows, and nobody sends it again.
    await house.control('mail/delay', { seconds: 3600 });
    await house.control('faults', { endpoint: 'sendMail', cut: 'after' });
    const broken = await send(page);
    await expect(broken).toContainText(say.unknown);
    await expect(broken).toContainText(say.notAgain);
    await house.restartBackend();
    await page.reload();
    await expect(lines(page)).toHaveCount(2);
    await expect(broken).toContainText(say.unknown);
    expect(await sendings(house)).toBe(2);
    // What was proved before is as true as it was.
    await expect(proved).toContainText(say.sends);

    // It does not come in the time it is looked for. Nobody waits two minutes
    // for that here, so that part of the answer is of paper.
    const lost = await send(page);
    await expect(lost).toContainText(say.looking);
    await page.route('**/test-mails', async (route) => {
      const answer = await route.fetch();
      const [newest, ...others] = await answer.json();
      await route.fulfill({ json: [{ ...newest, state: 'not_yet', cause: 'not_arrived' }, ...others] });
    });
    await page.reload();
    await expect(lost).toContainText(say.notYet);
    await expect(lost).toContainText(say.late);
    expect(await sendings(house)).toBe(3);
  });

  test(`what Microsoft refuses to send says why, and who helps: ${lang}`, async ({ page, house }) => {
    const mailbox = 'contracten@contoso.nl';
    await ready(page, house, lang, [mailbox]);
    const proved = page.getByRole('list', { name: say.proved });
    const verdict = page.getByRole('region', { name: say.verdict });
    await page.goto(`/mailboxes/${mailbox}`);

    // It may be opened, and not be sent from.
    const denied = await send(page);
    await expect(denied).toContainText(say.failed);
    await expect(denied).toContainText(say.sendAs);
    await expect(denied).toContainText(say.giveSendAs);
    await denied.getByText(say.details).click();
    await expect(denied.getByText('ErrorSendAsDenied', { exact: true })).toBeVisible();
    await expect(proved).toContainText(say.sendsNot);
    await expect(proved).toContainText(say.reads);
    await expect(verdict.getByRole('heading', { name: say.cannotSend })).toBeVisible();

    // The right is given: the next mail proves it.
    await house.control('rights/give', { mailbox, person: contoso.service, right: 'send_as' });
    await expect(await send(page)).toContainText(say.arrived);
    await expect(proved).toContainText(say.sends);
    await expect(verdict.getByRole('heading', { name: say.cannotSend })).toHaveCount(0);
    await expect.poll(() => ours(house, mailbox)).toEqual([]);

    // A recipient that Microsoft does not take says nothing about the mailbox.
    const to = form(page).getByLabel(say.to, { exact: true });
    await to.fill('iemand@example.com');
    await house.control('faults', { endpoint: 'sendMail', status: 400, code: 'ErrorInvalidRecipients' });
    const refused = await send(page);
    await expect(refused).toContainText(say.failed);
    await expect(refused).toContainText(say.recipient);
    await expect(refused).toContainText('iemand@example.com');
    await expect(to).toHaveValue('iemand@example.com');
    await expect(proved).toContainText(say.sends);

    // Microsoft is not well: refused for now, which is no "no" of the mailbox either.
    await house.control('faults', { endpoint: 'sendMail', status: 503 });
    const unwell = await send(page);
    await expect(unwell).toContainText(say.failed);
    await expect(unwell).toContainText(say.away);
    await expect(proved).toContainText(say.sends);

    // To somebody else, accepted is all that can be known.
    const other = await send(page);
    await expect(other).toContainText(say.accepted);
    await expect(other).toContainText(say.othersSee);
    expect(await sendings(house)).toBe(5);
  });
}
