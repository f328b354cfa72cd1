//! Cause cards: what is wrong, once, with how many mailboxes it hits and the
//! one thing to do.

use crate::text::*;
use crate::ui::{El, div, el, icon, link, mailbox_href, maybe, nothing, of, remedy, title};
use contract::catalogue::Cause;
use contract::ids::{AccountId, Address};
use contract::mailboxes::{MailboxPage, VerdictState};
use web_sys::Node;

/// How many cards there are room for.
const MOST: usize = 3;

/// Mailboxes with the same cause.
struct Group {
    cause: Cause,
    state: VerdictState,
    mailboxes: u32,
    account: AccountId,
    /// The first of them.
    mailbox: Address,
    /// Whether they are all of that account.
    one_account: bool,
}

impl Group {
    fn urgency(&self) -> (bool, u32) {
        (self.state == VerdictState::Bad, self.mailboxes)
    }
}

/// The cards, the most urgent and largest groups first.
pub(super) fn cards(page: &MailboxPage, admin: bool) -> Node {
    let mut groups = group(page);
    if groups.is_empty() {
        return nothing();
    }
    let mut cards = Vec::new();
    while cards.len() < MOST && !groups.is_empty() {
        let urgent = (0..groups.len())
            .max_by_key(|at| groups[*at].urgency())
            .unwrap_or(0);
        cards.push(card(&groups.swap_remove(urgent), admin));
    }
    of("section", "causes").label(CAUSES).all(cards).into()
}

fn group(page: &MailboxPage) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for mailbox in &page.items {
        let verdict = &mailbox.verdict;
        let Some(cause) = verdict.cause else { continue };
        if !matches!(verdict.state, VerdictState::Bad | VerdictState::Warn) {
            continue;
        }
        match groups
            .iter_mut()
            .find(|g| g.cause == cause && g.state == verdict.state)
        {
            Some(group) => {
                group.mailboxes += 1;
                group.one_account &= group.account == mailbox.account_id;
            }
            None => groups.push(Group {
                cause,
                state: verdict.state,
                mailboxes: 1,
                account: mailbox.account_id.clone(),
                mailbox: mailbox.address.clone(),
                one_account: true,
            }),
        }
    }
    groups
}

fn card(group: &Group, admin: bool) -> El {
    let state = group.state.code();
    let (cause, number) = (group.cause, group.mailboxes);
    let headline = live(move || {
        let mailboxes = count(number, MAILBOX_ONE, MAILBOX_MANY);
        [mailboxes.as_str(), ": ", &inside(&title(cause).get())].concat()
    });
    let mut filter = ["/mailboxes?status=", state].concat();
    if group.one_account {
        filter.push_str("&account=");
        filter.push_str(group.account.as_str());
    }
    let act = match way_out(cause).filter(|_| admin) {
        Some((say, to)) if group.one_account => {
            let href = ["/accounts/", group.account.as_str(), to].concat();
            Some(link("link", "", say, &href))
        }
        Some(_) => Some(link("link", "", NAV_ACCOUNTS, "/accounts")),
        None if number == 1 => Some(link(
            "link",
            "",
            OPEN_MAILBOX,
            &mailbox_href(&group.mailbox),
        )),
        None => None,
    };
    of("article", &["cause ", state].concat())
        .with(of("span", "ib").with(icon(state)))
        .with(el("h2").text(headline))
        .with(el("p").text(remedy(cause)))
        .with(
            div("row")
                .with(maybe(act))
                .with(link("link", "", SHOW_THESE, &filter)),
        )
}

/// Where an administrator takes a cause away.
fn way_out(cause: Cause) -> Option<(Say, &'static str)> {
    match cause {
        Cause::SecretWrong | Cause::SecretExpired | Cause::SecretExpiresSoon => {
            Some((RENEW_SECRET, "#secret"))
        }
        Cause::NoSignIn
        | Cause::GrantEnded
        | Cause::ConsentMissing
        | Cause::PermissionMissing
        | Cause::ScopesMissing
        | Cause::MfaNeeded
        | Cause::PersonDisabled
        | Cause::SignInFrequency => Some((CONSENT_GO, "/setup/toestemming")),
        Cause::AppNotFound | Cause::TenantNotFound | Cause::AppDisabled => Some((R_TO_ACCOUNT, "")),
        _ => None,
    }
}

/// A sentence inside another: without its stop, and with a small letter unless
/// it begins with a name.
fn inside(sentence: &str) -> String {
    let sentence = sentence.trim_end_matches('.');
    let name = ["Microsoft", "Graph", "ImageCapture", "Conditional"]
        .iter()
        .any(|name| sentence.starts_with(name));
    let mut letters = sentence.chars();
    match letters.next() {
        Some(first) if !name => std::iter::once(first.to_ascii_lowercase())
            .chain(letters)
            .collect(),
        _ => sentence.to_owned(),
    }
}
