//! Requests to Graph.

use super::requests::{Made, path, query};
use super::words::Words;
use super::{Known, json};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;

pub(super) fn any(words: &mut Words, known: &Known) -> Made {
    const PATHS: &[&str] = &[
        "/me",
        "/users/<address>",
        "/me/mailboxSettings",
        "/me/translateExchangeIds",
        "/me/sendMail",
        "/users/<address>/sendMail",
        "/me/mailFolders",
        "/me/mailFolders/<folder>",
        "/me/mailFolders/$count",
        "/me/mailFolders/delta",
        "/me/mailFolders/<folder>/childFolders",
        "/me/mailFolders/<folder>/childFolders/<folder>/messages",
        "/me/mailFolders/<folder>/move",
        "/me/mailFolders/<folder>/copy",
        "/me/mailFolders/<folder>/messages",
        "/me/mailFolders/<folder>/messages/delta",
        "/me/mailFolders/<folder>/messages/$count",
        "/users/<address>/mailFolders/<folder>/messages",
        "/me/messages",
        "/me/messages/$count",
        "/me/messages/<message>",
        "/me/messages/<message>/$value",
        "/me/messages/<message>/move",
        "/me/messages/<message>/copy",
        "/me/messages/<message>/send",
        "/me/messages/<message>/permanentDelete",
        "/me/messages/<message>/createReply",
        "/me/messages/<message>/createReplyAll",
        "/me/messages/<message>/createForward",
        "/me/messages/<message>/reply",
        "/me/messages/<message>/replyAll",
        "/me/messages/<message>/forward",
        "/me/messages/<message>/attachments",
        "/me/messages/<message>/attachments/<message>",
        "/me/messages/<message>/attachments/<message>/$value",
        "/me/messages/<message>/attachments/createUploadSession",
        "/$batch",
        "/<folder>",
    ];
    let template = *words.pick(PATHS);
    let filter = words.filter();
    let options = [
        ("$select", "id,subject"),
        ("$top", "5"),
        ("$skip", "1"),
        ("$filter", filter.as_str()),
        ("$orderby", "receivedDateTime desc"),
        ("$count", "true"),
        ("$expand", "attachments"),
        ("$search", "\"hallo\""),
        ("$deltatoken", "x"),
        ("$skiptoken", "x"),
    ];
    let few: Vec<(&str, &str)> = options.into_iter().filter(|_| words.once_in(4)).collect();
    let query = query(words, &few);
    let mark = if query.is_empty() { "" } else { "?" };
    let method = match words.below(8) {
        0..3 => Method::GET,
        3..6 => Method::POST,
        6 => Method::PATCH,
        _ => words
            .pick(&[Method::DELETE, Method::PUT, Method::HEAD, Method::OPTIONS])
            .clone(),
    };
    let mut headers = vec![(
        "authorization".to_owned(),
        format!("Bearer {}", known.token).into_bytes(),
    )];
    let reads = method == Method::GET || method == Method::HEAD;
    let body = if reads {
        None
    } else if words.once_in(8) {
        headers.push(("content-type".to_owned(), b"text/plain".to_vec()));
        Some(mime(words))
    } else {
        headers.push(("content-type".to_owned(), b"application/json".to_vec()));
        let right = json::of_graph(words, &known.message);
        Some(json::body(words, &right))
    };
    let path = path(words, template, known);
    Made {
        method,
        path: format!("/v1.0{path}{mark}{query}"),
        headers,
        body,
    }
}

/// A mail in base64, with parts in parts in parts.
fn mime(words: &mut Words) -> Vec<u8> {
    let mut text = String::new();
    for _ in 0..words.below(6) {
        let name = *words.pick(&[
            "From",
            "To",
            "Subject",
            "Date",
            "Content-Type",
            "Content-Transfer-Encoding",
            "Message-ID",
            "X-Thing",
        ]);
        let value = match words.below(4) {
            0 => "multipart/mixed; boundary=\"b\"".to_owned(),
            1 => "=?utf-8?Q?=ff=?= =?x?B?!!?=".to_owned(),
            2 => "Anna <anna@alfa.nl>".to_owned(),
            _ => words.text(),
        };
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str("\r\n");
    for _ in 0..words.below(50) {
        text.push_str("--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n");
    }
    text.push_str(&words.text());
    match words.below(4) {
        0 => words.bytes(400),
        1 => text.into_bytes(),
        _ => STANDARD.encode(text).into_bytes(),
    }
}
