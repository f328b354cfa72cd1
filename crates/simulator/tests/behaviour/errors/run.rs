//! Producing an AADSTS error, and comparing it with its row.

use super::browser::{Browser, plain};
use super::{Act, Changes, EMPTY, Orders, Row, Shown, fits};
use crate::common::*;
use reqwest::Method;
use serde_json::{Value, json};

/// Everything as at the start: a row knows nothing of the one before it.
pub(super) async fn reset(bench: &Bench) {
    bench
        .control("snapshots/load", json!({"name": "start"}))
        .await;
    for (method, what) in [
        (Method::DELETE, "faults"),
        (Method::DELETE, "limits"),
        (Method::DELETE, "requests"),
    ] {
        let path = format!("/control/{what}");
        bench.send(bench.request(method, &path)).await.expect(200);
    }
    bench.control("clock", json!({"reset": true})).await;
}

pub(super) async fn order(bench: &Bench, orders: Orders) {
    for (path, body) in orders {
        let body: Value = serde_json::from_str(body).expect("an order is JSON");
        bench.control(path, body).await;
    }
}

/// The usual parameters with changes.
fn changed<'a>(
    usual: &[(&'a str, &'a str)],
    changes: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let mut all = usual.to_vec();
    for (name, value) in changes {
        if matches!(*name, "tenant" | "origin" | "endpoint") {
            continue;
        }
        all.retain(|(other, _)| other != name);
        match *value {
            "" => {}
            EMPTY => all.push((name, "")),
            value => all.push((name, value)),
        }
    }
    all
}

fn of<'a>(changes: &[(&'a str, &'a str)], name: &str) -> Option<&'a str> {
    let found = changes.iter().find(|(other, _)| *other == name);
    found.map(|(_, value)| *value)
}

fn address(bench: &Bench, changes: Changes) -> String {
    let usual = [
        ("client_id", CLIENT),
        ("response_type", "code"),
        ("redirect_uri", REDIRECT),
        ("scope", SCOPE),
        ("state", "the-state"),
        ("nonce", "the-nonce"),
    ];
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(changed(&usual, changes))
        .finish();
    let tenant = of(changes, "tenant").unwrap_or(TENANT);
    let endpoint = of(changes, "endpoint").unwrap_or("oauth2/v2.0/authorize");
    format!("{}/{tenant}/{endpoint}?{query}", bench.url)
}

async fn token(bench: &Bench, usual: &[(&str, &str)], changes: Changes) -> Seen {
    let tenant = of(changes, "tenant").unwrap_or(TENANT);
    let mut request = bench
        .request(Method::POST, &format!("/{tenant}/oauth2/v2.0/token"))
        .form(&changed(usual, changes));
    if let Some(origin) = of(changes, "origin") {
        request = request.header("origin", origin);
    }
    bench.send(request).await
}

/// Somebody's code, through the pages.
async fn code(bench: &Bench, changes: Changes) -> String {
    let url = address(bench, changes);
    let otc = [("otc", "123456")];
    let seen = Browser::default().sign_in(bench, &url, SERVICE, &otc).await;
    seen.returned().remove("code").expect("a code")
}

async fn redeem(bench: &Bench, code: &str, changes: Changes) -> Seen {
    let usual = [
        ("grant_type", "authorization_code"),
        ("client_id", CLIENT),
        ("client_secret", SECRET),
        ("code", code),
        ("redirect_uri", REDIRECT),
    ];
    token(bench, &usual, changes).await
}

async fn act(bench: &Bench, row: &Row) -> Seen {
    match row.act {
        Act::Visit(changes) => {
            let url = address(bench, changes);
            Browser::default().open(bench, &url).await
        }
        Act::SignIn(person, changes, fields) => {
            let url = address(bench, changes);
            Browser::default()
                .sign_in(bench, &url, person, fields)
                .await
        }
        Act::Again(person, first, then) => {
            let mut browser = Browser::default();
            browser
                .sign_in(bench, &address(bench, first), person, &[])
                .await;
            order(bench, row.between).await;
            browser.open(bench, &address(bench, then)).await
        }
        Act::Redeem(first, then) => {
            let code = code(bench, first).await;
            order(bench, row.between).await;
            redeem(bench, &code, then).await
        }
        Act::RedeemTwice => {
            let code = code(bench, &[]).await;
            redeem(bench, &code, &[]).await.expect(200);
            redeem(bench, &code, &[]).await
        }
        Act::Refresh(first, redemption, then) => {
            let code = code(bench, first).await;
            let tokens = redeem(bench, &code, redemption).await.expect(200).json;
            order(bench, row.between).await;
            let usual = [
                ("grant_type", "refresh_token"),
                ("client_id", CLIENT),
                ("client_secret", SECRET),
                (
                    "refresh_token",
                    tokens["refresh_token"].as_str().expect("a refresh token"),
                ),
            ];
            token(bench, &usual, then).await
        }
        Act::App(changes) => {
            let usual = [
                ("grant_type", "client_credentials"),
                ("client_id", CLIENT),
                ("client_secret", SECRET),
                ("scope", "https://graph.microsoft.com/.default"),
            ];
            token(bench, &usual, changes).await
        }
        Act::Get(path) => bench.get(path).await,
        Act::Oversized => {
            let long = "x".repeat(100_000);
            let path = format!("/{TENANT}/oauth2/v2.0/token");
            let request = bench.request(Method::POST, &path);
            bench.send(request.form(&[("code", long.as_str())])).await
        }
    }
}

