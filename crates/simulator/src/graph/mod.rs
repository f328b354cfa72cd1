//! Microsoft Graph v1.0, the part about mail.

pub(crate) mod access;
pub(crate) mod attachments;
pub(crate) mod batch;
pub(crate) mod call;
pub(crate) mod caller;
pub(crate) mod compose;
pub(crate) mod dispatch;
pub(crate) mod error;
pub(crate) mod filter;
pub(crate) mod folders;
pub(crate) mod messages;
pub(crate) mod query;
pub(crate) mod render;
pub(crate) mod send;
pub(crate) mod users;

use axum::Router;
use axum::routing::any;

use crate::world::Shared;

/// Everything under `/v1.0`.
pub(crate) fn router() -> Router<Shared> {
    Router::new().route("/v1.0/{*path}", any(call::receive))
}
