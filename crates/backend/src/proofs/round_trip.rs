//! Test mail, and the round trip: a mail from a mailbox to itself that is found
//! again and removed.
//!
//! Accepted, arrived, not yet and unknown are four answers. What may have been
//! sent is never sent again by itself.

use super::traces::MAIL_MS;
use super::{Dark, Proofs, light};
use crate::clock;
use crate::keeper::Access;
use crate::random;
use crate::store::{Actor, Finding, NewTestMailRow, StoreError, TestMailRow};
use contract::catalogue::{Cause, MicrosoftTrace};
use contract::ids::{Address, TestMailId};
use contract::mailboxes::{
    Ability, CheckedTestMail, Light, LightState, Mailbox, TestMail, TestMailState,
};
use microsoft::{Fault, Found, Graph, Mail};
use std::time::{Duration, Instant};

/// How long a round trip looks for its mail, in milliseconds.
const LOOK_MS: i64 = 2 * 60 * 1000;

/// How long it waits between two looks: short at first, since most mail
/// arrives within seconds.
const WAITS: [u64; 6] = [500, 1000, 1000, 2000, 3000, 5000];

impl Proofs {
    /// Stores a test mail and sends it in the background.
    ///
    /// # Errors
    /// Where it cannot be stored; then it is not sent.
    pub async fn send_test_mail(
        &self,
        mailbox: Mailbox,
        mail: CheckedTestMail,
        actor: &Actor,
    ) -> Result<TestMail, StoreError> {
        let id = random::id();
        let id = TestMailId::parse(&id).map_err(|_| StoreError::Corrupt("test_mails"))?;
        let round_trip = mail.to == mailbox.address;
        let subject = if round_trip {
            // The mark it is found by: no other mail has this subject.
            [&mail.subject, " [", &random::token()[..16], "]"].concat()
        } else {
            mail.subject
        };
        let new = NewTestMailRow {
            id: &id,
            mailbox: &mailbox.address,
            to: &mail.to,
            subject: &subject,
            round_trip_ms: round_trip.then_some(MAIL_MS),
            sent_at: clock::now(),
        };
        self.0.store.add_test_mail(&new, actor).await?;
        let row = self.0.store.test_mail(&id).await?;
        let shown = row.shown.clone();
        let proofs = self.clone();
        tokio::spawn(async move {
            if let Err(error) = proofs.send(&mailbox, row, &mail.text).await {
                tracing::error!(test_mail = %id, %error, "state of a test mail not stored");
            }
        });
        Ok(shown)
    }

    /// After a start: goes on looking for what was accepted. What was being
    /// sent is unknown now.
    ///
    /// # Errors
    /// Where the store refuses.
    pub async fn resume_test_mails(&self) -> Result<(), StoreError> {
        for mut row in self.0.store.test_mails_under_way().await? {
            if row.shown.state == TestMailState::Sending {
                row.shown.state = TestMailState::Unknown;
                row.shown.cause = Some(Cause::SendUnknown);
                self.0.store.update_test_mail(&row.shown).await?;
                continue;
            }
            let mailbox = self.0.store.mailbox(&row.shown.mailbox).await?;
            // Ours to remove, once it was found.
            let store = &self.0.store;
            store
                .add_trace(&mailbox.address, &row.subject, MAIL_MS)
                .await?;
            let proofs = self.clone();
            tokio::spawn(async move {
                if let Err(error) = proofs.look(&mailbox, row).await {
                    tracing::error!(%error, "state of a test mail not stored");
                }
            });
        }
        Ok(())
    }

    async fn send(
        &self,
        mailbox: &Mailbox,
        mut row: TestMailRow,
        text: &str,
    ) -> Result<(), StoreError> {
        let begun = Instant::now();
        let result = self.try_send(mailbox, &row, text).await;
        let mail = &mut row.shown;
        let proved = match result {
            Ok(request_id) => {
                let now = clock::now();
                mail.state = TestMailState::Accepted;
                mail.accepted_at = Some(now);
                mail.looks_until = mail.round_trip.then(|| now.plus_ms(LOOK_MS));
                mail.microsoft = Some(MicrosoftTrace {
                    code: "202 Accepted".to_owned(),
                    message: String::new(),
                    request_id,
                    correlation_id: None,
                    at: now,
                });
                Some(light(Ability::Send, Ok(()), begun))
            }
            Err((dark, maybe_sent)) => {
                let proved = speaks_about_mailbox(&dark);
                mail.state = if maybe_sent {
                    TestMailState::Unknown
                } else {
                    TestMailState::Failed
                };
                mail.cause = Some(if maybe_sent {
                    Cause::SendUnknown
                } else {
                    dark.cause
                });
                mail.microsoft.clone_from(&dark.trace);
                proved.then(|| light(Ability::Send, Err(dark), begun))
            }
        };
        self.0.store.update_test_mail(mail).await?;
        if mail.state == TestMailState::Failed {
            // Certainly not sent: nothing of it can be anywhere.
            self.0.store.drop_trace(&row.subject).await?;
        }
        if let Some(light) = proved {
            self.note(&mailbox.address, &light).await?;
        }
        if row.shown.state == TestMailState::Accepted && row.shown.round_trip {
            self.look(mailbox, row).await?;
        }
        Ok(())
    }

