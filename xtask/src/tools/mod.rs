//! The tools a build needs, each in its one right version, under `target/tools`.
//!
//! A tool of the right version that is already on PATH is used as it is. What
//! has to be compiled is compiled the cheap way: these programs run for seconds
//! and never leave the machine, so their speed does not pay for an optimised
//! build (Trunk alone: ten minutes of processor time optimised; all of them: five).

mod apt;
pub(crate) mod browser;
pub(crate) mod playwright;
pub(crate) mod postgres;
mod programs;
pub(crate) mod python;

use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::iter;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::{Failure, Outcome};
use crate::processes::Processes;
use crate::say;
use crate::workspace::{WASM_TARGET, Workspace};

/// 0.22 needs a newer Rust than 1.95.
const TRUNK: &str = "0.21.14";

/// What cuts the panel's wasm into pieces; `wasm_split_helpers` in Cargo.lock
/// and this one understand each other by the first two numbers.
const SPLITTER: &str = "0.2.4";

/// The splitter's program.
const CUTTER: &str = "wasm-split-cli";

/// What makes the wasm's glue.
const BINDGEN: &str = "wasm-bindgen";

/// What runs the browser tests.
const RUNNER: &str = "wasm-bindgen-test-runner";

/// wasm-opt, from the npm package of the project that makes it.
const BINARYEN: &str = "132.0.0";

/// The tools of the panel, ready to use.
pub(crate) struct Tools {
    path: OsString,
}

impl Tools {
    /// A PATH with our tools in front.
    pub(crate) fn path(&self) -> &OsString {
        &self.path
    }

    /// The same, behind one more folder.
    pub(crate) fn path_behind(&self, folder: &Path) -> Outcome<OsString> {
        joined(iter::once(folder.to_owned()).chain(env::split_paths(&self.path)))
    }
}

/// What the stamps of builds remember: another tool makes another output.
pub(crate) fn versions(workspace: &Workspace) -> Outcome<String> {
    let bindgen = workspace.locked_version("wasm-bindgen")?;
    Ok(format!(
        "trunk {TRUNK} wasm-bindgen {bindgen} wasm-split {SPLITTER} binaryen {BINARYEN}"
    ))
}

/// Makes sure that everything is there to build the panel.
pub(crate) fn for_panel(workspace: &Workspace, processes: &Processes) -> Outcome<Tools> {
    ready(workspace, processes, &[BINDGEN])
}

/// Makes sure that everything is there to build the panel and to test it. Who does
/// both asks for this first: what the programs have in common is compiled once.
pub(crate) fn for_tests(workspace: &Workspace, processes: &Processes) -> Outcome<Tools> {
    ready(workspace, processes, &[BINDGEN, RUNNER])
}

fn ready(
    workspace: &Workspace,
    processes: &Processes,
    of_bindgen: &[&'static str],
) -> Outcome<Tools> {
    let shed = Shed::open(workspace, processes)?;
    shed.wasm_target()?;
    shed.programs(&workspace.locked_version("wasm-bindgen")?, of_bindgen)?;
    shed.wasm_opt()?;
    shed.tidy();
    Ok(Tools { path: shed.path()? })
}

/// Makes sure that Rust can compile for the browser; clippy needs no more.
pub(crate) fn wasm_target(workspace: &Workspace, processes: &Processes) -> Outcome {
    Shed::open(workspace, processes)?.wasm_target()
}

/// Whether a tool is built with the versions its authors used.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Locked {
    Yes,
    No,
}

/// The folder with the tools.
struct Shed<'a> {
    workspace: &'a Workspace,
    processes: &'a Processes,
    folder: PathBuf,
}

impl<'a> Shed<'a> {
    fn open(workspace: &'a Workspace, processes: &'a Processes) -> Outcome<Self> {
        let folder = workspace.target("tools");
        let bin = folder.join("bin");
        fs::create_dir_all(&bin).map_err(Failure::file("create", &bin))?;
        Ok(Self {
            workspace,
            processes,
            folder,
        })
    }

    fn bin(&self) -> PathBuf {
        self.folder.join("bin")
    }

    fn path(&self) -> Outcome<OsString> {
        let elsewhere = env::var_os("PATH").unwrap_or_default();
        joined(iter::once(self.bin()).chain(env::split_paths(&elsewhere)))
    }

