//! Asking somebody outside the panel: for the consent, or for the secret; and
//! how far they are.

use crate::api;
use crate::load::{Doing, Load, send_form};
use crate::text::*;
use crate::ui::{
    El, Form, TextField, announce, card, cause_box, div, form_element, form_problem, icon_button,
    language_choice, line, link, nothing, of, part, pill, select_field, shown_once, submit, tick,
};
use crate::when;
use contract::asked::{Asked, AskedKind, AskedState, CreatedAsked, NewAsked};
use contract::catalogue::Cause;
use contract::events::ChangeKind;
use contract::fields::Field;
use contract::ids::AccountId;
use leptos::prelude::*;
use web_sys::Node;

/// What was just made, to show once.
#[derive(Clone, Copy)]
struct Made {
    link: RwSignal<Option<String>>,
    not_mailed: RwSignal<Option<Cause>>,
    load: Load<Vec<Asked>>,
}

impl Made {
    fn show(self, made: CreatedAsked) {
        let mailed = made.asked.mailed_at.is_some();
        announce(if mailed { ASK_MAILED } else { ASK_LINK }.get());
        self.link.set(Some(made.link));
        self.not_mailed.set(made.not_mailed);
        self.load.again();
    }
}

/// The card: asking, and whom one asked.
pub(super) fn asking(id: &AccountId) -> Node {
    let asked_of = id.clone();
    let load: Load<Vec<Asked>> = Load::new(
        move || api::asked_of(&asked_of),
        // A trip that fails is told as one of the consent.
        |change| matches!(change.kind, ChangeKind::Asked | ChangeKind::Consent),
    );
    let made = Made {
        link: RwSignal::new(None),
        not_mailed: RwSignal::new(None),
        load,
    };
    let doing = Doing::new();
    let not_mailed = part(move || match made.not_mailed.get() {
        Some(cause) => {
            let why = match cause {
                Cause::NobodyToWarn => link("link", "", ASK_NO_FROM, "/settings/meldingen"),
                cause => cause_box("fix warn", cause),
            };
            div("field")
                .with(of("p", "mut").text(ASK_NOT_MAILED))
                .with(why)
                .into()
        }
        None => nothing(),
    });
    card(ASK)
        .with(of("p", "mut").text(ASK_LINE))
        .with(load.show(move |all| {
            let lines = all.iter().map(|asked| asked_line(asked, made, doing));
            of("ul", "lines").label(ASK).all(lines).into()
        }))
        .with(doing.problem())
        .with(shown_once("asked-link", ASK_LINK, made.link))
        .with(not_mailed)
        .with(ask(id, made))
        .into()
}

fn ask(id: &AccountId, made: Made) -> Node {
    let kind = RwSignal::new(AskedKind::Consent.code().to_owned());
    let address = RwSignal::new(String::new());
    let language = RwSignal::new(untrack(lang));
    let mail = RwSignal::new(false);
    let filled = move || NewAsked {
        kind: match kind.get_untracked() == AskedKind::Secret.code() {
            true => AskedKind::Secret,
            false => AskedKind::Consent,
        },
        address: address.get_untracked().trim().to_owned(),
        lang: language.get_untracked(),
        mail: mail.get_untracked(),
    };
    let form = Form::new(move || filled().check().err().unwrap_or_default()).apart("ask-");
    let id = id.clone();
    let send = move || {
        if form.ready() {
            send_form(form, api::ask(&id, &filled()), move |created| {
                form.busy.set(false);
                address.set(String::new());
                made.show(created);
            });
        }
    };
    let kinds = [
        (AskedKind::Consent.code(), ASK_CONSENT),
        (AskedKind::Secret.code(), ASK_SECRET),
    ];
    form_element(send)
        .class("field")
        .attr("autocomplete", "off")
        .with(select_field("ask-kind", ASK_WHAT, &kinds, kind))
        .with(
            TextField::new(Field::Address, EMAIL, address)
                .hint(ASK_WHO_HINT)
                .kind("email", "off")
                .show(form),
        )
        .with(language_choice("ask-lang", ASK_LANG, language))
        .with(tick("ask-mail", ASK_MAIL, ASK_MAIL_HINT, mail))
        .with(form_problem(form))
        .with(div("field").with(submit("btn", ASK_GO, form.busy)))
        .into()
}

fn asked_line(asked: &Asked, made: Made, doing: Doing) -> El {
    let (tone, say) = match asked.state {
        AskedState::Open => ("idle", ASK_OPEN),
        AskedState::Opened => ("idle", ASK_OPENED),
        AskedState::AtMicrosoft => ("info", ASK_AT_MICROSOFT),
        AskedState::AdminConsented => ("warn", ASK_ADMIN),
        AskedState::Failed => ("bad", ASK_FAILED),
        AskedState::Done => ("ok", ASK_DONE),
        AskedState::Expired => ("warn", ASK_EXPIRED),
        AskedState::Revoked => ("idle", ASK_REVOKED),
    };
    let shown = asked.clone();
    let about = live(move || words(&shown));
    let over = matches!(asked.state, AskedState::Done | AskedState::Revoked);
    let (id, gone) = (asked.id.clone(), asked.id.clone());
    let (one, two) = (asked.address.to_string(), asked.address.to_string());
    let acts = of("span", "row").with(pill(tone, say));
    let acts = if over {
        acts
    } else {
        acts.with(icon_button(
            "send",
            live(move || ASK_AGAIN.with(&one)),
            move || doing.run(api::ask_again(&id), move |created| made.show(created)),
        ))
        .with(icon_button(
            "cross",
            live(move || ASK_BACK.with(&two)),
            move || {
                doing.run(api::take_back(&gone), move |()| {
                    // The one that is shown may be the one that is gone.
                    made.link.set(None);
                    announce(ASK_TAKEN_BACK.get());
                    made.load.again();
                })
            },
        ))
    };
    line(asked.address.as_str(), about, acts)
}

/// What was asked for, and what is known about it since.
fn words(asked: &Asked) -> String {
    let what = match asked.kind {
        AskedKind::Consent => ASK_CONSENT,
        AskedKind::Secret => ASK_SECRET,
    };
    let mut parts = vec![what.get().to_owned()];
    parts.extend(asked.mailed_at.map(|at| ASK_SENT.with(&when::ago(at))));
    match (asked.state, asked.cause) {
        (AskedState::Failed, Some(cause)) => {
            parts.push(title_inside(cause));
            let who = asked.signed_in_as.as_deref();
            parts.extend(who.map(|who| R_SIGNED_IN_AS.with(who)));
        }
        (AskedState::Done, _) => parts.extend(asked.done_at.map(when::ago)),
        (AskedState::Revoked, _) => {}
        _ => parts.push(ASK_UNTIL.with(&when::day(asked.expires_at.day()))),
    }
    parts.join(", ")
}

fn title_inside(cause: Cause) -> String {
    let title = Words::Title(cause).get();
    title.trim_end_matches('.').to_owned()
}
