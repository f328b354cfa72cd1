//! 10,000 sign-ins whose tokens have ended, all needed at once, while one tenant
//! is slow and somebody uses the panel.

use crate::Line;
use crate::hand_out::ask_for;
use crate::load::{self, Ask, Figures};
use crate::support::{Client, Town, finish_form};
use futures_util::{StreamExt, stream};
use http::Method;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

const TENANTS: usize = 10;
const SIGN_INS: usize = 10_000;
/// Jobs that ask at once.
const JOBS: usize = 500;
/// How long the slow tenant takes for an answer.
const SLOW_MS: u64 = 2_000;

/// `IMAGECAPTURE_BENCH_SIGN_INS` makes it smaller, for a first look.
fn sign_ins() -> usize {
    let wanted = std::env::var("IMAGECAPTURE_BENCH_SIGN_INS");
    wanted.map_or(SIGN_INS, |text| text.parse().unwrap())
}

pub async fn measure() -> Vec<Line> {
    let number = sign_ins();
    let each = number / TENANTS;
    let (mut town, mut admin) = Town::of_tenants(&tenants(each)).await;
    let begun = Instant::now();
    consent_everybody(&town, &admin, each).await;
    println!("{number} consents in {:.0?}", begun.elapsed());
    let form = json!({ "name": "Import", "purposes": ["import"] });
    let key = admin.post("/job-keys", form).await.expect(201)["key"].clone();
    town.kill();
    town.sql(
        "insert into mailboxes (address, account_id, sign_in_id, name, purposes, added_at, \
         added_by, verdict, verdict_rank, verdict_since) \
         select username, account_id, id, name, 'import', 1, 'Mark', 'idle', 2, 1 from sign_ins; \
         update sign_ins set access_expires_at = 1",
    )
    .await;
    town.start();
    admin.moved_to(&town);

    let panel = Ask {
        method: Method::GET,
        path: "/api/v1/mailboxes?limit=50".to_owned(),
        headers: [("cookie".parse().unwrap(), admin.cookie().parse().unwrap())]
            .into_iter()
            .collect(),
        body: bytes::Bytes::new(),
    };
    let until = Arc::new(AtomicBool::new(false));
    let quiet = browsing(town.address(), panel.clone(), until.clone());
    tokio::time::sleep(Duration::from_secs(5)).await;
    until.store(true, Ordering::Relaxed);
    let quiet = quiet.join().unwrap();

    let fault = json!({
        "endpoint": "token", "tenant": tenant_id(0), "delay_ms": SLOW_MS, "times": number,
    });
    town.control("faults", fault).await;
    // The stand-in remembers so many requests and no more: it starts afresh.
    let record = format!("{}/control/requests", town.microsoft.url());
    let cleared = reqwest::Client::new().delete(record).send().await.unwrap();
    assert!(cleared.status().is_success());
    let until = Arc::new(AtomicBool::new(false));
    let busy = browsing(town.address(), panel, until.clone());
    let begun = Instant::now();
    // The slow tenant has its jobs, all others have theirs.
    let key = key.as_str().unwrap();
    let (slow, others) = tokio::join!(
        jobs(town.address(), key, 0..1, each),
        jobs(town.address(), key, 1..TENANTS, each),
    );
    until.store(true, Ordering::Relaxed);
    let busy = busy.join().unwrap();
    let all = begun.elapsed();
    let calls = town.token_calls().await;
    let ratio = busy.percentile(99).as_secs_f64() / quiet.percentile(99).as_secs_f64();
    vec![
        Line::new(
            &format!("refreshes for {number} sign-ins that end together"),
            calls.to_string(),
            format!("{all:.1?} in all, the slow tenant included"),
            &format!("exactly {number}"),
        ),
        Line::new(
            &format!("a job of the {} other tenants, p99", TENANTS - 1),
            format!("{:.0?}", others.percentile(99)),
            format!(
                "{:.0} a second; slow tenant {:.0?}",
                others.per_second,
                slow.percentile(99)
            ),
            "does not wait for the slow one",
        ),
        Line::new(
            "largest resident",
            format!("{:.1} MB", town.memory_kb("VmHWM") / 1024.0),
            String::new(),
            "under 150 MB",
        ),
        Line::new(
            "a page of the panel meanwhile, p99",
            format!("{:.1?}", busy.percentile(99)),
            format!("idle {:.1?}, ratio {ratio:.2}", quiet.percentile(99)),
            "ratio at most 2.00",
        ),
        Line::new(
            "the slowest page of the panel meanwhile",
            format!("{:.1?}", busy.percentile(100)),
            format!("idle {:.1?}", quiet.percentile(100)),
            "at most 2 x the idle p99",
        ),
    ]
}

