//! The SQLite file from outside: whether it may be opened at all.
//!
//! SQLite makes a new database where it finds nothing, or an empty file. That
//! is right once, and afterwards it would hide that everything is gone.

use super::OpenError;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

const DATABASE: &str = "imagecapture-mail.sqlite";
const LOCK: &str = "imagecapture-mail.lock";

/// File systems over which the write-ahead log is not safe: it needs memory that
/// all its users share (sqlite.org/wal.html).
const NETWORK: [&str; 8] = [
    "9p",
    "ceph",
    "cifs",
    "fuse.glusterfs",
    "fuse.sshfs",
    "nfs",
    "nfs4",
    "smb3",
];

/// The first bytes of every SQLite file.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Makes the data folder, where it is not there, for us alone.
pub(super) fn make_folder(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

/// Warns where the folder lies on a network file system.
pub(super) fn warn_of_network(folder: &Path) {
    let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    if let Some(kind) = network_under(&folder, &mounts) {
        tracing::warn!(
            folder = %folder.display(),
            kind,
            "the data folder lies on a network file system, on which SQLite can lose data: \
             use a local disk, or PostgreSQL"
        );
    }
}

/// The network file system a folder lies on, by the list of mounts.
fn network_under<'a>(folder: &Path, mounts: &'a str) -> Option<&'a str> {
    let mount = |line: &'a str| {
        let mut words = line.split(' ').skip(1);
        Some((words.next()?, words.next()?))
    };
    let (_, kind) = mounts
        .lines()
        .filter_map(mount)
        .filter(|(place, _)| folder.starts_with(place))
        .max_by_key(|(place, _)| place.len())?;
    NETWORK.contains(&kind).then_some(kind)
}

/// Keeps a second process from serving out of the same folder.
pub(super) fn lock(folder: &Path) -> Result<File, OpenError> {
    let shown = folder.display().to_string();
    let lock = File::options()
        .read(true)
        .append(true)
        .create(true)
        .open(folder.join(LOCK))
        .map_err(|e| OpenError::Folder(shown.clone(), e))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(std::fs::TryLockError::WouldBlock) => Err(OpenError::Locked(shown)),
        // A network file system without locks cannot keep WAL safe either.
        Err(std::fs::TryLockError::Error(error)) => Err(OpenError::Folder(shown, error)),
    }
}

/// Notes in the lock file that a database was made here.
pub(super) fn mark(mut lock: &File) -> std::io::Result<()> {
    if lock.metadata()?.len() == 0 {
        lock.write_all(b"A database was made in this folder.\n")?;
        lock.sync_all()?;
    }
    Ok(())
}

/// The path of the database, after a look at what lies there.
pub(super) fn look_at(folder: &Path, lock: &File) -> Result<PathBuf, OpenError> {
    let path = folder.join(DATABASE);
    let made_before = lock.metadata().is_ok_and(|meta| meta.len() > 0);
    if path.exists() {
        whole(&path)?;
    } else if made_before || wal_of(&path).exists() {
        return Err(damaged(&path, "is missing, and there was one"));
    }
    Ok(path)
}

/// The path of a database that must be there.
pub(super) fn existing(folder: &Path) -> Result<PathBuf, OpenError> {
    let path = folder.join(DATABASE);
    if !path.exists() {
        return Err(OpenError::NoDatabase(path.display().to_string()));
    }
    whole(&path)?;
    Ok(path)
}

/// Whether the file is as long as it says itself. With a write-ahead log beside
/// it, SQLite mends it first.
fn whole(path: &Path) -> Result<(), OpenError> {
    let io = |error| OpenError::Folder(path.display().to_string(), error);
    let length = std::fs::metadata(path).map_err(io)?.len();
    if std::fs::metadata(wal_of(path)).is_ok_and(|wal| wal.len() > 0) {
        return Ok(());
    }
    if length == 0 {
        return Err(damaged(path, "is empty"));
    }
    let mut header = [0; 32];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut header));
    if read.is_err() || !header.starts_with(MAGIC) {
        return Err(damaged(path, "is not an SQLite file"));
    }
    // sqlite.org/fileformat.html, "The Database Header": 1 stands for 65536.
    let size = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65536,
        size => u64::from(size),
    };
    let pages = u32::from_be_bytes([header[28], header[29], header[30], header[31]]);
    if length < size * u64::from(pages) {
        return Err(damaged(path, "is shorter than it was"));
    }
    Ok(())
}

/// What SQLite thinks of a file that it cannot read.
pub(super) fn judge(path: &Path, error: sqlx::Error) -> OpenError {
    let code = match &error {
        sqlx::Error::Database(database) => database.code().map(std::borrow::Cow::into_owned),
        _ => None,
    };
    match code.as_deref() {
        Some("11" | "26") => damaged(path, "cannot be read by SQLite"),
        _ => OpenError::Database(error),
    }
}

fn damaged(path: &Path, how: &'static str) -> OpenError {
    OpenError::Damaged(path.display().to_string(), how)
}

fn wal_of(path: &Path) -> PathBuf {
    path.with_extension("sqlite-wal")
}

/// A database that is being built, and gets its name when it is whole.
pub(super) struct Building {
    folder: PathBuf,
    lock: File,
}

impl Building {
    /// Begins one, unless a database is there or was there.
    pub(super) fn begin(folder: &Path) -> Result<Option<Self>, OpenError> {
        let shown = folder.display().to_string();
        let io = |error| OpenError::Folder(shown.clone(), error);
        make_folder(folder).map_err(io)?;
        let lock = lock(folder)?;
        let path = folder.join(DATABASE);
        if path.exists() || wal_of(&path).exists() {
            return Ok(None);
        }
        let building = Self {
            folder: folder.to_owned(),
            lock,
        };
        // Of one that was broken off.
        building.clear().map_err(io)?;
        Ok(Some(building))
    }

    /// Where it is built.
    pub(super) fn path(&self) -> PathBuf {
        self.folder.join("restoring.sqlite")
    }

    fn clear(&self) -> std::io::Result<()> {
        for path in [
            "restoring.sqlite",
            "restoring.sqlite-wal",
            "restoring.sqlite-shm",
        ] {
            match std::fs::remove_file(self.folder.join(path)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// Gives the closed database its name.
    pub(super) fn finish(self) -> Result<(), OpenError> {
        let io = |error| OpenError::Folder(self.folder.display().to_string(), error);
        File::open(self.path())
            .and_then(|file| file.sync_all())
            .and_then(|()| std::fs::rename(self.path(), self.folder.join(DATABASE)))
            .and_then(|()| File::open(&self.folder)?.sync_all())
            .and_then(|()| mark(&self.lock))
            .map_err(io)
    }
}

impl Drop for Building {
    fn drop(&mut self) {
        let _ = self.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_file_system_is_known_by_the_nearest_mount() {
        let mounts = "/dev/sda1 / ext4 rw 0 0\nnas:/x /srv/data nfs4 rw 0 0\n\
                      tmpfs /srv/data/fast tmpfs rw 0 0\n";
        let under = |folder: &str| network_under(Path::new(folder), mounts);
        assert_eq!(under("/srv/data/mail"), Some("nfs4"));
        assert_eq!(under("/srv/data/fast/mail"), None);
        assert_eq!(under("/srv/database"), None);
        assert_eq!(network_under(Path::new("/x"), ""), None);
    }
}
