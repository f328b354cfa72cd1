//! Slows down whoever guesses: after a few failures under one name, that name
//! waits, longer each time (ASVS 5.0 6.3.1). A soft lock: it opens by itself,
//! and nobody has to be asked.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a name waits at first.
const WAIT: Duration = Duration::from_secs(60);

/// How long it waits at most.
const WAIT_MAX: Duration = Duration::from_secs(15 * 60);

/// After this long without a failure, earlier ones are forgotten.
const REMEMBERED: Duration = Duration::from_secs(60 * 60);

/// Names that are remembered at most: memory is no prize for guessing.
const NAMES: usize = 10_000;

/// Counts failures by name.
pub struct Throttle {
    /// Failures before waiting starts.
    free: u32,
    tries: Mutex<HashMap<String, Tries>>,
}

struct Tries {
    count: u32,
    last: Instant,
}

impl Throttle {
    /// One that lets `free` failures pass.
    #[must_use]
    pub fn after(free: u32) -> Self {
        Self {
            free,
            tries: Mutex::default(),
        }
    }

    /// How many seconds `name` still has to wait, if any. Counts this try as a
    /// failure until [`Throttle::forgive`]: so that a hundred tries at once are
    /// a hundred tries.
    #[must_use]
    pub fn try_now(&self, name: &str) -> Option<u64> {
        self.try_at(name, Instant::now())
    }

    fn try_at(&self, name: &str, now: Instant) -> Option<u64> {
        let mut all = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= NAMES && !all.contains_key(name) {
            make_room(&mut all, now);
        }
        let tries = all.entry(name.to_owned()).or_insert(Tries {
            count: 0,
            last: now,
        });
        let since = now.duration_since(tries.last);
        if since >= REMEMBERED {
            tries.count = 0;
        }
        let wait = self.wait_after(tries.count);
        if since < wait {
            return Some((wait - since).as_secs().max(1));
        }
        tries.count = tries.count.saturating_add(1);
        tries.last = now;
        None
    }

    fn wait_after(&self, failures: u32) -> Duration {
        match failures.checked_sub(self.free) {
            None => Duration::ZERO,
            Some(more) => WAIT.saturating_mul(1 << more.min(10)).min(WAIT_MAX),
        }
    }

    /// It was right: earlier failures under this name no longer count.
    pub fn forgive(&self, name: &str) {
        let mut all = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(name);
    }

    /// It was right, but says nothing about the others who share the name: only
    /// this try no longer counts.
    pub fn take_back(&self, name: &str) {
        let mut all = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tries) = all.get_mut(name) {
            tries.count = tries.count.saturating_sub(1);
        }
    }
}

/// The name under which an address counts. Whoever has one IPv6 address has the
/// whole /64 around it.
#[must_use]
pub fn name_of(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// Forgets what is old, and where nothing is, what is oldest.
fn make_room(all: &mut HashMap<String, Tries>, now: Instant) {
    all.retain(|_, tries| now.duration_since(tries.last) < REMEMBERED);
    if all.len() >= NAMES {
        let oldest = all
            .iter()
            .min_by_key(|(_, tries)| tries.last)
            .map(|(name, _)| name.clone());
        if let Some(oldest) = oldest {
            all.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_failure_waits_and_nobody_else_does() {
        let throttle = Throttle::after(5);
        for _ in 0..5 {
            assert_eq!(throttle.try_now("a"), None);
        }
        assert!(throttle.try_now("a").is_some_and(|s| (1..=60).contains(&s)));
        assert_eq!(throttle.try_now("b"), None);
    }

    #[test]
    fn each_further_failure_waits_longer_up_to_a_quarter_of_an_hour() {
        let throttle = Throttle::after(1);
        let mut now = Instant::now();
        assert_eq!(throttle.try_at("a", now), None);
        for minutes in [1, 2, 4, 8, 15, 15] {
            let wait = throttle.try_at("a", now).unwrap();
            assert_eq!(wait, minutes * 60);
            now += Duration::from_secs(wait);
            assert_eq!(throttle.try_at("a", now), None, "{minutes}");
        }
        now += REMEMBERED;
        assert_eq!(throttle.try_at("a", now), None);
        assert_eq!(throttle.try_at("a", now), Some(60));
    }

    #[test]
    fn who_was_right_starts_afresh() {
        let throttle = Throttle::after(5);
        for _ in 0..20 {
            assert_eq!(throttle.try_now("a"), None);
            throttle.forgive("a");
        }
        for _ in 0..5 {
            assert_eq!(throttle.try_now("b"), None);
        }
        throttle.take_back("b");
        assert_eq!(throttle.try_now("b"), None);
        assert!(throttle.try_now("b").is_some());
    }

    #[test]
    fn memory_is_bounded() {
        let throttle = Throttle::after(5);
        for n in 0..NAMES + 10 {
            assert_eq!(throttle.try_now(&n.to_string()), None);
        }
        assert!(throttle.tries.lock().unwrap().len() <= NAMES);
    }

    #[test]
    fn one_ipv6_network_is_one_name() {
        let name = |text: &str| name_of(text.parse().unwrap());
        assert_eq!(name("2001:db8::1"), name("2001:db8::ffff"));
        assert_ne!(name("2001:db8::1"), name("2001:db8:0:1::1"));
        assert_eq!(name("192.0.2.1"), "192.0.2.1");
    }
}
