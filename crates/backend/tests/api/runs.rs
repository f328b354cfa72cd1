//! Runs over many mailboxes: progress, stop, resume, crashes, throttling; and
//! what makes a verdict change.

use crate::support::{Client, PUBLIC, SERVICE, Town, eventually, light, tenants};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

const MAILBOX: &str = "facturen@contoso.nl";

/// A town with that many mailboxes, none of which was ever checked.
pub(crate) async fn with_mailboxes(count: usize) -> (Town, Client) {
    let (town, admin) = Town::of_tenants(&tenants(count)).await;
    let account = admin.register(crate::support::contoso()).await;
    let consent = town.consent(&admin, &account, SERVICE).await;
    assert_eq!(consent["state"], "completed", "{consent}");
    let mailboxes: Vec<Value> = (1..=count)
        .map(|n| {
            json!({ "address": format!("m{n}@contoso.nl"), "name": format!("M {n}"),
                "account": "Contoso Scan", "purposes": ["import"] })
        })
        .collect();
    let request = admin
        .request(Method::POST, "/import")
        .header("origin", PUBLIC)
        .header(contract::REQUESTED_BY, contract::PANEL)
        .json(&json!({ "mailboxes": mailboxes }));
    admin.finish(request).await.expect(200);
    // Their first checks are not what this is about.
    town.sql("update mailboxes set check_due = 0").await;
    (town, admin)
}

pub(crate) async fn start(admin: &Client, form: Value) -> String {
    let run = admin.post("/runs", form).await.expect(202);
    run["id"].as_str().unwrap().to_owned()
}

pub(crate) async fn run(admin: &Client, id: &str) -> Value {
    admin.get(&format!("/runs/{id}")).await.expect(200)
}

