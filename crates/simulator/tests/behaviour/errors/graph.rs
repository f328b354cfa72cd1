//! Producing an error of Graph, and comparing it with its row.

use super::fits;
use super::graph_rows::{GraphRow, Token};
use super::run::{order, reset};
use crate::common::*;
use reqwest::Method;
use serde_json::{Value, json};

/// A token of the app itself, or a person's.
async fn token(bench: &Bench, row: &GraphRow) -> Option<String> {
    let answer = match row.token {
        Token::Missing => return None,
        Token::Nonsense => return Some("nonsense".to_owned()),
        Token::App => {
            let form = [
                ("grant_type", "client_credentials"),
                ("client_id", CLIENT),
                ("client_secret", SECRET),
                ("scope", "https://graph.microsoft.com/.default"),
            ];
            bench.token(TENANT, &form).await.expect(200)
        }
        Token::Of(scope) => {
            let code = bench.code_for(SERVICE, &[("scope", scope)]).await;
            bench.redeem(&code, &[]).await.expect(200)
        }
        Token::Continuous(scope) => {
            let claims = r#"{"access_token": {"xms_cc": {"values": ["cp1"]}}}"#;
            let code = bench.code_for(SERVICE, &[("scope", scope)]).await;
            bench.redeem(&code, &[("claims", claims)]).await.expect(200)
        }
    };
    answer.json["access_token"].as_str().map(str::to_owned)
}

/// A draft in the caller's own mailbox.
async fn draft(bench: &Bench, token: &str) -> String {
    let body = json!({"subject": "Concept"});
    let seen = bench
        .graph(token, Method::POST, "/me/messages", Some(body))
        .await
        .expect(201);
    seen.json["id"].as_str().expect("an id").to_owned()
}

/// What stands in braces in a path or a body.
async fn filled(bench: &Bench, token: &str, text: &str) -> String {
    let mut text = text.to_owned();
    if text.contains("{draft}") {
        text = text.replace("{draft}", &draft(bench, token).await);
    }
    if text.contains("{purged}") {
        let id = draft(bench, token).await;
        let path = format!("/me/messages/{id}/permanentDelete");
        bench
            .graph(token, Method::POST, &path, None)
            .await
            .expect(204);
        text = text.replace("{purged}", &id);
    }
    if text.contains("{recoverable}") {
        let id = draft(bench, token).await;
        let move_to = json!({"destinationId": "recoverableitemsdeletions"});
        let path = format!("/me/messages/{id}/move");
        let moved = bench.graph(token, Method::POST, &path, Some(move_to)).await;
        let id = moved.json["id"].as_str().expect("an id").to_owned();
        text = text.replace("{recoverable}", &id);
    }
    if text.contains("{received}") {
        let path = "/users/post@alfa.nl/messages?$select=id&$top=1";
        let seen = bench.graph_get(token, path).await.expect(200);
        let id = seen.json["value"][0]["id"].as_str().expect("an id");
        text = text.replace("{received}", id);
    }
    if text.contains("{upload}") {
        let id = draft(bench, token).await;
        let item = json!({"AttachmentItem": {"attachmentType": "file", "name": "a.bin", "size": 4_000_000}});
        let path = format!("/me/messages/{id}/attachments/createUploadSession");
        let seen = bench.graph(token, Method::POST, &path, Some(item)).await;
        let url = seen.json["uploadUrl"].as_str().expect("an address");
        text = text.replace("{upload}", url);
    }
    if text.contains("{a delta token of another mailbox}") {
        let path = "/users/post@alfa.nl/mailFolders/inbox/messages/delta";
        let seen = bench.graph_get(token, path).await.expect(200);
        let link = seen.json["@odata.deltaLink"].as_str().expect("a link");
        let place = returned(link).remove("$deltatoken").expect("a token");
        text = text.replace("{a delta token of another mailbox}", &place);
    }
    let many = |count: usize, one: &dyn Fn(usize) -> Value| {
        let all: Vec<Value> = (0..count).map(one).collect();
        Value::Array(all).to_string()
    };
    if text.contains("{501 recipients}") {
        let all = many(
            501,
            &|n| json!({"emailAddress": {"address": format!("a{n}@elders.example")}}),
        );
        text = text.replace("{501 recipients}", &all);
    }
    if text.contains("{21 requests}") {
        let all = many(
            21,
            &|n| json!({"id": n.to_string(), "method": "GET", "url": "/me"}),
        );
        text = text.replace("{21 requests}", &all);
    }
    text.replace("{5 MB}", &"A".repeat(5 * 1024 * 1024))
}

