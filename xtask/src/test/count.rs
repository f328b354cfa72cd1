//! How many tests ran: from cargo's lines and from Playwright's report.

use serde_json::Value;

use crate::failure::{Failure, Outcome};

/// Tests that passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) passed: u32,
    pub(super) failed: u32,
}

impl Count {
    /// One check that passed.
    pub(super) fn success() -> Self {
        Self {
            passed: 1,
            failed: 0,
        }
    }

    /// One check that failed.
    pub(super) fn failure() -> Self {
        Self {
            passed: 0,
            failed: 1,
        }
    }

    /// One check.
    pub(super) fn one(passed: bool) -> Self {
        if passed {
            Self::success()
        } else {
            Self::failure()
        }
    }
}

impl std::iter::Sum for Count {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |sum, next| Self {
            passed: sum.passed + next.passed,
            failed: sum.failed + next.failed,
        })
    }
}

/// Adds up every `test result: ok. 3 passed; 0 failed; …` line, as cargo and
/// wasm-bindgen-test print them.
pub(super) fn cargo(output: &str) -> Count {
    output
        .lines()
        .filter_map(|line| {
            let plain = without_colours(line);
            let result = plain.trim_start().strip_prefix("test result:")?.to_owned();
            let number = |word: &str| {
                let words: Vec<&str> = result.split_whitespace().collect();
                let place = words
                    .iter()
                    .position(|found| found.trim_end_matches([';', ',']) == word)?;
                words.get(place.checked_sub(1)?)?.parse().ok()
            };
            Some(Count {
                passed: number("passed")?,
                failed: number("failed")?,
            })
        })
        .sum()
}

/// A line of a runner that begins with `ok` or `not ok`, if it is one.
pub(super) fn of_line(line: &str) -> Option<Count> {
    if line.starts_with("ok ") {
        Some(Count::success())
    } else if line.starts_with("not ok ") {
        Some(Count::failure())
    } else {
        None
    }
}

/// Playwright's JSON report. A flaky test is one that failed: here nothing is
/// tried twice, and a test that needs it is a finding.
pub(super) fn playwright(report: &str) -> Outcome<Count> {
    let unreadable = |why: String| Failure::Unreadable {
        what: "Playwright's report".to_owned(),
        why,
    };
    let report: Value = serde_json::from_str(report).map_err(|why| unreadable(why.to_string()))?;
    let stats = |name: &str| {
        report["stats"][name]
            .as_u64()
            .and_then(|number| u32::try_from(number).ok())
            .ok_or_else(|| unreadable(format!("it has no stats.{name}")))
    };
    let errors = report["errors"].as_array().map_or(0, Vec::len);
    Ok(Count {
        passed: stats("expected")?,
        failed: stats("unexpected")? + stats("flaky")? + u32::from(errors > 0),
    })
}

/// Without the `ESC [ … m` sequences of a coloured terminal.
fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut parts = line.split("\u{1b}[");
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        plain.push_str(part.split_once('m').map_or("", |(_, text)| text));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargos_result_lines_are_added_up() {
        let output = "running 3 tests\n\
            test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            noise: 8 passed\n\
            test result: \u{1b}[31mFAILED\u{1b}[0m. 4 passed; 2 failed; 0 ignored\n";
        assert_eq!(
            cargo(output),
            Count {
                passed: 7,
                failed: 2
            }
        );
        assert_eq!(cargo("error: could not compile"), Count::default());
    }

    #[test]
    fn playwrights_report_counts_flaky_tests_and_lost_files_as_failed() {
        let report = r#"{"errors":[{"message":"x"}],
            "stats":{"expected":5,"unexpected":1,"flaky":1,"skipped":2}}"#;
        assert_eq!(
            playwright(report).unwrap(),
            Count {
                passed: 5,
                failed: 3
            }
        );
        assert!(playwright("{}").is_err());
        assert!(playwright("nonsense").is_err());
    }
}
