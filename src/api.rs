//! The only place that speaks HTTP: one function per operation of the API.
//!
//! Every answer is either what was asked for or a [`Problem`]. A backend that
//! does not answer is a problem as well, with the cause `server_away`.

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

/// Why something did not work. Boxed: it is large, and rare.
pub type Failure = Box<Problem>;

/// What an operation comes to.
pub type Answer<T> = Result<T, Failure>;

thread_local! {
    static SIGNED_OUT: ArcRwSignal<bool> = ArcRwSignal::new(false);
    static AWAY: ArcRwSignal<bool> = ArcRwSignal::new(false);
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

/// What the panel must know before anything else.
///
/// # Errors
/// Only when the backend is away.
pub async fn welcome() -> Answer<Welcome> {
    get("/welcome").await
}

/// Makes the first administrator.
///
/// # Errors
/// What is wrong with the code or the fields.
pub async fn set_up(set_up: SetUp) -> Answer<Person> {
    send(Method::POST, "/set-up", &set_up).await
}

/// Signs a person in.
///
/// # Errors
/// `wrong_credentials` and `too_many_tries` among others.
pub async fn log_in(log_in: LogIn) -> Answer<Person> {
    send(Method::POST, "/session", &log_in).await
}

/// Signs the person out.
///
/// # Errors
/// Only when the backend is away.
pub async fn log_out() -> Answer<()> {
    exchange(Method::DELETE, "/session", None)
        .await
        .map(|_| ())
}

/// All Graph accounts.
///
/// # Errors
/// `forbidden` for helpdesk.
pub async fn accounts() -> Answer<Vec<Account>> {
    get("/accounts").await
}

/// Registers a Graph account, after proving its values at Microsoft.
///
/// # Errors
/// Wrong fields, or why Microsoft refuses them.
pub async fn add_account(account: NewAccount) -> Answer<Account> {
    send(Method::POST, "/accounts", &account).await
}

/// One Graph account.
///
/// # Errors
/// `not_found` among others.
pub async fn account(id: AccountId) -> Answer<Account> {
    get(&account_path(&id, "")).await
}

/// Changes an account's name or purposes.
///
/// # Errors
/// Wrong fields.
pub async fn change_account(id: AccountId, change: AccountChange) -> Answer<Account> {
    send(Method::PATCH, &account_path(&id, ""), &change).await
}

/// Removes an account.
///
/// # Errors
/// `in_use` while it has mailboxes.
pub async fn remove_account(id: AccountId) -> Answer<()> {
    exchange(Method::DELETE, &account_path(&id, ""), None)
        .await
        .map(|_| ())
}

/// Gives an account another secret, after proving it at Microsoft.
///
/// # Errors
/// Wrong fields, or why Microsoft refuses it.
pub async fn change_secret(id: AccountId, secret: NewSecret) -> Answer<Account> {
    send(Method::PUT, &account_path(&id, "/secret"), &secret).await
}

/// Starts a consent.
///
/// # Errors
/// `not_found` and `forbidden` among others.
pub async fn start_consent(id: AccountId, start: StartConsent) -> Answer<StartedConsent> {
    send(Method::POST, &account_path(&id, "/consents"), &start).await
}

/// One consent.
///
/// # Errors
/// `not_found` among others.
pub async fn consent(id: ConsentId) -> Answer<Consent> {
    get(&["/consents/", id.as_str()].concat()).await
}

/// Hands over what came back from Microsoft.
///
/// # Errors
/// When nothing could be decided; a consent that failed is an answer.
pub async fn finish_consent(finish: FinishConsent) -> Answer<Consent> {
    send(Method::POST, "/consents/finish", &finish).await
}

/// A page of mailboxes. `query` is what stands behind the `?`.
///
/// # Errors
/// When the backend cannot read them.
pub async fn mailboxes(query: String) -> Answer<MailboxPage> {
    get(&["/mailboxes?", &query].concat()).await
}

/// Adds a mailbox to an account.
///
/// # Errors
/// Wrong fields, or `already_exists`.
pub async fn add_mailbox(mailbox: NewMailbox) -> Answer<Mailbox> {
    send(Method::POST, "/mailboxes", &mailbox).await
}

/// One mailbox.
///
/// # Errors
/// `not_found` among others.
pub async fn mailbox(address: Address) -> Answer<Mailbox> {
    get(&mailbox_path(&address, "")).await
}

/// Removes a mailbox from ImageCapture; in Microsoft 365 nothing changes.
///
/// # Errors
/// `forbidden` for helpdesk.
pub async fn remove_mailbox(address: Address) -> Answer<()> {
    exchange(Method::DELETE, &mailbox_path(&address, ""), None)
        .await
        .map(|_| ())
}

/// Starts a proof of a mailbox.
///
/// # Errors
/// `busy` while one runs.
pub async fn prove(address: Address, kind: ProofKind) -> Answer<Mailbox> {
    let path = mailbox_path(&address, "/proofs");
    send(Method::POST, &path, &StartProof { kind }).await
}

/// The test mails of a mailbox, newest first.
///
/// # Errors
/// `not_found` among others.
pub async fn test_mails(address: Address) -> Answer<Vec<TestMail>> {
    get(&mailbox_path(&address, "/test-mails")).await
}

/// Sends a test mail from a mailbox.
///
/// # Errors
/// Wrong fields.
pub async fn send_test_mail(address: Address, mail: NewTestMail) -> Answer<TestMail> {
    send(Method::POST, &mailbox_path(&address, "/test-mails"), &mail).await
}

/// One test mail.
///
/// # Errors
/// `not_found` among others.
pub async fn test_mail(id: TestMailId) -> Answer<TestMail> {
    get(&["/test-mails/", id.as_str()].concat()).await
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

/// Makes `text` fit for a path or a query.
#[must_use]
pub fn encode(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

async fn get<T: DeserializeOwned>(path: &str) -> Answer<T> {
    read(&exchange(Method::GET, path, None).await?)
}

async fn send<T: DeserializeOwned>(
    method: Method,
    path: &str,
    body: &impl Serialize,
) -> Answer<T> {
    let body = serde_json::to_string(body).map_err(|_| plain(Cause::Malformed))?;
    read(&exchange(method, path, Some(body)).await?)
}

fn read<T: DeserializeOwned>(text: &str) -> Answer<T> {
    serde_json::from_str(text).map_err(|_| plain(Cause::Internal))
}

/// One request and its answer, as text. Everything that is the same for all
/// operations is here, once.
async fn exchange(method: Method, path: &str, body: Option<String>) -> Answer<String> {
    let request = RequestBuilder::new(&[contract::API, path].concat())
        .header("accept", "application/json")
        .header(contract::REQUESTED_BY, contract::PANEL)
        .method(method);
    let request = match body {
        Some(body) => request.header("content-type", "application/json").body(body),
        None => request.build(),
    };
    let answer = async {
        let answer = request?.send().await?;
        let text = answer.text().await?;
        Ok::<_, gloo_net::Error>((answer.status(), text))
    };
    let answer = answer.await;
    away().maybe_update(|was| {
        // Behind a proxy a backend that is away answers 502 without a problem.
        let is = !matches!(&answer, Ok((status, text)) if *status < 500 || text.starts_with('{'));
        std::mem::replace(was, is) != is
    });
    let Ok((status, text)) = answer else {
        return Err(plain(Cause::ServerAway));
    };
    if status < 400 {
        return Ok(text);
    }
    let problem = serde_json::from_str::<Problem>(&text).map_or_else(
        |_| plain(if status < 500 { Cause::Internal } else { Cause::ServerAway }),
        Box::new,
    );
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
