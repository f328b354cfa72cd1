//! People and their sessions.

use super::audit::Actor;
use super::columns::Columns;
use super::{Store, StoreError};
use crate::clock;
use crate::random;
use contract::ids::{Address, Name, PersonId};
use contract::people::{Person, Role};
use contract::time::Timestamp;
use sqlx::any::AnyRow;

const TABLE: &str = "people";

/// A person with the hash of their password.
pub struct PersonRow {
    /// As the panel shows them.
    pub person: Person,
    /// argon2id, in PHC form.
    pub password_hash: String,
}

/// A session with its person.
pub struct SessionRow {
    /// Whose it is.
    pub person: Person,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_seen_at: Timestamp,
}

impl Store {
    /// Whether there is nobody yet.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn has_nobody(&self) -> Result<bool, StoreError> {
        let row = sqlx::query("select count(*) as people from people")
            .fetch_one(self.database.read())
            .await?;
        Ok(Columns::new(TABLE, &row).number("people")? == 0)
    }

    /// Gives somebody access. With `first`, only while there is nobody.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where the address has access already, or where
    /// `first` comes second.
    pub async fn add_person(
        &self,
        name: &Name,
        address: &Address,
        role: Role,
        password_hash: &str,
        first: bool,
        actor: &Actor,
    ) -> Result<Person, StoreError> {
        let person = Person {
            id: PersonId::parse(&random::id()).map_err(|_| StoreError::Corrupt(TABLE))?,
            name: name.clone(),
            address: address.clone(),
            role,
            created_at: clock::now(),
        };
        let mut write = self.begin().await?;
        // One statement decides who is first: two at once cannot both be.
        let done = sqlx::query(
            "insert into people (id, name, address, role, password_hash, created_at) \
             select $1, $2, $3, $4, $5, $6 \
             where $7 = 0 or not exists (select 1 from people)",
        )
        .bind(person.id.as_str())
        .bind(name.as_str())
        .bind(address.as_str())
        .bind(role.code())
        .bind(password_hash)
        .bind(person.created_at.0)
        .bind(i64::from(first))
        .execute(write.tx())
        .await?;
        if done.rows_affected() == 0 {
            return Err(StoreError::Exists);
        }
        let detail = format!("{} {address}", role.code());
        write
            .audit(actor, "person.add", person.id.as_str(), &detail)
            .await?;
        write.commit().await?;
        Ok(person)
    }

    /// Everybody who has access, by name.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn people(&self) -> Result<Vec<Person>, StoreError> {
        let rows = sqlx::query(
            "select id as person_id, name, address, role, created_at from people order by name",
        )
        .fetch_all(self.database.read())
        .await?;
        rows.iter().map(person).collect()
    }

    /// The person with this address.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub async fn person_by_address(&self, address: &Address) -> Result<PersonRow, StoreError> {
        let row = sqlx::query(
            "select id as person_id, name, address, role, created_at, password_hash \
             from people where address = $1",
        )
        .bind(address.as_str())
        .fetch_one(self.database.read())
        .await?;
        Ok(PersonRow {
            person: person(&row)?,
            password_hash: Columns::new(TABLE, &row).text("password_hash")?,
        })
    }

    /// Starts a session.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn add_session(&self, token_hash: &str, person: &Person) -> Result<(), StoreError> {
        let now = clock::now().0;
        let mut write = self.begin().await?;
        sqlx::query(
            "insert into sessions (token_hash, person_id, created_at, last_seen_at) \
             values ($1, $2, $3, $3)",
        )
        .bind(token_hash)
        .bind(person.id.as_str())
        .bind(now)
        .execute(write.tx())
        .await?;
        let actor = Actor::person(person.name.as_str(), person.address.as_str());
        write
            .audit(&actor, "session.start", person.id.as_str(), "")
            .await?;
        write.commit().await?;
        Ok(())
    }

    /// The session with this hash of its token.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub async fn session(&self, token_hash: &str) -> Result<SessionRow, StoreError> {
        let row = sqlx::query(
            "select s.created_at as began_at, s.last_seen_at, p.id as person_id, p.name, \
             p.address, p.role, p.created_at \
             from sessions s join people p on p.id = s.person_id where s.token_hash = $1",
        )
        .bind(token_hash)
        .fetch_one(self.database.read())
        .await?;
        let c = Columns::new("sessions", &row);
        Ok(SessionRow {
            person: person(&row)?,
            created_at: c.at("began_at")?,
            last_seen_at: c.at("last_seen_at")?,
        })
    }

    /// Notes that a session is in use.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn touch_session(&self, token_hash: &str) -> Result<(), StoreError> {
        sqlx::query("update sessions set last_seen_at = $1 where token_hash = $2")
            .bind(clock::now().0)
            .bind(token_hash)
            .execute(self.database.write())
            .await?;
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn end_session(&self, token_hash: &str, actor: &Actor) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        let done = sqlx::query("delete from sessions where token_hash = $1")
            .bind(token_hash)
            .execute(write.tx())
            .await?;
        if done.rows_affected() > 0 {
            write
                .audit(actor, "session.end", actor.as_str(), "")
                .await?;
        }
        write.commit().await?;
        Ok(())
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

fn person(row: &AnyRow) -> Result<Person, StoreError> {
    let c = Columns::new(TABLE, row);
    Ok(Person {
        id: c.parsed("person_id", PersonId::parse)?,
        name: c.name("name")?,
        address: c.address("address")?,
        role: c.code("role", Role::from_code)?,
        created_at: c.at("created_at")?,
    })
}
