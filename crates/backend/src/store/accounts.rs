//! Graph accounts and their secrets.

use super::audit::Actor;
use super::columns::Columns;
use super::runs::write_account_run;
use super::seal::Place;
use super::secrets::{StoredSecret, secret_row};
use super::write::Write;
use super::{Store, StoreError};
use crate::clock;
use crate::random;
use contract::accounts::{Account, CheckedAccount, CheckedSecret, Cloud, SignIn};
use contract::calendar::SecretSlot;
use contract::catalogue::Cause;
use contract::events::ChangeKind;
use contract::ids::{AccountId, ClientId, Name, RunId, TenantId};
use contract::languages::Lang;
use contract::languages::texts::LOG_SECRET;
use contract::purposes::{Purposes, Scope};
use contract::runs::RunReason;
use contract::time::Timestamp;
use secrecy::SecretString;
use sqlx::any::AnyRow;
use std::collections::HashMap;

/// The slot of the secret in use.
pub(super) const CURRENT: &str = "current";

/// What the backend needs of an account to talk to Microsoft for it.
pub struct AccountRow {
    /// Its id.
    pub id: AccountId,
    /// Its name.
    pub name: Name,
    /// Its cloud.
    pub cloud: Cloud,
    /// Its tenant.
    pub tenant: TenantId,
    /// Its app.
    pub client_id: ClientId,
    /// What it is for.
    pub purposes: Purposes,
    /// Moves with every change that a consent under way must notice.
    pub version: i64,
    /// The secret in use.
    pub secret: SecretRow,
    /// The one it replaced, while that lives.
    pub fallback: Option<SecretString>,
}

/// A secret, opened.
pub struct SecretRow {
    /// Its value.
    pub value: SecretString,
    /// Why Microsoft did not accept it last time, where it did not.
    pub cause: Option<Cause>,
}

impl Store {
    /// Stores a new account with its secret.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where its name, or its app in its tenant, is
    /// registered already.
    pub async fn add_account(
        &self,
        account: &CheckedAccount,
        proved_at: Option<Timestamp>,
        actor: &Actor,
        by: &Name,
    ) -> Result<AccountId, StoreError> {
        let id = random::id();
        let mut write = self.begin().await?;
        sqlx::query(
            "insert into accounts \
             (id, name, name_key, cloud, tenant, client_id, purposes, version, created_at) \
             values ($1, $2, $3, $4, $5, $6, $7, 1, $8)",
        )
        .bind(&id)
        .bind(account.name.as_str())
        .bind(account.name.as_str().to_lowercase())
        .bind(account.cloud.code())
        .bind(account.tenant.as_str())
        .bind(account.client_id.as_str())
        .bind(account.purposes.to_text())
        .bind(clock::now().0)
        .execute(write.tx())
        .await?;
        self.write_secret(&mut write, &id, &account.secret, proved_at, by)
            .await?;
        write
            .audit(actor, "account.create", &id, account.name.as_str())
            .await?;
        write.changed(ChangeKind::Account, &id);
        write.commit().await?;
        AccountId::parse(&id).map_err(|_| StoreError::Corrupt("accounts"))
    }

    /// Replaces the secret of an account. Gives the run that proves its mailboxes.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such account.
    pub async fn set_secret(
        &self,
        id: &AccountId,
        secret: &CheckedSecret,
        proved_at: Option<Timestamp>,
        actor: &Actor,
        by: &Name,
    ) -> Result<Option<RunId>, StoreError> {
        let mut write = self.begin().await?;
        bump(&mut write, id).await?;
        self.keep_previous(&mut write, id, secret.value.expose())
            .await?;
        self.write_secret(&mut write, id.as_str(), secret, proved_at, by)
            .await?;
        let detail = LOG_SECRET.filled(
            Lang::STORED,
            &[secret.value.hint().as_str(), &secret.expires.to_string()],
        );
        write
            .audit(actor, "account.secret", id.as_str(), &detail)
            .await?;
        write.changed(ChangeKind::Account, id.as_str());
        let run = write_account_run(&mut write, id, RunReason::Secret, actor).await?;
        write.commit().await?;
        Ok(run)
    }

