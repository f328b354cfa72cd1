//! JSON that is nearly right, and JSON that is anything.

use super::words::Words;
use serde_json::{Map, Value, json};

/// Anything, a few levels deep.
pub(crate) fn any(words: &mut Words, depth: usize) -> Value {
    let kinds = if depth == 0 { 6 } else { 9 };
    match words.below(kinds) {
        0 => Value::Null,
        1 => Value::Bool(words.once_in(2)),
        2 => json!(i64::MIN + i64::try_from(words.below(3)).expect("small")),
        3 => json!(u64::MAX),
        4 => json!(-1.5e300),
        5 => Value::String(words.text()),
        6 => {
            let count = words.below(4);
            Value::Array((0..count).map(|_| any(words, depth - 1)).collect())
        }
        _ => {
            let count = words.below(4);
            let members = (0..count).map(|_| (words.text(), any(words, depth - 1)));
            Value::Object(members.collect::<Map<_, _>>())
        }
    }
}

/// The same with something changed somewhere.
pub(crate) fn spoilt(words: &mut Words, right: &Value) -> Value {
    if words.once_in(6) {
        return any(words, 2);
    }
    match right {
        Value::Object(members) => {
            let mut out = Map::new();
            for (name, value) in members {
                match words.below(5) {
                    0 => {}
                    1 => {
                        out.insert(name.clone(), any(words, 2));
                    }
                    2 => {
                        out.insert(name.clone(), spoilt(words, value));
                    }
                    _ => {
                        out.insert(name.clone(), value.clone());
                    }
                }
            }
            if words.once_in(4) {
                out.insert(words.text(), any(words, 1));
            }
            Value::Object(out)
        }
        Value::Array(all) => {
            let times = 1 + words.below(3);
            let all = all.iter().cycle().take(all.len() * times);
            Value::Array(all.map(|one| spoilt(words, one)).collect())
        }
        _ => any(words, 1),
    }
}

/// A body: right, spoilt, cut off, or no JSON at all.
pub(crate) fn body(words: &mut Words, right: &Value) -> Vec<u8> {
    match words.below(8) {
        0 => words.bytes(300),
        1 => words.text().into_bytes(),
        2 => {
            let mut text = right.to_string().into_bytes();
            text.truncate(words.below(text.len() + 1));
            text
        }
        3 => right.to_string().into_bytes(),
        _ => spoilt(words, right).to_string().into_bytes(),
    }
}

/// What Graph's calls take.
pub(crate) fn of_graph(words: &mut Words, message: &str) -> Value {
    let person = json!({"emailAddress": {"address": "anna@alfa.nl", "name": "Anna"}});
    let mail = json!({
        "subject": "Onderwerp", "body": {"contentType": "html", "content": "<p>Hallo</p>"},
        "toRecipients": [person], "ccRecipients": [person], "from": person,
        "importance": "high", "isRead": true, "categories": ["a"],
        "flag": {"flagStatus": "flagged"}, "internetMessageId": "<a@b>",
        "internetMessageHeaders": [{"name": "x-a", "value": "b"}],
        "attachments": [{"@odata.type": "#microsoft.graph.fileAttachment", "name": "a.txt",
            "contentType": "text/plain", "contentBytes": "YQ=="}],
    });
    match words.below(9) {
        0 => json!({"message": mail, "saveToSentItems": true}),
        1 => json!({"destinationId": "inbox"}),
        2 => json!({"displayName": "Map", "isHidden": false}),
        3 => {
            json!({"@odata.type": "#microsoft.graph.fileAttachment", "name": "a", "contentBytes": "YQ=="})
        }
        4 => json!({"AttachmentItem": {"attachmentType": "file", "name": "a", "size": 4_000_000}}),
        5 => {
            json!({"inputIds": [message], "sourceIdType": "restId", "targetIdType": "restImmutableEntryId"})
        }
        6 => json!({"comment": "Ja", "message": mail, "toRecipients": [person]}),
        7 => json!({"requests": [
            {"id": "1", "method": "GET", "url": "/me/messages"},
            {"id": "2", "method": "POST", "url": "/me/sendMail", "body": {"message": mail},
                "headers": {"content-type": "application/json"}, "dependsOn": ["1"]},
        ]}),
        _ => mail,
    }
}
