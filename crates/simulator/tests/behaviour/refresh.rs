//! The token endpoint: rotation, revocation and scopes; discovery.

use crate::common::*;
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn refresh_tokens_rotate_and_the_old_one_stays_good() {
    let bench = bench().await;
    let first = bench.tokens(SERVICE, SCOPE).await["refresh_token"]
        .as_str()
        .expect("a token")
        .to_owned();
    let second = bench.refresh(&first).await.expect(200).json;
    let second_token = second["refresh_token"]
        .as_str()
        .expect("a token")
        .to_owned();
    assert_ne!(first, second_token);
    assert!(second["id_token"].is_string());
    bench.refresh(&first).await.expect(200);
    // Ninety days without use, counted from each token's own issue.
    bench
        .control("clock", json!({"advance_seconds": 89 * 86_400}))
        .await;
    let third = bench.refresh(&second_token).await.expect(401);
    assert_eq!(third.aadsts(), 7_000_222, "the secret ran out first");
    bench
        .control("secrets/add", json!({"client_id": CLIENT, "value": SECRET}))
        .await;
    let third = bench.refresh(&second_token).await.expect(200).json["refresh_token"]
        .as_str()
        .expect("a token")
        .to_owned();
    bench
        .control("clock", json!({"advance_seconds": 2 * 86_400}))
        .await;
    assert_eq!(
        bench.refresh(&second_token).await.expect(400).aadsts(),
        700_082
    );
    bench.refresh(&third).await.expect(200);
    assert_eq!(bench.refresh("garbage").await.expect(400).aadsts(), 70000);
}

#[tokio::test]
async fn what_ends_a_grant() {
    let bench = bench().await;
    let token = bench.tokens(SERVICE, SCOPE).await["refresh_token"]
        .as_str()
        .expect("a token")
        .to_owned();
    bench
        .control("people/disable", json!({"person": SERVICE}))
        .await;
    assert_eq!(bench.refresh(&token).await.expect(400).aadsts(), 50057);
    bench
        .control("people/enable", json!({"person": SERVICE}))
        .await;
    bench.refresh(&token).await.expect(200);
    let consent = json!({"tenant": "alfa.nl", "client_id": CLIENT});
    bench.control("consents/withdraw", consent).await;
    let gone = bench.refresh(&token).await.expect(400);
    assert_eq!(
        (gone.aadsts(), gone.json["suberror"].as_str()),
        (65001, Some("consent_required"))
    );
    let scopes: Vec<&str> = SCOPE.split(' ').collect();
    bench
        .control(
            "consents/grant",
            json!({"tenant": "alfa.nl", "client_id": CLIENT, "person": SERVICE, "scopes": scopes}),
        )
        .await;
    bench.refresh(&token).await.expect(200);
    bench
        .control("people/revoke-sessions", json!({"person": SERVICE}))
        .await;
    let revoked = bench.refresh(&token).await.expect(400);
    assert_eq!(
        (revoked.json["error"].as_str(), revoked.aadsts()),
        (Some("invalid_grant"), 50173)
    );
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    bench.tokens(SERVICE, SCOPE).await;
}

#[tokio::test]
async fn scopes_follow_microsofts_rules() {
    let bench = bench().await;
    bench.tokens(SERVICE, "Mail.ReadWrite.Shared").await;
    let sent = bench
        .tokens(
            SERVICE,
            "openid https://graph.microsoft.com/Mail.Send.Shared",
        )
        .await;
    // All that was ever consented to for the resource, and no refresh token.
    assert_eq!(
        sent["scope"],
        "openid https://graph.microsoft.com/Mail.ReadWrite.Shared https://graph.microsoft.com/Mail.Send.Shared"
    );
    assert!(sent["refresh_token"].is_null());
    let plain = bench
        .tokens(
            SERVICE,
            "offline_access https://graph.microsoft.com/.default",
        )
        .await;
    assert!(
        plain["scope"]
            .as_str()
            .expect("a text")
            .ends_with("https://graph.microsoft.com/.default")
    );
    assert!(plain["id_token"].is_null());
    let refresh = plain["refresh_token"].as_str().expect("a token").to_owned();
    let form = |scope: &'static str| {
        [
            ("grant_type", "refresh_token".to_owned()),
            ("client_id", CLIENT.to_owned()),
            ("client_secret", SECRET.to_owned()),
            ("refresh_token", refresh.clone()),
            ("scope", scope.to_owned()),
        ]
    };
    let ask = |scope: &'static str| {
        bench.send(
            bench
                .request(Method::POST, &format!("/{TENANT}/oauth2/v2.0/token"))
                .form(&form(scope)),
        )
    };
    let fewer = ask("Mail.Send.Shared").await.expect(200);
    assert!(fewer.json["refresh_token"].is_null());
    assert_eq!(ask("Mail.Read").await.expect(400).aadsts(), 65001);
    assert_eq!(
        ask("Mail.Nonsense").await.expect(400).json["error"],
        "invalid_scope"
    );
    let mixed = bench
        .code_for(
            SERVICE,
            &[("scope", "Mail.Send https://outlook.office.com/SMTP.Send")],
        )
        .await;
    let both = bench
        .redeem(
            &mixed,
            &[("scope", "Mail.Send https://outlook.office.com/SMTP.Send")],
        )
        .await
        .expect(400);
    assert_eq!(both.aadsts(), 28000);
    let smtp = bench
        .redeem(&mixed, &[("scope", "https://outlook.office.com/SMTP.Send")])
        .await
        .expect(200);
    assert_eq!(
        smtp.json["scope"],
        "openid https://outlook.office.com/SMTP.Send"
    );
    let wrong_audience = bench
        .graph_get(smtp.json["access_token"].as_str().expect("a token"), "/me")
        .await;
    assert_eq!(wrong_audience.status.as_u16(), 401);
}

