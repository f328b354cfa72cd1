//! The state file: everything in one JSON document, written whole and swapped
//! in, so that a crash leaves the old or the new one and never half of it.

use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use crate::base::keys::KeyError;
use crate::control::faults::Fault;
use crate::directory::state::State;
use crate::world::Core;

const VERSION: u32 = 1;
/// Changes within this time are saved together.
const PATIENCE: Duration = Duration::from_millis(300);

/// Why a state could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StateFileError {
    /// The file system's word.
    #[error("the state file {path} cannot be used: {source}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Not JSON, or not this JSON.
    #[error("the state file cannot be understood: {0}")]
    Format(#[from] serde_json::Error),
    /// See there.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The sealing key is none.
    #[error("the state file is damaged: its sealing key cannot be used")]
    Damaged,
    /// Written by another version.
    #[error("the state file has version {0}, and this program reads version 1")]
    Version(u32),
}

/// All there is to keep.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Snapshot {
    version: u32,
    clock_offset_seconds: i64,
    signing_keys: Vec<String>,
    sealing_key: String,
    /// Orders to go wrong that are still in force.
    #[serde(default)]
    faults: Vec<Fault>,
    state: State,
}

pub(crate) fn snapshot(world: &Core) -> Snapshot {
    Snapshot {
        version: VERSION,
        clock_offset_seconds: world.clock.offset_seconds(),
        signing_keys: world.keys.export(),
        sealing_key: STANDARD.encode(world.sealing_key()),
        faults: world.faults.list(),
        state: world.read(Clone::clone),
    }
}

/// Puts a snapshot in place of everything there is.
pub(crate) fn restore(world: &Core, snapshot: Snapshot) -> Result<(), StateFileError> {
    if snapshot.version != VERSION {
        return Err(StateFileError::Version(snapshot.version));
    }
    let key = STANDARD
        .decode(&snapshot.sealing_key)
        .map_err(|_| StateFileError::Damaged)?;
    world.keys.import(&snapshot.signing_keys)?;
    if !world.set_sealing_key(key) {
        return Err(StateFileError::Damaged);
    }
    world.clock.set_offset(snapshot.clock_offset_seconds);
    world.tokens.clear();
    world.faults.replace(snapshot.faults);
    let mut state = snapshot.state;
    state.rebuild_index();
    world.change(|old| *old = state);
    Ok(())
}

/// `None` when there is no file yet.
pub(crate) fn load(path: &Path) -> Result<Option<Snapshot>, StateFileError> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes)?)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(StateFileError::Io {
            path: path.to_owned(),
            source,
        }),
    }
}

fn write(world: &Core, path: &Path) -> Result<(), StateFileError> {
    let io = |source| StateFileError::Io {
        path: path.to_owned(),
        source,
    };
    let bytes = serde_json::to_vec(&snapshot(world))?;
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    // It holds secrets and keys, if only made-up ones.
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&beside)
        .map_err(io)?;
    file.write_all(&bytes).map_err(io)?;
    file.sync_all().map_err(io)?;
    drop(file);
    std::fs::rename(&beside, path).map_err(io)
}

/// Saves after every change, and once more at the end.
pub(crate) async fn keep(world: Arc<Core>, path: PathBuf, mut stop: watch::Receiver<bool>) {
    loop {
        let stopping = tokio::select! {
            () = world.changed.notified() => {
                tokio::select! {
                    () = tokio::time::sleep(PATIENCE) => false,
                    _ = stop.changed() => true,
                }
            }
            _ = stop.changed() => true,
        };
        let (here, there) = (Arc::clone(&world), path.clone());
        let written = tokio::task::spawn_blocking(move || write(&here, &there)).await;
        match written {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "the state was not saved"),
            Err(error) => tracing::error!(%error, "the state was not saved"),
        }
        if stopping {
            return;
        }
    }
}
