//! Moments and days, written as RFC 3339 on the wire.
//!
//! The arithmetic is Howard Hinnant's `civil_from_days`; a date library would
//! cost the panel more bytes than this page.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// Milliseconds in a day.
pub const DAY_MS: i64 = 86_400_000;

/// A moment in UTC, in milliseconds since 1970. On the wire
/// `2026-11-22T09:42:00.123Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(
    feature = "openapi",
    schema(value_type = String, format = DateTime, example = "2026-11-22T09:42:00.123Z")
)]
pub struct Timestamp(pub i64);

/// A calendar day, in days since 1970. On the wire `2028-11-21`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(
    feature = "openapi",
    schema(value_type = String, format = Date, example = "2028-11-21")
)]
pub struct Day(pub i64);

impl Timestamp {
    /// The day this moment falls on, in UTC.
    #[must_use]
    pub fn day(self) -> Day {
        Day(self.0.div_euclid(DAY_MS))
    }

    /// This moment, `ms` milliseconds later.
    #[must_use]
    pub fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Reads `2026-11-22T09:42:00Z`, with or without a fraction of a second.
    /// Only UTC: whoever writes a moment for us writes `Z`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (day, clock) = text.split_once('T')?;
        let clock = clock.strip_suffix('Z')?;
        let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
        let mut parts = clock.split(':');
        let hour = two_digits(parts.next()?)?;
        let minute = two_digits(parts.next()?)?;
        let second = two_digits(parts.next()?)?;
        if parts.next().is_some() || hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        if fraction.len() > 9 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let ms = fraction
            .bytes()
            .chain(*b"000")
            .take(3)
            .fold(0, |ms, digit| ms * 10 + i64::from(digit - b'0'));
        let seconds = (hour * 60 + minute) * 60 + second;
        Some(Self(Day::parse(day)?.0 * DAY_MS + seconds * 1000 + ms))
    }
}

impl Day {
    /// The first moment of this day, in UTC.
    #[must_use]
    pub fn start(self) -> Timestamp {
        Timestamp(self.0.saturating_mul(DAY_MS))
    }

    /// How many days lie between `earlier` and this day; negative when past.
    #[must_use]
    pub fn days_since(self, earlier: Day) -> i64 {
        self.0 - earlier.0
    }

    /// Reads `2028-11-21`, years 1970 to 9999.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let year = two_digits(text.get(0..2)?)? * 100 + two_digits(text.get(2..4)?)?;
        let month = two_digits(text.get(5..7)?)?;
        let day = two_digits(text.get(8..10)?)?;
        let days = days_from_civil(year, month, day);
        (year >= 1970 && civil_from_days(days) == (year, month, day)).then_some(Self(days))
    }
}

fn two_digits(text: &str) -> Option<i64> {
    match text.as_bytes() {
        [a @ b'0'..=b'9', b @ b'0'..=b'9'] => Some(i64::from(a - b'0') * 10 + i64::from(b - b'0')),
        _ => None,
    }
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Pushes `number` in at least `width` digits: `format!` with padding would
/// bring its machinery into the wasm.
fn push_padded(out: &mut String, number: i64, width: u32) {
    for place in (0..width).rev() {
        let digit = number / 10_i64.pow(place) % 10;
        out.push(char::from(b'0' + u8::try_from(digit).unwrap_or(0)));
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = civil_from_days(self.0);
        let mut out = String::with_capacity(10);
        push_padded(&mut out, year, 4);
        out.push('-');
        push_padded(&mut out, month, 2);
        out.push('-');
        push_padded(&mut out, day, 2);
        f.write_str(&out)
    }
}

impl std::fmt::Display for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let within = self.0.rem_euclid(DAY_MS);
        let mut out = String::with_capacity(13);
        for (number, width, after) in [
            (within / 3_600_000, 2, ':'),
            (within / 60_000 % 60, 2, ':'),
            (within / 1000 % 60, 2, '.'),
            (within % 1000, 3, 'Z'),
        ] {
            push_padded(&mut out, number, width);
            out.push(after);
        }
        std::fmt::Display::fmt(&self.day(), f)?;
        f.write_str("T")?;
        f.write_str(&out)
    }
}

macro_rules! as_text {
    ($type:ty, $wanted:literal) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.to_string())
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| D::Error::custom($wanted))
            }
        }
    };
}
as_text!(Timestamp, "expected a moment like 2026-11-22T09:42:00Z");
as_text!(Day, "expected a day like 2028-11-21");

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_moments_read_and_write() {
        for (text, ms) in [
            ("1970-01-01T00:00:00.000Z", 0),
            ("2000-02-29T23:59:59.999Z", 951_868_799_999),
            ("2026-11-22T09:42:00.123Z", 1_795_340_520_123),
        ] {
            assert_eq!(Timestamp(ms).to_string(), text);
            assert_eq!(Timestamp::parse(text), Some(Timestamp(ms)));
        }
        assert_eq!(
            Timestamp::parse("2026-11-22T09:42:00Z"),
            Some(Timestamp(1_795_340_520_000))
        );
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in [
            "2027-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "26-04-30",
            "2026-4-30",
            "2026-04-3é",
            "",
            "1969-12-31",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
        assert!(Day::parse("2028-02-29").is_some());
    }

    proptest! {
        #[test]
        fn every_moment_survives_the_wire(ms in 0_i64..253_402_300_799_999) {
            prop_assert_eq!(Timestamp::parse(&Timestamp(ms).to_string()), Some(Timestamp(ms)));
        }

        #[test]
        fn garbage_never_panics(text in ".{0,40}") {
            let _ = Timestamp::parse(&text);
            let _ = Day::parse(&text);
        }
    }
}
