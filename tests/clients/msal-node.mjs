// MSAL Node, as a server-side web app uses it.
import assert from 'node:assert/strict';
import * as msal from '@azure/msal-node';
import { suite } from './support/report.mjs';
import {
  authority,
  base,
  client,
  control,
  host,
  redirectUri,
  service,
  signIn,
  tenant,
} from './support/world.mjs';

const scopes = [
  'https://graph.microsoft.com/Mail.ReadWrite.Shared',
  'https://graph.microsoft.com/Mail.Send.Shared',
];
const { test, run } = suite('MSAL Node');

function application(changes = {}) {
  return new msal.ConfidentialClientApplication({
    auth: {
      clientId: client.id,
      clientSecret: client.secret,
      authority,
      knownAuthorities: [host],
      ...changes,
    },
  });
}

/** The first half of the flow, with PKCE: the code and what belongs to it. */
async function codeFor(app, request = {}) {
  const pkce = await new msal.CryptoProvider().generatePkceCodes();
  const url = await app.getAuthCodeUrl({
    scopes,
    redirectUri,
    state: 'the state of the application',
    nonce: 'the nonce',
    codeChallenge: pkce.challenge,
    codeChallengeMethod: 'S256',
    prompt: 'select_account',
    ...request,
  });
  const { fields } = await signIn(url);
  return { fields, verifier: pkce.verifier };
}

async function signedIn(app, request = {}) {
  const { fields, verifier } = await codeFor(app, request);
  return app.acquireTokenByCode({ ...redemption(fields, verifier), ...request }, fields);
}

/** The second half: everything the library checks is passed to it. */
function redemption(fields, verifier) {
  return {
    scopes,
    redirectUri,
    code: fields.code,
    codeVerifier: verifier,
    state: 'the state of the application',
    nonce: 'the nonce',
  };
}

async function refused(promise, kind) {
  const error = await promise.then(
    () => assert.fail('it was not refused'),
    (error) => error,
  );
  assert.ok(error instanceof kind, `${error.constructor.name}: ${error.message}`);
  return error;
}

test('an authorization code with PKCE becomes tokens and an account', async () => {
  const app = application();
  const { fields, verifier } = await codeFor(app);
  assert.equal(fields.state, 'the state of the application');
  const result = await app.acquireTokenByCode(redemption(fields, verifier), fields);
  assert.equal(result.tenantId, tenant);
  assert.equal(result.account.homeAccountId, `${service.id}.${tenant}`);
  assert.equal(result.account.username, service.upn);
  assert.equal(result.idTokenClaims.nonce, 'the nonce');
  assert.equal(result.idTokenClaims.oid, service.id);
  assert.equal(result.tokenType, 'Bearer');
  for (const scope of scopes) assert.ok(result.scopes.includes(scope), `${result.scopes}`);
  const minutes = (result.expiresOn - Date.now()) / 60_000;
  assert.ok(minutes > 59 && minutes <= 90, `${minutes} minutes`);
});

test('the account stays signed in: from the cache, then by the refresh token', async () => {
  const app = application();
  const first = await signedIn(app);
  const account = first.account;
  const cached = await app.acquireTokenSilent({ scopes, account });
  assert.equal(cached.fromCache, true);
  assert.equal(cached.accessToken, first.accessToken);
  const refreshed = await app.acquireTokenSilent({ scopes, account, forceRefresh: true });
  assert.equal(refreshed.fromCache, false);
  assert.notEqual(refreshed.accessToken, first.accessToken);
  // The rotated refresh token works as well.
  const again = await app.acquireTokenSilent({ scopes, account, forceRefresh: true });
  assert.notEqual(again.accessToken, refreshed.accessToken);
});

test('a token about to expire is refreshed without being asked', async () => {
  await control('switches', { access_token_seconds: 600 });
  const app = application();
  const first = await signedIn(app);
  await control('switches', { access_token_seconds: 60 });
  const short = await app.acquireTokenSilent({
    scopes,
    account: first.account,
    forceRefresh: true,
  });
  const next = await app.acquireTokenSilent({ scopes, account: first.account });
  assert.equal(next.fromCache, false);
  assert.notEqual(next.accessToken, short.accessToken);
  await control('switches', { access_token_seconds: null });
});

test('client credentials give a token of the app itself', async () => {
  const app = application();
  const request = { scopes: ['https://graph.microsoft.com/.default'] };
  const first = await app.acquireTokenByClientCredential(request);
  assert.equal(first.account, null);
  assert.equal(first.fromCache, false);
  const second = await app.acquireTokenByClientCredential(request);
  assert.equal(second.fromCache, true);
  assert.equal(second.accessToken, first.accessToken);
});

test('a client with cp1 gets tokens for a day', async () => {
  const app = application({ clientCapabilities: ['CP1'] });
  const result = await signedIn(app);
  const hours = (result.expiresOn - Date.now()) / 3_600_000;
  assert.ok(hours > 19 && hours <= 28, `${hours} hours`);
});

