//! Rehearsals and waves: only what was proved is switched, what fails is put
//! back, and no crash leaves anything between the two.

use crate::runs::done;
use crate::support::commands::{job_key, token};
use crate::support::{Answer, Client, SERVICE, Town, contoso, eventually, postgres, tenants};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Nobody gave our service account a right on it.
const CLOSED: &str = "directie@contoso.nl";

/// A town with so many Exchange accounts that wait.
async fn waiting(count: usize) -> (Town, Client) {
    let (town, admin) = Town::of_tenants(&tenants(count)).await;
    let account = admin.register(contoso()).await;
    let consent = town.consent(&admin, &account, SERVICE).await;
    assert_eq!(consent["state"], "completed", "{consent}");
    let accounts: Vec<Value> = (1..=count).map(|n| exchange(&m(n))).collect();
    hand_over(&admin, accounts).await;
    (town, admin)
}

/// A town with so many Exchange accounts that were rehearsed well.
async fn ready(count: usize) -> (Town, Client) {
    let (town, admin) = waiting(count).await;
    let run = rehearse(&admin).await;
    assert_eq!(run["green"], count, "{run}");
    (town, admin)
}

fn m(n: usize) -> String {
    format!("m{n}@contoso.nl")
}

fn exchange(address: &str) -> Value {
    json!({ "address": address, "purposes": ["import"], "server": "outlook.office365.com" })
}

async fn hand_over(admin: &Client, accounts: Vec<Value>) {
    let form = json!({ "accounts": accounts });
    admin.post("/exchange-accounts", form).await.expect(200);
}

async fn rehearse(admin: &Client) -> Value {
    let path = "/exchange-accounts/rehearsals";
    let rehearsal = admin.post(path, json!({})).await.expect(202);
    done(admin, rehearsal["run"]["id"].as_str().unwrap()).await
}

async fn start(admin: &Client, form: Value) -> String {
    let wave = admin.post("/waves", form).await.expect(202);
    wave["id"].as_str().unwrap().to_owned()
}

async fn wave(admin: &Client, id: &str) -> Value {
    admin.get(&format!("/waves/{id}")).await.expect(200)
}

