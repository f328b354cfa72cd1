//! The token endpoint: who may redeem what.

use crate::common::*;
use reqwest::Method;
use serde_json::json;

/// Parameters of the request in place of the usual ones.
type Changes = &'static [(&'static str, &'static str)];

#[tokio::test]
async fn clients_that_prove_nothing_are_refused_in_microsofts_words() {
    let bench = bench().await;
    let ask = |tenant: &'static str, changes: Changes| {
        let mut form = vec![
            ("grant_type", "client_credentials"),
            ("client_id", CLIENT),
            ("client_secret", SECRET),
            ("scope", "https://graph.microsoft.com/.default"),
        ];
        for change in changes {
            form.retain(|(name, _)| name != &change.0);
            if !change.1.is_empty() {
                form.push(*change);
            }
        }
        let bench = &bench;
        async move { bench.token(tenant, &form).await }
    };
    let good = ask(TENANT, &[]).await.expect(200);
    assert!(good.json["access_token"].is_string() && good.json["scope"].is_null());
    let graph = bench
        .graph_get(
            good.json["access_token"].as_str().expect("a token"),
            "/users/post@alfa.nl/messages",
        )
        .await;
    assert_eq!(
        (graph.status.as_u16(), graph.code()),
        (403, "ErrorAccessDenied")
    );

    let cases: [(&'static str, Changes, u16, &str, i64); 10] = [
        (
            "dddddddd-0000-4000-8000-000000000009",
            &[],
            400,
            "invalid_request",
            90002,
        ),
        ("nonsense", &[], 400, "invalid_request", 900_023),
        (
            TENANT,
            &[("client_id", "dddddddd-0000-4000-8000-000000000009")],
            400,
            "unauthorized_client",
            700_016,
        ),
        (
            TENANT,
            &[("client_id", "")],
            400,
            "invalid_request",
            900_144,
        ),
        (
            TENANT,
            &[("grant_type", "")],
            400,
            "invalid_request",
            900_144,
        ),
        (
            TENANT,
            &[("grant_type", "password")],
            400,
            "unsupported_grant_type",
            70003,
        ),
        (
            TENANT,
            &[("client_secret", "")],
            401,
            "invalid_client",
            7_000_218,
        ),
        (
            TENANT,
            &[("client_secret", "aaaaaaaa-0000-4000-8000-00000000e001")],
            401,
            "invalid_client",
            7_000_215,
        ),
        (
            TENANT,
            &[("client_secret", "main-old-secret")],
            401,
            "invalid_client",
            7_000_222,
        ),
        (
            TENANT,
            &[("scope", "Mail.Read")],
            400,
            "invalid_scope",
            70011,
        ),
    ];
    for (tenant, changes, status, error, code) in cases {
        let seen = ask(tenant, changes).await.expect(status);
        assert_eq!(
            (seen.json["error"].as_str(), seen.aadsts()),
            (Some(error), code),
            "{}",
            seen.text
        );
        let description = seen.json["error_description"].as_str().expect("a text");
        assert!(
            description.starts_with(&format!("AADSTS{code}: "))
                && description.contains("\r\nTimestamp: ")
        );
    }
    let wrong = ask(TENANT, &[("client_secret", "x")]).await;
    assert!(wrong.text.contains("Ensure the secret being sent in the request is the client secret value, not the client secret ID"));
    for member in ["timestamp", "trace_id", "correlation_id", "error_uri"] {
        assert!(wrong.json[member].is_string(), "{member}");
    }
    bench
        .control("apps/disable", json!({"client_id": CLIENT}))
        .await;
    assert_eq!(ask(TENANT, &[]).await.expect(400).aadsts(), 7_000_112);
}

#[tokio::test]
async fn the_clients_request_id_comes_back_as_correlation_id() {
    let bench = bench().await;
    let id = "12345678-1234-4234-8234-123456789abc";
    let request = bench
        .request(Method::POST, &format!("/{TENANT}/oauth2/v2.0/token"))
        .header("client-request-id", id)
        .form(&[("grant_type", "refresh_token")]);
    let seen = bench.send(request).await.expect(400);
    assert_eq!(seen.json["correlation_id"], id);
    assert_eq!(seen.headers["cache-control"], "no-store, no-cache");
    assert!(seen.headers.contains_key("x-ms-request-id"));
    let get = bench
        .get(&format!("/{TENANT}/oauth2/v2.0/token"))
        .await
        .expect(400);
    assert!(get.text.contains("AADSTS900561"));
}

#[tokio::test]
async fn the_secret_may_come_by_http_basic() {
    let bench = bench().await;
    let code = bench.code_for(SERVICE, &[]).await;
    let request = bench
        .request(Method::POST, &format!("/{TENANT}/oauth2/v2.0/token"))
        .basic_auth(CLIENT, Some(SECRET))
        .form(&[
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", REDIRECT),
        ]);
    bench.send(request).await.expect(200);
}

