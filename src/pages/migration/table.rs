//! The list of Exchange accounts, its filters, and what can be done with those
//! that are chosen. Only the rows on the screen are in the page.

use super::ask::Ask;
use super::desk::{CAUSE, Desk, STATE, TEXT, apply, wave_path};
use crate::text::*;
use crate::ui::{
    El, Listed, WHOLE, announce, button, div, el, empty, icon, icon_button, link, mailbox_path,
    maybe, memo, moment, nothing, of, part, pill, plain_button, purpose_words, several, state_chip,
    title, typed, watch, why, windowed,
};
use contract::catalogue::Cause;
use contract::migration::{Fit, MigrationState, Waiting};
use leptos::prelude::*;
use std::collections::BTreeSet;
use wasm_bindgen::JsCast;
use web_sys::{KeyboardEvent, MouseEvent, Node};

/// Chips with counts, the cause that is filtered by, a field, and what can be taken away
/// on paper.
pub(super) fn filters(desk: Desk, acts: Node) -> Node {
    let every = std::iter::once(None).chain(MigrationState::ALL.into_iter().map(Some));
    let chips = div("chips")
        .attr("role", "toolbar")
        .label(MIG_FILTER)
        .all(every.map(|state| chip(desk, state)));
    let change = move |which: usize, value: String| {
        let mut filters = desk.filters.get_untracked();
        filters[which] = value;
        apply(&filters);
    };
    let field = el("input")
        .id("filter")
        .attr("type", "search")
        .label(MIG_TEXT)
        .words("placeholder", MIG_TEXT)
        .prop("value", move || {
            desk.filters.with(|f| f[TEXT].clone()).into()
        })
        .on("input", move |event| change(TEXT, typed(&event)));
    let cause = part(move || {
        let cause = desk.filters.with(|f| Cause::from_code(&f[CAUSE]));
        let chip = cause.map(|cause| {
            plain_button("chip by-cause")
                .state("aria-pressed", || true)
                .text(title(cause))
                .with(icon("cross"))
                .press(move || change(CAUSE, String::new()))
        });
        maybe(chip)
    });
    div("filters")
        .with(chips)
        .with(cause)
        .with(
            div("row")
                .with(div("inp").with(icon("search")).with(field))
                .with(acts),
        )
        .into()
}

fn chip(desk: Desk, state: Option<MigrationState>) -> Node {
    let code = state.map_or("", MigrationState::code);
    let number = move || {
        let number = desk.glance(|glance| match state {
            Some(state) => *glance.counts.clone().of_mut(state),
            None => glance.total,
        });
        number.unwrap_or_default()
    };
    let pressed = move || desk.filters.with(|f| f[STATE] == code);
    state_chip(state.map(migration_state), number, pressed, move || {
        let mut filters = desk.filters.get_untracked();
        let again = filters[STATE] == code;
        filters[STATE] = if again { "" } else { code }.to_owned();
        // Another state has other causes.
        filters[CAUSE].clear();
        apply(&filters);
    })
}

/// The table, or that nothing fits.
pub(super) fn listed(desk: Desk) -> Node {
    let some = memo(move || desk.shown.with(|shown| !shown.is_empty()));
    part(move || {
        if some.get() {
            untrack(|| several([table(desk), dock(desk)]))
        } else {
            let clear = link("btn", "", CLEAR_FILTERS, "/migration");
            empty("search", MIG_NO_MATCH, NO_MATCH_TEXT, clear)
        }
    })
}

fn table(desk: Desk) -> Node {
    let version = RwSignal::new(0_u32);
    let count = Memo::new(move |_| desk.shown.with(Vec::len));
    watch(move || {
        // The same places may hold others.
        desk.seen.with(|_| ());
        desk.shown.track();
        version.update(|version| *version += 1);
    });
    let address = move |at| desk.at(at, |waiting| waiting.account.address.to_string());
    let body = windowed(Listed {
        count,
        columns: &["x", "m", "s", "fit", "when"],
        version,
        key: Box::new(move |at| untrack(|| address(at))),
        make: Box::new(move |at| row(desk, at)),
        looked_at: Box::new(|_| {}),
    });
    let has_all = memo(move || desk.shown.with(Vec::len) == desk.chosen.with(BTreeSet::len));
    let every = el("input")
        .attr("type", "checkbox")
        .label(MIG_CHOOSE_ALL)
        .prop("checked", move || has_all.get().into())
        .on("change", move |_| {
            if has_all.get_untracked() {
                desk.chosen.update(BTreeSet::clear);
            } else {
                let all = untrack(|| desk.addresses());
                desk.chosen.update(|chosen| chosen.extend(all));
            }
        });
    let column = |class: &str, say| of("th", class).attr("scope", "col").text(say);
    let head = el("tr")
        .attr("aria-rowindex", "1")
        .with(of("th", "x").attr("scope", "col").with(every))
        .with(column("m", ADDRESS))
        .with(column("s", MIG_STAND))
        .with(column("fit", MIG_FIT))
        .with(column("when", MIG_WAVE));
    let table = of("table", "list mig")
        .class_if("long", move || count.get() > WHOLE)
        .bind("aria-rowcount", move || Some((count.get() + 1).to_string()))
        .with(of("caption", "vh").text(MIG_TABLE))
        .with(el("thead").with(head))
        .with(body)
        .on("keydown", move |event| {
            if event
                .dyn_ref::<KeyboardEvent>()
                .is_some_and(|event| event.key() == "Escape")
            {
                desk.chosen.update(BTreeSet::clear);
            }
        });
    div("tw").with(table).into()
}

