//! The ledger of hand-outs, on its way to the audit.
//!
//! A hand-out must not wait for a write to disk, and a job that asks every
//! minute must not fill the audit. So hand-outs are counted here per job,
//! mailbox and purpose. The first of an hour is written within seconds, the
//! rest of that hour as one line with their number when the hour is over. A
//! power cut loses at most such a number, never the fact that a job used a
//! mailbox longer than some seconds ago. Where the audit cannot be written, the
//! ledger fills up, and from then on nothing is handed out.

use crate::clock;
use crate::store::{HandOut, Store, StoreError};
use contract::ids::{Address, Name};
use contract::purposes::Purpose;
use contract::time::Timestamp;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long hand-outs of one kind are counted before their number is written.
const COUNTED: Duration = Duration::from_secs(60 * 60);

/// So many kinds of hand-outs (jobs × mailboxes × purposes) are counted at once.
const KINDS_MAX: usize = 100_000;

/// So long the audit may be away before hand-outs stop.
const AWAY_MAX: Duration = Duration::from_secs(5 * 60);

/// The ledger. Cheap to clone.
#[derive(Clone)]
pub struct Ledger {
    store: Store,
    pages: Arc<Mutex<Pages>>,
}

#[derive(Default)]
struct Pages {
    kinds: HashMap<(Name, Address, Purpose), Kind>,
    /// Since when the audit cannot be written.
    away_since: Option<Instant>,
}

struct Kind {
    /// When the hour began that is counted.
    since: Instant,
    /// Not written yet.
    count: u64,
    /// Whether the first of this hour was written.
    written: bool,
    /// The last hand-out.
    last: Timestamp,
}

impl Kind {
    fn new() -> Self {
        Self {
            since: Instant::now(),
            count: 0,
            written: false,
            last: clock::now(),
        }
    }
}

/// Too much waits for the audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the audit cannot be written")]
pub struct LedgerFull;

impl Ledger {
    /// An empty ledger.
    pub(super) fn new(store: Store) -> Self {
        let pages = Arc::default();
        Self { store, pages }
    }

    /// Notes a hand-out, before it happens.
    ///
    /// # Errors
    /// [`LedgerFull`]: then it must not happen.
    pub fn note(&self, job: &Name, mailbox: &Address, purpose: Purpose) -> Result<(), LedgerFull> {
        let mut pages = self.pages();
        let away = pages.away_since.is_some_and(|at| at.elapsed() > AWAY_MAX);
        if pages.kinds.len() >= KINDS_MAX {
            // What waits for nothing is only there to be counted: its hour
            // ends early.
            pages.kinds.retain(|_, kind| kind.count > 0);
        }
        if away || pages.kinds.len() >= KINDS_MAX {
            return Err(LedgerFull);
        }
        let kind = (job.clone(), mailbox.clone(), purpose);
        let kind = pages.kinds.entry(kind).or_insert_with(Kind::new);
        if kind.count == 0 && !kind.written {
            // The first after an hour that is over.
            kind.since = Instant::now();
        }
        kind.count += 1;
        kind.last = clock::now();
        Ok(())
    }

    /// When a token of a mailbox was last handed out for a purpose. Of what
    /// another process handed out the first of an hour is known within seconds,
    /// the last when that hour is over.
    ///
    /// # Errors
    /// Where the store refuses.
    pub async fn last_hand_out(
        &self,
        mailbox: &Address,
        purpose: Purpose,
    ) -> Result<Option<Timestamp>, StoreError> {
        let here = self.pages().last(mailbox, purpose);
        Ok(here.max(self.store.last_hand_out(mailbox, purpose).await?))
    }

