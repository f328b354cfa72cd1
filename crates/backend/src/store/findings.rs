//! What proofs found: lights, raw results and verdicts, of many mailboxes in
//! one transaction. A commit costs a write to the disk, which would be most of
//! the time of a run over a thousand mailboxes.

use super::audit::Actor;
use super::columns::{Columns, trace_text};
use super::mailboxes::{ability_from, light_code, light_state, rank};
use super::write::Write;
use super::{Store, StoreError};
use crate::clock;
use contract::catalogue::Cause;
use contract::events::ChangeKind;
use contract::ids::{Address, RunId};
use contract::mailboxes::{Ability, Light, Verdict};
use contract::runs::{Outcome, ProofResult};
use contract::time::{DAY_MS, Timestamp};
use sqlx::AssertSqlSafe;

/// How long raw results are kept.
const KEPT_MS: i64 = 30 * DAY_MS;

/// Rows in one statement: both databases limit how many values one may have.
pub(super) const ROWS: usize = 50;

/// How often a mailbox is looked at whose rights are to arrive.
const WATCH_EVERY_MS: i64 = 5 * 60 * 1000;

/// What a proof found about one mailbox.
pub struct Finding<'a> {
    /// Which one.
    pub address: &'a Address,
    /// Lights, in the order in which they were proved.
    pub lights: &'a [Light],
    /// What the proof came to, where this is its end.
    pub end: Option<End<'a>>,
}

/// What a proof came to.
pub struct End<'a> {
    /// In one word.
    pub outcome: Outcome,
    /// Why it is not green.
    pub cause: Option<Cause>,
    /// What the lights add up to now.
    pub verdict: Option<&'a Verdict>,
    /// When the next check by itself is due.
    pub due: Option<Timestamp>,
}

impl Store {
    /// Stores findings. A mailbox that was removed meanwhile is passed over,
    /// and is `gone` for its run.
    ///
    /// # Errors
    /// Where the database refuses; then nothing of it is stored.
    pub async fn record(
        &self,
        findings: &[Finding<'_>],
        run: Option<&RunId>,
    ) -> Result<(), StoreError> {
        // One at a time in this process: on PostgreSQL writers wait for their
        // turn with a connection in hand, and readers want some too.
        let _turn = self.recording.lock().await;
        let mut write = self.begin().await?;
        let mut lights: Vec<(&Address, &Light)> = Vec::new();
        let mut outcomes = Vec::new();
        for finding in findings {
            let there = touch(&mut write, finding).await?;
            if there {
                let own = finding.lights.iter();
                lights.extend(own.map(|light| (finding.address, light)));
                if let Some(verdict) = finding.end.as_ref().and_then(|end| end.verdict) {
                    write_verdict(&mut write, finding.address, verdict).await?;
                }
                write.changed(ChangeKind::Mailbox, finding.address.as_str());
            }
            if let Some(end) = &finding.end {
                outcomes.push(match there {
                    true => (finding.address, end.outcome, end.cause),
                    false => (finding.address, Outcome::Gone, None),
                });
            }
        }
        for lights in lights.chunks(ROWS) {
            write_lights(&mut write, lights).await?;
            write_results(&mut write, lights, run).await?;
        }
        if let Some(run) = run {
            super::runs::write_outcomes(&mut write, run, &outcomes).await?;
            write.changed(ChangeKind::Run, run.as_str());
        }
        write.commit().await
    }

    /// The raw results of a mailbox, newest first, those before `before`.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn results(
        &self,
        address: &Address,
        before: Timestamp,
        limit: i64,
    ) -> Result<Vec<ProofResult>, StoreError> {
        let rows = sqlx::query(
            "select ability, at, state, took_ms, cause, trace, run_id from results \
             where address = $1 and at < $2 order by at desc limit $3",
        )
        .bind(address.as_str())
        .bind(before.0)
        .bind(limit)
        .fetch_all(self.database.read())
        .await?;
        rows.iter()
            .map(|row| {
                let c = Columns::new("results", row);
                let run = c.maybe_text("run_id")?;
                Ok(ProofResult {
                    ability: c.code("ability", ability_from)?,
                    state: c.code("state", light_state)?,
                    at: c.at("at")?,
                    took_ms: u32::try_from(c.number("took_ms")?).unwrap_or(u32::MAX),
                    cause: c.maybe_cause("cause")?,
                    microsoft: c.maybe_trace("trace")?,
                    run: run.and_then(|id| RunId::parse(&id).ok()),
                })
            })
            .collect()
    }

