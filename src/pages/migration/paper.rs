//! What is printed: every row that fits the filters, also those that are not in
//! the page.

use super::desk::Desk;
use super::table::fit_words;
use crate::text::*;
use crate::ui::{El, div, el, maybe, of, title};
use contract::migration::Waiting;
use leptos::prelude::*;
use web_sys::Node;

/// Empty until something is printed.
pub(super) fn paper(desk: Desk) -> Node {
    let sheet = div("paper").attr("aria-hidden", "true");
    let (element, owner) = (sheet.element(), Owner::current().unwrap_or_default());
    // The browser prints as soon as this returns, so no signal comes in between.
    let before = window_event_listener_untyped("beforeprint", move |_| {
        let drawn = owner.with(|| untrack(|| table(desk)));
        element.set_inner_html("");
        let _ = element.append_child(&drawn.into());
    });
    let drawn = sheet.element();
    let after = window_event_listener_untyped("afterprint", move |_| drawn.set_inner_html(""));
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
    sheet.into()
}

fn table(desk: Desk) -> El {
    let head = [ADDRESS, MIG_STAND, WAVE_CAUSE, CHOOSE_ACCOUNT, FIT_PLACE];
    let number = desk.shown.with(Vec::len);
    let rows = (0..number).filter_map(|at| desk.at(at, row));
    el("table")
        .with(el("thead").with(el("tr").all(head.map(|say| el("th").text(say)))))
        .with(el("tbody").all(rows))
}

fn row(waiting: &Waiting) -> El {
    let cell = |words: Words| el("td").text(words);
    let (account, place) = fit_words(waiting);
    el("tr")
        .with(cell(waiting.account.address.as_str().into()))
        .with(cell(migration_state(waiting.state).1.into()))
        .with(of("td", "").with(maybe(
            waiting.cause.map(|cause| el("span").text(title(cause))),
        )))
        .with(cell(account))
        .with(cell(place))
}
