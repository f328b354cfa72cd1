//! The trip to Microsoft and back, through the door its user comes in by.

use crate::support::{CHALLENGE, CLIENT, SERVICE, Town, contoso, finish_form};
use serde_json::{Value, json};

#[tokio::test]
async fn somebody_else_is_asked_who_they_are() {
    let (_town, admin, account) = Town::with_account().await;
    let path = format!("/accounts/{account}/consents");
    let again = admin.post(&path, json!({ "code_challenge": CHALLENGE }));
    let again = again.await.expect(201);
    assert_eq!(again["login_hint"], SERVICE);
    let other = admin.post(
        &path,
        json!({ "code_challenge": CHALLENGE, "another": true }),
    );
    assert!(other.await.expect(201)["login_hint"].is_null());
}

#[tokio::test]
async fn a_consent_brings_a_sign_in_with_its_scopes_and_dates() {
    let (_town, admin, account) = Town::with_account().await;
    let shown = admin.get(&format!("/accounts/{account}")).await.expect(200);
    let sign_in = &shown["sign_ins"][0];
    assert_eq!(sign_in["username"], SERVICE);
    assert_eq!(sign_in["missing"], json!([]));
    let granted = sign_in["granted"].as_array().unwrap();
    assert!(
        granted.contains(&"Mail.ReadWrite.Shared".into()),
        "{granted:?}"
    );
    for date in ["consented_at", "refreshed_at", "access_expires_at"] {
        assert!(sign_in[date].is_string(), "{date}");
    }
}

#[tokio::test]
async fn declining_changes_nothing() {
    let (town, admin) = Town::with_admin().await;
    let account = admin.register(contoso()).await;
    let started = admin.start_consent(&account).await;
    let way_back = town.at_microsoft(&started, SERVICE, "cancel").await;
    let form = finish_form(&started, &way_back);
    let consent = admin.post("/consents/finish", form).await.expect(200);
    assert_eq!(consent["state"], "failed");
    assert_eq!(consent["cause"], "consent_declined");
    let shown = admin.get(&format!("/accounts/{account}")).await.expect(200);
    assert_eq!(shown["sign_ins"], json!([]));
}

#[tokio::test]
async fn a_second_call_gets_what_came_of_the_first_and_redeems_nothing() {
    let (town, admin) = Town::with_admin().await;
    let account = admin.register(contoso()).await;
    let started = admin.start_consent(&account).await;
    let way_back = town.at_microsoft(&started, SERVICE, "accept").await;
    let form = finish_form(&started, &way_back);
    let before = town.token_calls().await;
    // At once, and then again, also without the verifier.
    let posts = (0..5).map(|_| admin.post("/consents/finish", form.clone()));
    let answers = futures_util::future::join_all(posts).await;
    let consents: Vec<Value> = answers.into_iter().map(|a| a.expect(200)).collect();
    assert!(consents.iter().all(|c| c["state"] == "completed"));
    assert_eq!(
        consents.iter().filter(|c| c["repeated"] == false).count(),
        1
    );
    let mut later = form;
    later.as_object_mut().unwrap().remove("code_verifier");
    let again = admin.post("/consents/finish", later).await.expect(200);
    assert_eq!(again["state"], "completed");
    assert_eq!(again["repeated"], true);
    assert_eq!(town.token_calls().await, before + 1);
}

#[tokio::test]
async fn another_browser_cannot_finish_but_the_right_one_still_can() {
    let (town, admin) = Town::with_admin().await;
    let account = admin.register(contoso()).await;
    let started = admin.start_consent(&account).await;
    let way_back = town.at_microsoft(&started, SERVICE, "accept").await;
    let form = finish_form(&started, &way_back);

    let nobody = town.client();
    nobody
        .post("/consents/finish", form.clone())
        .await
        .refused(401, "not_signed_in");
    // The same person, in another browser, which has no verifier.
    let other = town.client();
    other
        .log_in("mark@contoso.nl", crate::support::PASSWORD)
        .await
        .expect(200);
    let mut without = form.clone();
    without.as_object_mut().unwrap().remove("code_verifier");
    other
        .post("/consents/finish", without)
        .await
        .refused(409, "consent_other_browser");
    // A later login, in the browser that has it.
    other
        .post("/consents/finish", form.clone())
        .await
        .refused(409, "consent_session_ended");
    let mut wrong = form.clone();
    wrong["code_verifier"] = "x".repeat(43).into();
    admin
        .post("/consents/finish", wrong)
        .await
        .refused(409, "consent_other_browser");

    let consent = admin.post("/consents/finish", form).await.expect(200);
    assert_eq!(consent["state"], "completed");
}

#[tokio::test]
async fn a_state_that_nobody_gave_out_is_refused() {
    let (_town, admin) = Town::with_admin().await;
    let form = json!({ "state": "made-up", "code": "abc", "code_verifier": "x".repeat(43) });
    admin
        .post("/consents/finish", form)
        .await
        .refused(404, "consent_unknown");
}

#[tokio::test]
async fn after_fifteen_minutes_it_is_over() {
    let (town, admin) = Town::with_admin().await;
    let account = admin.register(contoso()).await;
    let started = admin.start_consent(&account).await;
    let way_back = town.at_microsoft(&started, SERVICE, "accept").await;
    town.sql("update consents set expires_at = 1").await;
    let form = finish_form(&started, &way_back);
    let before = town.token_calls().await;
    let consent = admin.post("/consents/finish", form).await.expect(200);
    assert_eq!(consent["cause"], "consent_expired");
    assert_eq!(town.token_calls().await, before);
}

