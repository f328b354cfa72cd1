//! Sign-ins: the grants, with their tokens sealed.

use super::audit::Actor;
use super::columns::{Columns, trace_text};
use super::seal::Place;
use super::write::Write;
use super::{Store, StoreError};
use crate::clock;
use crate::random;
use contract::accounts::{Ended, SignIn};
use contract::catalogue::{Cause, MicrosoftTrace};
use contract::events::ChangeKind;
use contract::ids::{AccountId, SignInId};
use contract::purposes::short_name;
use contract::time::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use sqlx::Row;
use sqlx::any::AnyRow;

/// What the keeper needs of a sign-in.
pub struct SignInRow {
    /// Its id.
    pub id: SignInId,
    /// Its account.
    pub account_id: AccountId,
    /// Guards every write of tokens.
    pub generation: i64,
    /// For the next refresh.
    pub refresh: SecretString,
    /// For Graph.
    pub access: SecretString,
    /// When the access token ends.
    pub access_expires_at: Timestamp,
    /// When it was last renewed.
    pub refreshed_at: Timestamp,
    /// Why it no longer works, where it does not.
    pub ended: Option<Cause>,
}

/// A sign-in that a consent brought.
pub struct NewSignIn<'a> {
    /// Its account.
    pub account_id: &'a AccountId,
    /// The person's directory (`tid`).
    pub tenant: &'a str,
    /// The person in it (`oid`).
    pub object: &'a str,
    /// Their name.
    pub name: &'a str,
    /// Their user name.
    pub username: &'a str,
    /// What was granted.
    pub granted: &'a [String],
    /// For the next refresh.
    pub refresh: &'a SecretString,
    /// For Graph.
    pub access: &'a SecretString,
    /// When the access token ends.
    pub access_expires_at: Timestamp,
}

/// What a refresh brought.
pub struct Refreshed<'a> {
    /// The new refresh token; where none came, the old one stays.
    pub refresh: Option<&'a SecretString>,
    /// The new access token.
    pub access: &'a SecretString,
    /// When it ends.
    pub access_expires_at: Timestamp,
    /// What is granted now; empty where Microsoft did not say.
    pub granted: &'a [String],
}

const TABLE: &str = "sign_ins";

fn granted_text(granted: &[String]) -> String {
    let mut names: Vec<&str> = granted.iter().map(|scope| short_name(scope)).collect();
    names.sort_unstable();
    names.dedup();
    names.join(" ")
}

impl Store {
    /// Stores the sign-in of a consent inside its transaction. The same person
    /// again replaces what was there; mailboxes without a living sign-in get it.
    pub(super) async fn write_sign_in(
        &self,
        write: &mut Write<'_>,
        new: &NewSignIn<'_>,
    ) -> Result<SignInId, StoreError> {
        let found = sqlx::query(
            "select id from sign_ins where account_id = $1 and tenant = $2 and object = $3",
        )
        .bind(new.account_id.as_str())
        .bind(new.tenant)
        .bind(new.object)
        .fetch_optional(write.tx())
        .await?;
        let id: String = match found {
            Some(row) => row.try_get("id")?,
            None => random::id(),
        };
        let now = clock::now().0;
        write.know_key().await?;
        sqlx::query(
            "insert into sign_ins (id, account_id, tenant, object, name, username, granted, \
             refresh_sealed, access_sealed, access_expires_at, consented_at, refreshed_at, \
             generation) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, 1) \
             on conflict (id) do update set name = excluded.name, username = excluded.username, \
             granted = excluded.granted, refresh_sealed = excluded.refresh_sealed, \
             access_sealed = excluded.access_sealed, \
             access_expires_at = excluded.access_expires_at, \
             consented_at = excluded.consented_at, refreshed_at = excluded.refreshed_at, \
             generation = sign_ins.generation + 1, \
             ended_at = null, ended_cause = null, ended_trace = null",
        )
        .bind(&id)
        .bind(new.account_id.as_str())
        .bind(new.tenant)
        .bind(new.object)
        .bind(new.name)
        .bind(new.username)
        .bind(granted_text(new.granted))
        .bind(self.seal_refresh(&id, new.refresh))
        .bind(self.seal_access(&id, new.access))
        .bind(new.access_expires_at.0)
        .bind(now)
        .execute(write.tx())
        .await?;
        sqlx::query(
            "update mailboxes set sign_in_id = $1 where account_id = $2 and \
             (sign_in_id is null or sign_in_id in \
             (select id from sign_ins where account_id = $2 and ended_at is not null))",
        )
        .bind(&id)
        .bind(new.account_id.as_str())
        .execute(write.tx())
        .await?;
        SignInId::parse(&id).map_err(|_| StoreError::Corrupt(TABLE))
    }

