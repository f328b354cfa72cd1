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
async fn a_wait_that_one_job_was_told_of_holds_for_the_whole_tenant_and_no_other() {
    let (mut town, mut admin, key) = with_job().await;
    // A second sign-in of the same tenant, and one of another tenant.
    let second = json!({
        "name": "Contoso verzenden", "tenant": "contoso.nl",
        "client_id": "1c0a7e11-c075-4a01-8b01-000000000002",
        "client_secret": "snd8Q~demo-only.Contoso_elfdagen.01234567",
        "secret_expires": "2099-01-01", "purposes": ["export_job"],
    });
    let second = admin.register(second).await;
    town.consent(&admin, &second, SERVICE).await;
    admin.add_mailbox(&second, "pakbonnen@contoso.nl").await;
    let other = json!({
        "name": "Fabrikam", "tenant": "fabrikam.nl",
        "client_id": "1c0a7e11-fab0-4a01-8b01-000000000001",
        "client_secret": "fab8Q~demo-only.Fabrikam_geldig.012345678",
        "secret_expires": "2099-01-01", "purposes": ["export_job"],
    });
    let other = admin.register(other).await;
    let started = admin.start_consent(&other).await;
    let service = "svc-imagecapture@fabrikam.nl";
    let way_back = town.at_microsoft(&started, service, "accept").await;
    let form = crate::support::finish_form(&started, &way_back);
    admin.post("/consents/finish", form).await.expect(200);
    admin.add_mailbox(&other, "crediteuren@fabrikam.nl").await;
    let form = json!({ "name": "Export", "purposes": ["export_job"] });
    let sender = admin.post("/job-keys", form).await.expect(201);
    let sender = sender["key"].as_str().unwrap();

    expire(&mut town).await;
    admin.moved_to(&town);
    let fault = json!({ "endpoint": "token", "status": 429, "retry_after": 120, "times": 1 });
    town.control("faults", fault).await;
    let told = ask(&town, &key, MAILBOX, "import").await;
    told.refused(502, "throttled");
    let calls = town.token_calls().await;
    let same_tenant = ask(&town, sender, "pakbonnen@contoso.nl", "export_job").await;
    same_tenant.refused(502, "throttled");
    assert_eq!(town.token_calls().await, calls, "it was not asked again");
    ask(&town, sender, "crediteuren@fabrikam.nl", "export_job")
        .await
        .expect(200);
}

#[tokio::test]
async fn what_is_in_memory_follows_every_change_at_once() {
    let (town, admin, key) = with_job().await;
    ask(&town, &key, MAILBOX, "import").await.expect(200);
    // The mailbox goes, and comes back for another purpose.
    let path = format!("/mailboxes/{MAILBOX}");
    admin.send(Method::DELETE, &path, None).await.expect(204);
    ask(&town, &key, MAILBOX, "import")
        .await
        .refused(404, "not_found");
    let account = admin.get("/accounts").await.expect(200)[0]["id"].clone();
    let form = json!({ "account_id": account, "address": MAILBOX, "purposes": ["export_job"] });
    admin.post("/mailboxes", form).await.expect(201);
    ask(&town, &key, MAILBOX, "import")
        .await
        .refused(403, "forbidden");
}

#[tokio::test]
async fn every_hand_out_comes_into_the_audit_also_when_the_process_ends() {
    let (mut town, _admin, key) = with_job().await;
    for _ in 0..3 {
        ask(&town, &key, MAILBOX, "import").await.expect(200);
    }
    town.stop().await;
    let lines = town
        .rows("select detail from audit where action = 'token.hand_out'")
        .await;
    let count: u64 = lines
        .iter()
        .map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap())
        .sum();
    assert_eq!(count, 3, "{lines:?}");
}
