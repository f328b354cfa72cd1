//! At the foot of the sidebar: whether Microsoft answers, and how fast.

use crate::api;
use crate::load::Load;
use crate::text::*;
use crate::ui::{div, el, icon, nothing, only, part, took_words};
use crate::when;
use leptos::prelude::*;
use std::time::Duration;
use web_sys::Node;

/// The list comes first.
const LATER: Duration = Duration::from_secs(2);

/// So often it is asked again.
const AGAIN: Duration = Duration::from_secs(60);

/// The card, once there is something to say.
pub(super) fn reach() -> Node {
    let begun = RwSignal::new(false);
    set_timeout(
        move || {
            let _ = begun.try_set(true);
        },
        LATER,
    );
    only(move || begun.get(), card)
}

fn card() -> Node {
    let load = Load::new(api::reach, |_| false);
    if let Ok(handle) = set_interval_with_handle(move || load.again(), AGAIN) {
        on_cleanup(move || handle.clear());
    }
    part(move || {
        let Some(last) = load.map(|reach| reach.last.clone()).flatten() else {
            return nothing();
        };
        let (tone, say) = match last.answered {
            true => ("ok", REACH_OK),
            false => ("bad", REACH_AWAY),
        };
        let line = live(move || {
            let ago = when::ago(last.at);
            match last.answered {
                true => [&took_words(last.took_ms), " · ", &ago].concat(),
                false => ago,
            }
        });
        let words = el("div")
            .with(el("b").text(say))
            .with(el("small").text(line));
        div(&["reach ", tone].concat())
            .words("title", say)
            .with(icon(tone))
            .with(words)
            .into()
    })
}
