//! Who may open which mailbox, and send as whom.

use crate::common::*;
use reqwest::Method;
use serde_json::{Value, json};

const READ_SHARED: &str = "openid Mail.ReadWrite.Shared";
const SEND_SHARED: &str = "openid Mail.Send.Shared";

#[tokio::test]
async fn the_scope_is_looked_at_before_the_mailbox() {
    let bench = bench().await;
    // One app, one person: consents add up, so each token comes from a person
    // of its own.
    let own = bench.access("anna@alfa.nl", "openid Mail.ReadWrite").await;
    bench
        .graph_get(&own, "/me/mailFolders/inbox")
        .await
        .expect(200);
    bench
        .graph_get(&own, "/users/anna@alfa.nl/mailFolders/inbox")
        .await
        .expect(200);
    bench
        .graph_get(&own, "/users/ANNA@alfa.nl/MailFolders/Inbox")
        .await
        .expect(200);
    for other in ["post@alfa.nl", "niemand@alfa.nl", "leeg@alfa.nl"] {
        let seen = bench
            .graph_get(&own, &format!("/users/{other}/mailFolders/inbox"))
            .await
            .expect(403);
        assert_eq!(seen.code(), "ErrorAccessDenied");
    }
    let sender = bench.access(SERVICE, SEND_SHARED).await;
    let seen = bench
        .graph_get(&sender, "/users/post@alfa.nl/mailFolders/inbox")
        .await
        .expect(403);
    assert_eq!(
        seen.json["error"]["message"],
        "Access is denied. Check credentials and try again."
    );
    let me = bench.graph_get(&sender, "/me").await.expect(403);
    assert_eq!(me.code(), "Authorization_RequestDenied");
}

#[tokio::test]
async fn each_kind_of_mailbox_answers_in_its_own_way() {
    let bench = bench().await;
    let token = bench.access(SERVICE, READ_SHARED).await;
    for (address, status, code) in [
        ("svc@alfa.nl", 200, ""),
        ("post@alfa.nl", 200, ""),
        ("dicht@alfa.nl", 404, "ErrorItemNotFound"),
        ("sturen@alfa.nl", 404, "ErrorItemNotFound"),
        ("groep@alfa.nl", 404, "ErrorItemNotFound"),
        ("leeg@alfa.nl", 404, "MailboxNotEnabledForRESTAPI"),
        ("lokaal@alfa.nl", 404, "MailboxNotEnabledForRESTAPI"),
        ("zonder@alfa.nl", 404, "MailboxNotEnabledForRESTAPI"),
        ("niemand@alfa.nl", 404, "ErrorInvalidUser"),
        ("svc@beta.nl", 404, "ErrorInvalidUser"),
        ("gast@beta.nl", 404, "MailboxNotEnabledForRESTAPI"),
    ] {
        let seen = bench
            .graph_get(&token, &format!("/users/{address}/mailFolders/inbox"))
            .await;
        assert_eq!(
            (seen.status.as_u16(), seen.code()),
            (status, code),
            "{address}: {}",
            seen.text
        );
    }
    let closed = bench
        .graph_get(&token, "/users/dicht@alfa.nl/mailFolders/inbox")
        .await;
    assert_eq!(
        closed.json["error"]["message"],
        "The specified object was not found in the store., Default folder Inbox not found."
    );
    let unknown = bench
        .graph_get(&token, "/users/niemand@alfa.nl/messages")
        .await;
    assert_eq!(
        unknown.json["error"]["message"],
        "The requested user 'niemand@alfa.nl' is invalid."
    );
    for name in [
        "request-id",
        "client-request-id",
        "x-ms-ags-diagnostic",
        "odata-version",
    ] {
        assert!(unknown.headers.contains_key(name), "{name}");
    }
    assert_eq!(
        unknown.json["error"]["innerError"]["request-id"].as_str(),
        unknown.headers["request-id"].to_str().ok()
    );
    // The same folder through both paths, which shows that it is one's own.
    let me = bench
        .graph_get(&token, "/me/mailFolders/inbox?$select=id")
        .await
        .json["id"]
        .clone();
    let user = bench
        .graph_get(&token, "/users/svc@alfa.nl/mailFolders/inbox?$select=id")
        .await
        .json["id"]
        .clone();
    assert_eq!(me, user);
}

