//! The panel as a whole: the way in, the palette, the keys.

#![allow(clippy::unwrap_used, reason = "a test that fails may do so loudly")]

mod support;

use leptos::prelude::*;
use panel::route::go;
use panel::ui::{div, el, of};
use support::{Paper, Stage, settled};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{
    Element, HtmlDialogElement, HtmlElement, HtmlInputElement, KeyboardEvent, KeyboardEventInit,
};

wasm_bindgen_test_configure!(run_in_browser);

/// A backend of paper at which `person` is signed in (`null`: nobody).
fn backend(person: &str) -> Paper {
    let code = [
        "const asked = window.asked = []; const person = ",
        person,
        ";
        return async function (request) {
          const url = new URL(request.url);
          asked.push(url.pathname + ' ' + await request.clone().text());
          const mailbox = {address: 'facturen@contoso.nl', name: 'Facturen inkoop',
            account_id: '0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be111', account_name: 'Contoso',
            sign_in: null, purposes: ['import'], lights: [],
            verdict: {state: 'ok', cause: null, ability: null, since: '2026-11-22T09:00:00Z'},
            days: '', running: null, added_at: '2026-11-22T09:00:00Z', added_by: 'Mark'};
          const answers = {
            '/api/v1/welcome': {needs_set_up: false, stand_in: false, version: '1',
              redirect_uri: 'https://capture.contoso.nl/microsoftgraph', person},
            '/api/v1/accounts': [],
            '/api/v1/mailboxes': {items: [mailbox], next: null,
              counts: {ok: 1, warn: 0, bad: 0, idle: 0}, causes: []},
            '/api/v1/session': {code: 'wrong_credentials'},
          };
          const answer = answers[url.pathname];
          return new Response(JSON.stringify(answer ?? {}), {status: 200});
        }",
    ]
    .concat();
    Paper::with(&[&code])
}

const MARK: &str = "{id: '0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be222', name: 'Mark Bakker',
    address: 'mark@contoso.nl', role: 'admin', created_at: '2026-11-22T09:00:00Z'}";

/// The app, which puts itself on the page; gone when dropped.
struct App {
    owner: Owner,
    _stage: Stage,
}

impl App {
    async fn start() -> Self {
        let stage = Stage::draw(|| div(""));
        let owner = Owner::new();
        owner.with(panel::app::app);
        let app = Self {
            owner,
            _stage: stage,
        };
        for _ in 0..4 {
            settled().await;
        }
        app
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.owner.cleanup();
        for selector in [
            "body > .app",
            "body > .tabbar",
            "body > .skip",
            "body > .menu",
            "body > main",
            "body > dialog",
            "body > [role=status]",
            "#boot",
        ] {
            while let Some(left) = find(selector) {
                left.remove();
            }
        }
    }
}

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).unwrap()
}

fn press(target: &Element, key: &str, ctrl: bool) {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_ctrl_key(ctrl);
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    target.dispatch_event(&event).unwrap();
}

fn write(field: &Element, text: &str) {
    let field: &HtmlInputElement = field.unchecked_ref();
    field.set_value(text);
    field
        .dispatch_event(&web_sys::Event::new("input").unwrap())
        .unwrap();
}

/// The panel, with the palette opened by key.
async fn with_palette() -> App {
    let app = App::start().await;
    open_palette().await;
    app
}

async fn open_palette() {
    press(&document().body().unwrap(), "k", true);
    settled().await;
    settled().await;
}

fn options() -> Vec<String> {
    let all = document().query_selector_all("[role=option]").unwrap();
    (0..all.length())
        .filter_map(|at| all.get(at)?.text_content())
        .collect()
}

#[wasm_bindgen_test]
async fn the_palette_opens_by_key_finds_and_goes() {
    let _paper = backend(MARK);
    let _app = with_palette().await;
    let field = find("dialog.palette input").unwrap();
    assert_eq!(document().active_element().unwrap(), field);
    assert_eq!(field.get_attribute("role").as_deref(), Some("combobox"));
    assert!(options().len() > 8);

    write(&field, "facturen@contoso.nl");
    for _ in 0..6 {
        settled().await;
    }
    // The address itself comes first, then the mailbox that was found.
    assert_eq!(
        options(),
        [
            "Controleer facturen@contoso.nl",
            "Facturen inkoop facturen@contoso.nl"
        ]
    );
    let active = || field.get_attribute("aria-activedescendant").unwrap();
    assert_eq!(active(), "option-0");
    press(&field, "ArrowDown", false);
    settled().await;
    assert_eq!(active(), "option-1");
    let second = find("#option-1").unwrap();
    assert_eq!(
        second.get_attribute("aria-selected").as_deref(),
        Some("true")
    );
    press(&field, "ArrowDown", false);
    settled().await;
    assert_eq!(active(), "option-0");
    press(&field, "Enter", false);
    settled().await;
    let location = window().location();
    assert_eq!(location.pathname().unwrap(), "/check");
    assert_eq!(location.search().unwrap(), "?m=facturen%40contoso.nl");
    settled().await;
    assert!(!find("dialog.palette").unwrap().has_attribute("open"));
}

