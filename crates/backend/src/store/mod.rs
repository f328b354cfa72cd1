//! The ground floor: SQL, sealing, audit. Nobody else speaks SQL.
//!
//! Every change is one transaction, with its line in the audit inside it: where
//! the audit cannot be written, the change does not happen. After the commit
//! the change is announced to whoever watches.

mod accounts;
mod answers;
mod audit;
mod columns;
mod consents;
mod counts;
mod database;
mod hand_outs;
mod invitations;
mod job_keys;
mod key;
mod live;
mod mailbox_list;
mod mailboxes;
mod migration;
mod people;
mod seal;
mod sessions;
mod sign_ins;
mod test_mails;
mod write;

pub use accounts::{AccountRow, SecretRow};
pub use answers::{Asked, First};
pub use audit::{Actor, AuditLine};
pub use consents::{ConsentEnd, ConsentRow, NewConsentRow};
pub use counts::Numbers;
pub use hand_outs::HandOut;
pub use job_keys::JobKeyRow;
pub use key::{KeyError, MasterKey};
pub use live::{Feed, Live, Numbered, everything};
pub use mailbox_list::{Behind, Key, MailboxFilter, MailboxRows, MailboxSort};
pub use mailboxes::{NewMailboxRow, Serving};
pub use people::{NewPersonRow, PersonRow};
pub use seal::{Sealer, fingerprint};
pub use sessions::{NewSessionRow, SessionRow};
pub use sign_ins::{NewSignIn, Refreshed, SignInRow};
pub use test_mails::{NewTestMailRow, TestMailRow};

use database::Database;
use secrecy::SecretString;
use sqlx::{Executor, Row};
use std::path::Path;

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
    /// Nobody would be left who may decide anything.
    #[error("the last administrator")]
    LastAdmin,
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
            _ => {
                crate::metrics::database_error();
                Self::Database(error)
            }
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
    /// The URL of the database.
    #[error("the database URL must look like postgres://user:password@host/database")]
    Url,
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

/// Where the data lies.
pub struct Opening<'a> {
    /// The folder for the SQLite file and for the master key.
    pub folder: &'a Path,
    /// PostgreSQL instead of SQLite.
    pub database_url: Option<&'a SecretString>,
    /// The master key, where it does not lie in the folder.
    pub key: Option<MasterKey>,
}

/// The store. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    database: Database,
    sealer: Sealer,
    live: Live,
    tally: mailbox_list::Tally,
}

impl Store {
    /// Opens the store, or makes a new one.
    ///
    /// # Errors
    /// Why it cannot be opened. Nothing that was there is ever overwritten.
    pub async fn open(opening: Opening<'_>) -> Result<Self, OpenError> {
        let database = match opening.database_url {
            Some(url) => Database::postgres(url).await?,
            None => Database::sqlite(opening.folder).await?,
        };
        let check = read_check(&database).await?;
        let key = match opening.key {
            Some(key) => key,
            None => MasterKey::in_folder(opening.folder, check.is_none())?,
        };
        let sealer = Sealer::new(key);
        match check {
            Some(sealed) => sealer
                .open(check_place(), &sealed)
                .map(drop)
                .map_err(|_| OpenError::WrongKey)?,
            None => write_check(&database, &sealer).await?,
        }
        let live = Live::default();
        let tally = mailbox_list::Tally::default();
        let counted = tally.clone();
        live.before_telling(move |change| counted.clear(change.kind));
        database.listen(live.clone());
        Ok(Self {
            database,
            sealer,
            live,
            tally,
        })
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
        self.database.write().execute("select 1").await?;
        Ok(())
    }

    /// Whether what is sealed in the database opens with the key in use.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] where it does not.
    pub async fn key_fits(&self) -> Result<(), StoreError> {
        let row = sqlx::query("select value from settings where name = $1")
            .bind(KEY_CHECK)
            .fetch_one(self.database.read())
            .await?;
        let sealed: String = row.try_get(0)?;
        self.sealer.open(check_place(), &sealed).map(drop)
    }

    /// Whether several processes may share the work.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.database.is_shared()
    }

    /// Waits for what is being written and closes.
    pub async fn close(&self) {
        self.database.close().await;
    }
}

/// The name of the setting that tells whether a key is the right one.
const KEY_CHECK: &str = "key_check";

fn check_place() -> seal::Place<'static> {
    seal::Place::new("settings", "value", KEY_CHECK)
}

/// What the first start sealed, for every later start to open.
async fn read_check(database: &Database) -> Result<Option<String>, OpenError> {
    let row = sqlx::query("select value from settings where name = $1")
        .bind(KEY_CHECK)
        .fetch_optional(database.read())
        .await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

async fn write_check(database: &Database, sealer: &Sealer) -> Result<(), OpenError> {
    sqlx::query("insert into settings (name, value) values ($1, $2)")
        .bind(KEY_CHECK)
        .bind(sealer.seal(check_place(), KEY_CHECK))
        .execute(database.write())
        .await?;
    Ok(())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    async fn open(folder: &Path) -> Result<Store, OpenError> {
        Store::open(Opening {
            folder,
            database_url: None,
            key: None,
        })
        .await
    }

    pub(crate) async fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path()).await.unwrap();
        (folder, store)
    }

    #[tokio::test]
    async fn a_second_process_is_refused() {
        let (folder, _store) = store().await;
        let second = open(folder.path()).await;
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
        let other = open(folder.path()).await;
        assert!(matches!(other, Err(OpenError::WrongKey)));
        std::fs::write(&key, right).unwrap();
        open(folder.path()).await.unwrap();
    }

    #[tokio::test]
    async fn a_database_without_its_key_is_never_a_first_run() {
        let (folder, store) = store().await;
        store.close().await;
        drop(store);
        std::fs::remove_file(folder.path().join("master.key")).unwrap();
        let again = open(folder.path()).await;
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
        .execute(store.database.write())
        .await
        .unwrap();
        store.close().await;
        drop(store);
        let older = open(folder.path()).await;
        assert!(matches!(older, Err(OpenError::Schema(_))));
    }
}
