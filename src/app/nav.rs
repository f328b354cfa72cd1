//! The main menu, with numbers where there are real ones.

use crate::api;
use crate::load::Load;
use crate::route::path;
use crate::text::*;
use crate::ui::{El, el, icon, large, maybe, of, several};
use contract::accounts::Account;
use contract::events::ChangeKind;
use contract::mailboxes::MailboxPage;
use web_sys::Node;

/// How many there are of what the menu leads to.
#[derive(Clone, Copy)]
pub(super) struct NavCounts {
    mailboxes: Load<MailboxPage>,
    /// Helpdesk may not see accounts.
    accounts: Option<Load<Vec<Account>>>,
}

impl NavCounts {
    /// Asks for them.
    pub(super) fn load(admin: bool) -> Self {
        Self {
            mailboxes: Load::new(
                || api::mailboxes("limit=1"),
                |change| change.kind == ChangeKind::Mailbox,
            ),
            accounts: admin
                .then(|| Load::new(api::accounts, |change| change.kind == ChangeKind::Account)),
        }
    }

    /// The links of the menu; `tabs` are those at the bottom of a phone.
    pub(super) fn links(self, tabs: bool) -> Node {
        let mailboxes = self.link(tabs, "/mailboxes", "mail", NAV_MAILBOXES, move || {
            self.mailboxes.map(|page| page.counts.all().to_string())
        });
        let name = if tabs { TAB_CHECK } else { NAV_CHECK };
        let check = self.link(tabs, "/check", "search", name, || None);
        let Some(accounts) = self.accounts else {
            return several([check, mailboxes]);
        };
        let name = if tabs { TAB_ACCOUNTS } else { NAV_ACCOUNTS };
        let accounts = self.link(tabs, "/accounts", "key", name, move || {
            accounts.map(|all| all.len().to_string())
        });
        let all = [mailboxes, accounts, check];
        if tabs {
            return several(all);
        }
        several([several(all), self.migration().into()])
    }

    fn migration(self) -> El {
        self.link(false, "/migration", "swap", MIG, || None)
    }

    /// The links below a heading of their own; on a phone with what the tabs have
    /// no room for.
    pub(super) fn house(self, phone: bool) -> Node {
        let jobs = self.link(false, "/jobs", "pulse", RUNS, || None);
        let log = self.link(false, "/log", "clock", NAV_LOG, || None);
        let settings = self.link(false, "/settings", "gear", NAV_SETTINGS, || None);
        let head = of("p", "navh").text(NAV_ADMIN);
        if self.accounts.is_none() {
            return several([head, jobs, log, settings]);
        }
        let people = self.link(false, "/people", "people", NAV_PEOPLE, || None);
        let migration = maybe(phone.then(|| self.migration()));
        several([
            head.into(),
            migration,
            jobs.into(),
            log.into(),
            people.into(),
            Node::from(settings),
        ])
    }

    fn link(
        self,
        tabs: bool,
        href: &'static str,
        glyph: &str,
        name: Say,
        number: impl Fn() -> Option<String> + 'static,
    ) -> El {
        let count = of("span", "n")
            .attr("aria-hidden", "true")
            .text(live(move || number().unwrap_or_default()));
        el("a")
            .attr("href", href)
            .bind("aria-current", move || {
                leads_here(href).then(|| "page".to_owned())
            })
            .with(if tabs { large(glyph) } else { icon(glyph) })
            .with(of("span", "t").text(name))
            .with(count)
    }
}

/// Whether the page is below the one that a link leads to. A diagnosis that was
/// kept is found under checking, where it was made.
pub(super) fn leads_here(href: &str) -> bool {
    let path = path();
    path.starts_with(href) || (href == "/check" && path.starts_with("/diagnose/"))
}
