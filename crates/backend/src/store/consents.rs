//! Consents: trips to Microsoft, each finished at most once.

use super::audit::Actor;
use super::columns::{Columns, trace_text};
use super::runs::write_account_run;
use super::sign_ins::NewSignIn;
use super::write::Write;
use super::{Store, StoreError};
use contract::catalogue::{Cause, MicrosoftTrace};
use contract::consents::{Consent, ConsentState};
use contract::events::ChangeKind;
use contract::ids::{AccountId, AskedId, ConsentId, PersonId, RunId, SignInId};
use contract::purposes::Scope;
use contract::runs::RunReason;
use contract::time::Timestamp;
use sqlx::any::AnyRow;

const TABLE: &str = "consents";

/// How long an ended consent is remembered, in milliseconds: 30 days.
const REMEMBERED_MS: i64 = 30 * contract::time::DAY_MS;

/// A consent that starts.
pub struct NewConsentRow<'a> {
    /// Its id.
    pub id: &'a ConsentId,
    /// The hash of its state.
    pub state_hash: &'a str,
    /// For which account.
    pub account_id: &'a AccountId,
    /// The account as it was at the start.
    pub account_version: i64,
    /// The hash of the login session it is bound to.
    pub session_hash: &'a str,
    /// Whose session that is.
    pub person_id: &'a PersonId,
    /// The S256 challenge.
    pub code_challenge: &'a str,
    /// What the id_token must repeat.
    pub nonce: &'a str,
    /// Where Microsoft sends the browser back to.
    pub redirect_uri: &'a str,
    /// When it started.
    pub started_at: Timestamp,
    /// Until when it can be finished.
    pub expires_at: Timestamp,
}

/// A consent with what binds it.
pub struct ConsentRow {
    /// As the panel shows it.
    pub shown: Consent,
    /// The account as it was at the start.
    pub account_version: i64,
    /// The hash of the login session it is bound to.
    pub session_hash: String,
    /// Whose session that is.
    pub person_id: PersonId,
    /// The S256 challenge.
    pub code_challenge: String,
    /// What the id_token must repeat.
    pub nonce: String,
    /// Where Microsoft sends the browser back to.
    pub redirect_uri: String,
}

/// How a consent ended.
#[derive(Default)]
pub struct ConsentEnd {
    /// Why it failed; `None` for a success.
    pub cause: Option<Cause>,
    /// What Microsoft said.
    pub trace: Option<MicrosoftTrace>,
    /// Permissions that were not granted.
    pub missing: Vec<Scope>,
    /// Who signed in, as far as known.
    pub signed_in_as: Option<String>,
    /// The wrong tenant, where it was one.
    pub other_tenant: Option<String>,
}

fn state_code(state: ConsentState) -> &'static str {
    match state {
        ConsentState::Waiting => "waiting",
        ConsentState::Redeeming => "redeeming",
        ConsentState::AdminConsented => "admin_consented",
        ConsentState::Completed => "completed",
        ConsentState::Failed => "failed",
    }
}

