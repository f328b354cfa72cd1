//! Rights in Exchange that are missing.

use super::{Answer, send};
use crate::task::Later;
use contract::rights::{NewRightsScript, RightsScript};
use gloo_net::http::Method;

/// The script that gives what is missing. The mailboxes are checked again until
/// it has arrived.
///
/// # Errors
/// `nothing_missing`, or `too_large` for very many.
pub fn rights_script(of: &NewRightsScript) -> Later<Answer<RightsScript>> {
    send(Method::POST, "/rights-script", of)
}
