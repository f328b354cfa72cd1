//! Pieces with a shape of their own: the timeline, a wave, a test mail, what
//! something is for, what Microsoft said, and rows that are not there.

#![allow(clippy::unwrap_used, reason = "a test that fails may do so loudly")]

mod support;

use contract::audit::AuditLine;
use contract::catalogue::MicrosoftTrace;
use contract::ids::{Address, WaveId};
use contract::purposes::Purposes;
use contract::time::{DAY_MS, Timestamp};
use contract::waves::{Wave, WaveState};
use leptos::prelude::*;
use panel::text::{CANCEL, Lang, choose};
use panel::ui::{
    Form, TestMailForm, announce, announcer, el, empty_cells, history, plain_button, purpose_boxes,
    several, technical, test_mail_card, wave_card,
};
use std::cell::Cell;
use std::rc::Rc;
use support::{Stage, said, settled};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

fn line(at: i64, action: &str, object: &str) -> AuditLine {
    AuditLine {
        number: 1,
        at: Timestamp(at),
        actor: "Mark Bakker <mark@contoso.nl>".to_owned(),
        action: action.to_owned(),
        object: object.to_owned(),
        object_name: None,
        detail: String::new(),
    }
}

#[wasm_bindgen_test]
async fn a_timeline_is_a_list_for_each_day_that_is_called_by_it() {
    let day = 1_774_000_000_000;
    let lines = [
        line(day + 2_000, "mailbox.remove", "facturen@contoso.nl"),
        line(day + 1_000, "session.start", ""),
        line(day - DAY_MS, "nobody.knows", ""),
    ];
    let stage = Stage::draw(|| history(&lines, true));
    assert_eq!(stage.count("section > h2"), 2, "one for each day");
    assert_eq!(stage.count("section:first-child ol > li"), 2);
    let named = said(&stage, "ol", "aria-label");
    assert_eq!(named, stage.text_of("h2"), "the list is called by its day");
    assert_eq!(
        said(&stage, "time", "datetime"),
        Timestamp(day + 2_000).to_string()
    );
    assert!(stage.text_of("li").contains("verwijderde mailbox"));
    // What the panel has no words for is said as the backend calls it.
    assert!(stage.text().contains("nobody.knows"));
    choose(Lang::En);
    settled().await;
    assert!(stage.text_of("h2").contains("March"), "{}", stage.text());
    assert_ne!(said(&stage, "ol", "aria-label"), named);
    choose(Lang::Nl);
    // On the page of a thing itself the days are a level lower.
    let own = Stage::draw(|| history(&lines, false));
    assert_eq!((own.count("h2"), own.count("h3")), (0, 2));
}

#[wasm_bindgen_test]
async fn what_programs_did_in_a_row_is_one_line_that_opens() {
    let by = |actor: &str, at: i64| AuditLine {
        actor: actor.to_owned(),
        ..line(at, "migration.switched", "facturen@contoso.nl")
    };
    let mark = "Mark Bakker <mark@contoso.nl>";
    let (own, job) = ("imagecapture-mail", "job Import");
    let day = 1_774_000_000_000;
    // Three in a row, a person, two in a row, and the day before.
    let actors = [own, job, own, mark, own, own];
    let mut lines: Vec<AuditLine> = (0..).zip(actors).map(|(n, a)| by(a, day - n)).collect();
    lines.push(by(own, day - DAY_MS));
    let stage = Stage::draw(|| history(&lines, false));
    assert_eq!(stage.count("section:first-child > ol > li"), 4);
    assert_eq!(stage.count("section:last-child > ol > li"), 1);
    assert_eq!(stage.text_of("summary"), "3 regels van ImageCapture zelf");
    assert_eq!(stage.count("details:not([open]) ol > li"), 3);
    choose(Lang::En);
    settled().await;
    assert_eq!(stage.text_of("summary"), "3 lines of ImageCapture itself");
    choose(Lang::Nl);
    // Whoever looks for nothing else sees it.
    let stage = Stage::draw(|| history(&lines[4..], false));
    assert_eq!(stage.count("details"), 0);
    let stage = Stage::draw(|| history(&lines[..3], false));
    assert_eq!(stage.count("details"), 0);
}

fn wave(waiting: u32, failed: u32) -> Wave {
    Wave {
        id: WaveId::parse("0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be111").unwrap(),
        number: 2,
        state: WaveState::Running,
        started_by: "Mark Bakker".to_owned(),
        started_at: Timestamp(1_774_000_000_000),
        ended_at: None,
        total: 50,
        waiting,
        switching: 0,
        switched: 50 - waiting - failed,
        failed,
        skipped: 0,
        rolled_back: 0,
        roll_back_until: None,
        no_roll_back: None,
    }
}

