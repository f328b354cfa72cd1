//! The list of mailboxes: long ones, choosing, keys, and what changes in it.

#![allow(clippy::unwrap_used, reason = "a test that fails may do so loudly")]

mod support;

use contract::events::{Change, ChangeKind};
use leptos::prelude::*;
use panel::live::tell;
use panel::pages::mailboxes;
use panel::route::follow;
use panel::ui::{div, el};
use support::{Paper, Stage, session, settled};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{HtmlElement, KeyboardEvent, KeyboardEventInit, MouseEvent, MouseEventInit};

wasm_bindgen_test_configure!(run_in_browser);

/// A backend with this many mailboxes, 500 at a time at most, and a run as far as
/// `window.far` says. `window.spoilt` makes one of the mailboxes red.
fn many(count: usize) -> Paper {
    let code = [
        "const asked = window.asked = []; window.spoilt = -1; window.far = 1;
        const id = '4d5e6f70-8192-4a3b-8c4d-5e6f70819299';
        const run = total => ({id, kind: 'check', reason: 'asked', started_by: 'Mark',
          state: window.far < total ? 'running' : 'done', started_at: '2026-11-22T09:00:00Z',
          ended_at: null, total, done: window.far, green: window.far - 1, red: 1,
          unknown: 0, gone: 0});
        let started = null;
        const one = at => ({address: `box${at}@contoso.nl`, name: `Box ${at}`,
          account_id: '0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be111', account_name: 'Contoso',
          sign_in: null, purposes: ['import'], lights: [],
          verdict: {state: at === window.spoilt || at < 7 ? 'bad' : 'ok',
            cause: at === window.spoilt || at < 7 ? 'no_mailbox_access' : null,
            ability: null, since: '2026-11-22T09:00:00Z'},
          days: '-------------g', running: null, added_at: '2026-11-22T09:00:00Z', added_by: 'Mark'});
        const count = ",
        &count.to_string(),
        ";
        return function (request) {
          asked.push(request.url);
          const url = new URL(request.url), of = name => url.searchParams.get(name);
          const single = url.pathname.match(/mailboxes\\/box(\\d+)/);
          let answer;
          if (url.pathname.endsWith('/accounts')) answer = [];
          else if (url.pathname.endsWith('/runs') && request.method === 'POST')
            return request.json().then(asks => {
              started = asks.addresses.length;
              return new Response(JSON.stringify(run(started)), {status: 201});
            });
          else if (url.pathname.endsWith('/runs')) answer = started ? [run(started)] : [];
          else if (url.pathname.includes('/runs/')) answer = run(started);
          else if (single) answer = one(Number(single[1]));
          else {
            const here = of('cause') ? Math.min(7, count) : count;
            const from = Number(of('after') ?? 0), to = Math.min(here, from + Number(of('limit')));
            const items = [];
            for (let at = from; at < to; at += 1) items.push(one(at));
            answer = {items, next: to < here ? String(to) : null,
              counts: {ok: count - 7, warn: 0, bad: 7, idle: 0},
              causes: [{cause: 'no_mailbox_access', state: 'bad', mailboxes: 7, account_id: null}]};
          }
          return Promise.resolve(new Response(JSON.stringify(answer), {status: 200}));
        }",
    ]
    .concat();
    Paper::with(&[&code])
}

async fn draw() -> Stage {
    let stage = Stage::draw(|| {
        provide_context(session());
        follow();
        // As the stylesheet has it: all rows of one height.
        let style = el("style")
            .text("tbody tr:not(.gap) { display: block; height: 54px; overflow: hidden }");
        div("").with(style).with(mailboxes())
    });
    for _ in 0..4 {
        settled().await;
    }
    stage
}

fn press_key(stage: &Stage, selector: &str, key: &str) {
    let element: HtmlElement = stage.find(selector).unwrap().unchecked_into();
    element.focus().unwrap();
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    element.dispatch_event(&event).unwrap();
}

