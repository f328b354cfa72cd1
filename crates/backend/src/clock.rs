//! The one place that asks what time it is.

use contract::time::{Day, Timestamp};
use std::time::{SystemTime, UNIX_EPOCH};

/// Now.
#[must_use]
pub fn now() -> Timestamp {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// Today, in UTC.
#[must_use]
pub fn today() -> Day {
    now().day()
}
