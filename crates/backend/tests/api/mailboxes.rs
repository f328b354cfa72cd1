//! Lights, verdicts and test mail, each by what a mailbox really can do.

use crate::support::{CLIENT, Client, SERVICE, Town, contoso, eventually, light};
use reqwest::Method;
use serde_json::{Value, json};

const MAILBOX: &str = "facturen@contoso.nl";

/// Takes or gives an Exchange right of the service person.
async fn right(town: &Town, what: &str, right: &str) {
    let body = json!({ "mailbox": MAILBOX, "person": SERVICE, "right": right });
    town.control(&format!("rights/{what}"), body).await;
}

/// Everything in the mailbox, as its owner would see it.
async fn contents(town: &Town, mailbox: &str) -> Vec<String> {
    let state = town.ask_microsoft("state").await;
    let text = state.to_string();
    // Subjects of ours, wherever they lie.
    let mut found = Vec::new();
    for mark in ["ImageCapture mail link proof", "Testmail ["] {
        if text.contains(mark) {
            found.push(format!("{mark} in {mailbox}"));
        }
    }
    found
}

async fn proved(admin: &Client) -> Value {
    let mailbox = admin.prove(MAILBOX, "full").await;
    for ability in ["sign_in", "read", "modify", "move"] {
        assert_eq!(light(&mailbox, ability), "green", "{mailbox}");
    }
    mailbox
}

#[tokio::test]
async fn adding_a_mailbox_checks_it_and_the_full_proof_leaves_no_trace() {
    let (town, admin, account) = Town::with_account().await;
    let mailbox = admin.add_mailbox(&account, MAILBOX).await;
    assert_eq!(light(&mailbox, "sign_in"), "green");
    assert_eq!(light(&mailbox, "read"), "green");
    assert_eq!(light(&mailbox, "modify"), Value::Null);
    assert_eq!(mailbox["verdict"]["state"], "idle");
    assert_eq!(mailbox["verdict"]["ability"], "modify");
    proved(&admin).await;
    assert_eq!(contents(&town, MAILBOX).await, Vec::<String>::new());
}

