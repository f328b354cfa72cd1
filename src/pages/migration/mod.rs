//! The migration: what is in the way, the waves, and every Exchange account.

mod ask;
mod desk;
mod helpdesk;
mod paper;
mod table;

use crate::api;
use crate::load::{Doing, Load};
use crate::session::use_session;
use crate::text::*;
use crate::ui::{
    El, announce, arrive, button, card, cause_card, div, el, empty, head, icon, link, maybe, memo,
    moment_by, nothing, of, only, part, pill, run_card, run_title, several, wave_card, wave_title,
    wave_words, working_button,
};
use ask::Ask;
use contract::accounts::Account;
use contract::catalogue::{Cause, Owner};
use contract::events::ChangeKind;
use contract::ids::WaveId;
use contract::migration::{Migration, MigrationCause};
use contract::runs::{ProofRun, RunState};
use contract::waves::{Wave, WaveState};
use desk::Desk;
use leptos::prelude::*;
use web_sys::Node;

/// The page of the migration.
#[must_use]
pub fn migration() -> Node {
    arrive(MIG, None);
    if !use_session().is_admin() {
        return helpdesk::glance();
    }
    let desk = Desk::new();
    let accounts: Load<Vec<Account>> =
        Load::new(api::accounts, |change| change.kind == ChangeKind::Account);
    let some = memo(move || desk.glance(|glance| glance.total > 0) == Some(true));
    let acts = [
        link("btn", "plus", IMP_GO, "/migration/import").into(),
        only(move || some.get(), move || on_the_way(desk)),
    ];
    let there = memo(move || desk.seen.is_there());
    let body = part(move || match (there.get(), some.get()) {
        (false, _) => nothing(),
        (true, false) => {
            let out = link("btn pri", "plus", IMP_GO, "/migration/import");
            empty("arrow", MIG_NONE, MIG_NONE_TEXT, out)
        }
        (true, true) => untrack(|| {
            several([
                ask::dialogs(desk, accounts),
                rehearsal(desk),
                running(desk),
                part(move || desk.glance(causes).unwrap_or_else(nothing)),
                waves(desk),
                table::filters(desk, report()),
                // Before the table, which makes way for it on paper.
                paper::paper(desk),
                table::listed(desk),
            ])
        }),
    });
    several([
        head(MIG, MIG_LINE, acts).into(),
        desk.doing.problem(),
        desk.seen.show(|_| nothing()),
        body,
    ])
}

fn report() -> Node {
    let href = [contract::API, "/exchange-accounts/report"].concat();
    let csv = link("btn sm", "", MIG_REPORT, &href)
        .attr("download", "")
        .attr("target", "_self");
    let print = button("btn sm", "", MIG_PRINT, || {
        let _ = window().print();
    });
    several([csv, print])
}

fn on_the_way(desk: Desk) -> Node {
    several([
        working_button(
            "btn",
            "pulse",
            REHEARSE,
            move || desk.doing.busy.get(),
            move || rehearse(desk, None),
        )
        .words("title", REHEARSE_HINT),
        button("btn pri", "arrow", WAVE_NEXT, move || {
            desk.ask(Ask::Wave(false))
        }),
    ])
}

/// Starts a rehearsal, and says who was left out of it.
fn rehearse(desk: Desk, chosen: Option<&[String]>) {
    desk.doing.run(api::rehearse(chosen), move |begun| {
        desk.chosen.update(std::collections::BTreeSet::clear);
        desk.left_out.set(begun.left_out);
        announce(run_title(&begun.run));
        desk.seen.again();
    });
}

