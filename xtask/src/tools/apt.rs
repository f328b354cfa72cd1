//! Debian's packages, where we may install them.

use std::process::Stdio;

use crate::failure::{Failure, Outcome};
use crate::processes::Processes;
use crate::say;
use crate::tools::on_path;
use crate::workspace::Workspace;

/// Whether this is a machine of Debian's kind, and ours to install on.
pub(crate) fn is_ours() -> bool {
    rustix::process::getuid().is_root() && on_path(&["apt-get"]).is_some()
}

/// Installs packages; `what` is how a person calls them.
pub(crate) fn install(
    workspace: &Workspace,
    processes: &Processes,
    what: &str,
    packages: &[&str],
) -> Outcome {
    let install = ["install", "--quiet=2", "--yes", "--no-install-recommends"];
    say::step(&format!("Installing {what} with apt"), || {
        for arguments in [
            vec!["update", "--quiet=2"],
            [install.as_slice(), packages].concat(),
        ] {
            let mut apt = workspace.command("apt-get");
            apt.args(&arguments)
                .env("DEBIAN_FRONTEND", "noninteractive")
                .stdout(Stdio::null());
            if !processes.run(&mut apt)?.success() {
                return Err(Failure::Program {
                    doing: format!("`apt-get {}`", arguments.join(" ")),
                    remedy: "check the network and apt's sources, then run this command again."
                        .to_owned(),
                });
            }
        }
        Ok(())
    })
}
