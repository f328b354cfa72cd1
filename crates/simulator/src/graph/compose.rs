//! From JSON to a message: what may be set, and when.
//! Microsoft: "Create message", "Update message".

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use crate::base::clock::Moment;
use crate::graph::error::{self, GraphError};
use crate::mail::message::{Address, Attachment, Body, Message};

/// From this day the content of mail that was received or sent changes only
/// with `Mail-Advanced.ReadWrite`: 2026-12-31.
/// Microsoft: Exchange Team Blog, 24 March 2026.
const CONTENT_PROTECTED_FROM: Moment = Moment(1_798_675_200_000);
/// Attachments larger than this need an upload session.
pub(crate) const MOST_ATTACHMENT: usize = 3 * 1024 * 1024;
const MOST_HEADERS: usize = 5;

/// In which state a message is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Being created, as a draft or to be sent at once.
    New,
    Draft,
    /// In a mailbox, and no draft. `advanced` when the token has
    /// `Mail-Advanced.ReadWrite`.
    Received {
        advanced: bool,
    },
}

/// Sets what the JSON names.
pub(crate) fn apply(
    message: &mut Message,
    json: &Value,
    stage: Stage,
    now: Moment,
) -> Result<(), GraphError> {
    let empty = Map::new();
    for (name, value) in json.as_object().unwrap_or(&empty) {
        if name.contains('@') {
            continue;
        }
        if set_state(message, name, value)? {
            continue;
        }
        if let Stage::Received { advanced } = stage
            && !advanced
            && now >= CONTENT_PROTECTED_FROM
        {
            return Err(error::access_denied());
        }
        set_content(message, name, value, stage, now)?;
    }
    Ok(())
}

