//! Graph accounts and consents.

use super::{Answer, delete, get, get_held, send, send_if};
use crate::task::Later;
use contract::accounts::{Account, AccountChange, NewAccount, NewSecret};
use contract::consents::{Consent, FinishConsent, StartConsent, StartedConsent};
use contract::ids::{AccountId, ConsentId, SignInId};
use contract::sign_ins::{Carriers, MoveMailboxes, MovedMailboxes};
use gloo_net::http::Method;

/// All Graph accounts.
///
/// # Errors
/// `forbidden` for helpdesk.
pub fn accounts() -> Later<Answer<Vec<Account>>> {
    get("/accounts")
}

/// Registers a Graph account, after proving its values at Microsoft.
///
/// # Errors
/// Wrong fields, or why Microsoft refuses them.
pub fn add_account(account: &NewAccount) -> Later<Answer<Account>> {
    send(Method::POST, "/accounts", account)
}

/// One Graph account.
///
/// # Errors
/// `not_found` among others.
pub fn account(id: &AccountId) -> Later<Answer<Account>> {
    get(&account_path(id, ""))
}

/// One Graph account, with the version to name when it is changed.
///
/// # Errors
/// `not_found` among others.
pub fn account_held(id: &AccountId) -> Later<Answer<(Account, String)>> {
    get_held(&account_path(id, ""))
}

/// Changes the name or purposes of an account that is still of that `version`.
///
/// # Errors
/// Wrong fields, or `changed_meanwhile`.
pub fn change_account(
    id: &AccountId,
    change: &AccountChange,
    version: String,
) -> Later<Answer<Account>> {
    send_if(Method::PATCH, &account_path(id, ""), change, version)
}

/// Who signs in for an account, and what each carries.
///
/// # Errors
/// `not_found` among others.
pub fn carriers(id: &AccountId) -> Later<Answer<Carriers>> {
    get(&account_path(id, "/sign-ins"))
}

/// Moves mailboxes to a sign-in of their account, or tries it.
///
/// # Errors
/// Why none of them can be.
pub fn move_mailboxes(
    id: &AccountId,
    to: &SignInId,
    asked: &MoveMailboxes,
) -> Later<Answer<MovedMailboxes>> {
    let rest = ["/sign-ins/", to.as_str(), "/mailboxes"].concat();
    send(Method::POST, &account_path(id, &rest), asked)
}

/// Removes an account.
///
/// # Errors
/// `in_use` while it has mailboxes.
pub fn remove_account(id: &AccountId) -> Later<Answer<()>> {
    delete(&account_path(id, ""))
}

/// Gives an account another secret, after proving it at Microsoft.
///
/// # Errors
/// Wrong fields, or why Microsoft refuses it.
pub fn change_secret(id: &AccountId, secret: &NewSecret) -> Later<Answer<Account>> {
    send(Method::PUT, &account_path(id, "/secret"), secret)
}

/// Starts a consent.
///
/// # Errors
/// `not_found` and `forbidden` among others.
pub fn start_consent(id: &AccountId, start: &StartConsent) -> Later<Answer<StartedConsent>> {
    send(Method::POST, &account_path(id, "/consents"), start)
}

/// One consent.
///
/// # Errors
/// `not_found` among others.
pub fn consent(id: &ConsentId) -> Later<Answer<Consent>> {
    get(&["/consents/", id.as_str()].concat())
}

/// Hands over what came back from Microsoft.
///
/// # Errors
/// When nothing could be decided; a consent that failed is an answer.
pub fn finish_consent(finish: &FinishConsent) -> Later<Answer<Consent>> {
    send(Method::POST, "/consents/finish", finish)
}

fn account_path(id: &AccountId, rest: &str) -> String {
    ["/accounts/", id.as_str(), rest].concat()
}
