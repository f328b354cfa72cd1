//! Secrets: the calendar, the next one beside the current, swap, fallback.

use crate::support::commands::{job_key, token};
use crate::support::{CLIENT, Client, PASSWORD, SECRET, Town, contoso};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

pub(crate) const MAILBOX: &str = "facturen@contoso.nl";

/// A further secret at Microsoft.
pub(crate) async fn at_microsoft(town: &Town) -> (String, String) {
    let order = json!({ "client_id": CLIENT, "expires": "+700d" });
    let made = town.control("secrets/add", order).await;
    let text = |name: &str| made[name].as_str().unwrap().to_owned();
    (text("value"), text("secret_id"))
}

pub(crate) async fn save_next(
    admin: &Client,
    account: &str,
    value: &str,
) -> crate::support::Answer {
    let form = json!({ "client_secret": value, "secret_expires": "2098-06-30" });
    let path = format!("/accounts/{account}/secret/next");
    admin.send(Method::PUT, &path, Some(form)).await
}

pub(crate) async fn verb(admin: &Client, account: &str, verb: &str) -> crate::support::Answer {
    let path = format!("/accounts/{account}/secret/{verb}");
    admin.send(Method::POST, &path, None).await
}

async fn forget(admin: &Client, account: &str, slot: &str) -> crate::support::Answer {
    let path = format!("/accounts/{account}/secret/{slot}");
    admin.send(Method::DELETE, &path, None).await
}

