//! Who comes in, and what they may.

use crate::support::{Client, PASSWORD, PUBLIC, Town};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn the_first_run_takes_the_code_once() {
    let town = Town::new().await;
    let client = town.client();
    assert_eq!(
        client.get("/welcome").await.expect(200)["needs_set_up"],
        true
    );
    let form = |code: &str| {
        json!({
            "code": code, "name": "Mark", "address": "mark@contoso.nl", "password": PASSWORD,
        })
    };
    client
        .post("/set-up", form("AAAA-BBBB-CCCC"))
        .await
        .refused(422, "set_up_code_wrong");
    let code = town.code.to_lowercase().replace('-', " ");
    client.post("/set-up", form(&code)).await.expect(201);
    let welcome = client.get("/welcome").await.expect(200);
    assert_eq!(welcome["needs_set_up"], false);
    assert_eq!(welcome["person"]["role"], "admin");
    assert_eq!(welcome["redirect_uri"], format!("{PUBLIC}/microsoftgraph"));
    town.client()
        .post("/set-up", form(&town.code))
        .await
        .refused(409, "set_up_done");
}

#[tokio::test]
async fn two_first_administrators_at_once_are_one() {
    let town = Town::new().await;
    let clients: Vec<Client> = (0..4).map(|_| town.client()).collect();
    let posts = clients.iter().enumerate().map(|(n, client)| {
        let form = json!({
            "code": town.code, "name": "Mark", "address": format!("mark{n}@contoso.nl"),
            "password": PASSWORD,
        });
        client.post("/set-up", form)
    });
    let answers = futures_util::future::join_all(posts).await;
    let made = answers.iter().filter(|a| a.status == 201).count();
    assert_eq!(made, 1);
}

#[tokio::test]
async fn guessing_the_set_up_code_is_slowed_down() {
    let town = Town::new().await;
    let client = town.client();
    let form = json!({ "code": "X", "name": "M", "address": "m@c.nl", "password": PASSWORD });
    for _ in 0..5 {
        client.post("/set-up", form.clone()).await.expect(422);
    }
    let answer = client.post("/set-up", form).await;
    assert!(answer.headers.contains_key("retry-after"));
    answer.refused(429, "too_many_tries");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_person_look_the_same() {
    let (town, _admin) = Town::with_admin().await;
    let client = town.client();
    let mut wrong = client
        .log_in("mark@contoso.nl", "not the password")
        .await
        .refused(401, "wrong_credentials");
    let mut unknown = client
        .log_in("nobody@contoso.nl", "not the password")
        .await
        .refused(401, "wrong_credentials");
    wrong["request_id"] = Value::Null;
    unknown["request_id"] = Value::Null;
    assert_eq!(wrong, unknown);
}

#[tokio::test]
async fn the_cookie_is_new_at_each_login_and_dead_after_logout() {
    let (town, _admin) = Town::with_admin().await;
    let client = town.client();
    let first = client.log_in("mark@contoso.nl", PASSWORD).await;
    let cookie = first.headers["set-cookie"].to_str().unwrap().to_owned();
    for part in ["__Host-", "Secure", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let second = client.log_in("mark@contoso.nl", PASSWORD).await;
    assert_ne!(second.headers["set-cookie"].to_str().unwrap(), cookie);
    // The first one ended when the second began.
    let old = client
        .request(Method::GET, "/mailboxes")
        .header("cookie", cookie.split(';').next().unwrap());
    let client_without = town.client();
    drop(old);
    let request = client_without
        .request(Method::GET, "/mailboxes")
        .header("cookie", cookie.split(';').next().unwrap());
    client_without
        .finish(request)
        .await
        .refused(401, "not_signed_in");

    let live = second.headers["set-cookie"].to_str().unwrap().to_owned();
    client
        .send(Method::DELETE, "/session", None)
        .await
        .expect(204);
    let request = client_without
        .request(Method::GET, "/mailboxes")
        .header("cookie", live.split(';').next().unwrap());
    client_without
        .finish(request)
        .await
        .refused(401, "not_signed_in");
}

#[tokio::test]
async fn a_session_is_over_after_two_idle_hours_and_after_twelve_in_any_case() {
    for column in ["last_seen_at", "created_at"] {
        let (town, admin) = Town::with_admin().await;
        admin.get("/mailboxes").await.expect(200);
        let hours = if column == "created_at" { 13 } else { 3 };
        town.sql(&format!(
            "update sessions set {column} = {column} - {hours} * 3600000"
        ))
        .await;
        admin.get("/mailboxes").await.refused(401, "not_signed_in");
    }
}

#[tokio::test]
async fn every_error_is_a_problem_with_a_remedy() {
    let (_town, admin) = Town::with_admin().await;
    let huge = "x".repeat(300 * 1024);
    let post = |body: String, kind: &'static str| {
        admin
            .request(Method::POST, "/accounts")
            .header("origin", PUBLIC)
            .header(contract::REQUESTED_BY, contract::PANEL)
            .header("content-type", kind)
            .body(body)
    };
    let deep = "[".repeat(5000);
    for (request, status) in [
        (admin.request(Method::GET, "/nothing/here"), 404),
        (admin.request(Method::GET, "/accounts/not-an-id"), 400),
        (admin.request(Method::GET, "/mailboxes?limit=x"), 400),
        (admin.request(Method::GET, "/mailboxes?unknown=1"), 400),
        (post("{".into(), "application/json"), 400),
        (post("{}".into(), "text/plain"), 415),
        (post(deep, "application/json"), 400),
        (post(huge, "application/json"), 413),
        (post("\u{0}".into(), "application/json"), 400),
    ] {
        let answer = admin.finish(request.header("accept-language", "nl")).await;
        assert_eq!(answer.status, status, "{answer:?}");
        assert_eq!(answer.headers["content-type"], "application/problem+json");
        assert_eq!(answer.headers["content-language"], "nl");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        assert_eq!(answer.headers["cache-control"], "no-store");
        for member in ["type", "title", "remedy", "owner", "code", "request_id"] {
            assert!(answer.body[member].is_string(), "{member} {answer:?}");
        }
    }
    let put = admin.send(Method::PUT, "/accounts", Some(json!({}))).await;
    assert_eq!(put.status, 405);
    assert!(put.body["remedy"].is_string());
}

#[tokio::test]
async fn whoever_is_signed_in_learns_whom_to_ask_and_no_more() {
    let (town, admin) = Town::with_admin().await;
    for (name, role) in [
        ("Sanne", "helpdesk"),
        ("Femke", "admin"),
        ("Joost", "admin"),
    ] {
        let address = format!("{}@contoso.nl", name.to_lowercase());
        let form = json!({ "name": name, "address": address, "role": role,
            "password": PASSWORD });
        admin.post("/people", form).await.expect(201);
    }
    let people = admin.get("/people").await.expect(200);
    let joost = people
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p["name"] == "Joost");
    let joost = joost.unwrap()["id"].as_str().unwrap().to_owned();
    let path = format!("/people/{joost}");
    let off = json!({ "active": false });
    admin
        .send(Method::PATCH, &path, Some(off))
        .await
        .expect(200);

    let helpdesk = town.client();
    helpdesk
        .log_in("sanne@contoso.nl", PASSWORD)
        .await
        .expect(200);
    let named = helpdesk.get("/administrators").await.expect(200);
    let named = named.as_array().unwrap();
    assert_eq!(named.len(), 2, "{named:?}");
    assert_eq!(
        named[1],
        json!({ "name": "Femke", "address": "femke@contoso.nl" })
    );
    helpdesk.get("/people").await.refused(403, "forbidden");
}
