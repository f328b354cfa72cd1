//! The control API: what tests and trainers turn, and what the stand-in
//! records about itself.

pub(crate) mod accounts;
pub(crate) mod api;
pub(crate) mod apps;
pub(crate) mod calls;
pub(crate) mod error;
pub(crate) mod faults;
pub(crate) mod groups;
pub(crate) mod held;
pub(crate) mod issued;
pub(crate) mod kept;
pub(crate) mod mail;
pub(crate) mod mailboxes;
pub(crate) mod people;
pub(crate) mod record;
pub(crate) mod rights;
pub(crate) mod shortcut;
pub(crate) mod spoil;
pub(crate) mod tenants;