#[tokio::test]
async fn the_next_secret_is_proved_swapped_and_the_old_one_reminds_until_it_is_removed() {
    let (mut town, mut admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let job = job_key(&admin).await;
    let (next, _) = at_microsoft(&town).await;
    let shown = save_next(&admin, &account, &next).await.expect(200);
    assert_eq!(shown["secret"]["expires"], "2099-01-01", "not in use yet");
    assert_eq!(shown["next_secret"]["hint"], "sim");
    assert!(shown["next_secret"]["proved_at"].is_string());
    let swapped = verb(&admin, &account, "swap").await.expect(200);
    assert_eq!(swapped["secret"]["expires"], "2098-06-30");
    assert!(swapped["next_secret"].is_null());
    assert_eq!(swapped["previous_secret"]["hint"], "cnt");
    // A rotation is followed by full proofs.
    let runs = admin.get("/runs").await.expect(200);
    assert_eq!(
        (&runs[0]["reason"], &runs[0]["kind"]),
        (&json!("secret"), &json!("full"))
    );
    town.refreshes(&job, MAILBOX).await;
    admin.moved_to(&town);
    forget(&admin, &account, "previous").await.expect(204);
    let path = format!("/accounts/{account}");
    assert!(admin.get(&path).await.expect(200)["previous_secret"].is_null());
    verb(&admin, &account, "back")
        .await
        .refused(409, "no_previous_secret");
    forget(&admin, &account, "previous")
        .await
        .refused(409, "no_previous_secret");
}

#[tokio::test]
async fn what_microsoft_refuses_is_never_put_in_use() {
    let (town, admin, account) = Town::with_account().await;
    let wrong = "abc8Q~is.not.a.secret.of.this.app.at.all1";
    save_next(&admin, &account, wrong)
        .await
        .refused(422, "secret_wrong");
    save_next(&admin, &account, "")
        .await
        .refused(422, "invalid");
    let id = "c9f0f895-fb98-4b91-9d1a-7f3b52e1c0aa";
    save_next(&admin, &account, id)
        .await
        .refused(422, "invalid");
    verb(&admin, &account, "swap")
        .await
        .refused(409, "no_next_secret");
    forget(&admin, &account, "next")
        .await
        .refused(409, "no_next_secret");
    // Removed at Microsoft between saving and swapping.
    let (next, id) = at_microsoft(&town).await;
    save_next(&admin, &account, &next).await.expect(200);
    let order = json!({ "client_id": CLIENT, "secret_id": id });
    town.control("secrets/remove", order).await;
    verb(&admin, &account, "swap")
        .await
        .refused(422, "secret_wrong");
    let shown = admin.get(&format!("/accounts/{account}")).await.expect(200);
    assert_eq!(shown["secret"]["hint"], "cnt");
    assert_eq!(
        shown["next_secret"]["hint"], "sim",
        "it waits for another try"
    );
    town.control("faults", json!({ "endpoint": "token", "cut": "before" }))
        .await;
    let answer = verb(&admin, &account, "swap").await;
    assert_eq!(answer.status, 502, "{}", answer.body);
    forget(&admin, &account, "next").await.expect(204);
    let nobody = "0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be111";
    verb(&admin, nobody, "swap").await.refused(404, "not_found");
    let refused = town.rows("select hint from secrets").await;
    assert_eq!(refused, ["cnt"]);
}

#[tokio::test]
async fn where_the_new_secret_is_refused_the_old_one_serves_while_it_lives() {
    let (mut town, mut admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let job = job_key(&admin).await;
    let (next, id) = at_microsoft(&town).await;
    save_next(&admin, &account, &next).await.expect(200);
    verb(&admin, &account, "swap").await.expect(200);
    // Somebody removes the wrong one of the two in Entra.
    let order = json!({ "client_id": CLIENT, "secret_id": id });
    town.control("secrets/remove", order).await;
    town.refreshes(&job, MAILBOX).await;
    admin.moved_to(&town);
    let shown = admin.get(&format!("/accounts/{account}")).await.expect(200);
    assert_eq!(shown["secret"]["cause"], "secret_wrong");
    assert!(shown["previous_secret"]["cause"].is_null());
    // And it can be put back for good.
    let back = verb(&admin, &account, "back").await.expect(200);
    assert_eq!(back["secret"]["hint"], "cnt");
    assert!(back["secret"]["cause"].is_null());
    assert!(
        back["previous_secret"].is_null(),
        "a refused one is no fallback"
    );
    town.refreshes(&job, MAILBOX).await;
    admin.moved_to(&town);

    // A fallback that has ended is none.
    let (next, id) = at_microsoft(&town).await;
    save_next(&admin, &account, &next).await.expect(200);
    verb(&admin, &account, "swap").await.expect(200);
    town.sql("update secrets set expires_on = 1 where slot = 'previous'")
        .await;
    let order = json!({ "client_id": CLIENT, "secret_id": id });
    town.control("secrets/remove", order).await;
    town.expire().await;
    let answer = token(&town.client(), &job, MAILBOX).await;
    answer.refused(422, "secret_wrong");
}

#[tokio::test]
async fn kill_9_in_the_middle_of_a_rotation_leaves_one_secret_or_the_other() {
    let (mut town, mut admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let job = job_key(&admin).await;
    for round in 0..crate::survival::rounds(6) {
        let (next, _) = at_microsoft(&town).await;
        save_next(&admin, &account, &next).await.expect(200);
        let path = format!("/accounts/{account}/secret/swap");
        let request = admin.write(Method::POST, &path, Value::Null);
        let (_, ()) = tokio::join!(request.send(), async {
            tokio::time::sleep(Duration::from_millis(round * 7 % 45)).await;
            town.kill();
        });
        town.start();
        admin.moved_to(&town);
        let slots = town.rows("select slot from secrets order by slot").await;
        let whole = [
            ["current", "next"].as_slice(),
            &["current", "previous"],
            &["current", "next", "previous"],
        ];
        assert!(whole.iter().any(|whole| slots == *whole), "{slots:?}");
        town.refreshes(&job, MAILBOX).await;
        admin.moved_to(&town);
    }
    assert!(
        town.command(&["key", "check"])
            .output()
            .unwrap()
            .status
            .success()
    );
}

#[tokio::test]
async fn the_calendar_is_read_with_its_address_only_until_it_is_taken_back() {
    let (town, admin) = Town::with_admin().await;
    let account = admin.register(contoso()).await;
    let list = admin.get("/secret-calendar").await.expect(200);
    assert_eq!(list[0]["expires"], "2099-01-01");
    assert!(list[0]["days_left"].as_i64() > Some(20_000));
    let form = json!({ "name": "Agenda van Mark", "lang": "nl" });
    let made = admin.post("/calendar-feeds", form).await.expect(201);
    let address = made["address"].as_str().unwrap().to_owned();
    let path = address.split_once("/api/v1").unwrap().1.to_owned();
    let read = async || {
        let anybody = town.client();
        let answer = anybody.request(Method::GET, &path).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    let (status, text) = read().await;
    assert_eq!(status, 200);
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n"), "{text}");
    assert!(text.contains("DTSTART;VALUE=DATE:20990101"));
    assert!(text.contains("SUMMARY:Clientsecret van Contoso Scan verloopt"));
    assert!(text.contains("TRIGGER:-P60D") && text.contains(&account));
    assert!(!text.contains(SECRET));
    let feeds = admin.get("/calendar-feeds").await.expect(200);
    assert!(feeds[0]["read_at"].is_string());
    assert!(feeds[0].get("address").is_none());
    // Whoever guesses gets nothing.
    for wrong in [
        "/calendar/x.ics",
        "/calendar/.ics",
        "/calendar/x",
        path.trim_end_matches(".ics"),
    ] {
        town.client().get(wrong).await.refused(404, "not_found");
    }
    // The token lies nowhere in the open.
    let token = path
        .trim_start_matches("/calendar/")
        .trim_end_matches(".ics");
    let written = town.written().await;
    assert!(!written.windows(token.len()).any(|w| w == token.as_bytes()));
    // Whoever may no longer look at accounts reads nothing either.
    town.sql("update people set role = 'helpdesk'").await;
    assert_eq!(read().await.0, 404);
    town.sql("update people set role = 'admin'").await;
    assert_eq!(read().await.0, 200);
    let id = made["feed"]["id"].as_str().unwrap();
    let feed = format!("/calendar-feeds/{id}");
    admin.send(Method::DELETE, &feed, None).await.expect(204);
    assert_eq!(read().await.0, 404);
    admin
        .send(Method::DELETE, &feed, None)
        .await
        .refused(404, "not_found");
    let form = json!({ "name": " ", "lang": "nl" });
    admin
        .post("/calendar-feeds", form)
        .await
        .refused(422, "invalid");
    let form = json!({ "name": "x", "lang": "fr" });
    admin
        .post("/calendar-feeds", form)
        .await
        .refused(400, "malformed");
}

#[tokio::test]
async fn another_persons_feed_is_not_mine_to_take_back() {
    let (town, admin) = Town::with_admin().await;
    let form = json!({ "name": "Agenda", "lang": "en" });
    let made = admin.post("/calendar-feeds", form).await.expect(201);
    let form = json!({ "name": "Eva", "address": "eva@contoso.nl", "role": "admin",
        "password": PASSWORD });
    admin.post("/people", form).await.expect(201);
    let eva = town.client();
    eva.log_in("eva@contoso.nl", PASSWORD).await.expect(200);
    assert_eq!(eva.get("/calendar-feeds").await.expect(200), json!([]));
    let feed = format!("/calendar-feeds/{}", made["feed"]["id"].as_str().unwrap());
    eva.send(Method::DELETE, &feed, None)
        .await
        .refused(404, "not_found");
}
