// What people do, step by step, so that a journey reads like a story.
import { expect, type Page } from '@playwright/test';
import type { House } from './house.ts';

export const password = 'correct horse battery';

/** The demo tenants of the stand-in, as an administrator knows them. */
export const contoso = {
  tenant: 'contoso.nl',
  clientId: '1c0a7e11-c075-4a01-8b01-000000000001',
  secret: 'cnt8Q~demo-only.Contoso_geldig.0123456789',
  service: 'imagecapture@contoso.nl',
};

/** An app whose redirect URI is another one. */
export const withoutRedirect = {
  ...contoso,
  clientId: '1c0a7e11-c075-4a01-8b01-000000000004',
  secret: 'uri8Q~demo-only.Contoso_redirect.01234567',
};

/** An app whose secret ended three days ago. */
export const expired = {
  ...contoso,
  clientId: '1c0a7e11-c075-4a01-8b01-000000000003',
  secret: 'old8Q~demo-only.Contoso_verlopen.01234567',
};

/** A tenant in which only administrators may consent. */
export const lek = {
  tenant: 'gemeente-lek.nl',
  clientId: '1c0a7e11-1ec0-4a01-8b01-000000000001',
  secret: 'lek8Q~demo-only.GemeenteLek_geldig.012345',
  service: 'imagecapture@gemeente-lek.nl',
  admin: 'beheer@gemeente-lek.nl',
};

type App = { tenant: string; clientId: string; secret: string; service: string };

/** The first run: makes the first administrator, who is then signed in. */
export async function firstRun(page: Page, house: House): Promise<void> {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Eerste beheerder' })).toBeVisible();
  await page.getByLabel('Installatiecode').fill(house.setupCode);
  await page.getByLabel('Naam').fill('Mark Bakker');
  await page.getByLabel('E-mailadres').fill('mark@contoso.nl');
  await page.getByLabel('Wachtwoord').fill(password);
  await page.getByRole('button', { name: 'Beheerder maken' }).click();
  await expect(page.getByRole('navigation', { name: 'Hoofdmenu' })).toBeVisible();
}

/** Signs in on the page that asks for it. */
export async function signIn(page: Page, address = 'mark@contoso.nl'): Promise<void> {
  await page.getByLabel('E-mailadres').fill(address);
  await page.getByLabel('Wachtwoord').fill(password);
  await page.getByRole('button', { name: 'Aanmelden' }).click();
}

/** Fills in the first step of the wizard. */
export async function fillIn(page: Page, app: App, name = 'Contoso Scan'): Promise<void> {
  await page.goto('/accounts/new');
  await page.getByLabel('Naam').fill(name);
  await page.getByLabel('Tenant-ID').fill(app.tenant);
  await page.getByLabel('Client-ID').fill(app.clientId);
  await page.getByRole('textbox', { name: 'Clientsecret' }).fill(app.secret);
  await page.getByLabel('Verloopt op').fill('2099-01-01');
}

/** Registers an account; ends on the step of consent. */
export async function register(page: Page, app: App, name = 'Contoso Scan'): Promise<void> {
  await fillIn(page, app, name);
  await page.getByRole('button', { name: 'Verder' }).click();
  await expect(page).toHaveURL(/\/setup\/toestemming$/);
}

/** Goes to Microsoft; ends on its page. */
export async function goToMicrosoft(page: Page, house: House): Promise<void> {
  await page.getByRole('button', { name: /Toestemming geven bij Microsoft|Opnieuw naar Microsoft/ }).click();
  await page.waitForURL(new RegExp(`^${house.microsoftUrl}`));
}

/** Chooses an account at Microsoft and gives its password. */
export async function signInAtMicrosoft(page: Page, person: string): Promise<void> {
  await page.locator(`button[name=account][value="${person}"]`).click();
  const field = page.locator('input[name=passwd]');
  if ((await field.inputValue()) === '') await field.fill('Demo-2026!');
  await page.getByRole('button', { name: 'Aanmelden' }).click();
}

/** The consent page of Microsoft. */
export async function accept(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Accepteren' }).click();
}

/** The whole trip to Microsoft and back, ended well. */
export async function consent(page: Page, house: House, person: string): Promise<void> {
  await goToMicrosoft(page, house);
  await signInAtMicrosoft(page, person);
  await accept(page);
  await expect(page.getByRole('heading', { name: 'Toestemming gegeven' })).toBeVisible();
}

/** A registered account that somebody has consented for. */
export async function connected(page: Page, house: House): Promise<void> {
  await firstRun(page, house);
  await register(page, contoso);
  await consent(page, house, contoso.service);
}

/** Adds a mailbox; ends on its page with its check done. */
export async function addMailbox(page: Page, address: string): Promise<void> {
  await page.goto('/mailboxes/add');
  await page.getByLabel('E-mailadres').fill(address);
  await page.getByRole('button', { name: 'Toevoegen' }).click();
  await expect(page).toHaveURL(new RegExp(`/mailboxes/${encodeURIComponent(address)}|/mailboxes/${address}`));
}

/** One ability in the list of what was proved on the page of a mailbox. */
export function light(page: Page, name: string) {
  return page.getByRole('list', { name: 'Wat bewezen is' }).getByRole('listitem').filter({ hasText: name });
}
