//! The client libraries of Microsoft and others, unmodified from npm and PyPI,
//! against the stand-in. `tests/clients/run.mjs` installs and runs them.

use crate::build;
use crate::failure::{Failure, Outcome};
use crate::processes::Processes;
use crate::test::count::{self, Count};
use crate::test::parts::Results;
use crate::tools::python;
use crate::workspace::Workspace;

/// Builds the stand-in as the unit tests do, so that nothing is built for
/// this part alone, and lets the suites loose on it.
pub(super) fn run(workspace: &Workspace, processes: &Processes) -> Outcome<Results> {
    python::ensure(workspace, processes)?;
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--quiet", "-p", "simulator"]);
    if !processes.run(&mut cargo)?.success() {
        return Err(Failure::Program {
            doing: "Building the stand-in".to_owned(),
            remedy: "the compiler says above what to change.".to_owned(),
        });
    }
    let simulator = workspace.target(format!("debug/{}", build::SIMULATOR));
    let (status, printed) = processes.run_listening(
        workspace
            .command("node")
            .arg("tests/clients/run.mjs")
            .env("CLIENTS_SIMULATOR", simulator)
            .env("CLIENTS_TARGET", workspace.target("clients")),
        true,
    )?;
    Ok(Results {
        count: counted(&printed),
        succeeded: status.success(),
    })
}

/// `ok …` and `not ok …` at the beginnings of lines.
fn counted(printed: &str) -> Count {
    printed.lines().filter_map(count::of_line).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_about_tests_count() {
        let printed = "ok MSAL Node: a\nok MSAL Node: b\nnot ok MSAL Node: c: no\n\
                       skipped Graph client: d: none here\n2 passed, 1 failed, 1 skipped\nokay\n";
        let wanted = Count {
            passed: 2,
            failed: 1,
        };
        assert_eq!(counted(printed), wanted);
    }
}