#[tokio::test]
async fn rights_and_kinds_can_be_given_and_taken() {
    let bench = bench().await;
    let token = bench.access(SERVICE, READ_SHARED).await;
    let path = "/users/dicht@alfa.nl/mailFolders/inbox";
    let order = json!({"mailbox": "dicht@alfa.nl", "person": SERVICE, "right": "full_access"});
    bench.control("rights/give", order.clone()).await;
    bench.graph_get(&token, path).await.expect(200);
    bench
        .control(
            "mailboxes/kind",
            json!({"mailbox": "dicht@alfa.nl", "kind": "unlicensed"}),
        )
        .await;
    assert_eq!(
        bench.graph_get(&token, path).await.code(),
        "MailboxNotEnabledForRESTAPI"
    );
    bench
        .control(
            "mailboxes/kind",
            json!({"mailbox": "dicht@alfa.nl", "kind": "shared"}),
        )
        .await;
    bench.control("rights/take", order).await;
    assert_eq!(
        bench.graph_get(&token, path).await.code(),
        "ErrorItemNotFound"
    );
}

async fn send(bench: &Bench, token: &str, path: &str, mail: Value) -> Seen {
    bench
        .graph(token, Method::POST, &format!("{path}/sendMail"), Some(mail))
        .await
}

#[tokio::test]
async fn sending_needs_the_right_for_the_sender() {
    let bench = bench().await;
    let token = bench.access(SERVICE, SEND_SHARED).await;
    for (path, mail, status, code) in [
        ("/me", mail_to("anna@alfa.nl", "a"), 202, ""),
        ("/users/post@alfa.nl", mail_to("anna@alfa.nl", "b"), 202, ""),
        (
            "/users/post@alfa.nl",
            mail_from("post@alfa.nl", "anna@alfa.nl", "c"),
            202,
            "",
        ),
        (
            "/me",
            mail_from("post@alfa.nl", "anna@alfa.nl", "d"),
            202,
            "",
        ),
        (
            "/me",
            mail_from("sturen@alfa.nl", "anna@alfa.nl", "e"),
            202,
            "",
        ),
        (
            "/users/namens@alfa.nl",
            mail_to("anna@alfa.nl", "f"),
            202,
            "",
        ),
        (
            "/users/lezen@alfa.nl",
            mail_to("anna@alfa.nl", "g"),
            403,
            "ErrorSendAsDenied",
        ),
        (
            "/me",
            mail_from("dicht@alfa.nl", "anna@alfa.nl", "h"),
            403,
            "ErrorSendAsDenied",
        ),
        (
            "/me",
            mail_from("niemand@alfa.nl", "anna@alfa.nl", "i"),
            403,
            "ErrorSendAsDenied",
        ),
        (
            "/users/sturen@alfa.nl",
            mail_to("anna@alfa.nl", "j"),
            404,
            "ErrorItemNotFound",
        ),
        (
            "/users/niemand@alfa.nl",
            mail_to("anna@alfa.nl", "k"),
            404,
            "ErrorInvalidUser",
        ),
    ] {
        let seen = send(&bench, &token, path, mail.clone()).await;
        assert_eq!(
            (seen.status.as_u16(), seen.code()),
            (status, code),
            "{path} {mail}: {}",
            seen.text
        );
    }
    let reader = bench
        .access("anna@alfa.nl", "openid Mail.ReadWrite.Shared")
        .await;
    let arrived = bench
        .graph_get(
            &reader,
            "/me/mailFolders/inbox/messages?$select=subject,from,sender&$top=50",
        )
        .await
        .expect(200);
    let whose = |subject: &str| {
        let all = arrived.json["value"].as_array().expect("a list");
        let mail = all
            .iter()
            .find(|mail| mail["subject"] == subject)
            .expect("the mail");
        let address = |field: &str| {
            mail[field]["emailAddress"]["address"]
                .as_str()
                .expect("an address")
                .to_owned()
        };
        (address("from"), address("sender"))
    };
    let both = |one: &str, two: &str| (one.to_owned(), two.to_owned());
    assert_eq!(whose("a"), both("svc@alfa.nl", "svc@alfa.nl"));
    assert_eq!(whose("b"), both("post@alfa.nl", "post@alfa.nl"));
    assert_eq!(whose("d"), both("post@alfa.nl", "post@alfa.nl"));
    assert_eq!(whose("e"), both("sturen@alfa.nl", "sturen@alfa.nl"));
    assert_eq!(whose("f"), both("namens@alfa.nl", "svc@alfa.nl"));
    assert_eq!(arrived.json["value"].as_array().map(Vec::len), Some(6));

    let alone = bench.access("baas@alfa.nl", "openid Mail.Send").await;
    send(&bench, &alone, "/me", mail_to("anna@alfa.nl", "z"))
        .await
        .expect(202);
    let seen = send(
        &bench,
        &alone,
        "/me",
        mail_from("post@alfa.nl", "anna@alfa.nl", "z"),
    )
    .await
    .expect(403);
    assert_eq!(seen.code(), "ErrorAccessDenied");
}

