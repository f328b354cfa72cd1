//! The words: complete, without shouting, and the right ones for a verdict.

#![allow(clippy::unwrap_used, reason = "a test that fails may do so loudly")]

mod support;

use contract::catalogue::Cause;
use contract::days::ProofDays;
use contract::fields::{Field, Invalid};
use contract::ids::{AccountId, Address, Name};
use contract::mailboxes::{
    Ability, Light, LightState, Mailbox, OVERDUE_MS, Run, Verdict, VerdictState,
};
use contract::mailboxes::{ProofKind, TestMail, TestMailState};
use contract::purposes::Purposes;
use contract::time::{DAY_MS, Day, Timestamp};
use js_sys::{Array, Date, Intl, Object, Reflect};
use leptos::prelude::untrack;
use panel::text::{self, Lang, choose, count, invalid_words};
use panel::ui::{
    Shine, as_it_stood, diagnosis, light_list, mail_words, sentence, several, status_cell,
    to_the_caller, verdict_card,
};
use panel::{json, when};
use support::{Stage, settled};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn mailbox(state: VerdictState, cause: Option<Cause>, ability: Option<Ability>) -> Mailbox {
    Mailbox {
        address: Address::parse("facturen@contoso.nl").unwrap(),
        name: Name::parse("Facturen inkoop").unwrap(),
        account_id: AccountId::parse("0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be111").unwrap(),
        account_name: Name::parse("Contoso Scan").unwrap(),
        sign_in: None,
        purposes: Purposes::ALL,
        lights: vec![Light {
            ability: Ability::Read,
            state: LightState::Green,
            at: when::now(),
            took_ms: 212,
            cause: None,
            microsoft: None,
            standing: None,
        }],
        verdict: Verdict {
            state,
            cause,
            ability,
            since: when::now(),
        },
        days: ProofDays::default(),
        running: None,
        added_at: when::now(),
        added_by: "Mark Bakker".into(),
    }
}

#[wasm_bindgen_test]
fn every_error_of_every_field_has_words_that_end() {
    for &invalid in Invalid::ALL {
        for field in [
            Field::Name,
            Field::Tenant,
            Field::ClientSecret,
            Field::Address,
        ] {
            let words = invalid_words(field, invalid);
            for lang in Lang::ALL {
                assert!(words.words(lang).ends_with(['.', '?']), "{words:?}");
            }
        }
    }
}

#[wasm_bindgen_test]
fn one_is_not_many() {
    choose(Lang::Nl);
    assert_eq!(count(1, text::MAILBOX_ONE, text::MAILBOX_MANY), "1 mailbox");
    assert_eq!(
        count(7, text::MAILBOX_ONE, text::MAILBOX_MANY),
        "7 mailboxen"
    );
    choose(Lang::En);
    assert_eq!(
        count(0, text::MAILBOX_ONE, text::MAILBOX_MANY),
        "0 mailboxes"
    );
}

#[wasm_bindgen_test]
fn a_verdict_becomes_a_sentence_by_what_failed() {
    let said = |state, ability| sentence(&mailbox(state, None, ability)).words(Lang::Nl);
    assert_eq!(
        said(VerdictState::Ok, None),
        "ImageCapture leest, verplaatst en verstuurt mail"
    );
    // A secret that ends soon, and an ability that came to no answer.
    assert_eq!(
        said(VerdictState::Warn, None),
        "Deze mailbox werkt, maar vraagt aandacht"
    );
    assert_eq!(
        said(VerdictState::Warn, Some(Ability::Read)),
        "Of deze mailbox nu werkt, is niet te zien"
    );
    assert_eq!(
        said(VerdictState::Bad, Some(Ability::Move)),
        "ImageCapture leest mail, maar kan niets verplaatsen"
    );
    assert_eq!(
        said(VerdictState::Bad, Some(Ability::SignIn)),
        "ImageCapture kan zich niet aanmelden bij Microsoft"
    );
    let mut sends = mailbox(VerdictState::Ok, None, None);
    sends.purposes = Purposes::SEND;
    assert_eq!(
        sentence(&sends).words(Lang::En),
        "ImageCapture sends mail as this mailbox"
    );
}

