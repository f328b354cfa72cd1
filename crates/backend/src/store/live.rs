//! Announces committed changes to whoever watches, and remembers the last ones
//! for those who lost their connection for a moment.

use contract::events::{Change, ChangeKind};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tokio::sync::broadcast;

/// How many changes are remembered.
const REMEMBERED: usize = 1000;

/// A change with its number, counted from 1 since the start of the process.
pub type Numbered = (u64, Change);

/// What clears a memory before anybody hears of a change.
type Clearing = Box<dyn Fn(&Change) + Send + Sync>;

struct Inner {
    memory: Mutex<Memory>,
    clearings: RwLock<Vec<Clearing>>,
    sender: broadcast::Sender<Numbered>,
}

#[derive(Default)]
struct Memory {
    last: u64,
    changes: VecDeque<Numbered>,
}

/// The changes, as they are committed. Cheap to clone.
#[derive(Clone)]
pub struct Live(Arc<Inner>);

impl Default for Live {
    fn default() -> Self {
        Self(Arc::new(Inner {
            memory: Mutex::default(),
            clearings: RwLock::default(),
            sender: broadcast::channel(REMEMBERED).0,
        }))
    }
}

/// What a watcher gets: first what it missed, then what comes.
pub struct Feed {
    /// What happened since the number it knew.
    pub missed: Vec<Numbered>,
    /// What happens from now on.
    pub coming: broadcast::Receiver<Numbered>,
}

impl Live {
    /// Calls `clearing` at every change before anybody is told of it: whoever
    /// asks again then gets what is true now. It must be quick.
    pub fn before_telling(&self, clearing: impl Fn(&Change) + Send + Sync + 'static) {
        let mut clearings = self
            .0
            .clearings
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        clearings.push(Box::new(clearing));
    }

    /// Announces a change.
    pub fn announce(&self, kind: ChangeKind, id: &str) {
        let change = Change {
            kind,
            id: id.to_owned(),
        };
        let clearings = self.0.clearings.read();
        for clearing in clearings.unwrap_or_else(PoisonError::into_inner).iter() {
            clearing(&change);
        }
        let mut memory = self.0.memory.lock().unwrap_or_else(PoisonError::into_inner);
        memory.last += 1;
        let numbered = (memory.last, change);
        if memory.changes.len() == REMEMBERED {
            memory.changes.pop_front();
        }
        memory.changes.push_back(numbered.clone());
        // Under the lock, so that no watcher gets a change twice or not at all.
        // Nobody watching is fine.
        let _ = self.0.sender.send(numbered);
    }

    /// The number of the last change.
    #[must_use]
    pub fn last(&self) -> u64 {
        let memory = self.0.memory.lock().unwrap_or_else(PoisonError::into_inner);
        memory.last
    }

    /// Watches, from behind the change with number `after`. Where that one is
    /// no longer known, the watcher is told to ask for everything again.
    #[must_use]
    pub fn watch(&self, after: Option<u64>) -> Feed {
        let memory = self.0.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let oldest = memory.changes.front().map_or(memory.last + 1, |(n, _)| *n);
        let missed = match after {
            None => Vec::new(),
            Some(after) if after <= memory.last && after + 1 >= oldest => memory
                .changes
                .iter()
                .filter(|(number, _)| *number > after)
                .cloned()
                .collect(),
            Some(_) => vec![(memory.last, everything())],
        };
        Feed {
            missed,
            coming: self.0.sender.subscribe(),
        }
    }
}

/// Tells a watcher to ask for everything again.
#[must_use]
pub fn everything() -> Change {
    Change {
        kind: ChangeKind::Everything,
        id: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_back_gets_exactly_what_was_missed() {
        let live = Live::default();
        for id in ["a", "b", "c"] {
            live.announce(ChangeKind::Mailbox, id);
        }
        let missed = live.watch(Some(1)).missed;
        assert_eq!(
            missed
                .iter()
                .map(|(n, c)| (*n, c.id.as_str()))
                .collect::<Vec<_>>(),
            [(2, "b"), (3, "c")]
        );
        assert!(live.watch(Some(3)).missed.is_empty());
        assert!(live.watch(None).missed.is_empty());
    }

    #[test]
    fn who_was_away_too_long_or_knew_another_process_asks_again() {
        let live = Live::default();
        for _ in 0..REMEMBERED + 5 {
            live.announce(ChangeKind::Mailbox, "a");
        }
        for after in [1, 999_999] {
            let missed = live.watch(Some(after)).missed;
            assert_eq!(missed.len(), 1, "{after}");
            assert_eq!(missed[0].1.kind, ChangeKind::Everything);
        }
    }

    #[tokio::test]
    async fn what_comes_is_heard() {
        let live = Live::default();
        let mut feed = live.watch(None);
        live.announce(ChangeKind::Account, "x");
        assert_eq!(feed.coming.recv().await.unwrap().1.id, "x");
    }
}
