//! What we are about to make in a mailbox, written down before it is made, so
//! that a crash leaves nothing behind for good.

use super::columns::Columns;
use super::{Store, StoreError};
use crate::clock;
use contract::ids::Address;
use contract::time::Timestamp;
use sqlx::{Any, Executor};

/// Something of ours that may lie in a mailbox.
pub struct Trace {
    /// In which mailbox.
    pub address: Address,
    /// The subject it is found by; nothing else has it.
    pub subject: String,
    /// When it was about to be made.
    pub made_at: Timestamp,
    /// Until when it may still appear.
    pub may_come: Timestamp,
}

impl Store {
    /// Writes a trace down, which may appear for so long. Only then may it be
    /// made. One that is there already is ours from now on.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn add_trace(
        &self,
        address: &Address,
        subject: &str,
        may_come_ms: i64,
    ) -> Result<(), StoreError> {
        self.put_trace(self.database.write(), address, subject, may_come_ms)
            .await
    }

    /// Writes a trace down inside whatever change it belongs to.
    pub(super) async fn put_trace(
        &self,
        into: impl Executor<'_, Database = Any>,
        address: &Address,
        subject: &str,
        may_come_ms: i64,
    ) -> Result<(), StoreError> {
        let now = clock::now();
        sqlx::query(
            "insert into traces (subject, address, made_at, may_come, maker) \
             values ($1, $2, $3, $4, $5) \
             on conflict (subject) do update set made_at = excluded.made_at, \
             maker = excluded.maker",
        )
        .bind(subject)
        .bind(address.as_str())
        .bind(now.0)
        .bind(now.plus_ms(may_come_ms).0)
        .bind(self.maker())
        .execute(into)
        .await?;
        Ok(())
    }

    /// Takes a trace off: it was removed.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn drop_trace(&self, subject: &str) -> Result<(), StoreError> {
        sqlx::query("delete from traces where subject = $1")
            .bind(subject)
            .execute(self.database.write())
            .await?;
        Ok(())
    }

    /// Traces that nobody is working on: those of processes that are gone, and
    /// those made before `before`.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn traces_left(&self, before: Timestamp) -> Result<Vec<Trace>, StoreError> {
        // Where nobody shares the work, whatever is not ours is of a process
        // that is gone.
        let alone = i64::from(!self.is_shared());
        let rows = sqlx::query(
            "select address, subject, made_at, may_come from traces \
             where made_at < $1 or ($2 = 1 and maker <> $3) order by made_at limit 500",
        )
        .bind(before.0)
        .bind(alone)
        .bind(self.maker())
        .fetch_all(self.database.read())
        .await?;
        rows.iter()
            .map(|row| {
                let c = Columns::new("traces", row);
                Ok(Trace {
                    address: c.address("address")?,
                    subject: c.text("subject")?,
                    made_at: c.at("made_at")?,
                    may_come: c.at("may_come")?,
                })
            })
            .collect()
    }
}
