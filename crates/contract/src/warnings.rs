//! Warnings: what needs attention, told by mail and by webhook, once for each
//! change.

use crate::catalogue::Cause;
use crate::fields::{Field, FieldError, FieldErrors, Invalid};
use crate::ids::{Address, DeliveryId, WarningRoundId};
use crate::languages::Lang;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Recipients of warnings at most.
pub const RECIPIENTS_MAX: usize = 20;

/// Longest address of a webhook, in bytes.
pub const WEBHOOK_MAX: usize = 500;

/// Hours without a proof after which a mailbox is silent, where nobody says
/// otherwise.
pub const SILENCE_HOURS: u32 = 48;

/// Where warnings go, as a person fills it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewWarningSettings {
    /// Through which of our own mailboxes mail goes out. Empty: no mail.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(example = "facturen@contoso.nl"))]
    pub mail_from: String,
    /// To whom.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["beheer@contoso.nl"])))]
    pub mail_to: Vec<String>,
    /// The language of the mail.
    pub lang: Lang,
    /// Where the webhook goes: https. Empty: no webhook.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(example = "https://bel.contoso.nl/imagecapture")
    )]
    pub webhook_url: String,
    /// Makes a new secret for the webhook's signatures. A first webhook gets
    /// one in any case.
    #[serde(default)]
    pub new_webhook_secret: bool,
    /// After how many hours without a proof a mailbox is silent; 0: never.
    #[cfg_attr(feature = "openapi", schema(example = 48, maximum = 2160))]
    pub silence_hours: u32,
}

/// [`NewWarningSettings`] whose fields are right in form.
pub struct CheckedWarningSettings {
    /// Through which mailbox.
    pub mail_from: Option<Address>,
    /// To whom.
    pub mail_to: Vec<Address>,
    /// Where the webhook goes.
    pub webhook_url: Option<String>,
}

impl NewWarningSettings {
    /// Checks the form of every field.
    ///
    /// # Errors
    /// Everything that cannot be right, one line per field.
    pub fn check(&self) -> Result<CheckedWarningSettings, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let from = self.mail_from.trim();
        let mail_from = match from {
            "" => None,
            from => errors.take(Field::Address, Address::parse(from)),
        };
        let mut mail_to: Vec<Address> = Vec::new();
        for to in &self.mail_to {
            if let Some(to) = errors.take(Field::To, Address::parse(to))
                && !mail_to.contains(&to)
            {
                mail_to.push(to);
            }
        }
        if mail_to.len() > RECIPIENTS_MAX {
            errors.add(Field::To, Invalid::TooLong);
        }
        if !from.is_empty() && self.mail_to.is_empty() {
            errors.add(Field::To, Invalid::NothingChosen);
        }
        let hook = self.webhook_url.trim();
        let plain = hook.bytes().all(|b| b.is_ascii_graphic());
        let web = hook.starts_with("https://") || hook.starts_with("http://");
        if hook.len() > WEBHOOK_MAX {
            errors.add(Field::Webhook, Invalid::TooLong);
        } else if !(hook.is_empty() || (plain && web)) {
            errors.add(Field::Webhook, Invalid::Malformed);
        }
        if self.silence_hours > 90 * 24 {
            errors.add(Field::Text, Invalid::TooFar);
        }
        let errors = errors.into_inner();
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(CheckedWarningSettings {
            mail_from,
            mail_to,
            webhook_url: (!hook.is_empty()).then(|| hook.to_owned()),
        })
    }
}

/// Where warnings go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WarningSettings {
    /// Through which of our own mailboxes mail goes out.
    pub mail_from: Option<Address>,
    /// To whom.
    pub mail_to: Vec<Address>,
    /// The language of the mail.
    pub lang: Lang,
    /// Where the webhook goes.
    pub webhook_url: Option<String>,
    /// After how many hours without a proof a mailbox is silent; 0: never.
    pub silence_hours: u32,
}

/// Settings that were saved.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedWarningSettings {
    /// What counts now.
    pub settings: WarningSettings,
    /// The secret of the webhook's signatures, where it is new: the only time
    /// it is shown.
    pub webhook_secret: Option<String>,
}

/// What a warning is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    /// A mailbox stopped working.
    Bad,
    /// It works again.
    Recovered,
    /// A client secret ends soon.
    Secret,
    /// A mailbox has not proved itself for too long.
    Silent,
    /// A try-out.
    Test,
}

impl WarningKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [
        Self::Bad,
        Self::Recovered,
        Self::Secret,
        Self::Silent,
        Self::Test,
    ];

    /// The stable name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Bad => "bad",
            Self::Recovered => "recovered",
            Self::Secret => "secret",
            Self::Silent => "silent",
            Self::Test => "test",
        }
    }
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Warning {
    /// What it is about.
    pub kind: WarningKind,
    /// The mailbox's address, or the account's id.
    #[cfg_attr(feature = "openapi", schema(example = "facturen@contoso.nl"))]
    pub object: String,
    /// What people call it.
    pub name: String,
    /// Why, where that is known.
    pub cause: Option<Cause>,
    /// How many days a secret has left.
    pub days_left: Option<i64>,
    /// Since when: of a silent mailbox its last proof.
    pub at: Timestamp,
}

/// A way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// By mail.
    Mail,
    /// By webhook.
    Webhook,
}

impl Channel {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Mail, Self::Webhook];

    /// The stable name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Webhook => "webhook",
        }
    }
}

/// Where a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// For its first or its next try.
    Waiting,
    /// On its way.
    Sending,
    /// Taken by the other side.
    Sent,
    /// A mail whose answer did not come. Never sent again.
    Unknown,
    /// Given up after a day of tries.
    Failed,
}

impl DeliveryState {
    /// All states.
    pub const ALL: [Self; 5] = [
        Self::Waiting,
        Self::Sending,
        Self::Sent,
        Self::Unknown,
        Self::Failed,
    ];

    /// The stable name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Unknown => "unknown",
            Self::Failed => "failed",
        }
    }
}

/// One way out of one round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Delivery {
    /// Its id; a webhook carries it as `webhook-id`.
    pub id: DeliveryId,
    /// Which way.
    pub channel: Channel,
    /// Where it stands.
    pub state: DeliveryState,
    /// How often it was tried.
    pub tries: u32,
    /// When it is tried next.
    pub due_at: Timestamp,
    /// When it came to its end.
    pub ended_at: Option<Timestamp>,
    /// What the other side said last, in a word.
    #[cfg_attr(feature = "openapi", schema(example = "HTTP 503"))]
    pub answer: Option<String>,
}

/// What was found at one time, and its ways out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WarningRound {
    /// Its id.
    pub id: WarningRoundId,
    /// When.
    pub made_at: Timestamp,
    /// What was found.
    pub warnings: Vec<Warning>,
    /// Its ways out. None where nobody wants to be told.
    pub deliveries: Vec<Delivery>,
}

/// What a webhook gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookBody {
    /// `imagecapture.warnings`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The public address of this installation.
    pub installation: String,
    /// When it was found.
    pub made_at: Timestamp,
    /// What was found.
    pub warnings: Vec<Warning>,
}
