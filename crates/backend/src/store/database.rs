//! The database behind the store: SQLite in a file, or PostgreSQL by its URL.
//!
//! One language for both: TEXT and BIGINT, `$1`, `on conflict`. What differs is
//! here: pragmas and the lock file of the one, the lock that keeps writes in
//! line of the other.

use super::file;
use super::live::Live;
use super::{OpenError, StoreError};
use contract::events::{Change, ChangeKind};
use secrecy::{ExposeSecret, SecretString};
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::postgres::PgListener;
use sqlx::{Any, AnyConnection, AnyPool, Connection, Executor, Row, Transaction};
use std::borrow::Cow;
use std::fs::File;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// The oldest SQLite whose write-ahead log is safe with several connections
/// (sqlite.org/wal.html, "WAL-reset bug").
const SQLITE_MIN: [u32; 3] = [3, 51, 3];

/// The schema, step by step; a step is never changed once it was released.
/// Listed here and not by sqlx' macro, which would compile SQLite twice.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (
        1,
        "the house",
        include_str!("../../migrations/0001_the_house.sql"),
    ),
    (
        10,
        "leases",
        include_str!("../../migrations/0010_leases.sql"),
    ),
    (
        20,
        "access",
        include_str!("../../migrations/0020_access.sql"),
    ),
    (
        21,
        "answers",
        include_str!("../../migrations/0021_answers.sql"),
    ),
    (30, "lists", include_str!("../../migrations/0030_lists.sql")),
    (40, "runs", include_str!("../../migrations/0040_runs.sql")),
    (
        41,
        "calendar",
        include_str!("../../migrations/0041_calendar.sql"),
    ),
    (
        42,
        "warnings",
        include_str!("../../migrations/0042_warnings.sql"),
    ),
    (43, "asked", include_str!("../../migrations/0043_asked.sql")),
    (
        44,
        "rights",
        include_str!("../../migrations/0044_rights.sql"),
    ),
    (
        50,
        "migration",
        include_str!("../../migrations/0050_migration.sql"),
    ),
    (
        51,
        "diagnoses",
        include_str!("../../migrations/0051_diagnoses.sql"),
    ),
    (52, "days", include_str!("../../migrations/0052_days.sql")),
    (
        53,
        "hand_outs",
        include_str!("../../migrations/0053_hand_outs.sql"),
    ),
];

/// Connections that read SQLite. One more writes: SQLite has one writer anyway,
/// and with one connection for it nobody ever meets "database is locked".
const SQLITE_READERS: u32 = 4;

/// Connections to PostgreSQL that read, and those that write: writers wait for
/// each other, and however many do, they leave readers theirs.
const POSTGRES_READERS: u32 = 5;
const POSTGRES_WRITERS: u32 = 3;

/// How long a request waits for a connection.
const PATIENCE: Duration = Duration::from_secs(5);

/// Names the lock that PostgreSQL's writers take in turn: the audit is a chain,
/// and the first administrator is one.
const WRITERS: i64 = 0x1AC0_FFEE;

/// The channel on which replicas tell each other what changed.
const CHANNEL: &str = "imagecapture_changes";

/// How long a replica waits before it listens again after a loss.
const LISTEN_AGAIN: Duration = Duration::from_secs(2);

/// The database. Cheap to clone.
#[derive(Clone)]
pub(super) struct Database {
    kind: Kind,
    readers: AnyPool,
    writer: AnyPool,
}

#[derive(Clone)]
enum Kind {
    /// With the lock that keeps a second process from serving.
    Sqlite { lock: Option<Arc<File>> },
    /// With its URL, for listening, and a name of this process.
    Postgres { url: SecretString, me: Arc<str> },
}

