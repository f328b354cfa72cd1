//! Graph accounts: one app registration each, with its secret and its sign-ins.

use crate::catalogue::{Cause, MicrosoftTrace};
use crate::fields::{Field, FieldError, FieldErrors, Invalid};
use crate::ids::{AccountId, ClientId, ClientSecret, Name, SignInId, TenantId};
use crate::purposes::{Purposes, Scope};
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

/// From this many days before its end, a secret asks for attention.
pub const SECRET_WARNING_DAYS: i64 = 30;

/// The last day Entra ever gave to a secret that "never" expires.
const SECRET_LAST_DAY: &str = "2299-12-31";

/// Which of Microsoft's separate clouds an account lives in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Cloud {
    /// The worldwide cloud, GCC included.
    #[default]
    Global,
    /// US Government L4 (GCC High).
    UsGovernment,
    /// US Government L5 (DoD).
    UsDefense,
    /// China, operated by 21Vianet.
    China,
}

impl Cloud {
    /// All clouds.
    pub const ALL: [Self; 4] = [
        Self::Global,
        Self::UsGovernment,
        Self::UsDefense,
        Self::China,
    ];

    /// The stable name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::UsGovernment => "us_government",
            Self::UsDefense => "us_defense",
            Self::China => "china",
        }
    }

    /// The cloud of that name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cloud| cloud.code() == code)
    }

    /// Where its app registrations are made, without a trailing slash
    /// (Microsoft: "National cloud deployments", "App registration endpoints").
    #[must_use]
    pub fn portal(self) -> &'static str {
        match self {
            Self::Global => "https://entra.microsoft.com",
            Self::UsGovernment | Self::UsDefense => "https://portal.azure.us",
            Self::China => "https://portal.azure.cn",
        }
    }
}

/// A Graph account as a person fills it in. Fields hold what was typed, so that
/// [`NewAccount::check`] can say of all of them at once what is wrong.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    /// What people call it.
    #[cfg_attr(feature = "openapi", schema(example = "Contoso Scan", max_length = 80))]
    pub name: String,
    /// Which cloud.
    #[serde(default)]
    pub cloud: Cloud,
    /// Directory (tenant) ID or a domain.
    #[cfg_attr(feature = "openapi", schema(example = "contoso.nl"))]
    pub tenant: String,
    /// Application (client) ID.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "1b6453e9-72a0-4c1e-9d35-0b7f6a21d8c4")
    )]
    pub client_id: String,
    /// The value of the client secret, not its ID.
    #[cfg_attr(
        feature = "openapi",
        schema(format = Password, write_only, example = "the column Value in Entra")
    )]
    pub client_secret: String,
    /// The day on which the secret ends.
    #[cfg_attr(feature = "openapi", schema(example = "2028-11-21"))]
    pub secret_expires: String,
    /// What ImageCapture may use it for.
    pub purposes: Purposes,
    /// Saves although Microsoft could not be reached to prove the values. What
    /// Microsoft *refuses* is never saved.
    #[serde(default)]
    pub even_if_unproved: bool,
}

/// A [`NewAccount`] whose fields are right in form.
pub struct CheckedAccount {
    /// What people call it.
    pub name: Name,
    /// Which cloud.
    pub cloud: Cloud,
    /// The tenant.
    pub tenant: TenantId,
    /// The app registration.
    pub client_id: ClientId,
    /// Its secret.
    pub secret: CheckedSecret,
    /// What it is for.
    pub purposes: Purposes,
}

/// A secret with its end, right in form.
pub struct CheckedSecret {
    /// The value.
    pub value: ClientSecret,
    /// The day on which it ends.
    pub expires: Day,
}

impl NewAccount {
    /// Checks the form of every field.
    ///
    /// # Errors
    /// Everything that cannot be right, one line per field.
    pub fn check(&self, today: Day) -> Result<CheckedAccount, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let name = errors.take(Field::Name, Name::parse(&self.name));
        let tenant = errors.take(Field::Tenant, TenantId::parse(&self.tenant));
        let client_id = errors.take(Field::ClientId, ClientId::parse(&self.client_id));
        let secret = check_secret(
            &mut errors,
            &self.client_secret,
            &self.secret_expires,
            today,
        );
        check_purposes(&mut errors, self.purposes);
        let swapped = match (&tenant, &client_id) {
            (Some(tenant), Some(client)) => tenant.as_str() == client.as_str(),
            _ => false,
        };
        if swapped {
            errors.add(Field::ClientId, Invalid::SameAsTenant);
        }
        match (name, tenant, client_id, secret) {
            (Some(name), Some(tenant), Some(client_id), Some(secret))
                if !swapped && !self.purposes.is_empty() =>
            {
                Ok(CheckedAccount {
                    name,
                    cloud: self.cloud,
                    tenant,
                    client_id,
                    secret,
                    purposes: self.purposes,
                })
            }
            _ => Err(errors.into_inner()),
        }
    }
}

