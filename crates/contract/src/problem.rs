//! Errors on the wire: problem+json (RFC 9457) with our own members.

use crate::catalogue::{Cause, MicrosoftTrace, Owner};
use crate::fields::FieldError;
use serde::{Deserialize, Serialize};

/// The media type of a [`Problem`] (RFC 9457 §3).
pub const PROBLEM_JSON: &str = "application/problem+json";

/// What every error of the API looks like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Names the kind of problem: `urn:imagecapture:problem:` and the code.
    #[serde(rename = "type")]
    #[cfg_attr(
        feature = "openapi",
        schema(example = "urn:imagecapture:problem:secret_wrong")
    )]
    pub kind: String,
    /// What happened.
    pub title: String,
    /// The HTTP status, again.
    #[cfg_attr(feature = "openapi", schema(example = 422))]
    pub status: u16,
    /// What happened this time, where there is more to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The stable name of the cause.
    pub code: Cause,
    /// What to do.
    pub remedy: String,
    /// Who must do it.
    pub owner: Owner,
    /// The fields that are wrong, where some are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// What Microsoft said, where it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub microsoft: Option<MicrosoftTrace>,
    /// In how many seconds it may be tried again, as `Retry-After` says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// Names this request in the log of the backend.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}