impl Database {
    /// Opens the SQLite file in `folder`, or makes it.
    pub(super) async fn sqlite(folder: &Path) -> Result<Self, OpenError> {
        let shown = folder.display().to_string();
        file::make_folder(folder).map_err(|e| OpenError::Folder(shown.clone(), e))?;
        let lock = file::lock(folder)?;
        file::warn_of_network(folder);
        let path = file::look_at(folder, &lock)?;
        let database = Self::sqlite_pools(&path, "rwc", Some(lock)).await?;
        // Before the mark, so that a start that fails is still a first one.
        database.migrate().await?;
        if let Kind::Sqlite { lock: Some(lock) } = &database.kind {
            file::mark(lock).map_err(|e| OpenError::Folder(shown, e))?;
        }
        Ok(database)
    }

    /// Opens the SQLite file in `folder` beside a process that may be serving
    /// from it. Never makes one, and never changes its schema.
    pub(super) async fn sqlite_beside(folder: &Path) -> Result<Self, OpenError> {
        let path = file::existing(folder)?;
        let database = Self::sqlite_pools(&path, "rw", None).await?;
        database.is_current().await?;
        Ok(database)
    }

    /// Makes an SQLite file without a schema.
    pub(super) async fn sqlite_new(path: &Path) -> Result<Self, OpenError> {
        Self::sqlite_pools(path, "rwc", None).await
    }

    async fn sqlite_pools(path: &Path, mode: &str, lock: Option<File>) -> Result<Self, OpenError> {
        sqlx::any::install_default_drivers();
        let url = format!("sqlite://{}?mode={mode}", path.display());
        let options = AnyConnectOptions::from_str(&url)?;
        let damaged = |error: sqlx::Error| file::judge(path, error);
        let writer = sqlite_pool(options.clone(), 1).await.map_err(damaged)?;
        check_version(&writer).await?;
        Ok(Self {
            kind: Kind::Sqlite {
                lock: lock.map(Arc::new),
            },
            readers: sqlite_pool(options, SQLITE_READERS)
                .await
                .map_err(damaged)?,
            writer,
        })
    }

