//! The first run: the one-time code from the console makes the first
//! administrator.

use crate::api;
use crate::load::send_form;
use crate::session::use_session;
use crate::text::*;
use crate::ui::{
    Form, TextField, arrive, div, error_summary, form_element, form_problem, heading, of, several,
    submit,
};
use contract::fields::Field;
use contract::people::SetUp;
use leptos::prelude::*;
use web_sys::Node;

/// The page of the first run.
#[must_use]
pub fn first_run() -> Node {
    arrive(FIRST_RUN_TITLE, None);
    let session = use_session();
    let [code, name, address, password] = [(); 4].map(|()| RwSignal::new(String::new()));
    let filled = move || SetUp {
        code: code.get_untracked(),
        name: name.get_untracked(),
        address: address.get_untracked(),
        password: password.get_untracked(),
    };
    let form = Form::new(move || filled().check().err().unwrap_or_default());
    let send = move || {
        if form.ready() {
            send_form(form, api::set_up(&filled()), move |person| {
                session.signed_in(person)
            });
        }
    };
    let fields = [
        TextField::new(Field::Code, CODE, code).kind("text", "one-time-code"),
        TextField::new(Field::Name, NAME, name).kind("text", "name"),
        TextField::new(Field::Address, EMAIL, address).kind("email", "username"),
        TextField::new(Field::Password, PASSWORD, password)
            .hint(PASSWORD_HINT)
            .kind("password", "new-password"),
    ];
    let form = form_element(send)
        .with(error_summary(form))
        .all(fields.map(|field| field.show(form)))
        .with(form_problem(form))
        .with(div("field").with(submit("btn pri lg", FIRST_RUN_GO, form.busy)));
    several([
        heading(FIRST_RUN_TITLE),
        of("p", "lead").text(FIRST_RUN_LINE),
        form,
    ])
}
