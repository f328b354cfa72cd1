//! Storing what proofs found, together: a commit is a write to the disk, and one
//! such write takes as long for the findings of fifty proofs as for those of one.
//!
//! While one transaction is under way, the next ones wait and become one. Each
//! proof hears of its own only once that is committed, so nothing is ever told
//! before it is true, and where nothing else happens nothing waits.

use super::findings::{Finding, write_findings};
use super::{Store, StoreError};
use contract::ids::RunId;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

/// Mailboxes in one transaction: others who write wait for its end.
const TOGETHER: usize = 500;

/// The findings of one proof, or of one batch.
struct Part {
    findings: Vec<Finding>,
    run: Option<RunId>,
    /// Who waits to hear that they are stored.
    stored: oneshot::Sender<Result<(), StoreError>>,
}

impl Part {
    fn tell(self, stored: Result<(), StoreError>) {
        // Who no longer waits need not hear of it.
        let _ = self.stored.send(stored);
    }
}

/// What waits to be stored; `None` where nobody is storing.
#[derive(Clone, Default)]
pub(super) struct Recording(Arc<Mutex<Option<Vec<Part>>>>);

impl Recording {
    fn waiting(&self) -> MutexGuard<'_, Option<Vec<Part>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a part wait. Says whether there is nobody yet who stores it.
    fn add(&self, part: Part) -> bool {
        let mut waiting = self.waiting();
        let nobody = waiting.is_none();
        waiting.get_or_insert_default().push(part);
        nobody
    }

    /// What is stored next: as much as fits, and no mailbox twice. `None` where
    /// nothing is left.
    fn next(&self) -> Option<Vec<Part>> {
        let mut waiting = self.waiting();
        let parts = waiting.as_mut()?;
        let mut mailboxes = HashSet::new();
        let fits = |part: &Part| {
            let own = part.findings.iter().map(|one| one.address.clone());
            let before = mailboxes.len();
            mailboxes.extend(own);
            let full = before > 0 && mailboxes.len() > TOGETHER;
            !full && mailboxes.len() == before + part.findings.len()
        };
        let many = parts.iter().map(fits).take_while(|fits| *fits).count();
        if parts.is_empty() {
            *waiting = None;
            return None;
        }
        // A part that names a mailbox twice goes alone.
        Some(parts.drain(..many.max(1)).collect())
    }
}

/// Lets somebody else store where whoever does comes to a sudden end; what
/// waited then is told so. At the ordinary end nothing is left to do, and what is
/// there belongs to who stores next.
struct Storing<'a>(&'a Recording);

impl Drop for Storing<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.waiting().take();
        }
    }
}

impl Store {
    /// Stores findings. A mailbox that was removed meanwhile is passed over,
    /// and is `gone` for its run.
    ///
    /// # Errors
    /// Where the database refuses; then nothing of it is stored.
    pub async fn record(
        &self,
        findings: Vec<Finding>,
        run: Option<&RunId>,
    ) -> Result<(), StoreError> {
        let (stored, told) = oneshot::channel();
        let run = run.cloned();
        let part = Part {
            findings,
            run,
            stored,
        };
        if self.recording.add(part) {
            let store = self.clone();
            // In a task of its own: whoever waits may be gone before the end,
            // and others wait for the same.
            tokio::spawn(async move {
                let _storing = Storing(&store.recording);
                while let Some(parts) = store.recording.next() {
                    store.store_parts(parts).await;
                }
            });
        }
        told.await.unwrap_or(Err(StoreError::Busy))
    }

    async fn store_parts(&self, parts: Vec<Part>) {
        let Err(error) = self.write_parts(&parts).await else {
            parts.into_iter().for_each(|part| part.tell(Ok(())));
            return;
        };
        match <[Part; 1]>::try_from(parts) {
            Ok([part]) => part.tell(Err(error)),
            // One that is refused takes no other with it.
            Err(parts) => {
                for part in parts {
                    let stored = self.write_parts(std::slice::from_ref(&part)).await;
                    part.tell(stored);
                }
            }
        }
    }

