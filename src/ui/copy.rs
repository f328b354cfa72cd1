//! Things to copy.

use super::{announce, div, el, part, plain_button, small};
use crate::text::{COPIED, COPY, Say, Speak, Words, live};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlInputElement, Node};

/// How long a button says that it worked.
const SHOWN: Duration = Duration::from_secs(2);

/// A value to copy, whole and visible, with its button.
#[must_use]
pub fn copy_field(id: &str, label: Say, hint: Option<Say>, value: impl Into<Words>) -> Node {
    let value = value.into();
    let shown = value.clone();
    let input = el("input")
        .class("mono")
        .id(id)
        .attr("readonly", "")
        .prop("value", move || shown.get().into())
        .on("focus", |event| {
            let field = event
                .target()
                .and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
            if let Some(field) = field {
                field.select();
            }
        });
    div("field")
        .with(super::label_line(id, label, hint))
        .with(div("ctl ro").with(input).with(copies(
            "btn sm",
            |verb| verb.get().to_owned(),
            move |verb| [verb.get(), " ", label.get()].concat(),
            Box::new(move || value.get()),
        )))
        .into()
}

/// A button that copies `value`, and says what that is.
#[must_use]
pub fn copy_button(what: Say, value: Words) -> Node {
    let name = move |verb: Say| [verb.get(), " ", what.get()].concat();
    copies("btn sm", name, name, Box::new(move || value.get()))
}

/// A button that copies a longer text, made when it is pressed.
pub fn copy_text_button(look: &str, say: Say, text: impl Fn() -> String + 'static) -> Node {
    let name = move |verb: Say| if verb == COPIED { verb } else { say }.get().to_owned();
    copies(look, name, name, Box::new(text))
}

/// `shown` is what stands on the button, `name` what it is called; each for
/// "copy" and for "copied".
fn copies(
    look: &str,
    shown: impl Fn(Say) -> String + 'static,
    name: impl Fn(Say) -> String + Copy + 'static,
    value: Box<dyn Fn() -> String>,
) -> Node {
    let copied = RwSignal::new(false);
    let verb = move || if copied.get() { COPIED } else { COPY };
    plain_button(look)
        .label(live(move || name(verb())))
        .with(part(move || {
            small(if copied.get() { "check" } else { "copy" })
        }))
        .text(live(move || shown(verb())))
        .press(move || {
            copy(&untrack(&value));
            copied.set(true);
            announce(untrack(|| name(COPIED)));
            set_timeout(
                move || {
                    let _ = copied.try_set(false);
                },
                SHOWN,
            );
        })
        .into()
}

/// Puts `text` on the clipboard. Over plain HTTP browsers have no clipboard
/// for pages; there the old way works, through a field that is selected.
fn copy(text: &str) {
    if window().is_secure_context() {
        let _ = window().navigator().clipboard().write_text(text);
        return;
    }
    let page = document();
    let field = el("input").element().dyn_into::<HtmlInputElement>();
    if let (Ok(field), Some(body), Ok(page)) =
        (field, page.body(), page.clone().dyn_into::<HtmlDocument>())
    {
        field.set_value(text);
        let _ = body.append_child(&field);
        field.select();
        let _ = page.exec_command("copy");
        field.remove();
    }
}
