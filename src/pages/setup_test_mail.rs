//! Connecting a Graph account, step 4: the proof that it works.

use crate::api;
use crate::load::Load;
use crate::post::TestMails;
use crate::text::*;
use crate::ui::{
    Empty, TestMailCard, Wizard, arrive, gone, help, link, loaded, part, said, step_path,
};
use contract::events::ChangeKind;
use contract::ids::{AccountId, Address};
use contract::mailboxes::{Ability, Mailbox};
use leptos::prelude::*;

/// The page of the fourth step.
pub fn setup_test_mail(key: &str) -> AnyView {
    let Ok(id) = AccountId::parse(key) else {
        return gone();
    };
    arrive(said(STEP_4), Some((said(NAV_ACCOUNTS), "/accounts".into())));
    let query = ["account=", id.as_str()].concat();
    let load = Load::new(
        move || Box::pin(api::mailboxes(query.clone())),
        |change| change.kind == ChangeKind::Mailbox,
    );
    let back = step_path(&id, 2);
    let empty_back = back.clone();
    let chosen = RwSignal::new(None::<Address>);
    // Kept apart from the answers, so that these do not empty the form.
    let choice = Memo::new(move |_| load.value.with(|page| page.as_ref().map(|p| names(&p.items))));
    let sends = Memo::new(move |_| {
        load.value.with(|page| {
            let first = page.as_ref().and_then(|page| page.items.first());
            first.is_none_or(|mailbox| Ability::Send.needed(mailbox.purposes))
        })
    });
    let shown = RwSignal::new(None);
    Effect::new(move |_| shown.set(choice.get()));
    view! {
        <Wizard step=3 account=Some(id) title=said(W4_TITLE) aside=aside()>
            <p class="lead">{t(if sends.get_untracked() { W4_LEAD } else { NO_SEND })}</p>
            {loaded(
                shown,
                load.failure,
                Callback::new(move |()| load.again()),
                move |names| {
                    let Some((first, _)) = names.first().cloned() else {
                        let to = empty_back.clone();
                        return view! {
                            <Empty glyph="mail" title=NO_MAILBOXES text=NO_MAILBOXES_TEXT>
                                {link("btn pri", "plus", ADD_MAILBOX, to)}
                            </Empty>
                        }
                            .into_any();
                    };
                    chosen.set(Some(first));
                    view! { {choose(names, chosen)} {part(move || mails(chosen.get()))} }.into_any()
                },
            )}
            <div class="wact">
                {link("btn ghost", "", BACK, back)}
                <div class="r">{link("btn lg", "arrow", W4_DONE, "/mailboxes".into())}</div>
            </div>
        </Wizard>
    }
    .into_any()
}

fn names(mailboxes: &[Mailbox]) -> Vec<(Address, String)> {
    mailboxes
        .iter()
        .map(|mailbox| (mailbox.address.clone(), mailbox.name.as_str().to_owned()))
        .collect()
}

fn choose(names: Vec<(Address, String)>, chosen: RwSignal<Option<Address>>) -> AnyView {
    let options = names
        .into_iter()
        .map(|(address, name)| {
            let text = [&name, " (", address.as_str(), ")"].concat();
            view! { <option value=address.as_str().to_owned()>{text}</option> }
        })
        .collect_view();
    let on_change = move |event| chosen.set(Address::parse(&event_target_value(&event)).ok());
    view! {
        <div class="field">
            <div class="lab">
                <label for="f-from">{t(W4_FROM)}</label>
            </div>
            <div class="ctl">
                <select id="f-from" on:change=on_change>
                    {options}
                </select>
            </div>
        </div>
    }
    .into_any()
}

fn mails(chosen: Option<Address>) -> AnyView {
    let Some(address) = chosen else {
        return crate::ui::nothing();
    };
    let mails = TestMails::of(address.clone());
    view! {
        <TestMailCard
            mailbox=address
            mail=mails.form
            sent=mails.sent()
            on_submit=Callback::new(move |()| mails.send())
        />
    }
    .into_any()
}

fn aside() -> AnyView {
    let lines = [
        (M_ACCEPTED, W4_HELP_1),
        (W4_DELIVERED, W4_HELP_2),
        (M_UNKNOWN, W4_HELP_3),
    ]
    .map(|(word, what)| {
        view! {
            <li>
                <span>
                    <b>{t(word)}</b>
                    {t(what)}
                </span>
            </li>
        }
    });
    help("info", W4_HELP, view! { <ol>{lines.collect_view()}</ol> }.into_any())
}
