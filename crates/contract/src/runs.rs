//! Runs: one proof over many mailboxes, with progress, stop and resume; and the
//! raw results of all proofs.

use crate::catalogue::{Cause, MicrosoftTrace};
use crate::ids::{AccountId, Address, RunId};
use crate::mailboxes::{Ability, LightState, ProofKind, VerdictState};
use crate::purposes::Purpose;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Addresses that one run may be started with. A filter has no such limit.
pub const RUN_ADDRESSES_MAX: usize = 5000;

/// Starts a run, over the named mailboxes or over those that fit a filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"kind": "check", "filter": {"verdict": "bad"}})))]
#[serde(deny_unknown_fields)]
pub struct NewRun {
    /// How far each proof goes.
    pub kind: ProofKind,
    /// These mailboxes. Either this or `filter`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_items = 5000))]
    pub addresses: Option<Vec<Address>>,
    /// All mailboxes that fit. An empty filter fits all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<RunFilter>,
}

/// Which mailboxes, as the list of mailboxes is filtered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RunFilter {
    /// Of one account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// With one verdict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<VerdictState>,
    /// With one cause of the catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// For one purpose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Purpose>,
    /// Whose name or address holds this text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub q: Option<String>,
}

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// It goes on, also after a restart.
    Running,
    /// Somebody stopped it. It can be resumed where it was.
    Stopped,
    /// Every mailbox has its outcome.
    Done,
}

impl RunState {
    /// All states.
    pub const ALL: [Self; 3] = [Self::Running, Self::Stopped, Self::Done];

    /// The stable name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Stopped => "stopped",
            Self::Done => "done",
        }
    }
}

/// Why a run was started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RunReason {
    /// A person asked for it.
    Asked,
    /// Somebody consented for the account.
    Consent,
    /// The account has another client secret.
    Secret,
    /// Exchange accounts rehearse for Graph.
    Rehearsal,
    /// Another sign-in carries the mailboxes now.
    Moved,
}

impl RunReason {
    /// All reasons.
    pub const ALL: [Self; 5] = [
        Self::Asked,
        Self::Consent,
        Self::Secret,
        Self::Rehearsal,
        Self::Moved,
    ];

    /// The stable name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Consent => "consent",
            Self::Secret => "secret",
            Self::Rehearsal => "rehearsal",
            Self::Moved => "moved",
        }
    }
}

/// Whether a run is for administrators to start, stop and resume. A check that
/// somebody asked for only reads, and helpdesk makes one for whoever calls; a full
/// proof writes into mailboxes. What follows from what an administrator did (a
/// rehearsal, the proofs after a consent) is theirs, too.
#[must_use]
pub fn is_for_admins(kind: ProofKind, reason: RunReason) -> bool {
    kind != ProofKind::Check || reason != RunReason::Asked
}

/// What a run found about one mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Everything that was tried succeeded.
    Green,
    /// Something was refused.
    Red,
    /// There was no answer.
    Unknown,
    /// The mailbox was removed from this product meanwhile.
    Gone,
}

impl Outcome {
    /// All outcomes.
    pub const ALL: [Self; 4] = [Self::Green, Self::Red, Self::Unknown, Self::Gone];

    /// The stable name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Red => "red",
            Self::Unknown => "unknown",
            Self::Gone => "gone",
        }
    }
}

/// A run as the panel shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProofRun {
    /// Its id.
    pub id: RunId,
    /// How far each proof goes.
    pub kind: ProofKind,
    /// Why it was started.
    pub reason: RunReason,
    /// By whom.
    #[cfg_attr(feature = "openapi", schema(example = "Mark Bakker"))]
    pub started_by: String,
    /// Where it stands.
    pub state: RunState,
    /// When it was started.
    pub started_at: Timestamp,
    /// When its last mailbox had its outcome.
    pub ended_at: Option<Timestamp>,
    /// How many mailboxes it is over.
    pub total: u32,
    /// How many of them have their outcome.
    pub done: u32,
    /// Everything that was tried succeeded.
    pub green: u32,
    /// Something was refused.
    pub red: u32,
    /// There was no answer.
    pub unknown: u32,
    /// Removed meanwhile.
    pub gone: u32,
}

/// One mailbox of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunItem {
    /// Its place in the run, from 1.
    pub position: i64,
    /// Its address.
    pub address: Address,
    /// What was found; missing while it waits.
    pub outcome: Option<Outcome>,
    /// Why it is not green.
    pub cause: Option<Cause>,
    /// When.
    pub at: Option<Timestamp>,
}

/// One raw result of one proof. Kept for 30 days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProofResult {
    /// Of which ability.
    pub ability: Ability,
    /// How it ended.
    pub state: LightState,
    /// When.
    pub at: Timestamp,
    /// How long it took, in milliseconds.
    pub took_ms: u32,
    /// Why it is not green.
    pub cause: Option<Cause>,
    /// What Microsoft said, where it is not green.
    pub microsoft: Option<MicrosoftTrace>,
    /// The run it was part of.
    pub run: Option<RunId>,
}
