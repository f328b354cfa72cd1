//! Another master key, while everything runs.
//!
//! 1. The key file gets the new key beside the old one: from now on every
//!    process can read both.
//! 2. One transaction seals the check value with the new key. It is what says
//!    which key seals, and every change holds it while it writes: nothing is
//!    sealed with the old key any more.
//! 3. Row by row, in small transactions, what the old key sealed is sealed anew.
//! 4. The old key leaves the file.
//!
//! Broken off at any moment, it goes on where it was when run again.

use super::audit::Actor;
use super::key::{KeyError, KeySource, MasterKey};
use super::seal::{Place, key_of};
use super::{KEY_CHECK, Store, StoreError, check_place};
use secrecy::ExposeSecret;
use sqlx::Row;

/// A column with sealed values, and how a row is named in their seal.
struct Sealed {
    table: &'static str,
    column: &'static str,
    row: &'static str,
}

/// Every sealed column but those of `settings`, which are written anew anyway.
const SEALED: [Sealed; 5] = [
    Sealed {
        table: "secrets",
        column: "sealed",
        row: "account_id || '/' || slot",
    },
    Sealed {
        table: "sign_ins",
        column: "refresh_sealed",
        row: "id",
    },
    Sealed {
        table: "sign_ins",
        column: "access_sealed",
        row: "id",
    },
    Sealed {
        table: "warning_settings",
        column: "hook_sealed",
        row: "id",
    },
    Sealed {
        table: "answers",
        column: "sealed",
        row: "owner || ':' || key_hash",
    },
];

/// Rows in one transaction: few enough that nobody waits for long.
const BATCH: i64 = 50;

/// Why the key was not rotated. Run again, it goes on.
#[derive(Debug, thiserror::Error)]
pub enum RotateError {
    /// The keys.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a rotation, or a check, found.
#[derive(Debug)]
pub struct KeyReport {
    /// The key that seals.
    pub key: String,
    /// Values under it.
    pub sealed: u64,
    /// Values under another key that is there.
    pub older: u64,
    /// Where values lie that no key opens.
    pub damaged: Vec<String>,
}

impl Store {
    /// Replaces the master key; or finishes what was begun.
    ///
    /// # Errors
    /// Why not. Nothing is lost: every value opens with a key that is there.
    pub async fn rotate_key(&self) -> Result<KeyReport, RotateError> {
        self.know_key().await?;
        let active = self.sealer.active();
        let source = self.sealer.source();
        let mut keys = source.read()?;
        let next = match keys.first() {
            // Begun before, by us or by who put a key in front.
            Some(first) if first.id() != *active || keys.len() > 1 => first.id(),
            _ => {
                if let KeySource::Text(_) = source {
                    return Err(KeyError::Fixed.into());
                }
                let new = MasterKey::random();
                let id = new.id();
                keys.insert(0, new);
                source.write(&keys.iter().collect::<Vec<_>>())?;
                id
            }
        };
        if next != *active {
            self.seal_with(&next).await?;
        }
        self.seal_anew().await?;
        let report = self.check_keys().await?;
        // A damaged value may be mended by hand, and then wants its key.
        if report.damaged.is_empty() && report.older == 0 && keys.len() > 1 {
            let kept: Vec<_> = keys.iter().filter(|key| key.id() == next).collect();
            if let KeySource::File(_) = source {
                source.write(&kept)?;
            }
            self.note(&Actor::backend(), "key.rotated", &next, "")
                .await?;
        }
        Ok(report)
    }

    /// Makes this key the one that seals, for every process at once.
    async fn seal_with(&self, key: &str) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        write.know_key().await?;
        let before = self.sealer.active();
        if !self.sealer.activate(key) {
            return Err(StoreError::KeyAway(key.to_owned()));
        }
        let done = sqlx::query("update settings set value = $1 where name = $2")
            .bind(self.sealer.seal(check_place(), KEY_CHECK))
            .bind(KEY_CHECK)
            .execute(write.tx())
            .await;
        let done = match done {
            Ok(_) => write
                .audit(&Actor::backend(), "key.rotate", key, &before)
                .await
                .map(|()| write),
            Err(error) => Err(error.into()),
        };
        let done = match done {
            Ok(write) => write.commit().await,
            Err(error) => Err(error),
        };
        if done.is_err() {
            self.sealer.activate(&before);
        }
        done
    }

