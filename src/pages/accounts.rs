//! All Graph accounts, a card each.

use crate::api;
use crate::load::Load;
use crate::text::*;
use crate::ui::{
    Empty, Head, arrive, expiry_meter, link, loaded, nothing, pill, said, title, words,
};
use crate::when;
use contract::accounts::Account;
use contract::catalogue::Cause;
use contract::events::ChangeKind;
use leptos::prelude::*;

/// The page of all Graph accounts.
#[component]
pub fn Accounts() -> impl IntoView {
    arrive(said(NAV_ACCOUNTS), None);
    let accounts = Load::new(
        || Box::pin(api::accounts()),
        |c| matches!(c.kind, ChangeKind::Account | ChangeKind::Mailbox),
    );
    let line = words(move || {
        accounts.value.with(|all| {
            all.as_ref().map_or_else(String::new, |all| {
                let number = u32::try_from(all.len()).unwrap_or(u32::MAX);
                count(number, ACCOUNTS_LINE_ONE, ACCOUNTS_LINE)
            })
        })
    });
    view! {
        <Head title=said(NAV_ACCOUNTS) line=line>
            {link("btn pri", "plus", CONNECT, "/accounts/new".into())}
        </Head>
        {loaded(
            accounts.value,
            accounts.failure,
            Callback::new(move |()| accounts.again()),
            |all| {
                if all.is_empty() {
                    return view! {
                        <Empty glyph="key" title=NO_ACCOUNTS text=NO_ACCOUNTS_TEXT>
                            {link("btn pri", "plus", CONNECT, "/accounts/new".into())}
                        </Empty>
                    }
                        .into_any();
                }
                let cards = all.iter().map(card).collect_view();
                view! { <div class="cards">{cards}</div> }.into_any()
            },
        )}
    }
}

fn card(account: &Account) -> AnyView {
    let href = ["/accounts/", account.id.as_str()].concat();
    let trouble = account.trouble(when::today());
    let tone = match trouble {
        None => "ok",
        Some(Cause::SecretExpiresSoon) => "warn",
        Some(Cause::NoSignIn) => "idle",
        Some(_) => "bad",
    };
    let word = match tone {
        "ok" => ACCOUNT_OK,
        "warn" => ST_WARN,
        "idle" => NOBODY_SIGNED_IN,
        _ => ST_BAD,
    };
    let signed_in = account.sign_ins.iter().find(|sign_in| sign_in.ended.is_none());
    let signed_in = match signed_in {
        Some(sign_in) => sign_in.username.clone().into_any(),
        None => t(NOBODY_SIGNED_IN).into_any(),
    };
    let action = match trouble {
        Some(Cause::NoSignIn) => {
            let href = crate::ui::step_path(&account.id, 1);
            link("btn pri", "", CONSENT_GO, href)
        }
        _ => nothing(),
    };
    view! {
        <article class="card">
            <div class="hd">
                <h2>
                    <a href=href>{account.name.as_str().to_owned()}</a>
                </h2>
                {pill(tone, word)}
            </div>
            {trouble.map(|cause| view! { <p class="lead">{t(title(cause))}</p> })}
            <dl class="facts">
                <dt>{t(FACT_TENANT)}</dt>
                <dd>{account.tenant.as_str().to_owned()}</dd>
                <dt>{t(FACT_MAILBOXES)}</dt>
                <dd class="num">{account.mailboxes}</dd>
                <dt>{t(FACT_SIGN_IN)}</dt>
                <dd>{signed_in}</dd>
                <dt>{t(FACT_SECRET)}</dt>
                <dd>{expiry_meter(&account.secret)}</dd>
            </dl>
            {action}
        </article>
    }
    .into_any()
}
