//! Runs over many mailboxes: what they are over, and how far they are.

use super::audit::Actor;
use super::columns::Columns;
use super::database::list;
use super::findings::{End, Finding};
use super::leases::Work;
use super::mailbox_list::{Key, MailboxFilter, Question};
use super::write::Write;
use super::{Store, StoreError};
use crate::{clock, random};
use contract::catalogue::Cause;
use contract::events::ChangeKind;
use contract::ids::{AccountId, Address, RunId};
use contract::languages::Lang;
use contract::languages::texts::LOG_OF;
use contract::mailboxes::{Mailbox, ProofKind};
use contract::runs::{Outcome, ProofRun, RunItem, RunReason, RunState};
use contract::time::Timestamp;
use serde_json::json;
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

const TABLE: &str = "runs";

const WORK: Work = Work {
    table: TABLE,
    under_way: "state = 'running'",
};

/// What a run is over.
pub enum Over<'a> {
    /// These mailboxes.
    Addresses(&'a [Address]),
    /// All that fit.
    Filter(&'a MailboxFilter),
}

/// A run that starts.
pub struct NewRunRow<'a> {
    /// How far each proof goes.
    pub kind: ProofKind,
    /// Why.
    pub reason: RunReason,
    /// By whom.
    pub started_by: &'a str,
    /// Over what.
    pub over: Over<'a>,
}

fn kind_code(kind: ProofKind) -> &'static str {
    match kind {
        ProofKind::Check => "check",
        ProofKind::Full => "full",
    }
}

impl Store {
    /// Stores a run with its mailboxes. `None` where it would be over nothing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where one of the addresses is no mailbox.
    pub async fn add_run(
        &self,
        new: &NewRunRow<'_>,
        actor: &Actor,
    ) -> Result<Option<RunId>, StoreError> {
        let mut write = self.begin().await?;
        let id = write_run(&mut write, new, actor).await?;
        write.commit().await?;
        Ok(id)
    }

