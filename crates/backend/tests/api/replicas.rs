//! Several processes on one PostgreSQL. Run where the suite runs on it.

use crate::support::commands::{job_key, token};
use crate::support::{Client, Town, eventually, postgres, signal};
use backend::keeper::NoAccess;
use futures_util::future::join_all;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use std::time::Duration;

const MAILBOX: &str = "facturen@contoso.nl";

async fn town() -> Option<(Town, Client, String)> {
    if !postgres::wanted() {
        return None;
    }
    let (town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let job = job_key(&admin).await;
    Some((town, admin, job))
}

async fn generation(town: &Town) -> i64 {
    town.number("select generation from sign_ins").await
}

/// A refresh that Microsoft takes a moment for.
async fn slow(town: &Town, ms: u64) {
    let fault = json!({ "endpoint": "token", "delay_ms": ms });
    town.control("faults", fault).await;
}

#[tokio::test]
async fn two_and_three_replicas_at_once_are_one_refresh() {
    let Some((mut town, _admin, job)) = town().await else {
        return;
    };
    for replicas in [2, 3] {
        town.expire().await;
        let others: Vec<_> = (1..replicas).map(|_| town.replica()).collect();
        let (calls, before) = (town.token_calls().await, generation(&town).await);
        slow(&town, 200).await;
        let here = town.client();
        let clients: Vec<_> = std::iter::once(here.at(&town.url))
            .chain(others.iter().map(|other| here.at(&other.url)))
            .collect();
        let asks = clients.iter().flat_map(|client| {
            let ask = || token(client, &job, MAILBOX);
            [ask(), ask(), ask(), ask()]
        });
        let answers = join_all(asks).await;
        let tokens: Vec<Value> = answers
            .into_iter()
            .map(|answer| answer.expect(200)["access_token"].clone())
            .collect();
        assert!(tokens.iter().all(|token| *token == tokens[0]));
        assert_eq!(town.token_calls().await, calls + 1, "{replicas}");
        assert_eq!(generation(&town).await, before + 1);
    }
}

/// The holder of the lease stalls while Microsoft answers, another one
/// refreshes, and the late write is refused.
#[tokio::test]
async fn a_holder_that_stalls_writes_nothing_when_it_comes_back() {
    let Some((mut town, _admin, job)) = town().await else {
        return;
    };
    town.expire().await;
    let other = town.replica();
    let before = generation(&town).await;
    slow(&town, 400).await;
    let (stalled, pid) = (town.client(), town.pid());
    let late = async { token(&stalled, &job, MAILBOX).await };
    let meanwhile = async {
        // It has the lease and waits for Microsoft.
        eventually(async || {
            let held = "select count(*) from sign_ins where lease_holder is not null";
            (town.number(held).await == 1).then_some(())
        })
        .await;
        signal(pid, "STOP");
        // As if the lease ran out, which would take seconds.
        town.sql("update sign_ins set lease_until = 1").await;
        let answer = token(&stalled.at(&other.url), &job, MAILBOX).await;
        let won = answer.expect(200)["access_token"].clone();
        assert_eq!(generation(&town).await, before + 1);
        let sealed = town.text("select refresh_sealed from sign_ins").await;
        signal(pid, "CONT");
        (won, sealed)
    };
    let (late, (won, sealed)) = tokio::join!(late, meanwhile);
    // It gives what the winner stored, and what the winner stored is there.
    assert_eq!(late.expect(200)["access_token"], won);
    assert_eq!(generation(&town).await, before + 1);
    assert_eq!(
        town.text("select refresh_sealed from sign_ins").await,
        sealed
    );
    assert!(town.logged().contains("came late was not stored"));
    drop(other);
    town.refreshes(&job, MAILBOX).await;
}

#[tokio::test]
async fn a_holder_that_dies_is_followed_by_another() {
    let Some((mut town, _admin, job)) = town().await else {
        return;
    };
    town.expire().await;
    let other = town.replica();
    let before = generation(&town).await;
    slow(&town, 3000).await;
    let client = town.client();
    let at_other = client.at(&other.url);
    let asked = tokio::spawn({
        let job = job.clone();
        async move {
            let path = format!("/mailboxes/{MAILBOX}/access-token");
            let request = client.request(reqwest::Method::POST, &path);
            let body = json!({ "purpose": "import" });
            request.bearer_auth(job).json(&body).send().await
        }
    });
    eventually(async || {
        let held = "select count(*) from sign_ins where lease_holder is not null";
        (town.number(held).await == 1).then_some(())
    })
    .await;
    town.kill();
    assert!(asked.await.unwrap().is_err());
    // The lease runs out by itself: a dead process gives nothing back.
    token(&at_other, &job, MAILBOX).await.expect(200);
    assert_eq!(generation(&town).await, before + 1);
    drop(other);
    town.start();
    town.refreshes(&job, MAILBOX).await;
}

/// What one replica changes, the other one knows.
#[tokio::test]
async fn a_session_and_a_key_serve_at_every_replica() {
    let Some((town, admin, job)) = town().await else {
        return;
    };
    let other = town.replica();
    let there = admin.at(&other.url);
    there.get("/accounts").await.expect(200);
    town.run(&["key", "rotate"]).well();
    let job_there = town.client().at(&other.url);
    token(&job_there, &job, MAILBOX).await.expect(200);
    let accounts = there.get("/accounts").await.expect(200);
    let account = accounts[0]["id"].as_str().unwrap();
    let consent = town.consent(&there, account, crate::support::SERVICE).await;
    assert_eq!(consent["state"], "completed");
    town.run(&["key", "check"]).well();
    town.run(&["audit", "verify"]).well();
}

/// The keeper goes on handing out what it has in memory while it is good.
#[tokio::test]
async fn a_token_in_memory_needs_no_database() {
    if !postgres::wanted() {
        return;
    }
    let mut cluster = postgres::Cluster::own();
    let database = cluster.database().await;
    let (mut town, _admin, _account) = Town::on(Some(database)).await.connected().await;
    town.kill();
    let store = town.store().await;
    let url: url::Url = town.microsoft.url().parse().unwrap();
    let keeper = backend::keeper::Keeper::new(store, Some(&url), Some(&url)).unwrap();
    let id = town.text("select id from sign_ins").await;
    let id = contract::ids::SignInId::parse(&id).unwrap();
    let before = keeper.access(&id).await.unwrap();
    cluster.stop();
    let after = keeper.access(&id).await.unwrap();
    assert_eq!(before.token.expose_secret(), after.token.expose_secret());
    // What needs the database says so, and works again when it is back.
    keeper.forget(&id);
    assert!(matches!(
        keeper.access(&id).await,
        Err(NoAccess::Storage(_))
    ));
    cluster.start();
    eventually(async || keeper.access(&id).await.ok()).await;
}

#[tokio::test]
async fn postgres_away_and_back_needs_no_restart() {
    if !postgres::wanted() {
        return;
    }
    let mut cluster = postgres::Cluster::own();
    let database = cluster.database().await;
    let (town, admin, account) = Town::on(Some(database)).await.connected().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let job = job_key(&admin).await;
    token(&town.client(), &job, MAILBOX).await.expect(200);
    let health = async |what: &str| {
        let answer = reqwest::get(format!("{}/health/{what}", town.url)).await;
        let answer = answer.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    assert_eq!(health("ready").await.0, 200);
    cluster.stop();
    assert_eq!(health("live").await.0, 200);
    let (status, text) = health("ready").await;
    assert_eq!((status, text.trim()), (503, "storage is away"));
    let answer = admin.get("/accounts").await;
    assert!(answer.headers.contains_key("retry-after"));
    answer.refused(503, "storage");
    // It still runs, and goes on by itself.
    assert_eq!(health("live").await.0, 200);
    cluster.start();
    eventually(async || {
        tokio::time::sleep(Duration::from_millis(100)).await;
        (health("ready").await.0 == 200).then_some(())
    })
    .await;
    admin.get("/accounts").await.expect(200);
    token(&town.client(), &job, MAILBOX).await.expect(200);
    admin.add_mailbox(&account, "scan.utrecht@contoso.nl").await;
    drop(town);
}
