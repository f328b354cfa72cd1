//! What came in: counts and moments from a real inbox, for whoever has somebody on
//! the phone.

use crate::support::{Answer, Client, SERVICE, Town, eventually};
use reqwest::Method;
use serde_json::{Value, json};

const MAILBOX: &str = "facturen@contoso.nl";
const SENDER: &str = "Jan@Leverancier.example";

async fn arrivals(client: &Client, mailbox: &str, sender: &str) -> Answer {
    let path = format!("/mailboxes/{mailbox}/arrivals");
    client.post(&path, json!({ "sender": sender })).await
}

async fn deliver(town: &Town, from: &str) {
    let order = json!({ "to": MAILBOX, "from": from, "subject": "Geheim onderwerp 4711" });
    town.control("mail/deliver", order).await;
}

/// Moves the newest message of the inbox, as a job would.
async fn move_newest(token: &Value, folder: &str) {
    let graph = reqwest::Client::new();
    let url = |path: &str| {
        let (graph, user) = (&token["graph"], &token["user_path"]);
        format!(
            "{}/v1.0{}/{path}",
            graph.as_str().unwrap(),
            user.as_str().unwrap()
        )
    };
    let bearer = token["access_token"].as_str().unwrap();
    let inbox = url("mailFolders/inbox/messages?$top=1");
    let found = graph.get(inbox).bearer_auth(bearer).send().await.unwrap();
    let found: Value = found.json().await.unwrap();
    let id = found["value"][0]["id"].as_str().unwrap();
    let to = url(&format!("messages/{id}/move"));
    let body = json!({ "destinationId": folder });
    let moved = graph.post(to).bearer_auth(bearer).json(&body);
    assert_eq!(moved.send().await.unwrap().status(), 201);
}

async fn token(town: &Town, admin: &Client) -> Value {
    let form = json!({ "name": "Import", "purposes": ["import"] });
    let created = admin.post("/job-keys", form).await.expect(201);
    let client = town.client();
    let path = format!("/mailboxes/{MAILBOX}/access-token");
    let request = client
        .request(Method::POST, &path)
        .bearer_auth(created["key"].as_str().unwrap())
        .json(&json!({ "purpose": "import" }));
    client.finish(request).await.expect(200)
}

