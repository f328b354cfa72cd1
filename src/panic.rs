//! When the panel itself breaks down: says so, offers a way out and something
//! to send us. Uses nothing that could have broken with it.

use contract::languages::Lang;
use contract::languages::texts::{DETAILS, PANIC, PANIC_COPY, PANIC_LINE, PANIC_RELOAD};
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Shows the way out on a panic.
pub fn watch() {
    std::panic::set_hook(Box::new(|info| {
        let report = [
            info.to_string(),
            env!("CARGO_PKG_VERSION").to_owned(),
            // The path alone: what stands behind it may be somebody's search.
            window().location().pathname().unwrap_or_default(),
            window().navigator().user_agent().unwrap_or_default(),
            String::from(js_sys::Date::new_0().to_iso_string()),
        ]
        .join("\n");
        web_sys::console::error_1(&report.as_str().into());
        let Some(body) = document().body() else {
            return;
        };
        let Ok(place) = document().create_element("div") else {
            return;
        };
        place.set_class_name("bare");
        // What the page says of its language: the signal may have broken.
        let tag = document()
            .document_element()
            .and_then(|root| root.get_attribute("lang"));
        let lang = tag.and_then(|tag| Lang::of(&tag)).unwrap_or(Lang::ELSE);
        let [title, line, reload, copy, details] =
            [PANIC, PANIC_LINE, PANIC_RELOAD, PANIC_COPY, DETAILS].map(|say| say.words(lang));
        place.set_inner_html(
            &[
                "<div class=card role=alert><h1>",
                title,
                "</h1><p class=lead>",
                line,
                "</p><p class=row><a class='btn pri' href='/'>",
                reload,
                "</a><button class=btn type=button>",
                copy,
                "</button></p><details class=tech open><summary>",
                details,
                "</summary><dl><dd></dd></dl></details></div>",
            ]
            .concat(),
        );
        // The report goes in as text: it may quote what a person typed.
        if let Ok(Some(line)) = place.query_selector("dd") {
            line.set_text_content(Some(&report));
        }
        body.set_inner_html("");
        let _ = body.append_child(&place);
        if let Ok(Some(button)) = place.query_selector("button") {
            // Kept for good: nothing is left that could let it go.
            let copy = Closure::<dyn Fn()>::new(move || {
                let _ = window().navigator().clipboard().write_text(&report);
            });
            let _ = button.add_event_listener_with_callback("click", copy.as_ref().unchecked_ref());
            copy.forget();
        }
    }));
}
