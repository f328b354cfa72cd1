//! Loading, failed, empty and forbidden: once, for all pages.

use super::{button, div, el, fix, heading, icon, link, nothing, of, only, part, several};
use crate::text::{
    LOADING, NOT_FOUND_TEXT, NOT_FOUND_TITLE, PIECE_TEXT, PIECE_TITLE, RELOAD, RETRY, SLOW, Say,
    TO_OVERVIEW, Words,
};
use contract::catalogue::Cause;
use contract::problem::Problem;
use leptos::prelude::*;
use std::time::Duration;
use web_sys::Node;

/// How long an answer may take before something is said about it.
const PATIENCE: Duration = Duration::from_secs(8);

/// What stands above an answer: a skeleton before the first, or what went
/// wrong.
pub fn load_state(
    there: Memo<bool>,
    failure: RwSignal<Option<Box<Problem>>>,
    retry: impl Fn() + Copy + 'static,
) -> Node {
    part(move || {
        failure.with(|failure| match failure {
            // Who must sign in again sees that; who is cut off sees the strip.
            Some(problem) if problem.code == Cause::NotSignedIn => nothing(),
            Some(problem) if problem.code == Cause::ServerAway && there.get() => nothing(),
            Some(problem) => failed(problem, retry),
            None if there.get() => nothing(),
            None => several([skeleton(), slow()]),
        })
    })
}

/// Said when an answer stays away for long.
fn slow() -> Node {
    let long = RwSignal::new(false);
    set_timeout(
        move || {
            let _ = long.try_set(true);
        },
        PATIENCE,
    );
    only(
        move || long.get(),
        || {
            let words = el("span").text(SLOW);
            div("strip info")
                .attr("role", "status")
                .with(icon("clock"))
                .with(words)
                .into()
        },
    )
}

/// While a piece of the panel itself is under way.
#[must_use]
pub fn piece_waiting() -> Node {
    several([skeleton(), slow()])
}

/// A piece of the panel itself did not come: cut off, or the server has another
/// panel by now.
#[must_use]
pub fn piece_failed(retry: impl Fn() + 'static) -> Node {
    let reload = || {
        let _ = window().location().reload();
    };
    div("empty")
        .attr("role", "alert")
        .with(icon("warn"))
        .with(el("h2").text(PIECE_TITLE))
        .with(el("p").text(PIECE_TEXT))
        .with(
            div("row")
                .with(button("btn pri", "", RETRY, retry))
                .with(button("btn", "", RELOAD, reload)),
        )
        .into()
}

/// Grey bars in the shape of what is coming.
#[must_use]
pub fn skeleton() -> Node {
    div("skeleton")
        .attr("aria-busy", "true")
        .with(of("span", "vh").text(LOADING))
        .all(["i", "i", "i", "i"].map(el))
        .into()
}

fn failed(problem: &Problem, retry: impl Fn() + 'static) -> Node {
    div("out")
        .with(fix(problem))
        .with(div("row field").with(button("btn", "", RETRY, retry)))
        .into()
}

/// Nothing here yet: why, and the one thing to do about it.
#[must_use]
pub fn empty(glyph: &str, title: Say, text: Say, way_out: impl Into<Node>) -> Node {
    div("empty")
        .with(icon(glyph))
        .with(el("h2").text(title))
        .with(el("p").text(text))
        .with(div("row").with(way_out))
        .into()
}

/// A page that says one thing: not found, not allowed.
pub fn plain_page(glyph: &str, title: Words, text: Say, way_out: impl Into<Node>) -> Node {
    super::arrive(title.clone(), None);
    div("empty")
        .with(icon(glyph))
        .with(heading(title))
        .with(el("p").text(text))
        .with(way_out)
        .into()
}

/// A page of something that does not exist.
#[must_use]
pub fn gone() -> Node {
    let out = div("row").with(link("btn", "", TO_OVERVIEW, "/"));
    plain_page("search", NOT_FOUND_TITLE.into(), NOT_FOUND_TEXT, out)
}
