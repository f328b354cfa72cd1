//! Connecting a Graph account, step 4: the proof that it works.

use crate::api;
use crate::load::Load;
use crate::post::test_mails;
use crate::route::query;
use crate::text::*;
use crate::ui::{
    arrive, div, el, empty, gone, help, help_line, link, nothing, of, part, select, several,
    step_path, wizard,
};
use contract::events::ChangeKind;
use contract::ids::{AccountId, Address};
use contract::mailboxes::{Ability, MailboxPage, VerdictState};
use leptos::prelude::*;
use web_sys::Node;

/// The page of the fourth step.
#[must_use]
pub fn setup_test_mail(key: &str) -> Node {
    let Ok(id) = AccountId::parse(key) else {
        return gone();
    };
    arrive(STEP_4, Some((NAV_ACCOUNTS.into(), "/accounts")));
    let back = step_path(&id, 2);
    // The step before may have sent one already.
    let chosen = RwSignal::new(untrack(|| query("from")));
    // Only which mailboxes there are: what changes about them must not empty
    // the form.
    let asked = ["account=", id.as_str()].concat();
    let load: Load<Choice> = Load::new(
        move || {
            let asking = api::mailboxes(&asked);
            Box::pin(async move { asking.await.map(Choice::of) })
        },
        |change| change.kind == ChangeKind::Mailbox,
    );
    let to_mailboxes = back.clone();
    let form = load.show(move |choice| {
        let Some((first, _)) = choice.mailboxes.first() else {
            let add = link("btn pri", "plus", ADD_MAILBOX, &to_mailboxes);
            return empty("mail", NO_MAILBOXES, NO_MAILBOXES_TEXT, add);
        };
        if !choice.sends {
            return el("p").text(NO_SEND).into();
        }
        if chosen.with_untracked(String::is_empty) {
            chosen.set(first.clone());
        }
        let from = select("f-from", W4_FROM, chosen, choice.mailboxes.clone());
        let mails = part(move || {
            let address = chosen.with(|address| Address::parse(address));
            address.map_or_else(|_| nothing(), |address| test_mails(&address))
        });
        several([from.into(), mails])
    });
    let foot = div("wact")
        .with(link("btn ghost", "", BACK, &back))
        .with(div("r").with(link("btn lg", "arrow", W4_DONE, "/mailboxes")));
    let body = [of("p", "lead").text(W4_LEAD).into(), form, foot.into()];
    wizard(3, Some(&id), W4_TITLE, body, aside())
}

/// From which mailboxes a test mail can go.
#[derive(PartialEq)]
struct Choice {
    mailboxes: Vec<(String, String)>,
    sends: bool,
}

impl Choice {
    fn of(page: MailboxPage) -> Self {
        let mailboxes = page.items.iter().map(|mailbox| {
            let address = mailbox.address.as_str();
            let name = [mailbox.name.as_str(), " (", address, ")"].concat();
            (address.to_owned(), name)
        });
        // The first is the one that is chosen: not one that cannot work.
        let bad = page
            .items
            .iter()
            .take_while(|m| m.verdict.state == VerdictState::Bad)
            .count();
        let mut mailboxes: Vec<_> = mailboxes.collect();
        mailboxes.rotate_left(bad);
        Self {
            mailboxes,
            sends: page.items.iter().any(|m| Ability::Send.needed(m.purposes)),
        }
    }
}

fn aside() -> Node {
    let lines = [
        (M_ACCEPTED, W4_HELP_1),
        (W4_DELIVERED, W4_HELP_2),
        (M_UNKNOWN, W4_HELP_3),
    ]
    .map(|(word, about)| el("li").with(help_line(word, about)));
    help("info", W4_HELP).with(el("ol").all(lines)).into()
}
