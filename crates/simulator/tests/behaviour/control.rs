//! The control API: what can be turned, and what is recorded.

use crate::common::*;
use reqwest::Method;
use serde_json::{Value, json};
use simulator::Config;

#[tokio::test]
async fn faults_hit_the_next_calls_of_a_kind_and_no_others() {
    let bench = bench().await;
    let token = bench.access(SERVICE, SCOPE).await;
    let inbox = "/users/post@alfa.nl/mailFolders/inbox";
    bench.control("faults", json!({"endpoint": "graph", "mailbox": "post@alfa.nl", "times": 2, "status": 429, "retry_after": 3})).await;
    bench
        .graph_get(&token, "/me/mailFolders/inbox")
        .await
        .expect(200);
    for _ in 0..2 {
        let seen = bench.graph_get(&token, inbox).await.expect(429);
        assert_eq!(
            (seen.code(), seen.headers["retry-after"].to_str().ok()),
            ("ApplicationThrottled", Some("3"))
        );
    }
    bench.graph_get(&token, inbox).await.expect(200);
    bench
        .control("faults", json!({"endpoint": "token", "status": 503}))
        .await;
    let seen = bench.redeem("x", &[]).await.expect(503);
    assert_eq!(seen.json["error"], "temporarily_unavailable");
    bench
        .control("faults", json!({"endpoint": "jwks", "body": "html"}))
        .await;
    let page = bench
        .get(&format!("/{TENANT}/discovery/v2.0/keys"))
        .await
        .expect(200);
    assert!(page.text.contains("Proxy error"));
    bench
        .control(
            "faults",
            json!({"endpoint": "discovery", "body": "garbage"}),
        )
        .await;
    assert!(
        bench
            .get("/common/v2.0/.well-known/openid-configuration")
            .await
            .expect(200)
            .json
            .is_null()
    );
    bench
        .control("faults", json!({"endpoint": "graph", "delay_ms": 120}))
        .await;
    let before = std::time::Instant::now();
    bench.graph_get(&token, inbox).await.expect(200);
    assert!(before.elapsed().as_millis() >= 120);
    bench
        .control(
            "faults",
            json!({"endpoint": "graph", "status": 500, "times": 9}),
        )
        .await;
    let listed = bench.get("/control/faults").await.json;
    assert_eq!(listed["faults"][0]["times"], 9);
    bench
        .send(bench.request(Method::DELETE, "/control/faults"))
        .await
        .expect(200);
    bench.graph_get(&token, inbox).await.expect(200);
}

#[tokio::test]
async fn a_connection_is_cut_before_or_after_the_effect() {
    let bench = bench().await;
    let token = bench.access(SERVICE, SCOPE).await;
    let send = |subject: &'static str| {
        bench
            .request(Method::POST, "/v1.0/users/post@alfa.nl/sendMail")
            .bearer_auth(&token)
            .json(&mail_to("post@alfa.nl", subject))
            .send()
    };
    bench
        .control("faults", json!({"endpoint": "sendMail", "cut": "before"}))
        .await;
    assert!(send("ervoor").await.is_err());
    bench
        .control("faults", json!({"endpoint": "sendMail", "cut": "after"}))
        .await;
    assert!(send("erna").await.is_err());
    let inbox = bench
        .subjects(&token, "/users/post@alfa.nl/mailFolders/inbox/messages")
        .await;
    assert!(
        inbox.contains(&"erna".to_owned()) && !inbox.contains(&"ervoor".to_owned()),
        "{inbox:?}"
    );
}

