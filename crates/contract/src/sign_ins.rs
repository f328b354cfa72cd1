//! Who signs in and which mailboxes that carries: an account may have several
//! sign-ins, each mailbox is used through one of them, and people leave.

use crate::accounts::SignIn;
use crate::catalogue::Cause;
use crate::ids::Address;
use crate::mailboxes::Counts;
use crate::purposes::Purpose;
use crate::runs::ProofRun;
use serde::{Deserialize, Serialize};

/// Mailboxes that can be moved at once.
pub const MOVE_MAX: usize = 500;

/// The sign-ins of an account, with what each carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Carriers {
    /// Those that work first, then the newest.
    pub sign_ins: Vec<Carrier>,
    /// Mailboxes of the account that no sign-in carries.
    pub without: u32,
}

/// A sign-in and what it carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Carrier {
    /// The sign-in.
    pub sign_in: SignIn,
    /// How many mailboxes it carries, by verdict.
    pub carries: Counts,
    /// What stops when this person leaves or loses their rights: how many
    /// mailboxes no longer do what.
    pub stops: Vec<Stop>,
}

/// What stops when a sign-in ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stop {
    /// What ImageCapture does.
    pub purpose: Purpose,
    /// For how many mailboxes.
    pub mailboxes: u32,
}

/// Moves mailboxes to another sign-in of their account. Each is read with its
/// token first; those for which that works are moved together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"addresses": ["facturen@contoso.nl"]})))]
#[serde(deny_unknown_fields)]
pub struct MoveMailboxes {
    /// Which ones.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub addresses: Vec<Address>,
    /// Reads, tells what would move, and moves nothing.
    #[serde(default)]
    pub dry_run: bool,
}

/// What came of moving, mailbox by mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MovedMailboxes {
    /// Whether this was a try: nothing was moved.
    pub dry_run: bool,
    /// Each that was named.
    pub items: Vec<MovedMailbox>,
    /// The run that proves in full what was moved.
    pub run: Option<ProofRun>,
}

/// What came of moving one mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MovedMailbox {
    /// Its address.
    pub address: Address,
    /// What came of it.
    pub outcome: MoveOutcome,
    /// Why it was not moved.
    pub cause: Option<Cause>,
}

/// What comes of moving a mailbox to another sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MoveOutcome {
    /// The other sign-in carries it now.
    Moved,
    /// It would have been moved.
    Green,
    /// The other sign-in carries it already.
    Already,
    /// The other sign-in may not read it: it stays where it is.
    Red,
    /// There was no answer, or something else was done with the mailbox: it stays
    /// where it is.
    Unknown,
}
