//! Lines of the log, by day: who did what, when.

use super::{El, el, mailbox_path, maybe, of, several};
use crate::text::{
    CHECK, COL_ACCOUNT, DIAGNOSIS, FULL_PROOF, LOG_ACTIONS, LOG_ASKED_CONSENT, LOG_ASKED_SECRET,
    LOG_PROGRAMS, LOG_SEE, MIG_WAVE, Say, Speak, Words, live, log_detail,
};
use crate::when;
use contract::audit::AuditLine;
use contract::ids::{AccountId, Address};
use contract::time::Day;
use web_sys::Node;

/// So many lines of programs in a row stand as they are.
const FEW: usize = 2;

/// The lines, with a heading for each day. On the page of a thing its name need
/// not stand in every line.
#[must_use]
pub fn history(items: &[AuditLine], with_object: bool) -> Node {
    // On the log's own page the days come right below the page's heading.
    let heading = if with_object { "h2" } else { "h3" };
    let mut days: Vec<(Day, El)> = Vec::new();
    // Where there is nothing else, that is what was asked for.
    let fold = items.iter().any(|item| !is_a_program(&item.actor));
    let mut left = items;
    while let Some(first) = left.first() {
        let day = first.at.day();
        if days.last().is_none_or(|(last, _)| *last != day) {
            days.push((day, of("ol", "log")));
        }
        let alike = |item: &&AuditLine| item.at.day() == day && is_a_program(&item.actor);
        let programs = left.iter().take_while(alike).count();
        let (these, rest) = left.split_at(programs.max(1));
        left = rest;
        let lines = these.iter().map(|item| line(item, with_object));
        if let Some((_, list)) = days.last_mut() {
            *list = if fold && programs > FEW {
                list.clone().with(folded(lines))
            } else {
                list.clone().all(lines)
            };
        }
    }
    several(days.into_iter().map(|(day, list)| {
        let name = live(move || when::day(day));
        of("section", "day")
            .with(el(heading).text(name.clone()))
            .with(list.label(name))
    }))
}

/// Whether a line is about what the backend or a job did, not a person.
fn is_a_program(actor: &str) -> bool {
    actor == "imagecapture-mail" || actor.starts_with("job ")
}

/// Lines that nobody caused, as one: people look for people.
fn folded(lines: impl ExactSizeIterator<Item = El>) -> El {
    let number = lines.len();
    let name = live(move || LOG_PROGRAMS.with(&number.to_string()));
    let fold = of("details", "tech")
        .with(el("summary").text(name))
        .with(of("ol", "log").all(lines));
    of("li", "folded").with(fold)
}

fn line(item: &AuditLine, with_object: bool) -> El {
    let at = item.at;
    let known = LOG_ACTIONS.iter().find(|(code, _)| *code == item.action);
    let did: Words = match known {
        Some((_, say)) => (*say).into(),
        None => item.action.as_str().into(),
    };
    let time = of("time", "num mut")
        .attr("datetime", &at.to_string())
        .text(live(move || when::clock(at)));
    let object = with_object.then(|| object(item));
    // Which consent was begun has no page and no meaning for people.
    let says_more = !item.detail.is_empty()
        && item.action != "consent.start"
        && item.object_name.as_deref() != Some(item.detail.as_str());
    let detail = says_more.then(|| el("small").with(detail(item)));
    let words = el("div")
        .with(el("b").text(item.actor.as_str()))
        .text(" ")
        .text(did)
        .text(" ")
        .with(maybe(object))
        .with(maybe(detail));
    el("li").with(time).with(words)
}

/// What a line says besides. What has a page can be opened from here: an id is no
/// word for people.
fn detail(item: &AuditLine) -> Node {
    let detail = item.detail.as_str();
    match item.action.as_str() {
        "diagnosis.keep" => to(&["/diagnose/", detail].concat(), DIAGNOSIS),
        "mailbox.add" => account(detail, None),
        "migration.switch" | "migration.switched" | "migration.roll_back" => {
            to(&wave(detail), MIG_WAVE)
        }
        "mailbox.prove" if detail == "check" => super::say(CHECK),
        "mailbox.prove" if detail == "full" => super::say(FULL_PROOF),
        "asked.make" => match detail.split_once(": ") {
            Some(("consent", address)) => asked(LOG_ASKED_CONSENT, address),
            Some((_, address)) => asked(LOG_ASKED_SECRET, address),
            None => super::text(detail.into()),
        },
        action => super::text(log_detail(action, detail)),
    }
}

fn asked(say: Say, address: &str) -> Node {
    let address = address.to_owned();
    super::text(live(move || say.with(&address)))
}

/// What a line is about: a mailbox or an account leads to its page, a person has a
/// name, another id stands small.
fn object(item: &AuditLine) -> Node {
    let object = item.object.as_str();
    let name = item.object_name.as_deref();
    let oneself = name.is_some_and(|name| item.actor.starts_with(&[name, " <"].concat()));
    // A session has no name, and whose it is the line begins with.
    if oneself || (name.is_none() && item.action.starts_with("session.")) {
        super::nothing()
    } else if let Ok(address) = Address::parse(object) {
        to(&mailbox_path(&address), object)
    } else if ["account.", "consent.", "secret.", "asked.make"]
        .iter()
        .any(|about| item.action.starts_with(about))
    {
        account(object, name)
    } else if let Some(name) = name {
        super::text(name.into())
    } else if item.action.starts_with("wave.") {
        to(&wave(object), LOG_SEE)
    } else if item.action.starts_with("run.") {
        to(&["/jobs/", object].concat(), LOG_SEE)
    } else {
        of("span", "mono mut").text(object).into()
    }
}

fn account(id: &str, name: Option<&str>) -> Node {
    let name = name.map_or(COL_ACCOUNT.into(), Words::from);
    match AccountId::parse(id) {
        Ok(id) => to(&["/accounts/", id.as_str()].concat(), name),
        Err(_) => super::text(id.into()),
    }
}

fn wave(id: &str) -> String {
    ["/migration/waves/", id].concat()
}

fn to(href: &str, name: impl Into<Words>) -> Node {
    el("a").attr("href", href).text(name).into()
}
