//! One Graph account: who signed in, what was granted, its secret, its values.

use crate::api;
use crate::load::{Doing, Load, about, send_form};
use crate::session::use_session;
use crate::text::*;
use crate::ui::{
    Confirm, CopyField, ErrorSummary, Form, Head, PurposeBoxes, SecretFields, TextField, announce,
    arrive, button, cause_box, expiry_meter, fix, form_problem, gone, link, loaded,
    mailbox_lines, moment, nothing, on_send, only, part, said, scope_table, step_path, submit,
    technical, title, words,
};
use crate::when;
use contract::accounts::{Account, AccountChange, NewSecret, SignIn};
use contract::catalogue::Cause;
use contract::events::ChangeKind;
use contract::fields::Field;
use contract::ids::AccountId;
use contract::purposes::Purposes;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// The page of one account.
pub fn account(key: &str) -> AnyView {
    let Ok(id) = AccountId::parse(key) else {
        return gone();
    };
    let ask = id.clone();
    let load = Load::new(
        move || Box::pin(api::account(ask.clone())),
        about(ChangeKind::Account, id.as_str()),
    );
    let name = words(move || {
        let name = load.value.with(|a| a.as_ref().map(|a| a.name.as_str().to_owned()));
        name.unwrap_or_else(|| NAV_ACCOUNTS.get().to_owned())
    });
    let line = words(move || {
        let line = load.value.with(|a| a.as_ref().map(|a| a.tenant.as_str().to_owned()));
        line.unwrap_or_default()
    });
    arrive(name, Some((said(NAV_ACCOUNTS), "/accounts".into())));
    let there = Memo::new(move |_| load.value.with(Option::is_some));
    let (consent, add) = (
        step_path(&id, 1),
        ["/mailboxes/add?account=", id.as_str()].concat(),
    );
    let key = StoredValue::new(id);
    view! {
        <Head title=name line=line>
            {link("btn", "plus", ADD_MAILBOX, add)} {link("btn pri", "out", CONSENT_GO, consent)}
        </Head>
        <div class="cols2">
            <div class="stack">
                {loaded(
                    load.value,
                    load.failure,
                    Callback::new(move |()| load.again()),
                    |account| overview(&account),
                )}
                {only(move || there.get(), move || mailboxes(&key.get_value()))}
            </div>
            <div class="stack">
                {part(move || load.value.with(|a| a.as_ref().map_or_else(nothing, secret_facts)))}
                {only(move || there.get(), move || renewal(key.get_value(), load))}
                {only(move || there.get(), move || values(load))}
                {only(move || there.get(), move || editing(key.get_value(), load))}
                {only(move || there.get(), move || removal(key.get_value(), load))}
            </div>
        </div>
    }
    .into_any()
}

fn overview(account: &Account) -> AnyView {
    let trouble = account.trouble(when::today()).map(|cause| {
        let tone = match cause {
            Cause::SecretExpiresSoon | Cause::NoSignIn => "fix warn",
            _ => "fix",
        };
        cause_box(tone, cause, None)
    });
    let now = account.sign_ins.iter().find(|sign_in| sign_in.ended.is_none());
    let ended = account.sign_ins.iter().filter(|sign_in| sign_in.ended.is_some());
    let ended = ended.map(ended_sign_in).collect_view();
    let some_ended = account.sign_ins.iter().any(|sign_in| sign_in.ended.is_some());
    view! {
        {trouble}
        <section class="card" aria-label=t(SIGN_IN_CARD)>
            <h2>{t(SIGN_IN_CARD)}</h2>
            {match now {
                Some(sign_in) => sign_in_facts(sign_in),
                None => view! { <p class="lead">{t(NOBODY_SIGNED_IN)}</p> }.into_any(),
            }}
            {some_ended
                .then(|| {
                    view! {
                        <details class="tech">
                            <summary>{t(OLD_SIGN_INS)}</summary>
                            {ended}
                        </details>
                    }
                })}
        </section>
        <section class="card" aria-label=t(RIGHTS_CARD)>
            <div class="lab">
                <h2>{t(RIGHTS_CARD)}</h2>
                <small>{t(RIGHTS_HINT)}</small>
            </div>
            {scope_table(&account.required, now.map(|sign_in| sign_in.missing.as_slice()))}
        </section>
    }
    .into_any()
}

