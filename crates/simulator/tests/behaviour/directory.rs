//! What the control API makes and unmakes: people, groups, mailboxes, requests
//! to an admin, saved states.

use crate::common::*;
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn people_and_mailboxes_come_and_go() {
    let bench = bench().await;
    let person = json!({"tenant": "alfa.nl", "upn": "nieuw@alfa.nl", "name": "Nina Nieuw"});
    let added = bench.control("people/add", person).await;
    assert!(
        added["password"]
            .as_str()
            .is_some_and(|word| word.len() > 8)
    );
    let token = bench.access("nieuw@alfa.nl", SCOPE).await;
    bench
        .graph_get(&token, "/me/mailFolders/inbox")
        .await
        .expect(200);

    let mailbox = json!({"tenant": "alfa.nl", "address": "nieuw.gedeeld@alfa.nl"});
    bench.control("mailboxes/add", mailbox).await;
    let right = json!({"mailbox": "nieuw.gedeeld@alfa.nl", "person": "nieuw@alfa.nl", "right": "full_access"});
    bench.control("rights/give", right).await;
    let path = "/users/nieuw.gedeeld@alfa.nl/mailFolders/inbox";
    bench.graph_get(&token, path).await.expect(200);
    bench
        .control(
            "mailboxes/remove",
            json!({"mailbox": "nieuw.gedeeld@alfa.nl"}),
        )
        .await;
    let gone = bench.graph_get(&token, path).await.expect(404);
    assert_eq!(gone.code(), "ErrorInvalidUser");

    let tokens = bench.tokens("nieuw@alfa.nl", SCOPE).await;
    let refresh = tokens["refresh_token"].as_str().expect("a token");
    bench
        .control(
            "people/reset-password",
            json!({"person": "nieuw@alfa.nl", "password": "Anders-2026!"}),
        )
        .await;
    assert_eq!(bench.refresh(refresh).await.aadsts(), 50173);
    // Whether a change by the person revokes is one of the uncertainties.
    bench.control("clock", json!({"advance_seconds": 2})).await;
    bench
        .control("switches", json!({"password_change_revokes": false}))
        .await;
    let tokens = bench.tokens("nieuw@alfa.nl", SCOPE).await;
    bench
        .control(
            "people/reset-password",
            json!({"person": "nieuw@alfa.nl", "by": "person"}),
        )
        .await;
    let refresh = tokens["refresh_token"].as_str().expect("a token");
    bench.refresh(refresh).await.expect(200);

    for _ in 0..2 {
        bench
            .control("apps/disable", json!({"client_id": CLIENT}))
            .await;
        assert_eq!(bench.refresh(refresh).await.aadsts(), 7_000_112);
        bench
            .control("apps/enable", json!({"client_id": CLIENT}))
            .await;
    }
    bench.refresh(refresh).await.expect(200);
}

#[tokio::test]
async fn a_group_holds_rights_and_gets_mail_for_its_members() {
    let bench = bench().await;
    let group = json!({"tenant": "alfa.nl", "address": "team@alfa.nl", "members": [SERVICE]});
    bench.control("groups/add", group).await;
    for right in ["full_access", "send_as"] {
        let order = json!({"mailbox": "dicht@alfa.nl", "person": "team@alfa.nl", "right": right});
        bench.control("rights/give", order).await;
    }
    let token = bench.access(SERVICE, SCOPE).await;
    let open = "/users/dicht@alfa.nl/mailFolders/inbox";
    bench.graph_get(&token, open).await.expect(200);
    let mail = mail_from("dicht@alfa.nl", "team@alfa.nl", "Aan allen");
    bench
        .graph(&token, Method::POST, "/me/sendMail", Some(mail))
        .await
        .expect(202);
    let inbox = "/me/mailFolders/inbox/messages";
    assert_eq!(bench.subjects(&token, inbox).await, ["Aan allen"]);
    let change = json!({"group": "team@alfa.nl", "remove": [SERVICE], "add": ["anna@alfa.nl"]});
    bench.control("groups/members", change).await;
    bench.graph_get(&token, open).await.expect(404);
}

