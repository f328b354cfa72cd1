//! Permissions: what is needed, what for, and whether Microsoft granted it.

use super::{El, el, of, pill};
use crate::text::{GRANTED, MISSING, RIGHT, RIGHT_FOR, RIGHT_STATE, Say, WAITING, scope_words};
use contract::purposes::Scope;
use web_sys::Node;

/// The required permissions. `missing` are those that were not granted, once
/// somebody signed in.
#[must_use]
pub fn scope_table(required: &[Scope], missing: Option<&[Scope]>) -> Node {
    let rows = required.iter().map(|scope| {
        let (name, what_for) = scope_words(*scope);
        let state = match missing.map(|missing| missing.contains(scope)) {
            Some(false) => pill("ok", GRANTED),
            Some(true) => pill("bad", MISSING),
            None => pill("idle", WAITING),
        };
        let right = el("td")
            .with(el("b").text(name))
            .with(el("small").attr("lang", "en").text(scope.name()));
        el("tr")
            .with(right)
            .with(of("td", "mut").text(what_for))
            .with(el("td").with(state))
    });
    of("table", "pmx")
        .with(table_head(&[RIGHT, RIGHT_FOR, RIGHT_STATE]))
        .with(el("tbody").all(rows))
        .into()
}

/// The head of a table.
#[must_use]
pub fn table_head(columns: &[Say]) -> El {
    let cells = columns
        .iter()
        .map(|say| el("th").attr("scope", "col").text(*say));
    el("thead").with(el("tr").all(cells))
}
