//! Mail as Exchange keeps and delivers it, without the HTTP around it.

pub(crate) mod delivery;
pub(crate) mod ids;
pub(crate) mod mime;
pub(crate) mod store;
