//! The calls under `/control`, and the list of them that `GET /control` shows.

use axum::Router;
use axum::extract::{FromRequest, RawQuery, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, body::Bytes};
use http::header;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::base::text::Parameters;
use crate::control::error::ControlError;
use crate::control::faults::Fault;
use crate::control::{apps, mail, rights, shortcut};
use crate::entra::tampering::Tampering;
use crate::save;
use crate::start;
use crate::world::Shared;

pub(crate) type Outcome = Result<Json<Value>, ControlError>;

/// Method, path, body or query, and what it does.
const CALLS: &[(&str, &str, &str, &str)] = &[
    ("GET", "/control", "", "this list"),
    (
        "POST",
        "/control/secrets/add",
        r#"{"client_id", "value"?, "expires"?, "description"?}"#,
        "adds a client secret; answers secret_id, value and expires",
    ),
    (
        "POST",
        "/control/secrets/expire",
        r#"{"client_id", "secret_id"?}"#,
        "lets a secret, or all of the app's, expire now",
    ),
    (
        "POST",
        "/control/secrets/remove",
        r#"{"client_id", "secret_id"?}"#,
        "removes a secret, or all of the app's",
    ),
    (
        "POST",
        "/control/apps/disable",
        r#"{"client_id"}"#,
        "disables an app",
    ),
    (
        "POST",
        "/control/apps/enable",
        r#"{"client_id"}"#,
        "enables it again",
    ),
    (
        "POST",
        "/control/redirect-uris/register",
        r#"{"client_id", "uri", "type"?}"#,
        "registers a redirect URI: web, spa or native",
    ),
    (
        "POST",
        "/control/redirect-uris/unregister",
        r#"{"client_id", "uri"}"#,
        "takes it away",
    ),
    (
        "POST",
        "/control/consent-policy",
        r#"{"tenant", "policy"}"#,
        "legacy, low, microsoft-user-default-recommended or none; tenant is an id or a domain",
    ),
    (
        "POST",
        "/control/consents/grant",
        r#"{"tenant", "client_id", "scopes": [], "person"?}"#,
        "grants scopes to one person, or to everybody",
    ),
    (
        "POST",
        "/control/consents/withdraw",
        r#"{"tenant", "client_id", "scopes"?: [], "person"?}"#,
        "withdraws the scopes, or all, of one person or of everybody",
    ),
    (
        "POST",
        "/control/people/revoke-sessions",
        r#"{"person"}"#,
        "revokes refresh tokens (AADSTS50173)",
    ),
    (
        "POST",
        "/control/people/disable",
        r#"{"person"}"#,
        "disables an account (AADSTS50057)",
    ),
    (
        "POST",
        "/control/people/enable",
        r#"{"person"}"#,
        "enables it again",
    ),
    (
        "POST",
        "/control/rights/give",
        r#"{"mailbox", "person", "right"}"#,
        "full_access, send_as or send_on_behalf",
    ),
    (
        "POST",
        "/control/rights/take",
        r#"{"mailbox", "person", "right"}"#,
        "takes it away",
    ),
    (
        "POST",
        "/control/mailboxes/kind",
        r#"{"mailbox", "kind"}"#,
        "user, shared, group, unlicensed or on-premises",
    ),
    (
        "POST",
        "/control/mail/deliver",
        r#"{"to", "from"?, "subject"?, "text"?, "html"?}"#,
        "puts a mail from outside into an inbox",
    ),
    (
        "POST",
        "/control/mail/delay",
        r#"{"seconds"}"#,
        "how long mail is under way from now on",
    ),
    ("GET", "/control/clock", "", "now, and the offset"),
    (
        "POST",
        "/control/clock",
        r#"{"advance_seconds": n} or {"reset": true}"#,
        "moves the stand-in's idea of now",
    ),
    (
        "POST",
        "/control/keys/announce",
        "",
        "publishes the key that signs after the next rotation",
    ),
    (
        "POST",
        "/control/keys/rotate",
        "",
        "signs with a new key from now on",
    ),
    (
        "POST",
        "/control/keys/retire",
        "",
        "unpublishes the keys that no longer sign",
    ),
    ("GET", "/control/faults", "", "the orders in force"),
    (
        "POST",
        "/control/faults",
        r#"{"endpoint", "times"?, "mailbox"?, "status"?, "retry_after"?, "code"?, "delay_ms"?, "cut"?, "body"?}"#,
        "the next calls go wrong; endpoint is discovery, jwks, authorize, token, graph or sendMail; cut is before or after; body is html, garbage or empty",
    ),
    ("DELETE", "/control/faults", "", "takes all orders back"),
    (
        "POST",
        "/control/next-id-token",
        r#"{"times"?, "tid"?, "aud"?, "iss"?, "nonce"?, "oid"?, "preferred_username"?, "expired"?, "bad_signature"?, "omit"?, "without"?: []}"#,
        "what the next id_tokens get wrong",
    ),
    ("DELETE", "/control/next-id-token", "", "takes that back"),
    (
        "POST",
        "/control/authorize",
        r#"{"url", "person", "decision"?}"#,
        "walks through the pages of an authorize address; answers location, or the page and its aadsts code",
    ),
    (
        "GET",
        "/control/requests",
        "?path=&method=&status=&after=",
        "the record of requests; path is a part of it, after a number",
    ),
    ("DELETE", "/control/requests", "", "empties the record"),
    (
        "GET",
        "/control/issued",
        "",
        "every sensitive value issued or received",
    ),
    ("GET", "/control/state", "", "the whole state"),
    ("PUT", "/control/state", "what GET gave", "puts it back"),
];

pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/control", get(list))
        .route("/control/secrets/add", post(apps::add_secret))
        .route("/control/secrets/expire", post(apps::expire_secret))
        .route("/control/secrets/remove", post(apps::remove_secret))
        .route("/control/apps/disable", post(apps::disable_app))
        .route("/control/apps/enable", post(apps::enable_app))
        .route("/control/redirect-uris/register", post(apps::register_uri))
        .route(
            "/control/redirect-uris/unregister",
            post(apps::unregister_uri),
        )
        .route("/control/consent-policy", post(rights::consent_policy))
        .route("/control/consents/grant", post(rights::grant))
        .route("/control/consents/withdraw", post(rights::withdraw))
        .route(
            "/control/people/revoke-sessions",
            post(rights::revoke_sessions),
        )
        .route("/control/people/disable", post(rights::disable_person))
        .route("/control/people/enable", post(rights::enable_person))
        .route("/control/rights/give", post(rights::give))
        .route("/control/rights/take", post(rights::take))
        .route("/control/mailboxes/kind", post(rights::kind))
        .route("/control/mail/deliver", post(mail::deliver))
        .route("/control/mail/delay", post(mail::delay))
        .route("/control/clock", get(clock).post(move_clock))
        .route("/control/keys/announce", post(announce_key))
        .route("/control/keys/rotate", post(rotate_keys))
        .route("/control/keys/retire", post(retire_keys))
        .route(
            "/control/faults",
            get(faults).post(add_fault).delete(clear_faults),
        )
        .route(
            "/control/next-id-token",
            post(tamper).delete(stop_tampering),
        )
        .route("/control/authorize", post(shortcut::authorize))
        .route("/control/requests", get(requests).delete(clear_requests))
        .route("/control/issued", get(issued))
        .route("/control/state", get(state).put(put_state))
}

/// A JSON body whatever its content type says: these calls are made by hand.
pub(crate) struct Order<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Order<T> {
    type Rejection = ControlError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|rejection| ControlError::Wrong(rejection.to_string()))?;
        let bytes = if bytes.is_empty() {
            Bytes::from_static(b"{}")
        } else {
            bytes
        };
        Ok(Self(Json::<T>::from_bytes(&bytes)?.0))
    }
}

