//! Buttons, and links that look like them.

use super::{icon, nothing, part, spinner};
use crate::text::{Say, t};
use leptos::prelude::*;

/// What a button does.
pub type Act = Box<dyn FnMut(web_sys::MouseEvent)>;

/// What a button does, in one type for all buttons.
pub fn act(mut f: impl FnMut() + 'static) -> Act {
    Box::new(move |_| f())
}

/// A button. `look` are classes of controls.css (`pri`, `ghost`, `sm`, …);
/// `glyph` an icon, or nothing.
pub fn button(
    look: &'static str,
    glyph: &'static str,
    say: Say,
    on_press: impl FnMut() + 'static,
) -> AnyView {
    press(look, glyph, say, act(on_press))
}

fn press(look: &'static str, glyph: &'static str, say: Say, on_press: Act) -> AnyView {
    view! {
        <button type="button" class=look on:click=on_press>
            {mark(glyph)}
            {t(say)}
        </button>
    }
    .into_any()
}

/// A button whose work takes a while: it stays in place, says so, and does
/// nothing when pressed again.
pub fn working_button(
    look: &'static str,
    glyph: &'static str,
    say: Say,
    busy: Signal<bool>,
    mut on_press: impl FnMut() + 'static,
) -> AnyView {
    let on_press = act(move || {
        if !busy.get_untracked() {
            on_press();
        }
    });
    view! {
        <button type="button" class=look aria-disabled=waiting(busy) on:click=on_press>
            {mark_unless(glyph, busy)}
            {t(say)}
        </button>
    }
    .into_any()
}

/// The button that sends a form.
#[must_use]
pub fn submit(look: &'static str, say: Say, busy: Signal<bool>) -> AnyView {
    view! {
        <button type="submit" class=look aria-disabled=waiting(busy)>
            {mark_unless("", busy)}
            {t(say)}
        </button>
    }
    .into_any()
}

/// A button that is only an icon; `name` is what it is called.
pub fn icon_button(
    glyph: &'static str,
    name: Signal<String>,
    on_press: impl FnMut() + 'static,
) -> AnyView {
    let on_press = act(on_press);
    view! {
        <button type="button" class="btn ghost icon sm" aria-label=name title=name on:click=on_press>
            {icon(glyph)}
        </button>
    }
    .into_any()
}

/// A link to a page of ours.
#[must_use]
pub fn link(look: &'static str, glyph: &'static str, say: Say, href: String) -> AnyView {
    view! {
        <a class=look href=href>
            {mark(glyph)}
            {t(say)}
        </a>
    }
    .into_any()
}

/// A link to a page that is not ours, in a new tab.
#[must_use]
pub fn link_out(look: &'static str, say: Say, href: String) -> AnyView {
    view! {
        <a class=look href=href target="_blank" rel="noopener noreferrer">
            {t(say)}
            {super::small("out")}
        </a>
    }
    .into_any()
}

fn mark(glyph: &'static str) -> AnyView {
    if glyph.is_empty() { nothing() } else { icon(glyph) }
}

fn mark_unless(glyph: &'static str, busy: Signal<bool>) -> impl IntoView {
    part(move || if busy.get() { spinner() } else { mark(glyph) })
}

fn waiting(busy: Signal<bool>) -> Signal<Option<&'static str>> {
    Signal::derive(move || busy.get().then_some("true"))
}
