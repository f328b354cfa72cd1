//! Every address of the panel, and the ways between them.
//!
//! `leptos_router` follows links and the browser's history; which page an
//! address means is said here, in one place.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::location::{BrowserUrl, LocationProvider};
use leptos_router::params::ParamsMap;
use std::cell::RefCell;
use std::rc::Rc;

/// A page, with the thing it is about.
#[derive(Clone, PartialEq, Eq)]
pub enum Route {
    /// Where a person's work begins.
    Home,
    /// All mailboxes.
    Mailboxes,
    /// Adding a mailbox.
    MailboxAdd,
    /// One mailbox, by its address.
    Mailbox(String),
    /// All Graph accounts.
    Accounts,
    /// Connecting an account, step 1.
    AccountNew,
    /// One account, by its id.
    Account(String),
    /// Connecting an account, step 2.
    SetupConsent(String),
    /// Connecting an account, step 3.
    SetupMailboxes(String),
    /// Connecting an account, step 4.
    SetupTestMail(String),
    /// Checking one mailbox.
    Check,
    /// Where Microsoft sends the browser back to.
    ConsentReturn,
    /// No page.
    Unknown,
}

impl Route {
    /// The page behind a path.
    #[must_use]
    pub fn parse(path: &str) -> Self {
        let parts = path.split('/').filter(|part| !part.is_empty());
        let parts: Vec<String> = parts.map(decode).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        match parts[..] {
            [] => Self::Home,
            ["mailboxes"] => Self::Mailboxes,
            ["mailboxes", "add"] => Self::MailboxAdd,
            ["mailboxes", address] => Self::Mailbox(address.to_owned()),
            ["accounts"] => Self::Accounts,
            ["accounts", "new"] => Self::AccountNew,
            ["accounts", id] => Self::Account(id.to_owned()),
            ["accounts", id, "setup", "toestemming"] => Self::SetupConsent(id.to_owned()),
            ["accounts", id, "setup", "mailboxen"] => Self::SetupMailboxes(id.to_owned()),
            ["accounts", id, "setup", "testmail"] => Self::SetupTestMail(id.to_owned()),
            ["check"] => Self::Check,
            ["microsoftgraph"] => Self::ConsentReturn,
            _ => Self::Unknown,
        }
    }

    /// Whether only administrators see it. The backend refuses the others in
    /// any case; this says so before they fill something in.
    #[must_use]
    pub fn for_admins(&self) -> bool {
        matches!(
            self,
            Self::MailboxAdd
                | Self::Accounts
                | Self::AccountNew
                | Self::Account(_)
                | Self::SetupConsent(_)
                | Self::SetupMailboxes(_)
                | Self::SetupTestMail(_)
        )
    }
}

fn decode(part: &str) -> String {
    js_sys::decode_uri_component(part).map_or_else(|_| part.to_owned(), Into::into)
}

/// Makes `text` fit for a path or a query.
#[must_use]
pub fn encode(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

type Go = Rc<dyn Fn(&str, NavigateOptions)>;

thread_local! {
    static GO: RefCell<Option<Go>> = const { RefCell::new(None) };
    static QUERY: RefCell<Option<Memo<ParamsMap>>> = const { RefCell::new(None) };
}

/// The router of this page, taken in hand. Called once, inside it.
#[derive(Clone)]
pub struct Router {
    /// The path of now.
    pub path: Memo<String>,
    browser: Option<BrowserUrl>,
}

/// Takes the router in hand.
#[must_use]
pub fn take_router() -> Router {
    let location = use_location();
    let navigate = use_navigate();
    GO.with(|go| *go.borrow_mut() = Some(Rc::new(navigate)));
    let router = Router {
        path: location.pathname,
        browser: use_context(),
    };
    QUERY.with(|query| *query.borrow_mut() = Some(location.query));
    router
}

impl Router {
    /// The page of now is on the screen: its address may show.
    pub fn arrived(&self) {
        if let Some(browser) = &self.browser {
            browser.ready_to_complete();
        }
    }
}

/// Goes to a page.
pub fn go(path: &str) {
    go_with(path, NavigateOptions::default());
}

/// Goes to a page in place of this one: "back" leads past this one.
pub fn replace(path: &str) {
    let options = NavigateOptions {
        replace: true,
        scroll: false,
        ..NavigateOptions::default()
    };
    go_with(path, options);
}

fn go_with(path: &str, options: NavigateOptions) {
    let go = GO.with(|go| go.borrow().clone());
    if let Some(go) = go {
        go(path, options);
    }
}

/// One value behind the `?` of now; a signal to whoever reads it in an effect.
#[must_use]
pub fn query(name: &str) -> String {
    let query = QUERY.with(|query| *query.borrow());
    let value = query.and_then(|query| query.with(|query| query.get(name)));
    value.unwrap_or_default()
}
