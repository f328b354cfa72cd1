//! Trunk, built from its source without the minifiers that this project never
//! lets it use (`xtask/support/trunk` says more).
//!
//! `cargo install` refuses to replace crates of a locked build; `cargo build` on
//! a copy of the source does not, and keeps every other version as Trunk's
//! authors locked it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::tools::{Shed, cheaply};

/// The crates that are replaced.
const REPLACED: &[&str] = &["lightningcss", "minify-html", "minify-js", "oxipng"];

/// Builds Trunk and puts it among the tools.
pub(super) fn install(shed: &Shed<'_>, version: &str) -> Outcome {
    let work = shed.folder.join("build/trunk-source");
    let copy = work.join("trunk");
    let _ = fs::remove_dir_all(&work);
    copy_folder(&source(shed, &work, version)?, &copy)?;
    replace(shed, &copy.join("Cargo.toml"))?;

    let target = shed.folder.join("build");
    let mut build = shed.workspace.cargo();
    build
        .current_dir(&copy)
        .args(["build", "--release", "--no-default-features"])
        .args(["--bin", "trunk", "--target-dir"])
        .arg(&target);
    shed.install(cheaply(&mut build), "Building Trunk from its source")?;
    let (built, tool) = (target.join("release/trunk"), shed.bin().join("trunk"));
    fs::copy(&built, &tool).map_err(Failure::file("copy", &built))?;
    Ok(())
}

/// Where cargo keeps Trunk's source, after fetching it as a dependency of a
/// package that is never built.
fn source(shed: &Shed<'_>, work: &Path, version: &str) -> Outcome<PathBuf> {
    let probe = work.join("probe");
    write(&probe.join("src/lib.rs"), "")?;
    write(
        &probe.join("Cargo.toml"),
        &format!(
            "[package]\nname = \"probe\"\nedition = \"2021\"\n\n[workspace]\n\n[dependencies]\n\
             trunk = {{ version = \"={version}\", default-features = false }}\n"
        ),
    )?;
    let mut fetch = shed.workspace.cargo();
    fetch.current_dir(&probe).args(["fetch", "--quiet"]);
    shed.install(&mut fetch, "Fetching Trunk's source")?;
    // `cargo metadata` would name the place, but leaves programs out.
    let registries = cargo_home().join("registry/src");
    in_registry(&registries, &format!("trunk-{version}")).ok_or_else(|| Failure::Unreadable {
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
        .find(|source| source.join("Cargo.lock").is_file())
}

/// Adds the replacements to Trunk's manifest, and leaves out what only
/// unpacking downloaded tools would need: here Trunk downloads none.
fn replace(shed: &Shed<'_>, manifest: &Path) -> Outcome {
    let whole = fs::read_to_string(manifest).map_err(Failure::file("read", manifest))?;
    let mut text = without_features(&whole, "zip");
    text.push_str("\n[workspace]\n\n[patch.crates-io]\n");
    for name in REPLACED {
        let path = shed.workspace.path("xtask/support/trunk").join(name);
        // Rust writes a string with the escapes that TOML reads.
        text.push_str(&format!(
            "{name} = {{ path = {:?} }}\n",
            path.to_string_lossy()
        ));
    }
    fs::write(manifest, text).map_err(Failure::file("write", manifest))
}

/// A manifest, as cargo publishes it, in which a dependency lost its default
/// features.
fn without_features(manifest: &str, dependency: &str) -> String {
    let table = format!("\n[dependencies.{dependency}]\n");
    manifest.replacen(&table, &format!("{table}default-features = false\n"), 1)
}

/// Copies a folder. Cargo's own copy stays as it is; ours may be written to.
fn copy_folder(from: &Path, to: &Path) -> Outcome {
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

/// Writes a file and the folders it lies in.
fn write(path: &Path, text: &str) -> Outcome {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Failure::file("create", folder))?;
    }
    fs::write(path, text).map_err(Failure::file("write", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_source_is_found_in_whichever_registry_has_it() {
        let registries = env::temp_dir().join(format!("registries-{}", std::process::id()));
        let source = registries.join("second/trunk-1.0.0");
        fs::create_dir_all(registries.join("first/other-1.0.0")).unwrap();
        write(&source.join("Cargo.lock"), "").unwrap();
        assert_eq!(in_registry(&registries, "trunk-1.0.0"), Some(source));
        assert_eq!(in_registry(&registries, "trunk-1.0.1"), None);
        fs::remove_dir_all(&registries).unwrap();
        assert_eq!(in_registry(&registries, "trunk-1.0.0"), None);
    }

    #[test]
    fn a_dependency_loses_its_features_and_the_others_keep_theirs() {
        let manifest =
            "[dependencies.time]\nversion = \"0.3\"\n\n[dependencies.zip]\nversion = \"2\"\n";
        assert_eq!(
            without_features(manifest, "zip"),
            "[dependencies.time]\nversion = \"0.3\"\n\n[dependencies.zip]\n\
             default-features = false\nversion = \"2\"\n"
        );
    }

    #[test]
    fn every_replacement_is_there() {
        let support = Path::new(env!("CARGO_MANIFEST_DIR")).join("support/trunk");
        for name in REPLACED {
            let manifest = fs::read_to_string(support.join(name).join("Cargo.toml")).unwrap();
            assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
        }
    }
}
