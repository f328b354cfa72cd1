//! Checking one mailbox, for whoever has somebody on the phone: one field, a
//! verdict at once, a sentence to say, and what came into the mailbox.

mod arrivals;

use crate::api;
use crate::load::{Doing, Load, about};
use crate::post::{share_diagnosis, to_report_to};
use crate::route::{encode, go, query};
use crate::session::use_session;
use crate::task;
use crate::text::*;
use crate::ui::{
    advice, announce, arrive, button, cause_solver, copy_text_button, diagnosis, div, el,
    focus_later, heading, icon, light_list, link, mailbox_path, maybe, memo, moment, note, nothing,
    of, part, report_link, sentence, several, to_the_caller, verdict_card, watch, who_solves_it,
};
use crate::when;
use arrivals::Came;
use contract::catalogue::{Cause, Owner};
use contract::events::ChangeKind;
use contract::ids::Address;
use contract::mailboxes::{Mailbox, ProofKind};
use contract::migration::{ExchangeStanding, MigrationState};
use contract::people::Administrator;
use leptos::prelude::*;
use std::time::Duration;
use web_sys::Node;

/// Nobody on the phone waits longer than this for Microsoft.
const PATIENCE: Duration = Duration::from_secs(8);

/// The page for checking a mailbox. `?m=` runs at once.
#[must_use]
pub fn check() -> Node {
    arrive(NAV_CHECK, None);
    let asked = Memo::new(|_| query("m"));
    if asked.get_untracked().is_empty() {
        // One field is all there is, and the caller is speaking already.
        focus_later("#check");
    }
    let text = RwSignal::new(String::new());
    watch(move || text.set(asked.get()));
    let again = RwSignal::new(0_u32);
    let field = el("input")
        .id("check")
        .attr("type", "email")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .label(CHECK_FIELD)
        .words("placeholder", CHECK_PLACEHOLDER)
        .value(text);
    let form = of("form", "big")
        .attr("novalidate", "")
        .attr("role", "search")
        .with(icon("search"))
        .with(field)
        .with(of("button", "btn pri").attr("type", "submit").text(CHECK))
        .on("submit", move |event| {
            event.prevent_default();
            let typed = text.get_untracked();
            if typed.trim() == asked.get_untracked() {
                again.update(|again| *again += 1);
            } else {
                go(&["/check?m=", &encode(typed.trim())].concat());
            }
        });
    let answer = part(move || {
        again.track();
        let asked = asked.get();
        match Address::parse(&asked) {
            Ok(address) => verdict(&address),
            Err(_) if asked.is_empty() => note("hint", "info", CHECK_EMPTY).into(),
            Err(_) => note("hint bad", "bad", I_NOT_AN_ADDRESS)
                .attr("role", "alert")
                .into(),
        }
    });
    div("check")
        .with(heading(NAV_CHECK))
        .with(form)
        .with(answer)
        .into()
}

fn verdict(address: &Address) -> Node {
    let ask = address.clone();
    let load: Load<Option<Mailbox>> = Load::new(
        move || api::find_mailbox(&ask),
        about(ChangeKind::Mailbox, address.as_str()),
    );
    let checks = RwSignal::new(0_usize);
    start_check(address, load, checks);
    let rests = move || {
        load.with(|found| matches!(found, Some(Some(mailbox)) if mailbox.running.is_none()))
    };
    // How many checks were started, once the last of them is done.
    let done = Memo::new(move |_| if rests() { checks.get() } else { 0 });
    watch(move || {
        if done.get() > 0 {
            let said = untrack(|| load.map(|found| found.as_ref().map(|m| sentence(m).get())));
            said.flatten().into_iter().for_each(announce);
        }
    });
    let desk = Desk {
        load,
        checks,
        silent: silence(load),
        came: Came::ask_after(address, done),
    };
    let report_to = to_report_to(use_session().is_admin());
    let (asked, address) = (address.clone(), address.clone());
    let shown = load.show(move |found| match found {
        Some(mailbox) => card(mailbox, desk, report_to),
        None => no_mailbox(&address),
    });
    several([shown, desk.came.of_a_sender(&asked)])
}

/// What stands on the desk while somebody is on the phone.
#[derive(Clone, Copy)]
struct Desk {
    load: Load<Option<Mailbox>>,
    /// How many checks were started here.
    checks: RwSignal<usize>,
    silent: RwSignal<bool>,
    came: Came,
}

