//! How the last two weeks went, one stroke a day.

use super::part::is_still;
use super::{El, drawing, of};
use crate::text::{DAYS_WERE, Speak, Words, live};
use contract::days::{DayOutcome, ProofDays};

/// Up where everything was proved, down where something was refused, a dot on the
/// line where nothing was tried: the way says what the colour says.
#[must_use]
pub fn spark(days: &ProofDays) -> El {
    let (good, bad) = (days.count(DayOutcome::Good), days.count(DayOutcome::Bad));
    let stroke = |outcome: DayOutcome, way: &str| {
        let days = days.iter().enumerate().filter(|(_, day)| *day == outcome);
        days.map(|(at, _)| ["M", &(at * 6 + 2).to_string(), way].concat())
            .collect::<String>()
    };
    let strokes = [
        ("idle", stroke(DayOutcome::None, " 9.5h.01")),
        ("ok", stroke(DayOutcome::Good, " 9V2")),
        ("bad", stroke(DayOutcome::Bad, " 10v7")),
    ];
    let were = move || DAYS_WERE.with_two(&good.to_string(), &bad.to_string());
    let name: Words = if is_still() {
        were().into()
    } else {
        live(were)
    };
    of("span", "spark")
        .attr("role", "img")
        .label(name)
        .with(drawing("0 0 82 19", &strokes))
}