    /// Seals with the key in use what lies under another one.
    async fn seal_anew(&self) -> Result<(), StoreError> {
        let key = self.sealer.active();
        for sealed in &SEALED {
            let Sealed { table, column, row } = sealed;
            let find = format!(
                "select {row} as place, {column} as sealed from {table} \
                 where {column} <> '' and {column} not like $1 and {row} > $2 order by place limit $3"
            );
            let change =
                format!("update {table} set {column} = $1 where {row} = $2 and {column} = $3");
            let mut after = String::new();
            loop {
                let mut write = self.begin().await?;
                write.know_key().await?;
                let rows = sqlx::query(sqlx::AssertSqlSafe(find.as_str()))
                    .bind(format!("v1.{key}.%"))
                    .bind(&after)
                    .bind(BATCH)
                    .fetch_all(write.tx())
                    .await?;
                let Some(last) = rows.last() else { break };
                after = last.try_get("place")?;
                for found in &rows {
                    let (at, old): (String, String) =
                        (found.try_get("place")?, found.try_get("sealed")?);
                    let place = Place::new(table, column, &at);
                    // What does not open stays as it is, and is told of.
                    let Ok(value) = self.sealer.open(place, &old) else {
                        continue;
                    };
                    // Only what is still the same: a refresh may have been faster.
                    sqlx::query(sqlx::AssertSqlSafe(change.as_str()))
                        .bind(self.sealer.seal(place, value.expose_secret()))
                        .bind(&at)
                        .bind(&old)
                        .execute(write.tx())
                        .await?;
                }
                write.commit().await?;
            }
        }
        Ok(())
    }

    /// Opens everything that is sealed, and says under which keys it lies.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn check_keys(&self) -> Result<KeyReport, StoreError> {
        self.know_key().await?;
        let mut report = KeyReport {
            key: self.sealer.active().to_string(),
            sealed: 0,
            older: 0,
            damaged: Vec::new(),
        };
        let mut tx = self.database.snapshot().await?;
        for Sealed { table, column, row } in &SEALED {
            let find = format!(
                "select {row} as place, {column} as sealed from {table} \
                 where {column} <> '' and {row} > $1 order by place limit $2"
            );
            let mut after = String::new();
            loop {
                let rows = sqlx::query(sqlx::AssertSqlSafe(find.as_str()))
                    .bind(&after)
                    .bind(BATCH)
                    .fetch_all(&mut *tx)
                    .await?;
                let Some(last) = rows.last() else { break };
                after = last.try_get("place")?;
                for found in &rows {
                    let (at, sealed): (String, String) =
                        (found.try_get("place")?, found.try_get("sealed")?);
                    let place = Place::new(table, column, &at);
                    if self.sealer.open(place, &sealed).is_err() {
                        report.damaged.push(place.to_string());
                    } else if key_of(&sealed) == Some(&report.key) {
                        report.sealed += 1;
                    } else {
                        report.older += 1;
                    }
                }
            }
        }
        Ok(report)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::store;

    #[tokio::test]
    async fn every_sealed_column_is_sealed_anew() {
        let (_folder, store) = store().await;
        let rows = sqlx::query(
            "select m.name || '.' || c.name from sqlite_master m, pragma_table_info(m.name) c \
             where m.type = 'table' and c.name like '%sealed'",
        )
        .fetch_all(store.database.read())
        .await
        .unwrap();
        let mut found: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        let mut known: Vec<String> = SEALED
            .iter()
            .map(|s| format!("{}.{}", s.table, s.column))
            .collect();
        found.sort();
        known.sort();
        assert_eq!(found, known);
    }

    #[tokio::test]
    async fn an_answer_that_is_still_to_come_is_not_damaged() {
        let (_folder, store) = store().await;
        let asked = crate::store::Asked {
            owner: "o",
            key_hash: "k",
            request_hash: "r",
        };
        store.first_answer(&asked).await.unwrap();
        let report = store.rotate_key().await.unwrap();
        assert!(report.damaged.is_empty(), "{:?}", report.damaged);
        store.keep_answer(&asked, 201, "{}").await.unwrap();
        let report = store.check_keys().await.unwrap();
        assert_eq!((report.sealed, report.older), (1, 0));
    }

    #[tokio::test]
    async fn a_key_from_the_environment_is_replaced_by_who_put_it_there() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (MasterKey::random(), MasterKey::random());
        let open = async |text: &str| {
            Store::open(crate::store::Opening {
                folder: folder.path(),
                database_url: None,
                key: Some(KeySource::Text(text.into())),
            })
            .await
        };
        let store = open(&old.to_text()).await.unwrap();
        let refused = store.rotate_key().await;
        assert!(matches!(refused, Err(RotateError::Key(KeyError::Fixed))));
        store.close().await;
        drop(store);
        let both = format!("{} {}", &*new.to_text(), &*old.to_text());
        let store = open(&both).await.unwrap();
        assert_eq!(&*store.sealer.active(), old.id());
        assert_eq!(store.rotate_key().await.unwrap().key, new.id());
        store.close().await;
        drop(store);
        let store = open(&new.to_text()).await.unwrap();
        assert_eq!(&*store.sealer.active(), new.id());
        store.verify_audit().await.unwrap();
        store.close().await;
        drop(store);
        assert!(open(&old.to_text()).await.is_err());
    }
}
