//! The ground floor: SQL, sealing, audit. Nobody else speaks SQL.
//!
//! Every change is one transaction, with its line in the audit inside it: where
//! the audit cannot be written, the change does not happen. After the commit
//! the change is announced to whoever watches.

mod accounts;
mod answers;
mod archive;
mod asked;
mod audit;
mod audit_search;
mod backup;
mod calendar;
mod carriers;
mod columns;
mod consents;
mod counts;
mod database;
mod diagnoses;
mod file;
mod findings;
mod hand_outs;
mod invitations;
mod job_keys;
mod key;
mod leases;
mod live;
mod mailbox_list;
mod mailboxes;
mod migration;
mod people;
mod recording;
mod rotation;
mod runs;
mod seal;
mod secrets;
mod sessions;
mod sign_ins;
mod test_mails;
mod traces;
mod transfer;
mod warnings;
mod waves;
mod write;

pub use accounts::{AccountRow, SecretRow};
pub use answers::{Asked, First};
pub use archive::PASSPHRASE_MIN;
pub use asked::AskedRow;
pub use audit::Actor;
pub use audit_search::AuditFilter;
pub use backup::{BackupError, BackupReport};
pub use carriers::MovingRow;
pub use consents::{ConsentEnd, ConsentRow, NewConsentRow};
pub use counts::Numbers;
pub use findings::{End, Finding};
pub use hand_outs::HandOut;
pub use job_keys::JobKeyRow;
pub use key::{KeyError, KeySource, MasterKey};
pub use live::{Feed, Live, Numbered, everything};
pub use mailbox_list::{Behind, Key, MailboxFilter, MailboxRows, MailboxSort};
pub use mailboxes::{NewMailboxRow, Serving};
pub use migration::{ExchangeRow, ItsMailbox, Proved, Step};
pub use people::{NewPersonRow, PersonRow};
pub use rotation::{KeyReport, RotateError};
pub use runs::{NewRunRow, Over};
pub use seal::{Sealer, fingerprint};
pub use sessions::{NewSessionRow, SessionRow};
pub use sign_ins::{NewSignIn, Refreshed, SignInRow};
pub use test_mails::{NewTestMailRow, TestMailRow};
pub use traces::Trace;
pub use warnings::DueDelivery;
pub use waves::NotDone;

use database::Database;
use secrecy::SecretString;
use sqlx::{Executor, Row};
use std::collections::HashSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Whether the last write of this process found no space: readiness says so
/// until there is some again.
static FULL: AtomicBool = AtomicBool::new(false);

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
    /// The audit's chain does not hold from this line on.
    #[error("the audit was changed: its chain does not hold at line {0}")]
    Audit(i64),
    /// The database names a master key that is not there.
    #[error(
        "the master key {0} is in use and is not there: put it back beside the others, \
         or restart with it"
    )]
    KeyAway(String),
    /// No space is left for the database.
    #[error("no space is left for the database: make room on its disk")]
    Full,
    /// Somebody else writes for too long.
    #[error("the database is busy")]
    Busy,
    /// A stored value is not what we wrote.
    #[error("a value in {0} cannot be read")]
    Corrupt(&'static str),
    /// The database refuses.
    #[error("database: {0}")]
    Database(#[source] sqlx::Error),
}

impl StoreError {
    fn failed(error: sqlx::Error) -> Self {
        crate::metrics::database_error();
        Self::Database(error)
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => Self::NotFound,
            sqlx::Error::Database(database) if database.is_unique_violation() => Self::Exists,
            sqlx::Error::Database(database) if database.is_foreign_key_violation() => Self::InUse,
            sqlx::Error::Database(database) => match database.code().as_deref() {
                // SQLITE_FULL; disk_full.
                Some("13" | "53100") => {
                    FULL.store(true, Ordering::Relaxed);
                    Self::Full
                }
                // SQLITE_BUSY and its kinds; lock_not_available.
                Some("5" | "261" | "517" | "773" | "55P03") => Self::Busy,
                _ => Self::failed(error),
            },
            _ => Self::failed(error),
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
    /// The file is not what we left there.
    #[error(
        "the database {0} {1}; nothing was changed. Put back what was there, or move the \
         folder away and restore a backup"
    )]
    Damaged(String, &'static str),
    /// The file is not our database.
    #[error("the database cannot be opened: {0}")]
    Database(#[from] sqlx::Error),
    /// The schema is newer or was tampered with.
    #[error(
        "the database was made by another version of this program ({0}); nothing was changed. \
         Use that version, or restore a backup"
    )]
    Schema(sqlx::migrate::MigrateError),
    /// There is nothing to look at.
    #[error("there is no database {0}; name its folder with --data")]
    NoDatabase(String),
    /// There is no schema yet.
    #[error("the database was never used: start `serve` once, or restore a backup into it")]
    Unused,
    /// The schema is not this program's.
    #[error(
        "the database was made by another version of this program; run this command with that \
         version, or start `serve` of this one to bring it up to date"
    )]
    OtherSchema,
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
    /// Where the master key is, where it does not lie in the folder.
    pub key: Option<KeySource>,
}

/// The store. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    database: Database,
    sealer: Sealer,
    live: Live,
    tally: mailbox_list::Tally,
    /// What was found not to open, so that it is audited once.
    damaged: Arc<Mutex<HashSet<String>>>,
    /// Names this run of the process.
    maker: Arc<str>,
    /// What proofs found and waits to be stored.
    recording: recording::Recording,
}

