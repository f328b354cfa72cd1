//! Python, with what makes an environment of its own.

use std::process::Stdio;

use crate::failure::{Failure, Outcome};
use crate::processes::Processes;
use crate::tools::apt;
use crate::workspace::Workspace;

/// Makes sure that `python3 -m venv` works. Debian keeps it in a package
/// apart from Python itself.
pub(crate) fn ensure(workspace: &Workspace, processes: &Processes) -> Outcome {
    if can_make_environments(workspace) {
        return Ok(());
    }
    if apt::is_ours() {
        let packages = ["python3", "python3-venv"];
        apt::install(workspace, processes, "Python and its venv", &packages)?;
        if can_make_environments(workspace) {
            return Ok(());
        }
    }
    Err(Failure::Machine(
        "`python3 -m venv` does not work here: install Python 3 with venv and pip (on Debian the \
         packages `python3` and `python3-venv`), then run this command again."
            .to_owned(),
    ))
}

fn can_make_environments(workspace: &Workspace) -> bool {
    workspace
        .command("python3")
        .args(["-c", "import venv, ensurepip"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
