//! One mailbox: its verdict, its lights, test mail.

use crate::api;
use crate::load::{Doing, Load, about};
use crate::post::TestMails;
use crate::session::use_session;
use crate::text::*;
use crate::ui::{
    Confirm, Head, TestMailCard, arrive, button, cause_box, copy_text_button, diagnosis, fix,
    focus_field, gone, light_list, link, loaded, moment, nothing, only, part, said, verdict_card,
    words, working_button,
};
use contract::catalogue::Cause;
use contract::events::ChangeKind;
use contract::fields::Field;
use contract::ids::Address;
use contract::mailboxes::{Mailbox, ProofKind};
use contract::purposes::Purposes;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

/// The page of one mailbox.
pub fn mailbox(key: &str) -> AnyView {
    let Ok(address) = Address::parse(key) else {
        return gone();
    };
    let title = Signal::stored(address.as_str().to_owned());
    let admin = use_session().is_admin();
    let ask = address.clone();
    let load = Load::new(
        move || Box::pin(api::mailbox(ask.clone())),
        about(ChangeKind::Mailbox, address.as_str()),
    );
    let name = words(move || {
        let name = load.value.with(|m| m.as_ref().map(|m| m.name.as_str().to_owned()));
        name.unwrap_or_else(|| title.get())
    });
    arrive(name, Some((said(NAV_MAILBOXES), "/mailboxes".into())));
    let proving = Doing::new();
    let prove = {
        let address = address.clone();
        move |kind| {
            proving.run(api::prove(address.clone(), kind), move |mailbox| {
                load.value.set(Some(mailbox));
            });
        }
    };
    let running = Signal::derive(move || {
        proving.busy.get()
            || load.value.with(|m| m.as_ref().is_some_and(|m| m.running.is_some()))
    });
    let there = Memo::new(move |_| load.value.with(Option::is_some));
    let sends = Memo::new(move |_| {
        load.value.with(|m| m.as_ref().is_some_and(|m| m.purposes.sends()))
    });
    let (check, full) = (prove.clone(), prove);
    let own = address.clone();
    view! {
        <Head title=name line=title>
            {only(
                move || there.get(),
                move || {
                    let (check, full) = (check.clone(), full.clone());
                    let full = admin
                        .then(|| {
                            working_button(
                                "btn pri",
                                "shield",
                                FULL_PROOF,
                                running,
                                move || full(ProofKind::Full),
                            )
                        });
                    let check = move || check(ProofKind::Check);
                    view! { {working_button("btn", "pulse", CHECK, running, check)} {full} }
                        .into_any()
                },
            )}
        </Head>
        <div class="cols2">
            <div class="stack">
                {part(move || proving.failure.get().map_or_else(nothing, |problem| fix(&problem)))}
                {loaded(
                    load.value,
                    load.failure,
                    Callback::new(move |()| load.again()),
                    move |mailbox| verdict(&mailbox, admin),
                )}
            </div>
            <div class="stack">
                {part(move || load.value.with(|m| m.as_ref().map_or_else(nothing, facts)))}
                {only(
                    move || admin && there.get() && sends.get(),
                    move || test_mail(own.clone()),
                )}
                {only(
                    move || admin && there.get(),
                    move || removal(address.clone()),
                )}
            </div>
        </div>
    }
    .into_any()
}

fn verdict(mailbox: &Mailbox, admin: bool) -> AnyView {
    let middle = match mailbox.verdict.cause {
        Some(cause) if mailbox.running.is_none() => {
            let account = ["/accounts/", mailbox.account_id.as_str()].concat();
            let action = (admin && about_the_account(cause))
                .then(|| link("btn sm", "", R_TO_ACCOUNT, account));
            view! {
                <div class="vact">
                    <div class="stack">{cause_box("fix warn", cause, None)} {action}</div>
                </div>
            }
            .into_any()
        }
        _ => nothing(),
    };
    let copied = mailbox.clone();
    let check_page = ["/check?m=", &api::encode(mailbox.address.as_str())].concat();
    let foot = view! {
        <div class="vact">
            {copy_text_button("btn", COPY_DIAGNOSIS, move || diagnosis(&copied))}
            {link("btn ghost", "search", SAY_TITLE, check_page)}
        </div>
    };
    verdict_card(mailbox, middle, light_list(mailbox), foot.into_any())
}

