//! What must exist at the root, and what must not be written down anywhere.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use crate::architecture::plan::{FORBIDDEN, FORBIDDEN_IN_NPM_LOCK, ROOT_NAMES};
use crate::failure::{Failure, Outcome};
use crate::processes::Processes;
use crate::workspace::Workspace;

/// Names that were asked for and are not there.
pub(super) fn missing(root: &Path) -> Vec<String> {
    ROOT_NAMES
        .iter()
        .filter(|name| !root.join(name).exists())
        .map(|name| format!("{name} is missing at the root of the repository"))
        .collect()
}

/// The files of the repository, or none where it is no checkout of git.
pub(super) fn files(workspace: &Workspace, processes: &Processes) -> Outcome<Vec<String>> {
    let mut git = workspace.command("git");
    git.args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ])
    .stderr(Stdio::null());
    let listed = match processes.run_listening(&mut git, false) {
        Ok((status, listed)) if status.success() => listed,
        Ok(_) | Err(Failure::Machine(_)) => String::new(),
        Err(failure) => return Err(failure),
    };
    Ok(listed
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect())
}

/// Every line with something that only one machine understands.
pub(super) fn forbidden(root: &Path, files: &[String]) -> Outcome<Vec<String>> {
    let mut findings = Vec::new();
    for name in files {
        let path = root.join(name);
        // Links and files that are deleted but not yet committed.
        if !path.is_file() {
            continue;
        }
        let content = fs::read(&path).map_err(Failure::file("read", &path))?;
        let Ok(text) = String::from_utf8(content) else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            let place = format!("{name}:{}", number + 1);
            findings.extend(
                FORBIDDEN
                    .iter()
                    .filter(|(words, _)| contains_path(line, words))
                    .map(|(words, why)| format!("{place} contains `{words}`, {why}")),
            );
            let (words, why) = FORBIDDEN_IN_NPM_LOCK;
            if name.ends_with("package-lock.json") && line.contains(words) {
                findings.push(format!("{place} contains {words} {why}"));
            }
        }
    }
    Ok(findings)
}

/// Whether a path begins here: `/x/` is not part of `a/x/`, nor of a longer
/// name.
fn contains_path(line: &str, words: &str) -> bool {
    line.match_indices(words).any(|(place, _)| {
        let before = line[..place].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '}' | '/'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_one_machine_is_found_where_it_begins() {
        let path = concat!("/wo", "rk/");
        assert!(contains_path(&format!("see {path}main"), path));
        assert!(contains_path(&format!("\"{path}main\""), path));
        assert!(!contains_path(&format!("docs/how{path}x"), path));
        let shared = concat!("../sh", "ared");
        assert!(contains_path(&format!("`{shared}/design.md`"), shared));
    }

    #[test]
    fn findings_name_file_and_line() {
        let root = std::env::temp_dir().join(format!("names-{}", std::process::id()));
        fs::create_dir_all(&root).unwrap();
        let bad = format!("one\nsee {}\n", concat!("../sh", "ared/x"));
        fs::write(root.join("README.md"), bad).unwrap();
        fs::write(root.join("package-lock.json"), "{\n \"resolved\": \"x\"}").unwrap();
        let files = ["README.md", "package-lock.json", "gone"].map(str::to_owned);
        let findings = forbidden(&root, &files).unwrap();
        assert_eq!(findings.len(), 2, "{findings:?}");
        assert!(findings[0].starts_with("README.md:2 "));
        assert!(findings[1].starts_with("package-lock.json:2 "));
        assert_eq!(missing(&root).len(), ROOT_NAMES.len());
        fs::remove_dir_all(root).unwrap();
    }
}
