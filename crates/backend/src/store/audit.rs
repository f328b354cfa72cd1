//! The audit: one line per change, each with the hash of the one before.

use super::seal::fingerprint;
use super::{Store, StoreError, columns::Columns};
use crate::clock;
use contract::time::Timestamp;
use sqlx::AnyConnection;

/// Who does something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor(String);

impl Actor {
    /// A person, by name and address.
    #[must_use]
    pub fn person(name: &str, address: &str) -> Self {
        Self(format!("{name} <{address}>"))
    }

    /// A job, by the name of its key.
    #[must_use]
    pub fn job(name: &str) -> Self {
        Self(format!("job {name}"))
    }

    /// The backend by itself.
    #[must_use]
    pub fn backend() -> Self {
        Self("imagecapture-mail".to_owned())
    }

    /// As it stands in the audit.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A line of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// Did what, for instance `account.create`.
    pub action: String,
    /// To what.
    pub object: String,
    /// What else is worth knowing. Never a secret.
    pub detail: String,
}

/// The hash before the first line.
const GENESIS: &str = "";

/// Writes a line inside the transaction of the change it is about.
pub(super) async fn write(
    tx: &mut AnyConnection,
    actor: &Actor,
    action: &str,
    object: &str,
    detail: &str,
) -> Result<(), StoreError> {
    let last = sqlx::query("select seq, hash from audit order by seq desc limit 1")
        .fetch_optional(&mut *tx)
        .await?;
    let (seq, previous) = match &last {
        Some(row) => {
            let columns = Columns::new("audit", row);
            (columns.number("seq")? + 1, columns.text("hash")?)
        }
        None => (1, GENESIS.to_owned()),
    };
    let at = clock::now().0;
    let hash = hash(seq, at, actor.as_str(), action, object, detail, &previous);
    sqlx::query(
        "insert into audit (seq, at, actor, action, object, detail, previous, hash) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(seq)
    .bind(at)
    .bind(actor.as_str())
    .bind(action)
    .bind(object)
    .bind(detail)
    .bind(previous)
    .bind(hash)
    .execute(&mut *tx)
    .await?;
    Ok(())
}

fn hash(
    seq: i64,
    at: i64,
    actor: &str,
    action: &str,
    object: &str,
    detail: &str,
    previous: &str,
) -> String {
    // As JSON, so that no two different lines have the same text.
    let line = serde_json::json!([seq, at, actor, action, object, detail, previous]);
    fingerprint(&line.to_string())
}

impl Store {
    /// Writes a line about something that changed nothing in the database.
    ///
    /// # Errors
    /// Where it cannot be written; then what it is about must not happen.
    pub async fn note(
        &self,
        actor: &Actor,
        action: &str,
        object: &str,
        detail: &str,
    ) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        write.audit(actor, action, object, detail).await?;
        write.commit().await
    }

    /// The lines about one object, newest first.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn audit_of(&self, object: &str, limit: u32) -> Result<Vec<AuditLine>, StoreError> {
        let rows = sqlx::query(
            "select at, actor, action, object, detail from audit \
             where object = $1 order by seq desc limit $2",
        )
        .bind(object)
        .bind(i64::from(limit))
        .fetch_all(self.database.read())
        .await?;
        rows.iter()
            .map(|row| {
                let columns = Columns::new("audit", row);
                Ok(AuditLine {
                    at: columns.at("at")?,
                    actor: columns.text("actor")?,
                    action: columns.text("action")?,
                    object: columns.text("object")?,
                    detail: columns.text("detail")?,
                })
            })
            .collect()
    }

    /// Checks the chain from its first line to its last.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] where a line was changed, removed or put in.
    pub async fn verify_audit(&self) -> Result<u64, StoreError> {
        let rows = sqlx::query(
            "select seq, at, actor, action, object, detail, previous, hash \
             from audit order by seq",
        )
        .fetch_all(self.database.read())
        .await?;
        let mut expected = GENESIS.to_owned();
        for (at, row) in rows.iter().enumerate() {
            let c = Columns::new("audit", row);
            let found = c.text("hash")?;
            let hash = hash(
                c.number("seq")?,
                c.number("at")?,
                &c.text("actor")?,
                &c.text("action")?,
                &c.text("object")?,
                &c.text("detail")?,
                &expected,
            );
            let in_row = i64::try_from(at + 1).is_ok_and(|n| c.number("seq").is_ok_and(|s| s == n));
            if found != hash || !in_row {
                return Err(StoreError::Corrupt("audit"));
            }
            expected = found;
        }
        Ok(rows.len() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::store;

    #[tokio::test]
    async fn a_changed_or_missing_line_breaks_the_chain() {
        for harm in [
            "update audit set detail = 'nothing happened' where seq = 2",
            "delete from audit where seq = 2",
            "update audit set seq = seq + 1 where seq = 3",
        ] {
            let (_folder, store) = store().await;
            for n in ["1", "2", "3"] {
                let actor = Actor::backend();
                store.note(&actor, "test", "x", n).await.unwrap();
            }
            assert_eq!(store.verify_audit().await.unwrap(), 3);
            sqlx::query(harm)
                .execute(store.database.write())
                .await
                .unwrap();
            assert!(store.verify_audit().await.is_err(), "{harm}");
        }
    }
}
