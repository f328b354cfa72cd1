//! Proofs: what a mailbox can do is found out by doing it.
//!
//! A light goes green only by a call that succeeded for that mailbox. A check is
//! read-only; the full proof makes a draft of its own, changes, moves and
//! removes it, and never touches mail that was there.

mod arrivals;
mod batch;
mod carriers;
mod lights;
mod page;
mod round_trip;
mod runs;
mod schedule;
mod tell;
mod traces;
mod verdict;
mod waves;

pub use carriers::Tried;
pub use schedule::first as first_check;
pub use tell::Told;
pub use verdict::verdict;

use crate::clock;
use crate::keeper::{Access, Keeper, NoAccess};
use crate::random;
use crate::store::{End, Finding, Store, StoreError};
use contract::accounts::Account;
use contract::catalogue::{Cause, MicrosoftTrace};
use contract::ids::{AccountId, Address, RunId};
use contract::mailboxes::{Ability, Light, LightState, Mailbox, ProofKind, Run, Verdict};
use contract::runs::Outcome;
use futures_util::{StreamExt, stream};
use lights::{light, take, wants_another};
use microsoft::{Fault, Graph};
use page::Page;
use runs::Stop;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// Proofs that run at once, over all mailboxes.
const AT_ONCE: usize = 8;

/// How long after a result that says something new it is looked at again.
const ANOTHER_AFTER: Duration = Duration::from_secs(1);

/// What every draft of ours is called, with a random mark behind it.
const DRAFT: &str = "ImageCapture mail link proof";

/// Why a light is not green.
#[derive(Clone)]
struct Dark {
    cause: Cause,
    trace: Option<MicrosoftTrace>,
    /// Whether it says something about the mailbox, and does not pass by itself.
    is_verdict: bool,
}

impl From<Fault> for Dark {
    fn from(fault: Fault) -> Self {
        Self {
            cause: fault.cause(),
            trace: fault.trace(clock::now()),
            is_verdict: fault.is_verdict(),
        }
    }
}

impl From<StoreError> for Dark {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "a proof needs the store");
        NoAccess::from(error).into()
    }
}

impl From<NoAccess> for Dark {
    fn from(no: NoAccess) -> Self {
        Self {
            cause: no.cause(),
            trace: no.trace(clock::now()),
            is_verdict: no.is_verdict(),
        }
    }
}

/// Runs proofs. Cheap to clone.
#[derive(Clone)]
pub struct Proofs(Arc<Inner>);

struct Inner {
    store: Store,
    keeper: Keeper,
    running: Mutex<HashMap<Address, Run>>,
    places: Semaphore,
    asking: Semaphore,
    /// The runs and waves this process works on by their ids, with what stops each.
    driven: Mutex<HashMap<String, Stop>>,
}

impl Proofs {
    /// Proofs over this store, with the tokens of this keeper.
    #[must_use]
    pub fn new(store: Store, keeper: Keeper) -> Self {
        Self(Arc::new(Inner {
            store,
            keeper,
            running: Mutex::default(),
            places: Semaphore::new(AT_ONCE),
            asking: Semaphore::new(arrivals::ASKED_AT_ONCE),
            driven: Mutex::default(),
        }))
    }

    /// The proof that runs on a mailbox now.
    #[must_use]
    pub fn running(&self, address: &Address) -> Option<Run> {
        self.all_running().get(address).copied()
    }

    /// Starts a proof in the background. Says whether it did: only one runs on
    /// a mailbox at a time.
    pub fn start(&self, mailbox: Mailbox, kind: ProofKind) -> bool {
        let steps = steps(&mailbox, kind);
        if !self.claim(&mailbox.address, kind, steps.len()) {
            return false;
        }
        let proofs = self.clone();
        tokio::spawn(async move {
            // Removed also when the proof panics.
            let _guard = Running(&proofs, &mailbox.address);
            if let Err(error) = proofs.prove(&mailbox, &steps, None).await {
                tracing::error!(mailbox = %mailbox.address, %error, "proof not stored");
            }
        });
        true
    }

    /// Takes a mailbox for a proof, where none runs on it. Given back by
    /// [`Running`].
    fn claim(&self, address: &Address, kind: ProofKind, steps: usize) -> bool {
        let mut running = self.all_running();
        if running.contains_key(address) {
            return false;
        }
        let run = Run {
            kind,
            step: Ability::SignIn,
            done: 0,
            of: u32::try_from(steps).unwrap_or(u32::MAX),
        };
        running.insert(address.clone(), run);
        true
    }

    /// Works out the verdict of a mailbox again and stores it.
    ///
    /// # Errors
    /// Where the store refuses.
    pub async fn judge(&self, address: &Address) -> Result<(), StoreError> {
        let mailbox = self.0.store.mailbox(address).await?;
        let account = self.0.store.account(&mailbox.account_id).await?;
        self.store_verdict(&mailbox, &account).await
    }

