//! The overview: causes first, then every mailbox, filtered by the address.

mod causes;
mod choice;
mod dock;
mod filters;
mod rows;
mod table;

use crate::api::{self, Answer};
use crate::load::{Doing, Load};
use crate::runs;
use crate::session::use_session;
use crate::task::Later;
use crate::text::*;
use crate::ui::{
    El, announce, arrive, empty, head, link, load_state, maybe, memo, nothing, of, only, part,
    several, skeleton, watch, working_button,
};
use choice::{Choice, run_over};
use contract::accounts::Account;
use contract::events::ChangeKind;
use contract::mailboxes::{CauseCount, MailboxPage, ProofKind};
use filters::{Filters, filters};
use leptos::prelude::*;
use rows::Rows;
use web_sys::Node;

/// The page of all mailboxes.
#[must_use]
pub fn mailboxes() -> Node {
    arrive(NAV_MAILBOXES, None);
    let admin = use_session().is_admin();
    let filters = Memo::new(|_| filters());
    let rows = Rows::new(filters);
    let choice = Choice::new();
    let doing = Doing::new();
    let all_causes = RwSignal::new(false);
    // What is chosen is chosen among what was to be seen.
    watch(move || {
        filters.track();
        choice.clear();
    });
    // Causes and the whole number are those of everything, whatever is filtered.
    let whole: Load<MailboxPage> = Load::new(
        || api::mailboxes("limit=1"),
        |change| matches!(change.kind, ChangeKind::Mailbox | ChangeKind::Account),
    );
    // How many are left is seen; whoever does not see it hears it.
    watch(move || {
        if rows.fresh.get() > 1 {
            let all = untrack(|| whole.map(|page| page.counts.all())).unwrap_or_default();
            let left = untrack(|| rows.all());
            announce(LEFT_OF.with_two(&left.to_string(), &all.to_string()));
        }
    });
    let accounts: Load<Vec<Account>> = Load::new(
        move || accounts_for(admin),
        |change| change.kind == ChangeKind::Account,
    );
    let causes = Memo::new(move |_| whole.map(|page| page.causes.clone()).unwrap_or_default());
    let no_accounts = memo(move || admin && accounts.with(|all| all.is_some_and(Vec::is_empty)));
    // What stands below the causes waits for them.
    let waits = memo(move || whole.waits());
    let none = memo(move || whole.with(|page| page.is_some_and(|p| p.counts.all() == 0)));
    let body = part(move || {
        if no_accounts.get() {
            let connect = link("btn pri", "plus", CONNECT, "/accounts/new");
            empty("key", NO_ACCOUNTS, NO_ACCOUNTS_TEXT, connect)
        } else if none.get() && accounts.waits() {
            // What is empty, and what to do first, depends on the accounts.
            skeleton()
        } else if none.get() {
            let text = if admin {
                NO_MAILBOXES_TEXT
            } else {
                NO_MAILBOXES_HELPDESK
            };
            empty("mail", NO_MAILBOXES, text, maybe(admin.then(add)))
        } else {
            several([
                part(move || match waits.get() {
                    true => skeleton(),
                    false => whole.with(|page| {
                        page.map_or_else(nothing, |page| causes::cards(page, admin, all_causes))
                    }),
                }),
                dock::run(doing, admin),
                filters::bar(rows, filters, accounts),
                listed(rows, filters, choice, causes, doing, admin),
            ])
        }
    });
    let line = live(move || summary(whole, accounts));
    // Before the answer as well: what comes later pushes the page down.
    let some =
        memo(move || !none.get() && !no_accounts.get() && (whole.is_there() || whole.waits()));
    let acts = [
        only(
            move || admin && some.get() && rows.all() > 0,
            move || export(rows, filters).into(),
        ),
        only(move || some.get(), move || check_all(doing).into()),
        only(move || admin && !no_accounts.get(), || add().into()),
    ];
    several([head(NAV_MAILBOXES, line, acts).into(), body])
}

/// Checks every mailbox there is.
fn check_all(doing: Doing) -> El {
    let busy = move || doing.busy.get();
    working_button("btn", "pulse", CHECK_EVERY, busy, move || {
        runs::start(&run_over(&Filters::default(), ProofKind::Check), doing);
    })
}

/// What is filtered, as a file for a spreadsheet: with how many lines.
fn export(rows: Rows, filters: Memo<Filters>) -> El {
    let query = move || filters.with(Filters::query);
    let href = move || {
        let path = [contract::API, "/mailboxes/export?lang=", lang().code()].concat();
        Some([&path, &*query()].concat())
    };
    of("a", "btn ghost wide")
        .bind("href", href)
        .attr("download", "")
        .attr("target", "_self")
        .words("title", EXPORT_HINT)
        .text(live(move || EXPORT_ROWS.with(&rows.all().to_string())))
}

fn add() -> El {
    link("btn pri", "plus", ADD_MAILBOX, "/mailboxes/add")
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

fn listed(
    rows: Rows,
    filters: Memo<Filters>,
    choice: Choice,
    causes: Memo<Vec<CauseCount>>,
    doing: Doing,
    admin: bool,
) -> Node {
    let there = memo(move || rows.there.get());
    let some = memo(move || rows.all() > 0);
    let body = part(move || match (there.get(), some.get()) {
        (false, _) => nothing(),
        (true, true) => untrack(|| {
            several([
                table::table(rows, filters, choice, admin),
                dock::dock(rows, filters, choice, causes, doing, admin),
            ])
        }),
        (true, false) if filters.with_untracked(Filters::is_empty) => nothing(),
        (true, false) => {
            let clear = link("btn", "", CLEAR_FILTERS, "/mailboxes");
            empty("search", NO_MATCH, NO_MATCH_TEXT, clear)
        }
    });
    several([load_state(there, rows.failure, move || rows.again()), body])
}
