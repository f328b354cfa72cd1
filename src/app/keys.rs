//! Keys that work on every page. Those of one letter can be switched off
//! (WCAG 2.1.4) and never work while somebody types.

use super::palette::Palette;
use crate::memory;
use crate::route::go;
use crate::ui::focus_later;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlFormElement, KeyboardEvent};

/// How long the letter after `g` is waited for, in milliseconds.
const SECOND: i64 = 1_500;

/// Listens as long as the owner of the caller lives.
pub(super) fn listen(palette: Palette) {
    let went = StoredValue::new(0_i64);
    let handle = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
        if pressed(&event, palette, went) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

fn pressed(event: &KeyboardEvent, palette: Palette, went: StoredValue<i64>) -> bool {
    let key = event.key();
    let with = event.ctrl_key() || event.meta_key();
    if with && key.eq_ignore_ascii_case("k") {
        palette.show();
        return true;
    }
    let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    if with && key == "Enter" {
        return target.is_some_and(|target| submit(&target));
    }
    if with || event.alt_key() || memory::recall("shortcuts").is_some() {
        return false;
    }
    // A box is no field: nothing is typed in it.
    let types = target.is_some_and(|target| {
        target
            .closest("input:not([type=checkbox]), textarea, select, dialog")
            .is_ok_and(|found| found.is_some())
    });
    if types {
        return false;
    }
    let now = crate::when::now().0;
    let second = now - went.get_value() < SECOND;
    went.set_value(0);
    match (key.as_str(), second) {
        ("m", true) => go("/mailboxes"),
        ("a", true) => go("/accounts"),
        ("c", true) => go("/check"),
        ("g", true) => go("/migration"),
        ("l", true) => go("/log"),
        ("g", _) => went.set_value(now),
        ("/", _) => to_filter(palette),
        ("?", _) => go("/settings/sneltoetsen"),
        _ => return false,
    }
    true
}

/// To the filter of this page, or to the palette where there is none.
fn to_filter(palette: Palette) {
    if document().get_element_by_id("filter").is_some() {
        focus_later("#filter");
    } else {
        palette.show();
    }
}

fn submit(target: &Element) -> bool {
    let form = target.closest("form").ok().flatten();
    let form = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
    form.is_some_and(|form| form.request_submit().is_ok())
}
