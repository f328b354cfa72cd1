//! Graph accounts: registering, changing, replacing the secret.

mod rotation;
mod sign_ins;

use crate::clock;
use crate::http::{Admin, App, Body, Failure, Page, Paged, Problems, only_if_same};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use contract::accounts::{Account, AccountChange, CheckedSecret, Cloud, NewAccount, NewSecret};
use contract::ids::{AccountId, ClientId, TenantId};
use contract::time::Timestamp;
use secrecy::SecretString;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of this room.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, register))
        .routes(routes!(show, change, remove))
        .routes(routes!(set_secret))
        .merge(rotation::router())
        .merge(sign_ins::router())
}

/// Lists all Graph accounts by name.
#[utoipa::path(
    get, path = "/accounts", tag = "accounts",
    params(Page),
    responses((status = 200, body = Vec<Account>), Problems)
)]
async fn list(
    State(app): State<App>,
    _admin: Admin,
    page: Page,
) -> Result<Paged<Account>, Failure> {
    let all = app.store().accounts().await?;
    page.cut("/accounts", all, |account| account.id.to_string())
}

/// Registers a Graph account. Tenant, client and secret are proved at Microsoft
/// first; what Microsoft refuses is not saved.
#[utoipa::path(
    post, path = "/accounts", tag = "accounts",
    request_body = NewAccount,
    responses((status = 201, body = Account), Problems)
)]
async fn register(
    State(app): State<App>,
    Admin(admin): Admin,
    Body(form): Body<NewAccount>,
) -> Result<impl IntoResponse, Failure> {
    let account = form.check(clock::today()).map_err(Failure::fields)?;
    let secret = &account.secret;
    let app_of = (account.cloud, &account.tenant, &account.client_id);
    let proved_at = prove(&app, app_of, secret, form.even_if_unproved).await?;
    let id = app
        .store()
        .add_account(&account, proved_at, &admin.actor(), &admin.person.name)
        .await?;
    let account = app.store().account(&id).await?;
    Ok((StatusCode::CREATED, Json(account)))
}

/// Shows one Graph account.
#[utoipa::path(
    get, path = "/accounts/{id}", tag = "accounts",
    params(("id" = AccountId, Path)),
    responses((status = 200, body = Account), Problems)
)]
async fn show(
    State(app): State<App>,
    _admin: Admin,
    Path(id): Path<AccountId>,
) -> Result<Json<Account>, Failure> {
    Ok(Json(app.store().account(&id).await?))
}

/// Changes name and purposes. A further purpose may need a further consent.
#[utoipa::path(
    patch, path = "/accounts/{id}", tag = "accounts",
    params(("id" = AccountId, Path)),
    request_body = AccountChange,
    responses((status = 200, body = Account), Problems)
)]
async fn change(
    State(app): State<App>,
    Admin(admin): Admin,
    Path(id): Path<AccountId>,
    headers: HeaderMap,
    Body(form): Body<AccountChange>,
) -> Result<Json<Account>, Failure> {
    let (name, purposes) = form.check().map_err(Failure::fields)?;
    let _turn = app.changing().lock().await;
    only_if_same(&headers, &app.store().account(&id).await?)?;
    app.store()
        .change_account(&id, &name, purposes, &admin.actor())
        .await?;
    app.proofs().judge_account(&id).await?;
    Ok(Json(app.store().account(&id).await?))
}

/// Removes a Graph account that serves no mailbox any more.
#[utoipa::path(
    delete, path = "/accounts/{id}", tag = "accounts",
    params(("id" = AccountId, Path)),
    responses((status = 204), Problems)
)]
async fn remove(
    State(app): State<App>,
    Admin(admin): Admin,
    Path(id): Path<AccountId>,
) -> Result<StatusCode, Failure> {
    app.store().remove_account(&id, &admin.actor()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Replaces the client secret. The new one is proved at Microsoft first; what
/// Microsoft refuses is not saved, and the old one stays.
#[utoipa::path(
    put, path = "/accounts/{id}/secret", tag = "accounts",
    params(("id" = AccountId, Path)),
    request_body = NewSecret,
    responses((status = 200, body = Account), Problems)
)]
async fn set_secret(
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
    // Microsoft took its time; somebody may have been faster.
    let turn = app.changing().lock().await;
    only_if_same(&headers, &app.store().account(&id).await?)?;
    let run = app
        .store()
        .set_secret(&id, &secret, proved_at, &admin.actor(), &admin.person.name)
        .await?;
    drop(turn);
    // What failed because of the old secret is tried again.
    app.keeper().forget_all();
    app.proofs().judge_account(&id).await?;
    if let Some(run) = &run {
        app.proofs().drive(run);
    }
    Ok(Json(app.store().account(&id).await?))
}

/// Proves a secret with a client-credentials request whose token is thrown
/// away. `None` where Microsoft could not be asked and that is accepted.
async fn prove(
    app: &App,
    (cloud, tenant, client_id): (Cloud, &TenantId, &ClientId),
    secret: &CheckedSecret,
    even_if_unproved: bool,
) -> Result<Option<Timestamp>, Failure> {
    let value = SecretString::from(secret.value.expose());
    let entra = app.keeper().entra(cloud);
    match entra.prove_secret(tenant, client_id, &value).await {
        Ok(()) => Ok(Some(clock::now())),
        Err(fault) if even_if_unproved && !fault.is_verdict() => Ok(None),
        Err(fault) => Err(Failure::microsoft(&fault)),
    }
}
