//! Playwright, without a browser of its own: what drives the journeys and the
//! gallery.

use std::fs;
use std::path::Path;

use crate::failure::{Failure, Outcome};
use crate::processes::Processes;
use crate::say;
use crate::workspace::Workspace;

/// `npm ci` in `folder`, unless it was done for exactly this lock file.
pub(crate) fn ensure(workspace: &Workspace, processes: &Processes, folder: &Path) -> Outcome {
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).map_err(Failure::file("read", &lock))?;
    let note = folder.join("node_modules/.installed-lock.json");
    if fs::read(&note).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    say::step("Installing Playwright (without a browser)", || {
        let mut npm = workspace.command("npm");
        npm.current_dir(folder)
            .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        if processes.run(&mut npm)?.success() {
            fs::write(&note, &wanted).map_err(Failure::file("write", &note))
        } else {
            Err(Failure::Program {
                doing: "`npm ci` in tests/e2e".to_owned(),
                remedy: "npm says above why; check the network, then run this command again."
                    .to_owned(),
            })
        }
    })
}
