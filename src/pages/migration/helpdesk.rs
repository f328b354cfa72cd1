//! The migration for helpdesk: how many stand where, and nothing to press.

use crate::api;
use crate::load::Load;
use crate::text::*;
use crate::ui::{card, empty, facts, head, link, several, text};
use contract::events::ChangeKind;
use contract::migration::{Migration, MigrationState};
use web_sys::Node;

/// The numbers.
pub(super) fn glance() -> Node {
    let load: Load<Migration> = Load::new(api::migration_at_a_glance, |change| {
        change.kind == ChangeKind::Migration
    });
    let none: [Node; 0] = [];
    let body = load.show(|seen| {
        if seen.total == 0 {
            let out = link("btn", "", NAV_CHECK, "/check");
            return empty("arrow", MIG_NONE, MIG_NONE_HELPDESK, out);
        }
        let mut counts = seen.counts;
        let lines = MigrationState::ALL.map(|state| {
            let (_, name) = migration_state(state);
            (name, text(counts.of_mut(state).to_string().into()))
        });
        card(MIG_WHERE).with(facts(lines)).into()
    });
    several([head(MIG, MIG_LINE, none).into(), body])
}
