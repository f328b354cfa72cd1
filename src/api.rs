//! The only place that speaks HTTP: one function per operation of the API.
//!
//! Every answer is either what was asked for or a [`Problem`]. A backend that
//! does not answer is a problem as well, with the cause `server_away`.

use crate::json;
use crate::route::encode;
use crate::task::Later;
use contract::access::{ConfirmPassword, Confirmed};
use contract::accounts::{Account, AccountChange, NewAccount, NewSecret};
use contract::catalogue::Cause;
use contract::consents::{Consent, FinishConsent, StartConsent, StartedConsent};
use contract::ids::{AccountId, Address, ConsentId, TestMailId};
use contract::mailboxes::{
    Mailbox, MailboxPage, NewMailbox, NewTestMail, ProofKind, StartProof, TestMail,
};
use contract::people::{LogIn, Person, SetUp, Welcome};
use contract::problem::Problem;
use gloo_net::http::{Method, RequestBuilder};
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Poll, Waker};

/// Why something did not work. Boxed: it is large, and rare.
pub type Failure = Box<Problem>;

/// What an operation comes to.
pub type Answer<T> = Result<T, Failure>;

thread_local! {
    static SIGNED_OUT: ArcRwSignal<bool> = ArcRwSignal::new(false);
    static AWAY: ArcRwSignal<bool> = ArcRwSignal::new(false);
    static CONFIRMING: ArcRwSignal<bool> = ArcRwSignal::new(false);
    static CONFIRMED: Cell<bool> = const { Cell::new(false) };
    static WAITING: RefCell<Vec<Waker>> = const { RefCell::new(Vec::new()) };
}

/// Whether the backend said that nobody is signed in any more.
#[must_use]
pub fn signed_out() -> ArcRwSignal<bool> {
    SIGNED_OUT.with(Clone::clone)
}

/// Whether the backend did not answer the last time.
#[must_use]
pub fn away() -> ArcRwSignal<bool> {
    AWAY.with(Clone::clone)
}

/// Whether something waits for the person to confirm their password.
#[must_use]
pub fn confirming() -> ArcRwSignal<bool> {
    CONFIRMING.with(Clone::clone)
}

/// The person confirmed their password, or would rather not: what waited goes
/// on, or is refused.
pub fn end_confirming(confirmed: bool) {
    if confirming().get_untracked() {
        CONFIRMED.set(confirmed);
        confirming().set(false);
        WAITING.take().into_iter().for_each(Waker::wake);
    }
}

/// Asks the person to confirm their password, and waits for what they do.
async fn confirmed() -> bool {
    confirming().set(true);
    poll_fn(|context| {
        if confirming().get_untracked() {
            WAITING.with_borrow_mut(|all| all.push(context.waker().clone()));
            Poll::Pending
        } else {
            Poll::Ready(CONFIRMED.get())
        }
    })
    .await
}

/// What the panel must know before anything else.
///
/// # Errors
/// Only when the backend is away.
pub fn welcome() -> Later<Answer<Welcome>> {
    get("/welcome")
}

/// Makes the first administrator.
///
/// # Errors
/// What is wrong with the code or the fields.
pub fn set_up(set_up: &SetUp) -> Later<Answer<Person>> {
    send(Method::POST, "/set-up", set_up)
}

/// Signs a person in.
///
/// # Errors
/// `wrong_credentials` and `too_many_tries` among others.
pub fn log_in(log_in: &LogIn) -> Later<Answer<Person>> {
    send(Method::POST, "/session", log_in)
}

/// Confirms the password of whoever is signed in.
///
/// # Errors
/// `password_wrong` and `too_many_tries` among others.
pub fn confirm_password(password: &ConfirmPassword) -> Later<Answer<Confirmed>> {
    send(Method::POST, "/session/confirm", password)
}

/// Signs the person out.
///
/// # Errors
/// Only when the backend is away.
pub fn log_out() -> Later<Answer<()>> {
    delete("/session")
}

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

