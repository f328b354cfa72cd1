//! The gate to one tenant's token endpoint.
//!
//! Only so many refreshes of a tenant are under way at once, so that a slow one
//! keeps no other tenant waiting. And when Microsoft asks to wait, or fails
//! several times in a row, nobody asks until that time is over: a wait that one
//! job was told of holds for all of them.

use crate::random;
use microsoft::Fault;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Refreshes of one tenant at once.
const AT_ONCE: usize = 8;

/// After so many failures in a row the gate closes by itself.
const IN_A_ROW: u32 = 3;

/// How long it closes the first time; each time after that twice as long.
const SHORTEST: Duration = Duration::from_secs(10);

/// How long it closes at most, also where Microsoft asks for more.
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// A tenant's gate.
pub(super) struct Gate {
    places: Semaphore,
    trouble: Mutex<Trouble>,
}

#[derive(Default)]
struct Trouble {
    in_a_row: u32,
    closed: Option<(Instant, Fault)>,
}

impl Default for Gate {
    fn default() -> Self {
        Self {
            places: Semaphore::new(AT_ONCE),
            trouble: Mutex::default(),
        }
    }
}

impl Gate {
    /// Waits for a place. What is returned is held while Microsoft is asked.
    ///
    /// # Errors
    /// The failure that closed the gate, while it is closed.
    pub(super) async fn enter(&self) -> Result<Option<SemaphorePermit<'_>>, Fault> {
        self.pass(Instant::now())?;
        // It is never shut down, so there always is a place in the end.
        let place = self.places.acquire().await.ok();
        // It may have closed while others were inside.
        self.pass(Instant::now())?;
        Ok(place)
    }

    /// Hears what came of a refresh.
    pub(super) fn heard(&self, fault: Option<&Fault>) {
        self.note(fault, Instant::now(), jitter());
    }

    fn pass(&self, now: Instant) -> Result<(), Fault> {
        match &self.trouble().closed {
            Some((until, fault)) if *until > now => Err(fault.clone()),
            _ => Ok(()),
        }
    }

    fn note(&self, fault: Option<&Fault>, now: Instant, jitter: f64) {
        let mut trouble = self.trouble();
        // An answer about one sign-in or one account is an answer: the tenant
        // can be asked.
        let Some(fault) = fault.filter(|fault| !fault.is_verdict()) else {
            *trouble = Trouble::default();
            return;
        };
        trouble.in_a_row = trouble.in_a_row.saturating_add(1);
        let wait = match fault.retry_after() {
            // Exactly as long as Microsoft asks for.
            Some(wait) => wait.min(LONGEST),
            None if trouble.in_a_row >= IN_A_ROW => {
                let doubled = 1_u32 << (trouble.in_a_row - IN_A_ROW).min(7);
                (SHORTEST * doubled).min(LONGEST).mul_f64(jitter)
            }
            None => return,
        };
        trouble.closed = Some((now + wait, fault.clone()));
    }

    fn trouble(&self) -> std::sync::MutexGuard<'_, Trouble> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Between 0.75 and 1.25, so that replicas do not knock all at once.
fn jitter() -> f64 {
    let [byte] = random::bytes();
    0.75 + f64::from(byte) / 510.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn later(now: Instant, seconds: u64) -> Instant {
        now + Duration::from_secs(seconds)
    }

    #[test]
    fn it_closes_after_some_failures_in_a_row_for_longer_each_time() {
        let (gate, now) = (Gate::default(), Instant::now());
        for _ in 0..2 {
            gate.note(Some(&Fault::Silent), now, 1.0);
            assert!(gate.pass(now).is_ok());
        }
        gate.note(Some(&Fault::Silent), now, 1.0);
        assert!(gate.pass(later(now, 9)).is_err());
        assert!(gate.pass(later(now, 10)).is_ok());
        gate.note(Some(&Fault::Silent), now, 1.0);
        assert!(gate.pass(later(now, 19)).is_err());
        for _ in 0..20 {
            gate.note(Some(&Fault::Silent), now, 1.0);
        }
        assert!(gate.pass(later(now, 15 * 60)).is_ok());
    }

    #[test]
    fn one_answer_opens_it() {
        let (gate, now) = (Gate::default(), Instant::now());
        for _ in 0..5 {
            gate.note(Some(&Fault::Unreachable), now, 1.0);
        }
        gate.note(None, now, 1.0);
        assert!(gate.pass(now).is_ok());
        gate.note(Some(&Fault::Unreachable), now, 1.0);
        assert!(gate.pass(now).is_ok(), "it counts from the start again");
    }
}
