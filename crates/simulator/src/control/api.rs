//! The calls under `/control`: how they are read, and where they lead.

use axum::Router;
use axum::extract::{FromRequest, RawQuery, Request, State};
use axum::routing::{get, post};
use axum::{Json, body::Bytes};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::base::text::Parameters;
use crate::control::calls::CALLS;
use crate::control::error::ControlError;
use crate::control::faults::Fault;
use crate::control::{
    accounts, apps, groups, kept, mail, mailboxes, people, rights, shortcut, tenants,
};
use crate::directory::switches::{MEANINGS, Switches};
use crate::entra;
use crate::entra::tampering::Tampering;
use crate::world::Shared;

pub(crate) type Outcome = Result<Json<Value>, ControlError>;

pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/control", get(list))
        .merge(registrations())
        .merge(directory())
        .merge(exchange())
        .merge(machine())
}

fn registrations() -> Router<Shared> {
    Router::new()
        .route("/control/secrets/add", post(apps::add_secret))
        .route("/control/secrets/expire", post(apps::expire_secret))
        .route("/control/secrets/remove", post(apps::remove_secret))
        .route("/control/apps/disable", post(apps::disable_app))
        .route("/control/apps/enable", post(apps::enable_app))
        .route("/control/apps/settings", post(apps::settings))
        .route("/control/redirect-uris/register", post(apps::register_uri))
        .route(
            "/control/redirect-uris/unregister",
            post(apps::unregister_uri),
        )
}

fn directory() -> Router<Shared> {
    Router::new()
        .route("/control/tenants/settings", post(tenants::settings))
        .route("/control/consent-policy", post(tenants::consent_policy))
        .route("/control/consents/grant", post(tenants::grant))
        .route("/control/consents/withdraw", post(tenants::withdraw))
        .route("/control/approvals", get(tenants::approvals))
        .route("/control/approvals/decide", post(tenants::decide))
        .route("/control/policies/add", post(tenants::add_policy))
        .route("/control/policies/remove", post(tenants::remove_policy))
        .route("/control/people/add", post(accounts::add))
        .route("/control/people/delete", post(accounts::delete))
        .route(
            "/control/people/reset-password",
            post(accounts::reset_password),
        )
        .route(
            "/control/people/revoke-sessions",
            post(people::revoke_sessions),
        )
        .route("/control/people/disable", post(people::disable))
        .route("/control/people/enable", post(people::enable))
        .route(
            "/control/people/password-state",
            post(people::password_state),
        )
        .route("/control/people/lock", post(people::lock))
        .route("/control/people/mfa", post(people::mfa))
        .route("/control/groups/add", post(groups::add))
        .route("/control/groups/members", post(groups::members))
}

fn exchange() -> Router<Shared> {
    Router::new()
        .route("/control/mailboxes/add", post(mailboxes::add))
        .route("/control/mailboxes/remove", post(mailboxes::remove))
        .route("/control/mailboxes/kind", post(mailboxes::kind))
        .route("/control/mailboxes/full", post(mailboxes::full))
        .route("/control/rights/give", post(rights::give))
        .route("/control/rights/take", post(rights::take))
        .route("/control/folders/share", post(rights::share))
        .route("/control/folders/unshare", post(rights::unshare))
        .route("/control/mail/deliver", post(mail::deliver))
        .route("/control/mail/delay", post(mail::delay))
}

fn machine() -> Router<Shared> {
    Router::new()
        .route("/control/clock", get(clock).post(move_clock))
        .route(
            "/control/switches",
            get(switches).post(set_switches).delete(reset_switches),
        )
        .route("/control/keys/announce", post(announce_key))
        .route("/control/keys/rotate", post(rotate_keys))
        .route("/control/keys/retire", post(retire_keys))
        .route(
            "/control/faults",
            get(faults).post(add_fault).delete(clear_faults),
        )
        .route("/control/faults/let-go", post(let_go))
        .route("/control/limits", axum::routing::delete(clear_limits))
        .route(
            "/control/next-id-token",
            post(tamper).delete(stop_tampering),
        )
        .route("/control/authorize", post(shortcut::authorize))
        .route("/control/requests", get(requests).delete(clear_requests))
        .route("/control/issued", get(issued))
        .route("/control/state", get(kept::state).put(kept::put_state))
        .route("/control/snapshots", get(kept::list))
        .route("/control/snapshots/save", post(kept::save))
        .route("/control/snapshots/load", post(kept::load))
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
        .map(|call| {
            json!({
                "method": call.method, "path": call.path, "takes": call.takes, "does": call.does,
            })
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

async fn switches(State(world): State<Shared>) -> Outcome {
    let now = world.read(|state| state.settings.switches);
    let now = serde_json::to_value(now).map_err(ControlError::switch)?;
    let all: Vec<Value> = MEANINGS
        .iter()
        .map(|(name, meaning, _)| json!({"name": name, "value": now.get(name), "meaning": meaning}))
        .collect();
    Ok(Json(json!({ "switches": all })))
}

async fn set_switches(State(world): State<Shared>, Order(changes): Order<Value>) -> Outcome {
    let now = world.read(|state| state.settings.switches);
    let changed = now.with(&changes).map_err(ControlError::switch)?;
    world.change(|state| state.settings.switches = changed);
    done()
}

async fn reset_switches(State(world): State<Shared>) -> Outcome {
    world.change(|state| state.settings.switches = Switches::default());
    done()
}

async fn announce_key(State(world): State<Shared>) -> Outcome {
    Ok(Json(json!({ "kid": world.keys.announce()? })))
}

async fn rotate_keys(State(world): State<Shared>) -> Outcome {
    let kid = world.keys.rotate()?;
    world.change(|_| ());
    Ok(Json(json!({ "kid": kid })))
}

async fn retire_keys(State(world): State<Shared>) -> Outcome {
    world.keys.retire();
    world.change(|_| ());
    done()
}

async fn faults(State(world): State<Shared>) -> Json<Value> {
    let held = world.faults.held.count();
    Json(json!({ "faults": world.faults.list(), "held": held }))
}

async fn let_go(State(world): State<Shared>) -> Outcome {
    world.faults.held.let_go();
    done()
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
    if let Some(code) = fault.aadsts
        && entra::catalogue::find(code).is_none()
    {
        return Err(ControlError::Unknown("error", format!("AADSTS{code}")));
    }
    world.faults.add(fault, world.clock.now());
    done()
}

async fn clear_faults(State(world): State<Shared>) -> Outcome {
    world.faults.clear();
    done()
}

async fn clear_limits(State(world): State<Shared>) -> Outcome {
    world.limits.clear();
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
