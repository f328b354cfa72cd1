//! Waves at work: some accounts are switched, each is proved at once, and what
//! fails is put back. It goes on where it was after a stop, a crash, or in
//! another process.

use super::runs::{BUSY, LOOK, Stop};
use super::{ANOTHER_AFTER, AT_ONCE, Proofs, Running, some_at_once, steps};
use crate::store::StoreError;
use contract::catalogue::Cause;
use contract::ids::{Address, WaveId};
use contract::mailboxes::{Mailbox, ProofKind};
use contract::runs::Outcome;
use contract::waves::WaveItemState;

/// Accounts that are switched at once, before the first of them is proved.
const PART: i64 = 20;

/// How often a proof is made that comes to no answer.
const TRIES: usize = 3;

impl Proofs {
    /// Takes up the waves that nobody works on.
    ///
    /// # Errors
    /// Where the store refuses.
    pub async fn resume_waves(&self) -> Result<(), StoreError> {
        for id in self.0.store.waves_under_way().await? {
            self.drive_wave(&id);
        }
        Ok(())
    }

    /// Works on a wave in the background, if this process does not already.
    pub fn drive_wave(&self, id: &WaveId) {
        let (proofs, wave) = (self.clone(), id.clone());
        self.drive_by(id.as_str(), move |stop| async move {
            if let Err(error) = proofs.work_on_wave(&wave, &stop).await {
                tracing::error!(%wave, %error, "a wave was cut short; it goes on in a moment");
            }
        });
    }

    async fn work_on_wave(&self, id: &WaveId, stop: &Stop) -> Result<(), StoreError> {
        if !self.0.store.hold_wave(id).await? {
            return Ok(());
        }
        // Both at once: the one may hold what the other waits for.
        tokio::select! {
            done = self.go_through(id, stop) => done,
            error = self.keep_holding_wave(id, stop) => Err(error),
        }
    }

    async fn keep_holding_wave(&self, id: &WaveId, stop: &Stop) -> StoreError {
        loop {
            tokio::time::sleep(LOOK).await;
            match self.0.store.hold_wave(id).await {
                Ok(true) => {}
                Ok(false) => stop.set(),
                Err(error) => return error,
            }
        }
    }

    async fn go_through(&self, id: &WaveId, stop: &Stop) -> Result<(), StoreError> {
        let store = &self.0.store;
        let switching = Some(WaveItemState::Switching);
        while !stop.is_set() {
            let left = store.wave_items(id, switching, 0, PART).await?;
            if left.is_empty() {
                if !store.switch_next(id, PART).await? {
                    return store.end_wave(id).await;
                }
                continue;
            }
            let proofs = left.iter().map(|item| self.settle(id, &item.address, stop));
            some_at_once(AT_ONCE, proofs.collect()).await?;
        }
        Ok(())
    }

    /// Proves an account that was switched, and notes what came of it.
    async fn settle(&self, id: &WaveId, address: &Address, stop: &Stop) -> Result<(), StoreError> {
        let mut proved = Err(Cause::NotFound);
        for _ in 0..TRIES {
            let mailbox = match self.0.store.mailbox(address).await {
                Err(StoreError::NotFound) => break,
                found => found?,
            };
            let Some((outcome, cause)) = self.prove_switched(&mailbox, stop).await? else {
                return Ok(());
            };
            proved = match outcome {
                Outcome::Green => Ok(()),
                _ => Err(cause.unwrap_or(Cause::NotReady)),
            };
            // No answer says nothing about the mailbox: it is asked again.
            if outcome != Outcome::Unknown || !stop.wait(ANOTHER_AFTER).await {
                break;
            }
        }
        self.0.store.settle_switch(id, address, proved).await
    }

    /// The full proof, once nothing else proves the mailbox. `None` where the
    /// work on the wave ends.
    async fn prove_switched(
        &self,
        mailbox: &Mailbox,
        stop: &Stop,
    ) -> Result<Option<(Outcome, Option<Cause>)>, StoreError> {
        let steps = steps(mailbox, ProofKind::Full);
        while !self.claim(&mailbox.address, ProofKind::Full, steps.len()) {
            if !stop.wait(BUSY).await {
                return Ok(None);
            }
        }
        let _guard = Running(self, &mailbox.address);
        self.prove(mailbox, &steps, None).await.map(Some)
    }
}