    /// The runs of the last 30 days, newest first.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn runs(
        &self,
        state: Option<RunState>,
        limit: i64,
    ) -> Result<Vec<ProofRun>, StoreError> {
        let rows = sqlx::query(
            "select * from runs where $1 in ('', state) order by started_at desc, id limit $2",
        )
        .bind(state.map_or("", RunState::code))
        .bind(limit)
        .fetch_all(self.database.read())
        .await?;
        rows.iter().map(read).collect()
    }

    /// The last run for this reason.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn last_run(&self, reason: RunReason) -> Result<Option<ProofRun>, StoreError> {
        let query = "select * from runs where reason = $1 order by started_at desc, id limit 1";
        let row = sqlx::query(query)
            .bind(reason.code())
            .fetch_optional(self.database.read())
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// One run.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub async fn run(&self, id: &RunId) -> Result<ProofRun, StoreError> {
        let row = sqlx::query("select * from runs where id = $1")
            .bind(id.as_str())
            .fetch_one(self.database.read())
            .await?;
        read(&row)
    }

    /// The mailboxes of a run in their order, behind a position; those with one
    /// outcome, where that is asked for.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn run_items(
        &self,
        id: &RunId,
        outcome: Option<Outcome>,
        behind: i64,
        limit: i64,
    ) -> Result<Vec<RunItem>, StoreError> {
        let rows = sqlx::query(
            "select position, address, outcome, cause, at from run_items where run_id = $1 \
             and position > $2 and (cast($3 as text) is null or outcome = $3) \
             order by position limit $4",
        )
        .bind(id.as_str())
        .bind(behind)
        .bind(outcome.map(Outcome::code))
        .bind(limit)
        .fetch_all(self.database.read())
        .await?;
        rows.iter()
            .map(|row| {
                let c = Columns::new("run_items", row);
                let outcome = c.maybe_text("outcome")?;
                Ok(RunItem {
                    position: c.number("position")?,
                    address: c.address("address")?,
                    outcome: outcome.as_deref().and_then(outcome_from),
                    cause: c.maybe_cause("cause")?,
                    at: c.maybe_at("at")?,
                })
            })
            .collect()
    }

    /// The next mailboxes of a run that have no outcome yet. Those that were
    /// removed meanwhile are noted as gone.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn run_left(&self, id: &RunId, limit: i64) -> Result<Vec<Mailbox>, StoreError> {
        let rows = sqlx::query(
            "select address from run_items where run_id = $1 and outcome is null \
             order by position limit $2",
        )
        .bind(id.as_str())
        .bind(limit)
        .fetch_all(self.database.read())
        .await?;
        let addresses = rows
            .iter()
            .map(|row| Columns::new("run_items", row).address("address"))
            .collect::<Result<Vec<_>, _>>()?;
        let found = self.mailboxes_named(&addresses).await?;
        if found.len() < addresses.len() {
            let gone = addresses
                .into_iter()
                .filter(|address| !found.iter().any(|m| m.address == *address))
                .map(|address| Finding {
                    address,
                    lights: Vec::new(),
                    outdated: Vec::new(),
                    end: Some(End {
                        outcome: Outcome::Gone,
                        cause: None,
                        verdict: None,
                        due: None,
                    }),
                })
                .collect();
            self.record(gone, Some(id)).await?;
        }
        Ok(found)
    }

    /// Stops a run. Says whether it was running.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub async fn stop_run(&self, id: &RunId, actor: &Actor) -> Result<bool, StoreError> {
        self.turn_run(
            id,
            (RunState::Running, RunState::Stopped),
            "run.stop",
            actor,
        )
        .await
    }

    /// Lets a stopped run go on. Says whether it was stopped.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub async fn resume_run(&self, id: &RunId, actor: &Actor) -> Result<bool, StoreError> {
        self.turn_run(
            id,
            (RunState::Stopped, RunState::Running),
            "run.resume",
            actor,
        )
        .await
    }

    async fn turn_run(
        &self,
        id: &RunId,
        (from, to): (RunState, RunState),
        action: &str,
        actor: &Actor,
    ) -> Result<bool, StoreError> {
        self.run(id).await?;
        let mut write = self.begin().await?;
        let done = sqlx::query(
            "update runs set state = $1, holder = null, held_until = null \
             where id = $2 and state = $3",
        )
        .bind(to.code())
        .bind(id.as_str())
        .bind(from.code())
        .execute(write.tx())
        .await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        write.audit(actor, action, id.as_str(), "").await?;
        write.changed(ChangeKind::Run, id.as_str());
        write.commit().await?;
        Ok(true)
    }

    /// Ends a run none of whose mailboxes waits any more.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn end_run(&self, id: &RunId) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        let done = sqlx::query(
            "update runs set state = 'done', ended_at = $1, holder = null, held_until = null \
             where id = $2 and state = 'running' and not exists \
             (select 1 from run_items where run_id = $2 and outcome is null)",
        )
        .bind(clock::now().0)
        .bind(id.as_str())
        .execute(write.tx())
        .await?;
        if done.rows_affected() > 0 {
            let actor = Actor::backend();
            write.audit(&actor, "run.done", id.as_str(), "").await?;
            write.changed(ChangeKind::Run, id.as_str());
        }
        write.commit().await
    }

    /// Takes a running run for this process, or goes on holding it. `false`
    /// where it runs no longer, or somebody else is at it.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn hold_run(&self, id: &RunId) -> Result<bool, StoreError> {
        self.hold(&WORK, id.as_str()).await
    }

    /// The runs that should be going on.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn runs_under_way(&self) -> Result<Vec<RunId>, StoreError> {
        let ids = self.under_way(&WORK).await?;
        let parsed = ids.iter().map(|id| RunId::parse(id));
        parsed
            .collect::<Result<_, _>>()
            .map_err(|_| StoreError::Corrupt(TABLE))
    }

    /// Takes mailboxes whose check by itself is due, and puts them off until
    /// `until`: of several processes only one gets each.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn take_due(
        &self,
        now: Timestamp,
        until: Timestamp,
        limit: i64,
    ) -> Result<Vec<Mailbox>, StoreError> {
        let mut write = self.begin().await?;
        let rows = sqlx::query(
            "update mailboxes set check_due = $1 where address in (select address \
             from mailboxes where check_due > 0 and check_due <= $2 order by check_due limit $3) \
             returning address",
        )
        .bind(until.0)
        .bind(now.0)
        .bind(limit)
        .fetch_all(write.tx())
        .await?;
        write.commit().await?;
        let addresses = rows
            .iter()
            .map(|row| Columns::new("mailboxes", row).address("address"))
            .collect::<Result<Vec<_>, _>>()?;
        self.mailboxes_named(&addresses).await
    }
}

