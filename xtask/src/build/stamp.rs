//! Whether the panel has to be built again.
//!
//! A stamp is a fingerprint of everything the panel could be made of, and the
//! list of files that came out. It is generous with inputs: whatever is not
//! known to have nothing to do with the panel counts. Contents are compared and
//! not times, since a checkout changes times only.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::Hasher;
use std::path::Path;

use crate::failure::{Failure, Outcome};
use crate::tools;
use crate::workspace::Workspace;

/// What at the workspace's root the panel is not made of.
const NOT_THE_PANEL: &[&str] = &[
    ".ci",
    ".git",
    ".github",
    "docs",
    "target",
    "tests",
    "xtask",
    "README.md",
];

/// The crates the panel is not made of.
const NOT_ITS_CRATES: &[&str] = &["backend", "microsoft", "simulator"];

/// A fingerprint of the inputs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    inputs: String,
}

impl Stamp {
    /// Reads all inputs.
    pub(super) fn of_inputs(workspace: &Workspace) -> Outcome<Self> {
        let mut hasher = DefaultHasher::new();
        hasher.write(tools::versions(workspace)?.as_bytes());
        hasher.write(&compiler(workspace));
        for variable in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
            hasher.write(std::env::var(variable).unwrap_or_default().as_bytes());
        }
        for script in [
            include_bytes!("../../support/compress.mjs").as_slice(),
            include_bytes!("../../support/finish.mjs"),
            include_bytes!("../../support/pieces/cut.mjs"),
            include_bytes!("../../support/pieces/slim.mjs"),
        ] {
            hasher.write(script);
        }
        hasher.write(include_bytes!("panel.rs"));

        let mut files = Vec::new();
        collect(workspace.root(), workspace.root(), &mut files, &|path| {
            !NOT_THE_PANEL.contains(&path)
                && !NOT_ITS_CRATES
                    .iter()
                    .any(|name| path.strip_prefix("crates/") == Some(name))
        })?;
        for file in files {
            let path = workspace.path(&file);
            let content = fs::read(&path).map_err(Failure::file("read", &path))?;
            hasher.write(file.as_bytes());
            hasher.write_usize(content.len());
            hasher.write(&content);
        }
        Ok(Self {
            inputs: format!("{:016x}", hasher.finish()),
        })
    }

    /// Whether `note` tells of these inputs and of the files that lie there.
    pub(super) fn fits(&self, note: &Path, outputs: &Path) -> bool {
        let Ok(note) = fs::read_to_string(note) else {
            return false;
        };
        self.text(outputs).is_ok_and(|now| now == note)
    }

    /// Writes the note, as the last act of a build.
    pub(super) fn write(&self, note: &Path, outputs: &Path) -> Outcome {
        fs::write(note, self.text(outputs)?).map_err(Failure::file("write", note))
    }

    fn text(&self, outputs: &Path) -> Outcome<String> {
        let mut files = Vec::new();
        collect(outputs, outputs, &mut files, &|_| true)?;
        let mut text = format!("inputs {}\n", self.inputs);
        for file in files {
            let path = outputs.join(&file);
            let size = fs::metadata(&path)
                .map_err(Failure::file("read", &path))?
                .len();
            text.push_str(&format!("output {size} {file}\n"));
        }
        Ok(text)
    }
}

/// What `rustc --version` says; nothing if there is none, which the build
/// itself will complain about.
fn compiler(workspace: &Workspace) -> Vec<u8> {
    workspace
        .command("rustc")
        .arg("--version")
        .output()
        .map(|answer| answer.stdout)
        .unwrap_or_default()
}

/// All files below a folder in a fixed order, as paths relative to `root`.
fn collect(
    root: &Path,
    folder: &Path,
    files: &mut Vec<String>,
    counts: &dyn Fn(&str) -> bool,
) -> Outcome {
    let unreadable = || Failure::file("read", folder);
    let mut entries = fs::read_dir(folder)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(unreadable())?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let below = path.strip_prefix(root).unwrap_or(&path);
        let name = below.to_string_lossy().into_owned();
        if !counts(&name) || entry.file_name() == "node_modules" {
            continue;
        }
        if entry.file_type().map_err(unreadable())?.is_dir() {
            collect(root, &path, files, counts)?;
        } else {
            files.push(name);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn house(name: &str) -> (Workspace, PathBuf) {
        let root = std::env::temp_dir().join(format!("stamp-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        for folder in [
            "src/pages",
            "crates/contract",
            "crates/backend",
            "target/panel",
        ] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        fs::write(
            root.join("Cargo.lock"),
            "name = \"wasm-bindgen\"\nversion = \"0.2.130\"\n",
        )
        .unwrap();
        fs::write(root.join("src/pages/home.rs"), "fn home() {}").unwrap();
        fs::write(root.join("target/panel/index.html"), "<p>").unwrap();
        (Workspace::at(&root), root)
    }

    #[test]
    fn a_changed_source_or_a_lost_output_does_not_fit() {
        let (workspace, root) = house("change");
        let (note, outputs) = (root.join("target/note"), root.join("target/panel"));
        let stamp = Stamp::of_inputs(&workspace).unwrap();
        stamp.write(&note, &outputs).unwrap();
        assert!(Stamp::of_inputs(&workspace).unwrap().fits(&note, &outputs));

        fs::write(root.join("src/pages/home.rs"), "fn home() { }").unwrap();
        assert!(!Stamp::of_inputs(&workspace).unwrap().fits(&note, &outputs));
        fs::write(root.join("src/pages/home.rs"), "fn home() {}").unwrap();
        assert!(Stamp::of_inputs(&workspace).unwrap().fits(&note, &outputs));

        fs::remove_file(root.join("target/panel/index.html")).unwrap();
        assert!(!Stamp::of_inputs(&workspace).unwrap().fits(&note, &outputs));
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn what_the_panel_is_not_made_of_changes_nothing() {
        let (workspace, root) = house("other");
        let before = Stamp::of_inputs(&workspace).unwrap();
        fs::write(root.join("crates/backend/main.rs"), "fn main() {}").unwrap();
        fs::write(root.join("target/other"), "x").unwrap();
        assert_eq!(Stamp::of_inputs(&workspace).unwrap(), before);
        fs::write(root.join("crates/contract/lib.rs"), "").unwrap();
        assert_ne!(Stamp::of_inputs(&workspace).unwrap(), before);
        fs::remove_dir_all(root).unwrap();
    }
}
