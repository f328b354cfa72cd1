//! Diagnoses: how a mailbox stood, kept as it was.

use crate::support::{Client, SECRET, SERVICE, Town};
use contract::diagnoses::KEPT_MS;
use reqwest::Method;
use serde_json::{Value, json};

const MAILBOX: &str = "facturen@contoso.nl";

async fn keep(client: &Client) -> Value {
    let path = format!("/mailboxes/{MAILBOX}/diagnoses");
    client.post(&path, json!({})).await.expect(201)
}

async fn open(client: &Client, kept: &Value) -> crate::support::Answer {
    let id = kept["id"].as_str().unwrap();
    client.get(&format!("/diagnoses/{id}")).await
}

#[tokio::test]
async fn what_is_kept_stays_as_it_was_also_when_the_mailbox_heals_and_goes() {
    let (town, admin, account) = Town::with_account().await;
    let body = json!({ "mailbox": MAILBOX, "person": SERVICE, "right": "full_access" });
    town.control("rights/take", body.clone()).await;
    let then = admin.add_mailbox(&account, MAILBOX).await;
    assert_eq!(then["verdict"]["cause"], "no_mailbox_access");
    let desk = town.helpdesk(&admin).await;
    let kept = keep(&desk).await;
    assert_eq!(kept["made_by"], "Sanne de Vries");
    assert_eq!(kept["mailbox"], then);

    town.control("rights/give", body).await;
    let now = admin.prove(MAILBOX, "full").await;
    assert_ne!(now["verdict"], then["verdict"]);
    assert_eq!(open(&admin, &kept).await.expect(200), kept);
    // What is kept now is another one.
    assert_ne!(keep(&desk).await["id"], kept["id"]);

    let path = format!("/mailboxes/{MAILBOX}");
    admin.send(Method::DELETE, &path, None).await.expect(204);
    assert_eq!(open(&desk, &kept).await.expect(200), kept);
    let path = format!("/mailboxes/{MAILBOX}/diagnoses");
    admin.post(&path, json!({})).await.expect(404);
}

#[tokio::test]
async fn the_same_kept_twice_is_one_and_is_written_down_once() {
    let (town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let desk = town.helpdesk(&admin).await;
    let (one, other) = tokio::join!(keep(&desk), keep(&admin));
    assert_eq!(one, other);
    assert_eq!(keep(&desk).await, one);
    let lines = admin.get("/audit?action=diagnosis.").await.expect(200);
    assert_eq!(lines["items"].as_array().unwrap().len(), 1);
    assert_eq!(lines["items"][0]["object"], MAILBOX);
    // Long after it is another one, for whoever starts to count from then.
    town.sql("update diagnoses set made_at = made_at - 3600000")
        .await;
    assert_ne!(keep(&desk).await["id"], one["id"]);
}

#[tokio::test]
async fn what_was_kept_for_long_enough_is_gone() {
    let (mut town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let kept = keep(&admin).await;
    let age = format!("update diagnoses set made_at = made_at - {KEPT_MS}");
    town.sql(&age).await;
    open(&admin, &kept).await.expect(404);
    assert_eq!(town.number("select count(*) from diagnoses").await, 1);
    // The house looks after itself when it starts, and once an hour.
    town.restart();
    crate::support::eventually(async || {
        (town.number("select count(*) from diagnoses").await == 0).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_diagnosis_is_for_whoever_is_signed_in_and_holds_nothing_secret() {
    let (town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let kept = keep(&admin).await;
    open(&town.client(), &kept).await.expect(401);
    let text = kept.to_string();
    for secret in [SECRET, "Factuur 2026-10433", "client_id"] {
        assert!(!text.contains(secret), "{secret}");
    }
}
