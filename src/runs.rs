//! Checks and proofs of many mailboxes in one go. The backend makes them and
//! goes on with them whatever happens to this tab; this knows which one is
//! looked at here.

use crate::api;
use crate::load::Doing;
use contract::events::{Change, ChangeKind};
use contract::ids::RunId;
use contract::runs::{NewRun, ProofRun};
use leptos::prelude::*;

thread_local! {
    static SHOWN: ArcRwSignal<Option<RunId>> = ArcRwSignal::new(None);
}

/// The run of now, or the last one until it is put away.
#[must_use]
pub fn shown() -> ArcRwSignal<Option<RunId>> {
    SHOWN.with(Clone::clone)
}

/// Starts a run, and shows it.
pub fn start(run: &NewRun, doing: Doing) {
    doing.run(api::start_run(run), |run: ProofRun| {
        shown().set(Some(run.id));
    });
}

/// Shows the run that goes on already, whoever started it.
pub fn look() {
    crate::task::start(async {
        if let Ok(running) = api::running().await
            && let Some(run) = running.into_iter().next()
            && shown().with_untracked(Option::is_none)
        {
            shown().set(Some(run.id));
        }
    });
}

/// Whether a change may be the start of a run that nobody here looks at yet.
#[must_use]
pub fn may_be_new(change: &Change) -> bool {
    change.kind == ChangeKind::Run && shown().with_untracked(Option::is_none)
}