#[tokio::test]
async fn a_call_is_held_before_or_after_its_effect_until_it_is_let_go() {
    let bench = bench().await;
    let token = bench.access(SERVICE, SCOPE).await;
    let inbox = "/users/post@alfa.nl/mailFolders/inbox/messages";
    for (hold, there) in [("before", false), ("after", true)] {
        let order = json!({ "endpoint": "sendMail", "hold": hold });
        bench.control("faults", order).await;
        let send = bench
            .request(Method::POST, "/v1.0/users/post@alfa.nl/sendMail")
            .bearer_auth(&token)
            .json(&mail_to("post@alfa.nl", hold))
            .send();
        let look = async {
            while bench.get("/control/faults").await.json["held"] != 1 {
                tokio::task::yield_now().await;
            }
            let seen = bench.subjects(&token, inbox).await;
            assert_eq!(seen.contains(&hold.to_owned()), there, "{seen:?}");
            bench.control("faults/let-go", json!({})).await;
        };
        let (sent, ()) = tokio::join!(send, look);
        assert_eq!(sent.expect("an answer").status(), 202);
        assert_eq!(bench.get("/control/faults").await.json["held"], 0);
        let seen = bench.subjects(&token, inbox).await;
        assert!(seen.contains(&hold.to_owned()), "{seen:?}");
    }
}

fn claims(tokens: &Value) -> Value {
    use base64::Engine as _;
    let token = tokens["id_token"].as_str().expect("an id_token");
    let payload = token.split('.').nth(1).expect("claims");
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(payload)
        .expect("base64");
    serde_json::from_slice(&bytes).expect("json")
}

#[tokio::test]
async fn the_next_id_token_can_be_wrong_in_every_way() {
    let bench = bench().await;
    for (order, claim, value) in [
        (json!({"tid": BETA}), "tid", json!(BETA)),
        (json!({"aud": "somebody"}), "aud", json!("somebody")),
        (
            json!({"iss": "https://evil.example"}),
            "iss",
            json!("https://evil.example"),
        ),
        (json!({"nonce": "other"}), "nonce", json!("other")),
        (json!({"without": ["oid"]}), "oid", Value::Null),
    ] {
        bench.control("next-id-token", order).await;
        let wrong = bench.tokens(SERVICE, SCOPE).await;
        assert_eq!(claims(&wrong)[claim], value, "{claim}");
    }
    bench
        .control("next-id-token", json!({"expired": true}))
        .await;
    let wrong = claims(&bench.tokens(SERVICE, SCOPE).await);
    assert!(wrong["exp"].as_i64() < wrong["iat"].as_i64().map(|iat| iat + 3601));
    bench.control("next-id-token", json!({"omit": true})).await;
    assert!(bench.tokens(SERVICE, SCOPE).await["id_token"].is_null());
    assert_eq!(claims(&bench.tokens(SERVICE, SCOPE).await)["tid"], TENANT);
}

#[tokio::test]
async fn secrets_and_redirect_uris_come_and_go() {
    let bench = bench().await;
    let try_secret = |secret: String| {
        let (bench, scope) = (&bench, "https://graph.microsoft.com/.default");
        async move {
            let form = [
                ("grant_type", "client_credentials"),
                ("client_id", CLIENT),
                ("client_secret", secret.as_str()),
                ("scope", scope),
            ];
            let seen = bench.token(TENANT, &form).await;
            (seen.status.as_u16(), seen.aadsts())
        }
    };
    let made = bench
        .control(
            "secrets/add",
            json!({"client_id": CLIENT, "expires": "+10d"}),
        )
        .await;
    let value = made["value"].as_str().expect("a value").to_owned();
    assert_eq!(try_secret(value.clone()).await, (200, 0));
    let named = json!({"client_id": CLIENT, "secret_id": made["secret_id"]});
    bench.control("secrets/expire", named.clone()).await;
    assert_eq!(try_secret(value.clone()).await, (401, 7_000_222));
    bench.control("secrets/remove", named.clone()).await;
    assert_eq!(try_secret(value).await, (401, 7_000_215));
    bench
        .send(
            bench
                .request(Method::POST, "/control/secrets/remove")
                .json(&named),
        )
        .await
        .expect(404);
    assert_eq!(try_secret(SECRET.to_owned()).await.0, 200);

    let url = bench.authorize_url(TENANT, &[("redirect_uri", "https://new.alfa.nl/cb")]);
    bench.get(&url).await.expect(400);
    let uri = json!({"client_id": CLIENT, "uri": "https://new.alfa.nl/cb", "type": "web"});
    bench.control("redirect-uris/register", uri.clone()).await;
    bench.get(&url).await.expect(200);
    bench.control("redirect-uris/unregister", uri).await;
    bench.get(&url).await.expect(400);
    let plain = json!({"client_id": CLIENT, "uri": "http://new.alfa.nl/cb"});
    bench
        .send(
            bench
                .request(Method::POST, "/control/redirect-uris/register")
                .json(&plain),
        )
        .await
        .expect(400);
}

