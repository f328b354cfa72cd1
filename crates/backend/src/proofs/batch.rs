//! Read-only checks of many mailboxes: up to twenty in one request, several requests
//! at once, and never two at the same mailbox.

use super::lights::{light, take, wants_another};
use super::runs::Stop;
use super::{Dark, Proofs, Running, end, some_at_once, steps, verdict};
use crate::clock;
use crate::keeper::Access;
use crate::store::{End, Finding, StoreError};
use contract::accounts::Account;
use contract::ids::{AccountId, Address, RunId};
use contract::mailboxes::{Ability, Light, Mailbox, ProofKind};
use microsoft::{BATCH_AT_A_TIME, BATCH_MAX, Fault, Graph};
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// Batches at once: all that a part of a run has. Microsoft limits what an app
/// asks of one mailbox at once, and each mailbox is in one batch; of a batch it
/// makes four calls at a time, so these are 240 at once, of 2,000 a second.
pub(super) const BATCHES: usize = 60;

/// How often a throttled request is made again.
const TRIES: usize = 3;

/// How long to wait where Microsoft does not say, and at most where it does.
const WAIT: Duration = Duration::from_secs(5);
const WAIT_MAX: Duration = Duration::from_secs(120);

/// Mailboxes with one sign-in that are checked together.
struct Batch<'a> {
    account: &'a Account,
    mailboxes: Vec<&'a Mailbox>,
}

impl Proofs {
    /// Checks mailboxes. Those that something else is proving at the moment are
    /// passed over; for a run they stay waiting.
    pub(super) async fn check_many(
        &self,
        mailboxes: Vec<Mailbox>,
        run: Option<&RunId>,
        stop: &Stop,
    ) -> Result<(), StoreError> {
        let mine: Vec<&Mailbox> = mailboxes
            .iter()
            .filter(|mailbox| {
                let steps = steps(mailbox, ProofKind::Check).len();
                self.claim(&mailbox.address, ProofKind::Check, steps)
            })
            .collect();
        let _guards: Vec<Running<'_>> = mine
            .iter()
            .map(|mailbox| Running(self, &mailbox.address))
            .collect();
        let accounts = self.accounts_of(&mine).await?;
        let batches = batches(&mine, &accounts);
        let checks = batches
            .iter()
            .map(|batch| self.check_batch(batch, run, stop));
        some_at_once(BATCHES, checks.collect()).await
    }

    async fn accounts_of(
        &self,
        mailboxes: &[&Mailbox],
    ) -> Result<HashMap<AccountId, Account>, StoreError> {
        let mut accounts = HashMap::new();
        for mailbox in mailboxes {
            if !accounts.contains_key(&mailbox.account_id) {
                let account = self.0.store.account(&mailbox.account_id).await?;
                accounts.insert(mailbox.account_id.clone(), account);
            }
        }
        Ok(accounts)
    }

    async fn check_batch(
        &self,
        batch: &Batch<'_>,
        run: Option<&RunId>,
        stop: &Stop,
    ) -> Result<(), StoreError> {
        if stop.is_set() {
            return Ok(());
        }
        let Some(first) = self.look_at(batch.account, &batch.mailboxes, stop).await else {
            return Ok(());
        };
        let mut all: Vec<Checked<'_>> = batch
            .mailboxes
            .iter()
            .zip(first)
            .map(|(mailbox, found)| Checked::new(mailbox, found))
            .collect();
        let again: Vec<usize> = (0..all.len())
            .filter(|at| wants_another(&all[*at].found))
            .collect();
        if !again.is_empty() {
            let firsts = again.iter().map(|at| all[*at].finding(None)).collect();
            self.0.store.record(firsts, run).await?;
            if !stop.wait(super::ANOTHER_AFTER).await {
                return Ok(());
            }
            let mailboxes: Vec<&Mailbox> = again.iter().map(|at| all[*at].mailbox).collect();
            let Some(second) = self.look_at(batch.account, &mailboxes, stop).await else {
                return Ok(());
            };
            for (at, found) in again.into_iter().zip(second) {
                all[at].take(found);
            }
        }
        let now = clock::now();
        let findings = all.iter().map(|one| {
            let verdict = verdict(&one.lights, one.mailbox.purposes, batch.account, now);
            let mut end = end(&one.found, verdict);
            // Most of the time nothing is new, and nothing need be written.
            end.verdict = end.verdict.filter(|new| !new.says(&one.mailbox.verdict));
            one.finding(Some(end))
        });
        self.0.store.record(findings.collect(), run).await
    }

    /// Looks once: what each mailbox's sign-in and inbox say. `None` where the
    /// run was stopped meanwhile.
    pub(super) async fn look_at(
        &self,
        account: &Account,
        mailboxes: &[&Mailbox],
        stop: &Stop,
    ) -> Option<Vec<Vec<Light>>> {
        let first = *mailboxes.first()?;
        let begun = Instant::now();
        let access = self.sign_in(first).await;
        let signed_in = access.as_ref().map(drop).map_err(Clone::clone);
        let sign_in = light(Ability::SignIn, signed_in, begun);
        let mut lights = vec![vec![sign_in]; mailboxes.len()];
        let Ok(access) = access else {
            return Some(lights);
        };
        let readers: Vec<usize> = (0..mailboxes.len())
            .filter(|at| Ability::Read.needed(mailboxes[*at].purposes))
            .collect();
        let addresses: Vec<&Address> = readers.iter().map(|at| &mailboxes[*at].address).collect();
        let begun = Instant::now();
        let opened = self.open_all(account, &access, &addresses, stop).await?;
        let refused = opened.iter().filter_map(|result| result.as_ref().err());
        if refused
            .map(Fault::cause)
            .any(|cause| self.another_token(first, &access, cause))
        {
            return Box::pin(self.look_at(account, mailboxes, stop)).await;
        }
        for (at, result) in readers.into_iter().zip(opened) {
            lights[at].push(light(Ability::Read, result.map_err(Dark::from), begun));
        }
        Some(lights)
    }

