//! Live changes: they arrive, they resume, and they end with the session.

use crate::support::{Client, PASSWORD, Town, contoso, eventually};
use reqwest::{Method, Response};
use serde_json::json;

async fn listen(client: &Client, after: Option<&str>) -> Response {
    let request = client.request(Method::GET, "/events");
    let request = match after {
        Some(id) => request.header("last-event-id", id),
        None => request,
    };
    let stream = request.send().await.unwrap();
    assert_eq!(stream.status(), 200);
    stream
}

/// Reads until `wanted` arrives, and gives everything up to there.
async fn until(stream: &mut Response, wanted: &str) -> String {
    let mut text = String::new();
    while !text.contains(wanted) || !text.ends_with("\n\n") {
        let chunk = stream.chunk().await.unwrap().expect("the stream ended");
        text.push_str(std::str::from_utf8(&chunk).unwrap());
    }
    text
}

/// The id of the first event in a text.
fn first_id(text: &str) -> String {
    let line = text.lines().find_map(|line| line.strip_prefix("id: "));
    line.unwrap().to_owned()
}

/// Whether the stream ends, whatever comes before.
async fn ends(mut stream: Response) {
    while let Ok(Some(_)) = stream.chunk().await {}
}

/// A page asks first and listens then: what happens between is told.
#[tokio::test]
async fn nothing_is_missed_between_the_welcome_and_the_stream() {
    let (town, admin) = Town::with_admin().await;
    let welcome = admin.get("/welcome").await.expect(200);
    let last = welcome["last_change"].as_str().unwrap().to_owned();
    let account = admin.register(contoso()).await;
    let behind = format!("/events?after={last}");
    let mut stream = admin.request(Method::GET, &behind).send().await.unwrap();
    assert_eq!(stream.status(), 200);
    let text = until(&mut stream, "\"account\"").await;
    assert!(text.contains(&account) && !text.contains("everything"));
    // Of another process, or of nobody: everything may have changed.
    let mut stream = admin
        .request(Method::GET, "/events?after=made-up")
        .send()
        .await
        .unwrap();
    until(&mut stream, "\"everything\"").await;
    // A stranger is not told how much happens here.
    let stranger = town.client().get("/welcome").await.expect(200);
    assert!(stranger["last_change"].is_null());
}

#[tokio::test]
async fn what_changes_arrives_and_what_was_missed_is_sent_again() {
    let (_town, admin) = Town::with_admin().await;
    let mut stream = listen(&admin, None).await;
    let account = admin.register(contoso()).await;
    let text = until(&mut stream, "\"account\"").await;
    assert!(text.contains("event: change") && text.contains(&account));
    let id = first_id(&text);
    drop(stream);
    // Missed while away.
    let path = format!("/accounts/{account}");
    let form = json!({ "name": "Contoso Twee", "purposes": ["import"] });
    admin
        .send(Method::PATCH, &path, Some(form))
        .await
        .expect(200);
    let mut again = listen(&admin, Some(&id)).await;
    let text = until(&mut again, "\"account\"").await;
    assert_ne!(first_id(&text), id);
    assert!(!text.contains("everything"));
}

#[tokio::test]
async fn who_missed_an_unknown_part_is_told_to_ask_for_everything() {
    let (mut town, mut admin) = Town::with_admin().await;
    let mut stream = listen(&admin, None).await;
    admin.register(contoso()).await;
    let id = first_id(&until(&mut stream, "\"account\"").await);
    // Another run of the process counts from another beginning.
    town.restart();
    admin.moved_to(&town);
    for after in [id.as_str(), "1", "nonsense", "99999999999999999999"] {
        let mut again = listen(&admin, Some(after)).await;
        let text = until(&mut again, "everything").await;
        assert!(text.contains("\"kind\":\"everything\""), "{after}");
    }
}

#[tokio::test]
async fn a_stream_ends_with_its_session_and_no_other_does() {
    let (town, admin) = Town::with_admin().await;
    let other = town.client();
    other.log_in("mark@contoso.nl", PASSWORD).await.expect(200);
    let (ending, mut staying) = (listen(&other, None).await, listen(&admin, None).await);
    other
        .send(Method::DELETE, "/session", None)
        .await
        .expect(204);
    ends(ending).await;
    admin.register(contoso()).await;
    until(&mut staying, "\"account\"").await;
}

#[tokio::test]
async fn a_stream_ends_when_its_person_may_no_longer_sign_in() {
    let (town, admin) = Town::with_admin().await;
    let form = json!({
        "name": "Sanne", "address": "sanne@contoso.nl", "role": "helpdesk", "password": PASSWORD,
    });
    let sanne = admin.post("/people", form).await.expect(201);
    let client = town.client();
    client
        .log_in("sanne@contoso.nl", PASSWORD)
        .await
        .expect(200);
    let stream = listen(&client, None).await;
    let path = format!("/people/{}", sanne["id"].as_str().unwrap());
    admin
        .send(Method::PATCH, &path, Some(json!({ "active": false })))
        .await
        .expect(200);
    ends(stream).await;
    client.get("/mailboxes").await.refused(401, "not_signed_in");
}

/// What was open is counted, and what was closed no longer is.
#[tokio::test]
async fn open_streams_are_counted() {
    let town = Town::with_flags(&["--metrics-listen", "127.0.0.1:0"]).await;
    let admin = town.first_admin().await;
    let open = async |number: &str| {
        let line = format!("imagecapture_event_streams {number}\n");
        eventually(async || town.counts().await.contains(&line).then_some(())).await;
    };
    let stream = listen(&admin, None).await;
    open("1").await;
    drop(stream);
    open("0").await;
}
