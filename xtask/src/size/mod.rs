//! What the panel transfers, at first and later, and what it is made of.

mod first_visit;
mod wasm;

use std::fmt::Write as _;
use std::fs;

use crate::build;
use crate::failure::{Failure, Outcome};
use crate::processes::Processes;
use crate::say::{self, thousands};
use crate::workspace::{PANEL, WASM_TARGET, Workspace};

use first_visit::Visit;

/// The most a first visit may transfer before the overview is there, brotli
/// compressed: index.html, styles, glue and the first piece of wasm.
const FIRST_VISIT: u64 = 200 * 1024;

/// The most that may be fetched whatever is opened: the first visit and the piece
/// that comes when there is time.
const BY_ITSELF: u64 = 264 * 1024;

/// The most that everything may be, with the piece of what is opened now and then.
const EVERYTHING: u64 = 416 * 1024;

/// How many contributors are named.
const CONTRIBUTORS: usize = 10;

/// `cargo xtask size`: builds what is missing, then reports.
pub(crate) fn run(workspace: &Workspace, processes: &Processes) -> Outcome {
    build::panel(workspace, processes)?;
    report(workspace).map(|_| ())
}

/// Reports, and fails above the budget. Returns how many things were checked.
pub(crate) fn check(workspace: &Workspace, processes: &Processes) -> Outcome<u32> {
    build::panel(workspace, processes)?;
    let visit = report(workspace)?;
    for (what, size, budget) in [
        ("The first visit", visit.first(), FIRST_VISIT),
        ("What comes by itself", visit.by_itself(), BY_ITSELF),
        ("All of the panel", visit.everything(), EVERYTHING),
    ] {
        if size > budget {
            return Err(Failure::Machine(format!(
                "{what} is {} bytes over its budget: the table above says what grew.",
                thousands(size - budget)
            )));
        }
    }
    let kept = visit.custom_sections()?;
    if !kept.is_empty() {
        return Err(Failure::Machine(format!(
            "The shipped wasm still carries {}: index.html needs \
             data-wasm-opt-params=\"--strip-producers --strip-target-features\".",
            kept.join(", ")
        )));
    }
    Ok(4)
}

/// Prints the report and writes it to target/size.txt.
fn report(workspace: &Workspace) -> Outcome<Visit> {
    let visit = Visit::of(&build::panel_folder(workspace))?;
    let unoptimised = workspace.target(format!(
        "{WASM_TARGET}/{}/{PANEL}.wasm",
        build::WASM_PROFILE
    ));
    let mut text = visit.table([FIRST_VISIT, BY_ITSELF, EVERYTHING]);
    match fs::read(&unoptimised) {
        Ok(bytes) => {
            let crates = wasm::by_crate(&bytes)?;
            let code: u64 = crates.iter().map(|(_, size)| size).sum();
            let _ = write!(
                text,
                "\nThe largest contributors to the wasm's code, by crate, in bytes before wasm-opt\n\
                 (which needs the names gone; generic code counts where it is instantiated from):\n"
            );
            for (name, size) in crates.iter().take(CONTRIBUTORS) {
                let _ = writeln!(
                    text,
                    "  {name:<28} {:>10}  {:>4.1} %",
                    thousands(*size),
                    100.0 * *size as f64 / code.max(1) as f64
                );
            }
        }
        Err(_) => text.push_str(
            "\nThe contributors are known after the next build: the wasm with names is gone.\n",
        ),
    }
    say::line(&text);
    let path = workspace.target("size.txt");
    fs::write(&path, &text).map_err(Failure::file("write", &path))?;
    Ok(visit)
}
