//! Where a person is: the title of the page, the crumbs, the focus.

use crate::text::{PRODUCT, t};
use leptos::prelude::*;

/// What stands in the bar above a page.
#[derive(Clone, Copy)]
pub struct Place {
    /// The title of the page.
    pub title: RwSignal<Signal<String>>,
    /// The page above it, and what it is called.
    pub parent: RwSignal<Option<(Signal<String>, String)>>,
}

impl Place {
    /// A place to be.
    #[must_use]
    pub fn new() -> Self {
        Self {
            title: RwSignal::new(Signal::stored(String::new())),
            parent: RwSignal::new(None),
        }
    }
}

impl Default for Place {
    fn default() -> Self {
        Self::new()
    }
}

/// Says where the person now is: for the bar above, for the title of the
/// window, and for whoever hears the page, by moving the focus to its heading.
pub fn arrive(title: Signal<String>, parent: Option<(Signal<String>, String)>) {
    if let Some(place) = use_context::<Place>() {
        place.title.set(title);
        place.parent.set(parent);
    }
    Effect::new(move |_| {
        document().set_title(&[&title.get(), " · ", PRODUCT.get()].concat());
    });
    focus_later("h1");
}

/// Moves the focus to the first element that fits, once it is drawn.
pub fn focus_later(selector: &'static str) {
    request_animation_frame(move || {
        use wasm_bindgen::JsCast;
        let found = document().query_selector(selector).ok().flatten();
        if let Some(element) = found.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}

/// The heading of a page, which takes the focus on arrival.
#[must_use]
pub fn heading(title: Signal<String>) -> AnyView {
    view! { <h1 tabindex="-1">{title}</h1> }.into_any()
}

/// The head of a page: its heading, a line below it, and what can be done.
#[component]
pub fn Head(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// The line below it.
    #[prop(optional, into)]
    line: Option<Signal<String>>,
    /// What can be done.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="head">
            <div>
                {heading(title)}
                <p class="num">{line}</p>
            </div>
            <div class="acts">{children.map(|children| children())}</div>
        </div>
    }
}

/// The crumbs in the bar above a page.
#[component]
pub fn Crumbs() -> impl IntoView {
    let place = expect_context::<Place>();
    view! {
        <nav class="crumb" aria-label=t(crate::text::CRUMBS)>
            {super::part(move || match place.parent.get() {
                Some((name, href)) => {
                    view! {
                        <a href=href>{name}</a>
                        <span aria-hidden="true">"/"</span>
                    }
                        .into_any()
                }
                None => super::nothing(),
            })}
            <b>{move || place.title.get().get()}</b>
        </nav>
    }
}
