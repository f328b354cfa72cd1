//! The paste box: the right fields fill, look-alikes are refused by name, and
//! the secret is kept nowhere.

#![allow(clippy::unwrap_used, reason = "a test that fails may do so loudly")]

mod support;

use leptos::prelude::*;
use panel::memory;
use panel::pages::setup_details;
use support::{Stage, session, settled};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlInputElement;

wasm_bindgen_test_configure!(run_in_browser);

const TENANT: &str = "8f14e45f-ceea-467f-a83c-1d2a9c40b7e6";
const CLIENT: &str = "1b6453e9-72a0-4c1e-9d35-0b7f6a21d8c4";
const SECRET: &str = "abc8Q~0123456789abcdefghijklmnopqrstuv";

fn page() -> Stage {
    Stage::draw(|| {
        provide_context(session());
        setup_details()
    })
}

fn value(stage: &Stage, field: &str) -> String {
    stage
        .find(field)
        .unwrap()
        .unchecked_into::<HtmlInputElement>()
        .value()
}

#[wasm_bindgen_test]
async fn a_pasted_page_fills_the_fields_and_refuses_look_alikes() {
    memory::forget_here("draft");
    let stage = page();
    let pasted = [
        "Application (client) ID ",
        CLIENT,
        " Object ID 45c48cce-2e2d-4fbd-aa1a-fc51c7c6ad26 Directory (tenant) ID ",
        TENANT,
        " Secret ID c9f0f895-fb98-4b91-9d1a-7f3b52e1c0aa Value ",
        SECRET,
        " Expires 2199-11-21",
    ]
    .concat();
    stage.type_in("textarea", &pasted);
    settled().await;
    // Nobody has named it yet; a domain would be its name.
    assert_eq!(value(&stage, "#f-name"), "Microsoft 365");
    assert_eq!(value(&stage, "#f-tenant"), TENANT);
    assert_eq!(value(&stage, "#f-client-id"), CLIENT);
    assert_eq!(value(&stage, "#f-secret"), SECRET);
    assert_eq!(value(&stage, "#f-expires"), "2199-11-21");
    assert_eq!(stage.text_of(".paste .h"), "Geplakt: 4 waarden herkend");
    assert_eq!(stage.count(".found .pill.ok"), 4);
    assert_eq!(stage.count(".found .pill.bad"), 2);
    assert!(
        stage
            .text_of(".found")
            .contains("Secret-ID, niet de waarde")
    );
    // The box itself is wiped, and the draft knows everything but the secret.
    let kept = memory::recall_here("draft").unwrap();
    assert!(kept.contains(TENANT) && !kept.contains(SECRET), "{kept}");
    memory::forget_here("draft");
}

#[wasm_bindgen_test]
async fn which_of_two_bare_guids_is_which_is_asked() {
    memory::forget_here("draft");
    let stage = page();
    stage.type_in("textarea", &[TENANT, "\n", CLIENT].concat());
    settled().await;
    assert_eq!(value(&stage, "#f-tenant"), "");
    assert_eq!(
        stage.text_of(".found .mono"),
        ["Wat is ", TENANT, "?"].concat()
    );
    stage.press(".found button");
    settled().await;
    assert_eq!(value(&stage, "#f-tenant"), TENANT);
    memory::forget_here("draft");
}

#[wasm_bindgen_test]
async fn prose_is_nothing_and_says_so() {
    let stage = page();
    stage.type_in("textarea", "Hallo, hierbij de gegevens zoals besproken.");
    settled().await;
    assert_eq!(stage.text_of(".paste .h"), "Hierin herkennen wij niets");
    assert_eq!(stage.count(".found .pill"), 0);
}

#[wasm_bindgen_test]
async fn a_draft_comes_back_without_its_secret() {
    memory::forget_here("draft");
    {
        let stage = page();
        stage.type_in("#f-name", "Contoso Scan");
        stage.type_in("#f-secret", SECRET);
        stage.press("#f-purposes-send");
        settled().await;
    }
    let stage = page();
    settled().await;
    assert_eq!(value(&stage, "#f-name"), "Contoso Scan");
    assert_eq!(value(&stage, "#f-secret"), "");
    let send: HtmlInputElement = stage.find("#f-purposes-send").unwrap().unchecked_into();
    assert!(!send.checked());
    memory::forget_here("draft");
}
