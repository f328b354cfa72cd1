//! The trip to Microsoft and back.
//!
//! [`begin`] makes verifier and challenge with `oauth2` and leaves; the
//! verifier stays in this tab, by its state. [`catch`] takes what Microsoft
//! sent back out of the address bar before anything else runs, [`finish`]
//! hands it to the backend, which alone holds the secret and the tokens.

use crate::api::{self, Answer, plain};
use crate::{json, memory, when};
use contract::REDIRECT_PATH;
use contract::asked::{FinishAsked, FinishedAsked, StartAsked};
use contract::catalogue::Cause;
use contract::consents::{
    CONSENT_LIFETIME_MS, Consent, FinishConsent, StartConsent, StartedConsent,
};
use contract::ids::{AccountId, ConsentId};
use contract::time::Timestamp;
use leptos::prelude::window;
use oauth2::basic::BasicClient;
use oauth2::{AuthUrl, ClientId, CsrfToken, PkceCodeChallenge, RedirectUrl, Scope};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use web_sys::UrlSearchParams;

/// Under this, with the state behind it, a trip is kept in the tab.
const KEPT: &str = "consent:";

/// A trip that began in this tab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trip {
    /// The PKCE verifier (RFC 7636 §4.1), until the backend has it.
    pub verifier: Option<String>,
    /// For which account, of whoever is signed in.
    pub account: Option<AccountId>,
    /// The token of the link, of whoever was asked for this and has no session.
    pub asked: Option<String>,
    /// The consent, to watch it by.
    pub consent: ConsentId,
    /// Where an administrator consents for the whole organisation.
    pub admin_link: String,
    /// When it began.
    pub began: Timestamp,
}

/// What a trip is for.
#[derive(Clone)]
pub enum For {
    /// An account, of whoever is signed in.
    Account(AccountId),
    /// An account, for which somebody else than before is to sign in.
    Another(AccountId),
    /// What somebody was asked for with a link: its token.
    Asked(String),
}

thread_local! {
    static CAUGHT: RefCell<Option<FinishConsent>> = const { RefCell::new(None) };
}

/// Goes to Microsoft. On success the page is about to be left.
///
/// # Errors
/// When the backend does not start a consent, or this browser keeps nothing:
/// without its verifier a trip could not be finished.
pub async fn begin(what: For) -> Answer<()> {
    let url = prepare(what).await?;
    window()
        .location()
        .assign(&url)
        .map_err(|_| plain(Cause::Internal))
}

/// Starts a consent and keeps its verifier here.
///
/// # Errors
/// As [`begin`].
pub async fn prepare(what: For) -> Answer<String> {
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let code_challenge = challenge.as_str().to_owned();
    let another = matches!(what, For::Another(_));
    let (starting, account, asked) = match what {
        For::Account(id) | For::Another(id) => {
            let start = StartConsent {
                code_challenge,
                another,
            };
            (api::start_consent(&id, &start), Some(id), None)
        }
        For::Asked(token) => {
            let start = StartAsked {
                token: token.clone(),
                code_challenge,
            };
            (api::start_asked(&start), None, Some(token))
        }
    };
    let started = starting.await?;
    let trip = Trip {
        verifier: Some(verifier.secret().clone()),
        account,
        asked,
        consent: started.id.clone(),
        admin_link: started.admin_consent_url.clone(),
        began: when::now(),
    };
    sweep();
    if !keep(&started.state, &trip) {
        return Err(plain(Cause::Internal));
    }
    authorize_url(&started, challenge).ok_or_else(|| plain(Cause::Malformed))
}

/// Where the browser goes: authorization code with PKCE S256, the answer in
/// the fragment, so that the code reaches no server log. A relay has to see
/// whose answer it is, and gets it in the query.
#[must_use]
pub fn authorize_url(started: &StartedConsent, challenge: PkceCodeChallenge) -> Option<String> {
    let client = BasicClient::new(ClientId::new(started.client_id.clone()))
        .set_auth_uri(AuthUrl::new(started.authorize_endpoint.clone()).ok()?)
        .set_redirect_uri(RedirectUrl::new(started.redirect_uri.clone()).ok()?);
    let state = started.state.clone();
    // Never both: with a login_hint Microsoft skips the choice of account, and
    // prompt=consent would ask again for what was granted.
    let (name, value) = match &started.login_hint {
        Some(hint) => ("login_hint", hint.as_str()),
        None => ("prompt", "select_account"),
    };
    let origin = window().location().origin().unwrap_or_default();
    let straight = started.redirect_uri == [&origin, REDIRECT_PATH].concat();
    let mode = if straight { "fragment" } else { "query" };
    let request = started.scopes.iter().fold(
        client
            .authorize_url(move || CsrfToken::new(state))
            .set_pkce_challenge(challenge)
            .add_extra_param("response_mode", mode)
            .add_extra_param("nonce", started.nonce.as_str())
            .add_extra_param(name, value),
        |request, scope| request.add_scope(Scope::new(scope.clone())),
    );
    Some(request.url().0.into())
}

