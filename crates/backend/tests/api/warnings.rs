//! Warnings: each change once, by mail and by webhook, whatever happens.

use crate::support::{Client, SERVICE, Town, contoso, eventually, other};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const MAILBOX: &str = "facturen@contoso.nl";

/// Somebody who takes webhooks.
#[derive(Clone, Default)]
struct Receiver {
    got: Arc<Mutex<Vec<(HeaderMap, String)>>>,
    /// What the next requests are answered with; then 204.
    answers: Arc<Mutex<Vec<u16>>>,
}

impl Receiver {
    async fn start() -> (Self, String) {
        let receiver = Self::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new()
            .route("/hook", post(take))
            .with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        (receiver, format!("http://{address}/hook"))
    }

    fn got(&self) -> Vec<(HeaderMap, String)> {
        self.got.lock().unwrap().clone()
    }

    /// Everything that was told, in order.
    fn told(&self) -> Vec<Value> {
        let mut seen = std::collections::HashSet::new();
        let got = self.got().into_iter();
        // The same delivery again is no second warning.
        got.filter(|(headers, _)| seen.insert(headers["webhook-id"].clone()))
            .flat_map(|(_, body)| {
                let body: Value = serde_json::from_str(&body).unwrap();
                body["warnings"].as_array().unwrap().clone()
            })
            .collect()
    }
}

async fn take(
    State(receiver): State<Receiver>,
    headers: HeaderMap,
    body: String,
) -> (StatusCode, [(&'static str, &'static str); 1]) {
    receiver.got.lock().unwrap().push((headers, body));
    let mut answers = receiver.answers.lock().unwrap();
    let status = if answers.is_empty() {
        204
    } else {
        answers.remove(0)
    };
    (
        StatusCode::from_u16(status).unwrap(),
        [("location", "/elsewhere")],
    )
}

/// A town whose webhooks may go to this machine.
async fn town() -> (Town, Client, String) {
    let flags = ["--webhook-networks", "127.0.0.0/8"];
    Town::with_flags(&flags).await.connected().await
}

async fn set(admin: &Client, form: Value) -> crate::support::Answer {
    let mut whole = json!({ "lang": "nl", "silence_hours": 48 });
    whole
        .as_object_mut()
        .unwrap()
        .extend(form.as_object().unwrap().clone());
    admin
        .send(Method::PUT, "/warnings/settings", Some(whole))
        .await
}

/// A mailbox with everything green.
async fn well(admin: &Client, account: &str) {
    admin.add_mailbox(account, MAILBOX).await;
    admin.prove(MAILBOX, "full").await;
    admin.test_mail(MAILBOX, MAILBOX, &["arrived"]).await;
    eventually(async || {
        let mailbox = admin.settled(MAILBOX).await;
        (mailbox["verdict"]["state"] == "ok").then_some(())
    })
    .await;
}

async fn full_access(town: &Town, verb: &str) {
    let body = json!({ "mailbox": MAILBOX, "person": SERVICE, "right": "full_access" });
    town.control(&format!("rights/{verb}"), body).await;
}

