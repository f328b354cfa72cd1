//! Mail of our own to people: warnings and invitations, through a mailbox that
//! this product serves.

use super::Proofs;
use contract::catalogue::Cause;
use contract::ids::Address;
use microsoft::{Fault, Graph, Mail};

/// What became of a mail of ours.
pub enum Told {
    /// Microsoft took it.
    Taken,
    /// No answer came: it may have been sent, and is never sent again.
    MaybeTaken,
    /// It was certainly not sent.
    Refused(Cause),
}

impl Proofs {
    /// Sends a mail to people from one of our own mailboxes.
    pub async fn tell(&self, from: &Address, to: &[Address], subject: &str, text: &str) -> Told {
        match self.try_tell(from, to, subject, text).await {
            Ok(()) => Told::Taken,
            Err((Cause::SendUnknown, _)) => Told::MaybeTaken,
            Err((cause, dark)) => {
                tracing::warn!(mailbox = %from, cause = cause.code(), dark, "mail of ours not sent");
                Told::Refused(cause)
            }
        }
    }

    async fn try_tell(
        &self,
        from: &Address,
        to: &[Address],
        subject: &str,
        text: &str,
    ) -> Result<(), (Cause, bool)> {
        let dark = |dark: super::Dark| (dark.cause, dark.is_verdict);
        let mailbox = self.0.store.mailbox(from).await;
        let mailbox = mailbox.map_err(|error| dark(error.into()))?;
        let access = self.sign_in(&mailbox).await.map_err(dark)?;
        let (addresses, transport) = self.graph_of(&mailbox).await.map_err(dark)?;
        let graph = Graph::new(&addresses, &transport, &access.token);
        let all: Vec<&Address> = to.iter().collect();
        let sent = graph
            .send(Mail {
                from,
                to: &all,
                subject,
                text,
            })
            .await;
        match sent {
            Ok(_) => Ok(()),
            // Refused: certainly not sent.
            Err(fault) if self.another_token(&mailbox, &access, fault.cause()) => {
                Box::pin(self.try_tell(from, to, subject, text)).await
            }
            Err(Fault::Silent) => Err((Cause::SendUnknown, false)),
            Err(fault) => Err((fault.cause(), fault.is_verdict())),
        }
    }
}
