//! Exchange accounts that wait to become Graph mailboxes.

use super::audit::Actor;
use super::columns::Columns;
use super::mailboxes::{NewMailboxRow, ability_from, insert_mailbox, verdict_from};
use super::runs::{NewRunRow, Over, write_run};
use super::write::Write;
use super::{Store, StoreError};
use crate::clock;
use contract::catalogue::Cause;
use contract::events::ChangeKind;
use contract::ids::{AccountId, Address, RunId, WaveId};
use contract::languages::Lang;
use contract::languages::texts::{LOG_BY_DOMAIN, LOG_BY_SERVER, LOG_CHOSEN, LOG_HANDED_OVER};
use contract::mailboxes::{Ability, ProofKind, VerdictState};
use contract::migration::{Connection, ExchangeAccount, HandedOver, Place};
use contract::purposes::Purposes;
use contract::runs::RunReason;
use contract::time::Timestamp;
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

const TABLE: &str = "exchange_accounts";

/// What [`read`] needs. A light without an answer matters only where another is
/// missing behind it.
pub(super) const SELECT: &str = "select e.address, e.purposes, e.server, e.handed_over_at, \
     e.place, e.account_id as chosen, e.state, e.wave_id, e.switched_at, \
     m.account_id, m.rehearsing, m.purposes as mailbox_purposes, m.verdict, m.verdict_cause, \
     m.verdict_ability, m.tested_at, (select min(l.cause) from lights l \
     where l.address = m.address and l.state = 'unknown') as no_answer, \
     (select count(*) from lights l where l.address = m.address and l.ability = 'send' \
     and l.state = 'green') as sends_proved \
     from exchange_accounts e left join mailboxes m on m.address = e.address";

/// Everything an address may have before its `@`: what is left of a trimmed
/// address is the `@` and the domain, in both databases.
const LOCAL_PART: &str = "abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~.";

/// How far an Exchange account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It uses Exchange.
    Waiting,
    /// It uses Graph, which is being proved.
    Switching,
    /// It uses Graph.
    Switched,
}

impl Step {
    fn from_code(code: &str) -> Option<Self> {
        match code {
            "waiting" => Some(Self::Waiting),
            "switching" => Some(Self::Switching),
            "switched" => Some(Self::Switched),
            _ => None,
        }
    }

    /// Which connection counts.
    #[must_use]
    pub fn connection(self) -> Connection {
        match self {
            Self::Waiting => Connection::Exchange,
            Self::Switching | Self::Switched => Connection::Graph,
        }
    }
}

/// What is known of a mailbox by reading only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proved {
    /// Everything else was proved.
    All,
    /// Something was refused.
    Refused(Option<Cause>),
    /// There was no answer.
    NoAnswer(Option<Cause>),
    /// Not everything was tried.
    NotYet,
}

/// The mailbox of an Exchange account.
#[derive(Clone, Debug)]
pub struct ItsMailbox {
    /// The Graph account that serves it.
    pub account: AccountId,
    /// Whether it only rehearses.
    pub rehearsing: bool,
    /// What it is for.
    pub purposes: Purposes,
    /// What was proved.
    pub proved: Proved,
    /// Whether it is to send, and that was not proved.
    pub send_unproved: bool,
    /// When something about it was last proved.
    pub tested_at: Option<Timestamp>,
}

/// An Exchange account as it is stored.
#[derive(Clone, Debug)]
pub struct ExchangeRow {
    /// As it was handed over.
    pub account: ExchangeAccount,
    /// When.
    pub handed_over_at: Timestamp,
    /// Where its mailbox lies, where somebody said so.
    pub place: Option<Place>,
    /// The Graph account that somebody chose.
    pub chosen: Option<AccountId>,
    /// How far it is.
    pub step: Step,
    /// The wave that switched it.
    pub wave: Option<WaveId>,
    /// When it was switched.
    pub switched_at: Option<Timestamp>,
    /// Its mailbox, once it rehearses.
    pub mailbox: Option<ItsMailbox>,
}

