//! Every address of the panel, and the ways between them.
//!
//! Small enough to be written out: a panel of a dozen addresses needs neither
//! nested routes nor transitions, and leptos_router's cost 20 KB of brotli.

use leptos::prelude::*;
use std::thread::LocalKey;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MouseEvent, UrlSearchParams};

/// A page, with the thing it is about.
#[derive(Clone, PartialEq, Eq)]
pub enum Route {
    /// Where a person's work begins.
    Home,
    /// All mailboxes.
    Mailboxes,
    /// Adding a mailbox.
    MailboxAdd,
    /// Rights that are missing on mailboxes.
    Rights,
    /// One mailbox, by its address.
    Mailbox(String),
    /// All Graph accounts.
    Accounts,
    /// Connecting an account, step 1.
    AccountNew,
    /// When which client secret ends.
    SecretCalendar,
    /// One account, by its id.
    Account(String),
    /// Who signs in for an account, by its id.
    SignIns(String),
    /// Connecting an account, step 2.
    SetupConsent(String),
    /// Connecting an account, step 3.
    SetupMailboxes(String),
    /// Connecting an account, step 4.
    SetupTestMail(String),
    /// Checking one mailbox.
    Check,
    /// How a mailbox stood once, by the id of the diagnosis.
    Diagnosis(String),
    /// Runs over many mailboxes.
    Jobs,
    /// One of them, by its id.
    Job(String),
    /// Exchange accounts on their way to Graph.
    Migration,
    /// Handing Exchange accounts over.
    MigrationImport,
    /// One wave, by its id.
    Wave(String),
    /// What was done, by whom.
    Log,
    /// Who has access.
    People,
    /// One's own password and sessions; for administrators keys and exports.
    Settings,
    /// An invitation, in the hands of whom it is for.
    Join,
    /// What somebody outside the panel is asked, in their hands.
    Asked,
    /// Where warnings go, and what was told.
    Warnings,
    /// The keys, and whether those of one letter work.
    Shortcuts,
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
            ["mailboxes", "rights"] => Self::Rights,
            ["mailboxes", address] => Self::Mailbox(address.to_owned()),
            ["accounts"] => Self::Accounts,
            ["accounts", "new"] => Self::AccountNew,
            ["accounts", "calendar"] => Self::SecretCalendar,
            ["accounts", id] => Self::Account(id.to_owned()),
            ["accounts", id, "sign-ins"] => Self::SignIns(id.to_owned()),
            ["accounts", id, "setup", "toestemming"] => Self::SetupConsent(id.to_owned()),
            ["accounts", id, "setup", "mailboxen"] => Self::SetupMailboxes(id.to_owned()),
            ["accounts", id, "setup", "testmail"] => Self::SetupTestMail(id.to_owned()),
            ["check"] => Self::Check,
            ["diagnose", id] => Self::Diagnosis(id.to_owned()),
            ["jobs"] => Self::Jobs,
            ["jobs", id] => Self::Job(id.to_owned()),
            ["migration"] => Self::Migration,
            ["migration", "import"] => Self::MigrationImport,
            ["migration", "waves", id] => Self::Wave(id.to_owned()),
            ["log"] => Self::Log,
            ["people"] => Self::People,
            ["settings"] => Self::Settings,
            ["join"] => Self::Join,
            ["asked"] => Self::Asked,
            ["settings", "meldingen"] => Self::Warnings,
            ["settings", "sneltoetsen"] => Self::Shortcuts,
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
                | Self::SecretCalendar
                | Self::Account(_)
                | Self::SignIns(_)
                | Self::People
                | Self::Warnings
                | Self::MigrationImport
                | Self::Wave(_)
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

thread_local! {
    static PATH: ArcRwSignal<String> = ArcRwSignal::new(String::new());
    static SEARCH: ArcRwSignal<String> = ArcRwSignal::new(String::new());
}

/// The path of now.
#[must_use]
pub fn path() -> String {
    PATH.with(|path| path.get())
}

/// One value behind the `?` of now; a signal to whoever reads it in an effect.
#[must_use]
pub fn query(name: &str) -> String {
    let search = SEARCH.with(|search| search.get());
    let params = UrlSearchParams::new_with_str(&search).ok();
    params
        .and_then(|params| params.get(name))
        .unwrap_or_default()
}

/// Goes to a page.
pub fn go(to: &str) {
    let _ = window()
        .history()
        .map(|history| history.push_state_with_url(&JsValue::NULL, "", Some(to)));
    read_address();
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Goes to a page in place of this one: "back" leads past this one.
pub fn replace(to: &str) {
    let _ = window()
        .history()
        .map(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(to)));
    read_address();
}

/// Follows links and the history of the browser from now on.
pub fn follow() {
    read_address();
    let back = window_event_listener(leptos::ev::popstate, |_| read_address());
    let click = window_event_listener(leptos::ev::click, |event| {
        if let Some(to) = followed(&event) {
            event.prevent_default();
            go(&to);
        }
    });
    on_cleanup(move || {
        back.remove();
        click.remove();
    });
}

/// Where a click leads, if that is a page of ours in this tab.
fn followed(event: &MouseEvent) -> Option<String> {
    let modified = event.meta_key() || event.alt_key() || event.ctrl_key() || event.shift_key();
    if event.default_prevented() || event.button() != 0 || modified {
        return None;
    }
    let clicked = event.target()?.dyn_into::<Element>().ok()?;
    let link = clicked.closest("a").ok().flatten()?;
    // Links of ours are written from the root; anything else is the browser's.
    let to = link
        .get_attribute("href")
        .filter(|to| to.starts_with('/'))?;
    (!link.has_attribute("target")).then_some(to)
}

fn read_address() {
    let location = window().location();
    let put = |signal: &'static LocalKey<ArcRwSignal<String>>, now: Result<String, _>| {
        let now: String = now.unwrap_or_default();
        signal.with(|signal| {
            if signal.with_untracked(|before| *before != now) {
                signal.set(now);
            }
        });
    };
    // The search first: who reacts to the path finds the right one.
    put(&SEARCH, location.search());
    put(&PATH, location.pathname());
}