impl Store {
    /// Opens the store, or makes a new one.
    ///
    /// # Errors
    /// Why it cannot be opened. Nothing that was there is ever overwritten.
    pub async fn open(opening: Opening<'_>) -> Result<Self, OpenError> {
        let database = match opening.database_url {
            Some(url) => {
                let database = Database::postgres(url).await?;
                database.migrate().await?;
                database
            }
            None => Database::sqlite(opening.folder).await?,
        };
        let store = Self::on(database, opening, true).await?;
        store.database.listen(store.live.clone());
        Ok(store)
    }

    /// Opens a store that is there, beside the processes that serve from it:
    /// for commands.
    ///
    /// # Errors
    /// Why it cannot be opened. Nothing is ever made or changed.
    pub async fn beside(opening: Opening<'_>) -> Result<Self, OpenError> {
        let database = match opening.database_url {
            Some(url) => {
                let database = Database::postgres(url).await?;
                database.is_current().await?;
                database
            }
            None => Database::sqlite_beside(opening.folder).await?,
        };
        Self::on(database, opening, false).await
    }

    async fn on(
        database: Database,
        opening: Opening<'_>,
        may_make: bool,
    ) -> Result<Self, OpenError> {
        let check = read_check(&database).await?;
        // A file that somebody named is theirs to make.
        let fresh = check.is_none() && may_make && opening.key.is_none();
        let source = opening
            .key
            .unwrap_or_else(|| KeySource::in_folder(opening.folder));
        let keys = source.read_or_make(fresh)?;
        let sealer = Sealer::new(source, &keys)?;
        let check = match check {
            Some(check) => check,
            None if may_make => write_check(&database, &sealer).await?,
            None => return Err(OpenError::Unused),
        };
        let live = Live::default();
        let tally = mailbox_list::Tally::default();
        let counted = tally.clone();
        live.before_telling(move |change| counted.clear(change.kind));
        let store = Self {
            database,
            sealer,
            live,
            tally,
            damaged: Arc::default(),
            maker: crate::random::id().into(),
            recording: recording::Recording::default(),
        };
        store.use_checked(&check)?;
        Ok(store)
    }

    /// Makes the key that sealed the check value the one that seals, after
    /// opening it.
    fn use_checked(&self, check: &str) -> Result<(), OpenError> {
        self.use_key(Some(check)).map_err(|_| OpenError::WrongKey)?;
        self.sealer
            .open(check_place(), check)
            .map(drop)
            .map_err(|_| OpenError::WrongKey)
    }

    /// Makes the key of this check value the one that seals.
    fn use_key(&self, check: Option<&str>) -> Result<(), StoreError> {
        let id = check
            .and_then(seal::key_of)
            .ok_or(StoreError::Corrupt("settings"))?;
        match self.sealer.activate(id) {
            true => Ok(()),
            false => Err(StoreError::KeyAway(id.to_owned())),
        }
    }

    /// Asks the database which key seals.
    async fn know_key(&self) -> Result<(), StoreError> {
        let mut connection = self.database.write().acquire().await?;
        let check = self.database.key_in_use(&mut connection).await?;
        self.use_key(check.as_deref())
    }

    /// Opens a sealed value of somebody's. One that does not open is theirs
    /// alone: it is audited once, and everybody else goes on.
    async fn open_sealed(
        &self,
        place: seal::Place<'_>,
        sealed: &str,
    ) -> Result<SecretString, StoreError> {
        let opened = self.sealer.open(place, sealed);
        if opened.is_err() {
            let first = self
                .damaged
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(place.to_string());
            if first {
                tracing::error!(%place, "a sealed value does not open");
                self.note(&Actor::backend(), "sealed.damaged", &place.to_string(), "")
                    .await?;
            }
        }
        opened
    }

    /// The changes, as they are committed.
    #[must_use]
    pub fn live(&self) -> &Live {
        &self.live
    }

    /// Whether the database answers; and, where the last write found no space,
    /// whether it can write again.
    ///
    /// # Errors
    /// Why it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        if !FULL.load(Ordering::Relaxed) {
            self.database.read().execute("select 1").await?;
            return Ok(());
        }
        // Large enough to need new pages, as the next change would.
        let ballast = "x".repeat(BALLAST);
        for value in [ballast.as_str(), ""] {
            sqlx::query(
                "insert into settings (name, value) values ('ballast', $1) \
                 on conflict (name) do update set value = excluded.value",
            )
            .bind(value)
            .execute(self.database.write())
            .await?;
        }
        FULL.store(false, Ordering::Relaxed);
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

    /// Names this run of the process.
    fn maker(&self) -> &str {
        &self.maker
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

/// What a database must be able to take before it counts as having space, in
/// bytes.
const BALLAST: usize = 32 * 1024;

/// The name of the setting that tells which key seals, and whether it is the
/// right one.
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

/// Of several first starts at once the first counts.
async fn write_check(database: &Database, sealer: &Sealer) -> Result<String, OpenError> {
    sqlx::query("insert into settings (name, value) values ($1, $2) on conflict (name) do nothing")
        .bind(KEY_CHECK)
        .bind(sealer.seal(check_place(), KEY_CHECK))
        .execute(database.write())
        .await?;
    let row = sqlx::query("select value from settings where name = $1")
        .bind(KEY_CHECK)
        .fetch_one(database.write())
        .await?;
    Ok(row.try_get(0)?)
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
