//! Exchange accounts that wait to become Graph mailboxes.

use crate::http::{Admin, App, Body, Failure, Page, Paged, Problems};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::fields::{Field, Invalid};
use contract::migration::{HandOver, Waiting};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Exchange accounts in one request at most.
const ACCOUNTS_MAX: usize = 5000;

/// Longest name of a server, in bytes.
const SERVER_MAX: usize = 253;

/// The routes of this room.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, hand_over))
}

/// Lists the Exchange accounts, with the connection that counts for each.
#[utoipa::path(
    get, path = "/exchange-accounts", tag = "migration",
    params(Page),
    responses((status = 200, body = Vec<Waiting>), Problems)
)]
async fn list(
    State(app): State<App>,
    _admin: Admin,
    page: Page,
) -> Result<Paged<Waiting>, Failure> {
    let all = app.store().exchange_accounts().await?;
    page.cut("/exchange-accounts", all, |waiting| {
        waiting.account.address.to_string()
    })
}

/// Takes Exchange accounts over: all of them, or none.
#[utoipa::path(
    post, path = "/exchange-accounts", tag = "migration",
    request_body = HandOver,
    responses((status = 200, body = Vec<Waiting>), Problems)
)]
async fn hand_over(
    State(app): State<App>,
    Admin(admin): Admin,
    Body(form): Body<HandOver>,
) -> Result<Json<Vec<Waiting>>, Failure> {
    if form.accounts.is_empty() || form.accounts.len() > ACCOUNTS_MAX {
        return Err(Failure::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            contract::catalogue::Cause::TooLarge,
        ));
    }
    for account in &form.accounts {
        let server = &account.server;
        if account.purposes.is_empty() {
            return Err(Failure::field(Field::Purposes, Invalid::NothingChosen));
        }
        if server.len() > SERVER_MAX || server.chars().any(char::is_control) {
            return Err(Failure::field(Field::Name, Invalid::Malformed));
        }
    }
    app.store()
        .hand_over(&form.accounts, &admin.actor())
        .await?;
    Ok(Json(app.store().exchange_accounts().await?))
}
