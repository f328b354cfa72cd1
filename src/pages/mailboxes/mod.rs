//! The overview: causes first, then every mailbox, filtered by the address.

mod causes;
mod filters;
mod table;

use crate::api::{self, Answer};
use crate::load::Load;
use crate::route::encode;
use crate::session::use_session;
use crate::task::Later;
use crate::text::*;
use crate::ui::{
    arrive, button, div, empty, head, link, maybe, memo, nothing, of, part, several, watch,
};
use contract::accounts::Account;
use contract::events::ChangeKind;
use contract::mailboxes::MailboxPage;
use filters::{Filters, filters};
use leptos::prelude::*;
use web_sys::Node;

/// The page of all mailboxes.
#[must_use]
pub fn mailboxes() -> Node {
    arrive(NAV_MAILBOXES, None);
    let admin = use_session().is_admin();
    let filters = Memo::new(|_| filters());
    let pages = RwSignal::new(1_u32);
    // Other filters start from the first page again.
    watch(move || {
        filters.track();
        pages.set(1);
    });
    let list: Load<MailboxPage> = Load::new(
        move || pages_of(filters.with(Filters::query), pages.get()),
        |change| change.kind == ChangeKind::Mailbox,
    );
    // Causes and the whole number are those of everything, whatever is filtered.
    let whole: Load<MailboxPage> = Load::new(
        || api::mailboxes("limit=1"),
        |change| matches!(change.kind, ChangeKind::Mailbox | ChangeKind::Account),
    );
    let accounts: Load<Vec<Account>> = Load::new(
        move || accounts_for(admin),
        |change| change.kind == ChangeKind::Account,
    );
    let no_accounts = memo(move || admin && accounts.with(|all| all.is_some_and(Vec::is_empty)));
    let none = memo(move || whole.with(|page| page.is_some_and(|p| p.counts.all() == 0)));
    let body = part(move || {
        if no_accounts.get() {
            let connect = link("btn pri", "plus", CONNECT, "/accounts/new");
            empty("key", NO_ACCOUNTS, NO_ACCOUNTS_TEXT, connect)
        } else if none.get() {
            let text = if admin {
                NO_MAILBOXES_TEXT
            } else {
                NO_MAILBOXES_HELPDESK
            };
            empty("mail", NO_MAILBOXES, text, maybe(admin.then(add)))
        } else {
            several([
                part(move || whole.with(|p| p.map_or_else(nothing, |p| causes::cards(p, admin)))),
                filters::bar(list, filters, accounts),
                list.show(move |page| rows(page, filters, pages, admin, list)),
            ])
        }
    });
    let line = live(move || summary(whole, accounts));
    let act = crate::ui::only(move || admin && !no_accounts.get(), || add().into());
    several([head(NAV_MAILBOXES, line, [act]).into(), body])
}

fn add() -> crate::ui::El {
    link("btn pri", "plus", ADD_MAILBOX, "/mailboxes/add")
}

/// Page after page, until `pages` are there.
fn pages_of(query: String, pages: u32) -> Later<Answer<MailboxPage>> {
    Box::pin(async move {
        let mut page = api::mailboxes(&query).await?;
        for _ in 1..pages {
            let Some(after) = page.next.take() else { break };
            let more = api::mailboxes(&[&query, "&after=", &encode(&after)].concat()).await?;
            page.items.extend(more.items);
            page.next = more.next;
        }
        Ok(page)
    })
}

/// Helpdesk may not see accounts and does not ask.
fn accounts_for(admin: bool) -> Later<Answer<Vec<Account>>> {
    if admin {
        api::accounts()
    } else {
        Box::pin(async { Ok(Vec::new()) })
    }
}

/// How many mailboxes in how many accounts.
fn summary(whole: Load<MailboxPage>, accounts: Load<Vec<Account>>) -> String {
    let Some(all) = whole.map(|page| page.counts.all()) else {
        return String::new();
    };
    let mailboxes = count(all, MAILBOX_ONE, MAILBOX_MANY);
    match accounts.map(Vec::len) {
        None | Some(0) => mailboxes,
        Some(number) => {
            let accounts = count_of(number, ACCOUNTS_LINE_ONE, ACCOUNTS_LINE);
            IN_ACCOUNTS.with_two(&mailboxes, &accounts)
        }
    }
}

fn rows(
    page: &MailboxPage,
    filters: Memo<Filters>,
    pages: RwSignal<u32>,
    admin: bool,
    list: Load<MailboxPage>,
) -> Node {
    if page.items.is_empty() {
        if filters.with_untracked(Filters::is_empty) {
            return nothing();
        }
        let clear = link("btn", "", CLEAR_FILTERS, "/mailboxes");
        return empty("search", NO_MATCH, NO_MATCH_TEXT, clear);
    }
    let more = page.next.is_some().then(|| {
        button("btn", "", MORE_ROWS, move || {
            pages.update(|pages| *pages += 1)
        })
    });
    let (shown, all) = (page.items.len().to_string(), page.counts.all().to_string());
    let shown = of("span", "pg num")
        .attr("role", "status")
        .text(live(move || SHOWN.with_two(&shown, &all)));
    several([
        table::table(&page.items, admin, list),
        div("dock").with(maybe(more)).with(shown).into(),
    ])
}