async fn list() -> Json<Value> {
    let calls: Vec<Value> = CALLS
        .iter()
        .map(|(method, path, takes, does)| {
            json!({"method": method, "path": path, "takes": takes, "does": does})
        })
        .collect();
    Json(json!({ "calls": calls }))
}

pub(crate) fn done() -> Outcome {
    Ok(Json(json!({ "done": true })))
}

async fn clock(State(world): State<Shared>) -> Json<Value> {
    let offset = world.clock.offset_seconds();
    Json(json!({"now": world.clock.now().iso(), "offset_seconds": offset}))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MoveClock {
    #[serde(default)]
    advance_seconds: i64,
    #[serde(default)]
    reset: bool,
}

async fn move_clock(State(world): State<Shared>, Order(order): Order<MoveClock>) -> Json<Value> {
    let from = if order.reset {
        0
    } else {
        world.clock.offset_seconds()
    };
    world
        .clock
        .set_offset(from.saturating_add(order.advance_seconds));
    // The offset is saved with the state.
    world.change(|_| ());
    clock(State(world)).await
}

async fn rotate_keys(State(world): State<Shared>) -> Outcome {
    let kid = world.keys.rotate()?;
    world.change(|_| ());
    Ok(Json(json!({ "kid": kid })))
}

async fn announce_key(State(world): State<Shared>) -> Outcome {
    Ok(Json(json!({ "kid": world.keys.announce()? })))
}

async fn retire_keys(State(world): State<Shared>) -> Outcome {
    world.keys.retire();
    world.change(|_| ());
    done()
}

async fn faults(State(world): State<Shared>) -> Json<Value> {
    Json(json!({ "faults": world.faults.list() }))
}

async fn add_fault(State(world): State<Shared>, Order(fault): Order<Fault>) -> Outcome {
    if fault
        .status
        .is_some_and(|status| !(200..=599).contains(&status))
    {
        return Err(ControlError::Wrong(
            "a status lies between 200 and 599".to_owned(),
        ));
    }
    world.faults.add(fault, world.clock.now());
    done()
}

async fn clear_faults(State(world): State<Shared>) -> Outcome {
    world.faults.clear();
    done()
}

async fn tamper(State(world): State<Shared>, Order(order): Order<Tampering>) -> Outcome {
    world.change(|state| state.settings.tampering = Some(order));
    done()
}

async fn stop_tampering(State(world): State<Shared>) -> Outcome {
    world.change(|state| state.settings.tampering = None);
    done()
}

async fn requests(State(world): State<Shared>, RawQuery(query): RawQuery) -> Json<Value> {
    let wanted = Parameters::parse(query.unwrap_or_default().as_bytes());
    let after: u64 = wanted
        .get("after")
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    let entries = world.record.select(|entry| {
        entry.number > after
            && wanted
                .get("path")
                .is_none_or(|path| entry.path.contains(path))
            && wanted
                .get("method")
                .is_none_or(|method| entry.method.as_str().eq_ignore_ascii_case(method))
            && wanted
                .get("status")
                .is_none_or(|status| entry.status.to_string() == status)
    });
    Json(json!({ "requests": entries }))
}

async fn clear_requests(State(world): State<Shared>) -> Outcome {
    world.record.clear();
    done()
}

async fn issued(State(world): State<Shared>) -> Json<Value> {
    Json(world.ledger.json())
}

async fn state(State(world): State<Shared>) -> Result<Response, ControlError> {
    let text =
        serde_json::to_string(&save::snapshot(&world)).map_err(save::StateFileError::from)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}

async fn put_state(State(world): State<Shared>, Order(snapshot): Order<save::Snapshot>) -> Outcome {
    save::restore(&world, snapshot)?;
    start::note_secrets(&world);
    done()
}
