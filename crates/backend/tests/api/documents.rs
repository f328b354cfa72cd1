//! What the documents promise is there.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every function below a folder, as `file::name`; for `mod.rs` the folder.
fn functions(folder: &Path, found: &mut HashSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            functions(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let mut file = path.file_stem().unwrap().to_str().unwrap();
            if file == "mod" {
                file = folder.file_name().unwrap().to_str().unwrap();
            }
            let text = fs::read_to_string(&path).unwrap();
            for part in text.split("fn ").skip(1) {
                let name: String = part
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                    .collect();
                found.insert(format!("{file}::{name}"));
            }
        }
    }
}

#[test]
fn every_test_that_the_security_page_names_exists() {
    let mut found = HashSet::new();
    for folder in ["crates/backend", "crates/microsoft", "crates/contract/src"] {
        functions(&root().join(folder), &mut found);
    }
    let page = fs::read_to_string(root().join("docs/security.md")).unwrap();
    let named: Vec<&str> = page
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|code| {
            code.split_once("::")
                .is_some_and(|(_, name)| name.contains('_') || name == "token")
        })
        .collect();
    assert!(named.len() > 80, "{}", named.len());
    let missing: Vec<_> = named.iter().filter(|n| !found.contains(**n)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
