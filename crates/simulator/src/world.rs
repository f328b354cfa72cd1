//! The one shared thing: state, clock, keys and records, and the rules for
//! reaching them.

use std::ops::Deref;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use tokio::sync::Notify;

use crate::base::clock::{Clock, Moment};
use crate::base::keys::Keys;
use crate::base::random::Dice;
use crate::base::seal::{KEY_LENGTH, Sealer};
use crate::control::faults::Faults;
use crate::control::issued::Ledger;
use crate::control::kept::Kept;
use crate::control::record::Record;
use crate::directory::state::State;
use crate::entra::loops::Loops;
use crate::graph::caller::TokenCache;
use crate::graph::limits::Limits;
use crate::mail::delivery;

/// What every handler gets.
pub(crate) type Shared = Arc<World>;

/// The stand-in as one of its addresses shows it: the same world behind the
/// HTTP and the HTTPS door, with links and issuers that name the door.
pub(crate) struct World {
    core: Arc<Core>,
    /// Where browsers and clients reach this door, without a slash at the end.
    pub(crate) public_url: String,
}

/// A running stand-in.
pub(crate) struct Core {
    pub(crate) clock: Clock,
    pub(crate) dice: Dice,
    pub(crate) keys: Keys,
    pub(crate) tokens: TokenCache,
    pub(crate) ledger: Ledger,
    pub(crate) record: Record,
    pub(crate) faults: Faults,
    pub(crate) kept: Kept,
    pub(crate) limits: Limits,
    pub(crate) loops: Loops,
    /// The certificate that clients of the HTTPS door have to trust.
    pub(crate) authority: OnceLock<String>,
    /// Wakes whoever saves the state.
    pub(crate) changed: Notify,
    sealing: RwLock<Sealing>,
    state: RwLock<State>,
    /// When the next mail arrives or right holds, in milliseconds; far away
    /// when none is under way.
    next_due: AtomicI64,
}

struct Sealing {
    key: Vec<u8>,
    sealer: Arc<Sealer>,
}

impl Deref for World {
    type Target = Core;

    fn deref(&self) -> &Core {
        &self.core
    }
}

impl World {
    /// A door to a world.
    pub(crate) fn door(core: &Arc<Core>, public_url: String) -> Shared {
        Arc::new(Self {
            core: Arc::clone(core),
            public_url,
        })
    }
}

impl Core {
    /// A world without anything in it. `None` when the library refuses the
    /// sealing key, which it never does.
    pub(crate) fn new(dice: Dice, clock: Clock) -> Option<Arc<Self>> {
        let key = dice.apart("sealing key").bytes::<KEY_LENGTH>().to_vec();
        let sealer = Arc::new(Sealer::new(&key)?);
        Some(Arc::new(Self {
            clock,
            keys: Keys::new(&dice),
            dice,
            tokens: TokenCache::default(),
            ledger: Ledger::default(),
            record: Record::default(),
            faults: Faults::default(),
            kept: Kept::default(),
            limits: Limits::default(),
            loops: Loops::default(),
            authority: OnceLock::new(),
            changed: Notify::new(),
            sealing: RwLock::new(Sealing { key, sealer }),
            state: RwLock::new(State::default()),
            next_due: AtomicI64::new(i64::MAX),
        }))
    }

    /// Looks at the state. The closure keeps the lock out of reach of `await`.
    pub(crate) fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        if self.next_due.load(Ordering::Relaxed) <= self.clock.now().0 {
            self.change(|_| ());
        }
        look(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the state. Mail that is due arrives before, so that the change
    /// sees it, and after, so that mail without delay is there at once.
    pub(crate) fn change<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        let now = self.clock.now();
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        delivery::settle(&mut state, now);
        let result = act(&mut state);
        delivery::settle(&mut state, now);
        let mails = state.in_transit.iter().map(|mail| mail.due);
        let rights = state.pending_rights.iter().map(|right| right.due);
        let next = mails.chain(rights).min();
        self.next_due
            .store(next.map_or(i64::MAX, |Moment(due)| due), Ordering::Relaxed);
        drop(state);
        self.changed.notify_one();
        result
    }

    pub(crate) fn sealer(&self) -> Arc<Sealer> {
        let sealing = self.sealing.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&sealing.sealer)
    }

    pub(crate) fn sealing_key(&self) -> Vec<u8> {
        let sealing = self.sealing.read().unwrap_or_else(PoisonError::into_inner);
        sealing.key.clone()
    }

    /// Whether the key was one.
    pub(crate) fn set_sealing_key(&self, key: Vec<u8>) -> bool {
        let Some(sealer) = Sealer::new(&key) else {
            return false;
        };
        let mut sealing = self.sealing.write().unwrap_or_else(PoisonError::into_inner);
        *sealing = Sealing {
            key,
            sealer: Arc::new(sealer),
        };
        true
    }
}
