//! Messages and folders as Graph shows them.
//! Microsoft: "message resource type", "mailFolder resource type".

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::base::text;
use crate::directory::mailbox::Mailbox;
use crate::graph::call::Call;
use crate::graph::error::GraphError;
use crate::graph::query::Query;
use crate::mail::ids;
use crate::mail::message::{Address, Attachment, Message};
use crate::mail::store::{Folder, MailStore};

const MESSAGE: &[&str] = &[
    "id",
    "createdDateTime",
    "lastModifiedDateTime",
    "changeKey",
    "categories",
    "receivedDateTime",
    "sentDateTime",
    "hasAttachments",
    "internetMessageId",
    "subject",
    "bodyPreview",
    "importance",
    "parentFolderId",
    "conversationId",
    "conversationIndex",
    "isDeliveryReceiptRequested",
    "isReadReceiptRequested",
    "isRead",
    "isDraft",
    "webLink",
    "inferenceClassification",
    "body",
    "sender",
    "from",
    "toRecipients",
    "ccRecipients",
    "bccRecipients",
    "replyTo",
    "flag",
    "internetMessageHeaders",
    "uniqueBody",
    "attachments",
];

const FOLDER: &[&str] = &[
    "id",
    "displayName",
    "parentFolderId",
    "childFolderCount",
    "unreadItemCount",
    "totalItemCount",
    "sizeInBytes",
    "isHidden",
    "wellKnownName",
];

const ATTACHMENT: &[&str] = &[
    "id",
    "lastModifiedDateTime",
    "name",
    "contentType",
    "size",
    "isInline",
    "contentId",
    "contentLocation",
    "contentBytes",
];

/// Refuses the selection of what no message has.
pub(crate) fn check_message_selection(query: &Query) -> Result<(), GraphError> {
    check(query, MESSAGE, "microsoft.graph.message")
}

pub(crate) fn check_attachment_selection(query: &Query) -> Result<(), GraphError> {
    check(query, ATTACHMENT, "microsoft.graph.attachment")
}

pub(crate) fn check_folder_selection(query: &Query) -> Result<(), GraphError> {
    check(query, FOLDER, "microsoft.graph.mailFolder")
}

fn check(query: &Query, known: &[&str], kind: &str) -> Result<(), GraphError> {
    let unknown = query.select.iter().flatten().find(|name| {
        let name = name.split('/').next().unwrap_or("");
        !known.iter().any(|known| known.eq_ignore_ascii_case(name))
    });
    match unknown {
        None => Ok(()),
        Some(name) => Err(GraphError::new(
            400,
            "RequestBroker--ParseUri",
            format!("Could not find a property named '{name}' on type '{kind}'."),
        )),
    }
}

/// One message as an answer of its own.
pub(crate) fn single(call: &Call<'_>, mailbox: &Mailbox, message: &Message) -> Value {
    let mut body = Map::new();
    body.insert(
        "@odata.context".into(),
        context(call, mailbox, "messages/$entity").into(),
    );
    if let Value::Object(rest) = self::message(call, mailbox, message) {
        body.extend(rest);
    }
    Value::Object(body)
}

pub(crate) fn context(call: &Call<'_>, mailbox: &Mailbox, what: &str) -> String {
    format!(
        "{}/v1.0/$metadata#users('{}')/{what}",
        call.world.public_url, mailbox.id
    )
}

/// One message inside a list. Only what is selected is put together.
pub(crate) fn message(call: &Call<'_>, mailbox: &Mailbox, message: &Message) -> Value {
    let query = &call.query;
    let id = ids::message(&mailbox.id, message, call.wants_immutable_ids());
    let change_key = change_key(message);
    let mut body = Map::new();
    body.insert("@odata.etag".into(), etag(message).into());
    body.insert("id".into(), id.as_str().into());
    let mut put = |name: &str, value: &dyn Fn() -> Value| {
        if query.selects(name) {
            body.insert(name.to_owned(), value());
        }
    };
    put("createdDateTime", &|| message.created.iso().into());
    put("lastModifiedDateTime", &|| message.modified.iso().into());
    put("changeKey", &|| change_key.as_str().into());
    put("categories", &|| json!(message.categories));
    put("receivedDateTime", &|| message.received.iso().into());
    put("sentDateTime", &|| message.sent.iso().into());
    put("hasAttachments", &|| message.has_attachments().into());
    put("internetMessageId", &|| {
        message.internet_message_id.as_str().into()
    });
    put("subject", &|| message.subject.as_str().into());
    put("bodyPreview", &|| {
        text::shortened(&message.body.as_text(), 255).into()
    });
    put("importance", &|| message.importance.as_str().into());
    put("parentFolderId", &|| {
        ids::folder(&mailbox.id, message.folder).into()
    });
    put("conversationId", &|| {
        ids::conversation(&mailbox.id, message).into()
    });
    put("conversationIndex", &|| {
        STANDARD.encode(message.conversation.as_bytes()).into()
    });
    put("isDeliveryReceiptRequested", &|| {
        if message.is_draft {
            Value::Null
        } else {
            false.into()
        }
    });
    put("isReadReceiptRequested", &|| false.into());
    put("isRead", &|| message.is_read.into());
    put("isDraft", &|| message.is_draft.into());
    put("webLink", &|| {
        format!(
            "https://outlook.office365.com/owa/?ItemID={}&exvsurl=1",
            text::form([("", id.as_str())]).trim_start_matches('=')
        )
        .into()
    });
    put("inferenceClassification", &|| {
        message.inference.as_str().into()
    });
    put("body", &|| body_of(call, message));
    put("sender", &|| optional(message.sender.as_ref()));
    put("from", &|| optional(message.from.as_ref()));
    put("toRecipients", &|| recipients(&message.to));
    put("ccRecipients", &|| recipients(&message.cc));
    put("bccRecipients", &|| recipients(&message.bcc));
    put("replyTo", &|| recipients(&message.reply_to));
    put("flag", &|| json!({"flagStatus": message.flag}));
    // Only when asked for by name.
    if query.names("internetMessageHeaders") {
        body.insert("internetMessageHeaders".into(), headers(message));
    }
    if query.names("uniqueBody") {
        body.insert("uniqueBody".into(), body_of(call, message));
    }
    if query
        .expand
        .iter()
        .any(|name| name.to_ascii_lowercase().starts_with("attachments"))
    {
        let all = message.attachments.iter();
        let all = all.map(|one| attachment(call, mailbox, message, one));
        let all: Vec<Value> = all.collect();
        body.insert("attachments".into(), all.into());
    }
    Value::Object(body)
}

