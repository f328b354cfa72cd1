//! Mailboxes, their lights and their verdicts.

use super::audit::Actor;
use super::columns::Columns;
use super::findings::write_verdict;
use super::mailbox_list::FROM;
use super::migration::end_rehearsal;
use super::write::Write;
use super::{Store, StoreError};
use crate::clock;
use contract::accounts::Cloud;
use contract::catalogue::Cause;
use contract::days::ProofDays;
use contract::events::ChangeKind;
use contract::ids::{AccountId, Address, Name, SignInId};
use contract::mailboxes::{
    Ability, Light, LightState, Mailbox, ServedBy, Standing, Verdict, VerdictState,
};
use contract::purposes::Purposes;
use contract::time::{Day, Timestamp};
use sqlx::any::AnyRow;

pub(super) const TABLE: &str = "mailboxes";

/// A mailbox that is added.
pub struct NewMailboxRow<'a> {
    /// Its address.
    pub address: &'a Address,
    /// What people call it.
    pub name: &'a Name,
    /// The account that serves it.
    pub account_id: &'a AccountId,
    /// What it is for.
    pub purposes: Purposes,
    /// By whom.
    pub added_by: &'a Name,
    /// Its first verdict.
    pub verdict: &'a Verdict,
    /// When its next check by itself is due.
    pub check_due: Timestamp,
}

/// What a job needs to know of a mailbox.
pub struct Serving {
    /// The account that serves it.
    pub account: AccountId,
    /// The cloud of that account.
    pub cloud: Cloud,
    /// The sign-in that serves it, if there is one.
    pub sign_in: Option<SignInId>,
    /// What it is for.
    pub purposes: Purposes,
}

/// The most urgent verdict comes first in a list.
pub(super) fn rank(state: VerdictState) -> i64 {
    match state {
        VerdictState::Bad => 0,
        VerdictState::Warn => 1,
        VerdictState::Idle => 2,
        VerdictState::Ok => 3,
    }
}

/// What [`read`] needs.
pub(super) const COLUMNS: &str = "select m.address, m.name, m.account_id, a.name as account_name, \
     m.sign_in_id, s.username, m.purposes, m.added_at, m.added_by, m.verdict, \
     m.verdict_cause, m.verdict_ability, m.verdict_since, m.days, m.days_last";

impl Store {
    /// Stores a mailbox. Of the account's living sign-ins the newest serves it.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where the address is there already.
    pub async fn add_mailbox(
        &self,
        new: &NewMailboxRow<'_>,
        actor: &Actor,
    ) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        end_rehearsal(&mut write, new.address).await?;
        insert_mailbox(&mut write, new, false).await?;
        let (object, detail) = (new.address.as_str(), new.account_id.as_str());
        write.audit(actor, "mailbox.add", object, detail).await?;
        changed(&mut write, new.address, new.account_id);
        write.commit().await
    }

    /// Removes a mailbox from this product. Mail in it stays where it is.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub async fn remove_mailbox(&self, address: &Address, actor: &Actor) -> Result<(), StoreError> {
        let mailbox = self.mailbox(address).await?;
        let mut write = self.begin().await?;
        sqlx::query("delete from mailboxes where address = $1")
            .bind(address.as_str())
            .execute(write.tx())
            .await?;
        // Without a mailbox there is no Graph to use.
        sqlx::query(
            "update exchange_accounts set state = 'waiting', switched_at = null, wave_id = null \
             where address = $1",
        )
        .bind(address.as_str())
        .execute(write.tx())
        .await?;
        let detail = mailbox.account_id.as_str();
        write
            .audit(actor, "mailbox.remove", address.as_str(), detail)
            .await?;
        changed(&mut write, address, &mailbox.account_id);
        write.changed(ChangeKind::Migration, address.as_str());
        write.commit().await
    }

    /// Stores a verdict. The moment moves only with the verdict itself.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn set_verdict(
        &self,
        address: &Address,
        verdict: &Verdict,
    ) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        if write_verdict(&mut write, address, verdict).await? {
            write.changed(ChangeKind::Mailbox, address.as_str());
        }
        write.commit().await
    }

    /// One mailbox with its lights.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub async fn mailbox(&self, address: &Address) -> Result<Mailbox, StoreError> {
        let query = [COLUMNS, " ", FROM, " where m.address = $1"].concat();
        let row = sqlx::query(sqlx::AssertSqlSafe(query))
            .bind(address.as_str())
            .fetch_one(self.database.read())
            .await?;
        let mut mailbox = read(&row)?;
        let rows = sqlx::query("select * from lights where address = $1")
            .bind(address.as_str())
            .fetch_all(self.database.read())
            .await?;
        mailbox.lights = in_order(rows.iter().map(|row| Ok(light(row)?.1)))?;
        Ok(mailbox)
    }

    /// Who serves a mailbox, in one question. One that only rehearses serves no job.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub async fn serving(&self, address: &Address) -> Result<Serving, StoreError> {
        let row = sqlx::query(
            "select m.account_id, a.cloud, m.sign_in_id, m.purposes \
             from mailboxes m join accounts a on a.id = m.account_id \
             where m.address = $1 and m.rehearsing = 0",
        )
        .bind(address.as_str())
        .fetch_one(self.database.read())
        .await?;
        let c = Columns::new(TABLE, &row);
        let sign_in = c.maybe_text("sign_in_id")?;
        let sign_in = sign_in.map(|id| SignInId::parse(&id)).transpose();
        Ok(Serving {
            account: c.account()?,
            cloud: super::accounts::cloud(&c)?,
            sign_in: sign_in.map_err(|_| StoreError::Corrupt(TABLE))?,
            purposes: Purposes::from_text(&c.text("purposes")?),
        })
    }
}

