//! Building what is shipped: the panel for the browser, backend and stand-in
//! for this machine, all optimised.

mod cores;
mod panel;
mod stamp;

pub(crate) use panel::{WASM_PROFILE, build as panel, folder as panel_folder, wasm_flags};

use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::build::cores::Cores;
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
    if panel::is_current(workspace)? {
        panel(workspace, processes)?;
        return say::step("Building backend and stand-in", || {
            let mut cargo = workspace.cargo();
            done(processes.run(of_servers(&mut cargo))?.success())
        });
    }
    // The tools' and the panel's builds each end in minutes with one busy core,
    // and so do the servers': beside each other they keep two busy.
    say::line("-> Building backend and stand-in, beside what follows …");
    let cores = Cores::among(workspace, 2);
    let sharing = cores.as_ref().map(|cores| cores.shared_by(workspace));
    let workspace = sharing.as_ref().unwrap_or(workspace);
    let give_back = || cores.as_ref().map_or((), Cores::give_back);

    let mut servers = processes.start(of_servers(&mut workspace.cargo()).arg("--quiet"))?;
    let in_vain = AtomicBool::new(false);
    thread::scope(|scope| {
        let servers = scope.spawn(|| {
            let ended = processes.wait_unless(&mut servers, &in_vain);
            give_back();
            ended
        });
        let panel = panel(workspace, processes);
        in_vain.store(panel.is_err(), Ordering::Relaxed);
        give_back();
        panel?;
        say::step("Waiting for backend and stand-in", || {
            let ended = servers.join().unwrap_or(Err(Failure::Interrupted))?;
            done(ended.success())
        })
    })
}

/// cargo knows by itself when there is nothing to do.
fn of_servers(cargo: &mut Command) -> &mut Command {
    cargo.args(["build", "--release", "-p", "backend", "-p", "simulator"])
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
