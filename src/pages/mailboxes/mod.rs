//! The overview: causes first, then every mailbox, filtered by the address.

mod causes;
mod filters;
mod table;

use crate::api::{self, Answer};
use crate::load::Load;
use crate::session::use_session;
use crate::text::*;
use crate::ui::{
    Empty, Head, arrive, button, link, loaded, nothing, part, said, words,
};
use contract::accounts::Account;
use contract::events::ChangeKind;
use contract::mailboxes::MailboxPage;
use filters::{Filters, use_filters};
use leptos::prelude::*;

/// How many mailboxes are asked for at a time.
const PAGE: &str = "&limit=50";

/// The page of all mailboxes.
#[component]
pub fn Mailboxes() -> impl IntoView {
    arrive(said(NAV_MAILBOXES), None);
    let session = use_session();
    let admin = session.is_admin();
    let filters = use_filters();
    let pages = RwSignal::new(1_u32);
    // Other filters start from the first page again.
    Effect::new(move |_| {
        filters.track();
        pages.set(1);
    });
    let list = Load::new(
        move || Box::pin(several(filters.get().query(), pages.get())),
        |change| change.kind == ChangeKind::Mailbox,
    );
    // Causes and the whole number are those of everything, whatever is filtered.
    let whole = Load::new(
        || Box::pin(api::mailboxes("limit=200".into())),
        |change| matches!(change.kind, ChangeKind::Mailbox | ChangeKind::Account),
    );
    let accounts = Load::new(
        move || Box::pin(accounts_for(admin)),
        |change| change.kind == ChangeKind::Account,
    );
    let line = words(move || {
        let Some(all) = whole.value.with(|page| page.as_ref().map(|page| page.counts.all()))
        else {
            return String::new();
        };
        let mailboxes = count(all, MAILBOX_ONE, MAILBOX_MANY);
        match accounts.value.with(|all| all.as_ref().map_or(0, Vec::len)) {
            0 => mailboxes,
            number => {
                let number = u32::try_from(number).unwrap_or(u32::MAX);
                IN_ACCOUNTS.with_two(&mailboxes, &count(number, ACCOUNTS_LINE_ONE, ACCOUNTS_LINE))
            }
        }
    });
    let no_accounts = Memo::new(move |_| {
        admin && accounts.value.with(|all| all.as_ref().is_some_and(Vec::is_empty))
    });
    let none_at_all = Memo::new(move |_| {
        whole.value.with(|page| page.as_ref().is_some_and(|page| page.counts.all() == 0))
    });
    view! {
        <Head title=said(NAV_MAILBOXES) line=line>
            {admin.then(|| link("btn pri", "plus", ADD_MAILBOX, "/mailboxes/add".into()))}
        </Head>
        {part(move || {
            if no_accounts.get() {
                return first_account();
            }
            if none_at_all.get() {
                return first_mailbox(admin);
            }
            view! {
                {part(move || {
                    whole.value.with(|page| page.as_ref().map_or_else(nothing, |page| causes::cards(page, admin)))
                })}
                {filters::bar(list, filters, accounts)}
                {loaded(
                    list.value,
                    list.failure,
                    Callback::new(move |()| list.again()),
                    move |page| {
                        if page.items.is_empty() {
                            return no_match(filters);
                        }
                        view! {
                            {table::table(&page.items, admin, list)}
                            {foot(&page, pages)}
                        }
                            .into_any()
                    },
                )}
            }
                .into_any()
        })}
    }
}

/// Page after page, until `pages` are there.
async fn several(query: String, pages: u32) -> Answer<MailboxPage> {
    let query = [&query, PAGE].concat();
    let mut page = api::mailboxes(query.clone()).await?;
    for _ in 1..pages {
        let Some(after) = page.next.take() else { break };
        let next = [&query, "&after=", &api::encode(&after)].concat();
        let more = api::mailboxes(next).await?;
        page.items.extend(more.items);
        page.next = more.next;
    }
    Ok(page)
}

/// Helpdesk may not see accounts and does not ask.
async fn accounts_for(admin: bool) -> Answer<Vec<Account>> {
    if admin { api::accounts().await } else { Ok(Vec::new()) }
}

fn first_account() -> AnyView {
    view! {
        <Empty glyph="key" title=NO_ACCOUNTS text=NO_ACCOUNTS_TEXT>
            {link("btn pri", "plus", CONNECT, "/accounts/new".into())}
        </Empty>
    }
    .into_any()
}

fn first_mailbox(admin: bool) -> AnyView {
    let text = if admin { NO_MAILBOXES_TEXT } else { NO_MAILBOXES_HELPDESK };
    view! {
        <Empty glyph="mail" title=NO_MAILBOXES text=text>
            {admin.then(|| link("btn pri", "plus", ADD_MAILBOX, "/mailboxes/add".into()))}
        </Empty>
    }
    .into_any()
}

fn no_match(filters: Memo<Filters>) -> AnyView {
    if filters.with_untracked(Filters::is_empty) {
        return nothing();
    }
    view! {
        <Empty glyph="search" title=NO_MATCH text=NO_MATCH_TEXT>
            {link("btn", "", CLEAR_FILTERS, "/mailboxes".into())}
        </Empty>
    }
    .into_any()
}

fn foot(page: &MailboxPage, pages: RwSignal<u32>) -> AnyView {
    let shown = page.items.len().to_string();
    let all = page.counts.all().to_string();
    let more = page
        .next
        .is_some()
        .then(|| button("btn", "", MORE_ROWS, move || pages.update(|pages| *pages += 1)));
    view! {
        <div class="dock">
            {more}
            <span class="pg num" role="status">
                {words(move || SHOWN.with_two(&shown, &all))}
            </span>
        </div>
    }
    .into_any()
}
