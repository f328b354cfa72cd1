//! Cause cards: what is wrong, once, with how many mailboxes it hits and the
//! one thing to do.

use crate::text::*;
use crate::ui::{El, div, el, icon, link, maybe, nothing, of, remedy, title};
use contract::catalogue::{Cause, Owner};
use contract::ids::AccountId;
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
    /// Whether they are all of that account.
    one_account: bool,
}

/// The cards, the most urgent and largest groups first.
pub(super) fn cards(page: &MailboxPage, admin: bool) -> Node {
    let groups = group(page);
    if groups.is_empty() {
        return nothing();
    }
    let cards = groups.iter().take(MOST).map(|group| card(group, admin));
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
        match groups.iter_mut().find(|g| g.cause == cause && g.state == verdict.state) {
            Some(group) => {
                group.mailboxes += 1;
                group.one_account &= group.account == mailbox.account_id;
            }
            None => groups.push(Group {
                cause,
                state: verdict.state,
                mailboxes: 1,
                account: mailbox.account_id.clone(),
                one_account: true,
            }),
        }
    }
    groups.sort_by_key(|g| (g.state != VerdictState::Bad, std::cmp::Reverse(g.mailboxes)));
    groups
}

fn card(group: &Group, admin: bool) -> El {
    let state = group.state.code();
    let (cause, number) = (group.cause, group.mailboxes);
    let headline = live(move || {
        let mailboxes = count(number, MAILBOX_ONE, MAILBOX_MANY);
        [mailboxes.as_str(), ": ", &inside(title(cause).get())].concat()
    });
    let mut filter = ["/mailboxes?status=", state].concat();
    if group.one_account {
        filter.push_str("&account=");
        filter.push_str(group.account.as_str());
    }
    let act = (admin && matches!(cause.owner(), Owner::Admin | Owner::EntraAdmin)).then(|| {
        let (say, to) = way_out(cause);
        if group.one_account {
            link("link", "", say, &["/accounts/", group.account.as_str(), to].concat())
        } else {
            link("link", "", NAV_ACCOUNTS, "/accounts")
        }
    });
    of("article", &["cause ", state].concat())
        .add(of("span", "ib").add(icon(state)))
        .add(el("h2").text(headline))
        .add(el("p").text(remedy(cause)))
        .add(div("row").add(maybe(act)).add(link("link", "", SHOW_THESE, &filter)))
}

/// Where an administrator takes a cause away.
fn way_out(cause: Cause) -> (Say, &'static str) {
    match cause {
        Cause::SecretWrong | Cause::SecretExpired | Cause::SecretExpiresSoon => {
            (RENEW_SECRET, "#secret")
        }
        Cause::NoSignIn
        | Cause::GrantEnded
        | Cause::ConsentMissing
        | Cause::PermissionMissing
        | Cause::ScopesMissing
        | Cause::MfaNeeded
        | Cause::PersonDisabled
        | Cause::SignInFrequency => (CONSENT_GO, "/setup/toestemming"),
        _ => (R_TO_ACCOUNT, ""),
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
        Some(first) if !name => first.to_lowercase().chain(letters).collect(),
        _ => sentence.to_owned(),
    }
}
