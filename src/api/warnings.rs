//! Warnings: where they go, and what was told.

use super::{Answer, get, send};
use crate::task::Later;
use contract::warnings::{NewWarningSettings, SavedWarningSettings, WarningRound, WarningSettings};
use gloo_net::http::Method;

/// What was told last, newest first.
///
/// # Errors
/// `forbidden` for helpdesk.
pub fn warnings() -> Later<Answer<Vec<WarningRound>>> {
    get("/warnings")
}

/// Where warnings go.
///
/// # Errors
/// `forbidden` for helpdesk.
pub fn warning_settings() -> Later<Answer<WarningSettings>> {
    get("/warnings/settings")
}

/// Saves where warnings go. A new signing secret is in this answer only.
///
/// # Errors
/// Wrong fields, or `webhook_target`.
pub fn set_warnings(settings: &NewWarningSettings) -> Later<Answer<SavedWarningSettings>> {
    send(Method::PUT, "/warnings/settings", settings)
}

/// Sends a try-out every way.
///
/// # Errors
/// `nobody_to_warn`.
pub fn test_warning() -> Later<Answer<WarningRound>> {
    send(Method::POST, "/warnings/test", &())
}
