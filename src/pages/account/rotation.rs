//! Replacing a secret without a moment in which nothing works: the next one is
//! proved beside the one in use, they swap, and the old one stays as a fallback
//! until somebody has removed it in Entra.

use super::forms::{asked_for, folded, secret_form};
use crate::api;
use crate::load::{Doing, Load};
use crate::text::*;
use crate::ui::{
    El, announce, button, card, div, expiry_meter, facts, moment, moment_by, nothing, of, only,
    part, several, text, working_button,
};
use contract::accounts::{Account, Secret};
use contract::ids::AccountId;
use leptos::prelude::*;
use web_sys::Node;

/// What is known of a secret.
pub(super) fn secret_facts(secret: &Secret) -> El {
    let proved = match secret.proved_at {
        Some(at) => moment(at),
        None => text(NEVER_PROVED.into()),
    };
    let begins = [secret.hint.as_str(), "…"].concat();
    facts([
        (EXPIRES, expiry_meter(secret)),
        (FACT_HINT, of("span", "mono").text(begins).into()),
        (FACT_SET, moment_by(secret.set_at, &secret.set_by)),
        (FACT_PROVED, proved),
    ])
}

/// The next secret and the one before, with what is left to do about each.
pub(super) fn rotation(id: &AccountId, load: Load<Account>) -> Node {
    let doing = Doing::new();
    let open = RwSignal::new(asked_for("next"));
    let next = Memo::new(move |_| load.with(|account| account?.next_secret.clone()));
    let previous = Memo::new(move |_| load.with(|account| account?.previous_secret.clone()));
    let (of_form, of_next, of_previous) = (id.clone(), id.clone(), id.clone());
    several([
        only(
            move || next.with(Option::is_none),
            move || {
                let id = of_form.clone();
                folded("next", "key", ROT_NEXT, open, move || {
                    let ask = id.clone();
                    let save = move |secret: &_| api::set_next_secret(&ask, secret);
                    let say = (ROT_NEXT_LINE, ROT_WAITING);
                    secret_form(say, load, open, ("next-", true), save)
                })
            },
        ),
        slot(next, move |secret| {
            let say = (ROT_NEXT, ROT_READY_LINE.into(), ROT_SWAP, ROT_SWAPPED);
            one(secret, &of_next, say, ["swap", "next"], (load, doing))
        }),
        slot(previous, move |secret| {
            let hint = secret.hint.clone();
            let line = live(move || ROT_OLD_LINE.with(&hint));
            let say = (ROT_OLD, line, ROT_BACK, ROT_SWAPPED);
            one(
                secret,
                &of_previous,
                say,
                ["back", "previous"],
                (load, doing),
            )
        }),
        doing.problem(),
    ])
}

fn slot(secret: Memo<Option<Secret>>, view: impl Fn(&Secret) -> Node + 'static) -> Node {
    part(move || match secret.get() {
        Some(secret) => untrack(|| view(&secret)),
        None => nothing(),
    })
}

/// A secret that is not in use: put it in use, or forget it.
fn one(
    secret: &Secret,
    id: &AccountId,
    (name, line, does, done): (Say, Words, Say, Say),
    [way, slot]: [&'static str; 2],
    (load, doing): (Load<Account>, Doing),
) -> Node {
    let (turned, dropped) = (id.clone(), id.clone());
    let turn = move || {
        doing.run(api::turn_secret(&turned, way), move |account| {
            load.put(account);
            announce(done.get());
        });
    };
    let forget = move || {
        doing.run(api::drop_secret(&dropped, slot), move |()| {
            announce(ROT_FORGOTTEN.get());
            load.again();
        });
    };
    let (look, other) = match slot {
        "next" => ("btn pri", ROT_FORGET),
        _ => ("btn", ROT_REMOVED),
    };
    card(name)
        .with(of("p", "lead").text(line))
        .with(secret_facts(secret))
        .with(
            div("row field")
                .with(working_button(
                    look,
                    "",
                    does,
                    move || doing.busy.get(),
                    turn,
                ))
                .with(button("btn ghost", "", other, forget)),
        )
        .into()
}
