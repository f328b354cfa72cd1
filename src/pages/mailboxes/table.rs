//! The table of mailboxes, which the stylesheet turns into cards on a phone.

use crate::api;
use crate::load::Load;
use crate::text::*;
use crate::ui::{
    announce, icon, icon_button, light_cell, mailbox_href, mailbox_link, moment, nothing,
    status_cell, words,
};
use contract::mailboxes::{Ability, Mailbox, MailboxPage, ProofKind};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The table.
pub(super) fn table(mailboxes: &[Mailbox], admin: bool, list: Load<MailboxPage>) -> AnyView {
    let rows = mailboxes.iter().map(|mailbox| row(mailbox, admin, list)).collect_view();
    view! {
        <div class="tw">
            <table class="list">
                <caption class="vh">{t(TABLE)}</caption>
                <thead>
                    <tr>
                        <th>{t(COL_MAILBOX)}</th>
                        <th>{t(COL_STATUS)}</th>
                        <th class="c">{t(COL_READ)}</th>
                        <th class="c">{t(COL_MOVE)}</th>
                        <th class="c">{t(COL_SEND)}</th>
                        <th class="wide">{t(COL_ACCOUNT)}</th>
                        <th>{t(COL_PROVED)}</th>
                        <th>
                            <span class="vh">{t(COL_ACTIONS)}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(mailbox: &Mailbox, admin: bool, list: Load<MailboxPage>) -> AnyView {
    let proved = mailbox.last_proved().map_or_else(|| "–".into_any(), moment);
    view! {
        <tr data-verdict=mailbox.verdict.state.code()>
            <td class="m">{mailbox_link(mailbox)}</td>
            <td class="s">{status_cell(mailbox)}</td>
            {light_cell(mailbox, COL_READ, &[Ability::Read])}
            {light_cell(mailbox, COL_MOVE, &[Ability::Modify, Ability::Move])}
            {light_cell(mailbox, COL_SEND, &[Ability::Send, Ability::SentItems])}
            <td class="acc wide">{mailbox.account_name.as_str().to_owned()}</td>
            <td class="when">{proved}</td>
            <td class="act">
                <div class="rowact">
                    {check_button(mailbox, list)}
                    {if admin && mailbox.purposes.sends() {
                        test_link(mailbox)
                    } else {
                        nothing()
                    }}
                </div>
            </td>
        </tr>
    }
    .into_any()
}

fn check_button(mailbox: &Mailbox, list: Load<MailboxPage>) -> AnyView {
    let address = mailbox.address.clone();
    let name = mailbox.name.as_str().to_owned();
    let label = words(move || CHECK_NAMED.with(&name));
    icon_button("pulse", label, move || {
        let address = address.clone();
        announce(V_BUSY.get());
        spawn_local(async move {
            // What comes of it shows in the row; so does a check that runs
            // already.
            let _ = api::prove(address, ProofKind::Check).await;
            list.again();
        });
    })
}

fn test_link(mailbox: &Mailbox) -> AnyView {
    let href = [&mailbox_href(&mailbox.address), "?testmail"].concat();
    let name = mailbox.name.as_str().to_owned();
    let label = words(move || TEST_NAMED.with(&name));
    view! {
        <a class="btn ghost icon sm" href=href aria-label=label title=label>
            {icon("send")}
        </a>
    }
    .into_any()
}