/// A wave that came to its end.
async fn ended(admin: &Client, id: &str) -> Value {
    let begun = Instant::now();
    loop {
        let wave = wave(admin, id).await;
        if wave["state"] != "running" && wave["switching"] == 0 {
            return wave;
        }
        assert!(begun.elapsed() < Duration::from_secs(90), "{wave}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Waits until a wave has switched so many.
async fn switched(admin: &Client, id: &str, number: u64) {
    let begun = Instant::now();
    while wave(admin, id).await["switched"].as_u64() < Some(number) {
        assert!(begun.elapsed() < Duration::from_secs(90), "it never came");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn verb(admin: &Client, id: &str, verb: &str) -> Answer {
    let path = format!("/waves/{id}/{verb}");
    admin.send(Method::POST, &path, None).await
}

async fn migration(admin: &Client) -> Value {
    admin.get("/migration").await.expect(200)
}

/// What a job is told to use.
async fn connection(town: &Town, key: &str, address: &str) -> Value {
    let client = town.client();
    let path = format!("/mailboxes/{address}/connection");
    let request = client.request(Method::GET, &path).bearer_auth(key);
    client.finish(request).await.expect(200)["connection"].clone()
}

/// What stands at an account of a wave.
async fn item(admin: &Client, wave: &str, address: &str) -> Value {
    let path = format!("/waves/{wave}/items");
    let items = admin.get(&path).await.expect(200);
    let items = items.as_array().unwrap().iter();
    let mut found = items.filter(|item| item["address"] == address);
    found.next().cloned().unwrap_or(Value::Null)
}

async fn take_right(town: &Town, mailbox: &str) {
    let order = json!({ "mailbox": mailbox, "right": "full_access", "person": SERVICE });
    town.control("rights/take", order).await;
}

#[tokio::test]
async fn sixty_accounts_go_to_graph_in_three_waves_and_what_is_red_stays() {
    let (town, admin) = waiting(60).await;
    hand_over(&admin, vec![exchange(CLOSED), exchange("post@elders.nl")]).await;
    let job = job_key(&admin).await;
    let form = json!({ "next": 5 });
    admin.post("/waves", form).await.refused(409, "not_ready");

    let run = rehearse(&admin).await;
    assert_eq!(
        (&run["green"], &run["red"]),
        (&json!(60), &json!(1)),
        "{run}"
    );
    assert_eq!(
        (&run["kind"], &run["reason"]),
        (&json!("check"), &json!("rehearsal"))
    );
    let seen = migration(&admin).await;
    assert_eq!(seen["counts"]["ready"], 60, "{seen}");
    assert_eq!(seen["counts"]["action"], 2);
    assert_eq!(
        (&seen["total"], &seen["next_size"]),
        (&json!(62), &json!(5))
    );
    assert_eq!(seen["rehearsal"]["id"], run["id"]);
    assert_eq!(seen["causes"].as_array().unwrap().len(), 2, "{seen}");
    // Nothing was switched by it, and nobody sees a mailbox more.
    assert_eq!(connection(&town, &job, &m(1)).await, "exchange");
    token(&town.client(), &job, &m(1))
        .await
        .refused(404, "not_found");
    assert_eq!(
        admin.get("/mailboxes").await.expect(200)["items"],
        json!([])
    );

    let red = json!({ "addresses": [m(1), CLOSED] });
    let refused = admin.post("/waves", red).await.refused(409, "not_ready");
    assert!(
        refused["detail"].as_str().unwrap().contains(CLOSED),
        "{refused}"
    );
    for (number, size, next) in [(1, 5, 50), (2, 50, 5), (3, 5, 0)] {
        let id = start(&admin, json!({})).await;
        let wave = ended(&admin, &id).await;
        assert_eq!(
            (&wave["state"], &wave["number"]),
            (&json!("done"), &json!(number)),
            "{wave}"
        );
        assert_eq!(wave["switched"], size);
        assert_eq!(migration(&admin).await["next_size"], next);
    }
    assert_eq!(connection(&town, &job, &m(1)).await, "graph");
    token(&town.client(), &job, &m(1)).await.expect(200);
    assert_eq!(connection(&town, &job, CLOSED).await, "exchange");
    let seen = migration(&admin).await;
    assert_eq!(seen["counts"]["switched"], 60);
    // Proved where they are now, in full.
    let proved = "select count(*) from results where ability = 'move' and state = 'green'";
    assert_eq!(town.number(proved).await, 60);

    let request = admin.request(Method::GET, "/exchange-accounts/report");
    let report = request.send().await.unwrap().text().await.unwrap();
    assert_eq!(report.lines().count(), 63, "{report}");
    let line = report
        .lines()
        .find(|line| line.starts_with("m10@"))
        .unwrap();
    assert!(line.starts_with("m10@contoso.nl,import,outlook.office365.com,exchange_online,Contoso Scan,graph,switched,,,1,"), "{line}");
    let line = report
        .lines()
        .find(|line| line.starts_with(CLOSED))
        .unwrap();
    assert!(
        line.contains(",exchange,action,no_mailbox_access,"),
        "{line}"
    );

    // Back: the last wave, and then one of the first.
    let last = seen["waves"][0]["id"].as_str().unwrap();
    assert!(seen["waves"][0]["no_roll_back"].is_null());
    let back = verb(&admin, last, "roll-back").await.expect(200);
    assert_eq!(
        (&back["state"], &back["rolled_back"]),
        (&json!("rolled_back"), &json!(5))
    );
    verb(&admin, last, "roll-back")
        .await
        .refused(409, "nothing_switched");
    let one = json!({ "addresses": [m(1)] });
    let rolled = admin
        .post("/exchange-accounts/roll-back", one.clone())
        .await
        .expect(200);
    assert_eq!(
        (&rolled[0]["connection"], &rolled[0]["state"]),
        (&json!("exchange"), &json!("ready"))
    );
    assert_eq!(connection(&town, &job, &m(1)).await, "exchange");
    token(&town.client(), &job, &m(1))
        .await
        .refused(404, "not_found");
    admin
        .post("/exchange-accounts/roll-back", one)
        .await
        .refused(409, "nothing_switched");
    let there = admin.get("/mailboxes?limit=1").await.expect(200);
    assert_eq!(
        there["counts"]["ok"].as_u64().unwrap() + there["counts"]["warn"].as_u64().unwrap(),
        54,
        "{there}"
    );
    town.run(&["audit", "verify"]).well();
    let audited = "select count(*) from audit where action = 'migration.switch'";
    assert_eq!(town.number(audited).await, 60);
}

#[tokio::test]
async fn a_wave_that_fails_too_often_stops_and_puts_back_what_failed() {
    let (town, admin) = ready(60).await;
    let job = job_key(&admin).await;
    // In order of their addresses: both are among the first twenty.
    for mailbox in [m(1), m(10)] {
        take_right(&town, &mailbox).await;
    }
    let id = start(&admin, json!({ "next": 60 })).await;
    let stopped = ended(&admin, &id).await;
    assert_eq!(stopped["state"], "stopped_by_failures", "{stopped}");
    assert_eq!(
        (
            &stopped["failed"],
            &stopped["switched"],
            &stopped["waiting"]
        ),
        (&json!(2), &json!(18), &json!(40))
    );
    for (mailbox, answer) in [
        (m(1), "exchange"),
        (m(10), "exchange"),
        (m(11), "graph"),
        (m(9), "exchange"),
    ] {
        assert_eq!(connection(&town, &job, &mailbox).await, answer, "{mailbox}");
    }
    let failed = item(&admin, &id, &m(1)).await;
    assert_eq!(
        (&failed["state"], &failed["cause"]),
        (&json!("failed"), &json!("no_mailbox_access"))
    );
    let counts = migration(&admin).await["counts"].clone();
    assert_eq!(
        (&counts["ready"], &counts["action"], &counts["switched"]),
        (&json!(40), &json!(2), &json!(18))
    );
    // Stopping what has just ended is no error, and changes nothing.
    let still = verb(&admin, &id, "stop").await.expect(200);
    assert_eq!(still["state"], "stopped_by_failures");
    // One of forty is more than two percent as well, of fifty it is not.
    take_right(&town, &m(9)).await;
    let id = start(&admin, json!({ "next": 40 })).await;
    let stopped = ended(&admin, &id).await;
    assert_eq!(
        (&stopped["state"], &stopped["failed"]),
        (&json!("stopped_by_failures"), &json!(1)),
        "{stopped}"
    );
    // A stopped wave can be rolled back like any other.
    verb(&admin, &id, "roll-back").await.expect(200);
}

#[tokio::test]
async fn one_wave_at_a_time_and_a_stopped_one_leaves_nothing_between() {
    let (town, admin) = ready(60).await;
    let job = job_key(&admin).await;
    let slow = json!({ "endpoint": "graph", "delay_ms": 50, "seconds": 600 });
    town.control("faults", slow).await;
    let id = start(&admin, json!({ "next": 60 })).await;
    admin
        .post("/waves", json!({ "next": 1 }))
        .await
        .refused(409, "wave_running");
    verb(&admin, &id, "roll-back")
        .await
        .refused(409, "wave_running");
    eventually(async || (wave(&admin, &id).await["switching"] != 0).then_some(())).await;
    let first = json!({ "addresses": [m(1)] });
    admin
        .post("/exchange-accounts/forget", first)
        .await
        .refused(409, "wave_running");
    assert_eq!(connection(&town, &job, &m(1)).await, "graph");
    verb(&admin, &id, "stop").await.expect(200);
    let stopped = ended(&admin, &id).await;
    assert_eq!(stopped["state"], "stopped", "{stopped}");
    let switched = stopped["switched"].as_u64().unwrap();
    assert_eq!(
        stopped["waiting"].as_u64().unwrap() + switched,
        60,
        "{stopped}"
    );
    let counts = migration(&admin).await["counts"].clone();
    assert_eq!(counts["switched"], switched);
    // A wave that is older can no longer be rolled back.
    town.sql("update waves set started_at = 1").await;
    assert_eq!(wave(&admin, &id).await["no_roll_back"], "roll_back_over");
    verb(&admin, &id, "roll-back")
        .await
        .refused(409, "roll_back_over");
}

#[tokio::test]
async fn a_mailbox_that_serves_jobs_already_goes_on_after_a_roll_back() {
    let (town, admin) = waiting(3).await;
    let accounts = admin.get("/accounts").await.expect(200);
    admin
        .add_mailbox(accounts[0]["id"].as_str().unwrap(), &m(1))
        .await;
    let job = job_key(&admin).await;
    rehearse(&admin).await;
    let id = start(&admin, json!({ "next": 3 })).await;
    assert_eq!(ended(&admin, &id).await["switched"], 3);
    verb(&admin, &id, "roll-back").await.expect(200);
    assert_eq!(connection(&town, &job, &m(1)).await, "exchange");
    token(&town.client(), &job, &m(1)).await.expect(200);
    token(&town.client(), &job, &m(2))
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn kill_9_in_the_middle_of_a_wave_leaves_no_account_between_the_two() {
    let (mut town, mut admin) = ready(50).await;
    let job = job_key(&admin).await;
    take_right(&town, &m(33)).await;
    let slow = json!({ "endpoint": "graph", "delay_ms": 40, "seconds": 600 });
    town.control("faults", slow).await;
    let id = start(&admin, json!({ "next": 50 })).await;
    for round in 1..=3_u64 {
        let wanted = round * 8;
        switched(&admin, &id, wanted).await;
        tokio::time::sleep(Duration::from_millis(round * 31)).await;
        town.kill();
        let switching = "select count(*) from exchange_accounts where state = 'switching'";
        let items = "select count(*) from wave_items where state = 'switching'";
        assert_eq!(town.number(switching).await, town.number(items).await);
        if town.database.is_some() {
            // Of another process nobody knows at once that it is gone.
            town.sql("update waves set held_until = 1").await;
        }
        town.start();
        admin.moved_to(&town);
    }
    let end = ended(&admin, &id).await;
    assert_eq!(
        (&end["state"], &end["switched"], &end["failed"]),
        (&json!("done"), &json!(49), &json!(1)),
        "{end}"
    );
    for (mailbox, answer) in [(m(33), "exchange"), (m(34), "graph")] {
        assert_eq!(connection(&town, &job, &mailbox).await, answer, "{mailbox}");
    }
    // Each was switched once, and each came to one end.
    for (action, times) in [("switch", 50), ("switched", 49), ("put_back", 1)] {
        let query = format!("select count(*) from audit where action = 'migration.{action}'");
        assert_eq!(town.number(&query).await, times, "{action}");
    }
    town.run(&["audit", "verify"]).well();
}

#[tokio::test]
async fn of_two_processes_one_works_on_a_wave_and_the_other_takes_over() {
    if !postgres::wanted() {
        return;
    }
    let (mut town, mut admin) = ready(50).await;
    let other = town.replica();
    let slow = json!({ "endpoint": "graph", "delay_ms": 30, "seconds": 600 });
    town.control("faults", slow).await;
    let id = start(&admin, json!({ "next": 50 })).await;
    let there = admin.at(&other.url);
    there
        .post("/waves", json!({ "next": 1 }))
        .await
        .refused(409, "wave_running");
    switched(&there, &id, 21).await;
    let proofs = "select count(*) from results where ability = 'move'";
    let seen = town
        .number("select count(*) from wave_items where state = 'switched'")
        .await;
    assert!(
        town.number(proofs).await <= seen + 20,
        "a proof was made twice"
    );
    town.kill();
    // The other one takes over once the first has been silent for long enough.
    let end = ended(&there, &id).await;
    assert_eq!(
        (&end["state"], &end["switched"]),
        (&json!("done"), &json!(50)),
        "{end}"
    );
    let switched = "select count(*) from audit where action = 'migration.switched'";
    assert_eq!(town.number(switched).await, 50);
    town.start();
    admin.moved_to(&town);
    assert_eq!(migration(&admin).await["counts"]["switched"], 50);
}

#[tokio::test]
async fn what_can_only_be_read_rehearses_well_and_is_put_back_when_it_is_switched() {
    let (town, admin) = waiting(1).await;
    take_right(&town, &m(1)).await;
    let order = json!({ "mailbox": m(1), "folder": "inbox", "person": SERVICE, "access": "read" });
    town.control("folders/share", order).await;
    let run = rehearse(&admin).await;
    assert_eq!(run["green"], 1, "{run}");
    let id = start(&admin, json!({})).await;
    let stopped = ended(&admin, &id).await;
    assert_eq!(
        (&stopped["state"], &stopped["failed"]),
        (&json!("stopped_by_failures"), &json!(1)),
        "{stopped}"
    );
    let seen = migration(&admin).await;
    assert_eq!(seen["counts"]["action"], 1, "{seen}");
    assert_eq!(seen["next_size"], 0);
}

/// No moment lies between mailboxes that rehearse and the run that does it: where
/// the run cannot be stored, nobody rehearses.
#[tokio::test]
async fn a_rehearsal_begins_whole_or_not_at_all() {
    let (town, admin) = waiting(2).await;
    town.sql("alter table runs rename to runs_away").await;
    let path = "/exchange-accounts/rehearsals";
    let refused = admin.post(path, json!({})).await;
    assert!(refused.status.is_server_error(), "{}", refused.body);
    town.sql("alter table runs_away rename to runs").await;
    let rehearsing = "select count(*) from mailboxes where rehearsing = 1";
    assert_eq!(town.number(rehearsing).await, 0);
    rehearse(&admin).await;
    assert_eq!(town.number(rehearsing).await, 2);
}