/// Every mailbox of some tenants once, by as many jobs at once as connections.
async fn jobs(
    address: SocketAddr,
    key: &str,
    tenants: std::ops::Range<usize>,
    each: usize,
) -> Figures {
    let begun = Instant::now();
    let connections = JOBS * tenants.len() / TENANTS;
    let mailboxes: Vec<String> = (0..each)
        .flat_map(|n| tenants.clone().map(move |t| person(t, n)))
        .collect();
    let queue = Arc::new(std::sync::Mutex::new(mailboxes.into_iter()));
    let tasks: Vec<_> = (0..connections)
        .map(|_| {
            let (queue, key) = (queue.clone(), key.to_owned());
            tokio::spawn(async move {
                let mut sender = load::connect(address).await;
                let mut took = Vec::new();
                loop {
                    let next = queue.lock().unwrap().next();
                    let Some(mailbox) = next else { return took };
                    let ask = ask_for(&mailbox, &key);
                    took.push(load::once(&mut sender, &ask).await.0);
                }
            })
        })
        .collect();
    let mut took = Vec::new();
    for task in tasks {
        took.extend(task.await.unwrap());
    }
    Figures::new(took, begun.elapsed())
}

/// Somebody who browses, on a thread of their own: the jobs and the stand-in
/// share ours, and what waits for them is not what is measured.
fn browsing(address: SocketAddr, ask: Ask, until: Arc<AtomicBool>) -> JoinHandle<Figures> {
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(browse(address, ask, until))
    })
}

/// Somebody who opens a page every 20 milliseconds.
async fn browse(address: SocketAddr, ask: Ask, until: Arc<AtomicBool>) -> Figures {
    let mut sender = load::connect(address).await;
    let (mut took, begun) = (Vec::new(), Instant::now());
    while !until.load(Ordering::Relaxed) {
        took.push(load::once(&mut sender, &ask).await.0);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Figures::new(took, begun.elapsed())
}

async fn consent_everybody(town: &Town, admin: &Client, each: usize) {
    stream::iter(0..TENANTS)
        .for_each_concurrent(TENANTS, async |tenant| {
            let account = json!({
                "name": format!("Tenant {tenant}"), "tenant": tenant_id(tenant),
                "client_id": client_id(tenant), "client_secret": secret(tenant),
                "secret_expires": "2099-01-01", "purposes": ["import"],
            });
            let account = admin.register(account).await;
            for n in 0..each {
                let started: Value = admin.start_consent(&account).await;
                let way_back = town
                    .at_microsoft(&started, &person(tenant, n), "accept")
                    .await;
                let form = finish_form(&started, &way_back);
                let done = admin.post("/consents/finish", form).await.expect(200);
                assert_eq!(done["state"], "completed", "{done}");
            }
        })
        .await;
}

fn tenant_id(tenant: usize) -> String {
    format!("bbbbbbbb-0000-4000-8000-{tenant:012}")
}

fn client_id(tenant: usize) -> String {
    format!("cccccccc-0000-4000-8000-{tenant:012}")
}

fn secret(tenant: usize) -> String {
    format!("bch8Q~bench-only.Tenant_{tenant:02}.0123456789012")
}

fn person(tenant: usize, n: usize) -> String {
    format!("person{n:05}@tenant{tenant}.example")
}

fn tenants(each: usize) -> String {
    let mut text = "password = \"Bench-2026!\"\n".to_owned();
    for tenant in 0..TENANTS {
        let _ = write!(
            text,
            "\n[[tenants]]\nid = \"{}\"\nname = \"Tenant {tenant}\"\n\
             domains = [\"tenant{tenant}.example\"]\nconsent_policy = \"legacy\"\n\
             [[tenants.apps]]\nname = \"Bench\"\nclient_id = \"{}\"\n\
             redirect_uris = [{{ uri = \"http://localhost:8420/microsoftgraph\" }}]\n\
             permissions = [\"Mail.ReadWrite.Shared\"]\n\
             secrets = [{{ value = \"{}\", expires = \"+30d\" }}]\n",
            tenant_id(tenant),
            client_id(tenant),
            secret(tenant),
        );
        for n in 0..each {
            let upn = person(tenant, n);
            let _ = write!(
                text,
                "[[tenants.people]]\nupn = \"{upn}\"\nname = \"Person {n}\"\n"
            );
        }
    }
    text
}
