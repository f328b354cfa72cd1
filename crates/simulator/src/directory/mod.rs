//! What Entra and Exchange know: tenants, people, apps, mailboxes, rights and
//! consents, and the tenant file they are read from.

pub(crate) mod build;
mod build_mail;
pub(crate) mod consents;
pub(crate) mod file;
pub(crate) mod mailbox;
pub(crate) mod model;
pub(crate) mod policy;
pub(crate) mod scopes;
pub(crate) mod state;
pub(crate) mod switches;