    /// Works out the verdicts of an account's mailboxes again.
    ///
    /// # Errors
    /// Where the store refuses.
    pub async fn judge_account(&self, id: &AccountId) -> Result<(), StoreError> {
        let account = self.0.store.account(id).await?;
        let mut page = Page::first(id);
        while let Some(mailboxes) = page.next(&self.0.store).await? {
            for mailbox in &mailboxes {
                self.store_verdict(mailbox, &account).await?;
            }
        }
        Ok(())
    }

    /// Works out all verdicts again: days pass, and secrets come to their end.
    ///
    /// # Errors
    /// Where the store refuses.
    pub async fn judge_all(&self) -> Result<(), StoreError> {
        for account in self.0.store.accounts().await? {
            self.judge_account(&account.id).await?;
        }
        Ok(())
    }

    async fn store_verdict(&self, mailbox: &Mailbox, account: &Account) -> Result<(), StoreError> {
        let now = clock::now();
        let verdict = verdict(&mailbox.lights, mailbox.purposes, account, now);
        // Most of the time nothing is new, and nothing need be written.
        if verdict.says(&mailbox.verdict) {
            return Ok(());
        }
        self.0.store.set_verdict(&mailbox.address, &verdict).await
    }

    /// Proves one mailbox from beginning to end, and says what that came to.
    async fn prove(
        &self,
        mailbox: &Mailbox,
        steps: &[Ability],
        run: Option<&RunId>,
    ) -> Result<(Outcome, Option<Cause>), StoreError> {
        let Ok(_place) = self.0.places.acquire().await else {
            return Ok((Outcome::Unknown, None));
        };
        let account = self.0.store.account(&mailbox.account_id).await?;
        let mut lights = mailbox.lights.clone();
        let mut found = self
            .pass(mailbox, &account, steps, &mut lights, run)
            .await?;
        if wants_another(&found) {
            tokio::time::sleep(ANOTHER_AFTER).await;
            found = self
                .pass(mailbox, &account, steps, &mut lights, run)
                .await?;
        }
        // Somebody may have changed account or purposes meanwhile.
        let mailbox = match self.0.store.mailbox(&mailbox.address).await {
            Err(StoreError::NotFound) => mailbox.clone(),
            read => read?,
        };
        let account = self.0.store.account(&mailbox.account_id).await?;
        let verdict = verdict(&mailbox.lights, mailbox.purposes, &account, clock::now());
        let end = end(&found, verdict);
        let came_to = (end.outcome, end.cause);
        let finding = Finding {
            address: mailbox.address,
            lights: Vec::new(),
            outdated: Vec::new(),
            end: Some(end),
        };
        self.0.store.record(vec![finding], run).await?;
        Ok(came_to)
    }

    /// Goes through the steps once, and stores each light as it comes.
    async fn pass(
        &self,
        mailbox: &Mailbox,
        account: &Account,
        steps: &[Ability],
        lights: &mut Vec<Light>,
        run: Option<&RunId>,
    ) -> Result<Vec<Light>, StoreError> {
        let entra = self.0.keeper.entra(account.cloud);
        let transport = self.0.keeper.transport();
        let mut access = None;
        let mut draft = None;
        let mut found = Vec::new();
        for (done, &ability) in steps.iter().enumerate() {
            self.progress(&mailbox.address, ability, done);
            let begun = Instant::now();
            let result = match ability {
                Ability::SignIn => self.sign_in(mailbox).await.map(|got| access = Some(got)),
                _ => {
                    let Some(access) = &access else { break };
                    let graph = Graph::new(entra.addresses(), transport, &access.token);
                    self.step(&graph, &mailbox.address, ability, &mut draft)
                        .await
                }
            };
            // With a draft made, the second look begins again.
            if let (Err(dark), Some(old), None) = (&result, &access, &draft)
                && self.another_token(mailbox, old, dark.cause)
            {
                return Box::pin(self.pass(mailbox, account, steps, lights, run)).await;
            }
            let stop = result.is_err();
            let (light, outdated) = take(lights, light(ability, result, begun));
            let finding = Finding {
                address: mailbox.address.clone(),
                lights: vec![light.clone()],
                outdated,
                end: None,
            };
            self.0.store.record(vec![finding], run).await?;
            found.push(light);
            // What comes after needs what failed.
            if stop {
                break;
            }
        }
        if let (Some(access), Some(draft)) = (&access, draft) {
            // A draft that could not be moved is still ours to remove. Where
            // that fails, its trace stays, and it is tried again later.
            let graph = Graph::new(entra.addresses(), transport, &access.token);
            match graph.delete_for_good(&mailbox.address, &draft.id).await {
                Ok(()) => self.0.store.drop_trace(&draft.subject).await?,
                Err(fault) => {
                    tracing::warn!(mailbox = %mailbox.address, %fault, "a draft of ours stayed behind");
                }
            }
        }
        Ok(found)
    }

