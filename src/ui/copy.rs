//! Things to copy.

use super::{act, announce, part, small};
use crate::text::{COPIED, COPY, Say, t};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlInputElement};

/// How long a button says that it worked.
const SHOWN: Duration = Duration::from_secs(2);

/// A value to copy, whole and visible, with its button.
#[component]
pub fn CopyField(
    /// Its id in the page.
    id: &'static str,
    /// What it is.
    label: Say,
    /// More about it, in a few words.
    #[prop(optional)]
    hint: Option<Say>,
    /// The value.
    #[prop(into)]
    value: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="field">
            <div class="lab">
                <label for=id>{t(label)}</label>
                <small>{hint.map(t)}</small>
            </div>
            <div class="ctl ro">
                <input class="mono" id=id readonly prop:value=value on:focus=select_all />
                {copy_button(label, value)}
            </div>
        </div>
    }
}

fn select_all(event: web_sys::FocusEvent) {
    if let Some(input) = event.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()) {
        input.select();
    }
}

/// The button that copies `value`, called "Kopieer" and what it copies.
#[must_use]
pub fn copy_button(what: Say, value: Signal<String>) -> AnyView {
    let copied = RwSignal::new(false);
    let on_press = act(move || {
        copy(&value.get_untracked());
        copied.set(true);
        announce([what.get(), ": ", COPIED.get()].concat());
        set_timeout(
            move || {
                let _ = copied.try_set(false);
            },
            SHOWN,
        );
    });
    let name = super::words(move || {
        let verb = if copied.get() { COPIED } else { COPY };
        [verb.get(), " ", what.get()].concat()
    });
    view! {
        <button type="button" class="btn sm" aria-label=name on:click=on_press>
            {part(move || small(if copied.get() { "check" } else { "copy" }))}
            {move || if copied.get() { COPIED.get() } else { COPY.get() }}
        </button>
    }
    .into_any()
}

/// A button that copies a longer text made when it is pressed.
pub fn copy_text_button(
    look: &'static str,
    say: Say,
    text: impl Fn() -> String + 'static,
) -> AnyView {
    let copied = RwSignal::new(false);
    let on_press = act(move || {
        copy(&text());
        copied.set(true);
        announce(COPIED.get());
        set_timeout(
            move || {
                let _ = copied.try_set(false);
            },
            SHOWN,
        );
    });
    view! {
        <button type="button" class=look on:click=on_press>
            {part(move || small(if copied.get() { "check" } else { "copy" }))}
            {move || if copied.get() { COPIED.get() } else { say.get() }}
        </button>
    }
    .into_any()
}

/// Puts `text` on the clipboard. Over plain HTTP browsers have no clipboard
/// for pages; there the old way works, through a field that is selected.
fn copy(text: &str) {
    if window().is_secure_context() {
        let _ = window().navigator().clipboard().write_text(text);
        return;
    }
    let page = document();
    let field = page.create_element("input").ok();
    let field = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    if let (Some(field), Some(body), Ok(page)) =
        (field, page.body(), page.dyn_into::<HtmlDocument>())
    {
        field.set_value(text);
        let _ = body.append_child(&field);
        field.select();
        let _ = page.exec_command("copy");
        field.remove();
    }
}
