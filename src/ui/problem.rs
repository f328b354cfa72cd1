//! What went wrong: what, what to do, who does it, and Microsoft's own words
//! for whoever wants them. In that order.

use super::causes::solver;
use super::{
    El, Form, copy_text_button, div, el, icon, just_wait, maybe, nothing, of, part, submit, wait,
    watch,
};
use crate::text::{
    COPY_DETAILS, D_AT, D_CODE, D_CORRELATION, D_MESSAGE, D_OURS, D_REQUEST, DETAILS, Lang, RETRY,
    Say, Words,
};
use crate::when;
use contract::catalogue::{Cause, MicrosoftTrace};
use contract::problem::Problem;
use contract::time::Timestamp;
use leptos::prelude::*;
use std::cell::Cell;
use web_sys::Node;

/// What happened, in the words of the catalogue.
#[must_use]
pub fn title(cause: Cause) -> Words {
    Words::Title(cause)
}

/// What to do about it, in the words of the catalogue.
#[must_use]
pub fn remedy(cause: Cause) -> Words {
    Words::Remedy(cause)
}

/// A problem in a box.
#[must_use]
pub fn fix(problem: &Problem) -> Node {
    fix_then(problem, just_wait)
}

/// A problem in a box; `wait` is what follows where we were asked to wait.
fn fix_then(problem: &Problem, wait: impl Fn(u32) -> Node) -> Node {
    let details = technical(problem.microsoft.as_ref(), problem.request_id.as_deref());
    boxed("fix", problem.code)
        .with(maybe(problem.retry_after.map(wait)))
        .with(details)
        .into()
}

/// What happened and what to do, in a box.
#[must_use]
pub fn fix_words(tone: &str, what: impl Into<Words>, then: impl Into<Words>) -> El {
    let words = el("div").with(el("b").text(what)).text(" ").text(then);
    div(tone)
        .attr("role", "alert")
        .with(icon(if tone == "fix" { "bad" } else { "warn" }))
        .with(words)
}

/// A cause in a box, in the tone of a warning (`fix warn`) or an error (`fix`).
#[must_use]
pub fn cause_box(tone: &str, cause: Cause) -> El {
    boxed(tone, cause)
}

fn boxed(class: &str, cause: Cause) -> El {
    fix_words(class, title(cause), remedy(cause)).with(solver(cause))
}

/// What went wrong, as long as something has.
#[must_use]
pub fn problem_part(problem: RwSignal<Option<Box<Problem>>>) -> Node {
    part(move || problem.with(|problem| problem.as_ref().map_or_else(nothing, |p| fix(p))))
}

/// The problem of a form, where it is not about one of its fields.
#[must_use]
pub fn form_problem(form: Form) -> Node {
    part(move || {
        form.problem.with(|problem| match problem {
            Some(problem) if problem.code.field().is_none() && problem.errors.is_empty() => {
                let again =
                    move |seconds| wait(seconds, move || submit("btn sm", RETRY, form.busy).into());
                div("field").with(fix_then(problem, again)).into()
            }
            _ => nothing(),
        })
    })
}

/// What Microsoft said, word for word, with a button to copy it.
#[must_use]
pub fn technical(trace: Option<&MicrosoftTrace>, ours: Option<&str>) -> Node {
    let mut lines: Vec<(Say, String)> = Vec::new();
    if let Some(trace) = trace {
        lines.push((D_CODE, trace.code.clone()));
        lines.push((D_MESSAGE, trace.message.clone()));
        lines.extend(trace.request_id.clone().map(|id| (D_REQUEST, id)));
        lines.extend(trace.correlation_id.clone().map(|id| (D_CORRELATION, id)));
        lines.push((D_AT, trace.at.to_string()));
    }
    lines.extend(ours.map(|id| (D_OURS, id.to_owned())));
    if lines.is_empty() {
        return nothing();
    }
    let shown = lines.iter().fold(el("dl"), |list, (name, value)| {
        list.with(el("dt").text(*name))
            .with(el("dd").text(value.as_str()))
    });
    // For Microsoft's support, so in English whatever is on the screen.
    let copied = move || {
        let lines = lines
            .iter()
            .map(|(name, value)| [name.words(Lang::En), ": ", value].concat());
        lines.collect::<Vec<_>>().join("\n")
    };
    of("details", "tech")
        .with(el("summary").text(DETAILS))
        .with(shown)
        .with(copy_text_button("btn sm", COPY_DETAILS, copied))
        .into()
}

thread_local! {
    static KEPT: Cell<bool> = const { Cell::new(false) };
}

/// A piece that shows how something stood: moments are called by their date in it,
/// not by how long ago they are now.
pub fn as_it_stood(make: impl FnOnce() -> Node) -> Node {
    let before = KEPT.replace(true);
    let made = make();
    KEPT.set(before);
    made
}

/// Whether a piece is made that shows how something stood.
pub(super) fn stands_still() -> bool {
    KEPT.get()
}

/// How long ago a moment was, with the moment itself.
#[must_use]
pub fn moment(at: Timestamp) -> Node {
    let say = if KEPT.get() { when::moment } else { when::ago };
    let time = el("time").attr("datetime", &at.to_string());
    let element = time.element();
    watch(move || {
        let _ = element.set_attribute("title", &when::moment(at));
        element.set_text_content(Some(&say(at)));
    });
    time.into()
}
