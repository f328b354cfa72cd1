//! Seeing inside: health, counts, the log.

use crate::support::{Town, eventually};
use serde_json::{Value, json};

#[tokio::test]
async fn readiness_names_what_is_not_well() {
    let town = Town::new().await;
    let ready = async || {
        let url = format!("{}/health/ready", town.url);
        let answer = reqwest::get(url).await.unwrap();
        (
            answer.status().as_u16(),
            answer.json::<Value>().await.unwrap(),
        )
    };
    let (status, finding) = ready().await;
    assert_eq!(status, 200);
    assert_eq!(
        finding,
        json!({ "ready": true, "database": "ok", "key": "ok", "disk": "ok" })
    );
    let value = "update settings set value = 'v1.xxxxxxxx.AAAA' where name = 'key_check'";
    town.sql(value).await;
    let finding = eventually(async || {
        let (status, finding) = ready().await;
        (status == 503).then_some(finding)
    })
    .await;
    assert_eq!(finding["key"], "does not fit the database");
    assert_eq!(finding["database"], "ok");
    let live = reqwest::get(format!("{}/health/live", town.url))
        .await
        .unwrap();
    assert_eq!(live.status(), 200);
}

#[tokio::test]
async fn what_is_counted_is_counted_by_route_and_shown_where_it_was_asked_for() {
    let town = Town::with_flags(&["--metrics-listen", "127.0.0.1:0"]).await;
    let admin = town.first_admin().await;
    admin
        .get("/mailboxes/facturen@contoso.nl")
        .await
        .expect(404);
    let counts = town.counts().await;
    for line in [
        "imagecapture_request_seconds_count{route=\"/mailboxes/{address}\",method=\"GET\",status=\"4xx\"} 1",
        "imagecapture_mailboxes{state=\"bad\"} 0",
        "imagecapture_sign_ins{state=\"alive\"} 0",
    ] {
        assert!(counts.contains(line), "{line}\n{counts}");
    }
    assert!(!counts.contains("facturen"));
    // Nobody reads them at the door itself.
    let open = reqwest::get(format!("{}/metrics", town.url)).await.unwrap();
    assert_eq!(open.status(), 404);
}

#[tokio::test]
async fn the_log_tells_what_happened_and_nothing_that_is_not_its_business() {
    let town = Town::with_flags(&["--log-format", "json", "--log", "debug"]).await;
    let admin = town.first_admin().await;
    admin.get("/mailboxes?q=zoekwoord").await.expect(200);
    let answer = admin.get("/mailboxes/facturen@contoso.nl").await;
    let id = answer.headers["x-request-id"].to_str().unwrap().to_owned();
    assert_eq!(answer.body["request_id"], id.as_str());
    let lines: Vec<Value> = town
        .logged()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let line = lines
        .iter()
        .find(|line| line["request"] == id.as_str())
        .unwrap();
    assert_eq!(line["route"], "/mailboxes/{address}");
    assert_eq!(line["status"], 404);
    assert_eq!(line["client"], "127.0.0.1");
    let logged = town.logged();
    for secret in [
        "zoekwoord",
        "facturen",
        crate::support::PASSWORD,
        &town.code,
    ] {
        assert!(!logged.contains(secret), "{secret}");
    }
    let cookie = admin.cookie();
    assert!(!logged.contains(cookie.split_once('=').unwrap().1));
}
