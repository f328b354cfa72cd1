//! Sending, MIME, folders and batches.

use crate::common::*;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::{Value, json};

const POST: &str = "/users/post@alfa.nl";

async fn ready() -> (Bench, String) {
    let bench = bench().await;
    let token = bench.access(SERVICE, SCOPE).await;
    (bench, token)
}

fn first_id(seen: &Seen) -> String {
    seen.json["value"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned()
}

#[tokio::test]
async fn a_draft_that_is_sent_keeps_its_immutable_id() {
    let (bench, token) = ready().await;
    let mail = mail_to("anna@alfa.nl", "Concept")["message"].clone();
    let draft = bench
        .send(
            bench
                .request(Method::POST, "/v1.0/me/messages")
                .bearer_auth(&token)
                .header("prefer", "IdType=\"ImmutableId\"")
                .json(&mail),
        )
        .await
        .expect(201)
        .json;
    let id = draft["id"].as_str().expect("an id").to_owned();
    let attachment = json!({"@odata.type": "#microsoft.graph.fileAttachment", "name": "a.txt", "contentType": "text/plain", "contentBytes": STANDARD.encode("inhoud")});
    let added = bench
        .graph(
            &token,
            Method::POST,
            &format!("/me/messages/{id}/attachments"),
            Some(attachment),
        )
        .await
        .expect(201)
        .json;
    assert_eq!(added["size"], 6);
    bench
        .send(
            bench
                .request(Method::POST, &format!("/v1.0/me/messages/{id}/send"))
                .bearer_auth(&token),
        )
        .await
        .expect(411);
    bench
        .graph(
            &token,
            Method::POST,
            &format!("/me/messages/{id}/send"),
            None,
        )
        .await
        .expect(202);
    let sent = bench
        .graph_get(&token, &format!("/me/messages/{id}"))
        .await
        .expect(200)
        .json;
    assert_eq!(
        (sent["isDraft"].as_bool(), sent["hasAttachments"].as_bool()),
        (Some(false), Some(true))
    );
    assert_eq!(sent["internetMessageId"], draft["internetMessageId"]);
    assert!(
        bench
            .subjects(&token, "/me/mailFolders/drafts/messages")
            .await
            .is_empty()
    );
    bench
        .graph(
            &token,
            Method::POST,
            &format!("/me/messages/{id}/send"),
            None,
        )
        .await
        .expect(400);
    let anna = bench.access("anna@alfa.nl", "openid Mail.Read").await;
    let got = bench
        .graph_get(&anna, "/me/messages?$expand=attachments")
        .await
        .expect(200)
        .json;
    assert_eq!(got["value"][0]["attachments"][0]["name"], "a.txt");
    assert_eq!(got["value"][0]["isRead"], false);
}

#[tokio::test]
async fn recipients_are_checked_and_unknown_ones_come_back() {
    let (bench, token) = ready().await;
    let send = |mail: Value| {
        let (bench, token) = (&bench, token.as_str());
        async move {
            bench
                .graph(token, Method::POST, &format!("{POST}/sendMail"), Some(mail))
                .await
        }
    };
    let none = send(json!({"message": {"subject": "x"}})).await.expect(400);
    assert_eq!(none.code(), "ErrorInvalidRecipients");
    assert!(
        none.json["error"]["message"]
            .as_str()
            .expect("text")
            .starts_with("At least one recipient is not valid., ")
    );
    assert_eq!(
        send(mail_to("geen adres", "x")).await.expect(400).code(),
        "ErrorInvalidRecipients"
    );
    send(json!({"subject": "x"})).await.expect(400);
    send(json!({"message": {"nonsense": 1}})).await.expect(400);
    send(mail_to("niemand@alfa.nl", "Waarheen"))
        .await
        .expect(202);
    send(mail_to("iemand@elders.example", "Weg"))
        .await
        .expect(202);
    send(mail_to("svc@beta.nl", "Naar de andere tenant"))
        .await
        .expect(202);
    let inbox = bench
        .subjects(&token, &format!("{POST}/mailFolders/inbox/messages"))
        .await;
    assert_eq!(
        inbox.first().map(String::as_str),
        Some("Onbestelbaar: Waarheen")
    );
    assert_eq!(inbox.len(), 3);
    let page = bench.get("/mail/svc@beta.nl").await.text;
    assert!(page.contains("Naar de andere tenant"), "{page}");
    let headers = json!([{"name": "Subject", "value": "x"}]);
    let mut mail = mail_to("anna@alfa.nl", "x");
    mail["message"]["internetMessageHeaders"] = headers;
    assert_eq!(
        send(mail).await.expect(400).code(),
        "InvalidInternetMessageHeader"
    );
}

#[tokio::test]
async fn mail_takes_as_long_as_was_ordered() {
    let (bench, token) = ready().await;
    bench.control("mail/delay", json!({"seconds": 120})).await;
    bench
        .graph(
            &token,
            Method::POST,
            &format!("{POST}/sendMail"),
            Some(mail_to("post@alfa.nl", "Traag")),
        )
        .await
        .expect(202);
    let inbox = format!("{POST}/mailFolders/inbox/messages");
    assert!(
        !bench
            .subjects(&token, &inbox)
            .await
            .contains(&"Traag".to_owned())
    );
    bench
        .control("clock", json!({"advance_seconds": 121}))
        .await;
    assert!(
        bench
            .subjects(&token, &inbox)
            .await
            .contains(&"Traag".to_owned())
    );
}

#[tokio::test]
async fn mime_goes_in_and_comes_out() {
    let (bench, token) = ready().await;
    let mail = "From: svc@alfa.nl\r\nTo: post@alfa.nl\r\nSubject: =?utf-8?Q?Caf=C3=A9?=\r\nX-Nonce: 42\r\n\
                Content-Type: text/plain; charset=utf-8\r\n\r\nHallo\r\n";
    let send = |body: String| {
        let request = bench
            .request(Method::POST, "/v1.0/me/sendMail")
            .bearer_auth(&token)
            .header("content-type", "text/plain")
            .body(body);
        bench.send(request)
    };
    send(STANDARD.encode(mail)).await.expect(202);
    assert_eq!(
        send("@@@".to_owned()).await.expect(400).code(),
        "ErrorMimeContentInvalidBase64String"
    );
    let list = bench
        .graph_get(
            &token,
            &format!(
                "{POST}/mailFolders/inbox/messages?$top=1&$select=id,subject,internetMessageHeaders"
            ),
        )
        .await
        .expect(200);
    assert_eq!(list.json["value"][0]["subject"], "Café");
    let headers = list.json["value"][0]["internetMessageHeaders"]
        .as_array()
        .expect("headers");
    assert!(
        headers
            .iter()
            .any(|header| header["name"] == "X-Nonce" && header["value"] == "42")
    );
    let raw = bench
        .graph_get(
            &token,
            &format!("{POST}/messages/{}/$value", first_id(&list)),
        )
        .await
        .expect(200);
    assert_eq!(raw.headers["content-type"], "text/plain");
    assert!(
        raw.text.contains("Subject: =?utf-8?B?") && raw.text.contains("Message-ID: <"),
        "{}",
        raw.text
    );
}

#[tokio::test]
async fn folders_have_dutch_names_and_stable_well_known_ones() {
    let (bench, token) = ready().await;
    let all = bench
        .graph_get(&token, &format!("{POST}/mailFolders?$top=100"))
        .await
        .expect(200)
        .json;
    let names: Vec<&str> = all["value"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["displayName"].as_str())
        .collect();
    assert!(
        names.contains(&"Postvak IN") && names.contains(&"Verzonden items"),
        "{names:?}"
    );
    let inbox = bench
        .graph_get(&token, &format!("{POST}/mailFolders('INBOX')"))
        .await
        .expect(200)
        .json;
    assert_eq!(
        (
            inbox["unreadItemCount"].as_u64(),
            inbox["totalItemCount"].as_u64()
        ),
        (Some(1), Some(2))
    );
    let made = bench
        .graph(
            &token,
            Method::POST,
            &format!("{POST}/mailFolders/inbox/childFolders"),
            Some(json!({"displayName": "Verwerkt"})),
        )
        .await
        .expect(201)
        .json;
    let id = made["id"].as_str().expect("an id").to_owned();
    bench
        .graph(
            &token,
            Method::POST,
            &format!("{POST}/mailFolders/inbox/childFolders"),
            Some(json!({"displayName": "verwerkt"})),
        )
        .await
        .expect(409);
    let mail = first_id(&bench.graph_get(&token, &format!("{POST}/messages")).await);
    bench
        .graph(
            &token,
            Method::POST,
            &format!("{POST}/messages/{mail}/move"),
            Some(json!({"destinationId": id})),
        )
        .await
        .expect(201);
    assert_eq!(
        bench
            .subjects(&token, &format!("{POST}/mailFolders/{id}/messages"))
            .await,
        ["Tweede mail"]
    );
    let children = bench
        .graph_get(&token, &format!("{POST}/mailFolders/inbox/childFolders"))
        .await
        .json;
    assert_eq!(children["value"][0]["displayName"], "Verwerkt");
    bench
        .graph(
            &token,
            Method::DELETE,
            &format!("{POST}/mailFolders/{id}"),
            None,
        )
        .await
        .expect(204);
    bench
        .graph(
            &token,
            Method::DELETE,
            &format!("{POST}/mailFolders/inbox"),
            None,
        )
        .await
        .expect(400);
    bench
        .graph_get(&token, &format!("{POST}/mailFolders/{id}"))
        .await
        .expect(404);
}

#[tokio::test]
async fn a_batch_answers_each_request_by_itself() {
    let (bench, token) = ready().await;
    let requests = json!({"requests": [
        {"id": "1", "method": "GET", "url": "/me/mailFolders/inbox?$select=id"},
        {"id": "2", "method": "GET", "url": "/users/dicht@alfa.nl/mailFolders/inbox"},
        {"id": "3", "method": "POST", "url": "/users/post@alfa.nl/sendMail", "headers": {"Content-Type": "application/json"}, "body": mail_to("post@alfa.nl", "Uit de stapel")},
        {"id": "4", "method": "GET", "url": "/me/messages", "dependsOn": ["2"]},
        {"id": "5", "method": "GET", "url": "/me/messages", "dependsOn": ["3"]},
    ]});
    bench.control("faults", json!({"endpoint": "graph", "mailbox": "dicht@alfa.nl", "status": 429, "retry_after": 7})).await;
    let seen = bench
        .graph(&token, Method::POST, "/$batch", Some(requests))
        .await
        .expect(200)
        .json;
    let statuses: Vec<u64> = seen["responses"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["status"].as_u64())
        .collect();
    assert_eq!(statuses, [200, 429, 202, 424, 200]);
    assert_eq!(seen["responses"][1]["headers"]["Retry-After"], "7");
    assert_eq!(
        seen["responses"][1]["body"]["error"]["code"],
        "ApplicationThrottled"
    );
    let many: Vec<Value> = (0..21)
        .map(|n| json!({"id": n.to_string(), "method": "GET", "url": "/me"}))
        .collect();
    bench
        .graph(
            &token,
            Method::POST,
            "/$batch",
            Some(json!({"requests": many})),
        )
        .await
        .expect(400);
    let nested = json!({"requests": [{"id": "1", "method": "POST", "url": "/$batch", "body": {}}]});
    let nested = bench
        .graph(&token, Method::POST, "/$batch", Some(nested))
        .await
        .expect(200)
        .json;
    assert_eq!(nested["responses"][0]["status"], 400);
}

#[tokio::test]
async fn bodies_come_as_text_when_preferred() {
    let (bench, token) = ready().await;
    let path = format!("/v1.0{POST}/messages?$top=1");
    let seen = bench
        .send(
            bench
                .request(Method::GET, &path)
                .bearer_auth(&token)
                .header("prefer", "outlook.body-content-type=\"text\""),
        )
        .await
        .expect(200);
    assert_eq!(
        seen.json["value"][0]["body"],
        json!({"contentType": "text", "content": "Hallo daar"})
    );
    let seen = bench.get(&path).await;
    assert_eq!(seen.status.as_u16(), 401);
    let odd = bench.graph_get(&token, "/teams").await.expect(400);
    assert_eq!(odd.code(), "BadRequest");
    bench
        .graph(&token, Method::PUT, "/me/messages", None)
        .await
        .expect(405);
    let big = json!({"message": {"subject": "x".repeat(4_300_000)}});
    bench
        .graph(&token, Method::POST, "/me/sendMail", Some(big))
        .await
        .expect(413);
    let request = bench
        .request(Method::POST, "/v1.0/me/sendMail")
        .bearer_auth(&token)
        .header("content-type", "application/json")
        .body("{");
    bench.send(request).await.expect(400);
}