#[wasm_bindgen_test]
fn helpdesk_promises_nothing_about_a_mailbox_that_does_not_exist() {
    let said = |cause| {
        let mailbox = mailbox(VerdictState::Bad, Some(cause), Some(Ability::Read));
        to_the_caller(&mailbox)
    };
    assert_eq!(said(Cause::MailboxUnknown), text::SAY_UNKNOWN);
    assert_eq!(said(Cause::MicrosoftUnwell), text::SAY_OUTAGE);
    assert_eq!(said(Cause::NoMailboxAccess), text::SAY_STOPPED);
    // While Microsoft is away nobody here has anything to renew.
    let mut away = mailbox(VerdictState::Warn, Some(Cause::MicrosoftSilent), None);
    assert_eq!(to_the_caller(&away), text::SAY_OUTAGE);
    away.verdict.cause = Some(Cause::SecretExpiresSoon);
    assert_eq!(to_the_caller(&away), text::SAY_WARN);
}

#[wasm_bindgen_test]
fn a_light_that_was_never_tried_is_not_green_and_one_nobody_needs_is_not_red() {
    let mut mailbox = mailbox(VerdictState::Idle, None, None);
    assert_eq!(Shine::of(&mailbox, Ability::Read), Shine::Green);
    assert_eq!(Shine::of(&mailbox, Ability::Send), Shine::Never);
    mailbox.purposes = Purposes::IMPORT;
    assert_eq!(Shine::of(&mailbox, Ability::Send), Shine::NotNeeded);
}

#[wasm_bindgen_test]
async fn six_lights_stand_in_the_list_and_the_running_one_turns() {
    let mut running = mailbox(VerdictState::Idle, None, None);
    running.running = Some(Run {
        kind: ProofKind::Full,
        step: Ability::Move,
        done: 3,
        of: 4,
    });
    let stage = Stage::draw(|| light_list(&running));
    settled().await;
    assert_eq!(stage.count("li"), 6);
    assert_eq!(stage.count("li .spin"), 1);
    assert_eq!(stage.count("li[data-light=move] .spin"), 1);
    assert_eq!(stage.count("li[data-light=read][data-state=ok]"), 1);
    let card = Stage::draw(|| {
        let nothing = panel::ui::nothing;
        verdict_card(&running, nothing(), nothing(), panel::ui::div("vact"))
    });
    settled().await;
    assert_eq!(card.text_of("[role=status]"), "Stap 4 van 4: Verplaatsen");
}

#[wasm_bindgen_test]
async fn a_pill_says_in_words_what_its_colour_says() {
    let bad = mailbox(
        VerdictState::Bad,
        Some(Cause::PermissionMissing),
        Some(Ability::Move),
    );
    let stage = Stage::draw(|| status_cell(&bad));
    assert_eq!(stage.text_of(".pill.bad"), "Fout");
    assert_eq!(stage.text_of(".why"), "Recht ontbreekt");
    choose(Lang::En);
    settled().await;
    assert_eq!(stage.text_of(".pill.bad"), "Failing");
}

