//! One message with its parts.

use serde::{Deserialize, Serialize};

use crate::base::clock::Moment;
use crate::base::markup::html;
use crate::base::random;
use crate::mail::store::DRAFTS;
use crate::mail::upload::{from_base64, to_base64};

/// One message, in whichever folder.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Message {
    pub(crate) key: u64,
    pub(crate) folder: u32,
    /// How often it was moved: an ordinary id dies with each move.
    pub(crate) moves: u32,
    /// Counts changes, for `changeKey` and the ETag.
    pub(crate) version: u32,
    /// The mailbox's count of changes when this one changed last, and when it
    /// came into its folder; for delta queries.
    #[serde(default)]
    pub(crate) changed: u64,
    #[serde(default)]
    pub(crate) placed: u64,
    pub(crate) subject: String,
    pub(crate) body: Body,
    pub(crate) from: Option<Address>,
    pub(crate) sender: Option<Address>,
    pub(crate) to: Vec<Address>,
    pub(crate) cc: Vec<Address>,
    pub(crate) bcc: Vec<Address>,
    pub(crate) reply_to: Vec<Address>,
    pub(crate) created: Moment,
    pub(crate) modified: Moment,
    pub(crate) sent: Moment,
    pub(crate) received: Moment,
    pub(crate) is_read: bool,
    pub(crate) is_draft: bool,
    pub(crate) importance: String,
    pub(crate) flag: String,
    pub(crate) inference: String,
    pub(crate) categories: Vec<String>,
    pub(crate) internet_message_id: String,
    pub(crate) conversation: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) attachments: Vec<Attachment>,
}

impl Message {
    /// An empty draft of this moment.
    pub(crate) fn new(key: u64, now: Moment, internet_message_id: String) -> Self {
        Self {
            key,
            folder: DRAFTS,
            moves: 0,
            version: 1,
            changed: 0,
            placed: 0,
            subject: String::new(),
            body: Body::text(String::new()),
            from: None,
            sender: None,
            to: Vec::new(),
            cc: Vec::new(),
            bcc: Vec::new(),
            reply_to: Vec::new(),
            created: now,
            modified: now,
            sent: now,
            received: now,
            is_read: true,
            is_draft: true,
            importance: "normal".to_owned(),
            flag: "notFlagged".to_owned(),
            inference: "focused".to_owned(),
            categories: Vec::new(),
            conversation: random::guid_from(&["conversation", &internet_message_id]),
            internet_message_id,
            headers: Vec::new(),
            attachments: Vec::new(),
        }
    }

    /// Everyone it goes to.
    pub(crate) fn recipients(&self) -> impl Iterator<Item = &Address> {
        self.to.iter().chain(&self.cc).chain(&self.bcc)
    }

    pub(crate) fn touched(&mut self, now: Moment) {
        self.version = self.version.saturating_add(1);
        self.modified = now;
    }

    /// Its body below what an answer says.
    pub(crate) fn quoted(&self, comment: &str) -> Body {
        let from = self.from.as_ref().map_or("", |from| from.address.as_str());
        let to: Vec<&str> = self.to.iter().map(|one| one.address.as_str()).collect();
        let head = [
            format!("From: {from}"),
            format!("Sent: {}", self.sent.entra()),
            format!("To: {}", to.join("; ")),
            format!("Subject: {}", self.subject),
        ];
        if self.body.is_html {
            let escape = |text: &str| html!("{}", text).0;
            let head = head.map(|line| escape(&line)).join("<br>");
            return Body::html(format!(
                "<p>{}</p><hr><p>{head}</p>{}",
                escape(comment),
                self.body.content
            ));
        }
        let line = "_".repeat(32);
        Body::text(format!(
            "{comment}\r\n{line}\r\n{}\r\n\r\n{}",
            head.join("\r\n"),
            self.body.content
        ))
    }

    /// Adds an attachment and says which number it got.
    pub(crate) fn attach(&mut self, make: impl FnOnce(u32) -> Attachment) -> u32 {
        let last = self.attachments.iter().map(|one| one.id).max();
        let id = last.unwrap_or(0).saturating_add(1);
        self.attachments.push(make(id));
        id
    }

    /// Roughly, in bytes.
    pub(crate) fn size(&self) -> usize {
        let attachments = self.attachments.iter().map(|one| one.content.len());
        self.subject.len() + self.body.content.len() + attachments.sum::<usize>()
    }

    pub(crate) fn has_attachments(&self) -> bool {
        self.attachments
            .iter()
            .any(|attachment| !attachment.is_inline)
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Body {
    pub(crate) is_html: bool,
    pub(crate) content: String,
}

impl Body {
    pub(crate) fn text(content: String) -> Self {
        Self {
            is_html: false,
            content,
        }
    }

    pub(crate) fn html(content: String) -> Self {
        Self {
            is_html: true,
            content,
        }
    }

    /// The words without the markup: rough, and good enough for previews.
    pub(crate) fn as_text(&self) -> String {
        if !self.is_html {
            return self.content.clone();
        }
        let mut out = String::with_capacity(self.content.len());
        let mut rest = self.content.as_str();
        while let Some((before, after)) = rest.split_once('<') {
            out.push_str(before);
            let (tag, after) = after.split_once('>').unwrap_or((after, ""));
            let name = tag.trim_start_matches('/').to_ascii_lowercase();
            if ["p", "div", "br", "tr", "h1", "h2", "li"]
                .iter()
                .any(|block| name.starts_with(block))
            {
                out.push('\n');
            }
            rest = after;
        }
        out.push_str(rest);
        out.replace("&nbsp;", " ")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
            .trim()
            .to_owned()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Address {
    pub(crate) name: String,
    pub(crate) address: String,
}

impl Address {
    pub(crate) fn new(name: &str, address: &str) -> Self {
        Self {
            name: name.to_owned(),
            address: address.to_owned(),
        }
    }

    /// `Name <address>` or an address alone.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (name, address) = match text
            .strip_suffix('>')
            .and_then(|text| text.rsplit_once('<'))
        {
            Some((name, address)) => (name.trim().trim_matches('"'), address.trim()),
            None => ("", text),
        };
        if !looks_like_address(address) {
            return None;
        }
        let name = if name.is_empty() { address } else { name };
        Some(Self::new(name, address))
    }
}

/// One `@` with something on both sides and nothing that ends a header.
pub(crate) fn looks_like_address(text: &str) -> bool {
    let plain = text.chars().all(|c| {
        !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | ',' | ';' | '"')
    });
    match text.split_once('@') {
        Some((local, domain)) => {
            plain && !local.is_empty() && !domain.is_empty() && !domain.contains('@')
        }
        None => false,
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Attachment {
    pub(crate) id: u32,
    pub(crate) name: String,
    pub(crate) content_type: String,
    #[serde(serialize_with = "to_base64", deserialize_with = "from_base64")]
    pub(crate) content: Vec<u8>,
    pub(crate) is_inline: bool,
    pub(crate) content_id: Option<String>,
    pub(crate) modified: Moment,
}
