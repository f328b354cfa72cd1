//! Diagnoses: how a mailbox stood at one moment, under an address to share.

use crate::http::{App, Failure, Problems, SignedIn};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use contract::diagnoses::Diagnosis;
use contract::ids::{Address, DiagnosisId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of this room.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(keep))
        .routes(routes!(show))
}

/// Keeps how a mailbox stands now, for 90 days, also when the mailbox is removed.
/// Where the same was kept within the hour, that is the answer.
#[utoipa::path(
    post, path = "/mailboxes/{address}/diagnoses", tag = "mailboxes",
    params(("address" = Address, Path)),
    responses((status = 201, body = Diagnosis), Problems)
)]
async fn keep(
    State(app): State<App>,
    who: SignedIn,
    Path(address): Path<Address>,
) -> Result<impl IntoResponse, Failure> {
    // What a proof under way finds is not known yet.
    let mailbox = app.store().mailbox(&address).await?;
    let kept = app
        .store()
        .keep_diagnosis(&mailbox, who.person.name.as_str(), &who.actor())
        .await?;
    Ok((StatusCode::CREATED, Json(kept)))
}

/// Shows how a mailbox stood when this was kept.
#[utoipa::path(
    get, path = "/diagnoses/{id}", tag = "mailboxes",
    params(("id" = DiagnosisId, Path)),
    responses((status = 200, body = Diagnosis), Problems)
)]
async fn show(
    State(app): State<App>,
    _who: SignedIn,
    Path(id): Path<DiagnosisId>,
) -> Result<Json<Diagnosis>, Failure> {
    Ok(Json(app.store().diagnosis(&id).await?))
}