/// Another secret for an account.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSecret {
    /// The value of the client secret, not its ID.
    #[cfg_attr(
        feature = "openapi",
        schema(format = Password, write_only, example = "the column Value in Entra")
    )]
    pub client_secret: String,
    /// The day on which the secret ends.
    #[cfg_attr(feature = "openapi", schema(example = "2028-11-21"))]
    pub secret_expires: String,
    /// Saves although Microsoft could not be reached to prove the values.
    #[serde(default)]
    pub even_if_unproved: bool,
}

impl NewSecret {
    /// Checks the form of both fields.
    ///
    /// # Errors
    /// Everything that cannot be right, one line per field.
    pub fn check(&self, today: Day) -> Result<CheckedSecret, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        check_secret(
            &mut errors,
            &self.client_secret,
            &self.secret_expires,
            today,
        )
        .ok_or_else(|| errors.into_inner())
    }
}

fn check_secret(
    errors: &mut FieldErrors,
    value: &str,
    expires: &str,
    today: Day,
) -> Option<CheckedSecret> {
    let value = errors.take(Field::ClientSecret, ClientSecret::parse(value));
    let expires = errors.take(Field::SecretExpires, check_expiry(expires.trim(), today));
    Some(CheckedSecret {
        value: value?,
        expires: expires?,
    })
}

fn check_expiry(text: &str, today: Day) -> Result<Day, Invalid> {
    if text.is_empty() {
        return Err(Invalid::Empty);
    }
    let day = Day::parse(text).ok_or(Invalid::NotADay)?;
    if day < today {
        Err(Invalid::Past)
    } else if Day::parse(SECRET_LAST_DAY).is_some_and(|last| day > last) {
        Err(Invalid::TooFar)
    } else {
        Ok(day)
    }
}

fn check_purposes(errors: &mut FieldErrors, purposes: Purposes) {
    if purposes.is_empty() {
        errors.add(Field::Purposes, Invalid::NothingChosen);
    }
}

/// A change of an account's name or purposes. Purposes that ask for a further
/// permission show as missing until somebody consents again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AccountChange {
    /// What people call it.
    #[cfg_attr(feature = "openapi", schema(example = "Contoso Scan", max_length = 80))]
    pub name: String,
    /// What ImageCapture may use it for.
    pub purposes: Purposes,
}

impl AccountChange {
    /// Checks the form of both fields.
    ///
    /// # Errors
    /// Everything that cannot be right, one line per field.
    pub fn check(&self) -> Result<(Name, Purposes), Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let name = errors.take(Field::Name, Name::parse(&self.name));
        check_purposes(&mut errors, self.purposes);
        match name {
            Some(name) if !self.purposes.is_empty() => Ok((name, self.purposes)),
            _ => Err(errors.into_inner()),
        }
    }
}

/// A Graph account as the panel shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// What people call it.
    pub name: Name,
    /// Which cloud.
    pub cloud: Cloud,
    /// Directory (tenant) ID or domain, as registered.
    pub tenant: TenantId,
    /// Application (client) ID.
    pub client_id: ClientId,
    /// What ImageCapture may use it for.
    pub purposes: Purposes,
    /// The permissions that follow from the purposes.
    pub required: Vec<Scope>,
    /// The secret in use.
    pub secret: Secret,
    /// A secret that was proved and waits to take its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_secret: Option<Secret>,
    /// The one it replaced: used where the current one is refused, until it
    /// ends. While it is here, somebody still has to remove it in Entra.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_secret: Option<Secret>,
    /// Who signed in, newest first. An ended sign-in stays, with its cause.
    pub sign_ins: Vec<SignIn>,
    /// How many mailboxes it serves.
    pub mailboxes: u32,
    /// When it was registered.
    pub created_at: Timestamp,
}

impl Account {
    /// Whether the replaced secret still serves where the current one is
    /// refused.
    #[must_use]
    pub fn has_fallback(&self, today: Day) -> bool {
        let old = self.previous_secret.as_ref();
        old.is_some_and(|old| old.cause.is_none() && old.expires >= today)
    }

    /// The first thing that stands in the way of this account, if any.
    #[must_use]
    pub fn trouble(&self, today: Day) -> Option<Cause> {
        if let Some(cause) = self.secret.cause {
            return Some(cause);
        }
        if self.secret.expires < today {
            return Some(Cause::SecretExpired);
        }
        match self.sign_ins.iter().find(|s| s.ended.is_none()) {
            None => Some(
                self.sign_ins
                    .first()
                    .and_then(|s| s.ended.as_ref())
                    .map_or(Cause::NoSignIn, |ended| ended.cause),
            ),
            Some(sign_in) if !sign_in.missing.is_empty() => Some(Cause::ScopesMissing),
            Some(_) if self.secret.expires.days_since(today) < SECRET_WARNING_DAYS => {
                Some(Cause::SecretExpiresSoon)
            }
            Some(_) => None,
        }
    }
}

