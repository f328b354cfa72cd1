//! The parts, in the order in which they find the cheapest mistakes first.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::architecture;
use crate::build;
use crate::demo;
use crate::failure::{Failure, Outcome};
use crate::processes::Processes;
use crate::say;
use crate::size;
use crate::test::count::{self, Count};
use crate::test::{clients, contract};
use crate::tools::{self, browser, playwright, postgres};
use crate::workspace::{PANEL, WASM_TARGET, Workspace};

/// One part of `cargo xtask test`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// rustfmt.
    Fmt,
    /// clippy for this machine and for the browser.
    Clippy,
    /// Unit and integration tests of all crates but the panel.
    Unit,
    /// The arrows of the house.
    Architecture,
    /// Microsoft's own client libraries, and others, against the stand-in.
    Clients,
    /// The backend against its own description.
    Contract,
    /// The panel's tests in headless Chromium.
    Browser,
    /// Whole journeys in Chromium against the release build.
    E2e,
    /// The budget of the first visit.
    Size,
}

/// What a part found.
#[derive(Debug)]
pub(super) struct Results {
    /// Its tests.
    pub(super) count: Count,
    /// Whether the programs it ran ended well.
    pub(super) succeeded: bool,
}

impl From<Count> for Results {
    fn from(count: Count) -> Self {
        Self {
            count,
            succeeded: count.failed == 0,
        }
    }
}

impl Part {
    /// All of them.
    pub(super) const ALL: [Self; 9] = [
        Self::Fmt,
        Self::Clippy,
        Self::Unit,
        Self::Architecture,
        Self::Clients,
        Self::Contract,
        Self::Browser,
        Self::E2e,
        Self::Size,
    ];

    /// Its name on the command line.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::Unit => "unit",
            Self::Architecture => "architecture",
            Self::Clients => "clients",
            Self::Contract => "contract",
            Self::Browser => "browser",
            Self::E2e => "e2e",
            Self::Size => "size",
        }
    }

    /// Runs it.
    pub(super) fn run(self, workspace: &Workspace, processes: &Processes) -> Outcome<Results> {
        let run = Run {
            workspace,
            processes,
        };
        match self {
            Self::Fmt => run.check(workspace.cargo().args(["fmt", "--all", "--check"])),
            Self::Clippy => run.clippy(),
            Self::Unit => run.unit(),
            Self::Architecture => run.architecture(),
            Self::Clients => clients::run(workspace, processes),
            Self::Contract => contract::run(workspace, processes),
            Self::Browser => run.browser(),
            Self::E2e => run.e2e(),
            Self::Size => {
                let checked = size::check(workspace, processes)?;
                Ok(Results::from(Count {
                    passed: checked,
                    failed: 0,
                }))
            }
        }
    }
}

struct Run<'a> {
    workspace: &'a Workspace,
    processes: &'a Processes,
}

