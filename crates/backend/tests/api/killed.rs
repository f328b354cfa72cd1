//! Killed at every moment that Microsoft's answers have: runs go on where they
//! were, a rotation stands at one of its steps, and nothing of ours stays in a
//! mailbox.

use crate::rotation::{MAILBOX, at_microsoft, save_next, verb};
use crate::runs::{done, left_behind, run, start, with_mailboxes};
use crate::support::commands::job_key;
use crate::support::held::Hold;
use crate::support::{CLIENT, Client, Town, eventually};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

fn m(n: usize) -> String {
    format!("m{n}@contoso.nl")
}

/// Waits until a run has come so far, and stands still.
async fn so_far(admin: &Client, id: &str, done: usize) {
    eventually(async || (run(admin, id).await["done"] == done).then_some(())).await;
}

/// A full proof opens the inbox, makes a draft, marks it, moves it and removes
/// it: each call as Microsoft gets it, and those that make something of ours
/// once it is made.
const MOMENTS: [(u64, Hold); 7] = [
    (0, Hold::Before),
    (1, Hold::Before),
    (1, Hold::After),
    (2, Hold::Before),
    (3, Hold::Before),
    (3, Hold::After),
    (4, Hold::Before),
];

#[tokio::test]
async fn a_run_of_full_proofs_goes_on_and_leaves_nothing_in_any_mailbox() {
    const ALL: usize = 20;
    let held = MOMENTS.len();
    let (mut town, mut admin) = with_mailboxes(ALL).await;
    for (n, (others, hold)) in MOMENTS.into_iter().enumerate() {
        town.hold(&m(n + 1), others, hold).await;
    }
    let id = start(&admin, json!({ "kind": "full", "filter": {} })).await;
    // Of the eight at once one has a free hand, and does all the others.
    so_far(&admin, &id, ALL - held).await;
    town.held(held as u64).await;
    assert_eq!(left_behind(&town).await, 5, "made, and not removed");
    // Asked for, and nobody will ever know what became of it.
    let asked = format!("select subject from traces where address = '{}'", m(2));
    let late = town.text(&asked).await;
    town.kill();

    // The second time everything about them is held: each proof again, and the
    // removal of what the first time left behind.
    for n in 1..=held {
        let order = json!({ "endpoint": "graph", "mailbox": m(n), "seconds": 600,
            "hold": "before" });
        town.control("faults", order).await;
    }
    town.start_after_kill().await;
    admin.moved_to(&town);
    town.held(held as u64 + 1).await;
    let half = run(&admin, &id).await;
    assert_eq!(
        (&half["done"], &half["green"], &half["state"]),
        (&json!(ALL - held), &json!(ALL - held), &json!("running")),
        "{half}"
    );
    town.kill();
    town.no_faults().await;
    town.start_after_kill().await;
    admin.moved_to(&town);
    let end = done(&admin, &id).await;
    assert_eq!(
        (&end["total"], &end["done"], &end["green"]),
        (&json!(ALL), &json!(ALL), &json!(ALL)),
        "{end}"
    );
    let items = admin.get(&format!("/runs/{id}/items")).await.expect(200);
    let items = items.as_array().unwrap();
    assert_eq!(items.len(), ALL);
    assert!(items.iter().all(|item| item["outcome"] == "green"));
    // Each came to its end once, and those that had were not begun again.
    let ends = format!("select count(*) from results where ability = 'move' and run_id = '{id}'");
    assert_eq!(town.number(&ends).await, ALL as i64);
    let begun =
        format!("select count(*) from results where ability = 'sign_in' and run_id = '{id}'");
    assert_eq!(town.number(&begun).await, (ALL - held + 3 * held) as i64);
    let over = "select count(*) from audit where action = 'run.done'";
    assert_eq!(town.number(over).await, 1);
    eventually(async || (left_behind(&town).await == 0).then_some(())).await;

    // What Microsoft makes of the call it had is found, when it comes after all.
    let order = json!({ "to": m(2), "subject": late });
    town.control("mail/deliver", order).await;
    assert_eq!(left_behind(&town).await, 1);
    town.kill();
    town.start_after_kill().await;
    eventually(async || (left_behind(&town).await == 0).then_some(())).await;
    // What was written down but never made is forgotten once it cannot come.
    town.kill();
    town.sql("update traces set made_at = 1, may_come = 1")
        .await;
    town.start();
    eventually(async || (town.number("select count(*) from traces").await == 0).then_some(()))
        .await;
    town.run(&["audit", "verify"]).well();
}

