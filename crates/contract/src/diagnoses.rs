//! How a mailbox stood at one moment, kept as it was: for a ticket, and for
//! whoever looks into it later.

use crate::ids::DiagnosisId;
use crate::mailboxes::Mailbox;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// For how long a diagnosis is kept, in milliseconds: 90 days. Longer than raw
/// results, since tickets live longer; not for ever, since it names people.
pub const KEPT_MS: i64 = 90 * 24 * 60 * 60 * 1000;

/// How a mailbox stood at one moment. No subject and no text of any mail is in
/// it, no secret and no token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Diagnosis {
    /// Its id, which is in its address.
    pub id: DiagnosisId,
    /// When it was kept.
    pub made_at: Timestamp,
    /// By whom.
    #[cfg_attr(feature = "openapi", schema(example = "Hans de Vries"))]
    pub made_by: String,
    /// From when on it is gone.
    pub kept_until: Timestamp,
    /// The mailbox as it was then.
    pub mailbox: Mailbox,
}
