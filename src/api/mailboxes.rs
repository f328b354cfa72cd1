//! Mailboxes, proofs and test mail.

use super::{Answer, delete, get, send};
use crate::route::encode;
use crate::task::Later;
use contract::arrivals::{Arrivals, AskArrivals};
use contract::catalogue::Cause;
use contract::diagnoses::Diagnosis;
use contract::ids::{Address, DiagnosisId, TestMailId};
use contract::mailboxes::{
    Mailbox, MailboxPage, NewMailbox, NewTestMail, ProofKind, StartProof, TestMail,
};
use contract::migration::ExchangeStanding;
use gloo_net::http::Method;
use leptos::prelude::window;
use wasm_bindgen::JsValue;

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

/// A mailbox, or that there is none, where that is an answer and not an error.
///
/// # Errors
/// When the backend cannot read it.
pub fn find_mailbox(address: &Address) -> Later<Answer<Option<Mailbox>>> {
    if_there(mailbox(address))
}

/// Where an Exchange account stands, or that there is none of that address.
///
/// # Errors
/// When the backend cannot read it.
pub fn find_exchange_account(address: &Address) -> Later<Answer<Option<ExchangeStanding>>> {
    let path = ["/exchange-accounts/", &encode(address.as_str())].concat();
    if_there(get(&path))
}

/// Keeps how a mailbox stands now.
///
/// # Errors
/// `not_found` among others.
pub fn keep_diagnosis(address: &Address) -> Later<Answer<Diagnosis>> {
    send(Method::POST, &mailbox_path(address, "/diagnoses"), &())
}

/// How a mailbox stood when that was kept, or that it is kept no more.
///
/// # Errors
/// When the backend cannot read it.
pub fn find_diagnosis(id: &DiagnosisId) -> Later<Answer<Option<Diagnosis>>> {
    if_there(get(&["/diagnoses/", id.as_str()].concat()))
}

fn if_there<T: 'static>(asking: Later<Answer<T>>) -> Later<Answer<Option<T>>> {
    Box::pin(async move {
        match asking.await {
            Ok(found) => Ok(Some(found)),
            Err(problem) if problem.code == Cause::NotFound => Ok(None),
            Err(problem) => Err(problem),
        }
    })
}

/// Removes a mailbox from ImageCapture; in Microsoft 365 nothing changes.
///
/// # Errors
/// `forbidden` for helpdesk.
pub fn remove_mailbox(address: &Address) -> Later<Answer<()>> {
    delete(&mailbox_path(address, ""))
}

/// The same for when the page goes away: the browser sends it even so, and nobody
/// hears the answer.
pub fn remove_mailbox_at_the_end(address: &Address) {
    let headers = js_sys::Object::new();
    let init = web_sys::RequestInit::new();
    let set = |what: &JsValue, name: &str, value: JsValue| {
        let _ = js_sys::Reflect::set(what, &name.into(), &value);
    };
    set(&headers, contract::REQUESTED_BY, contract::PANEL.into());
    set(&init, "keepalive", true.into());
    set(&init, "headers", headers.into());
    init.set_method("DELETE");
    let url = [contract::API, &mailbox_path(address, "")].concat();
    let _ = window().fetch_with_str_and_init(&url, &init);
}

/// Starts a proof of a mailbox.
///
/// # Errors
/// `busy` while one runs.
pub fn prove(address: &Address, kind: ProofKind) -> Later<Answer<Mailbox>> {
    let path = mailbox_path(address, "/proofs");
    send(Method::POST, &path, &StartProof { kind })
}

/// What came into a mailbox, as Microsoft says now.
///
/// # Errors
/// Where the sender's address cannot be one, among others.
pub fn arrivals(address: &Address, ask: &AskArrivals) -> Later<Answer<Arrivals>> {
    send(Method::POST, &mailbox_path(address, "/arrivals"), ask)
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

fn mailbox_path(address: &Address, rest: &str) -> String {
    ["/mailboxes/", &encode(address.as_str()), rest].concat()
}
