//! The door itself: limits, timers, headers, and other sites.

use crate::support::commands::job_key;
use crate::support::{PUBLIC, Town};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

async fn connect(town: &Town) -> TcpStream {
    let address = town.url.strip_prefix("http://").unwrap();
    TcpStream::connect(address).await.unwrap()
}

/// Everything until the server closes.
async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

async fn raw(town: &Town, request: &str) -> String {
    let mut stream = connect(town).await;
    // What the server refuses to read may be cut off.
    let _ = stream.write_all(request.as_bytes()).await;
    rest(&mut stream).await
}

/// Fault 25: who is slow is shown out, and nobody else notices.
#[tokio::test]
async fn slow_clients_are_shown_out_while_others_are_served() {
    let town = Town::with_flags(&["--client-seconds", "1"]).await;
    let admin = town.first_admin().await;
    let mut slow = Vec::new();
    for n in 0..200 {
        let mut stream = connect(&town).await;
        let start = match n % 4 {
            // Says nothing; half a header; a body that never comes; one that
            // comes a byte at a time.
            0 => "",
            1 => "GET /api/v1/welcome HTTP/1.1\r\nHost: localhost\r\nX-Half",
            _ => {
                "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\n\
                 Origin: http://localhost:8420\r\nX-Requested-By: imagecapture-panel\r\n\
                 Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"
            }
        };
        stream.write_all(start.as_bytes()).await.unwrap();
        slow.push(stream);
    }
    for _ in 0..20 {
        admin.get("/mailboxes").await.expect(200);
    }
    let dribbling = tokio::spawn(async move {
        let mut slow = slow;
        let mut dribble = slow.pop().unwrap();
        // Ends when the server has closed: writing fails then.
        while dribble.write_all(b" ").await.is_ok() {
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
        slow
    });
    let slow = dribbling.await.unwrap();
    for (n, mut stream) in slow.into_iter().enumerate() {
        let said = rest(&mut stream).await;
        if n % 4 >= 2 {
            assert!(said.starts_with("HTTP/1.1 408"), "{n} {said}");
            assert!(said.contains("too_slow"), "{said}");
        }
    }
    admin.get("/mailboxes").await.expect(200);
}

/// More connections than there are places: who comes later waits, and is served.
#[tokio::test]
async fn connections_have_a_limit() {
    let town = Town::with_flags(&["--connections", "20", "--client-seconds", "1"]).await;
    let mut idle = Vec::new();
    for _ in 0..60 {
        idle.push(connect(&town).await);
    }
    town.client().get("/welcome").await.expect(200);
}

/// Fault 26.
#[tokio::test]
async fn what_is_malformed_is_refused_and_harms_nothing() {
    let town = Town::new().await;
    let head = "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
                Origin: http://localhost:8420\r\nX-Requested-By: imagecapture-panel\r\n\
                Content-Type: application/json\r\n";
    let huge = format!(
        "GET / HTTP/1.1\r\nHost: a\r\nX: {}\r\n\r\n",
        "x".repeat(1_000_000)
    );
    let many = format!(
        "GET / HTTP/1.1\r\nHost: a\r\n{}\r\n",
        "X: y\r\n".repeat(500)
    );
    let both = format!(
        "{head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{{\"a\":\r\n0\r\n\r\n"
    );
    let large = format!("{head}Transfer-Encoding: chunked\r\n\r\n{}", {
        let chunk = format!("4000\r\n{}\r\n", "x".repeat(0x4000));
        chunk.repeat(6) + "0\r\n\r\n"
    });
    let deep = format!("{head}Content-Length: 60000\r\n\r\n{}", "[".repeat(60_000));
    for (what, request, allowed) in [
        ("huge header", huge, &["431"][..]),
        ("many headers", many, &["431", "400"]),
        (
            "two lengths",
            format!("{head}Content-Length: 5\r\nContent-Length: 6\r\n\r\n{{}}"),
            &["400"],
        ),
        ("chunked and length", both, &["400"]),
        (
            "NUL in the path",
            "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n".into(),
            &["400"],
        ),
        (
            "no HTTP",
            "\u{16}\u{3}\u{1}".repeat(20) + "\r\n\r\n",
            &["400"],
        ),
        ("a large body in chunks", large, &["413"]),
        ("deep JSON", deep, &["400"]),
        (
            "a lying length",
            format!("{head}Content-Length: 999999999\r\n\r\n{{}}"),
            &["413"],
        ),
    ] {
        let said = raw(&town, &request).await;
        let status = said.split(' ').nth(1).unwrap_or_default();
        assert!(allowed.contains(&status), "{what}: {said:.200}");
    }
    let client = town.client();
    for bytes in [&b"\xff\xfe{}"[..], b"{\"address\":\"\xc3\x28\"}", b"\0\0\0"] {
        let request = client
            .request(Method::POST, "/session")
            .header("origin", PUBLIC)
            .header(contract::REQUESTED_BY, contract::PANEL)
            .header("content-type", "application/json")
            .body(bytes.to_vec());
        client.finish(request).await.refused(400, "malformed");
    }
    // Lines that a client makes up do not become lines of the log.
    let name = "x\r\nINFO forged line\u{1b}[31m";
    client.log_in(name, "x").await.expect(401);
    client
        .get("/mailboxes/%0d%0aforged%20line")
        .await
        .expect(401);
    assert!(!town.logged().contains("forged line"));
    client.get("/welcome").await.expect(200);
}

/// Fault 30: what a page of another site can make a browser send.
#[tokio::test]
async fn another_site_changes_nothing() {
    let (_town, admin) = Town::with_admin().await;
    let form = "name=x&purposes=import";
    let json = r#"{"name":"x","purposes":["import"]}"#;
    let panel = (contract::REQUESTED_BY, contract::PANEL);
    let origin = ("origin", PUBLIC);
    for (what, kind, body, headers) in [
        (
            "a form",
            "application/x-www-form-urlencoded",
            form,
            &[origin][..],
        ),
        ("a form as text", "text/plain", json, &[origin]),
        ("no origin", "application/json", json, &[panel]),
        ("no header of ours", "application/json", json, &[origin]),
        (
            "another origin",
            "application/json",
            json,
            &[panel, ("origin", "https://evil.nl")],
        ),
        (
            "no origin at all",
            "application/json",
            json,
            &[panel, ("origin", "null")],
        ),
        (
            "a browser that says so",
            "application/json",
            json,
            &[panel, origin, ("sec-fetch-site", "cross-site")],
        ),
    ] {
        let request = admin
            .request(Method::POST, "/job-keys")
            .header("content-type", kind)
            .body(body);
        let request = headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        });
        let answer = admin.finish(request).await;
        assert_eq!(answer.body["code"], "cross_site", "{what}: {answer:?}");
        assert_eq!(answer.status, 403);
        // No other site may ask what would be allowed.
        let cors = answer.headers.get("access-control-allow-origin");
        assert!(cors.is_none());
    }
    assert_eq!(admin.get("/job-keys").await.expect(200), json!([]));
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_protect() {
    let town = Town::new().await;
    let http = reqwest::Client::new();
    for path in [
        "/",
        "/missing.js",
        "/api/docs",
        "/api/docs/docs.js",
        "/api/v1/welcome",
        "/api/v1/nothing",
        "/api/v1/accounts",
        "/health/live",
        "/health/ready",
        "/metrics",
    ] {
        let answer = http
            .get(format!("{}{path}", town.url))
            .send()
            .await
            .unwrap();
        let headers = answer.headers();
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(policy.contains("base-uri 'none'"), "{path}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        for name in [
            "x-content-type-options",
            "referrer-policy",
            "cache-control",
            "x-request-id",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "permissions-policy",
        ] {
            assert!(headers.contains_key(name), "{path} {name}");
        }
        // Over plain HTTP the header would be ignored.
        assert!(!headers.contains_key("strict-transport-security"));
    }
}