test('a wrong secret is invalid_client', async () => {
  const app = application({ clientSecret: 'not the secret' });
  const request = { scopes: ['https://graph.microsoft.com/.default'] };
  const error = await refused(app.acquireTokenByClientCredential(request), msal.ServerError);
  assert.equal(error.errorCode, 'invalid_client');
  assert.equal(error.status, 401);
  assert.match(error.errorMessage, /AADSTS7000215/);
});

test('a code is good for one redemption', async () => {
  const app = application();
  const { fields, verifier } = await codeFor(app);
  await app.acquireTokenByCode(redemption(fields, verifier), fields);
  const second = app.acquireTokenByCode(redemption(fields, verifier), fields);
  const error = await refused(second, msal.ServerError);
  assert.equal(error.errorCode, 'invalid_grant');
  assert.match(error.errorMessage, /AADSTS54005/);
});

test('another verifier is refused', async () => {
  const app = application();
  const { fields } = await codeFor(app);
  const { verifier } = await new msal.CryptoProvider().generatePkceCodes();
  const request = redemption(fields, verifier);
  const error = await refused(app.acquireTokenByCode(request, fields), msal.ServerError);
  assert.match(error.errorMessage, /AADSTS501481/);
});

test('another nonce is noticed by the library', async () => {
  const app = application();
  const { fields, verifier } = await codeFor(app);
  const request = { ...redemption(fields, verifier), nonce: 'another' };
  const wrong = app.acquireTokenByCode(request, fields);
  const error = await refused(wrong, msal.ClientAuthError);
  assert.equal(error.errorCode, 'nonce_mismatch');
});

test('a withdrawn consent sends the person back', async () => {
  const app = application();
  const { account } = await signedIn(app);
  await control('consents/withdraw', { tenant, client_id: client.id });
  const silent = app.acquireTokenSilent({ scopes, account, forceRefresh: true });
  const error = await refused(silent, msal.InteractionRequiredAuthError);
  assert.equal(error.subError, 'consent_required');
  assert.match(error.errorMessage, /AADSTS65001/);
});

test('a second factor asked for later sends the person back, with the claims to ask for', async () => {
  const app = application();
  const { account } = await signedIn(app);
  await control('policies/add', { tenant, name: 'MFA', grant: 'mfa', apps: [client.id] });
  const silent = app.acquireTokenSilent({ scopes, account, forceRefresh: true });
  const error = await refused(silent, msal.InteractionRequiredAuthError);
  assert.match(error.errorMessage, /AADSTS50076/);
  assert.match(error.claims, /capolids/);
  await control('policies/remove', { tenant, name: 'MFA' });
});

test('revoked sessions and a disabled account end the grant', async () => {
  const app = application();
  const { account } = await signedIn(app);
  const silent = () => app.acquireTokenSilent({ scopes, account, forceRefresh: true });
  await control('people/disable', { person: service.upn });
  assert.match((await refused(silent(), msal.ServerError)).errorMessage, /AADSTS50057/);
  await control('people/enable', { person: service.upn });
  await control('people/revoke-sessions', { person: service.upn });
  assert.match((await refused(silent(), msal.ServerError)).errorMessage, /AADSTS50173/);
  await new Promise((resolve) => setTimeout(resolve, 5));
});

test('an unknown app and an unknown tenant are said to be so', async () => {
  const unknown = 'dddddddd-0000-4000-8000-000000000009';
  const request = { scopes: ['https://graph.microsoft.com/.default'] };
  const stranger = application({ clientId: unknown }).acquireTokenByClientCredential(request);
  assert.match((await refused(stranger, msal.ServerError)).errorMessage, /AADSTS700016/);
  const elsewhere = application({ authority: `${base}/${unknown}` });
  await refused(elsewhere.acquireTokenByClientCredential(request), msal.ClientAuthError);
});

test('an overloaded token endpoint is left alone for as long as it says', async () => {
  const app = application();
  const { account } = await signedIn(app);
  await control('faults', { endpoint: 'token', status: 429, retry_after: 60, times: 1 });
  const silent = () => app.acquireTokenSilent({ scopes, account, forceRefresh: true });
  await refused(silent(), msal.ServerError);
  const before = await control('requests?path=/token');
  // The second is answered by the library, although the stand-in would again.
  await refused(silent(), msal.ServerError);
  const after = await control('requests?path=/token');
  assert.equal(after.requests.length, before.requests.length);
});

test('plain http is refused by the library', async () => {
  const app = () => application({ authority: authority.replace('https:', 'http:') });
  const request = { scopes: ['https://graph.microsoft.com/.default'] };
  const error = await refused(
    (async () => app().acquireTokenByClientCredential(request))(),
    msal.AuthError,
  );
  assert.equal(error.errorCode, 'authority_uri_insecure');
});

await run();
