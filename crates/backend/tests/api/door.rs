//! The door itself: limits, timers, versions, requests that come twice, health.

use crate::support::{PUBLIC, Town, contoso, eventually};
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
async fn what_did_not_change_is_not_sent_again() {
    let (_town, admin) = Town::with_admin().await;
    let account = admin.register(contoso()).await;
    let path = format!("/accounts/{account}");
    let first = admin.get(&path).await;
    let tag = first.headers["etag"].to_str().unwrap().to_owned();
    let known = |tag: &str| {
        admin
            .request(Method::GET, &path)
            .header("if-none-match", tag)
    };
    let same = admin.finish(known(&tag)).await;
    assert_eq!(same.status, 304);
    assert_eq!(same.body, Value::Null);
    let form = |name: &str| json!({ "name": name, "purposes": ["import"] });
    let change = |tag: &str, name: &str| {
        admin
            .write(Method::PATCH, &path, form(name))
            .header("if-match", tag.to_owned())
    };
    admin.finish(change(&tag, "Een")).await.expect(200);
    // Who saw the old one changes nothing.
    admin
        .finish(change(&tag, "Twee"))
        .await
        .refused(412, "changed_meanwhile");
    let now = admin.finish(known(&tag)).await;
    assert_ne!(now.headers["etag"].to_str().unwrap(), tag);
    assert_eq!(now.expect(200)["name"], "Een");
}

#[tokio::test]
async fn a_request_that_comes_twice_is_carried_out_once() {
    let (town, admin) = Town::with_admin().await;
    let form = json!({ "name": "Import", "purposes": ["import"] });
    let post = |key: &str, form: &Value| {
        admin
            .write(Method::POST, "/job-keys", form.clone())
            .header("idempotency-key", key.to_owned())
    };
    let all = (0..6).map(|_| admin.finish(post("key-1", &form)));
    let answers = futures_util::future::join_all(all).await;
    let first = &answers[0].body;
    for answer in &answers {
        assert_eq!(answer.status, 201);
        assert_eq!(&answer.body, first);
    }
    let keys = admin.get("/job-keys").await.expect(200);
    assert_eq!(keys.as_array().unwrap().len(), 1);
    // The answer showed a key: it is kept sealed.
    let key = first["key"].as_str().unwrap();
    assert!(
        !town
            .written()
            .await
            .windows(key.len())
            .any(|w| w == key.as_bytes())
    );
    let mut other = form.clone();
    other["name"] = "Export".into();
    admin
        .finish(post("key-1", &other))
        .await
        .refused(422, "key_reused");
    // Nothing was done, so nothing is remembered.
    let bad = json!({ "name": "", "purposes": [] });
    admin.finish(post("key-2", &bad)).await.expect(422);
    admin.finish(post("key-2", &form)).await.expect(201);
    // Cut short by a power cut: nobody knows what was done.
    town.sql("update answers set status = 0").await;
    let mut other = town.client();
    other.keep_cookie(&admin.cookie());
    other.moved_to(&town);
    let again = admin.finish(post("key-2", &form)).await;
    again.refused(409, "cut_short");
}

#[tokio::test]
async fn lists_come_in_pages() {
    let (_town, admin) = Town::with_admin().await;
    for n in 0..5 {
        let form = json!({ "name": format!("Job {n}"), "purposes": ["import"] });
        admin.post("/job-keys", form).await.expect(201);
        let form = json!({ "address": format!("p{n}@contoso.nl"), "role": "helpdesk" });
        admin.post("/invitations", form).await.expect(201);
        let form = json!({
            "name": format!("Person ~ {n}"), "address": format!("q{n}@contoso.nl"),
            "role": "helpdesk", "password": crate::support::PASSWORD,
        });
        admin.post("/people", form).await.expect(201);
    }
    for (list, whole) in [("/job-keys", 5), ("/invitations", 5), ("/people", 6)] {
        let (mut seen, mut path) = (Vec::new(), format!("{list}?limit=2"));
        loop {
            let page = admin.get(&path).await;
            let next = page.headers.get("link").map(|link| {
                let link = link.to_str().unwrap();
                let (url, rel) = link.split_once(">; ").unwrap();
                assert_eq!(rel, "rel=\"next\"");
                url.strip_prefix("</api/v1").unwrap().to_owned()
            });
            let items = page.expect(200);
            assert!(items.as_array().unwrap().len() <= 2);
            seen.extend(items.as_array().unwrap().clone());
            match next {
                Some(next) => path = next,
                None => break,
            }
        }
        assert_eq!(seen.len(), whole, "{list}");
        assert_eq!(seen, *admin.get(list).await.expect(200).as_array().unwrap());
        for bad in ["limit=0", "limit=1001", "unknown=1", "limit=x"] {
            admin
                .get(&format!("{list}?{bad}"))
                .await
                .refused(400, "malformed");
        }
    }
}

