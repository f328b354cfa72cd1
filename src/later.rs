//! Pages that come in pieces of the panel behind the first: the second is fetched
//! when the browser has nothing else to do, or when one of its pages is opened
//! before that; the third, with what is done now and then, only when one of its
//! pages is opened.
//!
//! `cargo xtask build` cuts the panel's wasm at [`seam`]: whatever is reached
//! through it only goes into files of its own (the feature `pieces`). Without
//! the feature, in the browser tests and with a bare Trunk, the panel is one
//! file and the same code runs.

use crate::route::Route;
use crate::ui::{nothing, part, piece_failed, piece_waiting};
use crate::{api, pages, task};
use leptos::prelude::*;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use web_sys::Node;

/// How long the panel waits before it fetches what it may need later, and again
/// while an answer is under way: what is looked at now goes first.
const SOON: Duration = Duration::from_secs(1);

/// A page that is not in the first piece.
#[derive(Clone)]
pub enum Later {
    /// Making the first administrator.
    FirstRun,
    /// An invitation, for who has no session.
    Join,
    /// Back from Microsoft without a session.
    ConsentReturn,
    /// A page inside the shell.
    At(Route),
}

/// Which of the pieces behind the first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Second,
    Third,
}

impl Later {
    fn which(&self) -> Which {
        match self {
            Self::At(Route::Asked | Route::Rights | Route::SecretCalendar | Route::Warnings) => {
                Which::Third
            }
            _ => Which::Second,
        }
    }

    fn second(&self) -> Node {
        match self {
            Self::FirstRun => pages::first_run(),
            Self::Join => pages::join(),
            Self::ConsentReturn => pages::consent_return(),
            Self::At(route) => second(route),
        }
    }

    fn third(&self) -> Node {
        match self {
            Self::At(Route::Asked) => pages::asked(),
            Self::At(Route::Rights) => pages::rights(),
            Self::At(Route::SecretCalendar) => pages::secret_calendar(),
            Self::At(Route::Warnings) => pages::warnings(),
            // Of the others.
            _ => nothing(),
        }
    }
}

fn second(route: &Route) -> Node {
    match route {
        Route::MailboxAdd => pages::mailbox_add(),
        Route::Mailbox(address) => pages::mailbox(address),
        Route::Accounts => pages::accounts(),
        Route::AccountNew => pages::setup_details(),
        Route::Account(id) => pages::account(id),
        Route::SetupConsent(id) => pages::setup_consent(id),
        Route::SetupMailboxes(id) => pages::setup_mailboxes(id),
        Route::SetupTestMail(id) => pages::setup_test_mail(id),
        Route::Check => pages::check(),
        Route::Jobs => pages::jobs(),
        Route::Job(id) => pages::job(id),
        Route::Log => pages::log(),
        Route::People => pages::people(),
        Route::Settings => pages::settings(),
        Route::Join => pages::join(),
        Route::Shortcuts => pages::shortcuts(),
        Route::ConsentReturn => pages::consent_return(),
        // Of the others.
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

/// Where the wasm is cut: a `fetch` brings a piece, the other is the way into it.
#[cfg(feature = "pieces")]
mod seam {
    use super::{Later, Missing, Node};
    use leptos::wasm_split::wasm_split;

    #[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_second))]
    pub(super) fn second(page: &Later) -> Result<Node, Missing> {
        Ok(page.second())
    }

    #[wasm_split(rarely, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_third))]
    pub(super) fn third(page: &Later) -> Result<Node, Missing> {
        Ok(page.third())
    }
}

/// The same without a cut.
#[cfg(not(feature = "pieces"))]
mod seam {
    use super::{Later, Missing, Node};

    pub(super) async fn fetch_second() -> Result<(), Missing> {
        Ok(())
    }

    pub(super) async fn fetch_third() -> Result<(), Missing> {
        Ok(())
    }

    pub(super) async fn second(page: &Later) -> Result<Node, Missing> {
        Ok(page.second())
    }

    pub(super) async fn third(page: &Later) -> Result<Node, Missing> {
        Ok(page.third())
    }
}

/// How far the fetching of a piece is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    Away,
    Coming,
    Here,
    Failed,
}

const BEGIN: Piece = if cfg!(feature = "pieces") {
    Piece::Away
} else {
    Piece::Here
};

thread_local! {
    static SECOND: ArcRwSignal<Piece> = ArcRwSignal::new(BEGIN);
    static THIRD: ArcRwSignal<Piece> = ArcRwSignal::new(BEGIN);
}

impl Which {
    fn piece(self) -> ArcRwSignal<Piece> {
        match self {
            Self::Second => SECOND.with(Clone::clone),
            Self::Third => THIRD.with(Clone::clone),
        }
    }
}

/// Fetches the second piece when nothing else is asked for any more, unless
/// somebody wanted it before: then it is here, or said to be missing.
pub fn fetch_soon() {
    set_timeout(
        || {
            let untouched = Which::Second.piece().get_untracked() == Piece::Away;
            match (untouched, api::is_busy()) {
                (true, true) => fetch_soon(),
                (true, false) => fetch(Which::Second),
                (false, _) => {}
            }
        },
        SOON,
    );
}

/// Fetches a piece, unless it is here or under way.
fn fetch(which: Which) {
    let piece = which.piece();
    if matches!(piece.get_untracked(), Piece::Coming | Piece::Here) {
        return;
    }
    piece.set(Piece::Coming);
    task::start(async move {
        let came = match which {
            Which::Second => seam::fetch_second().await.is_ok(),
            Which::Third => seam::fetch_third().await.is_ok(),
        };
        piece.set(if came { Piece::Here } else { Piece::Failed });
    });
}

/// A page of a piece behind the first: itself when that is here, else what there
/// is to say meanwhile.
pub fn later(page: Later) -> Node {
    let which = page.which();
    fetch(which);
    let piece = which.piece();
    part(move || match piece.get() {
        Piece::Here => untrack(|| now(&page)),
        Piece::Away | Piece::Coming => piece_waiting(),
        Piece::Failed => piece_failed(move || fetch(which)),
    })
}

/// A page of a piece that is here: its future has nothing to wait for.
fn now(page: &Later) -> Node {
    let which = page.which();
    let made = match which {
        Which::Second => poll(pin!(seam::second(page))),
        Which::Third => poll(pin!(seam::third(page))),
    };
    match made {
        Poll::Ready(Ok(page)) => page,
        _ => piece_failed(move || fetch(which)),
    }
}

fn poll<T>(made: Pin<&mut impl Future<Output = T>>) -> Poll<T> {
    made.poll(&mut Context::from_waker(Waker::noop()))
}