#[tokio::test]
async fn one_folder_can_be_shared_alone() {
    let bench = bench().await;
    let share = |access: &str| json!({"mailbox": "dicht@alfa.nl", "folder": "inbox", "person": SERVICE, "access": access});
    bench.control("folders/share", share("write")).await;
    let token = bench.access(SERVICE, SCOPE).await;
    let inbox = "/users/dicht@alfa.nl/mailFolders/inbox";
    bench.graph_get(&token, inbox).await.expect(200);
    let path = format!("{inbox}/messages");
    bench
        .graph(&token, Method::POST, &path, Some(json!({"subject": "x"})))
        .await
        .expect(201);
    for closed in ["mailFolders", "messages", "mailFolders/sentitems"] {
        let path = format!("/users/dicht@alfa.nl/{closed}");
        bench.graph_get(&token, &path).await.expect(404);
    }
    bench.control("folders/unshare", share("read")).await;
    bench.graph_get(&token, inbox).await.expect(404);
}

#[tokio::test]
async fn a_right_may_take_its_time() {
    let bench = bench().await;
    bench
        .control("switches", json!({"rights_delay_seconds": 3600}))
        .await;
    let token = bench.access(SERVICE, SCOPE).await;
    let order = json!({"mailbox": "dicht@alfa.nl", "person": SERVICE, "right": "full_access"});
    bench.control("rights/give", order).await;
    let path = "/users/dicht@alfa.nl/mailFolders/inbox";
    bench.graph_get(&token, path).await.expect(404);
    bench
        .control("clock", json!({"advance_seconds": 3601}))
        .await;
    bench.graph_get(&token, path).await.expect(200);
}

#[tokio::test]
async fn an_admin_is_asked_and_decides() {
    let bench = bench().await;
    bench
        .control(
            "consent-policy",
            json!({"tenant": "alfa.nl", "policy": "none"}),
        )
        .await;
    bench
        .control(
            "tenants/settings",
            json!({"tenant": "alfa.nl", "admin_consent_requests": true}),
        )
        .await;
    let url = bench.authorize_url(TENANT, &[]);
    let page = bench.walk(&url, SERVICE, "accept").await;
    assert_eq!(page["aadsts"], "90095", "{page}");
    let html = page["page"].as_str().expect("a page");
    let value = |name: &str| {
        let (_, after) = html
            .split_once(&format!("name=\"{name}\" value=\""))
            .expect("a field");
        let value = after.split('"').next().expect("a value");
        value.replace("&amp;", "&")
    };
    let form = [
        ("step", value("step")),
        ("request", value("request")),
        ("ticket", value("ticket")),
        ("justification", "Voor de facturen".to_owned()),
    ];
    let ask = bench.request(Method::POST, &format!("/{TENANT}/login"));
    bench.send(ask.form(&form)).await.expect(200);

    let asked = bench.get("/control/approvals").await.expect(200).json;
    let request = &asked["approvals"][0];
    assert_eq!(request["person"], SERVICE);
    assert_eq!(request["justification"], "Voor de facturen");
    let decision = json!({"id": request["id"], "approve": true});
    bench.control("approvals/decide", decision).await;
    bench.code_for(SERVICE, &[]).await;
    let left = bench.get("/control/approvals").await.json;
    assert_eq!(left["approvals"], json!([]));
}

#[tokio::test]
async fn a_state_is_kept_under_a_name() {
    let bench = bench().await;
    let name = json!({"name": "les 1"});
    bench.control("snapshots/save", name.clone()).await;
    bench
        .control("people/delete", json!({"person": SERVICE}))
        .await;
    let known = bench.get("/control/snapshots").await.expect(200).json;
    assert_eq!(known["snapshots"], json!(["les 1"]));
    bench.control("snapshots/load", name).await;
    bench.tokens(SERVICE, SCOPE).await;
}
