//! Lines of the log, by day: who did what, when.

use super::{El, el, icon, mailbox_path, maybe, of, several};
use crate::text::{DIAGNOSIS, LOG_ACTIONS, Words, live};
use crate::when;
use contract::audit::AuditLine;
use contract::ids::Address;
use contract::time::Day;
use web_sys::Node;

/// The lines, with a heading for each day. On the page of a thing its name need
/// not stand in every line.
#[must_use]
pub fn history(items: &[AuditLine], with_object: bool) -> Node {
    // On the log's own page the days come right below the page's heading.
    let heading = if with_object { "h2" } else { "h3" };
    let mut days: Vec<(Day, El)> = Vec::new();
    for item in items {
        let day = item.at.day();
        if days.last().is_none_or(|(last, _)| *last != day) {
            days.push((day, of("ol", "log")));
        }
        if let Some((_, list)) = days.last_mut() {
            *list = list.clone().with(line(item, with_object));
        }
    }
    several(days.into_iter().map(|(day, list)| {
        let name = live(move || when::day(day));
        of("section", "day")
            .with(el(heading).text(name.clone()))
            .with(list.label(name))
    }))
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
    let object = with_object.then(|| object(&item.object));
    let detail = (!item.detail.is_empty()).then(|| el("small").with(detail(item)));
    let words = el("div")
        .with(el("b").text(item.actor.as_str()))
        .text(" ")
        .text(did)
        .text(" ")
        .with(maybe(object))
        .with(maybe(detail));
    el("li").with(time).with(icon("dash")).with(words)
}

/// What a line says besides. A diagnosis can be opened from here.
fn detail(item: &AuditLine) -> Node {
    let detail = item.detail.as_str();
    if item.action == "diagnosis.keep" {
        let href = ["/diagnose/", detail].concat();
        el("a").attr("href", &href).text(DIAGNOSIS).into()
    } else {
        super::text(detail.into())
    }
}

/// A mailbox leads to its page; an id is no word for people and stands small.
fn object(object: &str) -> Node {
    match Address::parse(object) {
        Ok(address) => el("a")
            .attr("href", &mailbox_path(&address))
            .text(object)
            .into(),
        Err(_) => of("span", "mono mut").text(object).into(),
    }
}
