//! Which files a browser fetches when it opens the panel for the first time, and
//! which it fetches later.
//!
//! First: index.html, every file it names, and every file that those name in turn
//! (a style sheet its font, the glue its snippet). Names carry a hash, so that
//! a name that occurs is a reference and no coincidence. Later: the pieces of
//! wasm that the glue fetches by itself when there is time. On demand: the piece of
//! what is opened now and then.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};
use crate::say::thousands;
use crate::size::wasm;

/// How the names of pieces begin that are fetched when one of their pages is
/// opened, and not before (`src/later.rs`).
const ON_DEMAND: &str = "seldom-";

/// One file as it is, and as it crosses the wire.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// All files of the panel, as a visitor meets them.
#[derive(Debug)]
pub(super) struct Visit {
    folder: PathBuf,
    /// index.html first.
    first: Vec<Part>,
    later: Vec<Part>,
    on_demand: Vec<Part>,
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
        let measured = |names: Vec<&str>| {
            let parts = names.into_iter().map(|name| Part::of(folder, name));
            parts.collect::<Outcome<Vec<_>>>()
        };
        let first = reachable(&texts);
        let pieces = pieces(&texts, &first);
        let (on_demand, later) = pieces
            .into_iter()
            .partition(|name| file_name(name).starts_with(ON_DEMAND));
        let visit = Self {
            folder: folder.to_owned(),
            first: measured(first)?,
            later: measured(later)?,
            on_demand: measured(on_demand)?,
        };
        if visit.first.is_empty() {
            return Err(Failure::Unreadable {
                what: folder.display().to_string(),
                why: "it holds no index.html".to_owned(),
            });
        }
        Ok(visit)
    }

    /// The first visit's size on the wire.
    pub(super) fn first(&self) -> u64 {
        brotli(&self.first)
    }

    /// The size on the wire of what is fetched whatever is opened.
    pub(super) fn by_itself(&self) -> u64 {
        self.first() + brotli(&self.later)
    }

    /// The size on the wire of everything there is.
    pub(super) fn everything(&self) -> u64 {
        self.by_itself() + brotli(&self.on_demand)
    }

    /// The three kinds of files, with their titles.
    fn kinds(&self) -> [(&'static str, &[Part]); 3] {
        [
            ("First visit", &self.first),
            ("Later", &self.later),
            ("On demand", &self.on_demand),
        ]
    }

    /// All files.
    fn parts(&self) -> impl Iterator<Item = &Part> {
        self.kinds().into_iter().flat_map(|(_, parts)| parts)
    }

    /// Custom sections that the shipped wasm carries for nobody.
    pub(super) fn custom_sections(&self) -> Outcome<Vec<String>> {
        let mut kept = Vec::new();
        for part in self.parts().filter(|part| part.name.ends_with(".wasm")) {
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

    /// The table of the report, with the budgets of the first visit, of what comes
    /// by itself and of everything.
    pub(super) fn table(&self, budgets: [u64; 3]) -> String {
        let names = self.parts().map(|part| part.name.len());
        let width = names.max().unwrap_or(0).max(24);
        let mut text = String::new();
        let mut whole = Part::sum("everything", &[]);
        for (title, parts) in self.kinds() {
            let _ = writeln!(
                text,
                "{:<width$} {:>10} {:>10} {:>10}",
                format!("{title}, in bytes"),
                "raw",
                "gzip",
                "brotli"
            );
            let together = Part::sum("together", parts);
            for part in parts.iter().chain([&together]) {
                part.line(width, &mut text);
            }
            whole = Part::sum("everything", &[whole, together]);
        }
        whole.line(width, &mut text);
        let of = |size: u64, budget: u64| {
            let share = 100.0 * size as f64 / budget as f64;
            format!("{share:.0} % of its {} bytes brotli", thousands(budget))
        };
        let _ = writeln!(
            text,
            "The first visit takes {}, what comes by itself {}, everything {}.",
            of(self.first(), budgets[0]),
            of(self.by_itself(), budgets[1]),
            of(self.everything(), budgets[2])
        );
        text
    }
}

impl Part {
    fn of(folder: &Path, name: &str) -> Outcome<Self> {
        let size = |suffix: &str| {
            let path = folder.join(format!("{name}{suffix}"));
            fs::metadata(&path)
                .map(|metadata| metadata.len())
                .map_err(Failure::file("read", path))
        };
        Ok(Self {
            raw: size("")?,
            gzip: size(".gz")?,
            brotli: size(".br")?,
            name: name.to_owned(),
        })
    }

    fn sum(name: &str, parts: &[Self]) -> Self {
        Self {
            name: name.to_owned(),
            raw: parts.iter().map(|part| part.raw).sum(),
            gzip: parts.iter().map(|part| part.gzip).sum(),
            brotli: brotli(parts),
        }
    }

    fn line(&self, width: usize, text: &mut String) {
        let _ = writeln!(
            text,
            "{:<width$} {:>10} {:>10} {:>10}",
            self.name,
            thousands(self.raw),
            thousands(self.gzip),
            thousands(self.brotli)
        );
    }
}

fn brotli(parts: &[Part]) -> u64 {
    parts.iter().map(|part| part.brotli).sum()
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
            // What the glue names is a piece for later: the first one stands in
            // index.html.
            let piece = name.ends_with(".js") && other.ends_with(".wasm");
            if !piece && !met.contains(&other.as_str()) && text.contains(file_name(other)) {
                met.push(other);
            }
        }
    }
    met
}

/// The pieces that are named by what is met first.
fn pieces<'a>(files: &'a BTreeMap<String, Vec<u8>>, met: &[&str]) -> Vec<&'a str> {
    let glue: Vec<_> = met
        .iter()
        .filter(|name| name.ends_with(".js"))
        .map(|name| String::from_utf8_lossy(&files[*name]))
        .collect();
    let names = files.keys().map(String::as_str);
    names
        .filter(|name| name.ends_with(".wasm") && !met.contains(name))
        .filter(|name| glue.iter().any(|text| text.contains(file_name(name))))
        .collect()
}

fn file_name(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
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
        put("panel-2b.js", "export default init; fetch('later-5e.wasm')");
        put("later-5e.wasm", "");
        put("nobody-6f.wasm", "");
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
        assert_eq!(pieces(&files, &reachable(&files)), ["later-5e.wasm"]);
    }

    #[test]
    fn the_table_adds_up_and_names_the_budgets() {
        let part = |name: &str, raw, gzip, brotli| Part {
            name: name.to_owned(),
            raw,
            gzip,
            brotli,
        };
        let visit = Visit {
            folder: PathBuf::new(),
            first: vec![
                part("index.html", 900, 500, 400),
                part("panel_bg.wasm", 250_000, 101_000, 84_000),
            ],
            later: vec![part("later.wasm", 100_000, 50_000, 42_200)],
            on_demand: vec![part("seldom.wasm", 50_000, 25_000, 21_100)],
        };
        assert_eq!(visit.first(), 84_400);
        assert_eq!(visit.by_itself(), 126_600);
        assert_eq!(visit.everything(), 147_700);
        let table = visit.table([168_800, 126_600, 295_400]);
        assert!(table.contains("250,900"), "{table}");
        assert!(table.contains("400,900"), "{table}");
        assert!(table.contains("takes 50 % of its 168,800"), "{table}");
        assert!(table.contains("by itself 100 % of its 126,600"), "{table}");
        assert!(table.contains("everything 50 % of its 295,400"), "{table}");
    }
}
