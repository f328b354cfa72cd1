//! Test mails and where they stand. Their text is not kept.

use super::audit::Actor;
use super::columns::{Columns, trace_text};
use super::{Store, StoreError};
use contract::catalogue::Cause;
use contract::events::ChangeKind;
use contract::ids::{Address, TestMailId};
use contract::mailboxes::{TestMail, TestMailState};
use contract::time::Timestamp;
use sqlx::any::AnyRow;

const TABLE: &str = "test_mails";

/// A test mail that starts.
pub struct NewTestMailRow<'a> {
    /// Its id.
    pub id: &'a TestMailId,
    /// From which mailbox.
    pub mailbox: &'a Address,
    /// To whom.
    pub to: &'a Address,
    /// Its subject, with the mark it is found by.
    pub subject: &'a str,
    /// Where it goes to the mailbox itself: for how long it may arrive.
    pub round_trip_ms: Option<i64>,
    /// When it starts.
    pub sent_at: Timestamp,
}

/// A test mail with the subject it is found by.
pub struct TestMailRow {
    /// As the panel shows it.
    pub shown: TestMail,
    /// Its subject, with the mark it is found by.
    pub subject: String,
}

impl Store {
    /// Stores a test mail before it is sent, so that it is never sent twice; one
    /// to the mailbox itself with its trace, so that it never stays there.
    ///
    /// # Errors
    /// Where the database refuses; then it must not be sent.
    pub async fn add_test_mail(
        &self,
        new: &NewTestMailRow<'_>,
        actor: &Actor,
    ) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        sqlx::query(
            "insert into test_mails (id, mailbox, recipient, subject, round_trip, state, sent_at) \
             values ($1, $2, $3, $4, $5, 'sending', $6)",
        )
        .bind(new.id.as_str())
        .bind(new.mailbox.as_str())
        .bind(new.to.as_str())
        .bind(new.subject)
        .bind(i64::from(new.round_trip_ms.is_some()))
        .bind(new.sent_at.0)
        .execute(write.tx())
        .await?;
        if let Some(may_come_ms) = new.round_trip_ms {
            self.put_trace(write.tx(), new.mailbox, new.subject, may_come_ms)
                .await?;
        }
        let (object, detail) = (new.mailbox.as_str(), new.to.as_str());
        write.audit(actor, "test_mail.send", object, detail).await?;
        write.changed(ChangeKind::TestMail, new.id.as_str());
        write.commit().await?;
        Ok(())
    }

    /// Stores where a test mail stands.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn update_test_mail(&self, mail: &TestMail) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        sqlx::query(
            "update test_mails set state = $1, accepted_at = $2, arrived_at = $3, cause = $4, \
             trace = $5, looks_until = $6 where id = $7",
        )
        .bind(mail.state.code())
        .bind(mail.accepted_at.map(|at| at.0))
        .bind(mail.arrived_at.map(|at| at.0))
        .bind(mail.cause.map(Cause::code))
        .bind(trace_text(mail.microsoft.as_ref()))
        .bind(mail.looks_until.map(|at| at.0))
        .bind(mail.id.as_str())
        .execute(write.tx())
        .await?;
        write.changed(ChangeKind::TestMail, mail.id.as_str());
        write.commit().await
    }

    /// One test mail.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub async fn test_mail(&self, id: &TestMailId) -> Result<TestMailRow, StoreError> {
        let row = sqlx::query("select * from test_mails where id = $1")
            .bind(id.as_str())
            .fetch_one(self.database.read())
            .await?;
        read(&row)
    }

    /// The last test mails of a mailbox, newest first.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn test_mails_of(
        &self,
        mailbox: &Address,
        limit: u32,
    ) -> Result<Vec<TestMail>, StoreError> {
        let rows = sqlx::query(
            "select * from test_mails where mailbox = $1 order by sent_at desc, id limit $2",
        )
        .bind(mailbox.as_str())
        .bind(i64::from(limit))
        .fetch_all(self.database.read())
        .await?;
        rows.iter().map(|row| Ok(read(row)?.shown)).collect()
    }

    /// The test mails that were under way when the process ended.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn test_mails_under_way(&self) -> Result<Vec<TestMailRow>, StoreError> {
        let rows = sqlx::query(
            "select * from test_mails where state = 'sending' \
             or (state = 'accepted' and round_trip = 1)",
        )
        .fetch_all(self.database.read())
        .await?;
        rows.iter().map(read).collect()
    }
}

fn read(row: &AnyRow) -> Result<TestMailRow, StoreError> {
    let c = Columns::new(TABLE, row);
    let state = c.code("state", |code| {
        use TestMailState::{Accepted, Arrived, Failed, NotYet, Sending, Unknown};
        [Sending, Accepted, Arrived, NotYet, Unknown, Failed]
            .into_iter()
            .find(|state| state.code() == code)
    })?;
    Ok(TestMailRow {
        shown: TestMail {
            id: c.parsed("id", TestMailId::parse)?,
            mailbox: c.address("mailbox")?,
            to: c.address("recipient")?,
            round_trip: c.number("round_trip")? == 1,
            state,
            sent_at: c.at("sent_at")?,
            accepted_at: c.maybe_at("accepted_at")?,
            arrived_at: c.maybe_at("arrived_at")?,
            cause: c.maybe_cause("cause")?,
            microsoft: c.maybe_trace("trace")?,
            looks_until: c.maybe_at("looks_until")?,
        },
        subject: c.text("subject")?,
    })
}
