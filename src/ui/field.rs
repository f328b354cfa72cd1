//! A labelled field with its hint and what is wrong with it.

use super::{Form, Part, field_id, fix, nothing, part, small, truth};
use crate::text::{SECRET_ID_FIX, SECRET_ID_STEPS, Say, invalid_words, t};
use contract::fields::{Field, Invalid};
use leptos::prelude::*;

/// A field of one line.
#[component]
pub fn TextField(
    /// The form it belongs to.
    form: Form,
    /// Which field it is.
    field: Field,
    /// What it is called.
    label: Say,
    /// More about it, in a few words.
    #[prop(optional)]
    hint: Option<Say>,
    /// What stands in it.
    value: RwSignal<String>,
    /// The `type` of the input.
    #[prop(default = "text")]
    kind: &'static str,
    /// What a password manager may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// `mono` for what is compared letter by letter.
    #[prop(default = "")]
    class: &'static str,
    /// What stands beside the input: a button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    input_field(
        form,
        field,
        label,
        hint,
        value,
        Signal::stored(kind),
        autocomplete,
        class,
        children.map_or_else(nothing, |children| children()),
    )
}

/// The function behind [`TextField`] and the secret's field.
#[expect(clippy::too_many_arguments, reason = "the component's props, one by one")]
pub(super) fn input_field(
    form: Form,
    field: Field,
    label: Say,
    hint: Option<Say>,
    value: RwSignal<String>,
    kind: Signal<&'static str>,
    autocomplete: &'static str,
    class: &'static str,
    beside: AnyView,
) -> AnyView {
    let id = field_id(field);
    view! {
        <div class="field">
            {label_line(id, label, hint)}
            <div class="ctl" class:bad=wrong(form, field)>
                <input
                    id=id
                    class=class
                    type=kind
                    autocomplete=autocomplete
                    spellcheck="false"
                    autocapitalize="off"
                    aria-invalid=invalid(form, field)
                    aria-describedby=described_by(id)
                    prop:value=value
                    on:input=typed(form, field, value)
                    on:blur=left(form, field)
                />
                {beside}
            </div>
            {against(form, field)}
        </div>
    }
    .into_any()
}

/// A field of several lines.
#[component]
pub fn TextArea(
    /// The form it belongs to.
    form: Form,
    /// Which field it is.
    field: Field,
    /// What it is called.
    label: Say,
    /// What stands in it.
    value: RwSignal<String>,
) -> impl IntoView {
    let id = field_id(field);
    view! {
        <div class="field">
            {label_line(id, label, None)}
            <div class="ctl" class:bad=wrong(form, field)>
                <textarea
                    id=id
                    rows="4"
                    aria-invalid=invalid(form, field)
                    aria-describedby=described_by(id)
                    prop:value=value
                    on:input=typed(form, field, value)
                    on:blur=left(form, field)
                />
            </div>
            {against(form, field)}
        </div>
    }
}

fn label_line(id: &'static str, label: Say, hint: Option<Say>) -> AnyView {
    view! {
        <div class="lab">
            <label for=id>{t(label)}</label>
            <small id=[id, "-hint"].concat()>{hint.map(t)}</small>
        </div>
    }
    .into_any()
}

fn described_by(id: &str) -> String {
    [id, "-hint ", id, "-error"].concat()
}

fn wrong(form: Form, field: Field) -> Signal<bool> {
    Signal::derive(move || form.is_wrong(field))
}

fn invalid(form: Form, field: Field) -> Signal<&'static str> {
    Signal::derive(move || truth(form.is_wrong(field)))
}

fn typed(form: Form, field: Field, value: RwSignal<String>) -> Box<dyn FnMut(web_sys::Event)> {
    Box::new(move |event| {
        value.set(event_target_value(&event));
        form.typed(field);
    })
}

fn left(form: Form, field: Field) -> Box<dyn FnMut(web_sys::FocusEvent)> {
    Box::new(move |_| form.left(field))
}

/// What stands against a field: its form, or what Microsoft said about it.
pub fn against(form: Form, field: Field) -> Part {
    part(move || {
        let id = [field_id(field), "-error"].concat();
        if let Some(problem) = form.refusal(field) {
            return view! { <div id=id>{fix(&problem)}</div> }.into_any();
        }
        match form.error(field) {
            None => nothing(),
            Some(Invalid::IsSecretId) => view! { <div id=id>{secret_id()}</div> }.into_any(),
            Some(invalid) => view! {
                <p class="hint bad" id=id>
                    {small("bad")}
                    <span>{t(invalid_words(field, invalid))}</span>
                </p>
            }
            .into_any(),
        }
    })
}

/// The most frequent mistake gets its own words: the ID instead of the value.
fn secret_id() -> AnyView {
    let steps = SECRET_ID_STEPS.map(|step| view! { <li>{t(step)}</li> });
    view! {
        <div class="fix" role="alert">
            {super::icon("bad")}
            <div>
                <b>{t(invalid_words(Field::ClientSecret, Invalid::IsSecretId))}</b>
                " "
                {t(SECRET_ID_FIX)}
            </div>
            <ol>{steps.collect_view()}</ol>
        </div>
    }
    .into_any()
}
