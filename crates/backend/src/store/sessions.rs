//! Login sessions. Of a token only its hash is here.

use super::audit::Actor;
use super::columns::Columns;
use super::people::person;
use super::write::Write;
use super::{Store, StoreError};
use crate::clock;
use crate::random;
use contract::ids::{PersonId, SessionId};
use contract::people::Person;
use contract::time::Timestamp;
use sqlx::any::AnyRow;

const TABLE: &str = "sessions";

/// A session with its person.
pub struct SessionRow {
    /// Names it; does not open it.
    pub id: SessionId,
    /// Whose it is.
    pub person: Person,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_seen_at: Timestamp,
    /// When its person last showed that they know the password.
    pub confirmed_at: Timestamp,
    /// The network address of the sign-in.
    pub from: String,
    /// What the browser called itself.
    pub agent: String,
}

/// A session that begins.
pub struct NewSessionRow<'a> {
    /// The hash of its token.
    pub token_hash: &'a str,
    /// The network address of the sign-in.
    pub from: &'a str,
    /// What the browser called itself.
    pub agent: &'a str,
}

impl Store {
    /// Starts a session. The person has just shown who they are.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn add_session(
        &self,
        new: &NewSessionRow<'_>,
        person: &Person,
    ) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        new.insert(&mut write, person).await?;
        write.commit().await
    }

    /// The session with this hash of its token.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none, or where its person may
    /// not sign in any more.
    pub async fn session(&self, token_hash: &str) -> Result<SessionRow, StoreError> {
        let row = sqlx::query(
            "select s.id, s.created_at as began_at, s.last_seen_at, s.confirmed_at, \
             s.came_from, s.agent, p.id as person_id, p.name, p.address, p.role, \
             p.created_at, p.deactivated_at \
             from sessions s join people p on p.id = s.person_id \
             where s.token_hash = $1 and p.deactivated_at is null",
        )
        .bind(token_hash)
        .fetch_one(self.database.read())
        .await?;
        read(&row)
    }

    /// The sessions of one person, the last used first.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn sessions_of(&self, id: &PersonId) -> Result<Vec<SessionRow>, StoreError> {
        let rows = sqlx::query(
            "select s.id, s.created_at as began_at, s.last_seen_at, s.confirmed_at, \
             s.came_from, s.agent, p.id as person_id, p.name, p.address, p.role, \
             p.created_at, p.deactivated_at \
             from sessions s join people p on p.id = s.person_id \
             where s.person_id = $1 order by s.last_seen_at desc, s.id limit 200",
        )
        .bind(id.as_str())
        .fetch_all(self.database.read())
        .await?;
        rows.iter().map(read).collect()
    }

    /// Notes that a session is in use.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn touch_session(&self, id: &SessionId) -> Result<(), StoreError> {
        sqlx::query("update sessions set last_seen_at = $1 where id = $2")
            .bind(clock::now().0)
            .bind(id.as_str())
            .execute(self.database.write())
            .await?;
        Ok(())
    }

    /// Notes that the person showed again who they are. The session goes on
    /// under a new token (ASVS 5.0 7.2.4).
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn confirm_session(
        &self,
        id: &SessionId,
        token_hash: &str,
        actor: &Actor,
    ) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        renew(&mut write, id, token_hash).await?;
        write
            .audit(actor, "session.confirm", id.as_str(), "")
            .await?;
        write.commit().await
    }

    /// Ends one session of a person.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where the person has no such session.
    pub async fn end_session(
        &self,
        person: &PersonId,
        id: &SessionId,
        actor: &Actor,
    ) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        let done = sqlx::query("delete from sessions where id = $1 and person_id = $2")
            .bind(id.as_str())
            .bind(person.as_str())
            .execute(write.tx())
            .await?;
        if done.rows_affected() == 0 {
            return Err(StoreError::NotFound);
        }
        write
            .audit(actor, "session.end", person.as_str(), id.as_str())
            .await?;
        write.commit().await
    }

    /// Ends all sessions of a person, but for `except`.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn end_sessions(
        &self,
        person: &PersonId,
        except: Option<&SessionId>,
        actor: &Actor,
    ) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        end_all(&mut write, person, except).await?;
        write
            .audit(actor, "session.end_all", person.as_str(), "")
            .await?;
        write.commit().await
    }

    /// Removes sessions that are over.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn drop_sessions(
        &self,
        unseen_since: Timestamp,
        begun_before: Timestamp,
    ) -> Result<u64, StoreError> {
        let done = sqlx::query("delete from sessions where last_seen_at < $1 or created_at < $2")
            .bind(unseen_since.0)
            .bind(begun_before.0)
            .execute(self.database.write())
            .await?;
        Ok(done.rows_affected())
    }
}

impl NewSessionRow<'_> {
    /// Starts it inside a change.
    pub(super) async fn insert(
        &self,
        write: &mut Write<'_>,
        person: &Person,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "insert into sessions (id, token_hash, person_id, created_at, last_seen_at, \
             confirmed_at, came_from, agent) values ($1, $2, $3, $4, $4, $4, $5, $6)",
        )
        .bind(random::id())
        .bind(self.token_hash)
        .bind(person.id.as_str())
        .bind(clock::now().0)
        .bind(self.from)
        .bind(self.agent)
        .execute(write.tx())
        .await?;
        let actor = Actor::person(person.name.as_str(), person.address.as_str());
        write
            .audit(&actor, "session.start", person.id.as_str(), self.from)
            .await
    }
}

/// Gives a session a new token, and notes that its person was there.
pub(super) async fn renew(
    write: &mut Write<'_>,
    id: &SessionId,
    token_hash: &str,
) -> Result<(), StoreError> {
    let done = sqlx::query(
        "update sessions set token_hash = $1, confirmed_at = $2, last_seen_at = $2 where id = $3",
    )
    .bind(token_hash)
    .bind(clock::now().0)
    .bind(id.as_str())
    .execute(write.tx())
    .await?;
    if done.rows_affected() == 0 {
        return Err(StoreError::NotFound);
    }
    Ok(())
}

/// Ends all sessions of a person inside a change.
pub(super) async fn end_all(
    write: &mut Write<'_>,
    person: &PersonId,
    except: Option<&SessionId>,
) -> Result<(), StoreError> {
    sqlx::query("delete from sessions where person_id = $1 and id <> $2")
        .bind(person.as_str())
        .bind(except.map_or("", SessionId::as_str))
        .execute(write.tx())
        .await?;
    Ok(())
}

fn read(row: &AnyRow) -> Result<SessionRow, StoreError> {
    let c = Columns::new(TABLE, row);
    Ok(SessionRow {
        id: c.parsed("id", SessionId::parse)?,
        person: person(row)?,
        created_at: c.at("began_at")?,
        last_seen_at: c.at("last_seen_at")?,
        confirmed_at: c.at("confirmed_at")?,
        from: c.text("came_from")?,
        agent: c.text("agent")?,
    })
}
