// Warnings: where they go, a try-out, and how it arrived.
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, test } from '../support/test.ts';
import { addMailbox, connected, contoso, password } from '../support/steps.ts';
import { ask } from '../support/town.ts';

const words = {
  nl: {
    title: 'Waarschuwingen',
    from: 'Mail vanuit mailbox',
    to: 'Aan',
    hook: 'Webhook',
    silent: 'Stil na zoveel uur',
    save: 'Opslaan',
    test: 'Testbericht sturen',
    secret: 'Ondertekeningssecret',
    renew: 'Nieuw ondertekeningssecret',
    told: 'Verstuurde waarschuwingen',
    nobody: /nog niemand om te waarschuwen/,
    target: /mag geen webhook/,
    unknown: /Kies een mailbox die ImageCapture kent/,
    hours: /van 0 tot 2160/,
    mail: 'Mail: aangenomen',
    hooked: 'Webhook: aangenomen',
    trying: 'Webhook: wordt nog geprobeerd',
  },
  en: {
    title: 'Warnings',
    from: 'Mail from mailbox',
    to: 'To',
    hook: 'Webhook',
    silent: 'Silent after this many hours',
    save: 'Save',
    test: 'Send a test message',
    secret: 'Signing secret',
    renew: 'New signing secret',
    told: 'Warnings sent',
    nobody: /nobody to warn yet/,
    target: /No webhook may go/,
    unknown: /Choose a mailbox that ImageCapture knows/,
    hours: /from 0 to 2160/,
    mail: 'Mail: taken',
    hooked: 'Webhook: taken',
    trying: 'Webhook: being tried',
  },
} as const;

for (const lang of ['nl', 'en'] as const) {
  const say = words[lang];

  test(`warnings go by mail and by webhook, and their settings say what is wrong: ${lang}`, async ({ page, house, anotherBrowser }) => {
    const got: { headers: any; body: string }[] = [];
    let status = 204;
    const receiver = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => (body += part));
      request.on('end', () => {
        got.push({ headers: request.headers, body });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((ready) => receiver.listen(0, '127.0.0.1', ready));
    const port = (receiver.address() as any).port;

    await connected(page, house);
    await addMailbox(page, contoso.service);
    const own = await (await anotherBrowser()).newPage();
    await own.goto('/check');
    await ask(own, 'POST', '/session', { address: 'mark@contoso.nl', password });
    await own.evaluate((code) => localStorage.setItem('language', code), lang);
    await own.goto('/settings');
    await own.getByRole('link', { name: say.title }).click();
    await expect(own.getByRole('heading', { level: 1 })).toHaveText(say.title);

    // Nobody yet.
    await own.getByRole('button', { name: say.test }).click();
    await expect(own.getByRole('alert').filter({ hasText: say.nobody })).toBeVisible();

    // Two mistakes at once: both named, each a way to its field.
    const from = own.getByLabel(say.from);
    const hours = own.getByLabel(say.silent);
    await from.fill('onbekend@contoso.nl');
    await hours.fill('99999');
    await own.getByRole('button', { name: say.save }).click();
    const summary = own.locator('.summary');
    await expect(summary).toBeFocused();
    await expect(summary.getByRole('link')).toHaveCount(2);
    await expect(own.getByText(say.hours).first()).toBeVisible();
    await hours.fill('24');
    const to = own.getByLabel(say.to, { exact: true });
    await to.fill('mark@contoso.nl, sanne.devries@contoso.nl');
    // A mailbox that ImageCapture does not have.
    await own.getByRole('button', { name: say.save }).click();
    await expect(own.getByText(say.unknown).first()).toBeVisible();
    await expect(to).toHaveValue('mark@contoso.nl, sanne.devries@contoso.nl');
    await from.fill(contoso.service);
    // Into somebody's own network.
    const hook = own.getByLabel(say.hook, { exact: true });
    await hook.fill('https://10.0.0.1/hook');
    await own.getByRole('button', { name: say.save }).click();
    await expect(own.getByText(say.target).first()).toBeVisible();
    await hook.fill(`http://127.0.0.1:${port}/hook`);
    await own.screenshot({ path: join(house.folder, `warnings-wrong-${lang}.png`), fullPage: true });
    await own.getByRole('button', { name: say.save }).click();
    const secret = own.getByRole('textbox', { name: say.secret });
    await expect(secret).toHaveValue(/^whsec_/);
    const key = await secret.inputValue();

    await own.getByRole('button', { name: say.test }).click();
    const told = own.getByRole('region', { name: say.told });
    await expect(told.getByRole('listitem').first()).toContainText(say.mail);
    await expect(told.getByRole('listitem').first()).toContainText(say.hooked);
    await own.screenshot({ path: join(house.folder, `warnings-${lang}.png`), fullPage: true });
    const { headers, body } = got[0];
    const signed = createHmac('sha256', Buffer.from(key.slice(6), 'base64'))
      .update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`)
      .digest('base64');
    expect(headers['webhook-signature']).toContain(`v1,${signed}`);
    expect(JSON.stringify(await house.control('state'))).toContain('sanne.devries@contoso.nl');

    // The other side has a bad day: it is tried again, and said so.
    status = 503;
    await own.getByRole('button', { name: say.test }).click();
    await expect(told.getByRole('listitem').first()).toContainText(say.trying);
    await expect(told.getByRole('listitem').first()).toContainText('503');

    // The secret never comes back; another one replaces it.
    await own.reload();
    await expect(own.getByLabel(say.hook, { exact: true })).toHaveValue(/127\.0\.0\.1/);
    await expect(secret).toHaveCount(0);
    await own.getByLabel(say.renew).check();
    await own.getByRole('button', { name: say.save }).click();
    await expect(secret).toHaveValue(/^whsec_/);
    expect(await secret.inputValue()).not.toBe(key);
    await new Promise((closed) => receiver.close(closed));
  });
}
