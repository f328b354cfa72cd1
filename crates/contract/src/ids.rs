//! Identifiers that cannot be wrong: whoever holds one knows that its rules
//! were checked.

use crate::fields::Invalid;
use serde::{Deserialize, Deserializer, Serialize, de::Error};

/// Longest e-mail address (RFC 5321 §4.5.3.1.3: a path of 256 with its brackets).
const ADDRESS_MAX: usize = 254;

/// Longest secret that is accepted. Entra makes 37 to 40 characters today;
/// older ones differ, so length alone never refuses below this.
const SECRET_MAX: usize = 256;

/// Shortest secret that Entra ever made.
const SECRET_MIN: usize = 16;

/// Whether `text` is a GUID in the form the portal shows: 8-4-4-4-12.
#[must_use]
pub fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// Whether `text` is a DNS name of at least two labels (RFC 1035 §2.3.1, with
/// the digits of RFC 1123 §2.1).
fn is_domain(text: &str) -> bool {
    text.len() <= 253
        && text.contains('.')
        && text.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        })
        && !text
            .rsplit('.')
            .next()
            .is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit()))
}

macro_rules! text_type {
    ($(#[$doc:meta])* $name:ident, $example:literal, $parse:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(value_type = String, example = $example))]
        pub struct $name(String);

        impl $name {
            /// Takes what a person typed or pasted.
            ///
            /// # Errors
            /// Why it cannot be right.
            pub fn parse(text: &str) -> Result<Self, Invalid> {
                let parse: fn(&str) -> Result<String, Invalid> = $parse;
                parse(text.trim()).map(Self)
            }

            /// The text, as it is stored and sent.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::parse(&text).map_err(|invalid| D::Error::custom(invalid.code()))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

fn own_id(text: &str) -> Result<String, Invalid> {
    if is_guid(text) {
        Ok(text.to_ascii_lowercase())
    } else {
        Err(Invalid::NotAGuid)
    }
}

text_type!(
    /// Names a Graph account of this installation.
    AccountId, "0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be111", own_id
);
text_type!(
    /// Names a consent: one trip to Microsoft.
    ConsentId, "5f3c7a52-11aa-4f0e-8a53-0d5e1b6a7c22", own_id
);
text_type!(
    /// Names a sign-in: the grant of one person on one account.
    SignInId, "b1d5e6f7-2c3d-4e5f-8a9b-0c1d2e3f4a33", own_id
);
text_type!(
    /// Names a person who may use the panel.
    PersonId, "7e0b2d4c-9a8b-4c6d-8e0f-1a2b3c4d5e44", own_id
);
text_type!(
    /// Names a login session. It does not open it.
    SessionId, "5d6e7f80-1a2b-4c3d-8e4f-5a6b7c8d9e77", own_id
);
text_type!(
    /// Names an invitation to use the panel. It does not accept it.
    InvitationId, "6e7f8091-2b3c-4d4e-9f50-6b7c8d9e0f88", own_id
);
text_type!(
    /// Names a test mail.
    TestMailId, "3a4b5c6d-7e8f-4a0b-9c1d-2e3f4a5b6c55", own_id
);
text_type!(
    /// Names a job key.
    JobKeyId, "9c8b7a6d-5e4f-4d2c-8b0a-f9e8d7c6b566", own_id
);

text_type!(
    /// Names what was found to warn of at one time.
    WarningRoundId, "2a3b4c5d-6e7f-4809-9a1b-2c3d4e5f6a21", own_id
);
text_type!(
    /// Names one delivery of warnings.
    DeliveryId, "3b4c5d6e-7f80-491a-8b2c-3d4e5f607132", own_id
);
text_type!(
    /// Names somebody who was asked for a consent or a secret.
    AskedId, "5c6d7e8f-9a0b-4c1d-8e2f-3a4b5c6d7e43", own_id
);
text_type!(
    /// Names a calendar feed. It does not open it.
    CalendarFeedId, "1f2e3d4c-5b6a-4978-8a9b-0c1d2e3f4a10", own_id
);
text_type!(
    /// Names a run of proofs over many mailboxes.
    RunId, "4d5e6f70-8192-4a3b-8c4d-5e6f70819299", own_id
);
text_type!(
    /// Names a diagnosis that was kept.
    DiagnosisId, "7e8f90a1-b2c3-4d4e-8f50-6a7b8c9d0e87", own_id
);
text_type!(
    /// Names a wave of mailboxes that are switched to Graph.
    WaveId, "6d7e8f90-a1b2-4c3d-8e4f-5a6b7c8d9e65", own_id
);

text_type!(
    /// A directory (tenant): its GUID or one of its domains, in lower case.
    TenantId, "contoso.nl",
    |text| {
        let text = text.to_ascii_lowercase();
        if text.is_empty() {
            Err(Invalid::Empty)
        } else if matches!(text.as_str(), "common" | "organizations" | "consumers") {
            // A single-tenant app on these gets AADSTS50194.
            Err(Invalid::TenantNeedsItsOwnName)
        } else if is_guid(&text) || is_domain(&text) {
            Ok(text)
        } else {
            Err(Invalid::NotATenant)
        }
    }
);

impl TenantId {
    /// Whether this is the GUID, not a domain.
    #[must_use]
    pub fn is_guid(&self) -> bool {
        is_guid(&self.0)
    }
}

text_type!(
    /// The application (client) ID of an app registration.
    ClientId, "1b6453e9-72a0-4c1e-9d35-0b7f6a21d8c4",
    |text| if text.is_empty() {
        Err(Invalid::Empty)
    } else {
        own_id(text)
    }
);

text_type!(
    /// An e-mail address, in lower case: Exchange ignores its case.
    Address, "facturen@contoso.nl",
    |text| {
        // No other letters pass below, and the tables for theirs are large.
        let text = text.to_ascii_lowercase();
        let Some((local, domain)) = text.rsplit_once('@') else {
            return Err(if text.is_empty() { Invalid::Empty } else { Invalid::NotAnAddress });
        };
        // The unquoted form of RFC 5321 §4.1.2; Exchange Online makes no other.
        let good = text.len() <= ADDRESS_MAX
            && (1..=64).contains(&local.len())
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local.bytes().all(|b| {
                b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b)
            })
            && is_domain(domain);
        if good { Ok(text) } else { Err(Invalid::NotAnAddress) }
    }
);

impl Address {
    /// What stands behind the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

text_type!(
    /// A name that people give to something: 1 to 80 characters on one line.
    Name, "Contoso Scan",
    |text| match text.chars().count() {
        0 => Err(Invalid::Empty),
        1..=80 if !text.chars().any(char::is_control) => Ok(text.to_owned()),
        1..=80 => Err(Invalid::ControlCharacters),
        _ => Err(Invalid::TooLong),
    }
);

/// The value of a client secret. It goes one way: from a person to the backend
/// and on to Microsoft. It cannot be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct ClientSecret(String);

impl ClientSecret {
    /// Takes what a person typed or pasted.
    ///
    /// # Errors
    /// [`Invalid::IsSecretId`] for a GUID: the portal shows the Secret ID next
    /// to the value, and pasting the wrong one is the top cause of
    /// AADSTS7000215. The value itself has no form that could be relied on.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        if text.is_empty() {
            Err(Invalid::Empty)
        } else if is_guid(text) {
            Err(Invalid::IsSecretId)
        } else if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            Err(Invalid::HasSpaces)
        } else if text.len() < SECRET_MIN {
            Err(Invalid::TooShort)
        } else if text.len() > SECRET_MAX {
            Err(Invalid::TooLong)
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// The value itself, for sealing and for Microsoft only.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The first three characters, which Entra shows too: with them a person
    /// finds the right row in the portal.
    #[must_use]
    pub fn hint(&self) -> String {
        self.0.chars().take(3).collect()
    }
}

impl std::fmt::Debug for ClientSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ClientSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_secret_id_is_refused_by_name() {
        assert_eq!(
            ClientSecret::parse(" c9f0f895-fb98-4b91-9d1a-7f3b52e1c0aa "),
            Err(Invalid::IsSecretId)
        );
    }

    #[test]
    fn a_secret_loses_only_the_blanks_around_it() {
        let secret = ClientSecret::parse(" abc8Q~0123456789abcdefghijklmnopqrstuv\n").unwrap();
        assert_eq!(secret.expose(), "abc8Q~0123456789abcdefghijklmnopqrstuv");
        assert_eq!(secret.hint(), "abc");
        assert_eq!(format!("{secret:?}"), "ClientSecret(…)");
        assert_eq!(
            ClientSecret::parse("abc8Q~0123456789 abcdefghijklm"),
            Err(Invalid::HasSpaces)
        );
    }

    #[test]
    fn a_tenant_is_a_guid_or_a_domain() {
        for good in [
            "Contoso.nl",
            "8F14E45F-ceea-467f-a83c-1d2a9c40b7e6",
            "a.b-c.onmicrosoft.com",
        ] {
            assert_eq!(
                TenantId::parse(good).unwrap().as_str(),
                good.to_ascii_lowercase()
            );
        }
        for (bad, why) in [
            ("", Invalid::Empty),
            ("common", Invalid::TenantNeedsItsOwnName),
            ("contoso", Invalid::NotATenant),
            ("https://contoso.nl", Invalid::NotATenant),
            ("a..nl", Invalid::NotATenant),
            ("-a.nl", Invalid::NotATenant),
            ("127.0.0.1", Invalid::NotATenant),
            ("contoso.nl/../x", Invalid::NotATenant),
        ] {
            assert_eq!(TenantId::parse(bad), Err(why), "{bad}");
        }
    }

    #[test]
    fn addresses_are_plain_and_lower_case() {
        assert_eq!(
            Address::parse(" Facturen@Contoso.NL ").unwrap().as_str(),
            "facturen@contoso.nl"
        );
        for bad in [
            "facturen",
            "@contoso.nl",
            "a@b",
            "a b@c.nl",
            ".a@b.nl",
            "a..b@c.nl",
            "a@b.nl\u{0}",
            "a@b@c.nl",
            "facturen@contoso.nl/x",
            "é@contoso.nl",
        ] {
            assert_eq!(Address::parse(bad), Err(Invalid::NotAnAddress), "{bad}");
        }
        assert_eq!(Address::parse("  "), Err(Invalid::Empty));
    }

    #[test]
    fn what_arrives_as_json_is_checked_too() {
        assert!(serde_json::from_str::<Address>("\"nobody\"").is_err());
        assert!(serde_json::from_str::<AccountId>("\"../../etc\"").is_err());
        assert!(serde_json::from_str::<Name>("\"\"").is_err());
    }

    proptest! {
        #[test]
        fn a_good_address_reads_back_as_itself(text in "[a-z]{1,8}(\\.[a-z]{1,5})?@[a-z]{1,8}\\.nl") {
            let address = Address::parse(&text).unwrap();
            prop_assert_eq!(address.as_str(), text);
        }

        #[test]
        fn garbage_never_panics(text in "\\PC{0,60}") {
            let _ = Address::parse(&text);
            let _ = TenantId::parse(&text);
            let _ = ClientSecret::parse(&text);
            let _ = Name::parse(&text);
        }
    }
}
