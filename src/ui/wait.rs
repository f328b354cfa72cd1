//! Asked to wait: how long still, and then a way to try again.

use super::{announce, nothing, of, only, several};
use crate::text::{Speak, WAIT_NOW, WAIT_STILL, live};
use crate::when;
use leptos::prelude::*;
use std::time::Duration;
use web_sys::Node;

const SECOND: Duration = Duration::from_secs(1);

/// Counts `seconds` down; then `over` takes their place. Counted by the clock:
/// a tab in the background has slow seconds. Spoken only when it is over.
pub fn wait(seconds: u32, over: impl Fn() -> Node + 'static) -> Node {
    count_down(seconds, Box::new(over))
}

fn count_down(seconds: u32, over: Box<dyn Fn() -> Node>) -> Node {
    let until = when::now().0 + i64::from(seconds) * 1000;
    let left = RwSignal::new(i64::from(seconds));
    let tick = move || {
        let now = (until - when::now().0 + 999) / 1000;
        if left.get_untracked() > 0 && now <= 0 {
            announce(WAIT_NOW.get());
        }
        left.set(now.max(0));
    };
    if let Ok(handle) = set_interval_with_handle(tick, SECOND) {
        on_cleanup(move || handle.clear());
    }
    let still = live(move || match left.get() {
        0 => WAIT_NOW.get().to_owned(),
        left => WAIT_STILL.with(&left.to_string()),
    });
    several([
        of("p", "num").text(still).into(),
        only(move || left.get() == 0, over),
    ])
}

/// Nothing to press when the time is over: what was pressed is still there.
#[must_use]
pub fn just_wait(seconds: u32) -> Node {
    wait(seconds, nothing)
}
