//! Waves: Exchange accounts that are switched to Graph together, and how far
//! each of them is. What a wave does to one account is one transaction.

use super::audit::Actor;
use super::columns::Columns;
use super::leases::Work;
use super::migration::{ExchangeRow, Step, row_of};
use super::write::Write;
use super::{Store, StoreError};
use crate::{clock, random};
use contract::catalogue::Cause;
use contract::events::ChangeKind;
use contract::ids::{Address, WaveId};
use contract::languages::Lang;
use contract::languages::texts::LOG_OF_FAILED;
use contract::waves::{Wave, WaveItem, WaveItemState, WaveState, stops_at};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

const TABLE: &str = "waves";
const ITEMS: &str = "wave_items";

/// It runs, or it was stopped while accounts were being proved.
const WORK: Work = Work {
    table: TABLE,
    under_way: "(state = 'running' or exists (select 1 from wave_items i \
                where i.wave_id = waves.id and i.state = 'switching'))",
};

/// Why something of a migration is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotDone {
    /// The account it is about.
    pub address: Option<Address>,
    /// Why.
    pub cause: Cause,
}

impl From<Cause> for NotDone {
    fn from(cause: Cause) -> Self {
        let address = None;
        Self { address, cause }
    }
}

impl Store {
    /// Stores a wave over Exchange accounts that are ready, all of them.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn add_wave(
        &self,
        addresses: &[Address],
        started_by: &str,
        actor: &Actor,
    ) -> Result<Result<WaveId, NotDone>, StoreError> {
        let id = random::id();
        let mut write = self.begin().await?;
        let done = sqlx::query(
            "insert into waves (id, number, state, started_by, started_at, total) \
             select $1, coalesce(max(number), 0) + 1, 'running', $2, cast($3 as bigint), \
             cast($4 as bigint) from waves",
        )
        .bind(&id)
        .bind(started_by)
        .bind(clock::now().0)
        .bind(i64::try_from(addresses.len()).unwrap_or(i64::MAX))
        .execute(write.tx())
        .await;
        // The index lets only one run.
        match done.map_err(StoreError::from) {
            Err(StoreError::Exists) => return Ok(Err(Cause::WaveRunning.into())),
            done => done?,
        };
        for (at, address) in (1_i64..).zip(addresses) {
            let row = row_of(&mut write, address).await?;
            if let Err(cause) = row.ready() {
                let address = Some(address.clone());
                return Ok(Err(NotDone { address, cause }));
            }
            add_item(&mut write, &id, at, &row).await?;
        }
        let detail = format!("{} accounts", addresses.len());
        write.audit(actor, "wave.start", &id, &detail).await?;
        write.changed(ChangeKind::Migration, &id);
        write.commit().await?;
        let id = WaveId::parse(&id).map_err(|_| StoreError::Corrupt(TABLE))?;
        Ok(Ok(id))
    }

    /// All waves, the newest first.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn waves(&self) -> Result<Vec<Wave>, StoreError> {
        let query = [&select(), " order by w.number desc"].concat();
        let rows = sqlx::query(AssertSqlSafe(query))
            .fetch_all(self.database.read())
            .await?;
        rows.iter().map(read).collect()
    }

    /// One wave.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub async fn wave(&self, id: &WaveId) -> Result<Wave, StoreError> {
        let query = [&select(), " where w.id = $1"].concat();
        let row = sqlx::query(AssertSqlSafe(query))
            .bind(id.as_str())
            .fetch_one(self.database.read())
            .await?;
        read(&row)
    }

    /// The accounts of a wave in their order, behind a position; those that
    /// stand in one place, where that is asked for.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn wave_items(
        &self,
        id: &WaveId,
        state: Option<WaveItemState>,
        behind: i64,
        limit: i64,
    ) -> Result<Vec<WaveItem>, StoreError> {
        let rows = sqlx::query(
            "select position, address, account_name, state, cause, at from wave_items \
             where wave_id = $1 and position > $2 and (cast($3 as text) is null or state = $3) \
             order by position limit $4",
        )
        .bind(id.as_str())
        .bind(behind)
        .bind(state.map(WaveItemState::code))
        .bind(limit)
        .fetch_all(self.database.read())
        .await?;
        rows.iter()
            .map(|row| {
                let c = Columns::new(ITEMS, row);
                Ok(WaveItem {
                    position: c.number("position")?,
                    address: c.address("address")?,
                    account_name: c.name("account_name")?,
                    state: c.code("state", |code| {
                        WaveItemState::ALL.into_iter().find(|s| s.code() == code)
                    })?,
                    cause: c.maybe_cause("cause")?,
                    at: c.maybe_at("at")?,
                })
            })
            .collect()
    }

    /// Switches the next accounts of a running wave, in one transaction: their
    /// mailboxes serve jobs from now on. What is not ready any more is skipped.
    /// Says whether there were any.
    ///
    /// # Errors
    /// Where the database refuses; then nothing of it happened.
    pub async fn switch_next(&self, id: &WaveId, limit: i64) -> Result<bool, StoreError> {
        let mut write = self.begin().await?;
        if !still_runs(&mut write, id).await? {
            return Ok(false);
        }
        let rows = sqlx::query(
            "select address from wave_items where wave_id = $1 and state = 'waiting' \
             order by position limit $2",
        )
        .bind(id.as_str())
        .bind(limit)
        .fetch_all(write.tx())
        .await?;
        for row in &rows {
            let address = Columns::new(ITEMS, row).address("address")?;
            switch(&mut write, id, &address).await?;
        }
        if rows.is_empty() {
            return Ok(false);
        }
        write.changed(ChangeKind::Migration, id.as_str());
        write.commit().await?;
        Ok(true)
    }

    /// Notes what the proof of a switched account came to. Where it failed, the
    /// account uses Exchange again; and where too many failed, the wave stops.
    /// Done twice, it is done once.
    ///
    /// # Errors
    /// Where the database refuses; then nothing of it happened.
    pub async fn settle_switch(
        &self,
        id: &WaveId,
        address: &Address,
        proved: Result<(), Cause>,
    ) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        let to = match proved {
            Ok(()) => WaveItemState::Switched,
            Err(_) => WaveItemState::Failed,
        };
        let from = WaveItemState::Switching;
        if !turn_item(&mut write, id, address, (from, to), proved.err()).await? {
            return Ok(());
        }
        let actor = Actor::backend();
        match proved {
            Ok(()) => {
                sqlx::query(
                    "update exchange_accounts set state = 'switched' \
                     where address = $1 and state = 'switching'",
                )
                .bind(address.as_str())
                .execute(write.tx())
                .await?;
                let object = address.as_str();
                write
                    .audit(&actor, "migration.switched", object, id.as_str())
                    .await?;
            }
            Err(cause) => {
                put_back(&mut write, id, address).await?;
                let object = address.as_str();
                write
                    .audit(&actor, "migration.put_back", object, cause.code())
                    .await?;
                stop_where_too_many(&mut write, id).await?;
            }
        }
        changed(&mut write, id, address);
        write.commit().await
    }

    /// Ends a wave none of whose accounts waits any more.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn end_wave(&self, id: &WaveId) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        let done = sqlx::query(
            "update waves set state = 'done', ended_at = $1, holder = null, held_until = null \
             where id = $2 and state = 'running' and not exists (select 1 from wave_items \
             where wave_id = $2 and state in ('waiting', 'switching'))",
        )
        .bind(clock::now().0)
        .bind(id.as_str())
        .execute(write.tx())
        .await?;
        if done.rows_affected() > 0 {
            let actor = Actor::backend();
            write.audit(&actor, "wave.done", id.as_str(), "").await?;
            write.changed(ChangeKind::Migration, id.as_str());
        }
        write.commit().await
    }

    /// Stops a wave: what was switched is still proved, what waits stays on
    /// Exchange. Says whether it was running.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub async fn stop_wave(&self, id: &WaveId, actor: &Actor) -> Result<bool, StoreError> {
        self.wave(id).await?;
        let mut write = self.begin().await?;
        if !end(&mut write, id, (WaveState::Running, WaveState::Stopped)).await? {
            return Ok(false);
        }
        write.audit(actor, "wave.stop", id.as_str(), "").await?;
        write.changed(ChangeKind::Migration, id.as_str());
        write.commit().await?;
        Ok(true)
    }

    /// Rolls a wave back: everything it switched uses Exchange again.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub async fn roll_wave_back(
        &self,
        id: &WaveId,
        actor: &Actor,
    ) -> Result<Result<(), NotDone>, StoreError> {
        self.wave(id).await?;
        let mut write = self.begin().await?;
        // What is switched is proved to its end first.
        let busy = "select address from wave_items where wave_id = $1 and state = 'switching'";
        let running = still_runs(&mut write, id).await?;
        if running || !named(&mut write, busy, id).await?.is_empty() {
            return Ok(Err(Cause::WaveRunning.into()));
        }
        let rows = named(
            &mut write,
            "select i.address from wave_items i join exchange_accounts e \
             on e.address = i.address and e.wave_id = i.wave_id \
             where i.wave_id = $1 and i.state = 'switched' order by i.position",
            id,
        );
        let rows = rows.await?;
        if rows.is_empty() {
            return Ok(Err(Cause::NothingSwitched.into()));
        }
        for address in &rows {
            roll_back(&mut write, id, address, actor).await?;
        }
        for from in [
            WaveState::Done,
            WaveState::Stopped,
            WaveState::StoppedByFailures,
        ] {
            end(&mut write, id, (from, WaveState::RolledBack)).await?;
        }
        let detail = format!("{} accounts", rows.len());
        write
            .audit(actor, "wave.roll_back", id.as_str(), &detail)
            .await?;
        write.commit().await?;
        Ok(Ok(()))
    }

    /// Rolls single accounts back: all of them, or none.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for an address that is no Exchange account.
    pub async fn roll_accounts_back(
        &self,
        addresses: &[Address],
        actor: &Actor,
    ) -> Result<Result<(), NotDone>, StoreError> {
        let mut write = self.begin().await?;
        for address in addresses {
            let row = row_of(&mut write, address).await?;
            let cause = match (row.step, &row.wave) {
                (Step::Switched, Some(wave)) => {
                    roll_back(&mut write, wave, address, actor).await?;
                    continue;
                }
                (Step::Switching, _) => Cause::WaveRunning,
                _ => Cause::NothingSwitched,
            };
            let address = Some(address.clone());
            return Ok(Err(NotDone { address, cause }));
        }
        write.commit().await?;
        Ok(Ok(()))
    }

    /// Takes a wave that is under way for this process, or goes on holding it.
    /// `false` where nothing is left to do, or somebody else is at it.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn hold_wave(&self, id: &WaveId) -> Result<bool, StoreError> {
        self.hold(&WORK, id.as_str()).await
    }

    /// The waves that somebody should be working on.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn waves_under_way(&self) -> Result<Vec<WaveId>, StoreError> {
        let ids = self.under_way(&WORK).await?;
        let parsed = ids.iter().map(|id| WaveId::parse(id));
        parsed
            .collect::<Result<_, _>>()
            .map_err(|_| StoreError::Corrupt(TABLE))
    }
}

