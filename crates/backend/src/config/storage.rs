//! Where the data and its keys are: what every command that touches them asks.

use crate::store::{KeySource, Opening};
use clap::Args;
use secrecy::{ExposeSecret, SecretString};
use std::path::{Path, PathBuf};

/// The variable that holds the master key itself. No flag and no setting in
/// the file: arguments are seen by everybody on the machine.
const MASTER_KEY: &str = "IMAGECAPTURE_MASTER_KEY";

/// The variable that holds the passphrase of backups.
const PASSPHRASE: &str = "IMAGECAPTURE_BACKUP_PASSPHRASE";

/// Where the data and its keys are.
#[derive(Args, Clone, Debug)]
pub struct Storage {
    /// The folder for the database and the master key.
    #[arg(long, env = "IMAGECAPTURE_DATA", default_value = "data")]
    pub data: PathBuf,
    /// A PostgreSQL database instead of a file in the data folder, for several
    /// replicas: postgres://user@host/database. With a password, use
    /// --database-url-file or the environment: arguments can be seen by others.
    #[arg(long, env = "IMAGECAPTURE_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<SecretString>,
    /// A file with that URL.
    #[arg(long, env = "IMAGECAPTURE_DATABASE_URL_FILE")]
    pub database_url_file: Option<PathBuf>,
    /// A file with the master key, 32 bytes in base64. Without it the key lies
    /// in the data folder, and is made at the first start; or it is in
    /// `IMAGECAPTURE_MASTER_KEY`.
    #[arg(long, env = "IMAGECAPTURE_MASTER_KEY_FILE")]
    pub master_key_file: Option<PathBuf>,
}

/// The same, with the files read.
pub struct Places {
    folder: PathBuf,
    database_url: Option<SecretString>,
    key: Option<KeySource>,
}

/// What is wrong with how things are configured. Each text says what to do.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// Both of two ways.
    #[error("{0} and {1} are both given; give one of them")]
    Both(&'static str, &'static str),
    /// A file.
    #[error("the file {0} that {1} names cannot be read: {2}; make it readable for this program")]
    File(String, &'static str, std::io::Error),
    /// A file with nothing in it.
    #[error("the file {0} that {1} names is empty; put the value in it")]
    Empty(String, &'static str),
    /// No passphrase.
    #[error(
        "a backup needs a passphrase: put it in a file and name that with --passphrase-file, \
         or in IMAGECAPTURE_BACKUP_PASSPHRASE"
    )]
    NoPassphrase,
    /// A bad one.
    #[error("the passphrase must have at least {0} characters; choose a longer one")]
    ShortPassphrase(usize),
}

impl Storage {
    /// Reads the files that hold secrets.
    ///
    /// # Errors
    /// What is wrong, and what to do.
    pub fn places(&self) -> Result<Places, ConfigError> {
        let database_url = secret(
            self.database_url.clone(),
            self.database_url_file.as_deref(),
            ("--database-url", "--database-url-file"),
        )?;
        let text = variable(MASTER_KEY);
        let key = match (&self.master_key_file, text) {
            (Some(_), Some(_)) => {
                return Err(ConfigError::Both("--master-key-file", MASTER_KEY));
            }
            (Some(file), None) => Some(KeySource::File(file.clone())),
            (None, Some(text)) => Some(KeySource::Text(text)),
            (None, None) => None,
        };
        Ok(Places {
            folder: self.data.clone(),
            database_url,
            key,
        })
    }
}

impl Places {
    /// For the store.
    #[must_use]
    pub fn opening(&self) -> Opening<'_> {
        Opening {
            folder: &self.folder,
            database_url: self.database_url.as_ref(),
            key: self.key.clone(),
        }
    }
}

/// The passphrase of backups.
#[derive(Args, Clone, Debug)]
pub struct Passphrase {
    /// A file with the passphrase that seals the backup; or it is in
    /// `IMAGECAPTURE_BACKUP_PASSPHRASE`.
    #[arg(long, env = "IMAGECAPTURE_BACKUP_PASSPHRASE_FILE")]
    pub passphrase_file: Option<PathBuf>,
}

impl Passphrase {
    /// Reads it.
    ///
    /// # Errors
    /// What is wrong, and what to do.
    pub fn read(&self) -> Result<SecretString, ConfigError> {
        let passphrase = secret(
            variable(PASSPHRASE),
            self.passphrase_file.as_deref(),
            (PASSPHRASE, "--passphrase-file"),
        )?
        .ok_or(ConfigError::NoPassphrase)?;
        let least = crate::store::PASSPHRASE_MIN;
        if passphrase.expose_secret().chars().count() < least {
            return Err(ConfigError::ShortPassphrase(least));
        }
        Ok(passphrase)
    }
}

fn variable(name: &str) -> Option<SecretString> {
    let value = std::env::var(name).ok()?;
    (!value.is_empty()).then(|| value.into())
}

/// A secret that is given itself, or by the file it is in.
fn secret(
    given: Option<SecretString>,
    file: Option<&Path>,
    names: (&'static str, &'static str),
) -> Result<Option<SecretString>, ConfigError> {
    let Some(file) = file else { return Ok(given) };
    if given.is_some() {
        return Err(ConfigError::Both(names.0, names.1));
    }
    let shown = file.display().to_string();
    let text = std::fs::read_to_string(file)
        .map_err(|error| ConfigError::File(shown.clone(), names.1, error))?;
    match text.trim_end_matches(['\n', '\r']) {
        "" => Err(ConfigError::Empty(shown, names.1)),
        text => Ok(Some(text.into())),
    }
}