impl ExchangeRow {
    /// Its mailbox, where it can be switched to it; else why it cannot.
    ///
    /// # Errors
    /// The cause.
    pub fn ready(&self) -> Result<&ItsMailbox, Cause> {
        let not_ready = || Cause::NotReady;
        let mailbox = self.mailbox.as_ref().ok_or_else(not_ready)?;
        if self.step != Step::Waiting || self.place == Some(Place::OnPremises) {
            return Err(Cause::NotReady);
        }
        if !self.account.purposes.within(mailbox.purposes) {
            return Err(Cause::PurposesBeyondAccount);
        }
        match mailbox.proved {
            Proved::All => Ok(mailbox),
            Proved::Refused(cause) | Proved::NoAnswer(cause) => {
                Err(cause.unwrap_or(Cause::NotReady))
            }
            Proved::NotYet => Err(Cause::NotReady),
        }
    }
}

impl Store {
    /// Takes Exchange accounts over: all of them, or none. What uses Graph
    /// already is left alone. A try counts, and changes nothing.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn hand_over(
        &self,
        accounts: &[ExchangeAccount],
        dry_run: bool,
        actor: &Actor,
    ) -> Result<HandedOver, StoreError> {
        let mut done = HandedOver {
            dry_run,
            ..HandedOver::default()
        };
        let mut write = self.begin().await?;
        for account in accounts {
            take_over(&mut write, account, &mut done).await?;
        }
        if dry_run {
            return Ok(done);
        }
        let detail = LOG_HANDED_OVER.filled(
            Lang::STORED,
            &[&done.new.to_string(), &done.updated.to_string()],
        );
        write
            .audit(actor, "migration.hand_over", "", &detail)
            .await?;
        write.changed(ChangeKind::Migration, "");
        write.commit().await?;
        Ok(done)
    }

    /// All Exchange accounts by address.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn exchange_accounts(&self) -> Result<Vec<ExchangeRow>, StoreError> {
        let query = [SELECT, " order by e.address"].concat();
        let rows = sqlx::query(AssertSqlSafe(query))
            .fetch_all(self.database.read())
            .await?;
        rows.iter().map(read).collect()
    }

    /// The domains of the addresses that each Graph account serves.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn served_domains(&self) -> Result<Vec<(AccountId, String)>, StoreError> {
        let rows = sqlx::query(
            "select distinct account_id, ltrim(address, $1) as domain from mailboxes \
             where rehearsing = 0",
        )
        .bind(LOCAL_PART)
        .fetch_all(self.database.read())
        .await?;
        rows.iter()
            .map(|row| {
                let c = Columns::new("mailboxes", row);
                let domain = c.text("domain")?;
                Ok((c.account()?, domain.trim_start_matches('@').to_owned()))
            })
            .collect()
    }

    /// The connection that counts for an address.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where nothing is known of the address.
    pub async fn connection(&self, address: &Address) -> Result<Connection, StoreError> {
        let row = sqlx::query("select state from exchange_accounts where address = $1")
            .bind(address.as_str())
            .fetch_optional(self.database.read())
            .await?;
        match row {
            Some(row) => Ok(Columns::new(TABLE, &row)
                .code("state", Step::from_code)?
                .connection()),
            None => self.mailbox(address).await.map(|_| Connection::Graph),
        }
    }

    /// Notes by hand which Graph account is to serve Exchange accounts and
    /// where they lie. Gives the first that uses Graph already: then nothing is
    /// changed.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for an address or an account that is none;
    /// [`StoreError::Exists`] where another account serves a mailbox already.
    pub async fn choose(
        &self,
        addresses: &[Address],
        account: Option<Option<&AccountId>>,
        place: Option<Option<Place>>,
        actor: &Actor,
    ) -> Result<Option<Address>, StoreError> {
        if let Some(Some(account)) = account {
            self.account(account).await?;
        }
        let mut write = self.begin().await?;
        for address in addresses {
            let row = row_of(&mut write, address).await?;
            if row.step != Step::Waiting {
                return Ok(Some(address.clone()));
            }
            let mailbox = row.mailbox.as_ref();
            if let (Some(Some(chosen)), Some(known)) = (account, mailbox)
                && known.account != *chosen
            {
                if !known.rehearsing {
                    return Err(StoreError::Exists);
                }
                end_rehearsal(&mut write, address).await?;
            }
            // Left to the domain again, or staying where it is.
            if account == Some(None) || place == Some(Some(Place::OnPremises)) {
                end_rehearsal(&mut write, address).await?;
            }
            let chosen = account.unwrap_or(row.chosen.as_ref());
            let place = place.unwrap_or(row.place);
            sqlx::query(
                "update exchange_accounts set account_id = $1, place = $2 where address = $3",
            )
            .bind(chosen.map(AccountId::as_str))
            .bind(place.map(Place::code))
            .bind(address.as_str())
            .execute(write.tx())
            .await?;
            let detail = LOG_CHOSEN.filled(
                Lang::STORED,
                &[
                    chosen.map_or(LOG_BY_DOMAIN.words(Lang::STORED), AccountId::as_str),
                    place.map_or(LOG_BY_SERVER.words(Lang::STORED), Place::code),
                ],
            );
            write
                .audit(actor, "migration.choose", address.as_str(), &detail)
                .await?;
            write.changed(ChangeKind::Migration, address.as_str());
        }
        write.commit().await?;
        Ok(None)
    }

    /// Forgets Exchange accounts. Their mailboxes stay, but those that only
    /// rehearse. Gives the first that is being switched: then nothing is changed.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for an address that is none.
    pub async fn forget_exchange(
        &self,
        addresses: &[Address],
        actor: &Actor,
    ) -> Result<Option<Address>, StoreError> {
        let mut write = self.begin().await?;
        for address in addresses {
            let row = row_of(&mut write, address).await?;
            if row.step == Step::Switching {
                return Ok(Some(address.clone()));
            }
            end_rehearsal(&mut write, address).await?;
            sqlx::query("delete from exchange_accounts where address = $1")
                .bind(address.as_str())
                .execute(write.tx())
                .await?;
            let detail = row.step.connection().code();
            write
                .audit(actor, "migration.forget", address.as_str(), detail)
                .await?;
            write.changed(ChangeKind::Migration, address.as_str());
        }
        write.commit().await?;
        Ok(None)
    }

    /// Lets Exchange accounts rehearse as mailboxes that nobody depends on, and
    /// stores the run that does so with them; `None` where it would be over
    /// nothing. One that rehearses just so already, or that serves jobs, is left as
    /// it is.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn rehearse(
        &self,
        new: &[NewMailboxRow<'_>],
        actor: &Actor,
    ) -> Result<Option<RunId>, StoreError> {
        let mut write = self.begin().await?;
        for new in new {
            let row = row_of(&mut write, new.address).await?;
            let as_it_is = row.mailbox.as_ref().is_some_and(|known| {
                !known.rehearsing
                    || (known.account == *new.account_id && known.purposes == new.purposes)
            });
            if as_it_is || row.step != Step::Waiting {
                continue;
            }
            end_rehearsal(&mut write, new.address).await?;
            insert_mailbox(&mut write, new, true).await?;
        }
        let detail = format!("{} mailboxes", new.len());
        write
            .audit(actor, "migration.rehearse", "", &detail)
            .await?;
        let addresses: Vec<Address> = new.iter().map(|new| new.address.clone()).collect();
        let run = NewRunRow {
            kind: ProofKind::Check,
            reason: RunReason::Rehearsal,
            started_by: actor.as_str(),
            over: Over::Addresses(&addresses),
        };
        let run = write_run(&mut write, &run, actor).await?;
        write.changed(ChangeKind::Migration, "");
        write.commit().await?;
        Ok(run)
    }
}

