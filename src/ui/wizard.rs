//! The frame of a flow in four steps: where one is, what to do, and help.

use super::{El, el, heading, of, small};
use crate::text::{STEP_HINTS, STEP_NAMES, STEP_OF, Say, Speak, live};
use contract::ids::AccountId;
use web_sys::Node;

/// Where the steps of connecting an account live.
#[must_use]
pub fn step_path(account: &AccountId, step: usize) -> String {
    let names = [
        "",
        "/setup/toestemming",
        "/setup/mailboxen",
        "/setup/testmail",
    ];
    ["/accounts/", account.as_str(), names[step.min(3)]].concat()
}

/// One step: the list of steps, its heading and body, and the help beside it.
/// Once there is an account the steps before this one are links.
#[must_use]
pub fn wizard(
    step: usize,
    account: Option<&AccountId>,
    title: Say,
    body: impl IntoIterator<Item = Node>,
    aside: Node,
) -> Node {
    let of_four = live(move || STEP_OF.with(&(step + 1).to_string()));
    let steps = of("ol", "steps")
        .words("data-n", of_four.clone())
        .label(of_four)
        .all((0..4).map(|at| step_line(at, step, account)));
    of("div", "wiz")
        .with(steps)
        .with(of("div", "step").with(heading(title)).all(body))
        .with(aside)
        .into()
}

fn step_line(at: usize, step: usize, account: Option<&AccountId>) -> El {
    let done = at < step;
    let mark = of("span", "d");
    let mark = if done {
        mark.with(small("check"))
    } else {
        mark.text((at + 1).to_string())
    };
    let words = el("span")
        .with(el("b").text(STEP_NAMES[at]))
        .with(el("small").text(STEP_HINTS[at]));
    let inside = match account.filter(|_| done) {
        Some(account) => el("a").attr("href", &step_path(account, at)),
        None => el("div"),
    };
    let line = el("li").with(inside.with(mark).with(words));
    if done {
        line.class("done")
    } else if at == step {
        line.class("cur").attr("aria-current", "step")
    } else {
        line
    }
}

/// The help beside a step.
#[must_use]
pub fn help(glyph: &str, title: Say) -> El {
    of("aside", "aside")
        .label(title)
        .with(el("h2").with(super::icon(glyph)).text(title))
}

/// A numbered line of help: a term in bold, and words about it.
#[must_use]
pub fn help_line(term: impl Into<crate::text::Words>, about: Say) -> El {
    el("span").with(el("b").text(term)).text(about)
}

/// A note with a small shield or lamp.
#[must_use]
pub fn note(class: &str, glyph: &str, words: impl Into<crate::text::Words>) -> El {
    of("p", class)
        .with(super::icon(glyph))
        .with(el("span").text(words))
}
