//! The backend against its own description: schemathesis, in a Python
//! environment of its own under `target/tools`, tries every operation.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::build;
use crate::failure::{Failure, Outcome};
use crate::processes::Processes;
use crate::say;
use crate::test::count::Count;
use crate::test::parts::Results;
use crate::workspace::Workspace;

/// What is installed, each in its one version.
const REQUIREMENTS: &str = "tests/contract/requirements.txt";

/// Runs it against a backend and the stand-in for Microsoft.
pub(super) fn run(workspace: &Workspace, processes: &Processes) -> Outcome<Results> {
    let python = ensure(workspace, processes)?;
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

/// Makes sure of the environment; returns its interpreter.
fn ensure(workspace: &Workspace, processes: &Processes) -> Outcome<PathBuf> {
    let folder = workspace.target("tools/contract");
    let python = folder.join("bin/python");
    let list = workspace.path(REQUIREMENTS);
    let wanted = fs::read(&list).map_err(Failure::file("read", &list))?;
    let note = folder.join("installed.txt");
    if python.exists() && fs::read(&note).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    say::step("Installing schemathesis for Python", || {
        make(workspace, processes, &folder)?;
        let mut pip = workspace.command(&python);
        pip.args(["-m", "pip", "install", "--quiet"])
            .args(["--disable-pip-version-check", "--requirement"])
            .arg(&list);
        if !processes.run(&mut pip)?.success() {
            return Err(Failure::Program {
                doing: "Installing schemathesis with pip".to_owned(),
                remedy: "pip says above why; check the network, then run this command again."
                    .to_owned(),
            });
        }
        fs::write(&note, &wanted).map_err(Failure::file("write", &note))
    })?;
    Ok(python)
}

/// An empty environment. Debian has the module for it in a package of its own,
/// which root may install.
fn make(workspace: &Workspace, processes: &Processes, folder: &Path) -> Outcome {
    let _ = fs::remove_dir_all(folder);
    if try_to_make(workspace, processes, folder) {
        return Ok(());
    }
    let mut install = workspace.command("apt-get");
    install
        .args(["install", "--yes", "--quiet", "python3-venv"])
        .stdout(Stdio::null());
    let _ = processes.run(&mut install);
    let _ = fs::remove_dir_all(folder);
    if try_to_make(workspace, processes, folder) {
        return Ok(());
    }
    Err(Failure::Machine(
        "The contract tests need Python 3 with its venv module: install python3 and \
         python3-venv, then run this command again."
            .to_owned(),
    ))
}

fn try_to_make(workspace: &Workspace, processes: &Processes, folder: &Path) -> bool {
    let mut venv = workspace.command("python3");
    venv.args(["-m", "venv"]).arg(folder);
    processes
        .run(&mut venv)
        .is_ok_and(|status| status.success())
}