/// Stores a mailbox inside a change.
pub(super) async fn insert_mailbox(
    write: &mut Write<'_>,
    new: &NewMailboxRow<'_>,
    rehearsing: bool,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into mailboxes (address, account_id, sign_in_id, name, purposes, added_at, \
         added_by, verdict, verdict_rank, verdict_cause, verdict_ability, verdict_since, \
         check_due, rehearsing) values ($1, $2, (select id from sign_ins where account_id = $2 \
         order by case when ended_at is null then 0 else 1 end, consented_at desc limit 1), \
         $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(new.address.as_str())
    .bind(new.account_id.as_str())
    .bind(new.name.as_str())
    .bind(new.purposes.to_text())
    .bind(clock::now().0)
    .bind(new.added_by.as_str())
    .bind(new.verdict.state.code())
    .bind(rank(new.verdict.state))
    .bind(new.verdict.cause.map(Cause::code))
    .bind(new.verdict.ability.map(Ability::code))
    .bind(new.verdict.since.0)
    .bind(new.check_due.0)
    .bind(i64::from(rehearsing))
    .execute(write.tx())
    .await?;
    Ok(())
}

fn changed(write: &mut Write<'_>, address: &Address, account: &AccountId) {
    write.changed(ChangeKind::Mailbox, address.as_str());
    write.changed(ChangeKind::Account, account.as_str());
}

pub(super) fn in_order(
    lights: impl Iterator<Item = Result<Light, StoreError>>,
) -> Result<Vec<Light>, StoreError> {
    let mut lights = lights.collect::<Result<Vec<_>, _>>()?;
    lights.sort_by_key(|light| Ability::ALL.iter().position(|a| *a == light.ability));
    Ok(lights)
}

pub(super) fn light_code(state: LightState) -> &'static str {
    match state {
        LightState::Green => "green",
        LightState::Red => "red",
        LightState::Unknown => "unknown",
    }
}

pub(super) fn light_state(code: &str) -> Option<LightState> {
    [LightState::Green, LightState::Red, LightState::Unknown]
        .into_iter()
        .find(|state| light_code(*state) == code)
}

pub(super) fn verdict_from(code: &str) -> Option<VerdictState> {
    VerdictState::ALL.into_iter().find(|s| s.code() == code)
}

pub(super) fn ability_from(code: &str) -> Option<Ability> {
    Ability::ALL.into_iter().find(|a| a.code() == code)
}

pub(super) fn light(row: &AnyRow) -> Result<(String, Light), StoreError> {
    let c = Columns::new("lights", row);
    let light = Light {
        ability: c.code("ability", ability_from)?,
        state: c.code("state", light_state)?,
        at: c.at("at")?,
        took_ms: u32::try_from(c.number("took_ms")?).unwrap_or(u32::MAX),
        cause: c.maybe_cause("cause")?,
        microsoft: c.maybe_trace("trace")?,
        standing: match c.maybe_text("standing_state")? {
            Some(code) => Some(Standing {
                state: light_state(&code).ok_or(StoreError::Corrupt("lights"))?,
                cause: c.maybe_cause("standing_cause")?,
            }),
            None => None,
        },
    };
    Ok((c.text("address")?, light))
}

pub(super) fn read(row: &AnyRow) -> Result<Mailbox, StoreError> {
    let c = Columns::new(TABLE, row);
    let sign_in = match (c.maybe_text("sign_in_id")?, c.maybe_text("username")?) {
        (Some(id), Some(username)) => Some(ServedBy {
            id: SignInId::parse(&id).map_err(|_| StoreError::Corrupt(TABLE))?,
            username,
        }),
        _ => None,
    };
    Ok(Mailbox {
        address: c.address("address")?,
        name: c.name("name")?,
        account_id: c.account()?,
        account_name: c.name("account_name")?,
        sign_in,
        purposes: Purposes::from_text(&c.text("purposes")?),
        lights: Vec::new(),
        verdict: Verdict {
            state: c.code("verdict", verdict_from)?,
            cause: c.maybe_cause("verdict_cause")?,
            ability: c
                .maybe_text("verdict_ability")?
                .as_deref()
                .and_then(ability_from),
            since: c.at("verdict_since")?,
        },
        days: ProofDays::read(
            c.number("days")?,
            Day(c.number("days_last")?),
            clock::now().day(),
        ),
        running: None,
        added_at: c.at("added_at")?,
        added_by: c.text("added_by")?,
    })
}
