//! Elements, and what of them changes.
//!
//! Leptos' signals, effects and owners, without its typed views: there every
//! shape of markup is a type with code of its own, some 50 bytes of brotli per
//! line, and the panel would weigh 300 KB before its first feature. Here an
//! element is made at once by the same few functions for all, and effects write
//! to it. Nothing in here is generic but thin shells around boxed closures.

use super::part::is_still;
use super::watch;
use crate::text::{Say, Words};
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, Node};

/// An element being made.
#[derive(Clone)]
pub struct El(Element);

impl From<El> for Node {
    fn from(el: El) -> Self {
        el.0.into()
    }
}

/// An element with this tag.
///
/// # Panics
/// With a tag that is no name; all of them are written in this crate.
#[must_use]
pub fn el(tag: &str) -> El {
    El(document().create_element(tag).expect("a tag of this crate"))
}

/// An element with these classes.
#[must_use]
pub fn of(tag: &str, class: &str) -> El {
    el(tag).class(class)
}

/// A `div` with these classes.
#[must_use]
pub fn div(class: &str) -> El {
    of("div", class)
}

impl El {
    /// Sets the classes.
    #[must_use]
    pub fn class(self, names: &str) -> Self {
        self.attr("class", names)
    }

    /// Sets the id.
    #[must_use]
    pub fn id(self, id: &str) -> Self {
        self.attr("id", id)
    }

    /// Sets an attribute.
    #[must_use]
    pub fn attr(self, name: &str, value: &str) -> Self {
        let _ = self.0.set_attribute(name, value);
        self
    }

    /// Sets an attribute to a text that may change.
    #[must_use]
    pub fn words(self, name: &'static str, words: impl Into<Words>) -> Self {
        self.said(name, words.into())
    }

    fn said(self, name: &'static str, words: Words) -> Self {
        match settled(&words) {
            Some(words) => self.attr(name, &words),
            None => self.bind(name, move || Some(words.get())),
        }
    }

    /// Keeps an attribute up to date; without a value it is not there.
    #[must_use]
    pub fn bind(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        bind(&self.0, name, Box::new(value));
        self
    }

    /// Keeps an ARIA state up to date.
    #[must_use]
    pub fn state(self, name: &'static str, yes: impl Fn() -> bool + 'static) -> Self {
        self.state_of(name, Box::new(yes))
    }

    fn state_of(self, name: &'static str, yes: Box<dyn Fn() -> bool>) -> Self {
        self.bind(name, move || {
            Some(if yes() { "true" } else { "false" }.to_owned())
        })
    }

    /// Has a class as long as `yes`.
    #[must_use]
    pub fn class_if(self, name: &'static str, yes: impl Fn() -> bool + 'static) -> Self {
        self.class_while(name, Box::new(yes))
    }

    fn class_while(self, name: &'static str, yes: Box<dyn Fn() -> bool>) -> Self {
        let element = self.0.clone();
        watch(move || {
            let _ = element.class_list().toggle_with_force(name, yes());
        });
        self
    }

    /// Is called this, to whoever does not see it.
    #[must_use]
    pub fn label(self, words: impl Into<Words>) -> Self {
        self.words("aria-label", words)
    }

    /// Adds a piece of the page.
    #[must_use]
    pub fn with(self, child: impl Into<Node>) -> Self {
        append(&self.0, &child.into());
        self
    }

    /// Adds pieces of the page.
    #[must_use]
    pub fn all<N: Into<Node>>(self, children: impl IntoIterator<Item = N>) -> Self {
        for child in children {
            append(&self.0, &child.into());
        }
        self
    }

    /// Adds a text.
    #[must_use]
    pub fn text(self, words: impl Into<Words>) -> Self {
        append(&self.0, &text(words.into()));
        self
    }

    /// Does something when this happens.
    #[must_use]
    pub fn on(self, event: &str, f: impl FnMut(Event) + 'static) -> Self {
        listen(&self.0, event, Box::new(f));
        self
    }

    /// Does something when it is pressed.
    #[must_use]
    pub fn press(self, f: impl FnMut() + 'static) -> Self {
        self.pressed(Box::new(f))
    }

    fn pressed(self, mut f: Box<dyn FnMut()>) -> Self {
        self.on("click", move |_| f())
    }

    /// Keeps a property up to date.
    #[must_use]
    pub fn prop(self, name: &'static str, value: impl Fn() -> JsValue + 'static) -> Self {
        keep_prop(&self.0, name, Box::new(value));
        self
    }

    /// A field that shows `value` and writes it.
    #[must_use]
    pub fn value(self, value: RwSignal<String>) -> Self {
        self.prop("value", move || value.get().into())
            .on("input", move |event| value.set(typed(&event)))
    }

    /// Sets a style, through the DOM: the page's policy allows no `style` in
    /// markup.
    #[must_use]
    pub fn style(self, name: &str, value: &str) -> Self {
        if let Some(element) = self.0.dyn_ref::<HtmlElement>() {
            let _ = element.style().set_property(name, value);
        }
        self
    }

    /// The element itself.
    #[must_use]
    pub fn element(&self) -> Element {
        self.0.clone()
    }
}

thread_local! {
    static DRAWN: RefCell<BTreeMap<String, Node>> = const { RefCell::new(BTreeMap::new()) };
}

