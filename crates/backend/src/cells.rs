//! Cells of a spreadsheet: text that a spreadsheet would calculate stays text.

use std::borrow::Cow;

/// What a formula begins with, in one spreadsheet or another.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell that no spreadsheet takes for a formula (OWASP, "CSV Injection").
#[must_use]
pub(crate) fn guarded(cell: &str) -> Cow<'_, str> {
    match needs(cell) {
        true => ["'", cell].concat().into(),
        false => cell.into(),
    }
}

/// What [`guarded`] was given.
#[must_use]
pub(crate) fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if needs(rest) => rest,
        _ => cell,
    }
}

/// Quotes before a formula are guarded too, so that every cell reads back.
fn needs(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(FORMULA)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_guarded_and_everything_reads_back() {
        for cell in ["=1+1", "+31 20", "-1", "@SUM(A1)", "'=1", "''=1", "\t=1"] {
            assert!(guarded(cell).starts_with('\''), "{cell}");
            assert_eq!(plain(&guarded(cell)), cell);
        }
        for cell in [
            "",
            "Contoso",
            "a=b",
            "'s-Hertogenbosch",
            "facturen@contoso.nl",
        ] {
            assert_eq!(guarded(cell), cell);
            assert_eq!(plain(cell), cell);
        }
    }
}
