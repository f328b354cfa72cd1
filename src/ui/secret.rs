//! The value of a client secret and the day it ends.

use super::{Form, TextField, input_field, part, truth};
use crate::text::{EXPIRES, HIDE_SECRET, SECRET, SECRET_HINT, SHOW_SECRET};
use contract::fields::Field;
use leptos::prelude::*;

/// The two fields, side by side. A secret goes in and never comes back.
#[component]
pub fn SecretFields(
    /// The form they belong to.
    form: Form,
    /// The value of the secret.
    secret: RwSignal<String>,
    /// The day on which it ends.
    expires: RwSignal<String>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let kind = Signal::derive(move || if shown.get() { "text" } else { "password" });
    let name = super::words(move || {
        let say = if shown.get() { HIDE_SECRET } else { SHOW_SECRET };
        say.get().to_owned()
    });
    let pressed = Signal::derive(move || truth(shown.get()));
    let on_press = super::act(move || shown.update(|shown| *shown = !*shown));
    let reveal = view! {
        <button
            type="button"
            class="btn ghost icon sm"
            aria-label=name
            aria-pressed=pressed
            on:click=on_press
        >
            {super::icon("eye")}
        </button>
    }
    .into_any();
    view! {
        <div class="two w">
            {input_field(
                form,
                Field::ClientSecret,
                SECRET,
                Some(SECRET_HINT),
                secret,
                kind,
                "off",
                "mono",
                reveal,
            )} <TextField form field=Field::SecretExpires label=EXPIRES value=expires kind="date" />
        </div>
        {part(super::nothing)}
    }
}
