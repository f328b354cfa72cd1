//! The only place that speaks HTTP: one function per operation of the API.
//!
//! Every answer is either what was asked for or a [`Problem`]. A backend that
//! does not answer is a problem as well, with the cause `server_away`.

mod accounts;
mod asked;
mod mailboxes;
mod migration;
mod people;
mod rights;
mod runs;
mod secrets;
mod warnings;

pub use accounts::*;
pub use asked::*;
pub use mailboxes::*;
pub use migration::*;
pub use people::*;
pub use rights::*;
pub use runs::*;
pub use secrets::*;
pub use warnings::*;

use crate::json;
use crate::route::encode;
use crate::task::{self, Later};
use contract::access::{ConfirmPassword, Confirmed};
use contract::catalogue::Cause;
use contract::people::{LogIn, Person, SetUp, Welcome};
use contract::problem::Problem;
use futures_util::FutureExt;
use futures_util::future::Shared;
use gloo_net::http::{Method, RequestBuilder};
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::task::{Poll, Waker};

/// Why something did not work. Boxed: it is large, and rare.
pub type Failure = Box<Problem>;

/// What an operation comes to.
pub type Answer<T> = Result<T, Failure>;

/// What came back as text, with its version; without one that is empty.
type Held = Answer<(String, String)>;

thread_local! {
    static SIGNED_OUT: ArcRwSignal<bool> = ArcRwSignal::new(false);
    static AWAY: ArcRwSignal<bool> = ArcRwSignal::new(false);
    static CONFIRMING: ArcRwSignal<bool> = ArcRwSignal::new(false);
    static CONFIRMED: Cell<bool> = const { Cell::new(false) };
    static WAITING: RefCell<Vec<Waker>> = const { RefCell::new(Vec::new()) };
    static UNDER_WAY: Cell<u32> = const { Cell::new(0) };
    static HELD: Cell<bool> = const { Cell::new(false) };
    static ASKED: RefCell<BTreeMap<String, Shared<Later<Held>>>> = const { RefCell::new(BTreeMap::new()) };
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

/// Whether an answer is waited for.
#[must_use]
pub fn is_busy() -> bool {
    UNDER_WAY.get() > 0
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

/// The page that starts the panel, as the server has it now.
///
/// # Errors
/// When the server is away.
pub fn index() -> Later<Answer<String>> {
    try_once(&Method::GET, "/", None)
}

/// Where live changes come from: those behind the change `after`, or from now on.
#[must_use]
pub fn events_url(after: Option<&str>) -> String {
    let behind = after.map_or_else(String::new, |id| ["?after=", &encode(id)].concat());
    [contract::API, "/events", &behind].concat()
}

fn get<T: DeserializeOwned + 'static>(path: &str) -> Later<Answer<T>> {
    typed(exchange(Method::GET, path, None))
}

/// Something as it is now, with the version to name when it is changed.
fn get_held<T: DeserializeOwned + 'static>(path: &str) -> Later<Answer<(T, String)>> {
    let url = [contract::API, path].concat();
    Box::pin(async move {
        let (text, version) = try_held(&Method::GET, &url, None, None).await?;
        let now = json::read(&text).map_err(|_| plain(Cause::Internal))?;
        Ok((now, version))
    })
}

/// Changes what is still of that `version`.
fn send_if<T: DeserializeOwned + 'static>(
    method: Method,
    path: &str,
    body: &impl Serialize,
    version: String,
) -> Later<Answer<T>> {
    let body = serde_json::to_string(body).ok();
    typed(exchange_if(method, path, body, Some(version)))
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
        // Answers come together; each is read, and shown, in a task of its own.
        task::breathe().await;
        json::read(&text).map_err(|_| plain(Cause::Internal))
    })
}

/// One request and its answer, as text. Everything that is the same for all
/// operations is here, once: also that a far-reaching one goes on by itself
/// after the password was confirmed.
fn exchange(method: Method, path: &str, body: Option<String>) -> Later<Answer<String>> {
    exchange_if(method, path, body, None)
}

/// The same, refused where what it is about has another version by now.
fn exchange_if(
    method: Method,
    path: &str,
    body: Option<String>,
    version: Option<String>,
) -> Later<Answer<String>> {
    let url = [contract::API, path].concat();
    let ask = move || try_held(&method, &url, body.clone(), version.as_deref());
    Box::pin(async move {
        let answer = match ask().await {
            Err(problem) if problem.code == Cause::ConfirmPassword => {
                if confirmed().await {
                    ask().await
                } else {
                    Err(problem)
                }
            }
            answer => answer,
        };
        answer.map(|(text, _)| text)
    })
}

fn try_once(method: &Method, url: &str, body: Option<String>) -> Later<Answer<String>> {
    let answer = try_held(method, url, body, None);
    Box::pin(async move { answer.await.map(|(text, _)| text) })
}

fn try_held(
    method: &Method,
    url: &str,
    body: Option<String>,
    version: Option<&str>,
) -> Later<Held> {
    if *method == Method::GET {
        ask_once(url)
    } else {
        request(method, url, body, version)
    }
}

/// The same question, asked by several in one go (the menu and the page both want
/// to know how many mailboxes there are), is sent once. Only until the tasks that
/// are due have run: nothing can have come back from the backend meanwhile, so
/// nobody gets an answer that is older than their question.
fn ask_once(url: &str) -> Later<Held> {
    let shared = ASKED.with_borrow_mut(|asked| {
        if asked.is_empty() {
            // No timer: in a tab that nobody looks at those come late.
            task::start(async { ask_anew() });
        }
        let ask = || request(&Method::GET, url, None, None).shared();
        asked.entry(url.to_owned()).or_insert_with(ask).clone()
    });
    Box::pin(shared)
}

fn ask_anew() {
    if !HELD.get() {
        ASKED.with_borrow_mut(BTreeMap::clear);
    }
}

/// What is asked is asked once, for as long as this lives: for the panel's
/// beginning, which is made in several tasks. Nothing has changed by then that an
/// answer could be too old for.
#[must_use]
pub struct AskedTogether(());

/// Begins with that.
pub fn ask_together() -> AskedTogether {
    HELD.set(true);
    AskedTogether(())
}

impl Drop for AskedTogether {
    fn drop(&mut self) {
        // What is made now asks in tasks that are due before that.
        task::start(async {
            task::breathe().await;
            HELD.set(false);
            ask_anew();
        });
    }
}

fn request(method: &Method, url: &str, body: Option<String>, version: Option<&str>) -> Later<Held> {
    let mut request = RequestBuilder::new(url).method(method.clone());
    // A question has no headers of ours: so it can be the one that index.html
    // asked already.
    if *method != Method::GET {
        request = request.header(contract::REQUESTED_BY, contract::PANEL);
    }
    if let Some(version) = version {
        request = request.header("if-match", version);
    }
    let request = match body {
        Some(body) => request
            .header("content-type", "application/json")
            .body(body),
        None => request.build(),
    };
    Box::pin(async move {
        let answer = async {
            let answer = request?.send().await?;
            let version = answer.headers().get("etag").unwrap_or_default();
            let text = answer.text().await?;
            Ok::<_, gloo_net::Error>((answer.status(), text, version))
        };
        UNDER_WAY.set(UNDER_WAY.get() + 1);
        let answer = answer.await.ok();
        UNDER_WAY.set(UNDER_WAY.get().saturating_sub(1));
        let (answer, version) = match answer {
            Some((status, text, version)) => (Some((status, text)), version),
            None => (None, String::new()),
        };
        decide(answer).map(|text| (text, version))
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
        retry_after: None,
        request_id: None,
    })
}
