//! Keeping tokens alive and handing them out.

use crate::support::{Answer, CLIENT, Client, SERVICE, Town};
use reqwest::Method;
use serde_json::{Value, json};

const MAILBOX: &str = "facturen@contoso.nl";

/// A town with a mailbox and a job key for importing.
async fn with_job() -> (Town, Client, String) {
    let (town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let form = json!({ "name": "Import", "purposes": ["import"], "mailboxes": [MAILBOX] });
    let created = admin.post("/job-keys", form).await.expect(201);
    let key = created["key"].as_str().unwrap().to_owned();
    (town, admin, key)
}

async fn ask(town: &Town, key: &str, mailbox: &str, purpose: &str) -> Answer {
    let client = town.client();
    let path = format!("/mailboxes/{mailbox}/access-token");
    let request = client
        .request(Method::POST, &path)
        .bearer_auth(key)
        .json(&json!({ "purpose": purpose }));
    client.finish(request).await
}

/// Lets the stored access token be over, which otherwise takes an hour.
async fn expire(town: &mut Town) {
    town.kill();
    town.sql("update sign_ins set access_expires_at = 1").await;
    town.start();
}

#[tokio::test]
async fn a_job_gets_a_token_that_works_at_graph() {
    let (town, _admin, key) = with_job().await;
    let answer = ask(&town, &key, MAILBOX, "import").await.expect(200);
    let url = format!(
        "{}/v1.0{}/mailFolders/inbox",
        answer["graph"].as_str().unwrap(),
        answer["user_path"].as_str().unwrap()
    );
    let inbox = reqwest::Client::new()
        .get(url)
        .bearer_auth(answer["access_token"].as_str().unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(inbox.status(), 200);
}

#[tokio::test]
async fn a_job_key_opens_nothing_beyond_its_purposes_and_mailboxes() {
    let (town, admin, key) = with_job().await;
    ask(&town, &key, MAILBOX, "export_job")
        .await
        .refused(403, "forbidden");
    ask(&town, &key, SERVICE, "import")
        .await
        .refused(403, "forbidden");
    ask(&town, "icmk_made-up", MAILBOX, "import")
        .await
        .refused(401, "not_signed_in");
    // A key is no login, and a login is no key.
    let client = town.client();
    let request = client.request(Method::GET, "/accounts").bearer_auth(&key);
    client.finish(request).await.refused(401, "not_signed_in");
    let path = format!("/mailboxes/{MAILBOX}/access-token");
    admin
        .post(&path, json!({ "purpose": "import" }))
        .await
        .refused(401, "not_signed_in");

    let keys = admin.get("/job-keys").await.expect(200);
    assert!(!keys.to_string().contains(&key));
    let path = format!("/job-keys/{}", keys[0]["id"].as_str().unwrap());
    admin.send(Method::DELETE, &path, None).await.expect(204);
    ask(&town, &key, MAILBOX, "import")
        .await
        .refused(401, "not_signed_in");
}

#[tokio::test]
async fn many_jobs_at_once_are_one_refresh() {
    let (mut town, _admin, key) = with_job().await;
    expire(&mut town).await;
    let before = town.token_calls().await;
    let asks = (0..20).map(|_| ask(&town, &key, MAILBOX, "import"));
    let answers = futures_util::future::join_all(asks).await;
    let tokens: Vec<Value> = answers
        .into_iter()
        .map(|answer| answer.expect(200)["access_token"].clone())
        .collect();
    assert!(tokens.iter().all(|token| *token == tokens[0]));
    assert_eq!(town.token_calls().await, before + 1);
}

#[tokio::test]
async fn a_revoked_grant_ends_the_sign_in_once_and_is_not_tried_again() {
    let (mut town, mut admin, key) = with_job().await;
    town.control("people/revoke-sessions", json!({ "person": SERVICE }))
        .await;
    expire(&mut town).await;
    admin.moved_to(&town);
    ask(&town, &key, MAILBOX, "import")
        .await
        .refused(422, "grant_ended");
    let calls = town.token_calls().await;
    ask(&town, &key, MAILBOX, "import")
        .await
        .refused(409, "grant_ended");
    assert_eq!(town.token_calls().await, calls);
    let accounts = admin.get("/accounts").await.expect(200);
    let ended = &accounts[0]["sign_ins"][0]["ended"];
    assert_eq!(ended["cause"], "grant_ended");
    assert_eq!(ended["microsoft"]["code"], "AADSTS50173");

    let account = accounts[0]["id"].as_str().unwrap();
    town.consent(&admin, account, SERVICE).await;
    ask(&town, &key, MAILBOX, "import").await.expect(200);
}

#[tokio::test]
async fn what_passes_by_itself_ends_no_sign_in() {
    let (mut town, mut admin, key) = with_job().await;
    expire(&mut town).await;
    admin.moved_to(&town);
    let fault = json!({ "endpoint": "token", "status": 503, "times": 1 });
    town.control("faults", fault).await;
    ask(&town, &key, MAILBOX, "import")
        .await
        .refused(502, "microsoft_unwell");
    // A moment later the failure is remembered, not repeated.
    let calls = town.token_calls().await;
    ask(&town, &key, MAILBOX, "import")
        .await
        .refused(502, "microsoft_unwell");
    assert_eq!(town.token_calls().await, calls);
    let accounts = admin.get("/accounts").await.expect(200);
    assert!(accounts[0]["sign_ins"][0]["ended"].is_null());
    town.restart();
    ask(&town, &key, MAILBOX, "import").await.expect(200);
}

#[tokio::test]
async fn a_wrong_secret_is_the_accounts_trouble_not_the_sign_ins() {
    let (mut town, mut admin, key) = with_job().await;
    town.control("secrets/remove", json!({ "client_id": CLIENT }))
        .await;
    expire(&mut town).await;
    admin.moved_to(&town);
    ask(&town, &key, MAILBOX, "import")
        .await
        .refused(422, "secret_wrong");
    let accounts = admin.get("/accounts").await.expect(200);
    assert_eq!(accounts[0]["secret"]["cause"], "secret_wrong");
    assert!(accounts[0]["sign_ins"][0]["ended"].is_null());
}

#[tokio::test]
async fn which_connection_counts_follows_the_proofs() {
    let (town, admin, key) = with_job().await;
    let form = json!({ "accounts": [
        { "address": MAILBOX, "purposes": ["import"], "server": "outlook.office365.com" },
    ] });
    let waiting = admin.post("/exchange-accounts", form).await.expect(200);
    assert_eq!(waiting[0]["connection"], "exchange");
    let connection = async || {
        let client = town.client();
        let path = format!("/mailboxes/{MAILBOX}/connection");
        let request = client.request(Method::GET, &path).bearer_auth(&key);
        client.finish(request).await.expect(200)["connection"].clone()
    };
    assert_eq!(connection().await, "exchange");
    admin.prove(MAILBOX, "full").await;
    admin.test_mail(MAILBOX, MAILBOX, &["arrived"]).await;
    crate::support::eventually(async || (connection().await == "graph").then_some(())).await;
}
