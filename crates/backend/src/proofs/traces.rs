//! Removing what we made in mailboxes: at the end of a proof, and what a crash
//! or a late mail left behind.

use super::{Dark, Proofs};
use crate::clock;
use crate::keeper::Access;
use crate::store::{StoreError, Trace};
use contract::mailboxes::Mailbox;
use contract::time::DAY_MS;
use microsoft::{Fault, Graph};

const INBOX: &str = "inbox";

/// Where something of ours may lie: drafts and what was moved, and the two
/// copies of a mail.
const FOLDERS: [&str; 4] = [INBOX, "sentitems", "drafts", "deleteditems"];

/// A proof that somebody else runs is over after this long.
const OVER_MS: i64 = 10 * 60 * 1000;

/// A draft that was asked for appears within this time, or not at all: longer
/// than we wait for an answer.
pub(super) const DRAFT_MS: i64 = 60 * 1000;

/// A mail that has not come by then does not come.
pub(super) const MAIL_MS: i64 = DAY_MS;

/// A mailbox that lets nobody in for this long keeps what we left in it.
const GIVEN_UP_MS: i64 = 30 * DAY_MS;

impl Proofs {
    /// Removes what was left behind.
    ///
    /// # Errors
    /// Where the store refuses.
    pub async fn sweep(&self) -> Result<(), StoreError> {
        let now = clock::now();
        for trace in self.0.store.traces_left(now.plus_ms(-OVER_MS)).await? {
            let gone = match self.sweep_one(&trace).await {
                Ok(Removed { arrived }) => arrived || now > trace.may_come,
                Err(dark) => {
                    let (mailbox, cause) = (&trace.address, dark.cause.code());
                    tracing::warn!(%mailbox, cause, "something of ours is still there");
                    now.0 - trace.made_at.0 > GIVEN_UP_MS
                }
            };
            if gone {
                self.0.store.drop_trace(&trace.subject).await?;
            }
        }
        Ok(())
    }

    async fn sweep_one(&self, trace: &Trace) -> Result<Removed, Dark> {
        let mailbox = self.0.store.mailbox(&trace.address).await?;
        let (addresses, transport) = self.graph_of(&mailbox).await?;
        loop {
            let access = self.sign_in(&mailbox).await?;
            let graph = Graph::new(&addresses, &transport, &access.token);
            match remove(&graph, &mailbox, &trace.subject).await {
                Ok(removed) => return Ok(removed),
                Err(fault) => {
                    let dark = Dark::from(fault);
                    if !self.another_token(&mailbox, &access, dark.cause) {
                        return Err(dark);
                    }
                }
            }
        }
    }

    /// Removes a mail of ours that has arrived, and takes its trace off.
    pub(super) async fn remove_trace(
        &self,
        mailbox: &Mailbox,
        subject: &str,
        access: &Access,
    ) -> Result<(), StoreError> {
        let Ok((addresses, transport)) = self.graph_of(mailbox).await else {
            return Ok(());
        };
        let graph = Graph::new(&addresses, &transport, &access.token);
        match remove(&graph, mailbox, subject).await {
            Ok(_) => self.0.store.drop_trace(subject).await,
            Err(fault) => {
                tracing::warn!(mailbox = %mailbox.address, %fault, "a test mail stayed behind");
                Ok(())
            }
        }
    }
}

/// What was removed.
struct Removed {
    /// Whether it lay in the inbox, where the last of it comes: a mail is in Sent
    /// Items long before. A draft never does; its trace goes with its time.
    arrived: bool,
}

/// Removes everything with this subject, which nothing but ours has.
async fn remove(graph: &Graph<'_>, mailbox: &Mailbox, subject: &str) -> Result<Removed, Fault> {
    let mut removed = Removed { arrived: false };
    for folder in FOLDERS {
        for message in graph.find(&mailbox.address, folder, subject).await? {
            graph.delete_for_good(&mailbox.address, &message.id).await?;
            removed.arrived |= folder == INBOX;
        }
    }
    Ok(removed)
}
