//! Dialogs. The browser's own: it keeps the focus inside, closes on Escape and
//! gives the focus back.

use super::{El, button, div, el, watch, working_button};
use crate::text::{CANCEL, Say, Words};
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, Node};

/// A dialog that is open as long as `open` says; `id` is that of its title.
pub fn dialog(
    id: &'static str,
    title: impl Into<Words>,
    open: impl Fn() -> bool + Copy + 'static,
) -> El {
    let made = el("dialog")
        // A name only while it is there to be named.
        .bind("aria-labelledby", move || open().then(|| id.to_owned()))
        .with(el("h2").id(id).text(title));
    if let Ok(dialog) = made.element().dyn_into::<HtmlDialogElement>() {
        let wanted = Rc::new(Cell::new(false));
        watch(move || {
            wanted.set(open());
            // Only what is in the page can be shown. What is there is shown at
            // once: the next key that is pressed is meant for it.
            if dialog.is_connected() {
                turn(&dialog, wanted.get());
            } else {
                // What is wanted by then counts, not what was wanted here.
                let (dialog, wanted) = (dialog.clone(), wanted.clone());
                request_animation_frame(move || turn(&dialog, wanted.get()));
            }
        });
    }
    made
}

impl El {
    /// Does this when a dialog was closed, by Escape among others. The browser tells
    /// so a moment later: one that was opened again meanwhile stays.
    #[must_use]
    pub fn closed(self, then: impl Fn() + 'static) -> Self {
        let dialog = self.element();
        self.on("close", move |_| {
            let dialog = dialog.dyn_ref::<HtmlDialogElement>();
            if !dialog.is_some_and(HtmlDialogElement::open) {
                then();
            }
        })
    }
}

fn turn(dialog: &HtmlDialogElement, open: bool) {
    if open && !dialog.open() {
        let _ = dialog.show_modal();
    } else if !open && dialog.open() {
        dialog.close();
    }
}

/// What a confirmation is about.
pub struct Question {
    /// The question.
    pub title: Words,
    /// What follows from it.
    pub consequence: Words,
    /// What the button that does it says.
    pub does: Say,
}

/// Asks before something that cannot be undone. `problem` is what went wrong
/// when it was tried.
pub fn confirm(
    open: RwSignal<bool>,
    question: Question,
    busy: RwSignal<bool>,
    problem: Node,
    does: impl Fn() + 'static,
) -> Node {
    let foot = div("wact")
        // The first in the order of focus is the one that does no harm.
        .with(button("btn", "", CANCEL, move || open.set(false)))
        .with(working_button(
            "btn danger",
            "",
            question.does,
            move || busy.get(),
            does,
        ));
    dialog("confirm-title", question.title, move || open.get())
        .closed(move || open.set(false))
        .with(el("p").text(question.consequence))
        .with(problem)
        .with(foot)
        .into()
}
