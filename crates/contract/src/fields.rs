//! What can be wrong with a field, by name: the panel turns each into a
//! sentence, the backend into a line of its answer.

use serde::{Deserialize, Serialize};

/// A field a person fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The name of a Graph account or a person.
    Name,
    /// The directory (tenant).
    Tenant,
    /// The application (client) ID.
    ClientId,
    /// The value of the client secret.
    ClientSecret,
    /// The day on which the client secret ends.
    SecretExpires,
    /// What something is for.
    Purposes,
    /// An e-mail address: of a mailbox or a person.
    Address,
    /// Whom a test mail goes to.
    To,
    /// The subject of a test mail.
    Subject,
    /// The text of a test mail.
    Text,
    /// A password for the panel.
    Password,
    /// The one-time set-up code.
    Code,
    /// The PKCE challenge of a consent.
    CodeChallenge,
    /// The address of a webhook.
    Webhook,
    /// Whose mail is looked for.
    Sender,
}

/// Describes a type by the stable names of its values. utoipa's own macro does
/// not see names that come out of a macro, and would tell the names in Rust.
#[cfg(feature = "openapi")]
macro_rules! described_by_codes {
    ($name:ident, $doc:literal) => {
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .description(Some($doc))
                    .enum_values(Some(Self::ALL.iter().map(|one| one.code())))
                    .into()
            }
        }

        impl utoipa::ToSchema for $name {}
    };
}

#[cfg(feature = "openapi")]
pub(crate) use described_by_codes;

macro_rules! invalid {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)+) => {
        /// Why a value cannot be right.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Invalid {
            $($(#[$doc])* #[serde(rename = $code)] $name,)+
        }

        impl Invalid {
            /// Every reason, for whoever must have words for all of them.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The stable name on the wire.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }
        }
    };
}

#[cfg(feature = "openapi")]
described_by_codes!(Invalid, "Why a value cannot be right.");

invalid! {
    /// Nothing was filled in.
    Empty = "empty",
    /// Fewer characters than it can have.
    TooShort = "too_short",
    /// More characters than it may have.
    TooLong = "too_long",
    /// Line breaks or other control characters.
    ControlCharacters = "control_characters",
    /// A blank in the middle.
    HasSpaces = "has_spaces",
    /// Not 8-4-4-4-12 hexadecimal digits.
    NotAGuid = "not_a_guid",
    /// Neither a GUID nor a domain.
    NotATenant = "not_a_tenant",
    /// `common`, `organizations` or `consumers`.
    TenantNeedsItsOwnName = "tenant_needs_its_own_name",
    /// The Secret ID instead of the value.
    IsSecretId = "is_secret_id",
    /// The client ID and the tenant ID are the same GUID.
    SameAsTenant = "same_as_tenant",
    /// Not an e-mail address.
    NotAnAddress = "not_an_address",
    /// A day in the past.
    Past = "past",
    /// A day further away than Entra allows.
    TooFar = "too_far",
    /// Not a day.
    NotADay = "not_a_day",
    /// A password that many people use, or that others can guess.
    TooCommon = "too_common",
    /// Nothing was chosen.
    NothingChosen = "nothing_chosen",
    /// Not what this operation understands.
    Malformed = "malformed",
}

/// One field and why its value cannot be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// Which field.
    pub field: Field,
    /// Why.
    pub invalid: Invalid,
}

/// Collects what is wrong with a form, so that a person sees all of it at once.
#[derive(Default, Debug)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// Keeps the value, or notes what is wrong with `field`.
    pub fn take<T>(&mut self, field: Field, value: Result<T, Invalid>) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(invalid) => {
                self.add(field, invalid);
                None
            }
        }
    }

    /// Notes what is wrong with `field`.
    pub fn add(&mut self, field: Field, invalid: Invalid) {
        self.0.push(FieldError { field, invalid });
    }

    /// What was noted.
    #[must_use]
    pub fn into_inner(self) -> Vec<FieldError> {
        self.0
    }
}
