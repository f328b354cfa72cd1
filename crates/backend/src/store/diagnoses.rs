//! How mailboxes stood at one moment.

use super::audit::Actor;
use super::columns::Columns;
use super::{Store, StoreError};
use crate::clock;
use contract::diagnoses::{Diagnosis, KEPT_MS};
use contract::ids::DiagnosisId;
use contract::mailboxes::Mailbox;
use contract::time::Timestamp;
use sqlx::any::AnyRow;

const TABLE: &str = "diagnoses";

/// Within this time what says the same is the same diagnosis: two clicks make
/// one, and so do two people with one caller.
const SAME_MS: i64 = 60 * 60 * 1000;

impl Store {
    /// Keeps how a mailbox stands. Where the same was kept within the hour, that
    /// is it.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn keep_diagnosis(
        &self,
        mailbox: &Mailbox,
        made_by: &str,
        actor: &Actor,
    ) -> Result<Diagnosis, StoreError> {
        let shown = serde_json::to_string(mailbox).map_err(|_| StoreError::Corrupt(TABLE))?;
        let id =
            DiagnosisId::parse(&crate::random::id()).map_err(|_| StoreError::Corrupt(TABLE))?;
        let now = clock::now();
        let mut write = self.begin().await?;
        let same = sqlx::query(
            "select * from diagnoses where address = $1 and made_at > $2 and mailbox = $3 \
             order by made_at desc limit 1",
        )
        .bind(mailbox.address.as_str())
        .bind(now.0 - SAME_MS)
        .bind(&shown)
        .fetch_optional(write.tx())
        .await?;
        if let Some(row) = same {
            return read(&row);
        }
        sqlx::query(
            "insert into diagnoses (id, address, made_at, made_by, mailbox) \
             values ($1, $2, $3, $4, $5)",
        )
        .bind(id.as_str())
        .bind(mailbox.address.as_str())
        .bind(now.0)
        .bind(made_by)
        .bind(&shown)
        .execute(write.tx())
        .await?;
        let object = mailbox.address.as_str();
        write
            .audit(actor, "diagnosis.keep", object, id.as_str())
            .await?;
        write.commit().await?;
        Ok(Diagnosis {
            id,
            made_at: now,
            made_by: made_by.to_owned(),
            kept_until: now.plus_ms(KEPT_MS),
            mailbox: mailbox.clone(),
        })
    }

    /// One diagnosis.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none, or none any more.
    pub async fn diagnosis(&self, id: &DiagnosisId) -> Result<Diagnosis, StoreError> {
        let row = sqlx::query("select * from diagnoses where id = $1 and made_at > $2")
            .bind(id.as_str())
            .bind(clock::now().0 - KEPT_MS)
            .fetch_one(self.database.read())
            .await?;
        read(&row)
    }

    /// Forgets diagnoses that were kept long enough.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn drop_diagnoses(&self, now: Timestamp) -> Result<(), StoreError> {
        sqlx::query("delete from diagnoses where made_at <= $1")
            .bind(now.0 - KEPT_MS)
            .execute(self.database.write())
            .await?;
        Ok(())
    }
}

fn read(row: &AnyRow) -> Result<Diagnosis, StoreError> {
    let columns = Columns::new(TABLE, row);
    let made_at = columns.at("made_at")?;
    Ok(Diagnosis {
        id: columns.parsed("id", DiagnosisId::parse)?,
        made_at,
        made_by: columns.text("made_by")?,
        kept_until: made_at.plus_ms(KEPT_MS),
        mailbox: columns.parsed("mailbox", |text| serde_json::from_str(text))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was kept by a version before stays readable for 90 days: a field
    /// that is new in a mailbox needs a default.
    #[test]
    fn what_was_kept_before_can_still_be_read() {
        let kept = include_str!("../../tests/kept/diagnosis.json");
        let mailbox: Mailbox = serde_json::from_str(kept).unwrap();
        assert_eq!(mailbox.address.as_str(), "archief@contoso.nl");
        assert_eq!(mailbox.lights.len(), 2);
    }
}
