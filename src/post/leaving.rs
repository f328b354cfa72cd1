//! A mailbox that somebody removed: out of the list at once, out of ImageCapture a
//! little later. A slip costs one press, and nothing of what was known of it.

use crate::api;
use crate::task;
use contract::catalogue::Cause;
use contract::ids::Address;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::time::Duration;

/// So long it can be taken back. Whoever looks at the offer has all the time there
/// is ([`hold`]).
const GRACE: Duration = Duration::from_secs(20);

/// How a removal stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Leaving {
    /// It goes when the time is over, or with the page.
    Soon(Address),
    /// It could not be removed.
    Refused(Address, Cause),
}

thread_local! {
    static LEAVING: ArcRwSignal<Option<Leaving>> = ArcRwSignal::new(None);
    static ENDS: RefCell<Option<TimeoutHandle>> = const { RefCell::new(None) };
    static LISTENS: Cell<bool> = const { Cell::new(false) };
}

/// The removal that is under way, if there is one.
#[must_use]
pub fn now() -> Option<Leaving> {
    LEAVING.with(ArcRwSignal::get)
}

/// Whether this mailbox is on its way out.
#[must_use]
pub fn leaves(address: &Address) -> bool {
    LEAVING.with(|leaving| {
        leaving.with(|leaving| matches!(leaving, Some(Leaving::Soon(soon)) if soon == address))
    })
}

/// Removes a mailbox, when nobody took it back by then. One at a time: the one
/// before goes now.
pub fn remove(address: &Address) {
    if untrack(|| !leaves(address)) {
        send();
        put(Some(Leaving::Soon(address.clone())));
    }
    wait();
    if !LISTENS.replace(true) {
        // For as long as the page is there. What the page still owes is sent with
        // its end: an answer would come to nobody.
        window_event_listener_untyped("pagehide", |_| {
            if let Some(Leaving::Soon(address)) = untrack(now) {
                hold();
                put(None);
                api::remove_mailbox_at_the_end(&address);
            }
        });
    }
}

/// It stays after all; or a refusal has been read.
pub fn take_back() {
    hold();
    put(None);
}

/// The time stands still.
pub fn hold() {
    if let Some(ends) = ENDS.take() {
        ends.clear();
    }
}

/// The time begins anew.
pub fn wait() {
    hold();
    ENDS.replace(set_timeout_with_handle(send, GRACE).ok());
}

/// Sends what is due and waits for it: for whoever is about to sign out, and may
/// send nothing afterwards.
pub async fn settle() {
    if let Some(address) = due() {
        finish(address).await;
    }
    put(None);
}

fn send() {
    if let Some(address) = due() {
        task::start(finish(address));
    }
}

fn due() -> Option<Address> {
    hold();
    match untrack(now) {
        Some(Leaving::Soon(address)) => Some(address),
        _ => None,
    }
}

async fn finish(address: Address) {
    let refused = match api::remove_mailbox(&address).await {
        // Gone is gone, whoever removed it.
        Err(problem) if problem.code != Cause::NotFound => Some(problem.code),
        _ => None,
    };
    if let Some(cause) = refused {
        // The next one has no place to wait any more.
        send();
        put(Some(Leaving::Refused(address, cause)));
    } else if untrack(now) == Some(Leaving::Soon(address)) {
        put(None);
    }
}

fn put(leaving: Option<Leaving>) {
    LEAVING.with(|now| now.set(leaving));
}
