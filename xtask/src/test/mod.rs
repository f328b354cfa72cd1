//! `cargo xtask test`: every proof there is, part by part.

mod clients;
mod contract;
mod count;
mod parts;
mod table;

use std::time::Instant;

use crate::failure::{Failure, Outcome};
use crate::processes::Processes;
use crate::say;
use crate::workspace::Workspace;

use count::Count;
use parts::{Part, Results};
use table::Row;

/// Runs the parts that are named, or all of them.
pub(crate) fn run(workspace: &Workspace, processes: &Processes, rest: &[String]) -> Outcome {
    let parts = chosen(rest)?;
    let mut rows = Vec::new();
    let mut interrupted = false;
    for part in parts {
        say::heading(part.name());
        let started = Instant::now();
        let outcome = part.run(workspace, processes);
        // Nothing of one part may disturb the next.
        processes.end_all();
        interrupted = processes.interrupted();
        if interrupted {
            break;
        }
        let row = Row {
            part: part.name(),
            count: count_of(part, outcome),
            seconds: started.elapsed(),
        };
        let failed = row.count.failed > 0;
        rows.push(row);
        if failed {
            say::line(format!("== {} failed", part.name()));
        }
    }
    say::line(table::draw(&rows));
    if interrupted {
        Err(Failure::Interrupted)
    } else if rows.iter().any(|row| row.count.failed > 0) {
        Err(Failure::AlreadyTold)
    } else {
        Ok(())
    }
}

/// Parts in their fixed order, each once.
fn chosen(names: &[String]) -> Outcome<Vec<Part>> {
    if let Some(unknown) = names
        .iter()
        .find(|name| Part::ALL.iter().all(|part| part.name() != name.as_str()))
    {
        let known: Vec<_> = Part::ALL.iter().map(|part| part.name()).collect();
        return Err(Failure::Usage(format!(
            "There is no part `{unknown}`: the parts are {}.",
            known.join(", ")
        )));
    }
    Ok(Part::ALL
        .into_iter()
        .filter(|part| names.is_empty() || names.iter().any(|name| name == part.name()))
        .collect())
}

/// What a part adds to the table. A part that failed without a failed test of
/// its own counts as one, and so does one in which nothing ran.
fn count_of(part: Part, outcome: Outcome<Results>) -> Count {
    match outcome {
        Ok(results) => {
            let mut count = results.count;
            if !results.succeeded && count.failed == 0 {
                count.failed = 1;
            }
            if count.passed + count.failed == 0 {
                say::line(format!(
                    "The part {} ran no test at all: that counts as a failure.",
                    part.name()
                ));
                count.failed = 1;
            }
            count
        }
        Err(failure) => {
            if let Some(sentence) = failure.sentence() {
                say::line(sentence);
            }
            Count::failure()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_run_in_their_order_whatever_the_command_line_says() {
        let chosen = chosen(&["size".to_owned(), "fmt".to_owned()]).unwrap();
        assert_eq!(chosen, [Part::Fmt, Part::Size]);
        assert_eq!(super::chosen(&[]).unwrap(), Part::ALL);
        let unknown = super::chosen(&["unti".to_owned()]).unwrap_err();
        assert!(unknown.to_string().contains("unit, architecture"));
    }

    #[test]
    fn a_part_without_tests_or_with_a_bad_end_is_a_failure() {
        let nothing = Results {
            count: Count::default(),
            succeeded: true,
        };
        assert_eq!(count_of(Part::Unit, Ok(nothing)).failed, 1);
        let crashed = Results {
            count: Count {
                passed: 7,
                failed: 0,
            },
            succeeded: false,
        };
        let crashed = count_of(Part::Unit, Ok(crashed));
        assert_eq!((crashed.passed, crashed.failed), (7, 1));
        let failed = count_of(Part::Fmt, Err(Failure::AlreadyTold));
        assert_eq!((failed.passed, failed.failed), (0, 1));
    }
}
