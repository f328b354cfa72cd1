//! Where things are: the workspace, its target folder, and the commands that
//! run in it.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Outcome};

/// The name of the panel's package and of its binary.
pub(crate) const PANEL: &str = "imagecapture-panel";

/// The target the panel is built for.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The paths every command starts from.
#[derive(Debug, Clone)]
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
    /// What every command finds in its environment.
    environment: Vec<(&'static str, String)>,
}

impl Workspace {
    /// Cargo tells where this package is; a bare binary looks upwards from
    /// where it was started.
    pub(crate) fn find() -> Outcome<Self> {
        let root = match env::var_os("CARGO_MANIFEST_DIR") {
            Some(package) => Path::new(&package).parent().map(Path::to_owned),
            None => env::current_dir().ok().and_then(|here| {
                here.ancestors()
                    .find(|folder| folder.join("xtask/Cargo.toml").is_file())
                    .map(Path::to_owned)
            }),
        };
        let root = root.ok_or_else(|| {
            Failure::Machine("Start this inside the workspace, with `cargo xtask`.".to_owned())
        })?;
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => root.join(folder),
            None => root.join("target"),
        };
        fs::create_dir_all(&target).map_err(Failure::file("create", &target))?;
        Ok(Self {
            root,
            target,
            environment: Vec::new(),
        })
    }

    /// A workspace somewhere else, for tests.
    #[cfg(test)]
    pub(crate) fn at(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            target: root.join("target"),
            environment: Vec::new(),
        }
    }

    /// The same one, whose commands find this in their environment as well.
    pub(crate) fn with(&self, name: &'static str, value: String) -> Self {
        let mut workspace = self.clone();
        workspace.environment.push((name, value));
        workspace
    }

    /// The workspace's root.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A path below the root.
    pub(crate) fn path(&self, below: impl AsRef<Path>) -> PathBuf {
        self.root.join(below)
    }

    /// A path below the target folder.
    pub(crate) fn target(&self, below: impl AsRef<Path>) -> PathBuf {
        self.target.join(below)
    }

    /// A release binary of ours.
    pub(crate) fn release_binary(&self, name: &str) -> PathBuf {
        self.target(format!("release/{name}"))
    }

    /// The cargo that runs us, started in the workspace.
    pub(crate) fn cargo(&self) -> Command {
        self.command(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
    }

    /// Any program, started in the workspace. What cargo told *this* package
    /// about itself is none of its business.
    pub(crate) fn command(&self, program: impl Into<OsString>) -> Command {
        let mut command = Command::new(program.into());
        command
            .current_dir(&self.root)
            .envs(self.environment.iter().map(|(name, value)| (name, value)));
        for (name, _) in env::vars_os() {
            let Some(name) = name.to_str() else { continue };
            if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST") {
                command.env_remove(name);
            }
        }
        command
    }

    /// The version of a package in Cargo.lock.
    pub(crate) fn locked_version(&self, package: &str) -> Outcome<String> {
        let path = self.path("Cargo.lock");
        let lock = fs::read_to_string(&path).map_err(Failure::file("read", &path))?;
        version_in_lock(&lock, package).ok_or_else(|| Failure::Unreadable {
            what: "Cargo.lock".to_owned(),
            why: format!("it holds no package `{package}`"),
        })
    }
}

/// Cargo.lock always writes name and version as two lines, in this order.
fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == name)?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.trim_end_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_exactly_that_package_is_found() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(
            version_in_lock(lock, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
        assert_eq!(version_in_lock(lock, "bindgen"), None);
    }
}
