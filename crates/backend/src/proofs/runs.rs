//! Runs: proofs of many mailboxes, stored mailbox by mailbox, so that a run
//! goes on where it was after a stop, a crash, or in another process.

use super::{AT_ONCE, Proofs, Running, some_at_once, steps};
use crate::store::{Actor, NewRunRow, StoreError};
use contract::ids::RunId;
use contract::mailboxes::{Mailbox, ProofKind};
use contract::runs::RunState;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

/// Mailboxes in memory at once.
const PART: i64 = 1000;

/// How often a process shows that it still works on a run, and sees whether
/// somebody stopped it elsewhere.
pub(super) const LOOK: Duration = Duration::from_secs(2);

/// How long to wait for mailboxes that something else is proving.
pub(super) const BUSY: Duration = Duration::from_millis(300);

/// Says that a run is to end.
#[derive(Clone, Default)]
pub(super) struct Stop(Arc<AtomicBool>);

impl Stop {
    pub(super) fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    pub(super) fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Waits, but no longer than until the run is to end. Says whether it goes on.
    pub(super) async fn wait(&self, long: Duration) -> bool {
        let end = tokio::time::Instant::now() + long;
        while !self.is_set() && tokio::time::Instant::now() < end {
            let left = end - tokio::time::Instant::now();
            tokio::time::sleep(left.min(Duration::from_millis(200))).await;
        }
        !self.is_set()
    }
}

impl Proofs {
    /// Stores a run and starts it. `None` where it would be over nothing.
    ///
    /// # Errors
    /// Where the store refuses.
    pub async fn start_run(
        &self,
        new: &NewRunRow<'_>,
        actor: &Actor,
    ) -> Result<Option<RunId>, StoreError> {
        let id = self.0.store.add_run(new, actor).await?;
        if let Some(id) = &id {
            self.drive(id);
        }
        Ok(id)
    }

    /// Takes up the runs that nobody works on: after a start, and those of a
    /// process that is gone.
    ///
    /// # Errors
    /// Where the store refuses.
    pub async fn resume_runs(&self) -> Result<(), StoreError> {
        for id in self.0.store.runs_under_way().await? {
            self.drive(&id);
        }
        Ok(())
    }

    /// Ends the work on a run that somebody stopped.
    pub fn leave_run(&self, id: &RunId) {
        if let Some(stop) = self.driven().get(id.as_str()) {
            stop.set();
        }
    }

    /// Works on a run in the background, if this process does not already.
    pub fn drive(&self, id: &RunId) {
        let (proofs, run) = (self.clone(), id.clone());
        self.drive_by(id.as_str(), move |stop| async move {
            if let Err(error) = proofs.work(&run, &stop).await {
                tracing::error!(%run, %error, "a run was cut short; it goes on in a moment");
            }
        });
    }

    /// Does work in the background that goes by this id, once at a time.
    pub(super) fn drive_by<W>(&self, id: &str, work: impl FnOnce(Stop) -> W)
    where
        W: Future<Output = ()> + Send + 'static,
    {
        let stop = Stop::default();
        {
            let mut driven = self.driven();
            if driven.contains_key(id) {
                return;
            }
            driven.insert(id.to_owned(), stop.clone());
        }
        let (proofs, id, work) = (self.clone(), id.to_owned(), work(stop));
        tokio::spawn(async move {
            // Taken off also when the work panics.
            let _guard = Driven(&proofs, &id);
            work.await;
        });
    }

    async fn work(&self, id: &RunId, stop: &Stop) -> Result<(), StoreError> {
        if !self.0.store.hold_run(id).await? {
            return Ok(());
        }
        let kind = self.0.store.run(id).await?.kind;
        // Both at once: the one may hold what the other waits for.
        tokio::select! {
            done = self.go_on(id, kind, stop) => done,
            error = self.keep_holding(id, stop) => Err(error),
        }
    }

    /// Shows that we are still at it, and sees whether it is to end.
    async fn keep_holding(&self, id: &RunId, stop: &Stop) -> StoreError {
        loop {
            tokio::time::sleep(LOOK).await;
            match self.0.store.hold_run(id).await {
                Ok(true) => {}
                Ok(false) => stop.set(),
                Err(error) => return error,
            }
        }
    }

    async fn go_on(&self, id: &RunId, kind: ProofKind, stop: &Stop) -> Result<(), StoreError> {
        while !stop.is_set() {
            let left = self.0.store.run_left(id, PART).await?;
            if left.is_empty() {
                self.0.store.end_run(id).await?;
                if self.0.store.run(id).await?.state != RunState::Running {
                    return Ok(());
                }
                continue;
            }
            let before = self.0.store.run(id).await?.done;
            match kind {
                ProofKind::Check => self.check_many(left, Some(id), stop).await?,
                ProofKind::Full => self.prove_many(left, id, stop).await?,
            }
            if self.0.store.run(id).await?.done == before {
                stop.wait(BUSY).await;
            }
        }
        Ok(())
    }

    async fn prove_many(
        &self,
        mailboxes: Vec<Mailbox>,
        run: &RunId,
        stop: &Stop,
    ) -> Result<(), StoreError> {
        let proofs = mailboxes
            .iter()
            .map(|mailbox| self.prove_in(mailbox, run, stop));
        some_at_once(AT_ONCE, proofs.collect()).await
    }

    async fn prove_in(
        &self,
        mailbox: &Mailbox,
        run: &RunId,
        stop: &Stop,
    ) -> Result<(), StoreError> {
        let steps = steps(mailbox, ProofKind::Full);
        if stop.is_set() || !self.claim(&mailbox.address, ProofKind::Full, steps.len()) {
            return Ok(());
        }
        let _guard = Running(self, &mailbox.address);
        self.prove(mailbox, &steps, Some(run)).await.map(drop)
    }

    fn driven(&self) -> std::sync::MutexGuard<'_, std::collections::HashMap<String, Stop>> {
        self.0.driven.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes work off the list when it ends, however it ends.
struct Driven<'a>(&'a Proofs, &'a str);

impl Drop for Driven<'_> {
    fn drop(&mut self) {
        self.0.driven().remove(self.1);
    }
}
