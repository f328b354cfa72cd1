//! Live changes: the backend says what changed, whoever shows it asks again.
//!
//! While the stream is down (a proxy that buffers, a server that restarts) it
//! is replaced by "everything may have changed" every few seconds.

use crate::{api, json};
use contract::events::{Change, ChangeKind};
use contract::ids::Address;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent};

/// How often everything is asked again while the stream is down.
const POLL: Duration = Duration::from_secs(4);

thread_local! {
    static CHANGES: ArcRwSignal<Option<Change>> = ArcRwSignal::new(None);
}

/// The latest change. Set anew for every one, also when they are equal.
#[must_use]
pub fn changes() -> ArcRwSignal<Option<Change>> {
    CHANGES.with(Clone::clone)
}

/// Tells everybody on this page that something changed.
pub fn tell(change: Change) {
    changes().set(Some(change));
}

/// Tells everybody on this page that a mailbox changed, before the backend does.
pub fn tell_mailbox(address: &Address) {
    tell(Change {
        kind: ChangeKind::Mailbox,
        id: address.to_string(),
    });
}

/// Listens until the owner of the caller goes away: as long as somebody is
/// signed in. What happened behind the change `after` is told first.
pub fn listen(after: Option<&str>) {
    let Ok(source) = EventSource::new(&api::events_url(after)) else {
        return;
    };
    let on_change = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        let data = event.data().as_string().unwrap_or_default();
        if let Ok(change) = json::read(&data) {
            tell(change);
        }
    });
    let _ = source.add_event_listener_with_callback("change", on_change.as_ref().unchecked_ref());
    let watched = source.clone();
    let poll = set_interval_with_handle(
        move || {
            if watched.ready_state() != EventSource::OPEN && !document().hidden() {
                tell(Change {
                    kind: ChangeKind::Everything,
                    id: String::new(),
                });
            }
        },
        POLL,
    );
    // JavaScript's things stay on their thread, which is the only one.
    let kept = StoredValue::new_local((source, on_change, poll.ok()));
    on_cleanup(move || {
        kept.with_value(|(source, _, poll)| {
            source.close();
            if let Some(poll) = poll {
                poll.clear();
            }
        });
    });
}
