//! Who may do what: every operation of the description, tried by everybody.

use crate::support::{Answer, Client, PASSWORD, Town};
use backend::http::permissions::{RULES, Rule, Who};
use reqwest::Method;
use serde_json::{Value, json};

/// Somebody who tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asker {
    Nobody,
    Helpdesk,
    Admin,
    ConfirmedAdmin,
    Job,
    /// With a cookie that was one once.
    Stale,
}

const ASKERS: [Asker; 6] = [
    Asker::Nobody,
    Asker::Helpdesk,
    Asker::Admin,
    Asker::ConfirmedAdmin,
    Asker::Job,
    Asker::Stale,
];

/// The cause with which the table refuses, and its status.
fn refusal(who: Who, asker: Asker) -> Option<(u16, &'static str)> {
    let nobody = Some((401, "not_signed_in"));
    match (who, asker) {
        (Who::Anybody, _) => None,
        (Who::Job, Asker::Job) => None,
        (Who::Job, _) => nobody,
        (_, Asker::Nobody | Asker::Job | Asker::Stale) => nobody,
        (Who::Person, _) => None,
        (Who::Admin | Who::ConfirmedAdmin, Asker::Helpdesk) => Some((403, "forbidden")),
        (Who::Admin, _) => None,
        (Who::ConfirmedAdmin, Asker::Admin) => Some((403, "confirm_password")),
        (Who::ConfirmedAdmin, _) => None,
    }
}

/// A path with values that name nothing.
fn real(path: &str) -> String {
    path.replace("{address}", "a@b.nl")
        .replace("{sign_in}", "0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be113")
        .replace("{session}", "0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be112")
        .replace("{id}", "0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be111")
}

async fn try_as(client: &Client, rule: &Rule, key: Option<&str>) -> Answer {
    let method: Method = rule.method.parse().unwrap();
    let path = real(rule.path);
    let request = if rule.method == "GET" {
        client.request(method, &path)
    } else {
        client.write(method, &path, json!({}))
    };
    let request = match key {
        Some(key) => request.header("authorization", format!("Bearer {key}")),
        None => request,
    };
    client.finish(request).await
}

/// Helpdesk, an administrator who gave their password long ago, and one who
/// gave it just now; a job's key; and a session that has ended.
async fn everybody(town: &Town, admin: &Client) -> (Client, Client, String, Client) {
    let helpdesk = town.helpdesk(admin).await;
    let form = json!({ "name": "Import", "purposes": ["import"] });
    let key = admin.post("/job-keys", form).await.expect(201);
    let key = key["key"].as_str().unwrap().to_owned();
    let stale = town.client();
    stale.log_in("mark@contoso.nl", PASSWORD).await.expect(200);
    let cookie = stale.cookie();
    stale
        .send(Method::DELETE, "/session", None)
        .await
        .expect(204);
    stale.keep_cookie(&cookie);
    town.sql("update sessions set confirmed_at = confirmed_at - 660000")
        .await;
    let confirmed = town.client();
    confirmed
        .log_in("mark@contoso.nl", PASSWORD)
        .await
        .expect(200);
    (helpdesk, confirmed, key, stale)
}

#[tokio::test]
async fn each_operation_lets_in_only_whom_the_table_names() {
    let (town, admin) = Town::with_admin().await;
    let (helpdesk, confirmed, key, stale) = everybody(&town, &admin).await;
    for rule in RULES {
        // These end the session that tries, or are a stream.
        let ends = matches!(
            (rule.method, rule.path),
            ("DELETE", "/session" | "/sessions") | ("GET", "/events")
        );
        for asker in ASKERS {
            let expected = refusal(rule.who, asker);
            if ends && expected.is_none() {
                continue;
            }
            let nobody = town.client();
            let (client, key) = match asker {
                Asker::Nobody => (&nobody, None),
                Asker::Job => (&nobody, Some(key.as_str())),
                Asker::Helpdesk => (&helpdesk, None),
                Asker::Admin => (&admin, None),
                Asker::ConfirmedAdmin => (&confirmed, None),
                Asker::Stale => (&stale, None),
            };
            let answer = try_as(client, rule, key).await;
            let found = refused_for_permission(&answer);
            assert_eq!(
                found, expected,
                "{asker:?} {} {}: {answer:?}",
                rule.method, rule.path
            );
        }
        if rule.method != "GET" {
            let foreign = admin
                .request(rule.method.parse().unwrap(), &real(rule.path))
                .header("origin", "https://evil.nl")
                .header(contract::REQUESTED_BY, contract::PANEL)
                .json(&json!({}));
            admin.finish(foreign).await.refused(403, "cross_site");
        }
    }
}

