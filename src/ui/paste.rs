//! Pasting without a field.

use leptos::prelude::*;
use web_sys::ClipboardEvent;

/// Pasting anywhere on the page, while no field has the focus.
pub fn pasted_anywhere(take: impl Fn(&str) + 'static) {
    let handle = window_event_listener(leptos::ev::paste, move |event: ClipboardEvent| {
        let focused = document().active_element();
        let in_a_field =
            focused.is_some_and(|e| matches!(e.tag_name().as_str(), "INPUT" | "TEXTAREA"));
        // What a field has taken for itself may have taken the field away with it.
        if in_a_field || event.default_prevented() {
            return;
        }
        let text = event
            .clipboard_data()
            .and_then(|data| data.get_data("text").ok());
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            event.prevent_default();
            take(&text);
        }
    });
    on_cleanup(move || handle.remove());
}