async fn add_item(
    write: &mut Write<'_>,
    wave: &str,
    position: i64,
    row: &ExchangeRow,
) -> Result<(), StoreError> {
    let mailbox = row.mailbox.as_ref().ok_or(StoreError::NotFound)?;
    sqlx::query(
        "insert into wave_items (wave_id, position, address, account_name, state, was_live) \
         select $1, cast($2 as bigint), $3, name, 'waiting', cast($4 as bigint) \
         from accounts where id = $5",
    )
    .bind(wave)
    .bind(position)
    .bind(row.account.address.as_str())
    .bind(i64::from(!mailbox.rehearsing))
    .bind(mailbox.account.as_str())
    .execute(write.tx())
    .await?;
    Ok(())
}

/// Whether a wave runs; while this change lasts, nobody else changes it.
async fn still_runs(write: &mut Write<'_>, id: &WaveId) -> Result<bool, StoreError> {
    let done = sqlx::query("update waves set total = total where id = $1 and state = 'running'")
        .bind(id.as_str())
        .execute(write.tx())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// The addresses of a wave that a question is about.
async fn named(
    write: &mut Write<'_>,
    question: &'static str,
    id: &WaveId,
) -> Result<Vec<Address>, StoreError> {
    let rows = sqlx::query(question)
        .bind(id.as_str())
        .fetch_all(write.tx())
        .await?;
    rows.iter()
        .map(|row| Columns::new(ITEMS, row).address("address"))
        .collect()
}

/// Switches one account, or skips it.
async fn switch(write: &mut Write<'_>, id: &WaveId, address: &Address) -> Result<(), StoreError> {
    let row = match row_of(write, address).await {
        Err(StoreError::NotFound) => None,
        found => Some(found?),
    };
    let ready = match &row {
        Some(row) => row.ready().map(drop),
        None => Err(Cause::NotFound),
    };
    let to = match ready {
        Ok(()) => WaveItemState::Switching,
        Err(_) => WaveItemState::Skipped,
    };
    turn_item(
        write,
        id,
        address,
        (WaveItemState::Waiting, to),
        ready.err(),
    )
    .await?;
    let Some(row) = row.filter(|_| ready.is_ok()) else {
        return Ok(());
    };
    sqlx::query("update mailboxes set rehearsing = 0 where address = $1")
        .bind(address.as_str())
        .execute(write.tx())
        .await?;
    sqlx::query(
        "update exchange_accounts set state = 'switching', wave_id = $1, switched_at = $2 \
         where address = $3",
    )
    .bind(id.as_str())
    .bind(clock::now().0)
    .bind(address.as_str())
    .execute(write.tx())
    .await?;
    let actor = Actor::backend();
    write
        .audit(&actor, "migration.switch", address.as_str(), id.as_str())
        .await?;
    if let Some(mailbox) = &row.mailbox {
        write.changed(ChangeKind::Account, mailbox.account.as_str());
    }
    changed(write, id, address);
    Ok(())
}

/// Turns an account of a wave; says whether it stood there.
async fn turn_item(
    write: &mut Write<'_>,
    id: &WaveId,
    address: &Address,
    (from, to): (WaveItemState, WaveItemState),
    cause: Option<Cause>,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "update wave_items set state = $1, cause = $2, at = $3 \
         where wave_id = $4 and address = $5 and state = $6",
    )
    .bind(to.code())
    .bind(cause.map(Cause::code))
    .bind(clock::now().0)
    .bind(id.as_str())
    .bind(address.as_str())
    .bind(from.code())
    .execute(write.tx())
    .await?;
    Ok(done.rows_affected() > 0)
}

