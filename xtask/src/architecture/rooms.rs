//! The arrows between the rooms of a crate, from what its sources name.

use std::collections::BTreeSet;

use crate::architecture::Source;
use crate::architecture::plan::{EVERYTHING, House, Room};
use crate::architecture::scan::{self, Named};

/// A file that is shipped, and what it names.
struct File<'a> {
    path: &'a str,
    /// Its module, without `crate`: `pages::accounts`.
    module: Vec<String>,
    named: Vec<Named>,
}

impl File<'_> {
    /// The room the file is in.
    fn room(&self) -> &str {
        self.module.first().map_or("main", String::as_str)
    }
}

/// Rooms that name rooms they must not, and rooms the plan does not know.
pub(super) fn broken_arrows(house: &House, sources: &[Source]) -> Vec<String> {
    let files = shipped(house, sources);
    let rooms: BTreeSet<&str> = files.iter().map(File::room).collect();
    let mut findings: Vec<String> = rooms
        .iter()
        .filter(|name| plan_of(house, name).is_none() && !house.common.contains(name))
        .map(|name| {
            format!(
                "{}/{name}: this room is not in the plan (xtask/src/architecture/plan.rs)",
                house.sources
            )
        })
        .collect();
    for file in &files {
        let may = match plan_of(house, file.room()) {
            Some(plan) if plan.may == EVERYTHING => continue,
            Some(plan) => plan.may,
            None if house.common.contains(&file.room()) => &[],
            None => continue,
        };
        for named in &file.named {
            let Some(target) = own_room(named) else {
                continue;
            };
            // An item at the crate's root belongs to the top floor.
            let target = if rooms.contains(target) {
                target
            } else {
                "main"
            };
            let fine =
                target == file.room() || may.contains(&target) || house.common.contains(&target);
            if !fine {
                findings.push(format!(
                    "{}/{}:{} {} must not name {target} ({})",
                    house.sources,
                    file.path,
                    named.line,
                    file.room(),
                    named.path.join("::")
                ));
            }
        }
    }
    findings
}

/// Outside crates that are named in a room they do not belong in.
pub(super) fn strangers(house: &House, sources: &[Source]) -> Vec<String> {
    let mut findings = Vec::new();
    for file in shipped(house, sources) {
        for named in &file.named {
            for stranger in house.strangers {
                let segments: Vec<&str> = stranger.path.split("::").collect();
                let is_named = named.path.len() >= segments.len()
                    && named
                        .path
                        .iter()
                        .zip(&segments)
                        .all(|(have, want)| have == want);
                if is_named && !stranger.only_in.contains(&file.room()) {
                    findings.push(format!(
                        "{}/{}:{} {} belongs in {} only",
                        house.sources,
                        file.path,
                        named.line,
                        stranger.path,
                        stranger.only_in.join(", ")
                    ));
                }
            }
        }
    }
    findings
}

/// Rooms within `house.apart` that name each other.
pub(super) fn meddlers(house: &House, sources: &[Source]) -> Vec<String> {
    let files = shipped(house, sources);
    let chambers: BTreeSet<&str> = files
        .iter()
        .filter(|file| file.room() == house.apart)
        .filter_map(|file| file.module.get(1).map(String::as_str))
        .collect();
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.room() == house.apart) {
        let Some(own) = file.module.get(1) else {
            continue;
        };
        for named in &file.named {
            let target = match named.path.as_slice() {
                [root, room, chamber, ..] if root == "crate" && room == house.apart => chamber,
                _ => continue,
            };
            if target != own && chambers.contains(target.as_str()) {
                findings.push(format!(
                    "{}/{}:{} {own} must not name {target}",
                    house.sources, file.path, named.line
                ));
            }
        }
    }
    findings
}

/// Scans all files, and leaves out those that hold tests.
fn shipped<'a>(house: &House, sources: &'a [Source]) -> Vec<File<'a>> {
    let mut tests: Vec<Vec<String>> = Vec::new();
    let mut files = Vec::new();
    for source in sources {
        let module = module_of(&source.path);
        let scan = scan::scan(&source.text, &module, house.own_name);
        tests.extend(scan.test_modules.into_iter().map(|name| {
            let mut path = module.clone();
            path.push(name);
            path
        }));
        files.push(File {
            path: &source.path,
            module,
            named: scan.named,
        });
    }
    files.retain(|file| {
        let named_for_tests = file
            .path
            .strip_suffix(".rs")
            .is_some_and(|stem| stem.ends_with("tests"));
        !named_for_tests && !tests.iter().any(|test| file.module.starts_with(test))
    });
    files
}

/// `accounts/routes.rs` is `accounts::routes`, `accounts/mod.rs` is `accounts`,
/// `lib.rs` and `main.rs` are the root.
fn module_of(path: &str) -> Vec<String> {
    let stem = path.strip_suffix(".rs").unwrap_or(path);
    let mut module: Vec<String> = stem.split('/').map(str::to_owned).collect();
    if module.last().is_some_and(|name| name == "mod")
        || (module.len() == 1 && ["lib", "main"].contains(&module[0].as_str()))
    {
        module.pop();
    }
    module
}

fn plan_of<'a>(house: &'a House, name: &str) -> Option<&'a Room> {
    house.rooms.iter().find(|room| room.name == name)
}

/// The room a path into this crate leads to.
fn own_room(named: &Named) -> Option<&str> {
    match named.path.as_slice() {
        [root, room, ..] if root == "crate" => Some(room),
        _ => None,
    }
}

#[cfg(test)]
#[path = "rooms_tests.rs"]
mod tests;
