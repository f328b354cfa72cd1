//! Cause cards: what is wrong, once, with how many mailboxes it hits and the
//! one thing to do.

use crate::text::*;
use crate::ui::{El, cause_card, div, link, maybe, nothing, of, plain_button};
use contract::catalogue::Cause;
use contract::mailboxes::{CauseCount, MailboxPage, VerdictState};
use contract::rights::ExchangeRight;
use leptos::prelude::*;
use web_sys::Node;

/// How many cards there are room for at first sight.
const FEW: usize = 3;

/// The cards; the backend has put the most urgent and largest groups first.
/// Those behind the first come when somebody asks for `all`.
pub(super) fn cards(page: &MailboxPage, admin: bool, all: RwSignal<bool>) -> Node {
    let groups: Vec<_> = page
        .causes
        .iter()
        .filter(|group| matches!(group.state, VerdictState::Bad | VerdictState::Warn))
        .collect();
    let more = groups.len().saturating_sub(FEW);
    if groups.is_empty() {
        return nothing();
    }
    let shown = if all.get() { groups.len() } else { FEW };
    let cards = groups
        .into_iter()
        .take(shown)
        .map(|group| card(group, admin));
    of("section", "causes")
        .label(CAUSES)
        .all(cards)
        .with(maybe((more > 0).then(|| further(more, all))))
        .into()
}

/// Shows what is behind the first cards, or only those again.
fn further(more: usize, all: RwSignal<bool>) -> El {
    let say = live(move || match all.get() {
        true => FEWER_CAUSES.get().to_owned(),
        false => count_of(more, MORE_CAUSES_ONE, MORE_CAUSES),
    });
    plain_button("btn sm more")
        .id("more-causes")
        .state("aria-expanded", move || all.get())
        .text(say)
        .press(move || all.update(|all| *all = !*all))
}

fn card(group: &CauseCount, admin: bool) -> El {
    let state = group.state.code();
    let (cause, number) = (group.cause, group.mailboxes);
    let many = move || count(number, MAILBOX_ONE, MAILBOX_MANY);
    let filter = ["/mailboxes?status=", state, "&cause=", cause.code()].concat();
    let act = way_out(cause).filter(|_| admin).map(|(say, to)| {
        // Only one account: straight to where it is mended.
        match &group.account_id {
            Some(account) => {
                let href = ["/accounts/", account.as_str(), to].concat();
                link("link", "", say, &href)
            }
            None => link("link", "", NAV_ACCOUNTS, "/accounts"),
        }
    });
    let script = ExchangeRight::of(cause).map(|_| {
        let href = ["/mailboxes/rights?cause=", cause.code()].concat();
        link("link", "", X_MAKE, &href)
    });
    cause_card(state, many, cause).with(
        div("row")
            .with(maybe(act))
            .with(maybe(script))
            .with(link("link", "", SHOW_THESE, &filter)),
    )
}

/// Where an administrator takes a cause away.
fn way_out(cause: Cause) -> Option<(Say, &'static str)> {
    match cause {
        Cause::SecretWrong | Cause::SecretExpired => Some((RENEW_SECRET, "#secret")),
        // The present one works: the next is proved beside it.
        Cause::SecretExpiresSoon => Some((RENEW_SECRET, "#next")),
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
