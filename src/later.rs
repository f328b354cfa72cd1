//! Pages that come in further pieces of the panel. The second is fetched when the
//! browser has nothing else to do, or when one of its pages is opened before that;
//! the third, of what is opened now and then, only when it is.
//!
//! `cargo xtask build` cuts the panel's wasm at [`seam`]: whatever is reached
//! through it only goes into a file of its own (the feature `pieces`). Without
//! the feature, in the browser tests and with a bare Trunk, the panel is one
//! file and the same code runs.

use crate::route::Route;
use crate::ui::{nothing, part, piece_failed, piece_waiting};
use crate::{api, pages, task};
use leptos::prelude::*;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use web_sys::Node;

/// How long the panel waits before it fetches what it may need later, and again
/// while an answer is under way: what is looked at now goes first.
const SOON: Duration = Duration::from_secs(1);

/// A page that is not of the first piece.
#[derive(Clone)]
pub enum Later {
    /// Making the first administrator.
    FirstRun,
    /// An invitation, for who has no session.
    Join,
    /// Back from Microsoft without a session.
    ConsentReturn,
    /// A page for administrators, opened by somebody else.
    Forbidden,
    /// A page inside the shell.
    At(Route),
}

impl Later {
    fn is_in(&self) -> Piece {
        match self {
            Self::At(Route::Mailbox(_) | Route::Accounts | Route::Account(_) | Route::Check) => {
                Piece::Later
            }
            _ => Piece::Seldom,
        }
    }
}

/// What the second piece holds.
fn page(page: &Later) -> Node {
    match page {
        Later::At(Route::Mailbox(address)) => pages::mailbox(address),
        Later::At(Route::Accounts) => pages::accounts(),
        Later::At(Route::Account(id)) => pages::account(id),
        Later::At(Route::Check) => pages::check(),
        // Of another piece.
        _ => nothing(),
    }
}

/// What the third piece holds.
fn seldom_page(page: &Later) -> Node {
    let route = match page {
        Later::FirstRun => return pages::first_run(),
        Later::Join => return pages::join(),
        Later::ConsentReturn => return pages::consent_return(),
        Later::Forbidden => return pages::forbidden(),
        Later::At(route) => route,
    };
    match route {
        Route::MailboxAdd => pages::mailbox_add(),
        Route::AccountNew => pages::setup_details(),
        Route::SetupConsent(id) => pages::setup_consent(id),
        Route::SetupMailboxes(id) => pages::setup_mailboxes(id),
        Route::SetupTestMail(id) => pages::setup_test_mail(id),
        Route::ConsentReturn => pages::consent_return(),
        Route::Diagnosis(id) => pages::diagnosis(id),
        Route::Jobs => pages::jobs(),
        Route::Job(id) => pages::job(id),
        Route::Log => pages::log(),
        Route::Migration => pages::migration(),
        Route::MigrationImport => pages::migration_import(),
        Route::Wave(id) => pages::wave(id),
        Route::People => pages::people(),
        Route::Settings => pages::settings(),
        Route::Warnings => pages::warnings(),
        Route::SecretCalendar => pages::secret_calendar(),
        Route::SignIns(id) => pages::sign_ins(id),
        Route::Rights => pages::rights(),
        Route::Join => pages::join(),
        Route::Asked => pages::asked(),
        Route::Shortcuts => pages::shortcuts(),
        // Of another piece.
        _ => nothing(),
    }
}

/// The piece could not be fetched.
struct Missing;

impl From<leptos::wasm_split::SplitLoaderError> for Missing {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

/// Where the wasm is cut: `fetch…` brings a piece, the other is the way into it.
#[cfg(feature = "pieces")]
mod seam {
    use super::{Later, Missing, Node};
    use leptos::wasm_split::wasm_split;

    #[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_later))]
    pub(super) fn later(page: &Later) -> Result<Node, Missing> {
        Ok(super::page(page))
    }

    #[wasm_split(seldom, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_seldom))]
    pub(super) fn seldom(page: &Later) -> Result<Node, Missing> {
        Ok(super::seldom_page(page))
    }
}

/// The same without a cut.
#[cfg(not(feature = "pieces"))]
mod seam {
    use super::{Later, Missing, Node};

    pub(super) async fn fetch_later() -> Result<(), Missing> {
        Ok(())
    }

    pub(super) async fn later(page: &Later) -> Result<Node, Missing> {
        Ok(super::page(page))
    }

    pub(super) async fn fetch_seldom() -> Result<(), Missing> {
        Ok(())
    }

    pub(super) async fn seldom(page: &Later) -> Result<Node, Missing> {
        Ok(super::seldom_page(page))
    }
}

/// A piece behind the first.
#[derive(Clone, Copy)]
enum Piece {
    /// What work is done with every day: fetched as soon as there is time.
    Later,
    /// What is opened now and then: fetched when it is.
    Seldom,
}

/// How far the fetching of a piece is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fetch {
    Away,
    Coming,
    Here,
    Failed,
}

thread_local! {
    /// By [`Piece`].
    static FETCHES: [ArcRwSignal<Fetch>; 2] = [away(), away()];
}

fn away() -> ArcRwSignal<Fetch> {
    ArcRwSignal::new(if cfg!(feature = "pieces") {
        Fetch::Away
    } else {
        Fetch::Here
    })
}

impl Piece {
    fn state(self) -> ArcRwSignal<Fetch> {
        FETCHES.with(|fetches| fetches[self as usize].clone())
    }

    /// Fetches the piece, unless it is here or under way.
    fn fetch(self) {
        let state = self.state();
        if matches!(state.get_untracked(), Fetch::Coming | Fetch::Here) {
            return;
        }
        state.set(Fetch::Coming);
        task::start(async move {
            let came = match self {
                Self::Later => seam::fetch_later().await.is_ok(),
                Self::Seldom => seam::fetch_seldom().await.is_ok(),
            };
            state.set(if came { Fetch::Here } else { Fetch::Failed });
        });
    }

    /// A page of a piece that is here: its future has nothing to wait for.
    fn page(self, page: &Later) -> Node {
        let ready = match self {
            Self::Later => now(seam::later(page)),
            Self::Seldom => now(seam::seldom(page)),
        };
        ready.unwrap_or_else(|| piece_failed(move || self.fetch()))
    }
}

fn now(made: impl Future<Output = Result<Node, Missing>>) -> Option<Node> {
    match pin!(made).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(page)) => Some(page),
        _ => None,
    }
}

/// Fetches the second piece when nothing else is asked for any more, unless
/// somebody wanted it before: then it is here, or said to be missing.
pub fn fetch_soon() {
    set_timeout(
        || {
            let untouched = Piece::Later.state().get_untracked() == Fetch::Away;
            match (untouched, api::is_busy()) {
                (true, true) => fetch_soon(),
                (true, false) => Piece::Later.fetch(),
                (false, _) => {}
            }
        },
        SOON,
    );
}

/// A page of a piece behind the first: itself when that is here, else what there
/// is to say meanwhile.
pub fn later(page: Later) -> Node {
    let piece = page.is_in();
    piece.fetch();
    let state = piece.state();
    part(move || match state.get() {
        Fetch::Here => untrack(|| piece.page(&page)),
        Fetch::Away | Fetch::Coming => piece_waiting(),
        Fetch::Failed => piece_failed(move || piece.fetch()),
    })
}
