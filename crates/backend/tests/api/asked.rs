//! Somebody outside the panel is asked for a consent or a secret.

use crate::support::commands::{job_key, token};
use crate::support::{CHALLENGE, CLIENT, Client, SECRET, SERVICE, Town, contoso, finish_form};
use reqwest::Method;
use serde_json::{Value, json};

const SANNE: &str = "sanne.devries@contoso.nl";

async fn ask(admin: &Client, account: &str, kind: &str, address: &str) -> (String, String) {
    let form = json!({ "kind": kind, "address": address, "lang": "nl" });
    let path = format!("/accounts/{account}/asked");
    let made = admin.post(&path, form).await.expect(201);
    (
        made["asked"]["id"].as_str().unwrap().to_owned(),
        token_of(&made),
    )
}

fn token_of(made: &Value) -> String {
    let link = made["link"].as_str().unwrap();
    let (page, token) = link.split_once('#').unwrap();
    assert!(page.ends_with("/asked"), "{link}");
    token.to_owned()
}

async fn state(admin: &Client, account: &str) -> Value {
    let list = admin.get(&format!("/accounts/{account}/asked")).await;
    list.expect(200)[0].clone()
}

async fn start(browser: &Client, token: &str) -> Value {
    let form = json!({ "token": token, "code_challenge": CHALLENGE });
    browser.post("/asked/start", form).await.expect(201)
}

async fn finish(browser: &Client, token: &str, reply: Value) -> crate::support::Answer {
    let form = json!({ "token": token, "reply": reply });
    browser.post("/asked/finish", form).await
}

/// The trip of somebody who was asked.
async fn trip(town: &Town, token: &str, person: &str, decision: &str) -> Value {
    let browser = town.client();
    let started = start(&browser, token).await;
    let way_back = town.at_microsoft(&started, person, decision).await;
    let reply = finish_form(&started, &way_back);
    finish(&browser, token, reply).await.expect(200)
}

async fn opens_nothing(town: &Town, token: &str, why: &str) {
    let browser = town.client();
    let read = json!({ "token": token });
    browser.post("/asked/read", read).await.refused(404, why);
    let form = json!({ "token": token, "code_challenge": CHALLENGE });
    browser.post("/asked/start", form).await.refused(404, why);
}

#[tokio::test]
async fn the_right_person_consents_without_a_login_and_the_sender_sees_each_step() {
    let (town, admin) = Town::with_admin().await;
    let account = admin.register(contoso()).await;
    let (_, token) = ask(&admin, &account, "consent", SERVICE).await;
    assert_eq!(state(&admin, &account).await["state"], "open");
    let browser = town.client();
    let read = json!({ "token": token });
    let seen = browser.post("/asked/read", read).await.expect(200);
    assert_eq!(
        (&seen["account_name"], &seen["lang"]),
        (&json!("Contoso Scan"), &json!("nl"))
    );
    assert_eq!(seen["asked_by"], "Mark Bakker");
    assert_eq!(state(&admin, &account).await["state"], "opened");
    let started = start(&browser, &token).await;
    assert_eq!(started["login_hint"], SERVICE);
    assert_eq!(state(&admin, &account).await["state"], "at_microsoft");
    let way_back = town.at_microsoft(&started, SERVICE, "accept").await;
    let reply = finish_form(&started, &way_back);
    let done = finish(&browser, &token, reply.clone()).await.expect(200);
    assert_eq!(done["state"], "done", "{done}");
    let last = state(&admin, &account).await;
    assert_eq!(
        (&last["state"], &last["signed_in_as"]),
        (&json!("done"), &json!(SERVICE))
    );
    let shown = admin.get(&format!("/accounts/{account}")).await.expect(200);
    assert_eq!(shown["sign_ins"][0]["username"], SERVICE);
    // Once.
    opens_nothing(&town, &token, "asked_used").await;
    finish(&browser, &token, reply)
        .await
        .refused(404, "asked_used");
    let who = town
        .text("select actor from audit where action = 'consent.completed'")
        .await;
    assert_eq!(who, format!("asked {SERVICE}"));
    let written = town.written().await;
    assert!(!written.windows(token.len()).any(|w| w == token.as_bytes()));
}

