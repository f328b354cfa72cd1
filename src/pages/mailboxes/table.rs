//! The table of mailboxes, which the stylesheet turns into cards on a phone.

use crate::load::Load;
use crate::text::*;
use crate::ui::{
    El, announce, div, el, icon, icon_button, light_cell, mailbox_href, mailbox_link, maybe,
    moment, of, status_cell, text,
};
use crate::{api, task};
use contract::mailboxes::{Ability, Mailbox, MailboxPage, ProofKind};
use web_sys::Node;

/// The table.
pub(super) fn table(mailboxes: &[Mailbox], admin: bool, list: Load<MailboxPage>) -> Node {
    let columns = [
        ("", COL_MAILBOX),
        ("", COL_STATUS),
        ("c", COL_READ),
        ("c", COL_MOVE),
        ("c", COL_SEND),
        ("wide", COL_ACCOUNT),
        ("", COL_PROVED),
    ]
    .map(|(class, say)| of("th", class).attr("scope", "col").text(say));
    let acts = el("th")
        .attr("scope", "col")
        .with(of("span", "vh").text(COL_ACTIONS));
    let table = of("table", "list")
        .with(of("caption", "vh").text(TABLE))
        .with(el("thead").with(el("tr").all(columns).with(acts)))
        .with(el("tbody").all(mailboxes.iter().map(|mailbox| row(mailbox, admin, list))));
    div("tw").with(table).into()
}

fn row(mailbox: &Mailbox, admin: bool, list: Load<MailboxPage>) -> El {
    let proved = mailbox
        .last_proved()
        .map_or_else(|| text("–".into()), moment);
    let acts = div("rowact").with(check_button(mailbox, list)).with(maybe(
        (admin && mailbox.purposes.sends()).then(|| test_link(mailbox)),
    ));
    el("tr")
        .attr("data-verdict", mailbox.verdict.state.code())
        .with(of("td", "m").with(mailbox_link(mailbox)))
        .with(of("td", "s").with(status_cell(mailbox)))
        .with(light_cell(mailbox, COL_READ, &[Ability::Read]))
        .with(light_cell(
            mailbox,
            COL_MOVE,
            &[Ability::Modify, Ability::Move],
        ))
        .with(light_cell(
            mailbox,
            COL_SEND,
            &[Ability::Send, Ability::SentItems],
        ))
        .with(of("td", "acc wide").text(mailbox.account_name.as_str()))
        .with(of("td", "when").with(proved))
        .with(of("td", "act").with(acts))
}

fn check_button(mailbox: &Mailbox, list: Load<MailboxPage>) -> El {
    let address = mailbox.address.clone();
    icon_button("pulse", named(CHECK_NAMED, mailbox), move || {
        announce(V_BUSY.get());
        let checking = api::prove(&address, ProofKind::Check);
        task::start(async move {
            // What comes of it shows in the row; so does a check that runs
            // already.
            let _ = checking.await;
            list.again();
        });
    })
}

fn test_link(mailbox: &Mailbox) -> El {
    let name = named(TEST_NAMED, mailbox);
    of("a", "btn ghost icon sm")
        .attr(
            "href",
            &[&mailbox_href(&mailbox.address), "?testmail=1"].concat(),
        )
        .label(name.clone())
        .words("title", name)
        .with(icon("send"))
}

fn named(say: Say, mailbox: &Mailbox) -> Words {
    let name = mailbox.name.to_string();
    live(move || say.with(&name))
}