/// Changes an account's name or purposes.
///
/// # Errors
/// Wrong fields.
pub fn change_account(id: &AccountId, change: &AccountChange) -> Later<Answer<Account>> {
    send(Method::PATCH, &account_path(id, ""), change)
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

/// A page of mailboxes. `query` is what stands behind the `?`.
///
/// # Errors
/// When the backend cannot read them.
pub fn mailboxes(query: &str) -> Later<Answer<MailboxPage>> {
    get(&["/mailboxes?", query].concat())
}

/// Adds a mailbox to an account; its first check starts by itself.
///
/// # Errors
/// Wrong fields, or `already_exists`.
pub fn add_mailbox(mailbox: &NewMailbox) -> Later<Answer<Mailbox>> {
    send(Method::POST, "/mailboxes", mailbox)
}

/// One mailbox.
///
/// # Errors
/// `not_found` among others.
pub fn mailbox(address: &Address) -> Later<Answer<Mailbox>> {
    get(&mailbox_path(address, ""))
}

/// Removes a mailbox from ImageCapture; in Microsoft 365 nothing changes.
///
/// # Errors
/// `forbidden` for helpdesk.
pub fn remove_mailbox(address: &Address) -> Later<Answer<()>> {
    delete(&mailbox_path(address, ""))
}

/// Starts a proof of a mailbox.
///
/// # Errors
/// `busy` while one runs.
pub fn prove(address: &Address, kind: ProofKind) -> Later<Answer<Mailbox>> {
    let path = mailbox_path(address, "/proofs");
    send(Method::POST, &path, &StartProof { kind })
}

/// The test mails of a mailbox, newest first.
///
/// # Errors
/// `not_found` among others.
pub fn test_mails(address: &Address) -> Later<Answer<Vec<TestMail>>> {
    get(&mailbox_path(address, "/test-mails"))
}

/// Sends a test mail from a mailbox.
///
/// # Errors
/// Wrong fields.
pub fn send_test_mail(address: &Address, mail: &NewTestMail) -> Later<Answer<TestMail>> {
    send(Method::POST, &mailbox_path(address, "/test-mails"), mail)
}

/// One test mail.
///
/// # Errors
/// `not_found` among others.
pub fn test_mail(id: &TestMailId) -> Later<Answer<TestMail>> {
    get(&["/test-mails/", id.as_str()].concat())
}

/// The page that starts the panel, as the server has it now.
///
/// # Errors
/// When the server is away.
pub fn index() -> Later<Answer<String>> {
    try_once(&Method::GET, "/", None)
}

/// Where live changes come from.
#[must_use]
pub fn events_url() -> String {
    [contract::API, "/events"].concat()
}

fn account_path(id: &AccountId, rest: &str) -> String {
    ["/accounts/", id.as_str(), rest].concat()
}

fn mailbox_path(address: &Address, rest: &str) -> String {
    ["/mailboxes/", &encode(address.as_str()), rest].concat()
}

fn get<T: DeserializeOwned + 'static>(path: &str) -> Later<Answer<T>> {
    typed(exchange(Method::GET, path, None))
}

fn send<T: DeserializeOwned + 'static>(
    method: Method,
    path: &str,
    body: &impl Serialize,
) -> Later<Answer<T>> {
    typed(exchange(method, path, serde_json::to_string(body).ok()))
}

fn delete(path: &str) -> Later<Answer<()>> {
    let answer = exchange(Method::DELETE, path, None);
    Box::pin(async move { answer.await.map(|_| ()) })
}

fn typed<T: DeserializeOwned + 'static>(answer: Later<Answer<String>>) -> Later<Answer<T>> {
    Box::pin(async move {
        let text = answer.await?;
        json::read(&text).map_err(|_| plain(Cause::Internal))
    })
}

/// One request and its answer, as text. Everything that is the same for all
/// operations is here, once: also that a far-reaching one goes on by itself
/// after the password was confirmed.
fn exchange(method: Method, path: &str, body: Option<String>) -> Later<Answer<String>> {
    let url = [contract::API, path].concat();
    Box::pin(async move {
        let answer = try_once(&method, &url, body.clone()).await;
        match answer {
            Err(problem) if problem.code == Cause::ConfirmPassword => {
                if confirmed().await {
                    try_once(&method, &url, body).await
                } else {
                    Err(problem)
                }
            }
            answer => answer,
        }
    })
}

fn try_once(method: &Method, url: &str, body: Option<String>) -> Later<Answer<String>> {
    let request = RequestBuilder::new(url)
        .header("accept", "application/json")
        .header(contract::REQUESTED_BY, contract::PANEL)
        .method(method.clone());
    let request = match body {
        Some(body) => request
            .header("content-type", "application/json")
            .body(body),
        None => request.build(),
    };
    Box::pin(async move {
        let answer = async {
            let answer = request?.send().await?;
            let text = answer.text().await?;
            Ok::<_, gloo_net::Error>((answer.status(), text))
        };
        decide(answer.await.ok())
    })
}

/// What a status and a text amount to. Without either the backend is away; so
/// it is when a proxy answers 502 in its place, which is no problem of ours.
fn decide(answer: Option<(u16, String)>) -> Answer<String> {
    let answer = answer.filter(|(status, text)| *status < 500 || text.starts_with('{'));
    let away = away();
    if away.get_untracked() != answer.is_none() {
        away.set(answer.is_none());
    }
    let (status, text) = answer.ok_or_else(|| plain(Cause::ServerAway))?;
    if status < 400 {
        return Ok(text);
    }
    let problem = json::read::<Problem>(&text);
    let problem = problem.map_or_else(|_| plain(Cause::Internal), Box::new);
    if problem.code == Cause::NotSignedIn {
        signed_out().set(true);
    }
    Err(problem)
}

/// A problem that the panel itself noticed.
#[must_use]
pub fn plain(code: Cause) -> Failure {
    Box::new(Problem {
        kind: String::new(),
        title: String::new(),
        status: 0,
        detail: None,
        code,
        remedy: String::new(),
        owner: code.owner(),
        errors: Vec::new(),
        microsoft: None,
        request_id: None,
    })
}
