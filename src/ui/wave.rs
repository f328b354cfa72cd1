//! How far a wave of the migration is, and what came of it.

use super::run::progress_card;
use super::{El, announce, watch};
use crate::text::*;
use contract::waves::Wave;
use leptos::prelude::*;
use web_sys::Node;

/// What a wave is called.
#[must_use]
pub fn wave_title(wave: &Wave) -> String {
    WAVE_TITLE.with(&wave.number.to_string())
}

/// `12 van 50 gedaan, 11 op Graph, 1 mislukt, weer op Exchange`.
#[must_use]
pub fn wave_words(wave: &Wave) -> String {
    let done = (wave.total - wave.waiting - wave.switching).to_string();
    let mut parts = vec![WAVE_DONE.with_two(&done, &wave.total.to_string())];
    for (number, say) in [
        (wave.switched, WAVE_SWITCHED),
        (wave.failed, WAVE_FAILED),
        (wave.skipped, WAVE_SKIPPED),
        (wave.rolled_back, WAVE_BACK),
    ] {
        if number > 0 {
            parts.push(say.with(&number.to_string()));
        }
    }
    parts.join(", ")
}

/// The wave itself, with what can be done about it. Its first failure and its
/// end are spoken.
#[must_use]
pub fn wave_card(wave: Memo<Option<Wave>>, title: impl Into<Node>, acts: Node) -> El {
    let mut told = None;
    watch(move || {
        wave.with(|wave| {
            let Some(wave) = wave else { return };
            let now = (wave.state, wave.failed > 0);
            if told.replace(now).is_some_and(|before| before != now) {
                let state = wave_state(wave.state).1;
                announce(untrack(|| [state.get(), ": ", &wave_words(wave)].concat()));
            }
        });
    });
    let of = move |words: fn(&Wave) -> String| {
        live(move || wave.with(|wave| wave.as_ref().map(words).unwrap_or_default()))
    };
    let done = move || {
        wave.with(|wave| {
            let numbers = |wave: &Wave| (wave.total - wave.waiting - wave.switching, wave.total);
            wave.as_ref().map_or((0, 0), numbers)
        })
    };
    let (name, words) = (of(wave_title), of(wave_words));
    progress_card(name, words, Box::new(done), title.into(), acts)
}