fn sign_in_facts(sign_in: &SignIn) -> AnyView {
    let who = [&sign_in.name, " (", &sign_in.username, ")"].concat();
    view! {
        <dl class="facts">
            <dt>{t(FACT_SIGN_IN)}</dt>
            <dd>{who}</dd>
            <dt>{t(FACT_CONSENTED)}</dt>
            <dd>{moment(sign_in.consented_at)}</dd>
            <dt>{t(FACT_REFRESHED)}</dt>
            <dd>{moment(sign_in.refreshed_at)}</dd>
            <dt>{t(FACT_ACCESS_ENDS)}</dt>
            <dd>{moment(sign_in.access_expires_at)}</dd>
        </dl>
    }
    .into_any()
}

fn ended_sign_in(sign_in: &SignIn) -> AnyView {
    let Some(ended) = sign_in.ended.clone() else {
        return nothing();
    };
    view! {
        <dl class="facts">
            <dt>{t(FACT_SIGN_IN)}</dt>
            <dd>{sign_in.username.clone()}</dd>
            <dt>{t(FACT_ENDED)}</dt>
            <dd>{moment(ended.at)} ": " {t(title(ended.cause))}</dd>
        </dl>
        {technical(ended.microsoft, None)}
    }
    .into_any()
}

fn mailboxes(id: &AccountId) -> AnyView {
    let query = ["account=", id.as_str(), "&limit=10"].concat();
    let all = ["/mailboxes?account=", id.as_str()].concat();
    let load = Load::new(
        move || Box::pin(api::mailboxes(query.clone())),
        |change| change.kind == ChangeKind::Mailbox,
    );
    view! {
        <section class="card" aria-label=t(FACT_MAILBOXES)>
            <div class="hd">
                <h2>{t(FACT_MAILBOXES)}</h2>
                {link("link", "", SHOW_MAILBOXES, all)}
            </div>
            {part(move || {
                load.value
                    .with(|page| match page {
                        Some(page) if page.items.is_empty() => {
                            view! { <p class="lead">{t(NO_MAILBOXES)}</p> }.into_any()
                        }
                        Some(page) => mailbox_lines(&page.items),
                        None => nothing(),
                    })
            })}
        </section>
    }
    .into_any()
}

fn secret_facts(account: &Account) -> AnyView {
    let secret = &account.secret;
    let set_by = secret.set_by.clone();
    let proved = match secret.proved_at {
        Some(at) => moment(at),
        None => t(NEVER_PROVED).into_any(),
    };
    view! {
        <section class="card" aria-label=t(SECRET_CARD)>
            <h2>{t(SECRET_CARD)}</h2>
            <dl class="facts">
                <dt>{t(EXPIRES)}</dt>
                <dd>{expiry_meter(secret)}</dd>
                <dt>{t(FACT_HINT)}</dt>
                <dd class="mono">{[&secret.hint, "…"].concat()}</dd>
                <dt>{t(FACT_SET)}</dt>
                <dd>{moment(secret.set_at)} " " {t(BY)} " " {set_by}</dd>
                <dt>{t(FACT_PROVED)}</dt>
                <dd>{proved}</dd>
            </dl>
        </section>
    }
    .into_any()
}

/// Something that opens below a button: a form that is not always there.
fn folded(
    glyph: &'static str,
    say: Say,
    open: RwSignal<bool>,
    view: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    part(move || {
        if open.get() {
            view! {
                <section class="card" aria-label=t(say)>
                    <h2>{t(say)}</h2>
                    {view()}
                </section>
            }
            .into_any()
        } else {
            view! { <div>{button("btn", glyph, say, move || open.set(true))}</div> }.into_any()
        }
    })
    .into_any()
}

