//! A diagnosis: how a mailbox stood when somebody kept that, and how it stands
//! now.

use crate::api;
use crate::load::{Load, about};
use crate::text::*;
use crate::ui::{
    advice, arrive, as_it_stood, copy_text_button, diagnosis as as_text, div, el, empty, heading,
    light_list, link, mailbox_path, note, of, sentence, several, status_pill, text, to_the_caller,
    verdict_card, who_solves_it,
};
use crate::when;
use contract::diagnoses::Diagnosis;
use contract::events::ChangeKind;
use contract::ids::{Address, DiagnosisId};
use contract::mailboxes::Mailbox;
use leptos::prelude::*;
use web_sys::Node;

/// The page of one diagnosis.
#[must_use]
pub fn diagnosis(key: &str) -> Node {
    arrive(DIAGNOSIS, Some((NAV_CHECK.into(), "/check")));
    let body = match DiagnosisId::parse(key) {
        Ok(id) => {
            // Nothing about it ever changes.
            let load: Load<Option<Diagnosis>> =
                Load::new(move || api::find_diagnosis(&id), |_| false);
            load.show(|found| found.as_ref().map_or_else(not_there, shown))
        }
        Err(_) => not_there(),
    };
    div("check").with(heading(DIAGNOSIS)).with(body).into()
}

fn not_there() -> Node {
    let out = link("btn", "", NAV_CHECK, "/check");
    empty("search", KEPT_GONE, KEPT_GONE_TEXT, out)
}

fn shown(kept: &Diagnosis) -> Node {
    let mailbox = &kept.mailbox;
    let (made_at, made_by) = (kept.made_at, kept.made_by.clone());
    let whose = [mailbox.name.as_str(), " <", mailbox.address.as_str(), ">"].concat();
    let stood = live(move || KEPT.with_two(&when::moment(made_at), &made_by));
    let until = kept.kept_until;
    let copied = mailbox.clone();
    let here = || window().location().href().unwrap_or_default();
    let foot = div("vact")
        .with(copy_text_button("btn", COPY_LINK, here))
        .with(copy_text_button("btn", COPY_DIAGNOSIS, move || {
            as_text(&copied, made_at)
        }));
    let middle = advice(to_the_caller(mailbox), who_solves_it(mailbox));
    several([
        of("p", "lead").with(el("b").text(whose)).into(),
        of("p", "lead").text(stood).into(),
        as_it_stood(|| verdict_card(mailbox, middle, light_list(mailbox), foot)),
        note(
            "hint",
            "info",
            live(move || KEPT_UNTIL.with(&when::moment(until))),
        )
        .into(),
        now(&mailbox.address),
    ])
}

/// How the mailbox stands now: it may have healed since.
fn now(address: &Address) -> Node {
    let ask = address.clone();
    let load: Load<Option<Mailbox>> = Load::new(
        move || api::find_mailbox(&ask),
        about(ChangeKind::Mailbox, address.as_str()),
    );
    let check = ["/check?m=", &crate::route::encode(address.as_str())].concat();
    let own = mailbox_path(address);
    let stands = load.show(move |found| match found {
        Some(mailbox) => div("stack")
            .with(
                div("row")
                    .with(status_pill(mailbox))
                    .text(sentence(mailbox)),
            )
            .with(
                div("row")
                    .with(link("btn", "pulse", CHECK_AGAIN, &check))
                    .with(link("link", "", OPEN_MAILBOX, &own)),
            )
            .into(),
        None => text(UNKNOWN_MAILBOX.into()),
    });
    crate::ui::card(HOW_NOW).with(stands).into()
}
