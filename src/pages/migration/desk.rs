//! What the page knows: the answer of now, the filters, what is chosen.

use super::ask::Ask;
use crate::load::{Doing, Load};
use crate::route::{encode, query, replace};
use crate::ui::watch;
use crate::{api, live};
use contract::events::ChangeKind;
use contract::ids::WaveId;
use contract::migration::{Migration, MigrationState, Waiting};
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::time::Duration;

/// The page of a wave.
pub(super) fn wave_path(id: &WaveId) -> String {
    ["/migration/waves/", id.as_str()].concat()
}

/// What the list is filtered by: it lives in the address.
pub(super) const STATE: usize = 0;
pub(super) const CAUSE: usize = 1;
pub(super) const TEXT: usize = 2;

/// The filters, as they are called there. Four, as those of the log are, so that
/// the code around them is the same.
pub(super) type Filters = [String; 4];

fn filters() -> Filters {
    ["state", "cause", "q", ""].map(query)
}

/// Whether `waiting` is among what is shown.
fn fits(filters: &Filters, waiting: &Waiting) -> bool {
    let [state, cause, text, _] = filters;
    (state.is_empty() || waiting.state.code() == state)
        && (cause.is_empty() || waiting.cause.is_some_and(|mine| mine.code() == cause))
        && waiting
            .account
            .address
            .as_str()
            .contains(&*text.to_lowercase())
}

/// Puts filters into the address of the page.
pub(super) fn apply(filters: &Filters) {
    let mut to = "/migration".to_owned();
    let mut sign = "?";
    for (name, value) in ["state=", "cause=", "q="].into_iter().zip(filters) {
        if !value.is_empty() {
            to.push_str(&[sign, name, &encode(value)].concat());
            sign = "&";
        }
    }
    replace(&to);
}

/// All of it, for whoever needs it.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// What the backend said last.
    pub(super) seen: Load<(Migration, Vec<Waiting>)>,
    pub(super) filters: Memo<Filters>,
    /// What fits the filters, by its place in all of it.
    pub(super) shown: Memo<Vec<usize>>,
    /// By address.
    pub(super) chosen: RwSignal<BTreeSet<String>>,
    /// Where a range of them begins.
    anchor: StoredValue<usize>,
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
        let filters = Memo::new(|_| filters());
        let shown = Memo::new(move |_| {
            filters.with(|filters| {
                let fitting = seen.map(|(_, all)| {
                    let fitting = (0..all.len()).filter(|at| fits(filters, &all[*at]));
                    fitting.collect()
                });
                fitting.unwrap_or_default()
            })
        });
        let chosen: RwSignal<BTreeSet<String>> = RwSignal::default();
        // What is chosen is chosen among what was to be seen.
        watch(move || {
            filters.track();
            chosen.update(BTreeSet::clear);
        });
        Self {
            seen,
            filters,
            shown,
            chosen,
            anchor: StoredValue::new(0),
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
        self.chosen.update(BTreeSet::clear);
        self.seen.again();
    }

    /// The one that is shown at this place.
    pub(super) fn at<R>(self, at: usize, f: impl FnOnce(&Waiting) -> R) -> Option<R> {
        let at = self.shown.with(|shown| shown.get(at).copied())?;
        self.seen.map(|(_, all)| all.get(at).map(f)).flatten()
    }

    /// Chooses the one shown at this place, or lets it go; with `range` all from
    /// the last one to it.
    pub(super) fn toggle(self, at: usize, range: bool) {
        let from = self.anchor.get_value();
        self.anchor.set_value(at);
        let (first, last) = if range {
            (from.min(at), from.max(at))
        } else {
            (at, at)
        };
        let address = |at| self.at(at, |waiting| waiting.account.address.to_string());
        let meant: Vec<String> = untrack(|| (first..=last).filter_map(address).collect());
        self.chosen.update(|chosen| {
            if range {
                chosen.extend(meant);
            } else if let Some(address) = meant.into_iter().next()
                && !chosen.remove(&address)
            {
                chosen.insert(address);
            }
        });
    }

    /// The addresses of what is shown.
    pub(super) fn addresses(self) -> Vec<String> {
        let number = self.shown.with(Vec::len);
        let address = |at| self.at(at, |waiting| waiting.account.address.to_string());
        (0..number).filter_map(address).collect()
    }

    /// The chosen ones that stand in `state`, or all of them.
    pub(super) fn chosen_in(self, state: Option<MigrationState>) -> Vec<String> {
        let mut found = Vec::new();
        self.chosen.with(|chosen| {
            self.seen.map(|(_, all)| {
                for waiting in all {
                    let address = waiting.account.address.as_str();
                    if chosen.contains(address) && state.is_none_or(|state| waiting.state == state)
                    {
                        found.push(address.to_owned());
                    }
                }
            });
        });
        found
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
