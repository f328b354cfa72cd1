//! One mailbox: its verdict, its lights, test mail.

use crate::api;
use crate::load::{Doing, Load, about};
use crate::post::{happened, leaving, share_diagnosis, test_mails, to_report_to};
use crate::route::{go, query};
use crate::session::use_session;
use crate::text::*;
use crate::ui::{
    El, announce, arrive, button, card, copy_text_button, diagnosis, div, el, facts, focus_later,
    gone, head, known, light_list, link, maybe, memo, moment_by, note, nothing, of, only, part,
    permission_matrix, purpose_words, remedy, report_link, several, spark, text, verdict_card,
    working_button,
};
use crate::when;
use contract::accounts::Account;
use contract::catalogue::{Cause, Owner};
use contract::events::ChangeKind;
use contract::ids::Address;
use contract::mailboxes::{Mailbox, ProofKind};
use contract::people::Administrator;
use contract::rights::ExchangeRight;
use leptos::prelude::*;
use web_sys::Node;

/// The page of one mailbox.
#[must_use]
pub fn mailbox(key: &str) -> Node {
    let Ok(address) = Address::parse(key) else {
        return gone();
    };
    let admin = use_session().is_admin();
    let ask = address.clone();
    let load: Load<Mailbox> = Load::new(
        move || api::mailbox(&ask),
        about(ChangeKind::Mailbox, address.as_str()),
    );
    let fallback = address.to_string();
    let name = live(move || {
        load.map(|m| m.name.to_string())
            .unwrap_or_else(|| fallback.clone())
    });
    arrive(name.clone(), Some((NAV_MAILBOXES.into(), "/mailboxes")));
    let proving = Doing::new();
    let there = memo(move || load.is_there());
    let sends = memo(move || load.with(|m| m.is_some_and(|m| m.purposes.sends())));
    let acts = {
        let address = address.clone();
        // Before the answer as well: what comes later pushes the page down.
        only(
            move || there.get() || load.waits(),
            move || acts(&address, load, proving, admin),
        )
    };
    let report_to = to_report_to(admin);
    let (rights_of, history_of) = (address.clone(), address.clone());
    let verdict = div("stack")
        .with(proving.problem())
        .with(load.show(move |mailbox| verdict(mailbox, admin, report_to)))
        .with(only(
            move || admin && there.get(),
            move || rights(load, &rights_of),
        ))
        .with(only(
            move || there.get(),
            move || happened(ChangeKind::Mailbox, history_of.as_str()),
        ));
    let own = address.clone();
    let line = address.to_string();
    let aside = div("stack")
        .with(part(move || {
            load.with(|m| m.map_or_else(nothing, |m| facts_card(m, admin)))
        }))
        .with(only(
            move || admin && there.get() && sends.get(),
            move || test_mail(&own),
        ))
        .with(only(
            move || admin && there.get(),
            move || removal(&address),
        ));
    several([
        head(name, line, [acts]),
        div("cols2").with(verdict).with(aside),
    ])
}

fn acts(address: &Address, load: Load<Mailbox>, proving: Doing, admin: bool) -> Node {
    let running =
        move || proving.busy.get() || load.with(|m| m.is_some_and(|m| m.running.is_some()));
    let prove = |kind| {
        let address = address.clone();
        move || proving.run(api::prove(&address, kind), move |mailbox| load.put(mailbox))
    };
    let full = admin.then(|| {
        working_button(
            "btn pri",
            "shield",
            FULL_PROOF,
            running,
            prove(ProofKind::Full),
        )
    });
    several([
        working_button("btn", "pulse", CHECK, running, prove(ProofKind::Check)).into(),
        maybe(full),
    ])
}

fn verdict(
    mailbox: &Mailbox,
    admin: bool,
    report_to: impl Fn() -> Vec<Administrator> + Copy + 'static,
) -> Node {
    let middle = match mailbox.verdict.cause {
        Some(cause) if mailbox.running.is_none() => what_to_do(mailbox, cause, admin).into(),
        _ => nothing(),
    };
    let copied = mailbox.clone();
    let sharing = Doing::new();
    let check = ["/check?m=", &crate::route::encode(mailbox.address.as_str())].concat();
    let foot = div("vact")
        .with(copy_text_button("btn", COPY_DIAGNOSIS, move || {
            diagnosis(&copied, when::now())
        }))
        .with(share_diagnosis(&mailbox.address, sharing))
        .with(report_link(mailbox, report_to))
        .with(link("btn ghost", "people", SAY_TITLE, &check));
    let lights = several([light_list(mailbox), sharing.problem()]);
    verdict_card(mailbox, middle, lights, foot)
}

