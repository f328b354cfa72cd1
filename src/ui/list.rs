//! Lists that several pages have: tables in a card, lines with a button, and what
//! is shown once.

use super::{El, checked, copy_field, div, el, label_line, nothing, of, options, part, typed};
use crate::text::{COL_ACTIONS, INVITE_LINK_HINT, Lang, Say, Words};
use leptos::prelude::*;
use web_sys::Node;

/// A table in a card of its own. The column of what can be done needs no heading
/// for who sees it.
pub fn sheet(caption: Say, columns: &[Say], rows: impl IntoIterator<Item = El>) -> El {
    let body = el("tbody").all(rows);
    let heads = columns.iter().map(|say| {
        let head = el("th").attr("scope", "col");
        if *say == COL_ACTIONS {
            head.with(of("span", "vh").text(*say))
        } else {
            head.text(*say)
        }
    });
    let table = of("table", "people")
        .with(of("caption", "vh").text(caption))
        .with(el("thead").with(el("tr").all(heads)))
        .with(body);
    of("section", "card flush").label(caption).with(table)
}

/// A line of a list: what it is, a few words about it, and what can be done.
pub fn line(name: impl Into<Words>, about: impl Into<Words>, act: impl Into<Node>) -> El {
    let words = el("div")
        .with(el("b").text(name))
        .with(el("small").text(about));
    el("li").with(words).with(act)
}

/// What was just made and is never shown again, to copy.
pub fn shown_once(id: &'static str, label: Say, made: RwSignal<Option<String>>) -> Node {
    part(move || {
        made.with(|made| match made {
            Some(made) => copy_field(id, label, Some(INVITE_LINK_HINT), made.as_str()),
            None => nothing(),
        })
    })
}

/// The choice of the language of something for somebody else.
#[must_use]
pub fn language_choice(id: &str, label: Say, value: RwSignal<Lang>) -> El {
    let choice = Lang::ALL.map(|lang| (lang.code().to_owned(), lang.own_name().to_owned()));
    let select = options(el("select").id(id), choice.to_vec())
        .prop("value", move || value.get().code().into())
        .on("change", move |event| {
            let chosen = typed(&event);
            if let Some(lang) = Lang::of(&chosen) {
                value.set(lang);
            }
        });
    div("field")
        .with(label_line(id, label, None))
        .with(div("ctl").with(select))
}

/// A choice of a few.
pub fn select_field(
    id: &str,
    label: Say,
    choices: &[(&'static str, Say)],
    value: RwSignal<String>,
) -> El {
    let option = |(code, say): &(&str, Say)| el("option").attr("value", code).text(*say);
    let select = el("select")
        .id(id)
        .all(choices.iter().map(option))
        .prop("value", move || value.get().into())
        .on("change", move |event| value.set(typed(&event)));
    div("field")
        .with(label_line(id, label, None))
        .with(div("ctl").with(select))
}

/// A box to tick, with what that means.
pub fn tick(id: &str, say: Say, hint: Say, value: RwSignal<bool>) -> El {
    let hint_id = [id, "-hint"].concat();
    let input = el("input")
        .attr("type", "checkbox")
        .id(id)
        .attr("aria-describedby", &hint_id)
        .prop("checked", move || value.get().into())
        .on("change", move |event| value.set(checked(&event)));
    div("check-row")
        .with(input)
        .with(el("label").attr("for", id).text(say))
        .with(el("small").id(&hint_id).text(hint))
}
