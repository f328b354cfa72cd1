//! Where warnings go, a try-out, and what was told.

use crate::api;
use crate::load::{Doing, Load, send_form};
use crate::text::*;
use crate::ui::{
    El, Form, TextField, announce, arrive, card, div, el, error_summary, form_element,
    form_problem, head, language_choice, maybe, memo, moment, nothing, of, only, part, pill,
    several, shown_once, submit, tick, working_button,
};
use crate::when;
use contract::events::ChangeKind;
use contract::fields::{Field, FieldError};
use contract::mailboxes::{Mailbox, MailboxPage};
use contract::warnings::{
    Channel, Delivery, DeliveryState, NewWarningSettings, Warning, WarningKind, WarningRound,
    WarningSettings,
};
use leptos::prelude::*;
use web_sys::Node;

/// The page of the warnings.
#[must_use]
pub fn warnings() -> Node {
    arrive(W_TITLE, Some((NAV_SETTINGS.into(), "/settings")));
    let load: Load<WarningSettings> = Load::new(api::warning_settings, |_| false);
    let told: Load<Vec<WarningRound>> =
        Load::new(api::warnings, |change| change.kind == ChangeKind::Warning);
    let there = memo(move || load.is_there());
    let left = div("stack")
        // A skeleton, or why it is not there.
        .with(load.show(|_| nothing()))
        .with(only(
            move || there.get(),
            move || load.with(|now| now.map_or_else(nothing, |now| settings(now, told))),
        ));
    let right = card(W_TOLD).with(told.show(|rounds| {
        if rounds.is_empty() {
            return of("p", "mut").text(W_NOTHING).into();
        }
        of("ul", "lines").all(rounds.iter().map(round)).into()
    }));
    several([
        head(W_TITLE, W_LINE, [nothing()]),
        div("cols2").with(left).with(div("stack").with(right)),
    ])
}

fn settings(now: &WarningSettings, told: Load<Vec<WarningRound>>) -> Node {
    let text = |text: String| RwSignal::new(text);
    let addresses: Vec<&str> = now.mail_to.iter().map(|to| to.as_str()).collect();
    let to = text(addresses.join(", "));
    let from = text(
        now.mail_from
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
    );
    let hook = text(now.webhook_url.clone().unwrap_or_default());
    let hours = text(now.silence_hours.to_string());
    let (language, renew) = (RwSignal::new(now.lang), RwSignal::new(false));
    let made = RwSignal::new(None::<String>);
    let filled = move || {
        let to = to.get_untracked();
        let to = to.split([',', ';', ' ', '\n']).filter(|to| !to.is_empty());
        NewWarningSettings {
            mail_from: from.get_untracked().trim().to_owned(),
            mail_to: to.map(str::to_owned).collect(),
            lang: language.get_untracked(),
            webhook_url: hook.get_untracked().trim().to_owned(),
            new_webhook_secret: renew.get_untracked(),
            silence_hours: hours.get_untracked().trim().parse().unwrap_or(u32::MAX),
        }
    };
    let form = Form::new(move || {
        let mut errors: Vec<FieldError> = filled().check().err().unwrap_or_default();
        // Several addresses may be wrong; their field is said once.
        errors.dedup_by_key(|error| error.field as u8);
        errors
    });
    let send = move || {
        if form.ready() {
            send_form(form, api::set_warnings(&filled()), move |saved| {
                form.busy.set(false);
                renew.set(false);
                made.set(saved.webhook_secret);
                announce(SAVED.get());
            });
        }
    };
    let testing = Doing::new();
    let test = move || {
        testing.run(api::test_warning(), move |_| {
            announce(W_TESTED.get());
            told.again();
        });
    };
    let field = |field, label, hint, value| TextField::new(field, label, value).hint(hint);
    let fields = form_element(send)
        .attr("autocomplete", "off")
        .with(error_summary(form))
        .with(
            field(Field::Address, W_FROM, W_FROM_HINT, from)
                .kind("email", "off")
                .choose_from("w-senders")
                .show(form),
        )
        .with(senders())
        .with(field(Field::To, W_TO, W_TO_HINT, to).show(form))
        .with(language_choice("f-lang", W_LANG, language))
        .with(
            field(Field::Webhook, W_HOOK, W_HOOK_HINT, hook)
                .kind("url", "off")
                .show(form),
        )
        .with(tick("f-renew", W_HOOK_NEW, W_HOOK_NEW_HINT, renew))
        .with(shown_once("hook-secret", W_HOOK_SECRET, made))
        .with(
            field(Field::Text, W_SILENT, W_SILENT_HINT, hours)
                .kind("number", "off")
                .show(form),
        )
        .with(form_problem(form))
        .with(testing.problem())
        .with(
            div("row field")
                .with(submit("btn pri", SAVE, form.busy))
                .with(working_button(
                    "btn",
                    "send",
                    W_TEST,
                    move || testing.busy.get(),
                    test,
                )),
        );
    card(W_WHERE).with(fields).into()
}

