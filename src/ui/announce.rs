//! The one polite live region of the page, for what sighted people see happen.

use leptos::prelude::*;

thread_local! {
    static SAID: ArcRwSignal<String> = ArcRwSignal::new(String::new());
}

/// Has a screen reader say `text` when it is done with what it says now.
pub fn announce(text: impl Into<String>) {
    SAID.with(|said| said.set(text.into()));
}

/// The region itself; the app has it once.
#[component]
pub fn Announcer() -> impl IntoView {
    let said = SAID.with(Clone::clone);
    view! {
        <div class="vh" role="status">
            {said}
        </div>
    }
}
