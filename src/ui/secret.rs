//! The value of a client secret and the day it ends.

use super::{Form, TextField, against, div, el, frame, icon_button};
use crate::text::{EXPIRES, HIDE_SECRET, SECRET, SECRET_HINT, SHOW_SECRET, Speak, live};
use contract::fields::Field;
use leptos::prelude::*;
use web_sys::Node;

/// The two fields, side by side. A secret goes in and never comes back.
#[must_use]
pub fn secret_fields(form: Form, secret: RwSignal<String>, expires: RwSignal<String>) -> Node {
    let shown = RwSignal::new(false);
    let name = move || {
        if shown.get() {
            HIDE_SECRET.get()
        } else {
            SHOW_SECRET.get()
        }
    };
    let reveal = icon_button("eye", live(move || name().to_owned()), move || {
        shown.update(|shown| *shown = !*shown);
    })
    .state("aria-pressed", move || shown.get());
    let value = TextField::new(Field::ClientSecret, SECRET, secret)
        .input(form)
        .class("mono")
        .bind("type", move || {
            Some(if shown.get() { "text" } else { "password" }.to_owned())
        });
    let control = super::several([Node::from(value), reveal.into()]);
    div("two w")
        .with(frame(
            form,
            Field::ClientSecret,
            SECRET,
            Some(SECRET_HINT),
            control,
        ))
        .with(
            TextField::new(Field::SecretExpires, EXPIRES, expires)
                .kind("date", "off")
                .show(form),
        )
        // What is wrong with a secret takes more words than its column is wide.
        .with(el("div").with(against(form, Field::ClientSecret)))
        .into()
}
