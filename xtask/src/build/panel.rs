//! The panel: Trunk, then a compressed copy of every file.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::build::stamp::Stamp;
use crate::failure::{Failure, Outcome};
use crate::processes::Processes;
use crate::say;
use crate::tools;
use crate::workspace::{WASM_TARGET, Workspace};

/// The cargo profile of the panel, in the root's Cargo.toml.
pub(crate) const WASM_PROFILE: &str = "wasm";

/// Where the finished panel lies.
pub(crate) fn folder(workspace: &Workspace) -> PathBuf {
    workspace.target("panel")
}

/// Whether the finished panel is what its sources would give.
pub(crate) fn is_current(workspace: &Workspace) -> Outcome<bool> {
    Ok(Stamp::of_inputs(workspace)?.fits(&note(workspace), &folder(workspace)))
}

/// Where it is written down what the finished panel was built from.
fn note(workspace: &Workspace) -> PathBuf {
    workspace.target("panel.stamp")
}

/// Builds the panel, unless nothing it is made of has changed.
pub(crate) fn build(workspace: &Workspace, processes: &Processes) -> Outcome {
    let finished = folder(workspace);
    let stamp = Stamp::of_inputs(workspace)?;
    let note = note(workspace);
    if stamp.fits(&note, &finished) {
        say::line("-> The panel is as its sources are: nothing to build");
        return Ok(());
    }
    let tools = tools::for_panel(workspace, processes)?;
    say::step("Building the panel", || {
        let fresh = workspace.target("panel.new");
        remove(&note, fs::remove_file(&note))?;
        remove(&fresh, fs::remove_dir_all(&fresh))?;
        fetch(workspace, processes)?;
        trunk(workspace, processes, &tools, &fresh)?;
        script(
            workspace,
            processes,
            "finish",
            &[&fresh, &pieces(workspace)],
        )?;
        script(workspace, processes, "compress", &[&fresh])?;
        remove(&finished, fs::remove_dir_all(&finished))?;
        fs::rename(&fresh, &finished).map_err(Failure::file("put in place", &finished))?;
        stamp.write(&note, &finished)
    })
}

/// Trunk builds offline, so that it downloads no tools; the crates have to be
/// there before it starts.
fn fetch(workspace: &Workspace, processes: &Processes) -> Outcome {
    let arguments = ["fetch", "--quiet", "--target", WASM_TARGET];
    let mut have = workspace.cargo();
    have.args(arguments).arg("--offline");
    have.stderr(std::process::Stdio::null());
    if processes.run(&mut have)?.success() {
        return Ok(());
    }
    if processes.run(workspace.cargo().args(arguments))?.success() {
        Ok(())
    } else {
        Err(Failure::Program {
            doing: "Fetching the panel's crates".to_owned(),
            remedy: "check the network or the proxy, then run this command again.".to_owned(),
        })
    }
}

/// Where the pieces of the panel behind the first lie, until they are put in
/// place.
fn pieces(workspace: &Workspace) -> PathBuf {
    workspace.target("panel.pieces")
}

/// What the compiler is told for the browser: the wasm has to say what refers to
/// what, to be cut into pieces.
pub(crate) fn wasm_flags() -> String {
    let mut flags = env::var("RUSTFLAGS").unwrap_or_default();
    flags.push_str(" -Clink-arg=--emit-relocs");
    flags
}

/// Trunk calls cargo, and then a wasm-bindgen of ours that cuts the wasm into
/// pieces before (`xtask/support/pieces/cut.mjs`).
fn trunk(
    workspace: &Workspace,
    processes: &Processes,
    tools: &tools::Tools,
    into: &Path,
) -> Outcome {
    let mut trunk = workspace.command("trunk");
    trunk
        .args(["build", "--release", "--offline", "--cargo-profile"])
        .arg(WASM_PROFILE)
        .args(["--features", "pieces", "--dist"])
        .arg(into)
        .env(
            "PATH",
            tools.path_behind(&workspace.path("xtask/support/pieces"))?,
        )
        .env("PIECES", pieces(workspace))
        .env("RUSTFLAGS", wasm_flags())
        // Trunk reads NO_COLOR=1 as the value of its own switch, and fails.
        .env_remove("NO_COLOR");
    if processes.run(&mut trunk)?.success() {
        Ok(())
    } else {
        Err(Failure::Program {
            doing: "Building the panel".to_owned(),
            remedy: "Trunk and the compiler say above what to change.".to_owned(),
        })
    }
}

/// Runs one of the scripts that work on the panel's files.
fn script(workspace: &Workspace, processes: &Processes, name: &str, on: &[&Path]) -> Outcome {
    let mut node = workspace.command("node");
    node.arg(workspace.path(format!("xtask/support/{name}.mjs")))
        .args(on);
    if processes.run(&mut node)?.success() {
        Ok(())
    } else {
        Err(Failure::Program {
            doing: format!("The script {name}.mjs, on the panel's files,"),
            remedy: "Node 20 or newer is needed; its own message is above.".to_owned(),
        })
    }
}

/// Removing what is not there is fine.
fn remove(path: &Path, outcome: std::io::Result<()>) -> Outcome {
    match outcome {
        Err(why) if why.kind() != std::io::ErrorKind::NotFound => {
            Err(Failure::file("remove", path)(why))
        }
        _ => Ok(()),
    }
}
