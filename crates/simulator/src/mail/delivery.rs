//! What happens to a mail after it was accepted: it arrives in the stand-in's
//! own mailboxes, comes back as undeliverable, or leaves for elsewhere.

use std::collections::{BTreeSet, VecDeque};

use crate::base::clock::Moment;
use crate::base::language::Language;
use crate::base::random::Dice;
use crate::directory::mailbox::MailboxKind;
use crate::directory::state::{InTransit, PendingRight, State};
use crate::mail::message::{Address, Body, Message};

/// Sends a mail on its way. `return_to` is the id of the mailbox that hears
/// about recipients who do not exist.
/// Microsoft: "Things to know about sending mail": validity of recipients is
/// checked after the call has been accepted.
pub(crate) fn post(dice: &Dice, state: &mut State, now: Moment, mail: &Message, return_to: &str) {
    let due = now.plus_seconds(state.settings.delivery_delay_seconds);
    let mut seen = BTreeSet::new();
    let mut unknown = Vec::new();
    for recipient in mail.recipients() {
        let address = recipient.address.to_lowercase();
        if !seen.insert(address.clone()) {
            continue;
        }
        let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
        let here = destinations(state, &address);
        if !here.is_empty() {
            for id in here {
                let message = arriving(state, mail);
                state.in_transit.push_back(InTransit {
                    due,
                    to: id,
                    message,
                });
            }
        } else if state.tenant(domain).is_some() {
            unknown.push(address);
        }
        // Else another organisation's: it leaves the stand-in.
    }
    if !unknown.is_empty() {
        report(dice, state, due, mail, &unknown, return_to);
    }
}

/// The ids of the mailboxes behind an address: its own, or those of a group's
/// members.
fn destinations(state: &State, address: &str) -> Vec<String> {
    let mailbox = |name: &str| {
        state
            .mailbox(name)
            .filter(|mailbox| mailbox.kind != MailboxKind::Unlicensed)
            .map(|mailbox| mailbox.id.clone())
    };
    match state.group(address) {
        Some(group) => group
            .members
            .iter()
            .filter_map(|one| mailbox(one))
            .collect(),
        None => mailbox(address).into_iter().collect(),
    }
}

/// Puts everything that is due into its inbox.
pub(crate) fn settle(state: &mut State, now: Moment) {
    settle_rights(state, now);
    if state.in_transit.iter().all(|mail| mail.due > now) {
        return;
    }
    let (arrived, waiting): (VecDeque<_>, VecDeque<_>) = std::mem::take(&mut state.in_transit)
        .into_iter()
        .partition(|mail| mail.due <= now);
    state.in_transit = waiting;
    for mail in arrived {
        if let Some(mailbox) = state.mailbox_mut(&mail.to) {
            let mut message = mail.message;
            message.received = mail.due;
            message.created = mail.due;
            message.modified = mail.due;
            mailbox.store.put_in_inbox(message);
        }
    }
}

/// Lets rights hold that have been on their way long enough.
fn settle_rights(state: &mut State, now: Moment) {
    let due = |pending: &PendingRight| pending.due <= now;
    if !state.pending_rights.iter().any(due) {
        return;
    }
    let (ripe, waiting) = std::mem::take(&mut state.pending_rights)
        .into_iter()
        .partition(due);
    state.pending_rights = waiting;
    let ripe: Vec<PendingRight> = ripe;
    for pending in ripe {
        if let Some(mailbox) = state.mailbox_mut(&pending.mailbox) {
            let held = mailbox.rights.of_mut(pending.right);
            if pending.give {
                held.insert(pending.whom);
            } else {
                held.remove(&pending.whom);
            }
        }
    }
}

/// The recipient's own copy: unread, and without those in Bcc.
fn arriving(state: &mut State, mail: &Message) -> Message {
    let mut copy = mail.clone();
    copy.key = state.next_message();
    copy.bcc.clear();
    copy.is_read = false;
    copy.is_draft = false;
    copy.categories.clear();
    copy.flag = "notFlagged".to_owned();
    copy
}

/// The non-delivery report (RFC 3464), in the words Exchange Online uses.
fn report(
    dice: &Dice,
    state: &mut State,
    due: Moment,
    mail: &Message,
    unknown: &[String],
    return_to: &str,
) {
    let Some(mailbox) = state.mailbox(return_to) else {
        return;
    };
    let tenant = state.tenant(&mailbox.tenant);
    let language = tenant.map_or(Language::En, |tenant| tenant.language);
    let domain = tenant
        .and_then(|tenant| tenant.domains.first().cloned())
        .unwrap_or_default();
    let to = Address::new(&mailbox.name, &mailbox.address);
    let to_id = mailbox.id.clone();
    let list = unknown.join(", ");
    let opening = match language {
        Language::Nl => format!("Uw bericht aan {list} kan niet worden bezorgd."),
        Language::En => format!("Your message to {list} couldn't be delivered."),
    };
    let reason = language.pick(
        "Het e-mailadres is niet gevonden in het doeldomein.",
        "The email address wasn't found at the destination domain.",
    );
    let subject = language.pick("Onbestelbaar: ", "Undeliverable: ");
    let mut notice = Message::new(
        state.next_message(),
        due,
        format!("<{}@{domain}>", dice.guid()),
    );
    let from = Address::new(
        "Microsoft Outlook",
        &format!("MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@{domain}"),
    );
    notice.subject = format!("{subject}{}", mail.subject);
    notice.body = Body::text(format!(
        "{opening}\r\n\r\n{reason}\r\n\r\n550 5.1.10 RESOLVER.ADR.RecipientNotFound; \
         Recipient not found by SMTP address lookup\r\n\r\nMessage-ID: {}\r\n",
        mail.internet_message_id
    ));
    notice.sender = Some(from.clone());
    notice.from = Some(from);
    notice.to = vec![to];
    notice.is_read = false;
    notice.is_draft = false;
    notice.headers = vec![
        ("In-Reply-To".to_owned(), mail.internet_message_id.clone()),
        ("Auto-Submitted".to_owned(), "auto-replied".to_owned()),
    ];
    notice.conversation.clone_from(&mail.conversation);
    state.in_transit.push_back(InTransit {
        due,
        to: to_id,
        message: notice,
    });
}

/// A Message-ID as Exchange Online makes them.
pub(crate) fn new_message_id(dice: &Dice) -> String {
    let host = dice.token::<6>().replace(['-', '_'], "X").to_uppercase();
    let local = dice.token::<21>().replace(['-', '_'], "Y").to_uppercase();
    format!("<AM9P{host}{local}@AM9P{host}.eurprd04.prod.outlook.com>")
}
