//! What the panel says above a page: cut off, out of date, a mailbox on its way
//! out, a run that is done. A strip offers; it never takes what somebody was doing.

use crate::load::{Load, about};
use crate::post::leaving::{self, Leaving};
use crate::route::{go, path};
use crate::session::Session;
use crate::text::*;
use crate::ui::{
    announce, button, div, el, icon, link, mailbox_path, nothing, only, part, run_title, run_words,
    title, watch,
};
use crate::{api, runs, task, when};
use contract::events::ChangeKind;
use contract::ids::RunId;
use contract::runs::{ProofRun, RunState};
use leptos::prelude::*;
use std::time::Duration;
use web_sys::Node;

/// How often is looked whether the server has another panel than this one.
const LOOK: Duration = Duration::from_secs(300);

/// How long before its end a session says so, in milliseconds.
const WARNED_MS: i64 = 5 * 60 * 1000;

thread_local! {
    static NEWER: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

/// The backend does not answer: why, what still works, and a way to try.
pub(super) fn away(session: Session) -> Node {
    let online = window().navigator().on_line();
    let words = el("span").text(if online { AWAY } else { OFFLINE });
    let words = if online {
        words.text(" ").text(AWAY_WORKS)
    } else {
        words
    };
    div("strip")
        .attr("role", "alert")
        .with(icon("warn"))
        .with(words)
        .with(button("btn sm", "", RETRY, move || session.ask()))
        .into()
}

/// A mailbox that is being removed, and the way back. While somebody is at it the
/// time stands still (WCAG 2.2.1).
pub(super) fn leaving() -> Node {
    part(move || match leaving::now() {
        None => nothing(),
        Some(Leaving::Soon(address)) => {
            let name = address.to_string();
            let words = live(move || LEAVES.with(&name));
            let back = button("btn sm", "", UNDO, move || {
                leaving::take_back();
                go(&mailbox_path(&address));
            });
            // No live region: whoever removed it said so.
            div("strip info")
                .attr("role", "group")
                .label(words.clone())
                .with(icon("info"))
                .with(el("span").text(words))
                .with(back)
                .on("pointerenter", |_| leaving::hold())
                .on("focusin", |_| leaving::hold())
                .on("pointerleave", |_| leaving::wait())
                .on("focusout", |_| leaving::wait())
                .into()
        }
        Some(Leaving::Refused(address, cause)) => {
            let name = address.to_string();
            let words = live(move || LEAVES_NOT.with_two(&name, &title(cause).get()));
            div("strip")
                .attr("role", "alert")
                .with(icon("warn"))
                .with(el("span").text(words))
                .with(button("btn sm", "", RETRY, move || {
                    leaving::remove(&address)
                }))
                .with(button("btn sm", "", RUN_CLOSE, leaving::take_back))
                .into()
        }
    })
}

/// The session comes to its end: said in time, with a way to go on (WCAG 2.2.1).
/// Signing in comes over the page, and what was typed there stays.
pub(super) fn ending(session: Session) -> Node {
    let soon = RwSignal::new(false);
    let ends = Memo::new(move |_| session.ends());
    watch(move || {
        soon.set(false);
        let Some(at) = ends.get() else { return };
        let wait = at.0 - when::now().0 - WARNED_MS;
        let warn = move || {
            if ends.try_get_untracked().flatten() == Some(at) {
                soon.set(true);
            }
        };
        set_timeout(warn, Duration::from_millis(wait.try_into().unwrap_or(0)));
    });
    only(
        move || soon.get(),
        || {
            let again = || api::signed_out().set(true);
            div("strip info")
                .attr("role", "alert")
                .with(icon("clock"))
                .with(el("span").text(SESSION_ENDS))
                .with(button("btn sm", "", SIGN_IN_NOW, again))
                .into()
        },
    )
}

/// A run that came to its end while something else was looked at: what came of it,
/// and the way there.
pub(super) fn finished() -> Node {
    let shown = runs::shown();
    part(move || {
        let run = shown.get();
        run.map_or_else(nothing, |run| untrack(|| end_of(&run)))
    })
}

fn end_of(id: &RunId) -> Node {
    let asked = id.clone();
    let load: Load<ProofRun> = Load::new(
        move || api::run(&asked),
        about(ChangeKind::Run, id.as_str()),
    );
    let over = RwSignal::new(false);
    // The overview and the run's own page show it themselves.
    let here = |path: &str| path == "/mailboxes" || path.starts_with("/jobs/");
    let mut worked = false;
    watch(move || {
        let state = load.map(|run| run.state);
        if state == Some(RunState::Running) {
            worked = true;
        } else if std::mem::take(&mut worked) && !here(&untrack(path)) {
            over.set(true);
            announce(untrack(|| load.map(said)).unwrap_or_default());
        }
    });
    watch(move || {
        if here(&path()) {
            over.set(false);
        }
    });
    let to = ["/jobs/", id.as_str()].concat();
    let words = live(move || load.map(said).unwrap_or_default());
    only(
        move || over.get(),
        move || {
            div("strip info")
                .attr("role", "group")
                .label(RUNS)
                .with(icon("pulse"))
                .with(el("span").text(words.clone()))
                .with(link("btn sm", "", RUN_SEE, &to))
                .with(button("btn sm", "", RUN_CLOSE, || runs::shown().set(None)))
                .into()
        },
    )
}

fn said(run: &ProofRun) -> String {
    [run_title(run), run_words(run)].join(": ")
}

/// There is a newer panel: reloading is offered, not forced.
pub(super) fn new_version() -> Node {
    let newer = NEWER.with(Clone::clone);
    only(
        move || newer.get(),
        || {
            div("strip info")
                .attr("role", "status")
                .with(icon("info"))
                .with(el("span").text(NEW_VERSION))
                .with(button("btn sm", "", RELOAD, || {
                    let _ = window().location().reload();
                }))
                .into()
        },
    )
}

/// Looks for a newer panel now and then, and whenever the backend comes back:
/// that is when it may have been replaced. Not at once: this one just came.
pub(super) fn watch_version() {
    let away = api::away();
    let mut was_away = false;
    watch(move || {
        let is_away = away.get();
        if std::mem::replace(&mut was_away, is_away) && !is_away {
            look();
        }
    });
    if let Ok(handle) = set_interval_with_handle(look, LOOK) {
        on_cleanup(move || handle.clear());
    }
}

fn look() {
    let Some(mine) = own_name() else { return };
    task::start(async move {
        let page = api::index().await.unwrap_or_default();
        // The names carry a hash of the content. What names none is no panel:
        // a proxy's page, or nothing.
        if page.contains("imagecapture-panel-") && !page.contains(&mine) {
            NEWER.with(|newer| newer.set(true));
        }
    });
}

/// The name of the script that runs now.
fn own_name() -> Option<String> {
    let link = document()
        .query_selector("link[rel=modulepreload]")
        .ok()??;
    let href = link.get_attribute("href")?;
    href.rsplit('/').next().map(str::to_owned)
}
