//! Warnings: where they go, what was told, and the work of telling it.

mod deliver;
mod hook;
mod target;
mod words;

pub(crate) use deliver::work;

use crate::http::{Admin, App, Body, Failure, Problems};
use crate::{random, store::StoreError};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use contract::catalogue::Cause;
use contract::fields::{Field, Invalid};
use contract::warnings::{NewWarningSettings, SavedWarningSettings, WarningRound, WarningSettings};
use secrecy::SecretString;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Rounds that are shown.
const ROUNDS: i64 = 100;

/// The routes of this room.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(settings, set))
        .routes(routes!(test))
}

/// Lists what was told last, newest first, with its ways out.
#[utoipa::path(
    get, path = "/warnings", tag = "warnings",
    responses((status = 200, body = Vec<WarningRound>), Problems)
)]
async fn list(State(app): State<App>, _admin: Admin) -> Result<Json<Vec<WarningRound>>, Failure> {
    Ok(Json(app.store().warning_rounds(ROUNDS).await?))
}

/// Shows where warnings go.
#[utoipa::path(
    get, path = "/warnings/settings", tag = "warnings",
    responses((status = 200, body = WarningSettings), Problems)
)]
async fn settings(State(app): State<App>, _admin: Admin) -> Result<Json<WarningSettings>, Failure> {
    Ok(Json(app.store().warning_settings().await?))
}

/// Saves where warnings go. A webhook's target must be a public https address,
/// unless its network is named in the configuration; it gets a secret for its
/// signatures, which only this answer shows.
#[utoipa::path(
    put, path = "/warnings/settings", tag = "warnings",
    request_body = NewWarningSettings,
    responses((status = 200, body = SavedWarningSettings), Problems)
)]
async fn set(
    State(app): State<App>,
    Admin(admin): Admin,
    Body(form): Body<NewWarningSettings>,
) -> Result<Json<SavedWarningSettings>, Failure> {
    let checked = form.check().map_err(Failure::fields)?;
    if let Some(from) = &checked.mail_from {
        let mailbox = match app.store().mailbox(from).await {
            Err(StoreError::NotFound) => None,
            found => Some(found?),
        };
        if !mailbox.is_some_and(|mailbox| mailbox.purposes.sends()) {
            return Err(Failure::field(Field::Address, Invalid::NothingChosen));
        }
    }
    if let Some(url) = &checked.webhook_url {
        target::resolve(url, &app.site().webhook_networks)
            .await
            .map_err(|_| Failure::new(StatusCode::UNPROCESSABLE_ENTITY, Cause::WebhookTarget))?;
    }
    let settings = WarningSettings {
        mail_from: checked.mail_from,
        mail_to: checked.mail_to,
        lang: form.lang,
        webhook_url: checked.webhook_url,
        silence_hours: form.silence_hours,
    };
    let known = app.store().hook_secret().await?.is_some();
    let wants = settings.webhook_url.is_some() && (form.new_webhook_secret || !known);
    let secret = wants.then(|| {
        let bytes: [u8; 32] = random::bytes();
        [hook::SECRET_PREFIX, &STANDARD.encode(bytes)].concat()
    });
    let sealed = secret.as_deref().map(SecretString::from);
    app.store()
        .set_warning_settings(&settings, sealed.as_ref(), &admin.actor())
        .await?;
    Ok(Json(SavedWarningSettings {
        settings,
        webhook_secret: secret,
    }))
}

/// Sends a try-out over every way out.
#[utoipa::path(
    post, path = "/warnings/test", tag = "warnings",
    responses((status = 202, body = WarningRound), Problems)
)]
async fn test(State(app): State<App>, Admin(admin): Admin) -> Result<impl IntoResponse, Failure> {
    let settings = app.store().warning_settings().await?;
    if settings.webhook_url.is_none() && settings.mail_from.is_none() {
        return Err(Failure::new(StatusCode::CONFLICT, Cause::NobodyToWarn));
    }
    let round = app.store().test_warning(&admin.actor()).await?;
    Ok((StatusCode::ACCEPTED, Json(round)))
}