    async fn step(
        &self,
        graph: &Graph<'_>,
        mailbox: &Address,
        ability: Ability,
        draft: &mut Option<Draft>,
    ) -> Result<(), Dark> {
        match ability {
            Ability::Read => graph.open_inbox(mailbox).await?,
            Ability::Modify => {
                let subject = [DRAFT, " ", &random::id()].concat();
                let store = &self.0.store;
                store.add_trace(mailbox, &subject, traces::DRAFT_MS).await?;
                let id = match graph.create_draft(mailbox, &subject).await {
                    Ok(id) => id,
                    Err(fault) => {
                        // Refused: there is none. Without an answer there may be.
                        if matches!(fault, Fault::Refused(_)) {
                            self.0.store.drop_trace(&subject).await?;
                        }
                        return Err(fault.into());
                    }
                };
                let draft = draft.insert(Draft { id, subject });
                graph.mark(mailbox, &draft.id, "ImageCapture").await?;
            }
            Ability::Move => {
                if let Some(made) = draft.as_mut() {
                    made.id = graph.move_to(mailbox, &made.id, "deleteditems").await?;
                    graph.delete_for_good(mailbox, &made.id).await?;
                    self.0.store.drop_trace(&made.subject).await?;
                    *draft = None;
                }
            }
            Ability::SignIn | Ability::Send | Ability::SentItems => {}
        }
        Ok(())
    }

    /// Whether to begin again with another token: Graph refused this one.
    fn another_token(&self, mailbox: &Mailbox, access: &Access, cause: Cause) -> bool {
        let sign_in = mailbox.sign_in.as_ref();
        cause == Cause::TokenRefused
            && sign_in.is_some_and(|sign_in| self.0.keeper.refused(&sign_in.id, access))
    }

    async fn sign_in(&self, mailbox: &Mailbox) -> Result<Access, Dark> {
        let Some(sign_in) = &mailbox.sign_in else {
            return Err(Dark {
                cause: Cause::NoSignIn,
                trace: None,
                is_verdict: true,
            });
        };
        match self.0.keeper.access(&sign_in.id).await {
            Err(no @ NoAccess::Ended(_)) => {
                // What Microsoft said when it ended is kept with the sign-in.
                let account = self.0.store.account(&mailbox.account_id).await?;
                let mut all = account.sign_ins.into_iter();
                let ended = all
                    .find(|one| one.id == sign_in.id)
                    .and_then(|one| one.ended);
                Err(Dark {
                    trace: ended.and_then(|ended| ended.microsoft),
                    ..no.into()
                })
            }
            answer => Ok(answer?),
        }
    }

    fn progress(&self, address: &Address, step: Ability, done: usize) {
        if let Some(run) = self.all_running().get_mut(address) {
            run.step = step;
            run.done = u32::try_from(done).unwrap_or(u32::MAX);
        }
        self.announce(address);
    }

    fn announce(&self, address: &Address) {
        let kind = contract::events::ChangeKind::Mailbox;
        self.0.store.live().announce(kind, address.as_str());
    }

    fn all_running(&self) -> MutexGuard<'_, HashMap<Address, Run>> {
        self.0
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes a proof off the list when it ends, however it ends.
struct Running<'a>(&'a Proofs, &'a Address);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.all_running().remove(self.1);
        self.0.announce(self.1);
    }
}

/// What a proof does on this mailbox. Sending is proved by a test mail, which a
/// person starts.
fn steps(mailbox: &Mailbox, kind: ProofKind) -> Vec<Ability> {
    let wanted: &[Ability] = match kind {
        ProofKind::Check => &[Ability::SignIn, Ability::Read],
        ProofKind::Full => &[
            Ability::SignIn,
            Ability::Read,
            Ability::Modify,
            Ability::Move,
        ],
    };
    wanted
        .iter()
        .copied()
        .filter(|ability| ability.needed(mailbox.purposes))
        .collect()
}

/// Does all of it, some at once; ends early where one fails.
async fn some_at_once<F>(places: usize, work: Vec<F>) -> Result<(), StoreError>
where
    F: Future<Output = Result<(), StoreError>>,
{
    let mut work = stream::iter(work).buffer_unordered(places);
    while let Some(done) = work.next().await {
        done?;
    }
    Ok(())
}

/// A draft of ours.
struct Draft {
    id: String,
    subject: String,
}

/// What a proof with these results came to.
fn end(found: &[Light], verdict: Verdict) -> End {
    let with = |state| found.iter().find(|light| light.state == state);
    let (outcome, cause) = match (with(LightState::Red), with(LightState::Unknown)) {
        (Some(red), _) => (Outcome::Red, red.cause),
        (None, Some(unknown)) => (Outcome::Unknown, unknown.cause),
        (None, None) => (Outcome::Green, None),
    };
    End {
        outcome,
        cause,
        verdict: Some(verdict),
        due: Some(schedule::next(outcome)),
    }
}
