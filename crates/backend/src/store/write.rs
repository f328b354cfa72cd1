//! A change: one transaction, with its line in the audit and what it announces.
//!
//! Where the audit cannot be written, the change does not happen. What changed
//! is announced after the commit, here and to other replicas.

use super::{Store, StoreError, audit, audit::Actor};
use contract::events::{Change, ChangeKind};
use sqlx::{Any, AnyConnection, Transaction};

/// A change under way. Dropped without [`Write::commit`], it never happened.
pub(super) struct Write<'a> {
    store: &'a Store,
    tx: Transaction<'static, Any>,
    changes: Vec<Change>,
    knows_key: bool,
}

impl Store {
    /// Begins a change.
    pub(super) async fn begin(&self) -> Result<Write<'_>, StoreError> {
        Ok(Write {
            store: self,
            tx: self.database.begin().await?,
            changes: Vec::new(),
            knows_key: false,
        })
    }
}

impl Write<'_> {
    /// For its statements.
    pub(super) fn tx(&mut self) -> &mut AnyConnection {
        &mut self.tx
    }

    /// The rows of a list that is bound as `$1`.
    pub(super) fn listed(&self) -> &'static str {
        self.store.database.listed()
    }

    /// Makes the key that the database names the one that seals. It stays so
    /// until this change is over, whatever other processes do.
    pub(super) async fn know_key(&mut self) -> Result<(), StoreError> {
        if !self.knows_key {
            let key = self.store.database.key_in_use(&mut self.tx).await?;
            self.store.use_key(key.as_deref())?;
            self.knows_key = true;
        }
        Ok(())
    }

    /// Writes its line in the audit.
    pub(super) async fn audit(
        &mut self,
        actor: &Actor,
        action: &str,
        object: &str,
        detail: &str,
    ) -> Result<(), StoreError> {
        self.know_key().await?;
        let sealer = &self.store.sealer;
        audit::write(&mut self.tx, sealer, actor, action, object, detail).await
    }

    /// Notes what is to be announced.
    pub(super) fn changed(&mut self, kind: ChangeKind, id: &str) {
        self.changes.push(Change {
            kind,
            id: id.to_owned(),
        });
    }

    /// Makes it so, and announces it.
    pub(super) async fn commit(mut self) -> Result<(), StoreError> {
        self.store
            .database
            .tell(&mut self.tx, &self.changes)
            .await?;
        self.tx.commit().await?;
        for change in &self.changes {
            self.store.live.announce(change.kind, &change.id);
        }
        Ok(())
    }
}