#[tokio::test]
async fn a_run_of_checks_goes_on_and_counts_nothing_twice() {
    // Four batches of twenty: too few for smaller ones.
    const ALL: usize = 80;
    let (mut town, mut admin) = with_mailboxes(ALL).await;
    town.hold(&m(7), 0, Hold::Before).await;
    let id = start(&admin, json!({ "kind": "check", "filter": {} })).await;
    town.held(1).await;
    so_far(&admin, &id, ALL - 20).await;
    town.kill();
    assert_eq!(town.answered("batch").await, 3);

    // Answered, and not stored yet.
    town.hold(&m(7), 0, Hold::Before).await;
    town.start_after_kill().await;
    town.held(1).await;
    let nobody_writes = town.nobody_writes().await;
    town.let_go().await;
    eventually(async || (town.answered("batch").await == 4).then_some(())).await;
    town.kill();
    drop(nobody_writes);
    let stored = format!(
        "select done from (select count(*) as done from run_items \
        where run_id = '{id}' and outcome is not null) as items"
    );
    assert_eq!(town.number(&stored).await, (ALL - 20) as i64);

    town.start_after_kill().await;
    admin.moved_to(&town);
    let end = done(&admin, &id).await;
    assert_eq!(
        (&end["total"], &end["done"], &end["green"]),
        (&json!(ALL), &json!(ALL), &json!(ALL)),
        "{end}"
    );
    // Only what had no outcome was asked again, and each result is there once.
    assert_eq!(town.answered("batch").await, 5);
    let results = format!("select count(*) from results where run_id = '{id}'");
    assert_eq!(town.number(&results).await, 2 * ALL as i64);
    let mailboxes = format!(
        "select count(distinct address) from results where run_id = '{id}' and ability = 'read'"
    );
    assert_eq!(town.number(&mailboxes).await, ALL as i64);
    town.run(&["audit", "verify"]).well();
}

/// When a change is killed that Microsoft has a say in.
#[derive(Clone, Copy)]
enum Moment {
    /// While Microsoft looks at the secret.
    Proving,
    /// Once Microsoft has said yes, and nothing is stored yet.
    Proved,
}

/// Kills the backend in the middle of a change, and starts it again.
async fn killed_while(town: &mut Town, admin: &mut Client, request: RequestBuilder, at: Moment) {
    town.hold_token().await;
    let answered = town.answered("/token").await;
    let killing = async {
        town.held(1).await;
        let mut nobody_writes = None;
        if let Moment::Proved = at {
            nobody_writes = Some(town.nobody_writes().await);
            town.let_go().await;
            eventually(async || (town.answered("/token").await > answered).then_some(())).await;
        }
        town.kill();
        drop(nobody_writes);
    };
    let (sent, ()) = tokio::join!(request.send(), killing);
    assert!(sent.is_err(), "it was acknowledged");
    town.start_after_kill().await;
    admin.moved_to(town);
}

/// The secrets of the account as `slot:hint`; the sign-in must work.
async fn stands(town: &mut Town, admin: &mut Client, job: &str) -> Vec<String> {
    town.refreshes(job, MAILBOX).await;
    admin.moved_to(town);
    let refused = "select count(*) from secrets where cause is not null";
    assert_eq!(town.number(refused).await, 0);
    town.rows("select slot || ':' || hint from secrets order by slot")
        .await
}

/// Kills the backend while the mailbox is proved after another secret came in
/// use, and waits for the end of that proof.
async fn killed_while_proved_again(town: &mut Town, admin: &mut Client) {
    town.held(1).await;
    town.kill();
    let running = "select count(*) from runs where reason = 'secret' and state = 'running'";
    assert_eq!(town.number(running).await, 1);
    town.start_after_kill().await;
    admin.moved_to(town);
    let runs = admin.get("/runs").await.expect(200);
    let end = done(admin, runs[0]["id"].as_str().unwrap()).await;
    assert_eq!(
        (&end["reason"], &end["green"], &end["done"]),
        (&json!("secret"), &json!(1), &json!(1)),
        "{end}"
    );
    eventually(async || (left_behind(town).await == 0).then_some(())).await;
}

#[tokio::test]
async fn a_rotation_stands_at_one_of_its_steps_and_goes_on_from_there() {
    let (mut town, mut admin, account) = Town::with_account().await;
    let (town, admin) = (&mut town, &mut admin);
    admin.add_mailbox(&account, MAILBOX).await;
    let job = job_key(admin).await;
    let (next, next_id) = at_microsoft(town).await;
    let path = |verb: &str| format!("/accounts/{account}/secret/{verb}");

    for at in [Moment::Proving, Moment::Proved] {
        let form = json!({ "client_secret": next, "secret_expires": "2098-06-30" });
        let request = admin.write(Method::PUT, &path("next"), form);
        killed_while(town, admin, request, at).await;
        assert_eq!(stands(town, admin, &job).await, ["current:cnt"]);
    }
    save_next(admin, &account, &next).await.expect(200);
    town.kill();
    town.start_after_kill().await;
    let waits = ["current:cnt", "next:sim"];
    assert_eq!(stands(town, admin, &job).await, waits);

    // Its draft is made, or moved, when the proof that follows is cut short.
    let swapped = ["current:sim", "previous:cnt"];
    let back = ["current:cnt", "previous:sim"];
    for (action, others, stood, stand) in [("swap", 1, waits, swapped), ("back", 3, swapped, back)]
    {
        for at in [Moment::Proving, Moment::Proved] {
            let request = admin.write(Method::POST, &path(action), Value::Null);
            killed_while(town, admin, request, at).await;
            assert_eq!(stands(town, admin, &job).await, stood);
        }
        town.hold(MAILBOX, others, Hold::After).await;
        verb(admin, &account, action).await.expect(200);
        killed_while_proved_again(town, admin).await;
        assert_eq!(stands(town, admin, &job).await, stand);
    }
    // It is the one in use that works, not the one beside it.
    let order = json!({ "client_id": CLIENT, "secret_id": next_id });
    town.control("secrets/remove", order).await;
    assert_eq!(stands(town, admin, &job).await, back);
    for (action, times) in [("next", 1), ("swap", 1), ("back", 1)] {
        let query = format!("select count(*) from audit where action = 'secret.{action}'");
        assert_eq!(town.number(&query).await, times, "{action}");
    }
    town.run(&["audit", "verify"]).well();
    town.run(&["key", "check"]).well();
}

