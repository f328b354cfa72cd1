//! The whole way, through the pages as a browser goes it: pick an account,
//! password, consent, code, tokens, mail.

use crate::common::*;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use reqwest::Method;
use serde_json::Value;

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let (_, after) = page
        .split_once(&mark)
        .unwrap_or_else(|| panic!("no {name} in {page}"));
    let value = after.split('"').next().expect("a value");
    value
        .replace("&amp;", "&")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
}

async fn verified(bench: &Bench, id_token: &str) -> Value {
    let keys = bench
        .get(&format!("/{TENANT}/discovery/v2.0/keys"))
        .await
        .expect(200);
    let keys: JwkSet = serde_json::from_value(keys.json).expect("a key set");
    let kid = decode_header(id_token)
        .expect("a header")
        .kid
        .expect("a kid");
    let key = DecodingKey::from_jwk(keys.find(&kid).expect("the key")).expect("a key");
    let mut rules = Validation::new(Algorithm::RS256);
    rules.set_audience(&[CLIENT]);
    rules.set_issuer(&[format!("{}/{TENANT}/v2.0", bench.url)]);
    decode::<Value>(id_token, &key, &rules)
        .expect("a valid id_token")
        .claims
}

#[tokio::test]
async fn from_the_account_list_to_the_arrived_mail() {
    let bench = bench().await;
    let url = bench.authorize_url(
        "alfa.nl",
        &[
            ("code_challenge", &challenge(VERIFIER)),
            ("code_challenge_method", "S256"),
        ],
    );
    let page = bench.get(&url).await.expect(200).text;
    assert!(
        page.contains("Pick an account") && page.contains(SERVICE),
        "{page}"
    );
    let step = |fields: Vec<(&'static str, String)>| {
        let request = bench.request(Method::POST, "/alfa.nl/login").form(&fields);
        bench.send(request)
    };
    let request = hidden(&page, "request");
    let page = step(vec![
        ("step", "account".into()),
        ("request", request.clone()),
        ("account", SERVICE.into()),
    ])
    .await
    .expect(200)
    .text;
    assert!(page.contains("Enter password"), "{page}");
    let page = step(vec![
        ("step", "password".into()),
        ("request", request.clone()),
        ("loginfmt", SERVICE.into()),
        ("passwd", PASSWORD.into()),
    ])
    .await
    .expect(200)
    .text;
    assert!(page.contains("Permissions requested"), "{page}");
    assert!(
        page.contains("Send mail on behalf of others or yourself"),
        "{page}"
    );
    let back = step(vec![
        ("step", "consent".into()),
        ("request", request),
        ("ticket", hidden(&page, "ticket")),
        ("decision", "accept".into()),
    ])
    .await
    .expect(302);
    assert!(back.location().starts_with(REDIRECT));
    let answer = back.returned();
    assert_eq!(answer["state"], "the-state");
    assert!(answer.contains_key("session_state"));

    let seen = bench
        .redeem(&answer["code"], &[("code_verifier", VERIFIER)])
        .await
        .expect(200);
    let order: Vec<usize> = [
        "token_type",
        "scope",
        "expires_in",
        "ext_expires_in",
        "access_token",
        "refresh_token",
        "id_token",
    ]
    .iter()
    .map(|name| seen.text.find(&format!("\"{name}\"")).expect("the field"))
    .collect();
    assert!(order.is_sorted(), "{}", seen.text);
    let tokens = seen.json;
    assert_eq!(
        tokens["scope"],
        "openid profile https://graph.microsoft.com/Mail.ReadWrite.Shared \
         https://graph.microsoft.com/Mail.Send.Shared https://graph.microsoft.com/User.Read"
    );
    let seconds = tokens["expires_in"].as_i64().expect("a number");
    assert!((3600..5400).contains(&seconds));
    let claims = verified(&bench, tokens["id_token"].as_str().expect("an id_token")).await;
    assert_eq!(claims["tid"], TENANT);
    assert_eq!(claims["oid"], "aaaaaaaa-0000-4000-8000-0000000000a1");
    assert_eq!(claims["nonce"], "the-nonce");
    assert_eq!(claims["preferred_username"], SERVICE);

    let access = tokens["access_token"].as_str().expect("an access token");
    assert_eq!(
        bench.graph_get(access, "/me").await.expect(200).json["userPrincipalName"],
        SERVICE
    );
    let inbox = bench
        .graph_get(access, "/users/post@alfa.nl/mailFolders/inbox?$select=id")
        .await
        .expect(200);
    assert!(inbox.json["id"].is_string() && inbox.json["displayName"].is_null());
    let sent = bench
        .graph(
            access,
            Method::POST,
            "/users/post@alfa.nl/sendMail",
            Some(mail_to("post@alfa.nl", "Rondje")),
        )
        .await
        .expect(202);
    assert_eq!(sent.text, "");
    let arrived = bench
        .subjects(access, "/users/post@alfa.nl/mailFolders/inbox/messages")
        .await;
    assert_eq!(arrived.first().map(String::as_str), Some("Rondje"));
    let page = bench.get("/mail/post@alfa.nl").await.expect(200).text;
    assert!(page.contains("Rondje"), "{page}");
}

