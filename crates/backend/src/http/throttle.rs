//! Slows down whoever guesses: after a few failures for one name, that name
//! waits.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Failures before waiting starts.
const FREE: u32 = 5;

/// How long a name waits then, and how long failures are remembered.
const WAIT: Duration = Duration::from_secs(60);

/// Names that are remembered at most: memory is no prize for guessing.
const NAMES: usize = 10_000;

/// Counts failures by name.
#[derive(Default)]
pub struct Throttle(Mutex<HashMap<String, (u32, Instant)>>);

impl Throttle {
    /// How many seconds `name` still has to wait, if any. Counts this try as a
    /// failure until [`Throttle::forgive`]: so that a hundred tries at once are
    /// a hundred tries.
    #[must_use]
    pub fn try_now(&self, name: &str) -> Option<u64> {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        if tries.len() >= NAMES {
            tries.retain(|_, (_, last)| now.duration_since(*last) < WAIT);
        }
        if tries.len() >= NAMES && !tries.contains_key(name) {
            return Some(WAIT.as_secs());
        }
        let (count, last) = tries.entry(name.to_owned()).or_insert((0, now));
        let since = now.duration_since(*last);
        if since >= WAIT {
            *count = 0;
        }
        if *count >= FREE {
            return Some((WAIT - since).as_secs().max(1));
        }
        *count += 1;
        *last = now;
        None
    }

    /// It was right: earlier failures no longer count.
    pub fn forgive(&self, name: &str) {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tries.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_failure_waits_and_nobody_else_does() {
        let throttle = Throttle::default();
        for _ in 0..FREE {
            assert_eq!(throttle.try_now("a"), None);
        }
        assert!(throttle.try_now("a").is_some_and(|s| (1..=60).contains(&s)));
        assert_eq!(throttle.try_now("b"), None);
    }

    #[test]
    fn who_was_right_starts_afresh() {
        let throttle = Throttle::default();
        for _ in 0..20 {
            assert_eq!(throttle.try_now("a"), None);
            throttle.forgive("a");
        }
    }

    #[test]
    fn memory_is_bounded() {
        let throttle = Throttle::default();
        for n in 0..NAMES + 10 {
            let _ = throttle.try_now(&n.to_string());
        }
        assert!(throttle.0.lock().unwrap().len() <= NAMES);
    }
}