/// Stores a run inside a change. `None` where it would be over nothing.
pub(super) async fn write_run(
    write: &mut Write<'_>,
    new: &NewRunRow<'_>,
    actor: &Actor,
) -> Result<Option<RunId>, StoreError> {
    let id = random::id();
    sqlx::query(
        "insert into runs (id, kind, reason, started_by, state, started_at, total, green, \
         red, unknown, gone) values ($1, $2, $3, $4, 'running', $5, 0, 0, 0, 0, 0)",
    )
    .bind(&id)
    .bind(kind_code(new.kind))
    .bind(new.reason.code())
    .bind(new.started_by)
    .bind(clock::now().0)
    .execute(write.tx())
    .await?;
    let total = match &new.over {
        Over::Addresses(addresses) => add_named(write, &id, addresses).await?,
        Over::Filter(filter) => add_fitting(write, &id, filter).await?,
    };
    if total == 0 {
        sqlx::query("delete from runs where id = $1")
            .bind(&id)
            .execute(write.tx())
            .await?;
        return Ok(None);
    }
    sqlx::query("update runs set total = $1 where id = $2")
        .bind(i64::try_from(total).unwrap_or(i64::MAX))
        .bind(&id)
        .execute(write.tx())
        .await?;
    let detail = LOG_OF.filled(Lang::STORED, &[kind_code(new.kind), &total.to_string()]);
    write.audit(actor, "run.start", &id, &detail).await?;
    write.changed(ChangeKind::Run, &id);
    let id = RunId::parse(&id).map_err(|_| StoreError::Corrupt(TABLE))?;
    Ok(Some(id))
}

/// Stores the full proofs of all mailboxes of an account, inside the change that
/// concerns each of them: no crash comes between the two. Those that only
/// rehearse are read, not written to.
pub(super) async fn write_account_run(
    write: &mut Write<'_>,
    account: &AccountId,
    reason: RunReason,
    actor: &Actor,
) -> Result<Option<RunId>, StoreError> {
    let filter = MailboxFilter {
        account: Some(account.clone()),
        ..MailboxFilter::default()
    };
    let new = NewRunRow {
        kind: ProofKind::Full,
        reason,
        started_by: actor.as_str(),
        over: Over::Filter(&filter),
    };
    write_run(write, &new, actor).await
}

async fn add_named(
    write: &mut Write<'_>,
    id: &str,
    addresses: &[Address],
) -> Result<u64, StoreError> {
    let mut seen = std::collections::HashSet::new();
    let mut total = 0;
    for address in addresses.iter().filter(|address| seen.insert(*address)) {
        total += 1;
        let done = sqlx::query(
            "insert into run_items (run_id, position, address) \
             select $1, cast($2 as bigint), address from mailboxes where address = $3",
        )
        .bind(id)
        .bind(i64::try_from(total).unwrap_or(i64::MAX))
        .bind(address.as_str())
        .execute(write.tx())
        .await?;
        if done.rows_affected() == 0 {
            return Err(StoreError::NotFound);
        }
    }
    Ok(total)
}

async fn add_fitting(
    write: &mut Write<'_>,
    id: &str,
    filter: &MailboxFilter,
) -> Result<u64, StoreError> {
    let mut question = Question::new("");
    let place = question.place(Key::Text(id.to_owned()));
    question.sql = [
        "insert into run_items (run_id, position, address) select ",
        &place,
        ", row_number() over (order by m.address), m.address from mailboxes m where 1 = 1",
    ]
    .concat();
    question.filter(filter);
    Ok(question.ask().execute(write.tx()).await?.rows_affected())
}

