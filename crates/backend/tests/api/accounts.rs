//! Registering Graph accounts and replacing their secrets.

use crate::support::{CLIENT, SERVICE, Town, contoso, light};
use reqwest::Method;
use serde_json::{Value, json};

const MAILBOX: &str = "facturen@contoso.nl";

/// The Contoso form with some fields replaced.
fn form(changes: Value) -> Value {
    let mut form = contoso();
    for (name, value) in changes.as_object().unwrap() {
        form[name] = value.clone();
    }
    form
}

#[tokio::test]
async fn saving_proves_tenant_client_and_secret_at_once() {
    let (_town, admin) = Town::with_admin().await;
    let account = admin.post("/accounts", contoso()).await.expect(201);
    assert!(account["secret"]["proved_at"].is_string());
    assert_eq!(account["secret"]["hint"], "cnt");
    assert_eq!(account["secret"]["set_by"], "Mark Bakker");
    assert_eq!(
        account["required"],
        json!(["Mail.ReadWrite.Shared", "Mail.Send.Shared"])
    );
    assert!(!account.to_string().contains(crate::support::SECRET));
}

#[tokio::test]
async fn an_account_lives_in_one_of_microsofts_clouds() {
    for (at_microsoft, cloud, graph) in [
        ("us-gov", "us_government", "https://graph.microsoft.us/"),
        ("us-gov", "us_defense", "https://dod-graph.microsoft.us/"),
        ("china", "china", "https://microsoftgraph.chinacloudapi.cn/"),
    ] {
        let (town, admin) = Town::with_admin().await;
        let settings = json!({ "tenant": "contoso.nl", "cloud": at_microsoft });
        town.control("tenants/settings", settings).await;
        // The worldwide cloud sends it away, another does not know it.
        let problem = admin.post("/accounts", contoso()).await;
        problem.refused(422, "wrong_cloud");
        let elsewhere = if cloud == "china" {
            "us_defense"
        } else {
            "china"
        };
        let problem = admin.post("/accounts", form(json!({ "cloud": elsewhere })));
        problem.await.refused(422, "tenant_not_found");

        let id = admin.register(form(json!({ "cloud": cloud }))).await;
        let account = admin.get(&format!("/accounts/{id}")).await.expect(200);
        assert_eq!(account["cloud"], cloud);
        // Rights are asked for by the name of that cloud's Graph.
        let started = admin.start_consent(&id).await;
        let scopes = started["scopes"].to_string();
        assert!(
            scopes.contains(&format!("{graph}Mail.ReadWrite.Shared")),
            "{scopes}"
        );
        assert!(!scopes.contains("graph.microsoft.com"), "{scopes}");
        let consent = town.consent(&admin, &id, SERVICE).await;
        assert_eq!(consent["state"], "completed", "{consent}");
        admin.add_mailbox(&id, MAILBOX).await;
        let mailbox = admin.prove(MAILBOX, "full").await;
        for ability in ["sign_in", "read", "modify", "move"] {
            assert_eq!(light(&mailbox, ability), "green", "{mailbox}");
        }
    }
}

#[tokio::test]
async fn a_cloud_that_does_not_exist_is_no_cloud() {
    let (town, admin) = Town::with_admin().await;
    let before = town.token_calls().await;
    for cloud in ["germany", "", "GLOBAL"] {
        admin
            .post("/accounts", form(json!({ "cloud": cloud })))
            .await
            .refused(400, "malformed");
    }
    assert_eq!(town.token_calls().await, before);
}

#[tokio::test]
async fn what_microsoft_refuses_is_never_saved() {
    let (_town, admin) = Town::with_admin().await;
    let wrong = "abc8Q~wrong-0123456789abcdefghijklmnop";
    let unknown = "99999999-0000-4000-8000-000000000000";
    for (changes, code, aadsts) in [
        (
            json!({ "client_secret": wrong }),
            "secret_wrong",
            "AADSTS7000215",
        ),
        (
            json!({ "client_id": unknown }),
            "app_not_found",
            "AADSTS700016",
        ),
        (
            json!({ "tenant": "nobody.nl" }),
            "tenant_not_found",
            "AADSTS90002",
        ),
    ] {
        for even_if_unproved in [false, true] {
            let mut form = form(changes.clone());
            form["even_if_unproved"] = even_if_unproved.into();
            let problem = admin.post("/accounts", form).await.refused(422, code);
            assert_eq!(problem["microsoft"]["code"], aadsts);
            assert!(problem["microsoft"]["correlation_id"].is_string());
        }
    }
    assert_eq!(admin.get("/accounts").await.expect(200), json!([]));
}

