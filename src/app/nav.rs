//! The main menu, with numbers where there are real ones.

use crate::api;
use crate::load::Load;
use crate::text::*;
use crate::ui::{icon, large};
use contract::accounts::Account;
use contract::events::ChangeKind;
use contract::mailboxes::MailboxPage;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// How many there are of what the menu leads to.
#[derive(Clone, Copy)]
pub(super) struct NavCounts {
    mailboxes: Load<MailboxPage>,
    accounts: Option<Load<Vec<Account>>>,
}

impl NavCounts {
    /// Asks for them. Helpdesk may not see accounts.
    #[must_use]
    pub(super) fn load(admin: bool) -> Self {
        let count = || Box::pin(api::mailboxes("limit=1".into())) as _;
        Self {
            mailboxes: Load::new(count, |c| c.kind == ChangeKind::Mailbox),
            accounts: admin.then(|| {
                Load::new(|| Box::pin(api::accounts()), |c| c.kind == ChangeKind::Account)
            }),
        }
    }

    /// The links of the menu; `tabs` are those at the bottom of a phone.
    #[must_use]
    pub(super) fn links(self, admin: bool, tabs: bool) -> AnyView {
        let mailboxes = self.mailboxes.value;
        let count = move || {
            let all = mailboxes.with(|page| page.as_ref().map(|page| page.counts.all()));
            all.map_or_else(String::new, |all| all.to_string())
        };
        let boxes = nav_link("/mailboxes", "mail", NAV_MAILBOXES, Signal::derive(count), tabs);
        let check = |name| nav_link("/check", "search", name, Signal::stored(String::new()), tabs);
        let check = check(if tabs { TAB_CHECK } else { NAV_CHECK });
        let Some(accounts) = self.accounts.filter(|_| admin) else {
            return view! { {check} {boxes} }.into_any();
        };
        let count = move || {
            let all = accounts.value.with(|all| all.as_ref().map(Vec::len));
            all.map_or_else(String::new, |all| all.to_string())
        };
        let name = if tabs { TAB_ACCOUNTS } else { NAV_ACCOUNTS };
        let accounts = nav_link("/accounts", "key", name, Signal::derive(count), tabs);
        view! { {boxes} {accounts} {check} }.into_any()
    }
}

fn nav_link(
    href: &'static str,
    glyph: &'static str,
    name: Say,
    count: Signal<String>,
    tabs: bool,
) -> AnyView {
    let path = use_location().pathname;
    let current = Signal::derive(move || path.with(|path| path.starts_with(href)).then_some("page"));
    let mark = if tabs { large(glyph) } else { icon(glyph) };
    view! {
        <a href=href aria-current=current>
            {mark}
            <span class="t">{t(name)}</span>
            <span class="n" aria-hidden="true">{count}</span>
        </a>
    }
    .into_any()
}
