//! Whatever answers in Microsoft's place, we stand: nothing panics, nothing
//! grows without end, and no answer that cannot be right is taken for one.

#![allow(clippy::unwrap_used, missing_docs)]

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::response::Response;
use contract::accounts::Cloud;
use contract::catalogue::Cause;
use contract::ids::{Address, ClientId, TenantId};
use contract::purposes::Scope;
use contract::time::Timestamp;
use microsoft::{Addresses, Entra, Fault, Graph, Mail, Tokens, Transport};
use proptest::prelude::*;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Status, headers and body.
type Answer = (u16, Vec<(&'static str, String)>, Bytes);

/// What the paper Microsoft answers next, to everything.
#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Answer>>);

impl Paper {
    fn answers(&self, status: u16, body: impl Into<Bytes>) {
        *self.0.lock().unwrap() = (status, Vec::new(), body.into());
    }

    fn answers_with(&self, status: u16, header: (&'static str, &str), body: impl Into<Bytes>) {
        let headers = vec![(header.0, header.1.to_owned())];
        *self.0.lock().unwrap() = (status, headers, body.into());
    }
}

struct Desk {
    paper: Paper,
    entra: Entra,
    transport: Transport,
}

async fn desk() -> Desk {
    let paper = Paper::default();
    let router = Router::new()
        .fallback(async |State(paper): State<Paper>| {
            let (status, headers, body) = paper.0.lock().unwrap().clone();
            let mut response = Response::builder().status(status);
            for (name, value) in headers {
                response = response.header(name, value);
            }
            response.body(Body::from(body)).unwrap()
        })
        .with_state(paper.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url: url::Url = format!("http://{}", listener.local_addr().unwrap())
        .parse()
        .unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let addresses = Addresses::of(Cloud::ALL[0]).reached_at(Some(url.clone()), Some(url));
    let transport = Transport::new().unwrap();
    Desk {
        paper,
        entra: Entra::new(addresses, transport.clone()),
        transport,
    }
}

fn tenant() -> TenantId {
    TenantId::parse("contoso.nl").unwrap()
}

fn client() -> ClientId {
    ClientId::parse("1c0a7e11-c075-4a01-8b01-000000000001").unwrap()
}

fn secret(text: &str) -> SecretString {
    SecretString::from(text)
}

impl Desk {
    async fn refresh(&self) -> Result<Tokens, Fault> {
        let scopes = Scope::ALL.into_iter();
        self.entra
            .refresh(&tenant(), &client(), &secret("s"), &secret("r"), scopes)
            .await
    }

    async fn arrivals(&self, graph: &Graph<'_>, mailbox: &Address) -> Result<(), Fault> {
        let sender = Some((mailbox, Timestamp(0)));
        let found = graph.arrivals(mailbox, sender).await?;
        found.sender.transpose()?;
        found.inbox.map(drop)
    }

    /// Every call of Graph that reads an answer.
    async fn graph(&self) -> Vec<Result<(), Fault>> {
        let token = secret("t");
        let graph = Graph::new(self.entra.addresses(), &self.transport, &token);
        let mailbox = Address::parse("facturen@contoso.nl").unwrap();
        let mail = Mail {
            from: &mailbox,
            to: &[&mailbox],
            subject: "x",
            text: "y",
        };
        vec![
            graph.open_inbox(&mailbox).await,
            graph.create_draft(&mailbox, "x").await.map(drop),
            graph.move_to(&mailbox, "a/b", "inbox").await.map(drop),
            graph.find(&mailbox, "inbox", "x").await.map(drop),
            graph.send(mail).await.map(drop),
            self.arrivals(&graph, &mailbox).await,
        ]
    }
}

fn good() -> Value {
    json!({
        "token_type": "Bearer", "access_token": "a", "refresh_token": "r", "expires_in": 3600,
        "scope": "https://graph.microsoft.com/Mail.Send.Shared",
    })
}

fn with(field: &str, value: Value) -> String {
    let mut answer = good();
    answer[field] = value;
    answer.to_string()
}

#[tokio::test]
async fn a_token_answer_without_a_refresh_token_is_good() {
    let desk = desk().await;
    desk.paper.answers(200, with("refresh_token", Value::Null));
    let tokens = desk.refresh().await.unwrap();
    assert!(tokens.refresh.is_none());
    assert_eq!(tokens.access.expose_secret(), "a");
    assert_eq!(tokens.expires_in, Duration::from_secs(3600));
}

#[tokio::test]
async fn a_life_that_cannot_be_right_is_bent_to_one_that_can() {
    let desk = desk().await;
    for (said, believed) in [
        (json!(0), 60),
        (json!(5), 60),
        (json!(u64::MAX), 30 * 3600),
        (Value::Null, 60),
    ] {
        desk.paper.answers(200, with("expires_in", said.clone()));
        let tokens = desk.refresh().await.unwrap();
        assert_eq!(tokens.expires_in, Duration::from_secs(believed), "{said}");
    }
}

#[tokio::test]
async fn what_is_no_token_answer_is_garbled_and_ends_no_sign_in() {
    let desk = desk().await;
    let deep = "[".repeat(20_000);
    for body in [
        String::new(),
        "null".to_owned(),
        "{}".to_owned(),
        "<html>Sign in to the hotel's network</html>".to_owned(),
        "{\"access_token\":\"a\"".to_owned(),
        with("access_token", json!(1)),
        with("token_type", Value::Null),
        with("expires_in", json!(-1)),
        deep,
    ] {
        desk.paper.answers(200, body.clone());
        let fault = desk
            .refresh()
            .await
            .err()
            .unwrap_or_else(|| panic!("{body:.80}"));
        assert!(
            matches!(fault, Fault::Garbled { .. }),
            "{body:.80}: {fault:?}"
        );
        assert!(!fault.ends_sign_in() && !fault.is_verdict());
    }
}

#[tokio::test]
async fn an_answer_without_end_is_cut_off() {
    let desk = desk().await;
    let mut large = with("access_token", json!("a"));
    large.push_str(&" ".repeat(10 * 1024 * 1024));
    desk.paper.answers(200, large);
    let fault = desk.refresh().await.err().unwrap();
    assert!(matches!(fault, Fault::Garbled { status: 200 }), "{fault:?}");
}

#[tokio::test]
async fn nobody_sends_us_on_to_another_place() {
    let desk = desk().await;
    desk.paper
        .answers_with(302, ("location", "http://127.0.0.1:1/elsewhere"), "");
    let fault = desk.refresh().await.err().unwrap();
    assert!(matches!(fault, Fault::Garbled { status: 302 }), "{fault:?}");
    for result in desk.graph().await {
        assert!(result.is_err());
    }
}

#[tokio::test]
async fn a_wait_is_kept_to_and_bounded() {
    let desk = desk().await;
    let body = json!({ "error": "temporarily_unavailable", "error_description": "AADSTS90055" });
    for (said, believed) in [
        ("17", Some(17)),
        ("99999999", Some(3600)),
        ("-3", None),
        ("Wed, 21 Oct 2026 07:28:00 GMT", None),
    ] {
        desk.paper
            .answers_with(429, ("retry-after", said), body.to_string());
        let fault = desk.refresh().await.err().unwrap();
        assert_eq!(fault.cause(), Cause::Throttled);
        assert_eq!(
            fault.retry_after(),
            believed.map(Duration::from_secs),
            "{said}"
        );
    }
}

#[tokio::test]
async fn no_fault_shows_what_microsoft_was_told_or_told_us() {
    let desk = desk().await;
    for body in [
        with("expires_in", json!("never")),
        json!({ "error": "invalid_grant", "error_description": "x".repeat(100_000) }).to_string(),
    ] {
        for status in [200, 400] {
            desk.paper.answers(status, body.clone());
            let fault = desk.refresh().await.err().unwrap();
            let shown = format!("{fault:?} {fault}");
            assert!(shown.len() < 2000, "{}", shown.len());
            assert!(!shown.contains("access_token"), "{shown}");
        }
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        let name = prop_oneof![
            Just("error".to_owned()),
            Just("error_codes".to_owned()),
            Just("error_description".to_owned()),
            Just("code".to_owned()),
            Just("message".to_owned()),
            Just("innerError".to_owned()),
            Just("value".to_owned()),
            Just("id".to_owned()),
            Just("access_token".to_owned()),
            Just("expires_in".to_owned()),
            Just("scope".to_owned()),
            Just("responses".to_owned()),
            Just("status".to_owned()),
            Just("body".to_owned()),
            Just("totalItemCount".to_owned()),
            Just("receivedDateTime".to_owned()),
            ".{0,8}",
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((name, inner), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

fn any_body() -> impl Strategy<Value = Bytes> {
    prop_oneof![
        3 => any_json().prop_map(|value| Bytes::from(value.to_string())),
        1 => prop::collection::vec(any::<u8>(), 0..200).prop_map(Bytes::from),
    ]
}

/// `PROPTEST_CASES` makes it longer.
#[test]
fn any_answer_whatever_becomes_a_result_or_a_fault_with_a_cause() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let desk = runtime.block_on(desk());
    let statuses = [
        200, 201, 202, 204, 400, 401, 403, 404, 410, 429, 500, 503, 504,
    ];
    let status = prop::sample::select(statuses.to_vec());
    proptest!(|(status in status, body in any_body())| {
        desk.paper.answers(status, body);
        runtime.block_on(async {
            if let Err(fault) = desk.refresh().await {
                let _ = fault.cause().code();
                // Only Entra's own word ends a sign-in.
                if fault.ends_sign_in() {
                    assert!(matches!(fault, Fault::Refused(_)) && status < 500);
                }
            }
            for result in desk.graph().await {
                if let Err(fault) = result {
                    assert!(!fault.ends_sign_in());
                    let _ = fault.cause().code();
                }
            }
        });
    });
}
