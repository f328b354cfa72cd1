//! Where a person is: the title of the page, the crumbs, the focus.

use super::{El, div, el, maybe, of, part, several, watch};
use crate::text::{CRUMBS, PRODUCT, Speak, Words};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// A place: what it is called, and the page above it.
#[derive(Clone)]
struct Place {
    title: Words,
    parent: Option<(Words, String)>,
}

thread_local! {
    static HERE: ArcRwSignal<Option<Place>> = ArcRwSignal::new(None);
}

/// Says where the person now is: for the bar above, for the title of the
/// window, and for whoever hears the page, by moving the focus to its heading.
pub fn arrive(title: impl Into<Words>, parent: Option<(Words, &str)>) {
    let title = title.into();
    let place = Place {
        title: title.clone(),
        parent: parent.map(|(name, href)| (name, href.to_owned())),
    };
    HERE.with(|here| here.set(Some(place)));
    watch(move || document().set_title(&[&title.get(), " · ", PRODUCT.get()].concat()));
    focus_later("h1");
}

/// Moves the focus to the first element that fits, once it is drawn.
pub fn focus_later(selector: &str) {
    let selector = selector.to_owned();
    request_animation_frame(move || {
        let found = document().query_selector(&selector).ok().flatten();
        if let Some(element) = found.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}

/// The heading of a page, which takes the focus on arrival.
#[must_use]
pub fn heading(title: impl Into<Words>) -> El {
    el("h1").attr("tabindex", "-1").text(title)
}

/// The head of a page: its heading, a line below it, and what can be done.
#[must_use]
pub fn head<N: Into<Node>>(
    title: impl Into<Words>,
    line: impl Into<Words>,
    acts: impl IntoIterator<Item = N>,
) -> El {
    // A line that comes later has its room already.
    let line = line.into();
    let never = matches!(&line, Words::Fixed(line) if line.is_empty());
    let line = (!never).then(|| of("p", "num").text(line));
    div("head")
        .with(el("div").with(heading(title)).with(maybe(line)))
        .with(div("acts").all(acts))
}

/// The crumbs in the bar above a page.
#[must_use]
pub fn crumbs() -> El {
    let here = HERE.with(Clone::clone);
    of("nav", "crumb").label(CRUMBS).with(part(move || {
        let Some(place) = here.get() else {
            return super::nothing();
        };
        let title = el("b").text(place.title);
        match place.parent {
            Some((name, href)) => several([
                el("a").attr("href", &href).text(name),
                el("span").attr("aria-hidden", "true").text("/"),
                title,
            ]),
            None => title.into(),
        }
    }))
}
