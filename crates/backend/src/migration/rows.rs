//! Rows of Exchange accounts as people write them down: each is checked, and
//! what is wrong with one is told with its line.

use crate::cells::{line_of, plain, separator, unmarked};
use contract::fields::Invalid;
use contract::ids::Address;
use contract::migration::{
    BadRow, EXCHANGE_ACCOUNTS_MAX, ExchangeAccount, ExchangeRow, RowColumn, RowFault, SERVER_MAX,
};
use contract::purposes::{Purpose, Purposes};
use std::collections::HashSet;

/// What was read.
#[derive(Default)]
pub(super) struct Read {
    /// Those that are right.
    pub(super) accounts: Vec<ExchangeAccount>,
    /// Those that are not.
    pub(super) bad: Vec<BadRow>,
    /// Whether there were more than are taken at once.
    pub(super) too_many: bool,
}

/// Reads the CSV form: `address;purposes;server`, in this order or in that of
/// the names in the first line.
pub(super) fn read_csv(text: &str) -> Read {
    let text = unmarked(text);
    let mut rows = Rows::default();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut order = Order::default();
    for (at, record) in reader.records().enumerate() {
        let Ok(record) = record else {
            // Only bytes that are no text end here, and text has none.
            rows.bad(at + 1, RowColumn::Row, RowFault::Unreadable);
            continue;
        };
        let line = line_of(text, &record);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if at == 0
            && let Some(named) = Order::named(&record)
        {
            order = named;
            continue;
        }
        let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).map_or("", plain);
        let purposes = cell(order.purposes);
        let words = purposes.split(|c: char| c.is_whitespace() || ",|+/".contains(c));
        rows.take(line, cell(order.address), words, cell(order.server));
    }
    rows.read
}

/// Reads the list form.
pub(super) fn read_list(list: &[ExchangeRow]) -> Read {
    let mut rows = Rows::default();
    for (at, row) in list.iter().enumerate() {
        let purposes = row.purposes.iter().map(String::as_str);
        rows.take(at + 1, &row.address, purposes, &row.server);
    }
    rows.read
}

/// In which column what stands.
struct Order {
    address: Option<usize>,
    purposes: Option<usize>,
    server: Option<usize>,
}

impl Default for Order {
    fn default() -> Self {
        Self {
            address: Some(0),
            purposes: Some(1),
            server: Some(2),
        }
    }
}

impl Order {
    /// The order of a first line that has names and no address.
    fn named(record: &csv::StringRecord) -> Option<Self> {
        let names: Vec<String> = record
            .iter()
            .map(|cell| cell.trim().to_lowercase())
            .collect();
        let find = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
        let address = find(&[
            "address",
            "adres",
            "e-mail",
            "email",
            "e-mailadres",
            "mailadres",
            "mailbox",
        ])?;
        Some(Self {
            address: Some(address),
            purposes: find(&["purposes", "purpose", "doelen", "doel", "gebruik"]),
            server: find(&["server", "host", "mailserver"]),
        })
    }
}

#[derive(Default)]
struct Rows {
    read: Read,
    seen: HashSet<Address>,
}

impl Rows {
    fn bad(&mut self, line: usize, column: RowColumn, wrong: RowFault) {
        self.read.bad.push(BadRow {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column,
            wrong,
        });
    }

    fn take<'a>(
        &mut self,
        line: usize,
        address: &str,
        purposes: impl Iterator<Item = &'a str>,
        server: &str,
    ) {
        if self.read.accounts.len() + self.read.bad.len() >= 4 * EXCHANGE_ACCOUNTS_MAX {
            self.read.too_many = true;
            return;
        }
        let before = self.read.bad.len();
        let address = match Address::parse(address) {
            Ok(address) => Some(address),
            Err(Invalid::Empty) => {
                self.bad(line, RowColumn::Address, RowFault::Empty);
                None
            }
            Err(_) => {
                self.bad(line, RowColumn::Address, RowFault::NotAnAddress);
                None
            }
        };
        if address
            .as_ref()
            .is_some_and(|a| !self.seen.insert(a.clone()))
        {
            self.bad(line, RowColumn::Address, RowFault::Twice);
        }
        let purposes = match read_purposes(purposes) {
            Ok(purposes) => purposes,
            Err(wrong) => {
                self.bad(line, RowColumn::Purposes, wrong);
                Purposes::default()
            }
        };
        let server = server.trim();
        if server.len() > SERVER_MAX || server.contains(|c: char| c.is_control() || c == ' ') {
            self.bad(line, RowColumn::Server, RowFault::NotAServer);
        }
        if let Some(address) = address
            && self.read.bad.len() == before
        {
            self.read.accounts.push(ExchangeAccount {
                address,
                purposes,
                server: server.to_lowercase(),
            });
        }
        self.read.too_many |= self.read.accounts.len() > EXCHANGE_ACCOUNTS_MAX;
    }
}

