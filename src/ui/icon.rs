//! Icons, drawn once in index.html.

use leptos::prelude::*;

/// The icon `name` at 16 pixels. Decoration: a word beside it says the same.
#[must_use]
pub fn icon(name: &'static str) -> AnyView {
    drawn(name, "ic")
}

/// The icon `name` at 14 pixels.
#[must_use]
pub fn small(name: &'static str) -> AnyView {
    drawn(name, "ic s")
}

/// The icon `name` at 20 pixels.
#[must_use]
pub fn large(name: &'static str) -> AnyView {
    drawn(name, "ic l")
}

/// The icon of something under way.
#[must_use]
pub fn spinner() -> AnyView {
    drawn("busy", "ic spin")
}

fn drawn(name: &'static str, class: &'static str) -> AnyView {
    let href = ["#i-", name].concat();
    view! {
        <svg class=class aria-hidden="true">
            <use_ href=href />
        </svg>
    }
    .into_any()
}