    /// A sign-in with its tokens opened.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or [`StoreError::Sealed`] where a token does
    /// not open.
    pub async fn sign_in_row(&self, id: &SignInId) -> Result<SignInRow, StoreError> {
        let row = sqlx::query(
            "select id, account_id, generation, refresh_sealed, access_sealed, \
             access_expires_at, refreshed_at, ended_cause from sign_ins where id = $1",
        )
        .bind(id.as_str())
        .fetch_one(self.database.read())
        .await?;
        let c = Columns::new(TABLE, &row);
        let open = async |column: &'static str| {
            let place = Place::new(TABLE, column, id.as_str());
            self.open_sealed(place, &c.text(column)?).await
        };
        Ok(SignInRow {
            id: id.clone(),
            account_id: c.account()?,
            generation: c.number("generation")?,
            refresh: open("refresh_sealed").await?,
            access: open("access_sealed").await?,
            access_expires_at: c.at("access_expires_at")?,
            refreshed_at: c.at("refreshed_at")?,
            ended: c.maybe_cause("ended_cause")?,
        })
    }

    /// Stores what a refresh brought, if nobody else was faster: the refresh
    /// token that was used stays in place until this is committed. Says whether
    /// it was stored.
    ///
    /// # Errors
    /// Where the database refuses; then the old tokens are still there.
    pub async fn store_refreshed(
        &self,
        id: &SignInId,
        generation: i64,
        new: &Refreshed<'_>,
    ) -> Result<bool, StoreError> {
        let granted = (!new.granted.is_empty()).then(|| granted_text(new.granted));
        // Not with a key that is no longer the one in use: `key rotate` counts
        // on it. One statement, so that PostgreSQL's writers need no queue.
        let query = [
            "update sign_ins set refresh_sealed = coalesce($1, refresh_sealed), \
             access_sealed = $2, access_expires_at = $3, granted = coalesce($4, granted), \
             refreshed_at = $5, generation = generation + 1, \
             lease_holder = null, lease_until = null, \
             ended_at = null, ended_cause = null, ended_trace = null \
             where id = $6 and generation = $7 and exists (select 1 from settings \
             where name = $8 and value like $9",
            self.database.held(),
            ")",
        ]
        .concat();
        loop {
            let key = self.sealer.active();
            let done = sqlx::query(sqlx::AssertSqlSafe(query.as_str()))
                .bind(
                    new.refresh
                        .map(|token| self.seal_refresh(id.as_str(), token)),
                )
                .bind(self.seal_access(id.as_str(), new.access))
                .bind(new.access_expires_at.0)
                .bind(granted.as_deref())
                .bind(clock::now().0)
                .bind(id.as_str())
                .bind(generation)
                .bind(super::KEY_CHECK)
                .bind(format!("v1.{key}.%"))
                .execute(self.database.write())
                .await?;
            if done.rows_affected() == 1 {
                return Ok(true);
            }
            self.know_key().await?;
            if self.sealer.active() == key {
                return Ok(false);
            }
        }
    }

    /// Marks a sign-in as ended, if nobody renewed it meanwhile. Says whether
    /// it was.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn end_sign_in(
        &self,
        row: &SignInRow,
        cause: Cause,
        trace: Option<&MicrosoftTrace>,
    ) -> Result<bool, StoreError> {
        let mut write = self.begin().await?;
        let done = sqlx::query(
            "update sign_ins set ended_at = $1, ended_cause = $2, ended_trace = $3 \
             where id = $4 and generation = $5 and ended_at is null",
        )
        .bind(clock::now().0)
        .bind(cause.code())
        .bind(trace_text(trace))
        .bind(row.id.as_str())
        .bind(row.generation)
        .execute(write.tx())
        .await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        let actor = Actor::backend();
        write
            .audit(&actor, "sign_in.ended", row.id.as_str(), cause.code())
            .await?;
        write.changed(ChangeKind::Account, row.account_id.as_str());
        write.commit().await?;
        Ok(true)
    }

    /// The living sign-ins that were not renewed since `before`.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn sign_ins_idle_since(
        &self,
        before: Timestamp,
    ) -> Result<Vec<SignInId>, StoreError> {
        let rows = sqlx::query(
            "select id from sign_ins where ended_at is null and refreshed_at < $1 \
             order by refreshed_at",
        )
        .bind(before.0)
        .fetch_all(self.database.read())
        .await?;
        rows.iter()
            .map(|row| Columns::new(TABLE, row).parsed("id", SignInId::parse))
            .collect()
    }

    pub(super) async fn sign_ins_shown(
        &self,
        account: Option<&AccountId>,
    ) -> Result<Vec<(AccountId, SignIn)>, StoreError> {
        let rows = sqlx::query(
            "select id, account_id, name, username, granted, consented_at, refreshed_at, \
             access_expires_at, ended_at, ended_cause, ended_trace from sign_ins \
             where cast($1 as text) is null or account_id = $1 \
             order by case when ended_at is null then 0 else 1 end, consented_at desc",
        )
        .bind(account.map(AccountId::as_str))
        .fetch_all(self.database.read())
        .await?;
        rows.iter().map(shown).collect()
    }

    fn seal_refresh(&self, id: &str, token: &SecretString) -> String {
        let place = Place::new(TABLE, "refresh_sealed", id);
        self.sealer.seal(place, token.expose_secret())
    }

    fn seal_access(&self, id: &str, token: &SecretString) -> String {
        let place = Place::new(TABLE, "access_sealed", id);
        self.sealer.seal(place, token.expose_secret())
    }
}

fn shown(row: &AnyRow) -> Result<(AccountId, SignIn), StoreError> {
    let c = Columns::new(TABLE, row);
    let ended = match (c.maybe_at("ended_at")?, c.maybe_cause("ended_cause")?) {
        (Some(at), Some(cause)) => Some(Ended {
            at,
            cause,
            microsoft: c.maybe_trace("ended_trace")?,
        }),
        _ => None,
    };
    let sign_in = SignIn {
        id: c.parsed("id", SignInId::parse)?,
        name: c.text("name")?,
        username: c.text("username")?,
        granted: c
            .text("granted")?
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
        missing: Vec::new(),
        consented_at: c.at("consented_at")?,
        refreshed_at: c.at("refreshed_at")?,
        access_expires_at: c.at("access_expires_at")?,
        ended,
    };
    Ok((c.account()?, sign_in))
}