/// What may change at any time.
fn set_state(message: &mut Message, name: &str, value: &Value) -> Result<bool, GraphError> {
    match name {
        "isRead" => message.is_read = value.as_bool().ok_or_else(|| wrong_type(name))?,
        "importance" => message.importance = one_of(name, value, &["low", "normal", "high"])?,
        "inferenceClassification" => {
            message.inference = one_of(name, value, &["focused", "other"])?;
        }
        "flag" => {
            let status = value.get("flagStatus").unwrap_or(&Value::Null);
            message.flag = one_of("flagStatus", status, &["notFlagged", "complete", "flagged"])?;
        }
        "categories" => {
            let names = value.as_array().ok_or_else(|| wrong_type(name))?;
            let names = names.iter().map(|name| name.as_str().map(str::to_owned));
            message.categories = names
                .collect::<Option<_>>()
                .ok_or_else(|| wrong_type("categories"))?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn set_content(
    message: &mut Message,
    name: &str,
    value: &Value,
    stage: Stage,
    now: Moment,
) -> Result<(), GraphError> {
    match name {
        "subject" => message.subject = text(name, value)?,
        "body" => message.body = body(value)?,
        "toRecipients" => message.to = recipients(name, value)?,
        "ccRecipients" => message.cc = recipients(name, value)?,
        "bccRecipients" => message.bcc = recipients(name, value)?,
        "replyTo" => message.reply_to = recipients(name, value)?,
        "from" => message.from = Some(recipient(name, value)?),
        "sender" => message.sender = Some(recipient(name, value)?),
        "internetMessageId" => message.internet_message_id = text(name, value)?,
        "internetMessageHeaders" if stage == Stage::New => message.headers = headers(value)?,
        "attachments" if stage == Stage::New => {
            for one in value.as_array().ok_or_else(|| wrong_type(name))? {
                let attachment = attachment(one, now)?;
                message.attach(|id| Attachment { id, ..attachment });
            }
        }
        // Read-only and requested receipts: taken and left alone.
        "id"
        | "isReadReceiptRequested"
        | "isDeliveryReceiptRequested"
        | "isDraft"
        | "webLink"
        | "hasAttachments"
        | "conversationId"
        | "conversationIndex"
        | "createdDateTime"
        | "lastModifiedDateTime"
        | "receivedDateTime"
        | "sentDateTime"
        | "parentFolderId"
        | "changeKey"
        | "bodyPreview"
        | "uniqueBody"
        | "singleValueExtendedProperties"
        | "multiValueExtendedProperties"
        | "internetMessageHeaders"
        | "attachments" => {}
        _ => {
            return Err(GraphError::new(
                400,
                "RequestBodyRead",
                format!(
                    "The property '{name}' does not exist on type 'microsoft.graph.message'. Make \
                     sure to only use property names that are defined by the type."
                ),
            ));
        }
    }
    Ok(())
}

fn wrong_type(name: &str) -> GraphError {
    GraphError::new(
        400,
        "RequestBodyRead",
        format!("Cannot convert the value of property '{name}' to the expected type."),
    )
}

fn text(name: &str, value: &Value) -> Result<String, GraphError> {
    match value {
        Value::Null => Ok(String::new()),
        Value::String(text) => Ok(text.clone()),
        _ => Err(wrong_type(name)),
    }
}

fn one_of(name: &str, value: &Value, allowed: &[&str]) -> Result<String, GraphError> {
    value
        .as_str()
        .and_then(|text| allowed.iter().find(|one| one.eq_ignore_ascii_case(text)))
        .map(|one| (*one).to_owned())
        .ok_or_else(|| wrong_type(name))
}

fn body(value: &Value) -> Result<Body, GraphError> {
    let content = text("content", value.get("content").unwrap_or(&Value::Null))?;
    let kind = value
        .get("contentType")
        .and_then(Value::as_str)
        .unwrap_or("text");
    match kind.to_ascii_lowercase().as_str() {
        "html" => Ok(Body::html(content)),
        "text" => Ok(Body::text(content)),
        _ => Err(wrong_type("contentType")),
    }
}

pub(crate) fn recipients(name: &str, value: &Value) -> Result<Vec<Address>, GraphError> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Array(all) => all.iter().map(|one| recipient(name, one)).collect(),
        _ => Err(wrong_type(name)),
    }
}

/// Whether the address is one is found out when the mail is sent.
fn recipient(name: &str, value: &Value) -> Result<Address, GraphError> {
    let inner = value
        .get("emailAddress")
        .or_else(|| value.get("EmailAddress"))
        .ok_or_else(|| wrong_type(name))?;
    let part = |key: &str| {
        let capital = key.get(..1).unwrap_or("").to_uppercase() + key.get(1..).unwrap_or("");
        let found = inner.get(key).or_else(|| inner.get(&capital));
        text(key, found.unwrap_or(&Value::Null))
    };
    let address = part("address")?.trim().to_owned();
    let name = part("name")?;
    let name = if name.is_empty() {
        address.clone()
    } else {
        name
    };
    Ok(Address { name, address })
}

/// Custom headers must begin with `x-`.
fn headers(value: &Value) -> Result<Vec<(String, String)>, GraphError> {
    let all = value
        .as_array()
        .ok_or_else(|| wrong_type("internetMessageHeaders"))?;
    if all.len() > MOST_HEADERS {
        return Err(GraphError::new(
            400,
            "InvalidInternetMessageHeaderCollection",
            "Maximum number of headers in one message should be less than or equal to 5.",
        ));
    }
    all.iter()
        .map(|header| {
            let name = text("name", header.get("name").unwrap_or(&Value::Null))?;
            let value = text("value", header.get("value").unwrap_or(&Value::Null))?;
            if !name.to_ascii_lowercase().starts_with("x-") || value.contains(['\r', '\n']) {
                return Err(GraphError::new(
                    400,
                    "InvalidInternetMessageHeader",
                    format!(
                        "The internet message header name '{name}' should start with 'x-' or 'X-'."
                    ),
                ));
            }
            Ok((name, value))
        })
        .collect()
}

/// A file attachment that has no number yet.
pub(crate) fn attachment(json: &Value, now: Moment) -> Result<Attachment, GraphError> {
    let kind = json
        .get("@odata.type")
        .and_then(Value::as_str)
        .unwrap_or("");
    if !kind.to_ascii_lowercase().ends_with("fileattachment") {
        return Err(error::bad_request(
            "Only file attachments are supported here.",
        ));
    }
    let encoded = json
        .get("contentBytes")
        .and_then(Value::as_str)
        .unwrap_or("");
    let content = STANDARD
        .decode(encoded)
        .map_err(|_| wrong_type("contentBytes"))?;
    if content.len() > MOST_ATTACHMENT {
        return Err(error::message_too_large());
    }
    let name = text("name", json.get("name").unwrap_or(&Value::Null))?;
    let kind = text(
        "contentType",
        json.get("contentType").unwrap_or(&Value::Null),
    )?;
    if name.is_empty() {
        return Err(error::bad_request("The attachment has no name."));
    }
    Ok(Attachment {
        id: 0,
        name,
        content_type: if kind.is_empty() {
            "application/octet-stream".to_owned()
        } else {
            kind
        },
        content,
        is_inline: json
            .get("isInline")
            .and_then(Value::as_bool)
            .unwrap_or(false),
        content_id: json
            .get("contentId")
            .and_then(Value::as_str)
            .map(str::to_owned),
        modified: now,
    })
}

/// The `destinationId` of a move or a copy.
pub(crate) fn destination(json: &Value) -> Result<&str, GraphError> {
    json.get("destinationId")
        .or_else(|| json.get("DestinationId"))
        .and_then(Value::as_str)
        .ok_or_else(|| error::bad_request("The destinationId is missing."))
}
