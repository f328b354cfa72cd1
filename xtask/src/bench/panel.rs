//! The panel's figures: the release build in a real browser, slowed down, beside
//! a bare Leptos page and beside the same shell with a table by hand.

use std::fs;
use std::path::PathBuf;

use crate::build;
use crate::failure::{Failure, Outcome};
use crate::processes::Processes;
use crate::say;
use crate::tools::{self, browser, playwright};
use crate::workspace::Workspace;

/// The last one that runs on Node 20.
const LIGHTHOUSE: &str = "12.8.2";

/// The counter's sources.
const COUNTER: [(&str, &str); 3] = [
    (
        "Cargo.toml",
        include_str!("../../support/counter/Cargo.toml"),
    ),
    ("src/main.rs", include_str!("../../support/counter/main.rs")),
    (
        "index.html",
        include_str!("../../support/counter/index.html"),
    ),
];

/// Builds what is missing, and measures.
pub(super) fn run(workspace: &Workspace, processes: &Processes) -> Outcome {
    let browser = browser::ensure(workspace, processes)?;
    build::everything(workspace, processes)?;
    let folder = workspace.path("tests/e2e");
    playwright::ensure(workspace, processes, &folder)?;
    let counter = counter(workspace, processes)?;
    let lighthouse = lighthouse(workspace, processes)?;
    let report = workspace.target("bench/panel.txt");
    let mut node = workspace.command("node");
    node.current_dir(&folder)
        .args(["node_modules/@playwright/test/cli.js", "test"])
        .args(["--config", "bench.config.ts"])
        .env("CHROMIUM", browser.chromium)
        .env("E2E_BACKEND", workspace.release_binary(build::BACKEND))
        .env("E2E_SIMULATOR", workspace.release_binary(build::SIMULATOR))
        .env("E2E_PANEL", build::panel_folder(workspace))
        .env("E2E_HOUSES", workspace.target("bench/houses"))
        .env("E2E_RESULTS", workspace.target("bench/results"))
        .env("BENCH_COUNTER", counter)
        .env("BENCH_LIGHTHOUSE", lighthouse)
        .env("BENCH_REPORT", &report);
    if !processes.run(&mut node)?.success() {
        return Err(Failure::AlreadyTold);
    }
    say::line(format!("The figures are in {}", report.display()));
    Ok(())
}

/// The folder with the finished counter. It shares the panel's build folder, so
/// that Leptos itself is not compiled for it once more.
fn counter(workspace: &Workspace, processes: &Processes) -> Outcome<PathBuf> {
    let finished = workspace.target("bench/counter.dist");
    if finished.join("index.html").is_file() {
        return Ok(finished);
    }
    let folder = workspace.target("bench/counter");
    let sources = folder.join("src");
    fs::create_dir_all(&sources).map_err(Failure::file("create", &sources))?;
    for (name, content) in COUNTER {
        let path = folder.join(name);
        fs::write(&path, content).map_err(Failure::file("write", &path))?;
    }
    let lock = folder.join("Cargo.lock");
    fs::copy(workspace.path("Cargo.lock"), &lock).map_err(Failure::file("write", &lock))?;
    let tools = tools::for_panel(workspace, processes)?;
    say::step("Building a bare Leptos page to compare with", || {
        let mut trunk = workspace.command("trunk");
        trunk
            .current_dir(&folder)
            .args(["build", "--release", "--offline", "--cargo-profile"])
            .arg(build::WASM_PROFILE)
            .arg("--dist")
            .arg(&finished)
            .env("PATH", tools.path())
            .env("CARGO_TARGET_DIR", workspace.target(""))
            .env("RUSTFLAGS", build::wasm_flags())
            .env_remove("NO_COLOR");
        if processes.run(&mut trunk)?.success() {
            Ok(())
        } else {
            Err(Failure::Program {
                doing: "Building the counter".to_owned(),
                remedy: "Trunk and the compiler say above what to change.".to_owned(),
            })
        }
    })?;
    Ok(finished)
}

/// Lighthouse's program, from npm.
fn lighthouse(workspace: &Workspace, processes: &Processes) -> Outcome<PathBuf> {
    let folder = workspace.target("tools/lighthouse");
    let package = folder.join("node_modules/lighthouse");
    let program = package.join("cli/index.js");
    let wanted = format!("\"version\": \"{LIGHTHOUSE}\"");
    if fs::read_to_string(package.join("package.json")).is_ok_and(|text| text.contains(&wanted)) {
        return Ok(program);
    }
    say::step(
        &format!("Installing Lighthouse {LIGHTHOUSE} from npm"),
        || {
            fs::create_dir_all(&folder).map_err(Failure::file("create", &folder))?;
            let mut npm = workspace.command("npm");
            npm.args([
                "install",
                "--no-save",
                "--no-audit",
                "--no-fund",
                "--prefix",
            ])
            .arg(&folder)
            .arg(format!("lighthouse@{LIGHTHOUSE}"))
            .env("PUPPETEER_SKIP_DOWNLOAD", "1");
            if processes.run(&mut npm)?.success() {
                Ok(())
            } else {
                Err(Failure::Program {
                    doing: "Installing Lighthouse".to_owned(),
                    remedy: "npm says above why; check the network, then run this command again."
                        .to_owned(),
                })
            }
        },
    )?;
    Ok(program)
}
