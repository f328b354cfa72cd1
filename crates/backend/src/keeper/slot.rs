//! What the keeper has in memory of one sign-in.

use super::Access;
use crate::clock;
use contract::ids::{AccountId, SignInId};
use contract::time::Timestamp;
use microsoft::Fault;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Mutex as AsyncMutex;

/// Where Graph refuses one token after the other, it is not for their sake: this
/// often another one is asked for.
const REPLACED_AGAIN: Duration = Duration::from_secs(60);

/// One sign-in.
#[derive(Default)]
pub(super) struct Slot {
    access: Mutex<Option<Access>>,
    /// Known after the first look into the store.
    pub(super) account: OnceLock<AccountId>,
    /// The last token that Graph refused, and when it did.
    refused: Mutex<Option<(Access, Instant)>>,
    /// Held during a refresh: who waits for it finds the result.
    pub(super) refreshing: AsyncMutex<Option<Failed>>,
    used_at: AtomicI64,
}

/// The last failure that may pass.
pub(super) struct Failed {
    pub(super) fault: Fault,
    pub(super) until: Instant,
}

impl Slot {
    /// The token in memory, if it serves for at least `margin_ms`.
    pub(super) fn good(&self, margin_ms: i64) -> Option<Access> {
        let held = self.held().clone();
        held.filter(|access| self.serves(access, margin_ms))
    }

    /// Whether a token lives at least `margin_ms`, and Graph has not refused it.
    pub(super) fn serves(&self, access: &Access, margin_ms: i64) -> bool {
        let refused = lock(&self.refused);
        access.lives(margin_ms) && !refused.as_ref().is_some_and(|(token, _)| token.is(access))
    }

    /// Graph refused this token. Says whether another one is asked for: not where
    /// this one came in the place of a refused one a moment ago.
    pub(super) fn refuse(&self, access: &Access) -> bool {
        let mut refused = lock(&self.refused);
        match &*refused {
            Some((token, _)) if token.is(access) => true,
            Some((_, at)) if at.elapsed() < REPLACED_AGAIN => false,
            _ => {
                *refused = Some((access.clone(), Instant::now()));
                true
            }
        }
    }

    /// Keeps a token.
    pub(super) fn keep(&self, access: Access) {
        *self.held() = Some(access);
    }

    /// Forgets the token: the store has another one.
    pub(super) fn forget(&self) {
        *self.held() = None;
    }

    /// Notes that somebody needs this sign-in.
    pub(super) fn used(&self) {
        self.used_at.store(clock::now().0, Ordering::Relaxed);
    }

    /// Whether it is worth renewing before anybody waits for it: needed since
    /// `since`, and its token ends before `end`.
    pub(super) fn will_be_missed(&self, since: Timestamp, end: Timestamp) -> bool {
        self.used_at.load(Ordering::Relaxed) >= since.0
            && self.held().as_ref().is_some_and(|a| a.expires_at < end)
    }

    fn held(&self) -> MutexGuard<'_, Option<Access>> {
        lock(&self.access)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A share of `span_ms` that is always the same for one sign-in, so that those
/// that began together do not end together for ever.
pub(super) fn share(id: &SignInId, span_ms: i64) -> i64 {
    let sum = id
        .as_str()
        .bytes()
        .fold(7_i64, |sum, byte| (sum * 31 + i64::from(byte)) % 9973);
    span_ms * sum / 9973
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::SecretString;

    #[test]
    fn only_what_is_used_and_about_to_end_is_renewed_ahead() {
        let slot = Slot::default();
        let now = clock::now();
        let (hour_ago, soon) = (now.plus_ms(-3_600_000), now.plus_ms(600_000));
        slot.used();
        assert!(!slot.will_be_missed(hour_ago, soon), "nothing in memory");
        slot.keep(Access {
            token: SecretString::from("t").into(),
            expires_at: now.plus_ms(300_000),
        });
        assert!(slot.will_be_missed(hour_ago, soon));
        assert!(!slot.will_be_missed(now.plus_ms(1), soon), "unused");
        assert!(!slot.will_be_missed(hour_ago, now), "lives on");
    }

    #[test]
    fn a_share_lies_within_its_span() {
        for n in 0..100 {
            let id = format!("0198c5d2-7b1a-7c3d-8e4f-{n:012}");
            let share = share(&SignInId::parse(&id).unwrap(), 1000);
            assert!((0..1000).contains(&share), "{share}");
        }
    }
}
