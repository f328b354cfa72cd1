//! Accounts and mailboxes as CSV and JSON, without secrets: out and in.

mod form;
mod plan;

pub(crate) use form::{BadRow, read_csv, read_json, write_csv};
pub(crate) use plan::plan;

use crate::http::{Admin, App, Failure, Parameters, Problems};
use crate::store::{Actor, Store, StoreError};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::catalogue::Cause;
use contract::ids::Name;
use contract::transfer::{Imported, Transfer};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Bad rows that are named in an answer.
const NAMED: usize = 20;

/// The routes of this room.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(export))
        .routes(routes!(import))
}

/// The forms of an export.
#[derive(Clone, Copy, Default, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
enum Form {
    /// For a spreadsheet.
    Csv,
    /// For programs.
    #[default]
    Json,
}

/// Which form.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// The form.
    #[serde(default)]
    #[param(inline)]
    format: Form,
}

/// Exports accounts and mailboxes, without secrets.
#[utoipa::path(
    get, path = "/export", tag = "transfer",
    params(Wanted),
    responses(
        (status = 200, content((Transfer = "application/json"), (String = "text/csv"))),
        Problems,
    )
)]
async fn export(
    State(app): State<App>,
    Admin(admin): Admin,
    Parameters(Wanted { format }): Parameters<Wanted>,
) -> Result<Response, Failure> {
    let all = take_out(app.store(), &admin.actor()).await?;
    Ok(match format {
        Form::Json => Json(all).into_response(),
        Form::Csv => {
            let headers = [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
                (
                    header::CONTENT_DISPOSITION,
                    "attachment; filename=\"mailboxes.csv\"",
                ),
            ];
            (headers, write_csv(&all)).into_response()
        }
    })
}

/// Imports what an export wrote: everything that is not there yet, or nothing.
/// Accounts come without a secret, and wait for it.
#[utoipa::path(
    post, path = "/import", tag = "transfer",
    request_body(content((Transfer = "application/json"), (String = "text/csv"))),
    responses((status = 200, body = Imported), Problems)
)]
async fn import(
    State(app): State<App>,
    Admin(admin): Admin,
    headers: HeaderMap,
    body: String,
) -> Result<Json<Imported>, Failure> {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .and_then(|kind| kind.split(';').next())
        .map(str::trim);
    let read = match kind {
        Some("application/json") => read_json(&body),
        Some("text/csv") => read_csv(&body),
        _ => {
            let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            return Err(Failure::new(status, Cause::Malformed));
        }
    };
    let done = take_in(app.store(), read, &admin.actor(), &admin.person.name).await;
    let done = done.map_err(|refused| match refused {
        Refused::Rows(rows) => Failure::rows(told(&rows)),
        Refused::Store(error) => error.into(),
    })?;
    app.proofs().judge_all().await?;
    Ok(Json(done))
}

/// Why nothing was imported.
pub(crate) enum Refused {
    /// Rows.
    Rows(Vec<BadRow>),
    /// The database.
    Store(StoreError),
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Everything, with a line in the audit.
pub(crate) async fn take_out(store: &Store, actor: &Actor) -> Result<Transfer, StoreError> {
    store.note(actor, "export", "", "").await?;
    store.transfer().await
}

/// Takes in what is new, or nothing.
pub(crate) async fn take_in(
    store: &Store,
    read: Result<form::Rows, Vec<BadRow>>,
    actor: &Actor,
    by: &Name,
) -> Result<Imported, Refused> {
    let rows = read.map_err(Refused::Rows)?;
    let there = store.transfer().await?;
    let (new, done) = plan(rows, &there).map_err(Refused::Rows)?;
    store.take_in(&new, actor, by).await?;
    Ok(done)
}

/// The bad rows in words.
pub(crate) fn told(rows: &[BadRow]) -> String {
    let mut text: Vec<String> = rows.iter().take(NAMED).map(ToString::to_string).collect();
    if rows.len() > NAMED {
        text.push(format!("and {} more", rows.len() - NAMED));
    }
    ["Nothing was imported. ", &text.join("; ")].concat()
}