    async fn write_secret(
        &self,
        write: &mut Write<'_>,
        account: &str,
        secret: &CheckedSecret,
        proved_at: Option<Timestamp>,
        by: &Name,
    ) -> Result<(), StoreError> {
        let stored = StoredSecret {
            value: secret.value.expose().into(),
            hint: secret.value.hint(),
            expires: secret.expires,
            set_at: clock::now(),
            set_by: by.to_string(),
            proved_at,
            cause: None,
        };
        self.put_secret(write, account, SecretSlot::Current, &stored)
            .await
    }

    /// Notes whether Microsoft accepts the secret in use. Not audited: nobody
    /// changed anything.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn note_secret(
        &self,
        id: &AccountId,
        cause: Option<Cause>,
    ) -> Result<(), StoreError> {
        let proved_at = cause.is_none().then(|| clock::now().0);
        let mut write = self.begin().await?;
        sqlx::query(
            "update secrets set cause = $1, proved_at = coalesce($2, proved_at) \
             where account_id = $3 and slot = $4",
        )
        .bind(cause.map(Cause::code))
        .bind(proved_at)
        .bind(id.as_str())
        .bind(CURRENT)
        .execute(write.tx())
        .await?;
        write.changed(ChangeKind::Account, id.as_str());
        write.commit().await
    }

    /// Changes name and purposes of an account.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or [`StoreError::Exists`] where the name is taken.
    pub async fn change_account(
        &self,
        id: &AccountId,
        name: &Name,
        purposes: Purposes,
        actor: &Actor,
    ) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        bump(&mut write, id).await?;
        sqlx::query("update accounts set name = $1, name_key = $2, purposes = $3 where id = $4")
            .bind(name.as_str())
            .bind(name.as_str().to_lowercase())
            .bind(purposes.to_text())
            .bind(id.as_str())
            .execute(write.tx())
            .await?;
        let detail = format!("{name}: {}", purposes.to_text());
        write
            .audit(actor, "account.change", id.as_str(), &detail)
            .await?;
        write.changed(ChangeKind::Account, id.as_str());
        write.commit().await?;
        Ok(())
    }

    /// Removes an account with its secret and its sign-ins.
    ///
    /// # Errors
    /// [`StoreError::InUse`] while it serves mailboxes.
    pub async fn remove_account(&self, id: &AccountId, actor: &Actor) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        // What only rehearses depends on nothing.
        sqlx::query("delete from mailboxes where account_id = $1 and rehearsing = 1")
            .bind(id.as_str())
            .execute(write.tx())
            .await?;
        let done = sqlx::query("delete from accounts where id = $1")
            .bind(id.as_str())
            .execute(write.tx())
            .await?;
        if done.rows_affected() == 0 {
            return Err(StoreError::NotFound);
        }
        write
            .audit(actor, "account.remove", id.as_str(), "")
            .await?;
        write.changed(ChangeKind::Account, id.as_str());
        write.commit().await?;
        Ok(())
    }

    /// An account with its secret opened.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or [`StoreError::Sealed`] where the secret does
    /// not open.
    pub async fn account_row(&self, id: &AccountId) -> Result<AccountRow, StoreError> {
        let row = sqlx::query(
            "select a.id, a.name, a.cloud, a.tenant, a.client_id, a.purposes, a.version, \
             s.sealed, s.cause \
             from accounts a join secrets s on s.account_id = a.id and s.slot = $2 \
             where a.id = $1",
        )
        .bind(id.as_str())
        .bind(CURRENT)
        .fetch_one(self.database.read())
        .await?;
        let c = Columns::new("accounts", &row);
        let place = secret_row(id.as_str(), SecretSlot::Current);
        let place = Place::new("secrets", "sealed", &place);
        let fallback = self.fallback(id).await?;
        Ok(AccountRow {
            id: id.clone(),
            name: c.name("name")?,
            cloud: cloud(&c)?,
            tenant: c.parsed("tenant", TenantId::parse)?,
            client_id: c.parsed("client_id", ClientId::parse)?,
            purposes: Purposes::from_text(&c.text("purposes")?),
            version: c.number("version")?,
            secret: SecretRow {
                value: self.open_sealed(place, &c.text("sealed")?).await?,
                cause: c.maybe_cause("cause")?,
            },
            fallback,
        })
    }

    /// One account, as the panel shows it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub async fn account(&self, id: &AccountId) -> Result<Account, StoreError> {
        let found = self.accounts_where(Some(id)).await?;
        found.into_iter().next().ok_or(StoreError::NotFound)
    }

    /// All accounts by name, as the panel shows them.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        self.accounts_where(None).await
    }

    async fn accounts_where(&self, id: Option<&AccountId>) -> Result<Vec<Account>, StoreError> {
        let rows = sqlx::query(
            "select a.id as account_id, a.name, a.cloud, a.tenant, a.client_id, a.purposes, \
             a.created_at, s.hint, s.expires_on, s.set_at, s.set_by, s.proved_at, s.cause, \
             (select count(*) from mailboxes m where m.account_id = a.id \
             and m.rehearsing = 0) as mailboxes \
             from accounts a join secrets s on s.account_id = a.id and s.slot = $2 \
             where cast($1 as text) is null or a.id = $1 order by a.name_key",
        )
        .bind(id.map(AccountId::as_str))
        .bind(CURRENT)
        .fetch_all(self.database.read())
        .await?;
        let mut sign_ins: HashMap<AccountId, Vec<SignIn>> = HashMap::new();
        for (account, sign_in) in self.sign_ins_shown(id).await? {
            sign_ins.entry(account).or_default().push(sign_in);
        }
        let mut others = self.other_secrets(id).await?;
        rows.iter()
            .map(|row| {
                let mut account = shown(row)?;
                let key = |slot| (account.id.as_str().to_owned(), slot);
                let (next, previous) = (key(SecretSlot::Next), key(SecretSlot::Previous));
                account.next_secret = others.remove(&next);
                account.previous_secret = others.remove(&previous);
                account.sign_ins = sign_ins.remove(&account.id).unwrap_or_default();
                for sign_in in &mut account.sign_ins {
                    let granted = sign_in.granted.iter().map(String::as_str);
                    sign_in.missing =
                        contract::purposes::missing(account.purposes.scopes(), granted);
                }
                Ok(account)
            })
            .collect()
    }
}