#[tokio::test]
async fn readiness_names_what_is_not_well() {
    let town = Town::new().await;
    let ready = async || {
        let url = format!("{}/health/ready", town.url);
        let answer = reqwest::get(url).await.unwrap();
        (
            answer.status().as_u16(),
            answer.json::<Value>().await.unwrap(),
        )
    };
    let (status, finding) = ready().await;
    assert_eq!(status, 200);
    assert_eq!(
        finding,
        json!({ "ready": true, "database": "ok", "key": "ok", "disk": "ok" })
    );
    let value = "update settings set value = 'v1.xxxxxxxx.AAAA' where name = 'key_check'";
    town.sql(value).await;
    let finding = eventually(async || {
        let (status, finding) = ready().await;
        (status == 503).then_some(finding)
    })
    .await;
    assert_eq!(finding["key"], "does not fit the database");
    assert_eq!(finding["database"], "ok");
    let live = reqwest::get(format!("{}/health/live", town.url))
        .await
        .unwrap();
    assert_eq!(live.status(), 200);
}

#[tokio::test]
async fn what_is_counted_is_counted_by_route_and_shown_where_it_was_asked_for() {
    let town = Town::with_flags(&["--metrics-listen", "127.0.0.1:0"]).await;
    let admin = town.first_admin().await;
    admin
        .get("/mailboxes/facturen@contoso.nl")
        .await
        .expect(404);
    let counts = town.counts().await;
    for line in [
        "imagecapture_request_seconds_count{route=\"/mailboxes/{address}\",method=\"GET\",status=\"4xx\"} 1",
        "imagecapture_mailboxes{state=\"bad\"} 0",
        "imagecapture_sign_ins{state=\"alive\"} 0",
    ] {
        assert!(counts.contains(line), "{line}\n{counts}");
    }
    assert!(!counts.contains("facturen"));
    // Nobody reads them at the door itself.
    let open = reqwest::get(format!("{}/metrics", town.url)).await.unwrap();
    assert_eq!(open.status(), 404);
}

#[tokio::test]
async fn the_log_tells_what_happened_and_nothing_that_is_not_its_business() {
    let town = Town::with_flags(&["--log-format", "json", "--log", "debug"]).await;
    let admin = town.first_admin().await;
    admin.get("/mailboxes?q=zoekwoord").await.expect(200);
    let answer = admin.get("/mailboxes/facturen@contoso.nl").await;
    let id = answer.headers["x-request-id"].to_str().unwrap().to_owned();
    assert_eq!(answer.body["request_id"], id.as_str());
    let lines: Vec<Value> = town
        .logged()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let line = lines
        .iter()
        .find(|line| line["request"] == id.as_str())
        .unwrap();
    assert_eq!(line["route"], "/mailboxes/{address}");
    assert_eq!(line["status"], 404);
    assert_eq!(line["client"], "127.0.0.1");
    let logged = town.logged();
    for secret in [
        "zoekwoord",
        "facturen",
        crate::support::PASSWORD,
        &town.code,
    ] {
        assert!(!logged.contains(secret), "{secret}");
    }
    let cookie = admin.cookie();
    assert!(!logged.contains(cookie.split_once('=').unwrap().1));
}
