//! A consent: one trip of one browser to Microsoft and back.

use crate::catalogue::{Cause, MicrosoftTrace};
use crate::ids::{AccountId, ConsentId, Name};
use crate::purposes::Scope;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How long a consent stays open, in milliseconds: 15 minutes.
pub const CONSENT_LIFETIME_MS: i64 = 15 * 60 * 1000;

/// Starts a consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StartConsent {
    /// The S256 challenge (RFC 7636 §4.2): 43 characters of base64url. The
    /// verifier behind it stays in the browser until the way back.
    #[cfg_attr(
        feature = "openapi",
        schema(
            example = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
            min_length = 43,
            max_length = 43
        )
    )]
    pub code_challenge: String,
    /// Whether somebody else than before is to sign in: Microsoft then asks who,
    /// in the place of going on with whoever the browser knows.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub another: bool,
}

/// What the browser needs to go to Microsoft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartedConsent {
    /// Its id, to watch it by.
    pub id: ConsentId,
    /// Ties the way back to this consent: 256 random bits, single use.
    pub state: String,
    /// Ties the id_token to this consent.
    pub nonce: String,
    /// Where the browser goes, without parameters.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "https://login.microsoftonline.com/contoso.nl/oauth2/v2.0/authorize")
    )]
    pub authorize_endpoint: String,
    /// Where an administrator consents for the organisation; complete.
    pub admin_consent_url: String,
    /// The app.
    pub client_id: String,
    /// Where Microsoft sends the browser back to.
    pub redirect_uri: String,
    /// What is asked for, in the form Microsoft wants it.
    pub scopes: Vec<String>,
    /// Whom to suggest signing in, where somebody did before.
    pub login_hint: Option<String>,
    /// Until when it can be finished.
    pub expires_at: Timestamp,
}

/// What came back from Microsoft: a code, or an error.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FinishConsent {
    /// The state, word for word.
    #[cfg_attr(feature = "openapi", schema(max_length = 512))]
    pub state: String,
    /// The authorization code, on success.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(write_only, max_length = 8192))]
    pub code: Option<String>,
    /// The verifier that this browser kept. Missing when the way back ended in
    /// another tab or browser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(write_only, max_length = 128))]
    pub code_verifier: Option<String>,
    /// The error (RFC 6749 §4.1.2.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub error: Option<String>,
    /// Entra's second word, `cancel` for instance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub error_subcode: Option<String>,
    /// Entra's text with its AADSTS code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 4096))]
    pub error_description: Option<String>,
    /// `True` on the way back from `/adminconsent`, which brings no code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 16))]
    pub admin_consent: Option<String>,
}

/// Where a consent stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConsentState {
    /// The browser is at Microsoft.
    Waiting,
    /// The way back was claimed and is being redeemed.
    Redeeming,
    /// An administrator has consented for the organisation. It brought no
    /// token: an ordinary sign-in follows.
    AdminConsented,
    /// The sign-in is stored.
    Completed,
    /// It ended without one; what was there before is untouched.
    Failed,
}

/// A consent as the panel shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Consent {
    /// Its id.
    pub id: ConsentId,
    /// For which account.
    pub account_id: AccountId,
    /// Its name.
    pub account_name: Name,
    /// Where it stands.
    pub state: ConsentState,
    /// Why it failed, where it did.
    pub cause: Option<Cause>,
    /// What Microsoft said, where it failed.
    pub microsoft: Option<MicrosoftTrace>,
    /// Required permissions that were not granted, where that is the cause.
    pub missing: Vec<Scope>,
    /// Who signed in, as far as that is known.
    pub signed_in_as: Option<String>,
    /// The tenant the person came from, where it is the wrong one.
    pub other_tenant: Option<String>,
    /// When it was started.
    pub started_at: Timestamp,
    /// Until when it can be finished.
    pub expires_at: Timestamp,
    /// Whether this way back had been used before: then this is what came of
    /// it the first time.
    pub repeated: bool,
}
