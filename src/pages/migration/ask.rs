//! What is asked before it is done: over how many a wave goes, what it means to
//! roll back, to forget, to assign.

use super::desk::{Desk, wave_path};
use crate::load::{Doing, Load};
use crate::route::go;
use crate::text::*;
use crate::ui::{
    El, button, dialog, div, el, focus_later, form_element, icon, label_line, maybe, nothing, of,
    only, part, several, typed, watch, working_button,
};
use crate::{api, when};
use contract::accounts::Account;
use contract::migration::{MigrationState, Place};
use contract::waves::ROLL_BACK_DAYS;
use leptos::prelude::*;
use web_sys::Node;

const DAY_MS: i64 = 86_400_000;

/// What is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// A wave, over the next or over those chosen.
    Wave(bool),
    /// Rolling the chosen ones back.
    RollBack,
    /// Forgetting them.
    Forget,
    /// Which account serves them, and where they lie.
    Fit,
}

/// The dialog for what is asked now.
pub(super) fn dialogs(desk: Desk, accounts: Load<Vec<Account>>) -> Node {
    part(move || match desk.asks.get() {
        None => nothing(),
        Some(ask) => untrack(|| asked(desk, ask, accounts)),
    })
}

/// A number of Exchange accounts in words.
fn many(number: usize) -> String {
    count_of(number, EX_ONE, EX_MANY)
}

fn asked(desk: Desk, ask: Ask, accounts: Load<Vec<Account>>) -> Node {
    let doing = Doing::new();
    // Of those chosen, the ones it is for.
    let state = match ask {
        Ask::Wave(_) => Some(MigrationState::Ready),
        Ask::RollBack => Some(MigrationState::Switched),
        Ask::Forget | Ask::Fit => None,
    };
    let chosen = move || {
        let fitting = desk.chosen_in(state);
        // Where none fits the backend says why.
        if fitting.is_empty() {
            desk.chosen_in(None)
        } else {
            fitting
        }
    };
    let size = RwSignal::new(
        desk.glance(|glance| glance.next_size)
            .unwrap_or_default()
            .to_string(),
    );
    let (account, place) = (
        RwSignal::new(KEEP.to_owned()),
        RwSignal::new(KEEP.to_owned()),
    );
    let next = move || size.with(|size| size.trim().parse::<u32>().unwrap_or_default());
    let number = move || match ask {
        Ask::Wave(false) => next() as usize,
        _ => chosen().len(),
    };
    let (title, does, look) = match ask {
        Ask::Wave(_) => (WAVE_ASK, WAVE_START, "btn pri"),
        Ask::RollBack => (ROLL_BACK_ASK, ROLL_BACK, "btn danger"),
        Ask::Forget => (FORGET_ASK, FORGET, "btn danger"),
        Ask::Fit => (FIT_ASK, SAVE, "btn pri"),
    };
    let text = live(move || match ask {
        Ask::Wave(_) => {
            let until = when::now().plus_ms(ROLL_BACK_DAYS * DAY_MS).day();
            WAVE_TEXT.with(&when::day(until))
        }
        Ask::RollBack => ROLL_BACK_TEXT.get().to_owned(),
        Ask::Forget => FORGET_TEXT.get().to_owned(),
        Ask::Fit => FIT_TEXT.get().to_owned(),
    });
    let part_of = match ask {
        Ask::Wave(true) => Some(WAVE_PARTLY),
        Ask::RollBack => Some(ROLL_BACK_PARTLY),
        _ => None,
    };
    let partly = part_of.map(|say| {
        part(move || {
            let (whole, fitting) = (desk.chosen_in(None).len(), desk.chosen_in(state).len());
            if whole == fitting {
                return nothing();
            }
            let words = live(move || say.with_two(&whole.to_string(), &fitting.to_string()));
            el("p").with(el("b").text(words)).into()
        })
    });
    let wrong = RwSignal::new(false);
    watch(move || {
        size.track();
        wrong.set(false);
    });
    let fields: Option<El> = match ask {
        Ask::Wave(false) => Some(size_field(desk, size, wrong)),
        Ask::Fit => Some(fit_fields(accounts, account, place)),
        _ => None,
    };
    let act = move || {
        if ask == Ask::Wave(false) && untrack(next) == 0 {
            wrong.set(true);
            focus_later("#wave-size");
            return;
        }
        let addresses = untrack(chosen);
        let then = match ask {
            Ask::Wave(picked) => {
                let named = picked.then_some(&*addresses);
                let next = (!picked).then(|| untrack(next));
                doing.run(api::start_wave(named, next), move |wave| {
                    desk.done();
                    go(&wave_path(&wave.id));
                });
                return;
            }
            Ask::RollBack | Ask::Forget => api::leave(&addresses, ask == Ask::RollBack),
            Ask::Fit => {
                let (account, place) = (account.get_untracked(), place.get_untracked());
                if account == KEEP && place == KEEP {
                    desk.open.set(false);
                    return;
                }
                api::choose_fit(&addresses, said(&account), said(&place))
            }
        };
        doing.run(then, move |()| desk.done());
    };
    let foot = div("wact")
        .with(button("btn", "", CANCEL, move || desk.open.set(false)))
        .with(working_button(
            look,
            "",
            does,
            move || doing.busy.get(),
            act,
        ));
    let title = live(move || title.with(&many(number())));
    let body = form_element(act)
        .with(el("p").text(text))
        .with(maybe(partly))
        .with(maybe(fields))
        .with(doing.problem())
        .with(foot);
    dialog("ask-title", title, move || desk.open.get())
        .closed(move || desk.open.set(false))
        .with(body)
        .into()
}

