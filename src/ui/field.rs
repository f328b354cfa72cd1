//! A labelled field with its hint and what is wrong with it.

use super::{El, Form, div, el, fix, icon, nothing, of, part, small, typed};
use crate::text::{SECRET_ID_FIX, SECRET_ID_STEPS, Say, invalid_words};
use contract::fields::{Field, Invalid};
use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{Event, Node};

/// A field of one line, as data.
#[derive(Clone, Copy)]
pub struct TextField {
    /// Which field it is.
    pub field: Field,
    /// What it is called.
    pub label: Say,
    /// More about it, in a few words.
    pub hint: Option<Say>,
    /// What stands in it.
    pub value: RwSignal<String>,
    /// The `type` of the input.
    pub kind: &'static str,
    /// What a password manager may fill in.
    pub autocomplete: &'static str,
    /// The id of a `datalist` with values to choose from, beside any other.
    pub list: Option<&'static str>,
}

impl TextField {
    /// A plain field.
    #[must_use]
    pub fn new(field: Field, label: Say, value: RwSignal<String>) -> Self {
        Self {
            field,
            label,
            hint: None,
            value,
            kind: "text",
            autocomplete: "off",
            list: None,
        }
    }

    /// With a few words more.
    #[must_use]
    pub fn hint(self, hint: Say) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    /// With another `type`, and what may be filled in.
    #[must_use]
    pub fn kind(self, kind: &'static str, autocomplete: &'static str) -> Self {
        Self {
            kind,
            autocomplete,
            ..self
        }
    }

    /// With values to choose from, in the `datalist` of this id.
    #[must_use]
    pub fn choose_from(self, list: &'static str) -> Self {
        Self {
            list: Some(list),
            ..self
        }
    }

    /// The input itself, ready for a form.
    #[must_use]
    pub fn input(self, form: Form) -> El {
        let mono = matches!(self.field, Field::Tenant | Field::ClientId | Field::Code);
        let input = match self.list {
            Some(list) => el("input").attr("list", list),
            None => el("input"),
        };
        bound(form, self.field, input, self.value)
            .class(if mono { "mono" } else { "" })
            .attr("type", self.kind)
            .attr("autocomplete", self.autocomplete)
            .attr("spellcheck", "false")
            .attr("autocapitalize", "off")
    }

    /// The field in a form.
    #[must_use]
    pub fn show(self, form: Form) -> Node {
        framed(form, self.field, self.label, self.hint, self.input(form)).into()
    }
}

/// A field of several lines.
#[must_use]
pub fn text_area(form: Form, field: Field, label: Say, value: RwSignal<String>) -> Node {
    let area = bound(form, field, el("textarea"), value).attr("rows", "4");
    framed(form, field, label, None, area).into()
}

/// Ties an input to its value and its form.
fn bound(form: Form, field: Field, input: El, value: RwSignal<String>) -> El {
    let id = &form.id(field);
    input
        .id(id)
        .attr("aria-describedby", &[id, "-hint ", id, "-error"].concat())
        .state("aria-invalid", move || form.is_wrong(field))
        .prop("value", move || value.get().into())
        .on("input", move |event| {
            value.set(typed(&event));
            form.typed(field);
        })
        .on("blur", move |event| {
            if !to_a_button(&event) {
                form.left(field);
            }
        })
}

/// Whether a field is left for a button. What is then said against the field
/// would move the button from under the press, before it is one; and whatever
/// sends the form judges all of it.
fn to_a_button(event: &Event) -> bool {
    let of = |value: &JsValue, name: &str| Reflect::get(value, &name.into()).unwrap_or_default();
    let to = of(event, "relatedTarget");
    to.is_object() && of(&to, "tagName").as_string().as_deref() == Some("BUTTON")
}

fn framed(form: Form, field: Field, label: Say, hint: Option<Say>, control: impl Into<Node>) -> El {
    frame(form, field, label, hint, control).with(against(form, field))
}

/// A label and the control.
pub(super) fn frame(
    form: Form,
    field: Field,
    label: Say,
    hint: Option<Say>,
    control: impl Into<Node>,
) -> El {
    div("field")
        .with(label_line(&form.id(field), label, hint))
        .with(
            div("ctl")
                .class_if("bad", move || form.is_wrong(field))
                .with(control),
        )
}

/// The label of a control, and a few words beside it.
#[must_use]
pub fn label_line(id: &str, label: Say, hint: Option<Say>) -> El {
    let line = div("lab").with(el("label").attr("for", id).text(label));
    match hint {
        Some(hint) => line.with(el("small").id(&[id, "-hint"].concat()).text(hint)),
        None => line,
    }
}

/// What stands against a field: its form, or what Microsoft said about it.
#[must_use]
pub fn against(form: Form, field: Field) -> Node {
    part(move || {
        let wrong = match (form.refusal(field), form.error(field)) {
            (Some(problem), _) => fix(&problem),
            (None, None) => return nothing(),
            (None, Some(Invalid::IsSecretId)) => secret_id(),
            (None, Some(invalid)) => of("p", "hint bad")
                .with(small("bad"))
                .with(el("span").text(invalid_words(field, invalid)))
                .into(),
        };
        el("div")
            .id(&[&form.id(field), "-error"].concat())
            .with(wrong)
            .into()
    })
}

/// The most frequent mistake gets its own words: the ID instead of the value.
fn secret_id() -> Node {
    let what = invalid_words(Field::ClientSecret, Invalid::IsSecretId);
    div("fix")
        .attr("role", "alert")
        .with(icon("bad"))
        .with(
            el("div")
                .with(el("b").text(what))
                .text(" ")
                .text(SECRET_ID_FIX),
        )
        .with(el("ol").all(SECRET_ID_STEPS.map(|step| el("li").text(step))))
        .into()
}
