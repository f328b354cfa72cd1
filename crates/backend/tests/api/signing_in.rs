//! Signing in to the panel: guessing, confirming, sessions, invitations, roles.

use crate::support::{Client, PASSWORD, Town};
use reqwest::Method;
use serde_json::{Value, json};

const NEW: &str = "vier losse woorden hier";

async fn invite(admin: &Client, address: &str, role: &str) -> (Value, String) {
    let form = json!({ "address": address, "role": role });
    let made = admin.post("/invitations", form).await.expect(201);
    let link = made["link"].as_str().unwrap();
    let (page, token) = link.split_once('#').unwrap();
    assert!(page.ends_with("/join") && token.len() == 43, "{page}");
    (made["invitation"].clone(), token.to_owned())
}

fn acceptance(token: &str) -> Value {
    json!({ "token": token, "name": "Sanne de Vries", "password": NEW })
}

async fn make_old(town: &Town) {
    town.sql("update sessions set confirmed_at = confirmed_at - 660000")
        .await;
}

#[tokio::test]
async fn guessing_one_persons_password_makes_that_name_wait() {
    let (town, _admin) = Town::with_admin().await;
    let client = town.client();
    for address in ["mark@contoso.nl", "nobody@contoso.nl"] {
        for _ in 0..5 {
            let answer = client.log_in(address, "not the password").await;
            answer.refused(401, "wrong_credentials");
        }
        // Unknown people wait like known ones, and the right password too.
        let answer = client.log_in(address, PASSWORD).await;
        let seconds: u64 = answer.headers["retry-after"]
            .to_str()
            .unwrap()
            .parse()
            .unwrap();
        assert!((1..=60).contains(&seconds));
        answer.refused(429, "too_many_tries");
    }
    client
        .log_in("sanne@contoso.nl", "not the password")
        .await
        .refused(401, "wrong_credentials");
}

#[tokio::test]
async fn guessing_from_one_address_makes_that_address_wait() {
    let town = Town::with_flags(&["--trusted-proxies", "127.0.0.0/8,::1/128"]).await;
    town.first_admin().await;
    let client = town.client();
    let try_from = async |chain: &str, name: &str| {
        let form = json!({ "address": format!("{name}@contoso.nl"), "password": "wrong" });
        let request = client
            .write(Method::POST, "/session", form)
            .header("x-forwarded-for", chain);
        client.finish(request).await.status.as_u16()
    };
    for n in 0..20 {
        // What the client itself writes, on the left, makes nobody else of it.
        let chain = format!("198.51.100.{n}, 203.0.113.9");
        assert_eq!(try_from(&chain, &format!("a{n}")).await, 401);
    }
    assert_eq!(try_from("203.0.113.9", "b").await, 429);
    assert_eq!(try_from("1.2.3.4, 203.0.113.9", "c").await, 429);
    assert_eq!(try_from("203.0.113.10", "d").await, 401);
}

#[tokio::test]
async fn nobody_but_a_trusted_proxy_says_where_a_request_comes_from() {
    let (town, _admin) = Town::with_admin().await;
    let client = town.client();
    let mut last = 0;
    for n in 0..21 {
        let form = json!({ "address": format!("a{n}@contoso.nl"), "password": "wrong" });
        let request = client
            .write(Method::POST, "/session", form)
            .header("x-forwarded-for", format!("198.51.100.{n}"));
        last = client.finish(request).await.status.as_u16();
    }
    assert_eq!(last, 429);
}

/// The same work for everybody: the hashes are counted, not the milliseconds.
#[tokio::test]
async fn an_unknown_person_costs_as_much_as_a_known_one() {
    let town = Town::with_flags(&["--metrics-listen", "127.0.0.1:0"]).await;
    let admin = town.first_admin().await;
    let (_, token) = invite(&admin, "sanne@contoso.nl", "helpdesk").await;
    let sanne = town.client();
    let person = sanne
        .post("/invitations/accept", acceptance(&token))
        .await
        .expect(201);
    let path = format!("/people/{}", person["id"].as_str().unwrap());
    admin
        .send(Method::PATCH, &path, Some(json!({ "active": false })))
        .await
        .expect(200);
    let client = town.client();
    // The first unknown person makes the hash that nothing fits.
    client.log_in("first@contoso.nl", "wrong").await.expect(401);
    let mut costs = Vec::new();
    for (address, password) in [
        ("mark@contoso.nl", "not the password"),
        ("nobody@contoso.nl", "not the password"),
        ("sanne@contoso.nl", NEW),
    ] {
        let before = hashes(&town).await;
        let answer = client.log_in(address, password).await;
        answer.refused(401, "wrong_credentials");
        costs.push(hashes(&town).await - before);
    }
    assert_eq!(costs, [1, 1, 1]);
}

async fn hashes(town: &Town) -> u64 {
    let counts = town.counts().await;
    let line = counts
        .lines()
        .find_map(|line| line.strip_prefix("imagecapture_password_hashes_total "));
    line.unwrap().parse().unwrap()
}

