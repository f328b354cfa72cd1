//! Who calls Graph: the access token in `Authorization`, checked cheaply.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use serde_json::Value;

use crate::base::clock::Moment;
use crate::control::issued::Sensitive;
use crate::directory::state::State;
use crate::entra::authenticate::SignedIn;
use crate::entra::claims;
use crate::entra::conditional::{self, Verdict};
use crate::graph::error::{self, GraphError};
use crate::world::World;

/// Tokens are dropped from memory all at once beyond this number; those still
/// in use are read again from their signature.
const MOST: usize = 50_000;

/// What a valid access token says.
#[derive(Debug)]
pub(crate) struct Caller {
    pub(crate) tenant: String,
    pub(crate) object_id: String,
    pub(crate) app: String,
    /// The sign-in name in lower case, as Exchange rights name it; empty for
    /// an app.
    pub(crate) login: String,
    /// `None` for a token of an app itself.
    scopes: Option<Vec<String>>,
    issued: Moment,
    not_before: Moment,
    expires: Moment,
    for_graph: bool,
    /// The client answers claims challenges.
    continuous: bool,
    /// A second factor was given.
    mfa: bool,
}

impl Caller {
    fn from_claims(claims: &Value) -> Option<Self> {
        let text = |name: &str| claims.get(name).and_then(Value::as_str).map(str::to_owned);
        let time = |name: &str| {
            claims
                .get(name)
                .and_then(Value::as_i64)
                .map(Moment::from_seconds)
        };
        let lists = |name: &str, value: &str| {
            let all = claims.get(name).and_then(Value::as_array);
            all.is_some_and(|all| all.iter().any(|one| one == value))
        };
        Some(Self {
            tenant: text("tid")?,
            object_id: text("oid")?,
            app: text("appid")?,
            login: text("unique_name").unwrap_or_default().to_lowercase(),
            scopes: text("scp").map(|scp| scp.split(' ').map(str::to_owned).collect()),
            issued: text("aio")
                .and_then(|aio| claims::exactly_issued(&aio))
                .or_else(|| time("iat"))?,
            not_before: time("nbf")?,
            expires: time("exp")?,
            for_graph: text("aud").is_some_and(|aud| aud.contains("graph")),
            continuous: lists("xms_cc", "cp1"),
            mfa: lists("amr", "mfa"),
        })
    }

    pub(crate) fn is_app(&self) -> bool {
        self.scopes.is_none()
    }

    pub(crate) fn may(&self, any_of: &[&str]) -> bool {
        self.scopes
            .iter()
            .flatten()
            .any(|held| any_of.contains(&held.as_str()))
    }
}

/// Tokens that have been issued or read before, so that a Graph call costs a
/// look-up and no signature check.
#[derive(Default)]
pub(crate) struct TokenCache {
    known: RwLock<HashMap<String, Arc<Caller>>>,
}

impl TokenCache {
    pub(crate) fn remember(&self, token: &str, claims: &Value) -> Option<Arc<Caller>> {
        let caller = Arc::new(Caller::from_claims(claims)?);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(token.to_owned(), Arc::clone(&caller));
        Some(caller)
    }

    fn get(&self, token: &str) -> Option<Arc<Caller>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.get(token).cloned()
    }

    pub(crate) fn clear(&self) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.clear();
    }
}

/// The claims of an access token that the stand-in made.
fn open(world: &World, token: &str) -> Option<Value> {
    let (text, mark) = token.rsplit_once('.')?;
    let (_, body) = text.split_once('.')?;
    if !world.sealer().is_marked(text, mark) {
        return None;
    }
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(body).ok()?).ok()
}

/// The caller of a request, or Graph's 401.
pub(crate) fn of(world: &World, headers: &HeaderMap) -> Result<Arc<Caller>, GraphError> {
    let header = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    let token = match header.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
        _ => "",
    };
    if token.is_empty() {
        return Err(error::no_token());
    }
    let caller = match world.tokens.get(token) {
        Some(caller) => caller,
        None => {
            world.ledger.note(Sensitive::AccessToken, token);
            open(world, token)
                .and_then(|claims| world.tokens.remember(token, &claims))
                .ok_or_else(error::bad_token)?
        }
    };
    let now = world.clock.now();
    // Microsoft allows five minutes of difference between clocks.
    if now >= caller.expires || now.plus_seconds(300) < caller.not_before {
        return Err(error::expired_token());
    }
    if !caller.for_graph {
        return Err(error::wrong_audience());
    }
    if caller.continuous {
        world.read(|state| evaluate(state, &caller, now))?;
    }
    Ok(caller)
}

/// Whether something has happened since the token was issued that a client
/// with `cp1` is told of. Others keep their tokens until they expire.
/// Microsoft: "Continuous access evaluation".
fn evaluate(state: &State, caller: &Caller, now: Moment) -> Result<(), GraphError> {
    const REVOKED: &str = "TokenIssuedBeforeRevocationTimestamp";
    let Some(person) = state.person(&caller.object_id) else {
        return Err(error::challenged("UserDeleted", now));
    };
    if person.disabled {
        return Err(error::challenged("UserDisabled", now));
    }
    if let Some(from) = person.revoked_since(caller.issued) {
        return Err(error::challenged(REVOKED, from));
    }
    let signed_in = SignedIn {
        person: person.object_id.clone(),
        at: caller.issued,
        mfa_at: caller.mfa.then_some(caller.issued),
        stays: None,
    };
    let verdict = conditional::judge(state, person, &caller.app, &signed_in, now);
    match verdict {
        Verdict::Blocked(..) | Verdict::FactorMissing { .. } => {
            Err(error::challenged("TokenCreatedWithOutdatedPolicies", now))
        }
        Verdict::Allowed | Verdict::TooOld { .. } => Ok(()),
    }
}
