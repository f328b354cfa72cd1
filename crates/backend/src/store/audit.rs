//! The audit: one line per change, each with the hash of the one before.

use super::seal::{Place, Sealer, fingerprint};
use super::{Store, StoreError, columns::Columns};
use crate::clock;
use secrecy::ExposeSecret;
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

    /// Somebody outside the panel who was asked, by the address that was asked.
    #[must_use]
    pub fn asked(address: &str) -> Self {
        Self(format!("asked {address}"))
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

/// The name of the setting that holds the sealed end of the chain.
const HEAD: &str = "audit_head";

/// Lines that are read at once.
const PAGE: i64 = 1000;

/// The hash before the first line.
const GENESIS: &str = "";

/// Writes a line inside the transaction of the change it is about.
pub(super) async fn write(
    tx: &mut AnyConnection,
    sealer: &Sealer,
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
    .bind(&hash)
    .execute(&mut *tx)
    .await?;
    write_head(tx, sealer, seq, &hash).await
}

/// Seals which line is the last one: who has the database but not the key can
/// neither cut lines off the end nor write the whole chain anew. Made with the
/// first line and never again: where it is gone, it stays gone.
async fn write_head(
    tx: &mut AnyConnection,
    sealer: &Sealer,
    seq: i64,
    hash: &str,
) -> Result<(), StoreError> {
    let statement = if seq == 1 {
        "insert into settings (name, value) values ($1, $2) \
         on conflict (name) do update set value = excluded.value"
    } else {
        "update settings set value = $2 where name = $1"
    };
    sqlx::query(statement)
        .bind(HEAD)
        .bind(sealer.seal(head_place(), &head(seq, hash)))
        .execute(tx)
        .await?;
    Ok(())
}

fn head(seq: i64, hash: &str) -> String {
    format!("{seq} {hash}")
}

fn head_place() -> Place<'static> {
    Place::new("settings", "value", HEAD)
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

    /// Checks the chain from its first line to its last. A line that is written
    /// meanwhile counts, or counts not; it disturbs nothing.
    ///
    /// # Errors
    /// [`StoreError::Audit`] with the first line that was changed, removed or
    /// put in; or where the database refuses.
    pub async fn verify_audit(&self) -> Result<u64, StoreError> {
        let mut tx = self.database.snapshot().await?;
        let sealed = sqlx::query("select value from settings where name = $1")
            .bind(HEAD)
            .fetch_optional(&mut *tx)
            .await?;
        let (mut expected, mut last) = (GENESIS.to_owned(), 0_i64);
        loop {
            let rows = sqlx::query(
                "select seq, at, actor, action, object, detail, previous, hash \
                 from audit where seq > $1 order by seq limit $2",
            )
            .bind(last)
            .bind(PAGE)
            .fetch_all(&mut *tx)
            .await?;
            for row in &rows {
                let c = Columns::new("audit", row);
                let found = c.text("hash")?;
                let seq = c.number("seq")?;
                let hash = hash(
                    seq,
                    c.number("at")?,
                    &c.text("actor")?,
                    &c.text("action")?,
                    &c.text("object")?,
                    &c.text("detail")?,
                    &expected,
                );
                last += 1;
                if found != hash || seq != last {
                    return Err(StoreError::Audit(last));
                }
                expected = found;
            }
            if rows.is_empty() {
                break;
            }
        }
        let right = match (&sealed, last) {
            (None, 0) => true,
            (None, _) => false,
            (Some(row), _) => {
                let sealed = Columns::new("settings", row).text("value")?;
                self.sealer
                    .open(head_place(), &sealed)
                    .is_ok_and(|found| found.expose_secret() == head(last, &expected))
            }
        };
        match right {
            true => Ok(u64::try_from(last).unwrap_or_default()),
            false => Err(StoreError::Audit(last + 1)),
        }
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
            // Cut off at the end; and with the seal gone, too.
            "delete from audit where seq = 3",
            "delete from settings where name = 'audit_head'",
            "delete from audit",
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
            let found = store.verify_audit().await;
            assert!(matches!(found, Err(StoreError::Audit(_))), "{harm}");
        }
    }
}
