//! Conditional Access, as far as it stands between a person and a token, and
//! the requests people make to their admins.
//! Microsoft: "What is Conditional Access?", "Configure the admin consent workflow".

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::base::clock::Moment;

/// One policy. Empty lists of people and apps mean all.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Policy {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Login names in lower case.
    pub(crate) people: BTreeSet<String>,
    pub(crate) except: BTreeSet<String>,
    pub(crate) apps: BTreeSet<String>,
    pub(crate) grant: Control,
    /// How long a sign-in counts, in hours; 0 asks every time.
    pub(crate) sign_in_frequency_hours: Option<u32>,
    /// How long a second factor counts, in hours.
    pub(crate) mfa_lifetime_hours: Option<u32>,
}

/// What a policy asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Control {
    /// Nothing besides the session's rules.
    #[default]
    None,
    Block,
    Mfa,
    CompliantDevice,
    JoinedDevice,
    DeviceAuthentication,
    /// A policy of Microsoft's own making.
    SecurityPolicy,
    SecurityDefaults,
}

impl Policy {
    pub(crate) fn applies(&self, login: &str, client_id: &str) -> bool {
        let login = login.to_lowercase();
        (self.people.is_empty() || self.people.contains(&login))
            && !self.except.contains(&login)
            && (self.apps.is_empty() || self.apps.contains(client_id))
    }
}

/// What somebody asked an admin to consent to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ApprovalRequest {
    pub(crate) id: String,
    pub(crate) client_id: String,
    /// The object id.
    pub(crate) person: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) justification: String,
    pub(crate) at: Moment,
}
