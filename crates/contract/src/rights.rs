//! Rights in Exchange that proofs found missing, and the script that gives
//! exactly these.

use crate::catalogue::Cause;
use crate::ids::Address;
use crate::mailboxes::{Light, LightState};
use crate::runs::RunFilter;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Mailboxes that one script may be about.
pub const RIGHTS_MAX: usize = 2000;

/// For how long mailboxes are looked at every few minutes after a script was
/// made: 2 hours. Microsoft takes up to one.
pub const WATCH_MS: i64 = 2 * 60 * 60 * 1000;

/// Asks for a script, for the named mailboxes or for those that fit a filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"filter": {"cause": "no_mailbox_access"}})))]
#[serde(deny_unknown_fields)]
pub struct NewRightsScript {
    /// These mailboxes. Either this or `filter`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_items = 2000))]
    pub addresses: Option<Vec<Address>>,
    /// All mailboxes that fit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<RunFilter>,
}

/// A right in Exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExchangeRight {
    /// To open the mailbox.
    FullAccess,
    /// To send as the mailbox.
    SendAs,
}

impl ExchangeRight {
    /// Both.
    pub const ALL: [Self; 2] = [Self::FullAccess, Self::SendAs];

    /// Whether the last proofs found it missing. What was never refused is not
    /// missing, as far as anybody knows.
    #[must_use]
    pub fn is_missing(self, lights: &[Light]) -> bool {
        let mut red = lights.iter().filter(|l| l.state == LightState::Red);
        red.any(|light| light.cause.and_then(Self::of) == Some(self))
    }

    /// The right whose lack is this cause.
    #[must_use]
    pub fn of(cause: Cause) -> Option<Self> {
        match cause {
            Cause::NoMailboxAccess => Some(Self::FullAccess),
            Cause::SendAsDenied | Cause::SentElsewhere => Some(Self::SendAs),
            _ => None,
        }
    }
}

/// A right that somebody was found not to have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MissingRight {
    /// On which mailbox.
    pub address: Address,
    /// Which right.
    pub right: ExchangeRight,
    /// Who lacks it: the person who signed in.
    pub person: Address,
}

/// The script and what takes it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RightsScript {
    /// What is missing: all of it, and nothing else.
    pub missing: Vec<MissingRight>,
    /// Exchange Online PowerShell that gives it.
    pub script: String,
    /// The same, taken back.
    pub undo: String,
    /// Until when these mailboxes are looked at every few minutes.
    pub watched_until: Timestamp,
}
