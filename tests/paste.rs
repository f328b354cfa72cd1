//! The paste box: the right fields fill, look-alikes are refused by name, and
//! the secret is kept nowhere. And a list of mailboxes: looked at before it is added.

#![allow(clippy::unwrap_used, reason = "a test that fails may do so loudly")]

mod support;

use leptos::prelude::*;
use panel::memory;
use panel::pages::{mailbox_add, setup_details};
use support::{Paper, Stage, session, settled};
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

/// A backend with one account, which knows `facturen@contoso.nl` and refuses
/// `vol@contoso.nl`.
fn backend() -> Paper {
    Paper::with(&["
        const asked = window.asked = [];
        const say = (body, status) =>
          new Response(JSON.stringify(body), {status, headers: {'content-type': 'application/json'}});
        const secret = {hint: 'abc', expires: '2199-01-01', set_at: '2026-11-22T09:00:00Z', set_by: 'Mark', proved_at: null, cause: null};
        const account = {id: '0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be111', name: 'Contoso Scan', tenant: 'contoso.nl',
          client_id: '1b6453e9-72a0-4c1e-9d35-0b7f6a21d8c4', cloud: 'global', purposes: ['import'],
          required: [], secret, next_secret: null, previous_secret: null, sign_ins: [],
          created_at: '2026-11-22T09:00:00Z', mailboxes: 1};
        const mailbox = {address: 'facturen@contoso.nl', name: 'Facturen', account_id: account.id,
          account_name: 'Contoso Scan', sign_in: null, purposes: ['import'], lights: [],
          verdict: {state: 'ok', cause: null, ability: null, since: '2026-11-22T09:00:00Z'},
          days: '', running: null, added_at: '2026-11-22T09:00:00Z', added_by: 'Mark'};
        const problem = (code, status) =>
          say({type: 'about:blank', title: '', status, code, remedy: '', owner: 'you', errors: []}, status);
        return async function (request) {
          const url = new URL(request.url);
          const body = await request.clone().text();
          if (request.method === 'POST') {
            asked.push(JSON.parse(body).address);
            return body.includes('vol@') ? problem('already_exists', 409) : say(mailbox, 201);
          }
          if (url.pathname.endsWith('/accounts')) return say([account], 200);
          return url.pathname.includes('facturen') ? say(mailbox, 200) : problem('not_found', 404);
        };"])
}

#[wasm_bindgen_test]
async fn a_list_is_looked_at_then_added_and_what_failed_stays() {
    let paper = backend();
    let stage = Stage::draw(|| {
        provide_context(session());
        mailbox_add()
    });
    for _ in 0..4 {
        settled().await;
    }
    // Typed, or pasted where no event tells of it: the button takes it for what it is.
    stage.type_in(
        "#f-address",
        "Facturen <facturen@contoso.nl>; vol@contoso.nl; nieuw@contoso.nl; geen adres",
    );
    stage.press("button[type=submit]");
    for _ in 0..8 {
        settled().await;
    }
    let card = stage.find("#list").unwrap();
    assert_eq!(card.tag_name(), "SECTION");
    assert_eq!(
        card.get_attribute("aria-label").as_deref(),
        Some("3 mailboxen in uw lijst")
    );
    let focused = document().active_element().unwrap();
    assert_eq!(focused.text_content().unwrap(), "3 mailboxen in uw lijst");
    assert_eq!(
        stage.text_of("#list li:first-child .at"),
        "staat al bij Contoso Scan"
    );
    assert!(
        stage
            .text_of("#list")
            .contains("1 regel is geen e-mailadres: geen adres")
    );
    let drop = stage.find("#list li:last-child button").unwrap();
    assert_eq!(
        drop.get_attribute("aria-label").as_deref(),
        Some("Haal nieuw@contoso.nl uit de lijst")
    );
    assert!(paper.asked().is_empty());
    // Only what is not here yet is sent.
    assert_eq!(stage.text_of("#list .btn.pri"), "2 mailboxen toevoegen");
    stage.press("#list .btn.pri");
    for _ in 0..8 {
        settled().await;
    }
    assert_eq!(paper.asked(), ["vol@contoso.nl", "nieuw@contoso.nl"]);
    assert_eq!(stage.count("#list li"), 1);
    assert!(stage.text_of("#list li .pill.bad").contains("bestaat al"));
    stage.press("#list .btn.ghost:not(.icon)");
    settled().await;
    assert!(stage.find("#list").is_none());
    assert!(stage.find("#f-address").is_some());
}