fn round(round: &WarningRound) -> El {
    let warnings = round.warnings.clone();
    let what = el("div").all(warnings.into_iter().map(|warning| {
        let mark = warning.kind;
        el("b")
            .attr("data-kind", mark.code())
            .text(live(move || said(&warning)))
    }));
    let ways = round.deliveries.iter().map(delivery);
    let ways = div("row").all(ways);
    let ways = match round.deliveries.is_empty() {
        true => ways.with(of("span", "mut").text(W_NOBODY)),
        false => ways,
    };
    el("li").with(
        what.with(el("small").with(moment(round.made_at)))
            .with(ways),
    )
}

fn said(warning: &Warning) -> String {
    let name = warning.name.as_str();
    match warning.kind {
        WarningKind::Test => W_TRY.get().to_owned(),
        WarningKind::Recovered => W_RECOVERED.with(name),
        WarningKind::Silent => W_SILENCE.with_two(name, &when::moment(warning.at)),
        WarningKind::Secret => {
            let left = warning.days_left.unwrap_or_default();
            W_SECRET.with_two(name, &when::in_days(left))
        }
        WarningKind::Bad => {
            let why = warning.cause.map(|cause| Words::Title(cause).get());
            [name, ": ", &why.unwrap_or_default()].concat()
        }
    }
}

fn delivery(delivery: &Delivery) -> El {
    let (tone, say) = match delivery.state {
        DeliveryState::Waiting | DeliveryState::Sending => ("info", W_WAITING),
        DeliveryState::Sent => ("ok", W_SENT),
        DeliveryState::Unknown => ("warn", W_UNKNOWN),
        DeliveryState::Failed => ("bad", W_FAILED),
    };
    let way = match delivery.channel {
        Channel::Mail => W_BY_MAIL,
        Channel::Webhook => W_HOOK,
    };
    let answer = delivery.answer.clone().filter(|_| tone != "ok");
    let tries = (delivery.tries > 1).then(|| delivery.tries.to_string());
    let more = live(move || {
        let tries = tries.as_ref().map(|tries| W_TRIES.with(tries));
        let parts: Vec<String> = answer.clone().into_iter().chain(tries).collect();
        parts.join(", ")
    });
    el("span")
        .with(pill(tone, live(move || say.with(way.get()))))
        .with(of("span", "mut").text(more))
}

/// The mailboxes that warnings may go from, by name; another one may be typed.
fn senders() -> El {
    let load: Load<MailboxPage> = Load::new(
        || api::mailboxes("limit=100&sort=name&purpose=export_job"),
        |_| false,
    );
    el("datalist").id("w-senders").with(part(move || {
        let options = load.map(|page| {
            let option = |mailbox: &Mailbox| {
                el("option")
                    .attr("value", mailbox.address.as_str())
                    .text(mailbox.name.as_str())
            };
            several(page.items.iter().map(option))
        });
        maybe(options)
    }))
}
