//! The question before something is removed.

use super::{button, nothing, part, working_button};
use crate::text::{CANCEL, Say};
use leptos::prelude::*;
use web_sys::HtmlDialogElement;

/// Asks before something that cannot be undone. The browser's own dialog keeps
/// the focus inside, closes on Escape and gives the focus back.
#[component]
pub fn Confirm(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// What follows from it.
    #[prop(into)]
    consequence: Signal<String>,
    /// What the button that does it says.
    does: Say,
    /// Whether it is being done.
    #[prop(into)]
    busy: Signal<bool>,
    /// Does it.
    on_confirm: Callback<()>,
    /// What went wrong, below the question.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move |_| {
        let open = open.get();
        if let Some(dialog) = dialog.get() {
            let dialog: &HtmlDialogElement = &dialog;
            if open && !dialog.open() {
                let _ = dialog.show_modal();
            } else if !open && dialog.open() {
                dialog.close();
            }
        }
    });
    view! {
        <dialog node_ref=dialog aria-labelledby="confirm-title" on:close=move |_| open.set(false)>
            <h2 id="confirm-title">{title}</h2>
            <p>{consequence}</p>
            {children.map(|children| children())}
            <div class="wact">
                // The first in the order of focus is the one that does no harm.
                {button("btn", "", CANCEL, move || open.set(false))}
                {working_button("btn danger", "", does, busy, move || on_confirm.run(()))}
            </div>
        </dialog>
    }
}

/// Shows `view` only while `when` says so.
pub fn only(
    when: impl Fn() -> bool + Send + 'static,
    view: impl Fn() -> AnyView + Send + 'static,
) -> super::Part {
    part(move || if when() { view() } else { nothing() })
}