#[tokio::test]
async fn requests_are_recorded_without_their_secrets() {
    let bench = bench().await;
    let s256 = challenge(VERIFIER);
    let code = bench
        .code_for(
            SERVICE,
            &[("code_challenge", &s256), ("code_challenge_method", "S256")],
        )
        .await;
    let tokens = bench
        .redeem(&code, &[("code_verifier", VERIFIER)])
        .await
        .expect(200)
        .json;
    let access = tokens["access_token"].as_str().expect("a token").to_owned();
    bench.graph_get(&access, "/me/messages").await.expect(200);
    let record = bench.get("/control/requests").await.expect(200);
    for secret in [code.as_str(), VERIFIER, SECRET, access.as_str()] {
        assert!(!record.text.contains(secret));
    }
    let token_calls = bench
        .get("/control/requests?path=/token&status=200")
        .await
        .json;
    let call = &token_calls["requests"][0];
    assert_eq!(
        (
            call["notes"]["grant_type"].as_str(),
            call["notes"]["client_id"].as_str()
        ),
        (Some("authorization_code"), Some(CLIENT))
    );
    assert_eq!(
        bench.get("/control/requests?path=/v1.0/").await.json["requests"][0]["notes"]["person"],
        SERVICE
    );

    let issued = bench.get("/control/issued").await.json;
    let has = |kind: &str, value: &str| {
        issued[kind]
            .as_array()
            .expect("a list")
            .iter()
            .any(|one| one == value)
    };
    assert!(has("authorization_codes", &code) && has("code_verifiers", VERIFIER));
    assert!(has("client_secrets", SECRET) && has("access_tokens", &access));
    assert!(has(
        "refresh_tokens",
        tokens["refresh_token"].as_str().expect("a token")
    ));
    assert!(has(
        "id_tokens",
        tokens["id_token"].as_str().expect("a token")
    ));
    bench
        .send(bench.request(Method::DELETE, "/control/requests"))
        .await
        .expect(200);
    assert_eq!(
        bench.get("/control/requests").await.json["requests"],
        json!([])
    );
}

#[tokio::test]
async fn keys_rotate_and_the_old_ones_stay_published() {
    let bench = bench().await;
    let before = bench.tokens(SERVICE, SCOPE).await;
    bench.control("keys/rotate", json!({})).await;
    let keys = bench.get("/common/discovery/v2.0/keys").await.json;
    assert_eq!(keys["keys"].as_array().map(Vec::len), Some(2));
    let after = bench.tokens(SERVICE, SCOPE).await;
    let head = |tokens: &Value| {
        tokens["id_token"]
            .as_str()
            .expect("a token")
            .split('.')
            .next()
            .map(str::to_owned)
    };
    assert_ne!(head(&before), head(&after));
    bench
        .graph_get(before["access_token"].as_str().expect("a token"), "/me")
        .await
        .expect(200);
}