/// An icon, drawn once in index.html.
#[must_use]
pub fn drawn(name: &str, class: &str) -> Node {
    let key = [name, " ", class].concat();
    // A copy is one call to the browser, where a new one is seven.
    DRAWN.with_borrow_mut(|drawn| {
        let first = drawn.entry(key).or_insert_with(|| draw(name, class));
        first
            .clone_node_with_deep(true)
            .unwrap_or_else(|_| nothing())
    })
}

/// The shapes themselves, not a `use` of them: that is a small page of its own in
/// every icon, laid out and painted as one (half of what a row cost).
fn draw(name: &str, class: &str) -> Node {
    let page = document();
    let Ok(svg) = page.create_element_ns(Some("http://www.w3.org/2000/svg"), "svg") else {
        return nothing();
    };
    let _ = svg.set_attribute("class", class);
    let _ = svg.set_attribute("aria-hidden", "true");
    if let Some(shape) = page.get_element_by_id(&["i-", name].concat()) {
        let size = shape.get_attribute("viewBox").unwrap_or_default();
        let _ = svg.set_attribute("viewBox", &size);
        let mut next = shape.first_child();
        while let Some(line) = next {
            let _ = line
                .clone_node_with_deep(true)
                .map(|line| append(&svg, &line));
            next = line.next_sibling();
        }
    }
    svg.into()
}

/// A drawing of strokes, each with its class.
#[must_use]
pub fn drawing(size: &str, strokes: &[(&str, String)]) -> Node {
    let shape = |tag: &str, attributes: [(&str, &str); 2]| {
        let made = document().create_element_ns(Some("http://www.w3.org/2000/svg"), tag);
        made.map_or_else(
            |_| nothing(),
            |element| {
                for (name, value) in attributes {
                    let _ = element.set_attribute(name, value);
                }
                element.into()
            },
        )
    };
    let svg = shape("svg", [("viewBox", size), ("aria-hidden", "true")]);
    for (class, path) in strokes.iter().filter(|(_, path)| !path.is_empty()) {
        append(&svg, &shape("path", [("class", class), ("d", path)]));
    }
    svg
}

/// Nothing to see.
#[must_use]
pub fn nothing() -> Node {
    document().create_document_fragment().into()
}

/// Several pieces as one.
pub fn several<N: Into<Node>>(pieces: impl IntoIterator<Item = N>) -> Node {
    let all = nothing();
    for piece in pieces {
        append(&all, &piece.into());
    }
    all
}

/// What there may be.
pub fn maybe<N: Into<Node>>(piece: Option<N>) -> Node {
    piece.map_or_else(nothing, Into::into)
}

/// A text as a piece of the page.
#[must_use]
pub fn text(words: Words) -> Node {
    let page = document();
    if let Some(words) = settled(&words) {
        return page.create_text_node(&words).into();
    }
    let node = page.create_text_node("");
    let changes = node.clone();
    watch(move || changes.set_data(&words.get()));
    node.into()
}

/// The words, if they stay what they are for as long as they are on the page.
fn settled(words: &Words) -> Option<Rc<str>> {
    match words {
        Words::Fixed(words) => Some(words.clone()),
        Words::Live(_) => None,
        _ => is_still().then(|| words.get().into()),
    }
}

/// A text of the panel as a piece of the page.
#[must_use]
pub fn say(say: Say) -> Node {
    text(say.into())
}

/// What stands in the field an event came from.
#[must_use]
pub fn typed(event: &Event) -> String {
    from_target(event, "value").as_string().unwrap_or_default()
}

/// Whether the box an event came from is checked.
#[must_use]
pub fn checked(event: &Event) -> bool {
    from_target(event, "checked").is_truthy()
}

fn from_target(event: &Event, name: &str) -> JsValue {
    let target = event.target().map_or(JsValue::UNDEFINED, Into::into);
    js_sys::Reflect::get(&target, &name.into()).unwrap_or_default()
}

fn append(parent: &Node, child: &Node) {
    let _ = parent.append_child(child);
}

fn bind(element: &Element, name: &'static str, value: Box<dyn Fn() -> Option<String>>) {
    let element = element.clone();
    watch(move || {
        let _ = match value() {
            Some(value) => element.set_attribute(name, &value),
            None => element.remove_attribute(name),
        };
    });
}

fn keep_prop(element: &Element, name: &'static str, value: Box<dyn Fn() -> JsValue>) {
    let element = element.clone();
    let name = JsValue::from_str(name);
    watch(move || {
        let value = value();
        // Writing what is there already would move the cursor to the end.
        if js_sys::Reflect::get(&element, &name).as_ref() != Ok(&value) {
            let _ = js_sys::Reflect::set(&element, &name, &value);
        }
    });
}

fn listen(element: &Element, event: &str, f: Box<dyn FnMut(Event)>) {
    let closure = Closure::wrap(f);
    let _ = element.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    // What is taken off the page under a focus or a pointer tells so, and by
    // then the closure is gone.
    if matches!(event, "blur" | "change" | "focusout" | "pointerleave") {
        let kept = StoredValue::new_local((element.clone(), event.to_owned(), closure));
        on_cleanup(move || {
            let _ = kept.try_with_value(|(element, event, closure)| {
                let told = closure.as_ref().unchecked_ref();
                element.remove_event_listener_with_callback(event, told)
            });
        });
    } else {
        let _ = StoredValue::new_local(closure);
    }
}

/// Moves the page as little as it takes for an element to be seen.
pub fn reveal(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}