async fn end(
    write: &mut Write<'_>,
    id: &WaveId,
    (from, to): (WaveState, WaveState),
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "update waves set state = $1, ended_at = coalesce(ended_at, $2) \
         where id = $3 and state = $4",
    )
    .bind(to.code())
    .bind(clock::now().0)
    .bind(id.as_str())
    .bind(from.code())
    .execute(write.tx())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Lets an account use Exchange again. Its mailbox rehearses as before, unless it
/// served jobs before the wave.
async fn put_back(write: &mut Write<'_>, id: &WaveId, address: &Address) -> Result<(), StoreError> {
    sqlx::query(
        "update exchange_accounts set state = 'waiting', switched_at = null where address = $1",
    )
    .bind(address.as_str())
    .execute(write.tx())
    .await?;
    sqlx::query(
        "update mailboxes set rehearsing = 1 where address = $1 and exists \
         (select 1 from wave_items where wave_id = $2 and address = $1 and was_live = 0)",
    )
    .bind(address.as_str())
    .bind(id.as_str())
    .execute(write.tx())
    .await?;
    Ok(())
}

async fn roll_back(
    write: &mut Write<'_>,
    id: &WaveId,
    address: &Address,
    actor: &Actor,
) -> Result<(), StoreError> {
    let turn = (WaveItemState::Switched, WaveItemState::RolledBack);
    turn_item(write, id, address, turn, None).await?;
    put_back(write, id, address).await?;
    write
        .audit(actor, "migration.roll_back", address.as_str(), id.as_str())
        .await?;
    changed(write, id, address);
    Ok(())
}

