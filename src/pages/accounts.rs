//! All Graph accounts, a card each.

use crate::api;
use crate::load::Load;
use crate::text::*;
use crate::ui::{
    El, arrive, div, el, empty, expiry_meter, facts, head, known, link, maybe, of, pill, several,
    step_path, text, title,
};
use crate::when;
use contract::accounts::Account;
use contract::catalogue::Cause;
use contract::events::ChangeKind;
use web_sys::Node;

/// The page of all Graph accounts.
#[must_use]
pub fn accounts() -> Node {
    arrive(NAV_ACCOUNTS, None);
    let load: Load<Vec<Account>> = Load::new(api::accounts, |change| {
        matches!(change.kind, ChangeKind::Account | ChangeKind::Mailbox)
    });
    let line = live(move || {
        let number = load.map(|all| count_of(all.len(), ACCOUNTS_LINE_ONE, ACCOUNTS_LINE));
        number.unwrap_or_default()
    });
    let cards = load.show(|all| {
        if all.is_empty() {
            empty("key", NO_ACCOUNTS, NO_ACCOUNTS_TEXT, connect())
        } else {
            div("cards").all(all.iter().map(card)).into()
        }
    });
    let calendar = link("btn", "clock", CAL_TITLE, "/accounts/calendar");
    several([
        head(NAV_ACCOUNTS, line, [calendar, connect()]).into(),
        cards,
    ])
}

fn connect() -> El {
    link("btn pri", "plus", CONNECT, "/accounts/new")
}

fn card(account: &Account) -> El {
    let trouble = account.trouble(when::today());
    let (tone, word) = match trouble {
        None => ("ok", ACCOUNT_OK),
        Some(Cause::SecretExpiresSoon) => ("warn", ST_WARN),
        Some(Cause::NoSignIn) => ("idle", ACCOUNT_NO_CONSENT),
        Some(_) => ("bad", ST_BAD),
    };
    let name = el("a")
        .attr("href", &step_path(&account.id, 0))
        .text(account.name.as_str());
    let signed_in = account
        .sign_ins
        .iter()
        .find(|sign_in| sign_in.ended.is_none());
    let signed_in = signed_in.map(|sign_in| sign_in.username.as_str());
    let consent = (trouble == Some(Cause::NoSignIn))
        .then(|| link("btn pri", "", CONSENT_GO, &step_path(&account.id, 1)));
    of("article", "card")
        .with(div("hd").with(el("h2").with(name)).with(pill(tone, word)))
        .with(maybe(
            trouble.map(|cause| of("p", "lead").text(title(cause))),
        ))
        .with(facts([
            (FACT_TENANT, text(account.tenant.as_str().into())),
            (FACT_MAILBOXES, text(account.mailboxes.to_string().into())),
            (FACT_SIGN_IN, known(signed_in, NOBODY_SIGNED_IN)),
            (FACT_SECRET, expiry_meter(&account.secret)),
        ]))
        .with(maybe(consent))
}
