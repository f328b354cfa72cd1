//! What `/authorize` refuses, and where it says so.

use crate::common::*;
use reqwest::Method;
use serde_json::json;

/// Parameters of the request in place of the usual ones.
type Changes<'a> = &'a [(&'a str, &'a str)];

/// An error on Microsoft's own page.
async fn on_page(bench: &Bench, url: &str, code: &str) {
    let seen = bench.get(url).await.expect(400);
    assert!(seen.headers.get("location").is_none());
    assert!(seen.text.contains(code), "{code}: {}", seen.text);
    assert!(
        seen.text.contains("Correlation Id") && seen.text.contains("Timestamp"),
        "{}",
        seen.text
    );
}

#[tokio::test]
async fn what_cannot_be_trusted_stays_on_the_page() {
    let bench = bench().await;
    let unknown = "dddddddd-0000-4000-8000-000000000009";
    on_page(&bench, &bench.authorize_url(unknown, &[]), "AADSTS90002").await;
    on_page(
        &bench,
        &bench.authorize_url("nergens.nl", &[]),
        "AADSTS90002",
    )
    .await;
    on_page(
        &bench,
        &bench.authorize_url("nonsense", &[]),
        "AADSTS900023",
    )
    .await;
    on_page(
        &bench,
        &bench.authorize_url(TENANT, &[("client_id", unknown)]),
        "AADSTS700016",
    )
    .await;
    on_page(&bench, &bench.authorize_url(BETA, &[]), "AADSTS700016").await;
    let disabled = "aaaaaaaa-0000-4000-8000-00000000c002";
    on_page(
        &bench,
        &bench.authorize_url(TENANT, &[("client_id", disabled)]),
        "AADSTS7000112",
    )
    .await;
    let no_uri = "aaaaaaaa-0000-4000-8000-00000000c003";
    on_page(
        &bench,
        &bench.authorize_url(TENANT, &[("client_id", no_uri)]),
        "AADSTS900971",
    )
    .await;
    on_page(&bench, &bench.authorize_url("common", &[]), "AADSTS50194").await;
    on_page(
        &bench,
        &bench.authorize_url(TENANT, &[("client_id", "")]),
        "AADSTS900144",
    )
    .await;
    on_page(
        &bench,
        &bench.authorize_url(TENANT, &[("redirect_uri", "")]),
        "AADSTS900144",
    )
    .await;
}

#[tokio::test]
async fn redirect_uris_match_exactly_but_for_the_port_of_localhost() {
    let bench = bench().await;
    for good in [
        "http://localhost/microsoftgraph",
        "http://localhost:1/microsoftgraph",
        "https://relay.alfa.nl/microsoftgraph",
    ] {
        bench
            .get(&bench.authorize_url(TENANT, &[("redirect_uri", good)]))
            .await
            .expect(200);
    }
    for bad in [
        "http://localhost:5000/MicrosoftGraph",
        "http://localhost:5000/microsoftgraph/",
        "https://localhost:5000/microsoftgraph",
        "http://127.0.0.1:5000/microsoftgraph",
        "https://relay.alfa.nl:444/microsoftgraph",
        "https://relay.alfa.nl/microsoftgraph?x=1",
        "https://relay.alfa.nl.evil.example/microsoftgraph",
        "https://user@relay.alfa.nl/microsoftgraph",
        "javascript:alert(1)",
    ] {
        on_page(
            &bench,
            &bench.authorize_url(TENANT, &[("redirect_uri", bad)]),
            "AADSTS50011",
        )
        .await;
    }
}

