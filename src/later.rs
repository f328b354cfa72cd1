//! Pages that come in a second piece of the panel: fetched when the browser has
//! nothing else to do, or when one of them is opened before that.
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

/// A page of the second piece.
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

impl Later {
    fn make(&self) -> Node {
        match self {
            Self::FirstRun => pages::first_run(),
            Self::Join => pages::join(),
            Self::ConsentReturn => pages::consent_return(),
            Self::At(route) => page(route),
        }
    }
}

fn page(route: &Route) -> Node {
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
        // Of the first piece.
        Route::Home | Route::Mailboxes | Route::Unknown => nothing(),
    }
}

/// The piece could not be fetched.
struct Missing;

impl From<leptos::wasm_split::SplitLoaderError> for Missing {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

/// Where the wasm is cut: `fetch` brings the piece, `made` is the way into it.
#[cfg(feature = "pieces")]
mod seam {
    use super::{Later, Missing, Node};
    use leptos::wasm_split::wasm_split;

    #[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible, preload(fetch))]
    pub(super) fn made(page: &Later) -> Result<Node, Missing> {
        Ok(page.make())
    }
}

/// The same without a cut.
#[cfg(not(feature = "pieces"))]
mod seam {
    use super::{Later, Missing, Node};

    pub(super) async fn fetch() -> Result<(), Missing> {
        Ok(())
    }

    pub(super) async fn made(page: &Later) -> Result<Node, Missing> {
        Ok(page.make())
    }
}

/// How far the fetching of the piece is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    Away,
    Coming,
    Here,
    Failed,
}

thread_local! {
    static PIECE: ArcRwSignal<Piece> = ArcRwSignal::new(
        if cfg!(feature = "pieces") { Piece::Away } else { Piece::Here }
    );
}

/// Fetches the piece when nothing else is asked for any more, unless somebody
/// wanted it before: then it is here, or said to be missing.
pub fn fetch_soon() {
    set_timeout(
        || {
            let untouched = PIECE.with(|piece| piece.get_untracked() == Piece::Away);
            match (untouched, api::is_busy()) {
                (true, true) => fetch_soon(),
                (true, false) => fetch(),
                (false, _) => {}
            }
        },
        SOON,
    );
}

/// Fetches the piece, unless it is here or under way.
pub fn fetch() {
    let piece = PIECE.with(Clone::clone);
    if matches!(piece.get_untracked(), Piece::Coming | Piece::Here) {
        return;
    }
    piece.set(Piece::Coming);
    task::start(async move {
        let came = seam::fetch().await.is_ok();
        piece.set(if came { Piece::Here } else { Piece::Failed });
    });
}

/// A page of the second piece: itself when that is here, else what there is to
/// say meanwhile.
pub fn later(page: Later) -> Node {
    fetch();
    let piece = PIECE.with(Clone::clone);
    part(move || match piece.get() {
        Piece::Here => untrack(|| now(&page)),
        Piece::Away | Piece::Coming => piece_waiting(),
        Piece::Failed => piece_failed(fetch),
    })
}

/// A page of a piece that is here: its future has nothing to wait for.
fn now(page: &Later) -> Node {
    let made = pin!(seam::made(page));
    match made.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(page)) => page,
        _ => piece_failed(fetch),
    }
}
