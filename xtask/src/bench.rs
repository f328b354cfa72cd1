//! `cargo xtask bench`: what the house must reach, each figure beside a
//! baseline of the same run. It reports; no test depends on the time of a
//! machine.

use crate::failure::{Failure, Outcome};
use crate::processes::Processes;
use crate::workspace::Workspace;

/// The parts of the backend's benchmark.
const PARTS: [&str; 4] = ["hand-out", "list", "idle", "herd"];

/// Runs the parts that are named, or all of them.
pub(crate) fn run(workspace: &Workspace, processes: &Processes, parts: &[String]) -> Outcome {
    if let Some(unknown) = parts.iter().find(|part| !PARTS.contains(&part.as_str())) {
        return Err(Failure::Usage(format!(
            "There is no benchmark `{unknown}`: there are {}.",
            PARTS.join(", ")
        )));
    }
    let status = processes.run(
        workspace
            .cargo()
            .args(["bench", "-p", "backend", "--bench", "house", "--"])
            .args(parts),
    )?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::Machine(
            "The benchmark stopped: what it printed above says why.".to_owned(),
        ))
    }
}