/// The raw answer of a POST that says nothing of its length: no client library
/// would send one.
async fn without_length(bench: &Bench, token: &str, path: &str) -> Seen {
    use std::io::{Read as _, Write as _};
    let address = bench.handle.address();
    let request = format!(
        "POST /v1.0{path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
    );
    let text = tokio::task::spawn_blocking(move || {
        let mut stream = std::net::TcpStream::connect(address).expect("a connection");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("an answer");
        text
    })
    .await
    .expect("a thread");
    let status = text.get(9..12).and_then(|code| code.parse::<u16>().ok());
    Seen {
        status: reqwest::StatusCode::from_u16(status.expect("a status")).expect("a status"),
        headers: Default::default(),
        json: Value::Null,
        text,
    }
}

async fn act(bench: &Bench, row: &GraphRow) -> Seen {
    let token = token(bench, row).await;
    let given = token.as_deref().unwrap_or("");
    let path = filled(bench, given, row.path).await;
    let body = filled(bench, given, row.body).await;
    order(bench, row.between).await;
    if row.status == 411 {
        return without_length(bench, given, &path).await;
    }
    let url = if path.starts_with("http") {
        path
    } else {
        format!("/v1.0{path}")
    };
    let method = row.method.parse::<Method>().expect("a method");
    let mut request = bench.request(method, &url);
    if let Some(token) = &token {
        request = request.bearer_auth(token);
    }
    let mut has_kind = false;
    for (name, value) in row.headers {
        has_kind |= *name == "content-type";
        request = request.header(*name, *value);
    }
    if !has_kind && !body.is_empty() {
        request = request.header("content-type", "application/json");
    }
    if row.method != "GET" {
        request = request
            .header("content-length", body.len().to_string())
            .body(body);
    }
    bench.send(request).await
}

/// Produces what a row describes; what is wrong with it is the error.
pub(super) async fn produce(bench: &Bench, row: &GraphRow) -> Result<(), String> {
    reset(bench).await;
    order(bench, row.before).await;
    let seen = act(bench, row).await;
    let mut status = seen.status.as_u16();
    let mut body = &seen.json;
    // In a batch the answer of the last request is meant.
    let last = body["responses"].as_array().and_then(|all| all.last());
    if let Some(last) = last {
        status = u16::try_from(last["status"].as_u64().unwrap_or(0)).unwrap_or(0);
        body = &last["body"];
    }
    if status != row.status {
        return Err(format!("the status is {status}: {}", seen.text));
    }
    if row.code.is_empty() {
        return if seen.text.contains(row.message) {
            Ok(())
        } else {
            Err(seen.text)
        };
    }
    let error = &body["error"];
    if error["code"] != row.code || !fits(row.message, error["message"].as_str().unwrap_or("")) {
        return Err(error.to_string());
    }
    let inner = &error["innerError"];
    let complete = ["date", "request-id", "client-request-id"]
        .iter()
        .all(|name| inner[*name].is_string());
    if !complete {
        return Err(format!("the inner error is {inner}"));
    }
    let challenged = seen.headers.get("www-authenticate");
    let challenge = challenged.and_then(|value| value.to_str().ok());
    let wanted = (row.status == 401).then_some(row.challenge);
    match (challenge, wanted) {
        (None, None) => Ok(()),
        (Some(found), Some(wanted)) if found.contains(wanted) => Ok(()),
        (found, wanted) => Err(format!("the challenge is {found:?} and not {wanted:?}")),
    }
}
