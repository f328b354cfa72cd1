//! What can be done with the chosen mailboxes, in place of the foot of the
//! list; and how far a run is.

use super::choice::Choice;
use super::filters::Filters;
use super::rows::Rows;
use crate::load::{Doing, Load, about};
use crate::route::go;
use crate::text::*;
use crate::ui::{
    El, announce, button, div, el, icon_button, link, maybe, memo, nothing, of, only, part,
    run_card, run_title, several, watch,
};
use crate::{api, live, runs};
use contract::catalogue::Cause;
use contract::events::ChangeKind;
use contract::ids::RunId;
use contract::mailboxes::{CauseCount, ProofKind};
use contract::runs::{ProofRun, RunState, is_for_admins};
use leptos::prelude::*;
use web_sys::Node;

/// The foot of the list: how many there are, or what to do with those chosen.
pub(super) fn dock(
    rows: Rows,
    filters: Memo<Filters>,
    choice: Choice,
    causes: Memo<Vec<CauseCount>>,
    doing: Doing,
    admin: bool,
) -> Node {
    let some = memo(move || choice.len() > 0);
    // Spoken once it holds still.
    let mut before = 0;
    watch(move || {
        let now = choice.len();
        if now != std::mem::replace(&mut before, now) {
            announce(untrack(|| count_of(now, CHOSEN_ONE, CHOSEN_MANY)));
        }
    });
    part(move || {
        if some.get() {
            untrack(|| tools(rows, filters, choice, causes, doing, admin)).into()
        } else {
            let all = live(move || count_of(rows.all(), LISTED_ONE, LISTED_MANY));
            let shown = of("span", "pg num").attr("role", "status").text(all);
            div("dock").with(shown).into()
        }
    })
}

fn tools(
    rows: Rows,
    filters: Memo<Filters>,
    choice: Choice,
    causes: Memo<Vec<CauseCount>>,
    doing: Doing,
    admin: bool,
) -> El {
    let number = of("b", "num").text(live(move || {
        count_of(choice.len(), CHOSEN_ONE, CHOSEN_MANY)
    }));
    let prove = move |kind| {
        move || {
            runs::start(&choice.run(kind), doing);
            choice.clear();
        }
    };
    let check = button("btn", "pulse", CHECK, prove(ProofKind::Check));
    let full = admin.then(|| button("btn", "shield", FULL_PROOF, prove(ProofKind::Full)));
    let script = part(move || {
        if !choice.lacks_rights(rows) {
            return nothing();
        }
        let script = button("btn", "copy", X_MAKE, move || {
            choice.keep();
            go("/mailboxes/rights");
        });
        script.into()
    });
    let clear = icon_button("cross", CHOICE_CLEAR, move || choice.clear());
    let bar = div("tools")
        .attr("role", "toolbar")
        .label(CHOICE_BAR)
        .with(number)
        .with(part(move || more(rows, filters, choice, causes)))
        .with(check)
        .with(maybe(full))
        .with(script)
        .with(el("kbd").attr("aria-hidden", "true").text("Esc"))
        .with(clear);
    div("dock held").with(bar)
}

/// The way from some to all of a kind: of one cause, or of what is filtered.
fn more(rows: Rows, filters: Memo<Filters>, choice: Choice, causes: Memo<Vec<CauseCount>>) -> Node {
    let chosen = choice.len();
    if choice.busy.get() {
        return of("span", "mut").text(LOADING).into();
    }
    let with_cause = |cause: Cause| {
        let mailboxes = causes.with(|all| {
            let fits = all.iter().filter(|count| count.cause == cause);
            fits.map(|count| count.mailboxes).sum::<u32>()
        });
        (cause, mailboxes)
    };
    let cause = choice.cause(rows).map(with_cause);
    if let Some((cause, number)) = cause.filter(|(_, number)| *number as usize > chosen) {
        return way(CHOOSE_CAUSE, number as usize, move || {
            choice.take(Filters::with_cause(cause));
        });
    }
    let all = rows.all();
    if all > chosen && choice.has_all(rows) {
        return way(CHOOSE_FILTERED, all, move || {
            choice.take(filters.get_untracked())
        });
    }
    nothing()
}

fn way(say: Say, number: usize, take: impl FnMut() + 'static) -> Node {
    let words = live(move || say.with(&number.to_string()));
    button("link", "", words, take).into()
}

/// How far the run of now is, and what came of it.
pub(super) fn run(doing: Doing, admin: bool) -> Node {
    runs::look();
    let changes = live::changes();
    watch(move || {
        if changes.with(|change| change.as_ref().is_some_and(runs::may_be_new)) {
            runs::look();
        }
    });
    let shown = runs::shown();
    let card = part(move || match shown.get() {
        Some(id) => untrack(|| run_of(&id, admin)),
        None => nothing(),
    });
    several([doing.problem(), card])
}

fn run_of(id: &RunId, admin: bool) -> Node {
    let (asked, turned) = (id.clone(), id.clone());
    let load: Load<ProofRun> = Load::new(
        move || api::run(&asked),
        about(ChangeKind::Run, id.as_str()),
    );
    let run = Memo::new(move |_| load.map(Clone::clone));
    let doing = Doing::new();
    let turn = move |goes_on| doing.run(api::turn_run(&turned, goes_on), move |now| load.put(now));
    // Only the state: a button must not be another one at every mailbox. And
    // whether it is this person's to stop.
    let state = Memo::new(move |_| {
        let mine = |run: &ProofRun| admin || !is_for_admins(run.kind, run.reason);
        load.map(|run| (run.state, mine(run)))
    });
    let acts = part(move || {
        let turn = turn.clone();
        match state.get() {
            None | Some((RunState::Running, false)) => nothing(),
            Some((RunState::Running, true)) => {
                button("btn sm", "", RUN_STOP, move || turn(false)).into()
            }
            Some((state, mine)) => several([
                maybe(
                    (mine && state == RunState::Stopped)
                        .then(|| button("btn sm", "", RUN_RESUME, move || turn(true))),
                ),
                button("btn sm", "", RUN_CLOSE, || runs::shown().set(None)).into(),
            ]),
        }
    });
    let there = memo(move || load.is_there());
    let (path, name) = (
        ["/jobs/", id.as_str()].concat(),
        live(move || load.map(run_title).unwrap_or_default()),
    );
    only(
        move || there.get(),
        move || {
            let title = link("link", "", name.clone(), &path);
            run_card(run, title, several([acts.clone()]))
                .with(doing.problem())
                .into()
        },
    )
}
