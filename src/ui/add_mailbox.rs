//! The form that adds a mailbox to an account.

use super::{ErrorSummary, Form, TextField, form_problem, on_send, submit};
use crate::text::{
    ADD, CHOOSE_ACCOUNT, MAILBOX_ADDRESS, MAILBOX_ADDRESS_HINT, MAILBOX_NAME_HINT, NAME, t,
};
use contract::fields::Field;
use contract::ids::{AccountId, Address, Name};
use contract::mailboxes::NewMailbox;
use leptos::prelude::*;

/// What a person fills in for a mailbox.
#[derive(Clone, Copy)]
pub struct MailboxForm {
    /// Its fields.
    pub form: Form,
    account: RwSignal<Option<AccountId>>,
    address: RwSignal<String>,
    name: RwSignal<String>,
}

impl MailboxForm {
    /// An empty form for an account, once that is known.
    #[must_use]
    pub fn new(account: RwSignal<Option<AccountId>>) -> Self {
        let address = RwSignal::new(String::new());
        let name = RwSignal::new(String::new());
        let form = Form::new(move || {
            // Without an account there is nothing to add it to; the form is
            // not shown then.
            let filled = filled(account, address, name);
            let checked = filled.map(|filled| filled.check());
            checked.and_then(Result::err).unwrap_or_default()
        });
        Self { form, account, address, name }
    }

    /// What was filled in.
    #[must_use]
    pub fn value(self) -> Option<NewMailbox> {
        filled(self.account, self.address, self.name)
    }

    /// The address, if it is one.
    #[must_use]
    pub fn address(self) -> Option<Address> {
        self.address.with_untracked(|text| Address::parse(text).ok())
    }

    /// Empties the form for the next one.
    pub fn clear(self) {
        self.address.set(String::new());
        self.name.set(String::new());
    }
}

fn filled(
    account: RwSignal<Option<AccountId>>,
    address: RwSignal<String>,
    name: RwSignal<String>,
) -> Option<NewMailbox> {
    Some(NewMailbox {
        account_id: account.get_untracked()?,
        address: address.get_untracked(),
        name: name.get_untracked(),
        purposes: None,
    })
}

/// The form. `choice` are the accounts to choose from, where there is a choice.
#[component]
pub fn AddMailbox(
    /// What is filled in.
    mailbox: MailboxForm,
    /// The accounts to choose from.
    #[prop(optional)]
    choice: Vec<(AccountId, Name)>,
    /// Adds it.
    on_submit: Callback<()>,
    /// What stands beside the button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let form = mailbox.form;
    let chooser = (!choice.is_empty()).then(|| account_choice(mailbox, choice));
    view! {
        <form novalidate on:submit=on_send(move || on_submit.run(()))>
            <ErrorSummary form />
            <TextField
                form
                field=Field::Address
                label=MAILBOX_ADDRESS
                hint=MAILBOX_ADDRESS_HINT
                value=mailbox.address
                kind="email"
            />
            <TextField
                form
                field=Field::Name
                label=NAME
                hint=MAILBOX_NAME_HINT
                value=mailbox.name
            />
            {chooser}
            {form_problem(form)}
            <div class="row field">
                {submit("btn pri", ADD, Signal::derive(move || form.busy.get()))}
                {children.map(|children| children())}
            </div>
        </form>
    }
}

fn account_choice(mailbox: MailboxForm, choice: Vec<(AccountId, Name)>) -> AnyView {
    let options = choice
        .into_iter()
        .map(|(id, name)| {
            let value = id.as_str().to_owned();
            let selected =
                Signal::derive(move || mailbox.account.with(|a| a.as_ref() == Some(&id)));
            view! {
                <option value=value prop:selected=selected>
                    {name.as_str().to_owned()}
                </option>
            }
        })
        .collect_view();
    let on_change = move |event| {
        mailbox.account.set(AccountId::parse(&event_target_value(&event)).ok());
    };
    view! {
        <div class="field">
            <div class="lab">
                <label for="f-account">{t(CHOOSE_ACCOUNT)}</label>
            </div>
            <div class="ctl">
                <select id="f-account" on:change=on_change>
                    {options}
                </select>
            </div>
        </div>
    }
    .into_any()
}
