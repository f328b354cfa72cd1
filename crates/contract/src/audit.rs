//! The audit as the panel shows it.

use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A line of the audit. Never holds a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditLine {
    /// Its number, from 1.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// Who: a person with their address, a job, or the backend itself.
    #[cfg_attr(feature = "openapi", schema(example = "Mark Bakker <mark@contoso.nl>"))]
    pub actor: String,
    /// Did what.
    #[cfg_attr(feature = "openapi", schema(example = "account.secret"))]
    pub action: String,
    /// To what: an id or an address; may be empty.
    pub object: String,
    /// What the object of this id is called now: a person, an account, a key of
    /// jobs. Only where lines are looked up, not in an export.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "Contoso Scan"))]
    pub object_name: Option<String>,
    /// What else is worth knowing.
    pub detail: String,
}

/// A page of the audit, the newest line first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditPage {
    /// Its lines.
    pub items: Vec<AuditLine>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<String>,
}