    /// Opens a PostgreSQL database.
    pub(super) async fn postgres(url: &SecretString) -> Result<Self, OpenError> {
        sqlx::any::install_default_drivers();
        let text = url.expose_secret();
        if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
            return Err(OpenError::Url);
        }
        let options = AnyConnectOptions::from_str(text).map_err(|_| OpenError::Url)?;
        let pool = |connections| {
            AnyPoolOptions::new()
                .max_connections(connections)
                .acquire_timeout(PATIENCE)
                .connect_with(options.clone())
        };
        Ok(Self {
            kind: Kind::Postgres {
                url: url.clone(),
                me: crate::random::id().into(),
            },
            readers: pool(POSTGRES_READERS).await?,
            writer: pool(POSTGRES_WRITERS).await?,
        })
    }

    /// Brings the schema to this program's.
    pub(super) async fn migrate(&self) -> Result<(), OpenError> {
        self.migrate_to(i64::MAX).await
    }

    /// Brings the schema to a version, as an older program had it.
    pub(super) async fn migrate_to(&self, last: i64) -> Result<(), OpenError> {
        let steps = MIGRATIONS.iter().filter(|(version, ..)| *version <= last);
        let migrations = steps.map(|(version, name, sql)| {
            let (name, sql) = (Cow::Borrowed(*name), sqlx::SqlStr::from_static(sql));
            Migration::new(*version, name, MigrationType::Simple, sql, false)
        });
        Migrator::with_migrations(migrations.collect())
            .run(&self.writer)
            .await
            .map_err(OpenError::Schema)
    }

    /// The newest step of the schema that this program knows.
    pub(super) fn newest() -> i64 {
        MIGRATIONS
            .iter()
            .map(|(version, ..)| *version)
            .max()
            .unwrap_or_default()
    }

    /// Whether the schema is the one of this very program.
    pub(super) async fn is_current(&self) -> Result<(), OpenError> {
        let row = sqlx::query("select count(*), max(version) from _sqlx_migrations")
            .fetch_one(&self.readers)
            .await;
        let row = match row {
            Ok(row) => row,
            // No such table, in either database's words: there is no schema.
            Err(sqlx::Error::Database(_)) => return Err(OpenError::Unused),
            Err(error) => return Err(error.into()),
        };
        let (steps, last): (i64, Option<i64>) = (row.try_get(0)?, row.try_get(1)?);
        match usize::try_from(steps) == Ok(MIGRATIONS.len()) && last == Some(Self::newest()) {
            true => Ok(()),
            false => Err(OpenError::OtherSchema),
        }
    }

    /// For questions.
    pub(super) fn read(&self) -> &AnyPool {
        &self.readers
    }

    /// For a single statement that needs no transaction.
    pub(super) fn write(&self) -> &AnyPool {
        &self.writer
    }

    /// Whether several processes may share the work.
    pub(super) fn is_shared(&self) -> bool {
        matches!(self.kind, Kind::Postgres { .. })
    }

    /// The name of this process, where several share the work.
    pub(super) fn me(&self) -> Option<&str> {
        match &self.kind {
            Kind::Postgres { me, .. } => Some(me),
            Kind::Sqlite { .. } => None,
        }
    }

    /// Begins a transaction that writes. Writers take turns: SQLite has one
    /// connection for them, PostgreSQL a lock that ends with the transaction.
    pub(super) async fn begin(&self) -> Result<Transaction<'static, Any>, StoreError> {
        if !self.is_shared() {
            // At once, since a transaction that reads first and writes later
            // cannot wait for another process (`key rotate`) that writes too.
            return Ok(self.writer.begin_with("begin immediate").await?);
        }
        let mut tx = self.writer.begin().await?;
        sqlx::query("select pg_advisory_xact_lock($1)")
            .bind(WRITERS)
            .execute(&mut *tx)
            .await?;
        Ok(tx)
    }

    /// Begins a transaction that only reads, and sees everything as it is now,
    /// whatever is written meanwhile.
    pub(super) async fn snapshot(&self) -> Result<Transaction<'static, Any>, StoreError> {
        let begin = if self.is_shared() {
            "begin isolation level repeatable read read only"
        } else {
            "begin"
        };
        Ok(self.readers.begin_with(begin).await?)
    }

    /// The value that says which key seals, held as it is until `tx` ends.
    pub(super) async fn key_in_use(
        &self,
        tx: &mut AnyConnection,
    ) -> Result<Option<String>, StoreError> {
        let query = ["select value from settings where name = $1", self.held()].concat();
        let row = sqlx::query(sqlx::AssertSqlSafe(query))
            .bind(super::KEY_CHECK)
            .fetch_optional(tx)
            .await?;
        row.map(|row| Ok(row.try_get(0)?)).transpose()
    }

    /// Keeps a row that is read as it is until the transaction ends. SQLite's
    /// one writer needs no such words.
    pub(super) fn held(&self) -> &'static str {
        if self.is_shared() { " for share" } else { "" }
    }

    /// The rows of a list that is bound as `$1`: JSON, an array of arrays, whose
    /// values are `value ->> 0` and so on. However many there are, it is one
    /// statement, prepared once; SQLite looks for the name of each value that is
    /// bound among all of them, which takes longest of all where there are many.
    /// What is joined with another table is named and `materialized` first: of a
    /// list as such SQLite believes that it may as well go through all of it for
    /// each row of the table.
    pub(super) fn listed(&self) -> &'static str {
        match self.kind {
            Kind::Sqlite { .. } => "json_each($1) as listed",
            Kind::Postgres { .. } => "json_array_elements(cast($1 as json)) as listed (value)",
        }
    }

    /// Tells the other replicas what changed, once `tx` is committed.
    pub(super) async fn tell(
        &self,
        tx: &mut Transaction<'static, Any>,
        changes: &[Change],
    ) -> Result<(), StoreError> {
        let Kind::Postgres { me, .. } = &self.kind else {
            return Ok(());
        };
        if changes.is_empty() {
            return Ok(());
        }
        let line = |change: &Change| {
            let kind = serde_json::to_string(&change.kind).unwrap_or_default();
            [me, " ", &kind, " ", &change.id].concat()
        };
        let lines: Vec<String> = changes.iter().map(line).collect();
        // All of them in one statement; none has a line break in it.
        let query = "select pg_notify($1, line) from unnest(string_to_array($2, chr(10))) as line";
        sqlx::query(query)
            .bind(CHANNEL)
            .bind(lines.join("\n"))
            .execute(&mut **tx)
            .await?;
        Ok(())
    }

    /// Announces here what other replicas changed, for as long as the process
    /// lives. What was lost with a connection is unknown: once heard again,
    /// everything may have changed. Not before: while the database is away
    /// nothing else can be had than what is in memory.
    pub(super) fn listen(&self, live: Live) {
        let Kind::Postgres { url, me } = self.kind.clone() else {
            return;
        };
        tokio::spawn(async move {
            let mut again = false;
            loop {
                if let Err(error) = listen(&url, &me, &live, again).await {
                    tracing::warn!(%error, "changes of other replicas are not heard");
                }
                again = true;
                tokio::time::sleep(LISTEN_AGAIN).await;
            }
        });
    }

    /// Waits for what is being written and closes.
    pub(super) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// Rows as [`Database::listed`] reads them.
