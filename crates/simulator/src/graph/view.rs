//! A mailbox as one caller sees it: all of it, or the folders that are shared
//! with the person.

use crate::base::clock::Moment;
use crate::directory::mailbox::{Mailbox, ShareAccess};
use crate::graph::access::Opened;
use crate::graph::error::{self, GraphError};
use crate::mail::ids::{self, Lookup};
use crate::mail::message::Message;
use crate::mail::store::Folder;

/// How much of a mailbox is open.
#[derive(Clone, Debug)]
pub(crate) enum Reach {
    Everything,
    Folders(Vec<(u32, ShareAccess)>),
}

impl Reach {
    fn to(&self, folder: u32, access: ShareAccess) -> Result<(), GraphError> {
        let Self::Folders(shares) = self else {
            return Ok(());
        };
        let share = shares.iter().find(|(number, _)| *number == folder);
        match share {
            Some((_, held)) if *held >= access => Ok(()),
            Some(_) => Err(error::access_denied()),
            None => Err(error::not_found()),
        }
    }
}

/// To look at.
pub(crate) struct View<'a> {
    pub(crate) mailbox: &'a Mailbox,
    reach: Reach,
}

impl<'a> View<'a> {
    pub(crate) fn new(mailbox: &'a Mailbox, reach: Reach) -> Self {
        Self { mailbox, reach }
    }

    /// For what concerns the mailbox as a whole.
    pub(crate) fn whole(&self) -> Result<&'a Mailbox, GraphError> {
        match self.reach {
            Reach::Everything => Ok(self.mailbox),
            Reach::Folders(_) => Err(error::mailbox_closed()),
        }
    }

    /// By well-known name or id.
    pub(crate) fn folder(&self, name: &str) -> Result<Folder<'a>, GraphError> {
        let folder = folder(self.mailbox, name)?;
        self.reach.to(folder.number, ShareAccess::Read)?;
        Ok(folder)
    }

    pub(crate) fn message(&self, id: &str) -> Result<&'a Message, GraphError> {
        let message = message(self.mailbox, id)?;
        self.reach.to(message.folder, ShareAccess::Read)?;
        Ok(message)
    }
}

fn folder<'a>(mailbox: &'a Mailbox, name: &str) -> Result<Folder<'a>, GraphError> {
    match ids::find_folder(&mailbox.id, &mailbox.store, name) {
        Lookup::Found(folder) => Ok(folder),
        Lookup::Gone => Err(error::not_found()),
        Lookup::Malformed => Err(error::malformed_id()),
    }
}

fn message<'a>(mailbox: &'a Mailbox, id: &str) -> Result<&'a Message, GraphError> {
    match ids::find_message(&mailbox.id, &mailbox.store, id) {
        Lookup::Found(message) => Ok(message),
        Lookup::Gone => Err(error::not_found()),
        Lookup::Malformed => Err(error::malformed_id()),
    }
}

/// To change.
pub(crate) struct Edit<'a> {
    pub(crate) mailbox: &'a mut Mailbox,
    reach: Reach,
    /// The caller's own mailbox.
    pub(crate) is_own: bool,
    /// A message number that nothing has yet.
    pub(crate) number: u64,
    pub(crate) now: Moment,
}

impl<'a> Edit<'a> {
    pub(crate) fn new(mailbox: &'a mut Mailbox, opened: Opened, number: u64, now: Moment) -> Self {
        Self {
            mailbox,
            reach: opened.reach,
            is_own: opened.is_own,
            number,
            now,
        }
    }

    pub(crate) fn whole(&mut self) -> Result<&mut Mailbox, GraphError> {
        match self.reach {
            Reach::Everything => Ok(self.mailbox),
            Reach::Folders(_) => Err(error::mailbox_closed()),
        }
    }

    /// The number of a folder that may be written in.
    pub(crate) fn folder(&self, name: &str) -> Result<u32, GraphError> {
        let number = folder(self.mailbox, name)?.number;
        self.reach.to(number, ShareAccess::Write)?;
        Ok(number)
    }

    /// A message that may be changed.
    pub(crate) fn message(&self, id: &str) -> Result<&Message, GraphError> {
        let message = message(self.mailbox, id)?;
        self.reach.to(message.folder, ShareAccess::Write)?;
        Ok(message)
    }

    /// Whether something more fits in.
    pub(crate) fn has_room(&self) -> Result<(), GraphError> {
        if self.mailbox.full {
            Err(error::mailbox_full())
        } else {
            Ok(())
        }
    }

    /// Changes one message.
    pub(crate) fn edit<T>(
        &mut self,
        key: u64,
        act: impl FnOnce(&mut Message) -> T,
    ) -> Result<T, GraphError> {
        let now = self.now;
        self.mailbox
            .store
            .edit(key, |message| {
                message.touched(now);
                act(message)
            })
            .ok_or_else(error::not_found)
    }

    /// A message by its number.
    pub(crate) fn stored(&self, key: u64) -> Result<&Message, GraphError> {
        self.mailbox.store.message(key).ok_or_else(error::not_found)
    }
}