/// What `If-Match` is compared with.
pub(crate) fn etag(message: &Message) -> String {
    format!("W/\"{}\"", change_key(message))
}

fn change_key(message: &Message) -> String {
    let mut bytes = message.key.to_be_bytes().to_vec();
    bytes.extend(message.version.to_be_bytes());
    format!("CQAAABYAAAB{}", STANDARD.encode(bytes))
}

fn body_of(call: &Call<'_>, message: &Message) -> Value {
    if call.wants_text() {
        json!({"contentType": "text", "content": message.body.as_text()})
    } else {
        let kind = if message.body.is_html { "html" } else { "text" };
        json!({"contentType": kind, "content": message.body.content})
    }
}

fn address(address: &Address) -> Value {
    json!({"emailAddress": {"name": address.name, "address": address.address}})
}

fn optional(one: Option<&Address>) -> Value {
    one.map_or(Value::Null, address)
}

fn recipients(all: &[Address]) -> Value {
    all.iter().map(address).collect()
}

fn headers(message: &Message) -> Value {
    let own = message
        .headers
        .iter()
        .map(|(name, value)| json!({"name": name, "value": value}));
    if message.is_draft {
        return own.collect();
    }
    // What the transport adds.
    let from = message
        .from
        .as_ref()
        .map(|from| from.address.as_str())
        .unwrap_or_default();
    [
        json!({"name": "Message-ID", "value": message.internet_message_id}),
        json!({"name": "Date", "value": message.sent.rfc5322()}),
        json!({"name": "Subject", "value": message.subject}),
        json!({"name": "From", "value": from}),
    ]
    .into_iter()
    .chain(own)
    .collect()
}

pub(crate) fn attachment(
    call: &Call<'_>,
    mailbox: &Mailbox,
    message: &Message,
    one: &Attachment,
) -> Value {
    // `$select` of the message is not that of its attachments.
    let selects = |name: &str| {
        let about_attachments = call.path.to_ascii_lowercase().contains("/attachments");
        !about_attachments || call.query.selects(name)
    };
    let mut body = Map::new();
    let kind = "#microsoft.graph.fileAttachment";
    body.insert("@odata.type".into(), kind.into());
    body.insert(
        "@odata.mediaContentType".into(),
        one.content_type.as_str().into(),
    );
    let id = ids::attachment(&mailbox.id, message, one.id);
    body.insert("id".into(), id.into());
    let mut put = |name: &str, value: &dyn Fn() -> Value| {
        if selects(name) {
            body.insert(name.to_owned(), value());
        }
    };
    put("lastModifiedDateTime", &|| one.modified.iso().into());
    put("name", &|| one.name.as_str().into());
    put("contentType", &|| one.content_type.as_str().into());
    put("size", &|| one.content.len().into());
    put("isInline", &|| one.is_inline.into());
    put("contentId", &|| json!(one.content_id));
    put("contentLocation", &|| Value::Null);
    put("contentBytes", &|| STANDARD.encode(&one.content).into());
    Value::Object(body)
}

pub(crate) fn folder(call: &Call<'_>, mailbox: &Mailbox, folder: &Folder<'_>) -> Value {
    let store: &MailStore = &mailbox.store;
    let query = &call.query;
    let mut body = Map::new();
    body.insert("id".into(), ids::folder(&mailbox.id, folder.number).into());
    let mut put = |name: &str, value: &dyn Fn() -> Value| {
        if query.selects(name) {
            body.insert(name.to_owned(), value());
        }
    };
    put("displayName", &|| folder.name.as_ref().into());
    put("parentFolderId", &|| {
        ids::folder(&mailbox.id, folder.parent).into()
    });
    put("childFolderCount", &|| {
        store.visible_children(folder.number).count().into()
    });
    put("unreadItemCount", &|| store.unread_in(folder.number).into());
    put("totalItemCount", &|| {
        store.in_folder(folder.number).count().into()
    });
    put("sizeInBytes", &|| {
        let sizes = store.in_folder(folder.number).map(Message::size);
        sizes.sum::<usize>().into()
    });
    put("isHidden", &|| folder.hidden.into());
    Value::Object(body)
}
