//! The things in a tenant, as they are kept and saved.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::base::clock::Moment;
use crate::base::language::Language;
use crate::directory::policy::{ApprovalRequest, Policy};
use crate::directory::scopes::Resource;

/// One Entra tenant.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Tenant {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) domains: Vec<String>,
    pub(crate) consent_policy: ConsentPolicy,
    pub(crate) language: Language,
    /// People may ask an admin for consent.
    /// Microsoft: "Configure the admin consent workflow".
    #[serde(default)]
    pub(crate) admin_consent_requests: bool,
    #[serde(default)]
    pub(crate) approvals: Vec<ApprovalRequest>,
    /// Conditional Access.
    #[serde(default)]
    pub(crate) policies: Vec<Policy>,
    #[serde(default)]
    pub(crate) cloud: Cloud,
    /// APIs this tenant has not subscribed to.
    #[serde(default)]
    pub(crate) without: Vec<Resource>,
}

/// Where a tenant lives. The stand-in has one address for all clouds: which one's
/// address a client means, it says by the Graph that its scopes name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Cloud {
    #[default]
    Global,
    UsGov,
    China,
}

impl Cloud {
    /// The cloud whose Graph a `scope` names; `None` where it names none.
    /// Microsoft: "National cloud deployments".
    pub(crate) fn named_in(scope: &str) -> Option<Self> {
        scope.split_whitespace().find_map(|word| {
            let (address, _) = word.rsplit_once('/')?;
            match address.trim_end_matches('/') {
                "https://graph.microsoft.com" => Some(Self::Global),
                "https://graph.microsoft.us" | "https://dod-graph.microsoft.us" => {
                    Some(Self::UsGov)
                }
                "https://microsoftgraph.chinacloudapi.cn" => Some(Self::China),
                _ => None,
            }
        })
    }
}

/// What people may consent to by themselves.
/// Microsoft: "Manage app consent policies".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ConsentPolicy {
    /// "Let Microsoft manage your consent settings", the default of new tenants.
    #[default]
    #[serde(rename = "microsoft-user-default-recommended")]
    Recommended,
    /// Only permissions classified as low impact.
    #[serde(rename = "microsoft-user-default-low", alias = "low")]
    Low,
    /// Everything that does not need an admin.
    #[serde(rename = "microsoft-user-default-legacy", alias = "legacy")]
    Legacy,
    /// Nothing: every consent is an admin's.
    #[serde(rename = "none")]
    None,
}

/// One account in one tenant; a guest is an account of its own here, whose
/// name and password are those at home.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Person {
    pub(crate) tenant: String,
    pub(crate) object_id: String,
    pub(crate) upn: String,
    pub(crate) name: String,
    pub(crate) password: String,
    pub(crate) roles: Vec<Role>,
    pub(crate) disabled: bool,
    /// The name at home, for a guest.
    pub(crate) guest_of: Option<String>,
    /// Refresh tokens of sign-ins before this moment are revoked.
    pub(crate) sessions_valid_from: Option<Moment>,
    #[serde(default)]
    pub(crate) password_state: PasswordState,
    #[serde(default)]
    pub(crate) second_factor: SecondFactor,
    /// Wrong passwords in a row.
    #[serde(default)]
    pub(crate) failures: u32,
    #[serde(default)]
    pub(crate) locked_until: Option<Moment>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PasswordState {
    #[default]
    Valid,
    Expired,
    /// The same of an account that is synchronised from Active Directory.
    ExpiredOnPremises,
}

/// What a person has to say besides the password, whatever policies demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SecondFactor {
    /// A method is set up.
    pub(crate) registered: bool,
    /// Asked for at every app ("per-user MFA").
    pub(crate) required: bool,
}

impl Default for SecondFactor {
    fn default() -> Self {
        Self {
            registered: true,
            required: false,
        }
    }
}

impl Person {
    /// The name a person types to sign in.
    pub(crate) fn login(&self) -> &str {
        self.guest_of.as_deref().unwrap_or(&self.upn)
    }

    pub(crate) fn is_global_admin(&self) -> bool {
        self.roles.contains(&Role::Global)
    }

    /// Whether this person may consent for everybody: any of the roles here
    /// may, for delegated permissions.
    /// Microsoft: "User and admin consent overview".
    pub(crate) fn is_admin(&self) -> bool {
        !self.roles.is_empty()
    }

    pub(crate) fn revoked_since(&self, signed_in: Moment) -> Option<Moment> {
        self.sessions_valid_from.filter(|from| signed_in < *from)
    }

    pub(crate) fn is_locked(&self, now: Moment) -> bool {
        self.locked_until.is_some_and(|until| now < until)
    }
}

/// The directory roles that matter for consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Role {
    #[serde(rename = "global_admin")]
    Global,
    #[serde(rename = "privileged_role_admin")]
    Privileged,
    #[serde(rename = "application_admin")]
    Application,
    #[serde(rename = "cloud_application_admin")]
    CloudApplication,
}

/// A mail-enabled security group: mail to it goes to its members, and what
/// it may do they may do.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Group {
    pub(crate) tenant: String,
    pub(crate) address: String,
    pub(crate) name: String,
    /// Login names in lower case.
    pub(crate) members: BTreeSet<String>,
}

/// One app registration.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct App {
    pub(crate) tenant: String,
    pub(crate) client_id: String,
    pub(crate) name: String,
    pub(crate) audience: Audience,
    pub(crate) redirect_uris: Vec<RedirectUri>,
    pub(crate) secrets: Vec<Secret>,
    pub(crate) disabled: bool,
    pub(crate) assignment_required: bool,
    /// Login names of those assigned, in lower case, and groups.
    pub(crate) assigned: BTreeSet<String>,
    /// "Allow public client flows".
    pub(crate) public_client: bool,
    /// The configured API permissions: what `.default` stands for.
    pub(crate) permissions: Vec<String>,
    /// "ID tokens (used for implicit and hybrid flows)".
    #[serde(default)]
    pub(crate) id_tokens: bool,
    /// "Access tokens (used for implicit flows)".
    #[serde(default)]
    pub(crate) access_tokens: bool,
    /// Of a publisher that is not verified and thought risky.
    #[serde(default)]
    pub(crate) risky: bool,
}

/// Whose accounts may use an app.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Audience {
    #[default]
    Single,
    Multiple,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RedirectUri {
    pub(crate) uri: String,
    #[serde(rename = "type", default)]
    pub(crate) platform: Platform,
}

/// The platform a redirect URI is registered under.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Platform {
    #[default]
    Web,
    Spa,
    /// "Mobile and desktop applications".
    Native,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Secret {
    pub(crate) secret_id: String,
    pub(crate) value: String,
    pub(crate) expires: Moment,
    pub(crate) description: String,
}
