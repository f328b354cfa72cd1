//! How far a run over many mailboxes is, and what came of it.

use super::{El, announce, div, el, of, part, watch};
use crate::text::*;
use crate::when;
use contract::mailboxes::ProofKind;
use contract::runs::{Outcome, ProofRun, RunReason, RunState};
use leptos::prelude::*;
use web_sys::Node;

/// What a run is called: what is proved, of how many.
#[must_use]
pub fn run_title(run: &ProofRun) -> String {
    let title = match (run.reason, run.kind) {
        (RunReason::Rehearsal, _) => REHEARSAL,
        (_, ProofKind::Full) => RUN_PROOF_TITLE,
        _ => RUN_TITLE,
    };
    title.with(&count(run.total, MAILBOX_ONE, MAILBOX_MANY))
}

/// Where a run stands: the tone of its pill, and the word.
#[must_use]
pub fn run_state(run: &ProofRun) -> (&'static str, Say) {
    match run.state {
        RunState::Running => ("info", ST_BUSY),
        RunState::Stopped => ("idle", RUN_STOPPED),
        RunState::Done if run.red > 0 => ("bad", RUN_OVER_BAD),
        RunState::Done if run.unknown > 0 => ("warn", RUN_OVER_UNKNOWN),
        RunState::Done => ("ok", RUN_OVER),
    }
}

/// How many of its mailboxes had an outcome.
#[must_use]
pub fn run_count(run: &ProofRun, outcome: Outcome) -> u32 {
    match outcome {
        Outcome::Green => run.green,
        Outcome::Red => run.red,
        Outcome::Unknown => run.unknown,
        Outcome::Gone => run.gone,
    }
}

/// `120 van 312 gedaan, 110 werkt, 10 fout, nog ongeveer 40 s`.
#[must_use]
pub fn run_words(run: &ProofRun) -> String {
    let mut parts = vec![RUN_DONE.with_two(&run.done.to_string(), &run.total.to_string())];
    for (outcome, say) in [
        (Outcome::Green, RUN_OK),
        (Outcome::Red, RUN_BAD),
        (Outcome::Unknown, RUN_UNKNOWN),
        (Outcome::Gone, RUN_GONE),
    ] {
        let number = run_count(run, outcome);
        if number > 0 {
            parts.push(say.with(&number.to_string()));
        }
    }
    // A guess from less than a tenth would jump about; of a run that was
    // stopped meanwhile nobody knows how long it worked.
    if run.state == RunState::Running && run.done > 0 && run.done * 10 >= run.total {
        let each = (when::now().0 - run.started_at.0).max(0) / i64::from(run.done);
        let left = each * i64::from(run.total - run.done);
        let (say, one) = if left > 120_000 {
            (RUN_LEFT_MINUTES, 60_000)
        } else {
            (RUN_LEFT, 1000)
        };
        parts.push(say.with(&(left / one + 1).to_string()));
    }
    parts.join(", ")
}

/// The run itself, with what can be done about it. Spoken at every quarter, not
/// at every mailbox.
#[must_use]
pub fn run_card(run: Memo<Option<ProofRun>>, title: impl Into<Node>, acts: Node) -> El {
    let mut told: Option<(u32, bool)> = None;
    watch(move || {
        run.with(|run| {
            let Some(run) = run else { return };
            let quarter = run.done * 4 / run.total.max(1);
            let news = told.is_some_and(|(before, bad)| quarter > before || (run.red > 0 && !bad));
            told = Some((quarter, run.red > 0));
            if news {
                announce(untrack(|| run_words(run)));
            }
        });
    });
    let words = live(move || run.with(|run| run.as_ref().map(run_words).unwrap_or_default()));
    let name = live(move || run.with(|run| run.as_ref().map(run_title).unwrap_or_default()));
    let done = move || run.with(|run| run.as_ref().map_or((0, 0), |run| (run.done, run.total)));
    progress_card(name, words, Box::new(done), title.into(), acts)
}

/// Something on its way: `done` is how many of how many.
pub fn progress_card(
    name: Words,
    words: Words,
    done: Box<dyn Fn() -> (u32, u32) + Send + Sync>,
    title: Node,
    acts: Node,
) -> El {
    let (value, label) = (words.clone(), name.clone());
    let numbers = Memo::new(move |_| done());
    let bar = part(move || {
        let (done, total) = numbers.get();
        let percent = (done * 100 / total.max(1)).to_string();
        div("progress")
            .attr("role", "progressbar")
            .attr("aria-valuemin", "0")
            .attr("aria-valuemax", "100")
            .attr("aria-valuenow", &percent)
            .words("aria-valuetext", value.clone())
            .label(label.clone())
            .with(el("i").style("width", &[&percent, "%"].concat()))
            .into()
    });
    let head = div("row")
        .with(title)
        .with(of("span", "num mut").text(words))
        .with(of("span", "r").with(acts));
    of("section", "run")
        .class_if("over", move || {
            let (done, total) = numbers.get();
            done == total
        })
        .label(name)
        .with(head)
        .with(bar)
}
