//! The first page of the mailboxes with one cause, of 100,000, beside the bare
//! questions that bring its rows.

use crate::Line;
use crate::load::{self, Ask, Figures, load, median};
use crate::support::Town;
use http::Method;
use sqlx::any::AnyPoolOptions;
use std::time::{Duration, Instant};

const MAILBOXES: u32 = 100_000;
const CONNECTIONS: usize = 4;
const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(2);

/// One mailbox in fifty has the cause that is asked for, one in a thousand
/// another one.
pub fn mailboxes(account: &str, number: u32) -> String {
    format!(
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < {number})
        insert into mailboxes (address, account_id, sign_in_id, name, purposes, added_at,
            added_by, verdict, verdict_rank, verdict_cause, verdict_ability, verdict_since,
            tested_at)
        select printf('mailbox%06d@contoso.nl', i), '{account}',
            (select id from sign_ins where account_id = '{account}'), printf('Mailbox %06d', i),
            'import export_job', 1760000000000, 'Mark Bakker',
            case when i % 50 = 0 then 'bad' when i % 1000 = 1 then 'warn' else 'ok' end,
            case when i % 50 = 0 then 0 when i % 1000 = 1 then 1 else 3 end,
            case when i % 50 = 0 then 'no_mailbox_access'
                 when i % 1000 = 1 then 'secret_expires_soon' end,
            case when i % 50 = 0 then 'read' end, 1760000000000, 1760000000000 + i
        from n;
        insert into lights (address, ability, state, at, took_ms, cause, trace)
        select address, ability,
            case when verdict = 'bad' and ability <> 'sign_in' then 'red' else 'green' end,
            1760000000000, 120,
            case when verdict = 'bad' and ability <> 'sign_in' then 'no_mailbox_access' end, null
        from mailboxes, (select 'sign_in' as ability union all select 'read'
            union all select 'modify' union all select 'move' union all select 'send'
            union all select 'sent_items')"
    )
}

pub async fn measure() -> Vec<Line> {
    let (mut town, mut admin, account) = Town::with_account().await;
    town.kill();
    town.sql(&mailboxes(&account, MAILBOXES)).await;
    town.start();
    admin.moved_to(&town);
    let ask = Ask {
        method: Method::GET,
        path: "/api/v1/mailboxes?cause=no_mailbox_access".to_owned(),
        headers: [("cookie".parse().unwrap(), admin.cookie().parse().unwrap())]
            .into_iter()
            .collect(),
        body: bytes::Bytes::new(),
    };
    let (_, bytes) = load::once(&mut load::connect(town.address()).await, &ask).await;
    let mut ratios = Vec::new();
    let mut last = None;
    for round in 0..=ROUNDS {
        let bare = bare(&town).await;
        let full = load(town.address(), &ask, CONNECTIONS, ROUND).await;
        if round > 0 {
            ratios.push(full.per_second / bare.per_second);
            last = Some((full, bare));
        }
    }
    let (full, bare) = last.unwrap();
    vec![Line::new(
        &format!("first page of one cause of {MAILBOXES}, per second ({bytes} bytes)"),
        format!("{:.0}", full.per_second),
        format!(
            "bare SQLite {:.0}, ratio {:.2}",
            bare.per_second,
            median(ratios)
        ),
        "ratio at least 0.50",
    )]
}

/// The questions without anything around them, on as many connections.
async fn bare(town: &Town) -> Figures {
    let url = format!("sqlite://{}?mode=ro", town.sqlite().display());
    let pool = AnyPoolOptions::new()
        .max_connections(4)
        .connect(&url)
        .await
        .unwrap();
    let begun = Instant::now();
    let tasks: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let pool = pool.clone();
            tokio::spawn(async move {
                let mut took = Vec::new();
                while begun.elapsed() < ROUND {
                    let asked = Instant::now();
                    page(&pool).await;
                    took.push(asked.elapsed());
                }
                took
            })
        })
        .collect();
    let mut took = Vec::new();
    for task in tasks {
        took.extend(task.await.unwrap());
    }
    pool.close().await;
    Figures::new(took, begun.elapsed())
}

async fn page(pool: &sqlx::AnyPool) {
    use sqlx::Row;
    let rows = sqlx::query(
        "select m.address, m.name, m.account_id, a.name as account_name, m.sign_in_id, \
         s.username, m.purposes, m.added_at, m.added_by, m.verdict, m.verdict_cause, \
         m.verdict_ability, m.verdict_since, m.verdict_rank from mailboxes m \
         join accounts a on a.id = m.account_id left join sign_ins s on s.id = m.sign_in_id \
         where m.verdict_cause = $1 order by m.verdict_rank, m.address limit 101",
    )
    .bind("no_mailbox_access")
    .fetch_all(pool)
    .await
    .unwrap();
    assert_eq!(rows.len(), 101);
    let places: Vec<String> = (1..=100).map(|n| format!("${n}")).collect();
    let lights = format!(
        "select * from lights where address in ({})",
        places.join(", ")
    );
    let mut query = sqlx::query(sqlx::AssertSqlSafe(lights));
    for row in &rows[..100] {
        query = query.bind(row.get::<String, _>(0));
    }
    assert_eq!(query.fetch_all(pool).await.unwrap().len(), 600);
}