fn row(desk: Desk, at: usize) -> El {
    let address = untrack(|| desk.at(at, |waiting| waiting.account.address.to_string()));
    let address = address.unwrap_or_default();
    let name = address.clone();
    let is_chosen = memo(move || desk.chosen.with(|all| all.contains(&address)));
    let tick = el("input")
        .attr("type", "checkbox")
        .label(live(move || CHOOSE_NAMED.with(&name)))
        .prop("checked", move || is_chosen.get().into())
        .on("click", move |event| {
            let range = event
                .dyn_ref::<MouseEvent>()
                .is_some_and(MouseEvent::shift_key);
            desk.toggle(at, range);
        });
    el("tr")
        .attr("aria-rowindex", &(at + 2).to_string())
        .class_if("sel", move || is_chosen.get())
        .with(of("td", "x").with(tick))
        .with(part(move || {
            let cells = desk.at(at, |waiting| untrack(|| cells(desk, waiting)));
            cells.unwrap_or_else(nothing)
        }))
}

fn cells(desk: Desk, waiting: &Waiting) -> Node {
    let account = &waiting.account;
    let name = el("span")
        .with(el("b").text(account.address.as_str()))
        .text(" ")
        .with(el("span").text(purpose_words(account.purposes)));
    // Only what works with Graph has a page of its own.
    let name = if waiting.is_mailbox {
        of("a", "mb").attr("href", &mailbox_path(&account.address))
    } else {
        div("mb")
    }
    .with(name);
    let (tone, word) = migration_state(waiting.state);
    // Green is what was proved, all of it.
    let send = waiting.state == MigrationState::Switched && waiting.send_unproved;
    let tone = if send { "warn" } else { tone };
    let state = div("st")
        .with(pill(tone, word))
        .with(why(waiting.cause, send.then_some(MIG_SEND)));
    let number = desk.glance(|glance| {
        let wave = glance.waves.iter();
        let wave = wave.filter(|wave| Some(&wave.id) == waiting.wave.as_ref());
        wave.map(|wave| (wave.number, wave_path(&wave.id))).next()
    });
    let wave = number.flatten().map(|(number, path)| {
        let words = live(move || WAVE_TITLE.with(&number.to_string()));
        link("link", "", words, &path)
    });
    let at = waiting.switched_at.or(waiting.rehearsed_at);
    several([
        of("td", "m").with(name),
        of("td", "s").with(state),
        of("td", "fit").with(fit(waiting)),
        of("td", "when")
            .with(maybe(wave))
            .with(maybe(at.map(|at| el("small").with(moment(at))))),
    ])
}

/// Which Graph account, and where the mailbox lies; each with whether somebody
/// said so.
pub(super) fn fit_words(waiting: &Waiting) -> (Words, Words) {
    let by_hand = |hand: bool, word: Words| {
        live(move || {
            if hand {
                MIG_BY_HAND.with(&word.get())
            } else {
                word.get()
            }
        })
    };
    let account = match &waiting.fit {
        Some(Fit {
            account_name,
            by_hand: hand,
            ..
        }) => by_hand(*hand, account_name.as_str().into()),
        None => MIG_NO_FIT.into(),
    };
    let place = by_hand(waiting.place_by_hand, place_name(waiting.place).into());
    (account, place)
}

fn fit(waiting: &Waiting) -> Node {
    let (account, place) = fit_words(waiting);
    let class = if waiting.fit.is_some() { "" } else { "mut" };
    several([of("span", class).text(account), el("small").text(place)])
}

/// The foot of the list: how many there are, or what to do with those chosen.
fn dock(desk: Desk) -> Node {
    let number = Memo::new(move |_| desk.chosen.with(BTreeSet::len));
    let mut before = 0;
    watch(move || {
        let now = number.get();
        if now != std::mem::replace(&mut before, now) {
            announce(untrack(|| count_of(now, CHOSEN_ONE, CHOSEN_MANY)));
        }
    });
    let some = memo(move || number.get() > 0);
    part(move || {
        if !some.get() {
            let all =
                live(move || count_of(desk.shown.with(Vec::len), MIG_LISTED_ONE, MIG_LISTED_MANY));
            let shown = of("span", "pg num").attr("role", "status").text(all);
            return div("dock").with(shown).into();
        }
        let words = live(move || count_of(number.get(), CHOSEN_ONE, CHOSEN_MANY));
        let asks = [
            ("key", FIT, Ask::Fit),
            ("arrow", WAVE_START, Ask::Wave(true)),
            ("", ROLL_BACK, Ask::RollBack),
            ("", FORGET, Ask::Forget),
        ]
        .map(|(glyph, say, ask)| button("btn", glyph, say, move || desk.ask(ask)));
        let [fit, wave, back, forget] = asks;
        let rehearse = button("btn", "pulse", REHEARSE, move || {
            let chosen = untrack(|| desk.chosen_in(None));
            super::rehearse(desk, Some(&chosen));
        });
        let clear = icon_button("cross", CHOICE_CLEAR, move || {
            desk.chosen.update(BTreeSet::clear);
        });
        let tools = div("tools")
            .attr("role", "toolbar")
            .label(CHOICE_BAR)
            .with(of("b", "num").text(words))
            .all([fit, rehearse, wave, back, forget, clear]);
        div("dock held").with(tools).into()
    })
}
