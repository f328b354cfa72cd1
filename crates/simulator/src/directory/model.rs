//! The things in a tenant, as they are kept and saved.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::base::clock::Moment;
use crate::base::language::Language;
use crate::mail::store::MailStore;

/// One Entra tenant.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Tenant {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) domains: Vec<String>,
    pub(crate) consent_policy: ConsentPolicy,
    pub(crate) language: Language,
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
    /// Login names of those assigned, in lower case.
    pub(crate) assigned: BTreeSet<String>,
    /// "Allow public client flows".
    pub(crate) public_client: bool,
    /// The configured API permissions: what `.default` stands for.
    pub(crate) permissions: Vec<String>,
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

/// One Exchange recipient with the rights people have on it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Mailbox {
    pub(crate) tenant: String,
    pub(crate) id: String,
    pub(crate) address: String,
    pub(crate) name: String,
    pub(crate) kind: MailboxKind,
    pub(crate) rights: Rights,
    /// `MessageCopyForSentAsEnabled` and `MessageCopyForSendOnBehalfEnabled`.
    pub(crate) copy_of_sent_as: bool,
    pub(crate) copy_of_sent_on_behalf: bool,
    pub(crate) store: MailStore,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum MailboxKind {
    #[default]
    User,
    Shared,
    Group,
    Unlicensed,
    OnPremises,
}

/// Login names, in lower case, per Exchange right.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Rights {
    pub(crate) full_access: BTreeSet<String>,
    pub(crate) send_as: BTreeSet<String>,
    pub(crate) send_on_behalf: BTreeSet<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Right {
    FullAccess,
    SendAs,
    SendOnBehalf,
}

impl Rights {
    pub(crate) fn of(&mut self, right: Right) -> &mut BTreeSet<String> {
        match right {
            Right::FullAccess => &mut self.full_access,
            Right::SendAs => &mut self.send_as,
            Right::SendOnBehalf => &mut self.send_on_behalf,
        }
    }
}
