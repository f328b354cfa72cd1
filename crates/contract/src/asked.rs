//! Asking somebody outside the panel: for a consent, or for a client secret.
//! Their link works once, ends, can be taken back, and shows the sender live
//! how far they are.

use crate::accounts::Cloud;
use crate::catalogue::Cause;
use crate::consents::FinishConsent;
use crate::fields::{Field, FieldError};
use crate::ids::{AccountId, Address, AskedId, ClientId, Name, TenantId};
use crate::languages::Lang;
use crate::purposes::Scope;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How long a link can be used: 7 days.
pub const ASKED_LIFETIME_MS: i64 = 7 * crate::time::DAY_MS;

/// Where the link leads, below the public address. The token stands behind it
/// in the fragment, which no browser sends to a server.
pub const ASKED_PATH: &str = "/asked";

/// What somebody is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AskedKind {
    /// To sign in at Microsoft and consent.
    Consent,
    /// To fill in a client secret.
    Secret,
}

impl AskedKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Consent, Self::Secret];

    /// The stable name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::Secret => "secret",
        }
    }
}

/// Asks somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAsked {
    /// For what.
    pub kind: AskedKind,
    /// Whom. For a consent this very person must sign in; nobody else's
    /// sign-in is stored.
    #[cfg_attr(feature = "openapi", schema(example = "imagecapture@contoso.nl"))]
    pub address: String,
    /// The language of their page and of the mail.
    pub lang: Lang,
    /// Whether we mail the link to them, through the mailbox of the warnings.
    #[serde(default)]
    pub mail: bool,
}

impl NewAsked {
    /// Checks the form of the address.
    ///
    /// # Errors
    /// Why it cannot be right.
    pub fn check(&self) -> Result<Address, Vec<FieldError>> {
        Address::parse(&self.address).map_err(|invalid| {
            vec![FieldError {
                field: Field::Address,
                invalid,
            }]
        })
    }
}

/// How far somebody is who was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AskedState {
    /// The link was not opened yet.
    Open,
    /// It was opened.
    Opened,
    /// The person is at Microsoft.
    AtMicrosoft,
    /// An administrator has consented for the organisation; an ordinary
    /// sign-in follows.
    AdminConsented,
    /// A try failed. The link still works.
    Failed,
    /// Done. The link opens nothing any more.
    Done,
    /// It was not used in time.
    Expired,
    /// The sender took it back.
    Revoked,
}

/// Somebody who was asked, as the sender sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Asked {
    /// Its id.
    pub id: AskedId,
    /// For which account.
    pub account_id: AccountId,
    /// For what.
    pub kind: AskedKind,
    /// Whom.
    pub address: Address,
    /// The language of their page.
    pub lang: Lang,
    /// Who asks.
    pub asked_by: Name,
    /// When.
    pub asked_at: Timestamp,
    /// Until when the link works.
    pub expires_at: Timestamp,
    /// When we mailed it, if we did.
    pub mailed_at: Option<Timestamp>,
    /// When the link was first opened.
    pub opened_at: Option<Timestamp>,
    /// When it was done.
    pub done_at: Option<Timestamp>,
    /// How far they are.
    pub state: AskedState,
    /// Why the last try failed.
    pub cause: Option<Cause>,
    /// Who signed in at the last try, as far as known.
    pub signed_in_as: Option<String>,
}

/// What was just asked: the only time the link is shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedAsked {
    /// What it is.
    pub asked: Asked,
    /// For the person. It works once.
    pub link: String,
    /// Why it could not be mailed, where it was to be.
    pub not_mailed: Option<Cause>,
}

/// The token of a link.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReadAsked {
    /// What stands behind the `#`.
    #[cfg_attr(feature = "openapi", schema(write_only, max_length = 128))]
    pub token: String,
}

/// What somebody sees of what they are asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskedOfYou {
    /// For what.
    pub kind: AskedKind,
    /// Who is to do it.
    pub address: Address,
    /// Who asks.
    pub asked_by: Name,
    /// The language of the page.
    pub lang: Lang,
    /// The name of the account.
    pub account_name: Name,
    /// Which cloud.
    pub cloud: Cloud,
    /// The tenant.
    pub tenant: TenantId,
    /// The app registration.
    pub client_id: ClientId,
    /// What will be asked for at Microsoft.
    pub scopes: Vec<Scope>,
    /// Until when the link works.
    pub expires_at: Timestamp,
}

/// Starts the consent one is asked for.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StartAsked {
    /// What stands behind the `#`.
    #[cfg_attr(feature = "openapi", schema(write_only, max_length = 128))]
    pub token: String,
    /// The S256 challenge, as in `StartConsent`.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    )]
    pub code_challenge: String,
}

/// Finishes the consent one is asked for.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FinishAsked {
    /// What stands behind the `#`.
    #[cfg_attr(feature = "openapi", schema(write_only, max_length = 128))]
    pub token: String,
    /// What came back from Microsoft.
    pub reply: FinishConsent,
}

/// How a consent one was asked for ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FinishedAsked {
    /// Whether it is done, an administrator consented, or it failed.
    pub state: AskedState,
    /// Why it failed.
    pub cause: Option<Cause>,
    /// Who signed in, as far as known.
    pub signed_in_as: Option<String>,
    /// Permissions that were not granted, where that is the cause.
    pub missing: Vec<Scope>,
}

/// Fills in the client secret one is asked for.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FillInSecret {
    /// What stands behind the `#`.
    #[cfg_attr(feature = "openapi", schema(write_only, max_length = 128))]
    pub token: String,
    /// The value of the client secret, not its ID.
    #[cfg_attr(
        feature = "openapi",
        schema(format = Password, write_only, example = "the column Value in Entra")
    )]
    pub client_secret: String,
    /// The day on which the secret ends.
    #[cfg_attr(feature = "openapi", schema(example = "2028-11-21"))]
    pub secret_expires: String,
}