#[tokio::test]
async fn common_passwords_are_refused() {
    let (_town, admin) = Town::with_admin().await;
    for password in ["Welkom2024!!", "passwordpassword", "sanne.devries1990"] {
        let form = json!({
            "name": "Sanne de Vries", "address": "sanne.devries@contoso.nl", "role": "helpdesk",
            "password": password,
        });
        let refused = admin.post("/people", form).await.refused(422, "invalid");
        assert_eq!(
            refused["errors"],
            json!([{ "field": "password", "invalid": "too_common" }]),
            "{password}"
        );
    }
}

#[tokio::test]
async fn what_is_far_reaching_asks_for_the_password_again() {
    let (town, admin) = Town::with_admin().await;
    let form = json!({ "name": "Import", "purposes": ["import"] });
    // The sign-in was a moment ago: nothing more is asked.
    admin.post("/job-keys", form.clone()).await.expect(201);
    make_old(&town).await;
    admin
        .post("/job-keys", form.clone())
        .await
        .refused(403, "confirm_password");
    let wrong = json!({ "password": "not the password" });
    admin
        .post("/session/confirm", wrong)
        .await
        .refused(422, "password_wrong");
    admin
        .post("/job-keys", form.clone())
        .await
        .refused(403, "confirm_password");
    let before = admin.cookie();
    let confirmed = admin
        .post("/session/confirm", json!({ "password": PASSWORD }))
        .await
        .expect(200);
    assert!(confirmed["until"].is_string());
    assert_ne!(admin.cookie(), before, "the token is new");
    admin.post("/job-keys", form).await.expect(201);
    // The old token opens nothing.
    let stale = town.client();
    stale.keep_cookie(&before);
    stale.get("/mailboxes").await.refused(401, "not_signed_in");
}

/// A consent that began before a confirmation goes on after it: it is bound to
/// the session, not to the token.
#[tokio::test]
async fn a_consent_survives_a_confirmation() {
    let (town, admin) = Town::with_admin().await;
    let account = admin.register(crate::support::contoso()).await;
    let started = admin.start_consent(&account).await;
    admin
        .post("/session/confirm", json!({ "password": PASSWORD }))
        .await
        .expect(200);
    let way_back = town
        .at_microsoft(&started, crate::support::SERVICE, "accept")
        .await;
    let form = crate::support::finish_form(&started, &way_back);
    let consent = admin.post("/consents/finish", form).await.expect(200);
    assert_eq!(consent["state"], "completed", "{consent}");
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    let (town, admin) = Town::with_admin().await;
    let phone = town.client();
    let form = json!({ "address": "mark@contoso.nl", "password": PASSWORD });
    let request = phone
        .write(Method::POST, "/session", form)
        .header("user-agent", "Phone");
    phone.finish(request).await.expect(200);
    let sessions = admin.get("/sessions").await.expect(200);
    let sessions = sessions.as_array().unwrap();
    assert_eq!(sessions.len(), 2);
    let other = sessions.iter().find(|s| s["this"] == false).unwrap();
    assert_eq!(other["agent"], "Phone");
    assert_eq!(other["from"], "127.0.0.1");
    let path = format!("/sessions/{}", other["id"].as_str().unwrap());
    admin.send(Method::DELETE, &path, None).await.expect(204);
    phone.get("/mailboxes").await.refused(401, "not_signed_in");
    // All others, at once.
    phone.log_in("mark@contoso.nl", PASSWORD).await.expect(200);
    admin
        .send(Method::DELETE, "/sessions", None)
        .await
        .expect(204);
    phone.get("/mailboxes").await.refused(401, "not_signed_in");
    admin.get("/mailboxes").await.expect(200);
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    let (town, admin) = Town::with_admin().await;
    let other = town.client();
    other.log_in("mark@contoso.nl", PASSWORD).await.expect(200);
    let form = |current: &str, new: &str| json!({ "current": current, "new": new });
    admin
        .post("/session/password", form("not the password", NEW))
        .await
        .refused(422, "password_wrong");
    admin
        .post("/session/password", form(PASSWORD, "passwordpassword"))
        .await
        .refused(422, "invalid");
    let before = admin.cookie();
    admin
        .post("/session/password", form(PASSWORD, NEW))
        .await
        .expect(204);
    assert_ne!(admin.cookie(), before);
    admin.get("/mailboxes").await.expect(200);
    other.get("/mailboxes").await.refused(401, "not_signed_in");
    other
        .log_in("mark@contoso.nl", PASSWORD)
        .await
        .refused(401, "wrong_credentials");
    other.log_in("mark@contoso.nl", NEW).await.expect(200);
}

