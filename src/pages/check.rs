//! Checking one mailbox, for whoever has somebody on the phone: one field, a
//! verdict at once, and a sentence to say.

use crate::api::{self, Answer};
use crate::load::Load;
use crate::text::*;
use crate::ui::{
    announce, arrive, button, copy_text_button, diagnosis, heading, icon, light_list, link,
    loaded, mailbox_href, nothing, on_send, part, said, sentence, to_the_caller, verdict_card,
    who_solves_it, words,
};
use contract::catalogue::Cause;
use contract::events::ChangeKind;
use contract::ids::Address;
use contract::mailboxes::{Mailbox, ProofKind};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

/// The page for checking a mailbox. `?m=` runs at once.
#[component]
pub fn Check() -> impl IntoView {
    arrive(said(NAV_CHECK), None);
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| query.get("m").unwrap_or_default()));
    let text = RwSignal::new(asked.get_untracked());
    Effect::new(move |_| text.set(asked.get()));
    let navigate = use_navigate();
    let again = RwSignal::new(0_u32);
    let check = on_send(move || {
        let typed = text.get_untracked();
        let typed = typed.trim();
        if typed == asked.get_untracked() {
            again.update(|again| *again += 1);
        }
        navigate(&["/check?m=", &api::encode(typed)].concat(), NavigateOptions::default());
    });
    view! {
        <div class="check">
            {heading(said(NAV_CHECK))} <form novalidate class="big" role="search" on:submit=check>
                {icon("search")}
                <input
                    id="check"
                    type="email"
                    autocomplete="off"
                    spellcheck="false"
                    aria-label=t(CHECK_FIELD)
                    placeholder=t(CHECK_PLACEHOLDER)
                    prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))
                />
                <button type="submit" class="btn pri">
                    {t(CHECK)}
                </button>
            </form>
            {part(move || {
                again.track();
                let asked = asked.get();
                match Address::parse(&asked) {
                    Ok(address) => verdict(address),
                    Err(_) if asked.is_empty() => {
                        view! { <p class="hint">{icon("info")} <span>{t(CHECK_EMPTY)}</span></p> }
                            .into_any()
                    }
                    Err(_) => {
                        view! {
                            <p class="hint bad" role="alert">
                                {icon("bad")}
                                <span>{t(I_NOT_AN_ADDRESS)}</span>
                            </p>
                        }
                            .into_any()
                    }
                }
            })}
        </div>
    }
}

/// A mailbox, or that there is none: here that is an answer, not an error.
async fn find(address: Address) -> Answer<Option<Mailbox>> {
    match api::mailbox(address).await {
        Ok(mailbox) => Ok(Some(mailbox)),
        Err(problem) if problem.code == Cause::NotFound => Ok(None),
        Err(problem) => Err(problem),
    }
}

fn verdict(address: Address) -> AnyView {
    let ask = address.clone();
    let load = Load::new(
        move || Box::pin(find(ask.clone())),
        crate::load::about(ChangeKind::Mailbox, address.as_str()),
    );
    let check = {
        let address = address.clone();
        move || {
            let address = address.clone();
            spawn_local(async move {
                // What is known shows at once; when no check can be started,
                // that is what there is.
                if let Ok(mailbox) = api::prove(address, ProofKind::Check).await {
                    let _ = load.value.try_set(Some(Some(mailbox)));
                }
            });
        }
    };
    check();
    // Spoken once the check is done.
    Effect::new(move |was_running: Option<bool>| {
        load.value.with(|found| {
            let Some(Some(mailbox)) = found else { return false };
            if was_running == Some(true) && mailbox.running.is_none() {
                announce(sentence(mailbox).get());
            }
            mailbox.running.is_some()
        })
    });
    let check = StoredValue::new(check);
    loaded(
        load.value,
        load.failure,
        Callback::new(move |()| load.again()),
        move |found| match found {
            Some(mailbox) => card(&mailbox, move || check.with_value(|check| check())),
            None => unknown(address.as_str()),
        },
    )
}

fn card(mailbox: &Mailbox, check: impl FnMut() + 'static) -> AnyView {
    let middle = if mailbox.running.is_some() {
        nothing()
    } else {
        view! {
            <div class="cols">
                <div>
                    <h3>{t(SAY_TITLE)}</h3>
                    <p class="say">{t(to_the_caller(mailbox))}</p>
                </div>
                <div>
                    <h3>{t(WHO)}</h3>
                    {who_solves_it(mailbox)}
                </div>
            </div>
        }
        .into_any()
    };
    let copied = mailbox.clone();
    let here = || window().location().href().unwrap_or_default();
    let foot = view! {
        <div class="vact">
            {copy_text_button("btn", COPY_DIAGNOSIS, move || diagnosis(&copied))}
            {copy_text_button("btn", COPY_LINK, here)}
            {button("btn ghost", "pulse", CHECK_AGAIN, check)}
            <span class="r">
                {link("link", "", OPEN_MAILBOX, mailbox_href(&mailbox.address))}
            </span>
        </div>
    };
    verdict_card(mailbox, middle, light_list(mailbox), foot.into_any())
}

fn unknown(address: &str) -> AnyView {
    let address = address.to_owned();
    let text = words(move || UNKNOWN_MAILBOX_TEXT.with(&address));
    view! {
        <div class="empty" role="status">
            {icon("search")}
            <h2>{t(UNKNOWN_MAILBOX)}</h2>
            <p>{text}</p>
        </div>
    }
    .into_any()
}
