// openid-client, an independent OpenID Connect client that checks everything:
// issuer, audience, nonce, hashes and signature.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as oidc from 'openid-client';
import { suite } from './support/report.mjs';
import {
  authority,
  base,
  client,
  control,
  hybrid,
  redirectUri,
  service,
  signIn,
  tenant,
} from './support/world.mjs';

const { test, run } = suite('openid-client');
const issuer = new URL(`${authority}/v2.0`);
const scope = 'openid profile email offline_access https://graph.microsoft.com/User.Read';

/** A configuration in which id_tokens are checked against the published keys. */
async function configured(registration = client) {
  const config = await oidc.discovery(issuer, registration.id, registration.secret);
  oidc.enableNonRepudiationChecks(config);
  return config;
}

/** Through the pages: where the browser ends up, and what was asked for. */
async function authorized(config, parameters = {}) {
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const expectedNonce = oidc.randomNonce();
  const expectedState = oidc.randomState();
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    nonce: expectedNonce,
    state: expectedState,
    ...parameters,
  });
  const { location } = await signIn(url);
  return { url: new URL(location), checks: { pkceCodeVerifier, expectedNonce, expectedState } };
}

async function granted(config) {
  const { url, checks } = await authorized(config);
  return oidc.authorizationCodeGrant(config, url, checks);
}

/** The library's complaint, with that of what lies below it. */
async function complaint(promise) {
  const error = await promise.then(
    () => assert.fail('it was accepted'),
    (error) => error,
  );
  return [error.code, error.message, error.cause?.message, JSON.stringify(error.cause ?? '')].join(' ');
}

test('discovery by tenant id names this issuer and no PKCE methods', async () => {
  const config = await configured();
  const server = config.serverMetadata();
  assert.equal(server.issuer, issuer.href);
  assert.equal(server.token_endpoint, `${authority}/oauth2/v2.0/token`);
  // As at Microsoft: PKCE is enforced and not announced.
  assert.equal(server.supportsPKCE(), false);
  assert.deepEqual(server.id_token_signing_alg_values_supported, ['RS256']);
});

test('discovery of the domain leads to the issuer of the tenant', async () => {
  const url = new URL(`${base}/clienten.nl/v2.0/.well-known/openid-configuration`);
  const document = await (await fetch(url)).json();
  assert.equal(document.issuer, issuer.href);
});

test('code with PKCE: the id_token is right in every way', async () => {
  const config = await configured();
  const tokens = await granted(config);
  const claims = tokens.claims();
  assert.equal(claims.iss, issuer.href);
  assert.equal(claims.aud, client.id);
  assert.equal(claims.tid, tenant);
  assert.equal(claims.oid, service.id);
  assert.equal(claims.preferred_username, service.upn);
  assert.equal(claims.ver, '2.0');
  assert.ok(tokens.refresh_token && tokens.expires_in > 3500);
});

test('the keys carry a certificate whose thumbprint is their id', async () => {
  const { keys } = await (await fetch(`${authority}/discovery/v2.0/keys`)).json();
  for (const key of keys) {
    assert.equal(key.kid, key.x5t);
    const certificate = Buffer.from(key.x5c[0], 'base64');
    assert.equal(createHash('sha1').update(certificate).digest('base64url'), key.x5t);
    assert.equal(key.issuer, issuer.href);
  }
});

test('refreshing gives a new id_token with the same subject', async () => {
  const config = await configured();
  const first = await granted(config);
  const second = await oidc.refreshTokenGrant(config, first.refresh_token, { scope });
  assert.equal(second.claims().sub, first.claims().sub);
  assert.notEqual(second.refresh_token, first.refresh_token);
});

test('userinfo is about the person who signed in', async () => {
  const config = await configured();
  const tokens = await granted(config);
  const info = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
  assert.equal(info.email, service.upn);
});

test('a new signing key is found, and the old one still counts', async () => {
  const config = await configured();
  await granted(config);
  await control('keys/announce', {});
  await control('keys/rotate', {});
  const fresh = await configured();
  const tokens = await granted(fresh);
  const [head] = tokens.id_token.split('.');
  const { keys } = await (await fetch(`${authority}/discovery/v2.0/keys`)).json();
  assert.equal(keys.length, 2);
  assert.equal(JSON.parse(Buffer.from(head, 'base64url')).kid, keys[1].kid);
  await control('keys/retire', {});
  await granted(await configured());
});

for (const [what, order] of [
  ['another issuer', { iss: 'https://evil.example/v2.0' }],
  ['another audience', { aud: 'dddddddd-0000-4000-8000-000000000009' }],
  ['another nonce', { nonce: 'another' }],
  ['an expiry in the past', { expired: true }],
  ['a signature that does not fit', { bad_signature: true }],
  ['no subject', { without: ['sub'] }],
]) {
  test(`an id_token with ${what} is refused`, async () => {
    const config = await configured();
    const { url, checks } = await authorized(config);
    await control('next-id-token', order);
    await complaint(oidc.authorizationCodeGrant(config, url, checks));
    await control('next-id-token', undefined, 'DELETE');
  });
}

test('the errors of the token endpoint are those of the standard', async () => {
  const config = await configured();
  const { url, checks } = await authorized(config);
  const wrong = { ...checks, pkceCodeVerifier: oidc.randomPKCECodeVerifier() };
  assert.match(await complaint(oidc.authorizationCodeGrant(config, url, wrong)), /invalid_grant/);
  const stranger = await oidc.discovery(issuer, client.id, 'not the secret');
  const scope = 'https://graph.microsoft.com/.default';
  assert.match(await complaint(oidc.clientCredentialsGrant(stranger, { scope })), /invalid_client/);
});

test('client credentials by HTTP Basic', async () => {
  const config = await oidc.discovery(
    issuer,
    client.id,
    undefined,
    oidc.ClientSecretBasic(client.secret),
  );
  const scope = 'https://graph.microsoft.com/.default';
  const tokens = await oidc.clientCredentialsGrant(config, { scope });
  assert.equal(tokens.claims(), undefined);
});

test('hybrid: code and id_token together, with c_hash, by form_post', async () => {
  const config = await configured(hybrid);
  oidc.useCodeIdTokenResponseType(config);
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const expectedNonce = oidc.randomNonce();
  const expectedState = oidc.randomState();
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid profile',
    response_mode: 'form_post',
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    nonce: expectedNonce,
    state: expectedState,
  });
  const { location, fields } = await signIn(url);
  const posted = new Request(location, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields),
  });
  const checks = { pkceCodeVerifier, expectedNonce, expectedState };
  const tokens = await oidc.authorizationCodeGrant(config, posted, checks);
  assert.equal(tokens.claims().oid, service.id);
});

test('hybrid: in the fragment when nothing else is asked for', async () => {
  const config = await configured(hybrid);
  oidc.useCodeIdTokenResponseType(config);
  const { url, checks } = await authorized(config, { scope: 'openid profile' });
  assert.ok(url.hash.includes('id_token=') && url.search === '', url.href);
  const tokens = await oidc.authorizationCodeGrant(config, url, checks);
  assert.equal(tokens.claims().tid, tenant);
});

test('implicit: an id_token alone', async () => {
  const config = await configured(hybrid);
  oidc.useIdTokenResponseType(config);
  const expectedNonce = oidc.randomNonce();
  const expectedState = oidc.randomState();
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid profile',
    nonce: expectedNonce,
    state: expectedState,
  });
  const { location } = await signIn(url);
  const claims = await oidc.implicitAuthentication(config, new URL(location), expectedNonce, {
    expectedState,
  });
  assert.equal(claims.oid, service.id);
});

await run();
