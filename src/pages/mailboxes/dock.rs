//! What can be done with the chosen mailboxes, in place of the foot of the
//! list; and how far a run is.

use super::choice::Choice;
use super::filters::Filters;
use super::rows::Rows;
use crate::bulk::{self, Progress};
use crate::text::*;
use crate::ui::{
    El, announce, button, div, el, icon_button, maybe, memo, nothing, of, only, part, several,
    watch,
};
use crate::when;
use contract::catalogue::Cause;
use contract::mailboxes::{CauseCount, ProofKind};
use leptos::prelude::*;
use web_sys::Node;

/// The foot of the list: how many there are, or what to do with those chosen.
pub(super) fn dock(
    rows: Rows,
    filters: Memo<Filters>,
    choice: Choice,
    causes: Memo<Vec<CauseCount>>,
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
            untrack(|| tools(rows, filters, choice, causes, admin)).into()
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
    admin: bool,
) -> El {
    let number = of("b", "num").text(live(move || {
        count_of(choice.len(), CHOSEN_ONE, CHOSEN_MANY)
    }));
    let prove = move |kind| {
        move || {
            bulk::start(choice.addresses(), kind);
            choice.clear();
        }
    };
    let check = button("btn", "pulse", CHECK, prove(ProofKind::Check));
    let full = admin.then(|| button("btn", "shield", FULL_PROOF, prove(ProofKind::Full)));
    let clear = icon_button("cross", CHOICE_CLEAR, move || choice.clear());
    let bar = div("tools")
        .attr("role", "toolbar")
        .label(CHOICE_BAR)
        .with(number)
        .with(part(move || more(rows, filters, choice, causes)))
        .with(check)
        .with(maybe(full))
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
pub(super) fn run() -> Node {
    let progress = bulk::progress();
    let there = progress.clone();
    let mut told = 0;
    let spoken = progress.clone();
    // Told at every quarter, not at every mailbox.
    watch(move || {
        spoken.with(|progress| {
            let Some(progress) = progress else {
                told = 0;
                return;
            };
            let quarter = progress.done * 4 / progress.all.max(1);
            if quarter > told || (told == 0 && progress.bad > 0) {
                told = quarter.max(1);
                announce(untrack(|| words(progress)));
            }
        });
    });
    only(
        move || there.with(Option::is_some),
        move || card(progress.clone()),
    )
}

fn card(progress: ArcRwSignal<Option<Progress>>) -> Node {
    let get = Memo::new(move |_| progress.get().unwrap_or_default());
    let title = title_of(get);
    let bar = part(move || {
        let progress = get.get();
        let percent = (progress.done * 100 / progress.all.max(1)).to_string();
        div("progress")
            .attr("role", "progressbar")
            .attr("aria-valuemin", "0")
            .attr("aria-valuemax", "100")
            .attr("aria-valuenow", &percent)
            .words("aria-valuetext", live(move || words(&get.get())))
            .label(title_of(get))
            .with(el("i").style("width", &[&percent, "%"].concat()))
            .into()
    });
    let act = part(move || {
        if get.with(|p| p.runs) {
            button("btn sm", "", RUN_STOP, bulk::stop).into()
        } else {
            button("btn sm", "", RUN_CLOSE, bulk::put_away).into()
        }
    });
    let head = div("row")
        .with(el("b").text(title))
        .with(of("span", "num mut").text(live(move || words(&get.get()))))
        .with(of("span", "r").with(act));
    of("section", "run")
        .label(title_of(get))
        .with(head)
        .with(several([bar]))
        .into()
}

fn title_of(get: Memo<Progress>) -> Words {
    live(move || {
        get.with(|progress| {
            let title = match progress.kind {
                Some(ProofKind::Full) => RUN_PROOF_TITLE,
                _ => RUN_TITLE,
            };
            title.with(&count_of(progress.all, MAILBOX_ONE, MAILBOX_MANY))
        })
    })
}

/// `120 van 312 gedaan, 110 werkt, 10 fout, nog ongeveer 40 s`.
fn words(progress: &Progress) -> String {
    let (done, all) = (progress.done.to_string(), progress.all.to_string());
    let mut parts = vec![RUN_DONE.with_two(&done, &all)];
    let outcomes = [
        (progress.ok, RUN_OK),
        (progress.warn, RUN_WARN),
        (progress.bad, RUN_BAD),
        (progress.failed, RUN_FAILED),
    ];
    let there = outcomes.into_iter().filter(|(number, _)| *number > 0);
    parts.extend(there.map(|(number, say)| say.with(&number.to_string())));
    // A guess from less than a tenth would jump about.
    if progress.runs && progress.done * 10 >= progress.all && progress.done > 0 {
        let spent = when::now().0 - progress.began;
        let left = i64::try_from(progress.all - progress.done).unwrap_or(0);
        let each = spent / i64::try_from(progress.done).unwrap_or(1).max(1);
        parts.push(RUN_LEFT.with(&(each * left / 1000 + 1).to_string()));
    }
    parts.join(", ")
}
