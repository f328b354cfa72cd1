//! Trying mailboxes with another sign-in, by reading only, and moving those it
//! can carry.

use super::batch::BATCHES;
use super::runs::Stop;
use super::{Proofs, Running, steps, verdict};
use crate::clock;
use crate::store::{Actor, MovingRow, StoreError};
use contract::accounts::Account;
use contract::catalogue::Cause;
use contract::ids::{Address, RunId, SignInId};
use contract::mailboxes::{Light, LightState, Mailbox, ProofKind, ServedBy, Verdict};
use contract::sign_ins::{MoveOutcome, MovedMailbox};
use futures_util::{StreamExt, stream};

/// What came of trying mailboxes with another sign-in.
pub struct Tried {
    /// Each, in order.
    pub items: Vec<MovedMailbox>,
    /// The run that proves what was moved.
    pub run: Option<RunId>,
}

/// A mailbox with what the other sign-in found.
struct Read<'a> {
    mailbox: &'a Mailbox,
    lights: Vec<Light>,
}

impl Read<'_> {
    /// What this says, and why it is not green.
    fn outcome(&self) -> (MoveOutcome, Option<Cause>) {
        let with = |state| self.lights.iter().find(|light| light.state == state);
        match (with(LightState::Red), with(LightState::Unknown)) {
            (Some(red), _) => (MoveOutcome::Red, red.cause),
            (None, Some(unknown)) => (MoveOutcome::Unknown, unknown.cause),
            (None, None) => (MoveOutcome::Green, None),
        }
    }
}

impl Proofs {
    /// Reads mailboxes of an account with another of its sign-ins, and moves
    /// those for which that works, together; unless `dry_run`. What was moved is
    /// then proved in full, as a run.
    ///
    /// # Errors
    /// Where the store refuses; then nothing was moved.
    pub async fn move_to(
        &self,
        account: &Account,
        to: &ServedBy,
        mailboxes: &[Mailbox],
        dry_run: bool,
        actor: &Actor,
    ) -> Result<Tried, StoreError> {
        // No other proof stores what it found with the sign-in before.
        let (mine, busy): (Vec<&Mailbox>, Vec<&Mailbox>) = mailboxes
            .iter()
            .filter(|mailbox| carried_by(mailbox) != Some(&to.id))
            .partition(|mailbox| {
                let steps = steps(mailbox, ProofKind::Check).len();
                self.claim(&mailbox.address, ProofKind::Check, steps)
            });
        let guards: Vec<Running<'_>> = mine
            .iter()
            .map(|mailbox| Running(self, &mailbox.address))
            .collect();
        let read = self.read_as(account, to, &mine).await;
        let (moved, run) = match dry_run {
            true => (Vec::new(), None),
            false => self.move_green(account, to, &read, actor).await?,
        };
        drop(guards);
        if let Some(run) = &run {
            self.drive(run);
        }
        let item = |mailbox: &Mailbox| {
            let address = mailbox.address.clone();
            let found = read.iter().find(|one| one.mailbox.address == address);
            let (outcome, cause) = match found.map(Read::outcome) {
                Some((MoveOutcome::Green, _)) if moved.contains(&address) => {
                    (MoveOutcome::Moved, None)
                }
                // Somebody changed it meanwhile.
                Some((MoveOutcome::Green, _)) if !dry_run => {
                    (MoveOutcome::Unknown, Some(Cause::ChangedMeanwhile))
                }
                Some(outcome) => outcome,
                None if busy.iter().any(|one| one.address == address) => {
                    (MoveOutcome::Unknown, Some(Cause::Busy))
                }
                None => (MoveOutcome::Already, None),
            };
            MovedMailbox {
                address,
                outcome,
                cause,
            }
        };
        let items = mailboxes.iter().map(item).collect();
        Ok(Tried { items, run })
    }

    /// What another sign-in finds in mailboxes.
    async fn read_as<'a>(
        &self,
        account: &Account,
        to: &ServedBy,
        mailboxes: &[&'a Mailbox],
    ) -> Vec<Read<'a>> {
        let never = Stop::default();
        let parts = mailboxes.chunks(microsoft::BATCH_MAX).map(|part| {
            let never = &never;
            async move {
                let as_other: Vec<Mailbox> = part
                    .iter()
                    .map(|mailbox| Mailbox {
                        sign_in: Some(to.clone()),
                        ..(*mailbox).clone()
                    })
                    .collect();
                let others: Vec<&Mailbox> = as_other.iter().collect();
                let found = self.look_at(account, &others, never).await;
                let found = found.unwrap_or_default();
                part.iter()
                    .zip(found)
                    .map(|(mailbox, lights)| Read { mailbox, lights })
                    .collect::<Vec<_>>()
            }
        });
        let parts: Vec<_> = parts.collect();
        let mut read = stream::iter(parts).buffered(BATCHES);
        let mut all = Vec::new();
        while let Some(part) = read.next().await {
            all.extend(part);
        }
        all
    }

    async fn move_green(
        &self,
        account: &Account,
        to: &ServedBy,
        read: &[Read<'_>],
        actor: &Actor,
    ) -> Result<(Vec<Address>, Option<RunId>), StoreError> {
        let now = clock::now();
        let green: Vec<(&Read<'_>, Verdict)> = read
            .iter()
            .filter(|one| one.outcome().0 == MoveOutcome::Green)
            .map(|one| {
                let purposes = one.mailbox.purposes;
                (one, verdict(&one.lights, purposes, account, now))
            })
            .collect();
        if green.is_empty() {
            return Ok((Vec::new(), None));
        }
        let moving: Vec<MovingRow<'_>> = green
            .iter()
            .map(|(one, verdict)| MovingRow {
                address: &one.mailbox.address,
                from: carried_by(one.mailbox),
                lights: &one.lights,
                verdict,
            })
            .collect();
        let store = &self.0.store;
        store
            .move_mailboxes(&account.id, &to.id, &moving, actor)
            .await
    }
}

fn carried_by(mailbox: &Mailbox) -> Option<&SignInId> {
    mailbox.sign_in.as_ref().map(|served| &served.id)
}
