//! Feeds for calendar programs: of each only the hash of its token.

use super::audit::Actor;
use super::columns::Columns;
use super::{Store, StoreError};
use crate::clock;
use contract::calendar::CalendarFeed;
use contract::ids::{CalendarFeedId, PersonId};
use contract::languages::Lang;
use sqlx::any::AnyRow;

const TABLE: &str = "calendar_feeds";

impl Store {
    /// Stores a feed of a person.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn add_feed(
        &self,
        feed: &CalendarFeed,
        token_hash: &str,
        person: &PersonId,
        actor: &Actor,
    ) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        sqlx::query(
            "insert into calendar_feeds (id, token_hash, person_id, name, lang, created_at) \
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(feed.id.as_str())
        .bind(token_hash)
        .bind(person.as_str())
        .bind(feed.name.as_str())
        .bind(feed.lang.code())
        .bind(feed.created_at.0)
        .execute(write.tx())
        .await?;
        let (object, detail) = (feed.id.as_str(), feed.name.as_str());
        write.audit(actor, "calendar.make", object, detail).await?;
        write.commit().await
    }

    /// The feeds of a person, newest first.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn feeds_of(&self, person: &PersonId) -> Result<Vec<CalendarFeed>, StoreError> {
        let rows = sqlx::query(
            "select * from calendar_feeds where person_id = $1 order by created_at desc, id",
        )
        .bind(person.as_str())
        .fetch_all(self.database.read())
        .await?;
        rows.iter().map(read).collect()
    }

    /// The feed behind a token, while its owner may look at accounts. Notes
    /// that it was read.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub async fn feed(&self, token_hash: &str) -> Result<CalendarFeed, StoreError> {
        let row = sqlx::query(
            "select f.* from calendar_feeds f join people p on p.id = f.person_id \
             where f.token_hash = $1 and p.deactivated_at is null and p.role = 'admin'",
        )
        .bind(token_hash)
        .fetch_one(self.database.read())
        .await?;
        let feed = read(&row)?;
        sqlx::query("update calendar_feeds set read_at = $1 where id = $2")
            .bind(clock::now().0)
            .bind(feed.id.as_str())
            .execute(self.database.write())
            .await?;
        Ok(feed)
    }

    /// Takes a feed of a person back: its address opens nothing any more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where the person has no such feed.
    pub async fn revoke_feed(
        &self,
        id: &CalendarFeedId,
        person: &PersonId,
        actor: &Actor,
    ) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        let done = sqlx::query("delete from calendar_feeds where id = $1 and person_id = $2")
            .bind(id.as_str())
            .bind(person.as_str())
            .execute(write.tx())
            .await?;
        if done.rows_affected() == 0 {
            return Err(StoreError::NotFound);
        }
        write
            .audit(actor, "calendar.revoke", id.as_str(), "")
            .await?;
        write.commit().await
    }
}

fn read(row: &AnyRow) -> Result<CalendarFeed, StoreError> {
    let c = Columns::new(TABLE, row);
    Ok(CalendarFeed {
        id: c.parsed("id", CalendarFeedId::parse)?,
        name: c.name("name")?,
        lang: c.code("lang", Lang::of)?,
        created_at: c.at("created_at")?,
        read_at: c.maybe_at("read_at")?,
    })
}