fn size_field(desk: Desk, size: RwSignal<String>, wrong: RwSignal<bool>) -> El {
    let ready = move || {
        desk.glance(|glance| glance.counts.ready)
            .unwrap_or_default()
    };
    let field = el("input")
        .id("wave-size")
        .attr("type", "number")
        .attr("min", "1")
        .attr("aria-describedby", "wave-size-hint wave-size-error")
        .state("aria-invalid", move || wrong.get())
        .bind("max", move || Some(ready().to_string()))
        .value(size);
    let hint = live(move || WAVE_SIZE_HINT.with(&ready().to_string()));
    div("field")
        .with(
            label_line("wave-size", WAVE_SIZE, None)
                .with(el("small").id("wave-size-hint").text(hint)),
        )
        .with(div("ctl").class_if("bad", move || wrong.get()).with(field))
        .with(only(
            move || wrong.get(),
            || {
                of("p", "hint bad")
                    .id("wave-size-error")
                    .attr("role", "alert")
                    .with(icon("bad"))
                    .with(el("span").text(WAVE_SIZE_WRONG))
                    .into()
            },
        ))
}

/// The choice that changes nothing.
const KEEP: &str = "keep";

/// What a choice says: nothing, or to leave it to domain and server.
fn said(choice: &str) -> Option<Option<&str>> {
    (choice != KEEP).then_some((!choice.is_empty()).then_some(choice))
}

fn fit_fields(
    accounts: Load<Vec<Account>>,
    account: RwSignal<String>,
    place: RwSignal<String>,
) -> El {
    let field = |id: &str, name: Say, leave: Say, value: RwSignal<String>, rest: Node| {
        let first = [(KEEP, FIT_KEEP), ("", leave)]
            .map(|(value, say)| el("option").attr("value", value).text(say));
        let control = el("select")
            .id(id)
            .all(first)
            .with(rest)
            .prop("value", move || value.get().into())
            .on("change", move |event| value.set(typed(&event)));
        div("field")
            .with(label_line(id, name, None))
            .with(div("ctl").with(control))
    };
    let all = part(move || {
        let choice = accounts.map(|all| {
            several(all.iter().map(|account| {
                let option = el("option").attr("value", account.id.as_str());
                option.text(account.name.as_str())
            }))
        });
        choice.unwrap_or_else(nothing)
    });
    let places = [Place::ExchangeOnline, Place::OnPremises].map(|place| {
        el("option")
            .attr("value", place.code())
            .text(place_name(place))
    });
    el("div")
        .with(field(
            "fit-account",
            CHOOSE_ACCOUNT,
            FIT_DOMAIN,
            account,
            all,
        ))
        .with(field(
            "fit-place",
            FIT_PLACE,
            FIT_SERVER,
            place,
            several(places),
        ))
}
