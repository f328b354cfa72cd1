//! The migration from Exchange accounts to Graph, and words for what stands in
//! its answers.

use super::*;
use contract::migration::{MigrationState, Place, RowColumn, RowFault};
use contract::waves::{WaveItemState, WaveState};

/// Where an Exchange account stands: tone and word.
#[must_use]
pub fn migration_state(state: MigrationState) -> (&'static str, Say) {
    match state {
        MigrationState::Stays => ("idle", MIG_STATE_STAYS),
        MigrationState::Waiting => ("idle", MIG_STATE_WAITING),
        MigrationState::Ready => ("arrow", MIG_STATE_READY),
        MigrationState::Action => ("bad", MIG_STATE_ACTION),
        MigrationState::Unknown => ("warn", MIG_STATE_UNKNOWN),
        MigrationState::Switching => ("info", MIG_STATE_SWITCHING),
        MigrationState::Switched => ("ok", MIG_STATE_SWITCHED),
    }
}

/// Where a mailbox lies.
#[must_use]
pub fn place_name(place: Place) -> Say {
    match place {
        Place::ExchangeOnline => PLACE_EXCHANGE_ONLINE,
        Place::OnPremises => PLACE_ON_PREMISES,
        Place::Unknown => PLACE_UNKNOWN,
    }
}

/// Where a wave stands: tone and word.
#[must_use]
pub fn wave_state(state: WaveState) -> (&'static str, Say) {
    match state {
        WaveState::Running => ("info", WAVE_STATE_RUNNING),
        WaveState::Done => ("ok", WAVE_STATE_DONE),
        WaveState::StoppedByFailures => ("bad", WAVE_STATE_STOPPED_BY_FAILURES),
        WaveState::Stopped => ("idle", WAVE_STATE_STOPPED),
        WaveState::RolledBack => ("idle", WAVE_STATE_ROLLED_BACK),
    }
}

/// Where an account of a wave stands: tone and word.
#[must_use]
pub fn wave_item_state(state: WaveItemState) -> (&'static str, Say) {
    match state {
        WaveItemState::Waiting => ("idle", WAVE_ITEM_WAITING),
        WaveItemState::Switching => ("info", WAVE_ITEM_SWITCHING),
        WaveItemState::Switched => ("ok", WAVE_ITEM_SWITCHED),
        WaveItemState::Failed => ("bad", WAVE_ITEM_FAILED),
        WaveItemState::Skipped => ("warn", WAVE_ITEM_SKIPPED),
        WaveItemState::RolledBack => ("idle", WAVE_ITEM_ROLLED_BACK),
    }
}

/// A part of a row of a list.
#[must_use]
pub fn row_column(column: RowColumn) -> Say {
    match column {
        RowColumn::Row => ROW_ROW,
        RowColumn::Address => ROW_ADDRESS,
        RowColumn::Purposes => ROW_PURPOSES,
        RowColumn::Server => ROW_SERVER,
    }
}

/// Why a row cannot be taken, and what would do.
#[must_use]
pub fn row_fault(fault: RowFault) -> Say {
    match fault {
        RowFault::Empty => FAULT_EMPTY,
        RowFault::NotAnAddress => FAULT_NOT_AN_ADDRESS,
        RowFault::Twice => FAULT_TWICE,
        RowFault::UnknownPurpose => FAULT_UNKNOWN_PURPOSE,
        RowFault::NotAServer => FAULT_NOT_ASERVER,
        RowFault::Unreadable => FAULT_UNREADABLE,
    }
}
