//! Permissions: what is needed, what for, and whether Microsoft granted it.

use super::{el, of, pill};
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
            .with(of("td", "for mut").text(what_for))
            .with(el("td").with(state))
    });
    let column = |class: &str, say: Say| of("th", class).attr("scope", "col").text(say);
    let columns = [
        column("", RIGHT),
        column("for", RIGHT_FOR),
        column("", RIGHT_STATE),
    ];
    of("table", "pmx")
        .with(el("thead").with(el("tr").all(columns)))
        .with(el("tbody").all(rows))
        .into()
}
