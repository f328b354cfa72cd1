//! Waves: switching some Exchange accounts to Graph, and rolling them back.

use super::{all as accounts, some};
use crate::clock;
use crate::http::{Admin, App, Body, Failure, Parameters, Problems};
use crate::store::{NotDone, Store, StoreError};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use contract::catalogue::Cause;
use contract::fields::{Field, Invalid};
use contract::ids::{Address, WaveId};
use contract::migration::{ChosenAccounts, EXCHANGE_ACCOUNTS_MAX, MigrationState, Waiting};
use contract::time::{DAY_MS, Timestamp};
use contract::waves::{
    NewWave, ROLL_BACK_DAYS, Wave, WaveItem, WaveItemState, WaveState, next_size,
};
use serde::Deserialize;
use std::collections::HashSet;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Accounts of a wave on a page.
const PAGE: u32 = 500;

/// The routes of waves.
pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, start))
        .routes(routes!(show))
        .routes(routes!(items))
        .routes(routes!(stop))
        .routes(routes!(roll_back))
        .routes(routes!(roll_accounts_back))
}

/// All waves, the newest first.
pub(super) async fn all(store: &Store) -> Result<Vec<Wave>, StoreError> {
    Ok(store.waves().await?.into_iter().map(told).collect())
}

/// How many accounts the next wave is over.
pub(super) fn next(waves: &[Wave], ready: u32) -> u32 {
    let done = waves.iter().filter(|wave| wave.state == WaveState::Done);
    next_size(done.count(), ready)
}

/// A wave, with whether it can be rolled back.
fn told(mut wave: Wave) -> Wave {
    let until = until(wave.started_at);
    wave.no_roll_back = if wave.state == WaveState::Running || wave.switching > 0 {
        Some(Cause::WaveRunning)
    } else if wave.switched == 0 {
        Some(Cause::NothingSwitched)
    } else if until < clock::now() {
        Some(Cause::RollBackOver)
    } else {
        None
    };
    wave.roll_back_until = (wave.switched > 0).then_some(until);
    wave
}

/// Until when what was switched at a moment can be rolled back: later nobody
/// knows any more what Exchange would answer.
fn until(switched_at: Timestamp) -> Timestamp {
    switched_at.plus_ms(ROLL_BACK_DAYS * DAY_MS)
}

/// Lists the waves, the newest first.
#[utoipa::path(
    get, path = "/waves", tag = "migration",
    responses((status = 200, body = Vec<Wave>), Problems)
)]
async fn list(State(app): State<App>, _admin: Admin) -> Result<Json<Vec<Wave>>, Failure> {
    Ok(Json(all(app.store()).await?))
}

/// Starts a wave over Exchange accounts that are ready. Each is switched in one
/// transaction and proved at once; where that fails it uses Exchange again, and
/// where more than 2 % of the wave fail, the wave stops. One runs at a time. It
/// goes on by itself after a restart.
#[utoipa::path(
    post, path = "/waves", tag = "migration",
    request_body = NewWave,
    responses((status = 202, body = Wave), Problems)
)]
async fn start(
    State(app): State<App>,
    Admin(admin): Admin,
    Body(form): Body<NewWave>,
) -> Result<impl IntoResponse, Failure> {
    let store = app.store();
    let ready: Vec<Address> = accounts(&app)
        .await?
        .into_iter()
        .filter(|row: &Waiting| row.state == MigrationState::Ready)
        .map(|row| row.account.address)
        .collect();
    let addresses = match &form.addresses {
        Some(named) if form.next.is_none() => chosen(named, &ready)?,
        Some(_) => return Err(Failure::field(Field::Address, Invalid::NothingChosen)),
        None => {
            let whole = u32::try_from(ready.len()).unwrap_or(u32::MAX);
            let size = match form.next {
                Some(size) => size,
                None => next(&store.waves().await?, whole),
            };
            let size = (size as usize).min(EXCHANGE_ACCOUNTS_MAX);
            ready.into_iter().take(size).collect()
        }
    };
    if addresses.is_empty() {
        return Err(Failure::new(StatusCode::CONFLICT, Cause::NotReady));
    }
    let actor = admin.actor();
    let id = store
        .add_wave(&addresses, actor.as_str(), &actor)
        .await?
        .map_err(refused)?;
    app.proofs().drive_wave(&id);
    Ok((StatusCode::ACCEPTED, Json(told(store.wave(&id).await?))))
}

