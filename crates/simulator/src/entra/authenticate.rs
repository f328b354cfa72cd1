//! Who somebody is: name and password, the running session, and the ticket
//! that carries a signed-in person from one page to the next.

use http::HeaderMap;
use http::header::COOKIE;
use serde::{Deserialize, Serialize};

use crate::base::clock::Moment;
use crate::directory::model::{App, PasswordState, Person};
use crate::directory::state::State;
use crate::entra::authorize::Authority;
use crate::entra::errors::{self, EntraError};
use crate::world::World;

/// Microsoft's name for its session cookie.
const COOKIE_NAME: &str = "ESTSAUTH";
const TICKET_SECONDS: i64 = 3600;
const SESSION_SECONDS: i64 = 86_400;

/// Checks name and password, and finds the account in the tenant of the
/// request: a guest's account there, not the one at home.
pub(crate) fn by_password(
    state: &State,
    authority: &Authority,
    app: &App,
    login: &str,
    password: &str,
    now: Moment,
) -> Result<String, EntraError> {
    let login = login.trim();
    let name = |id: &str| {
        state
            .tenant(id)
            .map_or_else(|| id.to_owned(), |t| t.name.clone())
    };
    let tenant_name = match authority {
        Authority::Tenant(id) => name(id),
        Authority::Any => "Microsoft".to_owned(),
    };
    let home = state
        .person_at_home(login)
        .ok_or_else(|| errors::person_unknown(login, &tenant_name))?;
    if home.is_locked(now) {
        return Err(errors::person_locked());
    }
    if home.password != password {
        return Err(errors::wrong_password());
    }
    let account = match authority {
        Authority::Any => home,
        Authority::Tenant(id) => state.person_in(id, login).ok_or_else(|| {
            let (login, home) = (&home.upn, &home.tenant);
            errors::person_of_other_tenant(login, home, &tenant_name, &app.client_id, &app.name)
        })?,
    };
    if home.disabled || account.disabled {
        return Err(errors::person_disabled());
    }
    match home.password_state {
        PasswordState::Valid => {}
        PasswordState::Expired => return Err(errors::password_expired()),
        PasswordState::ExpiredOnPremises => return Err(errors::password_expired_on_premises()),
    }
    Ok(account.object_id.clone())
}

/// Wrong passwords before an account is locked, and for how long.
/// Microsoft: "Prevent attacks using smart lockout".
const MOST_FAILURES: u32 = 10;
const LOCK_SECONDS: i64 = 60;

/// Remembers how a sign-in went: after ten wrong passwords in a row the
/// account is locked for a minute.
pub(crate) fn count_failure(state: &mut State, login: &str, failed: bool, now: Moment) {
    let Some(person) = state.person_at_home_mut(login) else {
        return;
    };
    person.failures = if failed { person.failures + 1 } else { 0 };
    if person.failures >= MOST_FAILURES {
        person.failures = 0;
        person.locked_until = Some(now.plus_seconds(LOCK_SECONDS));
    }
}

/// A person who signed in at a moment.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SignedIn {
    pub(crate) person: String,
    pub(crate) at: Moment,
    /// When a second factor was given, if one was.
    #[serde(default)]
    pub(crate) mfa_at: Option<Moment>,
    /// The answer to "Stay signed in?", if it was asked.
    #[serde(default)]
    pub(crate) stays: Option<bool>,
}

impl SignedIn {
    pub(crate) fn ticket(&self, world: &World) -> String {
        world.sealer().seal(&world.dice, "ticket", self)
    }

    pub(crate) fn from_ticket(world: &World, ticket: &str) -> Option<Self> {
        let opened: Self = world.sealer().open("ticket", ticket)?;
        let fresh = world.clock.now() <= opened.at.plus_seconds(TICKET_SECONDS);
        fresh.then_some(opened)
    }

    /// The cookie of this session and those that ran in this browser before.
    pub(crate) fn cookie(&self, world: &World, earlier: Vec<Self>) -> String {
        let mut all = earlier;
        all.retain(|session| session.person != self.person);
        all.push(self.clone());
        let oldest = all.len().saturating_sub(5);
        let value = world
            .sealer()
            .seal(&world.dice, "session", &all.split_off(oldest));
        let secure = if world.public_url.starts_with("https:") {
            "; Secure"
        } else {
            ""
        };
        format!("{COOKIE_NAME}={value}; Path=/; HttpOnly; SameSite=Lax{secure}")
    }
}

/// The page a signed-in person is on, with the ticket in it, as an extension
/// of its response.
#[derive(Clone, Debug)]
pub(crate) struct Stop {
    /// The value of the form's `step`.
    pub(crate) step: &'static str,
    pub(crate) ticket: String,
}

pub(crate) fn ended_session() -> String {
    format!("{COOKIE_NAME}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
}

/// The people signed in in this browser, the latest last.
pub(crate) fn sessions(world: &World, headers: &HeaderMap) -> Vec<SignedIn> {
    let now = world.clock.now();
    let opened: Option<Vec<SignedIn>> = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE_NAME)
        .and_then(|(_, value)| world.sealer().open("session", value));
    let mut all = opened.unwrap_or_default();
    all.retain(|session| now <= session.at.plus_seconds(SESSION_SECONDS));
    all
}

/// The session that can answer this request without asking anything.
pub(crate) fn usable_session(
    state: &State,
    authority: &Authority,
    hint: Option<&str>,
    sessions: &[SignedIn],
) -> Option<SignedIn> {
    let mut fitting = sessions.iter().filter_map(|session| {
        let person = account_here(state, authority, state.person(&session.person)?)?;
        let valid = !person.disabled && person.revoked_since(session.at).is_none();
        let hinted = hint.is_none_or(|hint| hint.eq_ignore_ascii_case(person.login()));
        (valid && hinted).then(|| SignedIn {
            person: person.object_id.clone(),
            at: session.at,
            mfa_at: session.mfa_at,
            stays: session.stays,
        })
    });
    let first = fitting.next()?;
    // With several the person has to choose.
    if fitting.next().is_some() {
        None
    } else {
        Some(first)
    }
}

/// The account of the same person that this authority would use.
fn account_here<'a>(
    state: &'a State,
    authority: &Authority,
    person: &'a Person,
) -> Option<&'a Person> {
    match authority {
        Authority::Any => state.person_at_home(person.login()),
        Authority::Tenant(id) => state.person_in(id, person.login()),
    }
}
