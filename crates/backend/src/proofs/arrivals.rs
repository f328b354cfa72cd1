//! What came into a mailbox, asked of Microsoft at this moment. It proves
//! nothing and stores nothing.

use super::{Dark, Proofs};
use crate::clock;
use crate::store::StoreError;
use contract::arrivals::{Arrivals, SENDER_MS};
use contract::catalogue::Cause;
use contract::ids::Address;
use contract::mailboxes::{Ability, Mailbox};
use contract::purposes::Purpose;
use microsoft::{Arrived, Graph};
use std::time::Duration;
use tokio::time::timeout;

/// So many are asked at once: people on the phone, not jobs.
pub(super) const ASKED_AT_ONCE: usize = 4;

/// Nobody on the phone waits longer than this (ux.md §1.3, B).
const PATIENCE: Duration = Duration::from_secs(8);

impl Proofs {
    /// What came into a mailbox, and whether mail of `sender` arrived in the last
    /// 24 hours. Where Microsoft does not tell, the answer says why.
    ///
    /// # Errors
    /// Where the store refuses.
    pub async fn arrivals(
        &self,
        mailbox: &Mailbox,
        sender: Option<&Address>,
    ) -> Result<Arrivals, StoreError> {
        let ledger = self.0.keeper.ledger();
        let fetched_at = ledger
            .last_hand_out(&mailbox.address, Purpose::Import)
            .await?;
        let mut arrivals = Arrivals {
            inbox: None,
            sender: None,
            cause: None,
            fetched_at,
        };
        if !Ability::Read.needed(mailbox.purposes) {
            return Ok(arrivals);
        }
        let Ok(Ok(_place)) = timeout(PATIENCE, self.0.asking.acquire()).await else {
            arrivals.cause = Some(Cause::Busy);
            return Ok(arrivals);
        };
        let why = |dark: Dark| dark.cause;
        match timeout(PATIENCE, self.ask_arrivals(mailbox, sender)).await {
            Err(_) => arrivals.cause = Some(Cause::MicrosoftSilent),
            Ok(Err(dark)) => arrivals.cause = Some(dark.cause),
            Ok(Ok(Arrived { inbox, sender })) => {
                match inbox {
                    Ok(inbox) => arrivals.inbox = Some(inbox),
                    Err(fault) => arrivals.cause = Some(why(fault.into())),
                }
                match sender {
                    Some(Ok(mail)) => arrivals.sender = Some(mail),
                    Some(Err(fault)) => arrivals.cause = Some(why(fault.into())),
                    None => {}
                }
            }
        }
        Ok(arrivals)
    }

    async fn ask_arrivals(
        &self,
        mailbox: &Mailbox,
        sender: Option<&Address>,
    ) -> Result<Arrived, Dark> {
        let account = self.0.store.account(&mailbox.account_id).await?;
        let entra = self.0.keeper.entra(account.cloud);
        let since = clock::now().plus_ms(-SENDER_MS);
        let sender = sender.map(|sender| (sender, since));
        loop {
            let access = self.sign_in(mailbox).await?;
            let graph = Graph::new(entra.addresses(), self.0.keeper.transport(), &access.token);
            let found = graph.arrivals(&mailbox.address, sender).await;
            let refused = match &found {
                Err(fault) => Some(fault.cause()),
                Ok(found) => found.inbox.as_ref().err().map(microsoft::Fault::cause),
            };
            // At most once for each token: the keeper then gets another.
            if refused.is_some_and(|cause| self.another_token(mailbox, &access, cause)) {
                continue;
            }
            return Ok(found?);
        }
    }
}
