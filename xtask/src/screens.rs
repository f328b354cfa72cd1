//! `cargo xtask screens`: every page × colours × width × language, as pictures
//! to look at.

use crate::build;
use crate::failure::{Failure, Outcome};
use crate::processes::Processes;
use crate::say;
use crate::tools::{browser, playwright};
use crate::workspace::Workspace;

/// Builds what is missing, and takes the pictures.
pub(crate) fn run(workspace: &Workspace, processes: &Processes) -> Outcome {
    let browser = browser::ensure(workspace, processes)?;
    build::everything(workspace, processes)?;
    let folder = workspace.path("tests/e2e");
    playwright::ensure(workspace, processes, &folder)?;
    let pictures = workspace.target("screens");
    let mut node = workspace.command("node");
    node.current_dir(&folder)
        .args(["node_modules/@playwright/test/cli.js", "test"])
        .args(["--config", "gallery.config.ts"])
        .env("CHROMIUM", browser.chromium)
        .env("E2E_BACKEND", workspace.release_binary(build::BACKEND))
        .env("E2E_SIMULATOR", workspace.release_binary(build::SIMULATOR))
        .env("E2E_PANEL", build::panel_folder(workspace))
        .env("E2E_HOUSES", workspace.target("screens.houses"))
        .env("E2E_RESULTS", workspace.target("screens.results"))
        .env("GALLERY", &pictures);
    if !processes.run(&mut node)?.success() {
        return Err(Failure::AlreadyTold);
    }
    say::line(format!("The pictures are in {}", pictures.display()));
    Ok(())
}
