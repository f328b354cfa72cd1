//! Moments and days in words. The browser knows how a language writes them.

use crate::text::{JUST_NOW, code, lang};
use contract::time::{DAY_MS, Day, Timestamp};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeMap;
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
    format(
        day.start(),
        &[
            ("day", "numeric"),
            ("month", "long"),
            ("year", "numeric"),
            ("timeZone", "UTC"),
        ],
    )
}

/// `19 november 08:12`, with the year where it is another one.
#[must_use]
pub fn moment(at: Timestamp) -> String {
    let mut parts = vec![
        ("day", "numeric"),
        ("month", "long"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
    ];
    if (now().0 - at.0).abs() > 300 * DAY_MS {
        parts.push(("year", "numeric"));
    }
    format(at, &parts)
}

/// `08:12:40`.
#[must_use]
pub fn clock(at: Timestamp) -> String {
    format(
        at,
        &[
            ("hour", "2-digit"),
            ("minute", "2-digit"),
            ("second", "2-digit"),
        ],
    )
}

/// `3 minuten geleden`, `over 11 dagen`; a day further than a week away.
#[must_use]
pub fn ago(at: Timestamp) -> String {
    TICKS.with(|ticks| ticks.track());
    let seconds = (at.0 - now().0) / 1000;
    let (number, unit) = match seconds.abs() {
        // The clocks of server and browser differ by a little.
        0..60 => return JUST_NOW.get().to_owned(),
        60..5_400 => (seconds / 60, "minute"),
        5_400..129_600 => (seconds / 3_600, "hour"),
        129_600..604_800 => (seconds / 86_400, "day"),
        _ => return day(at.day()),
    };
    relative(number, unit)
}

/// `over 11 dagen`, `gisteren`.
#[must_use]
pub fn in_days(days: i64) -> String {
    relative(days, "day")
}

thread_local! {
    /// The browser makes a format slowly (a tenth of a millisecond), and a list
    /// uses the same one in every row.
    static FORMATS: RefCell<BTreeMap<String, Function>> = const { RefCell::new(BTreeMap::new()) };
}

/// The function that formats in the language of now: `make` it once.
fn formatter(options: &[(&str, &str)], make: fn(&Array, &Object) -> Function) -> Function {
    let mut key = code(lang()).to_owned();
    for (name, value) in options {
        key.push_str(name);
        key.push_str(value);
    }
    FORMATS.with_borrow_mut(|formats| {
        let format = formats.entry(key).or_insert_with(|| {
            let object = Object::new();
            for (name, value) in options {
                let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
            }
            make(&locales(), &object)
        });
        format.clone()
    })
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn relative(number: i64, unit: &str) -> String {
    let format = formatter(&[("numeric", "auto")], |locales, options| {
        let format = Intl::RelativeTimeFormat::new(locales, options);
        let function = Reflect::get(&format, &"format".into()).unwrap_or_default();
        Function::from(function).bind0(&format)
    });
    said(format.call2(&JsValue::UNDEFINED, &(number as f64).into(), &unit.into()))
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn format(at: Timestamp, parts: &[(&str, &str)]) -> String {
    let format = formatter(parts, |locales, options| {
        Intl::DateTimeFormat::new(locales, options).format()
    });
    let date = Date::new(&JsValue::from_f64(at.0 as f64));
    said(format.call1(&JsValue::UNDEFINED, &date))
}

fn said(text: Result<JsValue, JsValue>) -> String {
    text.ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

fn locales() -> Array {
    let code = match code(lang()) {
        // Day before month, and a clock of 24 hours.
        "en" => "en-GB",
        other => other,
    };
    Array::of1(&code.into())
}

/// How many milliseconds ago a moment was, looked at again now and then.
#[must_use]
pub fn since(at: Timestamp) -> i64 {
    TICKS.with(|ticks| ticks.track());
    now().0 - at.0
}