/// `eventually`, for what looks every five seconds.
async fn soon<T>(mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    for _ in 0..400 {
        if let Some(found) = ask().await {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it never came");
}

fn verify(secret: &str, headers: &HeaderMap, body: &str) {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    let key = STANDARD
        .decode(secret.strip_prefix("whsec_").unwrap())
        .unwrap();
    let text = |name: &str| headers[name].to_str().unwrap();
    let signed = format!(
        "{}.{}.{body}",
        text("webhook-id"),
        text("webhook-timestamp")
    );
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, &key);
    let tag = text("webhook-signature").strip_prefix("v1,").unwrap();
    let tag = STANDARD.decode(tag).unwrap();
    aws_lc_rs::hmac::verify(&key, signed.as_bytes(), &tag).unwrap();
}

#[tokio::test]
async fn each_change_is_told_once_signed_and_also_after_failures_and_a_crash() {
    let (mut town, mut admin, account) = town().await;
    let (receiver, url) = Receiver::start().await;
    well(&admin, &account).await;
    let saved = set(&admin, json!({ "webhook_url": url })).await.expect(200);
    let secret = saved["webhook_secret"].as_str().unwrap().to_owned();
    // Asked again, the secret is not shown and stays.
    let again = set(&admin, json!({ "webhook_url": url })).await.expect(200);
    assert!(again["webhook_secret"].is_null());

    // Two failures, and a redirect that is followed nowhere.
    receiver.answers.lock().unwrap().extend([503, 302]);
    full_access(&town, "take").await;
    admin.prove(MAILBOX, "check").await;
    soon(async || (!receiver.got().is_empty()).then_some(())).await;
    town.kill();
    town.sql("update deliveries set due_at = 1").await;
    town.start();
    admin.moved_to(&town);
    soon(async || (receiver.got().len() >= 2).then_some(())).await;
    soon(async || {
        town.sql("update deliveries set due_at = 1 where state = 'waiting'")
            .await;
        let rounds = admin.get("/warnings").await.expect(200);
        (rounds[0]["deliveries"][0]["state"] == "sent").then_some(())
    })
    .await;
    for (headers, body) in receiver.got() {
        verify(&secret, &headers, &body);
    }
    let told = receiver.told();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(
        (&told[0]["kind"], &told[0]["object"]),
        (&json!("bad"), &json!(MAILBOX))
    );
    assert_eq!(told[0]["cause"], "no_mailbox_access");

    // Still bad: nothing new. Well again: once.
    admin.prove(MAILBOX, "check").await;
    full_access(&town, "give").await;
    admin.prove(MAILBOX, "check").await;
    let told = soon(async || (receiver.told().len() > 1).then(|| receiver.told())).await;
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[1]["kind"], "recovered");
    // The secret of the signatures lies nowhere in the open.
    let written = town.written().await;
    let bare = secret.strip_prefix("whsec_").unwrap().as_bytes();
    assert!(!written.windows(bare.len()).any(|w| w == bare));
}

#[tokio::test]
async fn mail_goes_through_a_mailbox_of_ones_own_and_never_twice() {
    let (town, admin, account) = town().await;
    well(&admin, &account).await;
    let mail = json!({ "mail_from": MAILBOX, "mail_to": ["sanne.devries@contoso.nl", SERVICE] });
    set(&admin, mail).await.expect(200);
    let round = admin.post("/warnings/test", json!({})).await.expect(202);
    assert_eq!(round["warnings"][0]["kind"], "test");
    soon(async || {
        let rounds = admin.get("/warnings").await.expect(200);
        (rounds[0]["deliveries"][0]["state"] == "sent").then_some(())
    })
    .await;
    let state = town.ask_microsoft("state").await.to_string();
    assert!(state.contains("ImageCapture: proefmelding"), "it arrived");
    // An answer that does not come: it may have been sent, and stays so.
    town.control("faults", json!({ "endpoint": "sendMail", "cut": "after" }))
        .await;
    admin.post("/warnings/test", json!({})).await.expect(202);
    soon(async || {
        let rounds = admin.get("/warnings").await.expect(200);
        (rounds[0]["deliveries"][0]["state"] == "unknown").then_some(())
    })
    .await;
    // Certainly not sent: tried again, later each time.
    let body = json!({ "mailbox": MAILBOX, "person": SERVICE, "right": "send_as" });
    town.control("rights/take", body).await;
    admin.post("/warnings/test", json!({})).await.expect(202);
    let waiting = soon(async || {
        let rounds = admin.get("/warnings").await.expect(200);
        let delivery = rounds[0]["deliveries"][0].clone();
        (delivery["tries"].as_u64() >= Some(1) && delivery["state"] == "waiting")
            .then_some(delivery)
    })
    .await;
    assert_eq!(waiting["answer"], "send_as_denied");
    // After a day it is given up.
    town.sql("update warning_rounds set made_at = made_at - 90000000")
        .await;
    town.sql("update deliveries set due_at = 1 where state = 'waiting'")
        .await;
    soon(async || {
        let failed = "select count(*) from deliveries where state = 'failed'";
        (town.number(failed).await == 1).then_some(())
    })
    .await;
}