#[tokio::test]
async fn a_change_of_the_account_on_the_way_is_noticed() {
    let (town, admin) = Town::with_admin().await;
    let account = admin.register(contoso()).await;
    let started = admin.start_consent(&account).await;
    let change = json!({ "name": "Contoso", "purposes": ["import"] });
    let path = format!("/accounts/{account}");
    let patch = admin.send(reqwest::Method::PATCH, &path, Some(change));
    patch.await.expect(200);
    let way_back = town.at_microsoft(&started, SERVICE, "accept").await;
    let form = finish_form(&started, &way_back);
    let consent = admin.post("/consents/finish", form).await.expect(200);
    assert_eq!(consent["cause"], "account_changed");
}

/// Every harm the stand-in can do to an id_token, and what we make of it. The
/// sign-in that was there before is as good as it was.
#[tokio::test]
async fn an_id_token_that_is_not_right_stores_nothing() {
    let (town, admin, account) = Town::with_account().await;
    let path = format!("/accounts/{account}");
    let before = admin.get(&path).await.expect(200)["sign_ins"].clone();
    let other = "11111111-2222-4333-8444-555555555555";
    for (tampering, cause) in [
        (json!({ "tid": other }), "wrong_tenant"),
        (json!({ "aud": other }), "reply_not_trusted"),
        (json!({ "nonce": "another" }), "reply_not_trusted"),
        (
            json!({ "iss": "https://evil.nl/v2.0" }),
            "reply_not_trusted",
        ),
        (json!({ "expired": true }), "reply_not_trusted"),
        (json!({ "bad_signature": true }), "reply_not_trusted"),
        (json!({ "omit": true }), "reply_not_trusted"),
    ] {
        town.control("next-id-token", tampering.clone()).await;
        let consent = town.consent(&admin, &account, SERVICE).await;
        assert_eq!(consent["state"], "failed", "{tampering}");
        assert_eq!(consent["cause"], cause, "{tampering}");
        if cause == "wrong_tenant" {
            assert_eq!(consent["other_tenant"], other);
        }
    }
    let after = admin.get(&path).await.expect(200)["sign_ins"].clone();
    assert_eq!(before, after);
}

#[tokio::test]
async fn the_same_person_again_renews_the_sign_in_that_was_there() {
    let (town, admin, account) = Town::with_account().await;
    let path = format!("/accounts/{account}");
    let first = admin.get(&path).await.expect(200)["sign_ins"][0]["id"].clone();
    town.consent(&admin, &account, SERVICE).await;
    let sign_ins = admin.get(&path).await.expect(200)["sign_ins"].clone();
    assert_eq!(sign_ins.as_array().unwrap().len(), 1);
    assert_eq!(sign_ins[0]["id"], first);
}

#[tokio::test]
async fn permissions_that_were_not_granted_are_named() {
    let (town, admin) = Town::with_admin().await;
    let mut form = contoso();
    form["purposes"] = json!(["import"]);
    let account = admin.register(form).await;
    let started = admin.start_consent(&account).await;
    // A browser that asks for less than it was told to.
    let mut less = started.clone();
    less["scopes"] = json!(["openid", "profile", "offline_access", "User.Read"]);
    town.control(
        "consents/withdraw",
        json!({ "tenant": "contoso.nl", "client_id": CLIENT }),
    )
    .await;
    let way_back = town.at_microsoft(&less, SERVICE, "accept").await;
    let form = finish_form(&started, &way_back);
    let consent = admin.post("/consents/finish", form).await.expect(200);
    assert_eq!(consent["cause"], "scopes_missing", "{consent}");
    assert_eq!(consent["missing"], json!(["Mail.ReadWrite.Shared"]));
}

#[tokio::test]
async fn microsoft_away_while_redeeming_is_said_so() {
    let (town, admin) = Town::with_admin().await;
    let account = admin.register(contoso()).await;
    for (fault, cause) in [
        (
            json!({ "endpoint": "token", "status": 503 }),
            "microsoft_unwell",
        ),
        (
            json!({ "endpoint": "token", "status": 200, "body": "html" }),
            "microsoft_garbled",
        ),
        (
            json!({ "endpoint": "token", "cut": "before" }),
            "microsoft_silent",
        ),
        (
            json!({ "endpoint": "discovery", "status": 503 }),
            "microsoft_unwell",
        ),
    ] {
        let started = admin.start_consent(&account).await;
        let way_back = town.at_microsoft(&started, SERVICE, "accept").await;
        town.control("faults", fault.clone()).await;
        let form = finish_form(&started, &way_back);
        let consent = admin.post("/consents/finish", form).await.expect(200);
        assert_eq!(consent["state"], "failed");
        assert_eq!(consent["cause"], cause, "{fault} {consent}");
    }
    let consent = town.consent(&admin, &account, SERVICE).await;
    assert_eq!(consent["state"], "completed");
}

#[tokio::test]
async fn what_an_administrator_consents_to_brings_no_sign_in() {
    let (_town, admin) = Town::with_admin().await;
    let account = admin.register(contoso()).await;
    let started = admin.start_consent(&account).await;
    let form = json!({ "state": started["state"], "admin_consent": "True" });
    let consent = admin.post("/consents/finish", form).await.expect(200);
    assert_eq!(consent["state"], "admin_consented");
    let shown = admin.get(&format!("/accounts/{account}")).await.expect(200);
    assert_eq!(shown["sign_ins"], json!([]));
}
