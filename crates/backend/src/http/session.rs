//! Login sessions: a random token in a cookie, its hash in the store.

use super::{App, Failure};
use crate::clock;
use crate::store::{Actor, SessionRow, StoreError, fingerprint};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use contract::access::{CONFIRMED_MS, SESSION_MS};
use contract::catalogue::Cause;
use contract::ids::SessionId;
use contract::mailboxes::ProofKind;
use contract::people::{Person, Role};
use contract::runs::{RunReason, is_for_admins};
use contract::time::Timestamp;

/// The cookie. `__Host-` binds it to this very host, without a Domain, over a
/// trustworthy origin (RFC 6265bis §4.1.3.2).
const COOKIE: &str = "__Host-imagecapture";

/// A session that was not used for this long is over: 2 hours.
pub const IDLE_MS: i64 = 2 * 60 * 60 * 1000;

/// The use of a session is noted at most this often: once a minute.
const TOUCH_MS: i64 = 60 * 1000;

/// Longest cookie that is looked at, in bytes.
const TOKEN_MAX: usize = 128;

/// Somebody with a session.
#[derive(Clone)]
pub struct SignedIn {
    /// Who.
    pub person: Person,
    /// Which session. It stays the same when the token is replaced.
    pub session: SessionId,
    /// When they last showed that they know the password.
    pub confirmed_at: Timestamp,
    /// When the session ends in any case.
    pub ends_at: Timestamp,
}

impl SignedIn {
    /// Refuses proofs that are for administrators to everybody else.
    ///
    /// # Errors
    /// [`Cause::Forbidden`].
    pub fn may_prove(&self, kind: ProofKind, reason: RunReason) -> Result<(), Failure> {
        if !is_for_admins(kind, reason) || self.person.role == Role::Admin {
            Ok(())
        } else {
            Err(Failure::new(StatusCode::FORBIDDEN, Cause::Forbidden))
        }
    }

    /// As the audit names them.
    #[must_use]
    pub fn actor(&self) -> Actor {
        super::actor(&self.person)
    }

    /// Whether the password was given a moment ago.
    pub(super) fn is_confirmed(&self) -> bool {
        clock::now().0 - self.confirmed_at.0 <= CONFIRMED_MS
    }
}

/// An administrator with a session.
#[derive(Clone)]
pub struct Admin(pub SignedIn);

/// Makes the cookie, and its end.
pub struct SessionCookie;

impl SessionCookie {
    /// The cookie of a new session.
    #[must_use]
    pub fn set(token: &str) -> HeaderValue {
        let cookie = format!("{COOKIE}={token}; Path=/; Secure; HttpOnly; SameSite=Strict");
        HeaderValue::from_str(&cookie).unwrap_or(HeaderValue::from_static(""))
    }

    /// Takes the cookie away.
    #[must_use]
    pub fn clear() -> HeaderValue {
        let cookie = format!("{COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
        HeaderValue::from_str(&cookie).unwrap_or(HeaderValue::from_static(""))
    }

    /// The hash of the token that a request brings.
    #[must_use]
    pub fn hash_in(headers: &HeaderMap) -> Option<String> {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, token)| *name == COOKIE && (1..=TOKEN_MAX).contains(&token.len()))
            .map(|(_, token)| fingerprint(token))
    }
}

/// Who a request comes from.
///
/// # Errors
/// [`Cause::NotSignedIn`] where there is no session, or none any more.
pub async fn signed_in(app: &App, headers: &HeaderMap) -> Result<SignedIn, Failure> {
    let nobody = || Failure::new(StatusCode::UNAUTHORIZED, Cause::NotSignedIn);
    let session_hash = SessionCookie::hash_in(headers).ok_or_else(nobody)?;
    let session = match app.store().session(&session_hash).await {
        Ok(session) => session,
        Err(StoreError::NotFound) => return Err(nobody()),
        Err(error) => return Err(error.into()),
    };
    if is_over(&session) {
        let actor = super::actor(&session.person);
        let ended = app
            .store()
            .end_session(&session.person.id, &session.id, &actor);
        match ended.await {
            Ok(()) | Err(StoreError::NotFound) => return Err(nobody()),
            Err(error) => return Err(error.into()),
        }
    }
    if clock::now().0 - session.last_seen_at.0 > TOUCH_MS {
        // Nobody who reads a page waits for a write.
        let (store, id) = (app.store().clone(), session.id.clone());
        tokio::spawn(async move {
            if let Err(error) = store.touch_session(&id).await {
                tracing::warn!(%error, "the use of a session was not noted");
            }
        });
    }
    Ok(SignedIn {
        person: session.person,
        session: session.id,
        confirmed_at: session.confirmed_at,
        ends_at: session.created_at.plus_ms(SESSION_MS),
    })
}

/// Whether a session was idle for too long, or is too old (ASVS 5.0 7.3.1, 7.3.2).
pub(super) fn is_over(session: &SessionRow) -> bool {
    let age = |since: Timestamp| clock::now().0 - since.0;
    age(session.last_seen_at) > IDLE_MS || age(session.created_at) > SESSION_MS
}

/// What [`admit`](super::permissions::admit) found. Where it did not look, the
/// operation is not in its table, and nobody comes in.
fn admitted(parts: &Parts) -> Result<SignedIn, Failure> {
    let who = parts.extensions.get::<SignedIn>().cloned();
    who.ok_or_else(|| Failure::new(StatusCode::UNAUTHORIZED, Cause::NotSignedIn))
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Failure> {
        admitted(parts)
    }
}

impl FromRequestParts<App> for Admin {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Failure> {
        let who = admitted(parts)?;
        if who.person.role == Role::Admin {
            return Ok(Self(who));
        }
        Err(Failure::new(StatusCode::FORBIDDEN, Cause::Forbidden))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_cookie_counts() {
        let hash = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, value.parse().unwrap());
            SessionCookie::hash_in(&headers)
        };
        let token = fingerprint("abc");
        assert_eq!(hash("__Host-imagecapture=abc"), Some(token.clone()));
        assert_eq!(hash("a=b; __Host-imagecapture=abc; c=d"), Some(token));
        assert_eq!(hash("imagecapture=abc"), None);
        assert_eq!(hash("__Host-imagecapture="), None);
        let long = format!("__Host-imagecapture={}", "x".repeat(129));
        assert_eq!(hash(&long), None);
    }

    #[test]
    fn the_cookie_stays_on_this_host_and_out_of_scripts() {
        let cookie = SessionCookie::set("abc");
        let cookie = cookie.to_str().unwrap();
        for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Strict"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(!cookie.contains("Domain"));
    }
}
