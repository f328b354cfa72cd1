//! Several people sign in to one account: what each carries, what stops when one
//! leaves, and moving mailboxes from one to another.

use crate::runs::done;
use crate::support::commands::{job_key, token};
use crate::support::{Client, SERVICE, Town, eventually, light};
use serde_json::{Value, json};

/// May read `facturen`, and nothing else.
const PIETER: &str = "pieter.jansen@contoso.nl";
const MAILBOX: &str = "facturen@contoso.nl";
const CLOSED: &str = "scan.utrecht@contoso.nl";

/// An account with two mailboxes that the service account carries, and Pieter,
/// who has signed in as well.
async fn with_two() -> (Town, Client, String) {
    let (town, admin, account) = Town::with_account().await;
    for mailbox in [MAILBOX, CLOSED] {
        admin.add_mailbox(&account, mailbox).await;
        admin.prove(mailbox, "full").await;
    }
    let consent = town.consent(&admin, &account, PIETER).await;
    assert_eq!(consent["state"], "completed", "{consent}");
    eventually(async || {
        let runs = admin.get("/runs?state=running").await.expect(200);
        (runs == json!([])).then_some(())
    })
    .await;
    (town, admin, account)
}

async fn carrier(admin: &Client, account: &str, who: &str) -> Value {
    let path = format!("/accounts/{account}/sign-ins");
    let all = admin.get(&path).await.expect(200);
    let all = all["sign_ins"].as_array().unwrap().clone();
    let mut found = all
        .into_iter()
        .filter(|one| one["sign_in"]["username"] == who);
    found.next().unwrap()
}

