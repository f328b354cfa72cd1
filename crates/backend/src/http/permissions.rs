//! Who may do what: one table, and the one place that asks it.
//!
//! An operation that is not in the table lets nobody in; a test compares the
//! table with the description of the API, and tries every operation with every
//! role.

use super::session::{SignedIn, signed_in};
use super::{App, Failure};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contract::catalogue::Cause;
use contract::people::Role;

/// Who may do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anybody who reaches the server: signing in, and what comes before it.
    Anybody,
    /// Whoever is signed in.
    Person,
    /// An administrator.
    Admin,
    /// An administrator whose password was given a moment ago: what is hard to
    /// undo, or gives others power (ASVS 5.0 7.5.3, with the factor there is).
    ConfirmedAdmin,
    /// A job, with its key; never a browser. The operation itself compares the
    /// key's purposes and mailboxes.
    Job,
}

/// One operation, who may do it, and what it takes.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The method.
    pub method: &'static str,
    /// The path below `/api/v1`, as the description has it.
    pub path: &'static str,
    /// Who may.
    pub who: Who,
    /// Largest body, in bytes.
    pub body_max: usize,
    /// Whether the answer is kept for requests with an `Idempotency-Key`.
    pub once: bool,
    /// Whether its successes are so many that the log has them only at `debug`;
    /// the audit and the counts have them in any case.
    pub frequent: bool,
}

/// The largest form of most operations, a test mail, has 10,000 characters.
const SMALL: usize = 64 * 1024;

/// Lists of addresses: a job key with 1,000 of them, 5,000 Exchange accounts.
const LIST: usize = 2 * 1024 * 1024;

/// Everything of a large installation: 100,000 mailboxes as JSON.
const WHOLE: usize = 64 * 1024 * 1024;

const fn rule(method: &'static str, path: &'static str, who: Who) -> Rule {
    Rule {
        method,
        path,
        who,
        body_max: SMALL,
        once: false,
        frequent: false,
    }
}

const fn get(path: &'static str, who: Who) -> Rule {
    rule("GET", path, who)
}

const fn put(path: &'static str, who: Who) -> Rule {
    rule("PUT", path, who)
}

const fn patch(path: &'static str, who: Who) -> Rule {
    rule("PATCH", path, who)
}

const fn delete(path: &'static str, who: Who) -> Rule {
    rule("DELETE", path, who)
}

/// Makes something: sent twice with the same key, it is made once.
const fn make(path: &'static str, who: Who) -> Rule {
    let mut made = rule("POST", path, who);
    made.once = true;
    made
}

/// A POST that changes nothing when it comes twice, or that is about the
/// session itself.
const fn post(path: &'static str, who: Who) -> Rule {
    rule("POST", path, who)
}

const fn with_list(mut rule: Rule) -> Rule {
    rule.body_max = LIST;
    rule
}

const fn frequent(mut rule: Rule) -> Rule {
    rule.frequent = true;
    rule
}

const fn with_everything(mut rule: Rule) -> Rule {
    rule.body_max = WHOLE;
    rule
}

use Who::{Admin, Anybody, ConfirmedAdmin, Job, Person};