pub(crate) async fn done(admin: &Client, id: &str) -> Value {
    let begun = std::time::Instant::now();
    loop {
        let run = run(admin, id).await;
        if run["state"] == "done" {
            return run;
        }
        assert!(begun.elapsed() < Duration::from_secs(90), "{run}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn asked(town: &Town, path: &str) -> usize {
    let record = town.ask_microsoft(&format!("requests?path={path}")).await;
    record["requests"].as_array().unwrap().len()
}

async fn verb(admin: &Client, id: &str, verb: &str) -> crate::support::Answer {
    let path = format!("/runs/{id}/{verb}");
    admin.send(Method::POST, &path, None).await
}

/// How often something of ours lies in a mailbox.
pub(crate) async fn left_behind(town: &Town) -> usize {
    let state = town.ask_microsoft("state").await.to_string();
    state.matches("ImageCapture mail link proof").count()
}

#[tokio::test]
async fn a_thousand_mailboxes_are_checked_in_sixty_requests() {
    let (town, admin) = with_mailboxes(1000).await;
    let before = asked(&town, "batch").await;
    let id = start(&admin, json!({ "kind": "check", "filter": {} })).await;
    let run = done(&admin, &id).await;
    assert_eq!(
        (&run["total"], &run["green"]),
        (&json!(1000), &json!(1000)),
        "{run}"
    );
    // Fifty at the least, and a fifth more, so that storing begins sooner.
    assert_eq!(asked(&town, "batch").await - before, 60);
    assert!(run["ended_at"].is_string());
    let mailbox = admin.get("/mailboxes/m777@contoso.nl").await.expect(200);
    assert_eq!(light(&mailbox, "read"), "green");
    // Page by page, each mailbox once.
    let (mut after, mut seen) = (0, std::collections::HashSet::new());
    loop {
        let path = format!("/runs/{id}/items?after={after}&limit=400");
        let items = admin.get(&path).await.expect(200);
        let Some(last) = items.as_array().unwrap().last() else {
            break;
        };
        after = last["position"].as_i64().unwrap();
        for item in items.as_array().unwrap() {
            assert_eq!(item["outcome"], "green");
            assert!(seen.insert(item["address"].as_str().unwrap().to_owned()));
        }
    }
    assert_eq!(seen.len(), 1000);
    let list = admin.get("/runs").await.expect(200);
    assert_eq!(list[0]["id"], *id);
}

#[tokio::test]
async fn a_run_that_is_stopped_waits_and_goes_on_where_it_was() {
    let (town, admin) = with_mailboxes(40).await;
    let slow = json!({ "endpoint": "graph", "delay_ms": 60, "seconds": 600 });
    town.control("faults", slow).await;
    let id = start(&admin, json!({ "kind": "full", "filter": {} })).await;
    verb(&admin, &id, "resume")
        .await
        .refused(409, "run_not_stopped");
    eventually(async || (run(&admin, &id).await["done"].as_u64() >= Some(3)).then_some(())).await;
    let stopped = verb(&admin, &id, "stop").await.expect(200);
    assert_eq!(stopped["state"], "stopped");
    // Twice is as once; so is stopping what has just ended.
    verb(&admin, &id, "stop").await.expect(200);
    // Those under way come to their end, and then nothing more happens.
    let still = eventually(async || {
        let first = run(&admin, &id).await;
        tokio::time::sleep(Duration::from_millis(900)).await;
        (run(&admin, &id).await == first).then_some(first)
    })
    .await;
    assert!(still["done"].as_u64() < Some(40), "{still}");
    verb(&admin, &id, "resume").await.expect(200);
    let end = done(&admin, &id).await;
    assert_eq!(end["green"], 40, "{end}");
    let still = verb(&admin, &id, "stop").await.expect(200);
    assert_eq!(still["state"], "done");
    verb(&admin, &id, "resume")
        .await
        .refused(409, "run_not_stopped");
    assert_eq!(left_behind(&town).await, 0);
    // No mailbox was proved twice.
    let drafts =
        format!("select count(*) from results where ability = 'modify' and run_id = '{id}'");
    assert_eq!(town.number(&drafts).await, 40);
}

#[tokio::test]
async fn what_is_throttled_inside_a_batch_is_asked_again_alone() {
    let (town, admin) = with_mailboxes(20).await;
    for (mailbox, fault) in [
        ("m3@contoso.nl", json!({ "status": 429, "retry_after": 1 })),
        ("m4@contoso.nl", json!({ "status": 503 })),
        (
            "m5@contoso.nl",
            json!({ "status": 429, "retry_after": 1, "times": 2 }),
        ),
        (
            "m6@contoso.nl",
            json!({ "status": 429, "retry_after": 1, "times": 9 }),
        ),
    ] {
        let mut order = json!({ "endpoint": "graph", "mailbox": mailbox });
        let order_map = order.as_object_mut().unwrap();
        order_map.extend(fault.as_object().unwrap().clone());
        town.control("faults", order).await;
    }
    let before = asked(&town, "batch").await;
    let id = start(&admin, json!({ "kind": "check", "filter": {} })).await;
    let end = done(&admin, &id).await;
    assert_eq!(
        (&end["green"], &end["unknown"]),
        (&json!(19), &json!(1)),
        "{end}"
    );
    assert_eq!(asked(&town, "batch").await - before, 1);
    let path = format!("/runs/{id}/items?outcome=unknown");
    let unknown = admin.get(&path).await.expect(200);
    assert_eq!(unknown[0]["address"], "m6@contoso.nl");
    assert_eq!(unknown[0]["cause"], "throttled");
}

#[tokio::test]
async fn one_odd_result_changes_no_verdict_and_the_same_twice_does() {
    let (town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    admin.prove(MAILBOX, "full").await;
    admin.test_mail(MAILBOX, MAILBOX, &["arrived"]).await;
    eventually(async || {
        let mailbox = admin.settled(MAILBOX).await;
        (mailbox["verdict"]["state"] == "ok").then_some(())
    })
    .await;
    // What the round trip still removes would meet the odd answer first.
    eventually(async || (town.number("select count(*) from traces").await == 0).then_some(()))
        .await;
    let odd = json!({ "endpoint": "graph", "mailbox": MAILBOX, "status": 404,
        "code": "ErrorItemNotFound" });
    town.control("faults", odd).await;
    let mailbox = admin.prove(MAILBOX, "check").await;
    assert_eq!(mailbox["verdict"]["state"], "ok", "{mailbox}");
    let path = format!("/mailboxes/{MAILBOX}/results?limit=5");
    let states = async || {
        let results = admin.get(&path).await.expect(200);
        let reads = results.as_array().unwrap().clone().into_iter();
        let reads = reads.filter(|result| result["ability"] == "read");
        reads
            .map(|read| read["state"].clone())
            .take(2)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        states().await,
        ["green", "red"],
        "both raw results are kept"
    );
    // Really taken away: two results agree.
    let body = json!({ "mailbox": MAILBOX, "person": SERVICE, "right": "full_access" });
    town.control("rights/take", body).await;
    let id = start(&admin, json!({ "kind": "check", "addresses": [MAILBOX] })).await;
    let end = done(&admin, &id).await;
    assert_eq!(end["red"], 1);
    assert_eq!(states().await, ["red", "red"]);
    let mailbox = admin.settled(MAILBOX).await;
    assert_eq!(mailbox["verdict"]["cause"], "no_mailbox_access");
    let items = admin.get(&format!("/runs/{id}/items")).await.expect(200);
    assert_eq!(items[0]["cause"], "no_mailbox_access");
}

#[tokio::test]
async fn what_no_run_can_be_over_is_refused() {
    let (town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    for form in [
        json!({ "kind": "check" }),
        json!({ "kind": "check", "addresses": [] }),
        json!({ "kind": "check", "addresses": [MAILBOX], "filter": {} }),
        json!({ "kind": "check", "filter": { "cause": "throttled" } }),
    ] {
        admin.post("/runs", form).await.refused(422, "invalid");
    }
    let unknown = json!({ "kind": "check", "addresses": [MAILBOX, "niemand@contoso.nl"] });
    admin.post("/runs", unknown).await.refused(404, "not_found");
    let odd = json!({ "kind": "check", "filter": { "q": "a\u{0}" } });
    admin.post("/runs", odd).await.refused(400, "malformed");
    let many = vec![MAILBOX; 5001];
    let many = json!({ "kind": "check", "addresses": many });
    admin.post("/runs", many).await.refused(413, "too_large");
    // Nothing of it is stored; a run of nothing was never a run.
    let asked = "select count(*) from runs where reason = 'asked'";
    assert_eq!(town.number(asked).await, 0);
    let nobody = "/runs/4d5e6f70-8192-4a3b-8c4d-5e6f70819299";
    admin.get(nobody).await.refused(404, "not_found");
    admin
        .get(&format!("{nobody}/items"))
        .await
        .refused(404, "not_found");
    admin
        .send(Method::POST, &format!("{nobody}/stop"), None)
        .await
        .refused(404, "not_found");
    let helpdesk = town.helpdesk(&admin).await;
    let form = json!({ "kind": "full", "addresses": [MAILBOX] });
    helpdesk.post("/runs", form).await.refused(403, "forbidden");
    // Nor one by one.
    let path = format!("/mailboxes/{MAILBOX}/proofs");
    let form = json!({ "kind": "full" });
    helpdesk.post(&path, form).await.refused(403, "forbidden");
    helpdesk.get("/runs").await.expect(200);
    for query in ["state=over", "limit=many", "order=up"] {
        let path = format!("/runs?{query}");
        admin.get(&path).await.refused(400, "malformed");
    }
}

#[tokio::test]
async fn helpdesk_starts_and_stops_checks_and_nothing_that_writes() {
    let (town, admin) = with_mailboxes(30).await;
    let helpdesk = town.helpdesk(&admin).await;
    let slow = json!({ "endpoint": "graph", "delay_ms": 80, "seconds": 600 });
    town.control("faults", slow).await;
    let full = start(&admin, json!({ "kind": "full", "filter": {} })).await;
    let running = "/runs?state=running&limit=1";
    assert_eq!(helpdesk.get(running).await.expect(200)[0]["id"], *full);
    verb(&helpdesk, &full, "stop")
        .await
        .refused(403, "forbidden");
    verb(&admin, &full, "stop").await.expect(200);
    verb(&helpdesk, &full, "resume")
        .await
        .refused(403, "forbidden");
    assert_eq!(helpdesk.get(running).await.expect(200), json!([]));
    let stopped = helpdesk.get("/runs?state=stopped").await.expect(200);
    assert_eq!(stopped[0]["id"], *full);
    let check = start(&helpdesk, json!({ "kind": "check", "filter": {} })).await;
    verb(&helpdesk, &check, "stop").await.expect(200);
    verb(&helpdesk, &check, "resume").await.expect(200);
    let end = done(&helpdesk, &check).await;
    assert_eq!(end["started_by"], "Sanne de Vries <sanne@contoso.nl>");

    // The rehearsal of a migration reads only, too, and is an administrator's.
    let waits = json!({ "address": "inkoop@contoso.nl", "purposes": ["import"], "server": "" });
    let form = json!({ "accounts": [waits] });
    admin.post("/exchange-accounts", form).await.expect(200);
    let begun = admin.post("/exchange-accounts/rehearsals", json!({}));
    let rehearsal = begun.await.expect(202)["run"]["id"].clone();
    for turn in ["stop", "resume"] {
        verb(&helpdesk, rehearsal.as_str().unwrap(), turn)
            .await
            .refused(403, "forbidden");
    }
}

#[tokio::test]
async fn a_mailbox_removed_meanwhile_is_gone_and_the_run_comes_to_its_end() {
    let (town, admin) = with_mailboxes(30).await;
    let slow = json!({ "endpoint": "graph", "delay_ms": 80, "seconds": 600 });
    town.control("faults", slow).await;
    let id = start(&admin, json!({ "kind": "full", "filter": {} })).await;
    let last = admin
        .get(&format!("/runs/{id}/items?after=29"))
        .await
        .expect(200);
    let last = last[0]["address"].as_str().unwrap().to_owned();
    let path = format!("/mailboxes/{last}");
    admin.send(Method::DELETE, &path, None).await.expect(204);
    let end = done(&admin, &id).await;
    assert_eq!(
        (&end["green"], &end["gone"]),
        (&json!(29), &json!(1)),
        "{end}"
    );
}

#[tokio::test]
async fn a_consent_and_another_secret_prove_everything_in_full() {
    let (town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let mailbox = admin.settled(MAILBOX).await;
    assert_eq!(light(&mailbox, "move"), Value::Null);
    town.consent(&admin, &account, SERVICE).await;
    let runs = admin.get("/runs").await.expect(200);
    assert_eq!(
        (&runs[0]["reason"], &runs[0]["kind"]),
        (&json!("consent"), &json!("full"))
    );
    done(&admin, runs[0]["id"].as_str().unwrap()).await;
    let mailbox = admin.settled(MAILBOX).await;
    assert_eq!(light(&mailbox, "move"), "green");
    assert_eq!(left_behind(&town).await, 0);
}

#[tokio::test]
async fn checks_that_are_due_happen_by_themselves_and_old_results_go() {
    let (mut town, mut admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let ahead = town.number("select check_due from mailboxes").await;
    assert!(ahead > 1);
    town.kill();
    town.sql("update mailboxes set check_due = 1, tested_at = 1")
        .await;
    town.sql("update results set at = at - 2600000000").await;
    let lines = town.number("select count(*) from results").await;
    assert!(lines > 0);
    town.start();
    admin.moved_to(&town);
    eventually(async || (town.number("select tested_at from mailboxes").await > 1).then_some(()))
        .await;
    eventually(async || {
        let old = "select count(*) from results where at < 1700000000000";
        (town.number(old).await == 0).then_some(())
    })
    .await;
    // In six hours again, give or take the hour and a half that spreads them.
    eventually(async || {
        let due = town.number("select check_due from mailboxes").await;
        (due > ahead - 5_700_000).then_some(())
    })
    .await;
    let path = format!("/mailboxes/{MAILBOX}/results");
    let results = admin.get(&path).await.expect(200);
    assert!(!results.as_array().unwrap().is_empty());
    admin
        .get(&format!("{path}?before=gisteren"))
        .await
        .refused(400, "malformed");
}
