//! Hand-outs of access tokens, as they go into the audit.

use super::audit::Actor;
use super::{Store, StoreError};
use contract::ids::{Address, Name};
use contract::purposes::Purpose;

/// So many of one kind: a job took the token of a mailbox for a purpose.
pub struct HandOut {
    /// The name of the job's key.
    pub job: Name,
    /// Which mailbox.
    pub mailbox: Address,
    /// For what.
    pub purpose: Purpose,
    /// How often since the line before.
    pub count: u64,
}

impl Store {
    /// Writes a line for each, all of them or none.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub async fn note_hand_outs(&self, hand_outs: &[HandOut]) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        for hand_out in hand_outs {
            let actor = Actor::job(hand_out.job.as_str());
            let detail = format!("{} {}", hand_out.purpose.code(), hand_out.count);
            let mailbox = hand_out.mailbox.as_str();
            write
                .audit(&actor, "token.hand_out", mailbox, &detail)
                .await?;
        }
        write.commit().await
    }
}
