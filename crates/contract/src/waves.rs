//! Waves: Exchange accounts that are switched to Graph together, each proved
//! at once and put back by itself where that fails.

use crate::catalogue::Cause;
use crate::ids::{Address, Name, WaveId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Of so many switches one may fail: a wave stops by itself at more than 2 %.
pub const ONE_FAILURE_IN: u32 = 50;

/// How long a wave can be rolled back, in days.
pub const ROLL_BACK_DAYS: i64 = 14;

/// How many accounts the first waves are over; those behind take all that are
/// ready.
pub const SIZES: [u32; 2] = [5, 50];

/// How many accounts the next wave is over, where nobody says otherwise: `done`
/// waves came well to their end, and `ready` accounts wait.
#[must_use]
pub fn next_size(done: usize, ready: u32) -> u32 {
    SIZES.get(done).map_or(ready, |size| ready.min(*size))
}

/// Whether so many failures of so many switches stop a wave.
#[must_use]
pub fn stops_at(failed: u32, total: u32) -> bool {
    failed.saturating_mul(ONE_FAILURE_IN) > total
}

/// Starts a wave: over the named Exchange accounts, over so many of the next that
/// are ready, or, where neither is said, over as many as come next: 5, then 50,
/// then the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"next": 5})))]
#[serde(deny_unknown_fields)]
pub struct NewWave {
    /// These; all of them must be ready. Not together with `next`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_items = 5000))]
    pub addresses: Option<Vec<Address>>,
    /// So many of those that are ready, by address; fewer where fewer are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 5000))]
    pub next: Option<u32>,
}

/// Where a wave stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WaveState {
    /// It goes on, also after a restart.
    Running,
    /// It went through all of its accounts.
    Done,
    /// Too many failed, and it stopped by itself. Those left wait for another.
    StoppedByFailures,
    /// Somebody stopped it. Those left wait for another.
    Stopped,
    /// Somebody rolled it back.
    RolledBack,
}

impl WaveState {
    /// All states.
    pub const ALL: [Self; 5] = [
        Self::Running,
        Self::Done,
        Self::StoppedByFailures,
        Self::Stopped,
        Self::RolledBack,
    ];

    /// The stable name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done => "done",
            Self::StoppedByFailures => "stopped_by_failures",
            Self::Stopped => "stopped",
            Self::RolledBack => "rolled_back",
        }
    }
}

/// A wave as the panel shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Wave {
    /// Its id.
    pub id: WaveId,
    /// Which one it is, from 1.
    pub number: u32,
    /// Where it stands.
    pub state: WaveState,
    /// By whom.
    #[cfg_attr(feature = "openapi", schema(example = "Mark Bakker"))]
    pub started_by: String,
    /// When it was started.
    pub started_at: Timestamp,
    /// When it came to its end.
    pub ended_at: Option<Timestamp>,
    /// How many accounts it is over.
    pub total: u32,
    /// How many of them wait.
    pub waiting: u32,
    /// How many are switched and being proved.
    pub switching: u32,
    /// How many use Graph now.
    pub switched: u32,
    /// How many were put back by themselves.
    pub failed: u32,
    /// How many were not ready any more when their turn came.
    pub skipped: u32,
    /// How many were rolled back by somebody.
    pub rolled_back: u32,
    /// Until when it can be rolled back.
    pub roll_back_until: Option<Timestamp>,
    /// Why it cannot be rolled back, where it cannot.
    pub no_roll_back: Option<Cause>,
}

/// Where one account of a wave stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WaveItemState {
    /// Its turn did not come yet.
    Waiting,
    /// It uses Graph and is being proved.
    Switching,
    /// It uses Graph, and that was proved.
    Switched,
    /// The proof failed, and it uses Exchange again.
    Failed,
    /// It was not ready any more when its turn came.
    Skipped,
    /// Somebody rolled it back.
    RolledBack,
}

impl WaveItemState {
    /// All states.
    pub const ALL: [Self; 6] = [
        Self::Waiting,
        Self::Switching,
        Self::Switched,
        Self::Failed,
        Self::Skipped,
        Self::RolledBack,
    ];

    /// The stable name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Switching => "switching",
            Self::Switched => "switched",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
            Self::RolledBack => "rolled_back",
        }
    }
}

/// One account of a wave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaveItem {
    /// Its place in the wave, from 1.
    pub position: i64,
    /// Its address.
    pub address: Address,
    /// The Graph account it was switched to.
    pub account_name: Name,
    /// Where it stands.
    pub state: WaveItemState,
    /// Why it failed or was skipped.
    pub cause: Option<Cause>,
    /// When it came to stand there.
    pub at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wave_stops_at_more_than_two_in_a_hundred_and_never_without_a_failure() {
        for (failed, total, stops) in [
            (0, 1, false),
            (1, 5, true),
            (1, 49, true),
            (1, 50, false),
            (2, 50, true),
            (4, 245, false),
            (5, 245, true),
        ] {
            assert_eq!(stops_at(failed, total), stops, "{failed} of {total}");
        }
    }

    #[test]
    fn waves_grow_with_what_went_well() {
        for (done, ready, size) in [(0, 300, 5), (1, 295, 50), (2, 245, 245), (0, 3, 3)] {
            assert_eq!(next_size(done, ready), size);
        }
    }

    #[test]
    fn the_wire_uses_the_stable_names() {
        for state in WaveState::ALL {
            let json = serde_json::to_string(&state).unwrap();
            assert_eq!(json, format!("\"{}\"", state.code()));
        }
        for state in WaveItemState::ALL {
            let json = serde_json::to_string(&state).unwrap();
            assert_eq!(json, format!("\"{}\"", state.code()));
        }
    }
}
