//! Fault 37: told to stop, the backend finishes what is under way, and ends.

use crate::support::commands::{job_key, token};
use crate::support::{Town, contoso, eventually};
use reqwest::Method;
use serde_json::json;
use std::time::{Duration, Instant};

async fn is_under_way(town: &Town) {
    let line = "imagecapture_requests_under_way 1\n";
    eventually(async || town.counts().await.contains(line).then_some(())).await;
}

#[tokio::test]
async fn told_to_stop_it_answers_what_is_under_way_and_ends() {
    let mut town = Town::with_flags(&["--metrics-listen", "127.0.0.1:0"]).await;
    let admin = town.first_admin().await;
    // A stream that would never end, and connections that only wait.
    let stream = admin.request(Method::GET, "/events").send().await.unwrap();
    // A secret that Microsoft takes a while to prove.
    town.control("faults", json!({ "endpoint": "token", "delay_ms": 1500 }))
        .await;
    let request = admin.write(Method::POST, "/accounts", contoso());
    let under_way = tokio::spawn(request.send());
    is_under_way(&town).await;
    let url = town.url.clone();
    let begun = Instant::now();
    let (ended, answer) = tokio::join!(town.stop(), under_way);
    let answer = answer.unwrap().unwrap();
    assert_eq!(answer.status(), 201);
    assert!(ended.success(), "{ended}");
    // In time: not because the patience ran out.
    assert!(begun.elapsed() < Duration::from_secs(9));
    assert!(!town.logged().contains("still under way"));
    drop(stream);
    assert!(reqwest::get(format!("{url}/health/live")).await.is_err());
    // What was answered is there.
    town.start();
    let mut admin = admin;
    admin.moved_to(&town);
    let accounts = admin.get("/accounts").await.expect(200);
    assert_eq!(accounts.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_takes_too_long_does_not_keep_it_from_ending() {
    let mut town =
        Town::with_flags(&["--drain-seconds", "1", "--metrics-listen", "127.0.0.1:0"]).await;
    let admin = town.first_admin().await;
    town.control("faults", json!({ "endpoint": "token", "delay_ms": 20_000 }))
        .await;
    let request = admin.write(Method::POST, "/accounts", contoso());
    let under_way = tokio::spawn(request.send());
    is_under_way(&town).await;
    let ended = town.stop().await;
    assert!(ended.success(), "{ended}");
    assert!(town.logged().contains("still under way"));
    let _ = under_way.await;
}

/// Faults 1 and 37: Microsoft has renewed the token; nobody waits for it any more.
#[tokio::test]
async fn a_refresh_whose_job_has_gone_is_stored_before_the_end() {
    let mailbox = "facturen@contoso.nl";
    let (mut town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, mailbox).await;
    let key = job_key(&admin).await;
    town.expire().await;
    let before = town.token_calls().await;
    town.control(
        "faults",
        json!({ "endpoint": "token", "delay_ms": 1500, "times": 1 }),
    )
    .await;
    let (client, asked) = (town.client(), key.clone());
    let job = tokio::spawn(async move { token(&client, &asked, mailbox).await });
    eventually(async || (town.token_calls().await > before).then_some(())).await;
    job.abort();
    assert!(town.stop().await.success());
    town.start();
    token(&town.client(), &key, mailbox).await.expect(200);
    assert_eq!(town.token_calls().await, before + 1);
}