/// Whether the check that runs has had no end for too long.
fn silence(load: Load<Option<Mailbox>>) -> RwSignal<bool> {
    let silent = RwSignal::new(false);
    let runs = memo(move || load.with(|found| found?.as_ref()?.running).is_some());
    let begun = StoredValue::new(0_u32);
    watch(move || {
        silent.set(false);
        begun.update_value(|number| *number += 1);
        let mine = begun.get_value();
        if runs.get() {
            let late = move || {
                if begun.try_get_value() == Some(mine) && silent.try_set(true).is_none() {
                    announce(untrack(|| NO_ANSWER.get()));
                }
            };
            set_timeout(late, PATIENCE);
        }
    });
    silent
}

/// What is known shows at once; when no check can be started, that is what
/// there is.
fn start_check(address: &Address, load: Load<Option<Mailbox>>, checks: RwSignal<usize>) {
    let starting = api::prove(address, ProofKind::Check);
    task::start(async move {
        let started = starting.await;
        if checks.try_get_untracked().is_none() {
            return; // The page is gone.
        }
        if let Ok(mailbox) = started {
            load.put(Some(mailbox));
            // Where what came meanwhile is newer.
            load.again();
        }
        checks.update(|checks| *checks += 1);
    });
}

fn card(
    mailbox: &Mailbox,
    desk: Desk,
    report_to: impl Fn() -> Vec<Administrator> + Copy + 'static,
) -> Node {
    let known = mailbox.clone();
    let middle = part(move || match (known.running, desk.silent.get()) {
        (None, _) => {
            let report = div("row").with(report_link(&known, report_to));
            let solver = several([who_solves_it(&known), report.into()]);
            advice(to_the_caller(&known), solver)
        }
        (Some(_), true) => several([
            of("p", "lead").text(NO_ANSWER).into(),
            advice(SAY_OUTAGE, cause_solver(Cause::MicrosoftSilent)),
        ]),
        // Somebody is on the phone: what was known is said at once.
        (Some(_), false) if known.last_proved().is_some() => several([
            of("p", "lead")
                .text(LAST_KNOWN)
                .text(": ")
                .text(sentence(&known))
                .text(". ")
                .with(maybe(known.last_proved().map(moment)))
                .into(),
            advice(to_the_caller(&known), who_solves_it(&known)),
        ]),
        (Some(_), false) => nothing(),
    });
    let copied = mailbox.clone();
    // Of a mailbox that only sends nothing is fetched.
    let imports = mailbox.purposes.imports();
    let address = mailbox.address.clone();
    let sharing = Doing::new();
    let more = link("link", "", OPEN_MAILBOX, &mailbox_path(&mailbox.address));
    let foot = div("vact")
        .with(copy_text_button("btn", COPY_DIAGNOSIS, move || {
            let came = imports.then(|| desk.came.as_text());
            [diagnosis(&copied, when::now()), came.unwrap_or_default()].concat()
        }))
        .with(share_diagnosis(&mailbox.address, sharing))
        .with(button("btn ghost", "pulse", CHECK_AGAIN, move || {
            start_check(&address, desk.load, desk.checks);
        }))
        .with(of("span", "r").with(more));
    let came = maybe(imports.then(|| desk.came.lines()));
    let lights = several([light_list(mailbox), came, sharing.problem()]);
    verdict_card(mailbox, middle, lights, foot)
}

/// No mailbox of ours: perhaps it is still an Exchange account.
fn no_mailbox(address: &Address) -> Node {
    let (asked, address) = (address.clone(), address.clone());
    let load: Load<Option<ExchangeStanding>> = Load::new(
        move || api::find_exchange_account(&asked),
        about(ChangeKind::Migration, address.as_str()),
    );
    load.show(move |found| match found {
        Some(standing) => on_exchange(&address, *standing),
        None => unknown(&address),
    })
}

fn on_exchange(address: &Address, standing: ExchangeStanding) -> Node {
    let address = address.to_string();
    let (_, state) = migration_state(standing.state);
    let says = match standing.state {
        MigrationState::Stays => ON_EXCHANGE_STAYS,
        _ => ON_EXCHANGE_TEXT,
    };
    let text = live(move || says.with_two(&address, state.get()));
    announce(untrack(|| ON_EXCHANGE.get()));
    let solver = note("note solver", "people", owner_words(Owner::Admin));
    of("section", "verdict idle")
        .attr("data-migration", standing.state.code())
        .label(VERDICT)
        .with(
            div("vh2")
                .with(icon("swap"))
                .with(el("h2").text(ON_EXCHANGE))
                .with(el("p").text(text)),
        )
        .with(advice(SAY_ON_EXCHANGE, solver.into()))
        .into()
}

fn unknown(address: &Address) -> Node {
    let address = address.to_string();
    div("empty")
        .attr("role", "status")
        .with(icon("search"))
        .with(el("h2").text(UNKNOWN_MAILBOX))
        .with(el("p").text(live(move || UNKNOWN_MAILBOX_TEXT.with(&address))))
        .into()
}