#[tokio::test]
async fn an_invitation_lets_one_person_in_once() {
    let (town, admin) = Town::with_admin().await;
    let (invitation, token) = invite(&admin, "sanne@contoso.nl", "helpdesk").await;
    let open = admin.get("/invitations").await.expect(200);
    assert_eq!(open, json!([invitation]));
    assert!(
        !town
            .written()
            .await
            .windows(43)
            .any(|w| w == token.as_bytes())
    );

    let guest = town.client();
    let read = json!({ "token": token });
    let shown = guest.post("/invitations/read", read).await.expect(200);
    assert_eq!(shown["address"], "sanne@contoso.nl");
    assert_eq!(shown["invited_by"], "Mark Bakker");
    let mut short = acceptance(&token);
    short["password"] = "short".into();
    guest
        .post("/invitations/accept", short)
        .await
        .refused(422, "invalid");

    // Twice at once: one person, one success.
    let (one, two) = (town.client(), town.client());
    let (a, b) = tokio::join!(
        one.post("/invitations/accept", acceptance(&token)),
        two.post("/invitations/accept", acceptance(&token)),
    );
    let mut answers = [(a.status.as_u16(), &one), (b.status.as_u16(), &two)];
    answers.sort_by_key(|(status, _)| *status);
    assert_eq!(answers[0].0, 201);
    assert!(
        answers[1].0 == 404 || answers[1].0 == 409,
        "{answers:?}",
        answers = answers[1].0
    );
    answers[0].1.get("/mailboxes").await.expect(200);
    answers[0]
        .1
        .get("/accounts")
        .await
        .refused(403, "forbidden");
    guest
        .post("/invitations/accept", acceptance(&token))
        .await
        .refused(404, "invitation_over");
    guest.log_in("sanne@contoso.nl", NEW).await.expect(200);
}

#[tokio::test]
async fn an_invitation_that_was_taken_back_or_got_old_opens_nothing() {
    let (town, admin) = Town::with_admin().await;
    let guest = town.client();
    let (invitation, token) = invite(&admin, "sanne@contoso.nl", "admin").await;
    let path = format!("/invitations/{}", invitation["id"].as_str().unwrap());
    admin.send(Method::DELETE, &path, None).await.expect(204);
    guest
        .post("/invitations/accept", acceptance(&token))
        .await
        .refused(404, "invitation_over");
    admin
        .send(Method::DELETE, &path, None)
        .await
        .refused(404, "not_found");

    let (_, first) = invite(&admin, "sanne@contoso.nl", "admin").await;
    let (_, second) = invite(&admin, "sanne@contoso.nl", "helpdesk").await;
    guest
        .post("/invitations/accept", acceptance(&first))
        .await
        .refused(404, "invitation_over");
    town.sql("update invitations set expires_at = 1").await;
    guest
        .post("/invitations/accept", acceptance(&second))
        .await
        .refused(404, "invitation_over");
    assert_eq!(admin.get("/invitations").await.expect(200), json!([]));
    // Who has access already needs none.
    let form = json!({ "address": "mark@contoso.nl", "role": "helpdesk" });
    admin
        .post("/invitations", form)
        .await
        .refused(409, "already_exists");
}

#[tokio::test]
async fn roles_change_at_once_and_the_last_administrator_stays() {
    let (town, admin) = Town::with_admin().await;
    let me = admin.get("/welcome").await.expect(200)["person"].clone();
    let mine = format!("/people/{}", me["id"].as_str().unwrap());
    for change in [json!({ "role": "helpdesk" }), json!({ "active": false })] {
        admin
            .send(Method::PATCH, &mine, Some(change))
            .await
            .refused(409, "last_admin");
    }
    let (_, token) = invite(&admin, "sanne@contoso.nl", "admin").await;
    let sanne = town.client();
    let person = sanne
        .post("/invitations/accept", acceptance(&token))
        .await
        .expect(201);
    let path = format!("/people/{}", person["id"].as_str().unwrap());
    // Each takes the other's role away at the same time: one of them stays.
    let lower = || Some(json!({ "role": "helpdesk" }));
    let (a, b) = tokio::join!(
        admin.send(Method::PATCH, &path, lower()),
        sanne.send(Method::PATCH, &mine, lower()),
    );
    let done = [&a, &b]
        .iter()
        .filter(|answer| answer.status == 200)
        .count();
    assert_eq!(done, 1, "{a:?} {b:?}");
    let loser = if a.status == 200 { &sanne } else { &admin };
    loser.get("/mailboxes").await.refused(401, "not_signed_in");
}

/// Who reads the database finds nothing that opens a session (fault 35).
#[tokio::test]
async fn a_stolen_database_opens_no_session() {
    let (town, admin) = Town::with_admin().await;
    let cookie = admin.cookie();
    let (_, token) = cookie.split_once('=').unwrap();
    let written = town.written().await;
    assert!(!written.windows(token.len()).any(|w| w == token.as_bytes()));
    // A token that somebody else chose is never taken over (fixation).
    let victim = town.client();
    victim.keep_cookie("__Host-imagecapture=chosen-by-somebody-else");
    victim.log_in("mark@contoso.nl", PASSWORD).await.expect(200);
    assert!(!victim.cookie().contains("chosen"));
}
