//! A read-only run over 1,000 mailboxes while Microsoft takes 100 ms for each
//! call, beside the best its limits allow.

use crate::Line;
use crate::support::{Client, PUBLIC, SERVICE, Town, contoso, tenants};
use http::Method;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const MAILBOXES: usize = 1_000;
/// What Microsoft takes for a call, also for one inside a batch.
const LATENCY: Duration = Duration::from_millis(100);
/// Calls in one batch, and how many of them Microsoft makes at a time ("Combine
/// multiple HTTP requests using JSON batching").
const BATCH: usize = 20;
const AT_A_TIME: usize = 4;
/// Calls of one app in a second, those inside batches counted one by one
/// ("Microsoft Graph service-specific throttling limits").
const A_SECOND: u32 = 2_000;

/// The best time that Microsoft's limits allow. Four calls at once for each app
/// and mailbox bind nobody here: each mailbox is called once.
///
/// With the least number of requests, all batches go at once: a batch is a call
/// itself, and makes its own calls in rounds. Fewer calls in a batch would take
/// fewer rounds in more requests; and however they are cut, the last of all
/// calls begins no sooner than so many a second allow.
fn best() -> Duration {
    let rounds = u32::try_from(BATCH.div_ceil(AT_A_TIME)).unwrap();
    let batched = LATENCY + LATENCY * rounds;
    let calls = u32::try_from(MAILBOXES).unwrap();
    let throttled = Duration::from_secs(1) * calls / A_SECOND + LATENCY;
    batched.max(throttled)
}

pub async fn measure() -> Vec<Line> {
    let (town, admin) = with_mailboxes().await;
    let delay = LATENCY.as_millis();
    let slow = json!({ "endpoint": "graph", "delay_ms": delay, "seconds": 600 });
    town.control("faults", slow).await;
    let record = format!("{}/control/requests", town.microsoft.url());
    reqwest::Client::new().delete(record).send().await.unwrap();
    let begun = Instant::now();
    let form = json!({ "kind": "check", "filter": {} });
    let run = admin.post("/runs", form).await.expect(202);
    let path = format!("/runs/{}", run["id"].as_str().unwrap());
    loop {
        let run = admin.get(&path).await.expect(200);
        if run["state"] == "done" {
            assert_eq!(run["green"], MAILBOXES, "{run}");
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let took = begun.elapsed();
    let asked = town.ask_microsoft("requests").await;
    let asked = asked["requests"].as_array().unwrap().len();
    let best = best();
    let least = MAILBOXES.div_ceil(BATCH);
    let ratio = took.as_secs_f64() / best.as_secs_f64();
    let more = Ratio(asked, least).value();
    vec![
        Line::new(
            &format!("read-only run over {MAILBOXES} mailboxes, {LATENCY:?} a call"),
            format!("{took:.2?}"),
            format!("best {best:.2?}, ratio {ratio:.2}"),
            "ratio at most 1.30",
        ),
        Line::new(
            "requests of it",
            asked.to_string(),
            format!("least {least}, ratio {more:.2}"),
            "ratio at most 1.20",
        ),
    ]
}

/// One number beside another.
struct Ratio(usize, usize);

impl Ratio {
    fn value(&self) -> f64 {
        let number = |n: usize| f64::from(u32::try_from(n).unwrap());
        number(self.0) / number(self.1)
    }
}

async fn with_mailboxes() -> (Town, Client) {
    let (town, admin) = Town::of_tenants(&tenants(MAILBOXES)).await;
    let account = admin.register(contoso()).await;
    let consent = town.consent(&admin, &account, SERVICE).await;
    assert_eq!(consent["state"], "completed", "{consent}");
    let mailboxes: Vec<Value> = (1..=MAILBOXES)
        .map(|n| {
            json!({ "address": format!("m{n}@contoso.nl"), "name": format!("M {n}"),
                "account": "Contoso Scan", "purposes": ["import"] })
        })
        .collect();
    let request = admin
        .request(Method::POST, "/import")
        .header("origin", PUBLIC)
        .header(contract::REQUESTED_BY, contract::PANEL)
        .json(&json!({ "mailboxes": mailboxes }));
    admin.finish(request).await.expect(200);
    // Their first checks are not what this is about.
    town.sql("update mailboxes set check_due = 0").await;
    (town, admin)
}
