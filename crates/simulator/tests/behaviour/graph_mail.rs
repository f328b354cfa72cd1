//! Messages: reading, changing, moving.

use crate::common::*;
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
async fn messages_are_listed_filtered_sorted_and_paged() {
    let (bench, token) = ready().await;
    for number in 1..=23 {
        let order =
            json!({"to": "post@alfa.nl", "subject": format!("Nummer {number:02}"), "text": "x"});
        bench.control("mail/deliver", order).await;
    }
    let inbox = format!("{POST}/mailFolders/Inbox/messages");
    let mut page = bench
        .graph_get(&token, &format!("{inbox}?$count=true&$select=subject"))
        .await
        .expect(200);
    assert_eq!(page.json["@odata.count"], 25);
    let mut subjects = Vec::new();
    let mut pages = 0;
    loop {
        pages += 1;
        subjects.extend(
            page.json["value"]
                .as_array()
                .expect("a list")
                .iter()
                .map(|one| one["subject"].as_str().expect("text").to_owned()),
        );
        match page.json["@odata.nextLink"].as_str() {
            Some(next) => page = bench.graph_get(&token, next).await.expect(200),
            None => break,
        }
    }
    assert_eq!((pages, subjects.len()), (3, 25));
    assert_eq!(subjects.first().map(String::as_str), Some("Nummer 23"));
    assert_eq!(subjects.last().map(String::as_str), Some("Eerste mail"));

    let list = |query: &str| {
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(query.split('&').filter_map(|pair| pair.split_once('=')))
            .finish();
        let path = format!("{inbox}?{query}");
        let (bench, token) = (&bench, token.as_str());
        async move { bench.graph_get(token, &path).await }
    };
    let count = |seen: Seen| seen.expect(200).json["value"].as_array().map(Vec::len);
    assert_eq!(
        count(list("$top=1000&$filter=startswith(subject,'Nummer 0')").await),
        Some(9)
    );
    assert_eq!(
        count(list("$top=1000&$filter=contains(subject,'mail') and isRead eq false").await),
        Some(1)
    );
    assert_eq!(
        count(list("$top=1000&$filter=(isRead eq true) or subject eq 'nummer 07'").await),
        Some(2)
    );
    assert_eq!(
        count(list("$top=1000&$filter=not startswith(subject,'Nummer')").await),
        Some(2)
    );
    assert_eq!(count(list("$top=1000&$filter=receivedDateTime ge 2020-01-01T00:00:00Z and receivedDateTime le 2099-01-01T00:00:00Z").await), Some(25));
    assert_eq!(
        count(list("$top=1000&$filter=from/emailAddress/address eq 'iemand@elders.example'").await),
        Some(2)
    );
    let sorted = list("$top=2&$orderby=subject asc&$select=subject")
        .await
        .expect(200);
    assert_eq!(sorted.json["value"][0]["subject"], "Eerste mail");
    list("$filter=receivedDateTime ge 2020-01-01T00:00:00Z and isRead eq true&$orderby=receivedDateTime desc").await.expect(200);
    let slow = list("$filter=isRead eq true&$orderby=receivedDateTime desc")
        .await
        .expect(400);
    assert_eq!(slow.code(), "InefficientFilter");
    for bad in [
        "$top=0",
        "$top=1001",
        "$top=x",
        "$filter=nonsense",
        "$filter=subject eq 'open",
        "$select=nonsense",
        "$filter=((((((((((((((((((isRead eq true",
        "$orderby=nonsense",
    ] {
        list(bad).await.expect(400);
    }
    let number = bench
        .graph_get(&token, &format!("{inbox}/$count"))
        .await
        .expect(200);
    assert_eq!(number.text, "25");
    let selected = list("$top=1&$select=subject").await.json["value"][0]
        .as_object()
        .expect("an object")
        .len();
    assert_eq!(selected, 3, "id, etag and subject");
}

#[tokio::test]
async fn a_mail_is_found_by_its_message_id() {
    let (bench, token) = ready().await;
    let made = bench
        .control(
            "mail/deliver",
            json!({"to": "post@alfa.nl", "subject": "zoek"}),
        )
        .await;
    let id = made["internet_message_id"].as_str().expect("an id");
    let filter: String =
        form_urlencoded::byte_serialize(format!("internetMessageId eq '{id}'").as_bytes())
            .collect();
    let found = bench
        .graph_get(
            &token,
            &format!("{POST}/messages?$filter={filter}&$select=id,subject&$top=1"),
        )
        .await
        .expect(200);
    assert_eq!(found.json["value"][0]["subject"], "zoek");
}