pub(super) fn list(rows: impl Iterator<Item = serde_json::Value>) -> String {
    serde_json::Value::Array(rows.collect()).to_string()
}

async fn listen(url: &SecretString, me: &str, live: &Live, again: bool) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect(url.expose_secret()).await?;
    listener.listen(CHANNEL).await?;
    if again {
        live.announce(ChangeKind::Everything, "");
    }
    while let Some(told) = listener.try_recv().await? {
        let mut words = told.payload().splitn(3, ' ');
        let (from, kind, id) = (words.next(), words.next(), words.next());
        let kind = kind.and_then(|kind| serde_json::from_str(kind).ok());
        if let (Some(from), Some(kind), Some(id)) = (from, kind, id)
            && from != me
        {
            live.announce(kind, id);
        }
    }
    Ok(())
}

async fn sqlite_pool(options: AnyConnectOptions, connections: u32) -> Result<AnyPool, sqlx::Error> {
    AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        .before_acquire(|connection, _| {
            // Where no space is left SQLite rolls back by itself, and the driver
            // believes itself in that transaction for ever: a new connection.
            let clean = !connection.is_in_transaction();
            Box::pin(async move { Ok(clean) })
        })
        .after_connect(|connection, _| {
            Box::pin(async move {
                // FULL: what was acknowledged survives a power cut. It costs a
                // few milliseconds per write, of which there are few. The cache
                // of pages is small, since the system has one of its own.
                connection
                    .execute(
                        "pragma journal_mode = wal; pragma synchronous = full; \
                         pragma foreign_keys = on; pragma busy_timeout = 5000; \
                         pragma cache_size = -512;",
                    )
                    .await?;
                Ok(())
            })
        })
        .connect_with(options)
        .await
}

async fn check_version(pool: &AnyPool) -> Result<(), OpenError> {
    let row = sqlx::query("select sqlite_version()")
        .fetch_one(pool)
        .await?;
    let version: String = row.try_get(0)?;
    if is_safe(&version) {
        Ok(())
    } else {
        Err(OpenError::SqliteTooOld(version))
    }
}

fn is_safe(version: &str) -> bool {
    let numbers: Vec<u32> = version
        .split('.')
        .map_while(|number| number.parse().ok())
        .collect();
    numbers.as_slice() >= SQLITE_MIN.as_slice()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_sqlite_that_can_lose_data_is_refused() {
        for old in ["3.51.2", "3.50.4", "3.7.0", "2.99.99", "", "x"] {
            assert!(!is_safe(old), "{old}");
        }
        for good in ["3.51.3", "3.51.10", "3.52.0", "3.100.0", "4.0.0"] {
            assert!(is_safe(good), "{good}");
        }
    }
}
