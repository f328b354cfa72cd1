//! Killed at every moment that Microsoft's answers have: runs go on where they
//! were, a rotation stands at one of its steps, and nothing of ours stays in a
//! mailbox.

use crate::runs::{done, left_behind, run, start, with_mailboxes};
use crate::support::held::Hold;
use crate::support::{Client, eventually};
use serde_json::json;

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
    const ALL: usize = 100;
    let (mut town, mut admin) = with_mailboxes(ALL).await;
    town.hold(&m(7), 0, Hold::Before).await;
    let id = start(&admin, json!({ "kind": "check", "filter": {} })).await;
    town.held(1).await;
    so_far(&admin, &id, ALL - 20).await;
    town.kill();
    assert_eq!(town.answered("batch").await, 4);

    // Answered, and not stored yet.
    town.hold(&m(7), 0, Hold::Before).await;
    town.start_after_kill().await;
    town.held(1).await;
    let nobody_writes = town.nobody_writes().await;
    town.let_go().await;
    eventually(async || (town.answered("batch").await == 5).then_some(())).await;
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
    assert_eq!(town.answered("batch").await, 6);
    let results = format!("select count(*) from results where run_id = '{id}'");
    assert_eq!(town.number(&results).await, 2 * ALL as i64);
    let mailboxes = format!(
        "select count(distinct address) from results where run_id = '{id}' and ability = 'read'"
    );
    assert_eq!(town.number(&mailboxes).await, ALL as i64);
    town.run(&["audit", "verify"]).well();
}
