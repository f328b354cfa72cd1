//! The stand-in's idea of now, which a test can move, and the ways in which
//! Microsoft writes a moment down.

use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// A century either way is enough for any test and cannot overflow.
const MOST_OFFSET: i64 = 100 * 366 * 86_400;

/// The system clock, or with a seed a clock of its own, plus an offset that
/// the control API changes.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    offset_seconds: AtomicI64,
    own: Option<OwnTime>,
}

/// Time that passes by requests and not by itself: a millisecond each.
#[derive(Debug)]
struct OwnTime {
    begin: Moment,
    passed: AtomicI64,
}

impl Clock {
    /// A clock that begins at a moment and moves by requests.
    pub(crate) fn beginning_at(begin: Moment) -> Self {
        let own = OwnTime {
            begin,
            passed: AtomicI64::new(0),
        };
        Self {
            offset_seconds: AtomicI64::new(0),
            own: Some(own),
        }
    }

    /// Now, as every part of the stand-in sees it.
    pub(crate) fn now(&self) -> Moment {
        let base = match &self.own {
            None => system_now(),
            Some(own) => Moment(
                own.begin
                    .0
                    .saturating_add(own.passed.load(Ordering::Relaxed)),
            ),
        };
        base.plus_seconds(self.offset_seconds())
    }

    /// A request has come.
    pub(crate) fn tick(&self) {
        if let Some(own) = &self.own {
            own.passed.fetch_add(1, Ordering::Relaxed);
        }
    }

    pub(crate) fn offset_seconds(&self) -> i64 {
        self.offset_seconds.load(Ordering::Relaxed)
    }

    pub(crate) fn set_offset(&self, seconds: i64) {
        self.offset_seconds
            .store(seconds.clamp(-MOST_OFFSET, MOST_OFFSET), Ordering::Relaxed);
    }
}

/// Now without the offset: for what happens before a clock exists.
pub(crate) fn system_now() -> Moment {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Moment(i64::try_from(since.as_millis()).unwrap_or(0))
}

/// A point in time: milliseconds since 1970, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Moment(pub(crate) i64);

impl Moment {
    pub(crate) fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    pub(crate) fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    pub(crate) fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1000))
    }

    /// `2026-01-16T18:53:25Z`, as Graph writes dates.
    pub(crate) fn iso(self) -> String {
        let c = self.civil();
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
            c.year, c.month, c.day, c.hour, c.minute, c.second
        )
    }

    /// `2026-01-09 02:02:12Z`, as Entra writes them in errors.
    pub(crate) fn entra(self) -> String {
        self.iso().replace('T', " ")
    }

    /// `Fri, 16 Jan 2026 18:53:25 +0000`, as mail writes them (RFC 5322).
    pub(crate) fn rfc5322(self) -> String {
        const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
        const MONTHS: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        let c = self.civil();
        let weekday = usize::try_from(self.seconds().div_euclid(86_400).rem_euclid(7)).unwrap_or(0);
        let month = usize::try_from(c.month - 1).unwrap_or(0);
        format!(
            "{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000",
            DAYS.get(weekday).copied().unwrap_or(""),
            c.day,
            MONTHS.get(month).copied().unwrap_or(""),
            c.year,
            c.hour,
            c.minute,
            c.second
        )
    }

    /// Reads `2027-01-31`, `2027-01-31T12:00:00Z` and `…00.123+01:00`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (date, rest) = match text.split_once(['T', 't', ' ']) {
            Some((date, rest)) => (date, Some(rest)),
            None => (text, None),
        };
        let mut parts = date.splitn(3, '-');
        let year: i64 = number(parts.next()?, 4)?;
        let month: i64 = number(parts.next()?, 2)?;
        let day: i64 = number(parts.next()?, 2)?;
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let mut millis = days_from_civil(year, month, day) * 86_400_000;
        if let Some(rest) = rest {
            millis += clock_millis(rest)?;
        }
        Some(Self(millis))
    }

    /// Year, month and day.
    pub(crate) fn date(self) -> (i64, i64, i64) {
        civil_from_days(self.seconds().div_euclid(86_400))
    }

    fn civil(self) -> Civil {
        let seconds = self.seconds();
        let (days, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let (year, month, day) = civil_from_days(days);
        Civil {
            year,
            month,
            day,
            hour: of_day / 3600,
            minute: of_day % 3600 / 60,
            second: of_day % 60,
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())
    }
}

struct Civil {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
}

fn number(text: &str, digits: usize) -> Option<i64> {
    let plain = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// The time of day with its zone, as milliseconds to add to midnight UTC.
fn clock_millis(text: &str) -> Option<i64> {
    let zone_at = text.find(['Z', 'z', '+', '-']);
    let (clock, zone) = match zone_at {
        Some(at) => text.split_at(at),
        None => (text, "Z"),
    };
    let mut parts = clock.splitn(3, ':');
    let hour = number(parts.next()?, 2)?;
    let minute = number(parts.next()?, 2)?;
    let (second, fraction) = match parts.next() {
        None => (0, 0),
        Some(seconds) => {
            let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, ""));
            let milli = format!("{fraction:0<3}");
            (number(whole, 2)?, number(milli.get(..3)?, 3)?)
        }
    };
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let shift = match zone.strip_prefix(['+', '-']) {
        None => 0,
        Some(of) => {
            let (hours, minutes) = of.split_once(':')?;
            let minutes = number(hours, 2)? * 60 + number(minutes, 2)?;
            if zone.starts_with('-') {
                -minutes
            } else {
                minutes
            }
        }
    };
    Some(((hour * 60 + minute - shift) * 60 + second) * 1000 + fraction)
}

// Both conversions: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_reads_back_as_it_was_written() {
        for text in [
            "1999-12-31T23:59:59Z",
            "2024-02-29T00:00:00Z",
            "2026-11-22T07:41:03Z",
        ] {
            assert_eq!(Moment::parse(text).map(Moment::iso).as_deref(), Some(text));
        }
        assert_eq!(
            Moment::parse("2026-01-01T01:00:00.5+01:00"),
            Moment::parse("2026-01-01").map(|m| Moment(m.0 + 500))
        );
    }

    #[test]
    fn nonsense_is_no_moment() {
        for text in [
            "",
            "yesterday",
            "2026-13-01",
            "2026-01-01T",
            "2026-01-01T25:00:00Z",
            "T-+",
            "2026-01-01T10:00:00é",
        ] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }

    #[test]
    fn mail_dates_name_the_right_weekday() {
        let written = Moment::parse("2026-01-16T18:53:25Z").map(Moment::rfc5322);
        assert_eq!(written.as_deref(), Some("Fri, 16 Jan 2026 18:53:25 +0000"));
    }
}