    /// Opens inboxes in one request. What Microsoft throttled or could not do
    /// is asked for again one by one, after the time it wants to be left alone.
    async fn open_all(
        &self,
        account: &Account,
        access: &Access,
        addresses: &[&Address],
        stop: &Stop,
    ) -> Option<Vec<Result<(), Fault>>> {
        if addresses.is_empty() {
            return Some(Vec::new());
        }
        let entra = self.0.keeper.entra(account.cloud);
        let graph = Graph::new(entra.addresses(), self.0.keeper.transport(), &access.token);
        let mut tries = 1;
        let mut results = loop {
            match graph.open_inboxes(addresses).await {
                Ok(results) => break results,
                Err(fault) if fault.is_refused_for_now() && tries < TRIES => {
                    tries += 1;
                    if !stop.wait(pause(&fault)).await {
                        return None;
                    }
                }
                Err(fault) => return Some(vec![Err(fault); addresses.len()]),
            }
        };
        for (at, result) in results.iter_mut().enumerate() {
            for _ in 1..TRIES {
                let Err(fault) = result else { break };
                if !fault.is_refused_for_now() {
                    break;
                }
                if !stop.wait(pause(fault)).await {
                    return None;
                }
                *result = graph.open_inbox(addresses[at]).await;
            }
        }
        Some(results)
    }
}

/// How long Microsoft wants to be left alone.
fn pause(fault: &Fault) -> Duration {
    fault.retry_after().unwrap_or(WAIT).min(WAIT_MAX)
}

/// Mailboxes by sign-in, some at a time.
fn batches<'a>(
    mailboxes: &[&'a Mailbox],
    accounts: &'a HashMap<AccountId, Account>,
) -> Vec<Batch<'a>> {
    let mut by_sign_in: HashMap<_, Vec<&Mailbox>> = HashMap::new();
    for &mailbox in mailboxes {
        let sign_in = mailbox.sign_in.as_ref().map(|served| &served.id);
        let key = (&mailbox.account_id, sign_in);
        by_sign_in.entry(key).or_default().push(mailbox);
    }
    by_sign_in
        .into_iter()
        .filter_map(|((account, _), mailboxes)| Some((accounts.get(account)?, mailboxes)))
        .flat_map(|(account, mailboxes)| {
            cut(&mailboxes)
                .into_iter()
                .map(|part| Batch {
                    account,
                    mailboxes: part.to_vec(),
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Cuts what one sign-in serves into batches: the least there can be, and up to a
/// fifth more. With those most batches are smaller by one round of calls, and what
/// they find is stored while Microsoft still works on the full ones.
fn cut<T>(all: &[T]) -> Vec<&[T]> {
    let least = all.len().div_ceil(BATCH_MAX);
    let batches = least + least / 5;
    let smaller = (BATCH_MAX * batches - all.len()) / BATCH_AT_A_TIME;
    let size = BATCH_MAX - BATCH_AT_A_TIME;
    let (before, full) = all.split_at(all.len().min(smaller * size));
    let before = before.chunks(size);
    before.chain(full.chunks(BATCH_MAX)).collect()
}

/// A mailbox with what was found.
struct Checked<'a> {
    mailbox: &'a Mailbox,
    /// All its lights, with what was found put in.
    lights: Vec<Light>,
    /// What the last look found.
    found: Vec<Light>,
    /// Of what nothing is known any more.
    outdated: Vec<Ability>,
}

impl<'a> Checked<'a> {
    fn new(mailbox: &'a Mailbox, found: Vec<Light>) -> Self {
        let mut checked = Self {
            mailbox,
            lights: mailbox.lights.clone(),
            found: Vec::new(),
            outdated: Vec::new(),
        };
        checked.take(found);
        checked
    }

    fn take(&mut self, found: Vec<Light>) {
        self.found.clear();
        for light in found {
            let (light, outdated) = take(&mut self.lights, light);
            self.outdated.extend(outdated);
            self.found.push(light);
        }
    }

    fn finding(&self, end: Option<End>) -> Finding {
        Finding {
            address: self.mailbox.address.clone(),
            lights: self.found.clone(),
            outdated: self.outdated.clone(),
            end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_are_few_and_most_of_them_a_round_smaller() {
        let sizes = |count: usize| -> Vec<usize> {
            let all: Vec<usize> = (0..count).collect();
            let cut = cut(&all);
            assert_eq!(cut.concat(), all);
            cut.iter().map(|batch| batch.len()).collect()
        };
        assert_eq!(sizes(0), [0; 0]);
        assert_eq!(sizes(1), [1]);
        assert_eq!(sizes(16), [16]);
        assert_eq!(sizes(100), [16, 16, 16, 16, 16, 20]);
        assert_eq!(sizes(1000), [vec![16; 50], vec![20; 10]].concat());
        for count in 1..1100 {
            let sizes = sizes(count);
            assert!(sizes.iter().all(|size| (1..=BATCH_MAX).contains(size)));
            let least = count.div_ceil(BATCH_MAX);
            assert!(sizes.len() * 5 <= least * 6, "{count}");
        }
    }
}
