//! Microsoft Graph v1.0, the part about mail.

pub(crate) mod access;
pub(crate) mod attachments;
pub(crate) mod batch;
pub(crate) mod call;
pub(crate) mod caller;
pub(crate) mod compose;
pub(crate) mod delta;
pub(crate) mod dispatch;
pub(crate) mod error;
pub(crate) mod filter;
pub(crate) mod folders;
pub(crate) mod limits;
pub(crate) mod messages;
pub(crate) mod query;
pub(crate) mod render;
pub(crate) mod reply;
pub(crate) mod send;
pub(crate) mod translate;
pub(crate) mod uploads;
pub(crate) mod users;
pub(crate) mod view;

use axum::Router;
use axum::response::Response;
use axum::routing::any;
use http::HeaderMap;

use crate::graph::limits::Pass;
use crate::world::{Shared, World};

/// Everything under `/v1.0`, and the addresses of upload sessions.
pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/v1.0/{*path}", any(call::receive))
        .route("/api/gv1.0/{*path}", any(uploads::receive))
}

/// Counts a request to Graph, or refuses one too many. Whoever sends no token
/// is turned away elsewhere.
pub(crate) fn admit(
    world: &World,
    path: &str,
    headers: &HeaderMap,
) -> Result<Option<Pass>, Box<Response>> {
    if !path.starts_with("/v1.0/") || path.ends_with("$batch") {
        return Ok(None);
    }
    let Ok(caller) = caller::of(world, headers) else {
        return Ok(None);
    };
    limits::enter(world, path, &caller).map_err(|error| Box::new(error.response(headers, world)))
}