fn id(carrier: &Value) -> String {
    carrier["sign_in"]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn what_a_sign_in_carries_and_what_stops_without_it_is_told() {
    let (_town, admin, account) = with_two().await;
    let service = carrier(&admin, &account, SERVICE).await;
    let stops = service["stops"].as_array().unwrap();
    assert_eq!(stops.len(), 5, "{service}");
    assert_eq!(stops[0], json!({ "purpose": "import", "mailboxes": 2 }));
    // A second consent takes nothing away from the first.
    let pieter = carrier(&admin, &account, PIETER).await;
    assert_eq!(pieter["stops"], json!([]), "{pieter}");
    let list = format!("/mailboxes?sign_in={}", id(&service));
    let list = admin.get(&list).await.expect(200);
    assert_eq!(list["items"].as_array().unwrap().len(), 2);
    let list = format!("/mailboxes?sign_in={}", id(&pieter));
    let list = admin.get(&list).await.expect(200);
    assert_eq!(
        (&list["items"], &list["counts"]["idle"]),
        (&json!([]), &json!(0))
    );
}

#[tokio::test]
async fn only_what_the_other_sign_in_can_read_moves_to_it() {
    let (town, admin, account) = with_two().await;
    let job = job_key(&admin).await;
    let (service, pieter) = (
        id(&carrier(&admin, &account, SERVICE).await),
        id(&carrier(&admin, &account, PIETER).await),
    );
    let path = format!("/accounts/{account}/sign-ins/{pieter}/mailboxes");
    let form = json!({ "addresses": [MAILBOX, CLOSED], "dry_run": true });
    let tried = admin.post(&path, form).await.expect(200);
    assert_eq!(
        tried["items"],
        json!([
            { "address": MAILBOX, "outcome": "green", "cause": null },
            { "address": CLOSED, "outcome": "red", "cause": "no_mailbox_access" },
        ])
    );
    assert_eq!(carrier(&admin, &account, PIETER).await["stops"], json!([]));
    let before = admin.get(&format!("/mailboxes/{CLOSED}")).await.expect(200);

    let form = json!({ "addresses": [MAILBOX, CLOSED] });
    let moved = admin.post(&path, form.clone()).await.expect(200);
    assert_eq!(moved["items"][0]["outcome"], "moved", "{moved}");
    assert_eq!(moved["items"][1]["outcome"], "red");
    let run = done(&admin, moved["run"]["id"].as_str().unwrap()).await;
    assert_eq!(
        (&run["reason"], &run["total"]),
        (&json!("moved"), &json!(1))
    );
    let mailbox = admin.settled(MAILBOX).await;
    assert_eq!(mailbox["sign_in"]["username"], PIETER);
    assert_eq!(light(&mailbox, "move"), "green", "{mailbox}");
    token(&town.client(), &job, MAILBOX).await.expect(200);
    // The other one is as it was, and none the worse for having been tried.
    let after = admin.get(&format!("/mailboxes/{CLOSED}")).await.expect(200);
    assert_eq!(
        (&after["lights"], &after["sign_in"]),
        (&before["lights"], &before["sign_in"])
    );
    let again = admin.post(&path, form).await.expect(200);
    assert_eq!(again["items"][0]["outcome"], "already");
    assert!(again["run"].is_null());
    assert_eq!(
        carrier(&admin, &account, PIETER).await["stops"][0]["mailboxes"],
        1
    );

    // And back.
    let back = format!("/accounts/{account}/sign-ins/{service}/mailboxes");
    let form = json!({ "addresses": [MAILBOX] });
    let moved = admin.post(&back, form).await.expect(200);
    assert_eq!(moved["items"][0]["outcome"], "moved", "{moved}");
    let audited = "select count(*) from audit where action = 'mailbox.move'";
    assert_eq!(town.number(audited).await, 2);
    // No other proof was stored meanwhile with the sign-in before.
    done(&admin, moved["run"]["id"].as_str().unwrap()).await;
    let mailbox = admin.settled(MAILBOX).await;
    assert_eq!(mailbox["sign_in"]["username"], SERVICE);
}

/// No moment lies between a move and the run that proves it: where the run cannot
/// be stored, nothing has moved.
#[tokio::test]
async fn mailboxes_move_together_with_the_run_that_proves_them() {
    let (town, admin, account) = with_two().await;
    let pieter = id(&carrier(&admin, &account, PIETER).await);
    let path = format!("/accounts/{account}/sign-ins/{pieter}/mailboxes");
    let form = json!({ "addresses": [MAILBOX] });
    let before = admin
        .get(&format!("/mailboxes/{MAILBOX}"))
        .await
        .expect(200);
    town.sql("alter table runs rename to runs_away").await;
    let refused = admin.post(&path, form.clone()).await;
    assert!(refused.status.is_server_error(), "{}", refused.body);
    town.sql("alter table runs_away rename to runs").await;
    let after = admin
        .get(&format!("/mailboxes/{MAILBOX}"))
        .await
        .expect(200);
    assert_eq!(before, after);
    let moved = admin.post(&path, form).await.expect(200);
    assert_eq!(moved["items"][0]["outcome"], "moved", "{moved}");
    done(&admin, moved["run"]["id"].as_str().unwrap()).await;
}

#[tokio::test]
async fn what_cannot_be_moved_is_refused_with_what_is_in_the_way() {
    let (mut town, mut admin, account) = with_two().await;
    let pieter = id(&carrier(&admin, &account, PIETER).await);
    let path = format!("/accounts/{account}/sign-ins/{pieter}/mailboxes");
    let form = json!({ "addresses": [] });
    admin.post(&path, form).await.refused(422, "invalid");
    let form = json!({ "addresses": ["wie@contoso.nl"] });
    admin.post(&path, form).await.refused(404, "not_found");
    let other = path.replace(&pieter, "0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be111");
    let form = json!({ "addresses": [MAILBOX] });
    admin
        .post(&other, form.clone())
        .await
        .refused(404, "not_found");
    let many: Vec<String> = (0..501).map(|n| format!("m{n}@contoso.nl")).collect();
    let many = json!({ "addresses": many });
    admin.post(&path, many).await.refused(413, "too_large");
    // Pieter leaves.
    town.control("people/revoke-sessions", json!({ "person": PIETER }))
        .await;
    town.expire().await;
    admin.moved_to(&town);
    let left = admin.post(&path, form.clone()).await.expect(200);
    assert_eq!(left["items"][0]["outcome"], "red", "{left}");
    let refused = admin.post(&path, form).await.expect(409);
    assert!(refused["remedy"].is_string(), "{refused}");
}
