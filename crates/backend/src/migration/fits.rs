//! Where an Exchange account lies, which Graph account fits it, and so where
//! its migration stands.

use crate::store::{ExchangeRow, Proved, Step, Store, StoreError};
use contract::accounts::Account;
use contract::catalogue::Cause;
use contract::ids::{AccountId, Address};
use contract::migration::{Fit, MigrationState, Place, Waiting};
use contract::places::place;
use contract::purposes::Purposes;
use std::collections::{HashMap, HashSet};

/// The Graph accounts and the domains each is at home in.
pub(super) struct Fits {
    accounts: Vec<Account>,
    domains: HashMap<AccountId, HashSet<String>>,
}

impl Fits {
    /// As it is now.
    pub(super) async fn read(store: &Store) -> Result<Self, StoreError> {
        let accounts = store.accounts().await?;
        let served = store.served_domains().await?;
        Ok(Self::of(accounts, served))
    }

    fn of(accounts: Vec<Account>, served: Vec<(AccountId, String)>) -> Self {
        let mut domains: HashMap<AccountId, HashSet<String>> = HashMap::new();
        for account in &accounts {
            let own = domains.entry(account.id.clone()).or_default();
            if !account.tenant.is_guid() {
                own.insert(account.tenant.as_str().to_owned());
            }
            let people = account.sign_ins.iter();
            let people = people.filter_map(|who| Address::parse(&who.username).ok());
            own.extend(people.map(|address| address.domain().to_owned()));
        }
        for (account, domain) in served {
            domains.entry(account).or_default().insert(domain);
        }
        Self { accounts, domains }
    }

    /// A Graph account by its id.
    pub(super) fn account(&self, id: &AccountId) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == *id)
    }

    /// The one Graph account that fits by domain. Of several, those for all the
    /// purposes come first, then those that somebody signed in to.
    pub(super) fn by_domain(
        &self,
        address: &Address,
        purposes: Purposes,
    ) -> Result<&Account, Cause> {
        let at_home = |account: &&Account| {
            let domains = self.domains.get(&account.id);
            domains.is_some_and(|domains| domains.contains(address.domain()))
        };
        let mut fitting: Vec<&Account> = self.accounts.iter().filter(at_home).collect();
        let covers = |account: &Account| purposes.within(account.purposes);
        let works = |account: &Account| account.sign_ins.iter().any(|who| who.ended.is_none());
        for better in [&covers as &dyn Fn(&Account) -> bool, &works] {
            if fitting.len() > 1 && fitting.iter().any(|account| better(account)) {
                fitting.retain(|account| better(account));
            }
        }
        match fitting.as_slice() {
            [] => Err(Cause::NoAccountFits),
            [one] => Ok(one),
            _ => Err(Cause::SeveralAccountsFit),
        }
    }

    /// The Graph account that is to serve a row: that of a mailbox that serves
    /// jobs already, the one somebody chose, the one that fits by domain, and
    /// last the one it rehearsed under.
    pub(super) fn of_row(&self, row: &ExchangeRow) -> Result<&Account, Cause> {
        let serves = row.mailbox.as_ref().filter(|mailbox| !mailbox.rehearsing);
        let known = serves.map(|mailbox| &mailbox.account);
        if let Some(account) = known
            .or(row.chosen.as_ref())
            .and_then(|id| self.account(id))
        {
            return Ok(account);
        }
        let rehearsed = row.mailbox.as_ref().map(|mailbox| &mailbox.account);
        self.by_domain(&row.account.address, row.account.purposes)
            .or_else(|cause| rehearsed.and_then(|id| self.account(id)).ok_or(cause))
    }

    /// Where a row lies. What was proved or said outweighs what is guessed.
    pub(super) fn place(&self, row: &ExchangeRow) -> Place {
        let proved = row.mailbox.as_ref().map(|mailbox| mailbox.proved);
        match (row.place, proved) {
            (Some(said), _) => said,
            (None, Some(Proved::All)) => Place::ExchangeOnline,
            (None, _) => {
                let domain = row.account.address.domain();
                let ours = self.domains.values().any(|all| all.contains(domain));
                place(&row.account.server, domain, ours)
            }
        }
    }

    /// Where the migration of a row stands.
    pub(super) fn waiting(&self, row: ExchangeRow) -> Waiting {
        let place = self.place(&row);
        let fit = self.of_row(&row);
        let (state, cause) = state(&row, place, fit);
        let fit = fit.ok().map(|account| Fit {
            account_id: account.id.clone(),
            account_name: account.name.clone(),
            by_hand: row.chosen.as_ref() == Some(&account.id),
        });
        let mailbox = row.mailbox.as_ref();
        Waiting {
            connection: row.step.connection(),
            handed_over_at: row.handed_over_at,
            place,
            place_by_hand: row.place.is_some(),
            fit,
            is_mailbox: mailbox.is_some_and(|mailbox| !mailbox.rehearsing),
            state,
            cause,
            send_unproved: mailbox.is_some_and(|mailbox| mailbox.send_unproved),
            rehearsed_at: mailbox.and_then(|mailbox| mailbox.tested_at),
            switched_at: row.switched_at,
            wave: row.wave,
            account: row.account,
        }
    }
}

fn state(
    row: &ExchangeRow,
    place: Place,
    fit: Result<&Account, Cause>,
) -> (MigrationState, Option<Cause>) {
    match row.step {
        Step::Switching => return (MigrationState::Switching, None),
        Step::Switched => return (MigrationState::Switched, None),
        Step::Waiting if place == Place::OnPremises => return (MigrationState::Stays, None),
        Step::Waiting => {}
    }
    let account = match fit {
        Ok(account) => account,
        Err(cause) => return (MigrationState::Action, Some(cause)),
    };
    let serves = row.mailbox.as_ref().filter(|mailbox| !mailbox.rehearsing);
    let purposes = serves.map_or(account.purposes, |mailbox| mailbox.purposes);
    if !row.account.purposes.within(purposes) {
        let cause = Some(Cause::PurposesBeyondAccount);
        return (MigrationState::Action, cause);
    }
    // What was proved under another account says nothing about this one.
    let own = row.mailbox.as_ref().filter(|m| m.account == account.id);
    match own.map(|mailbox| mailbox.proved) {
        None | Some(Proved::NotYet) => (MigrationState::Waiting, None),
        Some(Proved::All) => (MigrationState::Ready, None),
        Some(Proved::Refused(cause)) => (MigrationState::Action, cause),
        Some(Proved::NoAnswer(cause)) => (MigrationState::Unknown, cause),
    }
}
