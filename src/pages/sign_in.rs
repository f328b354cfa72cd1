//! Signing in: as a page, and over a page whose session has ended.

use crate::session::use_session;
use crate::text::*;
use crate::ui::{Form, TextField, arrive, form_problem, heading, on_send, said, submit};
use crate::{api, load::send_form};
use contract::fields::{Field, FieldError, FieldErrors, Invalid};
use contract::people::LogIn;
use leptos::prelude::*;
use web_sys::HtmlDialogElement;

/// The page for signing in. The address stays what it was, so that the person
/// gets where they wanted to be.
#[component]
pub fn SignInPage() -> impl IntoView {
    arrive(said(SIGN_IN_TITLE), None);
    view! {
        {heading(said(SIGN_IN_TITLE))}
        <SignInForm />
    }
}

/// Signing in again, over the page: what was typed there stays.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let ended = api::signed_out();
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    let open = ended.clone();
    Effect::new(move |_| {
        let open = open.get();
        if let Some(dialog) = dialog.get() {
            let dialog: &HtmlDialogElement = &dialog;
            if open && !dialog.open() {
                let _ = dialog.show_modal();
            } else if !open && dialog.open() {
                dialog.close();
            }
        }
    });
    view! {
        <dialog
            node_ref=dialog
            aria-labelledby="again-title"
            on:cancel=|event: web_sys::Event| event.prevent_default()
        >
            <h2 id="again-title">{t(SIGN_IN_AGAIN)}</h2>
            <p>{t(SIGN_IN_AGAIN_LINE)}</p>
            {crate::ui::only(move || ended.get(), || view! { <SignInForm /> }.into_any())}
        </dialog>
    }
}

#[component]
fn SignInForm() -> impl IntoView {
    let session = use_session();
    let address = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let form = Form::new(move || check(&address.get_untracked(), &password.get_untracked()));
    let send = on_send(move || {
        if form.ready() {
            let log_in = LogIn {
                address: address.get_untracked().trim().to_owned(),
                password: password.get_untracked(),
            };
            send_form(form, api::log_in(log_in), move |person| session.signed_in(person));
        }
    });
    view! {
        <form novalidate on:submit=send>
            <TextField
                form
                field=Field::Address
                label=EMAIL
                value=address
                kind="email"
                autocomplete="username"
            />
            <TextField
                form
                field=Field::Password
                label=PASSWORD
                value=password
                kind="password"
                autocomplete="current-password"
            />
            {form_problem(form)}
            <div class="field">
                {submit("btn pri lg", SIGN_IN, Signal::derive(move || form.busy.get()))}
            </div>
        </form>
    }
}

/// Only what cannot be right is refused here: rules for new passwords and
/// addresses do not apply to old ones.
fn check(address: &str, password: &str) -> Vec<FieldError> {
    let mut errors = FieldErrors::default();
    if address.trim().is_empty() {
        errors.add(Field::Address, Invalid::Empty);
    }
    if password.is_empty() {
        errors.add(Field::Password, Invalid::Empty);
    }
    errors.into_inner()
}