#[tokio::test]
async fn other_faults_go_back_to_the_application() {
    let bench = bench().await;
    let short = "x".repeat(42);
    let cases: [(Changes<'_>, &str, &str); 11] = [
        (&[("response_type", "")], "invalid_request", "AADSTS900144"),
        (
            &[("response_type", "id_token")],
            "unsupported_response_type",
            "AADSTS700054",
        ),
        (
            &[("response_type", "token")],
            "unsupported_response_type",
            "AADSTS70005",
        ),
        (
            &[("response_mode", "smoke")],
            "invalid_request",
            "AADSTS70007",
        ),
        (&[("scope", "")], "invalid_request", "AADSTS900144"),
        (
            &[("scope", "openid Mail.ReadWrit.Shared")],
            "invalid_scope",
            "AADSTS650053",
        ),
        (
            &[("scope", "Mail.Read https://graph.microsoft.com/.default")],
            "invalid_scope",
            "AADSTS70011",
        ),
        (
            &[("scope", "https://api.example/.default")],
            "invalid_resource",
            "AADSTS500011",
        ),
        (
            &[
                ("code_challenge", &short),
                ("code_challenge_method", "S256"),
            ],
            "invalid_request",
            "AADSTS501491",
        ),
        (
            &[("code_challenge_method", "S256")],
            "invalid_request",
            "AADSTS50147",
        ),
        (&[("login_hint", SERVICE)], "invalid_request", "AADSTS90023"),
    ];
    for (changes, error, code) in cases {
        let back = bench
            .get(&bench.authorize_url(TENANT, changes))
            .await
            .expect(302)
            .returned();
        assert_eq!(back["error"], error, "{changes:?}");
        assert!(
            back["error_description"].starts_with(code),
            "{changes:?} {back:?}"
        );
        assert!(back["error_description"].contains("\r\nTrace ID: "));
        assert!(back["error_uri"].contains("/error?code="));
        assert_eq!(back["state"], "the-state");
    }
}

#[tokio::test]
async fn answers_come_as_query_fragment_or_form() {
    let bench = bench().await;
    let url = bench.authorize_url(
        TENANT,
        &[("response_mode", "fragment"), ("state", "a b&c<i>d</i>")],
    );
    let location = bench.walk(&url, SERVICE, "accept").await["location"]
        .as_str()
        .expect("back")
        .to_owned();
    assert!(
        location.starts_with(&format!("{REDIRECT}#code=")),
        "{location}"
    );
    assert_eq!(returned(&location)["state"], "a b&cd");
    let url = bench.authorize_url(TENANT, &[("redirect_uri", "https://bare.alfa.nl")]);
    let location = bench.walk(&url, SERVICE, "accept").await["location"]
        .as_str()
        .expect("back")
        .to_owned();
    assert!(
        location.starts_with("https://bare.alfa.nl/?code="),
        "{location}"
    );
    let url = bench.authorize_url(
        TENANT,
        &[("response_mode", "form_post"), ("client_info", "1")],
    );
    let page = bench.walk(&url, SERVICE, "accept").await["page"]
        .as_str()
        .expect("a page")
        .to_owned();
    assert!(
        page.contains(&format!("action=\"{REDIRECT}\"")) && page.contains("name=\"client_info\""),
        "{page}"
    );
}

#[tokio::test]
async fn cancelling_returns_no_description() {
    let bench = bench().await;
    let walked = bench
        .walk(&bench.authorize_url(TENANT, &[]), SERVICE, "cancel")
        .await;
    let back = returned(walked["location"].as_str().expect("back"));
    assert_eq!(back.len(), 3);
    assert_eq!(
        (back["error"].as_str(), back["error_subcode"].as_str()),
        ("access_denied", "cancel")
    );
}

async fn sign_in(
    bench: &Bench,
    tenant: &str,
    changes: &[(&str, &str)],
    login: &str,
    password: &str,
) -> Seen {
    let url = bench.authorize_url(tenant, changes);
    let request = url.split_once('?').expect("a query").1;
    let form = [
        ("step", "password"),
        ("request", request),
        ("loginfmt", login),
        ("passwd", password),
    ];
    bench
        .send(
            bench
                .request(Method::POST, &format!("/{tenant}/login"))
                .form(&form),
        )
        .await
}

#[tokio::test]
async fn people_who_may_not_sign_in_are_told_on_the_page() {
    let bench = bench().await;
    for (login, password, code) in [
        (SERVICE, "wrong", "AADSTS50126"),
        ("niemand@alfa.nl", PASSWORD, "AADSTS50034"),
        ("weg@alfa.nl", PASSWORD, "AADSTS50057"),
        ("svc@beta.nl", PASSWORD, "AADSTS50020"),
    ] {
        let seen = sign_in(&bench, TENANT, &[], login, password)
            .await
            .expect(200);
        assert!(seen.text.contains(code), "{login}: {}", seen.text);
    }
    let assigned = [
        ("client_id", "aaaaaaaa-0000-4000-8000-00000000c004"),
        ("scope", "openid"),
    ];
    let seen = sign_in(&bench, TENANT, &assigned, "anna@alfa.nl", PASSWORD)
        .await
        .expect(200);
    assert!(seen.text.contains("AADSTS50105"), "{}", seen.text);
    // Where people must be assigned they cannot consent for themselves.
    let seen = sign_in(&bench, TENANT, &assigned, SERVICE, PASSWORD)
        .await
        .expect(200);
    assert!(seen.text.contains("Need admin approval"), "{}", seen.text);
}

#[tokio::test]
async fn a_guest_gets_a_token_of_this_tenant() {
    let bench = bench().await;
    let tokens = bench.tokens("gast@beta.nl", SCOPE).await;
    let access = tokens["access_token"].as_str().expect("a token");
    let me = bench.graph_get(access, "/me").await.expect(200).json;
    assert_eq!(me["userPrincipalName"], "gast_beta.nl#EXT#@alfa.nl");
    let inbox = bench
        .graph_get(access, "/me/mailFolders/inbox")
        .await
        .expect(404);
    assert_eq!(inbox.code(), "MailboxNotEnabledForRESTAPI");
}

#[tokio::test]
async fn an_app_for_several_tenants_works_at_common_and_takes_the_persons_tenant() {
    let bench = bench().await;
    let multi = "aaaaaaaa-0000-4000-8000-00000000c005";
    let url = bench.authorize_url(
        "organizations",
        &[("client_id", multi), ("scope", "openid profile User.Read")],
    );
    let walked = bench.walk(&url, "svc@beta.nl", "accept").await;
    let code = returned(walked["location"].as_str().expect("back"))
        .remove("code")
        .expect("a code");
    let form = [
        ("grant_type", "authorization_code"),
        ("client_id", multi),
        ("client_secret", "multi-secret"),
        ("code", &code),
        ("redirect_uri", REDIRECT),
    ];
    let wrong = bench.token(TENANT, &form).await.expect(400);
    assert_eq!(wrong.aadsts(), 700_005);
    let tokens = bench.token("organizations", &form).await.expect(200).json;
    let payload = tokens["id_token"]
        .as_str()
        .expect("a token")
        .split('.')
        .nth(1)
        .expect("claims")
        .to_owned();
    use base64::Engine as _;
    let claims = base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(payload)
        .expect("base64");
    let claims: serde_json::Value = serde_json::from_slice(&claims).expect("json");
    assert_eq!(claims["tid"], BETA);
    assert_eq!(claims["iss"], format!("{}/{BETA}/v2.0", bench.url));
}

#[tokio::test]
async fn the_policy_decides_who_may_consent() {
    let bench = bench().await;
    let url = bench.authorize_url(BETA, &[("client_id", BETA_CLIENT)]);
    let walked = bench.walk(&url, "svc@beta.nl", "accept").await;
    assert_eq!(walked["aadsts"], "90094", "{walked}");
    let page = walked["page"].as_str().expect("a page");
    assert!(
        page.contains("Need admin approval") && page.contains("error_subcode=cancel"),
        "{page}"
    );
    // Sending is not on the managed list.
    let send = bench.authorize_url(
        BETA,
        &[
            ("client_id", BETA_CLIENT),
            ("scope", "openid Mail.Send.Shared"),
        ],
    );
    assert!(bench.walk(&send, "svc@beta.nl", "accept").await["location"].is_string());
    bench
        .control(
            "consent-policy",
            json!({"tenant": "beta.nl", "policy": "none"}),
        )
        .await;
    let read = bench.authorize_url(
        BETA,
        &[("client_id", BETA_CLIENT), ("scope", "openid User.Read")],
    );
    assert_eq!(
        bench.walk(&read, "svc@beta.nl", "accept").await["aadsts"],
        "90094"
    );
    bench
        .control(
            "consent-policy",
            json!({"tenant": "beta.nl", "policy": "low"}),
        )
        .await;
    assert!(bench.walk(&read, "svc@beta.nl", "accept").await["location"].is_string());
    bench
        .control(
            "consent-policy",
            json!({"tenant": "beta.nl", "policy": "legacy"}),
        )
        .await;
    assert!(bench.walk(&url, "svc@beta.nl", "accept").await["location"].is_string());
    let advanced = bench.authorize_url(
        BETA,
        &[
            ("client_id", BETA_CLIENT),
            ("scope", "Mail-Advanced.ReadWrite.Shared"),
        ],
    );
    assert_eq!(
        bench.walk(&advanced, "svc@beta.nl", "accept").await["aadsts"],
        "90094"
    );
}

#[tokio::test]
async fn a_global_admin_may_consent_for_everybody() {
    let bench = bench().await;
    let url = bench.authorize_url(BETA, &[("client_id", BETA_CLIENT)]);
    let seen = sign_in(
        &bench,
        BETA,
        &[("client_id", BETA_CLIENT)],
        "baas@beta.nl",
        PASSWORD,
    )
    .await
    .expect(200);
    assert!(
        seen.text.contains("Consent on behalf of your organization"),
        "{}",
        seen.text
    );
    assert!(
        bench
            .walk(&url, "baas@beta.nl", "accept_for_organization")
            .await["location"]
            .is_string()
    );
    assert!(bench.walk(&url, "svc@beta.nl", "accept").await["location"].is_string());
}

#[tokio::test]
async fn admin_consent_returns_no_code_and_only_admins_give_it() {
    let bench = bench().await;
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([
            ("client_id", BETA_CLIENT),
            ("redirect_uri", REDIRECT),
            ("scope", "https://graph.microsoft.com/.default"),
            ("state", "s"),
        ])
        .finish();
    let url = format!("{}/{BETA}/v2.0/adminconsent?{query}", bench.url);
    bench.get(&url).await.expect(200);
    assert_eq!(
        bench.walk(&url, "svc@beta.nl", "accept").await["aadsts"],
        "90094"
    );
    let declined = bench.walk(&url, "baas@beta.nl", "cancel").await;
    let declined = returned(declined["location"].as_str().expect("back"));
    assert_eq!(
        (
            declined["admin_consent"].as_str(),
            declined["error"].as_str()
        ),
        ("True", "access_denied")
    );
    assert!(declined["error_description"].starts_with("AADSTS65004"));
    let given = bench.walk(&url, "baas@beta.nl", "accept").await;
    let given = returned(given["location"].as_str().expect("back"));
    assert_eq!(given["tenant"], BETA);
    assert_eq!(given["state"], "s");
    assert!(!given.contains_key("code"));
    // From now on nobody is asked any more for what was in it.
    let signed = bench.authorize_url(
        BETA,
        &[
            ("client_id", BETA_CLIENT),
            ("scope", "Mail.ReadWrite.Shared"),
        ],
    );
    assert!(
        bench.walk(&signed, "svc@beta.nl", "cancel").await["location"]
            .as_str()
            .expect("back")
            .contains("code=")
    );
}
