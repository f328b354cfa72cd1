//! Asking somebody outside the panel; and what that person sends, without a
//! session: their token stands in bodies only.

use super::{Answer, delete, exchange, get, send};
use crate::task::Later;
use contract::asked::{
    Asked, AskedOfYou, CreatedAsked, FillInSecret, FinishAsked, FinishedAsked, NewAsked, ReadAsked,
    StartAsked,
};
use contract::consents::StartedConsent;
use contract::ids::{AccountId, AskedId};
use gloo_net::http::Method;

/// Whom one asked for an account, the last first.
///
/// # Errors
/// `not_found` among others.
pub fn asked_of(account: &AccountId) -> Later<Answer<Vec<Asked>>> {
    get(&path_of(account))
}

/// Asks somebody. The link is in this answer only.
///
/// # Errors
/// Wrong fields.
pub fn ask(account: &AccountId, asked: &NewAsked) -> Later<Answer<CreatedAsked>> {
    send(Method::POST, &path_of(account), asked)
}

/// Makes another link for the same; the old one opens nothing any more.
///
/// # Errors
/// `not_found` where it is done or was taken back.
pub fn ask_again(id: &AskedId) -> Later<Answer<CreatedAsked>> {
    let path = ["/asked/", id.as_str(), "/resend"].concat();
    send(Method::POST, &path, &())
}

/// Takes a link back.
///
/// # Errors
/// `not_found` where it is done or was taken back.
pub fn take_back(id: &AskedId) -> Later<Answer<()>> {
    delete(&["/asked/", id.as_str()].concat())
}

/// What one is asked.
///
/// # Errors
/// `asked_used`, `asked_expired`, `asked_revoked`, `asked_over`.
pub fn read_asked(token: &ReadAsked) -> Later<Answer<AskedOfYou>> {
    send(Method::POST, "/asked/read", token)
}

/// Starts the consent one is asked for.
///
/// # Errors
/// As [`read_asked`].
pub fn start_asked(start: &StartAsked) -> Later<Answer<StartedConsent>> {
    send(Method::POST, "/asked/start", start)
}

/// Hands over what came back from Microsoft.
///
/// # Errors
/// As [`read_asked`]; a consent that failed is an answer.
pub fn finish_asked(finish: &FinishAsked) -> Later<Answer<FinishedAsked>> {
    send(Method::POST, "/asked/finish", finish)
}

/// Fills in the secret one is asked for.
///
/// # Errors
/// Wrong fields, why Microsoft refuses it, or as [`read_asked`].
pub fn fill_in_asked(secret: &FillInSecret) -> Later<Answer<()>> {
    let body = serde_json::to_string(secret).ok();
    let answer = exchange(Method::POST, "/asked/secret", body);
    Box::pin(async move { answer.await.map(|_| ()) })
}

fn path_of(account: &AccountId) -> String {
    ["/accounts/", account.as_str(), "/asked"].concat()
}