/// The named accounts, each once, where all of them are ready.
fn chosen(named: &[Address], ready: &[Address]) -> Result<Vec<Address>, Failure> {
    some(named)?;
    let ready: HashSet<&Address> = ready.iter().collect();
    if let Some(address) = named.iter().find(|address| !ready.contains(address)) {
        let address = Some(address.clone());
        let cause = Cause::NotReady;
        return Err(refused(NotDone { address, cause }));
    }
    let mut seen = HashSet::new();
    let mut named = named.to_vec();
    named.retain(|address| seen.insert(address.clone()));
    Ok(named)
}

/// Shows a wave with its counts.
#[utoipa::path(
    get, path = "/waves/{id}", tag = "migration",
    params(("id" = WaveId, Path)),
    responses((status = 200, body = Wave), Problems)
)]
async fn show(
    State(app): State<App>,
    _admin: Admin,
    Path(id): Path<WaveId>,
) -> Result<Json<Wave>, Failure> {
    Ok(Json(told(app.store().wave(&id).await?)))
}

/// Which accounts of a wave.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Items {
    /// Those that stand here.
    state: Option<WaveItemState>,
    /// Behind this position.
    after: Option<i64>,
    /// How many, at most 500.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
}

/// Lists the accounts of a wave in their order. The next page begins behind the
/// last position.
#[utoipa::path(
    get, path = "/waves/{id}/items", tag = "migration",
    params(("id" = WaveId, Path), Items),
    responses((status = 200, body = Vec<WaveItem>), Problems)
)]
async fn items(
    State(app): State<App>,
    _admin: Admin,
    Path(id): Path<WaveId>,
    Parameters(wanted): Parameters<Items>,
) -> Result<Json<Vec<WaveItem>>, Failure> {
    let store = app.store();
    store.wave(&id).await?;
    let limit = wanted.limit.unwrap_or(PAGE).clamp(1, PAGE);
    let behind = wanted.after.unwrap_or_default();
    let items = store.wave_items(&id, wanted.state, behind, limit.into());
    Ok(Json(items.await?))
}

/// Stops a wave: what was switched is proved to its end, what waits stays on
/// Exchange and goes along in another wave. One that no longer runs stays as it is.
#[utoipa::path(
    post, path = "/waves/{id}/stop", tag = "migration",
    params(("id" = WaveId, Path)),
    responses((status = 200, body = Wave), Problems)
)]
async fn stop(
    State(app): State<App>,
    Admin(admin): Admin,
    Path(id): Path<WaveId>,
) -> Result<Json<Wave>, Failure> {
    // One that has just ended runs no more, which is what was asked.
    app.store().stop_wave(&id, &admin.actor()).await?;
    Ok(Json(told(app.store().wave(&id).await?)))
}

/// Rolls a wave back that does not run any more: everything it switched uses
/// Exchange again.
#[utoipa::path(
    post, path = "/waves/{id}/roll-back", tag = "migration",
    params(("id" = WaveId, Path)),
    responses((status = 200, body = Wave), Problems)
)]
async fn roll_back(
    State(app): State<App>,
    Admin(admin): Admin,
    Path(id): Path<WaveId>,
) -> Result<Json<Wave>, Failure> {
    let store = app.store();
    if until(store.wave(&id).await?.started_at) < clock::now() {
        return Err(refused(Cause::RollBackOver.into()));
    }
    let done = store.roll_wave_back(&id, &admin.actor()).await?;
    done.map_err(refused)?;
    Ok(Json(told(store.wave(&id).await?)))
}

/// Rolls single accounts back, all of them or none: they use Exchange again.
#[utoipa::path(
    post, path = "/exchange-accounts/roll-back", tag = "migration",
    request_body = ChosenAccounts,
    responses((status = 200, body = Vec<Waiting>), Problems)
)]
async fn roll_accounts_back(
    State(app): State<App>,
    Admin(admin): Admin,
    Body(form): Body<ChosenAccounts>,
) -> Result<Json<Vec<Waiting>>, Failure> {
    some(&form.addresses)?;
    for row in super::those(&app, &form.addresses).await? {
        if row.switched_at.is_some_and(|at| until(at) < clock::now()) {
            return Err(refused(NotDone {
                address: Some(row.account.address),
                cause: Cause::RollBackOver,
            }));
        }
    }
    let done = app
        .store()
        .roll_accounts_back(&form.addresses, &admin.actor())
        .await?;
    done.map_err(refused)?;
    Ok(Json(super::those(&app, &form.addresses).await?))
}

fn refused(not: NotDone) -> Failure {
    match not.address {
        Some(address) => Failure::about(StatusCode::CONFLICT, not.cause, address.to_string()),
        None => Failure::new(StatusCode::CONFLICT, not.cause),
    }
}