#[tokio::test]
async fn a_second_sign_in_needs_no_consent_and_prompt_consent_asks_again() {
    let bench = bench().await;
    bench.code_for(SERVICE, &[]).await;
    let url = bench.authorize_url(TENANT, &[]);
    let again = bench.walk(&url, SERVICE, "cancel").await;
    // Cancel could only be clicked if the page had come.
    assert!(again["location"].as_str().expect("back").contains("code="));
    let url = bench.authorize_url(TENANT, &[("prompt", "consent")]);
    let cancelled = bench.walk(&url, SERVICE, "cancel").await;
    assert!(
        cancelled["location"]
            .as_str()
            .expect("back")
            .contains("error_subcode=cancel")
    );
}

#[tokio::test]
async fn access_tokens_cannot_be_checked_with_the_published_keys() {
    let bench = bench().await;
    let access = bench.access(SERVICE, SCOPE).await;
    let keys = bench
        .get(&format!("/{TENANT}/discovery/v2.0/keys"))
        .await
        .json;
    let keys: JwkSet = serde_json::from_value(keys).expect("a key set");
    let key = DecodingKey::from_jwk(&keys.keys[0]).expect("a key");
    let mut rules = Validation::new(Algorithm::RS256);
    rules.validate_aud = false;
    assert!(decode::<Value>(&access, &key, &rules).is_err());
}

#[tokio::test]
async fn a_running_session_answers_silently() {
    let bench = bench().await;
    bench.code_for(SERVICE, &[]).await;
    let silent = bench.authorize_url(TENANT, &[("prompt", "none")]);
    let refused = bench.get(&silent).await.expect(302).returned();
    assert_eq!(refused["error"], "login_required");
    assert!(refused["error_description"].starts_with("AADSTS50058"));
    let page = bench.get(&bench.authorize_url(TENANT, &[])).await.text;
    let signed_in = bench
        .send(
            bench
                .request(Method::POST, &format!("/{TENANT}/login"))
                .form(&[
                    ("step", "password"),
                    ("request", &hidden(&page, "request")),
                    ("loginfmt", SERVICE),
                    ("passwd", PASSWORD),
                ]),
        )
        .await
        .expect(302);
    let cookie = signed_in.headers["set-cookie"]
        .to_str()
        .expect("text")
        .split(';')
        .next()
        .expect("a pair")
        .to_owned();
    let with_cookie = |url: String| {
        bench.send(
            bench
                .request(Method::GET, &url)
                .header("cookie", cookie.clone()),
        )
    };
    assert!(
        with_cookie(silent)
            .await
            .expect(302)
            .returned()
            .contains_key("code")
    );
    let unprompted = bench.authorize_url(TENANT, &[("prompt", "")]);
    assert!(
        with_cookie(unprompted)
            .await
            .expect(302)
            .returned()
            .contains_key("code")
    );
    let other = bench.authorize_url(TENANT, &[("prompt", ""), ("login_hint", "anna@alfa.nl")]);
    assert!(
        with_cookie(other)
            .await
            .expect(200)
            .text
            .contains("anna@alfa.nl")
    );
    let more = bench.authorize_url(TENANT, &[("prompt", "none"), ("scope", "openid Mail.Read")]);
    assert_eq!(
        with_cookie(more).await.returned()["error"],
        "consent_required"
    );
    let out = bench
        .get(&format!("/{TENANT}/oauth2/v2.0/logout"))
        .await
        .expect(200);
    assert!(
        out.headers["set-cookie"]
            .to_str()
            .expect("text")
            .contains("Max-Age=0")
    );
}

#[tokio::test]
async fn the_pages_speak_dutch_and_escape_what_they_show() {
    let bench = bench().await;
    let url = bench.authorize_url(
        TENANT,
        &[("login_hint", "<b>\"x@alfa.nl"), ("prompt", "login")],
    );
    let page = bench
        .send(
            bench
                .request(Method::GET, &url)
                .header("accept-language", "nl-NL,nl;q=0.9,en;q=0.8"),
        )
        .await
        .expect(200)
        .text;
    assert!(
        page.contains("Aanmelden")
            && page.contains("&lt;b&gt;&quot;x@alfa.nl")
            && !page.contains("<b>\"x"),
        "{page}"
    );
    bench.control("mail/deliver", serde_json::json!({
        "to": "post@alfa.nl", "subject": "<script>alert(1)</script>", "html": "<script>alert(2)</script>",
    })).await;
    let list = bench.get("/mail/post@alfa.nl").await.expect(200).text;
    assert!(
        list.contains("&lt;script&gt;") && !list.contains("<script>"),
        "{list}"
    );
    let home = bench.get("/").await.expect(200).text;
    assert!(
        home.contains("post@alfa.nl") && home.contains(CLIENT),
        "{home}"
    );
    let number = list
        .split("/mail/post@alfa.nl/")
        .filter_map(|after| after.split('"').next())
        .find(|number| number.parse::<u64>().is_ok())
        .expect("a link to a mail");
    let message = bench
        .get(&format!("/mail/post@alfa.nl/{number}"))
        .await
        .expect(200)
        .text;
    assert!(message.contains("<iframe sandbox"), "{message}");
    let body = bench
        .get(&format!("/mail/post@alfa.nl/{number}/body"))
        .await
        .expect(200);
    assert!(
        body.headers["content-security-policy"]
            .to_str()
            .expect("text")
            .contains("sandbox")
    );
    bench.get("/mail/niemand@alfa.nl").await.expect(404);
}
