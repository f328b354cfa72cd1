//! The tenant file as a person writes it: TOML, in which unknown fields are
//! refused and every complaint names its line.

use serde::Deserialize;
use toml::Spanned;

use crate::base::language::Language;
use crate::directory::mailbox::{MailboxKind, ShareAccess};
use crate::directory::model::{Audience, Cloud, ConsentPolicy, PasswordState, RedirectUri, Role};
use crate::directory::policy::Control;
use crate::directory::scopes::Resource;
use crate::directory::switches::Switches;

/// The demo tenants, used when no file is given.
pub(crate) const DEMO: &str = include_str!("../../tenants/demo.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TenantFile {
    /// Fill in passwords on the sign-in page, for demos.
    #[serde(default)]
    pub(crate) prefill_passwords: bool,
    /// The password of everybody who has none of their own.
    pub(crate) password: Option<String>,
    /// Seconds between sending and arriving.
    #[serde(default)]
    pub(crate) delivery_delay_seconds: u32,
    /// What is uncertain of Microsoft, where it differs from the defaults.
    #[serde(default)]
    pub(crate) switches: Switches,
    pub(crate) tenants: Vec<TenantEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TenantEntry {
    pub(crate) id: Spanned<String>,
    pub(crate) name: String,
    pub(crate) domains: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) consent_policy: ConsentPolicy,
    #[serde(default)]
    pub(crate) language: Language,
    #[serde(default)]
    pub(crate) admin_consent_requests: bool,
    #[serde(default)]
    pub(crate) cloud: Cloud,
    /// APIs this tenant has not subscribed to: `exchange`.
    #[serde(default)]
    pub(crate) without: Vec<Resource>,
    #[serde(default)]
    pub(crate) policies: Vec<PolicyEntry>,
    #[serde(default)]
    pub(crate) people: Vec<PersonEntry>,
    #[serde(default)]
    pub(crate) guests: Vec<GuestEntry>,
    #[serde(default)]
    pub(crate) groups: Vec<GroupEntry>,
    #[serde(default)]
    pub(crate) apps: Vec<AppEntry>,
    #[serde(default)]
    pub(crate) mailboxes: Vec<MailboxEntry>,
    #[serde(default)]
    pub(crate) generated: Vec<GeneratedEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PolicyEntry {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) people: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) except: Vec<Spanned<String>>,
    /// Client ids.
    #[serde(default)]
    pub(crate) apps: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) grant: Control,
    pub(crate) sign_in_frequency_hours: Option<u32>,
    pub(crate) mfa_lifetime_hours: Option<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonEntry {
    pub(crate) upn: Spanned<String>,
    pub(crate) name: String,
    pub(crate) object_id: Option<Spanned<String>>,
    pub(crate) password: Option<String>,
    #[serde(default)]
    pub(crate) roles: Vec<Role>,
    #[serde(default)]
    pub(crate) disabled: bool,
    #[serde(default)]
    pub(crate) password_state: PasswordState,
    #[serde(default = "yes")]
    pub(crate) mfa_registered: bool,
    #[serde(default)]
    pub(crate) mfa_required: bool,
    /// Whether the person has a mailbox at the sign-in name; a mailbox entry
    /// for that address says more about it.
    #[serde(default = "yes")]
    pub(crate) mailbox: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GuestEntry {
    /// The sign-in name in the tenant the guest comes from.
    pub(crate) person: Spanned<String>,
    pub(crate) object_id: Option<Spanned<String>>,
}

/// A mail-enabled security group.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GroupEntry {
    pub(crate) address: Spanned<String>,
    pub(crate) name: Option<String>,
    #[serde(default)]
    pub(crate) members: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AppEntry {
    pub(crate) name: String,
    pub(crate) client_id: Spanned<String>,
    #[serde(default)]
    pub(crate) redirect_uris: Vec<RedirectUri>,
    #[serde(default)]
    pub(crate) secrets: Vec<SecretEntry>,
    #[serde(default)]
    pub(crate) sign_in_audience: Audience,
    #[serde(default)]
    pub(crate) disabled: bool,
    #[serde(default)]
    pub(crate) assignment_required: bool,
    #[serde(default)]
    pub(crate) assigned: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) public_client: bool,
    /// "ID tokens" and "Access tokens" for implicit and hybrid flows.
    #[serde(default)]
    pub(crate) id_tokens: bool,
    #[serde(default)]
    pub(crate) access_tokens: bool,
    #[serde(default)]
    pub(crate) risky: bool,
    #[serde(default)]
    pub(crate) permissions: Vec<Spanned<String>>,
    /// Permissions an admin has consented to for everybody.
    #[serde(default)]
    pub(crate) admin_consented: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SecretEntry {
    pub(crate) secret_id: Option<Spanned<String>>,
    pub(crate) value: String,
    /// A date, or relative to the start: `+11d`, `-3d`, `+6h`.
    pub(crate) expires: Spanned<String>,
    #[serde(default)]
    pub(crate) description: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailboxEntry {
    pub(crate) address: Spanned<String>,
    pub(crate) name: Option<String>,
    #[serde(default)]
    pub(crate) kind: MailboxKind,
    #[serde(default)]
    pub(crate) full_access: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) send_as: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) send_on_behalf: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) folder_shares: Vec<ShareEntry>,
    #[serde(default)]
    pub(crate) copy_of_sent_as: bool,
    #[serde(default)]
    pub(crate) copy_of_sent_on_behalf: bool,
    #[serde(default)]
    pub(crate) full: bool,
    #[serde(default)]
    pub(crate) mails: Vec<MailEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShareEntry {
    /// A well-known name.
    pub(crate) folder: Spanned<String>,
    /// A person or a group.
    pub(crate) person: Spanned<String>,
    #[serde(default)]
    pub(crate) access: ShareAccess,
}

