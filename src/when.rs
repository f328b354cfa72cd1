//! Moments and days in words.
//!
//! The browser knows how a language writes them (`Intl`), but whoever asks it
//! first waits until it has read up on that: 35 to 65 ms on a desktop, several
//! times as long on a phone, and in the middle of the first list. So the words
//! are of the panel, and the browser tests compare them with the browser's.

use crate::text::*;
use contract::time::{DAY_MS, Day, Timestamp};
use js_sys::Date;
use leptos::prelude::{ArcRwSignal, Track, Update, on_cleanup, set_interval_with_handle};
use std::time::Duration;
use wasm_bindgen::JsValue;

/// How often "3 minutes ago" is looked at again.
const TICK: Duration = Duration::from_secs(20);

thread_local! {
    static TICKS: ArcRwSignal<u32> = ArcRwSignal::new(0);
}

/// Keeps relative times up to date, as long as the owner of the caller lives.
pub fn keep_ticking() {
    let ticks = TICKS.with(Clone::clone);
    if let Ok(handle) = set_interval_with_handle(move || ticks.update(|t| *t += 1), TICK) {
        on_cleanup(move || handle.clear());
    }
}

/// This moment.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "milliseconds are whole")]
pub fn now() -> Timestamp {
    Timestamp(Date::now() as i64)
}

/// Today, as the backend counts days.
#[must_use]
pub fn today() -> Day {
    now().day()
}

/// `21 november 2028`.
#[must_use]
pub fn day(day: Day) -> String {
    let date = date(day.start());
    let month = month(date.get_utc_month());
    let words = DAY_OF_MONTH.with_two(&date.get_utc_date().to_string(), month);
    OF_YEAR.with_two(&words, &date.get_utc_full_year().to_string())
}

/// `19 november om 08:12` by this machine's clock, with the year where it is
/// another one.
#[must_use]
pub fn moment(at: Timestamp) -> String {
    let date = date(at);
    let month = month(date.get_month());
    let mut words = DAY_OF_MONTH.with_two(&date.get_date().to_string(), month);
    if (now().0 - at.0).abs() > 300 * DAY_MS {
        words = OF_YEAR.with_two(&words, &date.get_full_year().to_string());
    }
    let time = [two(date.get_hours()), two(date.get_minutes())].join(":");
    AT_TIME.with_two(&words, &time)
}

/// `08:12:40`.
#[must_use]
pub fn clock(at: Timestamp) -> String {
    let date = date(at);
    [date.get_hours(), date.get_minutes(), date.get_seconds()]
        .map(two)
        .join(":")
}

/// `3 minuten geleden`, `over 11 dagen`; a day further than a week away.
#[must_use]
pub fn ago(at: Timestamp) -> String {
    TICKS.with(|ticks| ticks.track());
    let seconds = (at.0 - now().0) / 1000;
    let [(past_one, past), (next_one, next)] = match seconds.abs() {
        // The clocks of server and browser differ by a little.
        0..60 => return JUST_NOW.get().to_owned(),
        60..5_400 => [(MINUTE_AGO, MINUTES_AGO), (IN_MINUTE, IN_MINUTES)],
        5_400..129_600 => [(HOUR_AGO, HOURS_AGO), (IN_HOUR, IN_HOURS)],
        129_600..604_800 => return in_days(seconds / 86_400),
        _ => return day(at.day()),
    };
    let unit = if seconds.abs() < 5_400 { 60 } else { 3_600 };
    let number = number(seconds / unit);
    if seconds < 0 {
        count(number, past_one, past)
    } else {
        count(number, next_one, next)
    }
}

/// `over 11 dagen`, `gisteren`; in years where nobody counts days any more.
#[must_use]
pub fn in_days(days: i64) -> String {
    match days {
        ..-1_000 => count(number(days / 365), YEARS_AGO, YEARS_AGO),
        1_001.. => count(number(days / 365), IN_YEARS, IN_YEARS),
        -1 => YESTERDAY.get().to_owned(),
        0 => TODAY.get().to_owned(),
        1 => TOMORROW.get().to_owned(),
        -1_000..0 => count(number(days), DAYS_AGO, DAYS_AGO),
        _ => count(number(days), IN_DAYS, IN_DAYS),
    }
}

fn number(number: i64) -> u32 {
    u32::try_from(number.unsigned_abs()).unwrap_or(u32::MAX)
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn date(at: Timestamp) -> Date {
    Date::new(&JsValue::from_f64(at.0 as f64))
}

/// The name of a month, from 0.
fn month(month: u32) -> &'static str {
    let mut names = MONTHS.get().split(' ');
    names.nth(month as usize).unwrap_or_default()
}

/// With a zero before it when it is one digit.
fn two(number: u32) -> String {
    let zero = if number < 10 { "0" } else { "" };
    [zero, &number.to_string()].concat()
}

/// How many milliseconds ago a moment was, looked at again now and then.
#[must_use]
pub fn since(at: Timestamp) -> i64 {
    TICKS.with(|ticks| ticks.track());
    now().0 - at.0
}