/// Moves the version on, and so notices whether the account is there.
pub(super) async fn bump(write: &mut Write<'_>, id: &AccountId) -> Result<(), StoreError> {
    let done = sqlx::query("update accounts set version = version + 1 where id = $1")
        .bind(id.as_str())
        .execute(write.tx())
        .await?;
    match done.rows_affected() {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

pub(super) fn cloud(c: &Columns<'_>) -> Result<Cloud, StoreError> {
    c.code("cloud", |code| {
        Cloud::ALL.into_iter().find(|cloud| cloud.code() == code)
    })
}

fn shown(row: &AnyRow) -> Result<Account, StoreError> {
    let c = Columns::new("accounts", row);
    let purposes = Purposes::from_text(&c.text("purposes")?);
    Ok(Account {
        id: c.account()?,
        name: c.name("name")?,
        cloud: cloud(&c)?,
        tenant: c.parsed("tenant", TenantId::parse)?,
        client_id: c.parsed("client_id", ClientId::parse)?,
        purposes,
        required: purposes.scopes().collect::<Vec<Scope>>(),
        secret: super::secrets::shown(&c)?,
        next_secret: None,
        previous_secret: None,
        sign_ins: Vec::new(),
        mailboxes: u32::try_from(c.number("mailboxes")?).unwrap_or(u32::MAX),
        created_at: c.at("created_at")?,
    })
}