fn read_purposes<'a>(words: impl Iterator<Item = &'a str>) -> Result<Purposes, RowFault> {
    let mut all = Purposes::default();
    for word in words.map(str::trim).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase().replace('-', "_");
        let found = match word.as_str() {
            "send" => Some(Purposes::SEND),
            "all" => Some(Purposes::ALL),
            code => Purpose::ALL
                .into_iter()
                .find(|purpose| purpose.code() == code)
                .map(|purpose| Purposes::from_iter([purpose])),
        };
        all = all.with(found.ok_or(RowFault::UnknownPurpose)?);
    }
    if all.is_empty() {
        return Err(RowFault::Empty);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(read: &Read) -> Vec<(u32, &'static str, &'static str)> {
        read.bad
            .iter()
            .map(|bad| (bad.line, bad.column.code(), bad.wrong.code()))
            .collect()
    }

    #[test]
    fn every_form_people_have_reads_the_same() {
        let expected = [ExchangeAccount {
            address: Address::parse("facturen@contoso.nl").unwrap(),
            purposes: Purposes::ALL,
            server: "outlook.office365.com".to_owned(),
        }];
        for text in [
            "facturen@contoso.nl;import send;outlook.office365.com",
            "\u{feff}Facturen@Contoso.nl;all;Outlook.Office365.com\r\n\r\n",
            "facturen@contoso.nl,\"import,send\",outlook.office365.com\n",
            "facturen@contoso.nl\timport|send\toutlook.office365.com",
            "server;e-mail;doelen\noutlook.office365.com;facturen@contoso.nl;import+SEND",
            "address;purposes;server\n\"facturen@contoso.nl\";\"import\
             , export-job image_viewer password_reset address_change\";outlook.office365.com",
        ] {
            let read = read_csv(text);
            assert_eq!(told(&read), [], "{text}");
            assert_eq!(read.accounts, expected, "{text}");
        }
        // Of an address alone nobody knows what it is for.
        assert_eq!(told(&read_csv("a@b.nl")), [(1, "purposes", "empty")]);
        let no_server = read_csv("a@b.nl;import");
        assert_eq!(no_server.accounts[0].server, "");
    }

    #[test]
    fn each_bad_row_is_told_with_its_line_and_everything_that_is_wrong() {
        let read = read_csv(
            "address;purposes;server\n\
             goed@contoso.nl;import;mail.contoso.nl\n\
             geen adres;import;mail.contoso.nl\n\
             \n\
             ;vliegen;mail contoso nl\n\
             goed@contoso.nl;import;\n\
             \"over\ntwee\";import;\n\
             laatste@contoso.nl;;x\n",
        );
        assert_eq!(
            told(&read),
            [
                (3, "address", "not_an_address"),
                (5, "address", "empty"),
                (5, "purposes", "unknown_purpose"),
                (5, "server", "not_a_server"),
                (6, "address", "twice"),
                (7, "address", "not_an_address"),
                (9, "purposes", "empty"),
            ]
        );
    }

    #[test]
    fn what_is_too_much_is_not_taken() {
        let many: String = (0..=EXCHANGE_ACCOUNTS_MAX)
            .map(|n| format!("m{n}@contoso.nl;import;\n"))
            .collect();
        assert!(read_csv(&many).too_many);
        let bad = "x;y;z\n".repeat(30_000);
        let read = read_csv(&bad);
        assert!(read.too_many && read.bad.len() <= 8 * EXCHANGE_ACCOUNTS_MAX);
    }

    proptest::proptest! {
        #[test]
        fn nothing_anybody_uploads_makes_it_fall(text in "\\PC{0,200}") {
            let _ = read_csv(&text);
        }
    }
}
