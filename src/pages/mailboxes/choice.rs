//! Which mailboxes are chosen, by their addresses: a row that is not in the
//! page, or not even here yet, can be among them.

use super::filters::Filters;
use super::rows::{Rows, addresses};
use crate::{memory, task};
use contract::catalogue::Cause;
use contract::ids::Address;
use contract::mailboxes::ProofKind;
use contract::rights::ExchangeRight;
use contract::runs::{NewRun, RUN_ADDRESSES_MAX};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// A run over everything that fits.
pub(super) fn run_over(filters: &Filters, kind: ProofKind) -> NewRun {
    NewRun {
        kind,
        addresses: None,
        filter: Some(filters.of_run()),
    }
}

/// What is chosen.
#[derive(Clone, Copy)]
pub(super) struct Choice {
    chosen: RwSignal<BTreeSet<String>>,
    /// Where a range begins.
    anchor: StoredValue<usize>,
    /// What all of them fit, where they were chosen that way.
    whole: StoredValue<Option<Filters>>,
    /// Whether more is being looked up.
    pub(super) busy: RwSignal<bool>,
}

impl Choice {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self {
            chosen: RwSignal::default(),
            anchor: StoredValue::new(0),
            whole: StoredValue::new(None),
            busy: RwSignal::new(false),
        }
    }

    /// Whether this one is.
    pub(super) fn has(self, address: &str) -> bool {
        self.chosen.with(|chosen| chosen.contains(address))
    }

    /// How many are.
    pub(super) fn len(self) -> usize {
        self.chosen.with(BTreeSet::len)
    }

    /// Whether all that are here are.
    pub(super) fn has_all(self, rows: Rows) -> bool {
        rows.version.track();
        let here = rows.len();
        here > 0
            && self.len() >= here
            && (0..here).all(|at| rows.address(at).is_some_and(|address| self.has(&address)))
    }

    /// Chooses the one at `at`, or lets it go; with `range` all from the last
    /// one to it.
    pub(super) fn toggle(self, rows: Rows, at: usize, range: bool) {
        let Some(address) = rows.address(at) else {
            return;
        };
        self.whole.set_value(None);
        let from = self.anchor.get_value();
        self.anchor.set_value(at);
        self.chosen.update(|chosen| {
            if range {
                chosen.extend(rows.between(from, at));
            } else if !chosen.remove(&address) {
                chosen.insert(address);
            }
        });
    }

    /// Chooses all that are here, or none.
    pub(super) fn toggle_all(self, rows: Rows) {
        if self.has_all(rows) {
            self.clear();
        } else if rows.len() > 0 {
            self.whole.set_value(None);
            let all = rows.between(0, rows.len() - 1);
            self.chosen.update(|chosen| chosen.extend(all));
        }
    }

    /// Chooses all that fit these filters, here or not.
    pub(super) fn take(self, filters: Filters) {
        self.busy.set(true);
        task::start(async move {
            let found = addresses(filters.clone()).await;
            if self.busy.try_set(false).is_some() {
                return; // The page is gone.
            }
            if let Ok(found) = found {
                let all = found.into_iter().map(|address| address.to_string());
                self.chosen.set(all.collect());
                self.whole.set_value(Some(filters));
            }
        });
    }

    /// Chooses none.
    pub(super) fn clear(self) {
        self.whole.set_value(None);
        self.chosen.update(BTreeSet::clear);
    }

    /// A run over the chosen ones. Of more than can be named one by one, all
    /// are what fits a filter.
    pub(super) fn run(self, kind: ProofKind) -> NewRun {
        let named = self.chosen.with_untracked(|chosen| {
            let all = chosen.iter().filter_map(|text| Address::parse(text).ok());
            all.collect::<Vec<_>>()
        });
        let whole = self.whole.with_value(Clone::clone);
        match whole.filter(|_| named.len() > RUN_ADDRESSES_MAX) {
            Some(filters) => run_over(&filters, kind),
            None => NewRun {
                kind,
                addresses: Some(named),
                filter: None,
            },
        }
    }

    /// Whether one of those that are here lacks a right in Exchange.
    pub(super) fn lacks_rights(self, rows: Rows) -> bool {
        self.chosen.with(|chosen| {
            let mut here = (0..rows.len()).filter_map(|at| rows.at(at));
            here.any(|row| {
                row.with(|mailbox| {
                    let lacks = mailbox.verdict.cause.and_then(ExchangeRight::of).is_some();
                    lacks && chosen.contains(mailbox.address.as_str())
                })
            })
        })
    }

    /// Keeps what is chosen for the page that makes a script.
    pub(super) fn keep(self) {
        let text = self.chosen.with_untracked(serde_json::to_string);
        let _ = memory::keep_here(memory::CHOSEN, &text.unwrap_or_default());
    }

    /// The cause that all chosen ones have that are here.
    pub(super) fn cause(self, rows: Rows) -> Option<Cause> {
        self.chosen.with(|chosen| {
            let mut causes = (0..rows.len())
                .filter_map(|at| rows.at(at))
                .filter_map(|row| {
                    row.with(|mailbox| {
                        let mine = chosen.contains(mailbox.address.as_str());
                        mine.then_some(mailbox.verdict.cause)
                    })
                });
            let first = causes.next()??;
            causes.all(|cause| cause == Some(first)).then_some(first)
        })
    }
}