fn click(stage: &Stage, selector: &str, shift: bool) {
    let init = MouseEventInit::new();
    init.set_shift_key(shift);
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = MouseEvent::new_with_mouse_event_init_dict("click", &init).unwrap();
    stage
        .find(selector)
        .unwrap()
        .dispatch_event(&event)
        .unwrap();
}

fn row(at: usize) -> String {
    ["tr[data-at=\"", &at.to_string(), "\"]"].concat()
}

fn focused_row() -> Option<String> {
    let focused = document().active_element()?;
    focused.closest("tr").ok()??.get_attribute("data-at")
}

#[wasm_bindgen_test]
async fn of_50_000_mailboxes_a_screen_full_is_in_the_page() {
    let _paper = many(50_000);
    let stage = draw().await;
    // What is around the screen is made when the list stands still.
    for _ in 0..4 {
        settled().await;
    }
    let rows = stage.count("tbody tr:not(.gap)");
    assert!((5..100).contains(&rows), "{rows}");
    let table = stage.find("table").unwrap();
    assert_eq!(
        table.get_attribute("aria-rowcount").as_deref(),
        Some("50001")
    );
    let first = stage.find(&row(0)).unwrap();
    assert_eq!(first.get_attribute("aria-rowindex").as_deref(), Some("2"));
    // The page is as long as if all were there.
    let height = stage
        .find("tbody")
        .unwrap()
        .get_bounding_client_rect()
        .height();
    assert!(height > 1_000_000.0, "{height}");
}

#[wasm_bindgen_test]
async fn the_row_with_the_focus_stays_while_the_page_scrolls() {
    let _paper = many(2_000);
    let stage = draw().await;
    press_key(&stage, &[&row(0), " a.mb"].concat(), "ArrowDown");
    assert_eq!(focused_row().as_deref(), Some("1"));
    window().scroll_to_with_x_and_y(0.0, 60_000.0);
    for _ in 0..4 {
        settled().await;
    }
    assert!(stage.count("tbody tr:not(.gap)") < 150);
    assert!(stage.find(&row(40)).is_none());
    assert_eq!(stage.count("tr.gap"), 2);
    assert_eq!(focused_row().as_deref(), Some("1"));
    // And with it the ones beside it: the arrow keys go on from there.
    press_key(&stage, &[&row(1), " a.mb"].concat(), "j");
    assert_eq!(focused_row().as_deref(), Some("2"));
    window().scroll_to_with_x_and_y(0.0, 0.0);
    settled().await;
}

#[wasm_bindgen_test]
async fn more_is_fetched_as_far_as_somebody_looks() {
    let paper = many(2_000);
    let stage = draw().await;
    let pages = |paper: &Paper| {
        let lists = paper.asked();
        lists.iter().filter(|url| url.contains("after=")).count()
    };
    // A hundred at a time, as far ahead as 200 …
    assert_eq!(pages(&paper), 2, "{:?}", paper.asked());
    let end = document().document_element().unwrap().scroll_height();
    window().scroll_to_with_x_and_y(0.0, f64::from(end));
    for _ in 0..100 {
        if stage.find(&[&row(1999), " b"].concat()).is_some() {
            break;
        }
        settled().await;
    }
    // … and 500 at a time where somebody looks further than that.
    let limits = paper
        .asked()
        .iter()
        .filter(|url| url.contains("limit=500"))
        .count();
    assert_eq!(limits, 4, "{:?}", paper.asked());
    assert_eq!(pages(&paper), 6, "{:?}", paper.asked());
    assert_eq!(stage.text_of(&[&row(1999), " b"].concat()), "Box 1999");
    window().scroll_to_with_x_and_y(0.0, 0.0);
    settled().await;
}