/// Takes one Exchange account over, and counts what that was.
async fn take_over(
    write: &mut Write<'_>,
    account: &ExchangeAccount,
    done: &mut HandedOver,
) -> Result<(), StoreError> {
    let known = match row_of(write, &account.address).await {
        Err(StoreError::NotFound) => None,
        found => Some(found?),
    };
    let there = sqlx::query("select address from mailboxes where address = $1 and rehearsing = 0")
        .bind(account.address.as_str())
        .fetch_optional(write.tx())
        .await?;
    done.mailboxes += u32::from(there.is_some());
    match known {
        Some(known) if known.step != Step::Waiting => {
            done.switched += 1;
            return Ok(());
        }
        Some(known) if known.account == *account => {
            done.unchanged += 1;
            return Ok(());
        }
        Some(known) => {
            done.updated += 1;
            if known.account.purposes != account.purposes {
                // What was proved was for something else.
                end_rehearsal(write, &account.address).await?;
            }
        }
        None => done.new += 1,
    }
    sqlx::query(
        "insert into exchange_accounts (address, purposes, server, handed_over_at) \
         values ($1, $2, $3, $4) on conflict (address) do update set \
         purposes = excluded.purposes, server = excluded.server",
    )
    .bind(account.address.as_str())
    .bind(account.purposes.to_text())
    .bind(&account.server)
    .bind(clock::now().0)
    .execute(write.tx())
    .await?;
    Ok(())
}