impl Store {
    /// Stores a consent that starts.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn add_consent(
        &self,
        new: &NewConsentRow<'_>,
        actor: &Actor,
    ) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        sqlx::query("delete from consents where expires_at < $1")
            .bind(new.started_at.0 - REMEMBERED_MS)
            .execute(write.tx())
            .await?;
        sqlx::query(
            "insert into consents (id, state_hash, account_id, account_version, session_hash, \
             person_id, code_challenge, nonce, redirect_uri, started_at, expires_at, state, \
             missing) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'waiting', '')",
        )
        .bind(new.id.as_str())
        .bind(new.state_hash)
        .bind(new.account_id.as_str())
        .bind(new.account_version)
        .bind(new.session_hash)
        .bind(new.person_id.as_str())
        .bind(new.code_challenge)
        .bind(new.nonce)
        .bind(new.redirect_uri)
        .bind(new.started_at.0)
        .bind(new.expires_at.0)
        .execute(write.tx())
        .await?;
        let (object, detail) = (new.account_id.as_str(), new.id.as_str());
        write.audit(actor, "consent.start", object, detail).await?;
        write.changed(ChangeKind::Consent, new.id.as_str());
        write.commit().await?;
        Ok(())
    }

    /// The consent with this hash of its state.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub async fn consent_by_state(&self, state_hash: &str) -> Result<ConsentRow, StoreError> {
        let row = sqlx::query(
            "select c.*, a.name as account_name from consents c \
             join accounts a on a.id = c.account_id where c.state_hash = $1",
        )
        .bind(state_hash)
        .fetch_one(self.database.read())
        .await?;
        read(&row)
    }

    /// The consent with this id.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub async fn consent(&self, id: &ConsentId) -> Result<ConsentRow, StoreError> {
        let row = sqlx::query(
            "select c.*, a.name as account_name from consents c \
             join accounts a on a.id = c.account_id where c.id = $1",
        )
        .bind(id.as_str())
        .fetch_one(self.database.read())
        .await?;
        read(&row)
    }

    /// Claims the way back of a consent. Of any number of calls, in any number
    /// of processes, exactly one gets `true`.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn claim_consent(&self, id: &ConsentId) -> Result<bool, StoreError> {
        let mut write = self.begin().await?;
        let done = sqlx::query(
            "update consents set state = 'redeeming' where id = $1 and state = 'waiting'",
        )
        .bind(id.as_str())
        .execute(write.tx())
        .await?;
        write.changed(ChangeKind::Consent, id.as_str());
        write.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    /// Ends a consent without a sign-in. What was there before stays untouched.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn end_consent(
        &self,
        consent: &Consent,
        state: ConsentState,
        end: &ConsentEnd,
        actor: &Actor,
    ) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        write_end(&mut write, consent, state, end, actor).await?;
        write.changed(ChangeKind::Consent, consent.id.as_str());
        write.commit().await?;
        Ok(())
    }

    /// Ends a consent with a sign-in, and uses up the request it is for: all of
    /// it, or nothing. Gives the sign-in, and the run that proves the mailboxes.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where the request no longer works.
    pub async fn complete_consent(
        &self,
        consent: &Consent,
        new: &NewSignIn<'_>,
        end: &ConsentEnd,
        asked: Option<&AskedId>,
        actor: &Actor,
    ) -> Result<(SignInId, Option<RunId>), StoreError> {
        let mut write = self.begin().await?;
        if let Some(asked) = asked
            && !super::asked::use_up(&mut write, asked).await?
        {
            return Err(StoreError::NotFound);
        }
        let id = self.write_sign_in(&mut write, new).await?;
        write_end(&mut write, consent, ConsentState::Completed, end, actor).await?;
        write.changed(ChangeKind::Account, new.account_id.as_str());
        write.changed(ChangeKind::Consent, consent.id.as_str());
        let reason = RunReason::Consent;
        let run = write_account_run(&mut write, new.account_id, reason, actor).await?;
        write.commit().await?;
        Ok((id, run))
    }

    /// After a start: consents that were being redeemed when the process ended
    /// came to nothing, since their code is used up.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn drop_redeeming_consents(&self) -> Result<u64, StoreError> {
        let done = sqlx::query(
            "update consents set state = 'failed', cause = $1 where state = 'redeeming'",
        )
        .bind(Cause::Internal.code())
        .execute(self.database.write())
        .await?;
        Ok(done.rows_affected())
    }
}

async fn write_end(
    write: &mut Write<'_>,
    consent: &Consent,
    state: ConsentState,
    end: &ConsentEnd,
    actor: &Actor,
) -> Result<(), StoreError> {
    let missing: Vec<&str> = end.missing.iter().map(|scope| scope.name()).collect();
    sqlx::query(
        "update consents set state = $1, cause = $2, trace = $3, missing = $4, \
         signed_in_as = $5, other_tenant = $6 where id = $7",
    )
    .bind(state_code(state))
    .bind(end.cause.map(Cause::code))
    .bind(trace_text(end.trace.as_ref()))
    .bind(missing.join(" "))
    .bind(end.signed_in_as.as_deref())
    .bind(end.other_tenant.as_deref())
    .bind(consent.id.as_str())
    .execute(write.tx())
    .await?;
    let action = match state {
        ConsentState::Completed => "consent.completed",
        ConsentState::AdminConsented => "consent.admin_consented",
        _ => "consent.failed",
    };
    let detail = match (end.cause, &end.signed_in_as) {
        (Some(cause), Some(person)) => format!("{}: {person}", cause.code()),
        (Some(cause), None) => cause.code().to_owned(),
        (None, person) => person.clone().unwrap_or_default(),
    };
    write
        .audit(actor, action, consent.account_id.as_str(), &detail)
        .await
}

fn read(row: &AnyRow) -> Result<ConsentRow, StoreError> {
    let c = Columns::new(TABLE, row);
    let state = c.code("state", |code| {
        use ConsentState::{AdminConsented, Completed, Failed, Redeeming, Waiting};
        [Waiting, Redeeming, AdminConsented, Completed, Failed]
            .into_iter()
            .find(|state| state_code(*state) == code)
    })?;
    let missing = c.text("missing")?;
    Ok(ConsentRow {
        shown: Consent {
            id: c.parsed("id", ConsentId::parse)?,
            account_id: c.account()?,
            account_name: c.name("account_name")?,
            state,
            cause: c.maybe_cause("cause")?,
            microsoft: c.maybe_trace("trace")?,
            missing: Scope::ALL
                .into_iter()
                .filter(|scope| missing.split(' ').any(|name| name == scope.name()))
                .collect(),
            signed_in_as: c.maybe_text("signed_in_as")?,
            other_tenant: c.maybe_text("other_tenant")?,
            started_at: c.at("started_at")?,
            expires_at: c.at("expires_at")?,
            repeated: false,
        },
        account_version: c.number("account_version")?,
        session_hash: c.text("session_hash")?,
        person_id: c.parsed("person_id", PersonId::parse)?,
        code_challenge: c.text("code_challenge")?,
        nonce: c.text("nonce")?,
        redirect_uri: c.text("redirect_uri")?,
    })
}
