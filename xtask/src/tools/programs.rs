//! Trunk, wasm-bindgen and wasm-split, built in one workspace from what
//! `xtask/support/tools` has of them (its README says why).

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::tools::{Shed, TRUNK, cheaply};

/// Builds these programs and puts them among the tools.
pub(super) fn install(shed: &Shed<'_>, programs: &[&str]) -> Outcome {
    let source = shed.folder.join("source");
    let _ = fs::remove_dir_all(&source);
    copy(&shed.workspace.path("xtask/support/tools"), &source)?;
    if programs.contains(&"trunk") {
        // Ours lie over Trunk's own.
        let (ours, whole) = (source.join("trunk"), source.join("trunk.whole"));
        copy(&trunk(shed)?, &whole)?;
        copy(&ours.join("."), &whole)?;
        fs::remove_dir_all(&ours).map_err(Failure::file("remove", &ours))?;
        fs::rename(&whole, &ours).map_err(Failure::file("rename", &whole))?;
    }

    let target = shed.folder.join("build");
    let mut build = shed.workspace.cargo();
    build
        .current_dir(&source)
        .args(["build", "--release", "--target-dir"])
        .arg(&target);
    for program in programs {
        build.args(["--bin", program]);
    }
    if source.join("Cargo.lock").is_file() {
        build.arg("--locked");
    }
    shed.install(cheaply(&mut build), "Building the panel's tools")?;
    for program in programs {
        let built = target.join("release").join(program);
        fs::copy(&built, shed.bin().join(program)).map_err(Failure::file("copy", &built))?;
    }
    Ok(())
}

/// Where cargo keeps Trunk's source, after fetching it. Asking for what is known
/// of a package fetches it and none of its dependencies.
fn trunk(shed: &Shed<'_>) -> Outcome<PathBuf> {
    let registries = cargo_home().join("registry/src");
    let package = format!("trunk-{TRUNK}");
    if let Some(source) = in_registry(&registries, &package) {
        return Ok(source);
    }
    let mut fetch = shed.workspace.cargo();
    fetch
        .current_dir(&shed.folder)
        .args(["info", "--quiet", "--registry", "crates-io"])
        .arg(format!("trunk@{TRUNK}"));
    shed.install(&mut fetch, "Fetching Trunk's source")?;
    in_registry(&registries, &package).ok_or_else(|| Failure::Unreadable {
        what: registries.display().to_string(),
        why: "cargo has fetched Trunk's source, but it is not there".to_owned(),
    })
}

/// Where cargo keeps what it has fetched.
fn cargo_home() -> PathBuf {
    env::var_os("CARGO_HOME").map_or_else(
        || PathBuf::from(env::var_os("HOME").unwrap_or_default()).join(".cargo"),
        PathBuf::from,
    )
}

/// A package's source: every registry has a folder of its own.
fn in_registry(registries: &Path, package: &str) -> Option<PathBuf> {
    fs::read_dir(registries)
        .ok()?
        .filter_map(Result::ok)
        .map(|registry| registry.path().join(package))
        // Cargo writes it last, when a package is unpacked.
        .find(|source| source.join(".cargo-ok").is_file())
}

/// Copies a folder, or with `/.` behind it what is in it over what is there.
fn copy(from: &Path, to: &Path) -> Outcome {
    let status = Command::new("cp")
        .args(["-R", "--"])
        .args([from, to])
        .status()
        .map_err(Failure::file("copy", from))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::Machine(format!(
            "{} could not be copied: look at the room on the disk and the rights on the folder.",
            from.display()
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools::SPLITTER;
    use crate::workspace::Workspace;

    #[test]
    fn the_source_is_found_in_whichever_registry_has_it() {
        let registries = env::temp_dir().join(format!("registries-{}", std::process::id()));
        let source = registries.join("second/trunk-1.0.0");
        fs::create_dir_all(registries.join("first/other-1.0.0")).unwrap();
        fs::create_dir_all(&source).unwrap();
        assert_eq!(in_registry(&registries, "trunk-1.0.0"), None);
        fs::write(source.join(".cargo-ok"), "").unwrap();
        assert_eq!(in_registry(&registries, "trunk-1.0.0"), Some(source));
        assert_eq!(in_registry(&registries, "trunk-1.0.1"), None);
        fs::remove_dir_all(&registries).unwrap();
        assert_eq!(in_registry(&registries, "trunk-1.0.0"), None);
    }

    #[test]
    fn what_lies_over_another_folder_replaces_what_it_has_and_leaves_the_rest() {
        let folder = env::temp_dir().join(format!("overlay-{}", std::process::id()));
        let (over, under) = (folder.join("over"), folder.join("under"));
        fs::create_dir_all(over.join("src")).unwrap();
        fs::create_dir_all(under.join("src")).unwrap();
        fs::write(over.join("src/a"), "new").unwrap();
        fs::write(under.join("src/a"), "old").unwrap();
        fs::write(under.join("src/b"), "stays").unwrap();
        copy(&over.join("."), &under).unwrap();
        assert_eq!(fs::read_to_string(under.join("src/a")).unwrap(), "new");
        assert_eq!(fs::read_to_string(under.join("src/b")).unwrap(), "stays");
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn the_versions_are_those_that_the_panel_is_built_with() {
        let workspace = Workspace::find().unwrap();
        let support = workspace.path("xtask/support/tools");
        let lock = fs::read_to_string(support.join("Cargo.lock")).unwrap();
        let bindgen = workspace.locked_version("wasm-bindgen").unwrap();
        for (name, version) in [
            ("trunk", TRUNK),
            ("wasm-bindgen-cli", bindgen.as_str()),
            ("wasm_split_cli_support", SPLITTER),
        ] {
            let entry = format!("name = \"{name}\"\nversion = \"{version}\"\n");
            assert!(lock.contains(&entry), "{name} {version}");
        }
    }
}
