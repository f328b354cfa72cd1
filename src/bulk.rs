//! The same proof on many mailboxes: a few at a time, with how far it is, and
//! a way to stop. It goes on while the person looks at other pages, and ends
//! with the tab: what was proved by then stays proved.

use crate::{api, task};
use contract::catalogue::Cause;
use contract::ids::Address;
use contract::mailboxes::{Mailbox, ProofKind, VerdictState};
use leptos::prelude::*;
use std::cell::RefCell;
use std::time::Duration;

/// How many run at the same time. The backend takes care of Microsoft's limits;
/// this keeps one person's run from filling its queue.
const TOGETHER: usize = 4;

/// How often a proof that runs is asked how far it is.
const LOOK: Duration = Duration::from_millis(700);

/// How far a run is.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// How far each proof goes.
    pub kind: Option<ProofKind>,
    /// How many mailboxes it is about.
    pub all: usize,
    /// How many are done.
    pub done: usize,
    /// How many of those work.
    pub ok: usize,
    /// How many work, but need attention or more proof.
    pub warn: usize,
    /// How many do not.
    pub bad: usize,
    /// How many could not be started.
    pub failed: usize,
    /// Whether it goes on.
    pub runs: bool,
    /// When it began, in milliseconds.
    pub began: i64,
}

struct Run {
    kind: ProofKind,
    to_do: Vec<Address>,
    active: usize,
}

thread_local! {
    static PROGRESS: ArcRwSignal<Option<Progress>> = ArcRwSignal::new(None);
    static RUN: RefCell<Option<Run>> = const { RefCell::new(None) };
}

/// The run of now, or the last one until it is put away.
#[must_use]
pub fn progress() -> ArcRwSignal<Option<Progress>> {
    PROGRESS.with(Clone::clone)
}

/// Starts a run, unless one goes on.
pub fn start(mut mailboxes: Vec<Address>, kind: ProofKind) {
    let runs = progress().with_untracked(|p| p.as_ref().is_some_and(|p| p.runs));
    if runs || mailboxes.is_empty() {
        return;
    }
    progress().set(Some(Progress {
        kind: Some(kind),
        all: mailboxes.len(),
        runs: true,
        began: crate::when::now().0,
        ..Progress::default()
    }));
    mailboxes.reverse();
    RUN.set(Some(Run {
        kind,
        to_do: mailboxes,
        active: 0,
    }));
    for _ in 0..TOGETHER {
        next();
    }
}

/// Starts no more of them. What runs already is waited for.
pub fn stop() {
    RUN.with_borrow_mut(|run| {
        if let Some(run) = run {
            run.to_do.clear();
        }
    });
    finish();
}

/// Puts the outcome of a run away.
pub fn put_away() {
    progress().set(None);
}

fn next() {
    let next = RUN.with_borrow_mut(|run| {
        let run = run.as_mut()?;
        let address = run.to_do.pop()?;
        run.active += 1;
        Some((address, run.kind))
    });
    let Some((address, kind)) = next else {
        finish();
        return;
    };
    task::start(async move {
        match api::prove(&address, kind).await {
            Ok(mailbox) => look(mailbox),
            // Somebody else proves it now: that proof counts as well.
            Err(problem) if problem.code == Cause::Busy => again(address),
            Err(problem) => {
                if matches!(problem.code, Cause::NotSignedIn | Cause::ServerAway) {
                    stop();
                }
                done(|progress| progress.failed += 1);
            }
        }
    });
}

fn look(mailbox: Mailbox) {
    if mailbox.running.is_some() {
        again(mailbox.address);
        return;
    }
    done(|progress| match mailbox.verdict.state {
        VerdictState::Ok => progress.ok += 1,
        VerdictState::Warn | VerdictState::Idle => progress.warn += 1,
        VerdictState::Bad => progress.bad += 1,
    });
}

fn again(address: Address) {
    set_timeout(
        move || {
            task::start(async move {
                match api::mailbox(&address).await {
                    Ok(mailbox) => look(mailbox),
                    Err(_) => done(|progress| progress.failed += 1),
                }
            });
        },
        LOOK,
    );
}

fn done(count: impl FnOnce(&mut Progress)) {
    RUN.with_borrow_mut(|run| {
        if let Some(run) = run {
            run.active = run.active.saturating_sub(1);
        }
    });
    progress().update(|progress| {
        if let Some(progress) = progress {
            progress.done += 1;
            count(progress);
        }
    });
    next();
}

fn finish() {
    let over = RUN.with_borrow(|run| {
        run.as_ref()
            .is_some_and(|run| run.active == 0 && run.to_do.is_empty())
    });
    if over {
        RUN.set(None);
        progress().update(|progress| {
            if let Some(progress) = progress {
                progress.runs = false;
            }
        });
    }
}