#[wasm_bindgen_test]
async fn what_was_proved_too_long_ago_is_not_green() {
    choose(Lang::Nl);
    let card = |mailbox: &Mailbox| {
        let nothing = panel::ui::nothing;
        verdict_card(mailbox, nothing(), nothing(), panel::ui::div("vact"))
    };
    let mut works = mailbox(VerdictState::Ok, None, None);
    works.lights[0].at = when::now().plus_ms(60_000 - OVERDUE_MS);
    let stage = Stage::draw(|| several([status_cell(&works).into(), card(&works)]));
    assert_eq!(stage.text_of(".pill.ok"), "Werkt");
    assert_eq!(stage.count(".verdict.ok"), 1);

    works.lights[0].at = when::now().plus_ms(-60_000 - OVERDUE_MS);
    let stage = Stage::draw(|| several([status_cell(&works).into(), card(&works)]));
    assert_eq!(stage.count(".pill.ok, .verdict.ok"), 0);
    assert_eq!(stage.text_of(".pill.idle"), "Verouderd");
    assert_eq!(stage.text_of(".why"), "De controle loopt achter");
    assert_eq!(
        stage.text_of(".verdict h2"),
        "Dit is te lang niet gecontroleerd"
    );
    // As it stood then, it was right; and what is refused stays so.
    let stage = Stage::draw(|| as_it_stood(|| card(&works)));
    assert_eq!(stage.count(".verdict.ok"), 1);
    works.verdict.state = VerdictState::Bad;
    let stage = Stage::draw(|| status_cell(&works));
    assert_eq!(stage.text_of(".pill.bad"), "Fout");
}

#[wasm_bindgen_test]
fn a_diagnosis_names_cause_and_owner_and_no_ids_of_ours() {
    choose(Lang::Nl);
    let bad = mailbox(
        VerdictState::Bad,
        Some(Cause::PermissionMissing),
        Some(Ability::Move),
    );
    let text = diagnosis(&bad, Timestamp(0));
    assert!(text.starts_with("Facturen inkoop <facturen@contoso.nl>\nFout: "));
    assert!(text.contains("(permission_missing)"));
    assert!(text.contains("Wie lost dit op: een beheerder van ImageCapture"));
    assert!(text.ends_with("Tijdstip: 1970-01-01T00:00:00.000Z"));
    assert!(!text.contains("0d9a3c1e"));
}

#[wasm_bindgen_test]
fn accepted_is_not_arrived() {
    let mail = |state, round_trip| {
        let mail = TestMail {
            id: contract::ids::TestMailId::parse("3a4b5c6d-7e8f-4a0b-9c1d-2e3f4a5b6c55").unwrap(),
            mailbox: Address::parse("a@b.nl").unwrap(),
            to: Address::parse("a@b.nl").unwrap(),
            round_trip,
            state,
            sent_at: Timestamp(0),
            accepted_at: None,
            arrived_at: None,
            cause: None,
            microsoft: None,
            looks_until: None,
        };
        mail_words(&mail).0
    };
    assert_eq!(mail(TestMailState::Accepted, true), "busy");
    assert_eq!(mail(TestMailState::Accepted, false), "ok");
    assert_eq!(mail(TestMailState::Arrived, true), "ok");
    assert_eq!(mail(TestMailState::NotYet, true), "warn");
    assert_eq!(mail(TestMailState::Unknown, true), "warn");
    assert_eq!(mail(TestMailState::Failed, true), "bad");
}

#[wasm_bindgen_test]
fn days_are_written_as_people_write_them() {
    let day = Day::parse("2028-11-21").unwrap();
    choose(Lang::Nl);
    assert_eq!(when::day(day), "21 november 2028");
    assert_eq!(when::in_days(11), "over 11 dagen");
    assert_eq!(when::in_days(1_000), "over 1000 dagen");
    assert_eq!(when::in_days(26_330), "over 72 jaar");
    assert_eq!(when::ago(when::now()), "zojuist");
    assert_eq!(
        when::ago(when::now().plus_ms(-180_000)),
        "3 minuten geleden"
    );
    choose(Lang::En);
    assert_eq!(when::day(day), "21 November 2028");
    assert_eq!(when::in_days(11), "in 11 days");
}

/// What the browser makes of a moment.
fn by_intl(language: &str, at: Timestamp, options: &[(&str, &str)]) -> String {
    let object = Object::new();
    for (name, value) in options {
        Reflect::set(&object, &(*name).into(), &(*value).into()).unwrap();
    }
    let format = Intl::DateTimeFormat::new(&Array::of1(&language.into()), &object).format();
    let date = Date::new(&JsValue::from_f64(at.0 as f64));
    let said = format.call1(&JsValue::UNDEFINED, &date).unwrap();
    said.as_string().unwrap()
}