    /// Writes what is due into the audit; at the end of the process everything.
    ///
    /// # Errors
    /// Where it cannot be written; then it waits here.
    pub async fn write(&self, everything: bool) -> Result<(), StoreError> {
        let due = self.pages().take_due(everything);
        if due.is_empty() {
            return Ok(());
        }
        let done = self.store.note_hand_outs(&due).await;
        let mut pages = self.pages();
        match &done {
            Ok(()) => pages.away_since = None,
            Err(_) => {
                pages.put_back(&due);
                pages.away_since.get_or_insert_with(Instant::now);
            }
        }
        done
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pages {
    fn last(&self, mailbox: &Address, purpose: Purpose) -> Option<Timestamp> {
        let of = |(_, address, of): &(Name, Address, Purpose)| address == mailbox && *of == purpose;
        let kinds = self.kinds.iter().filter(|(kind, _)| of(kind));
        kinds.map(|(_, kind)| kind.last).max()
    }

    fn take_due(&mut self, everything: bool) -> Vec<HandOut> {
        let mut due = Vec::new();
        for ((job, mailbox, purpose), kind) in &mut self.kinds {
            let over = everything || kind.since.elapsed() >= COUNTED;
            if kind.count > 0 && (over || !kind.written) {
                due.push(HandOut {
                    job: job.clone(),
                    mailbox: mailbox.clone(),
                    purpose: *purpose,
                    count: std::mem::take(&mut kind.count),
                    last: kind.last,
                });
                kind.written = true;
            }
            if over {
                kind.written = false;
            }
        }
        due
    }

    fn put_back(&mut self, due: &[HandOut]) {
        for hand_out in due {
            let kind = (
                hand_out.job.clone(),
                hand_out.mailbox.clone(),
                hand_out.purpose,
            );
            let kind = self.kinds.entry(kind).or_insert_with(Kind::new);
            kind.count += hand_out.count;
            kind.last = kind.last.max(hand_out.last);
            kind.written = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::store;

    fn kinds() -> (Name, Address) {
        let address = Address::parse("facturen@contoso.nl").unwrap();
        (Name::parse("Import").unwrap(), address)
    }

    async fn lines(store: &Store) -> Vec<String> {
        let filter = crate::store::AuditFilter {
            object: Some("facturen@contoso.nl".to_owned()),
            ..Default::default()
        };
        let lines = store.audit_before(&filter, i64::MAX, 10).await.unwrap();
        lines.into_iter().map(|line| line.detail).collect()
    }

    #[tokio::test]
    async fn the_first_is_written_soon_and_the_rest_as_a_number() {
        let (_folder, store) = store().await;
        let ledger = Ledger::new(store.clone());
        let (job, mailbox) = kinds();
        ledger.note(&job, &mailbox, Purpose::Import).unwrap();
        ledger.write(false).await.unwrap();
        assert_eq!(lines(&store).await, ["import 1"]);
        for _ in 0..5 {
            ledger.note(&job, &mailbox, Purpose::Import).unwrap();
            ledger.write(false).await.unwrap();
        }
        assert_eq!(lines(&store).await, ["import 1"]);
        ledger.write(true).await.unwrap();
        assert_eq!(lines(&store).await, ["import 5", "import 1"]);
        // Another hour begins with a line of its own.
        ledger.note(&job, &mailbox, Purpose::Import).unwrap();
        ledger.write(false).await.unwrap();
        assert_eq!(lines(&store).await, ["import 1", "import 5", "import 1"]);
        assert_eq!(store.verify_audit().await.unwrap(), 3);
    }

    #[tokio::test]
    async fn the_last_hand_out_is_known_here_and_to_others_when_its_hour_is_over() {
        let (_folder, store) = store().await;
        let ledger = Ledger::new(store.clone());
        let (job, mailbox) = kinds();
        ledger.note(&job, &mailbox, Purpose::Import).unwrap();
        let half_an_hour_ago = clock::now().plus_ms(-30 * 60 * 1000);
        for kind in ledger.pages().kinds.values_mut() {
            kind.last = half_an_hour_ago;
        }
        let last =
            async |ledger: &Ledger, purpose| ledger.last_hand_out(&mailbox, purpose).await.unwrap();
        assert_eq!(last(&ledger, Purpose::Import).await, Some(half_an_hour_ago));
        assert_eq!(last(&ledger, Purpose::ExportJob).await, None);
        let another = Ledger::new(store.clone());
        assert_eq!(last(&another, Purpose::Import).await, None);
        ledger.write(true).await.unwrap();
        // When it was, and not when the line was written.
        assert_eq!(
            last(&another, Purpose::Import).await,
            Some(half_an_hour_ago)
        );
        assert_eq!(last(&ledger, Purpose::Import).await, Some(half_an_hour_ago));
    }

    #[tokio::test]
    async fn what_cannot_be_written_waits_and_at_last_nothing_is_handed_out() {
        let (_folder, store) = store().await;
        let ledger = Ledger::new(store.clone());
        let (job, mailbox) = kinds();
        ledger.note(&job, &mailbox, Purpose::Import).unwrap();
        store.close().await;
        ledger.write(false).await.unwrap_err();
        ledger.note(&job, &mailbox, Purpose::Import).unwrap();
        assert_eq!(ledger.pages().take_due(false)[0].count, 2);
        ledger.pages().away_since = Instant::now().checked_sub(AWAY_MAX * 2);
        let refused = ledger.note(&job, &mailbox, Purpose::Import);
        assert_eq!(refused, Err(LedgerFull));
    }
}
