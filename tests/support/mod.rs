//! What the browser tests share: a page to draw on, and time for the effects.

#![allow(dead_code, reason = "every test file uses a part of it")]

use js_sys::{Function, Reflect};
use leptos::prelude::{Owner, document};
use panel::text::{Lang, choose};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement, HtmlInputElement, Node};

/// A place on the page with a piece of the panel on it. Gone when dropped.
pub(crate) struct Stage {
    place: Element,
    owner: Owner,
}

impl Stage {
    /// Draws `make` in Dutch.
    pub(crate) fn draw<N: Into<Node>>(make: impl FnOnce() -> N) -> Self {
        let _ = any_spawner();
        choose(Lang::Nl);
        let owner = Owner::new();
        let place = document().create_element("div").unwrap();
        document().body().unwrap().append_child(&place).unwrap();
        let made: Node = owner.with(|| make().into());
        place.append_child(&made).unwrap();
        Self { place, owner }
    }

    /// Its text, as it is read.
    pub(crate) fn text(&self) -> String {
        self.place.text_content().unwrap_or_default()
    }

    /// The first element that fits.
    pub(crate) fn find(&self, selector: &str) -> Option<Element> {
        self.place.query_selector(selector).unwrap()
    }

    /// The text of the first element that fits.
    pub(crate) fn text_of(&self, selector: &str) -> String {
        let found = self.find(selector);
        found
            .and_then(|e| e.text_content())
            .unwrap_or_else(|| panic!("no {selector}"))
    }

    /// How many elements fit.
    pub(crate) fn count(&self, selector: &str) -> u32 {
        self.place.query_selector_all(selector).unwrap().length()
    }

    /// Types into a field, and leaves it.
    pub(crate) fn type_in(&self, selector: &str, text: &str) {
        let field: HtmlInputElement = self.find(selector).unwrap().unchecked_into();
        field.focus().unwrap();
        field.set_value(text);
        for name in ["input", "blur"] {
            let event = web_sys::Event::new(name).unwrap();
            field.dispatch_event(&event).unwrap();
        }
    }

    /// Presses a button or link.
    pub(crate) fn press(&self, selector: &str) {
        self.find(selector)
            .unwrap()
            .unchecked_into::<HtmlElement>()
            .click();
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.place.remove();
        self.owner.cleanup();
    }
}

/// What an attribute of the first element that fits says.
pub(crate) fn said(stage: &Stage, selector: &str, name: &str) -> String {
    let found = stage
        .find(selector)
        .unwrap_or_else(|| panic!("no {selector}"));
    found.get_attribute(name).unwrap_or_default()
}

fn any_spawner() -> Result<(), ()> {
    // Mounting something makes Leptos start its executor.
    leptos::mount::mount_to_body(|| ());
    Ok(())
}

/// Until the effects have run and the next frame was drawn.
pub(crate) async fn settled() {
    for _ in 0..2 {
        let frame = js_sys::Promise::new(&mut |resolve, _| {
            web_sys::window()
                .unwrap()
                .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 25)
                .unwrap();
        });
        JsFuture::from(frame).await.unwrap();
    }
}

/// A session in which nobody is known yet.
pub(crate) fn session() -> panel::session::Session {
    panel::session::Session {
        welcome: leptos::prelude::RwSignal::new(None),
        epoch: leptos::prelude::RwSignal::new(0),
    }
}

/// A backend that is a sheet of paper: one answer to every question, and a
/// note of what was asked. The real one is back when it is dropped, and so is
/// the address.
pub(crate) struct Paper {
    fetch: JsValue,
    address: String,
}

impl Paper {
    /// Answers everything with `answer`.
    pub(crate) fn lay(answer: &str) -> Self {
        Self::with(&[
            "const asked = window.asked = []; return function (request) {",
            "asked.push(request.url); return Promise.resolve(new Response(",
            &serde_json::to_string(answer).unwrap(),
            ", {status: 200})); }",
        ])
    }

    /// Does not answer.
    pub(crate) fn torn() -> Self {
        Self::with(&["return function () { return Promise.reject(new TypeError('away')); }"])
    }

    /// Answers as this JavaScript does.
    pub(crate) fn with(code: &[&str]) -> Self {
        let window = web_sys::window().unwrap();
        let fetch = Reflect::get(&window, &"fetch".into()).unwrap();
        let made = Function::new_no_args(&code.concat())
            .call0(&JsValue::NULL)
            .unwrap();
        Reflect::set(&window, &"fetch".into(), &made).unwrap();
        let address = window.location().href().unwrap();
        panel::route::replace("/mailboxes");
        Self { fetch, address }
    }

    /// What was asked so far.
    pub(crate) fn asked(&self) -> Vec<String> {
        let window = web_sys::window().unwrap();
        let asked = Reflect::get(&window, &"asked".into()).unwrap();
        js_sys::Array::from(&asked)
            .iter()
            .filter_map(|url| url.as_string())
            .collect()
    }
}

impl Drop for Paper {
    fn drop(&mut self) {
        let window = web_sys::window().unwrap();
        Reflect::set(&window, &"fetch".into(), &self.fetch).unwrap();
        panel::route::replace(&self.address);
    }
}
