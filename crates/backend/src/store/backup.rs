//! Backup and restore: every table, from one moment, in one form.
//!
//! The form is the same for SQLite and PostgreSQL, so that one may be restored
//! into the other: JSON, one value a line, inside a sealed stream. First a
//! header, then for each table its name and columns and then its rows, last how
//! many rows there were. The master keys are in it too: a backup and its
//! passphrase are all that a restore needs.

use super::archive::{SealedReader, SealedWriter};
use super::audit::Actor;
use super::database::Database;
use super::key::{KeyError, KeySource, MasterKey};
use super::{OpenError, Opening, Store, StoreError};
use crate::clock;
use contract::languages::Lang;
use contract::languages::texts::LOG_RESTORED;
use contract::time::Timestamp;
use futures_util::TryStreamExt;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::any::{AnyRow, AnyTypeInfoKind};
use sqlx::{AnyConnection, Column, Row, ValueRef};
use std::io::{BufRead, BufReader, Read, Write};
use zeroize::Zeroizing;

/// Every table that is kept, one that others refer to before those.
const TABLES: [&str; 27] = [
    "settings",
    "people",
    "credentials",
    "invitations",
    "calendar_feeds",
    "accounts",
    "secrets",
    "sign_ins",
    "consents",
    "asked",
    "mailboxes",
    "lights",
    "test_mails",
    "diagnoses",
    "runs",
    "run_items",
    "results",
    "job_keys",
    "exchange_accounts",
    "waves",
    "wave_items",
    "warning_settings",
    "secret_warnings",
    "warning_rounds",
    "warnings",
    "deliveries",
    "audit",
];

/// Tables that are left out: who was signed in then signs in again, nobody
/// repeats a request of then, and what a proof of then made is long removed.
#[cfg(test)]
const LEFT_OUT: [&str; 4] = ["answers", "sessions", "traces", "_sqlx_migrations"];

/// Longest line of a backup, in bytes: more is nothing of ours.
const LINE_MAX: u64 = 16 * 1024 * 1024;

/// Why a backup was not made or not restored. Each text says what to do.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file.
    #[error("the backup cannot be written: {0}")]
    Write(std::io::Error),
    /// The file, or its passphrase.
    #[error("the backup cannot be read: {0}; nothing was restored")]
    Read(std::io::Error),
    /// The content.
    #[error("the backup holds something that this program does not know; use a newer one")]
    Content,
    /// Made by a newer program.
    #[error("the backup was made by a newer version of this program; restore it with that one")]
    Newer,
    /// Something is there already.
    #[error(
        "there is a database already, and a restore never overwrites one: \
         name an empty data folder or an empty PostgreSQL database"
    )]
    NotEmpty,
    /// Another key.
    #[error(
        "the master key that is configured is not the one in the backup: leave it away, \
         and the restore puts the right one in its place"
    )]
    OtherKey,
    /// The place.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The key file.
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl From<sqlx::Error> for BackupError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// What a backup or a restore did.
#[derive(Debug)]
pub struct BackupReport {
    /// The moment the backup is of.
    pub at: Timestamp,
    /// Rows of all tables.
    pub rows: u64,
}

#[derive(Serialize, Deserialize)]
struct Header {
    schema: i64,
    at: i64,
    keys: Vec<Zeroizing<String>>,
}

/// A line after the header.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Line {
    Row(Vec<Value>),
    Table { table: String, columns: Vec<String> },
    End { rows: u64 },
}

impl Store {
    /// Writes a backup of everything as it is at this moment, while others go
    /// on writing.
    ///
    /// # Errors
    /// Why it could not be made; then what was written is no backup.
    pub async fn back_up(
        &self,
        out: impl Write,
        passphrase: &SecretString,
    ) -> Result<BackupReport, BackupError> {
        self.note(&Actor::backend(), "backup.make", "", "").await?;
        let at = clock::now();
        let header = Header {
            schema: Database::newest(),
            at: at.0,
            keys: self
                .sealer
                .source()
                .read()?
                .iter()
                .map(MasterKey::to_text)
                .collect(),
        };
        let mut out = SealedWriter::new(out, passphrase).map_err(BackupError::Write)?;
        write_line(&mut out, &header)?;
        let mut rows = 0;
        let mut tx = self.database.snapshot().await?;
        for table in TABLES {
            let query = ["select * from ", table].concat();
            let mut stream = sqlx::query(sqlx::AssertSqlSafe(query)).fetch(&mut *tx);
            let mut named = false;
            while let Some(row) = stream.try_next().await? {
                if !named {
                    let columns = row.columns().iter().map(|c| c.name().to_owned());
                    let (table, columns) = (table.to_owned(), columns.collect());
                    write_line(&mut out, &Line::Table { table, columns })?;
                    named = true;
                }
                write_line(&mut out, &Line::Row(values(&row)?))?;
                rows += 1;
            }
        }
        write_line(&mut out, &Line::End { rows })?;
        out.finish().map_err(BackupError::Write)?;
        Ok(BackupReport { at, rows })
    }

