//! Pages for people that are no part of a sign-in: the overview and the
//! mailboxes.

pub(crate) mod layout;

use axum::Router;
use axum::routing::get;

use crate::world::Shared;

/// Everything a person may look at.
pub(crate) fn router() -> Router<Shared> {
    Router::new().route(layout::STYLE_PATH, get(layout::style))
}
