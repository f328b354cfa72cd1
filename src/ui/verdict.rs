//! From the lights of a mailbox to a sentence, and to what helpdesk may say.

use super::{icon, moment, nothing, remedy, small, spinner, title};
use crate::text::*;
use crate::when;
use contract::catalogue::{Cause, Owner};
use contract::mailboxes::{Ability, Mailbox, VerdictState};
use leptos::prelude::*;

/// What ImageCapture can and cannot do with a mailbox, in one sentence.
#[must_use]
pub fn sentence(mailbox: &Mailbox) -> Say {
    let verdict = &mailbox.verdict;
    match verdict.state {
        VerdictState::Ok => match (mailbox.purposes.imports(), mailbox.purposes.sends()) {
            (true, true) => V_OK,
            (true, false) => V_OK_IMPORT,
            _ => V_OK_SEND,
        },
        VerdictState::Warn => V_WARN,
        VerdictState::Idle => V_IDLE,
        VerdictState::Bad => match verdict.ability {
            Some(Ability::Read) => V_BAD_READ,
            Some(Ability::Modify) => V_BAD_MODIFY,
            Some(Ability::Move) => V_BAD_MOVE,
            Some(Ability::Send) => V_BAD_SEND,
            Some(Ability::SentItems) => V_BAD_SENT_ITEMS,
            Some(Ability::SignIn) | None => V_BAD_SIGN_IN,
        },
    }
}

/// What helpdesk may say to whoever is on the phone.
#[must_use]
pub fn to_the_caller(mailbox: &Mailbox) -> Say {
    let verdict = &mailbox.verdict;
    match (verdict.state, verdict.cause.map(Cause::owner)) {
        (VerdictState::Ok, _) => SAY_OK,
        (VerdictState::Warn, _) => SAY_WARN,
        (VerdictState::Idle, _) => SAY_IDLE,
        (VerdictState::Bad, Some(Owner::Microsoft | Owner::Network)) => SAY_OUTAGE,
        (VerdictState::Bad, _) => match verdict.ability {
            Some(Ability::Send | Ability::SentItems) => SAY_SEND,
            _ => SAY_STOPPED,
        },
    }
}

/// The card with the verdict. `middle` stands between its head and its lights,
/// `foot` below them.
pub fn verdict_card(mailbox: &Mailbox, middle: AnyView, body: AnyView, foot: AnyView) -> AnyView {
    let verdict = mailbox.verdict.clone();
    let running = mailbox.running;
    let tone = if running.is_some() { "info" } else { verdict.state.code() };
    let mark = if running.is_some() { spinner() } else { icon(verdict.state.code()) };
    let progress = running.map(|run| {
        let (name, _) = ability_words(run.step);
        let text = words_of_run(run.done, run.of, name);
        let percent = run.done * 100 / run.of.max(1);
        let width = [&percent.to_string(), "%"].concat();
        view! {
            <p role="status">{text}</p>
            <div class="progress">
                <i style:width=width></i>
            </div>
        }
        .into_any()
    });
    let line = progress.unwrap_or_else(|| match verdict.cause {
        Some(cause) => view! { <p>{t(title(cause))}</p> }.into_any(),
        None if verdict.state == VerdictState::Idle => {
            view! { <p>{t(V_IDLE_LINE)}</p> }.into_any()
        }
        None => nothing(),
    });
    let since = (verdict.state == VerdictState::Bad).then_some(verdict.since);
    let last = mailbox.last_proved();
    view! {
        <section class=["verdict ", tone].concat() aria-label=t(VERDICT)>
            <div class="vh2">
                {mark}
                <h2>{t(if running.is_some() { V_BUSY } else { sentence(mailbox) })}</h2>
                <span class="tm">
                    {match (since, last) {
                        (Some(since), _) => view! { {t(SINCE)} " " {moment(since)} }.into_any(),
                        (None, Some(last)) => view! { {t(PROVED)} " " {moment(last)} }.into_any(),
                        _ => nothing(),
                    }}
                </span>
                {line}
            </div>
            {middle}
            {body}
            {foot}
        </section>
    }
    .into_any()
}

fn words_of_run(done: u32, of: u32, name: Say) -> Signal<String> {
    super::words(move || {
        let step = (done + 1).min(of).to_string();
        [&RUN_STEP.with_two(&step, &of.to_string()), ": ", name.get()].concat()
    })
}

/// What to do about a verdict, and who does it.
#[must_use]
pub fn who_solves_it(mailbox: &Mailbox) -> AnyView {
    match mailbox.verdict.cause {
        Some(cause) => view! {
            <p class="say">{t(remedy(cause))}</p>
            <p class="mut">{small("people")} " " {t(owner_words(cause.owner()))}</p>
        }
        .into_any(),
        None => view! { <p class="say">{t(NOBODY_NEEDED)}</p> }.into_any(),
    }
}

/// The state of a mailbox as plain text, for a ticket. Holds no subjects, no
/// tokens and no ids of apps.
#[must_use]
pub fn diagnosis(mailbox: &Mailbox) -> String {
    let verdict = &mailbox.verdict;
    let mut lines = vec![
        [mailbox.name.as_str(), " <", mailbox.address.as_str(), ">"].concat(),
        [super::verdict_word(verdict.state).get(), ": ", sentence(mailbox).get()].concat(),
    ];
    if let Some(cause) = verdict.cause {
        let words = [title(cause).get(), " ", remedy(cause).get()].concat();
        lines.push([words.as_str(), " (", cause.code(), ")"].concat());
        let owner = owner_words(cause.owner()).get();
        lines.push([WHO.get(), ": ", owner].concat());
    }
    lines.push([D_ACCOUNT.get(), ": ", mailbox.account_name.as_str()].concat());
    if let Some(sign_in) = &mailbox.sign_in {
        lines.push([SIGNED_IN_AS.get(), ": ", &sign_in.username].concat());
    }
    for light in &mailbox.lights {
        let (name, _) = ability_words(light.ability);
        let (_, _, word) = super::Shine::of(mailbox, light.ability).look();
        let mut line = ["- ", name.get(), ": ", word.get(), ", ", &light.at.to_string()].concat();
        if let Some(trace) = &light.microsoft {
            line.push_str(&[", ", &trace.code].concat());
            if let Some(id) = &trace.request_id {
                line.push_str(&[", request-id ", id].concat());
            }
        }
        lines.push(line);
    }
    lines.push([D_AT.get(), ": ", &when::now().to_string()].concat());
    lines.join("\n")
}
