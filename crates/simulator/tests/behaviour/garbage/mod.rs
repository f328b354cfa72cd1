//! Garbage in every parameter of every endpoint: never a 5xx that was not
//! ordered, never a connection that breaks off, and errors in the form of
//! whoever gives them.
//!
//! `GARBAGE_CASES` says how many requests (a few thousand when not set;
//! 100000 is the long mode), `GARBAGE_SEED` where the generator begins.

mod graph;
mod json;
mod requests;
mod words;

use std::env;
use std::time::Duration;

use crate::common::*;
use requests::Made;
use reqwest::Method;
use serde_json::{Value, json};
use words::Words;

/// After so many requests everything is put back, so that no order of one
/// case (a full mailbox, a clock in another century) outlives its time.
const ROUND: u64 = 250;

fn number(name: &str, default: u64) -> u64 {
    match env::var(name) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{name}={text}")),
        Err(_) => default,
    }
}

/// What the generator can use of the right kind.
pub(crate) struct Known {
    pub(crate) token: String,
    pub(crate) refresh: String,
    pub(crate) message: String,
    pub(crate) upload: String,
    /// Method, path and fields of the control API's calls.
    pub(crate) control: Vec<(Method, String, Vec<String>)>,
}

async fn fresh(bench: &Bench) -> Known {
    bench
        .control("snapshots/load", json!({"name": "start"}))
        .await;
    for what in ["faults", "limits", "requests"] {
        let path = format!("/control/{what}");
        let clear = bench.request(Method::DELETE, &path);
        bench.send(clear).await.expect(200);
    }
    bench.control("clock", json!({"reset": true})).await;
    let scope = "openid offline_access Mail.ReadWrite Mail.ReadWrite.Shared Mail.Send \
                 Mail.Send.Shared User.Read User.ReadBasic.All";
    let tokens = bench.tokens(SERVICE, scope).await;
    let text = |name: &str| tokens[name].as_str().expect("a token").to_owned();
    let token = text("access_token");
    let draft = bench
        .graph(&token, Method::POST, "/me/messages", Some(json!({})))
        .await
        .expect(201);
    let message = draft.json["id"].as_str().expect("an id").to_owned();
    let item =
        json!({"AttachmentItem": {"attachmentType": "file", "name": "a", "size": 4_000_000}});
    let path = format!("/me/messages/{message}/attachments/createUploadSession");
    let session = bench.graph(&token, Method::POST, &path, Some(item)).await;
    let upload = session.json["uploadUrl"].as_str().expect("an address");
    let list = bench.get("/control").await.expect(200).json;
    let control = list["calls"].as_array().expect("calls").iter().map(call);
    Known {
        token,
        refresh: text("refresh_token"),
        message,
        upload: upload.trim_start_matches(&bench.url).to_owned(),
        control: control.collect(),
    }
}

/// A call with the names of its fields, as the stand-in lists it.
fn call(listed: &Value) -> (Method, String, Vec<String>) {
    let text = |name: &str| listed[name].as_str().expect("text");
    let fields = text("takes").split('"').skip(1).step_by(2);
    let method = text("method").parse().expect("a method");
    let fields = fields.map(str::to_owned).collect();
    (method, text("path").to_owned(), fields)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn garbage_is_refused_and_breaks_nothing() {
    let cases = number("GARBAGE_CASES", 3000);
    let seed = number("GARBAGE_SEED", 1);
    let mut bench = bench().await;
    bench.http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .timeout(Duration::from_secs(60))
        .build()
        .expect("client");
    bench
        .control("snapshots/save", json!({"name": "start"}))
        .await;
    let mut known = fresh(&bench).await;
    for case in 0..cases {
        if case % ROUND == ROUND - 1 {
            known = fresh(&bench).await;
        }
        let mut words = Words::new(seed, case);
        let made = requests::any(&mut words, &known);
        let mark = format!("case {case} of seed {seed}");
        if let Err(complaint) = one(&bench, &made).await {
            panic!("{mark}: {complaint}\n{made}");
        }
    }
    // It still does what it is there for.
    fresh(&bench).await;
}

/// Sends one request; what is wrong with the answer is the error.
async fn one(bench: &Bench, made: &Made) -> Result<(), String> {
    let url = format!("{}{}", bench.url, made.path);
    // What is no address cannot be asked for.
    let Ok(url) = reqwest::Url::parse(&url) else {
        return Ok(());
    };
    // A connection kept from the last request may be about to end, since a
    // body was left unread: then, and only then, a second try succeeds.
    let response = match send(bench, made, url.clone()).await {
        Ok(response) => response,
        Err(_) => send(bench, made, url)
            .await
            .map_err(|why| format!("{why:?}"))?,
    };
    judge(made, response).await
}

async fn send(bench: &Bench, made: &Made, url: reqwest::Url) -> reqwest::Result<reqwest::Response> {
    let mut request = bench.http.request(made.method.clone(), url);
    for (name, value) in &made.headers {
        let name = reqwest::header::HeaderName::from_bytes(name.as_bytes());
        let value = reqwest::header::HeaderValue::from_bytes(value);
        if let (Ok(name), Ok(value)) = (name, value) {
            request = request.header(name, value);
        }
    }
    let request = match &made.body {
        Some(body) => request.body(body.clone()),
        None if made.method == Method::POST => request.header("content-length", "0"),
        None => request,
    };
    request.send().await
}

async fn judge(made: &Made, response: reqwest::Response) -> Result<(), String> {
    let status = response.status();
    let url = response.url().clone();
    let text = response.bytes().await.map_err(|why| format!("{why:?}"))?;
    let shown = || {
        String::from_utf8_lossy(&text)
            .chars()
            .take(2000)
            .collect::<String>()
    };
    if status.is_server_error() {
        return Err(format!("{status}: {}", shown()));
    }
    let json: Value = serde_json::from_slice(&text).unwrap_or(Value::Null);
    if !made.path.contains("%2f") && !made.path.contains("%2F") {
        compared(&made.method, &url, status, &json);
    }
    // The page of 411 is that of the front door, before Graph.
    if !status.is_client_error() || text.is_empty() || status == 411 {
        return Ok(());
    }
    let path = made.path.split('?').next().unwrap_or("");
    let right = if path.starts_with("/v1.0/") || path.starts_with("/api/gv1.0/") {
        json["error"]["code"].is_string() && json["error"]["innerError"]["date"].is_string()
    } else if path.starts_with("/control") {
        json["error"].is_string()
    } else {
        true
    };
    if right {
        Ok(())
    } else {
        Err(format!(
            "an error in a form of its own, {status}: {}",
            shown()
        ))
    }
}