impl Run<'_> {
    /// A program that is right or wrong as a whole: one test.
    fn check(&self, command: &mut Command) -> Outcome<Results> {
        let status = self.processes.run(command)?;
        Ok(Count::one(status.success()).into())
    }

    /// cargo's tests, counted by what it prints.
    fn cargo_tests(&self, command: &mut Command) -> Outcome<Results> {
        let (status, printed) = self.processes.run_listening(command, true)?;
        Ok(Results {
            count: count::cargo(&printed),
            succeeded: status.success(),
        })
    }

    fn clippy(&self) -> Outcome<Results> {
        tools::wasm_target(self.workspace, self.processes)?;
        let strict = ["--", "-D", "warnings"];
        let host = self.check(
            self.workspace
                .cargo()
                .args(["clippy", "--workspace", "--all-targets", "--exclude", PANEL])
                .args(strict),
        )?;
        // `contract` is looked at with it, as far as the panel uses it: what its
        // own tests need does not exist for the browser.
        let wasm = self.check(
            self.workspace
                .cargo()
                .args(["clippy", "-p", PANEL, "--all-targets", "--all-features"])
                .args(["--target", WASM_TARGET])
                .args(strict),
        )?;
        Ok([host.count, wasm.count].into_iter().sum::<Count>().into())
    }

    fn unit(&self) -> Outcome<Results> {
        let all = self.cargo_tests(self.workspace.cargo().args([
            "test",
            "--workspace",
            "--exclude",
            PANEL,
            "--no-fail-fast",
        ]))?;
        // The backend's suite once more, on a PostgreSQL that it starts itself.
        let programs = postgres::ensure(self.workspace, self.processes)?;
        let elsewhere = env::var_os("PATH").unwrap_or_default();
        let path = env::join_paths(std::iter::once(programs).chain(env::split_paths(&elsewhere)))
            .map_err(|why| Failure::Unreadable {
            what: "PATH".to_owned(),
            why: why.to_string(),
        })?;
        say::heading("unit, on PostgreSQL");
        let postgres = self.cargo_tests(
            self.workspace
                .cargo()
                .args(["test", "--package", "backend", "--test", "api"])
                .arg("--no-fail-fast")
                .env("PATH", path)
                .env("IMAGECAPTURE_TEST_DATABASE", "postgres"),
        )?;
        Ok(Results {
            count: [all.count, postgres.count].into_iter().sum(),
            succeeded: all.succeeded && postgres.succeeded,
        })
    }

    fn architecture(&self) -> Outcome<Results> {
        let rules = architecture::check(self.workspace, self.processes)?;
        let broken = rules.iter().filter(|rule| !rule.findings.is_empty());
        let failed = u32::try_from(broken.count()).unwrap_or(u32::MAX);
        for rule in &rules {
            let result = if rule.findings.is_empty() {
                "ok"
            } else {
                "BROKEN"
            };
            say::line(format!("{}: {result}", rule.name));
            for finding in &rule.findings {
                say::line(format!("    {finding}"));
            }
        }
        let total = u32::try_from(rules.len()).unwrap_or(u32::MAX);
        Ok(Count {
            passed: total - failed,
            failed,
        }
        .into())
    }

    fn browser(&self) -> Outcome<Results> {
        let browser = browser::ensure(self.workspace, self.processes)?;
        let tools = tools::for_tests(self.workspace, self.processes)?;
        self.cargo_tests(
            self.workspace
                .cargo()
                .args(["test", "-p", PANEL, "--target", WASM_TARGET])
                .arg("--no-fail-fast")
                .env("PATH", tools.path())
                .env("CHROMEDRIVER", browser.driver)
                // Without this, tests that do not ask for a browser run in Node.
                .env("WASM_BINDGEN_USE_BROWSER", "1"),
        )
    }

    fn e2e(&self) -> Outcome<Results> {
        let browser = browser::ensure(self.workspace, self.processes)?;
        build::everything(self.workspace, self.processes)?;
        let folder = self.workspace.path("tests/e2e");
        playwright::ensure(self.workspace, self.processes, &folder)?;

        // What `cargo xtask demo` shows is a promise, too, and so is the script
        // that docs/demo.md has for it.
        say::line("-> Rehearsing the demo, with the script of docs/demo.md …");
        let rehearsal = demo::rehearse(self.workspace, self.processes, |panel, microsoft| {
            let mut script = self.playwright(&browser.chromium, &["-c", "demo.config.ts"]);
            script
                .env("DEMO_URL", panel)
                .env("DEMO_MICROSOFT_URL", microsoft);
            self.journeys(&mut script, "e2e-demo-report.json")
        });
        let rehearsed = rehearsal.unwrap_or_else(|failure| {
            say::line(failure.sentence().unwrap_or_default());
            Results {
                count: Count::failure(),
                succeeded: false,
            }
        });

        let houses = self.workspace.target("e2e");
        let _ = fs::remove_dir_all(&houses);
        let mut journeys = self.playwright(&browser.chromium, &[]);
        journeys
            .env("E2E_BACKEND", self.workspace.release_binary(build::BACKEND))
            .env(
                "E2E_SIMULATOR",
                self.workspace.release_binary(build::SIMULATOR),
            )
            .env("E2E_PANEL", build::panel_folder(self.workspace))
            .env("E2E_HOUSES", &houses);
        let walked = self.journeys(&mut journeys, "e2e-report.json")?;
        Ok(Results {
            count: [rehearsed.count, walked.count].into_iter().sum(),
            succeeded: rehearsed.succeeded && walked.succeeded,
        })
    }

    /// Playwright, with the browser of this machine.
    fn playwright(&self, chromium: &Path, arguments: &[&str]) -> Command {
        let mut node = self.workspace.command("node");
        node.current_dir(self.workspace.path("tests/e2e"))
            .args(["node_modules/@playwright/test/cli.js", "test"])
            .args(arguments)
            .env("CHROMIUM", chromium)
            .env("E2E_RESULTS", self.workspace.target("e2e-results"));
        node
    }

    /// Runs it, and counts its report, which goes by this name.
    fn journeys(&self, playwright: &mut Command, report: &str) -> Outcome<Results> {
        let report = self.workspace.target(report);
        let _ = fs::remove_file(&report);
        let status = self.processes.run(playwright.env("E2E_REPORT", &report))?;
        let report = fs::read_to_string(&report).map_err(Failure::file("read", &report))?;
        Ok(Results {
            count: count::playwright(&report)?,
            succeeded: status.success(),
        })
    }
}
