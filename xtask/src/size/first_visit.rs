//! Which files a browser fetches when it opens the panel for the first time.
//!
//! index.html, every file it names, and every file that those name in turn
//! (a style sheet its font, the glue its snippet). Names carry a hash, so that
//! a name that occurs is a reference and no coincidence.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};
use crate::say::thousands;
use crate::size::wasm;

/// One file as it is, and as it crosses the wire.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// All files of a first visit, index.html first.
#[derive(Debug)]
pub(super) struct Visit {
    folder: PathBuf,
    parts: Vec<Part>,
}

impl Visit {
    /// Follows the references of `folder/index.html`.
    pub(super) fn of(folder: &Path) -> Outcome<Self> {
        let mut texts = BTreeMap::new();
        for name in files(folder)? {
            let path = folder.join(&name);
            let content = fs::read(&path).map_err(Failure::file("read", &path))?;
            texts.insert(name, content);
        }
        let parts = reachable(&texts)
            .into_iter()
            .map(|name| {
                let size = |suffix: &str| {
                    let path = folder.join(format!("{name}{suffix}"));
                    fs::metadata(&path)
                        .map(|metadata| metadata.len())
                        .map_err(Failure::file("read", path))
                };
                Ok(Part {
                    raw: size("")?,
                    gzip: size(".gz")?,
                    brotli: size(".br")?,
                    name: name.to_owned(),
                })
            })
            .collect::<Outcome<Vec<_>>>()?;
        if parts.is_empty() {
            return Err(Failure::Unreadable {
                what: folder.display().to_string(),
                why: "it holds no index.html".to_owned(),
            });
        }
        Ok(Self {
            folder: folder.to_owned(),
            parts,
        })
    }

    /// The visit's size on the wire.
    pub(super) fn brotli(&self) -> u64 {
        self.parts.iter().map(|part| part.brotli).sum()
    }

    /// Custom sections that the shipped wasm carries for nobody.
    pub(super) fn custom_sections(&self) -> Outcome<Vec<String>> {
        let mut kept = Vec::new();
        for part in self
            .parts
            .iter()
            .filter(|part| part.name.ends_with(".wasm"))
        {
            let path = self.folder.join(&part.name);
            let bytes = fs::read(&path).map_err(Failure::file("read", &path))?;
            kept.extend(
                wasm::custom_sections(&bytes)?
                    .into_iter()
                    .filter(|name| ["name", "producers"].contains(&name.as_str())),
            );
        }
        Ok(kept)
    }

    /// The table of the report.
    pub(super) fn table(&self, budget: u64) -> String {
        let width = self
            .parts
            .iter()
            .map(|part| part.name.len())
            .max()
            .unwrap_or(0)
            .max(20);
        let mut text = format!(
            "{:<width$} {:>10} {:>10} {:>10}\n",
            "First visit, in bytes", "raw", "gzip", "brotli"
        );
        let mut total = Part {
            name: "together".to_owned(),
            raw: 0,
            gzip: 0,
            brotli: 0,
        };
        let mut line = |part: &Part| {
            let _ = writeln!(
                text,
                "{:<width$} {:>10} {:>10} {:>10}",
                part.name,
                thousands(part.raw),
                thousands(part.gzip),
                thousands(part.brotli)
            );
        };
        for part in &self.parts {
            line(part);
            total.raw += part.raw;
            total.gzip += part.gzip;
            total.brotli += part.brotli;
        }
        line(&total);
        let _ = writeln!(
            text,
            "The budget is {} bytes brotli; this is {:.0} % of it.",
            thousands(budget),
            100.0 * total.brotli as f64 / budget as f64
        );
        text
    }
}

/// The names of all files but the compressed copies, relative to the folder.
fn files(folder: &Path) -> Outcome<Vec<String>> {
    let mut names = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(&next).map_err(Failure::file("read", &next))? {
            let path = entry.map_err(Failure::file("read", &next))?.path();
            if path.is_dir() {
                waiting.push(path);
            } else if let Ok(below) = path.strip_prefix(folder) {
                let name = below.to_string_lossy().into_owned();
                if !name.ends_with(".br") && !name.ends_with(".gz") {
                    names.push(name);
                }
            }
        }
    }
    names.sort();
    Ok(names)
}

/// index.html and what it leads to, in the order in which it is met.
fn reachable(files: &BTreeMap<String, Vec<u8>>) -> Vec<&str> {
    let mut met: Vec<&str> = Vec::new();
    if let Some((index, _)) = files.get_key_value("index.html") {
        met.push(index);
    }
    let mut next = 0;
    while let Some(name) = met.get(next).copied() {
        next += 1;
        if name.ends_with(".wasm") {
            continue;
        }
        let text = String::from_utf8_lossy(&files[name]);
        for other in files.keys() {
            let file_name = other.rsplit('/').next().unwrap_or(other);
            if !met.contains(&other.as_str()) && text.contains(file_name) {
                met.push(other);
            }
        }
    }
    met
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_referenced_directly_or_through_another_file_counts() {
        let mut files = BTreeMap::new();
        let mut put = |name: &str, text: &str| {
            files.insert(name.to_owned(), text.as_bytes().to_vec());
        };
        put(
            "index.html",
            "<link href=\"/main-1a.css\"> import init from '/panel-2b.js'; '/panel-2b_bg.wasm'",
        );
        put("main-1a.css", "src: url(/fonts/inter-3c.woff2)");
        put("panel-2b.js", "export default init");
        put("panel-2b_bg.wasm", "\0asm later-4d.js");
        put("fonts/inter-3c.woff2", "");
        put("later-4d.js", "");
        assert_eq!(
            reachable(&files),
            [
                "index.html",
                "main-1a.css",
                "panel-2b.js",
                "panel-2b_bg.wasm",
                "fonts/inter-3c.woff2"
            ]
        );
    }

    #[test]
    fn the_table_adds_up_and_names_the_budget() {
        let visit = Visit {
            folder: PathBuf::new(),
            parts: vec![
                Part {
                    name: "index.html".to_owned(),
                    raw: 900,
                    gzip: 500,
                    brotli: 400,
                },
                Part {
                    name: "panel_bg.wasm".to_owned(),
                    raw: 250_000,
                    gzip: 101_000,
                    brotli: 84_000,
                },
            ],
        };
        assert_eq!(visit.brotli(), 84_400);
        let table = visit.table(168_800);
        assert!(table.contains("250,900"), "{table}");
        assert!(table.contains("50 % of it"), "{table}");
    }
}
