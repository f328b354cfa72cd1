//! Leases: which of several processes refreshes a sign-in.
//!
//! Only PostgreSQL has several. A lease keeps them from asking Microsoft the
//! same thing twice; what keeps tokens right is the generation, which refuses
//! the write of a holder that stalled for longer than its lease.

use super::sign_ins::SignInRow;
use super::{Store, StoreError};
use contract::ids::SignInId;

/// How long a lease binds the others: longer than a holder that is alive takes
/// to make it longer, and short enough to go on soon after one has died.
const LEASE_MS: i64 = 6_000;

/// The database's own clock: those of the processes may differ.
pub(super) const NOW: &str = "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";

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
