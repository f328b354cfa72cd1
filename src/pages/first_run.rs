//! The first run: the one-time code from the console makes the first
//! administrator.

use crate::session::use_session;
use crate::text::*;
use crate::ui::{
    ErrorSummary, Form, TextField, arrive, form_problem, heading, on_send, said, submit,
};
use crate::{api, load::send_form};
use contract::fields::Field;
use contract::people::SetUp;
use leptos::prelude::*;

/// The page of the first run.
#[component]
pub fn FirstRun() -> impl IntoView {
    arrive(said(FIRST_RUN_TITLE), None);
    let session = use_session();
    let code = RwSignal::new(String::new());
    let name = RwSignal::new(String::new());
    let address = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let filled = move || SetUp {
        code: code.get_untracked(),
        name: name.get_untracked(),
        address: address.get_untracked(),
        password: password.get_untracked(),
    };
    let form = Form::new(move || filled().check().err().unwrap_or_default());
    let send = on_send(move || {
        if form.ready() {
            send_form(form, api::set_up(filled()), move |person| session.signed_in(person));
        }
    });
    view! {
        {heading(said(FIRST_RUN_TITLE))}
        <p class="lead">{t(FIRST_RUN_LINE)}</p>
        <form novalidate on:submit=send>
            <ErrorSummary form />
            <TextField
                form
                field=Field::Code
                label=CODE
                value=code
                class="mono"
                autocomplete="one-time-code"
            />
            <TextField form field=Field::Name label=NAME value=name autocomplete="name" />
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
                hint=PASSWORD_HINT
                value=password
                kind="password"
                autocomplete="new-password"
            />
            {form_problem(form)}
            <div class="field">
                {submit("btn pri lg", FIRST_RUN_GO, Signal::derive(move || form.busy.get()))}
            </div>
        </form>
    }
}