/// Takes what Microsoft sent back and wipes it from the address bar and the
/// history. Called before the router looks at the address.
pub fn catch() {
    let location = window().location();
    if location.pathname().as_deref() != Ok(REDIRECT_PATH) {
        return;
    }
    let sent = [location.hash(), location.search()];
    let found = sent
        .into_iter()
        .filter_map(Result::ok)
        .find_map(|text| parse(text.get(1..)?));
    if let Ok(history) = window().history() {
        let null = wasm_bindgen::JsValue::NULL;
        let _ = history.replace_state_with_url(&null, "", Some(REDIRECT_PATH));
    }
    CAUGHT.with(|caught| *caught.borrow_mut() = found);
}

/// What [`catch`] took, if anything. It can be taken again until it is let go.
#[must_use]
pub fn caught() -> Option<FinishConsent> {
    CAUGHT.with(|caught| caught.borrow().clone())
}

/// Reads what Microsoft put behind `#` or `?`.
#[must_use]
pub fn parse(text: &str) -> Option<FinishConsent> {
    let params = UrlSearchParams::new_with_str(text).ok()?;
    let sent = FinishConsent {
        state: params.get("state").unwrap_or_default(),
        code: params.get("code"),
        code_verifier: None,
        error: params.get("error"),
        error_subcode: params.get("error_subcode"),
        error_description: params.get("error_description"),
        admin_consent: params.get("admin_consent"),
    };
    (sent != FinishConsent::default()).then_some(sent)
}

/// Hands what came back to the backend, with the verifier this tab kept.
///
/// # Errors
/// When nothing was decided: nobody is signed in, or the backend is away. The
/// verifier stays, so that it can be tried again.
pub async fn finish(mut sent: FinishConsent) -> Answer<Consent> {
    let trip = trip(&sent.state);
    sent.code_verifier = verifier(trip.as_ref());
    let state = sent.state.clone();
    let consent = api::finish_consent(&sent).await?;
    spend(&state, trip);
    Ok(consent)
}

/// The same for whoever was asked with a link.
///
/// # Errors
/// As [`finish`], or because the link works no longer.
pub async fn finish_asked(mut sent: FinishConsent, token: String) -> Answer<FinishedAsked> {
    let trip = trip(&sent.state);
    sent.code_verifier = verifier(trip.as_ref());
    let state = sent.state.clone();
    let reply = FinishAsked { token, reply: sent };
    let finished = api::finish_asked(&reply).await?;
    spend(&state, trip);
    Ok(finished)
}

fn verifier(trip: Option<&Trip>) -> Option<String> {
    trip.and_then(|trip| trip.verifier.clone())
}

/// The verifier is spent; what came of it can be asked for again.
fn spend(state: &str, trip: Option<Trip>) {
    if let Some(mut trip) = trip {
        trip.verifier = None;
        let _ = keep(state, &trip);
    }
}

/// The trip of this tab that has this state.
#[must_use]
pub fn trip(state: &str) -> Option<Trip> {
    read(&[KEPT, state].concat())
}

/// The latest trip of this tab, for one account or for any.
#[must_use]
pub fn latest(account: Option<&AccountId>) -> Option<Trip> {
    memory::names_here()
        .iter()
        .filter(|name| name.starts_with(KEPT))
        .filter_map(|name| read(name))
        .filter(|trip| account.is_none_or(|account| trip.account.as_ref() == Some(account)))
        .max_by_key(|trip| trip.began)
}

/// Keeps a trip in this tab; false when the browser refuses.
#[must_use]
pub fn keep(state: &str, trip: &Trip) -> bool {
    serde_json::to_string(trip).is_ok_and(|text| memory::keep_here(&[KEPT, state].concat(), &text))
}

fn read(name: &str) -> Option<Trip> {
    let trip: Trip = json::read(&memory::recall_here(name)?).ok()?;
    (when::now().0 - trip.began.0 < CONSENT_LIFETIME_MS).then_some(trip)
}

/// Forgets trips that can no longer be finished.
fn sweep() {
    for name in memory::names_here() {
        if name.starts_with(KEPT) && read(&name).is_none() {
            memory::forget_here(&name);
        }
    }
}
