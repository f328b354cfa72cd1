//! Mailboxes in a short list.

use super::{icon, status_pill, title};
use crate::text::t;
use contract::ids::Address;
use contract::mailboxes::{Mailbox, VerdictState};
use leptos::prelude::*;

/// The page of a mailbox.
#[must_use]
pub fn mailbox_href(address: &Address) -> String {
    // An @ may stand in a path, and reads better there.
    let encoded: String = js_sys::encode_uri_component(address.as_str()).into();
    ["/mailboxes/", &encoded.replace("%40", "@")].concat()
}

/// Name and address of a mailbox, as the way to its page.
#[must_use]
pub fn mailbox_link(mailbox: &Mailbox) -> AnyView {
    view! {
        <a class="mb" href=mailbox_href(&mailbox.address)>
            <span class="t">{icon("mail")}</span>
            <span>
                <b>{mailbox.name.as_str().to_owned()}</b>
                <span>{mailbox.address.as_str().to_owned()}</span>
            </span>
        </a>
    }
    .into_any()
}

/// How a mailbox stands, with the reason below.
#[must_use]
pub fn status_cell(mailbox: &Mailbox) -> AnyView {
    let verdict = &mailbox.verdict;
    let why = verdict
        .cause
        .filter(|_| mailbox.running.is_none() && verdict.state != VerdictState::Ok);
    view! {
        <div class="st">
            {status_pill(mailbox)}
            {why.map(|cause| view! { <span class="why">{t(title(cause))}</span> })}
        </div>
    }
    .into_any()
}

/// Some mailboxes, one below the other.
#[must_use]
pub fn mailbox_lines(mailboxes: &[Mailbox]) -> AnyView {
    let lines = mailboxes
        .iter()
        .map(|mailbox| {
            view! {
                <tr>
                    <td>{mailbox_link(mailbox)}</td>
                    <td>{status_cell(mailbox)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="pmx">
            <tbody>{lines}</tbody>
        </table>
    }
    .into_any()
}
