//! Mail as text (RFC 5322, RFC 2045-2047, RFC 2183): enough to take a message
//! that a client made and to show one.

mod decode;
mod encode;

pub(crate) use encode::write;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::base::clock::Moment;
use crate::mail::message::{Address, Attachment, Body, Message};

/// Parts inside parts go this deep, and there may be this many.
const MOST_DEPTH: usize = 8;
const MOST_PARTS: usize = 100;

/// Takes what Graph calls "MIME content": base64 of a whole mail. `None` when
/// it is not base64.
pub(crate) fn read_base64(encoded: &[u8], message: &mut Message, now: Moment) -> Option<()> {
    let packed: Vec<u8> = encoded
        .iter()
        .copied()
        .filter(|b| !b.is_ascii_whitespace())
        .collect();
    if packed.is_empty() {
        return None;
    }
    let raw = STANDARD.decode(packed).ok()?;
    read(&raw, message, now);
    Some(())
}

fn read(raw: &[u8], message: &mut Message, now: Moment) {
    let (headers, body) = decode::split(raw);
    for (name, value) in &headers {
        let all = || decode::addresses(value);
        match name.to_ascii_lowercase().as_str() {
            "subject" => message.subject = decode::words(value),
            "from" => message.from = first(all()),
            "sender" => message.sender = first(all()),
            "to" => message.to.extend(all()),
            "cc" => message.cc.extend(all()),
            "bcc" => message.bcc.extend(all()),
            "reply-to" => message.reply_to.extend(all()),
            "message-id" if value.starts_with('<') => message.internet_message_id.clone_from(value),
            "importance" | "x-priority" => message.importance = importance(value).to_owned(),
            lower if lower.starts_with("x-") => {
                message.headers.push((name.clone(), decode::words(value)));
            }
            _ => {}
        }
    }
    let mut parts = Parts {
        message,
        now,
        count: 0,
        has_body: false,
    };
    parts.take(&headers, body, 0);
}

fn first(addresses: Vec<Address>) -> Option<Address> {
    addresses.into_iter().next()
}

fn importance(value: &str) -> &'static str {
    match value.trim().to_ascii_lowercase().as_str() {
        "high" | "1" | "2" => "high",
        "low" | "4" | "5" => "low",
        _ => "normal",
    }
}

/// Walks through the parts: the first text becomes the body, HTML wins from
/// plain text beside it, and the rest are attachments.
struct Parts<'a> {
    message: &'a mut Message,
    now: Moment,
    count: usize,
    has_body: bool,
}

