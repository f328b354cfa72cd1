//! Leases: which of several processes refreshes a sign-in, and which works on a
//! run or a wave.
//!
//! Only PostgreSQL has several. A lease keeps them from asking Microsoft the
//! same thing twice; what keeps tokens right is the generation, which refuses
//! the write of a holder that stalled for longer than its lease.

use super::columns::Columns;
use super::sign_ins::SignInRow;
use super::{Store, StoreError};
use contract::ids::SignInId;

/// How long a lease binds the others: longer than a holder that is alive takes
/// to make it longer, and short enough to go on soon after one has died.
const LEASE_MS: i64 = 6_000;

/// How long a process that works on a run or a wave may be silent before another
/// takes it over.
const HELD_MS: i64 = 10_000;

/// Work that one process at a time goes on with.
pub(super) struct Work {
    /// Where it stands, with `id`, `holder` and `held_until`.
    pub(super) table: &'static str,
    /// Whether there is something left to do, as a condition on that table.
    pub(super) under_way: &'static str,
}

/// The database's own clock: those of the processes may differ.
const NOW: &str = "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";

impl Store {
    /// Takes the lease for refreshing a sign-in that is still as it was read.
    /// Where nobody shares the work, it is always free.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn take_lease(&self, row: &SignInRow) -> Result<bool, StoreError> {
        let Some(me) = self.database.me() else {
            return Ok(true);
        };
        let query = [
            "update sign_ins set lease_holder = $1, lease_until = $2 + ",
            NOW,
            " where id = $3 and generation = $4 and \
             (lease_until is null or lease_holder = $1 or lease_until < ",
            NOW,
            ")",
        ]
        .concat();
        let done = sqlx::query(sqlx::AssertSqlSafe(query))
            .bind(me)
            .bind(LEASE_MS)
            .bind(row.id.as_str())
            .bind(row.generation)
            .execute(self.database.write())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Takes work that is under way for this process, or goes on holding it.
    /// `false` where nothing is left to do, or somebody else is at it.
    ///
    /// # Errors
    /// Where the database refuses.
    pub(super) async fn hold(&self, work: &Work, id: &str) -> Result<bool, StoreError> {
        let Some(me) = self.database.me() else {
            return Ok(self.under_way(work).await?.iter().any(|one| one == id));
        };
        let query = [
            "update ",
            work.table,
            " set holder = $1, held_until = $2 + ",
            NOW,
            " where id = $3 and (held_until is null or holder = $1 or held_until < ",
            NOW,
            ") and ",
            work.under_way,
        ]
        .concat();
        let done = sqlx::query(sqlx::AssertSqlSafe(query))
            .bind(me)
            .bind(HELD_MS)
            .bind(id)
            .execute(self.database.write())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// The ids of what somebody should be working on, the oldest first.
    ///
    /// # Errors
    /// Where the database refuses.
    pub(super) async fn under_way(&self, work: &Work) -> Result<Vec<String>, StoreError> {
        let query = [
            "select id from ",
            work.table,
            " where ",
            work.under_way,
            " order by started_at",
        ]
        .concat();
        let rows = sqlx::query(sqlx::AssertSqlSafe(query))
            .fetch_all(self.database.read())
            .await?;
        rows.iter()
            .map(|row| Columns::new(work.table, row).text("id"))
            .collect()
    }

    /// Gives a lease back before it runs out: the refresh came to nothing.
    ///
    /// # Errors
    /// Where the database refuses; then the lease runs out by itself.
    pub async fn give_lease_back(&self, id: &SignInId) -> Result<(), StoreError> {
        let Some(me) = self.database.me() else {
            return Ok(());
        };
        sqlx::query(
            "update sign_ins set lease_holder = null, lease_until = null \
             where id = $1 and lease_holder = $2",
        )
        .bind(id.as_str())
        .bind(me)
        .execute(self.database.write())
        .await?;
        Ok(())
    }
}