/// Every operation of the API.
pub const RULES: &[Rule] = &[
    get("/openapi.json", Anybody),
    get("/welcome", Anybody),
    post("/set-up", Anybody),
    get("/microsoft", Person),
    // Sessions.
    post("/session", Anybody),
    delete("/session", Person),
    post("/session/confirm", Person),
    post("/session/password", Person),
    get("/sessions", Person),
    delete("/sessions", Person),
    delete("/sessions/{id}", Person),
    // People.
    get("/administrators", Person),
    get("/people", Admin),
    make("/people", ConfirmedAdmin),
    patch("/people/{id}", ConfirmedAdmin),
    get("/people/{id}/sessions", Admin),
    delete("/people/{id}/sessions", ConfirmedAdmin),
    delete("/people/{id}/sessions/{session}", ConfirmedAdmin),
    get("/invitations", Admin),
    make("/invitations", ConfirmedAdmin),
    delete("/invitations/{id}", Admin),
    post("/invitations/read", Anybody),
    post("/invitations/accept", Anybody),
    // Graph accounts and consents.
    get("/accounts", Admin),
    make("/accounts", Admin),
    get("/accounts/{id}", Admin),
    patch("/accounts/{id}", Admin),
    delete("/accounts/{id}", ConfirmedAdmin),
    put("/accounts/{id}/secret", Admin),
    put("/accounts/{id}/secret/next", Admin),
    delete("/accounts/{id}/secret/next", Admin),
    make("/accounts/{id}/secret/swap", Admin),
    make("/accounts/{id}/secret/back", Admin),
    delete("/accounts/{id}/secret/previous", Admin),
    get("/accounts/{id}/sign-ins", Admin),
    with_list(make("/accounts/{id}/sign-ins/{sign_in}/mailboxes", Admin)),
    get("/accounts/{id}/asked", Admin),
    make("/accounts/{id}/asked", Admin),
    delete("/asked/{id}", Admin),
    make("/asked/{id}/resend", Admin),
    post("/asked/read", Anybody),
    post("/asked/start", Anybody),
    post("/asked/finish", Anybody),
    post("/asked/secret", Anybody),
    get("/secret-calendar", Admin),
    get("/calendar-feeds", Admin),
    make("/calendar-feeds", Admin),
    delete("/calendar-feeds/{id}", Admin),
    get("/calendar/{file}", Anybody),
    make("/accounts/{id}/consents", Admin),
    get("/consents/{id}", Admin),
    post("/consents/finish", Person),
    // Mailboxes.
    get("/mailboxes", Person),
    make("/mailboxes", Admin),
    get("/mailboxes/export", Admin),
    get("/mailboxes/{address}", Person),
    delete("/mailboxes/{address}", Admin),
    make("/mailboxes/{address}/proofs", Person),
    post("/mailboxes/{address}/arrivals", Person),
    get("/mailboxes/{address}/results", Person),
    make("/mailboxes/{address}/diagnoses", Person),
    get("/diagnoses/{id}", Person),
    with_list(post("/rights-script", Person)),
    get("/runs", Person),
    // A full proof takes an administrator; the operation looks.
    with_list(make("/runs", Person)),
    get("/runs/{id}", Person),
    get("/runs/{id}/items", Person),
    post("/runs/{id}/stop", Person),
    post("/runs/{id}/resume", Person),
    get("/mailboxes/{address}/test-mails", Person),
    make("/mailboxes/{address}/test-mails", Admin),
    get("/test-mails/{id}", Person),
    get("/events", Person),
    // Jobs and their keys.
    get("/job-keys", Admin),
    with_list(make("/job-keys", ConfirmedAdmin)),
    delete("/job-keys/{id}", ConfirmedAdmin),
    frequent(post("/mailboxes/{address}/access-token", Job)),
    frequent(get("/mailboxes/{address}/connection", Job)),
    // Migration.
    get("/exchange-accounts", Admin),
    with_list(post("/exchange-accounts", Admin)),
    with_list(patch("/exchange-accounts", Admin)),
    with_list(post("/exchange-accounts/forget", Admin)),
    with_list(make("/exchange-accounts/rehearsals", Admin)),
    with_list(post("/exchange-accounts/roll-back", Admin)),
    get("/exchange-accounts/report", Admin),
    get("/exchange-accounts/{address}", Person),
    get("/migration", Person),
    get("/waves", Admin),
    with_list(make("/waves", Admin)),
    get("/waves/{id}", Admin),
    get("/waves/{id}/items", Admin),
    post("/waves/{id}/stop", Admin),
    post("/waves/{id}/roll-back", Admin),
    // The audit; of their own doings everybody sees it.
    get("/audit", Person),
    get("/audit/export", ConfirmedAdmin),
    // Warnings.
    get("/warnings", Admin),
    get("/warnings/settings", Admin),
    put("/warnings/settings", Admin),
    make("/warnings/test", Admin),
    // Everything out, and in.
    get("/export", ConfirmedAdmin),
    with_everything(post("/import", ConfirmedAdmin)),
];

/// The rule of an operation.
#[must_use]
pub fn rule_for(method: &Method, path: &str) -> Option<&'static Rule> {
    // What may be read may be asked about (RFC 9110 §9.3.2).
    let method = match method.as_str() {
        "HEAD" => "GET",
        other => other,
    };
    RULES
        .iter()
        .find(|rule| rule.method == method && rule.path == path)
}