#[tokio::test]
async fn somebody_else_than_expected_is_not_stored_and_the_link_still_works() {
    let (town, admin) = Town::with_admin().await;
    let account = admin.register(contoso()).await;
    let (_, token) = ask(&admin, &account, "consent", SERVICE).await;
    let other = trip(&town, &token, SANNE, "accept").await;
    assert_eq!(
        (&other["state"], &other["cause"]),
        (&json!("failed"), &json!("wrong_person"))
    );
    assert_eq!(other["signed_in_as"], SANNE);
    assert_eq!(town.number("select count(*) from sign_ins").await, 0);
    let seen = state(&admin, &account).await;
    assert_eq!(
        (&seen["state"], &seen["cause"]),
        (&json!("failed"), &json!("wrong_person"))
    );
    let declined = trip(&town, &token, SERVICE, "cancel").await;
    assert_eq!(declined["cause"], "consent_declined");
    let done = trip(&town, &token, SERVICE, "accept").await;
    assert_eq!(done["state"], "done");
}

#[tokio::test]
async fn a_link_that_is_over_taken_back_or_replaced_opens_nothing() {
    let (town, admin) = Town::with_admin().await;
    let account = admin.register(contoso()).await;
    let (id, first) = ask(&admin, &account, "consent", SERVICE).await;
    let path = format!("/asked/{id}/resend");
    let again = admin.send(Method::POST, &path, None).await.expect(200);
    let second = token_of(&again);
    opens_nothing(&town, &first, "asked_over").await;
    town.sql("update asked set expires_at = 1").await;
    opens_nothing(&town, &second, "asked_expired").await;
    assert_eq!(state(&admin, &account).await["state"], "expired");
    // Resent, it works again.
    let third = token_of(&admin.send(Method::POST, &path, None).await.expect(200));
    let browser = town.client();
    let started = start(&browser, &third).await;
    let way_back = town.at_microsoft(&started, SERVICE, "accept").await;
    // Taken back while the person is at Microsoft.
    let revoke = format!("/asked/{id}");
    admin.send(Method::DELETE, &revoke, None).await.expect(204);
    let reply = finish_form(&started, &way_back);
    finish(&browser, &third, reply)
        .await
        .refused(404, "asked_revoked");
    assert_eq!(town.number("select count(*) from sign_ins").await, 0);
    assert_eq!(state(&admin, &account).await["state"], "revoked");
    admin
        .send(Method::DELETE, &revoke, None)
        .await
        .refused(404, "not_found");
    admin
        .send(Method::POST, &path, None)
        .await
        .refused(404, "not_found");
    for odd in ["", "x", &"x".repeat(200)] {
        opens_nothing(&town, odd, "asked_over").await;
    }
    let form = json!({ "kind": "consent", "address": "niemand", "lang": "nl" });
    let path = format!("/accounts/{account}/asked");
    admin.post(&path, form).await.refused(422, "invalid");
}

#[tokio::test]
async fn a_way_back_belongs_to_the_link_and_the_browser_that_began_it() {
    let (town, admin) = Town::with_admin().await;
    let account = admin.register(contoso()).await;
    let (_, ours) = ask(&admin, &account, "consent", SERVICE).await;
    let (_, others) = ask(&admin, &account, "consent", SANNE).await;
    let browser = town.client();
    let started = start(&browser, &ours).await;
    let way_back = town.at_microsoft(&started, SERVICE, "accept").await;
    let reply = finish_form(&started, &way_back);
    // With somebody else's link, or a login session in place of a link.
    let answer = finish(&browser, &others, reply.clone()).await;
    answer.refused(409, "consent_session_ended");
    let answer = admin.post("/consents/finish", reply.clone()).await;
    answer.refused(409, "consent_session_ended");
    let mut bare = reply.clone();
    bare.as_object_mut().unwrap().remove("code_verifier");
    finish(&browser, &ours, bare)
        .await
        .refused(409, "consent_other_browser");
    let done = finish(&browser, &ours, reply).await.expect(200);
    assert_eq!(done["state"], "done");
    // A link for a secret starts no consent, and the other way round.
    let (_, secret) = ask(&admin, &account, "secret", SANNE).await;
    let form = json!({ "token": secret, "code_challenge": CHALLENGE });
    browser
        .post("/asked/start", form)
        .await
        .refused(404, "asked_over");
    let form = json!({ "token": others, "client_secret": SECRET, "secret_expires": "2098-01-01" });
    browser
        .post("/asked/secret", form)
        .await
        .refused(404, "asked_over");
    let form = json!({ "token": others, "code_challenge": "short" });
    browser
        .post("/asked/start", form)
        .await
        .refused(422, "invalid");
}

