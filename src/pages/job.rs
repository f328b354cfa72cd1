//! One run: how far it is, and what it found, mailbox by mailbox.

use crate::api::{self, Answer};
use crate::load::{Doing, Load, about};
use crate::route::{query, replace};
use crate::session::use_session;
use crate::task::Later;
use crate::text::*;
use crate::ui::{
    El, arrive, button, div, el, gone, head, mailbox_path, maybe, memo, nothing, of, only, part,
    pill, plain_button, run_card, run_count, run_title, several, title, watch, working_button,
};
use crate::when;
use contract::events::ChangeKind;
use contract::ids::RunId;
use contract::runs::{Outcome, ProofRun, RunItem, RunReason, RunState, is_for_admins};
use leptos::prelude::*;
use web_sys::Node;

/// Mailboxes on a page; more are asked for.
const PAGE: u32 = 100;

/// The page of one run.
#[must_use]
pub fn job(key: &str) -> Node {
    let Ok(id) = RunId::parse(key) else {
        return gone();
    };
    let asked = id.clone();
    let load: Load<ProofRun> = Load::new(
        move || api::run(&asked),
        about(ChangeKind::Run, id.as_str()),
    );
    let run = Memo::new(move |_| load.map(Clone::clone));
    let name = live(move || load.map(run_title).unwrap_or_else(|| RUNS.get().to_owned()));
    arrive(name.clone(), Some((RUNS.into(), "/jobs")));
    let line = live(move || {
        let by = load.map(|run| RUN_BY.with_two(&run.started_by, &when::ago(run.started_at)));
        by.unwrap_or_default()
    });
    let doing = Doing::new();
    let turned = id.clone();
    let admin = use_session().is_admin();
    // Only the state: a button must not be another one at every mailbox. None
    // where there is nothing for this person to do.
    let state = Memo::new(move |_| {
        let mine = |run: &ProofRun| admin || !is_for_admins(run.kind, run.reason);
        load.map(|run| mine(run).then_some(run.state)).flatten()
    });
    let acts = part(move || {
        let turn = |say, glyph, goes_on| {
            let id = turned.clone();
            working_button(
                "btn",
                glyph,
                say,
                move || doing.busy.get(),
                move || {
                    doing.run(api::turn_run(&id, goes_on), move |now| load.put(now));
                },
            )
            .into()
        };
        match state.get() {
            Some(RunState::Running) => turn(RUN_STOP, "cross", false),
            Some(RunState::Stopped) => turn(RUN_RESUME, "pulse", true),
            _ => nothing(),
        }
    });
    let there = memo(move || load.is_there());
    let above = load.show(|_| nothing());
    let body = only(
        move || there.get(),
        move || {
            several([
                run_card(run, el("b").text(RUNS), nothing()).into(),
                items(&id, run),
            ])
        },
    );
    several([
        head(name, line, [acts]).into(),
        doing.problem(),
        above,
        body,
    ])
}

fn items(id: &RunId, run: Memo<Option<ProofRun>>) -> Node {
    let chosen = Memo::new(|_| query("outcome"));
    let pages = RwSignal::new(1_u32);
    watch(move || {
        chosen.track();
        pages.set(1);
    });
    let asked = id.clone();
    let load: Load<Vec<RunItem>> = Load::new(
        move || pages_of(asked.clone(), chosen.get(), pages.get()),
        about(ChangeKind::Run, id.as_str()),
    );
    let every = std::iter::once(None).chain(Outcome::ALL.into_iter().map(Some));
    let id = id.clone();
    let chips = div("chips")
        .attr("role", "toolbar")
        .label(RUN_FILTER)
        .all(every.map(|outcome| chip(&id, outcome, chosen, run)));
    // What rehearses is no mailbox yet.
    let rehearsal = move || {
        run.with_untracked(|run| {
            run.as_ref()
                .is_some_and(|run| run.reason == RunReason::Rehearsal)
        })
    };
    let list = load.show(move |items| {
        if items.is_empty() {
            return of("p", "lead").text(RUN_NO_ITEMS).into();
        }
        let full = u32::try_from(items.len()).unwrap_or(u32::MAX) >= pages.get_untracked() * PAGE;
        let more = full.then(|| {
            let next = move || pages.update(|pages| *pages += 1);
            div("dock").with(button("btn", "", RUN_MORE, next))
        });
        several([
            of("ul", "lines")
                .all(items.iter().map(|item| line(item, rehearsal())))
                .into(),
            maybe(more),
        ])
    });
    several([
        Node::from(div("filters").with(chips)),
        of("section", "card").label(RUN_ITEMS).with(list).into(),
    ])
}

fn pages_of(id: RunId, outcome: String, pages: u32) -> Later<Answer<Vec<RunItem>>> {
    Box::pin(async move {
        let mut all: Vec<RunItem> = Vec::new();
        for _ in 0..pages {
            let behind = all.last().map_or(0, |item| item.position).to_string();
            let page = PAGE.to_string();
            let mut asked = ["limit=", &page, "&after=", &behind].concat();
            if !outcome.is_empty() {
                asked.push_str(&["&outcome=", &outcome].concat());
            }
            let more = api::run_items(&id, &asked).await?;
            let last = more.len() < PAGE as usize;
            all.extend(more);
            if last {
                break;
            }
        }
        Ok(all)
    })
}

/// Tone and word of an outcome.
fn look(outcome: Outcome) -> (&'static str, Say) {
    match outcome {
        Outcome::Green => ("ok", ST_OK),
        Outcome::Red => ("bad", ST_BAD),
        Outcome::Unknown => ("warn", RUN_NO_ANSWER),
        Outcome::Gone => ("idle", RUN_REMOVED),
    }
}

fn chip(
    id: &RunId,
    outcome: Option<Outcome>,
    chosen: Memo<String>,
    run: Memo<Option<ProofRun>>,
) -> El {
    let code = outcome.map_or("", Outcome::code);
    let path = ["/jobs/", id.as_str()].concat();
    let number = live(move || {
        let number = run.with(|run| {
            let run = run.as_ref()?;
            Some(outcome.map_or(run.total, |outcome| run_count(run, outcome)))
        });
        number.unwrap_or_default().to_string()
    });
    plain_button("chip")
        .state("aria-pressed", move || chosen.with(|chosen| chosen == code))
        .text(outcome.map_or(ALL_MAILBOXES, |outcome| look(outcome).1))
        .text(" ")
        .with(of("span", "n").text(number))
        .press(move || {
            let again = chosen.with_untracked(|chosen| chosen == code);
            let query = if again || code.is_empty() {
                String::new()
            } else {
                ["?outcome=", code].concat()
            };
            replace(&[&path, &*query].concat());
        })
}

fn line(item: &RunItem, rehearsal: bool) -> El {
    let path = if rehearsal {
        ["/migration?q=", item.address.as_str()].concat()
    } else {
        mailbox_path(&item.address)
    };
    let address = el("a").attr("href", &path).text(item.address.as_str());
    let why = item.cause.map(|cause| el("small").text(title(cause)));
    let (tone, word) = item.outcome.map_or(("idle", RUN_WAITS), look);
    el("li")
        .with(el("div").with(address).with(maybe(why)))
        .with(pill(tone, word))
}