    /// Whether the first program of that name on our PATH is of that version.
    fn has(&self, program: &str, version: &str) -> Outcome<bool> {
        let answer = self
            .workspace
            .command(program)
            .arg("--version")
            .env("PATH", self.path()?)
            .stderr(Stdio::null())
            .output();
        Ok(answer.is_ok_and(|answer| {
            answer.status.success()
                && names_version(&String::from_utf8_lossy(&answer.stdout), version)
        }))
    }

    fn wasm_target(&self) -> Outcome {
        let library = self
            .workspace
            .command("rustc")
            .args(["--print", "target-libdir", "--target", WASM_TARGET])
            .output();
        let present = library
            .is_ok_and(|answer| Path::new(String::from_utf8_lossy(&answer.stdout).trim()).is_dir());
        if present {
            return Ok(());
        }
        say::step("Adding Rust's wasm32 target", || {
            self.install(
                self.workspace
                    .command("rustup")
                    .args(["target", "add", WASM_TARGET]),
                "Adding the wasm32 target with rustup",
            )
        })
    }

    /// Trunk, wasm-bindgen and the splitter, together; where that does not work,
    /// each of them apart.
    fn programs(&self, bindgen: &str, of_bindgen: &[&'static str]) -> Outcome {
        let missing = self.missing(bindgen, of_bindgen)?;
        if missing.is_empty() {
            return Ok(());
        }
        let what = format!(
            "Building the panel's tools: {} (about 4 minutes on two idle cores, once)",
            missing.join(", ")
        );
        match say::step(&what, || programs::install(self, &missing)) {
            Ok(()) => self.note_splitter()?,
            Err(Failure::Interrupted) => return Err(Failure::Interrupted),
            Err(_) => {}
        }
        let patience = "apart this time: 1 to 6 minutes on two idle cores, once";
        let missing = self.missing(bindgen, of_bindgen)?;
        if missing.contains(&"trunk") {
            self.install_crate("trunk", TRUNK, Locked::Yes, &["trunk"], &[], patience)?;
        }
        // Its lock file names a version of webpki-roots that the registry does not
        // have, so `--locked` cannot work for this one.
        if of_bindgen.iter().any(|program| missing.contains(program)) {
            let package = "wasm-bindgen-cli";
            self.install_crate(package, bindgen, Locked::No, of_bindgen, &[], patience)?;
        }
        if missing.contains(&CUTTER) {
            let (package, more) = (
                "wasm_split_cli_support",
                &["--features", "build-binary"] as &[_],
            );
            self.install_crate(package, SPLITTER, Locked::Yes, &[CUTTER], more, patience)?;
            self.note_splitter()?;
        }
        Ok(())
    }

    /// Which of the programs are not there in their right version.
    fn missing(&self, bindgen: &str, of_bindgen: &[&'static str]) -> Outcome<Vec<&'static str>> {
        let mut missing = Vec::new();
        if !self.has("trunk", TRUNK)? {
            missing.push("trunk");
        }
        for program in of_bindgen {
            if !self.has(program, bindgen)? {
                missing.push(*program);
            }
        }
        let noted = fs::read_to_string(self.splitter()).is_ok_and(|noted| noted == SPLITTER);
        if !(noted && self.bin().join(CUTTER).is_file()) {
            missing.push(CUTTER);
        }
        Ok(missing)
    }

    /// The splitter does not tell its version, so that a note beside it does.
    fn splitter(&self) -> PathBuf {
        self.folder.join("wasm-split-cli.version")
    }

    fn note_splitter(&self) -> Outcome {
        let note = self.splitter();
        fs::write(&note, SPLITTER).map_err(Failure::file("write", &note))
    }

    fn install_crate(
        &self,
        package: &str,
        version: &str,
        locked: Locked,
        programs: &[&str],
        more: &[&str],
        patience: &str,
    ) -> Outcome {
        let mut command = self.workspace.cargo();
        command
            .args(["install", package, "--version", version, "--force"])
            .args(["--no-default-features", "--no-track", "--root"])
            .arg(&self.folder)
            .args(more)
            .env("CARGO_TARGET_DIR", self.folder.join("build"));
        for program in programs {
            command.args(["--bin", program]);
        }
        if locked == Locked::Yes {
            command.arg("--locked");
        }
        let what = format!("Installing {package} {version}");
        say::step(&format!("{what} ({patience})"), || {
            self.install(cheaply(&mut command), &what)
        })
    }

    fn wasm_opt(&self) -> Outcome {
        // Binaryen calls 132.0.0 "version 132".
        let version = BINARYEN.split('.').next().unwrap_or(BINARYEN);
        if self.has("wasm-opt", version)? {
            return Ok(());
        }
        let what = format!("Installing wasm-opt (binaryen {BINARYEN} from npm)");
        say::step(&what, || {
            let npm = self.folder.join("npm");
            fs::create_dir_all(&npm).map_err(Failure::file("create", &npm))?;
            self.install(
                self.workspace
                    .command("npm")
                    .args([
                        "install",
                        "--no-save",
                        "--no-audit",
                        "--no-fund",
                        "--prefix",
                    ])
                    .arg(&npm)
                    .arg(format!("binaryen@{BINARYEN}")),
                &what,
            )?;
            let link = self.bin().join("wasm-opt");
            let _ = fs::remove_file(&link);
            std::os::unix::fs::symlink("../npm/node_modules/binaryen/bin/wasm-opt", &link)
                .map_err(Failure::file("link", &link))
        })
    }

    /// Runs an installer. What it says goes to a log; its end is shown when it
    /// fails.
    fn install(&self, command: &mut Command, doing: &str) -> Outcome {
        let path = self.folder.join("install.log");
        let log = File::create(&path).map_err(Failure::file("write", &path))?;
        let copy = log.try_clone().map_err(Failure::file("write", &path))?;
        let status = self.processes.run(command.stdout(log).stderr(copy))?;
        if status.success() {
            return Ok(());
        }
        let said = fs::read_to_string(&path).unwrap_or_default();
        for line in last_lines(&said, 12) {
            say::line(format!("   | {line}"));
        }
        Err(Failure::Program {
            doing: doing.to_owned(),
            remedy: remedy(&said).to_owned(),
        })
    }

    /// The tools' own build folder is near a gigabyte and of no use any more; the
    /// sources stay, for whoever has to renew their lock file.
    fn tidy(&self) {
        let _ = fs::remove_dir_all(self.folder.join("build"));
    }
}

/// Has a tool compiled as cheaply as a program can be.
fn cheaply(cargo: &mut Command) -> &mut Command {
    cargo
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "4")
        .env("CARGO_PROFILE_RELEASE_PANIC", "abort")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_STRIP", "symbols")
}

/// What helps, judging by what an installer said.
fn remedy(said: &str) -> &'static str {
    let unreachable = [
        "Could not resolve host",
        "Couldn't resolve host",
        "error sending request",
        "failed to download",
        "download of",
        "Could not connect",
        "Connection refused",
        "spurious network error",
        "ENOTFOUND",
        "EAI_AGAIN",
        "ECONNREFUSED",
        "ETIMEDOUT",
    ];
    if unreachable.iter().any(|sign| said.contains(sign)) {
        "this machine does not reach the package registry; check the network or the proxy, then run this command again."
    } else if said.contains("No space left") {
        "the disk is full; make room, then run this command again."
    } else {
        "see the lines above and target/tools/install.log, then run this command again."
    }
}

/// A PATH of these folders.
fn joined(folders: impl Iterator<Item = PathBuf>) -> Outcome<OsString> {
    env::join_paths(folders).map_err(|why| Failure::Unreadable {
        what: "PATH".to_owned(),
        why: why.to_string(),
    })
}

/// Whether the answer to `--version` has that version as a word.
fn names_version(answer: &str, version: &str) -> bool {
    answer
        .split_whitespace()
        .any(|word| word.trim_start_matches('v') == version)
}

/// The last lines of a text.
pub(crate) fn last_lines(text: &str, count: usize) -> Vec<&str> {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].to_vec()
}

/// The first program of these names on PATH.
pub(crate) fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    names.iter().find_map(|name| {
        env::split_paths(&path)
            .map(|folder| folder.join(name))
            .find(|file| file.is_file())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_a_whole_word_of_the_answer() {
        assert!(names_version("trunk 0.21.14\n", "0.21.14"));
        assert!(!names_version("trunk 0.21.141\n", "0.21.14"));
        assert!(names_version("wasm-opt version 132 (version_132)", "132"));
        assert!(names_version("v20.19.0", "20.19.0"));
        assert!(!names_version("", "132"));
    }

    #[test]
    fn no_network_is_told_from_other_trouble() {
        assert!(remedy("curl: (6) Could not resolve host: index").contains("network"));
        assert!(remedy("error[E0432]: unresolved import").contains("install.log"));
    }

    #[test]
    fn only_the_end_of_a_long_log_is_shown() {
        assert_eq!(last_lines("a\nb\nc", 2), ["b", "c"]);
        assert_eq!(last_lines("a", 2), ["a"]);
    }
}
