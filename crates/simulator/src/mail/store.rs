//! One mailbox's folders and messages, and the log of its changes that delta
//! queries are answered from.

use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use crate::base::language::Language;
use crate::mail::message::Message;

/// Folders and messages; a folder's number is unique in its mailbox, a
/// message's in the whole stand-in.
///
/// The standard folders are the same everywhere and stand in no mailbox, so
/// that a hundred thousand mailboxes fit into memory.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct MailStore {
    #[serde(default)]
    language: Language,
    /// Those that are not standard.
    folders: Vec<OwnFolder>,
    messages: BTreeMap<u64, Message>,
    /// Counts every change of a message.
    #[serde(default)]
    changes: u64,
    /// What left a folder, the latest last.
    #[serde(default)]
    removals: VecDeque<Removal>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct OwnFolder {
    number: u32,
    parent: u32,
    name: String,
    #[serde(default)]
    hidden: bool,
}

/// A folder of either kind.
#[derive(Clone, Debug)]
pub(crate) struct Folder<'a> {
    pub(crate) number: u32,
    pub(crate) parent: u32,
    pub(crate) name: Cow<'a, str>,
    /// Graph's name for it, which no language changes.
    pub(crate) well_known: Option<&'static str>,
    pub(crate) hidden: bool,
}

/// A message that is no longer in a folder.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Removal {
    pub(crate) change: u64,
    pub(crate) folder: u32,
    pub(crate) key: u64,
    /// How often it had been moved, which its ordinary id depends on.
    pub(crate) moves: u32,
    /// The count of changes when it came into the folder.
    pub(crate) placed: u64,
}

pub(crate) const ROOT: u32 = 1;
pub(crate) const INBOX: u32 = 2;
pub(crate) const DRAFTS: u32 = 3;
pub(crate) const SENT_ITEMS: u32 = 4;
pub(crate) const DELETED_ITEMS: u32 = 5;
pub(crate) const RECOVERABLE: u32 = 10;

/// More removals than this are forgotten; a delta token from before them is
/// answered with 410.
const MOST_REMOVALS: usize = 2000;

/// Well-known name, Dutch, English, number of the parent, hidden. The number
/// of a folder is its place here, from 1.
#[rustfmt::skip]
const STANDARD: &[(&str, &str, &str, u32, bool)] = &[
    ("msgfolderroot", "Bovenste niveau van gegevensarchief", "Top of Information Store", 0, true),
    ("inbox", "Postvak IN", "Inbox", ROOT, false),
    ("drafts", "Concepten", "Drafts", ROOT, false),
    ("sentitems", "Verzonden items", "Sent Items", ROOT, false),
    ("deleteditems", "Verwijderde items", "Deleted Items", ROOT, false),
    ("junkemail", "Ongewenste e-mail", "Junk Email", ROOT, false),
    ("outbox", "Postvak UIT", "Outbox", ROOT, false),
    ("archive", "Archief", "Archive", ROOT, false),
    ("conversationhistory", "Gespreksgeschiedenis", "Conversation History", ROOT, false),
    ("recoverableitemsdeletions", "Deletions", "Deletions", 0, true),
    ("searchfolders", "Zoekmappen", "Search Folders", 0, true),
    ("syncissues", "Synchronisatieproblemen", "Sync Issues", ROOT, true),
    ("conflicts", "Conflicten", "Conflicts", 12, true),
    ("localfailures", "Lokale fouten", "Local Failures", 12, true),
    ("serverfailures", "Serverfouten", "Server Failures", 12, true),
    ("scheduled", "Gepland", "Scheduled", ROOT, true),
    ("clutter", "Minder belangrijke e-mail", "Clutter", ROOT, true),
];

/// The number of the folder with a well-known name.
pub(crate) fn standard_folder(name: &str) -> Option<u32> {
    let at = STANDARD
        .iter()
        .position(|(known, ..)| known.eq_ignore_ascii_case(name))?;
    u32::try_from(at + 1).ok()
}

fn standard(number: u32, language: Language) -> Option<Folder<'static>> {
    let at = usize::try_from(number).ok()?.checked_sub(1)?;
    let (well_known, dutch, english, parent, hidden) = *STANDARD.get(at)?;
    Some(Folder {
        number,
        parent,
        name: Cow::Borrowed(language.pick(dutch, english)),
        well_known: Some(well_known),
        hidden,
    })
}

impl OwnFolder {
    fn show(&self) -> Folder<'_> {
        Folder {
            number: self.number,
            parent: self.parent,
            name: Cow::Borrowed(&self.name),
            well_known: None,
            hidden: self.hidden,
        }
    }
}

impl MailStore {
    pub(crate) fn new(language: Language) -> Self {
        Self {
            language,
            ..Self::default()
        }
    }

    /// Must follow a store that was read from somewhere: a state file may hold
    /// the standard folders too.
    pub(crate) fn forget_standard_folders(&mut self) {
        self.folders
            .retain(|folder| standard(folder.number, self.language).is_none());
    }

