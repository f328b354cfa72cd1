//! Hand-outs of access tokens, as they go into the audit.

use super::audit::Actor;
use super::columns::Columns;
use super::{Store, StoreError};
use crate::clock;
use contract::ids::{Address, Name};
use contract::purposes::Purpose;
use contract::time::Timestamp;

/// A line that is written longer than this after its last hand-out says when that
/// was, in milliseconds.
const LATE_MS: i64 = 60 * 1000;

/// So many of one kind: a job took the token of a mailbox for a purpose.
pub struct HandOut {
    /// The name of the job's key.
    pub job: Name,
    /// Which mailbox.
    pub mailbox: Address,
    /// For what.
    pub purpose: Purpose,
    /// How often since the line before.
    pub count: u64,
    /// When the last of them was.
    pub last: Timestamp,
}

impl Store {
    /// Writes a line for each, all of them or none.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub async fn note_hand_outs(&self, hand_outs: &[HandOut]) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        for hand_out in hand_outs {
            let actor = Actor::job(hand_out.job.as_str());
            let (purpose, count) = (hand_out.purpose.code(), hand_out.count);
            // A number is written when its hour is over.
            let late = clock::now().0 - hand_out.last.0 > LATE_MS;
            let detail = match late {
                false => format!("{purpose} {count}"),
                true => format!("{purpose} {count} {}", hand_out.last),
            };
            let mailbox = hand_out.mailbox.as_str();
            write
                .audit(&actor, "token.hand_out", mailbox, &detail)
                .await?;
        }
        write.commit().await
    }

    /// When a mailbox's token was last handed out for a purpose, by the audit.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn last_hand_out(
        &self,
        mailbox: &Address,
        purpose: Purpose,
    ) -> Result<Option<Timestamp>, StoreError> {
        let row = sqlx::query(
            "select at, detail from audit where action = 'token.hand_out' and object = $1 \
             and detail like $2 order by seq desc limit 1",
        )
        .bind(mailbox.as_str())
        .bind([purpose.code(), " %"].concat())
        .fetch_optional(self.database.read())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let columns = Columns::new("audit", &row);
        let (written, detail) = (columns.number("at")?, columns.text("detail")?);
        let told = detail.split(' ').nth(2).and_then(Timestamp::parse);
        Ok(Some(told.unwrap_or(Timestamp(written))))
    }
}
