"""MSAL Python, as a server-side web app uses it."""

import json
import os
import re
import sys
import time
import traceback
from html import unescape
from urllib.parse import parse_qs, urljoin, urlparse

import msal
import requests

BASE = os.environ["STAND_IN"]
TENANT = "c11e0000-0000-4000-8000-000000000001"
AUTHORITY = f"{BASE}/{TENANT}"
CLIENT = "c11e0000-0000-4000-8000-00000000c001"
SECRET = "cli8Q~client-libraries.0123456789.abcdefg"
REDIRECT = "http://localhost:3000/signed-in"
PERSON = "svc@clienten.nl"
PERSON_ID = "c11e0000-0000-4000-8000-0000000000a1"
PASSWORD = "Clients-2026!"
SCOPES = [
    "https://graph.microsoft.com/Mail.ReadWrite.Shared",
    "https://graph.microsoft.com/Mail.Send.Shared",
]
APP_SCOPES = ["https://graph.microsoft.com/.default"]

TESTS = []


def test(title):
    def register(run):
        TESTS.append((title, run))
        return run

    return register


def application(**changes):
    settings = {
        "client_credential": SECRET,
        "authority": AUTHORITY,
        "instance_discovery": False,
        **changes,
    }
    return msal.ConfidentialClientApplication(settings.pop("client_id", CLIENT), **settings)


def control(path, body=None, method=None):
    method = method or ("GET" if body is None else "POST")
    data = None if body is None else json.dumps(body)
    answer = requests.request(method, f"{BASE}/control/{path}", data=data)
    answer.raise_for_status()
    return answer.json()


def sign_in(url):
    """Goes through the pages as a browser does; answers what comes back."""
    browser = requests.Session()
    browser.headers["accept-language"] = "en"
    answer = browser.get(url, allow_redirects=False)
    for _ in range(8):
        if "location" in answer.headers:
            parts = urlparse(answer.headers["location"])
            found = parse_qs(parts.query or parts.fragment)
            return {name: values[0] for name, values in found.items()}
        page = answer.text
        action = re.search(r'<form[^>]*action="([^"]*)"', page)
        assert action, f"a page without a form: {answer.status_code} {page[:300]}"
        hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page)
        fields = {name: unescape(value) for name, value in hidden}
        if 'name="account"' in page and "Pick an account" in page:
            fields["account"] = PERSON
        elif 'name="passwd"' in page:
            fields.update(loginfmt=PERSON, passwd=PASSWORD)
        elif 'name="decision"' in page:
            fields["decision"] = "accept"
        else:
            raise AssertionError(f"nothing to fill in: {answer.status_code} {page[:300]}")
        target = urljoin(BASE, unescape(action[1]))
        answer = browser.post(target, data=fields, allow_redirects=False)
    raise AssertionError("the sign-in does not end")


def signed_in(app, **request):
    flow = app.initiate_auth_code_flow(
        SCOPES, redirect_uri=REDIRECT, prompt="select_account", **request
    )
    result = app.acquire_token_by_auth_code_flow(flow, sign_in(flow["auth_uri"]))
    assert "access_token" in result, result
    return result


def silently(cache):
    """Refreshes with a library that remembers the tokens and no earlier answer:
    it repeats a refusal for two minutes by itself."""
    app = application(token_cache=cache)
    account = app.get_accounts()[0]
    return app.acquire_token_silent_with_error(SCOPES, account, force_refresh=True)


@test("an authorization code with PKCE becomes tokens and an account")
def _():
    app = application()
    flow = app.initiate_auth_code_flow(SCOPES, redirect_uri=REDIRECT, prompt="select_account")
    assert "code_challenge_method=S256" in flow["auth_uri"]
    result = app.acquire_token_by_auth_code_flow(flow, sign_in(flow["auth_uri"]))
    claims = result["id_token_claims"]
    assert claims["oid"] == PERSON_ID and claims["tid"] == TENANT, claims
    assert claims["aud"] == CLIENT and claims["preferred_username"] == PERSON, claims
    assert set(SCOPES) <= set(result["scope"].split()), result["scope"]
    (account,) = app.get_accounts()
    assert account["home_account_id"] == f"{PERSON_ID}.{TENANT}", account
    assert account["username"] == PERSON


@test("the account stays signed in: from the cache, then by the refresh token")
def _():
    app = application()
    first = signed_in(app)
    account = app.get_accounts(username=PERSON)[0]
    cached = app.acquire_token_silent(SCOPES, account)
    assert cached["token_source"] == "cache", cached
    assert cached["access_token"] == first["access_token"]
    refreshed = app.acquire_token_silent(SCOPES, account, force_refresh=True)
    assert refreshed["token_source"] == "identity_provider", refreshed
    assert refreshed["access_token"] != first["access_token"]
    again = app.acquire_token_silent(SCOPES, account, force_refresh=True)
    assert again["access_token"] != refreshed["access_token"]


