//! Somebody outside the panel who was asked for a consent or a secret.

use super::audit::Actor;
use super::columns::Columns;
use super::write::Write;
use super::{Store, StoreError};
use crate::clock;
use contract::asked::{Asked, AskedKind, AskedState};
use contract::events::ChangeKind;
use contract::ids::{AccountId, Address, AskedId, ConsentId, PersonId};
use contract::languages::Lang;
use contract::time::Timestamp;
use sqlx::any::AnyRow;

const TABLE: &str = "asked";

const SELECT: &str = "select k.*, c.state as consent_state, c.cause as consent_cause, \
     c.signed_in_as, c.expires_at as consent_expires_at \
     from asked k left join consents c on c.id = k.consent_id";

/// A request, with what binds it.
pub struct AskedRow {
    /// As the sender sees it.
    pub shown: Asked,
    /// Who asked.
    pub asked_by: PersonId,
}

impl Store {
    /// Stores that somebody is asked.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn add_asked(
        &self,
        asked: &Asked,
        token_hash: &str,
        person: &PersonId,
        actor: &Actor,
    ) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        sqlx::query(
            "insert into asked (id, token_hash, account_id, kind, expected, lang, asked_by, \
             asked_by_id, asked_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(asked.id.as_str())
        .bind(token_hash)
        .bind(asked.account_id.as_str())
        .bind(asked.kind.code())
        .bind(asked.address.as_str())
        .bind(asked.lang.code())
        .bind(asked.asked_by.as_str())
        .bind(person.as_str())
        .bind(asked.asked_at.0)
        .bind(asked.expires_at.0)
        .execute(write.tx())
        .await?;
        let detail = format!("{}: {}", asked.kind.code(), asked.address);
        let account = asked.account_id.as_str();
        write.audit(actor, "asked.make", account, &detail).await?;
        write.changed(ChangeKind::Asked, asked.id.as_str());
        write.commit().await
    }

    /// Everybody who was asked for an account, the last first.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn asked_of(&self, account: &AccountId) -> Result<Vec<Asked>, StoreError> {
        let query = [
            SELECT,
            " where k.account_id = $1 order by k.asked_at desc, k.id limit 200",
        ]
        .concat();
        let rows = sqlx::query(sqlx::AssertSqlSafe(query))
            .bind(account.as_str())
            .fetch_all(self.database.read())
            .await?;
        rows.iter().map(|row| Ok(read(row)?.shown)).collect()
    }

    /// Somebody who was asked.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub async fn asked(&self, id: &AskedId) -> Result<Asked, StoreError> {
        Ok(self.asked_where("k.id", id.as_str()).await?.shown)
    }

    /// The request behind a token, also one that opens nothing any more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub async fn asked_by_token(&self, token_hash: &str) -> Result<AskedRow, StoreError> {
        self.asked_where("k.token_hash", token_hash).await
    }

    async fn asked_where(&self, column: &str, value: &str) -> Result<AskedRow, StoreError> {
        let query = [SELECT, " where ", column, " = $1"].concat();
        let row = sqlx::query(sqlx::AssertSqlSafe(query))
            .bind(value)
            .fetch_one(self.database.read())
            .await?;
        read(&row)
    }

    /// Notes that the link was opened.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn note_opened(&self, id: &AskedId) -> Result<(), StoreError> {
        self.note_asked(id, "opened_at = coalesce(opened_at, $1)", clock::now().0)
            .await
    }

    /// Notes that the link was mailed.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn note_mailed(&self, id: &AskedId) -> Result<(), StoreError> {
        self.note_asked(id, "mailed_at = $1", clock::now().0).await
    }

    async fn note_asked(&self, id: &AskedId, set: &str, at: i64) -> Result<(), StoreError> {
        let query = ["update asked set ", set, " where id = $2"].concat();
        let mut write = self.begin().await?;
        sqlx::query(sqlx::AssertSqlSafe(query))
            .bind(at)
            .bind(id.as_str())
            .execute(write.tx())
            .await?;
        write.changed(ChangeKind::Asked, id.as_str());
        write.commit().await
    }

    /// Ties a consent that starts to the request it is for.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn note_asked_consent(
        &self,
        id: &AskedId,
        consent: &ConsentId,
    ) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        sqlx::query("update asked set consent_id = $1 where id = $2")
            .bind(consent.as_str())
            .bind(id.as_str())
            .execute(write.tx())
            .await?;
        write.changed(ChangeKind::Asked, id.as_str());
        write.commit().await
    }

    /// Takes a request back: its link opens nothing any more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none that still works.
    pub async fn revoke_asked(&self, id: &AskedId, actor: &Actor) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        let done = sqlx::query(
            "update asked set revoked_at = $1 where id = $2 and done_at is null \
             and revoked_at is null",
        )
        .bind(clock::now().0)
        .bind(id.as_str())
        .execute(write.tx())
        .await?;
        if done.rows_affected() == 0 {
            return Err(StoreError::NotFound);
        }
        write.audit(actor, "asked.revoke", id.as_str(), "").await?;
        write.changed(ChangeKind::Asked, id.as_str());
        write.commit().await
    }

    /// Gives a request another link; the old one opens nothing any more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where it is done or was taken back.
    pub async fn renew_asked(
        &self,
        id: &AskedId,
        token_hash: &str,
        expires_at: Timestamp,
        actor: &Actor,
    ) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        let done = sqlx::query(
            "update asked set token_hash = $1, expires_at = $2, opened_at = null, \
             mailed_at = null, consent_id = null \
             where id = $3 and done_at is null and revoked_at is null",
        )
        .bind(token_hash)
        .bind(expires_at.0)
        .bind(id.as_str())
        .execute(write.tx())
        .await?;
        if done.rows_affected() == 0 {
            return Err(StoreError::NotFound);
        }
        write.audit(actor, "asked.resend", id.as_str(), "").await?;
        write.changed(ChangeKind::Asked, id.as_str());
        write.commit().await
    }

    /// Uses up a request for a secret. Of any number of calls one gets `true`.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn use_asked(&self, id: &AskedId) -> Result<bool, StoreError> {
        let mut write = self.begin().await?;
        let used = use_up(&mut write, id).await?;
        write.commit().await?;
        Ok(used)
    }
}