/// Produces what a row describes; what is wrong with it is the error.
pub(super) async fn produce(bench: &Bench, row: &Row) -> Result<(), String> {
    reset(bench).await;
    order(bench, row.before).await;
    let seen = act(bench, row).await;
    match row.shown {
        Shown::Page(status) => on_page(bench, row, &seen, status).await,
        Shown::Redirect => sent_back(bench, row, &seen),
        Shown::Json(status) => in_json(bench, row, &seen, status),
    }
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: T, wanted: T) -> Result<(), String> {
    if found == wanted {
        return Ok(());
    }
    Err(format!("{what} is {found:?} and not {wanted:?}"))
}

async fn on_page(bench: &Bench, row: &Row, seen: &Seen, status: u16) -> Result<(), String> {
    let text = plain(&seen.text);
    same("the status", seen.status.as_u16(), status).map_err(|why| format!("{why}: {text}"))?;
    let shown = text
        .split('<')
        .filter_map(|part| part.split_once('>'))
        .any(|(_, said)| fits(row.text, said.trim()) || said.contains(row.text));
    let headline = format!("AADSTS{}: {}", row.code, row.text);
    let shown = shown
        || text
            .split('<')
            .filter_map(|part| part.split_once('>'))
            .any(|(_, said)| fits(&headline, said));
    if !shown {
        return Err(format!("the page does not say so: {text}"));
    }
    // What an admin finds in the sign-in log.
    let log = bench.get("/control/requests").await.json;
    let last = log["requests"].as_array().and_then(|all| all.last());
    let noted = last.map_or(Value::Null, |last| last["notes"]["aadsts"].clone());
    same("the logged code", noted, json!(row.code.to_string()))
}

/// The text, and the three lines after it.
fn description(row: &Row, text: &str) -> Result<(), String> {
    let lines: Vec<&str> = text.split("\r\n").collect();
    let [said, trace, correlation, time] = lines.as_slice() else {
        return Err(format!("the description has not four lines: {text}"));
    };
    let headline = format!("AADSTS{}: {}", row.code, row.text);
    if !fits(&headline, said) {
        return Err(format!("it says {said}"));
    }
    let complete = trace.starts_with("Trace ID: ")
        && correlation.starts_with("Correlation ID: ")
        && time.starts_with("Timestamp: ");
    same("that the lines are there", complete, true)
}

fn sent_back(bench: &Bench, row: &Row, seen: &Seen) -> Result<(), String> {
    if seen.status.as_u16() != 302 {
        return Err(format!("no redirect but {}: {}", seen.status, seen.text));
    }
    let sent = seen.returned();
    let field = |name: &str| sent.get(name).cloned().unwrap_or_default();
    same("error", field("error"), row.error.to_owned())?;
    same("state", field("state"), "the-state".to_owned())?;
    description(row, &field("error_description"))?;
    if sent.contains_key("admin_consent") {
        return Ok(());
    }
    let uri = format!("{}/error?code={}", bench.url, row.code);
    same("error_uri", field("error_uri"), uri)
}

fn in_json(bench: &Bench, row: &Row, seen: &Seen, status: u16) -> Result<(), String> {
    let body = &seen.json;
    same("the status", seen.status.as_u16(), status).map_err(|why| format!("{why}: {body}"))?;
    same("error", &body["error"], &json!(row.error))?;
    same("error_codes", &body["error_codes"], &json!([row.code]))?;
    same("suberror", body["suberror"].as_str(), row.suberror)?;
    let uri = format!("{}/error?code={}", bench.url, row.code);
    same("error_uri", &body["error_uri"], &json!(uri))?;
    for name in ["timestamp", "trace_id", "correlation_id"] {
        same(name, body[name].is_string(), true)?;
    }
    description(row, body["error_description"].as_str().unwrap_or(""))
}