#[wasm_bindgen_test]
fn moments_and_days_are_written_as_the_browser_writes_them() {
    const DATE: [(&str, &str); 2] = [("day", "numeric"), ("month", "long")];
    const TIME: [(&str, &str); 2] = [("hour", "2-digit"), ("minute", "2-digit")];
    const YEAR: (&str, &str) = ("year", "numeric");
    for (lang, language) in [(Lang::Nl, "nl"), (Lang::En, "en-GB")] {
        choose(lang);
        // Every month, hour and minute, over many years, on both sides of midnight.
        for step in 0..500 {
            let at = Timestamp(step * 2_963_017_000);
            let full = [&DATE[..], &[YEAR], &TIME].concat();
            assert_eq!(untrack(|| when::moment(at)), by_intl(language, at, &full));
            let seconds = [&TIME[..], &[("second", "2-digit")]].concat();
            assert_eq!(untrack(|| when::clock(at)), by_intl(language, at, &seconds));
            let day = [&DATE[..], &[YEAR, ("timeZone", "UTC")]].concat();
            assert_eq!(untrack(|| when::day(at.day())), by_intl(language, at, &day));
        }
        let lately = when::now().plus_ms(-250 * DAY_MS);
        let short = [DATE, TIME].concat();
        assert_eq!(
            untrack(|| when::moment(lately)),
            by_intl(language, lately, &short)
        );
    }
}

#[wasm_bindgen_test]
fn how_long_ago_is_said_as_the_browser_says_it() {
    let numeric = Object::new();
    Reflect::set(&numeric, &"numeric".into(), &"auto".into()).unwrap();
    for (lang, language) in [(Lang::Nl, "nl"), (Lang::En, "en-GB")] {
        choose(lang);
        let format = Intl::RelativeTimeFormat::new(&Array::of1(&language.into()), &numeric);
        let say = |number: i64, unit: &str| -> String {
            let said = format.format(number as f64, unit);
            said.as_string().unwrap()
        };
        for number in (-29..=29).filter(|number| *number != 0) {
            let minutes = when::now().plus_ms(number * 61_000);
            assert_eq!(untrack(|| when::ago(minutes)), say(number, "minute"));
        }
        for number in (2..=24).chain(-24..=-2) {
            let hours = when::now().plus_ms(number * 3_630_000);
            assert_eq!(untrack(|| when::ago(hours)), say(number, "hour"));
        }
        // For these Dutch has a word of its own, and we count.
        for number in (-400..=400).filter(|days: &i64| days.abs() != 2) {
            assert_eq!(untrack(|| when::in_days(number)), say(number, "day"));
        }
    }
}

#[wasm_bindgen_test]
fn answers_are_read_as_the_backend_writes_them() {
    let before = mailbox(
        VerdictState::Bad,
        Some(Cause::NoMailboxAccess),
        Some(Ability::Read),
    );
    let text = serde_json::to_string(&before).unwrap();
    assert!(json::read::<Mailbox>(&text).unwrap() == before);
    let list = json::read::<Vec<Mailbox>>(&["[", &text, ",", &text, "]"].concat()).unwrap();
    assert_eq!(list.len(), 2);
    for wrong in ["", "{", "[]", "{}", "null", "42", "\"x\""] {
        assert!(json::read::<Mailbox>(wrong).is_err(), "{wrong}");
    }
    let problem = r#"{"type":"urn:imagecapture:problem:busy","title":"t","status":409,
        "code":"busy","remedy":"r","owner":"you","something":{"new":[1,2.5]}}"#;
    let problem: contract::problem::Problem = json::read(problem).unwrap();
    assert_eq!((problem.code, problem.status), (Cause::Busy, 409));
    assert!(problem.errors.is_empty() && problem.microsoft.is_none());
    for cause in Cause::ALL {
        let name = serde_json::to_string(cause).unwrap();
        assert_eq!(json::read::<Cause>(&name).unwrap(), *cause);
    }
}

