//! Forms name every error at once, by the words of the field, and judge a
//! field only when it is left.

#![allow(clippy::unwrap_used, reason = "a test that fails may do so loudly")]

mod support;

use contract::accounts::NewAccount;
use contract::fields::Field;
use contract::purposes::Purposes;
use leptos::prelude::*;
use panel::text::{CLIENT_ID, Lang, NEXT, TENANT, choose};
use panel::ui::{
    Form, TextField, error_summary, form_element, purpose_boxes, secret_fields, submit,
};
use panel::when;
use support::{Stage, settled};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// The form of a Graph account, as the first step of connecting one has it.
fn account_form(sent: RwSignal<bool>) -> panel::ui::El {
    let [tenant, client, secret, expires] = [(); 4].map(|()| RwSignal::new(String::new()));
    let purposes = RwSignal::new(Purposes::default());
    let form = Form::new(move || {
        let account = NewAccount {
            name: "Contoso Scan".into(),
            tenant: tenant.get(),
            client_id: client.get(),
            client_secret: secret.get(),
            secret_expires: expires.get(),
            purposes: purposes.get(),
            ..NewAccount::default()
        };
        account.check(when::today()).err().unwrap_or_default()
    });
    form_element(move || sent.set(form.ready()))
        .with(error_summary(form))
        .with(TextField::new(Field::Tenant, TENANT, tenant).show(form))
        .with(TextField::new(Field::ClientId, CLIENT_ID, client).show(form))
        .with(secret_fields(form, secret, expires))
        .with(purpose_boxes(form, purposes))
        .with(submit("btn", NEXT, form.busy))
}

#[wasm_bindgen_test]
async fn an_empty_form_names_every_field_and_takes_the_focus_there() {
    let sent = RwSignal::new(false);
    let stage = Stage::draw(|| account_form(sent));
    stage.press("button[type=submit]");
    settled().await;
    assert!(!sent.get_untracked());
    assert_eq!(stage.count(".summary li"), 5);
    assert_eq!(stage.text_of(".summary h2"), "Er klopt iets niet");
    assert_eq!(
        stage.text_of(".summary a[href='#f-tenant']"),
        "Vul de tenant-ID of een domein in."
    );
    assert_eq!(stage.count("[aria-invalid=true]"), 4);
    let focused = document().active_element().unwrap();
    assert!(focused.class_list().contains("summary"));
}

#[wasm_bindgen_test]
async fn the_summary_leads_to_the_field() {
    let stage = Stage::draw(|| account_form(RwSignal::new(false)));
    stage.press("button[type=submit]");
    settled().await;
    stage.press(".summary a[href='#f-client-id']");
    settled().await;
    assert_eq!(document().active_element().unwrap().id(), "f-client-id");
}

#[wasm_bindgen_test]
async fn a_secret_id_is_named_when_its_field_is_left() {
    let stage = Stage::draw(|| account_form(RwSignal::new(false)));
    stage.type_in("#f-secret", "c9f0f895-fb98-4b91-9d1a-7f3b52e1c0aa");
    settled().await;
    assert!(
        stage
            .text_of(".fix")
            .starts_with("Dit is de Secret-ID. Wij hebben de waarde nodig.")
    );
    assert_eq!(stage.count(".fix li"), 3);
    // What is right again is not held against anybody.
    stage.type_in("#f-secret", "abc8Q~0123456789abcdefghijklmnopqrstuv");
    settled().await;
    assert_eq!(stage.count(".fix"), 0);
}

#[wasm_bindgen_test]
async fn an_empty_field_that_is_left_is_not_scolded() {
    let stage = Stage::draw(|| account_form(RwSignal::new(false)));
    stage.type_in("#f-tenant", "");
    settled().await;
    assert_eq!(stage.count(".hint.bad"), 0);
    stage.type_in("#f-tenant", "common");
    settled().await;
    assert_eq!(stage.count(".hint.bad"), 1);
}

#[wasm_bindgen_test]
async fn errors_change_their_language_with_everything_else() {
    let stage = Stage::draw(|| account_form(RwSignal::new(false)));
    stage.type_in("#f-client-id", "1234");
    settled().await;
    assert!(
        stage
            .text_of("#f-client-id-error")
            .starts_with("Een client-ID heeft de vorm")
    );
    choose(Lang::En);
    settled().await;
    assert!(
        stage
            .text_of("#f-client-id-error")
            .starts_with("A client ID looks like")
    );
    assert_eq!(stage.text_of("label[for=f-tenant]"), "Tenant ID");
}

#[wasm_bindgen_test]
async fn a_secret_shows_only_while_somebody_wants_to_see_it() {
    let stage = Stage::draw(|| account_form(RwSignal::new(false)));
    let kind = || {
        stage
            .find("#f-secret")
            .unwrap()
            .get_attribute("type")
            .unwrap()
    };
    assert_eq!(kind(), "password");
    stage.press("button[aria-pressed]");
    settled().await;
    assert_eq!(kind(), "text");
}

#[wasm_bindgen_test]
async fn a_form_filled_in_right_is_sent_once() {
    let sent = RwSignal::new(false);
    let stage = Stage::draw(|| account_form(sent));
    stage.type_in("#f-tenant", "contoso.nl");
    stage.type_in("#f-client-id", "1b6453e9-72a0-4c1e-9d35-0b7f6a21d8c4");
    stage.type_in("#f-secret", "abc8Q~0123456789abcdefghijklmnopqrstuv");
    stage.type_in("#f-expires", "2199-11-21");
    stage.press("#f-purposes");
    settled().await;
    stage.press("button[type=submit]");
    settled().await;
    assert!(sent.get_untracked(), "{}", stage.text());
    assert_eq!(
        stage
            .find("button[type=submit]")
            .unwrap()
            .get_attribute("aria-disabled")
            .as_deref(),
        Some("true")
    );
    stage.press("button[type=submit]");
    settled().await;
    assert!(!sent.get_untracked());
}