/// The refusal of an answer, if it is one about who asks. What the operations
/// themselves say (a job that may not have this mailbox) comes after it.
fn refused_for_permission(answer: &Answer) -> Option<(u16, &'static str)> {
    let code = answer.body["code"].as_str().unwrap_or_default();
    ["not_signed_in", "forbidden", "confirm_password"]
        .into_iter()
        .find(|known| *known == code)
        .map(|code| (answer.status.as_u16(), code))
}

#[tokio::test]
async fn table_and_description_name_the_same_operations() {
    let (_town, admin) = Town::with_admin().await;
    let description = admin.get("/openapi.json").await.expect(200);
    let mut described = Vec::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            described.push(format!("{} {path}", method.to_uppercase()));
            assert!(operation["description"].is_string(), "{method} {path}");
            // Whoever may do it stands in the description, too.
            assert!(operation["security"].is_array(), "{method} {path}");
        }
    }
    let mut ruled: Vec<String> = RULES
        .iter()
        .filter(|rule| rule.path != "/openapi.json")
        .map(|rule| format!("{} {}", rule.method, rule.path))
        .collect();
    let text = description.to_string();
    for part in text.split("\"$ref\":\"#").skip(1) {
        let pointer = part.split('"').next().unwrap();
        assert!(
            description.pointer(pointer).is_some(),
            "{pointer} is missing"
        );
    }
    described.sort();
    ruled.sort();
    assert_eq!(described, ruled);
}

/// Each example is understood: refused for what it says, perhaps, but never
/// because it cannot be read.
#[tokio::test]
async fn every_body_has_an_example_that_can_be_read() {
    let (_town, admin) = Town::with_admin().await;
    let description = admin.get("/openapi.json").await.expect(200);
    let mut tried = 0;
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let example = &operation["requestBody"]["content"]["application/json"]["example"];
            if operation.get("requestBody").is_none() {
                continue;
            }
            assert!(!example.is_null(), "{method} {path}");
            if path == "/session/password" {
                continue;
            }
            tried += 1;
            let method: Method = method.to_uppercase().parse().unwrap();
            let answer = admin
                .send(method.clone(), &real(path), Some(example.clone()))
                .await;
            let read = answer.status != 400 && answer.status != 415;
            assert!(read, "{method} {path}: {example} {answer:?}");
        }
    }
    assert!(tried > 12, "{tried}");
}

#[tokio::test]
async fn what_a_path_cannot_do_is_said_with_what_it_can() {
    let (_town, admin) = Town::with_admin().await;
    let answer = admin.send(Method::PUT, "/accounts", Some(json!({}))).await;
    assert_eq!(answer.headers["allow"], "GET, POST, HEAD");
    answer.refused(405, "wrong_method");
    let head = admin.finish(admin.request(Method::HEAD, "/accounts")).await;
    assert_eq!(head.status, 200);
    for read in ["cross-site", "same-site"] {
        let request = admin
            .request(Method::GET, "/accounts")
            .header("sec-fetch-site", read);
        admin.finish(request).await.refused(403, "cross_site");
    }
}

/// Fields that nobody asked for change nothing (ASVS 5.0 15.3.3).
#[tokio::test]
async fn unknown_fields_are_refused() {
    let (_town, admin) = Town::with_admin().await;
    for (path, form) in [
        (
            "/invitations",
            json!({ "address": "a@b.nl", "role": "helpdesk", "id": "x" }),
        ),
        (
            "/job-keys",
            json!({ "name": "x", "purposes": ["import"], "key": "y" }),
        ),
        (
            "/session/confirm",
            json!({ "password": "x", "until": Value::Null }),
        ),
    ] {
        admin.post(path, form).await.refused(400, "malformed");
    }
}