/// Uses up a request inside the change that fulfils it. `false` where it no
/// longer works.
pub(super) async fn use_up(write: &mut Write<'_>, id: &AskedId) -> Result<bool, StoreError> {
    let now = clock::now().0;
    let done = sqlx::query(
        "update asked set done_at = $1 where id = $2 and done_at is null \
         and revoked_at is null and expires_at >= $1",
    )
    .bind(now)
    .bind(id.as_str())
    .execute(write.tx())
    .await?;
    write.changed(ChangeKind::Asked, id.as_str());
    Ok(done.rows_affected() == 1)
}

fn read(row: &AnyRow) -> Result<AskedRow, StoreError> {
    let c = Columns::new(TABLE, row);
    let expires_at = c.at("expires_at")?;
    let (opened_at, done_at) = (c.maybe_at("opened_at")?, c.maybe_at("done_at")?);
    let consent = c.maybe_text("consent_state")?;
    let over = c.maybe_at("consent_expires_at")?;
    let over = over.is_some_and(|over| over < clock::now());
    let state = match consent.as_deref() {
        _ if done_at.is_some() => AskedState::Done,
        _ if c.maybe_at("revoked_at")?.is_some() => AskedState::Revoked,
        _ if expires_at < clock::now() => AskedState::Expired,
        Some("failed") => AskedState::Failed,
        Some("admin_consented") => AskedState::AdminConsented,
        Some("waiting") if over => AskedState::Failed,
        Some(_) => AskedState::AtMicrosoft,
        None if opened_at.is_some() => AskedState::Opened,
        None => AskedState::Open,
    };
    Ok(AskedRow {
        shown: Asked {
            id: c.parsed("id", AskedId::parse)?,
            account_id: c.account()?,
            kind: c.code("kind", |code| {
                AskedKind::ALL.into_iter().find(|k| k.code() == code)
            })?,
            address: c.parsed("expected", Address::parse)?,
            lang: c.code("lang", Lang::of)?,
            asked_by: c.name("asked_by")?,
            asked_at: c.at("asked_at")?,
            expires_at,
            mailed_at: c.maybe_at("mailed_at")?,
            opened_at,
            done_at,
            state,
            cause: c.maybe_cause("consent_cause")?,
            signed_in_as: c.maybe_text("signed_in_as")?,
        },
        asked_by: c.parsed("asked_by_id", PersonId::parse)?,
    })
}
