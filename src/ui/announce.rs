//! The one polite live region of the page, for what sighted people see happen.

use super::div;
use crate::text::live;
use leptos::prelude::*;
use web_sys::Node;

thread_local! {
    static SAID: ArcRwSignal<String> = ArcRwSignal::new(String::new());
}

/// Has a screen reader say `text` when it is done with what it says now.
pub fn announce(text: impl Into<String>) {
    SAID.with(|said| said.set(text.into()));
}

/// The region itself; the app has it once.
#[must_use]
pub fn announcer() -> Node {
    let said = SAID.with(Clone::clone);
    div("vh")
        .attr("role", "status")
        .text(live(move || said.get()))
        .into()
}