#[wasm_bindgen_test]
fn the_matrix_knows_granted_only_with_a_sign_in_and_settles_by_proof() {
    let mut box_ = mailbox(VerdictState::Idle, None, None);
    let told = |stage: &Stage| {
        let cells = [1, 2, 3].map(|row| {
            [2, 3, 4].map(|column| {
                let selector = [
                    "tbody tr:nth-child(",
                    &row.to_string(),
                    ") :nth-child(",
                    &column.to_string(),
                    ") .vh",
                ];
                stage.text_of(&selector.concat())
            })
        });
        cells.map(|row| row.join(" "))
    };
    let stage = Stage::draw(|| panel::ui::permission_matrix(&box_, None));
    assert_eq!(
        told(&stage),
        [
            "ja onbekend ja",
            "ja onbekend nog niet getest",
            "ja onbekend nog niet getest"
        ]
    );
    drop(stage);
    box_.purposes = Purposes::IMPORT;
    let sign_in = contract::accounts::SignIn {
        id: contract::ids::SignInId::parse("0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be333").unwrap(),
        name: "Service".into(),
        username: "svc@contoso.nl".into(),
        granted: Vec::new(),
        missing: vec![contract::purposes::Scope::MailReadWriteShared],
        consented_at: when::now(),
        refreshed_at: when::now(),
        access_expires_at: when::now(),
        ended: None,
    };
    let stage = Stage::draw(|| panel::ui::permission_matrix(&box_, Some(&sign_in)));
    assert_eq!(
        told(&stage),
        [
            "ja nee ja",
            "ja nee nog niet getest",
            "niet nodig niet nodig niet nodig"
        ]
    );
}

#[wasm_bindgen_test]
fn what_a_line_of_the_log_says_besides_is_in_the_language_of_its_reader() {
    let lines = [
        (
            "migration.hand_over",
            "300 new, 0 updated",
            "300 nieuw, 0 bijgewerkt",
        ),
        ("wave.start", "1 accounts", "1 Exchange-account"),
        ("rights.script", "12 mailboxes", "12 mailboxen"),
        (
            "wave.stopped_by_failures",
            "3 of 50 failed",
            "3 van 50 mislukt",
        ),
        ("run.start", "full of 312", "Volledig bewijs van 312"),
        (
            "secret.next",
            "begins with abc, ends 2028-11-21",
            "begint met abc, verloopt 2028-11-21",
        ),
        (
            "migration.choose",
            "account by domain, place on_premises",
            "account volgens het domein, plaats on_premises",
        ),
        (
            "person.add",
            "helpdesk sanne@contoso.nl",
            "Helpdesk sanne@contoso.nl",
        ),
        (
            "person.change",
            "admin inactive",
            "Beheerder zonder toegang",
        ),
        ("token.hand_out", "import 5", "Importeren 5"),
        (
            "token.hand_out",
            "import 5 2026-11-30T13:10:00.000Z",
            "Importeren 5",
        ),
        (
            "account.change",
            "Contoso: import export_job",
            "Contoso: Importeren, Exporttaken",
        ),
        (
            "consent.failed",
            "secret_expired: dienst@contoso.nl",
            "Clientsecret verlopen: dienst@contoso.nl",
        ),
        // What is not known stays.
        ("consent.failed", "something_new", "something_new"),
        ("calendar.make", "Head of Sales", "Head of Sales"),
        ("account.change", "no colon", "no colon"),
    ];
    choose(Lang::Nl);
    for (action, stored, said) in lines {
        assert_eq!(text::log_detail(action, stored).get(), said, "{action}");
    }
    choose(Lang::STORED);
    let (action, stored, _) = lines[0];
    assert_eq!(text::log_detail(action, stored).get(), stored);
}
