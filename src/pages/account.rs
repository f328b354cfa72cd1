//! One Graph account: who signed in, what was granted, its secret, its values.

mod asked;
mod conflict;
mod forms;
mod rotation;

use crate::api;
use crate::load::{Load, about};
use crate::post::happened;
use crate::session::use_session;
use crate::text::*;
use crate::ui::{
    El, arrive, card, cause_box, copy_field, div, el, facts, gone, head, link, mailbox_lines,
    maybe, memo, moment, nothing, of, only, part, scope_table, several, step_path, technical, text,
    title,
};
use crate::when;
use contract::accounts::{Account, SignIn};
use contract::catalogue::Cause;
use contract::events::ChangeKind;
use contract::ids::AccountId;
use contract::mailboxes::MailboxPage;
use leptos::prelude::*;
use web_sys::Node;

/// The page of one account.
#[must_use]
pub fn account(key: &str) -> Node {
    let Ok(id) = AccountId::parse(key) else {
        return gone();
    };
    let ask = id.clone();
    let load: Load<Account> = Load::new(
        move || api::account(&ask),
        about(ChangeKind::Account, id.as_str()),
    );
    let name = live(move || {
        load.map(|a| a.name.to_string())
            .unwrap_or_else(|| NAV_ACCOUNTS.get().to_owned())
    });
    let line = live(move || load.map(|a| a.tenant.to_string()).unwrap_or_default());
    arrive(name.clone(), Some((NAV_ACCOUNTS.into(), "/accounts")));
    let add = ["/mailboxes/add?account=", id.as_str()].concat();
    let acts = [
        link("btn", "plus", ADD_MAILBOX, &add),
        link("btn pri", "out", CONSENT_GO, &step_path(&id, 1)),
    ];
    let there = memo(move || load.is_there());
    let (own, others, log) = (id.clone(), id.clone(), id.clone());
    let left = div("stack")
        .with(load.show(overview))
        .with(only(move || there.get(), move || mailboxes(&own)))
        .with(only(move || there.get(), move || asked::asking(&others)))
        .with(only(
            move || there.get(),
            move || happened(ChangeKind::Account, log.as_str()),
        ));
    let right = div("stack")
        .with(part(move || {
            load.with(|a| a.map_or_else(nothing, secret_card))
        }))
        .with(only(move || there.get(), move || forms::all(&id, load)));
    several([head(name, line, acts), div("cols2").with(left).with(right)])
}

fn overview(account: &Account) -> Node {
    let trouble = account.trouble(when::today()).map(|cause| {
        let mild = matches!(cause, Cause::SecretExpiresSoon | Cause::NoSignIn);
        cause_box(if mild { "fix warn" } else { "fix" }, cause)
    });
    let working: Vec<&SignIn> = account
        .sign_ins
        .iter()
        .filter(|sign_in| sign_in.ended.is_none())
        .collect();
    let ended = account
        .sign_ins
        .iter()
        .filter(|sign_in| sign_in.ended.is_some());
    let ended: Vec<El> = ended.map(ended_sign_in).collect();
    let earlier = (!ended.is_empty()).then(|| {
        of("details", "tech")
            .with(el("summary").text(OLD_SIGN_INS))
            .all(ended)
    });
    let current: Vec<El> = match &working[..] {
        [] => vec![of("p", "lead").text(NOBODY_SIGNED_IN)],
        all => all.iter().map(|sign_in| sign_in_facts(sign_in)).collect(),
    };
    let carriers = [&step_path(&account.id, 0), "/sign-ins"].concat();
    let missing = working.first().map(|sign_in| sign_in.missing.as_slice());
    let stack = div("stack")
        .with(maybe(trouble))
        .with(
            card(SIGN_IN_CARD)
                .all(current)
                .with(maybe(earlier))
                .with(div("row").with(link("link", "", SI_LINK, &carriers))),
        )
        .with(
            card(RIGHTS_CARD)
                .with(of("p", "mut").text(RIGHTS_HINT))
                .with(scope_table(&account.required, missing)),
        );
    stack.into()
}

fn sign_in_facts(sign_in: &SignIn) -> El {
    let who = [sign_in.name.as_str(), " (", &sign_in.username, ")"].concat();
    facts([
        (FACT_SIGN_IN, text(who.into())),
        (FACT_CONSENTED, moment(sign_in.consented_at)),
        (FACT_REFRESHED, moment(sign_in.refreshed_at)),
        (FACT_ACCESS_ENDS, moment(sign_in.access_expires_at)),
    ])
}

fn ended_sign_in(sign_in: &SignIn) -> El {
    let Some(ended) = &sign_in.ended else {
        return el("div");
    };
    let end = several([
        moment(ended.at),
        text(": ".into()),
        text(title(ended.cause)),
    ]);
    el("div")
        .with(facts([
            (FACT_SIGN_IN, text(sign_in.username.as_str().into())),
            (FACT_ENDED, end),
        ]))
        .with(technical(ended.microsoft.as_ref(), None))
}

fn mailboxes(id: &AccountId) -> Node {
    let asked = ["account=", id.as_str(), "&limit=10"].concat();
    let all = ["/mailboxes?account=", id.as_str()].concat();
    let load: Load<MailboxPage> = Load::new(
        move || api::mailboxes(&asked),
        |change| change.kind == ChangeKind::Mailbox,
    );
    let list = load.show(|page| match page.items.is_empty() {
        true => of("p", "lead").text(NO_MAILBOXES).into(),
        false => mailbox_lines(&page.items),
    });
    card(FACT_MAILBOXES)
        .with(list)
        .with(div("row").with(link("link", "", SHOW_MAILBOXES, &all)))
        .into()
}

fn secret_card(account: &Account) -> Node {
    card(SECRET_CARD)
        .with(rotation::secret_facts(&account.secret))
        .into()
}

/// The values to compare with the portal, and to copy.
fn values(load: Load<Account>) -> El {
    let session = use_session();
    let uri = live(move || session.redirect_uri());
    let tenant = live(move || load.map(|a| a.tenant.to_string()).unwrap_or_default());
    let client = live(move || load.map(|a| a.client_id.to_string()).unwrap_or_default());
    let cloud = live(move || {
        let cloud = load.map(|a| a.cloud).unwrap_or_default();
        [CLOUD.get(), ": ", cloud_name(cloud).get()].concat()
    });
    card(IDS_CARD)
        .with(of("p", "mut").text(cloud))
        .with(copy_field("v-tenant", TENANT, None, tenant))
        .with(copy_field("v-client", CLIENT_ID, None, client))
        .with(copy_field(
            "v-redirect",
            REDIRECT_URI,
            Some(REDIRECT_URI_HINT),
            uri,
        ))
}
