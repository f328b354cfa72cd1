//! What the page knows: the answer of now, the filters, what is chosen.

use super::ask::Ask;
use crate::load::{Doing, Load};
use crate::route::{encode, query, replace};
use crate::ui::watch;
use crate::{api, live};
use contract::catalogue::Cause;
use contract::events::ChangeKind;
use contract::ids::{Address, WaveId};
use contract::migration::{Migration, MigrationState, Waiting};
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::time::Duration;

/// The page of a wave.
pub(super) fn wave_path(id: &WaveId) -> String {
    ["/migration/waves/", id.as_str()].concat()
}

/// What the list is filtered by: it lives in the address.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Filters {
    pub(super) state: String,
    pub(super) cause: String,
    pub(super) text: String,
}

impl Filters {
    /// Whether `waiting` is among what is shown.
    fn fit(&self, waiting: &Waiting) -> bool {
        (self.state.is_empty() || waiting.state.code() == self.state)
            && (self.cause.is_empty() || waiting.cause.map(Cause::code) == Some(&self.cause))
            && waiting.account.address.as_str().contains(&self.text)
    }

    /// Puts them into the address of the page.
    pub(super) fn apply(&self) {
        let mut to = "/migration".to_owned();
        let mut sign = "?";
        for (name, value) in [
            ("state=", &self.state),
            ("cause=", &self.cause),
            ("q=", &self.text),
        ] {
            if !value.is_empty() {
                to.push_str(&[sign, name, &encode(value)].concat());
                sign = "&";
            }
        }
        replace(&to);
    }
}

/// All of it, for whoever needs it.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// What the backend said last.
    pub(super) seen: Load<(Migration, Vec<Waiting>)>,
    pub(super) filters: Memo<Filters>,
    /// What fits the filters.
    pub(super) shown: Memo<Vec<Waiting>>,
    pub(super) chosen: RwSignal<BTreeSet<Address>>,
    /// How many the last rehearsal left out.
    pub(super) left_out: RwSignal<u32>,
    pub(super) doing: Doing,
    /// What is asked before it is done, and whether that is open.
    pub(super) asks: RwSignal<Option<Ask>>,
    pub(super) open: RwSignal<bool>,
}

impl Desk {
    pub(super) fn new() -> Self {
        let seen: Load<(Migration, Vec<Waiting>)> = Load::new(api::migration, |_| false);
        follow(seen);
        let filters = Memo::new(|_| Filters {
            state: query("state"),
            cause: query("cause"),
            text: query("q").to_lowercase(),
        });
        let shown = Memo::new(move |_| {
            filters.with(|filters| {
                let fitting = seen.map(|(_, all)| {
                    let fitting = all.iter().filter(|waiting| filters.fit(waiting));
                    fitting.cloned().collect()
                });
                fitting.unwrap_or_default()
            })
        });
        let chosen = RwSignal::new(BTreeSet::new());
        // What is chosen is chosen among what was to be seen.
        watch(move || {
            filters.track();
            chosen.set(BTreeSet::new());
        });
        Self {
            seen,
            filters,
            shown,
            chosen,
            left_out: RwSignal::new(0),
            doing: Doing::new(),
            asks: RwSignal::new(None),
            open: RwSignal::new(false),
        }
    }

    /// Something of the whole.
    pub(super) fn glance<R>(self, f: impl FnOnce(&Migration) -> R) -> Option<R> {
        self.seen.map(|(glance, _)| f(glance))
    }

    /// Asks before it does something.
    pub(super) fn ask(self, ask: Ask) {
        self.asks.set(Some(ask));
        self.open.set(true);
    }

    /// It was done: what was chosen has another state now.
    pub(super) fn done(self) {
        self.open.set(false);
        self.chosen.set(BTreeSet::new());
        self.seen.again();
    }

    /// The chosen ones that stand in `state`, or all of them.
    pub(super) fn chosen_in(self, state: Option<MigrationState>) -> Vec<Address> {
        self.chosen.with(|chosen| {
            let mine = |waiting: &&Waiting| {
                chosen.contains(&waiting.account.address)
                    && state.is_none_or(|state| waiting.state == state)
            };
            let found = self.seen.map(|(_, all)| {
                let mine = all.iter().filter(mine);
                mine.map(|waiting| waiting.account.address.clone())
                    .collect()
            });
            found.unwrap_or_default()
        })
    }
}

/// Asks again when something changed, but not at every light of a rehearsal: of
/// thousands of accounts the answer is large.
fn follow(seen: Load<(Migration, Vec<Waiting>)>) {
    let changes = live::changes();
    let waiting = StoredValue::new(false);
    let mut first = true;
    watch(move || {
        let concerned = changes.with(|change| {
            change.as_ref().is_some_and(|change| {
                matches!(
                    change.kind,
                    ChangeKind::Migration
                        | ChangeKind::Account
                        | ChangeKind::Mailbox
                        | ChangeKind::Run
                )
            })
        });
        if std::mem::take(&mut first) || !concerned || waiting.get_value() {
            return;
        }
        waiting.set_value(true);
        let many = untrack(|| seen.map(|(_, all)| all.len())) > Some(1000);
        set_timeout(
            move || {
                if waiting.try_set_value(false).is_none() {
                    seen.again();
                }
            },
            Duration::from_millis(if many { 4000 } else { 500 }),
        );
    });
}
