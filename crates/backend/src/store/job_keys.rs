//! The keys with which jobs ask for access tokens. Only their hashes are here.

use super::audit::Actor;
use super::columns::Columns;
use super::{Store, StoreError};
use contract::events::ChangeKind;
use contract::ids::{Address, JobKeyId, Name};
use contract::purposes::Purposes;
use contract::tokens::JobKey;
use sqlx::any::AnyRow;

const TABLE: &str = "job_keys";

/// A job key with the hash it is recognised by.
pub struct JobKeyRow {
    /// What it may.
    pub job_key: JobKey,
    /// The hash of the key.
    pub key_hash: String,
}

impl Store {
    /// Stores a key.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn add_job_key(&self, new: &JobKeyRow, actor: &Actor) -> Result<(), StoreError> {
        let JobKeyRow { job_key, key_hash } = new;
        let mailboxes = job_key.mailboxes.as_ref().map(|list| {
            list.iter()
                .map(Address::as_str)
                .collect::<Vec<_>>()
                .join(" ")
        });
        let mut write = self.begin().await?;
        sqlx::query(
            "insert into job_keys (id, name, key_hash, purposes, mailboxes, created_at) \
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(job_key.id.as_str())
        .bind(job_key.name.as_str())
        .bind(key_hash)
        .bind(job_key.purposes.to_text())
        .bind(mailboxes)
        .bind(job_key.created_at.0)
        .execute(write.tx())
        .await?;
        let (id, name) = (job_key.id.as_str(), job_key.name.as_str());
        write.audit(actor, "job_key.create", id, name).await?;
        write.changed(ChangeKind::JobKey, id);
        write.commit().await?;
        Ok(())
    }

    /// Removes a key: from now on it opens nothing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub async fn remove_job_key(&self, id: &JobKeyId, actor: &Actor) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        let done = sqlx::query("delete from job_keys where id = $1")
            .bind(id.as_str())
            .execute(write.tx())
            .await?;
        if done.rows_affected() == 0 {
            return Err(StoreError::NotFound);
        }
        write
            .audit(actor, "job_key.remove", id.as_str(), "")
            .await?;
        write.changed(ChangeKind::JobKey, id.as_str());
        write.commit().await?;
        Ok(())
    }

    /// All keys, by name.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn job_keys(&self) -> Result<Vec<JobKeyRow>, StoreError> {
        let rows = sqlx::query("select * from job_keys order by name, id")
            .fetch_all(self.database.read())
            .await?;
        rows.iter().map(read).collect()
    }
}

fn read(row: &AnyRow) -> Result<JobKeyRow, StoreError> {
    let c = Columns::new(TABLE, row);
    let mailboxes = c.maybe_text("mailboxes")?;
    let mailboxes = mailboxes.map(|list| {
        list.split(' ')
            .map(Address::parse)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| StoreError::Corrupt(TABLE))
    });
    Ok(JobKeyRow {
        job_key: JobKey {
            id: c.parsed("id", JobKeyId::parse)?,
            name: c.parsed("name", Name::parse)?,
            purposes: Purposes::from_text(&c.text("purposes")?),
            mailboxes: mailboxes.transpose()?,
            created_at: c.at("created_at")?,
        },
        key_hash: c.text("key_hash")?,
    })
}
