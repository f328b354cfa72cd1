//! Answers that are slow, cut off, cut short or garbled on order, and for how
//! long.

use crate::common::*;
use reqwest::Method;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Graph's answer as bytes, or that the connection broke.
async fn inbox(bench: &Bench, token: &str) -> Result<String, reqwest::Error> {
    let request = bench.request(Method::GET, "/v1.0/me/mailFolders/inbox");
    let response = request.bearer_auth(token).send().await?;
    let bytes = response.bytes().await?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[tokio::test]
async fn right_answers_are_spoilt_on_their_way() {
    let bench = bench().await;
    let token = bench.access(SERVICE, SCOPE).await;
    let right = inbox(&bench, &token).await.expect("an answer");
    let order = |fault: Value| bench.control("faults", fault);

    order(json!({"endpoint": "graph", "body": "truncated"})).await;
    let cut_short = inbox(&bench, &token).await.expect("an answer");
    assert_eq!(cut_short.len(), right.len() / 2);
    assert!(right.starts_with(&cut_short));

    order(json!({"endpoint": "graph", "body": "garbled"})).await;
    let garbled = inbox(&bench, &token).await.expect("an answer");
    assert_ne!(garbled, right);
    assert!(serde_json::from_str::<Value>(&garbled).is_err());

    order(json!({"endpoint": "graph", "cut": "middle"})).await;
    assert!(inbox(&bench, &token).await.is_err());

    order(json!({"endpoint": "graph", "drip_ms": 300})).await;
    let began = Instant::now();
    assert_eq!(inbox(&bench, &token).await.expect("an answer"), right);
    assert!(began.elapsed() >= Duration::from_millis(200));
    // Each order was for one call.
    assert_eq!(inbox(&bench, &token).await.expect("an answer"), right);
}

#[tokio::test]
async fn an_order_holds_for_so_many_calls_or_so_long() {
    let bench = bench().await;
    let token = bench.access(SERVICE, SCOPE).await;
    let status = async || {
        let seen = bench.graph_get(&token, "/me/mailFolders/inbox").await;
        seen.status.as_u16()
    };
    bench
        .control(
            "faults",
            json!({"endpoint": "graph", "status": 429, "retry_after": 1, "times": 2}),
        )
        .await;
    assert_eq!(
        [status().await, status().await, status().await],
        [429, 429, 200]
    );

    bench
        .control(
            "faults",
            json!({"endpoint": "graph", "status": 503, "seconds": 60}),
        )
        .await;
    assert_eq!([status().await, status().await], [503, 503]);
    bench.control("clock", json!({"advance_seconds": 61})).await;
    assert_eq!(status().await, 200);

    // One mailbox, by whichever of its names.
    let fault = json!({"endpoint": "graph", "mailbox": "post@alfa.nl", "status": 429, "times": 5});
    bench.control("faults", fault).await;
    assert_eq!(status().await, 200);
    let shared = bench
        .graph_get(&token, "/users/POST@alfa.nl/messages")
        .await;
    shared.expect(429);
}
