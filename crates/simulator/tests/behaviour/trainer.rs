//! What a person does by hand: the trainer's page, and a mailbox.

use crate::common::*;
use reqwest::Method;
use serde_json::json;

const SECTIONS: [&str; 8] = [
    "people",
    "apps",
    "consent",
    "mailboxes",
    "faults",
    "machine",
    "switches",
    "requests",
];

async fn fill(bench: &Bench, path: &str, fields: &[(&str, &str)]) -> Seen {
    let request = bench.request(Method::POST, path);
    bench
        .send(request.header("accept-language", "en").form(fields))
        .await
}

#[tokio::test]
async fn the_trainers_page_speaks_two_languages() {
    let bench = bench().await;
    for section in SECTIONS {
        for (language, word) in [("nl", "Voor de trainer"), ("en", "For the trainer")] {
            let request = bench.request(Method::GET, &format!("/trainer/{section}"));
            let seen = bench
                .send(request.header("accept-language", language))
                .await
                .expect(200);
            assert!(seen.text.contains(word), "{section}: {}", seen.text);
        }
    }
    bench.get("/trainer/elsewhere").await.expect(404);
    let home = bench.get("/").await.expect(200);
    assert!(home.text.contains("href=\"/trainer\""));
}

#[tokio::test]
async fn what_a_trainer_orders_happens() {
    let bench = bench().await;
    let tokens = bench.tokens(SERVICE, SCOPE).await;
    let refresh = tokens["refresh_token"].as_str().expect("a token");
    let fields = [("order", "POST people/disable"), ("person", SERVICE)];
    let seen = fill(&bench, "/trainer/people", &fields).await.expect(200);
    assert!(
        seen.text.contains("Done: Disable the account"),
        "{}",
        seen.text
    );
    assert_eq!(bench.refresh(refresh).await.aadsts(), 50057);

    let fields = [
        ("order", "POST people/disable"),
        ("person", "niemand@alfa.nl"),
    ];
    let seen = fill(&bench, "/trainer/people", &fields).await.expect(404);
    assert!(seen.text.contains("That did not work"), "{}", seen.text);
    fill(&bench, "/trainer/people", &[("order", "POST nothing")])
        .await
        .expect(400);

    // What is handed out is shown, and lists, numbers and yes are what they are.
    let fields = [("order", "POST secrets/add"), ("client_id", CLIENT)];
    let seen = fill(&bench, "/trainer/apps", &fields).await.expect(200);
    assert!(seen.text.contains("sim8Q~"), "{}", seen.text);
    let fields = [
        ("order", "POST apps/settings"),
        ("client_id", CLIENT),
        ("permissions", "Mail.Send, User.Read"),
        ("risky", "true"),
    ];
    fill(&bench, "/trainer/apps", &fields).await.expect(200);
    let fields = [
        ("order", "POST faults"),
        ("endpoint", "token"),
        ("status", "503"),
        ("retry_after", "7"),
    ];
    let seen = fill(&bench, "/trainer/faults", &fields).await.expect(200);
    assert!(seen.text.contains("status = 503"), "{}", seen.text);
    let refused = bench.refresh(refresh).await.expect(503);
    assert_eq!(refused.headers["retry-after"], "7");

    let fields = [
        ("order", "switches"),
        ("code_seconds", "900"),
        ("scope_form", "short"),
    ];
    fill(&bench, "/trainer/switches", &fields).await.expect(200);
    let page = bench.get("/trainer/switches").await.text;
    assert!(page.contains("value=\"900\"") && page.contains("value=\"short\""));
    let record = bench.get("/trainer/requests").await.text;
    assert!(record.contains("/oauth2/v2.0/token") && !record.contains(refresh));
}

