//! What of an import is new, what is there, and what cannot be.

use super::form::{BadRow, Rows};
use contract::transfer::{Imported, Transfer, TransferAccount};
use std::collections::HashMap;

/// Compares rows with what is there: what is to be stored, or every bad row.
pub(crate) fn plan(rows: Rows, there: &Transfer) -> Result<(Transfer, Imported), Vec<BadRow>> {
    let (mut new, mut done, mut bad) = (Transfer::default(), Imported::default(), Vec::new());
    let key = |account: &TransferAccount| account.name.as_str().to_lowercase();
    let mut accounts: HashMap<String, TransferAccount> = there
        .accounts
        .iter()
        .map(|account| (key(account), account.clone()))
        .collect();
    for (line, account) in rows.accounts {
        let refused = |why| BadRow {
            line,
            column: "name",
            why,
        };
        match accounts.get(&key(&account)) {
            Some(known) if *known == account => done.unchanged += 1,
            Some(_) => bad.push(refused(
                "is taken by an account that is not the same; take the row out or rename it",
            )),
            None if accounts.values().any(|known| same_app(known, &account)) => bad.push(refused(
                "its app is registered under another name; use that name",
            )),
            None => {
                accounts.insert(key(&account), account.clone());
                new.accounts.push(account);
                done.accounts += 1;
            }
        }
    }
    let mut mailboxes: HashMap<_, _> = there
        .mailboxes
        .iter()
        .map(|mailbox| (mailbox.address.clone(), mailbox.clone()))
        .collect();
    for (line, mailbox) in rows.mailboxes {
        let refused = |column, why| BadRow { line, column, why };
        let Some(account) = accounts.get(&mailbox.account.as_str().to_lowercase()) else {
            bad.push(refused(
                "account",
                "is the name of no account; register it, or put its row in",
            ));
            continue;
        };
        if !mailbox.purposes.within(account.purposes) {
            bad.push(refused("purposes", "go beyond those of its account"));
            continue;
        }
        match mailboxes.get(&mailbox.address) {
            Some(known) if *known == mailbox => done.unchanged += 1,
            Some(_) => bad.push(refused(
                "address",
                "is there already and not the same; take the row out",
            )),
            None => {
                mailboxes.insert(mailbox.address.clone(), mailbox.clone());
                new.mailboxes.push(mailbox);
                done.mailboxes += 1;
            }
        }
    }
    bad.sort_by_key(|row| row.line);
    if bad.is_empty() {
        Ok((new, done))
    } else {
        Err(bad)
    }
}

fn same_app(one: &TransferAccount, other: &TransferAccount) -> bool {
    one.cloud == other.cloud && one.tenant == other.tenant && one.client_id == other.client_id
}
