//! Adding a mailbox to an account.

use crate::api;
use crate::load::{Load, send_form};
use crate::route::{go, query};
use crate::text::*;
use crate::ui::{MailboxForm, arrive, div, empty, head, link, mailbox_path, nothing, several};
use contract::accounts::Account;
use contract::events::ChangeKind;
use contract::mailboxes::Mailbox;
use leptos::prelude::*;
use web_sys::Node;

/// The page for adding a mailbox. `?account=` chooses the account beforehand.
#[must_use]
pub fn mailbox_add() -> Node {
    arrive(ADD_MAILBOX, Some((NAV_MAILBOXES.into(), "/mailboxes")));
    let account = RwSignal::new(untrack(|| query("account")));
    let mailbox = MailboxForm::new(account);
    let load: Load<Vec<Account>> =
        Load::new(api::accounts, |change| change.kind == ChangeKind::Account);
    let add = move || {
        if let Some(new) = mailbox.value()
            && mailbox.form.ready()
        {
            send_form(mailbox.form, api::add_mailbox(&new), |added: Mailbox| {
                go(&mailbox_path(&added.address));
            });
        }
    };
    let form = load.show(move |all| {
        let Some(first) = all.first() else {
            let connect = link("btn pri", "plus", CONNECT, "/accounts/new");
            return empty("key", NO_ACCOUNTS, NO_ACCOUNTS_TEXT, connect);
        };
        if account.with_untracked(String::is_empty) {
            account.set(first.id.to_string());
        }
        let choice = all.iter().map(|a| (a.id.clone(), a.name.clone())).collect();
        let cancel = link("btn ghost", "", CANCEL, "/mailboxes").into();
        let card = div("card").with(mailbox.show(Some(choice), cancel, add));
        div("cols2").with(card).into()
    });
    several([head(ADD_MAILBOX, ADD_LEAD, [nothing()]).into(), form])
}
