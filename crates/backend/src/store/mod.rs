//! The ground floor: SQL, sealing, audit. Nobody else speaks SQL.
//!
//! Every change is one transaction, with its line in the audit inside it: where
//! the audit cannot be written, the change does not happen. After the commit
//! the change is announced to whoever watches.

mod accounts;
mod audit;
mod columns;
mod consents;
mod job_keys;
mod key;
mod live;
mod mailboxes;
mod migration;
mod people;
mod seal;
mod sign_ins;
mod test_mails;

pub use accounts::{AccountRow, SecretRow};
pub use audit::{Actor, AuditLine};
pub use consents::{ConsentEnd, ConsentRow, NewConsentRow};
pub use job_keys::JobKeyRow;
pub use key::{KeyError, MasterKey};
pub use live::{Feed, Live, Numbered, everything};
pub use mailboxes::{MailboxFilter, NewMailboxRow};
pub use people::{PersonRow, SessionRow};
pub use seal::{Sealer, fingerprint};
pub use sign_ins::{NewSignIn, Refreshed, SignInRow};
pub use test_mails::{NewTestMailRow, TestMailRow};

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{AnyPool, Executor, Row};
use std::fs::File;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

/// The oldest SQLite whose write-ahead log is safe with several connections
/// (sqlite.org/wal.html, "WAL-reset bug").
const SQLITE_MIN: [u32; 3] = [3, 51, 3];

/// Connections that read. One more writes: SQLite has one writer anyway, and
/// with one connection for it nobody ever meets "database is locked".
const READERS: u32 = 4;

/// Why the store could not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It is not there.
    #[error("not found")]
    NotFound,
    /// It is there already.
    #[error("exists already")]
    Exists,
    /// Something else still needs it.
    #[error("still in use")]
    InUse,
    /// A sealed value does not open: flipped, moved, or another key.
    #[error("a sealed value in {0} does not open")]
    Sealed(&'static str),
    /// A stored value is not what we wrote.
    #[error("a value in {0} cannot be read")]
    Corrupt(&'static str),
    /// The database refuses.
    #[error("database: {0}")]
    Database(#[source] sqlx::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => Self::NotFound,
            sqlx::Error::Database(database) if database.is_unique_violation() => Self::Exists,
            sqlx::Error::Database(database) if database.is_foreign_key_violation() => Self::InUse,
            _ => Self::Database(error),
        }
    }
}

/// Why the store cannot be opened. Each text says what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// No folder to keep data in.
    #[error("the data folder {0} cannot be used: {1}")]
    Folder(String, std::io::Error),
    /// A second process.
    #[error("another process is using {0}; stop it first")]
    Locked(String),
    /// The master key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The key does not fit the data.
    #[error(
        "the master key is not the one this database was sealed with; nothing was changed. \
         Put the right key back"
    )]
    WrongKey,
    /// The file is not our database.
    #[error("the database cannot be opened: {0}")]
    Database(#[from] sqlx::Error),
    /// The schema is newer or was tampered with.
    #[error(
        "the database was made by another version of this program ({0}); nothing was changed. \
         Use that version, or restore a backup"
    )]
    Schema(sqlx::migrate::MigrateError),
    /// The SQLite inside is too old.
    #[error("SQLite {0} can lose data; 3.51.3 or newer is needed")]
    SqliteTooOld(String),
}

/// The store. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    readers: AnyPool,
    writer: AnyPool,
    sealer: Sealer,
    live: Live,
    /// Held as long as the store is open.
    _lock: std::sync::Arc<File>,
}

