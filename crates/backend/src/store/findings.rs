//! What proofs found: lights, raw results and verdicts, of many mailboxes in
//! few statements. A statement costs more than the rows in it, and of a run over
//! a thousand mailboxes all answers come within a moment.

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
use std::collections::HashSet;

/// How long raw results are kept.
const KEPT_MS: i64 = 30 * DAY_MS;

/// Rows in one statement: both databases limit how many values one may have.
pub(super) const ROWS: usize = 50;

/// How often a mailbox is looked at whose rights are to arrive.
const WATCH_EVERY_MS: i64 = 5 * 60 * 1000;

/// What a proof found about one mailbox.
pub struct Finding {
    /// Which one.
    pub address: Address,
    /// Lights, in the order in which they were proved.
    pub lights: Vec<Light>,
    /// What the proof came to, where this is its end.
    pub end: Option<End>,
}

/// What a proof came to.
pub struct End {
    /// In one word.
    pub outcome: Outcome,
    /// Why it is not green.
    pub cause: Option<Cause>,
    /// What the lights add up to now, where that is to be stored.
    pub verdict: Option<Verdict>,
    /// When the next check by itself is due.
    pub due: Option<Timestamp>,
}

impl Store {
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

/// Writes findings about mailboxes, each of which is among them once. One that
/// was removed meanwhile is passed over, and is `gone` for its run.
pub(super) async fn write_findings(
    write: &mut Write<'_>,
    findings: &[&Finding],
    run: Option<&RunId>,
) -> Result<(), StoreError> {
    let mut there = HashSet::new();
    for findings in findings.chunks(ROWS) {
        there.extend(touch(write, findings).await?);
    }
    let there = |finding: &&&Finding| there.contains(finding.address.as_str());
    let (there, gone): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(there);
    let verdicts: Vec<(&Address, &Verdict)> = there
        .iter()
        .filter_map(|one| Some((&one.address, one.end.as_ref()?.verdict.as_ref()?)))
        .collect();
    write_verdicts(write, &verdicts).await?;
    let lights: Vec<(&Address, &Light)> = there
        .iter()
        .flat_map(|one| one.lights.iter().map(|light| (&one.address, light)))
        .collect();
    for lights in lights.chunks(ROWS) {
        write_lights(write, lights).await?;
        write_results(write, lights, run).await?;
    }
    for finding in &there {
        write.changed(ChangeKind::Mailbox, finding.address.as_str());
    }
    if let Some(run) = run {
        let came = there.iter().filter_map(|one| {
            let end = one.end.as_ref()?;
            Some((&one.address, end.outcome, end.cause))
        });
        let gone = gone
            .iter()
            .filter(|one| one.end.is_some())
            .map(|one| (&one.address, Outcome::Gone, None));
        let outcomes: Vec<_> = came.chain(gone).collect();
        super::runs::write_outcomes(write, run, &outcomes).await?;
        write.changed(ChangeKind::Run, run.as_str());
    }
    Ok(())
}

/// Notes at mailboxes that they were proved. Gives those that are still there.
async fn touch(write: &mut Write<'_>, findings: &[&Finding]) -> Result<Vec<String>, StoreError> {
    let query = [
        "with found (address, tested, proved, due) as (values ",
        &places(1, findings.len(), 4),
        ") update mailboxes set tested_at = coalesce(found.tested, tested_at), \
         proved_at = coalesce(found.proved, proved_at), \
         check_due = case when found.due is null then check_due \
         when watch_until > $1 and found.proved is null then $1 else found.due end \
         from found where mailboxes.address = found.address returning mailboxes.address",
    ]
    .concat();
    let now = clock::now();
    // Where rights are to arrive, the next look is soon.
    let soon = now.plus_ms(WATCH_EVERY_MS);
    let mut query = sqlx::query(AssertSqlSafe(query)).bind(soon.0);
    for finding in findings {
        let end = finding.end.as_ref();
        let proved = end.is_some_and(|end| end.outcome == Outcome::Green);
        query = query
            .bind(finding.address.as_str())
            .bind(finding.lights.last().map(|light| light.at.0))
            .bind(proved.then_some(now.0))
            .bind(end.and_then(|end| end.due).map(|due| due.0));
    }
    let rows = query.fetch_all(write.tx()).await?;
    rows.iter()
        .map(|row| Columns::new("mailboxes", row).text("address"))
        .collect()
}

/// `($3, $4), ($5, $6)`: places for so many rows of so many values, behind
/// `before` others.
pub(super) fn places(before: usize, rows: usize, values: usize) -> String {
    let row = |at: usize| {
        let places: Vec<String> = (1..=values)
            .map(|n| format!("${}", before + at * values + n))
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
        &places(0, lights.len(), 9),
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
        &places(0, lights.len(), 8),
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

/// Stores a verdict and says whether it is another one.
pub(super) async fn write_verdict(
    write: &mut Write<'_>,
    address: &Address,
    verdict: &Verdict,
) -> Result<bool, StoreError> {
    Ok(write_verdicts(write, &[(address, verdict)]).await? > 0)
}

/// Stores verdicts and says how many are others. The moment moves only with the
/// verdict itself.
async fn write_verdicts(
    write: &mut Write<'_>,
    verdicts: &[(&Address, &Verdict)],
) -> Result<u64, StoreError> {
    let mut others = 0;
    for verdicts in verdicts.chunks(ROWS) {
        let query = [
            "with new (address, verdict, grade, cause, ability, since) as (values ",
            &places(0, verdicts.len(), 6),
            ") update mailboxes set verdict = new.verdict, verdict_rank = new.grade, \
             verdict_cause = new.cause, verdict_ability = new.ability, \
             verdict_since = new.since from new where mailboxes.address = new.address \
             and not (mailboxes.verdict = new.verdict \
             and coalesce(verdict_cause, '') = coalesce(new.cause, '') \
             and coalesce(verdict_ability, '') = coalesce(new.ability, ''))",
        ]
        .concat();
        let mut query = sqlx::query(AssertSqlSafe(query));
        for (address, verdict) in verdicts {
            query = query
                .bind(address.as_str())
                .bind(verdict.state.code())
                .bind(rank(verdict.state))
                .bind(verdict.cause.map(Cause::code))
                .bind(verdict.ability.map(Ability::code))
                .bind(verdict.since.0);
        }
        others += query.execute(write.tx()).await?.rows_affected();
    }
    Ok(others)
}