#[tokio::test]
async fn the_description_is_a_page_of_our_own() {
    let town = Town::new().await;
    let get = async |path: &str| {
        let answer = reqwest::get(format!("{}{path}", town.url)).await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        let kind = answer.headers()["content-type"]
            .to_str()
            .unwrap()
            .to_owned();
        (kind, answer.text().await.unwrap())
    };
    let (kind, page) = get("/api/docs").await;
    assert_eq!(kind, "text/html; charset=utf-8");
    assert!(
        !page.contains("//cdn") && !page.contains("http"),
        "from outside"
    );
    assert_eq!(get("/api/docs/docs.css").await.0, "text/css; charset=utf-8");
    let (_, script) = get("/api/docs/docs.js").await;
    assert!(!script.contains("innerHTML"));
    let (_, document) = get("/api/v1/openapi.json").await;
    let document: Value = serde_json::from_str(&document).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
}

#[tokio::test]
async fn large_answers_come_small_for_who_takes_them_so_and_tokens_never_do() {
    let mailbox = "facturen@contoso.nl";
    let (town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, mailbox).await;
    let get = |path, takes| {
        let request = town.client().request(Method::GET, path);
        request.header("accept-encoding", takes).send()
    };
    let whole = get("/openapi.json", "identity").await.unwrap();
    assert!(!whole.headers().contains_key("content-encoding"));
    let whole = whole.bytes().await.unwrap();
    let small = get("/openapi.json", "gzip, br").await.unwrap();
    assert_eq!(small.headers()["content-encoding"], "gzip");
    assert_eq!(small.headers()["vary"], "accept-encoding");
    let small = small.bytes().await.unwrap();
    assert!(
        small.len() * 4 < whole.len(),
        "{} {}",
        small.len(),
        whole.len()
    );
    assert_eq!(small[..2], [0x1f, 0x8b]);
    // Nothing to win.
    let welcome = get("/welcome", "gzip").await.unwrap();
    assert!(!welcome.headers().contains_key("content-encoding"));

    let key = job_key(&admin).await;
    let path = format!("/mailboxes/{mailbox}/access-token");
    let token = town
        .client()
        .request(Method::POST, &path)
        .bearer_auth(key)
        .header("accept-encoding", "gzip")
        .json(&json!({ "purpose": "import" }))
        .send()
        .await
        .unwrap();
    assert!(!token.headers().contains_key("content-encoding"));
    assert!(token.json::<Value>().await.unwrap()["access_token"].is_string());
}
