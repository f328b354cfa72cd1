//! Graph beyond single messages: what has changed, other ids, answers,
//! uploads, limits.

use crate::common::*;
use reqwest::Method;
use serde_json::{Value, json};

async fn post(bench: &Bench, token: &str, path: &str, body: Value) -> Seen {
    bench.graph(token, Method::POST, path, Some(body)).await
}

fn id(seen: &Seen) -> String {
    seen.json["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn a_delta_query_tells_what_came_changed_and_went() {
    let bench = bench().await;
    let token = bench.access(SERVICE, SCOPE).await;
    let path = "/users/post@alfa.nl/mailFolders/inbox/messages/delta?$select=subject";
    let mut seen = bench.graph_get(&token, path).await.expect(200);
    assert_eq!(seen.json["value"].as_array().expect("a list").len(), 2);
    while let Some(next) = seen.json["@odata.nextLink"].as_str() {
        let next = next.to_owned();
        seen = bench.graph_get(&token, &next).await.expect(200);
    }
    let link = |seen: &Seen| {
        let link = seen.json["@odata.deltaLink"].as_str();
        link.expect("a delta link").to_owned()
    };
    let quiet = bench.graph_get(&token, &link(&seen)).await.expect(200);
    assert_eq!(quiet.json["value"], json!([]));

    let list = bench
        .graph_get(&token, "/users/post@alfa.nl/messages?$select=id&$top=2")
        .await;
    let ids: Vec<&str> = list.json["value"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["id"].as_str().expect("an id"))
        .collect();
    let change = format!("/users/post@alfa.nl/messages/{}", ids[0]);
    bench
        .graph(
            &token,
            Method::PATCH,
            &change,
            Some(json!({"isRead": true})),
        )
        .await
        .expect(200);
    let purge = format!("/users/post@alfa.nl/messages/{}/permanentDelete", ids[1]);
    bench
        .graph(&token, Method::POST, &purge, None)
        .await
        .expect(204);
    bench
        .control(
            "mail/deliver",
            json!({"to": "post@alfa.nl", "subject": "Nieuw"}),
        )
        .await;
    let seen = bench.graph_get(&token, &link(&quiet)).await.expect(200);
    let all = seen.json["value"].as_array().expect("a list");
    assert_eq!(all.len(), 3, "{all:?}");
    assert!(all.iter().any(|one| one["subject"] == "Nieuw"));
    assert!(all.iter().any(|one| one["id"] == ids[0]));
    let gone = all.iter().find(|one| one.get("@removed").is_some());
    assert_eq!(gone.expect("a removal")["id"], ids[1]);
}

#[tokio::test]
async fn ids_are_translated_both_ways() {
    let bench = bench().await;
    let token = bench.access(SERVICE, SCOPE).await;
    let draft = id(&post(&bench, &token, "/me/messages", json!({}))
        .await
        .expect(201));
    let translate = async |ids: &[&str], from: &str, to: &str| {
        let body = json!({"inputIds": ids, "sourceIdType": from, "targetIdType": to});
        let seen = post(&bench, &token, "/me/translateExchangeIds", body).await;
        let seen = seen.expect(200);
        seen.json["value"][0]["targetId"]
            .as_str()
            .expect("an id")
            .to_owned()
    };
    let immutable = translate(&[&draft], "restId", "restImmutableEntryId").await;
    assert_ne!(immutable, draft);
    let back = translate(&[&immutable], "restImmutableEntryId", "restId").await;
    assert_eq!(back, draft);
}

#[tokio::test]
async fn a_mail_is_answered_and_passed_on() {
    let bench = bench().await;
    let token = bench.access(SERVICE, SCOPE).await;
    let list = bench
        .graph_get(&token, "/users/post@alfa.nl/messages?$top=1")
        .await;
    let original = list.json["value"][0].clone();
    let path = |action: &str| {
        let id = original["id"].as_str().expect("an id");
        format!("/users/post@alfa.nl/messages/{id}/{action}")
    };
    let draft = post(
        &bench,
        &token,
        &path("createReply"),
        json!({"comment": "Dank"}),
    )
    .await;
    let draft = draft.expect(201).json;
    assert_eq!(draft["isDraft"], true);
    assert_eq!(draft["conversationId"], original["conversationId"]);
    assert_eq!(draft["subject"], "RE: Tweede mail");
    assert!(
        draft["body"]["content"]
            .as_str()
            .expect("text")
            .contains("Dank")
    );

    let to = json!([{"emailAddress": {"address": SERVICE}}]);
    let forward = json!({"comment": "Ter info", "toRecipients": to});
    post(&bench, &token, &path("forward"), forward)
        .await
        .expect(202);
    let inbox = "/me/mailFolders/inbox/messages";
    assert_eq!(bench.subjects(&token, inbox).await, ["FW: Tweede mail"]);
}

#[tokio::test]
async fn a_large_attachment_goes_up_in_pieces_and_in_order() {
    let bench = bench().await;
    let token = bench.access(SERVICE, SCOPE).await;
    let draft = id(&post(&bench, &token, "/me/messages", json!({}))
        .await
        .expect(201));
    let size = 3_500_000_usize;
    let item =
        json!({"AttachmentItem": {"attachmentType": "file", "name": "groot.bin", "size": size}});
    let path = format!("/me/messages/{draft}/attachments/createUploadSession");
    let session = post(&bench, &token, &path, item).await.expect(201).json;
    assert_eq!(session["nextExpectedRanges"], json!(["0-"]));
    let url = session["uploadUrl"]
        .as_str()
        .expect("an address")
        .to_owned();
    let put = |first: usize, last: usize| {
        let request = bench
            .request(Method::PUT, &url)
            .header("content-range", format!("bytes {first}-{last}/{size}"))
            .body(vec![7_u8; last + 1 - first]);
        bench.send(request)
    };
    let part = put(0, 1_999_999).await.expect(200);
    assert_eq!(part.json["nextExpectedRanges"], json!(["2000000"]));
    put(0, 1_999_999).await.expect(416);
    let done = put(2_000_000, size - 1).await.expect(201);
    assert!(done.location().contains("/attachments('"));
    let path = format!("/me/messages/{draft}/attachments?$select=name,size");
    let list = bench.graph_get(&token, &path).await.expect(200);
    assert_eq!(list.json["value"][0]["name"], "groot.bin");
    put(2_000_000, size - 1).await.expect(404);
}

#[tokio::test]
async fn a_mailbox_takes_four_requests_at_once_and_says_when_to_come_back() {
    let bench = bench().await;
    let token = bench.access(SERVICE, SCOPE).await;
    // Slow answers keep the places taken.
    let fault = json!({"endpoint": "graph", "delay_ms": 4000, "times": 4});
    bench.control("faults", fault).await;
    let ask = || bench.graph_get(&token, "/me/mailFolders/inbox");
    let fifth = async {
        // Each of the four has used up its order, and is under way.
        while bench.get("/control/faults").await.json["faults"] != json!([]) {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        ask().await
    };
    let (a, b, c, d, fifth) = tokio::join!(ask(), ask(), ask(), ask(), fifth);
    for seen in [a, b, c, d] {
        seen.expect(200);
    }
    let fifth = fifth.expect(429);
    assert_eq!(fifth.code(), "ApplicationThrottled");
    assert!(fifth.headers.contains_key("retry-after"));

    // And so many in ten minutes.
    bench
        .control("switches", json!({"requests_per_ten_minutes": 8}))
        .await;
    let mut statuses = Vec::new();
    for _ in 0..6 {
        statuses.push(ask().await.status.as_u16());
    }
    assert!(statuses.contains(&429), "{statuses:?}");
    bench
        .control("clock", json!({"advance_seconds": 601}))
        .await;
    ask().await.expect(200);
}
