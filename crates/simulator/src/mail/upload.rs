//! Attachments that come in pieces.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::base::clock::Moment;
use crate::mail::message::Attachment;

/// An upload session: what has come of a file, and what it is to become.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Upload {
    /// The id of the mailbox.
    pub(crate) mailbox: String,
    /// The number of the message.
    pub(crate) message: u64,
    pub(crate) app: String,
    pub(crate) name: String,
    pub(crate) content_type: String,
    pub(crate) is_inline: bool,
    pub(crate) content_id: Option<String>,
    pub(crate) size: usize,
    pub(crate) expires: Moment,
    #[serde(serialize_with = "to_base64", deserialize_with = "from_base64")]
    pub(crate) content: Vec<u8>,
}

impl Upload {
    pub(crate) fn is_complete(&self) -> bool {
        self.content.len() >= self.size
    }

    /// The attachment it has become.
    pub(crate) fn into_attachment(self, id: u32, now: Moment) -> Attachment {
        Attachment {
            id,
            name: self.name,
            content_type: self.content_type,
            content: self.content,
            is_inline: self.is_inline,
            content_id: self.content_id,
            modified: now,
        }
    }
}

pub(super) fn to_base64<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&STANDARD.encode(bytes))
}

pub(super) fn from_base64<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(deserializer)?;
    STANDARD.decode(text).map_err(serde::de::Error::custom)
}