    /// Restores a backup into an empty place: all of it, or nothing.
    ///
    /// # Errors
    /// Why not.
    pub async fn restore(
        opening: Opening<'_>,
        from: impl Read,
        passphrase: &SecretString,
    ) -> Result<BackupReport, BackupError> {
        let sealed = SealedReader::new(from, passphrase).map_err(BackupError::Read)?;
        let mut lines = Lines(BufReader::new(sealed));
        let header: Header = lines.next()?;
        if header.schema > Database::newest() {
            return Err(BackupError::Newer);
        }
        let keys = header
            .keys
            .iter()
            .map(|text| MasterKey::parse(text))
            .collect::<Result<Vec<_>, _>>()?;
        let source = opening
            .key
            .unwrap_or_else(|| KeySource::in_folder(opening.folder));
        let place = match opening.database_url {
            Some(url) => Place::postgres(url).await?,
            None => Place::sqlite(opening.folder).await?,
        };
        let database = place.database();
        database.migrate_to(header.schema).await?;
        let rows = fill(database, &mut lines, || put_keys(&source, &keys)).await?;
        database.migrate().await?;
        place.settle().await?;
        let store = Self::beside(Opening {
            key: Some(source),
            ..opening
        })
        .await?;
        let at = Timestamp(header.at);
        let detail = LOG_RESTORED.filled(Lang::STORED, &[&header.at.to_string()]);
        store
            .note(&Actor::backend(), "backup.restore", "", &detail)
            .await?;
        store.close().await;
        Ok(BackupReport { at, rows })
    }
}

/// A place that a backup is restored into.
enum Place {
    Sqlite {
        building: super::file::Building,
        database: Database,
    },
    Postgres(Database),
}

impl Place {
    async fn sqlite(folder: &std::path::Path) -> Result<Self, BackupError> {
        let building = super::file::Building::begin(folder)?.ok_or(BackupError::NotEmpty)?;
        let database = Database::sqlite_new(&building.path()).await?;
        Ok(Self::Sqlite { building, database })
    }

    async fn postgres(url: &SecretString) -> Result<Self, BackupError> {
        let database = Database::postgres(url).await?;
        match super::read_check(&database).await {
            // No tables, or tables in which nothing was ever written.
            Err(_) | Ok(None) => Ok(Self::Postgres(database)),
            Ok(Some(_)) => Err(BackupError::NotEmpty),
        }
    }

    fn database(&self) -> &Database {
        match self {
            Self::Sqlite { database, .. } | Self::Postgres(database) => database,
        }
    }

    /// Closes what was built, and gives it its name.
    async fn settle(self) -> Result<(), BackupError> {
        match self {
            Self::Sqlite { building, database } => {
                database.close().await;
                Ok(building.finish()?)
            }
            Self::Postgres(database) => {
                database.close().await;
                Ok(())
            }
        }
    }
}

/// The keys must be in place before a database that needs them is.
fn put_keys(source: &KeySource, keys: &[MasterKey]) -> Result<(), BackupError> {
    match source.read() {
        Ok(there) => {
            let all = keys
                .iter()
                .all(|key| there.iter().any(|k| k.id() == key.id()));
            if all {
                Ok(())
            } else {
                Err(BackupError::OtherKey)
            }
        }
        Err(KeyError::NotThere(_)) => Ok(source.write(&keys.iter().collect::<Vec<_>>())?),
        Err(error) => Err(error.into()),
    }
}

