//! An access token for a job, beside a constant of the same size.

use crate::Line;
use crate::constant::Constant;
use crate::load::{self, Ask, load, median};
use crate::support::Town;
use http::Method;
use serde_json::json;
use std::time::Duration;

const MAILBOX: &str = "facturen@contoso.nl";
const CONNECTIONS: usize = 16;
const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(2);

pub async fn measure() -> Vec<Line> {
    let (town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let form = json!({ "name": "Import", "purposes": ["import"] });
    let created = admin.post("/job-keys", form).await.expect(201);
    let ask = ask_for(MAILBOX, created["key"].as_str().unwrap());
    let ours = town.address();
    let (_, bytes) = load::once(&mut load::connect(ours).await, &ask).await;
    let constant = Constant::start(bytes);

    let mut rates = Vec::new();
    let mut tails = Vec::new();
    let mut last = None;
    for round in 0..=ROUNDS {
        let bare = load(constant.address, &ask, CONNECTIONS, ROUND).await;
        let full = load(ours, &ask, CONNECTIONS, ROUND).await;
        // The first one only warms up.
        if round > 0 {
            rates.push(full.per_second / bare.per_second);
            tails.push(full.percentile(99).as_secs_f64() / bare.percentile(99).as_secs_f64());
            last = Some((full, bare));
        }
    }
    let (full, bare) = last.unwrap();
    vec![
        Line::new(
            "hand-outs per second",
            format!("{:.0}", full.per_second),
            format!(
                "constant {:.0}, ratio {:.2}",
                bare.per_second,
                median(rates)
            ),
            "ratio at least 0.60",
        ),
        Line::new(
            "hand-out, p99",
            format!("{:.2?}", full.percentile(99)),
            format!(
                "constant {:.2?}, ratio {:.2}",
                bare.percentile(99),
                median(tails)
            ),
            "ratio at most 3.00",
        ),
    ]
}

/// A job's request.
pub fn ask_for(mailbox: &str, key: &str) -> Ask {
    let headers = [
        ("authorization", format!("Bearer {key}")),
        ("content-type", "application/json".to_owned()),
    ];
    Ask {
        method: Method::POST,
        path: format!("/api/v1/mailboxes/{mailbox}/access-token"),
        headers: headers
            .into_iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect(),
        body: json!({ "purpose": "import" }).to_string().into(),
    }
}
