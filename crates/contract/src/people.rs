//! People who may use the panel, and their sessions.

use crate::fields::{Field, FieldError, FieldErrors, Invalid};
use crate::ids::{Address, Name, PersonId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Shortest password, in characters.
pub const PASSWORD_MIN: usize = 12;

/// Longest password, in bytes: hashing costs time that an attacker would spend
/// for us.
const PASSWORD_MAX: usize = 256;

/// What a person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything.
    Admin,
    /// See mailboxes and check them; change nothing.
    Helpdesk,
}

impl Role {
    /// The stable name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Helpdesk => "helpdesk",
        }
    }

    /// Reads a name that [`Role::code`] wrote.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "admin" => Some(Self::Admin),
            "helpdesk" => Some(Self::Helpdesk),
            _ => None,
        }
    }
}

/// A person as the panel shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: Name,
    /// Their address, with which they sign in.
    pub address: Address,
    /// What they may do.
    pub role: Role,
    /// Since when they have access.
    pub created_at: Timestamp,
    /// Since when they may no longer sign in, where an administrator decided so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deactivated_at: Option<Timestamp>,
}

/// An administrator, as their colleagues may know them: whom to ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Administrator {
    /// Their name.
    pub name: Name,
    /// Their address.
    pub address: Address,
}

/// Somebody who gets access, with a first password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPerson {
    /// Their name.
    #[cfg_attr(feature = "openapi", schema(example = "Sanne de Vries"))]
    pub name: String,
    /// Their address.
    #[cfg_attr(feature = "openapi", schema(example = "sanne@contoso.nl"))]
    pub address: String,
    /// What they may do.
    pub role: Role,
    /// Their password, at least 12 characters.
    #[cfg_attr(feature = "openapi", schema(format = Password, write_only, min_length = 12))]
    pub password: String,
}

/// The first run: makes the first administrator.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetUp {
    /// The one-time code that the backend printed.
    #[cfg_attr(feature = "openapi", schema(example = "K7QM-2WXD-9RTF"))]
    pub code: String,
    /// The administrator's name.
    #[cfg_attr(feature = "openapi", schema(example = "Mark Bakker"))]
    pub name: String,
    /// The administrator's address.
    #[cfg_attr(feature = "openapi", schema(example = "mark@contoso.nl"))]
    pub address: String,
    /// Their password, at least 12 characters.
    #[cfg_attr(feature = "openapi", schema(format = Password, write_only, min_length = 12))]
    pub password: String,
}

/// A [`SetUp`] or [`NewPerson`] whose fields are right in form.
pub struct CheckedPerson {
    /// Their name.
    pub name: Name,
    /// Their address.
    pub address: Address,
}

impl SetUp {
    /// Checks the form of every field.
    ///
    /// # Errors
    /// Everything that cannot be right, one line per field.
    pub fn check(&self) -> Result<CheckedPerson, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        if self.code.trim().is_empty() {
            errors.add(Field::Code, Invalid::Empty);
        }
        check_person(errors, &self.name, &self.address, &self.password)
    }
}

impl NewPerson {
    /// Checks the form of every field.
    ///
    /// # Errors
    /// Everything that cannot be right, one line per field.
    pub fn check(&self) -> Result<CheckedPerson, Vec<FieldError>> {
        check_person(
            FieldErrors::default(),
            &self.name,
            &self.address,
            &self.password,
        )
    }
}

/// Checks the form of a new password. That it is not a common one, the backend
/// checks besides: it has the list.
pub(crate) fn check_password(password: &str) -> Result<(), Invalid> {
    if password.is_empty() {
        Err(Invalid::Empty)
    } else if password.chars().count() < PASSWORD_MIN {
        Err(Invalid::TooShort)
    } else if password.len() > PASSWORD_MAX {
        Err(Invalid::TooLong)
    } else {
        Ok(())
    }
}

fn check_person(
    mut errors: FieldErrors,
    name: &str,
    address: &str,
    password: &str,
) -> Result<CheckedPerson, Vec<FieldError>> {
    let name = errors.take(Field::Name, Name::parse(name));
    let address = errors.take(Field::Address, Address::parse(address));
    errors.take(Field::Password, check_password(password));
    let errors = errors.into_inner();
    match (name, address) {
        (Some(name), Some(address)) if errors.is_empty() => Ok(CheckedPerson { name, address }),
        _ => Err(errors),
    }
}

/// Signs a person in.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LogIn {
    /// Their address.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "mark@contoso.nl", max_length = 254)
    )]
    pub address: String,
    /// Their password.
    #[cfg_attr(feature = "openapi", schema(format = Password, write_only, max_length = 256))]
    pub password: String,
}

/// What the panel must know before anything else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Welcome {
    /// Whether the first administrator still has to be made.
    pub needs_set_up: bool,
    /// Whether this talks to a stand-in for Microsoft instead of Microsoft.
    pub stand_in: bool,
    /// The version of the backend.
    pub version: String,
    /// The redirect URI to register in Entra.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "https://capture.contoso.nl/microsoftgraph")
    )]
    pub redirect_uri: String,
    /// Who is signed in, if anybody.
    pub person: Option<Person>,
    /// The last live change before this answer, for who is signed in: `GET /events`
    /// goes on behind it, so that nothing is missed between this answer and the
    /// stream.
    #[serde(default)]
    pub last_change: Option<String>,
    /// When this session ends in any case, for who is signed in: whoever is at work
    /// then is told before (WCAG 2.2.1).
    #[serde(default)]
    pub session_ends: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_run_names_everything_that_is_missing() {
        let errors = SetUp::default().check().err().unwrap();
        let fields: Vec<_> = errors.iter().map(|e| e.field).collect();
        assert_eq!(
            fields,
            [Field::Code, Field::Name, Field::Address, Field::Password]
        );
    }

    #[test]
    fn a_password_is_long_but_not_endless() {
        let set_up = |password: String| SetUp {
            code: "K7QM-2WXD-9RTF".into(),
            name: "Mark".into(),
            address: "mark@contoso.nl".into(),
            password,
        };
        assert!(set_up("correct horse".into()).check().is_ok());
        assert!(set_up("short".into()).check().is_err());
        assert!(set_up("x".repeat(257)).check().is_err());
    }
}
