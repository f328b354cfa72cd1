//! A list of mailboxes as people have it: a column of a spreadsheet, CSV, a line of
//! recipients from Outlook, a table from PowerShell or the admin center.
//!
//! Pure, and nothing of it is sent before a person says so.

use crate::ids::{Address, Name};

/// So many mailboxes are taken from one list; more come by a second one.
pub const LIST_MOST: usize = 500;

/// Longest text that is read, in bytes.
pub const LIST_TEXT_MAX: usize = 256 * 1024;

/// What stands where no address could be read is shown to so many characters.
const SHOWN: usize = 80;

/// Words in the first line of a table that name its columns.
const HEADINGS: [&str; 8] = [
    "mail",
    "address",
    "adres",
    "naam",
    "name",
    "upn",
    "principal",
    "mailbox",
];

/// A mailbox of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its address.
    pub address: Address,
    /// What it is called there, where the list says so.
    pub name: Option<Name>,
}

/// What a list holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Its mailboxes, each once, in the order of the list.
    pub found: Vec<Listed>,
    /// How many stood there more than once.
    pub twice: u32,
    /// What could not be read, shortened to 80 characters.
    pub unread: Vec<String>,
    /// How many were left out: [`LIST_MOST`] is the most.
    pub beyond: u32,
}

/// Reads a list.
#[must_use]
pub fn mailboxes(text: &str) -> List {
    let mut list = List::default();
    let mut first = true;
    for line in start_of(text, LIST_TEXT_MAX).lines().map(str::trim) {
        // Nothing, or the rule under the headings of a table.
        if !line.chars().any(char::is_alphanumeric) {
            continue;
        }
        list.read_line(line, std::mem::take(&mut first));
    }
    list
}

impl List {
    fn read_line(&mut self, line: &str, is_first: bool) {
        let cells = cells(line);
        let mut names = Vec::new();
        let mut found = Vec::new();
        for cell in &cells {
            match read_cell(cell) {
                Cell::Name(name) => names.push(name),
                Cell::Mailbox(address, name) => found.push((address, name)),
                Cell::Several(addresses) => found.extend(addresses.map(|a| (a, None))),
                Cell::Unread => self.unread(cell),
            }
        }
        if found.is_empty() && !cells.iter().any(|cell| cell.contains('@')) {
            let lower = line.to_lowercase();
            let is_heading = is_first && HEADINGS.iter().any(|word| lower.contains(word));
            if !is_heading {
                self.unread(line);
            }
        }
        // A name in a cell beside it is that of the only one there; between several it
        // may be one that was mistyped.
        let alone = found.len() == 1;
        if found.len() > 1 {
            names.iter().for_each(|name| self.unread(name));
        }
        for (address, name) in found {
            let name = name.or_else(|| names.first().copied().filter(|_| alone));
            self.add(address, name);
        }
    }

    fn add(&mut self, address: Address, name: Option<&str>) {
        if self.found.iter().any(|known| known.address == address) {
            self.twice += 1;
        } else if self.found.len() == LIST_MOST {
            self.beyond += 1;
        } else {
            let name = name.and_then(|name| Name::parse(name).ok());
            self.found.push(Listed { address, name });
        }
    }

    fn unread(&mut self, text: &str) {
        if self.unread.len() < LIST_MOST {
            self.unread.push(text.chars().take(SHOWN).collect());
        }
    }
}

enum Cell<'a> {
    Name(&'a str),
    Mailbox(Address, Option<&'a str>),
    Several(std::vec::IntoIter<Address>),
    Unread,
}

fn read_cell(cell: &str) -> Cell<'_> {
    if !cell.contains('@') {
        return Cell::Name(cell);
    }
    // `Facturen inkoop <facturen@contoso.nl>`
    if let Some((name, rest)) = cell.rsplit_once('<')
        && let Some((inside, _)) = rest.split_once('>')
    {
        return match read_address(inside) {
            Some(address) => Cell::Mailbox(address, some(name)),
            None => Cell::Unread,
        };
    }
    let words = cell.split_whitespace();
    let read = |word: &str| word.contains('@').then(|| read_address(word));
    let Some(addresses) = words.filter_map(read).collect::<Option<Vec<_>>>() else {
        return Cell::Unread;
    };
    // With blanks alone between them: a name before or behind the only address.
    let (before, after) = cell.split_at(cell.find('@').unwrap_or_default());
    let before = before
        .rsplit_once(char::is_whitespace)
        .map(|(name, _)| name);
    let after = after.split_once(char::is_whitespace).map(|(_, name)| name);
    match <[Address; 1]>::try_from(addresses) {
        Ok([address]) => Cell::Mailbox(address, before.and_then(some).or(after.and_then(some))),
        Err(addresses) => Cell::Several(addresses.into_iter()),
    }
}

fn read_address(word: &str) -> Option<Address> {
    let word = word.trim_matches(|c: char| c.is_whitespace() || "<>()[]{}'\"`.:".contains(c));
    let scheme = word
        .split_once(':')
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    let word = match scheme.as_deref() {
        Some("mailto" | "smtp" | "sip") => &word[scheme.map_or(0, |s| s.len() + 1)..],
        _ => word,
    };
    Address::parse(word).ok()
}

/// A name without what lists put around it.
fn some(name: &str) -> Option<&str> {
    let name = name.trim_matches(|c: char| c.is_whitespace() || "'\"-–:|".contains(c));
    (!name.is_empty()).then_some(name)
}

/// The cells of a line: between `;`, tabs, `|`, or two blanks and more. Commas part
/// them too, where nothing else does and they are not those of `Jansen, Piet <…>`.
fn cells(line: &str) -> Vec<String> {
    let commas = !line.contains([';', '\t', '|']);
    let angles = line.contains('<');
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut blanks = 0;
    for c in line.chars() {
        blanks = if c == ' ' { blanks + 1 } else { 0 };
        let cell = cells.last().map_or("", String::as_str);
        let ends = match c {
            _ if quoted => false,
            ';' | '\t' | '|' => true,
            ',' => commas && (!angles || cell.contains('@')),
            ' ' => blanks == 2 && !angles,
            _ => false,
        };
        if c == '"' {
            quoted = !quoted;
        } else if ends {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(c);
        }
    }
    let cells = cells.iter().filter_map(|cell| some(cell));
    cells.map(str::to_owned).collect()
}

fn start_of(text: &str, most: usize) -> &str {
    match text.char_indices().find(|(at, c)| at + c.len_utf8() > most) {
        Some((at, _)) => &text[..at],
        None => text,
    }
}