#[tokio::test]
async fn the_last_two_weeks_are_told_day_by_day() {
    let (town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let days = async || {
        let mailbox = admin
            .get(&format!("/mailboxes/{MAILBOX}"))
            .await
            .expect(200);
        mailbox["days"].as_str().unwrap().to_owned()
    };
    assert_eq!(days().await, "-------------g");
    right(&town, "take", "full_access").await;
    admin.prove(MAILBOX, "check").await;
    assert_eq!(days().await, "-------------b", "one refusal is enough");
    let earlier = async |by: i64| {
        let sql = format!("update mailboxes set days_last = days_last - {by}");
        town.sql(&sql).await;
    };
    earlier(3).await;
    assert_eq!(days().await, "----------b---");
    right(&town, "give", "full_access").await;
    admin.prove(MAILBOX, "check").await;
    assert_eq!(days().await, "----------b--g");
    earlier(14).await;
    assert_eq!(days().await, "--------------");
    admin.prove(MAILBOX, "check").await;
    assert_eq!(days().await, "-------------g", "what is older is forgotten");
    // The list tells the same.
    let list = admin.get("/mailboxes").await.expect(200);
    assert_eq!(list["items"][0]["days"], "-------------g");
}

#[tokio::test]
async fn the_round_trip_arrives_turns_everything_green_and_cleans_up() {
    let (town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    proved(&admin).await;
    let mail = admin.test_mail(MAILBOX, MAILBOX, &["arrived"]).await;
    assert_eq!(mail["round_trip"], true);
    assert!(mail["accepted_at"].is_string() && mail["arrived_at"].is_string());
    assert!(mail["microsoft"]["request_id"].is_string());
    let mailbox = eventually(async || {
        let mailbox = admin.settled(MAILBOX).await;
        (mailbox["verdict"]["state"] == "ok").then_some(mailbox)
    })
    .await;
    for ability in ["send", "sent_items"] {
        assert_eq!(light(&mailbox, ability), "green");
    }
    eventually(async || contents(&town, MAILBOX).await.is_empty().then_some(())).await;
}

#[tokio::test]
async fn a_mail_to_somebody_else_is_accepted_and_that_is_all_one_can_know() {
    let (_town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let mail = admin
        .test_mail(MAILBOX, "iemand@example.com", &["accepted"])
        .await;
    assert_eq!(mail["round_trip"], false);
    assert!(mail["arrived_at"].is_null());
    let list = format!("/mailboxes/{MAILBOX}/test-mails");
    let list = admin.get(&list).await.expect(200);
    assert_eq!(list[0]["id"], mail["id"]);
}

#[tokio::test]
async fn a_mailbox_without_rights_is_red_beside_one_with_rights() {
    let (town, admin, account) = Town::with_account().await;
    right(&town, "take", "full_access").await;
    let mailbox = admin.add_mailbox(&account, MAILBOX).await;
    assert_eq!(light(&mailbox, "sign_in"), "green");
    assert_eq!(light(&mailbox, "read"), "red");
    assert_eq!(mailbox["verdict"]["state"], "bad");
    assert_eq!(mailbox["verdict"]["cause"], "no_mailbox_access");
    let read = &mailbox["lights"][1];
    assert_eq!(read["microsoft"]["code"], "ErrorItemNotFound");
    assert!(read["microsoft"]["request_id"].is_string());
    let own = admin.add_mailbox(&account, SERVICE).await;
    assert_eq!(light(&own, "read"), "green");

    right(&town, "give", "full_access").await;
    proved(&admin).await;
}

/// A mail that was refused for want of access says nothing any more once the
/// mailbox can be opened; whether it can be sent from is then not known.
#[tokio::test]
async fn access_that_came_disproves_what_was_refused_for_want_of_it() {
    let (town, admin, account) = Town::with_account().await;
    right(&town, "take", "full_access").await;
    admin.add_mailbox(&account, MAILBOX).await;
    admin.test_mail(MAILBOX, MAILBOX, &["failed"]).await;
    let mailbox = eventually(async || {
        let mailbox = admin.settled(MAILBOX).await;
        (light(&mailbox, "send") == "red").then_some(mailbox)
    })
    .await;
    assert_eq!(mailbox["verdict"]["cause"], "no_mailbox_access");

    right(&town, "give", "full_access").await;
    let mailbox = admin.prove(MAILBOX, "check").await;
    assert_eq!(light(&mailbox, "read"), "green");
    assert_eq!(light(&mailbox, "send"), Value::Null, "{mailbox}");
    assert_eq!(mailbox["verdict"]["state"], "idle", "{mailbox}");
    let listed = admin.get("/mailboxes").await.expect(200);
    assert_eq!(listed["items"][0], mailbox);
    let script = json!({ "addresses": [MAILBOX] });
    let script = admin.post("/rights-script", script).await.expect(409);
    assert_eq!(script["code"], "nothing_missing");
    // Every raw result is kept, though.
    let results = format!("/mailboxes/{MAILBOX}/results");
    let results = admin.get(&results).await.expect(200);
    let refused = |one: &&Value| one["ability"] == "send" && one["state"] == "red";
    assert!(results.as_array().unwrap().iter().any(|one| refused(&one)));
}

#[tokio::test]
async fn each_mailbox_that_is_none_says_which_kind_of_none() {
    let (town, admin, account) = Town::with_account().await;
    let unknown = admin.add_mailbox(&account, "bestaat.niet@contoso.nl").await;
    assert_eq!(unknown["verdict"]["cause"], "mailbox_unknown");
    for kind in ["unlicensed", "on-premises"] {
        let body = json!({ "mailbox": MAILBOX, "kind": kind });
        town.control("mailboxes/kind", body).await;
        let path = format!("/mailboxes/{MAILBOX}");
        let _ = admin.send(Method::DELETE, &path, None).await;
        let mailbox = admin.add_mailbox(&account, MAILBOX).await;
        assert_eq!(mailbox["verdict"]["cause"], "mailbox_not_online", "{kind}");
    }
}

#[tokio::test]
async fn sending_without_send_as_is_refused_and_turns_its_light_red() {
    let (town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    right(&town, "take", "send_as").await;
    let mail = admin.test_mail(MAILBOX, MAILBOX, &["failed"]).await;
    assert_eq!(mail["cause"], "send_as_denied");
    // The mail is judged first, then its mailbox.
    let mailbox = crate::support::eventually(async || {
        let mailbox = admin.settled(MAILBOX).await;
        mailbox["verdict"]["cause"].is_string().then_some(mailbox)
    })
    .await;
    assert_eq!(light(&mailbox, "send"), "red");
    // The verdict follows the light by a moment.
    eventually(async || {
        let mailbox = admin.settled(MAILBOX).await;
        (mailbox["verdict"]["cause"] == "send_as_denied").then_some(())
    })
    .await;
}

#[tokio::test]
async fn no_answer_while_sending_is_unknown_and_never_sent_again() {
    let (town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    town.control("faults", json!({ "endpoint": "sendMail", "cut": "after" }))
        .await;
    let mail = admin.test_mail(MAILBOX, MAILBOX, &["unknown"]).await;
    assert_eq!(mail["cause"], "send_unknown");
    let mailbox = admin.settled(MAILBOX).await;
    assert_eq!(light(&mailbox, "send"), Value::Null);
    let sent = town.ask_microsoft("requests?path=sendMail").await;
    assert_eq!(sent["requests"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn microsoft_away_is_neither_green_nor_red() {
    let (town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    for fault in [
        json!({ "endpoint": "graph", "status": 503 }),
        json!({ "endpoint": "graph", "status": 429, "retry_after": 3 }),
        json!({ "endpoint": "graph", "cut": "before" }),
    ] {
        town.control("faults", fault.clone()).await;
        let mailbox = admin.prove(MAILBOX, "check").await;
        assert_eq!(light(&mailbox, "read"), "unknown", "{fault}");
        assert_ne!(mailbox["verdict"]["state"], "bad", "{fault}");
    }
    let mailbox = admin.prove(MAILBOX, "check").await;
    assert_eq!(light(&mailbox, "read"), "green");
}

#[tokio::test]
async fn whether_microsoft_answers_is_known_from_the_last_call() {
    let (town, admin) = Town::with_admin().await;
    // None was made yet.
    assert_eq!(
        admin.get("/microsoft").await.expect(200)["last"],
        Value::Null
    );
    let account = admin.register(contoso()).await;
    town.consent(&admin, &account, SERVICE).await;
    admin.add_mailbox(&account, MAILBOX).await;
    let reach = admin.get("/microsoft").await.expect(200);
    assert_eq!(reach["last"]["answered"], true, "{reach}");
    assert!(reach["last"]["took_ms"].as_u64().unwrap() < 20_000);
    // A refusal is an answer; silence is none.
    for (fault, answered) in [
        (json!({ "endpoint": "graph", "status": 503 }), true),
        (json!({ "endpoint": "graph", "cut": "before" }), false),
    ] {
        town.control("faults", fault.clone()).await;
        admin.prove(MAILBOX, "check").await;
        let reach = admin.get("/microsoft").await.expect(200);
        assert_eq!(reach["last"]["answered"], answered, "{fault} {reach}");
    }
}

/// Graph refuses the token of calls about the mailbox.
async fn refuse_token(town: &Town, how_long: Value) {
    let mut order = json!({ "endpoint": "graph", "mailbox": MAILBOX, "status": 401,
        "code": "InvalidAuthenticationToken" });
    let how_long = how_long.as_object().unwrap().clone();
    order.as_object_mut().unwrap().extend(how_long);
    town.control("faults", order).await;
}

#[tokio::test]
async fn a_refused_token_is_replaced_by_another_before_the_mailbox_is_judged() {
    for kind in ["check", "full"] {
        let (town, admin, account) = Town::with_account().await;
        admin.add_mailbox(&account, MAILBOX).await;
        let before = town.token_calls().await;
        refuse_token(&town, json!({ "times": 1 })).await;
        let mailbox = admin.prove(MAILBOX, kind).await;
        assert_eq!(light(&mailbox, "read"), "green", "{kind}: {mailbox}");
        assert_ne!(mailbox["verdict"]["state"], "bad", "{kind}: {mailbox}");
        assert_eq!(town.token_calls().await, before + 1, "{kind}");

        // Where another one is refused too, it is not the token's fault; and the
        // one of others is left alone.
        refuse_token(&town, json!({ "seconds": 600 })).await;
        let mailbox = admin.prove(MAILBOX, kind).await;
        assert_eq!(mailbox["verdict"]["cause"], "token_refused", "{kind}");
        assert_eq!(town.token_calls().await, before + 1, "{kind}");
    }
}

#[tokio::test]
async fn what_is_wrong_behind_a_refused_token_is_what_the_mailbox_says() {
    let town = Town::new().await;
    // Ended when it is given, and we do not know.
    let ended = json!({ "access_token_seconds": 0 });
    town.control("switches", ended).await;
    let (town, admin, account) = town.connected().await;
    town.control("apps/disable", json!({ "client_id": CLIENT }))
        .await;
    let mailbox = admin.add_mailbox(&account, MAILBOX).await;
    assert_eq!(light(&mailbox, "sign_in"), "red", "{mailbox}");
    assert_eq!(mailbox["verdict"]["cause"], "app_disabled", "{mailbox}");
}

#[tokio::test]
async fn a_mail_that_is_late_is_found_after_a_restart() {
    let (mut town, mut admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    town.control("mail/delay", json!({ "seconds": 3 })).await;
    let mail = admin.test_mail(MAILBOX, MAILBOX, &["accepted"]).await;
    town.restart();
    admin.moved_to(&town);
    let path = format!("/test-mails/{}", mail["id"].as_str().unwrap());
    eventually(async || {
        let mail = admin.get(&path).await.expect(200);
        (mail["state"] == "arrived").then_some(())
    })
    .await;
}

#[tokio::test]
async fn the_list_filters_counts_and_pages() {
    let (town, admin, account) = Town::with_account().await;
    right(&town, "take", "full_access").await;
    for address in [MAILBOX, "scan.utrecht@contoso.nl", SERVICE] {
        admin.add_mailbox(&account, address).await;
    }
    let all = admin.get("/mailboxes").await.expect(200);
    assert_eq!(
        all["counts"],
        json!({ "ok": 0, "warn": 0, "bad": 1, "idle": 2 })
    );
    assert_eq!(all["items"][0]["address"], MAILBOX, "the most urgent first");
    assert!(all["next"].is_null());

    let bad = admin.get("/mailboxes?verdict=bad").await.expect(200);
    assert_eq!(bad["items"].as_array().unwrap().len(), 1);
    let found = admin.get("/mailboxes?q=UTRECHT").await.expect(200);
    assert_eq!(found["items"][0]["address"], "scan.utrecht@contoso.nl");
    assert_eq!(found["counts"]["idle"], 1);
    // What looks like a pattern is only text.
    for q in ["%25", "_", "%5C"] {
        let none = admin.get(&format!("/mailboxes?q={q}")).await.expect(200);
        assert_eq!(none["items"], json!([]), "{q}");
    }

    let cause = json!([{
        "cause": "no_mailbox_access", "state": "bad", "mailboxes": 1, "account_id": account,
    }]);
    assert_eq!(all["causes"], cause);
    let by_cause = admin
        .get("/mailboxes?cause=no_mailbox_access")
        .await
        .expect(200);
    assert_eq!(by_cause["items"].as_array().unwrap().len(), 1);
    assert_eq!(by_cause["counts"]["idle"], 0);
    let none = admin.get("/mailboxes?cause=throttled").await.expect(200);
    assert_eq!(none["items"], json!([]));
    assert_eq!(none["causes"], cause, "its own filter does not hide it");
    let import = admin.get("/mailboxes?purpose=import").await.expect(200);
    assert_eq!(import["items"].as_array().unwrap().len(), 3);
    let other = uuid(&account);
    let path = format!("/mailboxes?account={other}");
    assert_eq!(admin.get(&path).await.expect(200)["counts"]["bad"], 0);
    for bad in ["after=nonsense", "cause=nonsense", "sort=nonsense", "q=%00"] {
        let answer = admin.get(&format!("/mailboxes?{bad}")).await;
        answer.refused(400, "malformed");
    }
}

/// An id that nothing has.
fn uuid(id: &str) -> String {
    let last = if id.ends_with('0') { "1" } else { "0" };
    [&id[..id.len() - 1], last].concat()
}

#[tokio::test]
async fn every_order_pages_through_the_whole_list_both_ways() {
    let (town, admin, account) = Town::with_account().await;
    right(&town, "take", "full_access").await;
    for address in ["scan.utrecht@contoso.nl", MAILBOX, SERVICE] {
        admin.add_mailbox(&account, address).await;
    }
    let walk = async |order: &str| {
        let mut seen = Vec::new();
        let mut path = format!("/mailboxes?limit=1&sort={order}");
        loop {
            let page = admin.get(&path).await.expect(200);
            seen.push(page["items"][0]["address"].as_str().unwrap().to_owned());
            assert_eq!(page["counts"]["idle"], 2);
            match page["next"].as_str() {
                Some(next) => path = format!("/mailboxes?limit=1&sort={order}&after={next}"),
                None => return seen,
            }
        }
    };
    let utrecht = "scan.utrecht@contoso.nl";
    for (order, expected) in [
        ("urgency", [MAILBOX, SERVICE, utrecht]),
        ("name", [MAILBOX, SERVICE, utrecht]),
        ("address", [MAILBOX, SERVICE, utrecht]),
        ("tested", [utrecht, MAILBOX, SERVICE]),
    ] {
        let there = walk(order).await;
        assert_eq!(there, expected, "{order}");
        let mut back = walk(&format!("-{order}")).await;
        back.reverse();
        assert_eq!(back, there, "-{order}");
    }
    // A cursor of one order means nothing in another.
    let page = admin.get("/mailboxes?limit=1&sort=name").await.expect(200);
    let next = page["next"].as_str().unwrap();
    let answer = admin
        .get(&format!("/mailboxes?sort=urgency&after={next}"))
        .await;
    answer.refused(400, "malformed");
}

#[tokio::test]
async fn what_is_filtered_comes_as_a_file_for_a_spreadsheet_and_is_logged() {
    let (town, admin, account) = Town::with_account().await;
    for (address, name) in [(MAILBOX, "=Facturen;\"inkoop\""), (SERVICE, "Dienst")] {
        let form = json!({ "account_id": account, "address": address, "name": name,
            "purposes": ["import"] });
        admin.post("/mailboxes", form).await.expect(201);
        admin.settled(address).await;
    }
    admin.prove(MAILBOX, "full").await;
    let export = async |client: &Client, query: &str| {
        let path = format!("/mailboxes/export?{query}");
        let response = client.request(Method::GET, &path).send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        // As bytes: reading it as text would take the mark away.
        let bytes = response.bytes().await.unwrap().to_vec();
        (status, headers, String::from_utf8(bytes).unwrap())
    };
    let (status, headers, text) = export(&admin, "lang=nl&sort=address&q=facturen").await;
    assert_eq!(status, 200);
    assert_eq!(headers["content-type"], "text/csv; charset=utf-8");
    let text = text.strip_prefix('\u{feff}').unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert!(lines[0].starts_with("E-mailadres;Naam;Graph-account;Waarvoor;Status;Oorzaak;"));
    // No formula, and no column more than there is.
    assert!(lines[1].starts_with("facturen@contoso.nl;\"'=Facturen;\"\"inkoop\"\"\";"));
    assert!(
        lines[1].ends_with(";ja;ja;ja;ja;niet nodig;niet nodig"),
        "{text}"
    );
    let all = export(&admin, "sort=-address").await.2;
    let addresses = all
        .lines()
        .skip(1)
        .map(|line| line.split(';').next().unwrap());
    let mut sorted: Vec<&str> = addresses.clone().collect();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    assert_eq!(addresses.collect::<Vec<_>>(), sorted);
    assert_eq!(sorted.len(), 2);
    assert!(
        all.contains(";Status;Cause;"),
        "English, where nothing is said"
    );

    let details = town
        .rows("select detail from audit where action = 'export' order by seq")
        .await;
    assert_eq!(details, ["1 mailboxes", "2 mailboxes"]);
    assert_eq!(export(&admin, "q=%00").await.0, 400);
    assert_eq!(export(&admin, "columns=all").await.0, 400);
}
