//! Cells of a spreadsheet: text that a spreadsheet would calculate stays text,
//! and files are read as spreadsheets write them.

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

/// A text without the mark that spreadsheets like to put before it.
#[must_use]
pub(crate) fn unmarked(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// What separates cells: a Dutch Excel writes semicolons, others commas; what is
/// copied out of one has tabs.
#[must_use]
pub(crate) fn separator(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let first = first.unwrap_or_default();
    [';', '\t', ',']
        .into_iter()
        .find(|separator| first.contains(*separator))
        .map_or(b';', |separator| separator as u8)
}

/// The line a record begins on. The reader's own is the line behind the record
/// before, also where empty lines lie between.
#[must_use]
pub(crate) fn line_of(text: &str, record: &csv::StringRecord) -> usize {
    let Some(position) = record.position() else {
        return 1;
    };
    let from = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    let between = rest.iter().take_while(|byte| b"\r\n".contains(byte));
    let empty = between.filter(|byte| **byte == b'\n').count();
    usize::try_from(position.line()).unwrap_or(usize::MAX) + empty
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