#[tokio::test]
async fn a_code_works_once_for_its_own_address_and_ten_minutes() {
    let bench = bench().await;
    let code = bench.code_for(SERVICE, &[]).await;
    let other = bench
        .redeem(
            &code,
            &[("redirect_uri", "http://localhost:6000/microsoftgraph")],
        )
        .await;
    assert_eq!(
        (other.json["error"].as_str(), other.aadsts()),
        (Some("invalid_client"), 500_112)
    );
    assert_eq!(
        bench.redeem("rubbish", &[]).await.expect(400).aadsts(),
        70000
    );
    bench.redeem(&code, &[]).await.expect(200);
    let again = bench.redeem(&code, &[]).await.expect(400);
    assert_eq!(
        (again.json["error"].as_str(), again.aadsts()),
        (Some("invalid_grant"), 54005)
    );
    let late = bench.code_for(SERVICE, &[]).await;
    bench
        .control("clock", json!({"advance_seconds": 601}))
        .await;
    assert_eq!(bench.redeem(&late, &[]).await.expect(400).aadsts(), 70008);
}

#[tokio::test]
async fn of_two_redemptions_at_once_one_wins() {
    let bench = bench().await;
    let code = bench.code_for(SERVICE, &[]).await;
    let (one, two) = tokio::join!(bench.redeem(&code, &[]), bench.redeem(&code, &[]));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 400]);
}

#[tokio::test]
async fn a_wrong_verifier_is_refused_and_does_not_use_up_the_code() {
    let bench = bench().await;
    let s256 = challenge(VERIFIER);
    let code = bench
        .code_for(
            SERVICE,
            &[("code_challenge", &s256), ("code_challenge_method", "S256")],
        )
        .await;
    assert_eq!(bench.redeem(&code, &[]).await.expect(400).aadsts(), 501_481);
    assert_eq!(
        bench
            .redeem(&code, &[("code_verifier", &s256)])
            .await
            .expect(400)
            .aadsts(),
        501_481
    );
    bench
        .redeem(&code, &[("code_verifier", VERIFIER)])
        .await
        .expect(200);
    // Without a method the challenge is the verifier itself.
    let code = bench
        .code_for(SERVICE, &[("code_challenge", VERIFIER)])
        .await;
    bench
        .redeem(&code, &[("code_verifier", VERIFIER)])
        .await
        .expect(200);
    let code = bench.code_for(SERVICE, &[]).await;
    assert_eq!(
        bench
            .redeem(&code, &[("code_verifier", VERIFIER)])
            .await
            .expect(400)
            .aadsts(),
        501_481
    );
}

#[tokio::test]
async fn the_platform_decides_where_a_code_may_be_redeemed() {
    let bench = bench().await;
    let from_browser = |form: Vec<(&'static str, String)>| {
        let request = bench
            .request(Method::POST, &format!("/{TENANT}/oauth2/v2.0/token"))
            .header("origin", "http://localhost:8420")
            .form(&form);
        bench.send(request)
    };
    let grant = |code: &str, uri: &str| {
        vec![
            ("grant_type", "authorization_code".to_owned()),
            ("client_id", CLIENT.to_owned()),
            ("code", code.to_owned()),
            ("redirect_uri", uri.to_owned()),
        ]
    };
    let web = bench.code_for(SERVICE, &[]).await;
    let seen = from_browser(grant(&web, REDIRECT)).await.expect(400);
    assert_eq!(
        (seen.json["error"].as_str(), seen.aadsts()),
        (Some("invalid_request"), 9_002_326)
    );
    assert!(seen.headers.get("access-control-allow-origin").is_none());

    let uri = "http://localhost:8420/spa";
    let no_pkce = bench.code_for(SERVICE, &[("redirect_uri", uri)]).await;
    assert_eq!(
        from_browser(grant(&no_pkce, uri))
            .await
            .expect(400)
            .aadsts(),
        9_002_325
    );
    let s256 = challenge(VERIFIER);
    let pkce = [
        ("redirect_uri", uri),
        ("code_challenge", s256.as_str()),
        ("code_challenge_method", "S256"),
    ];
    let spa = bench.code_for(SERVICE, &pkce).await;
    let server = bench
        .redeem(&spa, &[("redirect_uri", uri), ("code_verifier", VERIFIER)])
        .await
        .expect(400);
    assert_eq!(server.aadsts(), 9_002_327);
    let mut form = grant(&spa, uri);
    form.push(("code_verifier", VERIFIER.to_owned()));
    let tokens = from_browser(form).await.expect(200);
    assert_eq!(tokens.headers["access-control-allow-origin"], "*");
    assert!(
        tokens.json["refresh_token_expires_in"]
            .as_i64()
            .is_some_and(|left| left <= 86_400)
    );
    let refresh = tokens.json["refresh_token"]
        .as_str()
        .expect("a token")
        .to_owned();
    assert_eq!(
        bench.refresh(&refresh).await.expect(400).aadsts(),
        9_002_327
    );
    bench
        .control("clock", json!({"advance_seconds": 86_401}))
        .await;
    let late = from_browser(vec![
        ("grant_type", "refresh_token".to_owned()),
        ("client_id", CLIENT.to_owned()),
        ("refresh_token", refresh),
    ])
    .await
    .expect(400);
    assert_eq!(late.aadsts(), 700_084);

    let uri = "http://localhost:8420/native";
    let native = bench.code_for(SERVICE, &[("redirect_uri", uri)]).await;
    let secret = bench
        .redeem(&native, &[("redirect_uri", uri)])
        .await
        .expect(401);
    assert_eq!(secret.aadsts(), 700_025);
    bench
        .redeem(&native, &[("redirect_uri", uri), ("client_secret", "")])
        .await
        .expect(200);
}
