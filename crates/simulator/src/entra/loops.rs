//! Identical token requests, counted.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::base::clock::Moment;

const WINDOW_SECONDS: i64 = 300;
const MOST: usize = 10_000;

/// How often the same was asked since when.
#[derive(Default)]
pub(crate) struct Loops {
    seen: Mutex<HashMap<u64, (Moment, u32)>>,
}

impl Loops {
    /// How often this has been asked in five minutes.
    pub(crate) fn count(&self, what: u64, now: Moment) -> u32 {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let over = |since: Moment| now >= since.plus_seconds(WINDOW_SECONDS) || now < since;
        if seen.len() >= MOST {
            seen.retain(|_, (since, _)| !over(*since));
        }
        let (since, count) = seen.entry(what).or_insert((now, 0));
        if over(*since) {
            (*since, *count) = (now, 0);
        }
        *count = count.saturating_add(1);
        *count
    }
}
