//! Signing in: as a page, and over a page whose session has ended.

use crate::api;
use crate::load::send_form;
use crate::session::use_session;
use crate::text::*;
use crate::ui::{
    Form, TextField, arrive, button, dialog, div, el, form_element, form_problem, heading, memo,
    only, several, submit,
};
use contract::access::ConfirmPassword;
use contract::fields::{Field, FieldError, FieldErrors, Invalid};
use contract::people::LogIn;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, Node};

/// The ids of the form in the page, which index.html uses as well.
const HERE: &str = "f-";

/// The page for signing in. The address stays what it was, so that the person
/// gets where they wanted to be.
#[must_use]
pub fn sign_in() -> Node {
    arrive(SIGN_IN_TITLE, None);
    several([heading(SIGN_IN_TITLE).into(), sign_in_form(HERE)])
}

/// Signing in again, over the page: what was typed there stays.
#[must_use]
pub fn sign_in_again() -> Node {
    let ended = api::signed_out();
    let ended = memo(move || ended.get());
    dialog("again-title", SIGN_IN_AGAIN, move || ended.get())
        .on("cancel", |event| event.prevent_default())
        .with(el("p").text(SIGN_IN_AGAIN_LINE))
        .with(only(move || ended.get(), || sign_in_form("again-")))
        .into()
}

/// Confirming the password before something far-reaching; then that goes on.
#[must_use]
pub fn confirm_password() -> Node {
    let asked = api::confirming();
    let asked = memo(move || asked.get());
    dialog("password-title", CONFIRM_TITLE, move || asked.get())
        .closed(|| api::end_confirming(false))
        .with(el("p").text(CONFIRM_LINE))
        .with(only(move || asked.get(), confirm_form))
        .into()
}

fn confirm_form() -> Node {
    let password = RwSignal::new(String::new());
    let form = Form::new(move || {
        let mut errors = FieldErrors::default();
        if password.get().is_empty() {
            errors.add(Field::Password, Invalid::Empty);
        }
        errors.into_inner()
    });
    let form = form.apart("confirm-");
    let send = move || {
        if form.ready() {
            let filled = ConfirmPassword {
                password: password.get_untracked(),
            };
            send_form(form, api::confirm_password(&filled), |_| {
                api::end_confirming(true)
            });
        }
    };
    let foot = div("wact")
        .with(button("btn", "", CANCEL, || api::end_confirming(false)))
        .with(submit("btn pri", CONFIRM_GO, form.busy));
    form_element(send)
        .with(
            TextField::new(Field::Password, PASSWORD, password)
                .kind("password", "current-password")
                .show(form),
        )
        .with(form_problem(form))
        .with(foot)
        .into()
}

fn sign_in_form(prefix: &'static str) -> Node {
    let session = use_session();
    let address = RwSignal::new(typed_early(prefix, "address"));
    let password = RwSignal::new(typed_early(prefix, "password"));
    let form = Form::new(move || wrong(&address.get(), &password.get())).apart(prefix);
    let send = move || {
        if form.ready() {
            let log_in = LogIn {
                address: address.get_untracked().trim().to_owned(),
                password: password.get_untracked(),
            };
            send_form(form, api::log_in(&log_in), move |person| {
                session.signed_in(person)
            });
        }
    };
    take_over(prefix, form, send);
    form_element(send)
        .with(
            TextField::new(Field::Address, EMAIL, address)
                .kind("email", "username")
                .show(form),
        )
        .with(
            TextField::new(Field::Password, PASSWORD, password)
                .kind("password", "current-password")
                .show(form),
        )
        .with(form_problem(form))
        .with(div("field").with(submit("btn pri lg", SIGN_IN, form.busy)))
        .into()
}

/// What somebody typed in index.html's form, before the panel was here.
fn typed_early(prefix: &str, field: &str) -> String {
    let input = document().query_selector(&["#early #", prefix, field].concat());
    let input = input.ok().flatten();
    let input = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
    input.map_or_else(String::new, |input| input.value())
}

/// Whoever was typing goes on typing; a form that was sent is sent now.
fn take_over(prefix: &'static str, form: Form, send: impl Fn() + 'static) {
    if prefix != HERE {
        return;
    }
    let focused = document().active_element().map(|element| element.id());
    match focused.as_deref() {
        Some("f-address") => form.focus(Field::Address),
        Some("f-password") => form.focus(Field::Password),
        _ => {}
    }
    let root = document().document_element();
    let sent = root.filter(|root| root.has_attribute("data-sent"));
    if let Some(root) = sent {
        let _ = root.remove_attribute("data-sent");
        request_animation_frame(send);
    }
}

/// Only what cannot be right is refused here: rules for new passwords and
/// addresses do not apply to old ones.
fn wrong(address: &str, password: &str) -> Vec<FieldError> {
    let mut errors = FieldErrors::default();
    if address.trim().is_empty() {
        errors.add(Field::Address, Invalid::Empty);
    }
    if password.is_empty() {
        errors.add(Field::Password, Invalid::Empty);
    }
    errors.into_inner()
}
