//! Adding a mailbox to an account.

use crate::api;
use crate::load::{Load, send_form};
use crate::post::{Adding, mailbox_or_list};
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
    let adding = Adding::new(account);
    let add = move || {
        if let Some(new) = mailbox.value()
            && mailbox.form.ready()
        {
            send_form(mailbox.form, api::add_mailbox(&new), |added: Mailbox| {
                go(&mailbox_path(&added.address));
            });
        }
    };
    // To all of them; what failed stays here, with the reason.
    let listed = move || {
        adding.settle();
        if !untrack(|| adding.is_open()) {
            go(&["/mailboxes?account=", &account.get_untracked()].concat());
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
        let cancel = || link("btn ghost", "", CANCEL, "/mailboxes").into();
        let form = mailbox_or_list(mailbox, adding, Some(all.clone()), cancel, add, listed);
        div("cols2").with(form).into()
    });
    several([head(ADD_MAILBOX, ADD_LEAD, [nothing()]).into(), form])
}
