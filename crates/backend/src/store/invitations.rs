//! Invitations to use the panel. Of a token only its hash is here.

use super::audit::Actor;
use super::columns::Columns;
use super::people::NewPersonRow;
use super::sessions::NewSessionRow;
use super::{Store, StoreError};
use crate::clock;
use contract::access::Invitation;
use contract::ids::{InvitationId, Name};
use contract::people::{Person, Role};
use sqlx::any::AnyRow;

const TABLE: &str = "invitations";

impl Store {
    /// Stores an invitation. An open one for the same address is replaced: its
    /// link was lost, or it would not be asked for again.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where the address has access already.
    pub async fn add_invitation(
        &self,
        new: &Invitation,
        token_hash: &str,
        actor: &Actor,
    ) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        let known = sqlx::query("select id from people where address = $1")
            .bind(new.address.as_str())
            .fetch_optional(write.tx())
            .await?;
        if known.is_some() {
            return Err(StoreError::Exists);
        }
        sqlx::query("delete from invitations where address = $1")
            .bind(new.address.as_str())
            .execute(write.tx())
            .await?;
        sqlx::query(
            "insert into invitations (id, token_hash, address, role, invited_by, invited_at, \
             expires_at) values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(new.id.as_str())
        .bind(token_hash)
        .bind(new.address.as_str())
        .bind(new.role.code())
        .bind(new.invited_by.as_str())
        .bind(new.invited_at.0)
        .bind(new.expires_at.0)
        .execute(write.tx())
        .await?;
        let detail = format!("{} {}", new.role.code(), new.address);
        write
            .audit(actor, "invitation.create", new.id.as_str(), &detail)
            .await?;
        write.commit().await
    }

    /// A page of the invitations that can still be used, by address, from
    /// behind `after`.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn invitations(
        &self,
        after: &str,
        limit: i64,
    ) -> Result<Vec<Invitation>, StoreError> {
        let rows = sqlx::query(
            "select id, address, role, invited_by, invited_at, expires_at from invitations \
             where expires_at > $1 and address > $2 order by address limit $3",
        )
        .bind(clock::now().0)
        .bind(after)
        .bind(limit)
        .fetch_all(self.database.read())
        .await?;
        rows.iter().map(read).collect()
    }

    /// The open invitation with this hash of its token.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none, or none any more.
    pub async fn invitation(&self, token_hash: &str) -> Result<Invitation, StoreError> {
        let row = sqlx::query(
            "select id, address, role, invited_by, invited_at, expires_at from invitations \
             where token_hash = $1 and expires_at > $2",
        )
        .bind(token_hash)
        .bind(clock::now().0)
        .fetch_one(self.database.read())
        .await?;
        read(&row)
    }

    /// Uses an invitation up: its person gets access and a session, in one
    /// change. Of two at once only one deletes the row, and so only one is let
    /// in (ASVS 5.0 6.5.1).
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where it was used, revoked or has expired.
    pub async fn accept_invitation(
        &self,
        invitation: &Invitation,
        name: &Name,
        password_hash: &str,
        session: &NewSessionRow<'_>,
    ) -> Result<Person, StoreError> {
        let mut write = self.begin().await?;
        let done = sqlx::query("delete from invitations where id = $1 and expires_at > $2")
            .bind(invitation.id.as_str())
            .bind(clock::now().0)
            .execute(write.tx())
            .await?;
        if done.rows_affected() == 0 {
            return Err(StoreError::NotFound);
        }
        let new = NewPersonRow {
            name,
            address: &invitation.address,
            role: invitation.role,
            password_hash,
        };
        let actor = Actor::person(name.as_str(), invitation.address.as_str());
        let person = new.insert(&mut write, false, &actor).await?;
        session.insert(&mut write, &person).await?;
        write.commit().await?;
        Ok(person)
    }

    /// Takes an invitation back.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none, or none any more.
    pub async fn revoke_invitation(
        &self,
        id: &InvitationId,
        actor: &Actor,
    ) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        let done = sqlx::query("delete from invitations where id = $1")
            .bind(id.as_str())
            .execute(write.tx())
            .await?;
        if done.rows_affected() == 0 {
            return Err(StoreError::NotFound);
        }
        write
            .audit(actor, "invitation.revoke", id.as_str(), "")
            .await?;
        write.commit().await
    }
}

fn read(row: &AnyRow) -> Result<Invitation, StoreError> {
    let c = Columns::new(TABLE, row);
    Ok(Invitation {
        id: c.parsed("id", InvitationId::parse)?,
        address: c.address("address")?,
        role: c.code("role", Role::from_code)?,
        invited_by: c.name("invited_by")?,
        invited_at: c.at("invited_at")?,
        expires_at: c.at("expires_at")?,
    })
}
