//! Python, with environments of its own under `target/tools`.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use crate::failure::{Failure, Outcome};
use crate::processes::Processes;
use crate::say;
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

/// The interpreter of an environment with what a list of requirements names,
/// each in its one version.
pub(crate) fn environment(
    workspace: &Workspace,
    processes: &Processes,
    name: &str,
    requirements: &str,
) -> Outcome<PathBuf> {
    let folder = workspace.target("tools").join(name);
    let python = folder.join("bin/python");
    let list = workspace.path(requirements);
    let wanted = fs::read(&list).map_err(Failure::file("read", &list))?;
    let note = folder.join("installed.txt");
    if python.exists() && fs::read(&note).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    ensure(workspace, processes)?;
    say::step(&format!("Installing {requirements} for Python"), || {
        let _ = fs::remove_dir_all(&folder);
        let mut venv = workspace.command("python3");
        venv.args(["-m", "venv"]).arg(&folder);
        let mut pip = workspace.command(&python);
        pip.args(["-m", "pip", "install", "--quiet"])
            .args(["--disable-pip-version-check", "--requirement"])
            .arg(&list);
        for command in [&mut venv, &mut pip] {
            if !processes.run(command)?.success() {
                return Err(Failure::Program {
                    doing: format!("Installing {requirements} with pip"),
                    remedy: "pip says above why; check the network, then run this command again."
                        .to_owned(),
                });
            }
        }
        fs::write(&note, &wanted).map_err(Failure::file("write", &note))
    })?;
    Ok(python)
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