impl Parts<'_> {
    fn take(&mut self, headers: &[(String, String)], body: &[u8], depth: usize) {
        self.count += 1;
        if depth > MOST_DEPTH || self.count > MOST_PARTS {
            return;
        }
        let kind = decode::Field::of(headers, "content-type", "text/plain");
        if let (true, Some(boundary)) = (kind.main.starts_with("multipart/"), kind.get("boundary"))
        {
            for part in decode::parts(body, boundary) {
                let (headers, body) = decode::split(part);
                self.take(&headers, body, depth + 1);
            }
            return;
        }
        let disposition = decode::Field::of(headers, "content-disposition", "");
        let encoding = decode::Field::of(headers, "content-transfer-encoding", "7bit");
        let content = decode::transfer(&encoding.main, body);
        let name = disposition.get("filename").or_else(|| kind.get("name"));
        let is_attachment = disposition.main == "attachment" || name.is_some();
        let is_html = kind.main == "text/html";
        let is_body = !is_attachment
            && (is_html || kind.main == "text/plain")
            && (!self.has_body || is_html && !self.message.body.is_html);
        if is_body {
            let text = decode::charset(&content, kind.get("charset").unwrap_or("utf-8"));
            self.message.body = Body {
                is_html,
                content: text,
            };
            self.has_body = true;
        } else if is_attachment || !kind.main.starts_with("text/") {
            let name = name.map_or_else(|| "attachment".to_owned(), decode::words);
            self.attach(
                &kind.main,
                name,
                content,
                disposition.main == "inline",
                headers,
            );
        }
    }

    fn attach(
        &mut self,
        kind: &str,
        name: String,
        content: Vec<u8>,
        is_inline: bool,
        headers: &[(String, String)],
    ) {
        let id = u32::try_from(self.message.attachments.len())
            .unwrap_or(u32::MAX)
            .saturating_add(1);
        let content_id =
            decode::header(headers, "content-id").map(|id| id.trim_matches(['<', '>']).to_owned());
        self.message.attachments.push(Attachment {
            id,
            name,
            content_type: kind.to_owned(),
            content,
            is_inline,
            content_id,
            modified: self.now,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(mail: &str) -> Message {
        let mut message = Message::new(1, Moment(0), "<x@y>".to_owned());
        read(mail.as_bytes(), &mut message, Moment(0));
        message
    }

    #[test]
    fn a_plain_mail_is_read() {
        let message = parsed(
            "From: =?utf-8?Q?J=C3=A9r=C3=B4me?= <j@contoso.nl>\r\nTo: a@contoso.nl, \"B, C\" <b@contoso.nl>\r\n\
             Subject: =?UTF-8?B?ZsOqdGU=?=\r\n and more\r\nX-Nonce: 42\r\n\r\nHello\r\n",
        );
        assert_eq!(message.subject, "fête and more");
        assert_eq!(message.from, Some(Address::new("Jérôme", "j@contoso.nl")));
        assert_eq!(message.to.len(), 2);
        assert_eq!(
            message.to.last(),
            Some(&Address::new("B, C", "b@contoso.nl"))
        );
        assert_eq!(message.body.content.trim(), "Hello");
        assert_eq!(message.headers, [("X-Nonce".to_owned(), "42".to_owned())]);
    }

    #[test]
    fn html_wins_and_files_are_attached() {
        let message = parsed(
            "To: a@b.nl\nContent-Type: multipart/mixed; boundary=\"outer\"\n\n--outer\n\
             Content-Type: multipart/alternative; boundary=inner\n\n--inner\nContent-Type: text/plain\n\nplain\n\
             --inner\nContent-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n<p>caf=E9</p>\n\
             --inner--\n--outer\nContent-Type: text/csv; name=a.csv\nContent-Transfer-Encoding: base64\n\
             Content-Disposition: attachment; filename=\"a.csv\"\n\nMTsy\n--outer--\n",
        );
        assert!(message.body.is_html);
        assert_eq!(message.body.content.trim(), "<p>café</p>");
        let names: Vec<_> = message
            .attachments
            .iter()
            .map(|a| (a.name.as_str(), a.content.as_slice()))
            .collect();
        assert_eq!(names, [("a.csv", b"1;2".as_slice())]);
    }

    #[test]
    fn what_is_written_reads_back() {
        let mut message =
            parsed("From: a@b.nl\nTo: \"Ünal, B\" <u@b.nl>\nSubject: één\n\nregel 1\nregel 2 é\n");
        message.attachments.push(Attachment {
            id: 1,
            name: "bijlage é.txt".to_owned(),
            content_type: "text/plain".to_owned(),
            content: vec![0, 1, 2, 255],
            is_inline: false,
            content_id: None,
            modified: Moment(0),
        });
        let again = parsed(&write(&message));
        assert_eq!(again.subject, message.subject);
        assert_eq!(again.to, message.to);
        assert_eq!(again.body.content.trim(), message.body.content.trim());
        assert_eq!(
            again.attachments.first().map(|a| (&a.name, &a.content)),
            message.attachments.first().map(|a| (&a.name, &a.content))
        );
    }

    #[test]
    fn garbage_is_survived() {
        for mail in [
            "",
            "\r\n",
            ":",
            "Content-Type: multipart/mixed; boundary=\n\n--\n",
            "To: <<<>>>,,\n\n",
            "Subject: =?x?=?=?utf-8?Q?=ZZ?=\n\n=",
            "Content-Type: multipart/x; boundary=a\n\n--a--a--a\n--a",
        ] {
            parsed(mail);
        }
    }
}