    /// Looks at mailboxes every few minutes from now on, until they prove
    /// themselves or `until`.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn watch(
        &self,
        addresses: &[Address],
        until: Timestamp,
        actor: &Actor,
    ) -> Result<(), StoreError> {
        let due = clock::now().plus_ms(WATCH_EVERY_MS);
        let mut write = self.begin().await?;
        for address in addresses {
            sqlx::query("update mailboxes set watch_until = $1, check_due = $2 where address = $3")
                .bind(until.0)
                .bind(due.0)
                .bind(address.as_str())
                .execute(write.tx())
                .await?;
        }
        let detail = format!("{} mailboxes", addresses.len());
        write.audit(actor, "rights.script", "", &detail).await?;
        write.commit().await
    }

    /// Forgets raw results and runs that are older than 30 days.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn drop_results(&self, now: Timestamp) -> Result<(), StoreError> {
        let before = now.0 - KEPT_MS;
        for statement in [
            "delete from results where at < $1",
            "delete from runs where state <> 'running' and started_at < $1",
        ] {
            sqlx::query(statement)
                .bind(before)
                .execute(self.database.write())
                .await?;
        }
        Ok(())
    }
}

/// Notes at a mailbox that it was proved. Says whether it is still there.
async fn touch(write: &mut Write<'_>, finding: &Finding<'_>) -> Result<bool, StoreError> {
    let end = finding.end.as_ref();
    let proved = end.is_some_and(|end| end.outcome == Outcome::Green);
    let done = sqlx::query(
        "update mailboxes set tested_at = coalesce($1, tested_at), \
         proved_at = coalesce($2, proved_at), \
         check_due = case when cast($3 as bigint) is null then check_due \
         when watch_until > $5 and $6 = 0 then $5 else cast($3 as bigint) end \
         where address = $4",
    )
    .bind(finding.lights.last().map(|light| light.at.0))
    .bind(proved.then(|| clock::now().0))
    .bind(end.and_then(|end| end.due).map(|due| due.0))
    .bind(finding.address.as_str())
    // Where rights are to arrive, the next look is soon.
    .bind(clock::now().plus_ms(WATCH_EVERY_MS).0)
    .bind(i64::from(proved))
    .execute(write.tx())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// `($1, $2), ($3, $4)`: places for so many rows of so many values.
fn places(rows: usize, values: usize) -> String {
    let row = |at: usize| {
        let places: Vec<String> = (1..=values)
            .map(|n| format!("${}", at * values + n))
            .collect();
        ["(", &places.join(", "), ")"].concat()
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

pub(super) async fn write_lights(
    write: &mut Write<'_>,
    lights: &[(&Address, &Light)],
) -> Result<(), StoreError> {
    let query = [
        "insert into lights (address, ability, state, at, took_ms, cause, trace, \
         standing_state, standing_cause) values ",
        &places(lights.len(), 9),
        " on conflict (address, ability) do update set \
         state = excluded.state, at = excluded.at, took_ms = excluded.took_ms, \
         cause = excluded.cause, trace = excluded.trace, \
         standing_state = excluded.standing_state, standing_cause = excluded.standing_cause",
    ]
    .concat();
    let mut query = sqlx::query(AssertSqlSafe(query));
    for (address, light) in lights {
        query = query
            .bind(address.as_str())
            .bind(light.ability.code())
            .bind(light_code(light.state))
            .bind(light.at.0)
            .bind(i64::from(light.took_ms))
            .bind(light.cause.map(Cause::code))
            .bind(trace_text(light.microsoft.as_ref()))
            .bind(light.standing.map(|standing| light_code(standing.state)))
            .bind(light.standing.and_then(|s| s.cause).map(Cause::code));
    }
    query.execute(write.tx()).await?;
    Ok(())
}

pub(super) async fn write_results(
    write: &mut Write<'_>,
    lights: &[(&Address, &Light)],
    run: Option<&RunId>,
) -> Result<(), StoreError> {
    let query = [
        "insert into results (address, ability, at, state, took_ms, cause, trace, run_id) values ",
        &places(lights.len(), 8),
    ]
    .concat();
    let mut query = sqlx::query(AssertSqlSafe(query));
    for (address, light) in lights {
        query = query
            .bind(address.as_str())
            .bind(light.ability.code())
            .bind(light.at.0)
            .bind(light_code(light.state))
            .bind(i64::from(light.took_ms))
            .bind(light.cause.map(Cause::code))
            .bind(trace_text(light.microsoft.as_ref()))
            .bind(run.map(RunId::as_str));
    }
    query.execute(write.tx()).await?;
    Ok(())
}

/// Stores a verdict and says whether it is another one. The moment moves only
/// with the verdict itself.
pub(super) async fn write_verdict(
    write: &mut Write<'_>,
    address: &Address,
    verdict: &Verdict,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "update mailboxes set verdict = $1, verdict_rank = $2, verdict_cause = $3, \
         verdict_ability = $4, verdict_since = $5 where address = $6 and not \
         (verdict = $1 and coalesce(verdict_cause, '') = coalesce($3, '') \
         and coalesce(verdict_ability, '') = coalesce($4, ''))",
    )
    .bind(verdict.state.code())
    .bind(rank(verdict.state))
    .bind(verdict.cause.map(Cause::code))
    .bind(verdict.ability.map(Ability::code))
    .bind(verdict.since.0)
    .bind(address.as_str())
    .execute(write.tx())
    .await?;
    Ok(done.rows_affected() > 0)
}
