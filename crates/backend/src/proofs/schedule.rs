//! Checks that nobody asks for: each mailbox at a moment of its own, so that a
//! thousand of them are not one wave every six hours.

use super::Proofs;
use super::runs::Stop;
use crate::store::StoreError;
use crate::{clock, random};
use contract::mailboxes::CHECK_EVERY_MS;
use contract::runs::Outcome;
use contract::time::Timestamp;

/// What does not work is looked at again after this long: rights arrive, Microsoft
/// recovers.
const SOON_MS: i64 = 30 * 60 * 1000;

/// Each a little later still: up to a quarter of it.
const JITTER: i64 = 4;

/// A check that was taken and came to no end is due again after this long.
const TAKEN_MS: i64 = 10 * 60 * 1000;

/// Mailboxes that are taken at once.
const PART: i64 = 400;

/// When the next check is due after one with this outcome.
pub(super) fn next(outcome: Outcome) -> Timestamp {
    in_about(match outcome {
        Outcome::Green => CHECK_EVERY_MS,
        _ => SOON_MS,
    })
}

/// When the first check by itself is due of a mailbox that is added now.
#[must_use]
pub fn first() -> Timestamp {
    in_about(CHECK_EVERY_MS)
}

fn in_about(ms: i64) -> Timestamp {
    let random = i64::from(u32::from_le_bytes(random::bytes()));
    let jitter = ms / JITTER * random / i64::from(u32::MAX);
    clock::now().plus_ms(ms + jitter)
}

impl Proofs {
    /// Does the checks that are due.
    ///
    /// # Errors
    /// Where the store refuses.
    pub async fn check_due(&self) -> Result<(), StoreError> {
        loop {
            let now = clock::now();
            let until = now.plus_ms(TAKEN_MS);
            let due = self.0.store.take_due(now, until, PART).await?;
            if due.is_empty() {
                return Ok(());
            }
            self.check_many(due, None, &Stop::default()).await?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_spread_and_what_is_not_well_comes_sooner() {
        let now = clock::now().0;
        let moments: Vec<i64> = (0..50).map(|_| next(Outcome::Green).0 - now).collect();
        assert!(
            moments
                .iter()
                .all(|ms| (CHECK_EVERY_MS..CHECK_EVERY_MS * 4 / 3).contains(ms))
        );
        assert!(moments.iter().any(|ms| (ms - moments[0]).abs() > 60_000));
        assert!(next(Outcome::Red).0 - now < CHECK_EVERY_MS / 4);
    }
}
