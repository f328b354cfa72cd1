//! Exchange's side of a tenant: mailboxes, and what people may do in those of
//! others.
//! Microsoft: "Permissions in Exchange Online", "Access shared or delegated mail".

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::mail::store::MailStore;

/// One Exchange recipient with the rights people have on it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Mailbox {
    pub(crate) tenant: String,
    pub(crate) id: String,
    pub(crate) address: String,
    pub(crate) name: String,
    pub(crate) kind: MailboxKind,
    pub(crate) rights: Rights,
    /// `MessageCopyForSentAsEnabled` and `MessageCopyForSendOnBehalfEnabled`.
    pub(crate) copy_of_sent_as: bool,
    pub(crate) copy_of_sent_on_behalf: bool,
    /// Nothing more fits in.
    #[serde(default)]
    pub(crate) full: bool,
    pub(crate) store: MailStore,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum MailboxKind {
    #[default]
    User,
    Shared,
    Group,
    Unlicensed,
    OnPremises,
}

/// Login names and addresses of groups, in lower case, per Exchange right.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Rights {
    pub(crate) full_access: BTreeSet<String>,
    pub(crate) send_as: BTreeSet<String>,
    pub(crate) send_on_behalf: BTreeSet<String>,
    /// Single folders.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) shares: Vec<Share>,
}

/// One folder, opened to one person or group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Share {
    pub(crate) folder: u32,
    pub(crate) whom: String,
    pub(crate) access: ShareAccess,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ShareAccess {
    /// Exchange's role Reviewer.
    #[default]
    Read,
    /// Exchange's role Editor.
    Write,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Right {
    FullAccess,
    SendAs,
    SendOnBehalf,
}

impl Rights {
    pub(crate) fn of(&self, right: Right) -> &BTreeSet<String> {
        match right {
            Right::FullAccess => &self.full_access,
            Right::SendAs => &self.send_as,
            Right::SendOnBehalf => &self.send_on_behalf,
        }
    }

    pub(crate) fn of_mut(&mut self, right: Right) -> &mut BTreeSet<String> {
        match right {
            Right::FullAccess => &mut self.full_access,
            Right::SendAs => &mut self.send_as,
            Right::SendOnBehalf => &mut self.send_on_behalf,
        }
    }
}