fn renewal(id: AccountId, load: Load<Account>) -> AnyView {
    let open = RwSignal::new(window().location().hash().is_ok_and(|hash| hash == "#secret"));
    folded("key", RENEW_SECRET, open, move || {
        let secret = RwSignal::new(String::new());
        let expires = RwSignal::new(String::new());
        let filled = move || NewSecret {
            client_secret: secret.get_untracked(),
            secret_expires: expires.get_untracked(),
            even_if_unproved: false,
        };
        let form =
            Form::new(move || filled().check(when::today()).err().unwrap_or_default());
        let id = id.clone();
        let send = on_send(move || {
            if form.ready() {
                let changing = api::change_secret(id.clone(), filled());
                send_form(form, changing, move |account| {
                    load.value.set(Some(account));
                    open.set(false);
                    announce(SECRET_SAVED.get());
                });
            }
        });
        view! {
            <p class="lead">{t(RENEW_LINE)}</p>
            <form novalidate autocomplete="off" on:submit=send>
                <ErrorSummary form />
                <SecretFields form secret expires />
                {form_problem(form)}
                {form_foot(form, open)}
            </form>
        }
        .into_any()
    })
}

fn form_foot(form: Form, open: RwSignal<bool>) -> AnyView {
    view! {
        <div class="row field">
            {submit("btn pri", SAVE, Signal::derive(move || form.busy.get()))}
            {button("btn ghost", "", CANCEL, move || open.set(false))}
        </div>
    }
    .into_any()
}

fn values(load: Load<Account>) -> AnyView {
    let session = use_session();
    let value = move |of: fn(&Account) -> &str| {
        Signal::derive(move || {
            load.value.with(|a| a.as_ref().map(|a| of(a).to_owned()).unwrap_or_default())
        })
    };
    view! {
        <section class="card" aria-label=t(IDS_CARD)>
            <h2>{t(IDS_CARD)}</h2>
            <CopyField id="v-tenant" label=TENANT value=value(|a| a.tenant.as_str()) />
            <CopyField id="v-client" label=CLIENT_ID value=value(|a| a.client_id.as_str()) />
            <CopyField
                id="v-redirect"
                label=REDIRECT_URI
                hint=REDIRECT_URI_HINT
                value=Signal::derive(move || session.redirect_uri())
            />
        </section>
    }
    .into_any()
}

fn editing(id: AccountId, load: Load<Account>) -> AnyView {
    let open = RwSignal::new(false);
    folded("spark", EDIT_ACCOUNT, open, move || {
        let (name, purposes) = load.value.with_untracked(|account| match account {
            Some(account) => (account.name.as_str().to_owned(), account.purposes),
            None => (String::new(), Purposes::ALL),
        });
        let name = RwSignal::new(name);
        let purposes = RwSignal::new(purposes);
        let filled = move || AccountChange {
            name: name.get_untracked(),
            purposes: purposes.get_untracked(),
        };
        let form = Form::new(move || filled().check().err().unwrap_or_default());
        let id = id.clone();
        let send = on_send(move || {
            if form.ready() {
                let changing = api::change_account(id.clone(), filled());
                send_form(form, changing, move |account| {
                    load.value.set(Some(account));
                    open.set(false);
                    announce(SAVED.get());
                });
            }
        });
        view! {
            <form novalidate on:submit=send>
                <ErrorSummary form />
                <TextField form field=Field::Name label=NAME value=name />
                <PurposeBoxes form value=purposes />
                {form_problem(form)}
                {form_foot(form, open)}
            </form>
        }
        .into_any()
    })
}

fn removal(id: AccountId, load: Load<Account>) -> AnyView {
    let open = RwSignal::new(false);
    let removing = Doing::new();
    let navigate = use_navigate();
    let remove = Callback::new(move |()| {
        let navigate = navigate.clone();
        removing.run(api::remove_account(id.clone()), move |()| {
            navigate("/accounts", NavigateOptions::default());
        });
    });
    let name = move || {
        load.value.with(|a| a.as_ref().map(|a| a.name.as_str().to_owned()).unwrap_or_default())
    };
    view! {
        <div>{button("btn ghost", "cross", REMOVE_ACCOUNT, move || open.set(true))}</div>
        <Confirm
            open
            title=words(move || REMOVE_ACCOUNT_ASK.with(&name()))
            consequence=said(REMOVE_ACCOUNT_TEXT)
            does=REMOVE
            busy=Signal::derive(move || removing.busy.get())
            on_confirm=remove
        >
            {part(move || removing.failure.get().map_or_else(nothing, |problem| fix(&problem)))}
        </Confirm>
    }
    .into_any()
}