    pub(crate) fn folder(&self, number: u32) -> Option<Folder<'_>> {
        standard(number, self.language).or_else(|| {
            let own = self.folders.iter().find(|folder| folder.number == number)?;
            Some(own.show())
        })
    }

    pub(crate) fn folders(&self) -> impl Iterator<Item = Folder<'_>> {
        (1..)
            .map_while(|number| standard(number, self.language))
            .chain(self.folders.iter().map(OwnFolder::show))
    }

    pub(crate) fn children(&self, parent: u32) -> impl Iterator<Item = Folder<'_>> {
        self.folders()
            .filter(move |folder| folder.parent == parent && folder.number != parent)
    }

    /// Those that mail programs show.
    pub(crate) fn visible_children(&self, parent: u32) -> impl Iterator<Item = Folder<'_>> {
        self.children(parent).filter(|folder| !folder.hidden)
    }

    pub(crate) fn own_folders(&self) -> usize {
        self.folders.len()
    }

    pub(crate) fn add_folder(&mut self, parent: u32, name: &str, hidden: bool) -> u32 {
        let last = self.folders().map(|folder| folder.number).max();
        let number = last.unwrap_or(0).saturating_add(1);
        self.folders.push(OwnFolder {
            number,
            parent,
            name: name.to_owned(),
            hidden,
        });
        number
    }

    /// Renames or moves a folder that is not standard.
    pub(crate) fn change_folder(&mut self, number: u32, name: Option<&str>, parent: Option<u32>) {
        for folder in &mut self.folders {
            if folder.number == number {
                if let Some(name) = name {
                    name.clone_into(&mut folder.name);
                }
                folder.parent = parent.unwrap_or(folder.parent);
            }
        }
    }

    /// Whether a folder is the other one or lies somewhere in it.
    pub(crate) fn is_within(&self, folder: u32, other: u32) -> bool {
        let mut at = folder;
        // No deeper than there are folders, should they ever form a ring.
        for _ in 0..=self.folders.len() + STANDARD.len() {
            if at == other {
                return true;
            }
            match self.folder(at) {
                Some(found) => at = found.parent,
                None => return false,
            }
        }
        false
    }

    /// Takes a folder away with everything in it.
    pub(crate) fn remove_folder(&mut self, number: u32) {
        let inside: Vec<u32> = self
            .folders
            .iter()
            .map(|folder| folder.number)
            .filter(|folder| self.is_within(*folder, number))
            .collect();
        let keys: Vec<u64> = self
            .messages()
            .filter(|message| inside.contains(&message.folder))
            .map(|message| message.key)
            .collect();
        for key in keys {
            self.remove(key);
        }
        self.folders
            .retain(|folder| !inside.contains(&folder.number));
    }

    pub(crate) fn messages(&self) -> impl Iterator<Item = &Message> {
        self.messages.values()
    }

    pub(crate) fn message(&self, key: u64) -> Option<&Message> {
        self.messages.get(&key)
    }

    pub(crate) fn in_folder(&self, folder: u32) -> impl Iterator<Item = &Message> {
        self.messages()
            .filter(move |message| message.folder == folder)
    }

    pub(crate) fn unread_in(&self, folder: u32) -> usize {
        self.in_folder(folder)
            .filter(|message| !message.is_read)
            .count()
    }

    pub(crate) fn put_in_inbox(&mut self, message: Message) {
        self.put(INBOX, message);
    }

    /// A new message, or one that is put in place of an older version.
    pub(crate) fn put(&mut self, folder: u32, mut message: Message) {
        self.changes += 1;
        message.changed = self.changes;
        message.placed = self.changes;
        message.folder = folder;
        if let Some(old) = self.messages.insert(message.key, message) {
            self.note_removal(&old);
        }
    }

    /// Changes a message where it is.
    pub(crate) fn edit<T>(&mut self, key: u64, act: impl FnOnce(&mut Message) -> T) -> Option<T> {
        let message = self.messages.get_mut(&key)?;
        self.changes += 1;
        message.changed = self.changes;
        Some(act(message))
    }

    /// To another folder: an ordinary id of before means nothing any more.
    pub(crate) fn relocate(&mut self, key: u64, folder: u32) {
        let Some(old) = self.messages.get(&key).cloned() else {
            return;
        };
        self.changes += 1;
        self.note_removal(&old);
        if let Some(message) = self.messages.get_mut(&key) {
            message.folder = folder;
            message.moves = message.moves.saturating_add(1);
            message.changed = self.changes;
            message.placed = self.changes;
        }
    }

    pub(crate) fn remove(&mut self, key: u64) -> Option<Message> {
        let old = self.messages.remove(&key)?;
        self.changes += 1;
        self.note_removal(&old);
        Some(old)
    }

    fn note_removal(&mut self, old: &Message) {
        self.removals.push_back(Removal {
            change: self.changes,
            folder: old.folder,
            key: old.key,
            moves: old.moves,
            placed: old.placed,
        });
        if self.removals.len() > MOST_REMOVALS {
            self.removals.pop_front();
        }
    }

    /// How many changes there have been.
    pub(crate) fn changes(&self) -> u64 {
        self.changes
    }

    /// What left a folder since a count of changes; `None` when that has been
    /// forgotten.
    pub(crate) fn removed_since(
        &self,
        folder: u32,
        since: u64,
    ) -> Option<impl Iterator<Item = &Removal>> {
        let oldest = self.removals.front().map_or(0, |oldest| oldest.change);
        if self.removals.len() == MOST_REMOVALS && since < oldest {
            return None;
        }
        let removed = self.removals.iter().filter(move |removal| {
            // What came and went in between was never told.
            removal.folder == folder && removal.change > since && removal.placed <= since
        });
        Some(removed)
    }
}
