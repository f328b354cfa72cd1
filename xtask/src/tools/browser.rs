//! Chromium and its driver: those of the machine, or Debian's.

use std::env;
use std::path::PathBuf;

use crate::failure::{Failure, Outcome};
use crate::processes::Processes;
use crate::tools::{apt, on_path};
use crate::workspace::Workspace;

/// What the browser tests run in.
pub(crate) struct Browser {
    /// Chromium itself.
    pub(crate) chromium: PathBuf,
    /// The program that drives it for wasm-bindgen-test.
    pub(crate) driver: PathBuf,
}

/// Finds both, or installs them where that is possible.
pub(crate) fn ensure(workspace: &Workspace, processes: &Processes) -> Outcome<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    if !apt::is_ours() {
        return Err(Failure::Machine(
            "Chromium or its driver is missing: install the packages `chromium` and \
             `chromium-driver`, or set CHROMIUM and CHROMEDRIVER to their paths."
                .to_owned(),
        ));
    }
    let packages = ["chromium", "chromium-driver"];
    apt::install(workspace, processes, "Chromium and its driver", &packages)?;
    find().ok_or_else(|| {
        Failure::Machine(
            "Chromium was installed and is still not found: set CHROMIUM and CHROMEDRIVER to \
             the paths of browser and driver."
                .to_owned(),
        )
    })
}

fn find() -> Option<Browser> {
    let chromium = env::var_os("CHROMIUM").map(PathBuf::from).or_else(|| {
        on_path(&[
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
        ])
    });
    let driver = env::var_os("CHROMEDRIVER")
        .map(PathBuf::from)
        .or_else(|| on_path(&["chromedriver"]));
    Some(Browser {
        chromium: chromium.filter(|file| file.is_file())?,
        driver: driver.filter(|file| file.is_file())?,
    })
}
