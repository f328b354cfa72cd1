//! The overview against a backend of paper: filters live in the address, counts
//! and causes are those of the answers.

#![allow(clippy::unwrap_used, reason = "a test that fails may do so loudly")]

mod support;

use leptos::prelude::*;
use panel::pages::mailboxes;
use panel::route::{follow, go};
use support::{Paper, Stage, session, settled};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn mailbox(address: &str, state: &str, cause: &str) -> String {
    let cause = if cause.is_empty() {
        "null".to_owned()
    } else {
        ["\"", cause, "\""].concat()
    };
    [
        r#"{"address":""#,
        address,
        r#"","name":""#,
        address,
        r#"","account_id":"0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be111","account_name":"Contoso",
        "sign_in":null,"purposes":["import"],"lights":[],"verdict":{"state":""#,
        state,
        r#"","cause":"#,
        &cause,
        r#","ability":null,"since":"2026-11-22T09:00:00Z"},
        "days":"-------------g","running":null,"added_at":"2026-11-22T09:00:00Z","added_by":"Mark"}"#,
    ]
    .concat()
}

fn answer(items: &[String], next: &str) -> String {
    let counts = r#","counts":{"ok":1,"warn":0,"bad":2,"idle":0},
        "causes":[{"cause":"no_mailbox_access","state":"bad","mailboxes":2,
        "account_id":"0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be111"}]}"#;
    [
        "{\"items\":[",
        &items.join(","),
        "],\"next\":",
        next,
        counts,
    ]
    .concat()
}

fn draw() -> Stage {
    Stage::draw(|| {
        provide_context(session());
        follow();
        mailboxes()
    })
}

fn three() -> [String; 3] {
    [
        mailbox("een@contoso.nl", "bad", "no_mailbox_access"),
        mailbox("twee@contoso.nl", "bad", "no_mailbox_access"),
        mailbox("drie@contoso.nl", "ok", ""),
    ]
}

#[wasm_bindgen_test]
async fn mailboxes_with_one_cause_share_one_card() {
    let paper = Paper::lay(&answer(&three(), "null"));
    let stage = draw();
    settled().await;
    settled().await;
    assert_eq!(stage.count("article.cause"), 1);
    assert_eq!(
        stage.text_of(".cause h2"),
        "2 mailboxen: geen toegang in Exchange"
    );
    assert_eq!(
        stage.text_of(".cause .mut"),
        "Wie lost dit op: de eigenaar van de mailbox, of wie Exchange beheert"
    );
    assert_eq!(stage.count("tbody tr"), 3);
    assert_eq!(stage.text_of(".dock .pg"), "3 mailboxen in deze lijst");
    assert_eq!(stage.count("article.cause"), 1);
    assert_eq!(stage.text_of(".chip.bad"), "Fout 2");
    assert!(
        paper
            .asked()
            .iter()
            .any(|url| url.contains("/api/v1/mailboxes?limit=40"))
    );
}

#[wasm_bindgen_test]
async fn causes_behind_the_first_three_come_when_asked_for() {
    let groups = [
        "no_mailbox_access",
        "secret_expired",
        "grant_ended",
        "mfa_needed",
        "mailbox_full",
    ];
    let groups = groups.map(|cause| {
        [
            r#"{"cause":""#,
            cause,
            r#"","state":"bad","mailboxes":1,"account_id":null}"#,
        ]
        .concat()
    });
    let one = answer(&three(), "null");
    let start = one.find("\"causes\":[").unwrap();
    let _paper = Paper::lay(&[&one[..start], "\"causes\":[", &groups.join(","), "]}"].concat());
    let stage = draw();
    settled().await;
    settled().await;
    assert_eq!(stage.count("article.cause"), 3);
    let expanded = |stage: &Stage| {
        let button = stage.find("#more-causes").unwrap();
        button.get_attribute("aria-expanded").unwrap()
    };
    assert_eq!(stage.text_of("#more-causes"), "Nog 2 oorzaken");
    assert_eq!(expanded(&stage), "false");
    stage.press("#more-causes");
    settled().await;
    assert_eq!(stage.count("article.cause"), 5);
    assert_eq!(expanded(&stage), "true");
    assert_eq!(stage.text_of("#more-causes"), "Alleen de grootste oorzaken");
    stage.press("#more-causes");
    settled().await;
    assert_eq!(stage.count("article.cause"), 3);
}

