//! Mail as Exchange keeps it: mailboxes, messages, their ids, their way from
//! one mailbox to another, and MIME.

pub(crate) mod delivery;
pub(crate) mod ids;
pub(crate) mod message;
pub(crate) mod mime;
pub(crate) mod store;
pub(crate) mod upload;
