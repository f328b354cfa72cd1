//! Exchange accounts that wait to become Graph mailboxes.

use super::audit::Actor;
use super::columns::Columns;
use super::{Store, StoreError};
use crate::clock;
use contract::ids::Address;
use contract::mailboxes::VerdictState;
use contract::migration::{Connection, ExchangeAccount, Waiting};
use contract::purposes::Purposes;
use sqlx::any::AnyRow;

const TABLE: &str = "exchange_accounts";

const SELECT: &str = "select e.address, e.purposes, e.server, e.handed_over_at, m.verdict \
     from exchange_accounts e left join mailboxes m on m.address = e.address";

impl Store {
    /// Takes Exchange accounts over: all of them, or none.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn hand_over(
        &self,
        accounts: &[ExchangeAccount],
        actor: &Actor,
    ) -> Result<(), StoreError> {
        let now = clock::now().0;
        let mut write = self.begin().await?;
        for account in accounts {
            sqlx::query(
                "insert into exchange_accounts (address, purposes, server, handed_over_at) \
                 values ($1, $2, $3, $4) on conflict (address) do update set \
                 purposes = excluded.purposes, server = excluded.server",
            )
            .bind(account.address.as_str())
            .bind(account.purposes.to_text())
            .bind(&account.server)
            .bind(now)
            .execute(write.tx())
            .await?;
        }
        let detail = accounts.len().to_string();
        write
            .audit(actor, "migration.hand_over", "", &detail)
            .await?;
        write.commit().await?;
        Ok(())
    }

    /// All Exchange accounts by address, with the connection that counts.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn exchange_accounts(&self) -> Result<Vec<Waiting>, StoreError> {
        let query = with(SELECT, " order by e.address");
        let rows = sqlx::query(sqlx::AssertSqlSafe(query))
            .fetch_all(self.database.read())
            .await?;
        rows.iter().map(read).collect()
    }

    /// The connection that counts for an address: Graph once its mailbox is
    /// proved, Exchange while only that is known.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where the address is known to neither.
    pub async fn connection(&self, address: &Address) -> Result<Connection, StoreError> {
        let query = with(SELECT, " where e.address = $1");
        let row = sqlx::query(sqlx::AssertSqlSafe(query))
            .bind(address.as_str())
            .fetch_optional(self.database.read())
            .await?;
        match row {
            Some(row) => Ok(read(&row)?.connection),
            None => self.mailbox(address).await.map(|_| Connection::Graph),
        }
    }
}

fn with(select: &str, rest: &str) -> String {
    [select, rest].concat()
}

fn read(row: &AnyRow) -> Result<Waiting, StoreError> {
    let c = Columns::new(TABLE, row);
    let verdict = c.maybe_text("verdict")?;
    let works = [VerdictState::Ok, VerdictState::Warn]
        .iter()
        .any(|state| verdict.as_deref() == Some(state.code()));
    Ok(Waiting {
        account: ExchangeAccount {
            address: c.address("address")?,
            purposes: Purposes::from_text(&c.text("purposes")?),
            server: c.text("server")?,
        },
        handed_over_at: c.at("handed_over_at")?,
        connection: if works {
            Connection::Graph
        } else {
            Connection::Exchange
        },
    })
}
