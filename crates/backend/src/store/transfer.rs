//! Accounts and mailboxes on their way out and in.

use super::audit::Actor;
use super::columns::Columns;
use super::migration::end_rehearsal;
use super::seal::Place;
use super::{Store, StoreError};
use crate::clock;
use crate::random;
use contract::accounts::Cloud;
use contract::catalogue::Cause;
use contract::events::ChangeKind;
use contract::ids::{ClientId, Name, TenantId};
use contract::purposes::Purposes;
use contract::transfer::{Transfer, TransferAccount, TransferMailbox};

impl Store {
    /// All accounts and mailboxes, without secrets, as they are at one moment.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn transfer(&self) -> Result<Transfer, StoreError> {
        let mut tx = self.database.snapshot().await?;
        let accounts = sqlx::query(
            "select name, cloud, tenant, client_id, purposes from accounts order by name_key",
        )
        .fetch_all(&mut *tx)
        .await?;
        let mailboxes = sqlx::query(
            "select m.address, m.name, a.name as account, m.purposes from mailboxes m \
             join accounts a on a.id = m.account_id where m.rehearsing = 0 order by m.address",
        )
        .fetch_all(&mut *tx)
        .await?;
        let accounts = accounts.iter().map(|row| {
            let c = Columns::new("accounts", row);
            Ok(TransferAccount {
                name: c.name("name")?,
                cloud: c.code("cloud", |code| {
                    Cloud::ALL.into_iter().find(|cloud| cloud.code() == code)
                })?,
                tenant: c.parsed("tenant", TenantId::parse)?,
                client_id: c.parsed("client_id", ClientId::parse)?,
                purposes: Purposes::from_text(&c.text("purposes")?),
            })
        });
        let mailboxes = mailboxes.iter().map(|row| {
            let c = Columns::new("mailboxes", row);
            Ok(TransferMailbox {
                address: c.address("address")?,
                name: c.name("name")?,
                account: c.name("account")?,
                purposes: Purposes::from_text(&c.text("purposes")?),
            })
        });
        Ok(Transfer {
            accounts: accounts.collect::<Result<_, StoreError>>()?,
            mailboxes: mailboxes.collect::<Result<_, StoreError>>()?,
        })
    }

    /// Stores accounts and mailboxes that are new: all of them, or none. The
    /// accounts wait for their secrets.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where somebody was faster with one of them;
    /// [`StoreError::NotFound`] where a mailbox has no account.
    pub async fn take_in(
        &self,
        new: &Transfer,
        actor: &Actor,
        by: &Name,
    ) -> Result<(), StoreError> {
        let now = clock::now().0;
        let mut write = self.begin().await?;
        write.know_key().await?;
        for account in &new.accounts {
            let id = random::id();
            sqlx::query(
                "insert into accounts \
                 (id, name, name_key, cloud, tenant, client_id, purposes, version, created_at) \
                 values ($1, $2, $3, $4, $5, $6, $7, 1, $8)",
            )
            .bind(&id)
            .bind(account.name.as_str())
            .bind(account.name.as_str().to_lowercase())
            .bind(account.cloud.code())
            .bind(account.tenant.as_str())
            .bind(account.client_id.as_str())
            .bind(account.purposes.to_text())
            .bind(now)
            .execute(write.tx())
            .await?;
            // A secret that ended long ago and that nobody knows stands for the
            // one to come: the panel asks for it.
            let row = [&id, "/current"].concat();
            let place = Place::new("secrets", "sealed", &row);
            sqlx::query(
                "insert into secrets \
                 (account_id, slot, sealed, hint, expires_on, set_at, set_by, cause) \
                 values ($1, 'current', $2, '', 0, $3, $4, $5)",
            )
            .bind(&id)
            .bind(self.sealer.seal(place, &random::token()))
            .bind(now)
            .bind(by.as_str())
            .bind(Cause::SecretExpired.code())
            .execute(write.tx())
            .await?;
            let name = account.name.as_str();
            write.audit(actor, "account.import", &id, name).await?;
            write.changed(ChangeKind::Account, &id);
        }
        for mailbox in &new.mailboxes {
            end_rehearsal(&mut write, &mailbox.address).await?;
            let done = sqlx::query(
                "insert into mailboxes (address, account_id, sign_in_id, name, purposes, \
                 added_at, added_by, verdict, verdict_rank, verdict_since, check_due) \
                 select $1, a.id, (select s.id from sign_ins s where s.account_id = a.id \
                 order by case when s.ended_at is null then 0 else 1 end, s.consented_at desc \
                 limit 1), $2, $3, cast($4 as bigint), $5, 'idle', 2, cast($4 as bigint), 1 \
                 from accounts a where a.name_key = $6",
            )
            .bind(mailbox.address.as_str())
            .bind(mailbox.name.as_str())
            .bind(mailbox.purposes.to_text())
            .bind(now)
            .bind(by.as_str())
            .bind(mailbox.account.as_str().to_lowercase())
            .execute(write.tx())
            .await?;
            if done.rows_affected() == 0 {
                return Err(StoreError::NotFound);
            }
            let (object, detail) = (mailbox.address.as_str(), mailbox.account.as_str());
            write.audit(actor, "mailbox.import", object, detail).await?;
        }
        if !new.mailboxes.is_empty() {
            write.changed(ChangeKind::Everything, "");
        }
        write.commit().await
    }
}
