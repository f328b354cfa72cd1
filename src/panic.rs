//! When the panel itself breaks down: says so, offers a way out and something
//! to send us. Uses nothing that could have broken with it.

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
        // The report goes in as text: it may quote what a person typed.
        place.set_inner_html(
            "<div class=card role=alert><h1>Het paneel is vastgelopen / The panel broke down</h1>\
             <p class=lead>Uw instellingen zijn niet gewijzigd. / Your settings were not changed.</p>\
             <p class=row><a class='btn pri' href='/'>Opnieuw laden / Reload</a>\
             <button class=btn type=button>Kopieer rapport / Copy report</button></p>\
             <details class=tech open><summary>Technische details / Technical details</summary>\
             <dl><dd></dd></dl></details></div>",
        );
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
