//! The page itself: addresses, focus, parts that change.

#![allow(clippy::unwrap_used, reason = "a test that fails may do so loudly")]

mod support;

use leptos::prelude::*;
use panel::route::{Route, encode};
use panel::text::{CANCEL, Lang, choose, live};
use panel::ui::{arrive, button, div, el, heading, part, still};
use support::{Stage, settled};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{HtmlElement, Node};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn every_address_means_its_page() {
    for (path, expected) in [
        ("/", Route::Home),
        ("/mailboxes", Route::Mailboxes),
        ("/mailboxes/", Route::Mailboxes),
        ("/mailboxes/add", Route::MailboxAdd),
        ("/mailboxes/a@b.nl", Route::Mailbox("a@b.nl".into())),
        ("/mailboxes/a%2Fx%40b.nl", Route::Mailbox("a/x@b.nl".into())),
        ("/accounts/new", Route::AccountNew),
        (
            "/accounts/1/setup/testmail",
            Route::SetupTestMail("1".into()),
        ),
        ("/settings/sneltoetsen", Route::Shortcuts),
        ("/microsoftgraph", Route::ConsentReturn),
        ("/nowhere", Route::Unknown),
        ("/accounts/1/setup/elsewhere", Route::Unknown),
        ("/mailboxes/%E0%A4%A", Route::Mailbox("%E0%A4%A".into())),
    ] {
        assert!(Route::parse(path) == expected, "{path}");
    }
    assert!(Route::parse("/accounts").for_admins());
    assert!(!Route::parse("/check").for_admins());
    assert_eq!(encode("a/b c"), "a%2Fb%20c");
}

#[wasm_bindgen_test]
async fn arriving_moves_the_focus_to_the_heading_and_names_the_window() {
    let _stage = Stage::draw(|| {
        arrive("Mailboxen", None);
        heading("Mailboxen")
    });
    // The focus follows some frames later, and a busy browser draws few of them.
    let focused = || document().active_element().unwrap().tag_name();
    for _ in 0..100 {
        settled().await;
        if focused() == "H1" {
            break;
        }
    }
    assert_eq!(document().title(), "Mailboxen · ImageCapture");
    assert_eq!(focused(), "H1");
}

/// A list of buttons that is made anew with every `round`.
fn list(round: RwSignal<u32>) -> Node {
    part(move || {
        let round = round.get();
        let lines = ["een", "twee", "drie"].map(|name| {
            let text = live(move || [name, " ", &round.to_string()].concat());
            el("li").with(button("btn", "", text, || {}))
        });
        div("list").with(el("ul").all(lines)).into()
    })
}

#[wasm_bindgen_test]
async fn who_has_the_focus_in_a_part_that_is_made_anew_keeps_it() {
    let round = RwSignal::new(1);
    let stage = Stage::draw(|| {
        div("")
            .with(el("p").text("vooraf"))
            .with(list(round))
            .with(el("p").text("daarna"))
    });
    let second: HtmlElement = stage
        .find("li:nth-child(2) button")
        .unwrap()
        .unchecked_into();
    second.focus().unwrap();
    round.set(2);
    settled().await;
    assert!(!second.is_connected());
    let focused = document().active_element().unwrap();
    assert_eq!(focused.text_content().as_deref(), Some("twee 2"));
    assert_eq!(stage.count("li"), 3);
}

#[wasm_bindgen_test]
async fn the_focus_outside_a_part_stays_where_it_is() {
    let round = RwSignal::new(1);
    let stage = Stage::draw(|| div("").with(list(round)).with(el("input").id("beside")));
    stage
        .find("#beside")
        .unwrap()
        .unchecked_into::<HtmlElement>()
        .focus()
        .unwrap();
    round.set(2);
    settled().await;
    assert_eq!(document().active_element().unwrap().id(), "beside");
}

#[wasm_bindgen_test]
async fn a_part_within_a_part_comes_and_goes() {
    let (outer, inner) = (RwSignal::new(1_u32), RwSignal::new(1_u32));
    let stage = Stage::draw(|| {
        part(move || {
            outer.track();
            let inside = part(move || match inner.get() {
                0 => panel::ui::nothing(),
                many => panel::ui::several((0..many).map(|_| el("i"))),
            });
            div("outer").with(inside).into()
        })
    });
    assert_eq!(stage.count("i"), 1);
    inner.set(3);
    settled().await;
    assert_eq!(stage.count("i"), 3);
    inner.set(0);
    outer.set(2);
    settled().await;
    assert_eq!((stage.count("i"), stage.count(".outer")), (0, 1));
}

/// What is shown and taken away again follows the language, which lives as long
/// as the panel: if it were not let go, a day of live changes would fill the tab.
#[wasm_bindgen_test]
async fn what_left_the_page_is_let_go() {
    let shown_and_gone = || {
        let owner = Owner::new();
        owner.with(|| {
            let _ = div("").all((0..500).map(|_| el("p").label(CANCEL).text(CANCEL)));
        });
        owner.cleanup();
    };
    let _stage = Stage::draw(|| div(""));
    for _ in 0..5 {
        shown_and_gone();
        settled().await;
    }
    let pages = memory_pages();
    for _ in 0..40 {
        shown_and_gone();
        settled().await;
    }
    assert!(
        memory_pages() <= pages + 2,
        "{} pages of memory became {}",
        pages,
        memory_pages()
    );
}

fn memory_pages() -> u32 {
    let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let buffer: js_sys::ArrayBuffer = memory.buffer().unchecked_into();
    buffer.byte_length() / 65_536
}

/// Texts in it are written once; whoever made it makes it anew with the language,
/// and what is put together goes on changing.
#[wasm_bindgen_test]
async fn what_stands_still_speaks_the_language_all_the_same() {
    let number = RwSignal::new(1);
    let stage = Stage::draw(move || {
        let made = part(move || {
            still(|| {
                el("p")
                    .label(CANCEL)
                    .text(CANCEL)
                    .with(el("i").text(live(move || number.get().to_string())))
                    .into()
            })
        });
        div("").with(made)
    });
    assert_eq!(stage.text_of("p"), "Annuleren1");
    number.set(2);
    settled().await;
    assert_eq!(stage.text_of("p"), "Annuleren2");
    choose(Lang::En);
    settled().await;
    assert_eq!(stage.text_of("p"), "Cancel2");
    let label = stage.find("p").unwrap().get_attribute("aria-label");
    assert_eq!(label.as_deref(), Some("Cancel"));
}
