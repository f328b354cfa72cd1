//! The two forms, read row by row with the lines they are on.

use crate::cells::{guarded, line_of, plain, separator, unmarked};
use contract::accounts::Cloud;
use contract::ids::{Address, ClientId, Name, TenantId};
use contract::purposes::Purposes;
use contract::transfer::{Transfer, TransferAccount, TransferMailbox};
use serde::Deserialize;
use std::fmt;

/// The columns of the CSV form, in their order.
const COLUMNS: [&str; 8] = [
    "kind",
    "name",
    "cloud",
    "tenant",
    "client_id",
    "purposes",
    "address",
    "account",
];

/// A row that cannot be imported.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BadRow {
    /// The line in a CSV file; in JSON the place among all, accounts first.
    pub(crate) line: u64,
    /// Which column.
    pub(crate) column: &'static str,
    /// What is wrong, and what to do.
    pub(crate) why: &'static str,
}

impl fmt::Display for BadRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, {}: {}", self.line, self.column, self.why)
    }
}

/// Rows with their lines.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(super) accounts: Vec<(u64, TransferAccount)>,
    pub(super) mailboxes: Vec<(u64, TransferMailbox)>,
}

/// Writes the CSV form.
pub(crate) fn write_csv(all: &Transfer) -> String {
    let mut out = csv::Writer::from_writer(Vec::new());
    // Into memory: cannot fail.
    let _ = out.write_record(COLUMNS);
    for account in &all.accounts {
        let _ = out.write_record([
            "account",
            &guarded(account.name.as_str()),
            account.cloud.code(),
            &guarded(account.tenant.as_str()),
            account.client_id.as_str(),
            &account.purposes.to_text(),
            "",
            "",
        ]);
    }
    for mailbox in &all.mailboxes {
        let _ = out.write_record([
            "mailbox",
            &guarded(mailbox.name.as_str()),
            "",
            "",
            "",
            &mailbox.purposes.to_text(),
            &guarded(mailbox.address.as_str()),
            &guarded(mailbox.account.as_str()),
        ]);
    }
    String::from_utf8(out.into_inner().unwrap_or_default()).unwrap_or_default()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cells {
    kind: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    cloud: String,
    #[serde(default)]
    tenant: String,
    #[serde(default)]
    client_id: String,
    #[serde(default)]
    purposes: String,
    #[serde(default)]
    address: String,
    #[serde(default)]
    account: String,
}

/// Reads the CSV form.
pub(crate) fn read_csv(text: &str) -> Result<Rows, Vec<BadRow>> {
    let text = unmarked(text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator(text))
        .from_reader(text.as_bytes());
    let names = reader.headers().cloned().unwrap_or_default();
    let (mut rows, mut bad) = (Rows::default(), Vec::new());
    for (at, record) in reader.records().enumerate() {
        let mut line = at as u64 + 2;
        if let Ok(record) = &record {
            line = line_of(text, record) as u64;
        }
        let cells = record.and_then(|record| record.deserialize::<Cells>(Some(&names)));
        let Ok(cells) = cells else {
            bad.push(BadRow {
                line,
                column: "row",
                why: "does not have the columns of an export; export once to see them",
            });
            continue;
        };
        let found = match plain(&cells.kind) {
            "account" => account(&cells).map(|account| rows.accounts.push((line, account))),
            "mailbox" => mailbox(&cells).map(|mailbox| rows.mailboxes.push((line, mailbox))),
            _ => Err(("kind", "must be `account` or `mailbox`")),
        };
        if let Err((column, why)) = found {
            bad.push(BadRow { line, column, why });
        }
    }
    if bad.is_empty() { Ok(rows) } else { Err(bad) }
}

type Wrong = (&'static str, &'static str);

fn account(cells: &Cells) -> Result<TransferAccount, Wrong> {
    let cloud = match plain(&cells.cloud) {
        "" => Some(Cloud::Global),
        code => Cloud::ALL.into_iter().find(|cloud| cloud.code() == code),
    };
    Ok(TransferAccount {
        name: name("name", &cells.name)?,
        cloud: cloud.ok_or((
            "cloud",
            "must be global, us_government, us_defense or china",
        ))?,
        tenant: TenantId::parse(plain(&cells.tenant))
            .map_err(|_| ("tenant", "must be a tenant ID or a domain"))?,
        client_id: ClientId::parse(plain(&cells.client_id))
            .map_err(|_| ("client_id", "must be an application (client) ID"))?,
        purposes: purposes(&cells.purposes)?,
    })
}

fn mailbox(cells: &Cells) -> Result<TransferMailbox, Wrong> {
    Ok(TransferMailbox {
        address: Address::parse(plain(&cells.address))
            .map_err(|_| ("address", "must be an e-mail address"))?,
        name: name("name", &cells.name)?,
        account: name("account", &cells.account)?,
        purposes: purposes(&cells.purposes)?,
    })
}

fn name(column: &'static str, text: &str) -> Result<Name, Wrong> {
    Name::parse(plain(text)).map_err(|_| (column, "must be a name of at most 80 characters"))
}

fn purposes(text: &str) -> Result<Purposes, Wrong> {
    let text = plain(text);
    let purposes = Purposes::from_text(text);
    let all = text
        .split_whitespace()
        .all(|word| !Purposes::from_text(word).is_empty());
    match all && !purposes.is_empty() {
        true => Ok(purposes),
        false => Err((
            "purposes",
            "must be one or more of import, export_job, image_viewer, password_reset and \
             address_change, with blanks between them",
        )),
    }
}

/// Reads the JSON form.
pub(crate) fn read_json(text: &str) -> Result<Rows, Vec<BadRow>> {
    let all: Transfer = serde_json::from_str(text).map_err(|error| {
        vec![BadRow {
            line: error.line() as u64,
            column: "JSON",
            why: "is not what an export writes; export once to see it",
        }]
    })?;
    let mut line = 0;
    let mut next = || {
        line += 1;
        line
    };
    let rows = Rows {
        accounts: all.accounts.into_iter().map(|a| (next(), a)).collect(),
        mailboxes: all.mailboxes.into_iter().map(|m| (next(), m)).collect(),
    };
    let empty = |line: &u64| BadRow {
        line: *line,
        column: "purposes",
        why: "must name at least one",
    };
    let accounts = rows.accounts.iter().filter(|(_, a)| a.purposes.is_empty());
    let mailboxes = rows.mailboxes.iter().filter(|(_, m)| m.purposes.is_empty());
    let bad: Vec<_> = accounts
        .map(|(line, _)| empty(line))
        .chain(mailboxes.map(|(line, _)| empty(line)))
        .collect();
    if bad.is_empty() { Ok(rows) } else { Err(bad) }
}