#[tokio::test]
async fn the_state_goes_to_another_stand_in_and_back() {
    let one = bench().await;
    let tokens = one.tokens(SERVICE, SCOPE).await;
    let access = tokens["access_token"].as_str().expect("a token").to_owned();
    one.graph(
        &access,
        Method::POST,
        "/users/post@alfa.nl/sendMail",
        Some(mail_to("post@alfa.nl", "Bewaard")),
    )
    .await
    .expect(202);
    let state = one.get("/control/state").await.expect(200).text;
    let two = bench_with(Config {
        tenants: Some("tenants = []".to_owned()),
        ..Config::default()
    })
    .await;
    two.graph_get(&access, "/me").await.expect(401);
    two.send(two.request(Method::PUT, "/control/state").body(state))
        .await
        .expect(200);
    let inbox = two
        .subjects(&access, "/users/post@alfa.nl/mailFolders/inbox/messages")
        .await;
    assert!(inbox.contains(&"Bewaard".to_owned()));
    two.refresh(tokens["refresh_token"].as_str().expect("a token"))
        .await
        .expect(200);
    two.send(two.request(Method::PUT, "/control/state").body("{}"))
        .await
        .expect(400);
}

#[tokio::test]
async fn the_state_file_survives_a_restart() {
    let folder = std::env::temp_dir().join(format!("simulator-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join("state.json");
    let config = Config {
        tenants: Some(include_str!("common/tenants.toml").to_owned()),
        state: Some(path.clone()),
        ..Config::default()
    };
    let bench = bench_with(config.clone()).await;
    let tokens = bench.tokens(SERVICE, SCOPE).await;
    bench
        .control("clock", json!({"advance_seconds": 1000}))
        .await;
    bench
        .control(
            "rights/give",
            json!({"mailbox": "dicht@alfa.nl", "person": SERVICE, "right": "full_access"}),
        )
        .await;
    bench.handle.stop().await;
    let again = bench_with(config.clone()).await;
    assert_eq!(
        again.get("/control/clock").await.json["offset_seconds"],
        1000
    );
    let access = tokens["access_token"].as_str().expect("a token");
    again
        .graph_get(access, "/users/dicht@alfa.nl/mailFolders/inbox")
        .await
        .expect(200);
    again
        .refresh(tokens["refresh_token"].as_str().expect("a token"))
        .await
        .expect(200);
    again.handle.stop().await;
    std::fs::write(&path, "{\"version\":").expect("written");
    assert!(simulator::Simulator::start(config).await.is_err());
    std::fs::remove_dir_all(&folder).expect("cleaned up");
}

#[tokio::test]
async fn orders_that_make_no_sense_are_explained() {
    let bench = bench().await;
    for (path, order, status) in [
        ("people/disable", json!({"person": "niemand@alfa.nl"}), 404),
        ("people/disable", json!({}), 400),
        (
            "secrets/add",
            json!({"client_id": CLIENT, "expires": "soon"}),
            400,
        ),
        ("secrets/add", json!({"client_id": "x"}), 404),
        (
            "rights/give",
            json!({"mailbox": "post@alfa.nl", "person": SERVICE, "right": "all"}),
            400,
        ),
        (
            "mailboxes/kind",
            json!({"mailbox": "x@alfa.nl", "kind": "user"}),
            404,
        ),
        ("faults", json!({"endpoint": "graph", "status": 99}), 400),
        ("faults", json!({"endpoint": "moon"}), 400),
        (
            "consent-policy",
            json!({"tenant": "alfa.nl", "policy": "maybe"}),
            400,
        ),
        (
            "consents/grant",
            json!({"tenant": "alfa.nl", "client_id": CLIENT, "scopes": ["Mail.Nonsense"]}),
            404,
        ),
        ("clock", json!({"forward": 1}), 400),
    ] {
        let seen = bench
            .send(
                bench
                    .request(Method::POST, &format!("/control/{path}"))
                    .json(&order),
            )
            .await
            .expect(status);
        assert!(seen.json["error"].is_string(), "{path} {order}");
    }
    let calls = bench.get("/control").await.expect(200).json;
    assert!(
        calls["calls"]
            .as_array()
            .is_some_and(|calls| calls.len() > 30)
    );
}