@test("a token about to expire is refreshed without being asked")
def _():
    app = application()
    control("switches", {"access_token_seconds": 60})
    first = signed_in(app)
    account = app.get_accounts()[0]
    again = app.acquire_token_silent(SCOPES, account)
    assert again["access_token"] != first["access_token"]
    control("switches", {"access_token_seconds": None})


@test("client credentials give a token of the app itself")
def _():
    app = application()
    first = app.acquire_token_for_client(APP_SCOPES)
    assert first["token_source"] == "identity_provider", first
    second = app.acquire_token_for_client(APP_SCOPES)
    assert second["token_source"] == "cache"
    assert second["access_token"] == first["access_token"]


@test("discovery through the stand-in's own list of instances")
def _():
    app = application(instance_discovery=f"{BASE}/common/discovery/instance")
    assert "access_token" in app.acquire_token_for_client(APP_SCOPES)


@test("the issuer is the one that was configured")
def _():
    app = msal.ConfidentialClientApplication(
        CLIENT, client_credential=SECRET, oidc_authority=f"{AUTHORITY}/v2.0"
    )
    assert "access_token" in app.acquire_token_for_client(APP_SCOPES)


@test("a client with cp1 gets tokens for a day")
def _():
    result = signed_in(application(client_capabilities=["CP1"]))
    assert 19 * 3600 < result["expires_in"] <= 28 * 3600, result["expires_in"]


@test("a wrong secret is invalid_client")
def _():
    result = application(client_credential="not the secret").acquire_token_for_client(APP_SCOPES)
    assert result["error"] == "invalid_client", result
    assert result["error_codes"] == [7000215], result


@test("a code is good for one redemption")
def _():
    app = application()
    flow = app.initiate_auth_code_flow(SCOPES, redirect_uri=REDIRECT, prompt="select_account")
    back = sign_in(flow["auth_uri"])
    assert "access_token" in app.acquire_token_by_auth_code_flow(flow, back)
    again = app.acquire_token_by_auth_code_flow(flow, back)
    assert again["error"] == "invalid_grant" and again["error_codes"] == [54005], again


@test("another nonce and another state are noticed by the library")
def _():
    app = application()
    flow = app.initiate_auth_code_flow(SCOPES, redirect_uri=REDIRECT, prompt="select_account")
    back = sign_in(flow["auth_uri"])
    try:
        app.acquire_token_by_auth_code_flow(flow, {**back, "state": "another"})
        raise AssertionError("the state was accepted")
    except ValueError:
        pass
    control("next-id-token", {"nonce": "another"})
    try:
        app.acquire_token_by_auth_code_flow(flow, back)
        raise AssertionError("the nonce was accepted")
    except RuntimeError:
        pass


@test("a withdrawn consent, a second factor, a disabled account, revoked sessions")
def _():
    cache = msal.SerializableTokenCache()
    signed_in(application(token_cache=cache))
    control("policies/add", {"tenant": TENANT, "name": "MFA", "grant": "mfa", "apps": [CLIENT]})
    result = silently(cache)
    assert 50076 in result["error_codes"] and "capolids" in result["claims"], result
    control("policies/remove", {"tenant": TENANT, "name": "MFA"})
    control("people/disable", {"person": PERSON})
    assert silently(cache)["error_codes"] == [50057]
    control("people/enable", {"person": PERSON})
    control("consents/withdraw", {"tenant": TENANT, "client_id": CLIENT})
    result = silently(cache)
    assert result["error_codes"] == [65001] and result["suberror"] == "consent_required", result
    scopes = ["openid", "profile", "offline_access", "Mail.ReadWrite.Shared", "Mail.Send.Shared"]
    control("consents/grant", {"tenant": TENANT, "client_id": CLIENT, "scopes": scopes})
    assert "access_token" in silently(cache)
    control("people/revoke-sessions", {"person": PERSON})
    result = silently(cache)
    assert result["error"] == "invalid_grant" and result["error_codes"] == [50173], result
    time.sleep(0.005)


@test("a failing token endpoint is an exception, not an answer")
def _():
    app = application()
    control("faults", {"endpoint": "token", "status": 503})
    try:
        app.acquire_token_for_client(APP_SCOPES)
        raise AssertionError("it was an answer")
    except msal.exceptions.MsalServiceError as error:
        assert "503" in str(error), error


@test("an unknown tenant and plain http are refused by the library")
def _():
    for authority in [
        f"{BASE}/dddddddd-0000-4000-8000-000000000009",
        AUTHORITY.replace("https:", "http:"),
    ]:
        try:
            application(authority=authority).acquire_token_for_client(APP_SCOPES)
            raise AssertionError("it was accepted")
        except ValueError:
            pass


def main():
    failed = False
    for title, run in TESTS:
        try:
            run()
            print(f"ok MSAL Python: {title}")
        except Exception as why:
            failed = True
            place = traceback.extract_tb(why.__traceback__)[-1]
            reason = f"{type(why).__name__} {why}".replace("\n", " | ")[:600]
            print(f"not ok MSAL Python: {title}: line {place.lineno}: {reason}")
    sys.exit(1 if failed else 0)


main()
