//! Access tokens for ImageCapture's jobs, and the keys with which jobs ask.

use crate::ids::{Address, JobKeyId, Name};
use crate::purposes::Purposes;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A key for jobs as an administrator fills it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewJobKey {
    /// What people call it.
    #[cfg_attr(feature = "openapi", schema(example = "Import job Utrecht"))]
    pub name: String,
    /// For which purposes it gets tokens.
    pub purposes: Purposes,
    /// For which mailboxes. Missing: for all.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 1000))]
    pub mailboxes: Option<Vec<Address>>,
}

/// A job key as it is listed: without the key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobKey {
    /// Its id.
    pub id: JobKeyId,
    /// What people call it.
    pub name: Name,
    /// For which purposes it gets tokens.
    pub purposes: Purposes,
    /// For which mailboxes. Missing: for all.
    pub mailboxes: Option<Vec<Address>>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A job key that was just made: the only time the key itself is shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedJobKey {
    /// What it is.
    pub job_key: JobKey,
    /// The key, for the `Authorization: Bearer` header of the job.
    pub key: String,
}

/// Asks for an access token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TokenRequest {
    /// What the job will do with it.
    pub purpose: crate::purposes::Purpose,
}

/// An access token for one mailbox.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessToken {
    /// The token, for Graph's `Authorization: Bearer` header.
    pub access_token: String,
    /// When it ends.
    pub expires_at: Timestamp,
    /// Where Graph lives, without a version.
    #[cfg_attr(feature = "openapi", schema(example = "https://graph.microsoft.com"))]
    pub graph: String,
    /// The path of the mailbox below the version.
    #[cfg_attr(feature = "openapi", schema(example = "/users/facturen@contoso.nl"))]
    pub user_path: String,
}
