//! One mailbox's folders and messages.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::base::clock::Moment;
use crate::base::language::Language;
use crate::base::random;

/// Folders and messages; a folder's number is unique in its mailbox, a
/// message's in the whole stand-in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct MailStore {
    pub(crate) folders: Vec<Folder>,
    pub(crate) messages: BTreeMap<u64, Message>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Folder {
    pub(crate) number: u32,
    pub(crate) parent: u32,
    pub(crate) name: String,
    /// Graph's name for it, which no language changes.
    pub(crate) well_known: Option<String>,
    pub(crate) hidden: bool,
}

pub(crate) const ROOT: u32 = 1;
pub(crate) const INBOX: u32 = 2;
pub(crate) const DRAFTS: u32 = 3;
pub(crate) const SENT_ITEMS: u32 = 4;
pub(crate) const DELETED_ITEMS: u32 = 5;

/// Well-known name, Dutch, English, number of the parent, hidden.
const STANDARD_FOLDERS: &[(&str, &str, &str, u32, bool)] = &[
    (
        "msgfolderroot",
        "Bovenste niveau van gegevensarchief",
        "Top of Information Store",
        0,
        true,
    ),
    ("inbox", "Postvak IN", "Inbox", ROOT, false),
    ("drafts", "Concepten", "Drafts", ROOT, false),
    ("sentitems", "Verzonden items", "Sent Items", ROOT, false),
    (
        "deleteditems",
        "Verwijderde items",
        "Deleted Items",
        ROOT,
        false,
    ),
    ("junkemail", "Ongewenste e-mail", "Junk Email", ROOT, false),
    ("outbox", "Postvak UIT", "Outbox", ROOT, false),
    ("archive", "Archief", "Archive", ROOT, false),
    (
        "conversationhistory",
        "Gespreksgeschiedenis",
        "Conversation History",
        ROOT,
        false,
    ),
    (
        "recoverableitemsdeletions",
        "Deletions",
        "Deletions",
        0,
        true,
    ),
    ("searchfolders", "Zoekmappen", "Search Folders", 0, true),
    (
        "syncissues",
        "Synchronisatieproblemen",
        "Sync Issues",
        ROOT,
        true,
    ),
    ("conflicts", "Conflicten", "Conflicts", 12, true),
    ("localfailures", "Lokale fouten", "Local Failures", 12, true),
    (
        "serverfailures",
        "Serverfouten",
        "Server Failures",
        12,
        true,
    ),
    ("scheduled", "Gepland", "Scheduled", ROOT, true),
    (
        "clutter",
        "Minder belangrijke e-mail",
        "Clutter",
        ROOT,
        true,
    ),
];

impl MailStore {
    pub(crate) fn new(language: Language) -> Self {
        let folders = STANDARD_FOLDERS
            .iter()
            .zip(1..)
            .map(
                |(&(well_known, dutch, english, parent, hidden), number)| Folder {
                    number,
                    parent,
                    name: language.pick(dutch, english).to_owned(),
                    well_known: Some(well_known.to_owned()),
                    hidden,
                },
            )
            .collect();
        Self {
            folders,
            messages: BTreeMap::new(),
        }
    }

    pub(crate) fn folder(&self, number: u32) -> Option<&Folder> {
        self.folders.iter().find(|folder| folder.number == number)
    }

    pub(crate) fn well_known(&self, name: &str) -> Option<&Folder> {
        self.folders.iter().find(|folder| {
            folder
                .well_known
                .as_deref()
                .is_some_and(|known| known.eq_ignore_ascii_case(name))
        })
    }

    pub(crate) fn add_folder(&mut self, parent: u32, name: &str) -> u32 {
        let last = self.folders.iter().map(|folder| folder.number).max();
        let number = last.unwrap_or(0).saturating_add(1);
        self.folders.push(Folder {
            number,
            parent,
            name: name.to_owned(),
            well_known: None,
            hidden: false,
        });
        number
    }

    pub(crate) fn children(&self, parent: u32) -> impl Iterator<Item = &Folder> {
        self.folders
            .iter()
            .filter(move |folder| folder.parent == parent && !folder.hidden)
    }

    pub(crate) fn in_folder(&self, folder: u32) -> impl Iterator<Item = &Message> {
        self.messages
            .values()
            .filter(move |message| message.folder == folder)
    }

    pub(crate) fn put_in_inbox(&mut self, message: Message) {
        self.put(INBOX, message);
    }

    pub(crate) fn put(&mut self, folder: u32, mut message: Message) {
        message.folder = folder;
        self.messages.insert(message.key, message);
    }
}

/// One message, in whichever folder.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Message {
    pub(crate) key: u64,
    pub(crate) folder: u32,
    /// How often it was moved: an ordinary id dies with each move.
    pub(crate) moves: u32,
    /// Counts changes, for `changeKey` and the ETag.
    pub(crate) version: u32,
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

fn to_base64<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&STANDARD.encode(bytes))
}

fn from_base64<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(deserializer)?;
    STANDARD.decode(text).map_err(serde::de::Error::custom)
}
