//! What proofs found: lights, raw results and verdicts, of many mailboxes in
//! few statements. A statement costs more than the rows in it, and of a run over
//! a thousand mailboxes all answers come within a moment.

use super::audit::Actor;
use super::columns::{Columns, trace_text};
use super::database::list;
use super::mailboxes::{ability_from, light_code, light_state, rank};
use super::write::Write;
use super::{Store, StoreError};
use crate::clock;
use contract::catalogue::Cause;
use contract::days::{BAD, DAYS, GOOD};
use contract::events::ChangeKind;
use contract::ids::{Address, RunId};
use contract::mailboxes::{Ability, Light, LightState, Verdict};
use contract::runs::{Outcome, ProofResult};
use contract::time::{DAY_MS, Timestamp};
use serde_json::json;
use sqlx::AssertSqlSafe;
use std::collections::HashSet;

/// How long raw results are kept.
const KEPT_MS: i64 = 30 * DAY_MS;

/// How often a mailbox is looked at whose rights are to arrive.
const WATCH_EVERY_MS: i64 = 5 * 60 * 1000;

/// What a proof found about one mailbox.
pub struct Finding {
    /// Which one.
    pub address: Address,
    /// Lights, in the order in which they were proved.
    pub lights: Vec<Light>,
    /// Abilities of which nothing is known any more. Their raw results stay.
    pub outdated: Vec<Ability>,
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
    let there = touch(write, findings).await?;
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
    write_lights(write, &lights, run).await?;
    for finding in &there {
        for ability in &finding.outdated {
            sqlx::query("delete from lights where address = $1 and ability = $2")
                .bind(finding.address.as_str())
                .bind(ability.code())
                .execute(write.tx())
                .await?;
        }
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
async fn touch(
    write: &mut Write<'_>,
    findings: &[&Finding],
) -> Result<HashSet<String>, StoreError> {
    let query = [
        "with found as materialized (select value ->> 0 as address, \
         cast(value ->> 1 as bigint) as tested, cast(value ->> 2 as bigint) as proved, \
         cast(value ->> 3 as bigint) as due, cast(value ->> 4 as bigint) as day, \
         cast(value ->> 5 as bigint) as bits from ",
        write.listed(),
        ") update mailboxes set days = case when found.bits = 0 then days \
         when found.day <= days_last then days | found.bits \
         when found.day >= days_last + $3 then found.bits \
         else ((days << cast(2 * (found.day - days_last) as integer)) & $4) | found.bits end, \
         days_last = case when found.bits = 0 or found.day <= days_last then days_last \
         else found.day end, tested_at = coalesce(found.tested, tested_at), \
         proved_at = coalesce(found.proved, proved_at), \
         check_due = case when found.due is null then check_due \
         when watch_until > $2 and found.proved is null then $2 else found.due end \
         from found where mailboxes.address = found.address returning mailboxes.address",
    ]
    .concat();
    let now = clock::now();
    let row = |finding: &&Finding| {
        let end = finding.end.as_ref();
        let tested = finding.lights.last().map(|light| light.at.0);
        let proved = end.is_some_and(|end| end.outcome == Outcome::Green);
        let due = end.and_then(|end| end.due).map(|due| due.0);
        json!([
            finding.address.as_str(),
            tested,
            proved.then_some(now.0),
            due,
            now.day().0,
            bits(&finding.lights),
        ])
    };
    let rows = sqlx::query(AssertSqlSafe(query))
        .bind(list(findings.iter().map(row)))
        // Where rights are to arrive, the next look is soon.
        .bind(now.plus_ms(WATCH_EVERY_MS).0)
        .bind(i64::from(DAYS))
        .bind((1_i64 << (2 * DAYS)) - 1)
        .fetch_all(write.tx())
        .await?;
    rows.iter()
        .map(|row| Columns::new("mailboxes", row).text("address"))
        .collect()
}

/// What these lights say about a day.
fn bits(lights: &[Light]) -> i64 {
    let bit = |light: &Light| match light.state {
        LightState::Green => GOOD,
        LightState::Red => BAD,
        LightState::Unknown => 0,
    };
    lights.iter().map(bit).fold(0, |all, one| all | one)
}

/// Stores lights, each also as a raw result.
pub(super) async fn write_lights(
    write: &mut Write<'_>,
    lights: &[(&Address, &Light)],
    run: Option<&RunId>,
) -> Result<(), StoreError> {
    let row = |(address, light): &(&Address, &Light)| {
        json!([
            address.as_str(),
            light.ability.code(),
            light.at.0,
            light_code(light.state),
            light.took_ms,
            light.cause.map(Cause::code),
            trace_text(light.microsoft.as_ref()),
            light.standing.map(|standing| light_code(standing.state)),
            light.standing.and_then(|s| s.cause).map(Cause::code),
        ])
    };
    let rows = list(lights.iter().map(row));
    let query = [
        "insert into lights (address, ability, at, state, took_ms, cause, trace, \
         standing_state, standing_cause) \
         select value ->> 0, value ->> 1, cast(value ->> 2 as bigint), value ->> 3, \
         cast(value ->> 4 as bigint), value ->> 5, value ->> 6, value ->> 7, value ->> 8 from ",
        write.listed(),
        " where true on conflict (address, ability) do update set \
         state = excluded.state, at = excluded.at, took_ms = excluded.took_ms, \
         cause = excluded.cause, trace = excluded.trace, \
         standing_state = excluded.standing_state, standing_cause = excluded.standing_cause",
    ]
    .concat();
    sqlx::query(AssertSqlSafe(query))
        .bind(rows.as_str())
        .execute(write.tx())
        .await?;
    let query = [
        "insert into results (address, ability, at, state, took_ms, cause, trace, run_id) \
         select value ->> 0, value ->> 1, cast(value ->> 2 as bigint), value ->> 3, \
         cast(value ->> 4 as bigint), value ->> 5, value ->> 6, cast($2 as text) from ",
        write.listed(),
    ]
    .concat();
    sqlx::query(AssertSqlSafe(query))
        .bind(rows.as_str())
        .bind(run.map(RunId::as_str))
        .execute(write.tx())
        .await?;
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
    // Most of the time there is none.
    if verdicts.is_empty() {
        return Ok(0);
    }
    let query = [
        "with new as materialized (select value ->> 0 as address, value ->> 1 as verdict, \
         cast(value ->> 2 as bigint) as grade, value ->> 3 as cause, value ->> 4 as ability, \
         cast(value ->> 5 as bigint) as since from ",
        write.listed(),
        ") update mailboxes set verdict = new.verdict, verdict_rank = new.grade, \
         verdict_cause = new.cause, verdict_ability = new.ability, \
         verdict_since = new.since from new where mailboxes.address = new.address \
         and not (mailboxes.verdict = new.verdict \
         and coalesce(verdict_cause, '') = coalesce(new.cause, '') \
         and coalesce(verdict_ability, '') = coalesce(new.ability, ''))",
    ]
    .concat();
    let row = |(address, verdict): &(&Address, &Verdict)| {
        json!([
            address.as_str(),
            verdict.state.code(),
            rank(verdict.state),
            verdict.cause.map(Cause::code),
            verdict.ability.map(Ability::code),
            verdict.since.0,
        ])
    };
    let done = sqlx::query(AssertSqlSafe(query))
        .bind(list(verdicts.iter().map(row)))
        .execute(write.tx())
        .await?;
    Ok(done.rows_affected())
}
