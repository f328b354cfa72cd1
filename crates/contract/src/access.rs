//! Getting in and staying in: sessions, confirming a password, invitations.

use crate::fields::{Field, FieldError, FieldErrors, Invalid};
use crate::ids::{Address, InvitationId, Name, SessionId};
use crate::people::{Role, check_password};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How long a password counts as just confirmed: 10 minutes.
pub const CONFIRMED_MS: i64 = 10 * 60 * 1000;

/// How long a session lasts at most: 12 hours (ASVS 5.0 7.3.2).
pub const SESSION_MS: i64 = 12 * 60 * 60 * 1000;

/// How long an invitation can be used: 7 days.
pub const INVITATION_LIFETIME_MS: i64 = 7 * crate::time::DAY_MS;

/// Where an invitation's link leads, below the public address. The token
/// stands behind it in the fragment, which no browser sends to a server.
pub const INVITATION_PATH: &str = "/join";

/// Confirms that the person at the panel is still who signed in.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConfirmPassword {
    /// Their password.
    #[cfg_attr(feature = "openapi", schema(format = Password, write_only, max_length = 256))]
    pub password: String,
}

/// Until when a confirmed password counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Confirmed {
    /// Until then far-reaching actions ask for nothing more.
    pub until: Timestamp,
}

/// Replaces one's own password.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The password of now.
    #[cfg_attr(feature = "openapi", schema(format = Password, write_only, max_length = 256))]
    pub current: String,
    /// The password from now on, at least 12 characters.
    #[cfg_attr(feature = "openapi", schema(format = Password, write_only, min_length = 12, max_length = 256))]
    pub new: String,
}

impl ChangePassword {
    /// Checks the form of the new password.
    ///
    /// # Errors
    /// Why it cannot be right.
    pub fn check(&self) -> Result<(), Vec<FieldError>> {
        check_password(&self.new).map_err(|invalid| {
            vec![FieldError {
                field: Field::Password,
                invalid,
            }]
        })
    }
}

/// A login session as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// Its id. It names the session; it does not open it.
    pub id: SessionId,
    /// When the person signed in.
    pub begun_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_seen_at: Timestamp,
    /// When it ends in any case.
    pub ends_at: Timestamp,
    /// The network address of the sign-in.
    #[cfg_attr(feature = "openapi", schema(example = "192.0.2.7"))]
    pub from: String,
    /// What the browser called itself.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)")
    )]
    pub agent: String,
    /// Whether it is the one that asks.
    pub this: bool,
}

/// Invites somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewInvitation {
    /// The address with which they will sign in.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "sanne@contoso.nl", max_length = 254)
    )]
    pub address: String,
    /// What they may do.
    pub role: Role,
}

impl NewInvitation {
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

/// An invitation that is still open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// Whom it is for.
    pub address: Address,
    /// What they may do.
    pub role: Role,
    /// Who invited them.
    pub invited_by: Name,
    /// When.
    pub invited_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// An invitation that was just made: the only time its link is shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedInvitation {
    /// What it is.
    pub invitation: Invitation,
    /// The link to pass on. Whoever has it can use it, once.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "https://capture.contoso.nl/join#…")
    )]
    pub link: String,
}

/// The token out of an invitation's link. It travels in a body, never in a URL.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReadInvitation {
    /// What stands behind the `#` of the link.
    #[cfg_attr(feature = "openapi", schema(max_length = 128))]
    pub token: String,
}

/// What an invited person sees before accepting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationForYou {
    /// With which address they will sign in.
    pub address: Address,
    /// What they may do.
    pub role: Role,
    /// Who invited them.
    pub invited_by: Name,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// Accepts an invitation, and signs in.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AcceptInvitation {
    /// What stands behind the `#` of the link.
    #[cfg_attr(feature = "openapi", schema(max_length = 128))]
    pub token: String,
    /// Their name.
    #[cfg_attr(feature = "openapi", schema(example = "Sanne de Vries"))]
    pub name: String,
    /// Their password, at least 12 characters.
    #[cfg_attr(feature = "openapi", schema(format = Password, write_only, min_length = 12, max_length = 256))]
    pub password: String,
}

impl AcceptInvitation {
    /// Checks the form of name and password.
    ///
    /// # Errors
    /// Everything that cannot be right, one line per field.
    pub fn check(&self) -> Result<Name, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let name = errors.take(Field::Name, Name::parse(&self.name));
        errors.take(Field::Password, check_password(&self.password));
        let errors = errors.into_inner();
        match name {
            Some(name) if errors.is_empty() => Ok(name),
            _ => Err(errors),
        }
    }
}

/// What an administrator changes about a person. What is missing stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PersonChange {
    /// What they may do from now on. Their sessions end, so that it counts at
    /// once.
    #[serde(default)]
    pub role: Option<Role>,
    /// Whether they may sign in. `false` ends their sessions at once.
    #[serde(default)]
    pub active: Option<bool>,
}

impl PersonChange {
    /// Checks that something changes.
    ///
    /// # Errors
    /// Where nothing does.
    pub fn check(&self) -> Result<(), Vec<FieldError>> {
        if self.role.is_none() && self.active.is_none() {
            return Err(vec![FieldError {
                field: Field::Name,
                invalid: Invalid::NothingChosen,
            }]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepting_names_everything_that_is_missing() {
        let errors = AcceptInvitation::default().check().err().unwrap();
        let fields: Vec<_> = errors.iter().map(|e| e.field).collect();
        assert_eq!(fields, [Field::Name, Field::Password]);
    }

    #[test]
    fn a_change_changes_something() {
        assert!(PersonChange::default().check().is_err());
        let off = PersonChange {
            active: Some(false),
            role: None,
        };
        assert!(off.check().is_ok());
    }
}