#[tokio::test]
async fn a_draft_is_made_changed_moved_and_deleted_for_good() {
    let (bench, token) = ready().await;
    let body = json!({"subject": "Proef", "body": {"contentType": "html", "content": "<p>Eén</p>"}, "internetMessageHeaders": [{"name": "x-proof", "value": "1"}]});
    let draft = bench
        .graph(
            &token,
            Method::POST,
            &format!("{POST}/messages"),
            Some(body),
        )
        .await
        .expect(201)
        .json;
    assert_eq!(
        (draft["isDraft"].as_bool(), draft["subject"].as_str()),
        (Some(true), Some("Proef"))
    );
    assert!(
        draft["internetMessageId"]
            .as_str()
            .expect("an id")
            .starts_with('<')
    );
    let id = draft["id"].as_str().expect("an id").to_owned();
    let path = format!("{POST}/messages/{id}");
    let change = json!({"subject": "Proef 2", "isRead": false, "categories": ["Rood"], "flag": {"flagStatus": "flagged"}, "importance": "high"});
    let changed = bench
        .graph(&token, Method::PATCH, &path, Some(change))
        .await
        .expect(200)
        .json;
    assert_eq!(
        (
            changed["subject"].as_str(),
            changed["categories"][0].as_str()
        ),
        (Some("Proef 2"), Some("Rood"))
    );
    assert_ne!(changed["changeKey"], draft["changeKey"]);
    let moved = bench
        .graph(
            &token,
            Method::POST,
            &format!("{path}/move"),
            Some(json!({"destinationId": "archive"})),
        )
        .await
        .expect(201)
        .json;
    let new_id = moved["id"].as_str().expect("an id").to_owned();
    assert_ne!(new_id, id);
    assert_eq!(
        bench.graph_get(&token, &path).await.expect(404).code(),
        "ErrorItemNotFound"
    );
    let path = format!("{POST}/messages/{new_id}");
    let headers = bench
        .graph_get(&token, &format!("{path}?$select=internetMessageHeaders"))
        .await
        .expect(200)
        .json;
    assert_eq!(headers["internetMessageHeaders"][0]["name"], "x-proof");
    assert!(bench.graph_get(&token, &path).await.json["internetMessageHeaders"].is_null());
    let url = format!("/v1.0{path}/permanentDelete");
    bench
        .send(bench.request(Method::POST, &url).bearer_auth(&token))
        .await
        .expect(411);
    bench
        .graph(
            &token,
            Method::POST,
            &format!("{path}/permanentDelete"),
            None,
        )
        .await
        .expect(204);
    bench.graph_get(&token, &path).await.expect(404);
}

#[tokio::test]
async fn immutable_ids_survive_a_move_and_ordinary_ones_do_not() {
    let (bench, token) = ready().await;
    let ask = |method: Method, path: String, body: Option<Value>| {
        let mut request = bench
            .request(method, &format!("/v1.0{path}"))
            .bearer_auth(&token)
            .header("prefer", "IdType=\"ImmutableId\"");
        if let Some(body) = body {
            request = request.json(&body);
        }
        bench.send(request)
    };
    let list = ask(
        Method::GET,
        format!("{POST}/messages?$select=id&$top=1"),
        None,
    )
    .await
    .expect(200);
    let id = first_id(&list);
    let moved = ask(
        Method::POST,
        format!("{POST}/messages/{id}/move"),
        Some(json!({"destinationId": "deleteditems"})),
    )
    .await
    .expect(201);
    assert_eq!(moved.json["id"].as_str(), Some(id.as_str()));
    let same = ask(Method::GET, format!("{POST}/messages/{id}"), None)
        .await
        .expect(200);
    assert_eq!(same.json["parentFolderId"], moved.json["parentFolderId"]);
    let elsewhere = ask(Method::GET, format!("/me/messages/{id}"), None)
        .await
        .expect(404);
    assert_eq!(elsewhere.code(), "ErrorItemNotFound");
    let lower = ask(
        Method::GET,
        format!("{POST}/messages/{}", id.to_lowercase()),
        None,
    )
    .await;
    assert!(matches!(lower.status.as_u16(), 400 | 404));
    assert_eq!(
        ask(Method::GET, format!("{POST}/messages/rubbish"), None)
            .await
            .expect(400)
            .code(),
        "ErrorInvalidIdMalformed"
    );
}

