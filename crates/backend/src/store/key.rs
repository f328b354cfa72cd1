//! The master key: 32 random bytes in a file that only we may read.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;
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
    /// Readable by others.
    #[error("the master key {0} can be read by others; run: chmod 600 {0}")]
    Exposed(String),
    /// Not a key.
    #[error("the master key must be 32 bytes in base64 (44 characters), and is not")]
    Malformed,
    /// The file system refuses.
    #[error("the master key {0} cannot be used: {1}")]
    Io(String, std::io::Error),
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

    /// The key in `folder`; a new one where `fresh` says that nothing was ever
    /// sealed there.
    pub(super) fn in_folder(folder: &Path, fresh: bool) -> Result<Self, KeyError> {
        let path = folder.join(FILE);
        let shown = path.display().to_string();
        let io = |error| KeyError::Io(shown.clone(), error);
        if !path.exists() {
            if !fresh {
                return Err(KeyError::Missing(shown));
            }
            let key = Self::random();
            let mut file = std::fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&path)
                .map_err(io)?;
            file.write_all(key.to_text().as_bytes()).map_err(io)?;
            // Before anything is sealed with it.
            file.sync_all().map_err(io)?;
            return Ok(key);
        }
        let mode = std::fs::metadata(&path).map_err(io)?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(KeyError::Exposed(shown));
        }
        let text = Zeroizing::new(std::fs::read_to_string(&path).map_err(io)?);
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_others_can_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        MasterKey::in_folder(folder.path(), true).unwrap();
        let path = folder.path().join(FILE);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        let found = MasterKey::in_folder(folder.path(), false);
        assert!(matches!(found, Err(KeyError::Exposed(_))));
    }

    #[test]
    fn what_is_not_a_key_is_refused_without_being_quoted() {
        for text in ["", "short", "not base64 ☃", &STANDARD.encode([7; 31])] {
            let error = MasterKey::parse(text).err().unwrap();
            assert!(matches!(error, KeyError::Malformed));
            assert!(text.is_empty() || !error.to_string().contains(text));
        }
    }

    #[test]
    fn a_key_reads_back_as_itself() {
        let key = MasterKey::random();
        let again = MasterKey::parse(&key.to_text()).unwrap();
        assert_eq!(key.0, again.0);
    }
}
