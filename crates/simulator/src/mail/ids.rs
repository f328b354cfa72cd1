//! The ids Graph shows: long, opaque, case-sensitive. An ordinary message id
//! names the folder and dies when the message moves; an immutable one stays.
//! Microsoft: "Obtain immutable identifiers for Outlook resources".

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;

use crate::base::random;
use crate::mail::message::Message;
use crate::mail::store::{Folder, MailStore, Removal, standard_folder};

const ORDINARY: [u8; 4] = [0x00, 0x03, 0x24, 0x00];
const IMMUTABLE: [u8; 5] = [0x00, 0x09, 0x00, 0x2e, 0x00];
const GUID: usize = 36;
// The lengths of real ids: 152, 104 and 120 characters.
const ORDINARY_LENGTH: usize = 113;
const IMMUTABLE_LENGTH: usize = 77;
const FOLDER_LENGTH: usize = 89;
const FOLDER_MARK: u8 = 0x2e;
const MESSAGE_MARK: u8 = 0x46;
const ATTACHMENT_MARK: u8 = 0x12;

pub(crate) fn message(mailbox: &str, message: &Message, immutable: bool) -> String {
    let place = (message.folder, message.moves);
    of_message(mailbox, message.key, place, immutable)
}

/// The id a message had in the folder it has left.
pub(crate) fn removed(mailbox: &str, removal: &Removal, immutable: bool) -> String {
    let place = (removal.folder, removal.moves);
    of_message(mailbox, removal.key, place, immutable)
}

fn of_message(mailbox: &str, key: u64, (folder, moves): (u32, u32), immutable: bool) -> String {
    if immutable {
        let mut bytes = IMMUTABLE.to_vec();
        bytes.extend(mailbox.as_bytes());
        bytes.extend(key.to_be_bytes());
        padded(bytes, IMMUTABLE_LENGTH)
    } else {
        let mut bytes = head(mailbox, MESSAGE_MARK);
        bytes.extend(folder.to_be_bytes());
        bytes.extend(moves.to_be_bytes());
        bytes.extend(key.to_be_bytes());
        padded(bytes, ORDINARY_LENGTH)
    }
}

pub(crate) fn folder(mailbox: &str, number: u32) -> String {
    let mut bytes = head(mailbox, FOLDER_MARK);
    bytes.extend(number.to_be_bytes());
    padded(bytes, FOLDER_LENGTH)
}

pub(crate) fn attachment(mailbox: &str, message: &Message, number: u32) -> String {
    let mut bytes = head(mailbox, ATTACHMENT_MARK);
    bytes.extend(message.key.to_be_bytes());
    bytes.extend(number.to_be_bytes());
    padded(bytes, ORDINARY_LENGTH)
}

pub(crate) fn conversation(mailbox: &str, message: &Message) -> String {
    let thread = random::guid_from(&[mailbox, &message.conversation]);
    let mut bytes = vec![0x00, 0x04, 0x24, 0x00];
    bytes.extend(mailbox.as_bytes());
    bytes.push(0x10);
    bytes.extend(thread.as_bytes().iter().take(16));
    URL_SAFE.encode(bytes)
}

/// What a text that should name a message turns out to be.
pub(crate) enum Lookup<T> {
    Found(T),
    /// Well-formed, but nothing here has it (any more).
    Gone,
    Malformed,
}

pub(crate) fn find_message<'a>(
    mailbox: &str,
    store: &'a MailStore,
    id: &str,
) -> Lookup<&'a Message> {
    let Some(bytes) = decode(id) else {
        return Lookup::Malformed;
    };
    if let Some(rest) = bytes.strip_prefix(&IMMUTABLE) {
        let key = rest.strip_prefix(mailbox.as_bytes()).and_then(number::<8>);
        return match key.and_then(|key| store.message(u64::from_be_bytes(key))) {
            Some(message) => Lookup::Found(message),
            None => Lookup::Gone,
        };
    }
    let Some(rest) = body(&bytes, mailbox, MESSAGE_MARK) else {
        return unless_ordinary(&bytes);
    };
    let found = (|| {
        let folder = u32::from_be_bytes(number::<4>(rest)?);
        let moves = u32::from_be_bytes(number::<4>(rest.get(4..)?)?);
        let key = u64::from_be_bytes(number::<8>(rest.get(8..)?)?);
        let message = store.message(key)?;
        (message.folder == folder && message.moves == moves).then_some(message)
    })();
    found.map_or(Lookup::Gone, Lookup::Found)
}

/// By well-known name or id.
pub(crate) fn find_folder<'a>(mailbox: &str, store: &'a MailStore, id: &str) -> Lookup<Folder<'a>> {
    if let Some(folder) = standard_folder(id).and_then(|number| store.folder(number)) {
        return Lookup::Found(folder);
    }
    let Some(bytes) = decode(id) else {
        return Lookup::Malformed;
    };
    let Some(rest) = body(&bytes, mailbox, FOLDER_MARK) else {
        return unless_ordinary(&bytes);
    };
    let found = number::<4>(rest).and_then(|found| store.folder(u32::from_be_bytes(found)));
    found.map_or(Lookup::Gone, Lookup::Found)
}

fn unless_ordinary<T>(bytes: &[u8]) -> Lookup<T> {
    if bytes.starts_with(&ORDINARY) {
        Lookup::Gone
    } else {
        Lookup::Malformed
    }
}

fn head(mailbox: &str, mark: u8) -> Vec<u8> {
    let mut bytes = ORDINARY.to_vec();
    bytes.extend(mailbox.as_bytes());
    bytes.extend([0x00, mark, 0x00, 0x00]);
    bytes
}

fn body<'a>(bytes: &'a [u8], mailbox: &str, mark: u8) -> Option<&'a [u8]> {
    debug_assert_eq!(mailbox.len(), GUID);
    bytes.strip_prefix(head(mailbox, mark).as_slice())
}

fn padded(mut bytes: Vec<u8>, length: usize) -> String {
    bytes.resize(length, 0);
    URL_SAFE.encode(bytes)
}

fn decode(id: &str) -> Option<Vec<u8>> {
    if id.len() > 400 {
        return None;
    }
    URL_SAFE.decode(id).ok()
}

fn number<const N: usize>(bytes: &[u8]) -> Option<[u8; N]> {
    bytes.get(..N)?.try_into().ok()
}
