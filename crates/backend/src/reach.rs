//! Whether Microsoft answers.

use crate::http::{App, Problems, SignedIn};
use axum::Json;
use axum::extract::State;
use contract::reach::{LastCall, Reach};
use contract::time::Timestamp;
use std::time::UNIX_EPOCH;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of this room.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show))
}

/// Shows how the last call to Microsoft ended, of whatever kind it was. Asks Microsoft
/// nothing.
#[utoipa::path(
    get, path = "/microsoft", tag = "live",
    responses((status = 200, body = Reach), Problems)
)]
async fn show(State(app): State<App>, _: SignedIn) -> Json<Reach> {
    let last = app.keeper().transport().last_call().map(|call| {
        let at = call.at.duration_since(UNIX_EPOCH).unwrap_or_default();
        LastCall {
            answered: call.answered,
            at: Timestamp(i64::try_from(at.as_millis()).unwrap_or(i64::MAX)),
            took_ms: u32::try_from(call.took.as_millis()).unwrap_or(u32::MAX),
        }
    });
    Json(Reach { last })
}
