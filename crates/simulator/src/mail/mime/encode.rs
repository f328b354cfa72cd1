//! Writing: everything in base64 and UTF-8, which every reader understands.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::base::random;
use crate::mail::message::{Address, Message};

/// The whole mail as text.
pub(crate) fn write(message: &Message) -> String {
    let mut out = String::new();
    let from = message
        .from
        .iter()
        .map(address)
        .collect::<Vec<_>>()
        .join(", ");
    header(&mut out, "From", &from);
    if let Some(sender) = message
        .sender
        .as_ref()
        .filter(|sender| Some(*sender) != message.from.as_ref())
    {
        header(&mut out, "Sender", &address(sender));
    }
    for (name, all) in [
        ("To", &message.to),
        ("CC", &message.cc),
        ("BCC", &message.bcc),
        ("Reply-To", &message.reply_to),
    ] {
        let all = all.iter().map(address).collect::<Vec<_>>().join(",\r\n\t");
        if !all.is_empty() {
            header(&mut out, name, &all);
        }
    }
    header(&mut out, "Subject", &word(&message.subject));
    header(&mut out, "Date", &message.sent.rfc5322());
    header(&mut out, "Message-ID", &message.internet_message_id);
    for (name, value) in &message.headers {
        header(&mut out, name, &word(value));
    }
    header(&mut out, "MIME-Version", "1.0");
    body(&mut out, message);
    out
}

fn body(out: &mut String, message: &Message) {
    let kind = if message.body.is_html {
        "text/html"
    } else {
        "text/plain"
    };
    let text_kind = format!("{kind}; charset=\"utf-8\"");
    if message.attachments.is_empty() {
        part(out, &text_kind, None, message.body.content.as_bytes());
        return;
    }
    let boundary = format!(
        "_000_{}",
        random::guid_from(&[&message.internet_message_id])
    );
    header(
        out,
        "Content-Type",
        &format!("multipart/mixed; boundary=\"{boundary}\""),
    );
    let _ = write!(out, "\r\n--{boundary}\r\n");
    part(out, &text_kind, None, message.body.content.as_bytes());
    for attachment in &message.attachments {
        let _ = write!(out, "\r\n--{boundary}\r\n");
        let disposition = if attachment.is_inline {
            "inline"
        } else {
            "attachment"
        };
        let disposition = format!("{disposition}; filename=\"{}\"", word(&attachment.name));
        part(
            out,
            &attachment.content_type,
            Some(&disposition),
            &attachment.content,
        );
    }
    let _ = write!(out, "\r\n--{boundary}--\r\n");
}

fn part(out: &mut String, kind: &str, disposition: Option<&str>, content: &[u8]) {
    header(out, "Content-Type", kind);
    if let Some(disposition) = disposition {
        header(out, "Content-Disposition", disposition);
    }
    header(out, "Content-Transfer-Encoding", "base64");
    out.push_str("\r\n");
    let encoded = STANDARD.encode(content);
    for line in encoded.as_bytes().chunks(76) {
        out.push_str(&String::from_utf8_lossy(line));
        out.push_str("\r\n");
    }
}

/// A value must not begin a header of its own.
fn header(out: &mut String, name: &str, value: &str) {
    let value = value
        .replace("\r\n\t", "\u{0}")
        .replace(['\r', '\n'], " ")
        .replace('\u{0}', "\r\n\t");
    let _ = write!(out, "{name}: {value}\r\n");
}

fn address(address: &Address) -> String {
    if address.name.is_empty() || address.name == address.address {
        return address.address.clone();
    }
    if address.name.is_ascii() {
        format!(
            "\"{}\" <{}>",
            address.name.replace('"', ""),
            address.address
        )
    } else {
        format!("{} <{}>", word(&address.name), address.address)
    }
}

/// RFC 2047, when there is something to encode.
fn word(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    format!("=?utf-8?B?{}?=", STANDARD.encode(text))
}
