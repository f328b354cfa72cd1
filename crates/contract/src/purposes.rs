//! What ImageCapture does with a mailbox, and the permissions that follow.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// One thing ImageCapture does with a mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Reads, changes and moves incoming mail.
    Import,
    /// Sends what an export job makes.
    ExportJob,
    /// Sends from the image viewer.
    ImageViewer,
    /// Sends password resets.
    PasswordReset,
    /// Sends confirmations of a changed address.
    AddressChange,
}

impl Purpose {
    /// All purposes, in the order in which they are shown.
    pub const ALL: [Self; 5] = [
        Self::Import,
        Self::ExportJob,
        Self::ImageViewer,
        Self::PasswordReset,
        Self::AddressChange,
    ];

    /// The stable name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::ExportJob => "export_job",
            Self::ImageViewer => "image_viewer",
            Self::PasswordReset => "password_reset",
            Self::AddressChange => "address_change",
        }
    }

    /// The delegated Graph permission it needs.
    #[must_use]
    pub fn scope(self) -> Scope {
        match self {
            Self::Import => Scope::MailReadWriteShared,
            _ => Scope::MailSendShared,
        }
    }

    fn bit(self) -> u8 {
        1 << (self as u8)
    }
}

/// A set of purposes. On the wire a list of their names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purposes(u8);

impl Purposes {
    /// Reading, changing and moving mail.
    pub const IMPORT: Self = Self(1);
    /// Everything that sends mail.
    pub const SEND: Self = Self(0b1_1110);
    /// Everything.
    pub const ALL: Self = Self(0b1_1111);

    /// Whether `purpose` is in the set.
    #[must_use]
    pub fn has(self, purpose: Purpose) -> bool {
        self.0 & purpose.bit() != 0
    }

    /// Whether one of these sends mail.
    #[must_use]
    pub fn sends(self) -> bool {
        self.0 & Self::SEND.0 != 0
    }

    /// Whether mail is imported.
    #[must_use]
    pub fn imports(self) -> bool {
        self.has(Purpose::Import)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all of these are also in `other`.
    #[must_use]
    pub fn within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// These and those of `other`.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// One by one, in the order in which they are shown.
    pub fn iter(self) -> impl Iterator<Item = Purpose> {
        Purpose::ALL.into_iter().filter(move |p| self.has(*p))
    }

    /// The mail permissions that these purposes need: never more.
    pub fn scopes(self) -> impl Iterator<Item = Scope> {
        Scope::ALL
            .into_iter()
            .filter(move |scope| self.iter().any(|p| p.scope() == *scope))
    }

    /// As stored: the names, separated by blanks.
    #[must_use]
    pub fn to_text(self) -> String {
        self.iter().map(Purpose::code).collect::<Vec<_>>().join(" ")
    }

    /// Reads what [`Self::to_text`] wrote; unknown names are left out.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        text.split_whitespace()
            .filter_map(|code| Purpose::ALL.into_iter().find(|p| p.code() == code))
            .collect()
    }
}

impl FromIterator<Purpose> for Purposes {
    fn from_iter<I: IntoIterator<Item = Purpose>>(purposes: I) -> Self {
        Self(purposes.into_iter().fold(0, |bits, p| bits | p.bit()))
    }
}

impl Serialize for Purposes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Purposes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let list = Vec::<Purpose>::deserialize(deserializer)?;
        if list.len() > Purpose::ALL.len() {
            return Err(D::Error::custom("too many purposes"));
        }
        Ok(list.into_iter().collect())
    }
}

#[cfg(feature = "openapi")]
mod schema {
    use super::{Purpose, Purposes};
    use utoipa::openapi::{RefOr, schema::Schema};

    impl utoipa::PartialSchema for Purposes {
        fn schema() -> RefOr<Schema> {
            <Vec<Purpose> as utoipa::PartialSchema>::schema()
        }
    }

    impl utoipa::ToSchema for Purposes {
        fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
            <Vec<Purpose> as utoipa::ToSchema>::schemas(schemas);
        }
    }
}

/// A delegated Graph permission that this product asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Scope {
    /// Read, change and move mail in every mailbox the person may open.
    #[serde(rename = "Mail.ReadWrite.Shared")]
    MailReadWriteShared,
    /// Send as every mailbox the person may send as.
    #[serde(rename = "Mail.Send.Shared")]
    MailSendShared,
}

impl Scope {
    /// Both, in the order in which they are shown.
    pub const ALL: [Self; 2] = [Self::MailReadWriteShared, Self::MailSendShared];

    /// The name, as the portal shows it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::MailReadWriteShared => "Mail.ReadWrite.Shared",
            Self::MailSendShared => "Mail.Send.Shared",
        }
    }
}

/// The permissions that are required but not among `granted`.
///
/// Entra names granted scopes in full (`https://graph.microsoft.com/Mail.Send`)
/// or short, in any case, and leaves `offline_access` out: both forms count.
pub fn missing<'a>(
    required: impl Iterator<Item = Scope>,
    granted: impl Iterator<Item = &'a str> + Clone,
) -> Vec<Scope> {
    required
        .filter(|scope| {
            !granted
                .clone()
                .any(|name| short_name(name).eq_ignore_ascii_case(scope.name()))
        })
        .collect()
}

/// A scope without the resource it belongs to.
#[must_use]
pub fn short_name(scope: &str) -> &str {
    scope.rsplit('/').next().unwrap_or(scope)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_purpose_asks_for_no_more_than_it_needs() {
        let names = |purposes: Purposes| purposes.scopes().map(Scope::name).collect::<Vec<_>>();
        assert_eq!(names(Purposes::IMPORT), ["Mail.ReadWrite.Shared"]);
        assert_eq!(names(Purposes::SEND), ["Mail.Send.Shared"]);
        assert_eq!(
            names(Purposes::ALL),
            ["Mail.ReadWrite.Shared", "Mail.Send.Shared"]
        );
        assert!(names(Purposes::default()).is_empty());
    }

    #[test]
    fn granted_scopes_count_in_every_form_entra_uses() {
        let granted = "openid https://graph.microsoft.com/mail.readwrite.shared Mail.Send";
        assert_eq!(
            missing(Purposes::ALL.scopes(), granted.split(' ')),
            [Scope::MailSendShared]
        );
    }

    #[test]
    fn a_longer_name_is_another_scope() {
        let granted = "Mail-Advanced.ReadWrite.Shared XMail.Send.Shared";
        assert_eq!(missing(Purposes::ALL.scopes(), granted.split(' ')).len(), 2);
    }

    #[test]
    fn purposes_survive_wire_and_storage() {
        for bits in 0..=0b1_1111 {
            let purposes = Purposes(bits);
            let json = serde_json::to_string(&purposes).unwrap();
            assert_eq!(serde_json::from_str::<Purposes>(&json).unwrap(), purposes);
            assert_eq!(Purposes::from_text(&purposes.to_text()), purposes);
        }
        assert!(serde_json::from_str::<Purposes>("[\"fly\"]").is_err());
    }
}
