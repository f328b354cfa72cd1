//! Calls that are held until they are let go: so a test acts at the very moment
//! it is about, however fast or slow the machine is.

use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Notify;

/// The calls that are held.
#[derive(Default)]
pub(crate) struct Held {
    count: AtomicUsize,
    gate: Notify,
}

/// One of them; it counts until it goes on, or its client is gone.
struct One<'a>(&'a AtomicUsize);

impl Drop for One<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Held {
    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.count.load(Ordering::Acquire)
    }

    /// Waits to be let go.
    pub(crate) async fn wait(&self) {
        let mut gate = std::pin::pin!(self.gate.notified());
        // Heard from here on: whoever sees it counted may let it go.
        gate.as_mut().enable();
        self.count.fetch_add(1, Ordering::AcqRel);
        let _one = One(&self.count);
        gate.await;
    }

    /// Lets all of them go.
    pub(crate) fn let_go(&self) {
        self.gate.notify_waiters();
    }
}
