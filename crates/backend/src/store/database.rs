//! The database behind the store: SQLite in a file, or PostgreSQL by its URL.
//!
//! One language for both: TEXT and BIGINT, `$1`, `on conflict`. What differs is
//! here: pragmas and the lock file of the one, the lock that keeps writes in
//! line of the other.

use super::live::Live;
use super::{OpenError, StoreError};
use contract::events::{Change, ChangeKind};
use secrecy::{ExposeSecret, SecretString};
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::postgres::PgListener;
use sqlx::{Any, AnyPool, Executor, Row, Transaction};
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
];

/// Connections that read SQLite. One more writes: SQLite has one writer anyway,
/// and with one connection for it nobody ever meets "database is locked".
const SQLITE_READERS: u32 = 4;

/// Connections to PostgreSQL, for reading and writing together.
const POSTGRES_CONNECTIONS: u32 = 8;

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
    /// With the lock that keeps a second process away.
    Sqlite { _lock: Arc<File> },
    /// With its URL, for listening, and a name of this process.
    Postgres { url: SecretString, me: Arc<str> },
}

impl Database {
    /// Opens the SQLite file in `folder`, or makes it.
    pub(super) async fn sqlite(folder: &Path) -> Result<Self, OpenError> {
        let shown = folder.display().to_string();
        std::fs::create_dir_all(folder).map_err(|e| OpenError::Folder(shown.clone(), e))?;
        let lock = File::create(folder.join("imagecapture-mail.lock"))
            .map_err(|e| OpenError::Folder(shown.clone(), e))?;
        lock.try_lock()
            .map_err(|_| OpenError::Locked(shown.clone()))?;
        sqlx::any::install_default_drivers();
        let file = folder.join("imagecapture-mail.sqlite");
        let url = format!("sqlite://{}?mode=rwc", file.display());
        let options = AnyConnectOptions::from_str(&url)?;
        let writer = sqlite_pool(options.clone(), 1).await?;
        check_version(&writer).await?;
        let database = Self {
            kind: Kind::Sqlite {
                _lock: Arc::new(lock),
            },
            readers: sqlite_pool(options, SQLITE_READERS).await?,
            writer,
        };
        database.migrate().await?;
        Ok(database)
    }

    /// Opens a PostgreSQL database.
    pub(super) async fn postgres(url: &SecretString) -> Result<Self, OpenError> {
        sqlx::any::install_default_drivers();
        let options =
            AnyConnectOptions::from_str(url.expose_secret()).map_err(|_| OpenError::Url)?;
        let pool = AnyPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .connect_with(options)
            .await?;
        let database = Self {
            kind: Kind::Postgres {
                url: url.clone(),
                me: crate::random::id().into(),
            },
            readers: pool.clone(),
            writer: pool,
        };
        database.migrate().await?;
        Ok(database)
    }

    async fn migrate(&self) -> Result<(), OpenError> {
        let migrations = MIGRATIONS.iter().map(|(version, name, sql)| {
            let (name, sql) = (Cow::Borrowed(*name), sqlx::SqlStr::from_static(sql));
            Migration::new(*version, name, MigrationType::Simple, sql, false)
        });
        Migrator::with_migrations(migrations.collect())
            .run(&self.writer)
            .await
            .map_err(OpenError::Schema)
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

    /// Begins a transaction that writes. Writers take turns: SQLite has one
    /// connection for them, PostgreSQL a lock that ends with the transaction.
    pub(super) async fn begin(&self) -> Result<Transaction<'static, Any>, StoreError> {
        let mut tx = self.writer.begin().await?;
        if self.is_shared() {
            sqlx::query("select pg_advisory_xact_lock($1)")
                .bind(WRITERS)
                .execute(&mut *tx)
                .await?;
        }
        Ok(tx)
    }

    /// Tells the other replicas what changed, once `tx` is committed.
    pub(super) async fn tell(
        &self,
        tx: &mut Transaction<'static, Any>,
        change: &Change,
    ) -> Result<(), StoreError> {
        if let Kind::Postgres { me, .. } = &self.kind {
            let kind = serde_json::to_string(&change.kind).unwrap_or_default();
            sqlx::query("select pg_notify($1, $2)")
                .bind(CHANNEL)
                .bind([me, " ", &kind, " ", &change.id].concat())
                .execute(&mut **tx)
                .await?;
        }
        Ok(())
    }

    /// Announces here what other replicas changed, for as long as the process
    /// lives. What was lost with a connection is unknown: then everything may
    /// have changed.
    pub(super) fn listen(&self, live: Live) {
        let Kind::Postgres { url, me } = self.kind.clone() else {
            return;
        };
        tokio::spawn(async move {
            loop {
                if let Err(error) = listen(&url, &me, &live).await {
                    tracing::warn!(%error, "changes of other replicas are not heard");
                }
                live.announce(ChangeKind::Everything, "");
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

async fn listen(url: &SecretString, me: &str, live: &Live) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect(url.expose_secret()).await?;
    listener.listen(CHANNEL).await?;
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
    let numbers: Vec<u32> = version.split('.').map_while(|n| n.parse().ok()).collect();
    if numbers.as_slice() < SQLITE_MIN.as_slice() {
        return Err(OpenError::SqliteTooOld(version));
    }
    Ok(())
}
