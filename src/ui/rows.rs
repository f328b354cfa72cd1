//! Mailboxes in a short list.

use super::pill::is_overdue;
use super::{El, div, el, icon, maybe, of, status_pill, title};
use crate::text::{PARTLY, STALE_WHY, Say, Words, short};
use contract::catalogue::Cause;
use contract::ids::Address;
use contract::mailboxes::{Mailbox, VerdictState};
use web_sys::Node;

/// The page of a mailbox.
#[must_use]
pub fn mailbox_path(address: &Address) -> String {
    // An @ may stand in a path, and reads better there.
    let encoded = crate::route::encode(address.as_str());
    ["/mailboxes/", &encoded.replace("%40", "@")].concat()
}

/// Name and address of a mailbox, as the way to its page.
#[must_use]
pub fn mailbox_link(mailbox: &Mailbox) -> El {
    let words = el("span")
        .with(el("b").text(mailbox.name.as_str()))
        .text(" ")
        .with(el("span").text(mailbox.address.as_str()));
    of("a", "mb")
        .attr("href", &mailbox_path(&mailbox.address))
        .with(of("span", "t").with(icon("mail")))
        .with(words)
}

/// How a mailbox stands, with the reason below.
#[must_use]
pub fn status_cell(mailbox: &Mailbox) -> El {
    let verdict = &mailbox.verdict;
    let cause = verdict
        .cause
        .filter(|_| mailbox.running.is_none() && verdict.state != VerdictState::Ok);
    let partly = mailbox.running.is_none()
        && verdict.state == VerdictState::Idle
        && !mailbox.lights.is_empty();
    let overdue = is_overdue(mailbox).then_some(STALE_WHY);
    div("st")
        .with(status_pill(mailbox))
        .with(why(cause, overdue.or(partly.then_some(PARTLY))))
}

/// Why, below a pill: a cause in few words, or what else there is to say. In a table
/// it is cut off after two lines; whoever points at it reads all of it.
#[must_use]
pub fn why(cause: Option<Cause>, otherwise: Option<Say>) -> Node {
    let words: Option<(Words, Words)> = cause
        .map(|cause| (title(cause), short(cause)))
        .or(otherwise.map(|say| (say.into(), say.into())));
    maybe(words.map(|(whole, short)| of("span", "why").words("title", whole).text(short)))
}

/// Some mailboxes, one below the other.
#[must_use]
pub fn mailbox_lines(mailboxes: &[Mailbox]) -> Node {
    let lines = mailboxes.iter().map(|mailbox| {
        el("tr")
            .with(el("td").with(mailbox_link(mailbox)))
            .with(el("td").with(status_cell(mailbox)))
    });
    of("table", "pmx lines").with(el("tbody").all(lines)).into()
}