impl Store {
    /// Opens the store in `folder`, or makes a new one there.
    ///
    /// # Errors
    /// Why it cannot be opened. Nothing that was there is ever overwritten.
    pub async fn open(folder: &Path, key: Option<MasterKey>) -> Result<Self, OpenError> {
        let shown = folder.display().to_string();
        std::fs::create_dir_all(folder).map_err(|e| OpenError::Folder(shown.clone(), e))?;
        let lock = File::create(folder.join("imagecapture-mail.lock"))
            .map_err(|e| OpenError::Folder(shown.clone(), e))?;
        lock.try_lock()
            .map_err(|_| OpenError::Locked(shown.clone()))?;

        let file = folder.join("imagecapture-mail.sqlite");
        let fresh = !file.exists();
        let key = match key {
            Some(key) => key,
            None => MasterKey::in_folder(folder, fresh)?,
        };
        sqlx::any::install_default_drivers();
        let url = format!("sqlite://{}?mode=rwc", file.display());
        let options = AnyConnectOptions::from_str(&url)?;
        let writer = pool(options.clone(), 1).await?;
        check_version(&writer).await?;
        sqlx::migrate!("./migrations")
            .run(&writer)
            .await
            .map_err(OpenError::Schema)?;
        let store = Self {
            readers: pool(options, READERS).await?,
            writer,
            sealer: Sealer::new(key),
            live: Live::default(),
            _lock: std::sync::Arc::new(lock),
        };
        store.check_key().await?;
        Ok(store)
    }

    /// The changes, as they are committed.
    #[must_use]
    pub fn live(&self) -> &Live {
        &self.live
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// Why it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.writer.execute("select 1").await?;
        Ok(())
    }

    /// Waits for what is being written and closes.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// The first start seals a known text; every later start opens it.
    async fn check_key(&self) -> Result<(), OpenError> {
        const NAME: &str = "key_check";
        let place = seal::Place::new("settings", "value", NAME);
        let found = sqlx::query("select value from settings where name = $1")
            .bind(NAME)
            .fetch_optional(&self.writer)
            .await?;
        match found {
            Some(row) => {
                let sealed: String = row.try_get(0)?;
                self.sealer
                    .open(place, &sealed)
                    .map(drop)
                    .map_err(|_| OpenError::WrongKey)
            }
            None => {
                sqlx::query("insert into settings (name, value) values ($1, $2)")
                    .bind(NAME)
                    .bind(self.sealer.seal(place, NAME))
                    .execute(&self.writer)
                    .await?;
                Ok(())
            }
        }
    }
}

async fn pool(options: AnyConnectOptions, connections: u32) -> Result<AnyPool, sqlx::Error> {
    AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(5))
        .after_connect(|connection, _| {
            Box::pin(async move {
                // FULL: what was acknowledged survives a power cut. It costs a
                // few milliseconds per write, of which there are few.
                connection
                    .execute(
                        "pragma journal_mode = wal; pragma synchronous = full; \
                         pragma foreign_keys = on; pragma busy_timeout = 5000;",
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

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) async fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), None).await.unwrap();
        (folder, store)
    }

    #[tokio::test]
    async fn a_second_process_is_refused() {
        let (folder, _store) = store().await;
        let second = Store::open(folder.path(), None).await;
        assert!(matches!(second, Err(OpenError::Locked(_))));
    }

    #[tokio::test]
    async fn another_key_is_refused_and_nothing_is_overwritten() {
        let (folder, store) = store().await;
        store.close().await;
        drop(store);
        let key = folder.path().join("master.key");
        let right = std::fs::read(&key).unwrap();
        std::fs::write(&key, MasterKey::random().to_text()).unwrap();
        let other = Store::open(folder.path(), None).await;
        assert!(matches!(other, Err(OpenError::WrongKey)));
        std::fs::write(&key, right).unwrap();
        Store::open(folder.path(), None).await.unwrap();
    }

    #[tokio::test]
    async fn a_database_without_its_key_is_never_a_first_run() {
        let (folder, store) = store().await;
        store.close().await;
        drop(store);
        std::fs::remove_file(folder.path().join("master.key")).unwrap();
        let again = Store::open(folder.path(), None).await;
        assert!(matches!(again, Err(OpenError::Key(KeyError::Missing(_)))));
    }

    #[tokio::test]
    async fn a_newer_schema_is_refused() {
        let (folder, store) = store().await;
        sqlx::query(
            "insert into _sqlx_migrations \
             (version, description, installed_on, success, checksum, execution_time) \
             values (9999, 'from the future', '2030-01-01', 1, x'00', 1)",
        )
        .execute(&store.writer)
        .await
        .unwrap();
        store.close().await;
        drop(store);
        let older = Store::open(folder.path(), None).await;
        assert!(matches!(older, Err(OpenError::Schema(_))));
    }

    #[tokio::test]
    async fn the_sqlite_inside_is_one_that_keeps_its_word() {
        let (_folder, store) = store().await;
        check_version(&store.writer).await.unwrap();
    }
}
