//! What the components of `ui` say to a keyboard and to a screen reader.

#![allow(clippy::unwrap_used, reason = "a test that fails may do so loudly")]

mod support;

use contract::accounts::Secret;
use contract::catalogue::Cause;
use contract::days::ProofDays;
use contract::ids::{AccountId, RunId};
use contract::mailboxes::ProofKind;
use contract::purposes::Scope;
use contract::runs::{ProofRun, RunReason, RunState};
use contract::time::{DAY_MS, Day, Timestamp};
use leptos::prelude::*;
use panel::api;
use panel::text::{
    CANCEL, CHECK_EVERY, CONNECT, Lang, NAV_ACCOUNTS, REMOVE, SAVE, Speak, choose, lang, live,
};
use panel::ui::{
    Question, announce, announcer, arrive, confirm, copy_field, crumbs, dialog, el, empty,
    expiry_meter, icon_button, link, load_state, memo, nothing, only, plain_button, preferences,
    run_card, scope_table, several, spark, wait, wizard, working_button,
};
use panel::when;
use std::cell::Cell;
use std::rc::Rc;
use support::{Stage, said, settled};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{HtmlDialogElement, HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

fn focus(stage: &Stage, selector: &str) {
    let element: HtmlElement = stage.find(selector).unwrap().unchecked_into();
    element.focus().unwrap();
}

#[wasm_bindgen_test]
async fn a_question_begins_at_what_does_no_harm_and_does_it_once() {
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let done = Rc::new(Cell::new(0));
    let doing = done.clone();
    let stage = Stage::draw(|| {
        let question = Question {
            title: "Weggooien?".into(),
            consequence: "Dan is het weg.".into(),
            does: REMOVE,
        };
        let does = move || {
            doing.set(doing.get() + 1);
            busy.set(true);
        };
        several([
            plain_button("opener").text(SAVE).into(),
            confirm(open, question, busy, nothing(), does),
        ])
    });
    focus(&stage, ".opener");
    assert!(
        !stage
            .find("dialog")
            .unwrap()
            .has_attribute("aria-labelledby")
    );
    open.set(true);
    settled().await;
    let dialog: HtmlDialogElement = stage.find("dialog").unwrap().unchecked_into();
    assert!(dialog.open());
    let title = said(&stage, "dialog", "aria-labelledby");
    assert_eq!(stage.text_of(&["#", &title].concat()), "Weggooien?");
    // The first that takes the focus is the way back.
    let focused = document().active_element().unwrap();
    assert_eq!(focused.text_content().unwrap(), CANCEL.get());

    stage.press("dialog .danger");
    settled().await;
    assert_eq!(said(&stage, "dialog .danger", "aria-disabled"), "true");
    stage.press("dialog .danger");
    assert_eq!(done.get(), 1, "pressed twice, done once");

    // As Escape closes it.
    dialog.close();
    settled().await;
    assert!(!open.get_untracked());
    let focused = document().active_element().unwrap();
    assert!(focused.class_list().contains("opener"), "the focus is back");
}

#[wasm_bindgen_test]
async fn a_dialog_that_is_there_from_the_start_opens() {
    let stage = Stage::draw(|| dialog("now", "Nu", || true).with(plain_button("")));
    settled().await;
    let dialog: HtmlDialogElement = stage.find("dialog").unwrap().unchecked_into();
    assert!(dialog.open());
    dialog.close();
}

#[wasm_bindgen_test]
async fn what_is_to_be_copied_is_whole_has_a_name_and_says_that_it_was() {
    let stage = Stage::draw(|| {
        several([
            copy_field(
                "f-copied",
                NAV_ACCOUNTS,
                None,
                "https://mail.example/microsoftgraph",
            ),
            announcer(),
        ])
    });
    let field: HtmlInputElement = stage.find("#f-copied").unwrap().unchecked_into();
    assert!(field.read_only());
    assert_eq!(said(&stage, "label", "for"), "f-copied");
    field.focus().unwrap();
    let marked = (
        field.selection_start().unwrap(),
        field.selection_end().unwrap(),
    );
    assert_eq!(marked, (Some(0), Some(field.value().len() as u32)));
    assert_eq!(
        said(&stage, "button", "aria-label"),
        "Kopieer Graph-accounts"
    );
    stage.press("button");
    settled().await;
    assert_eq!(
        said(&stage, "button", "aria-label"),
        "Gekopieerd Graph-accounts"
    );
    assert_eq!(stage.text_of("[role=status]"), "Gekopieerd Graph-accounts");
}

#[wasm_bindgen_test]
async fn a_button_without_words_has_a_name() {
    let stage = Stage::draw(|| icon_button("cross", CANCEL, || ()));
    assert_eq!(said(&stage, "button", "aria-label"), CANCEL.get());
    assert_eq!(said(&stage, "button", "title"), CANCEL.get());
    assert_eq!(said(&stage, "button", "type"), "button");
    assert_eq!(said(&stage, "svg", "aria-hidden"), "true");
}

#[wasm_bindgen_test]
async fn a_button_at_work_stays_says_so_and_does_nothing_more() {
    let busy = RwSignal::new(false);
    let pressed = Rc::new(Cell::new(0));
    let press = pressed.clone();
    let stage = Stage::draw(|| {
        working_button(
            "btn",
            "pulse",
            CHECK_EVERY,
            move || busy.get(),
            move || {
                press.set(press.get() + 1);
            },
        )
    });
    stage.press("button");
    busy.set(true);
    settled().await;
    focus(&stage, "button");
    stage.press("button");
    assert_eq!(pressed.get(), 1);
    assert_eq!(said(&stage, "button", "aria-disabled"), "true");
    assert!(!stage.find("button").unwrap().has_attribute("disabled"));
    assert_eq!(stage.count("svg.spin"), 1);
    busy.set(false);
    settled().await;
    assert!(!stage.find("button").unwrap().has_attribute("aria-disabled"));
    stage.press("button");
    assert_eq!(pressed.get(), 2);
}

#[wasm_bindgen_test]
async fn language_and_colours_say_which_is_chosen_and_change_at_once() {
    let stage = Stage::draw(preferences);
    let chosen = |stage: &Stage| {
        let all = stage.count("[aria-pressed=true]");
        assert_eq!(all, 2, "one language, one theme");
        stage.text_of("[aria-pressed=true]")
    };
    assert_eq!(chosen(&stage), "Nederlands");
    assert_eq!(stage.text_of("legend"), "Taal");
    stage.press("[lang=en]");
    settled().await;
    assert_eq!(chosen(&stage), "English");
    assert_eq!(stage.text_of("legend"), "Language");
    assert!(lang() == Lang::En);

    let root = document().document_element().unwrap();
    stage.press("fieldset:last-child button:last-child");
    settled().await;
    assert_eq!(root.get_attribute("data-theme").as_deref(), Some("dark"));
    assert_eq!(
        said(
            &stage,
            "fieldset:last-child button:last-child",
            "aria-pressed"
        ),
        "true"
    );
    stage.press("fieldset:last-child button:first-child");
    settled().await;
    assert_eq!(root.get_attribute("data-theme"), None);
    stage.press("[lang=nl]");
}

#[wasm_bindgen_test]
async fn what_is_announced_is_in_a_region_that_is_heard() {
    let stage = Stage::draw(announcer);
    announce("Verbonden.");
    settled().await;
    assert_eq!(stage.text_of("[role=status]"), "Verbonden.");
}

fn secret(days_left: i64, cause: Option<Cause>) -> Secret {
    let set_at = when::now().plus_ms(-100 * DAY_MS);
    Secret {
        hint: "7xQ".into(),
        expires: when::now().plus_ms(days_left * DAY_MS).day(),
        set_at,
        set_by: "Mark".into(),
        proved_at: None,
        cause,
    }
}

#[wasm_bindgen_test]
async fn a_meter_says_in_words_and_numbers_how_long_a_secret_lives() {
    let stage = Stage::draw(|| expiry_meter(&secret(300, None)));
    let value = |name: &str| said(&stage, "[role=meter]", name);
    assert_eq!(
        (
            value("aria-valuemin"),
            value("aria-valuemax"),
            value("aria-valuenow")
        ),
        ("0".to_owned(), "400".to_owned(), "300".to_owned())
    );
    let words = stage.text_of("span.num");
    assert!(words.starts_with("Verloopt over 300 dagen ("), "{words}");
    assert_eq!(value("aria-valuetext"), words);
    assert_eq!(value("aria-label"), words);
    assert_eq!(stage.count("i.ok"), 1);

    let over = Stage::draw(|| expiry_meter(&secret(-3, None)));
    assert!(
        over.text_of("span.num")
            .starts_with("Verlopen 3 dagen geleden (")
    );
    assert_eq!(said(&over, "[role=meter]", "aria-valuenow"), "0");
    assert_eq!(over.count("i.bad"), 1);
    let refused = Stage::draw(|| expiry_meter(&secret(300, Some(Cause::SecretWrong))));
    assert_eq!(refused.count("i.bad"), 1);
}

fn run(done: u32, red: u32) -> ProofRun {
    ProofRun {
        id: RunId::parse("0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be111").unwrap(),
        kind: ProofKind::Check,
        reason: RunReason::Asked,
        started_by: "Mark".into(),
        state: RunState::Running,
        started_at: Timestamp(when::now().0),
        ended_at: None,
        total: 100,
        done,
        green: done - red,
        red,
        unknown: 0,
        gone: 0,
    }
}

#[wasm_bindgen_test]
async fn a_run_says_how_far_it_is_and_speaks_at_every_quarter() {
    let now = RwSignal::new(Some(run(5, 0)));
    let stage = Stage::draw(|| {
        announce("stil");
        let acts = plain_button("stop").text(CANCEL);
        let shown = Memo::new(move |_| now.get());
        several([
            run_card(shown, el("b").text("Titel"), acts.into()).into(),
            announcer(),
        ])
    });
    assert_eq!(
        said(&stage, "section", "aria-label"),
        "Controle van 100 mailboxen"
    );
    let bar = |stage: &Stage, name: &str| said(stage, "[role=progressbar]", name);
    assert_eq!(bar(&stage, "aria-valuenow"), "5");
    assert_eq!(bar(&stage, "aria-valuemax"), "100");
    assert_eq!(bar(&stage, "aria-valuetext"), "5 van 100 gedaan, 5 werkt");
    now.set(Some(run(9, 0)));
    settled().await;
    assert_eq!(bar(&stage, "aria-valuenow"), "9");
    assert_eq!(
        stage.text_of("[role=status]"),
        "stil",
        "not at every mailbox"
    );
    now.set(Some(run(25, 0)));
    settled().await;
    let spoken = stage.text_of("[role=status]");
    assert!(spoken.starts_with("25 van 100 gedaan"), "{spoken}");
    // The first that fails is news at any time.
    now.set(Some(run(26, 1)));
    settled().await;
    let spoken = stage.text_of("[role=status]");
    assert!(
        spoken.starts_with("26 van 100 gedaan, 25 werkt, 1 fout"),
        "{spoken}"
    );
}

#[wasm_bindgen_test]
async fn the_steps_say_where_one_is_and_lead_back_only() {
    let account = AccountId::parse("0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be111").unwrap();
    let stage = Stage::draw(|| wizard(2, Some(&account), CONNECT, [], nothing()));
    assert_eq!(said(&stage, "ol", "aria-label"), "Stap 3 van 4");
    assert_eq!(stage.count("ol a"), 2);
    assert_eq!(stage.count("[aria-current=step]"), 1);
    assert_eq!(stage.count("li:nth-child(3)[aria-current=step]"), 1);
    assert_eq!(
        said(&stage, "li:nth-child(2) a", "href"),
        "/accounts/0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be111/setup/toestemming"
    );
    let first = Stage::draw(|| wizard(0, None, CONNECT, [], nothing()));
    assert_eq!(first.count("ol a"), 0);
}

#[wasm_bindgen_test]
async fn permissions_are_a_table_with_heads_and_a_word_for_each() {
    let all = [Scope::MailReadWriteShared, Scope::MailSendShared];
    let stage = Stage::draw(|| scope_table(&all, Some(&[Scope::MailSendShared])));
    assert_eq!(stage.count("th[scope=col]"), 3);
    assert_eq!(stage.text_of("tr:nth-child(1) .pill"), "Verleend");
    assert_eq!(stage.text_of("tr:nth-child(2) .pill"), "Ontbreekt");
    assert_eq!(
        said(&stage, "td small", "lang"),
        "en",
        "Microsoft's own name"
    );
}

#[wasm_bindgen_test]
async fn two_weeks_are_strokes_up_and_down_and_a_sentence() {
    // Good today and two days ago, refused yesterday.
    let days = ProofDays::read(0b01_10_01, Day(20_000), Day(20_000));
    let stage = Stage::draw(move || spark(&days));
    choose(Lang::Nl);
    settled().await;
    let sentence = "Laatste 14 dagen: 2 goed, 1 met een fout";
    assert_eq!(said(&stage, "[role=img]", "aria-label"), sentence);
    assert_eq!(said(&stage, "path.ok", "d"), "M68 9V2M80 9V2");
    assert_eq!(said(&stage, "path.bad", "d"), "M74 10v7");
    let nothing_tried = said(&stage, "path.idle", "d");
    assert_eq!(nothing_tried.matches('M').count(), 11);
    choose(Lang::En);
    settled().await;
    let sentence = "Last 14 days: 2 good, 1 with a failure";
    assert_eq!(said(&stage, "[role=img]", "aria-label"), sentence);
    choose(Lang::Nl);
}

#[wasm_bindgen_test]
async fn a_load_waits_fails_and_is_there() {
    let (is_there, failure) = (RwSignal::new(false), RwSignal::new(None));
    let again = RwSignal::new(0);
    let stage = Stage::draw(|| {
        let there = memo(move || is_there.get());
        load_state(there, failure, move || again.update(|n| *n += 1))
    });
    assert_eq!(stage.count("[aria-busy=true]"), 1);
    assert_eq!(stage.text_of("[aria-busy=true]"), "Laden…");
    failure.set(Some(api::plain(Cause::Internal)));
    settled().await;
    assert_eq!(stage.count("[aria-busy=true]"), 0);
    stage.press("button");
    assert_eq!(again.get_untracked(), 1);
    failure.set(None);
    is_there.set(true);
    settled().await;
    assert_eq!(stage.text(), "");
}

#[wasm_bindgen_test]
async fn who_must_wait_hears_when_it_is_over_and_only_then_can_try_again() {
    let stage = Stage::draw(|| {
        announce("stil");
        several([
            wait(1, || plain_button("again").text(SAVE).into()),
            announcer(),
        ])
    });
    assert_eq!(stage.count(".again"), 0);
    assert_eq!(stage.text_of("[role=status]"), "stil");
    for _ in 0..100 {
        if stage.find(".again").is_some() {
            break;
        }
        settled().await;
    }
    assert_eq!(stage.count(".again"), 1);
    let over = "U kunt het nu opnieuw proberen.";
    assert_eq!(stage.text_of("p.num"), over);
    assert_eq!(stage.text_of("[role=status]"), over);
}

#[wasm_bindgen_test]
async fn the_crumbs_name_the_place_and_lead_to_the_one_above() {
    let stage = Stage::draw(|| {
        arrive(
            live(|| "Contoso Scan".to_owned()),
            Some((NAV_ACCOUNTS.into(), "/accounts")),
        );
        crumbs()
    });
    settled().await;
    assert_eq!(said(&stage, "nav", "aria-label"), "Kruimelpad");
    assert_eq!(said(&stage, "a", "href"), "/accounts");
    assert_eq!(stage.text_of("b"), "Contoso Scan");
    assert!(document().title().starts_with("Contoso Scan · "));
}

#[wasm_bindgen_test]
async fn where_nothing_is_yet_there_is_one_way_on() {
    let stage = Stage::draw(|| {
        empty(
            "key",
            CONNECT,
            SAVE,
            link("btn", "", CONNECT, "/accounts/new"),
        )
    });
    assert_eq!(stage.count("h2"), 1);
    assert_eq!(said(&stage, "a", "href"), "/accounts/new");
}

#[wasm_bindgen_test]
async fn a_field_that_goes_while_it_has_the_focus_goes_without_an_error() {
    let listen = js_sys::Function::new_no_args(
        "window.broken = []; window.addEventListener('error', (event) => {
            window.broken.push(event.message); event.preventDefault();
        });",
    );
    listen.call0(&wasm_bindgen::JsValue::NULL).unwrap();
    let there = RwSignal::new(true);
    let left = Rc::new(Cell::new(0));
    let leaves = left.clone();
    let stage = Stage::draw(|| {
        only(
            move || there.get(),
            move || {
                let leaves = leaves.clone();
                let leave = move || leaves.set(leaves.get() + 1);
                let told = leave.clone();
                el("div")
                    .on("focusout", move |_| told())
                    .with(el("input").on("blur", move |_| leave()))
                    .into()
            },
        )
    });
    focus(&stage, "input");
    there.set(false);
    settled().await;
    assert_eq!(stage.count("input"), 0);
    let broken = js_sys::Reflect::get(&window(), &"broken".into()).unwrap();
    let broken = js_sys::Array::from(&broken).join(", ");
    assert_eq!(String::from(broken), "");
    assert_eq!(left.get(), 0, "nobody is there any more to be told");
}