#[tokio::test]
async fn an_administrator_consents_for_the_organisation_and_the_sign_in_follows() {
    let (town, admin) = Town::with_admin().await;
    let account = admin.register(contoso()).await;
    let (_, token) = ask(&admin, &account, "consent", SERVICE).await;
    let browser = town.client();
    let started = start(&browser, &token).await;
    let reply = json!({ "state": started["state"], "admin_consent": "True" });
    let done = finish(&browser, &token, reply).await.expect(200);
    assert_eq!(done["state"], "admin_consented");
    assert_eq!(state(&admin, &account).await["state"], "admin_consented");
    assert_eq!(town.number("select count(*) from sign_ins").await, 0);
    let done = trip(&town, &token, SERVICE, "accept").await;
    assert_eq!(done["state"], "done");
}

#[tokio::test]
async fn whoever_holds_only_the_secret_fills_in_the_secret() {
    let (mut town, mut admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, "facturen@contoso.nl").await;
    let job = job_key(&admin).await;
    let (_, link) = ask(&admin, &account, "secret", SANNE).await;
    let order = json!({ "client_id": CLIENT, "expires": "+700d" });
    let made = town.control("secrets/add", order).await;
    let fill_in = async |town: &Town, token: &str, value: &str| {
        let form = json!({ "token": token, "client_secret": value,
            "secret_expires": "2098-06-30" });
        town.client().post("/asked/secret", form).await
    };
    let wrong = "abc8Q~is.not.a.secret.of.this.app.at.all1";
    fill_in(&town, &link, wrong)
        .await
        .refused(422, "secret_wrong");
    fill_in(&town, &link, "kort").await.refused(422, "invalid");
    let value = made["value"].as_str().unwrap();
    fill_in(&town, &link, value).await.expect(204);
    fill_in(&town, &link, value)
        .await
        .refused(404, "asked_used");
    // The one in use works: the new one waits beside it.
    let shown = admin.get(&format!("/accounts/{account}")).await.expect(200);
    assert_eq!(shown["secret"]["hint"], "cnt");
    assert_eq!(shown["next_secret"]["hint"], "sim");
    assert_eq!(shown["next_secret"]["set_by"], SANNE);
    // Where it does not work, the new one counts at once.
    town.sql("update secrets set cause = 'secret_expired' where slot = 'current'")
        .await;
    let (_, link) = ask(&admin, &account, "secret", SANNE).await;
    fill_in(&town, &link, value).await.expect(204);
    let shown = admin.get(&format!("/accounts/{account}")).await.expect(200);
    assert_eq!(shown["secret"]["hint"], "sim");
    assert!(shown["secret"]["cause"].is_null());
    town.refreshes(&job, "facturen@contoso.nl").await;
    admin.moved_to(&town);
    let answer = token(&town.client(), &job, "facturen@contoso.nl").await;
    answer.expect(200);
}

#[tokio::test]
async fn the_link_is_mailed_where_that_is_wanted_and_the_sender_hears_when_it_was_not() {
    let (town, admin, account) = Town::with_account().await;
    let path = format!("/accounts/{account}/asked");
    let form = json!({ "kind": "consent", "address": SANNE, "lang": "en", "mail": true });
    let made = admin.post(&path, form.clone()).await.expect(201);
    assert_eq!(made["not_mailed"], "nobody_to_warn");
    assert!(made["asked"]["mailed_at"].is_null() && made["link"].is_string());
    admin.add_mailbox(&account, SERVICE).await;
    let settings = json!({ "lang": "nl", "silence_hours": 0, "mail_from": SERVICE,
        "mail_to": [SERVICE] });
    let settings = admin.send(Method::PUT, "/warnings/settings", Some(settings));
    settings.await.expect(200);
    let made = admin.post(&path, form).await.expect(201);
    assert!(made["not_mailed"].is_null());
    assert!(made["asked"]["mailed_at"].is_string());
    let state = town.ask_microsoft("state").await.to_string();
    assert!(state.contains("Consent asked for Contoso Scan"));
    assert!(state.contains(&token_of(&made)));
}
