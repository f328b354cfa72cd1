//! When the panel itself breaks down: says so, offers a way out and something
//! to send us. Uses nothing that could have broken with it.

use leptos::prelude::document;

/// Shows the way out on a panic.
pub fn watch() {
    std::panic::set_hook(Box::new(|info| {
        let report = info.to_string();
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
             <p class=row><a class='btn pri' href='/'>Opnieuw laden / Reload</a></p>\
             <details class=tech open><summary>Technische details / Technical details</summary>\
             <dl><dd></dd></dl></details></div>",
        );
        if let Ok(Some(line)) = place.query_selector("dd") {
            line.set_text_content(Some(&report));
        }
        body.set_inner_html("");
        let _ = body.append_child(&place);
    }));
}