/// What the table says of a request.
#[derive(Clone, Copy, Debug)]
pub(super) enum Found {
    /// Its rule.
    Rule(&'static Rule),
    /// There is something at this path, but not for this method.
    Path(&'static str),
    /// No such operation.
    Nothing,
}

impl Found {
    /// Looks a request up, once.
    pub(super) fn of(request: &Request) -> Self {
        let Some(path) = request
            .extensions()
            .get::<MatchedPath>()
            .and_then(|matched| matched.as_str().strip_prefix(contract::API))
        else {
            return Self::Nothing;
        };
        match rule_for(request.method(), path) {
            Some(rule) => Self::Rule(rule),
            None => RULES
                .iter()
                .find(|rule| rule.path == path)
                .map_or(Self::Nothing, |rule| Self::Path(rule.path)),
        }
    }

    /// The path with names in the place of values; `none` where there is none.
    pub(super) fn route(self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.path,
            Self::Path(path) => path,
            Self::Nothing => "none",
        }
    }
}

/// Lets a request in, or answers why not. Whoever comes in stands in the
/// request's extensions, and so does the rule.
pub(super) async fn admit(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let rule = match Found::of(&request) {
        Found::Rule(rule) => rule,
        Found::Path(path) => return wrong_method(path),
        // The fallback says so.
        Found::Nothing => return next.run(request).await,
    };
    match who(&app, request.headers(), rule).await {
        Ok(Some(who)) => {
            request.extensions_mut().insert(who);
        }
        Ok(None) => {}
        Err(failure) => {
            crate::metrics::refused(failure.cause());
            return failure.into_response();
        }
    }
    request.extensions_mut().insert(rule);
    next.run(request).await
}

async fn who(app: &App, headers: &HeaderMap, rule: &Rule) -> Result<Option<SignedIn>, Failure> {
    match rule.who {
        Anybody => Ok(None),
        Job if headers.contains_key(header::AUTHORIZATION) => Ok(None),
        Job => Err(Failure::new(StatusCode::UNAUTHORIZED, Cause::NotSignedIn)),
        Person | Admin | ConfirmedAdmin => {
            let who = signed_in(app, headers).await?;
            let refused = if rule.who != Person && who.person.role != Role::Admin {
                Some(Cause::Forbidden)
            } else if rule.who == ConfirmedAdmin && !who.is_confirmed() {
                Some(Cause::ConfirmPassword)
            } else {
                None
            };
            let Some(cause) = refused else {
                return Ok(Some(who));
            };
            tracing::warn!(
                person = %who.person.id,
                method = rule.method,
                route = rule.path,
                cause = cause.code(),
                "an operation was refused"
            );
            Err(Failure::new(StatusCode::FORBIDDEN, cause))
        }
    }
}

/// 405 with what is possible here instead (RFC 9110 §15.5.6).
pub(super) fn wrong_method(path: &str) -> Response {
    let mut allowed: Vec<&str> = RULES
        .iter()
        .filter(|rule| rule.path == path)
        .map(|rule| rule.method)
        .collect();
    if allowed.contains(&"GET") {
        allowed.push("HEAD");
    }
    let failure = Failure::new(StatusCode::METHOD_NOT_ALLOWED, Cause::WrongMethod);
    let mut response = failure.into_response();
    if let Ok(value) = allowed.join(", ").parse() {
        response.headers_mut().insert(header::ALLOW, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_operation_stands_in_the_table_once() {
        for (at, one) in RULES.iter().enumerate() {
            let twice = RULES[at + 1..]
                .iter()
                .any(|other| other.method == one.method && other.path == one.path);
            assert!(!twice, "{} {}", one.method, one.path);
        }
    }

    #[test]
    fn nothing_is_changed_by_reading_and_nothing_is_open_by_accident() {
        let open: Vec<&str> = RULES
            .iter()
            .filter(|rule| rule.who == Anybody)
            .map(|rule| rule.path)
            .collect();
        assert_eq!(
            open,
            [
                "/openapi.json",
                "/welcome",
                "/set-up",
                "/session",
                "/invitations/read",
                "/invitations/accept",
                // Whoever was asked for a consent or a secret holds its link.
                "/asked/read",
                "/asked/start",
                "/asked/finish",
                "/asked/secret",
                // Calendars sign in with nothing but their address.
                "/calendar/{file}",
            ]
        );
        assert!(rule_for(&Method::HEAD, "/welcome").is_some());
        assert!(rule_for(&Method::PUT, "/welcome").is_none());
    }
}