#[tokio::test]
async fn what_cannot_be_right_is_refused_before_microsoft_is_asked() {
    let (town, admin) = Town::with_admin().await;
    let form = form(json!({
        "name": " ", "tenant": "common", "client_id": "abc",
        "client_secret": "c9f0f895-fb98-4b91-9d1a-7f3b52e1c0aa",
        "secret_expires": "2020-01-01", "purposes": [],
    }));
    let problem = admin.post("/accounts", form).await.refused(422, "invalid");
    assert_eq!(
        problem["errors"],
        json!([
            { "field": "name", "invalid": "empty" },
            { "field": "tenant", "invalid": "tenant_needs_its_own_name" },
            { "field": "client_id", "invalid": "not_a_guid" },
            { "field": "client_secret", "invalid": "is_secret_id" },
            { "field": "secret_expires", "invalid": "past" },
            { "field": "purposes", "invalid": "nothing_chosen" },
        ])
    );
    assert_eq!(town.token_calls().await, 0);
}

#[tokio::test]
async fn an_expired_secret_says_so_and_a_new_one_mends_it() {
    let (town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, "facturen@contoso.nl").await;
    town.control("secrets/expire", json!({ "client_id": CLIENT }))
        .await;
    let path = format!("/accounts/{account}/secret");
    let same = json!({ "client_secret": crate::support::SECRET, "secret_expires": "2099-01-01" });
    admin
        .send(Method::PUT, &path, Some(same))
        .await
        .refused(422, "secret_expired");

    let added = town
        .control("secrets/add", json!({ "client_id": CLIENT }))
        .await;
    let value = added["value"].as_str().unwrap();
    let new = json!({ "client_secret": value, "secret_expires": "2099-01-01" });
    let shown = admin.send(Method::PUT, &path, Some(new)).await.expect(200);
    assert_eq!(shown["secret"]["hint"], value[..3]);
    assert!(!shown.to_string().contains(value));
    assert!(shown["secret"]["cause"].is_null());
}

#[tokio::test]
async fn without_a_road_to_microsoft_a_person_may_save_all_the_same() {
    let (town, admin) = Town::with_admin().await;
    let fault = json!({ "endpoint": "token", "status": 503, "times": 2, "retry_after": 7 });
    town.control("faults", fault).await;
    let refused = admin.post("/accounts", contoso()).await;
    assert_eq!(refused.headers["retry-after"], "7");
    refused.refused(502, "microsoft_unwell");
    let form = form(json!({ "even_if_unproved": true }));
    let account = admin.post("/accounts", form).await.expect(201);
    assert!(account["secret"]["proved_at"].is_null());
}

#[tokio::test]
async fn the_same_app_or_name_twice_is_refused() {
    let (_town, admin) = Town::with_admin().await;
    admin.register(contoso()).await;
    admin
        .post("/accounts", form(json!({ "name": "Another" })))
        .await
        .refused(409, "already_exists");
    admin
        .post("/accounts", contoso())
        .await
        .refused(409, "already_exists");
}

#[tokio::test]
async fn an_account_goes_when_its_mailboxes_are_gone() {
    let (_town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, "facturen@contoso.nl").await;
    let path = format!("/accounts/{account}");
    admin
        .send(Method::DELETE, &path, None)
        .await
        .refused(409, "in_use");
    let mailbox = "/mailboxes/facturen@contoso.nl";
    admin.send(Method::DELETE, mailbox, None).await.expect(204);
    admin.send(Method::DELETE, &path, None).await.expect(204);
    admin.get(&path).await.refused(404, "not_found");
}

#[tokio::test]
async fn a_further_purpose_shows_what_is_missing() {
    let (town, admin) = Town::with_admin().await;
    let account = admin
        .register(form(json!({ "purposes": ["import"] })))
        .await;
    town.consent(&admin, &account, crate::support::SERVICE)
        .await;
    let path = format!("/accounts/{account}");
    let change = json!({ "name": "Contoso", "purposes": ["import", "export_job"] });
    let shown = admin
        .send(Method::PATCH, &path, Some(change))
        .await
        .expect(200);
    assert_eq!(shown["name"], "Contoso");
    assert_eq!(shown["sign_ins"][0]["missing"], json!(["Mail.Send.Shared"]));
}
