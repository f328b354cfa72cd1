//! Accounts and mailboxes as they are exported and imported: without secrets.

use crate::accounts::Cloud;
use crate::ids::{Address, ClientId, Name, TenantId};
use crate::purposes::Purposes;
use serde::{Deserialize, Serialize};

/// Everything that is exported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// The Graph accounts. One that is imported waits for its client secret.
    #[serde(default)]
    pub accounts: Vec<TransferAccount>,
    /// The mailboxes.
    #[serde(default)]
    pub mailboxes: Vec<TransferMailbox>,
}

/// A Graph account without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TransferAccount {
    /// What people call it.
    pub name: Name,
    /// Which cloud.
    #[serde(default)]
    pub cloud: Cloud,
    /// The tenant.
    pub tenant: TenantId,
    /// The app registration.
    pub client_id: ClientId,
    /// What it is for.
    pub purposes: Purposes,
}

/// A mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TransferMailbox {
    /// Its address.
    pub address: Address,
    /// What people call it.
    pub name: Name,
    /// The name of its account.
    pub account: Name,
    /// What it is for.
    pub purposes: Purposes,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Imported {
    /// Accounts that are new.
    pub accounts: u32,
    /// Mailboxes that are new.
    pub mailboxes: u32,
    /// What was there already, just so.
    pub unchanged: u32,
}