/// How far the rehearsal of now is; one that is done until the next page.
fn rehearsal(desk: Desk) -> Node {
    let run = Memo::new(move |_| desk.glance(|glance| glance.rehearsal.clone()).flatten());
    // Only what the buttons depend on.
    let key = Memo::new(move |_| {
        let key = |run: &ProofRun| [run.id.as_str(), run.state.code()].concat();
        run.with(|run| run.as_ref().map(key).unwrap_or_default())
    });
    let turning = Doing::new();
    let card = part(move || {
        if key.with(String::is_empty) {
            return nothing();
        }
        let now = run.with_untracked(|run| run.as_ref().map(|run| (run.id.clone(), run.state)));
        let Some((id, state)) = now else {
            return nothing();
        };
        let path = ["/jobs/", id.as_str()].concat();
        let name = live(move || run.with(|run| run.as_ref().map(run_title).unwrap_or_default()));
        let turn = |say, goes_on| {
            let id = id.clone();
            button("btn sm", "", say, move || {
                turning.run(api::turn_run(&id, goes_on), move |_| desk.seen.again());
            })
            .into()
        };
        let acts = match state {
            RunState::Running => turn(RUN_STOP, false),
            RunState::Stopped => turn(RUN_RESUME, true),
            RunState::Done => nothing(),
        };
        untrack(|| run_card(run, link("link", "", name, &path), acts)).into()
    });
    let left = part(move || match desk.left_out.get() {
        0 => nothing(),
        number => div("strip")
            .attr("role", "status")
            .with(icon("warn"))
            .with(el("span").text(live(move || {
                count(number, MIG_LEFT_OUT_ONE, MIG_LEFT_OUT_MANY)
            })))
            .into(),
    });
    several([turning.problem(), left, card])
}

/// The wave of now.
fn running(desk: Desk) -> Node {
    let wave = Memo::new(move |_| {
        let now = |glance: &Migration| {
            let first = glance.waves.first();
            first
                .filter(|wave| wave.state == WaveState::Running)
                .cloned()
        };
        desk.glance(now).flatten()
    });
    let key = Memo::new(move |_| {
        wave.with(|wave| {
            let id = wave.as_ref().map(|wave| wave.id.to_string());
            id.unwrap_or_default()
        })
    });
    let stopping = Doing::new();
    let card = part(move || {
        let Ok(id) = WaveId::parse(&key.get()) else {
            return nothing();
        };
        let name = live(move || wave.with(|w| w.as_ref().map(wave_title).unwrap_or_default()));
        let title = link("link", "", name, &desk::wave_path(&id));
        let stop = button("btn sm", "", RUN_STOP, move || {
            stopping.run(api::end_wave(&id, false), move |_| desk.seen.again());
        });
        untrack(|| wave_card(wave, title, stop.into())).into()
    });
    several([stopping.problem(), card])
}

/// What is in the way, the most frequent first.
fn causes(glance: &Migration) -> Node {
    if glance.causes.is_empty() {
        return nothing();
    }
    of("section", "causes")
        .label(MIG_CAUSES)
        .all(glance.causes.iter().map(cause))
        .into()
}

fn cause(group: &MigrationCause) -> El {
    let MigrationCause {
        cause,
        state,
        accounts,
    } = *group;
    let (tone, _) = migration_state(state);
    let these = ["/migration?state=", state.code(), "&cause=", cause.code()].concat();
    let mend = match cause {
        Cause::NoAccountFits => Some((CONNECT, "/accounts/new")),
        Cause::SeveralAccountsFit => None,
        _ if cause.owner() == Owner::MailboxOwner => None,
        _ => Some((NAV_ACCOUNTS, "/accounts")),
    };
    let mend = mend.map(|(say, to)| link("link", "", say, to));
    cause_card(tone, move || count(accounts, EX_ONE, EX_MANY), cause).with(
        div("row")
            .all(mend)
            .with(link("link", "", SHOW_THESE, &these)),
    )
}

/// All waves, the newest first.
fn waves(desk: Desk) -> Node {
    let list = part(move || {
        let list = desk.glance(|glance| match &*glance.waves {
            [] => of("p", "mut").text(WAVES_NONE),
            all => of("ul", "lines").all(all.iter().map(wave)),
        });
        maybe(list)
    });
    div("bay").with(card(WAVES).with(list)).into()
}

fn wave(wave: &Wave) -> El {
    let (tone, word) = wave_state(wave.state);
    let (name, words) = (wave.clone(), wave.clone());
    let name = live(move || wave_title(&name));
    el("li")
        .with(
            el("div")
                .with(link("link", "", name, &desk::wave_path(&wave.id)))
                .with(of("small", "num").text(live(move || wave_words(&words))))
                .with(el("small").with(moment_by(wave.started_at, &wave.started_by))),
        )
        .with(pill(tone, word))
}