/// No moment lies between a secret and the proofs that follow it: what ends
/// there, ends before both.
#[tokio::test]
async fn a_secret_comes_in_use_together_with_the_run_that_proves_it() {
    let (mut town, mut admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let (next, _) = at_microsoft(&town).await;
    save_next(&admin, &account, &next).await.expect(200);
    let runs = "select count(*) from runs where reason = 'secret'";
    let before = town.number(runs).await;
    let slots = "select slot || ':' || hint from secrets order by slot";
    let form = json!({ "client_secret": next, "secret_expires": "2098-06-30" });
    let path = format!("/accounts/{account}/secret");
    for (method, path, body) in [
        (Method::PUT, path.clone(), form),
        (Method::POST, path.clone() + "/swap", Value::Null),
        (Method::POST, path + "/back", Value::Null),
    ] {
        let stood = town.rows(slots).await;
        town.sql("alter table runs rename to runs_away").await;
        let answer = admin
            .finish(admin.write(method.clone(), &path, body.clone()))
            .await;
        assert!(answer.status.is_server_error(), "{path}: {}", answer.body);
        town.kill();
        town.sql("alter table runs_away rename to runs").await;
        assert_eq!(town.rows(slots).await, stood, "{path}");
        assert_eq!(town.number(runs).await, before, "{path}");
        town.start_after_kill().await;
        admin.moved_to(&town);
        // The person tries again; what comes next begins at the swap.
        if method == Method::POST {
            admin
                .finish(admin.write(method, &path, body))
                .await
                .expect(200);
            eventually(async || (town.number(runs).await > before).then_some(())).await;
            town.sql("delete from runs").await;
        }
    }
}

/// What a test mail is found by, how often it lies in a mailbox.
async fn copies(town: &Town) -> usize {
    let subject = town.text("select subject from test_mails").await;
    let state = town.ask_microsoft("state").await["state"]["mailboxes"].to_string();
    state.matches(&subject).count()
}

#[tokio::test]
async fn a_test_mail_that_nobody_heard_of_again_does_not_stay() {
    let (mut town, mut admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let sent = json!({ "endpoint": "sendMail", "hold": "after" });
    town.control("faults", sent).await;
    let form = json!({ "to": MAILBOX, "subject": "Testmail", "text": "Hallo" });
    let path = format!("/mailboxes/{MAILBOX}/test-mails");
    let mail = admin.post(&path, form).await.expect(202);
    town.held(1).await;
    assert!(copies(&town).await > 0);
    town.kill();
    town.start_after_kill().await;
    admin.moved_to(&town);
    let path = format!("/test-mails/{}", mail["id"].as_str().unwrap());
    let mail = admin.get(&path).await.expect(200);
    assert_eq!(mail["state"], "unknown", "{mail}");
    eventually(async || (copies(&town).await == 0).then_some(())).await;
}

#[tokio::test]
async fn a_test_mail_that_comes_late_does_not_stay() {
    let (mut town, mut admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    town.control("mail/delay", json!({ "seconds": 3600 })).await;
    let mail = admin.test_mail(MAILBOX, MAILBOX, &["accepted"]).await;
    assert_eq!(copies(&town).await, 1, "in Sent Items");
    town.kill();
    // It has looked for long enough.
    town.sql("update test_mails set looks_until = 1").await;
    town.start_after_kill().await;
    admin.moved_to(&town);
    let path = format!("/test-mails/{}", mail["id"].as_str().unwrap());
    eventually(async || (admin.get(&path).await.body["state"] == "not_yet").then_some(())).await;
    town.kill();
    town.start_after_kill().await;
    eventually(async || (copies(&town).await == 0).then_some(())).await;
    // No access token lives as long: by Microsoft's clock, not by ours, the one
    // that the backend has is over.
    town.control("clock", json!({ "advance_seconds": 5500 }))
        .await;
    assert_eq!(copies(&town).await, 1, "it has arrived");
    town.kill();
    town.start_after_kill().await;
    eventually(async || (copies(&town).await == 0).then_some(())).await;
}
