//! With a seed everything is the same on every run: ids, keys and times.

use serde_json::Value;
use simulator::Config;

use crate::common::*;

async fn run(seed: u64) -> (Value, String, Value, Value) {
    let bench = bench_with(Config {
        tenants: Some(include_str!("common/tenants.toml").to_owned()),
        public_url: Some("http://localhost:8421".to_owned()),
        seed: Some(seed),
        ..Config::default()
    })
    .await;
    let bench = bench.reached_directly();
    let keys = bench.get("/common/discovery/v2.0/keys").await.json;
    let tokens = bench.tokens(SERVICE, SCOPE).await;
    let access = tokens["access_token"].as_str().expect("a token");
    bench
        .graph(
            access,
            reqwest::Method::POST,
            "/users/post@alfa.nl/sendMail",
            Some(mail_to("post@alfa.nl", "Gezaaid")),
        )
        .await
        .expect(202);
    let inbox = bench
        .graph_get(access, "/users/post@alfa.nl/messages")
        .await;
    let record = bench.get("/control/requests").await.json;
    let times = record["requests"].as_array().expect("a list").iter();
    let times = times.map(|one| one["time"].clone()).collect();
    (keys, tokens.to_string(), inbox.json, times)
}

#[tokio::test]
async fn the_same_seed_gives_the_same_ids_keys_and_times() {
    let (one, two) = tokio::join!(run(42), run(42));
    assert_eq!(one.0, two.0, "keys");
    assert_eq!(one.1, two.1, "tokens");
    assert_eq!(one.2, two.2, "messages");
    assert_eq!(one.3, two.3, "times");
    assert_eq!(one.3[0], "2026-11-23T08:00:00Z");
}

#[tokio::test]
async fn another_seed_gives_others() {
    let (one, two) = tokio::join!(run(1), run(2));
    assert_ne!(one.0, two.0, "keys");
    assert_ne!(one.1, two.1, "tokens");
}
