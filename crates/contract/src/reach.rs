//! Whether Microsoft answers us at all, whatever it says.

use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How Microsoft is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reach {
    /// The call that ended last; nothing where this server made none since it started.
    pub last: Option<LastCall>,
}

/// A call to Microsoft that ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LastCall {
    /// Whether an answer came, even one that refused.
    pub answered: bool,
    /// When it ended.
    pub at: Timestamp,
    /// How long it took, in milliseconds.
    #[cfg_attr(feature = "openapi", schema(example = 84))]
    pub took_ms: u32,
}