/// Notes what a run found about mailboxes, each once.
pub(super) async fn write_outcomes(
    write: &mut Write<'_>,
    run: &RunId,
    outcomes: &[(&Address, Outcome, Option<Cause>)],
) -> Result<(), StoreError> {
    let row = |(address, outcome, cause): &(&Address, Outcome, Option<Cause>)| {
        let cause = cause.map(Cause::code);
        json!([run.as_str(), address.as_str(), outcome.code(), cause])
    };
    let rows = sqlx::query(AssertSqlSafe(outcomes_query(write.listed())))
        .bind(list(outcomes.iter().map(row)))
        .bind(clock::now().0)
        .fetch_all(write.tx())
        .await?;
    let mut counts = [0_i64; Outcome::ALL.len()];
    for row in &rows {
        let outcome = Columns::new("run_items", row).code("outcome", outcome_from)?;
        for (count, one) in counts.iter_mut().zip(Outcome::ALL) {
            *count += i64::from(one == outcome);
        }
    }
    let [green, red, unknown, gone] = counts;
    sqlx::query(
        "update runs set green = green + $1, red = red + $2, unknown = unknown + $3, \
         gone = gone + $4 where id = $5",
    )
    .bind(green)
    .bind(red)
    .bind(unknown)
    .bind(gone)
    .bind(run.as_str())
    .execute(write.tx())
    .await?;
    Ok(())
}

/// The run is named in each row: named once beside them, SQLite would go through
/// the whole list for each item of the run.
fn outcomes_query(listed: &str) -> String {
    [
        "with came as materialized (select value ->> 0 as run_id, value ->> 1 as address, \
         value ->> 2 as outcome, value ->> 3 as cause from ",
        listed,
        ") update run_items set outcome = came.outcome, cause = came.cause, at = $2 \
         from came where run_items.run_id = came.run_id and run_items.address = came.address \
         and run_items.outcome is null returning run_items.outcome",
    ]
    .concat()
}

fn outcome_from(code: &str) -> Option<Outcome> {
    Outcome::ALL.into_iter().find(|o| o.code() == code)
}

fn read(row: &AnyRow) -> Result<ProofRun, StoreError> {
    let c = Columns::new(TABLE, row);
    let count = |name| Ok::<_, StoreError>(u32::try_from(c.number(name)?).unwrap_or(u32::MAX));
    let (green, red) = (count("green")?, count("red")?);
    let (unknown, gone) = (count("unknown")?, count("gone")?);
    Ok(ProofRun {
        id: c.parsed("id", RunId::parse)?,
        kind: c.code("kind", |code| {
            [ProofKind::Check, ProofKind::Full]
                .into_iter()
                .find(|kind| kind_code(*kind) == code)
        })?,
        reason: c.code("reason", |code| {
            RunReason::ALL.into_iter().find(|r| r.code() == code)
        })?,
        started_by: c.text("started_by")?,
        state: c.code("state", |code| {
            RunState::ALL.into_iter().find(|s| s.code() == code)
        })?,
        started_at: c.at("started_at")?,
        ended_at: c.maybe_at("ended_at")?,
        total: count("total")?,
        done: green + red + unknown + gone,
        green,
        red,
        unknown,
        gone,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::store;

    #[tokio::test]
    async fn each_outcome_finds_its_item_by_the_index() {
        let (_folder, store) = store().await;
        let query = outcomes_query(store.database.listed());
        let plan = sqlx::query(AssertSqlSafe(["explain query plan ", &query].concat()))
            .bind("[]")
            .bind(1)
            .fetch_all(store.database.read())
            .await
            .unwrap();
        let steps = plan
            .iter()
            .map(|row| Columns::new("plan", row).text("detail").unwrap());
        let steps: Vec<String> = steps.collect();
        let wanted = "(run_id=? AND address=?)";
        assert!(steps.iter().any(|step| step.contains(wanted)), "{steps:?}");
    }
}
