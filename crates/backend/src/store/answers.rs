//! The first answer to a request that may come twice, for a day.
//!
//! An answer may show a secret once (a job key, an invitation's link), so it is
//! sealed and bound to who asked and with which key.

use super::columns::Columns;
use super::seal::Place;
use super::{Store, StoreError};
use crate::clock;
use contract::time::DAY_MS;
use secrecy::SecretString;

/// How long an answer is kept.
const KEPT_MS: i64 = DAY_MS;

/// What became of the first request with this key.
pub enum First {
    /// There was none: this is the first.
    None,
    /// It was another request.
    Other,
    /// It is under way, or was cut short.
    Unfinished,
    /// It was answered so.
    Answered {
        /// With this status.
        status: u16,
        /// And this body.
        body: SecretString,
    },
}

/// A request as it is recognised.
pub struct Asked<'a> {
    /// Whose it is.
    pub owner: &'a str,
    /// The hash of its key.
    pub key_hash: &'a str,
    /// The hash of what it asks.
    pub request_hash: &'a str,
}

impl Asked<'_> {
    fn row(&self) -> String {
        [self.owner, ":", self.key_hash].concat()
    }
}

impl Store {
    /// Claims a key for a request. One statement decides, so of two at once
    /// only one is the first.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn first_answer(&self, asked: &Asked<'_>) -> Result<First, StoreError> {
        let now = clock::now();
        let claimed = sqlx::query(
            "insert into answers (owner, key_hash, request_hash, status, sealed, at) \
             values ($1, $2, $3, 0, '', $4) on conflict (owner, key_hash) do nothing",
        )
        .bind(asked.owner)
        .bind(asked.key_hash)
        .bind(asked.request_hash)
        .bind(now.0)
        .execute(self.database.write())
        .await?;
        if claimed.rows_affected() == 1 {
            return Ok(First::None);
        }
        let row = sqlx::query(
            "select request_hash, status, sealed from answers where owner = $1 and key_hash = $2",
        )
        .bind(asked.owner)
        .bind(asked.key_hash)
        .fetch_one(self.database.read())
        .await?;
        let c = Columns::new("answers", &row);
        if c.text("request_hash")? != asked.request_hash {
            return Ok(First::Other);
        }
        let status = u16::try_from(c.number("status")?).unwrap_or_default();
        if status == 0 {
            return Ok(First::Unfinished);
        }
        let place = asked.row();
        let place = Place::new("answers", "sealed", &place);
        // Sealed with a key that is gone: what was answered is not known any more.
        Ok(match self.sealer.open(place, &c.text("sealed")?) {
            Ok(body) => First::Answered { status, body },
            Err(_) => First::Unfinished,
        })
    }

    /// Keeps the answer to a claimed request.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn keep_answer(
        &self,
        asked: &Asked<'_>,
        status: u16,
        body: &str,
    ) -> Result<(), StoreError> {
        let row = asked.row();
        let mut write = self.begin().await?;
        // Not with a key that is being replaced.
        write.know_key().await?;
        let sealed = self
            .sealer
            .seal(Place::new("answers", "sealed", &row), body);
        sqlx::query(
            "update answers set status = $1, sealed = $2 where owner = $3 and key_hash = $4",
        )
        .bind(i64::from(status))
        .bind(sealed)
        .bind(asked.owner)
        .bind(asked.key_hash)
        .execute(write.tx())
        .await?;
        write.commit().await
    }

    /// Gives a claimed key back: nothing was done, so it may be tried again.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn forget_answer(&self, asked: &Asked<'_>) -> Result<(), StoreError> {
        sqlx::query("delete from answers where owner = $1 and key_hash = $2 and status = 0")
            .bind(asked.owner)
            .bind(asked.key_hash)
            .execute(self.database.write())
            .await?;
        Ok(())
    }

    /// Removes answers that were kept long enough.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn drop_answers(&self) -> Result<(), StoreError> {
        sqlx::query("delete from answers where at < $1")
            .bind(clock::now().plus_ms(-KEPT_MS).0)
            .execute(self.database.write())
            .await?;
        sqlx::query("delete from invitations where expires_at < $1")
            .bind(clock::now().0)
            .execute(self.database.write())
            .await?;
        Ok(())
    }
}
