//! Cause cards: what is wrong, once, with how many mailboxes it hits and the
//! one thing to do.

use crate::text::*;
use crate::ui::{icon, link, nothing, remedy, title, words};
use contract::catalogue::{Cause, Owner};
use contract::ids::AccountId;
use contract::mailboxes::{MailboxPage, VerdictState};
use leptos::prelude::*;

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
pub(super) fn cards(page: &MailboxPage, admin: bool) -> AnyView {
    let mut groups = group(page);
    groups.truncate(MOST);
    if groups.is_empty() {
        return nothing();
    }
    let cards = groups.into_iter().map(|group| card(group, admin)).collect_view();
    view! {
        <section class="causes" aria-label=t(CAUSES)>
            {cards}
        </section>
    }
    .into_any()
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

fn card(group: Group, admin: bool) -> AnyView {
    let state = group.state.code();
    let (cause, number) = (group.cause, group.mailboxes);
    let headline = words(move || {
        let mailboxes = count(number, MAILBOX_ONE, MAILBOX_MANY);
        CAUSE_TITLE.with_two(&mailboxes, &inside(title(cause).get()))
    });
    let mut filter = ["/mailboxes?status=", state].concat();
    if group.one_account {
        filter.push_str("&account=");
        filter.push_str(group.account.as_str());
    }
    let action = if admin && matches!(cause.owner(), Owner::Admin | Owner::EntraAdmin) {
        let (say, to) = way_out(cause);
        let href = if group.one_account {
            ["/accounts/", group.account.as_str(), to].concat()
        } else {
            "/accounts".to_owned()
        };
        link("link", "", say, href)
    } else {
        nothing()
    };
    view! {
        <article class=["cause ", state].concat()>
            <span class="ib">{icon(state)}</span>
            <h2>{headline}</h2>
            <p>{t(remedy(cause))}</p>
            <div class="row">{action} {link("link", "", SHOW_THESE, filter)}</div>
        </article>
    }
    .into_any()
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
