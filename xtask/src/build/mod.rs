//! Building what is shipped: the panel for the browser, backend and stand-in
//! for this machine, all optimised.

mod panel;
mod stamp;

pub(crate) use panel::{WASM_PROFILE, build as panel, folder as panel_folder};

use crate::failure::{Failure, Outcome};
use crate::processes::Processes;
use crate::say;
use crate::workspace::Workspace;

/// The backend's binary.
pub(crate) const BACKEND: &str = "imagecapture-mail";

/// The stand-in's binary.
pub(crate) const SIMULATOR: &str = "microsoft-simulator";

/// Panel, backend and stand-in.
pub(crate) fn everything(workspace: &Workspace, processes: &Processes) -> Outcome {
    panel(workspace, processes)?;
    servers(workspace, processes)
}

/// Backend and stand-in; cargo knows by itself when there is nothing to do.
pub(crate) fn servers(workspace: &Workspace, processes: &Processes) -> Outcome {
    say::step("Building backend and stand-in", || {
        let mut cargo = workspace.cargo();
        cargo.args(["build", "--release", "-p", "backend", "-p", "simulator"]);
        if processes.run(&mut cargo)?.success() {
            Ok(())
        } else {
            Err(Failure::Program {
                doing: "Building backend and stand-in".to_owned(),
                remedy: "the compiler says above what to change.".to_owned(),
            })
        }
    })
}
