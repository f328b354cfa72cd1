//! PostgreSQL's programs, for the tests to start a server of their own: those of
//! the machine, or Debian's. Its service is never started, nor used.

use std::env;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};
use crate::processes::Processes;
use crate::tools::apt;
use crate::workspace::Workspace;

/// Where Debian keeps them, by version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// Debian asks this program whether a service may be started.
const POLICY: &str = "/usr/sbin/policy-rc.d";

/// The folder with `initdb` and `postgres`, which are installed where that is
/// possible.
pub(crate) fn ensure(workspace: &Workspace, processes: &Processes) -> Outcome<PathBuf> {
    if let Some(folder) = find() {
        return Ok(folder);
    }
    if !apt::is_ours() {
        return Err(Failure::Machine(
            "PostgreSQL is missing: install the package `postgresql`, or put the folder with \
             `initdb` and `postgres` on PATH."
                .to_owned(),
        ));
    }
    let quiet = NoServices::begin()?;
    apt::install(workspace, processes, "PostgreSQL", &["postgresql"])?;
    drop(quiet);
    find().ok_or_else(|| {
        Failure::Machine(
            "PostgreSQL was installed and is still not found: put the folder with `initdb` and \
             `postgres` on PATH."
                .to_owned(),
        )
    })
}

fn find() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut debian: Vec<PathBuf> = fs::read_dir(DEBIAN)
        .into_iter()
        .flatten()
        .flatten()
        .map(|version| version.path().join("bin"))
        .collect();
    debian.sort();
    env::split_paths(&path)
        .chain(debian.into_iter().rev())
        .find(|folder| has_all(folder))
}

fn has_all(folder: &Path) -> bool {
    ["initdb", "postgres"]
        .iter()
        .all(|name| folder.join(name).is_file())
}

/// Keeps an installation from starting services, for as long as it lives.
struct NoServices {
    ours: bool,
}

impl NoServices {
    fn begin() -> Outcome<Self> {
        let ours = !Path::new(POLICY).exists();
        if ours {
            fs::write(POLICY, "#!/bin/sh\nexit 101\n").map_err(Failure::file("write", POLICY))?;
            fs::set_permissions(POLICY, fs::Permissions::from_mode(0o755))
                .map_err(Failure::file("write", POLICY))?;
        }
        Ok(Self { ours })
    }
}

impl Drop for NoServices {
    fn drop(&mut self) {
        if self.ours {
            let _ = fs::remove_file(POLICY);
        }
    }
}