/// The browser tells later that a dialog was closed; by then somebody may have
/// opened it again and be typing.
#[wasm_bindgen_test]
async fn a_palette_that_is_opened_again_at_once_stays() {
    let _paper = backend(MARK);
    let _app = with_palette().await;
    let dialog: HtmlDialogElement = find("dialog.palette").unwrap().unchecked_into();
    assert!(dialog.open());
    // As Escape does.
    dialog.close();
    open_palette().await;
    assert!(dialog.open());
    assert!(find("dialog.palette input").is_some());
    dialog.close();
    settled().await;
    assert!(find("dialog.palette input").is_none());
}

#[wasm_bindgen_test]
async fn the_palette_explains_a_number_of_microsofts() {
    let _paper = backend(MARK);
    let _app = with_palette().await;
    let field = find("dialog.palette input").unwrap();
    write(&field, "AADSTS7000222");
    settled().await;
    let first = options().remove(0);
    assert!(first.contains("verlopen"), "{first}");
    press(&field, "Enter", false);
    settled().await;
    assert_eq!(
        window().location().search().unwrap(),
        "?cause=secret_expired"
    );
}

#[wasm_bindgen_test]
async fn letters_go_places_unless_somebody_types_or_wants_none() {
    let _paper = backend(MARK);
    let _app = App::start().await;
    let body: Element = document().body().unwrap().into();
    let path = || window().location().pathname().unwrap();
    press(&body, "g", false);
    press(&body, "c", false);
    settled().await;
    assert_eq!(path(), "/check");
    let field = find("#check").unwrap();
    press(&field, "g", false);
    press(&field, "m", false);
    settled().await;
    assert_eq!(path(), "/check");
    press(&body, "?", false);
    settled().await;
    assert_eq!(path(), "/settings/sneltoetsen");
    find("#letters")
        .unwrap()
        .unchecked_into::<HtmlElement>()
        .click();
    press(&body, "g", false);
    press(&body, "m", false);
    settled().await;
    assert_eq!(path(), "/settings/sneltoetsen");
    find("#letters")
        .unwrap()
        .unchecked_into::<HtmlElement>()
        .click();
    press(&body, "g", false);
    press(&body, "m", false);
    settled().await;
    assert_eq!(path(), "/mailboxes");
}

#[wasm_bindgen_test]
async fn what_was_typed_before_the_panel_was_here_stays_and_is_sent() {
    let paper = backend("null");
    let field = |id: &str, value: &str| {
        let input = el("input").id(id);
        input
            .element()
            .unchecked_into::<HtmlInputElement>()
            .set_value(value);
        input
    };
    let early = of("form", "")
        .id("early")
        .with(field("f-address", "mark@contoso.nl"))
        .with(field("f-password", "correct horse battery"));
    let boot = div("").id("boot").with(early).element();
    document().body().unwrap().append_child(&boot).unwrap();
    let password: HtmlElement = boot
        .query_selector("#f-password")
        .unwrap()
        .unwrap()
        .unchecked_into();
    password.focus().unwrap();
    let root = document().document_element().unwrap();
    root.set_attribute("data-sent", "1").unwrap();
    go("/mailboxes?status=bad");

    let _app = App::start().await;
    assert!(find("#boot").is_none());
    let address: HtmlInputElement = find("#f-address").unwrap().unchecked_into();
    assert_eq!(address.value(), "mark@contoso.nl");
    assert_eq!(document().active_element().unwrap().id(), "f-password");
    let sent = paper.asked();
    assert!(
        sent.iter()
            .any(|asked| asked.starts_with("/api/v1/session")
                && asked.contains("correct horse battery")),
        "{sent:?}"
    );
    assert!(!root.has_attribute("data-sent"));
}
