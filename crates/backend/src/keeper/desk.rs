//! The desk where jobs ask for tokens: which keys there are, and which sign-in
//! serves which mailbox, from memory.
//!
//! Every change in the store clears what it concerns before anybody hears of
//! it, so a key that was removed opens nothing from that moment on. Where
//! several replicas share a database, word of another replica's change can be
//! lost with a connection; so what is remembered is asked for again after a
//! short while, and serves on only while the database is away.

use crate::store::{Store, StoreError, fingerprint};
use contract::accounts::Cloud;
use contract::events::{Change, ChangeKind};
use contract::ids::{AccountId, Address, SignInId};
use contract::purposes::Purposes;
use contract::tokens::JobKey;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Semaphore, SemaphorePermit};

/// How long something is remembered without asking again.
const FRESH: Duration = Duration::from_secs(30);

/// So many jobs read the database at once: whatever a herd of them asks for, a
/// person who opens a page finds a connection.
const READERS: usize = 2;

/// Mailboxes remembered at most; then memory starts afresh.
const MAILBOXES_MAX: usize = 100_000;

/// A mailbox as jobs need it.
#[derive(Debug)]
pub struct Served {
    /// The account that serves it.
    pub account: AccountId,
    /// The cloud of that account.
    pub cloud: Cloud,
    /// The sign-in that serves it, if there is one.
    pub sign_in: Option<SignInId>,
    /// What the mailbox is for.
    pub purposes: Purposes,
}

/// The desk. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    store: Store,
    memory: Arc<Mutex<Memory>>,
    readers: Arc<Semaphore>,
}

#[derive(Default)]
struct Memory {
    /// Moves with every change that could concern what is remembered: what was
    /// read before it moved is not remembered.
    changes: u64,
    keys: Option<Remembered<HashMap<String, Arc<JobKey>>>>,
    mailboxes: HashMap<Address, Remembered<Arc<Served>>>,
}

struct Remembered<T> {
    value: T,
    since: Instant,
}

impl<T> Remembered<T> {
    fn new(value: T) -> Self {
        let since = Instant::now();
        Self { value, since }
    }

    fn is_fresh(&self) -> bool {
        self.since.elapsed() < FRESH
    }
}

impl Desk {
    /// A desk over this store.
    pub(super) fn new(store: Store) -> Self {
        let memory: Arc<Mutex<Memory>> = Arc::default();
        let weak = Arc::downgrade(&memory);
        store.live().before_telling(move |change| {
            if let Some(memory) = weak.upgrade() {
                lock(&memory).clear(change);
            }
        });
        let readers = Arc::new(Semaphore::new(READERS));
        Self {
            store,
            memory,
            readers,
        }
    }

    /// Waits for a turn to read the database.
    pub(super) async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        // It is never closed.
        self.readers.acquire().await.ok()
    }

    /// The job that a key belongs to, if it is one.
    ///
    /// # Errors
    /// Where it is not remembered and the store cannot say.
    pub async fn job(&self, key: &str) -> Result<Option<Arc<JobKey>>, StoreError> {
        let hash = fingerprint(key);
        if let Some(keys) = self.memory().fresh_keys() {
            return Ok(keys.get(&hash).cloned());
        }
        let _turn = self.turn().await;
        let changes = {
            let memory = self.memory();
            // Who had a turn before may have read them.
            if let Some(keys) = memory.fresh_keys() {
                return Ok(keys.get(&hash).cloned());
            }
            memory.changes
        };
        let found = self.store.job_keys().await;
        let mut memory = self.memory();
        match found {
            Ok(rows) => {
                let keys: HashMap<_, _> = rows
                    .into_iter()
                    .map(|row| (row.key_hash, Arc::new(row.job_key)))
                    .collect();
                let found = keys.get(&hash).cloned();
                if memory.changes == changes {
                    memory.keys = Some(Remembered::new(keys));
                }
                Ok(found)
            }
            // While the database is away nobody can have removed a key.
            Err(error) => match &memory.keys {
                Some(keys) => Ok(keys.value.get(&hash).cloned()),
                None => Err(error),
            },
        }
    }

    /// Who serves a mailbox.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where nobody does; or where it is not remembered
    /// and the store cannot say.
    pub async fn served(&self, address: &Address) -> Result<Arc<Served>, StoreError> {
        if let Some(served) = self.memory().fresh_mailbox(address) {
            return Ok(served);
        }
        let _turn = self.turn().await;
        let changes = {
            let memory = self.memory();
            if let Some(served) = memory.fresh_mailbox(address) {
                return Ok(served);
            }
            memory.changes
        };
        let found = self.store.serving(address).await;
        let mut memory = self.memory();
        match found {
            Ok(serving) => {
                let served = Arc::new(Served {
                    account: serving.account,
                    cloud: serving.cloud,
                    sign_in: serving.sign_in,
                    purposes: serving.purposes,
                });
                if memory.changes == changes {
                    if memory.mailboxes.len() >= MAILBOXES_MAX {
                        memory.mailboxes.clear();
                    }
                    let remembered = Remembered::new(served.clone());
                    memory.mailboxes.insert(address.clone(), remembered);
                }
                Ok(served)
            }
            Err(StoreError::NotFound) => Err(StoreError::NotFound),
            Err(error) => match memory.mailboxes.get(address) {
                Some(served) => Ok(served.value.clone()),
                None => Err(error),
            },
        }
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        lock(&self.memory)
    }
}

impl Memory {
    fn fresh_keys(&self) -> Option<&HashMap<String, Arc<JobKey>>> {
        let keys = self.keys.as_ref().filter(|keys| keys.is_fresh())?;
        Some(&keys.value)
    }

    fn fresh_mailbox(&self, address: &Address) -> Option<Arc<Served>> {
        let served = self.mailboxes.get(address).filter(|s| s.is_fresh())?;
        Some(served.value.clone())
    }

    fn clear(&mut self, change: &Change) {
        match change.kind {
            ChangeKind::Mailbox => {
                // A light that changed is such a change too, and by far the
                // most of them: one entry is read again.
                if let Ok(address) = Address::parse(&change.id) {
                    self.mailboxes.remove(&address);
                }
            }
            ChangeKind::Account => {
                self.mailboxes
                    .retain(|_, served| served.value.account.as_str() != change.id);
            }
            ChangeKind::JobKey => self.keys = None,
            ChangeKind::Everything => {
                self.mailboxes.clear();
                self.keys = None;
            }
            _ => return,
        }
        self.changes += 1;
    }
}

fn lock(memory: &Mutex<Memory>) -> MutexGuard<'_, Memory> {
    memory.lock().unwrap_or_else(PoisonError::into_inner)
}
