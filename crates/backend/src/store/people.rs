//! People, and what proves who they are.

use super::audit::Actor;
use super::columns::Columns;
use super::sessions;
use super::write::Write;
use super::{Store, StoreError};
use crate::clock;
use crate::random;
use contract::ids::{Address, Name, PersonId, SessionId};
use contract::people::{Administrator, Person, Role};
use sqlx::any::AnyRow;

const TABLE: &str = "people";

/// The kind of credential that a password is. Others may come beside it.
const PASSWORD: &str = "password";

/// A person with the hash of their password.
pub struct PersonRow {
    /// As the panel shows them.
    pub person: Person,
    /// argon2id, in PHC form. Somebody who signs in otherwise has none.
    pub password_hash: Option<String>,
}

/// Somebody who gets access.
pub struct NewPersonRow<'a> {
    /// Their name.
    pub name: &'a Name,
    /// Their address.
    pub address: &'a Address,
    /// What they may do.
    pub role: Role,
    /// argon2id, in PHC form.
    pub password_hash: &'a str,
}

impl NewPersonRow<'_> {
    /// Adds them inside a change. With `first`, only while there is nobody.
    pub(super) async fn insert(
        &self,
        write: &mut Write<'_>,
        first: bool,
        actor: &Actor,
    ) -> Result<Person, StoreError> {
        let person = Person {
            id: PersonId::parse(&random::id()).map_err(|_| StoreError::Corrupt(TABLE))?,
            name: self.name.clone(),
            address: self.address.clone(),
            role: self.role,
            created_at: clock::now(),
            deactivated_at: None,
        };
        // One statement decides who is first: two at once cannot both be.
        let done = sqlx::query(
            "insert into people (id, name, address, role, created_at) \
             select $1, $2, $3, $4, $5 \
             where $6 = 0 or not exists (select 1 from people)",
        )
        .bind(person.id.as_str())
        .bind(self.name.as_str())
        .bind(self.address.as_str())
        .bind(self.role.code())
        .bind(person.created_at.0)
        .bind(i64::from(first))
        .execute(write.tx())
        .await?;
        if done.rows_affected() == 0 {
            return Err(StoreError::Exists);
        }
        put_password(write, &person.id, self.password_hash).await?;
        let detail = format!("{} {}", self.role.code(), self.address);
        write
            .audit(actor, "person.add", person.id.as_str(), &detail)
            .await?;
        Ok(person)
    }
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
        new: &NewPersonRow<'_>,
        first: bool,
        actor: &Actor,
    ) -> Result<Person, StoreError> {
        let mut write = self.begin().await?;
        let person = new.insert(&mut write, first, actor).await?;
        write.commit().await?;
        Ok(person)
    }

    /// A page of the people who have or had access, by name, from behind `after`.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn people(
        &self,
        after: Option<(String, String)>,
        limit: i64,
    ) -> Result<Vec<Person>, StoreError> {
        let (name, id) = after.unwrap_or_default();
        let rows = sqlx::query(
            "select id as person_id, name, address, role, created_at, deactivated_at \
             from people where name > $1 or (name = $1 and id > $2) \
             order by name, id limit $3",
        )
        .bind(name)
        .bind(id)
        .bind(limit)
        .fetch_all(self.database.read())
        .await?;
        rows.iter().map(person).collect()
    }

    /// Administrators who may sign in, those first who are there longest.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn administrators(&self, limit: i64) -> Result<Vec<Administrator>, StoreError> {
        let rows = sqlx::query(
            "select id as person_id, name, address, role, created_at, deactivated_at \
             from people where role = $1 and deactivated_at is null \
             order by created_at, id limit $2",
        )
        .bind(Role::Admin.code())
        .bind(limit)
        .fetch_all(self.database.read())
        .await?;
        let all = rows.iter().map(person).map(|read| {
            let Person { name, address, .. } = read?;
            Ok(Administrator { name, address })
        });
        all.collect()
    }

    /// One person.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub async fn person(&self, id: &PersonId) -> Result<Person, StoreError> {
        let row = sqlx::query(
            "select id as person_id, name, address, role, created_at, deactivated_at \
             from people where id = $1",
        )
        .bind(id.as_str())
        .fetch_one(self.database.read())
        .await?;
        person(&row)
    }

    /// The person with this address, with the hash of their password.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub async fn person_by_address(&self, address: &Address) -> Result<PersonRow, StoreError> {
        let row = sqlx::query(
            "select p.id as person_id, p.name, p.address, p.role, p.created_at, \
             p.deactivated_at, c.proof from people p \
             left join credentials c on c.person_id = p.id and c.kind = $2 \
             where p.address = $1",
        )
        .bind(address.as_str())
        .bind(PASSWORD)
        .fetch_one(self.database.read())
        .await?;
        Ok(PersonRow {
            person: person(&row)?,
            password_hash: Columns::new(TABLE, &row).maybe_text("proof")?,
        })
    }

    /// Changes what a person may do, or whether they may sign in at all. What
    /// they have open ends at once. There is always an administrator left.
    ///
    /// # Errors
    /// [`StoreError::LastAdmin`] where nobody would be left to decide anything.
    pub async fn change_person(
        &self,
        id: &PersonId,
        role: Option<Role>,
        active: Option<bool>,
        actor: &Actor,
    ) -> Result<Person, StoreError> {
        let before = self.person(id).await?;
        let role = role.unwrap_or(before.role);
        let deactivated_at = match active {
            Some(true) => None,
            Some(false) => Some(before.deactivated_at.unwrap_or_else(clock::now)),
            None => before.deactivated_at,
        };
        let mut write = self.begin().await?;
        sqlx::query("update people set role = $1, deactivated_at = $2 where id = $3")
            .bind(role.code())
            .bind(deactivated_at.map(|at| at.0))
            .bind(id.as_str())
            .execute(write.tx())
            .await?;
        let left = sqlx::query(
            "select count(*) as people from people where role = $1 and deactivated_at is null",
        )
        .bind(Role::Admin.code())
        .fetch_one(write.tx())
        .await?;
        // Inside the transaction: two who demote each other cannot both succeed.
        if Columns::new(TABLE, &left).number("people")? == 0 {
            return Err(StoreError::LastAdmin);
        }
        sessions::end_all(&mut write, id, None).await?;
        let state = if deactivated_at.is_some() {
            "inactive"
        } else {
            "active"
        };
        let detail = [role.code(), " ", state].concat();
        write
            .audit(actor, "person.change", id.as_str(), &detail)
            .await?;
        write.commit().await?;
        Ok(Person {
            role,
            deactivated_at,
            ..before
        })
    }

    /// Replaces a person's password. Their other sessions end; the one that
    /// asked goes on under a new token.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn change_password(
        &self,
        person: &Person,
        password_hash: &str,
        session: &SessionId,
        token_hash: &str,
    ) -> Result<(), StoreError> {
        let actor = Actor::person(person.name.as_str(), person.address.as_str());
        let mut write = self.begin().await?;
        put_password(&mut write, &person.id, password_hash).await?;
        sessions::end_all(&mut write, &person.id, Some(session)).await?;
        sessions::renew(&mut write, session, token_hash).await?;
        write
            .audit(&actor, "person.password", person.id.as_str(), "")
            .await?;
        write.commit().await
    }
}

async fn put_password(write: &mut Write<'_>, id: &PersonId, hash: &str) -> Result<(), StoreError> {
    sqlx::query("delete from credentials where person_id = $1 and kind = $2")
        .bind(id.as_str())
        .bind(PASSWORD)
        .execute(write.tx())
        .await?;
    sqlx::query(
        "insert into credentials (id, person_id, kind, proof, created_at) \
         values ($1, $2, $3, $4, $5)",
    )
    .bind(random::id())
    .bind(id.as_str())
    .bind(PASSWORD)
    .bind(hash)
    .bind(clock::now().0)
    .execute(write.tx())
    .await?;
    Ok(())
}

pub(super) fn person(row: &AnyRow) -> Result<Person, StoreError> {
    let c = Columns::new(TABLE, row);
    Ok(Person {
        id: c.parsed("person_id", PersonId::parse)?,
        name: c.name("name")?,
        address: c.address("address")?,
        role: c.code("role", Role::from_code)?,
        created_at: c.at("created_at")?,
        deactivated_at: c.maybe_at("deactivated_at")?,
    })
}
