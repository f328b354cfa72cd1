//! Two installations behind one relay: each gets its own consents, and nobody
//! else is ever redirected to.

use crate::support::commands::program;
use crate::support::{Client, SERVICE, Town, authorize_url, contoso};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

const PUBLIC: [&str; 2] = ["http://localhost:8420", "http://localhost:8421"];

struct Relay {
    child: Child,
    port: u16,
    folder: tempfile::TempDir,
}

impl Relay {
    fn start(installations: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let list = folder.path().join("installations");
        std::fs::write(&list, installations).unwrap();
        let log = std::fs::File::create(folder.path().join("log")).unwrap();
        let mut child = program(&["relay", "--listen", "127.0.0.1:0", "--installations"])
            .arg(&list)
            .env("IMAGECAPTURE_LOG", "trace")
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let port = line.trim().rsplit(':').next().unwrap().parse().unwrap();
        Self {
            child,
            port,
            folder,
        }
    }

    /// What it answers to a query.
    async fn ask(&self, query: &str) -> (u16, Option<String>) {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        let url = format!("http://127.0.0.1:{}/microsoftgraph{query}", self.port);
        let answer = client.get(url).send().await.unwrap();
        assert_eq!(answer.headers()["cache-control"], "no-store");
        let location = answer.headers().get("location");
        let location = location.map(|to| to.to_str().unwrap().to_owned());
        (answer.status().as_u16(), location)
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn installation(relay: &Relay, public: &str) -> (Town, Client, String) {
    let mut town = Town::unstarted(None).await;
    town.public = public.to_owned();
    town.flags = vec![
        "--relay-url".into(),
        format!("http://localhost:{}", relay.port),
    ];
    town.start();
    let (town, admin) = town.set_up().await;
    let account = admin.register(contoso()).await;
    (town, admin, account)
}

/// Where Microsoft sends the browser, and where the relay sends it then.
async fn trip(relay: &Relay, town: &Town, started: &Value) -> String {
    let url = authorize_url(started).replace("response_mode=fragment", "response_mode=query");
    let way_back = town.visit(&url, SERVICE, "accept").await;
    let location = way_back["location"].as_str().unwrap();
    let (address, query) = location.split_once('?').unwrap();
    assert_eq!(
        address,
        format!("http://localhost:{}/microsoftgraph", relay.port)
    );
    let (status, next) = relay.ask(&format!("?{query}")).await;
    assert_eq!(status, 303);
    let next = next.unwrap();
    assert!(next.ends_with(query), "the same parameters");
    next
}

fn reply(next: &str) -> Value {
    let (_, query) = next.split_once('?').unwrap();
    let mut form = json!({ "code_verifier": crate::support::VERIFIER });
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        if matches!(&*name, "state" | "code") {
            form[&*name] = value.into_owned().into();
        }
    }
    form
}

#[tokio::test]
async fn two_installations_behind_one_relay_get_each_their_own_consents() {
    let relay = Relay::start("# ours\nhttp://localhost:8420\nhttp://localhost:8421\n");
    for public in PUBLIC {
        let (town, admin, account) = installation(&relay, public).await;
        let started = admin.start_consent(&account).await;
        assert_eq!(
            started["redirect_uri"],
            format!("http://localhost:{}/microsoftgraph", relay.port)
        );
        let next = trip(&relay, &town, &started).await;
        assert!(
            next.starts_with(&format!("{public}/microsoftgraph?")),
            "{next}"
        );
        let reply = reply(&next);
        let consent = admin
            .post("/consents/finish", reply.clone())
            .await
            .expect(200);
        assert_eq!(consent["state"], "completed", "{consent}");
        // Nothing of what passed by is kept.
        let log = std::fs::read_to_string(relay.folder.path().join("log")).unwrap();
        for part in ["state", "code"] {
            assert!(!log.contains(reply[part].as_str().unwrap()), "{part}");
        }
    }
}

#[tokio::test]
async fn a_reply_for_one_installation_means_nothing_to_the_other() {
    let relay = Relay::start("http://localhost:8420\nhttp://localhost:8421\n");
    let (town, admin, account) = installation(&relay, PUBLIC[0]).await;
    let (_other_town, other, _) = installation(&relay, PUBLIC[1]).await;
    let started = admin.start_consent(&account).await;
    let next = trip(&relay, &town, &started).await;
    let answer = other.post("/consents/finish", reply(&next)).await;
    answer.refused(404, "consent_unknown");
    let consent = admin
        .post("/consents/finish", reply(&next))
        .await
        .expect(200);
    assert_eq!(consent["state"], "completed");
}

#[tokio::test]
async fn an_installation_that_is_not_listed_is_never_redirected_to() {
    let relay = Relay::start("https://capture.contoso.nl\n");
    let state = |origin: &str| format!("abc.{}", URL_SAFE_NO_PAD.encode(origin));
    for origin in [
        "https://evil.nl",
        "https://capture.contoso.nl.evil.nl",
        "https://capture.contoso.nl@evil.nl",
        "https://capture.contoso.nl:444",
        "http://capture.contoso.nl",
        "https://capture.contoso.nl/microsoftgraph",
        "https://CAPTURE.contoso.nl\r\nset-cookie: a=b",
        "https://capture.contoso.nl\\.evil.nl",
        "//evil.nl",
        "javascript:alert(1)",
        "data:text/html,x",
        "",
    ] {
        let query = format!("?code=x&state={}", state(origin));
        assert_eq!(relay.ask(&query).await, (400, None), "{origin}");
    }
    let good = state("https://capture.contoso.nl");
    let (status, next) = relay.ask(&format!("?code=x&state={good}")).await;
    assert_eq!(status, 303);
    assert_eq!(
        next.unwrap(),
        format!("https://capture.contoso.nl/microsoftgraph?code=x&state={good}")
    );
    // Two states: the first counts; a target beside the state counts never.
    let evil = state("https://evil.nl");
    for query in [
        format!("?state={evil}&state={good}"),
        "?redirect_uri=https://evil.nl".to_owned(),
        "?state=abc".to_owned(),
        String::new(),
        format!("?state={good}&x={}", "y".repeat(17_000)),
    ] {
        assert_eq!(relay.ask(&query).await.0, 400, "{:.60}", query);
    }
    let (status, next) = relay
        .ask(&format!("?state={good}&redirect_uri=https://evil.nl"))
        .await;
    assert_eq!(status, 303);
    assert!(
        next.unwrap()
            .starts_with("https://capture.contoso.nl/microsoftgraph?")
    );
}

#[test]
fn a_list_that_is_not_one_stops_the_start_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("installations");
    for (text, because) in [
        ("", "empty"),
        ("# nothing\n", "empty"),
        ("https://a.nl\ncapture.contoso.nl\n", "line 2"),
        ("https://a.nl/panel\n", "line 1"),
    ] {
        std::fs::write(&list, text).unwrap();
        let mut command = program(&["relay", "--listen", "127.0.0.1:0", "--installations"]);
        let done = crate::support::commands::run(command.arg(&list));
        done.refused(because);
    }
    std::fs::remove_file(&list).unwrap();
    let mut command = program(&["relay", "--listen", "127.0.0.1:0", "--installations"]);
    crate::support::commands::run(command.arg(&list)).refused("cannot be read");
}
