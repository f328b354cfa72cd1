//! The backend against its own description: schemathesis, in a Python
//! environment of its own under `target/tools`, tries every operation.

use crate::build;
use crate::failure::Outcome;
use crate::processes::Processes;
use crate::test::count::Count;
use crate::test::parts::Results;
use crate::tools::python;
use crate::workspace::Workspace;

/// What is installed, each in its one version.
const REQUIREMENTS: &str = "tests/contract/requirements.txt";

/// Runs it against a backend and the stand-in for Microsoft.
pub(super) fn run(workspace: &Workspace, processes: &Processes) -> Outcome<Results> {
    let python = python::environment(workspace, processes, "contract", REQUIREMENTS)?;
    let mut build = workspace.cargo();
    build.args(["build", "-p", "backend", "-p", "simulator", "--bins"]);
    if !processes.run(&mut build)?.success() {
        return Ok(Count::failure().into());
    }
    let program = |name: &str| workspace.target("debug").join(name);
    let status = processes.run(
        workspace
            .command(python)
            .arg(workspace.path("tests/contract/run.py"))
            .env("BACKEND", program(build::BACKEND))
            .env("SIMULATOR", program(build::SIMULATOR)),
    )?;
    Ok(Count::one(status.success()).into())
}