/// Puts all rows in, in one transaction, and does what must be done once the
/// backup has proved to be whole and before anything of it counts.
async fn fill(
    database: &Database,
    lines: &mut Lines<impl BufRead>,
    before_it_counts: impl FnOnce() -> Result<(), BackupError>,
) -> Result<u64, BackupError> {
    let mut tx = database.begin().await?;
    let (mut statement, mut found) = (None::<(String, Vec<String>)>, 0);
    loop {
        match lines.next()? {
            Line::Table { table, columns } => {
                let known = TABLES.contains(&table.as_str())
                    && columns.iter().all(|c| {
                        c.bytes()
                            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
                    });
                if !known {
                    return Err(BackupError::Content);
                }
                statement = Some((table, columns));
            }
            Line::Row(values) => {
                let (table, columns) = statement.as_ref().ok_or(BackupError::Content)?;
                insert(&mut tx, table, columns, &values).await?;
                found += 1;
            }
            Line::End { rows } if rows == found => break,
            Line::End { .. } => return Err(BackupError::Content),
        }
    }
    lines.ended()?;
    before_it_counts()?;
    tx.commit().await?;
    Ok(found)
}

async fn insert(
    tx: &mut AnyConnection,
    table: &str,
    columns: &[String],
    values: &[Value],
) -> Result<(), BackupError> {
    // What is null is left out: a bare null has no type, and PostgreSQL asks.
    let given: Vec<_> = columns
        .iter()
        .zip(values)
        .filter(|(_, value)| !value.is_null())
        .collect();
    let names: Vec<_> = given.iter().map(|(name, _)| name.as_str()).collect();
    let places: Vec<_> = (1..=given.len()).map(|n| format!("${n}")).collect();
    let insert = format!(
        "insert into {table} ({}) values ({})",
        names.join(", "),
        places.join(", ")
    );
    let mut query = sqlx::query(sqlx::AssertSqlSafe(insert));
    for (_, value) in given {
        query = match (value.as_i64(), value.as_str()) {
            (Some(number), _) => query.bind(number),
            (_, Some(text)) => query.bind(text),
            _ => return Err(BackupError::Content),
        };
    }
    query.execute(tx).await?;
    Ok(())
}

fn values(row: &AnyRow) -> Result<Vec<Value>, BackupError> {
    (0..row.len())
        .map(|at| {
            let raw = row.try_get_raw(at)?;
            let (null, kind) = (raw.is_null(), raw.type_info().kind());
            Ok(match kind {
                _ if null => Value::Null,
                AnyTypeInfoKind::Text => row.try_get::<String, _>(at)?.into(),
                // The schema is TEXT and BIGINT only.
                _ => row.try_get::<i64, _>(at)?.into(),
            })
        })
        .collect()
}

fn write_line(out: &mut impl Write, line: &impl Serialize) -> Result<(), BackupError> {
    let mut text = Zeroizing::new(serde_json::to_vec(line).map_err(|_| BackupError::Content)?);
    text.push(b'\n');
    out.write_all(&text).map_err(BackupError::Write)
}

struct Lines<R>(R);

impl<R: BufRead> Lines<R> {
    fn next<T: for<'a> Deserialize<'a>>(&mut self) -> Result<T, BackupError> {
        let mut line = Zeroizing::new(Vec::new());
        (&mut self.0)
            .take(LINE_MAX)
            .read_until(b'\n', &mut line)
            .map_err(BackupError::Read)?;
        serde_json::from_slice(&line).map_err(|_| BackupError::Content)
    }

    /// Reads to the sealed end, which says that nothing was cut off.
    fn ended(&mut self) -> Result<(), BackupError> {
        match self.0.fill_buf().map_err(BackupError::Read)? {
            [] => Ok(()),
            _ => Err(BackupError::Content),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::store;

    #[tokio::test]
    async fn no_table_is_forgotten() {
        let (_folder, store) = store().await;
        let rows = sqlx::query("select name from sqlite_master where type = 'table'")
            .fetch_all(store.database.read())
            .await
            .unwrap();
        let mut found: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        let mut known: Vec<String> = TABLES
            .iter()
            .chain(&LEFT_OUT)
            .map(|t| (*t).into())
            .collect();
        found.sort();
        known.sort();
        assert_eq!(found, known);
    }
}