    /// Sends. On failure: why, and whether it may have been sent all the same.
    async fn try_send(
        &self,
        mailbox: &Mailbox,
        row: &TestMailRow,
        text: &str,
    ) -> Result<Option<String>, (Dark, bool)> {
        let access = self.sign_in(mailbox).await.map_err(|dark| (dark, false))?;
        let (addresses, transport) = self.graph_of(mailbox).await.map_err(|dark| (dark, false))?;
        let graph = Graph::new(&addresses, &transport, &access.token);
        let sent = graph
            .send(Mail {
                from: &row.shown.mailbox,
                to: &[&row.shown.to],
                subject: &row.subject,
                text,
            })
            .await;
        match sent {
            Ok(sent) => Ok(sent.request_id),
            // Refused: certainly not sent.
            Err(fault) if self.another_token(mailbox, &access, fault.cause()) => {
                Box::pin(self.try_send(mailbox, row, text)).await
            }
            Err(fault) => {
                let maybe_sent = matches!(fault, Fault::Silent);
                Err((fault.into(), maybe_sent))
            }
        }
    }

    /// Looks for a round trip's mail until it is there or time is up.
    async fn look(&self, mailbox: &Mailbox, mut row: TestMailRow) -> Result<(), StoreError> {
        let begun = Instant::now();
        let until = row.shown.looks_until.unwrap_or(row.shown.sent_at);
        let mut waits = WAITS.iter().copied();
        loop {
            let found = self.try_find(mailbox, &row, "inbox").await;
            if let Ok(Some((access, found))) = found {
                row.shown.state = TestMailState::Arrived;
                row.shown.arrived_at = Some(clock::now());
                self.0.store.update_test_mail(&row.shown).await?;
                let result = self.judge_sent(mailbox, &row, &found).await;
                let light = light(Ability::SentItems, result, begun);
                self.note(&mailbox.address, &light).await?;
                if light.state == LightState::Red {
                    row.shown.cause = light.cause;
                    self.0.store.update_test_mail(&row.shown).await?;
                }
                return self.remove_trace(mailbox, &row.subject, &access).await;
            }
            if clock::now() > until {
                // It may still come: its trace stays, and it is removed then.
                row.shown.state = TestMailState::NotYet;
                row.shown.cause = Some(Cause::NotArrived);
                return self.0.store.update_test_mail(&row.shown).await;
            }
            let wait = waits.next().unwrap_or(WAITS[WAITS.len() - 1]);
            tokio::time::sleep(Duration::from_millis(wait)).await;
        }
    }

    async fn try_find(
        &self,
        mailbox: &Mailbox,
        row: &TestMailRow,
        folder: &str,
    ) -> Result<Option<(Access, Found)>, Dark> {
        let access = self.sign_in(mailbox).await?;
        let graph = self.graph_of(mailbox).await?;
        let found = Graph::new(&graph.0, &graph.1, &access.token)
            .find(&mailbox.address, folder, &row.subject)
            .await;
        let found = match found {
            Err(fault) if self.another_token(mailbox, &access, fault.cause()) => {
                return Box::pin(self.try_find(mailbox, row, folder)).await;
            }
            found => found?,
        };
        Ok(found.into_iter().next().map(|found| (access, found)))
    }

    /// Whether the mail left as the mailbox, with its copy in the mailbox's own
    /// Sent Items.
    async fn judge_sent(
        &self,
        mailbox: &Mailbox,
        row: &TestMailRow,
        arrived: &Found,
    ) -> Result<(), Dark> {
        let copy = self.try_find(mailbox, row, "sentitems").await?;
        let from_mailbox = arrived.from.as_deref() == Some(mailbox.address.as_str());
        if copy.is_some() && from_mailbox {
            Ok(())
        } else {
            Err(Dark {
                cause: Cause::SentElsewhere,
                trace: None,
                is_verdict: true,
            })
        }
    }

    /// A result that no proof repeats by itself counts at once.
    async fn note(&self, address: &Address, light: &Light) -> Result<(), StoreError> {
        let finding = Finding {
            address: address.clone(),
            lights: vec![light.clone()],
            outdated: Vec::new(),
            end: None,
        };
        self.0.store.record(vec![finding], None).await?;
        self.judge(address).await
    }

    /// Graph's addresses and the client, for the cloud of a mailbox.
    pub(super) async fn graph_of(
        &self,
        mailbox: &Mailbox,
    ) -> Result<(microsoft::Addresses, microsoft::Transport), Dark> {
        let account = self.0.store.account(&mailbox.account_id).await?;
        let entra = self.0.keeper.entra(account.cloud);
        Ok((entra.addresses().clone(), self.0.keeper.transport().clone()))
    }
}

/// A refused recipient says nothing about the mailbox it was sent from.
fn speaks_about_mailbox(dark: &Dark) -> bool {
    dark.is_verdict && dark.cause != Cause::RecipientRefused
}