#[tokio::test]
async fn a_state_goes_out_as_a_file_and_comes_back() {
    let bench = bench().await;
    let state = bench.get("/control/state").await.expect(200).text;
    bench
        .control("people/delete", json!({"person": SERVICE}))
        .await;
    let upload = |content: String| {
        let body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"state\"; filename=\"s\"\r\n\r\n{content}\r\n--b--\r\n"
        );
        let request = bench
            .request(Method::POST, "/trainer/state")
            .header("content-type", "multipart/form-data; boundary=b");
        bench.send(request.body(body))
    };
    upload("nonsense".to_owned()).await.expect(400);
    upload("{}".to_owned()).await.expect(400);
    upload(state).await.expect(200);
    bench.tokens(SERVICE, SCOPE).await;
}

#[tokio::test]
async fn pages_of_others_turn_no_switches() {
    let bench = bench().await;
    for path in [
        "/trainer/people",
        "/mail/post@alfa.nl/new",
        "/control/clock",
    ] {
        let request = bench.request(Method::POST, path);
        let forged = request.header("sec-fetch-site", "cross-site").body("");
        bench.send(forged).await.expect(403);
    }
}

#[tokio::test]
async fn a_mailbox_is_read_and_written_in_by_hand() {
    let bench = bench().await;
    let fields = [
        ("to", "Post <post@alfa.nl>; svc@alfa.nl"),
        ("cc", "anna@alfa.nl"),
        ("subject", "Met de hand"),
        ("text", "Dag <b>allen</b>"),
    ];
    let seen = fill(&bench, "/mail/anna@alfa.nl/new", &fields)
        .await
        .expect(303);
    let sent = bench.get(&seen.location()).await.expect(200);
    assert!(sent.text.contains("Met de hand"), "{}", sent.text);
    let wrong = [("to", "geen adres")];
    let seen = fill(&bench, "/mail/anna@alfa.nl/new", &wrong)
        .await
        .expect(200);
    assert!(seen.text.contains("One of the recipients"), "{}", seen.text);
    fill(&bench, "/mail/niemand@alfa.nl/new", &fields)
        .await
        .expect(404);

    let inbox = bench.get("/mail/post@alfa.nl").await.expect(200).text;
    let link = inbox
        .split("href=\"")
        .filter_map(|part| part.split('"').next())
        .find(|link| link.starts_with("/mail/post@alfa.nl/") && !link.ends_with("new"))
        .expect("a mail")
        .to_owned();
    let mail = bench.get(&link).await.expect(200).text;
    assert!(
        mail.contains("Met de hand") && mail.contains("&lt;b&gt;allen"),
        "{mail}"
    );
    let answer = bench.get(&format!("{link}/reply")).await.expect(200).text;
    assert!(answer.contains("RE: Met de hand") && answer.contains("anna@alfa.nl"));
    assert!(answer.contains("&gt; Dag"), "{answer}");

    let count = |page: &str| page.matches("<li class=\"new\">").count();
    let before = count(&inbox);
    fill(&bench, &link, &[("action", "read")]).await.expect(303);
    assert_eq!(
        count(&bench.get("/mail/post@alfa.nl").await.text),
        before - 1
    );
    fill(&bench, &link, &[("action", "unread")])
        .await
        .expect(303);
    fill(&bench, &link, &[("action", "delete")])
        .await
        .expect(303);
    let inbox = bench.get("/mail/post@alfa.nl").await.text;
    assert!(!inbox.contains("Met de hand"), "{inbox}");
    fill(&bench, &link, &[("action", "fly")]).await.expect(404);
}

#[tokio::test]
async fn an_attachment_can_be_kept() {
    let bench = bench().await;
    let inbox = bench.get("/mail/post@alfa.nl").await.expect(200).text;
    let links = inbox
        .split("href=\"")
        .filter_map(|part| part.split('"').next());
    for link in links.filter(|link| link.starts_with("/mail/post@alfa.nl/")) {
        let mail = bench.get(link).await.text;
        let file = mail.split('"').find(|part| part.contains("/attachments/"));
        if let Some(file) = file {
            let seen = bench.get(file).await.expect(200);
            assert_eq!(seen.text, "inhoud");
            assert_eq!(seen.headers["content-disposition"], "attachment");
            bench.get(&format!("{file}9")).await.expect(404);
            return;
        }
    }
    panic!("no mail with an attachment in {inbox}");
}
