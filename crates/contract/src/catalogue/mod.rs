//! The error catalogue: from what Microsoft or we answer to a cause with plain
//! words, a remedy and somebody who can apply it. The words are in `languages`.
//!
//! There is no error without a remedy and no remedy without an owner.

mod entra;
mod graph;
mod table;

pub use table::Cause;

use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Who can take a cause away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// The person at the panel, by doing something again or differently.
    You,
    /// An administrator of ImageCapture, in this panel.
    Admin,
    /// Whoever owns the mailbox or hands out rights on it in Exchange.
    MailboxOwner,
    /// An administrator of the Microsoft Entra tenant.
    EntraAdmin,
    /// Whoever runs the network between the backend and Microsoft.
    Network,
    /// Microsoft: it heals by itself.
    Microsoft,
    /// The makers of this product.
    Us,
}

/// What Microsoft said, word for word, for the technical details and for a call
/// with its support. Never holds a token or a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MicrosoftTrace {
    /// `AADSTS7000215`, `ErrorItemNotFound`, or the `error` where there is no code.
    #[cfg_attr(feature = "openapi", schema(example = "AADSTS7000215"))]
    pub code: String,
    /// Microsoft's own text, first line, at most 500 characters.
    pub message: String,
    /// Entra's trace id or Graph's request-id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// Entra's correlation id or Graph's client-request-id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlation_id: Option<String>,
    /// When the answer came.
    pub at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cause_has_a_name_of_its_own_that_reads_back() {
        let mut codes = std::collections::HashSet::new();
        for &cause in Cause::ALL {
            assert!(codes.insert(cause.code()), "{} twice", cause.code());
            let json = serde_json::to_string(&cause).unwrap();
            assert_eq!(json, format!("\"{}\"", cause.code()));
            assert_eq!(serde_json::from_str::<Cause>(&json).unwrap(), cause);
            assert_eq!(Cause::from_code(cause.code()), Some(cause));
        }
    }
}
