//! Runs: one proof over many mailboxes, with progress, stop and resume.

use crate::http::{App, Body, Failure, Parameters, Problems, SignedIn};
use crate::store::{MailboxFilter, NewRunRow, Over};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use contract::catalogue::Cause;
use contract::fields::{Field, Invalid};
use contract::ids::RunId;
use contract::runs::{
    NewRun, Outcome, ProofRun, RUN_ADDRESSES_MAX, RunFilter, RunItem, RunReason, RunState,
};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Runs that are shown: those of 30 days, hardly ever so many.
const RUNS_MAX: u32 = 200;

/// Mailboxes of a run on a page.
const PAGE: u32 = 500;

/// Longest text to search for, in bytes.
const SEARCH_MAX: usize = 200;

/// The routes of this room.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, start))
        .routes(routes!(show))
        .routes(routes!(items))
        .routes(routes!(stop))
        .routes(routes!(resume))
}

/// Which runs.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Runs {
    /// Those that stand here.
    state: Option<RunState>,
    /// How many, at most 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Lists the runs of the last 30 days, newest first.
#[utoipa::path(
    get, path = "/runs", tag = "runs",
    params(Runs),
    responses((status = 200, body = Vec<ProofRun>), Problems)
)]
async fn list(
    State(app): State<App>,
    _who: SignedIn,
    Parameters(wanted): Parameters<Runs>,
) -> Result<Json<Vec<ProofRun>>, Failure> {
    let limit = wanted.limit.unwrap_or(RUNS_MAX).clamp(1, RUNS_MAX);
    Ok(Json(app.store().runs(wanted.state, limit.into()).await?))
}

/// Starts a run over the named mailboxes, or over all that fit a filter. A check
/// anybody may start, a full proof only administrators. Its progress follows live,
/// as changes of this run and of its mailboxes. It goes on by itself after a
/// restart.
#[utoipa::path(
    post, path = "/runs", tag = "runs",
    request_body = NewRun,
    responses((status = 202, body = ProofRun), Problems)
)]
async fn start(
    State(app): State<App>,
    who: SignedIn,
    Body(form): Body<NewRun>,
) -> Result<impl IntoResponse, Failure> {
    who.may_prove(form.kind, RunReason::Asked)?;
    let nothing = || Failure::field(Field::Address, Invalid::NothingChosen);
    let filter = form.filter.map(filter_of).transpose()?;
    let over = match (&form.addresses, &filter) {
        (Some(addresses), None) if addresses.len() > RUN_ADDRESSES_MAX => {
            return Err(Failure::new(StatusCode::PAYLOAD_TOO_LARGE, Cause::TooLarge));
        }
        (Some(addresses), None) => Over::Addresses(addresses),
        (None, Some(filter)) => Over::Filter(filter),
        _ => return Err(nothing()),
    };
    let actor = who.actor();
    let new = NewRunRow {
        kind: form.kind,
        reason: RunReason::Asked,
        started_by: actor.as_str(),
        over,
    };
    let id = app.proofs().start_run(&new, &actor).await?;
    let run = app.store().run(&id.ok_or_else(nothing)?).await?;
    Ok((StatusCode::ACCEPTED, Json(run)))
}

fn filter_of(filter: RunFilter) -> Result<MailboxFilter, Failure> {
    let bad = |q: &String| q.len() > SEARCH_MAX || q.contains('\0');
    if filter.q.as_ref().is_some_and(bad) {
        return Err(Failure::new(StatusCode::BAD_REQUEST, Cause::Malformed));
    }
    Ok(MailboxFilter {
        account: filter.account,
        verdict: filter.verdict,
        cause: filter.cause,
        purpose: filter.purpose,
        text: filter.q,
        ..MailboxFilter::default()
    })
}

/// Shows a run with its counts.
#[utoipa::path(
    get, path = "/runs/{id}", tag = "runs",
    params(("id" = RunId, Path)),
    responses((status = 200, body = ProofRun), Problems)
)]
async fn show(
    State(app): State<App>,
    _who: SignedIn,
    Path(id): Path<RunId>,
) -> Result<Json<ProofRun>, Failure> {
    Ok(Json(app.store().run(&id).await?))
}

/// Which mailboxes of a run.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Items {
    /// With this outcome.
    outcome: Option<Outcome>,
    /// Behind this position.
    after: Option<i64>,
    /// How many, at most 500.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
}

/// Lists the mailboxes of a run in their order, with what was found. The next
/// page begins behind the last position.
#[utoipa::path(
    get, path = "/runs/{id}/items", tag = "runs",
    params(("id" = RunId, Path), Items),
    responses((status = 200, body = Vec<RunItem>), Problems)
)]
async fn items(
    State(app): State<App>,
    _who: SignedIn,
    Path(id): Path<RunId>,
    Parameters(wanted): Parameters<Items>,
) -> Result<Json<Vec<RunItem>>, Failure> {
    app.store().run(&id).await?;
    let limit = wanted.limit.unwrap_or(PAGE).clamp(1, PAGE);
    let behind = wanted.after.unwrap_or_default();
    let items = app
        .store()
        .run_items(&id, wanted.outcome, behind, limit.into())
        .await?;
    Ok(Json(items))
}

/// Stops a run. Proofs under way come to their end; the other mailboxes wait
/// until it is resumed. One that no longer runs stays as it is.
#[utoipa::path(
    post, path = "/runs/{id}/stop", tag = "runs",
    params(("id" = RunId, Path)),
    responses((status = 200, body = ProofRun), Problems)
)]
async fn stop(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<RunId>,
) -> Result<Json<ProofRun>, Failure> {
    let run = app.store().run(&id).await?;
    who.may_prove(run.kind, run.reason)?;
    // One that has just ended runs no more, which is what was asked.
    app.store().stop_run(&id, &who.actor()).await?;
    app.proofs().leave_run(&id);
    Ok(Json(app.store().run(&id).await?))
}

/// Lets a stopped run go on where it was.
#[utoipa::path(
    post, path = "/runs/{id}/resume", tag = "runs",
    params(("id" = RunId, Path)),
    responses((status = 200, body = ProofRun), Problems)
)]
async fn resume(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<RunId>,
) -> Result<Json<ProofRun>, Failure> {
    let run = app.store().run(&id).await?;
    who.may_prove(run.kind, run.reason)?;
    if !app.store().resume_run(&id, &who.actor()).await? {
        return Err(Failure::new(StatusCode::CONFLICT, Cause::RunNotStopped));
    }
    app.proofs().drive(&id);
    Ok(Json(app.store().run(&id).await?))
}