#[wasm_bindgen_test]
async fn a_filter_goes_into_the_address_and_to_the_backend() {
    let paper = Paper::lay(&answer(&three(), "null"));
    let stage = draw();
    settled().await;
    stage.press(".chip.bad");
    settled().await;
    let search = window().location().search().unwrap();
    assert_eq!(search, "?status=bad");
    assert!(
        paper
            .asked()
            .iter()
            .any(|url| url.contains("limit=40&verdict=bad")),
        "{:?}",
        paper.asked()
    );
    let pressed = stage
        .find(".chip.bad")
        .unwrap()
        .get_attribute("aria-pressed");
    assert_eq!(pressed.as_deref(), Some("true"));
    // Pressed again it lets go; and so does the way back.
    stage.press(".chip.bad");
    settled().await;
    assert_eq!(window().location().search().unwrap(), "");
    go("/mailboxes?q=fac&account=0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be111");
    settled().await;
    let last = paper.asked().pop().unwrap();
    assert!(
        last.contains("&account=0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be111&q=fac"),
        "{last}"
    );
}

#[wasm_bindgen_test]
async fn a_cause_is_filtered_by_until_its_chip_is_pressed() {
    let paper = Paper::lay(&answer(&three(), "null"));
    let stage = draw();
    settled().await;
    settled().await;
    // What the rights that are missing take, and the mailboxes that lack them.
    for href in [
        "/mailboxes/rights?cause=no_mailbox_access",
        "/mailboxes?status=bad&cause=no_mailbox_access",
    ] {
        let link = [".cause a[href=\"", href, "\"]"].concat();
        assert_eq!(stage.count(&link), 1, "{href}");
    }
    go("/mailboxes?cause=no_mailbox_access");
    settled().await;
    let last = paper.asked().pop().unwrap();
    assert!(last.contains("limit=40&cause=no_mailbox_access"), "{last}");
    stage.press(".chip.by-cause");
    settled().await;
    assert_eq!(window().location().search().unwrap(), "");
}

#[wasm_bindgen_test]
async fn a_filter_that_nothing_fits_can_be_wiped() {
    let _paper = Paper::lay(&answer(&[], "null"));
    let stage = draw();
    go("/mailboxes?q=niets");
    settled().await;
    settled().await;
    assert_eq!(
        stage.text_of(".empty h2"),
        "Geen mailboxen met deze filters"
    );
    stage.press(".empty a");
    settled().await;
    assert_eq!(window().location().search().unwrap(), "");
}

#[wasm_bindgen_test]
async fn a_heading_orders_the_list_and_the_address_says_so() {
    let paper = Paper::lay(&answer(&three(), "null"));
    let stage = draw();
    settled().await;
    settled().await;
    let sorted = |stage: &Stage, class: &str| {
        let heading = stage.find(&["th.", class].concat()).unwrap();
        heading.get_attribute("aria-sort")
    };
    assert_eq!(sorted(&stage, "s").as_deref(), Some("ascending"));
    assert_eq!(sorted(&stage, "m"), None);
    stage.press("th.m .sort");
    settled().await;
    assert_eq!(window().location().search().unwrap(), "?sort=name");
    assert_eq!(sorted(&stage, "m").as_deref(), Some("ascending"));
    assert_eq!(sorted(&stage, "s"), None);
    assert!(paper.asked().pop().unwrap().contains("&sort=name"));
    stage.press("th.m .sort");
    settled().await;
    assert_eq!(window().location().search().unwrap(), "?sort=-name");
    assert_eq!(sorted(&stage, "m").as_deref(), Some("descending"));
}

#[wasm_bindgen_test]
async fn a_backend_that_is_away_is_said_to_be() {
    let _paper = Paper::torn();
    let stage = draw();
    settled().await;
    assert!(
        stage
            .text()
            .contains("De server van ImageCapture antwoordt niet.")
    );
    assert!(panel::api::away().get_untracked());
    panel::api::away().set(false);
}
