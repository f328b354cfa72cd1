// An account in one of Microsoft's national clouds: found by what is pasted,
// refused in every other cloud, and the same as anywhere once it is connected.
import { expect, test } from '../support/test.ts';
import { accept, contoso, firstRun, signInAtMicrosoft } from '../support/steps.ts';
import { ask, quiet } from '../support/town.ts';

const words = {
  nl: {
    paste: 'Plakvak',
    cloud: 'Microsoft-cloud',
    worldwide: /^Microsoft-cloud: wereldwijd/,
    china: 'China (21Vianet)',
    defense: 'VS defensie (DoD)',
    name: 'Naam',
    next: 'Verder',
    wrong: /hoort bij een andere Microsoft-cloud/,
    unknown: /tenant bestaat niet/,
    portal: 'Open Entra-beheercentrum',
    script: 'Alles in één keer, met een script',
    go: 'Toestemming geven bij Microsoft',
    given: 'Toestemming gegeven',
  },
  en: {
    paste: 'Paste box',
    cloud: 'Microsoft cloud',
    worldwide: /^Microsoft cloud: worldwide/,
    china: 'China (21Vianet)',
    defense: 'US Defense (DoD)',
    name: 'Name',
    next: 'Continue',
    wrong: /belongs to another Microsoft cloud/,
    unknown: /tenant does not exist/,
    portal: 'Open Entra admin center',
    script: 'All at once, with a script',
    go: 'Grant consent at Microsoft',
    given: 'Consent given',
  },
} as const;

for (const lang of ['nl', 'en'] as const) {
  const say = words[lang];

  test(`an account of the cloud in China: ${lang}`, async ({ page, house }) => {
    await firstRun(page, house);
    await house.control('tenants/settings', { tenant: contoso.tenant, cloud: 'china' });
    await page.evaluate((code) => localStorage.setItem('language', code), lang);
    await page.goto('/accounts/new');
    await page.getByRole('textbox', { name: say.name, exact: true }).fill('Contoso Shanghai');
    const values = `tenantId: ${contoso.tenant}\nappId: ${contoso.clientId}\nclientSecret: ${contoso.secret}\nendDateTime: 2099-01-01`;
    await page.getByLabel(say.paste).fill(values);

    // The worldwide cloud is the one of nearly everybody, and not of this tenant.
    const cloud = page.getByRole('combobox', { name: say.cloud });
    await expect(page.getByText(say.worldwide)).toBeVisible();
    await expect(cloud).toBeHidden();
    await page.getByRole('button', { name: say.next }).click();
    await expect(page.getByText(say.wrong).first()).toBeVisible();
    // The choice has opened by itself, and nothing that was filled in is gone.
    await expect(cloud).toBeVisible();
    await cloud.selectOption(say.defense);
    await page.getByRole('button', { name: say.next }).click();
    await expect(page.getByText(say.unknown).first()).toBeVisible();
    expect(await ask(page, 'GET', '/accounts')).toEqual([]);

    // An address is enough to know it.
    await page.getByLabel(say.paste).fill('https://portal.azure.cn/#view/Microsoft_AAD_RegisteredApps');
    await expect(cloud).toHaveValue('china');
    await expect(page.getByRole('link', { name: say.portal })).toHaveAttribute('href', /^https:\/\/portal\.azure\.cn\/#view/);
    await page.getByText(say.script).first().click();
    await expect(page.getByRole('region', { name: say.script })).toContainText('az cloud set --name AzureChinaCloud');
    await page.reload();
    await expect(cloud).toHaveValue('china');
    // The secret is kept nowhere, so the paste comes again.
    await page.getByLabel(say.paste).fill(values);
    await page.getByRole('button', { name: say.next }).click();
    await expect(page).toHaveURL(/\/setup\/toestemming$/);

    await page.getByRole('button', { name: say.go }).click();
    await page.waitForURL(new RegExp(`^${house.microsoftUrl}`));
    expect(decodeURIComponent(page.url())).toContain('https://microsoftgraph.chinacloudapi.cn/Mail.ReadWrite.Shared');
    await signInAtMicrosoft(page, contoso.service);
    await accept(page);
    await expect(page.getByRole('heading', { name: say.given })).toBeVisible();
    const [account] = await ask(page, 'GET', '/accounts');
    await ask(page, 'POST', '/mailboxes', {
      account_id: account.id,
      address: 'facturen@contoso.nl',
      name: 'Facturen',
    });
    await quiet(page);
    const mailbox = await ask(page, 'GET', '/mailboxes/facturen@contoso.nl');
    expect(mailbox.lights.find((light: any) => light.ability === 'read').state).toBe('green');
    await page.goto(`/accounts/${account.id}`);
    await expect(page.getByText(`${say.cloud}: ${say.china}`)).toBeVisible();
  });
}