/// Many mailboxes that differ by a number, which stands for `{n}`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GeneratedEntry {
    pub(crate) count: u32,
    pub(crate) address: Spanned<String>,
    pub(crate) name: Option<String>,
    /// For mailboxes of kind `user` the people are generated too.
    #[serde(default)]
    pub(crate) kind: MailboxKind,
    #[serde(default)]
    pub(crate) full_access: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) send_as: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) send_on_behalf: Vec<Spanned<String>>,
    /// How many mails each begins with.
    #[serde(default)]
    pub(crate) mails: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailEntry {
    /// `Name <address>` or an address alone.
    pub(crate) from: Spanned<String>,
    pub(crate) subject: String,
    #[serde(default)]
    pub(crate) text: String,
    pub(crate) html: Option<String>,
    /// A date, or relative to the start.
    pub(crate) received: Spanned<String>,
    #[serde(default)]
    pub(crate) read: bool,
    #[serde(default)]
    pub(crate) attachments: Vec<AttachmentEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AttachmentEntry {
    pub(crate) name: String,
    #[serde(default = "plain_text")]
    pub(crate) content_type: String,
    pub(crate) text: String,
}

fn yes() -> bool {
    true
}

fn plain_text() -> String {
    "text/plain".to_owned()
}

/// What is wrong with a tenant file, and where.
#[derive(Debug, thiserror::Error)]
pub enum TenantFileError {
    /// The file is not the TOML it should be.
    #[error("the tenant file cannot be read: {0}")]
    Syntax(String),
    /// The file is well-formed but says something impossible.
    #[error("the tenant file, line {line}: {complaint}")]
    Meaning {
        /// Counted from 1.
        line: usize,
        /// What is wrong there.
        complaint: String,
    },
}

pub(crate) fn parse(text: &str) -> Result<TenantFile, TenantFileError> {
    // The library's message carries line, column and the line itself.
    toml::from_str(text).map_err(|error| TenantFileError::Syntax(error.to_string()))
}
