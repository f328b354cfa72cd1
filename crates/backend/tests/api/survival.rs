//! What a power cut may not take away, and what may lie nowhere.

use crate::support::commands::{job_key, token};
use crate::support::{SERVICE, Town, finish_form};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const MAILBOX: &str = "facturen@contoso.nl";

/// How often something is killed: seldom in every run, and so often that all
/// such tests together are over 300 rounds where `IMAGECAPTURE_TEST_LONG` is set.
pub(crate) fn rounds(usual: u64) -> u64 {
    match std::env::var_os("IMAGECAPTURE_TEST_LONG") {
        Some(_) => 80,
        None => usual,
    }
}

/// Kills the backend in the middle of writes, again and again. Whatever was
/// acknowledged is there afterwards, and the audit is whole.
#[tokio::test]
async fn kill_9_loses_nothing_that_was_acknowledged() {
    let (mut town, mut admin, account) = Town::with_account().await;
    let mut acknowledged = Vec::new();
    for round in 0..rounds(8) {
        let stop = Arc::new(AtomicBool::new(false));
        let begun = tokio::sync::Notify::new();
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
                    Ok(answer) if answer.status() == 201 => {
                        done.push(address);
                        begun.notify_one();
                    }
                    _ => break,
                }
                n += 1;
            }
        };
        let killing = async {
            // Another moment each round.
            begun.notified().await;
            tokio::time::sleep(Duration::from_millis(round * 13 % 90)).await;
            town.kill();
            stop.store(true, Ordering::Relaxed);
        };
        tokio::join!(writing, killing);
        acknowledged.extend(done);
        town.start();
        admin.moved_to(&town);
    }
    assert!(
        acknowledged.len() as u64 >= rounds(8),
        "{}",
        acknowledged.len()
    );
    for address in &acknowledged {
        admin
            .get(&format!("/mailboxes/{address}"))
            .await
            .expect(200);
    }
    let lines = town.number("select count(*) from audit").await;
    assert!(lines > acknowledged.len() as i64);
    whole(&mut town).await;
}

