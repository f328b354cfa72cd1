//! Garbage at every operation of the description: never a server error, and
//! every refusal is a problem with a cause.

use crate::support::{PASSWORD, Town};
use backend::http::permissions::{RULES, Rule};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use reqwest::Method;
use serde_json::Value;

/// Tries of each operation with each kind of garbage.
const TRIES: usize = 12;

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(Value::from("admin")),
        Just(Value::from("a@b.nl")),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[a-z_]{1,10}", inner, 0..4)
                .prop_map(|map| map.into_iter().collect::<serde_json::Map<_, _>>().into()),
        ]
    })
}

/// An example with one of its members replaced: mostly right is where the
/// interesting mistakes are.
fn spoilt(example: &Value, garbage: Value, at: usize) -> Value {
    let mut spoilt = example.clone();
    match spoilt.as_object_mut() {
        Some(map) if !map.is_empty() => {
            let name = map.keys().nth(at % map.len()).unwrap().clone();
            map.insert(name, garbage);
            spoilt
        }
        _ => garbage,
    }
}

/// A path with a text in the place of each value.
fn filled(path: &str, text: &str) -> String {
    let encoded = utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    ["{address}", "{session}", "{id}"]
        .iter()
        .fold(path.to_owned(), |path, name| path.replace(name, &encoded))
}

#[tokio::test]
async fn no_garbage_at_any_operation_is_our_fault() {
    let (town, admin) = Town::with_admin().await;
    let description = admin.get("/openapi.json").await.expect(200);
    let mut runner = TestRunner::deterministic();
    let mut tried = 0;
    for rule in RULES.iter().filter(|rule| !is_about_this_session(rule)) {
        let operation = &description["paths"][rule.path][rule.method.to_lowercase()];
        let example = &operation["requestBody"]["content"]["application/json"]["example"];
        for n in 0..TRIES {
            let garbage = any_json().new_tree(&mut runner).unwrap().current();
            let text = any::<String>().new_tree(&mut runner).unwrap().current();
            let text = match n % 4 {
                0 => "0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be111".to_owned(),
                1 => "a@b.nl".to_owned(),
                _ => format!("x{text}"),
            };
            let query = utf8_percent_encode(&text, NON_ALPHANUMERIC).to_string();
            let path = match n % 3 {
                0 => filled(rule.path, &text),
                1 => format!("{}?after={query}&limit=2", filled(rule.path, &text)),
                _ => format!("{}?{query}", filled(rule.path, &text)),
            };
            let method: Method = rule.method.parse().unwrap();
            let request = match (rule.method, n % 2) {
                ("GET", _) => admin.request(method, &path),
                (_, 0) => admin.write(method, &path, spoilt(example, garbage, n)),
                _ => admin
                    .write(method, &path, Value::Null)
                    .body(garbage.to_string().into_bytes()[1..].to_vec()),
            };
            let answer = admin.finish(request).await;
            let status = answer.status.as_u16();
            let what = format!("{} {path} {answer:?}", rule.method);
            // The stand-in may well say no to a tenant that does not exist.
            assert!(status < 500 || status == 502, "{what}");
            if status >= 400 {
                let kind = &answer.headers["content-type"];
                assert_eq!(kind, "application/problem+json", "{what}");
                assert!(answer.body["code"].is_string(), "{what}");
            }
            tried += 1;
        }
    }
    assert!(tried > 400, "{tried}");
    let logged = town.logged();
    assert!(!logged.contains("panicked"), "{logged}");
    town.client()
        .log_in("mark@contoso.nl", PASSWORD)
        .await
        .expect(200);
}

/// What would end the session that tries, is a stream, or makes everybody wait
/// after a few failures: those have tests of their own.
fn is_about_this_session(rule: &Rule) -> bool {
    rule.path.starts_with("/session")
        || rule.path.starts_with("/invitations/")
        || rule.path == "/events"
}
