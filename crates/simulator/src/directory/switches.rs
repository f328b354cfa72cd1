//! What is not known for certain of Microsoft's behaviour, each as a switch
//! with the likelier answer as its default, and a few of a tenant's settings
//! that clients have to cope with.

use serde::{Deserialize, Serialize};

/// All switches; the tenant file and the control API set them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Switches {
    /// How `scope` in a token answer names Graph's permissions. Recorded as
    /// URLs; documents and consumer accounts show short names.
    pub(crate) scope_form: ScopeForm,
    /// How long access tokens live; at random between 60 and 90 minutes when
    /// not set (a tenant may set 10 minutes to one day).
    pub(crate) access_token_seconds: Option<u32>,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            scope_form: ScopeForm::Url,
            access_token_seconds: None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ScopeForm {
    /// `https://graph.microsoft.com/Mail.Send`
    Url,
    /// `Mail.Send`
    Short,
    /// As the request wrote them.
    AsAsked,
}