/// Killed between Microsoft's answer and our commit, or at any other moment, a
/// refresh is simply done again with the token that is still there.
#[tokio::test]
async fn kill_9_during_a_refresh_keeps_the_sign_in() {
    let (mut town, mut admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let job = job_key(&admin).await;
    let mut generation = 0;
    for round in 0..rounds(6) {
        town.expire().await;
        admin.moved_to(&town);
        let fault = json!({ "endpoint": "token", "delay_ms": 20 });
        town.control("faults", fault).await;
        let client = town.client();
        let (answer, ()) = tokio::join!(
            // Spawned nowhere: it ends with the connection.
            try_token(&client, &job),
            async {
                tokio::time::sleep(Duration::from_millis(round * 7 % 60)).await;
                town.kill();
            }
        );
        // What a job was given was stored before.
        let stored = town.number("select generation from sign_ins").await;
        assert!(stored >= generation + i64::from(answer));
        generation = stored;
        town.start();
        admin.moved_to(&town);
        token(&town.client(), &job, MAILBOX).await.expect(200);
        let ended = town.number("select count(*) from sign_ins where ended_at is not null");
        assert_eq!(ended.await, 0);
    }
    whole(&mut town).await;
}

/// Asks for a token; a connection that is cut is no token.
async fn try_token(client: &crate::support::Client, key: &str) -> bool {
    let path = format!("/mailboxes/{MAILBOX}/access-token");
    let request = client
        .request(reqwest::Method::POST, &path)
        .bearer_auth(key)
        .json(&json!({ "purpose": "import" }));
    request
        .send()
        .await
        .is_ok_and(|answer| answer.status() == 200)
}

/// A change that is posted; says whether it was acknowledged.
async fn try_post(
    client: &crate::support::Client,
    method: reqwest::Method,
    path: &str,
    body: &serde_json::Value,
) -> bool {
    let request = client
        .request(method, path)
        .header("origin", crate::support::PUBLIC)
        .header(contract::REQUESTED_BY, contract::PANEL)
        .json(body);
    match request.send().await {
        Ok(answer) => answer.status().is_success() && answer.bytes().await.is_ok(),
        Err(_) => false,
    }
}

/// The database as SQLite and the audit see it.
async fn whole(town: &mut Town) {
    town.kill();
    if town.database.is_none() {
        assert_eq!(town.text("pragma integrity_check").await, "ok");
    }
    town.run(&["audit", "verify"]).well();
    town.run(&["key", "check"]).well();
}

/// Killed while a consent is completed, the sign-in is either the old one or
/// the new one, and what was acknowledged is there.
#[tokio::test]
async fn kill_9_while_a_consent_is_completed_keeps_a_sign_in() {
    let (mut town, mut admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let job = job_key(&admin).await;
    for round in 0..rounds(6) {
        let started = admin.start_consent(&account).await;
        let way_back = town.at_microsoft(&started, SERVICE, "accept").await;
        let form = finish_form(&started, &way_back);
        let (acknowledged, ()) = tokio::join!(
            try_post(&admin, reqwest::Method::POST, "/consents/finish", &form),
            async {
                tokio::time::sleep(Duration::from_millis(round * 5 % 70)).await;
                town.kill();
            }
        );
        town.start();
        admin.moved_to(&town);
        let path = format!("/consents/{}", started["id"].as_str().unwrap());
        let consent = admin.get(&path).await.expect(200);
        if acknowledged {
            assert_eq!(consent["state"], "completed");
        } else {
            assert_ne!(consent["state"], "redeeming");
        }
        token(&town.client(), &job, MAILBOX).await.expect(200);
    }
    town.refreshes(&job, MAILBOX).await;
    whole(&mut town).await;
}

/// Killed while a secret is replaced, the account has one of the two, with the
/// dates that belong to it.
#[tokio::test]
async fn kill_9_while_a_secret_is_replaced_keeps_one_of_the_two() {
    let (mut town, mut admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let job = job_key(&admin).await;
    let path = format!("/accounts/{account}/secret");
    let mut known = "2099-01-01".to_owned();
    for round in 0..rounds(6) {
        let next = format!("2098-{:02}-{:02}", round % 12 + 1, round / 12 % 28 + 1);
        let secret = json!({ "client_secret": crate::support::SECRET, "secret_expires": next });
        let (acknowledged, ()) = tokio::join!(
            try_post(&admin, reqwest::Method::PUT, &path, &secret),
            async {
                tokio::time::sleep(Duration::from_millis(round * 5 % 50)).await;
                town.kill();
            }
        );
        town.start();
        admin.moved_to(&town);
        let found = admin.get(&format!("/accounts/{account}")).await.expect(200);
        let expires = found["secret"]["expires"].as_str().unwrap();
        assert!(
            expires == next || (expires == known && !acknowledged),
            "{expires}"
        );
        known = expires.to_owned();
    }
    town.refreshes(&job, MAILBOX).await;
    whole(&mut town).await;
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

/// A power cut may take the end of the write-ahead log: whatever is left of it,
/// at any byte, is a database that is whole, with an audit that is whole.
#[tokio::test]
async fn a_log_that_was_cut_at_any_byte_is_a_whole_database() {
    let (mut town, admin, account) = Town::with_account().await;
    if town.database.is_some() {
        return;
    }
    for n in 0..5 {
        let form = json!({ "account_id": account, "address": format!("m{n}@contoso.nl") });
        admin.post("/mailboxes", form).await.expect(201);
    }
    town.kill();
    let before = town.folder.path().join("before");
    std::fs::rename(town.data(), &before).unwrap();
    let wal = std::fs::read(before.join("imagecapture-mail.sqlite-wal")).unwrap();
    assert!(wal.len() > 10_000, "{}", wal.len());
    let mut seen = Vec::new();
    for cut in 0..24 {
        // All of it first; then some of everywhere.
        let length = match cut {
            0 => wal.len(),
            1 => wal.len() - 1,
            _ => wal.len() * cut / 24 - cut * 7,
        };
        std::fs::create_dir(town.data()).unwrap();
        for name in [
            "imagecapture-mail.sqlite",
            "imagecapture-mail.lock",
            "master.key",
        ] {
            std::fs::copy(before.join(name), town.data().join(name)).unwrap();
        }
        let path = town.data().join("imagecapture-mail.sqlite-wal");
        std::fs::write(path, &wal[..length]).unwrap();
        let checked = town.run(&["audit", "verify"]);
        // Cut before the first start was over, there is nothing to check yet.
        let early = ["never used", "bring it up to date"];
        if checked.ok || !early.iter().any(|early| checked.err.contains(early)) {
            checked.well();
            assert_eq!(town.text("pragma integrity_check").await, "ok");
            let mailboxes = town.number("select count(*) from mailboxes").await;
            let lines = "select count(*) from audit where action = 'mailbox.add'";
            assert_eq!(mailboxes, town.number(lines).await);
            seen.push(mailboxes);
        }
        std::fs::remove_dir_all(town.data()).unwrap();
    }
    assert_eq!(seen[0], 5);
    assert!(seen.iter().any(|mailboxes| *mailboxes < 5), "{seen:?}");
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
    let written = town.written().await;
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
