//! What a power cut may not take away, and what may lie nowhere.

use crate::support::{SERVICE, Town, finish_form};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const MAILBOX: &str = "facturen@contoso.nl";

/// Kills the backend in the middle of writes, again and again. Whatever was
/// acknowledged is there afterwards, and the audit is whole.
#[tokio::test]
async fn kill_9_loses_nothing_that_was_acknowledged() {
    let (mut town, mut admin, account) = Town::with_account().await;
    let mut acknowledged = Vec::new();
    for round in 0..15 {
        let stop = Arc::new(AtomicBool::new(false));
        let path = "/mailboxes";
        let (mut done, mut n) = (Vec::new(), 0);
        let writing = async {
            while !stop.load(Ordering::Relaxed) {
                let address = format!("m{round}-{n}@contoso.nl");
                let form = json!({ "account_id": account, "address": address });
                let request = admin
                    .request(reqwest::Method::POST, path)
                    .header("origin", crate::support::PUBLIC)
                    .header(contract::REQUESTED_BY, contract::PANEL)
                    .json(&form);
                match request.send().await {
                    Ok(answer) if answer.status() == 201 => done.push(address),
                    _ => break,
                }
                n += 1;
            }
        };
        let killing = async {
            // Another moment each round.
            tokio::time::sleep(Duration::from_millis(15 + round * 13 % 90)).await;
            town.kill();
            stop.store(true, Ordering::Relaxed);
        };
        tokio::join!(writing, killing);
        acknowledged.extend(done);
        town.start();
        admin.moved_to(&town);
    }
    assert!(acknowledged.len() > 15, "{}", acknowledged.len());
    for address in &acknowledged {
        admin
            .get(&format!("/mailboxes/{address}"))
            .await
            .expect(200);
    }
    town.kill();
    let store = backend::store::Store::open(backend::store::Opening {
        folder: &town.folder.path().join("data"),
        database_url: None,
        key: None,
    })
    .await
    .unwrap();
    assert!(store.verify_audit().await.unwrap() > acknowledged.len() as u64);
}

/// Killed between Microsoft's answer and our commit, a refresh is simply done
/// again with the token that is still there.
#[tokio::test]
async fn kill_9_during_a_refresh_keeps_the_sign_in() {
    let (mut town, mut admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let path = format!("/mailboxes/{MAILBOX}/proofs");
    for delay in [0, 20, 40, 60, 80] {
        town.kill();
        town.sql("update sign_ins set access_expires_at = 1").await;
        town.start();
        admin.moved_to(&town);
        let fault = json!({ "endpoint": "token", "delay_ms": 40 });
        town.control("faults", fault).await;
        admin
            .post(&path, json!({ "kind": "check" }))
            .await
            .expect(202);
        tokio::time::sleep(Duration::from_millis(delay)).await;
        town.restart();
        admin.moved_to(&town);
        let mailbox = admin.prove(MAILBOX, "check").await;
        assert_eq!(
            crate::support::light(&mailbox, "sign_in"),
            "green",
            "{delay}"
        );
    }
}

/// Killed while redeeming, a consent has failed and can be started again.
#[tokio::test]
async fn kill_9_during_a_consent_leaves_the_account_usable() {
    let (mut town, mut admin, account) = Town::with_account().await;
    let before = admin.get(&format!("/accounts/{account}")).await.expect(200);
    let started = admin.start_consent(&account).await;
    let way_back = town.at_microsoft(&started, SERVICE, "accept").await;
    town.control("faults", json!({ "endpoint": "token", "delay_ms": 2000 }))
        .await;
    let form = finish_form(&started, &way_back);
    let request = admin
        .request(reqwest::Method::POST, "/consents/finish")
        .header("origin", crate::support::PUBLIC)
        .header(contract::REQUESTED_BY, contract::PANEL)
        .json(&form);
    let (_, ()) = tokio::join!(request.send(), async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        town.restart();
    });
    admin.moved_to(&town);
    let path = format!("/consents/{}", started["id"].as_str().unwrap());
    let consent = admin.get(&path).await.expect(200);
    assert_eq!(consent["state"], "failed");
    let after = admin.get(&format!("/accounts/{account}")).await.expect(200);
    assert_eq!(before["sign_ins"], after["sign_ins"]);
    let consent = town.consent(&admin, &account, SERVICE).await;
    assert_eq!(consent["state"], "completed");
}

/// Everything secret that Microsoft gave or got lies nowhere in the open: not
/// in the database, not in the log.
#[tokio::test]
async fn no_secret_lies_open() {
    let (mut town, mut admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    admin.prove(MAILBOX, "full").await;
    admin.test_mail(MAILBOX, MAILBOX, &["arrived"]).await;
    town.kill();
    town.sql("update sign_ins set access_expires_at = 1").await;
    town.start();
    admin.moved_to(&town);
    admin.prove(MAILBOX, "check").await;
    let issued = town.ask_microsoft("issued").await;
    let written = town.written();
    let mut looked_for = 0;
    for (kind, values) in issued.as_object().unwrap() {
        for value in values.as_array().unwrap() {
            let value = value.as_str().unwrap();
            looked_for += 1;
            assert!(
                !written.windows(value.len()).any(|w| w == value.as_bytes()),
                "one of the {kind} lies open"
            );
        }
    }
    assert!(looked_for > 8, "{looked_for}");
    assert!(
        !written
            .windows(19)
            .any(|w| w == crate::support::PASSWORD.as_bytes())
    );
}