#[tokio::test]
async fn what_waits_and_whether_a_sender_s_mail_came_and_where_it_is() {
    let (town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let before = arrivals(&admin, MAILBOX, "").await.expect(200);
    assert_eq!(before["sender"], Value::Null, "nobody was asked for");
    assert_eq!(before["cause"], Value::Null);
    let waiting = before["inbox"]["messages"].as_u64().unwrap();

    let none = arrivals(&admin, MAILBOX, SENDER).await.expect(200);
    assert_eq!(none["sender"], json!({ "last": null }));
    deliver(&town, SENDER).await;
    // Capitals are no difference, and another sender is another.
    let there = arrivals(&admin, MAILBOX, "jan@leverancier.example").await;
    let there = there.expect(200);
    assert_eq!(there["inbox"]["messages"], waiting + 1);
    assert_eq!(there["inbox"]["newest"], there["sender"]["last"]["at"]);
    assert_eq!(there["sender"]["last"]["place"], "inbox");
    assert!(there["inbox"]["unread"].as_u64().unwrap() >= 1);
    let other = arrivals(&admin, MAILBOX, "piet@leverancier.example").await;
    assert_eq!(other.expect(200)["sender"], json!({ "last": null }));
    assert!(!there.to_string().contains("4711"), "never what it says");

    let token = token(&town, &admin).await;
    for (folder, place) in [("junkemail", "junk"), ("archive", "elsewhere")] {
        deliver(&town, SENDER).await;
        move_newest(&token, folder).await;
        let found = arrivals(&admin, MAILBOX, SENDER).await.expect(200);
        assert_eq!(found["sender"]["last"]["place"], place);
        assert_eq!(found["inbox"]["messages"], waiting + 1);
    }
}

#[tokio::test]
async fn mail_of_the_day_before_did_not_come_today() {
    let (town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let day = 24 * 60 * 60;
    for (ago, comes) in [(day + 120, false), (day - 120, true)] {
        town.control("clock", json!({ "advance_seconds": -ago }))
            .await;
        deliver(&town, SENDER).await;
        town.control("clock", json!({ "reset": true })).await;
        let found = arrivals(&admin, MAILBOX, SENDER).await.expect(200);
        assert_eq!(found["sender"]["last"].is_object(), comes, "{found}");
    }
}

#[tokio::test]
async fn when_a_job_last_came_is_known_before_and_after_a_restart() {
    let (mut town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let last = async |admin: &Client| {
        let found = arrivals(admin, MAILBOX, "").await.expect(200);
        found["fetched_at"].as_str().map(str::to_owned)
    };
    assert_eq!(last(&admin).await, None);
    token(&town, &admin).await;
    let told = last(&admin).await;
    assert!(told.is_some());
    town.stop().await;
    town.start();
    let mut admin = admin;
    admin.moved_to(&town);
    let after = last(&admin).await;
    assert!(after.is_some());
    // A job that sends does not fetch.
    town.sql("update audit set detail = 'export_job 1' where action = 'token.hand_out'")
        .await;
    assert_eq!(last(&admin).await, None);
}

#[tokio::test]
async fn a_mailbox_that_cannot_be_read_says_why_and_one_that_only_sends_is_not_read() {
    let (town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let right = json!({ "mailbox": MAILBOX, "person": SERVICE, "right": "full_access" });
    town.control("rights/take", right.clone()).await;
    let found = arrivals(&admin, MAILBOX, SENDER).await.expect(200);
    assert_eq!(found["inbox"], Value::Null);
    assert_eq!(found["sender"], Value::Null);
    assert_eq!(found["cause"], "no_mailbox_access");
    // Where the inbox alone is shared, what waits is known, and no more.
    let folder = json!({ "mailbox": MAILBOX, "person": SERVICE, "folder": "inbox" });
    town.control("folders/share", folder).await;
    let found = arrivals(&admin, MAILBOX, SENDER).await.expect(200);
    assert!(found["inbox"]["messages"].is_u64(), "{found}");
    assert_eq!(found["cause"], "no_mailbox_access");

    let sending = json!({ "account_id": account, "address": SERVICE, "purposes": ["export_job"] });
    admin.post("/mailboxes", sending).await.expect(201);
    let found = arrivals(&admin, SERVICE, SENDER).await.expect(200);
    let nothing = json!({ "inbox": null, "sender": null, "cause": null, "fetched_at": null });
    assert_eq!(found, nothing);
    arrivals(&admin, "niemand@contoso.nl", "")
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn a_refused_token_is_replaced_and_a_silent_microsoft_is_the_answer() {
    let (town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let calls = town.token_calls().await;
    let refused = json!({ "endpoint": "graph", "times": 1, "status": 401,
        "code": "InvalidAuthenticationToken" });
    town.control("faults", refused).await;
    let found = arrivals(&admin, MAILBOX, "").await.expect(200);
    assert!(found["inbox"].is_object(), "{found}");
    assert_eq!(town.token_calls().await, calls + 1);

    let held = json!({ "endpoint": "graph", "times": 1, "hold": "before" });
    town.control("faults", held).await;
    let found = arrivals(&admin, MAILBOX, "").await.expect(200);
    assert_eq!(found["cause"], "microsoft_silent");
    town.control("faults/let-go", json!({})).await;
}

#[tokio::test]
async fn that_somebody_looked_for_a_sender_is_logged_and_whom_they_looked_for_is_not() {
    let (town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let lines = async || {
        town.rows("select detail from audit where action = 'mailbox.find_sender'")
            .await
    };
    arrivals(&admin, MAILBOX, "").await.expect(200);
    assert_eq!(lines().await.len(), 0);
    let wrong = arrivals(&admin, MAILBOX, "Jan van de leverancier").await;
    let problem = wrong.refused(422, "invalid");
    assert_eq!(problem["errors"][0]["field"], "sender");
    arrivals(&admin, MAILBOX, SENDER).await.expect(200);
    assert_eq!(lines().await, [""]);
    let logged = eventually(async || {
        let logged = town.logged();
        logged.contains("/arrivals").then_some(logged)
    });
    let told = logged.await.to_lowercase();
    assert!(!told.contains("leverancier"), "{told}");
    let kept = String::from_utf8_lossy(&town.written().await).to_lowercase();
    assert!(!kept.contains("jan@leverancier"));
}
