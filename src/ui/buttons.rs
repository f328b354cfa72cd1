//! Buttons, and links that look like them. `look` are classes of controls.css
//! (`pri`, `ghost`, `sm`, …), `glyph` is an icon or nothing.

use super::{El, drawn, maybe, of, part};
use crate::text::{Say, Words};
use leptos::prelude::*;
use std::rc::Rc;
use web_sys::Node;

/// A button.
pub fn button(
    look: &str,
    glyph: &'static str,
    say: impl Into<Words>,
    press: impl FnMut() + 'static,
) -> El {
    marked(plain_button(look), glyph, say.into()).press(press)
}

/// A button whose work takes a while: it stays in place, says so, and does
/// nothing when pressed again.
pub fn working_button(
    look: &str,
    glyph: &'static str,
    say: Say,
    busy: impl Fn() -> bool + 'static,
    press: impl FnMut() + 'static,
) -> El {
    works(
        plain_button(look),
        glyph,
        say,
        Rc::new(busy),
        Box::new(press),
    )
}

fn works(
    button: El,
    glyph: &'static str,
    say: Say,
    busy: Rc<dyn Fn() -> bool>,
    mut press: Box<dyn FnMut()>,
) -> El {
    let now = busy.clone();
    working(button, glyph, busy).text(say).press(move || {
        if !untrack(&*now) {
            press();
        }
    })
}

/// The button that sends a form.
#[must_use]
pub fn submit(look: &str, say: Say, busy: RwSignal<bool>) -> El {
    let sends = of("button", look).attr("type", "submit");
    working(sends, "", Rc::new(move || busy.get())).text(say)
}

/// A button that is only an icon; `name` is what it is called.
pub fn icon_button(
    glyph: &'static str,
    name: impl Into<Words>,
    press: impl FnMut() + 'static,
) -> El {
    let name = name.into();
    plain_button("btn ghost icon sm")
        .label(name.clone())
        .words("title", name)
        .with(icon(glyph))
        .press(press)
}

/// A link to a page of ours.
#[must_use]
pub fn link(look: &str, glyph: &'static str, say: impl Into<Words>, href: &str) -> El {
    marked(of("a", look).attr("href", href), glyph, say.into())
}

/// A link to a page that is not ours, in a new tab.
#[must_use]
pub fn link_out(look: &str, say: Say, href: &str) -> El {
    of("a", look)
        .attr("href", href)
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .text(say)
        .with(small("out"))
}

/// A button with nothing on it yet.
#[must_use]
pub fn plain_button(look: &str) -> El {
    of("button", look).attr("type", "button")
}

/// The icon `name` at 16 pixels. Decoration: a word beside it says the same.
#[must_use]
pub fn icon(name: &str) -> Node {
    drawn(name, "ic")
}

/// The icon `name` at 14 pixels.
#[must_use]
pub fn small(name: &str) -> Node {
    drawn(name, "ic s")
}

/// The icon `name` at 20 pixels.
#[must_use]
pub fn large(name: &str) -> Node {
    drawn(name, "ic l")
}

/// The icon of something under way.
#[must_use]
pub fn spinner() -> Node {
    drawn("busy", "ic spin")
}

/// An icon and a word; where it leads away the icon comes last.
fn marked(button: El, glyph: &str, words: Words) -> El {
    if matches!(glyph, "arrow" | "out") {
        button.text(words).with(icon(glyph))
    } else {
        button.with(mark(glyph)).text(words)
    }
}

fn mark(glyph: &str) -> Node {
    maybe((!glyph.is_empty()).then(|| icon(glyph)))
}

fn working(button: El, glyph: &'static str, busy: Rc<dyn Fn() -> bool>) -> El {
    let state = busy.clone();
    button
        .bind("aria-disabled", move || state().then(|| "true".to_owned()))
        .with(part(move || if busy() { spinner() } else { mark(glyph) }))
}
