//! The table at the end of a test run.

use std::fmt::Write as _;
use std::time::Duration;

use crate::test::count::Count;

/// One part's line.
pub(super) struct Row {
    /// Its name.
    pub(super) part: &'static str,
    /// Its tests.
    pub(super) count: Count,
    /// How long it took.
    pub(super) seconds: Duration,
}

/// The table; its last line is `N passed, N failed`.
pub(super) fn draw(rows: &[Row]) -> String {
    let mut text = format!(
        "\n{:<14} {:>6} {:>9}  {}\n",
        "part", "tests", "seconds", "result"
    );
    for row in rows {
        let result = match row.count.failed {
            0 => "passed".to_owned(),
            failed => format!("{failed} FAILED"),
        };
        let _ = writeln!(
            text,
            "{:<14} {:>6} {:>9.1}  {result}",
            row.part,
            row.count.passed + row.count.failed,
            row.seconds.as_secs_f64()
        );
    }
    let total: Count = rows.iter().map(|row| row.count).sum();
    let _ = write!(text, "\n{} passed, {} failed", total.passed, total.failed);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_ends_with_the_totals() {
        let rows = [
            Row {
                part: "fmt",
                count: Count::success(),
                seconds: Duration::from_millis(700),
            },
            Row {
                part: "unit",
                count: Count {
                    passed: 120,
                    failed: 2,
                },
                seconds: Duration::from_secs(95),
            },
        ];
        let table = draw(&rows);
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines[1], "part            tests   seconds  result");
        assert_eq!(lines[3], "unit              122      95.0  2 FAILED");
        assert_eq!(lines.last(), Some(&"121 passed, 2 failed"));
        assert_eq!(draw(&[]).lines().last(), Some("0 passed, 0 failed"));
    }
}
