//! The secrets of an account: the one in use, the next one, and the one before.
//!
//! A seal is bound to its slot, so what moves to another slot is sealed anew;
//! all of a move is one transaction.

use super::accounts::bump;
use super::audit::Actor;
use super::columns::Columns;
use super::runs::write_account_run;
use super::seal::Place;
use super::write::Write;
use super::{Store, StoreError};
use crate::clock;
use contract::accounts::{CheckedSecret, Secret};
use contract::calendar::SecretSlot;
use contract::catalogue::Cause;
use contract::events::ChangeKind;
use contract::ids::{AccountId, Name, RunId};
use contract::languages::Lang;
use contract::languages::texts::LOG_SECRET;
use contract::runs::RunReason;
use contract::time::{Day, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use std::collections::HashMap;

const TABLE: &str = "secrets";

/// A secret as it is stored, opened.
pub(super) struct StoredSecret {
    pub(super) value: SecretString,
    pub(super) hint: String,
    pub(super) expires: Day,
    pub(super) set_at: Timestamp,
    pub(super) set_by: String,
    pub(super) proved_at: Option<Timestamp>,
    pub(super) cause: Option<Cause>,
}

/// How a secret is named in its seal.
pub(super) fn secret_row(account: &str, slot: SecretSlot) -> String {
    [account, "/", slot.code()].concat()
}

/// What may be told of a secret.
pub(super) fn shown(c: &Columns<'_>) -> Result<Secret, StoreError> {
    Ok(Secret {
        hint: c.text("hint")?,
        expires: Day(c.number("expires_on")?),
        set_at: c.at("set_at")?,
        set_by: c.text("set_by")?,
        proved_at: c.maybe_at("proved_at")?,
        cause: c.maybe_cause("cause")?,
    })
}

impl Store {
    /// Stores the secret that is to take the place of the one in use.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such account.
    pub async fn set_next_secret(
        &self,
        id: &AccountId,
        secret: &CheckedSecret,
        proved_at: Option<Timestamp>,
        actor: &Actor,
        by: &Name,
    ) -> Result<(), StoreError> {
        self.account(id).await?;
        let stored = StoredSecret {
            value: secret.value.expose().into(),
            hint: secret.value.hint(),
            expires: secret.expires,
            set_at: clock::now(),
            set_by: by.to_string(),
            proved_at,
            cause: None,
        };
        let mut write = self.begin().await?;
        self.put_secret(&mut write, id.as_str(), SecretSlot::Next, &stored)
            .await?;
        let detail = LOG_SECRET.filled(
            Lang::STORED,
            &[stored.hint.as_str(), &stored.expires.to_string()],
        );
        write
            .audit(actor, "secret.next", id.as_str(), &detail)
            .await?;
        write.changed(ChangeKind::Account, id.as_str());
        write.commit().await
    }

    /// The value of a secret that is not in use, to prove it again.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub async fn secret_in(
        &self,
        id: &AccountId,
        slot: SecretSlot,
    ) -> Result<SecretString, StoreError> {
        let row = sqlx::query("select sealed from secrets where account_id = $1 and slot = $2")
            .bind(id.as_str())
            .bind(slot.code())
            .fetch_one(self.database.read())
            .await?;
        let place = secret_row(id.as_str(), slot);
        let place = Place::new(TABLE, "sealed", &place);
        let sealed = Columns::new(TABLE, &row).text("sealed")?;
        self.open_sealed(place, &sealed).await
    }

    /// Puts the next secret in use; the one that was stays beside it as a
    /// fallback. All of it, or nothing. Gives the run that proves the mailboxes.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where none is waiting.
    pub async fn swap_secret(
        &self,
        id: &AccountId,
        actor: &Actor,
    ) -> Result<Option<RunId>, StoreError> {
        self.put_in_use(id, SecretSlot::Next, "secret.swap", actor)
            .await
    }

    /// Puts the secret that was replaced back in use. Gives the run that proves
    /// the mailboxes.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none any more.
    pub async fn put_secret_back(
        &self,
        id: &AccountId,
        actor: &Actor,
    ) -> Result<Option<RunId>, StoreError> {
        self.put_in_use(id, SecretSlot::Previous, "secret.back", actor)
            .await
    }

    async fn put_in_use(
        &self,
        id: &AccountId,
        from: SecretSlot,
        action: &str,
        actor: &Actor,
    ) -> Result<Option<RunId>, StoreError> {
        let mut write = self.begin().await?;
        let new = self.take_secret(&mut write, id.as_str(), from).await?;
        let mut new = new.ok_or(StoreError::NotFound)?;
        bump(&mut write, id).await?;
        self.keep_previous(&mut write, id, new.value.expose_secret())
            .await?;
        new.proved_at = Some(clock::now());
        new.cause = None;
        self.put_secret(&mut write, id.as_str(), SecretSlot::Current, &new)
            .await?;
        let detail =
            LOG_SECRET.filled(Lang::STORED, &[new.hint.as_str(), &new.expires.to_string()]);
        write.audit(actor, action, id.as_str(), &detail).await?;
        write.changed(ChangeKind::Account, id.as_str());
        let run = write_account_run(&mut write, id, RunReason::Secret, actor).await?;
        write.commit().await?;
        Ok(run)
    }

    /// Forgets a secret that is not in use.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub async fn drop_secret(
        &self,
        id: &AccountId,
        slot: SecretSlot,
        actor: &Actor,
    ) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        let done = sqlx::query("delete from secrets where account_id = $1 and slot = $2")
            .bind(id.as_str())
            .bind(slot.code())
            .execute(write.tx())
            .await?;
        if done.rows_affected() == 0 || slot == SecretSlot::Current {
            return Err(StoreError::NotFound);
        }
        write
            .audit(actor, "secret.forget", id.as_str(), slot.code())
            .await?;
        write.changed(ChangeKind::Account, id.as_str());
        write.commit().await
    }

    /// Notes whether Microsoft accepts the fallback.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn note_fallback(
        &self,
        id: &AccountId,
        cause: Option<Cause>,
    ) -> Result<(), StoreError> {
        let refused = [Cause::SecretWrong, Cause::SecretExpired];
        let cause = cause.filter(|cause| refused.contains(cause));
        let mut write = self.begin().await?;
        let done = sqlx::query(
            "update secrets set cause = $1 where account_id = $2 and slot = $3 \
             and coalesce(cause, '') <> coalesce($1, '')",
        )
        .bind(cause.map(Cause::code))
        .bind(id.as_str())
        .bind(SecretSlot::Previous.code())
        .execute(write.tx())
        .await?;
        if done.rows_affected() > 0 {
            write.changed(ChangeKind::Account, id.as_str());
        }
        write.commit().await
    }

    /// The secret that was replaced, while it lives and was not refused.
    pub(super) async fn fallback(
        &self,
        id: &AccountId,
    ) -> Result<Option<SecretString>, StoreError> {
        let row = sqlx::query(
            "select sealed from secrets where account_id = $1 and slot = $2 \
             and expires_on >= $3 and cause is null",
        )
        .bind(id.as_str())
        .bind(SecretSlot::Previous.code())
        .bind(clock::today().0)
        .fetch_optional(self.database.read())
        .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let place = secret_row(id.as_str(), SecretSlot::Previous);
        let sealed = Columns::new(TABLE, &row).text("sealed")?;
        // One that does not open is no fallback; it stops nobody.
        let place = Place::new(TABLE, "sealed", &place);
        Ok(self.open_sealed(place, &sealed).await.ok())
    }

    /// The secrets that are not in use, by account and slot.
    pub(super) async fn other_secrets(
        &self,
        account: Option<&AccountId>,
    ) -> Result<HashMap<(String, SecretSlot), Secret>, StoreError> {
        let rows = sqlx::query(
            "select account_id, slot, hint, expires_on, set_at, set_by, proved_at, cause \
             from secrets where slot <> $2 and (cast($1 as text) is null or account_id = $1)",
        )
        .bind(account.map(AccountId::as_str))
        .bind(SecretSlot::Current.code())
        .fetch_all(self.database.read())
        .await?;
        rows.iter()
            .map(|row| {
                let c = Columns::new(TABLE, row);
                let slot = c.code("slot", |code| {
                    SecretSlot::ALL.into_iter().find(|s| s.code() == code)
                })?;
                Ok(((c.text("account_id")?, slot), shown(&c)?))
            })
            .collect()
    }

    /// Moves the secret in use beside the one that comes, where it may still
    /// serve: it is another one, it was not refused, and it has not ended.
    pub(super) async fn keep_previous(
        &self,
        write: &mut Write<'_>,
        id: &AccountId,
        coming: &str,
    ) -> Result<(), StoreError> {
        let taken = self
            .take_secret(write, id.as_str(), SecretSlot::Current)
            .await;
        let old = match taken {
            Err(StoreError::Sealed(_)) => None,
            old => old?,
        };
        let serves = |old: &StoredSecret| {
            old.cause.is_none()
                && old.expires >= clock::today()
                && old.value.expose_secret() != coming
        };
        match old.filter(serves) {
            Some(old) => {
                self.put_secret(write, id.as_str(), SecretSlot::Previous, &old)
                    .await
            }
            None => Ok(()),
        }
    }

    /// Takes a secret out of its slot.
    async fn take_secret(
        &self,
        write: &mut Write<'_>,
        account: &str,
        slot: SecretSlot,
    ) -> Result<Option<StoredSecret>, StoreError> {
        let row = sqlx::query("select * from secrets where account_id = $1 and slot = $2")
            .bind(account)
            .bind(slot.code())
            .fetch_optional(write.tx())
            .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        sqlx::query("delete from secrets where account_id = $1 and slot = $2")
            .bind(account)
            .bind(slot.code())
            .execute(write.tx())
            .await?;
        let c = Columns::new(TABLE, &row);
        let known = shown(&c)?;
        let place = secret_row(account, slot);
        let place = Place::new(TABLE, "sealed", &place);
        Ok(Some(StoredSecret {
            value: self.sealer.open(place, &c.text("sealed")?)?,
            hint: known.hint,
            expires: known.expires,
            set_at: known.set_at,
            set_by: known.set_by,
            proved_at: known.proved_at,
            cause: known.cause,
        }))
    }

    pub(super) async fn put_secret(
        &self,
        write: &mut Write<'_>,
        account: &str,
        slot: SecretSlot,
        secret: &StoredSecret,
    ) -> Result<(), StoreError> {
        let row = secret_row(account, slot);
        let place = Place::new(TABLE, "sealed", &row);
        write.know_key().await?;
        sqlx::query(
            "insert into secrets \
             (account_id, slot, sealed, hint, expires_on, set_at, set_by, proved_at, cause) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
             on conflict (account_id, slot) do update set \
             sealed = excluded.sealed, hint = excluded.hint, expires_on = excluded.expires_on, \
             set_at = excluded.set_at, set_by = excluded.set_by, \
             proved_at = excluded.proved_at, cause = excluded.cause",
        )
        .bind(account)
        .bind(slot.code())
        .bind(self.sealer.seal(place, secret.value.expose_secret()))
        .bind(&secret.hint)
        .bind(secret.expires.0)
        .bind(secret.set_at.0)
        .bind(&secret.set_by)
        .bind(secret.proved_at.map(|at| at.0))
        .bind(secret.cause.map(Cause::code))
        .execute(write.tx())
        .await?;
        Ok(())
    }
}