#[tokio::test]
async fn the_copy_is_in_the_sent_items_of_the_path_that_was_used() {
    let bench = bench().await;
    let token = bench.access(SERVICE, SCOPE).await;
    send(
        &bench,
        &token,
        "/users/post@alfa.nl",
        mail_to("anna@alfa.nl", "via post"),
    )
    .await
    .expect(202);
    send(
        &bench,
        &token,
        "/me",
        mail_from("post@alfa.nl", "anna@alfa.nl", "via mij"),
    )
    .await
    .expect(202);
    send(
        &bench,
        &token,
        "/me",
        mail_from("namens@alfa.nl", "anna@alfa.nl", "namens"),
    )
    .await
    .expect(202);
    for unwanted in [json!(false), json!("false")] {
        let mut silent = mail_to("anna@alfa.nl", "zonder kopie");
        silent["saveToSentItems"] = unwanted;
        send(&bench, &token, "/me", silent).await.expect(202);
    }
    let sent = |whose: &'static str| {
        let (bench, token) = (&bench, token.as_str());
        async move {
            bench
                .subjects(token, &format!("{whose}/mailFolders/sentitems/messages"))
                .await
        }
    };
    assert_eq!(sent("/users/post@alfa.nl").await, ["via post"]);
    assert_eq!(sent("/me").await, ["namens", "via mij"]);
    // MessageCopyForSendOnBehalfEnabled is on for this one.
    assert_eq!(sent("/users/namens@alfa.nl").await, ["namens"]);
}

#[tokio::test]
async fn the_directory_answers_for_itself() {
    let bench = bench().await;
    let token = bench.access("anna@alfa.nl", "openid User.Read").await;
    bench
        .graph_get(&token, "/users/anna@alfa.nl")
        .await
        .expect(200);
    assert_eq!(
        bench
            .graph_get(&token, "/users/svc@alfa.nl")
            .await
            .expect(403)
            .code(),
        "Authorization_RequestDenied"
    );
    let token = bench
        .access("anna@alfa.nl", "openid User.ReadBasic.All")
        .await;
    let user = bench
        .graph_get(&token, "/users/post@alfa.nl?$select=displayName,mail")
        .await
        .expect(200);
    assert_eq!(user.json["displayName"], "Post");
    assert!(user.json["id"].is_null());
    assert_eq!(
        bench
            .graph_get(&token, "/users/niemand@alfa.nl")
            .await
            .expect(404)
            .code(),
        "Request_ResourceNotFound"
    );
    let settings = bench
        .graph_get(&token, "/users/post@alfa.nl/mailboxSettings")
        .await
        .expect(403);
    assert_eq!(settings.code(), "ErrorAccessDenied");
}

#[tokio::test]
async fn tokens_that_do_not_hold_are_refused() {
    let bench = bench().await;
    let path = "/v1.0/me/messages";
    let empty = bench.get(path).await.expect(401);
    assert_eq!(
        (empty.code(), empty.json["error"]["message"].as_str()),
        ("InvalidAuthenticationToken", Some("Access token is empty."))
    );
    assert!(
        empty.headers["www-authenticate"]
            .to_str()
            .expect("text")
            .starts_with("Bearer realm=\"\", authorization_uri=")
    );
    for garbage in ["garbage", "a.b.c", "e30.e30.e30"] {
        let seen = bench.graph_get(garbage, "/me").await.expect(401);
        assert_eq!(seen.code(), "InvalidAuthenticationToken");
    }
    let token = bench.access(SERVICE, SCOPE).await;
    let (signed, signature) = token.rsplit_once('.').expect("three parts");
    let forged = format!("{signed}.{}", signature.chars().rev().collect::<String>());
    bench.graph_get(&forged, "/me").await.expect(401);
    bench
        .control("clock", json!({"advance_seconds": 5400}))
        .await;
    let old = bench.graph_get(&token, "/me").await.expect(401);
    assert_eq!(
        old.json["error"]["message"],
        "Lifetime validation failed, the token is expired."
    );
}