/// Whether a cause is taken away on the account's page.
fn about_the_account(cause: Cause) -> bool {
    use contract::catalogue::Owner;
    matches!(cause.owner(), Owner::Admin | Owner::EntraAdmin)
}

fn facts(mailbox: &Mailbox) -> AnyView {
    let account = ["/accounts/", mailbox.account_id.as_str()].concat();
    let admin = use_context::<crate::session::Session>().is_some_and(|s| s.is_admin());
    let name = mailbox.account_name.as_str().to_owned();
    let account = if admin {
        view! { <a href=account>{name}</a> }.into_any()
    } else {
        name.into_any()
    };
    let signed_in = match &mailbox.sign_in {
        Some(sign_in) => sign_in.username.clone().into_any(),
        None => t(NOBODY_SIGNED_IN).into_any(),
    };
    let added_by = mailbox.added_by.clone();
    view! {
        <section class="card" aria-label=t(MAILBOX_CARD)>
            <h2>{t(MAILBOX_CARD)}</h2>
            <dl class="facts">
                <dt>{t(SIGNED_IN_AS)}</dt>
                <dd>{signed_in}</dd>
                <dt>{t(WORKS_ON)}</dt>
                <dd>{mailbox.address.as_str().to_owned()}</dd>
                <dt>{t(D_ACCOUNT)}</dt>
                <dd>{account}</dd>
                <dt>{t(USED_FOR)}</dt>
                <dd>{purpose_words(mailbox.purposes)}</dd>
                <dt>{t(ADDED)}</dt>
                <dd>{moment(mailbox.added_at)} " " {t(BY)} " " {added_by}</dd>
            </dl>
            <p class="hint">{t(FULL_PROOF_HINT)}</p>
        </section>
    }
    .into_any()
}

fn purpose_words(purposes: Purposes) -> Signal<String> {
    words(move || {
        let parts = [(purposes.imports(), IMPORT), (purposes.sends(), SEND)];
        let parts = parts.into_iter().filter(|(there, _)| *there);
        parts.map(|(_, say)| say.get()).collect::<Vec<_>>().join(", ")
    })
}

fn test_mail(address: Address) -> AnyView {
    let mails = TestMails::of(address.clone());
    if use_query_map().with_untracked(|query| query.get("testmail").is_some()) {
        focus_field(Field::To);
    }
    view! {
        <section class="card" aria-label=t(TEST_MAIL_CARD)>
            <h2>{t(TEST_MAIL_CARD)}</h2>
            <TestMailCard
                mailbox=address
                mail=mails.form
                sent=mails.sent()
                on_submit=Callback::new(move |()| mails.send())
            />
        </section>
    }
    .into_any()
}

fn removal(address: Address) -> AnyView {
    let open = RwSignal::new(false);
    let removing = Doing::new();
    let navigate = use_navigate();
    let name = address.as_str().to_owned();
    let remove = Callback::new(move |()| {
        let navigate = navigate.clone();
        removing.run(api::remove_mailbox(address.clone()), move |()| {
            navigate("/mailboxes", NavigateOptions::default());
        });
    });
    view! {
        <div>{button("btn ghost", "cross", REMOVE_MAILBOX, move || open.set(true))}</div>
        <Confirm
            open
            title=words(move || REMOVE_MAILBOX_ASK.with(&name))
            consequence=said(REMOVE_MAILBOX_TEXT)
            does=REMOVE
            busy=Signal::derive(move || removing.busy.get())
            on_confirm=remove
        >
            {part(move || removing.failure.get().map_or_else(nothing, |problem| fix(&problem)))}
        </Confirm>
    }
    .into_any()
}
