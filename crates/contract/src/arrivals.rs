//! What comes in: how many messages wait in a mailbox, when ImageCapture last
//! came for them, and whether mail of one sender arrived. Counts and moments only:
//! never a subject, a text or another address.

use crate::catalogue::Cause;
use crate::fields::{Field, FieldError};
use crate::ids::Address;
use crate::time::{DAY_MS, Timestamp};
use serde::{Deserialize, Serialize};

/// How far back a sender is looked for, in milliseconds: a day.
pub const SENDER_MS: i64 = DAY_MS;

/// Asks what came in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AskArrivals {
    /// Whose mail to look for besides, in the last 24 hours. Empty: nobody's.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(example = "administratie@leverancier.nl", max_length = 254)
    )]
    pub sender: String,
}

impl AskArrivals {
    /// Checks the form of the sender's address, where there is one.
    ///
    /// # Errors
    /// Why it cannot be an address.
    pub fn check(&self) -> Result<Option<Address>, Vec<FieldError>> {
        if self.sender.trim().is_empty() {
            return Ok(None);
        }
        Address::parse(&self.sender).map(Some).map_err(|invalid| {
            vec![FieldError {
                field: Field::Sender,
                invalid,
            }]
        })
    }
}

/// What came in, as Microsoft says at this moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Arrivals {
    /// The inbox. Missing where ImageCapture may not read the mailbox, or could
    /// not.
    pub inbox: Option<Inbox>,
    /// Mail of the sender. Missing where none was asked for, or it could not be
    /// looked for.
    pub sender: Option<SenderMail>,
    /// Why something that was to be asked is missing.
    pub cause: Option<Cause>,
    /// When a job of ImageCapture last took a token to import from this mailbox,
    /// as far as this is known: to the minute where it was here, to the hour
    /// where another replica handed it out.
    pub fetched_at: Option<Timestamp>,
}

/// What waits in the inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Inbox {
    /// Messages in it: what is imported is moved out of it.
    pub messages: u32,
    /// Those of them that nobody has read.
    pub unread: u32,
    /// When the last of them arrived.
    pub newest: Option<Timestamp>,
}

/// Mail of one sender in the last 24 hours, in whichever folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SenderMail {
    /// The last one. Missing: none arrived.
    pub last: Option<Arrival>,
}

/// A message that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Arrival {
    /// When.
    pub at: Timestamp,
    /// Where it is now.
    pub place: MailPlace,
}

/// Where a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MailPlace {
    /// In the inbox: it waits for ImageCapture.
    Inbox,
    /// Among the junk mail, where ImageCapture does not look.
    Junk,
    /// In another folder: somebody or something moved it.
    Elsewhere,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::Invalid;

    #[test]
    fn a_sender_is_nobody_an_address_or_wrong() {
        let ask = |sender: &str| {
            let sender = sender.to_owned();
            AskArrivals { sender }.check()
        };
        assert_eq!(ask("  "), Ok(None));
        let address = Address::parse("jan@leverancier.nl").unwrap();
        assert_eq!(ask(" Jan@leverancier.nl "), Ok(Some(address)));
        let errors = ask("Jan van de leverancier").unwrap_err();
        assert_eq!(errors[0].field, Field::Sender);
        assert_ne!(errors[0].invalid, Invalid::Empty);
    }
}
