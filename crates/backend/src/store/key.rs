//! The master keys: 32 random bytes each, in a file that only we may read, or
//! in the environment.
//!
//! Usually there is one. While keys are rotated there are two, one a line: the
//! first is the one to come, the others still read. Which one seals is said by
//! the database, so that every process changes over at the same moment.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

const FILE: &str = "master.key";

/// Seals everything secret in the database. Cannot be printed.
pub struct MasterKey(pub(super) Zeroizing<[u8; 32]>);

/// Why there is no master key. No text holds a byte of it.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Data without its key.
    #[error(
        "the master key {0} is missing although there is a database; nothing was changed. \
         Put the key back, or start with an empty data folder"
    )]
    Missing(String),
    /// A file that was named is not there.
    #[error("the master key file {0} is not there; put it there, or name another one")]
    NotThere(String),
    /// Readable by others.
    #[error("the master key {0} can be read by others; run: chmod 600 {0}")]
    Exposed(String),
    /// Not a key.
    #[error("the master key must be 32 bytes in base64 (44 characters), and is not")]
    Malformed,
    /// The environment cannot be written.
    #[error(
        "the master key comes from the environment, which this program cannot change: put a \
         new key in front of the one in use (two keys, separated by a space), restart every \
         process with both, then run `key rotate` again"
    )]
    Fixed,
    /// The file system refuses.
    #[error("the master key {0} cannot be used: {1}")]
    Io(String, std::io::Error),
}

/// Where the master keys come from.
#[derive(Clone)]
pub enum KeySource {
    /// The environment: read once, never changed.
    Text(SecretString),
    /// A file of ours.
    File(PathBuf),
}

impl KeySource {
    /// The key file in a data folder.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self::File(folder.join(FILE))
    }

    /// The keys, the first of which is the one to seal with.
    ///
    /// # Errors
    /// Where there are none, or they are not ours alone.
    pub fn read(&self) -> Result<Vec<MasterKey>, KeyError> {
        let path = match self {
            Self::Text(text) => return parse_all(text.expose_secret()),
            Self::File(path) => path,
        };
        let shown = path.display().to_string();
        let io = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::NotFound => KeyError::NotThere(shown.clone()),
            _ => KeyError::Io(shown.clone(), error),
        };
        let mode = std::fs::metadata(path).map_err(io)?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(KeyError::Exposed(shown));
        }
        let text = Zeroizing::new(std::fs::read_to_string(path).map_err(io)?);
        parse_all(&text)
    }

    /// The keys; a new one where `fresh` says that nothing was ever sealed.
    pub(super) fn read_or_make(&self, fresh: bool) -> Result<Vec<MasterKey>, KeyError> {
        match (self.read(), self) {
            (Err(KeyError::NotThere(shown)), Self::File(_)) if !fresh => {
                Err(KeyError::Missing(shown))
            }
            (Err(KeyError::NotThere(_)), Self::File(_)) => {
                let key = MasterKey::random();
                // Before anything is sealed with it.
                self.write(&[&key])?;
                Ok(vec![key])
            }
            (read, _) => read,
        }
    }

    /// Replaces the file as a whole: at every moment either the old keys or the
    /// new ones are there.
    pub(super) fn write(&self, keys: &[&MasterKey]) -> Result<(), KeyError> {
        let Self::File(path) = self else {
            return Err(KeyError::Fixed);
        };
        let io = |error| KeyError::Io(path.display().to_string(), error);
        let folder = path.parent().unwrap_or(Path::new("."));
        super::file::make_folder(folder).map_err(io)?;
        let new = path.with_extension("key.new");
        match std::fs::remove_file(&new) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(io(error)),
            _ => {}
        }
        let mut file = std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&new)
            .map_err(io)?;
        for key in keys {
            file.write_all(key.to_text().as_bytes()).map_err(io)?;
            file.write_all(b"\n").map_err(io)?;
        }
        file.sync_all().map_err(io)?;
        std::fs::rename(&new, path).map_err(io)?;
        // The name, too, survives a power cut.
        std::fs::File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(io)
    }
}

fn parse_all(text: &str) -> Result<Vec<MasterKey>, KeyError> {
    let keys = text
        .split_whitespace()
        .map(MasterKey::parse)
        .collect::<Result<Vec<_>, _>>()?;
    if keys.is_empty() {
        return Err(KeyError::Malformed);
    }
    Ok(keys)
}

impl MasterKey {
    /// A new key.
    #[must_use]
    pub fn random() -> Self {
        Self(Zeroizing::new(crate::random::bytes()))
    }

    /// Reads a key in base64.
    ///
    /// # Errors
    /// Where it is not one.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let bytes = Zeroizing::new(
            STANDARD
                .decode(text.trim())
                .map_err(|_| KeyError::Malformed)?,
        );
        let key: [u8; 32] = bytes
            .as_slice()
            .try_into()
            .map_err(|_| KeyError::Malformed)?;
        Ok(Self(Zeroizing::new(key)))
    }

    /// The key in base64, for its file.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(STANDARD.encode(self.0.as_slice()))
    }

    /// Names the key without telling anything about it.
    #[must_use]
    pub fn id(&self) -> String {
        let mut id = super::fingerprint(&["key id", &self.to_text()].concat());
        id.truncate(super::seal::KEY_ID);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_others_can_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let source = KeySource::in_folder(folder.path());
        source.read_or_make(true).unwrap();
        let path = folder.path().join(FILE);
        let mode = |path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(source.read(), Err(KeyError::Exposed(_))));
    }

    #[test]
    fn what_is_not_a_key_is_refused_without_being_quoted() {
        for text in ["", "short", "not base64 ☃", &STANDARD.encode([7; 31])] {
            let error = MasterKey::parse(text).err().unwrap();
            assert!(matches!(error, KeyError::Malformed));
            assert!(text.is_empty() || !error.to_string().contains(text));
            assert!(parse_all(text).is_err());
        }
    }

    #[test]
    fn keys_read_back_as_themselves_in_their_order() {
        let folder = tempfile::tempdir().unwrap();
        let source = KeySource::in_folder(folder.path());
        let (new, old) = (MasterKey::random(), MasterKey::random());
        source.write(&[&new, &old]).unwrap();
        let ids: Vec<_> = source.read().unwrap().iter().map(MasterKey::id).collect();
        assert_eq!(ids, [new.id(), old.id()]);
    }

    #[test]
    fn the_environment_is_read_and_never_written() {
        let key = MasterKey::random();
        let text = format!("{} {}", &*key.to_text(), &*MasterKey::random().to_text());
        let source = KeySource::Text(text.into());
        assert_eq!(source.read().unwrap()[0].id(), key.id());
        assert!(matches!(source.write(&[&key]), Err(KeyError::Fixed)));
    }
}
