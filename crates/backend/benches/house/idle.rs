//! What the backend costs while nobody asks anything, and how soon it is ready.

use crate::Line;
use crate::list;
use crate::support::Town;
use std::time::{Duration, Instant};

const MAILBOXES: u32 = 10_000;
const STARTS: usize = 9;

pub async fn measure() -> Vec<Line> {
    let (mut town, mut admin, account) = Town::with_account().await;
    town.kill();
    town.sql(&list::mailboxes(&account, MAILBOXES)).await;
    let mut starts: Vec<Duration> = Vec::new();
    for _ in 0..STARTS {
        town.kill();
        let begun = Instant::now();
        town.start();
        let ready = reqwest::get(format!("{}/health/ready", town.url)).await;
        assert!(ready.unwrap().status().is_success());
        starts.push(begun.elapsed());
    }
    starts.sort_unstable();
    // Somebody has looked at the overview once.
    admin.moved_to(&town);
    admin.get("/mailboxes?limit=500").await.expect(200);
    tokio::time::sleep(Duration::from_secs(3)).await;
    vec![
        Line::new(
            &format!("resident while idle, {MAILBOXES} mailboxes"),
            format!("{:.1} MB", town.memory_kb("VmRSS") / 1024.0),
            String::new(),
            "under 30 MB",
        ),
        Line::new(
            "from start to ready",
            format!("{:.0?}", starts[STARTS / 2]),
            format!("slowest of {STARTS}: {:.0?}", starts[STARTS - 1]),
            "under 300 ms",
        ),
    ]
}