#[wasm_bindgen_test]
async fn a_range_is_chosen_with_shift_and_let_go_with_escape() {
    let _paper = many(40);
    let stage = draw().await;
    assert!(stage.find("[role=toolbar].tools").is_none());
    click(&stage, &[&row(1), " input"].concat(), false);
    click(&stage, &[&row(4), " input"].concat(), true);
    settled().await;
    assert_eq!(stage.count("tr.sel"), 4);
    assert_eq!(stage.text_of(".tools b"), "4 geselecteerd");
    // All four have one cause, which seven have: one press takes them all.
    assert_eq!(
        stage.text_of(".tools .link"),
        "Selecteer alle 7 met deze fout"
    );
    stage.press(".tools .link");
    for _ in 0..3 {
        settled().await;
    }
    assert_eq!(stage.text_of(".tools b"), "7 geselecteerd");
    press_key(&stage, &[&row(2), " input"].concat(), "Escape");
    settled().await;
    assert_eq!(stage.count("tr.sel"), 0);
    assert!(stage.find(".tools").is_none());
}

#[wasm_bindgen_test]
async fn the_box_in_the_head_chooses_all_that_are_here() {
    let _paper = many(40);
    let stage = draw().await;
    stage.press("th.x input");
    settled().await;
    assert_eq!(stage.text_of(".tools b"), "40 geselecteerd");
    stage.press("th.x input");
    settled().await;
    assert!(stage.find(".tools").is_none());
}

#[wasm_bindgen_test]
async fn a_change_touches_its_own_row_only() {
    let paper = many(40);
    let stage = draw().await;
    let before = stage.find(&row(20)).unwrap();
    let neighbour = stage.find(&[&row(21), " .pill"].concat()).unwrap();
    js_sys::Reflect::set(&window(), &"spoilt".into(), &20.into()).unwrap();
    tell(Change {
        kind: ChangeKind::Mailbox,
        id: "box20@contoso.nl".into(),
    });
    for _ in 0..6 {
        settled().await;
    }
    assert_eq!(before.get_attribute("data-verdict").as_deref(), Some("bad"));
    assert_eq!(stage.find(&row(20)).unwrap(), before);
    assert_eq!(
        stage.find(&[&row(21), " .pill"].concat()).unwrap(),
        neighbour
    );
    let last: Vec<String> = paper.asked();
    assert!(
        last.iter().any(|url| url.ends_with("box20%40contoso.nl")),
        "{last:?}"
    );
}

#[wasm_bindgen_test]
async fn a_run_over_many_is_followed_until_it_is_put_away() {
    let _paper = many(40);
    let stage = draw().await;
    click(&stage, &[&row(5), " input"].concat(), false);
    click(&stage, &[&row(8), " input"].concat(), true);
    settled().await;
    stage.press(".tools .btn");
    for _ in 0..6 {
        settled().await;
    }
    // What was chosen is let go.
    assert!(stage.find(".tools").is_none());
    let words = stage.text_of(".run .num");
    assert!(words.starts_with("1 van 4 gedaan, 1 fout, nog"), "{words}");
    let stop = stage.find(".run button").unwrap();
    assert_eq!(stop.text_content().as_deref(), Some("Stoppen"));
    far(2).await;
    // The same button, at every mailbox.
    assert_eq!(stage.find(".run button").as_ref(), Some(&stop));
    far(4).await;
    assert_eq!(
        stage.text_of(".run .num"),
        "4 van 4 gedaan, 3 werkt, 1 fout"
    );
    let bar = stage.find("[role=progressbar]").unwrap();
    assert_eq!(bar.get_attribute("aria-valuenow").as_deref(), Some("100"));
    // The outcome stays until it is put away.
    stage.press(".run button");
    settled().await;
    assert!(stage.find(".run").is_none());
}

/// The run goes on, and the backend says so.
async fn far(done: u32) {
    js_sys::Reflect::set(&window(), &"far".into(), &done.into()).unwrap();
    tell(Change {
        kind: ChangeKind::Run,
        id: "4d5e6f70-8192-4a3b-8c4d-5e6f70819299".into(),
    });
    for _ in 0..6 {
        settled().await;
    }
}