#[wasm_bindgen_test]
async fn a_wave_says_how_far_it_is_and_speaks_when_something_fails_and_at_its_end() {
    let now = RwSignal::new(Some(wave(40, 0)));
    let stage = Stage::draw(|| {
        announce("stil");
        let shown = Memo::new(move |_| now.get());
        let acts = plain_button("stop").text(CANCEL);
        several([
            wave_card(shown, el("b").text("Titel"), acts.into()).into(),
            announcer(),
        ])
    });
    let bar = |stage: &Stage, name: &str| said(stage, "[role=progressbar]", name);
    assert_eq!(said(&stage, "section", "aria-label"), "Golf 2");
    assert_eq!(bar(&stage, "aria-valuenow"), "20", "of a hundred");
    assert_eq!(bar(&stage, "aria-valuemax"), "100");
    assert_eq!(
        bar(&stage, "aria-valuetext"),
        "10 van 50 gedaan, 10 op Graph"
    );
    now.set(Some(wave(20, 0)));
    settled().await;
    assert_eq!(bar(&stage, "aria-valuenow"), "60");
    assert_eq!(
        stage.text_of("[role=status]"),
        "stil",
        "not at every account"
    );
    now.set(Some(wave(20, 1)));
    settled().await;
    let spoken = stage.text_of("[role=status]");
    assert!(spoken.contains("1 mislukt"), "{spoken}");
    let state = WaveState::Done;
    now.set(Some(Wave {
        state,
        ..wave(0, 1)
    }));
    settled().await;
    let spoken = stage.text_of("[role=status]");
    assert!(spoken.starts_with("Klaar"), "{spoken}");
    assert!(spoken.contains("50 van 50 gedaan"), "{spoken}");
}

#[wasm_bindgen_test]
async fn a_test_mail_says_what_an_address_can_prove_and_is_sent_once() {
    let own = Address::parse("facturen@contoso.nl").unwrap();
    let sent = Rc::new(Cell::new(0));
    let counts = sent.clone();
    let stage = Stage::draw(|| {
        let mail = TestMailForm::new(&own);
        let send = move || counts.set(counts.get() + 1);
        test_mail_card(&own, mail, Vec::new, send)
    });
    for (id, name) in [
        ("f-to", "Aan"),
        ("f-subject", "Onderwerp"),
        ("f-text", "Tekst"),
    ] {
        let label = ["label[for=", id, "]"].concat();
        assert!(stage.text_of(&label).starts_with(name), "{name}");
    }
    assert!(stage.text_of(".hint").contains("Naar de mailbox zelf"));
    stage.type_in("#f-to", "iemand@elders.nl");
    settled().await;
    assert!(!stage.text_of(".hint").contains("Naar de mailbox zelf"));
    stage.press("button[type=submit]");
    settled().await;
    assert_eq!(sent.get(), 1);
}

#[wasm_bindgen_test]
async fn what_it_is_for_is_a_group_of_boxes_each_with_what_follows_from_it() {
    let value = RwSignal::new(Purposes::IMPORT);
    let stage = Stage::draw(|| {
        let form = Form::new(Vec::new);
        purpose_boxes(form, value)
    });
    assert!(stage.text_of("fieldset legend").starts_with("Waarvoor"));
    assert_eq!(stage.count("fieldset input[type=checkbox]"), 2);
    let box_of = |at: u32| -> HtmlInputElement {
        let nth = [".check-row:nth-of-type(", &(at + 2).to_string(), ") input"].concat();
        stage.find(&nth).unwrap().unchecked_into()
    };
    assert!(box_of(0).checked() && !box_of(1).checked());
    for at in 0..2 {
        let described = box_of(at).get_attribute("aria-describedby").unwrap();
        let hint = stage.text_of(&["#", &described].concat());
        assert!(hint.contains("Mail."), "the permission it takes: {hint}");
    }
    box_of(1).unchecked_into::<HtmlElement>().click();
    settled().await;
    assert_eq!(value.get_untracked(), Purposes::IMPORT.with(Purposes::SEND));
    box_of(0).unchecked_into::<HtmlElement>().click();
    settled().await;
    assert_eq!(value.get_untracked(), Purposes::SEND);
}

#[wasm_bindgen_test]
fn what_microsoft_said_waits_behind_a_word_and_is_copied_whole() {
    let trace = MicrosoftTrace {
        code: "AADSTS50011".to_owned(),
        message: "The redirect URI does not match.".to_owned(),
        request_id: Some("1f3e".to_owned()),
        correlation_id: None,
        at: Timestamp(1_774_000_000_000),
    };
    let stage = Stage::draw(|| technical(Some(&trace), Some("ours-7")));
    assert_eq!(stage.count("details:not([open]) > summary"), 1);
    assert_eq!(stage.count("dl > dt"), stage.count("dl > dd"));
    for part in ["AADSTS50011", "does not match", "1f3e", "ours-7"] {
        assert!(stage.text_of("dl").contains(part), "{part}");
    }
    assert_eq!(stage.count("details button"), 1);
    let nothing = Stage::draw(|| technical(None, None));
    assert_eq!(nothing.text(), "");
}

#[wasm_bindgen_test]
fn a_row_that_is_not_there_has_the_cells_of_one_that_is() {
    let stage = Stage::draw(|| {
        let row = el("tr").all(empty_cells(&["x", "m", "wide"]));
        el("table").with(el("tbody").with(row))
    });
    assert_eq!(stage.count("td"), 3);
    assert_eq!(stage.count("td.wide"), 1);
    assert_eq!(stage.text(), "");
}