    async fn write_parts(&self, parts: &[Part]) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        for parts in parts.chunk_by(|one, next| one.run == next.run) {
            let findings: Vec<&Finding> = parts.iter().flat_map(|part| &part.findings).collect();
            let run = parts.first().and_then(|part| part.run.as_ref());
            write_findings(&mut write, &findings, run).await?;
        }
        write.commit().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock;
    use crate::store::tests::store;
    use contract::ids::Address;
    use contract::mailboxes::{Ability, Light, LightState};
    use futures_util::future::join_all;

    async fn sql(store: &Store, statement: String) {
        let statement = sqlx::AssertSqlSafe(statement);
        let done = sqlx::query(statement).execute(store.database.write()).await;
        done.unwrap();
    }

    fn address(n: usize) -> Address {
        Address::parse(&format!("m{n}@contoso.nl")).unwrap()
    }

    /// A store with so many mailboxes.
    async fn with_mailboxes(count: usize) -> (tempfile::TempDir, Store) {
        let (folder, store) = store().await;
        let account = "insert into accounts (id, name, name_key, cloud, tenant, client_id, \
            purposes, created_at, version) values ('a', 'A', 'a', 'global', 't', 'c', '', 1, 1)";
        sql(&store, account.to_owned()).await;
        for n in 0..count {
            let mailbox = format!(
                "insert into mailboxes (address, account_id, name, purposes, added_at, added_by, \
                 verdict, verdict_rank, verdict_since) \
                 values ('{}', 'a', 'M', '', 1, 'x', 'idle', 1, 1)",
                address(n).as_str()
            );
            sql(&store, mailbox).await;
        }
        (folder, store)
    }

    fn finding(n: usize) -> Vec<Finding> {
        let light = Light {
            ability: Ability::Read,
            state: LightState::Green,
            at: clock::now(),
            took_ms: 1,
            cause: None,
            microsoft: None,
            standing: None,
        };
        vec![Finding {
            address: address(n),
            lights: vec![light],
            outdated: Vec::new(),
            end: None,
        }]
    }

    async fn results(store: &Store, n: usize) -> usize {
        let far = contract::time::Timestamp(i64::MAX);
        store.results(&address(n), far, 1000).await.unwrap().len()
    }

    #[tokio::test]
    async fn what_comes_together_is_stored_to_the_last_result() {
        let (_folder, store) = with_mailboxes(70).await;
        // Each mailbox twice, which no statement could do at once.
        let all = (0..140).map(|n| store.record(finding(n % 70), None));
        for stored in join_all(all).await {
            stored.unwrap();
        }
        for n in 0..70 {
            assert_eq!(results(&store, n).await, 2);
        }
        assert!(store.recording.waiting().is_none());
    }

    #[tokio::test]
    async fn what_is_refused_takes_nothing_else_with_it() {
        let (_folder, store) = with_mailboxes(20).await;
        let refusing = format!(
            "create trigger refusing before insert on results when new.address = '{}' \
             begin select raise(abort, 'refused'); end",
            address(7).as_str()
        );
        sql(&store, refusing).await;
        let all = (0..20).map(|n| store.record(finding(n), None));
        for (n, stored) in join_all(all).await.into_iter().enumerate() {
            assert_eq!(stored.is_err(), n == 7, "{n}");
            assert_eq!(results(&store, n).await, usize::from(n != 7));
        }
    }

    #[test]
    fn what_comes_at_the_very_end_of_another_is_not_lost() {
        let recording = Recording::default();
        let part = || Part {
            findings: finding(0),
            run: None,
            stored: oneshot::channel().0,
        };
        assert!(recording.add(part()));
        let storing = Storing(&recording);
        assert_eq!(recording.next().map(|parts| parts.len()), Some(1));
        assert!(recording.next().is_none());
        // Between its last look and its end.
        assert!(recording.add(part()));
        drop(storing);
        assert_eq!(recording.next().map(|parts| parts.len()), Some(1));
    }

    #[tokio::test]
    async fn who_no_longer_waits_takes_nothing_with_them() {
        let (_folder, store) = with_mailboxes(2).await;
        // It waits, and goes away.
        tokio::select! {
            biased;
            _ = store.record(finding(0), None) => panic!("at once"),
            () = std::future::ready(()) => {}
        }
        store.record(finding(1), None).await.unwrap();
        assert_eq!((results(&store, 0).await, results(&store, 1).await), (1, 1));
    }
}
