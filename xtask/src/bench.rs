//! `cargo xtask bench`: what the house must reach, each figure beside a
//! baseline of the same run. It reports; no test depends on the time of a
//! machine.

mod panel;

use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::processes::Processes;
use crate::say;
use crate::workspace::Workspace;

/// The parts of the backend's benchmark.
const BACKEND: [&str; 5] = ["hand-out", "list", "idle", "proofs", "herd"];

/// How fast the stand-in for Microsoft is: it must not be what is measured.
const SIMULATOR: &str = "simulator";

/// The panel in a browser.
const PANEL: &str = "panel";

/// Runs the parts that are named, or all of them.
pub(crate) fn run(workspace: &Workspace, processes: &Processes, parts: &[String]) -> Outcome {
    let known = |part: &&String| {
        BACKEND.contains(&part.as_str()) || [SIMULATOR, PANEL].contains(&part.as_str())
    };
    if let Some(unknown) = parts.iter().find(|part| !known(part)) {
        return Err(Failure::Usage(format!(
            "There is no benchmark `{unknown}`: there are {}, {SIMULATOR}, {PANEL}.",
            BACKEND.join(", ")
        )));
    }
    let of_backend: Vec<&String> = parts
        .iter()
        .filter(|part| BACKEND.contains(&part.as_str()))
        .collect();
    if parts.is_empty() || parts.iter().any(|part| part == SIMULATOR) {
        say::heading(SIMULATOR);
        let mut cargo = workspace.cargo();
        measure(
            processes,
            cargo.args(["bench", "-p", "simulator", "--bench", "rates"]),
        )?;
    }
    if parts.is_empty() || !of_backend.is_empty() {
        say::heading("backend");
        let mut cargo = workspace.cargo();
        cargo.args(["bench", "-p", "backend", "--bench", "house", "--"]);
        measure(processes, cargo.args(of_backend))?;
    }
    if parts.is_empty() || parts.iter().any(|part| part == PANEL) {
        say::heading(PANEL);
        panel::run(workspace, processes)?;
    }
    Ok(())
}

fn measure(processes: &Processes, command: &mut Command) -> Outcome {
    if processes.run(command)?.success() {
        Ok(())
    } else {
        Err(Failure::Machine(
            "The benchmark stopped: what it printed above says why.".to_owned(),
        ))
    }
}
