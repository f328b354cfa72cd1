//! The help beside the wizard's first step: links that know the app, and the
//! script for all of it.

#![allow(clippy::unwrap_used, reason = "a test that fails may do so loudly")]

mod support;

use contract::people::Welcome;
use leptos::prelude::*;
use panel::pages::setup_details;
use support::{Stage, session, settled};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const CLIENT: &str = "1b6453e9-72a0-4c1e-9d35-0b7f6a21d8c4";

fn draw() -> Stage {
    Stage::draw(|| {
        let session = session();
        session.welcome.set(Some(Welcome {
            needs_set_up: false,
            stand_in: false,
            version: "1".into(),
            redirect_uri: "https://capture.contoso.nl/microsoftgraph".into(),
            person: None,
            last_change: None,
            session_ends: None,
        }));
        provide_context(session);
        setup_details()
    })
}

#[wasm_bindgen_test]
async fn once_the_app_is_known_its_pages_are_linked() {
    let stage = draw();
    settled().await;
    assert_eq!(stage.count(".aside ol a"), 0);
    assert_eq!(stage.count(".aside .drawing"), 4);
    stage.type_in("#f-client-id", CLIENT);
    settled().await;
    assert_eq!(stage.count(".aside ol a"), 4);
    let link = stage.find(".aside li:nth-child(2) a").unwrap();
    let href = link.get_attribute("href").unwrap();
    assert!(
        href.ends_with(&["~/Credentials/appId/", CLIENT].concat()),
        "{href}"
    );
    assert_eq!(
        link.get_attribute("rel").as_deref(),
        Some("noopener noreferrer")
    );
    stage.type_in("#f-client-id", "");
    settled().await;
}

#[wasm_bindgen_test]
async fn the_script_follows_what_was_filled_in_and_the_chosen_shell() {
    let stage = draw();
    stage.type_in("#f-name", "Scan Utrecht");
    settled().await;
    let script = stage.text_of(".script pre");
    assert!(script.starts_with("NAME='Scan Utrecht'\n"), "{script}");
    assert!(script.contains("URI='https://capture.contoso.nl/microsoftgraph'"));
    stage.press(".script .seg button:last-child");
    settled().await;
    let script = stage.text_of(".script pre");
    assert!(script.starts_with("Connect-MgGraph"), "{script}");
    let pressed = stage.find(".script .seg button:last-child").unwrap();
    assert_eq!(
        pressed.get_attribute("aria-pressed").as_deref(),
        Some("true")
    );
    stage.type_in("#f-name", "");
    settled().await;
}
