//! Building what is shipped: the panel for the browser, backend and stand-in
//! for this machine, all optimised.

mod panel;
mod stamp;

pub(crate) use panel::{WASM_PROFILE, build as panel, folder as panel_folder, wasm_flags};

use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::processes::{Processes, end_group};
use crate::say;
use crate::workspace::Workspace;

/// The backend's binary.
pub(crate) const BACKEND: &str = "imagecapture-mail";

/// The stand-in's binary.
pub(crate) const SIMULATOR: &str = "microsoft-simulator";

/// Panel, backend and stand-in.
pub(crate) fn everything(workspace: &Workspace, processes: &Processes) -> Outcome {
    if panel::is_current(workspace)? {
        panel(workspace, processes)?;
        return say::step("Building backend and stand-in", || {
            let mut cargo = workspace.cargo();
            done(processes.run(of_servers(&mut cargo))?.success())
        });
    }
    // The tools' and the panel's builds each end in minutes with one busy core,
    // so the servers are built beside them; behind them where both want a core,
    // since nothing can make that chain shorter but going first.
    say::line("-> Building backend and stand-in, beside what follows …");
    let mut beside = processes.start(of_servers(&mut behind(workspace)).arg("--quiet"))?;
    if let Err(failure) = panel(workspace, processes) {
        end_group(&mut beside);
        return Err(failure);
    }
    say::step("Waiting for backend and stand-in", || {
        done(processes.wait(&mut beside)?.success())
    })
}

/// cargo knows by itself when there is nothing to do.
fn of_servers(cargo: &mut Command) -> &mut Command {
    cargo.args(["build", "--release", "-p", "backend", "-p", "simulator"])
}

/// A cargo that gets what the others leave of the processor.
fn behind(workspace: &Workspace) -> Command {
    let mut nice = workspace.command("nice");
    nice.args(["-n", "15"]).arg(workspace.cargo().get_program());
    nice
}

fn done(succeeded: bool) -> Outcome {
    if succeeded {
        Ok(())
    } else {
        Err(Failure::Program {
            doing: "Building backend and stand-in".to_owned(),
            remedy: "the compiler says above what to change.".to_owned(),
        })
    }
}
