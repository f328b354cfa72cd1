//! Is the house still built as it was drawn?
//!
//! `plan` holds the drawing as tables, `crates` compares it with what cargo
//! says about the packages, `rooms` with what the sources name, and `names`
//! looks for what must exist and what must not be written down.

mod crates;
mod logged;
mod names;
mod plan;
mod rooms;
mod scan;
mod spoken;
mod tokens;

use std::fs;
use std::path::Path;

use crate::failure::{Failure, Outcome};
use crate::processes::Processes;
use crate::workspace::Workspace;

/// One rule and every place that breaks it.
#[derive(Debug)]
pub(crate) struct Rule {
    /// The rule in a few words.
    pub(crate) name: String,
    /// One line per finding, each with its place.
    pub(crate) findings: Vec<String>,
}

impl Rule {
    fn new(name: impl Into<String>, findings: Vec<String>) -> Self {
        Self {
            name: name.into(),
            findings,
        }
    }
}

/// Checks every rule.
pub(crate) fn check(workspace: &Workspace, processes: &Processes) -> Outcome<Vec<Rule>> {
    let packages = crates::packages(workspace, processes)?;
    let mut rules = vec![
        Rule::new(
            "crates depend on each other along the arrows only",
            crates::broken_arrows(&packages),
        ),
        Rule::new(
            "no crate uses a package that belongs elsewhere",
            crates::misplaced_packages(&packages),
        ),
        Rule::new(
            "the packages and names that were asked for are there",
            [
                crates::missing_packages(&packages),
                names::missing(workspace.root()),
            ]
            .concat(),
        ),
        Rule::new(
            "nothing names a place outside the repository",
            names::forbidden(workspace.root(), &names::files(workspace, processes)?)?,
        ),
    ];
    let read = |path: &str| {
        let path = workspace.path(path);
        fs::read_to_string(&path).map_err(Failure::file("read", &path))
    };
    let mut speakers = sources(&workspace.path("crates/backend/src"))?;
    rules.push(Rule::new(
        "every action in the log has words",
        logged::without_words(&speakers, &read("src/text/log.rs")?),
    ));
    speakers.extend(sources(&workspace.path("src"))?);
    // The words that both of them say for names.
    let names = "crates/contract/src/languages/names.rs";
    speakers.push(Source {
        path: names.to_owned(),
        text: read(names)?,
    });
    let language = read("crates/contract/src/languages/en.rs")?;
    rules.push(Rule::new(
        "every text is said somewhere",
        spoken::unsaid(&language, &speakers, &read("index.html")?),
    ));
    for house in plan::HOUSES {
        let sources = sources(&workspace.path(house.sources))?;
        rules.push(Rule::new(
            format!("{}: the rooms respect the floors", house.name),
            rooms::broken_arrows(house, &sources),
        ));
        rules.push(Rule::new(
            format!("{}: each outside crate stays in its rooms", house.name),
            rooms::strangers(house, &sources),
        ));
        if !house.apart.is_empty() {
            rules.push(Rule::new(
                format!("{}: no {} reaches into another", house.name, house.apart),
                rooms::meddlers(house, &sources),
            ));
        }
    }
    Ok(rules)
}

/// A source file: its path below the crate's `src`, and its text.
#[derive(Debug)]
struct Source {
    path: String,
    text: String,
}

/// All Rust files below a folder, in a fixed order.
fn sources(folder: &Path) -> Outcome<Vec<Source>> {
    let mut sources = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(&next).map_err(Failure::file("read", &next))? {
            let path = entry.map_err(Failure::file("read", &next))?.path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).map_err(Failure::file("read", &path))?;
                let below = path.strip_prefix(folder).unwrap_or(&path);
                sources.push(Source {
                    path: below.to_string_lossy().into_owned(),
                    text,
                });
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}
