//! The keys, and the switch for those of one letter.

use crate::memory;
use crate::text::*;
use crate::ui::{El, arrive, checked, div, el, head, maybe, note, of, several};
use web_sys::Node;

const EVERYWHERE: [(&[&str], Say); 10] = [
    (&["Ctrl", "K"], K_PALETTE),
    (&["/"], K_FILTER),
    (&["g", "m"], K_GO_MAILBOXES),
    (&["g", "a"], K_GO_ACCOUNTS),
    (&["g", "c"], K_GO_CHECK),
    (&["g", "g"], K_GO_MIGRATION),
    (&["g", "l"], K_GO_LOG),
    (&["Ctrl", "Enter"], K_SUBMIT),
    (&["Esc"], K_ESC),
    (&["?"], K_HELP),
];

const IN_THE_LIST: [(&[&str], Say); 7] = [
    (&["j", "↓"], K_DOWN),
    (&["k", "↑"], K_UP),
    (&["x"], K_SELECT),
    (&["Shift", "x"], K_RANGE),
    (&["Enter"], K_OPEN),
    (&["c"], K_CHECK),
    (&["t"], K_TEST),
];

/// The page of the keys.
#[must_use]
pub fn shortcuts() -> Node {
    arrive(KEYS, None);
    let switch = el("input")
        .id("letters")
        .attr("type", "checkbox")
        .attr("aria-describedby", "letters-line")
        .prop("checked", || memory::recall("shortcuts").is_none().into())
        .on("change", |event| {
            if checked(&event) {
                memory::forget("shortcuts");
            } else {
                memory::keep("shortcuts", "off");
            }
        });
    let row = div("check-row")
        .with(switch)
        .with(el("label").attr("for", "letters").text(KEYS_SWITCH))
        .with(el("small").id("letters-line").text(KEYS_SWITCH_LINE));
    let lists = div("cards keys")
        .with(table(KEYS_EVERYWHERE, &EVERYWHERE))
        .with(table(KEYS_LIST, &IN_THE_LIST))
        .with(of("section", "card").label(KEYS_SWITCH).with(row));
    several([
        head(KEYS, "", [crate::ui::nothing()]).into(),
        div("narrow").with(note("hint", "info", KEYS_LEAD)).into(),
        Node::from(lists),
    ])
}

fn table(name: Say, keys: &[(&[&str], Say)]) -> El {
    let head =
        el("tr").all([KEYS_KEY, KEYS_DOES].map(|say| el("th").attr("scope", "col").text(say)));
    let rows = keys.iter().map(|(keys, does)| {
        // Together, one after the other, or either.
        let between: Words = match keys {
            ["g", ..] => KEYS_THEN.into(),
            [_, "↓" | "↑"] => KEYS_OR.into(),
            _ => "+".into(),
        };
        let keys = keys.iter().enumerate().map(|(at, key)| {
            let between = (at > 0).then(|| of("span", "mut").text(between.clone()));
            several([maybe(between), el("kbd").text(*key).into()])
        });
        el("tr")
            .with(of("th", "k").attr("scope", "row").all(keys))
            .with(el("td").text(*does))
    });
    let table = el("table")
        .with(el("caption").text(name))
        .with(of("thead", "vh").with(head))
        .with(el("tbody").all(rows));
    of("section", "card").label(name).with(table)
}
