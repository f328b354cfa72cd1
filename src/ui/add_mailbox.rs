//! The form that adds a mailbox to an account.

use super::{
    El, Form, TextField, div, el, error_summary, form_element, form_problem, label_line, submit,
    typed,
};
use crate::text::{
    ADD, CHOOSE_ACCOUNT, MAILBOX_ADDRESS, MAILBOX_ADDRESS_HINT, MAILBOX_NAME_HINT, NAME, Say,
};
use contract::accounts::Account;
use contract::fields::Field;
use contract::ids::AccountId;
use contract::listed::Listed;
use contract::mailboxes::NewMailbox;
use leptos::prelude::*;
use web_sys::Node;

/// What a person fills in for a mailbox.
#[derive(Clone, Copy)]
pub struct MailboxForm {
    /// Its fields.
    pub form: Form,
    account: RwSignal<String>,
    address: RwSignal<String>,
    name: RwSignal<String>,
}

impl MailboxForm {
    /// An empty form for an account.
    #[must_use]
    pub fn new(account: RwSignal<String>) -> Self {
        let address = RwSignal::new(String::new());
        let name = RwSignal::new(String::new());
        let form = Form::new(move || {
            let filled = filled(account, address, name);
            filled.map_or_else(Vec::new, |filled| filled.check().err().unwrap_or_default())
        });
        Self {
            form,
            account,
            address,
            name,
        }
    }

    /// What was filled in, for an account.
    #[must_use]
    pub fn value(self) -> Option<NewMailbox> {
        filled(self.account, self.address, self.name)
    }

    /// Empties the form for the next one.
    pub fn clear(self) {
        self.address.set(String::new());
        self.name.set(String::new());
    }

    /// What stands in the field of the address.
    #[must_use]
    pub fn typed(self) -> String {
        self.address.get_untracked()
    }

    /// Puts a mailbox there, as if it had been typed. A name that is there stays where
    /// the other has none.
    pub fn put(self, mailbox: &Listed) {
        self.address.set(mailbox.address.to_string());
        if let Some(name) = &mailbox.name {
            self.name.set(name.to_string());
        }
        self.form.typed(Field::Address);
        self.form.focus(Field::Address);
    }

    /// The choice of the account.
    #[must_use]
    pub fn account_choice(self, choice: &[Account]) -> El {
        let choice = choice.iter();
        let choice = choice.map(|a| (a.id.as_str().to_owned(), a.name.to_string()));
        select("f-account", CHOOSE_ACCOUNT, self.account, choice.collect())
    }

    /// The form in the page; `choice` are the accounts to choose from, where
    /// there is a choice, `beside` what stands beside the button.
    pub fn show(
        self,
        choice: Option<&[Account]>,
        beside: Node,
        add: impl FnMut() + 'static,
    ) -> Node {
        let form = self.form;
        let address = TextField::new(Field::Address, MAILBOX_ADDRESS, self.address);
        let name = TextField::new(Field::Name, NAME, self.name);
        let fields = form_element(add)
            .with(error_summary(form))
            .with(
                address
                    .hint(MAILBOX_ADDRESS_HINT)
                    .kind("email", "off")
                    .show(form),
            )
            .with(name.hint(MAILBOX_NAME_HINT).show(form));
        let fields = match choice {
            Some(choice) => fields.with(self.account_choice(choice)),
            None => fields,
        };
        fields
            .with(form_problem(form))
            .with(
                div("row field")
                    .with(submit("btn pri", ADD, form.busy))
                    .with(beside),
            )
            .into()
    }
}

fn filled(
    account: RwSignal<String>,
    address: RwSignal<String>,
    name: RwSignal<String>,
) -> Option<NewMailbox> {
    Some(NewMailbox {
        account_id: AccountId::parse(&account.get_untracked()).ok()?,
        address: address.get_untracked(),
        name: name.get_untracked(),
        purposes: None,
    })
}

/// A choice of one thing: values, and what they are called.
#[must_use]
pub fn select(id: &str, label: Say, value: RwSignal<String>, choice: Vec<(String, String)>) -> El {
    let control = options(el("select").id(id), choice)
        .prop("value", move || value.get().into())
        .on("change", move |event| value.set(typed(&event)));
    div("field")
        .with(label_line(id, label, None))
        .with(div("ctl").with(control))
}

/// Adds the options to a choice.
#[must_use]
pub fn options(select: El, choice: Vec<(String, String)>) -> El {
    let option = |(value, name): (String, String)| el("option").attr("value", &value).text(name);
    select.all(choice.into_iter().map(option))
}
