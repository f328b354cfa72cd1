//! Which sign-in carries which mailboxes, and moving them to another.

use super::audit::Actor;
use super::columns::Columns;
use super::findings::{write_lights, write_verdict};
use super::mailboxes::verdict_from;
use super::runs::{NewRunRow, Over, write_run};
use super::{Store, StoreError};
use contract::accounts::Account;
use contract::events::ChangeKind;
use contract::ids::{AccountId, Address, RunId, SignInId};
use contract::mailboxes::{Counts, Light, ProofKind, Verdict};
use contract::purposes::{Purpose, Purposes};
use contract::runs::RunReason;
use contract::sign_ins::{Carrier, Carriers, Stop};
use std::collections::HashMap;

/// A mailbox that moves to another sign-in, with what that proved.
pub struct MovingRow<'a> {
    /// Its address.
    pub address: &'a Address,
    /// The sign-in that carried it when that was proved.
    pub from: Option<&'a SignInId>,
    /// What was proved with the other one.
    pub lights: &'a [Light],
    /// What these add up to.
    pub verdict: &'a Verdict,
}

impl Store {
    /// The sign-ins of an account with what each carries.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn carriers(&self, account: Account) -> Result<Carriers, StoreError> {
        let rows = sqlx::query(
            "select sign_in_id, verdict, purposes, count(*) as mailboxes from mailboxes \
             where account_id = $1 and rehearsing = 0 group by sign_in_id, verdict, purposes",
        )
        .bind(account.id.as_str())
        .fetch_all(self.database.read())
        .await?;
        let mut carried: HashMap<String, (Counts, [u32; Purpose::ALL.len()])> = HashMap::new();
        for row in &rows {
            let c = Columns::new("mailboxes", row);
            let sign_in = c.maybe_text("sign_in_id")?.unwrap_or_default();
            let mailboxes = u32::try_from(c.number("mailboxes")?).unwrap_or(u32::MAX);
            let purposes = Purposes::from_text(&c.text("purposes")?);
            let (counts, stops) = carried.entry(sign_in).or_default();
            *counts.of_mut(c.code("verdict", verdict_from)?) += mailboxes;
            for (stop, purpose) in stops.iter_mut().zip(Purpose::ALL) {
                *stop += mailboxes * u32::from(purposes.has(purpose));
            }
        }
        let without = carried.remove("").unwrap_or_default().0.all();
        let sign_ins = account.sign_ins.into_iter().map(|sign_in| {
            let (carries, stops) = carried.remove(sign_in.id.as_str()).unwrap_or_default();
            let stops = Purpose::ALL.into_iter().zip(stops);
            let stops = stops.filter(|(_, mailboxes)| *mailboxes > 0);
            Carrier {
                sign_in,
                carries,
                stops: stops
                    .map(|(purpose, mailboxes)| Stop { purpose, mailboxes })
                    .collect(),
            }
        });
        Ok(Carriers {
            sign_ins: sign_ins.collect(),
            without,
        })
    }

    /// Moves mailboxes to another living sign-in of their account, in one
    /// transaction with the run that proves them. What was proved with the one
    /// before counts no more. Those that something else moved or removed meanwhile
    /// stay; the others are given.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where the sign-in is not there or has ended.
    pub async fn move_mailboxes(
        &self,
        account: &AccountId,
        to: &SignInId,
        moving: &[MovingRow<'_>],
        actor: &Actor,
    ) -> Result<(Vec<Address>, Option<RunId>), StoreError> {
        let mut write = self.begin().await?;
        // It does not end while this goes on.
        let alive = sqlx::query(
            "update sign_ins set ended_at = ended_at \
             where id = $1 and account_id = $2 and ended_at is null",
        )
        .bind(to.as_str())
        .bind(account.as_str())
        .execute(write.tx())
        .await?;
        if alive.rows_affected() == 0 {
            return Err(StoreError::NotFound);
        }
        let mut moved = Vec::new();
        let mut lights: Vec<(&Address, &Light)> = Vec::new();
        for row in moving {
            let from = row.from.map_or("", SignInId::as_str);
            let done = sqlx::query(
                "update mailboxes set sign_in_id = $1 where address = $2 and account_id = $3 \
                 and rehearsing = 0 and coalesce(sign_in_id, '') = $4",
            )
            .bind(to.as_str())
            .bind(row.address.as_str())
            .bind(account.as_str())
            .bind(from)
            .execute(write.tx())
            .await?;
            if done.rows_affected() == 0 {
                continue;
            }
            sqlx::query("delete from lights where address = $1")
                .bind(row.address.as_str())
                .execute(write.tx())
                .await?;
            write_verdict(&mut write, row.address, row.verdict).await?;
            let detail = format!("{from} > {to}");
            let object = row.address.as_str();
            write.audit(actor, "mailbox.move", object, &detail).await?;
            write.changed(ChangeKind::Mailbox, object);
            lights.extend(row.lights.iter().map(|light| (row.address, light)));
            moved.push(row.address.clone());
        }
        write_lights(&mut write, &lights, None).await?;
        let run = NewRunRow {
            kind: ProofKind::Full,
            reason: RunReason::Moved,
            started_by: actor.as_str(),
            over: Over::Addresses(&moved),
        };
        let run = write_run(&mut write, &run, actor).await?;
        write.changed(ChangeKind::Account, account.as_str());
        write.commit().await?;
        Ok((moved, run))
    }
}