#[tokio::test]
async fn deleting_goes_by_way_of_deleted_items_and_copying_leaves_the_original() {
    let (bench, token) = ready().await;
    let id = first_id(&bench.graph_get(&token, &format!("{POST}/messages")).await);
    bench
        .graph(
            &token,
            Method::POST,
            &format!("{POST}/messages/{id}/copy"),
            Some(json!({"destinationId": "drafts"})),
        )
        .await
        .expect(201);
    bench
        .graph(
            &token,
            Method::DELETE,
            &format!("{POST}/messages/{id}"),
            None,
        )
        .await
        .expect(204);
    let folder = |name: &'static str| {
        let (bench, token) = (&bench, token.as_str());
        async move {
            bench
                .subjects(token, &format!("{POST}/mailFolders/{name}/messages"))
                .await
        }
    };
    assert_eq!(folder("inbox").await, ["Eerste mail"]);
    assert_eq!(folder("deleteditems").await, ["Tweede mail"]);
    assert_eq!(folder("drafts").await, ["Tweede mail"]);
    let id = first_id(
        &bench
            .graph_get(&token, &format!("{POST}/mailFolders/deleteditems/messages"))
            .await,
    );
    bench
        .graph(
            &token,
            Method::DELETE,
            &format!("{POST}/messages/{id}"),
            None,
        )
        .await
        .expect(204);
    assert!(folder("deleteditems").await.is_empty());
    assert_eq!(folder("recoverableitemsdeletions").await, ["Tweede mail"]);
}

#[tokio::test]
async fn from_2027_received_mail_changes_in_content_only_with_the_advanced_scope() {
    let (bench, token) = ready().await;
    let id = first_id(&bench.graph_get(&token, &format!("{POST}/messages")).await);
    let path = format!("{POST}/messages/{id}");
    let state = bench
        .send(bench.request(Method::GET, "/control/clock"))
        .await
        .json;
    assert!(state["now"].is_string());
    // Five years on, whenever this runs.
    bench
        .control("clock", json!({"advance_seconds": 5 * 366 * 86_400}))
        .await;
    bench
        .control("secrets/add", json!({"client_id": CLIENT, "value": SECRET}))
        .await;
    let token = bench.access(SERVICE, SCOPE).await;
    let denied = bench
        .graph(
            &token,
            Method::PATCH,
            &path,
            Some(json!({"subject": "Anders"})),
        )
        .await
        .expect(403);
    assert_eq!(denied.code(), "ErrorAccessDenied");
    bench
        .graph(
            &token,
            Method::PATCH,
            &path,
            Some(json!({"isRead": true, "categories": []})),
        )
        .await
        .expect(200);
    bench.control("consents/grant", json!({"tenant": TENANT, "client_id": CLIENT, "scopes": ["Mail-Advanced.ReadWrite.Shared"]})).await;
    let token = bench.access(SERVICE, SCOPE).await;
    bench
        .graph(
            &token,
            Method::PATCH,
            &path,
            Some(json!({"subject": "Anders"})),
        )
        .await
        .expect(200);
}

#[tokio::test]
async fn a_filter_puts_mail_into_another_folder() {
    let (bench, token) = ready().await;
    let order = json!({"to": "post@alfa.nl", "subject": "prijs", "folder": "junkemail"});
    bench.control("mail/deliver", order).await;
    let here = async |folder: &str| {
        let path = format!("{POST}/mailFolders/{folder}/messages?$select=subject");
        let list = bench.graph_get(&token, &path).await.expect(200);
        list.json.to_string().contains("prijs")
    };
    assert!(here("junkemail").await && !here("inbox").await);
    let wrong = json!({"to": "post@alfa.nl", "folder": "nergens"});
    let request = bench.request(Method::POST, "/control/mail/deliver");
    bench.send(request.json(&wrong)).await.expect(404);
}