/// Removes the mailbox of an address where it only rehearses.
pub(super) async fn end_rehearsal(
    write: &mut Write<'_>,
    address: &Address,
) -> Result<(), StoreError> {
    sqlx::query("delete from mailboxes where address = $1 and rehearsing = 1")
        .bind(address.as_str())
        .execute(write.tx())
        .await?;
    Ok(())
}

/// One Exchange account, inside a change.
pub(super) async fn row_of(
    write: &mut Write<'_>,
    address: &Address,
) -> Result<ExchangeRow, StoreError> {
    let query = [SELECT, " where e.address = $1"].concat();
    let row = sqlx::query(AssertSqlSafe(query))
        .bind(address.as_str())
        .fetch_one(write.tx())
        .await?;
    read(&row)
}

fn read(row: &AnyRow) -> Result<ExchangeRow, StoreError> {
    let c = Columns::new(TABLE, row);
    let id = |name: &str| c.maybe_text(name);
    let place = c.maybe_text("place")?;
    let mailbox = match id("account_id")? {
        Some(account) => Some(mailbox(&c, &account)?),
        None => None,
    };
    Ok(ExchangeRow {
        account: ExchangeAccount {
            address: c.address("address")?,
            purposes: Purposes::from_text(&c.text("purposes")?),
            server: c.text("server")?,
        },
        handed_over_at: c.at("handed_over_at")?,
        place: place.and_then(|code| Place::ALL.into_iter().find(|place| place.code() == code)),
        chosen: id("chosen")?.and_then(|id| AccountId::parse(&id).ok()),
        step: c.code("state", Step::from_code)?,
        wave: id("wave_id")?.and_then(|id| WaveId::parse(&id).ok()),
        switched_at: c.maybe_at("switched_at")?,
        mailbox,
    })
}

fn mailbox(c: &Columns<'_>, account: &str) -> Result<ItsMailbox, StoreError> {
    let ability = c.maybe_text("verdict_ability")?;
    let ability = ability.as_deref().and_then(ability_from);
    let verdict = c.code("verdict", verdict_from)?;
    let cause = c.maybe_cause("verdict_cause")?;
    let no_answer = c.maybe_cause("no_answer")?;
    let proved = match verdict {
        VerdictState::Ok => Proved::All,
        VerdictState::Bad => Proved::Refused(cause),
        // Without an ability it is about a secret that ends soon.
        VerdictState::Warn if ability.is_none() => Proved::All,
        VerdictState::Warn => Proved::NoAnswer(cause),
        VerdictState::Idle if no_answer.is_some() => Proved::NoAnswer(no_answer),
        // The first that was not tried: what comes before was proved.
        VerdictState::Idle => match ability {
            None | Some(Ability::SignIn | Ability::Read) => Proved::NotYet,
            Some(_) => Proved::All,
        },
    };
    let tested = c.at("tested_at")?;
    let purposes = Purposes::from_text(&c.text("mailbox_purposes")?);
    Ok(ItsMailbox {
        account: AccountId::parse(account).map_err(|_| StoreError::Corrupt(TABLE))?,
        rehearsing: c.number("rehearsing")? == 1,
        purposes,
        send_unproved: c.number("sends_proved")? == 0 && purposes.sends(),
        proved,
        tested_at: (tested.0 > 0).then_some(tested),
    })
}