/// Stops a running wave of which too many failed.
async fn stop_where_too_many(write: &mut Write<'_>, id: &WaveId) -> Result<(), StoreError> {
    let row = sqlx::query(
        "select total, (select count(*) from wave_items where wave_id = $1 \
         and state = 'failed') as failed from waves where id = $1",
    )
    .bind(id.as_str())
    .fetch_one(write.tx())
    .await?;
    let c = Columns::new(TABLE, &row);
    let count = |name| Ok::<_, StoreError>(u32::try_from(c.number(name)?).unwrap_or(u32::MAX));
    let (failed, total) = (count("failed")?, count("total")?);
    let turn = (WaveState::Running, WaveState::StoppedByFailures);
    if stops_at(failed, total) && end(write, id, turn).await? {
        let detail = LOG_OF_FAILED.filled(Lang::STORED, &[&failed.to_string(), &total.to_string()]);
        let actor = Actor::backend();
        write
            .audit(&actor, "wave.stopped_by_failures", id.as_str(), &detail)
            .await?;
    }
    Ok(())
}

fn changed(write: &mut Write<'_>, id: &WaveId, address: &Address) {
    write.changed(ChangeKind::Mailbox, address.as_str());
    write.changed(ChangeKind::Migration, id.as_str());
}

/// What [`read`] needs.
fn select() -> String {
    let counts = WaveItemState::ALL.map(|state| {
        let code = state.code();
        format!(
            ", (select count(*) from wave_items i where i.wave_id = w.id \
             and i.state = '{code}') as {code}"
        )
    });
    [
        "select w.id, w.number, w.state as wave_state, w.started_by, w.started_at, w.ended_at, \
         w.total",
        &counts.concat(),
        " from waves w",
    ]
    .concat()
}

fn read(row: &AnyRow) -> Result<Wave, StoreError> {
    let c = Columns::new(TABLE, row);
    let count = |name| Ok::<_, StoreError>(u32::try_from(c.number(name)?).unwrap_or(u32::MAX));
    Ok(Wave {
        id: c.parsed("id", WaveId::parse)?,
        number: count("number")?,
        state: c.code("wave_state", |code| {
            WaveState::ALL.into_iter().find(|s| s.code() == code)
        })?,
        started_by: c.text("started_by")?,
        started_at: c.at("started_at")?,
        ended_at: c.maybe_at("ended_at")?,
        total: count("total")?,
        waiting: count("waiting")?,
        switching: count("switching")?,
        switched: count("switched")?,
        failed: count("failed")?,
        skipped: count("skipped")?,
        rolled_back: count("rolled_back")?,
        roll_back_until: None,
        no_roll_back: None,
    })
}
