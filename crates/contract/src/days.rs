//! How the last two weeks went, day by day.

use crate::time::Day;
use serde::{Deserialize, Serialize};

/// So many days.
pub const DAYS: u32 = 14;

/// What proofs of one mailbox came to on one day, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOutcome {
    /// Nothing was tried, or nothing came of it.
    None,
    /// Everything that was tried was proved.
    Good,
    /// Something was refused.
    Bad,
}

/// What proofs came to in the last [`DAYS`] days, one letter a day, today last: `g`
/// everything was proved, `b` something was refused, `-` nothing was tried.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(
    feature = "openapi",
    schema(example = "----------ggbg", pattern = "^[-gb]*$")
)]
pub struct ProofDays(String);

/// The bit of a day on which something was proved.
pub const GOOD: i64 = 1;
/// The bit of a day on which something was refused.
pub const BAD: i64 = 2;

impl ProofDays {
    /// The days up to `today`, of which `bits` holds two each ([`GOOD`], [`BAD`]), the
    /// lowest those of `last`.
    #[must_use]
    pub fn read(bits: i64, last: Day, today: Day) -> Self {
        // What was written before a clock was set back is of today.
        let since = (today.0 - last.0).max(0);
        let letter = |back: u32| {
            let Ok(behind) = u32::try_from(i64::from(back) - since) else {
                return '-';
            };
            match (bits >> (2 * behind)) & (GOOD | BAD) {
                0 => '-',
                GOOD => 'g',
                _ => 'b',
            }
        };
        Self((0..DAYS).rev().map(letter).collect())
    }

    /// Day by day, today last.
    pub fn iter(&self) -> impl Iterator<Item = DayOutcome> {
        self.0.bytes().map(|letter| match letter {
            b'g' => DayOutcome::Good,
            b'b' => DayOutcome::Bad,
            _ => DayOutcome::None,
        })
    }

    /// On how many days it came to this.
    #[must_use]
    pub fn count(&self, outcome: DayOutcome) -> usize {
        self.iter().filter(|day| *day == outcome).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(bits: i64, behind: i64) -> String {
        ProofDays::read(bits, Day(20_000), Day(20_000 + behind)).0
    }

    #[test]
    fn each_day_has_its_letter_and_today_comes_last() {
        assert_eq!(days(0, 0), "--------------");
        assert_eq!(days(0b01, 0), "-------------g");
        assert_eq!(days(0b10_01, 0), "------------bg");
        assert_eq!(days(0b11, 0), "-------------b", "one refusal is enough");
        assert_eq!(days(1 << 26, 0), "g-------------");
    }

    #[test]
    fn days_go_by_without_proofs() {
        assert_eq!(days(0b10_01, 3), "---------bg---");
        assert_eq!(days(0b01, 13), "g-------------");
        assert_eq!(days(0b01, 14), "--------------");
        assert_eq!(days(0b01, 40_000), "--------------");
        assert_eq!(
            days(0b01, -3),
            "-------------g",
            "a clock that was set back"
        );
    }

    #[test]
    fn days_are_counted() {
        let days = ProofDays::read(0b10_01_00_01, Day(1), Day(1));
        assert_eq!(days.count(DayOutcome::Good), 2);
        assert_eq!(days.count(DayOutcome::Bad), 1);
        assert_eq!(days.iter().count(), 14);
    }
}
