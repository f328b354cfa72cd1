//! The Exchange PowerShell for exactly what is missing on some mailboxes, its
//! undo, and what of it has arrived.

use crate::api;
use crate::load::{Doing, Load, about};
use crate::memory;
use crate::route::query;
use crate::text::*;
use crate::ui::{
    El, announce, arrive, card, copy_text_button, div, el, head, mailbox_path, note, nothing, of,
    part, pill, several, watch, working_button,
};
use crate::{json, when};
use contract::catalogue::Cause;
use contract::events::ChangeKind;
use contract::ids::Address;
use contract::mailboxes::{Mailbox, ProofKind};
use contract::rights::{ExchangeRight, MissingRight, NewRightsScript, RightsScript};
use contract::runs::{NewRun, RunFilter};
use leptos::prelude::*;
use std::collections::BTreeSet;
use web_sys::Node;

/// Rights that are followed one by one.
const FOLLOWED: usize = 50;

/// The page of a script: for one mailbox (`m`), for a cause (`cause`), or for
/// those that were chosen in the list.
#[must_use]
pub fn rights() -> Node {
    arrive(X_TITLE, Some((NAV_MAILBOXES.into(), "/mailboxes")));
    let asked = untrack(asked);
    let load: Load<RightsScript> = Load::new(move || api::rights_script(&asked), |_| false);
    let line = live(move || {
        let number = load.map(|made| count_of(made.missing.len(), X_ONE, X_MANY));
        number.unwrap_or_default()
    });
    several([head(X_TITLE, line, [nothing()]).into(), load.show(made)])
}

fn asked() -> NewRightsScript {
    let named = Address::parse(&query("m")).ok();
    let cause = query("cause");
    if let Some(address) = named {
        return of_addresses(vec![address]);
    }
    if cause.is_empty() {
        let kept = memory::recall_here(memory::CHOSEN).unwrap_or_default();
        return of_addresses(json::read(&kept).unwrap_or_default());
    }
    let cause = Cause::ALL
        .iter()
        .copied()
        .find(|known| known.code() == cause);
    NewRightsScript {
        addresses: None,
        filter: Some(RunFilter {
            cause,
            ..RunFilter::default()
        }),
    }
}

fn of_addresses(all: Vec<Address>) -> NewRightsScript {
    NewRightsScript {
        addresses: Some(all),
        filter: None,
    }
}

fn made(made: &RightsScript) -> Node {
    let undo = of("details", "script")
        .with(el("summary").text(X_UNDO))
        .with(code(X_UNDO, &made.undo, X_COPY_UNDO));
    let script = card(X_SCRIPT)
        .with(of("p", "lead").text(X_LEAD))
        .with(div("script").with(code(X_CODE, &made.script, SCRIPT_COPY)))
        .with(div("field").with(undo));
    div("cols2")
        .with(div("stack").with(script))
        .with(div("stack").with(missing(made)))
        .into()
}

fn code(name: Say, text: &str, copy: Say) -> Node {
    let copied = text.to_owned();
    several([
        of("pre", "mono")
            .attr("tabindex", "0")
            .attr("role", "region")
            .label(name)
            .text(text)
            .into(),
        copy_text_button("btn sm", copy, move || copied.clone()),
    ])
}

fn missing(made: &RightsScript) -> El {
    let arrived = RwSignal::new(BTreeSet::<usize>::new());
    let total = made.missing.len();
    let shown = total.min(FOLLOWED);
    let rows = made.missing.iter().take(FOLLOWED).enumerate();
    let rows = rows.map(|(at, right)| row(at, right, arrived));
    let until = made.watched_until;
    let state = live(move || {
        let number = arrived.with(BTreeSet::len);
        X_ARRIVED.with_two(&number.to_string(), &shown.to_string())
    });
    let more = (total > shown).then(|| (total - shown).to_string());
    let sends = made
        .missing
        .iter()
        .any(|one| one.right == ExchangeRight::SendAs);
    let checking = Doing::new();
    let mut addresses: Vec<Address> = made.missing.iter().map(|m| m.address.clone()).collect();
    addresses.dedup();
    let check = move || {
        let run = NewRun {
            kind: ProofKind::Check,
            addresses: Some(addresses.clone()),
            filter: None,
        };
        checking.run(api::start_run(&run), |_| announce(V_BUSY.get()));
    };
    let foot = div("row field")
        .with(of("span", "num").attr("role", "status").text(state))
        .with(working_button(
            "btn",
            "pulse",
            X_NOW,
            move || checking.busy.get(),
            check,
        ));
    let list = of("ul", "lines").all(rows);
    let list = match more {
        Some(more) => list.with(el("li").text(live(move || X_MORE.with(&more)))),
        None => list,
    };
    let whole = card(X_MISSING)
        .with(list)
        .with(foot)
        .with(checking.problem())
        .with(note(
            "hint",
            "clock",
            live(move || X_WATCH.with(&when::moment(until))),
        ));
    match sends {
        true => whole.with(note("hint", "send", X_SENDS)),
        false => whole,
    }
}

/// One right: follows its mailbox until the right is there.
fn row(at: usize, missing: &MissingRight, arrived: RwSignal<BTreeSet<usize>>) -> El {
    let address = missing.address.clone();
    let right = missing.right;
    let load: Load<Mailbox> = Load::new(
        move || api::mailbox(&address),
        about(ChangeKind::Mailbox, missing.address.as_str()),
    );
    let there = Memo::new(move |_| load.with(|m| m.is_some_and(|m| !right.is_missing(&m.lights))));
    watch(move || {
        let there = there.get();
        arrived.update(|all| {
            if there {
                all.insert(at);
            } else {
                all.remove(&at);
            }
        });
    });
    let say = match right {
        ExchangeRight::FullAccess => X_FULL,
        ExchangeRight::SendAs => X_SEND_AS,
    };
    let person = missing.person.to_string();
    let name = el("a")
        .attr("href", &mailbox_path(&missing.address))
        .text(missing.address.as_str());
    let words = el("div")
        .with(el("b").with(name))
        .with(el("small").text(live(move || say.with(&person))));
    let state = part(move || match there.get() {
        true => pill("ok", X_THERE).into(),
        false => pill("bad", X_LACKS).into(),
    });
    el("li").with(words).with(state)
}
