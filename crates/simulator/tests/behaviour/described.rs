//! That answers are compared with Microsoft's description, and that the
//! comparison notices something.

use crate::common::openapi::{Description, description};
use crate::common::*;
use reqwest::Method;
use serde_json::{Value, json};

fn described() -> Option<&'static Description> {
    let found = description();
    if found.is_none() {
        eprintln!(
            "skipped: Graph's OpenAPI description is not at hand; GRAPH_OPENAPI names the file"
        );
    }
    found
}

#[tokio::test]
async fn every_kind_of_answer_is_as_microsoft_describes_it() {
    let Some(description) = described() else {
        return;
    };
    let bench = bench().await;
    let token = bench.access(SERVICE, SCOPE).await;
    let draft = bench
        .graph(
            &token,
            Method::POST,
            "/me/messages",
            Some(json!({"subject": "x"})),
        )
        .await
        .expect(201);
    let id = draft.json["id"].as_str().expect("an id");
    let file = json!({"@odata.type": "#microsoft.graph.fileAttachment", "name": "a", "contentBytes": "YQ=="});
    let attachments = format!("/me/messages/{id}/attachments");
    bench
        .graph(&token, Method::POST, &attachments, Some(file))
        .await
        .expect(201);
    for path in [
        "/me",
        "/me/mailFolders",
        "/me/mailFolders/inbox",
        "/me/mailFolders/inbox/childFolders",
        "/users/post@alfa.nl/messages",
        "/users/post@alfa.nl/mailFolders/inbox/messages?$expand=attachments",
        &format!("/me/messages/{id}"),
        &attachments,
        "/me/messages/nonsense",
    ] {
        let seen = bench.graph_get(&token, path).await;
        let compared = description.compare("GET", path, seen.status.as_u16(), &seen.json);
        let could = compared.unwrap_or_else(|why| panic!("{path}: {why}"));
        // The slice has the paths of mail only.
        assert!(could || path == "/me", "{path} is not described");
    }
}

#[test]
fn what_microsoft_does_not_describe_is_noticed() {
    let Some(description) = described() else {
        return;
    };
    let wrong = |body: Value| {
        description
            .compare("GET", "/me/messages/x", 200, &body)
            .is_err()
    };
    assert!(!wrong(json!({"id": "x", "subject": null, "from": null})));
    assert!(wrong(json!({"colour": "red"})));
    assert!(wrong(json!({"isRead": "perhaps"})));
    assert!(wrong(json!({"importance": "huge"})));
    assert!(wrong(
        json!({"toRecipients": [{"emailAddress": {"adress": "x"}}]})
    ));
    assert!(wrong(
        json!({"attachments": [{"@odata.type": "#microsoft.graph.fileAttachment", "size": "1"}]})
    ));
}