/// What may be told about a client secret: never its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Secret {
    /// Its first three characters, which Entra shows too.
    #[cfg_attr(feature = "openapi", schema(example = "7xQ"))]
    pub hint: String,
    /// The day on which it ends, as the administrator entered it.
    pub expires: Day,
    /// When it was saved.
    pub set_at: Timestamp,
    /// Who saved it.
    #[cfg_attr(feature = "openapi", schema(example = "Mark Bakker"))]
    pub set_by: String,
    /// When Microsoft last accepted it.
    pub proved_at: Option<Timestamp>,
    /// Why Microsoft does not accept it, where it does not.
    pub cause: Option<Cause>,
}

/// The grant of one person on one account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// Its id.
    pub id: SignInId,
    /// The person's name, as Entra gave it. For display only.
    #[cfg_attr(feature = "openapi", schema(example = "ImageCapture Service"))]
    pub name: String,
    /// The person's user name, as Entra gave it. For display only.
    #[cfg_attr(feature = "openapi", schema(example = "imagecapture@contoso.nl"))]
    pub username: String,
    /// The permissions Microsoft granted, without their resource.
    pub granted: Vec<String>,
    /// The required permissions that it did not grant.
    pub missing: Vec<Scope>,
    /// When somebody consented.
    pub consented_at: Timestamp,
    /// When the tokens were last renewed.
    pub refreshed_at: Timestamp,
    /// When the access token ends.
    pub access_expires_at: Timestamp,
    /// Why it no longer works, where it does not.
    pub ended: Option<Ended>,
}

/// The end of a sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ended {
    /// When it was found out.
    pub at: Timestamp,
    /// Why.
    pub cause: Cause,
    /// What Microsoft said.
    pub microsoft: Option<MicrosoftTrace>,
}

impl Cause {
    /// The field of a form that this cause is about.
    #[must_use]
    pub fn field(self) -> Option<Field> {
        match self {
            Self::SecretWrong => Some(Field::ClientSecret),
            Self::SecretExpired => Some(Field::ClientSecret),
            Self::AppNotFound | Self::AppDisabled => Some(Field::ClientId),
            Self::TenantNotFound | Self::WrongCloud => Some(Field::Tenant),
            Self::WebhookTarget => Some(Field::Webhook),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled() -> NewAccount {
        NewAccount {
            name: "Contoso Scan".into(),
            tenant: "contoso.nl".into(),
            client_id: "1b6453e9-72a0-4c1e-9d35-0b7f6a21d8c4".into(),
            client_secret: "abc8Q~0123456789abcdefghijklmnopqrstuv".into(),
            secret_expires: "2028-11-21".into(),
            purposes: Purposes::ALL,
            ..NewAccount::default()
        }
    }

    fn today() -> Day {
        Day::parse("2026-11-22").unwrap()
    }

    fn wrong(account: &NewAccount) -> Vec<(Field, Invalid)> {
        match account.check(today()) {
            Ok(_) => Vec::new(),
            Err(errors) => errors.iter().map(|e| (e.field, e.invalid)).collect(),
        }
    }

    #[test]
    fn a_form_filled_in_right_passes() {
        assert_eq!(wrong(&filled()), []);
    }

    #[test]
    fn an_empty_form_names_every_field_at_once() {
        assert_eq!(
            wrong(&NewAccount::default()),
            [
                (Field::Name, Invalid::Empty),
                (Field::Tenant, Invalid::Empty),
                (Field::ClientId, Invalid::Empty),
                (Field::ClientSecret, Invalid::Empty),
                (Field::SecretExpires, Invalid::Empty),
                (Field::Purposes, Invalid::NothingChosen),
            ]
        );
    }

    #[test]
    fn the_same_guid_twice_is_a_paste_gone_wrong() {
        let mut account = filled();
        account.tenant = account.client_id.to_uppercase();
        assert_eq!(wrong(&account), [(Field::ClientId, Invalid::SameAsTenant)]);
    }

    #[test]
    fn a_secret_ends_today_at_the_earliest() {
        for (day, expected) in [
            ("2026-11-22", None),
            ("2026-11-21", Some(Invalid::Past)),
            ("21-11-2028", Some(Invalid::NotADay)),
            ("2299-12-31", None),
            ("2300-01-01", Some(Invalid::TooFar)),
        ] {
            let account = NewAccount {
                secret_expires: day.into(),
                ..filled()
            };
            let found = wrong(&account).first().map(|(_, invalid)| *invalid);
            assert_eq!(found, expected, "{day}");
        }
    }

    #[test]
    fn fields_that_nobody_asked_for_are_refused() {
        let mut json = serde_json::to_value(filled()).unwrap();
        json["role"] = "admin".into();
        assert!(serde_json::from_value::<NewAccount>(json).is_err());
    }
}