#[tokio::test]
async fn secrets_that_end_are_told_together_at_each_threshold_once() {
    let (town, admin, account) = town().await;
    admin.register(other()).await;
    let (receiver, url) = Receiver::start().await;
    let today = "select cast(max(at) / 86400000 as bigint) from audit";
    let today = town.number(today).await;
    for (left, expected) in [
        (200, 0),
        (45, 2),
        (40, 2),
        (29, 4),
        (7, 6),
        (6, 6),
        (1, 8),
        (0, 8),
    ] {
        // The same secret as before, some days later.
        town.sql(&format!("update secrets set expires_on = {}", today + left))
            .await;
        town.sql(&format!(
            "update secret_warnings set expires_on = {}",
            today + left
        ))
        .await;
        set(&admin, json!({ "webhook_url": url, "silence_hours": 0 }))
            .await
            .expect(200);
        soon(async || (receiver.told().len() == expected).then_some(())).await;
    }
    tokio::time::sleep(Duration::from_secs(6)).await;
    let told = receiver.told();
    assert_eq!(told.len(), 8, "{told:?}");
    assert!(told.iter().all(|one| one["kind"] == "secret"));
    let ours = told.iter().filter(|one| one["object"] == account);
    let days: Vec<i64> = ours.map(|one| one["days_left"].as_i64().unwrap()).collect();
    assert_eq!(days, [45, 29, 7, 1]);
    assert_eq!(receiver.got().len(), 4, "both accounts in one delivery");
}

#[tokio::test]
async fn a_mailbox_that_falls_silent_is_told_once_and_again_only_after_it_spoke() {
    let (town, admin, account) = town().await;
    well(&admin, &account).await;
    let (receiver, url) = Receiver::start().await;
    set(&admin, json!({ "webhook_url": url, "silence_hours": 24 }))
        .await
        .expect(200);
    let quiet = "update mailboxes set proved_at = proved_at - 90000000, \
                 added_at = added_at - 90000000";
    town.sql(quiet).await;
    let told = soon(async || (!receiver.told().is_empty()).then(|| receiver.told())).await;
    assert_eq!(
        (&told[0]["kind"], &told[0]["object"]),
        (&json!("silent"), &json!(MAILBOX))
    );
    admin.prove(MAILBOX, "check").await;
    tokio::time::sleep(Duration::from_secs(6)).await;
    assert_eq!(receiver.told().len(), 1);
    // 0 hours: never.
    set(&admin, json!({ "webhook_url": url, "silence_hours": 0 }))
        .await
        .expect(200);
    town.sql(quiet).await;
    tokio::time::sleep(Duration::from_secs(6)).await;
    assert_eq!(receiver.told().len(), 1);
}

#[tokio::test]
async fn a_webhook_goes_nowhere_inside_and_settings_must_make_sense() {
    let (town, admin) = Town::new().await.set_up().await;
    let account = admin.register(contoso()).await;
    for inside in [
        "https://127.0.0.1/x",
        "https://localhost/x",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://2130706433/",
        "https://10.1.2.3/",
        "http://8.8.8.8/",
        "https://user:pw@8.8.8.8/",
        "https://bestaat.niet.invalid/",
    ] {
        let answer = set(&admin, json!({ "webhook_url": inside })).await;
        answer.refused(422, "webhook_target");
    }
    for (form, field) in [
        (json!({ "webhook_url": "ftp://8.8.8.8/" }), "webhook"),
        (json!({ "webhook_url": "https://8.8.8.8/\u{1}" }), "webhook"),
        (
            json!({ "mail_from": "niemand", "mail_to": [SERVICE] }),
            "address",
        ),
        (
            json!({ "mail_from": "niet.hier@contoso.nl", "mail_to": [SERVICE] }),
            "address",
        ),
        (json!({ "mail_from": MAILBOX }), "to"),
        (
            json!({ "mail_from": MAILBOX, "mail_to": ["geen adres"] }),
            "to",
        ),
        (json!({ "silence_hours": 100_000 }), "text"),
    ] {
        let refused = set(&admin, form).await.refused(422, "invalid");
        assert_eq!(refused["errors"][0]["field"], field, "{refused}");
    }
    // A mailbox that only imports sends nothing.
    let form = json!({ "account_id": account, "address": MAILBOX, "purposes": ["import"] });
    admin.post("/mailboxes", form).await.expect(201);
    let form = json!({ "mail_from": MAILBOX, "mail_to": [SERVICE] });
    set(&admin, form).await.refused(422, "invalid");
    admin
        .post("/warnings/test", json!({}))
        .await
        .refused(409, "nobody_to_warn");
    let settings = admin.get("/warnings/settings").await.expect(200);
    assert!(settings["webhook_url"].is_null() && settings["mail_from"].is_null());
    assert_eq!(
        town.number("select count(*) from warning_settings").await,
        0
    );
}