/// The matrix of permissions, for whoever may see the account.
fn rights(load: Load<Mailbox>, address: &Address) -> Node {
    let account = untrack(|| load.map(|mailbox| mailbox.account_id.clone()));
    let Some(account) = account else {
        return nothing();
    };
    let own = about(ChangeKind::Mailbox, address.as_str());
    let its = about(ChangeKind::Account, account.as_str());
    let accounts: Load<Account> = Load::new(
        move || api::account(&account),
        move |change| own(change) || its(change),
    );
    part(move || {
        load.with(|mailbox| {
            let Some(mailbox) = mailbox else {
                return nothing();
            };
            accounts.with(|account| {
                let mine = mailbox.sign_in.as_ref().map(|served| &served.id);
                let sign_ins = account.map(|account| account.sign_ins.as_slice());
                let mut all = sign_ins.unwrap_or_default().iter();
                let sign_in = all.find(|sign_in| Some(&sign_in.id) == mine);
                permission_matrix(mailbox, sign_in).into()
            })
        })
    })
}

/// What to do about the cause, and who does it; what it is stands above.
fn what_to_do(mailbox: &Mailbox, cause: Cause, admin: bool) -> El {
    // What is taken away on the account's page.
    let there = matches!(cause.owner(), Owner::Admin | Owner::EntraAdmin)
        && !matches!(cause, Cause::MailboxUnknown | Cause::MailboxNotOnline);
    let account = ["/accounts/", mailbox.account_id.as_str()].concat();
    let way = (admin && there).then(|| link("btn sm", "", R_TO_ACCOUNT, &account));
    let script = ExchangeRight::of(cause).map(|_| {
        let address = crate::route::encode(mailbox.address.as_str());
        link(
            "btn sm",
            "",
            X_MAKE,
            &["/mailboxes/rights?m=", &address].concat(),
        )
    });
    let how = el("div")
        .with(el("h3").text(WHAT_TO_DO))
        .with(of("p", "say").text(remedy(cause)));
    let who = el("div")
        .with(el("h3").text(WHO))
        .with(of("p", "say solver").text(owner_words(cause.owner())))
        .with(div("row").with(maybe(way)).with(maybe(script)));
    div("cols").with(how).with(who)
}

fn facts_card(mailbox: &Mailbox, admin: bool) -> Node {
    let name = mailbox.account_name.as_str();
    let account = if admin {
        let href = ["/accounts/", mailbox.account_id.as_str()].concat();
        el("a").attr("href", &href).text(name).into()
    } else {
        text(name.into())
    };
    let signed_in = mailbox
        .sign_in
        .as_ref()
        .map(|sign_in| sign_in.username.as_str());
    card(MAILBOX_CARD)
        .with(facts([
            (SIGNED_IN_AS, known(signed_in, NOBODY_SIGNED_IN)),
            (WORKS_ON, text(mailbox.address.as_str().into())),
            (D_ACCOUNT, account),
            (USED_FOR, text(purpose_words(mailbox.purposes))),
            (DAYS, spark(&mailbox.days).into()),
            (ADDED, moment_by(mailbox.added_at, &mailbox.added_by)),
        ]))
        .with(note("hint", "shield", FULL_PROOF_HINT))
        .into()
}

fn test_mail(address: &Address) -> Node {
    // The list leads straight to here.
    if !query("testmail").is_empty() {
        focus_later("#f-to");
    }
    card(TEST_MAIL_CARD).with(test_mails(address)).into()
}

/// It goes without a question: it can be taken back.
fn removal(address: &Address) -> Node {
    let address = address.clone();
    let way = button("btn ghost", "cross", REMOVE_MAILBOX, move || {
        leaving::remove(&address);
        announce(LEAVES.with(address.as_str()));
        go("/mailboxes");
    });
    el("div")
        .with(way)
        .with(note("hint", "info", REMOVE_MAILBOX_TEXT))
        .into()
}
