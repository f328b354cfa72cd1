//! From the lights of a mailbox to a sentence, and to what helpdesk may say.

use super::pill::is_overdue;
use super::{
    El, Shine, div, el, icon, maybe, moment, nothing, of, remedy, several, spinner, title,
};
use crate::route::encode;
use crate::text::*;
use crate::when;
use contract::catalogue::{Cause, Owner};
use contract::mailboxes::{Ability, Mailbox, Run, VerdictState};
use contract::people::Administrator;
use contract::time::Timestamp;
use leptos::prelude::window;
use web_sys::Node;

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
        // The last try of something needed came to no answer.
        VerdictState::Warn if verdict.ability.is_some() => V_UNSEEN,
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
    let unknown = matches!(
        verdict.cause,
        Some(Cause::MailboxUnknown | Cause::MailboxNotOnline)
    );
    match (verdict.state, verdict.cause.map(Cause::owner)) {
        (VerdictState::Ok, _) => SAY_OK,
        (VerdictState::Bad | VerdictState::Warn, Some(Owner::Microsoft | Owner::Network)) => {
            SAY_OUTAGE
        }
        (VerdictState::Warn, _) => SAY_WARN,
        (VerdictState::Idle, _) => SAY_IDLE,
        (VerdictState::Bad, _) if unknown => SAY_UNKNOWN,
        (VerdictState::Bad, _) => match verdict.ability {
            Some(Ability::Send | Ability::SentItems) => SAY_SEND,
            _ => SAY_STOPPED,
        },
    }
}

/// The card with the verdict. `middle` stands between its head and its lights,
/// `foot` below them.
#[must_use]
pub fn verdict_card(mailbox: &Mailbox, middle: Node, body: Node, foot: El) -> Node {
    let verdict = &mailbox.verdict;
    let overdue = is_overdue(mailbox);
    let tone = match overdue {
        _ if mailbox.running.is_some() => "info",
        true => "idle",
        false => verdict.state.code(),
    };
    let (mark, headline, line) = match mailbox.running {
        Some(run) => (spinner(), V_BUSY, progress(run)),
        None if overdue => (icon("clock"), V_STALE, el("p").text(V_STALE_LINE).into()),
        None => (
            icon(verdict.state.code()),
            sentence(mailbox),
            reason(mailbox),
        ),
    };
    let time = of("span", "tm");
    let time = match (verdict.state, mailbox.last_proved()) {
        (VerdictState::Bad, _) => {
            let since = verdict.since;
            time.text(SINCE)
                .text(" ")
                .text(live(move || when::moment(since)))
        }
        (_, Some(last)) => time.text(PROVED).text(" ").with(moment(last)),
        _ => time,
    };
    let head = div("vh2")
        .with(mark)
        .with(el("h2").text(headline))
        .with(time)
        .with(line);
    of("section", &["verdict ", tone].concat())
        .attr("data-verdict", verdict.state.code())
        .label(VERDICT)
        .with(head)
        .with(middle)
        .with(body)
        .with(foot)
        .into()
}

fn reason(mailbox: &Mailbox) -> Node {
    match mailbox.verdict.cause {
        Some(cause) => el("p").text(title(cause)).into(),
        None if mailbox.verdict.state == VerdictState::Idle => el("p").text(V_IDLE_LINE).into(),
        None => nothing(),
    }
}

fn progress(run: Run) -> Node {
    let (name, _) = ability_words(run.step);
    let words = live(move || {
        let step = (run.done + 1).min(run.of).to_string();
        [
            &RUN_STEP.with_two(&step, &run.of.to_string()),
            ": ",
            name.get(),
        ]
        .concat()
    });
    let percent = (run.done * 100 / run.of.max(1)).to_string();
    let bar = el("i").style("width", &[&percent, "%"].concat());
    several([
        el("p").attr("role", "status").text(words),
        div("progress").with(bar),
    ])
}

/// What to do about a verdict, and who does it.
#[must_use]
pub fn who_solves_it(mailbox: &Mailbox) -> Node {
    match mailbox.verdict.cause {
        Some(cause) => cause_solver(cause),
        None if mailbox.verdict.state == VerdictState::Idle => {
            of("p", "say").text(IDLE_REMEDY).into()
        }
        None if is_overdue(mailbox) => of("p", "say").text(STALE_REMEDY).into(),
        None => of("p", "say").text(NOBODY_NEEDED).into(),
    }
}

/// What to do about a cause, and who does it.
#[must_use]
pub fn cause_solver(cause: Cause) -> Node {
    several([
        super::note("note solver", "people", owner_words(cause.owner())),
        of("p", "say").text(remedy(cause)),
    ])
}

/// What to say to whoever is on the phone, and who is needed.
#[must_use]
pub fn advice(say: Say, solver: Node) -> Node {
    let caller = el("div")
        .with(el("h3").text(SAY_TITLE))
        .with(of("p", "say").text(say));
    let solver = el("div").with(el("h3").text(WHO)).with(solver);
    div("cols").with(caller).with(solver).into()
}