#[tokio::test]
async fn oversized_and_odd_bodies_are_refused_quietly() {
    let bench = bench().await;
    let path = format!("/{TENANT}/oauth2/v2.0/token");
    let big = format!("grant_type=refresh_token&x={}", "x".repeat(70_000));
    let form = "application/x-www-form-urlencoded";
    let seen = bench
        .send(
            bench
                .request(Method::POST, &path)
                .header("content-type", form)
                .body(big),
        )
        .await
        .expect(400);
    assert_eq!(seen.aadsts(), 9_002_313);
    let seen = bench
        .send(
            bench
                .request(Method::POST, &path)
                .body("{\"grant_type\":1}"),
        )
        .await
        .expect(400);
    assert_eq!(seen.aadsts(), 900_144);
    let seen = bench
        .send(
            bench
                .request(Method::POST, &path)
                .header("content-type", form)
                .body(vec![0xff, b'=', 0xfe]),
        )
        .await;
    seen.expect(400);
}

#[tokio::test]
async fn discovery_names_the_tenant_by_its_guid() {
    let bench = bench().await;
    let document = bench
        .get("/alfa.nl/v2.0/.well-known/openid-configuration")
        .await
        .expect(200);
    assert_eq!(document.headers["access-control-allow-origin"], "*");
    assert_eq!(document.headers["cache-control"], "max-age=86400, private");
    assert_eq!(
        document.json["issuer"],
        format!("{}/{TENANT}/v2.0", bench.url)
    );
    assert_eq!(
        document.json["token_endpoint"],
        format!("{}/{TENANT}/oauth2/v2.0/token", bench.url)
    );
    assert!(document.json["code_challenge_methods_supported"].is_null());
    let common = bench
        .get("/common/v2.0/.well-known/openid-configuration")
        .await
        .expect(200);
    assert_eq!(
        common.json["issuer"],
        format!("{}/{{tenantid}}/v2.0", bench.url)
    );
    let v1 = bench
        .get(&format!("/{TENANT}/.well-known/openid-configuration"))
        .await
        .expect(200);
    assert_eq!(
        v1.json["issuer"],
        format!("https://sts.windows.net/{TENANT}/")
    );
    let unknown = bench
        .get("/nergens.nl/v2.0/.well-known/openid-configuration")
        .await
        .expect(400);
    assert_eq!(
        (unknown.json["error"].as_str(), unknown.aadsts()),
        (Some("invalid_tenant"), 90002)
    );
    let odd = bench
        .get("/nonsense/v2.0/.well-known/openid-configuration")
        .await
        .expect(400);
    assert_eq!(odd.aadsts(), 900_023);
    let endpoint = format!(
        "/common/discovery/instance?api-version=1.1&authorization_endpoint={}/{TENANT}/oauth2/v2.0/authorize",
        bench.url
    );
    let instance = bench.get(&endpoint).await.expect(200);
    assert!(
        instance.json["tenant_discovery_endpoint"]
            .as_str()
            .expect("a text")
            .contains(TENANT)
    );
    assert_eq!(
        instance.json["metadata"][0]["preferred_cache"],
        "login.windows.net"
    );
    let bad = bench.get("/common/discovery/instance?api-version=1.1&authorization_endpoint=https://evil.example/x").await.expect(400);
    assert_eq!(
        (bad.json["error"].as_str(), bad.aadsts()),
        (Some("invalid_instance"), 50049)
    );
    let access = bench.access(SERVICE, SCOPE).await;
    let info = bench
        .send(
            bench
                .request(Method::GET, "/oidc/userinfo")
                .bearer_auth(&access),
        )
        .await
        .expect(200);
    assert_eq!(info.json["email"], SERVICE);
}
