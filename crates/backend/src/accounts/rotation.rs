//! Replacing a secret without a moment in which nothing works: the next one is
//! proved beside the one in use, then they swap, and the old one stays as a
//! fallback until it ends or somebody has removed it in Entra.

use super::prove;
use crate::clock;
use crate::http::{Admin, App, Body, Failure, Problems, only_if_same};
use crate::store::StoreError;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use contract::accounts::{Account, NewSecret};
use contract::calendar::SecretSlot;
use contract::catalogue::Cause;
use contract::ids::{AccountId, RunId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(set_next, drop_next))
        .routes(routes!(swap))
        .routes(routes!(back))
        .routes(routes!(drop_previous))
}

/// Saves the next client secret beside the one in use. It is proved at
/// Microsoft first; what Microsoft refuses is not saved.
#[utoipa::path(
    put, path = "/accounts/{id}/secret/next", tag = "accounts",
    params(("id" = AccountId, Path)),
    request_body = NewSecret,
    responses((status = 200, body = Account), Problems)
)]
async fn set_next(
    State(app): State<App>,
    Admin(admin): Admin,
    Path(id): Path<AccountId>,
    headers: HeaderMap,
    Body(form): Body<NewSecret>,
) -> Result<Json<Account>, Failure> {
    let secret = form.check(clock::today()).map_err(Failure::fields)?;
    let known = app.store().account(&id).await?;
    only_if_same(&headers, &known)?;
    let app_of = (known.cloud, &known.tenant, &known.client_id);
    let proved_at = prove(&app, app_of, &secret, form.even_if_unproved).await?;
    let (actor, by) = (admin.actor(), &admin.person.name);
    app.store()
        .set_next_secret(&id, &secret, proved_at, &actor, by)
        .await?;
    Ok(Json(app.store().account(&id).await?))
}

/// Forgets the next client secret. The one in use stays.
#[utoipa::path(
    delete, path = "/accounts/{id}/secret/next", tag = "accounts",
    params(("id" = AccountId, Path)),
    responses((status = 204), Problems)
)]
async fn drop_next(
    State(app): State<App>,
    Admin(admin): Admin,
    Path(id): Path<AccountId>,
) -> Result<StatusCode, Failure> {
    forget(&app, &id, SecretSlot::Next, &admin).await
}

/// Puts the next client secret in use, after proving it once more. The one in
/// use until now stays as a fallback. Then all mailboxes are proved in full.
#[utoipa::path(
    post, path = "/accounts/{id}/secret/swap", tag = "accounts",
    params(("id" = AccountId, Path)),
    responses((status = 200, body = Account), Problems)
)]
async fn swap(
    State(app): State<App>,
    Admin(admin): Admin,
    Path(id): Path<AccountId>,
) -> Result<Json<Account>, Failure> {
    prove_stored(&app, &id, SecretSlot::Next).await?;
    let (actor, none) = (admin.actor(), missing(SecretSlot::Next));
    let swapped = app.store().swap_secret(&id, &actor).await;
    let run = swapped.map_err(|error| or_missing(error, none))?;
    after(&app, &id, run.as_ref()).await
}

/// Puts the client secret that was replaced back in use, after proving it.
#[utoipa::path(
    post, path = "/accounts/{id}/secret/back", tag = "accounts",
    params(("id" = AccountId, Path)),
    responses((status = 200, body = Account), Problems)
)]
async fn back(
    State(app): State<App>,
    Admin(admin): Admin,
    Path(id): Path<AccountId>,
) -> Result<Json<Account>, Failure> {
    prove_stored(&app, &id, SecretSlot::Previous).await?;
    let (actor, none) = (admin.actor(), missing(SecretSlot::Previous));
    let put = app.store().put_secret_back(&id, &actor).await;
    let run = put.map_err(|error| or_missing(error, none))?;
    after(&app, &id, run.as_ref()).await
}

/// Forgets the client secret that was replaced: somebody has removed it in
/// Entra. It is no fallback any more.
#[utoipa::path(
    delete, path = "/accounts/{id}/secret/previous", tag = "accounts",
    params(("id" = AccountId, Path)),
    responses((status = 204), Problems)
)]
async fn drop_previous(
    State(app): State<App>,
    Admin(admin): Admin,
    Path(id): Path<AccountId>,
) -> Result<StatusCode, Failure> {
    forget(&app, &id, SecretSlot::Previous, &admin).await
}

async fn forget(
    app: &App,
    id: &AccountId,
    slot: SecretSlot,
    admin: &crate::http::SignedIn,
) -> Result<StatusCode, Failure> {
    app.store().account(id).await?;
    let dropped = app.store().drop_secret(id, slot, &admin.actor()).await;
    dropped.map_err(|error| or_missing(error, missing(slot)))?;
    app.proofs().judge_account(id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Only a secret that Microsoft accepts now is put in use.
async fn prove_stored(app: &App, id: &AccountId, slot: SecretSlot) -> Result<(), Failure> {
    let account = app.store().account(id).await?;
    let secret = app.store().secret_in(id, slot).await;
    let secret = secret.map_err(|error| or_missing(error, missing(slot)))?;
    let entra = app.keeper().entra(account.cloud);
    let proved = entra
        .prove_secret(&account.tenant, &account.client_id, &secret)
        .await;
    proved.map_err(|fault| Failure::microsoft(&fault))
}

fn missing(slot: SecretSlot) -> Cause {
    match slot {
        SecretSlot::Next => Cause::NoNextSecret,
        _ => Cause::NoPreviousSecret,
    }
}

fn or_missing(error: StoreError, cause: Cause) -> Failure {
    match error {
        StoreError::NotFound => Failure::new(StatusCode::CONFLICT, cause),
        error => error.into(),
    }
}

async fn after(app: &App, id: &AccountId, run: Option<&RunId>) -> Result<Json<Account>, Failure> {
    // What failed because of the other secret is tried again.
    app.keeper().forget_all();
    app.proofs().judge_account(id).await?;
    if let Some(run) = run {
        app.proofs().drive(run);
    }
    Ok(Json(app.store().account(id).await?))
}