/// The state of a mailbox at a moment as plain text, for a ticket. Holds no
/// subjects, no tokens and no ids of apps.
#[must_use]
pub fn diagnosis(mailbox: &Mailbox, at: Timestamp) -> String {
    let verdict = &mailbox.verdict;
    let mut lines = vec![
        [mailbox.name.as_str(), " <", mailbox.address.as_str(), ">"].concat(),
        [
            verdict_word(verdict.state).get(),
            ": ",
            sentence(mailbox).get(),
        ]
        .concat(),
    ];
    if let Some(cause) = verdict.cause {
        let words = cause.words(lang());
        lines.push([words.title, " ", words.remedy, " (", cause.code(), ")"].concat());
        lines.push([WHO.get(), ": ", owner_words(cause.owner()).get()].concat());
    }
    lines.push([D_ACCOUNT.get(), ": ", mailbox.account_name.as_str()].concat());
    if let Some(sign_in) = &mailbox.sign_in {
        lines.push([SIGNED_IN_AS.get(), ": ", &sign_in.username].concat());
    }
    for light in &mailbox.lights {
        let (name, _) = ability_words(light.ability);
        let (.., word) = Shine::of(mailbox, light.ability).look();
        let mut line = [
            "- ",
            name.get(),
            ": ",
            word.get(),
            ", ",
            &light.at.to_string(),
        ]
        .concat();
        if let Some(trace) = &light.microsoft {
            line.push_str(&[", ", &trace.code].concat());
            if let Some(id) = &trace.request_id {
                line.push_str(&[", request-id ", id].concat());
            }
        }
        lines.push(line);
    }
    lines.push([D_AT.get(), ": ", &at.to_string()].concat());
    lines.join("\n")
}

/// A mail about what is wrong, in the mail program of whoever reads this: it says what
/// a diagnosis says, and leads to the mailbox. To these administrators; where there
/// are none, to whom they know best.
pub fn report_link(
    mailbox: &Mailbox,
    to: impl Fn() -> Vec<Administrator> + Copy + 'static,
) -> Node {
    if mailbox.running.is_some() || mailbox.verdict.state != VerdictState::Bad {
        return nothing();
    }
    let about = mailbox.clone();
    let href = move || {
        let subject = [about.address.as_str(), ": ", sentence(&about).get()].concat();
        let origin = window().location().origin().unwrap_or_default();
        let path = super::mailbox_path(&about.address);
        let text = [&diagnosis(&about, when::now()), "\n\n", &origin, &path].concat();
        // RFC 6068 §5: lines end with CR and LF.
        let (subject, text) = (encode(&subject), encode(&text.replace('\n', "\r\n")));
        let to = to();
        // RFC 6068 §2: what separates addresses stands as it is.
        let to = to.iter().map(|one| encode(one.address.as_str()));
        let to = to.collect::<Vec<_>>().join(",").replace("%40", "@");
        Some(["mailto:", &to, "?subject=", &subject, "&body=", &text].concat())
    };
    let says = live(move || match &to()[..] {
        [] => REPORT.get().to_owned(),
        [one] => REPORT_TO.with(one.name.as_str()),
        _ => REPORT_TO_ALL.get().to_owned(),
    });
    let hint = live(move || {
        let to = to();
        let names: Vec<&str> = to.iter().map(|one| one.name.as_str()).collect();
        match names.is_empty() {
            true => REPORT_HINT.get().to_owned(),
            false => REPORT_TO_HINT.with(&names.join(", ")),
        }
    });
    of("a", "btn")
        .bind("href", href)
        .words("title", hint)
        .text(says)
        .into()
}

/// What a mailbox or account is for, in words.
#[must_use]
pub fn purpose_words(purposes: contract::purposes::Purposes) -> Words {
    live(move || {
        let parts = [(purposes.imports(), IMPORT), (purposes.sends(), SEND)];
        let parts = parts.into_iter().filter(|(there, _)| *there);
        parts
            .map(|(_, say)| say.get())
            .collect::<Vec<_>>()
            .join(", ")
    })
}

/// Facts: a name and a value each.
#[must_use]
pub fn facts(lines: impl IntoIterator<Item = (Say, Node)>) -> El {
    lines
        .into_iter()
        .fold(of("dl", "facts"), |list, (name, value)| {
            list.with(el("dt").text(name)).with(el("dd").with(value))
        })
}

/// A card with a heading.
#[must_use]
pub fn card(title: Say) -> El {
    of("section", "card")
        .label(title)
        .with(el("h2").text(title))
}

/// A moment with the name of who did it then.
#[must_use]
pub fn moment_by(at: Timestamp, who: &str) -> Node {
    let by = super::text(live({
        let who = who.to_owned();
        move || [" ", BY.get(), " ", &who].concat()
    }));
    several([moment(at), by])
}

/// What is known, or words for that it is not.
#[must_use]
pub fn known(value: Option<&str>, otherwise: Say) -> Node {
    super::text(value.map_or(Words::Say(otherwise), Words::from))
}

/// A heading that stands only where there is something below it.
#[must_use]
pub fn titled(title: Say, hint: Option<Say>, body: Node) -> El {
    let hint = maybe(hint.map(|hint| el("small").text(hint)));
    div("field")
        .with(div("lab").with(el("b").text(title)).with(hint))
        .with(body)
}
