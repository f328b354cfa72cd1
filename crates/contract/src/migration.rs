//! Exchange accounts: old Basic-authentication accounts that wait to become
//! Graph mailboxes.

use crate::ids::Address;
use crate::purposes::Purposes;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// An Exchange account as ImageCapture hands it over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExchangeAccount {
    /// Its address.
    pub address: Address,
    /// What ImageCapture does with it.
    pub purposes: Purposes,
    /// The server it uses today.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "outlook.office365.com", max_length = 253)
    )]
    pub server: String,
}

/// Hands over Exchange accounts. All of them are taken, or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// The accounts; one that was handed over before is updated.
    #[cfg_attr(feature = "openapi", schema(max_items = 5000))]
    pub accounts: Vec<ExchangeAccount>,
}

/// An Exchange account and where its migration stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Waiting {
    /// The account.
    pub account: ExchangeAccount,
    /// When it was handed over.
    pub handed_over_at: Timestamp,
    /// Which connection counts today.
    pub connection: Connection,
}

/// Which of the two ImageCapture uses for a mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Connection {
    /// The old Exchange account.
    Exchange,
    /// The Graph mailbox: it is registered and everything needed was proved.
    Graph,
}

/// The answer to "which connection for this mailbox?".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConnectionAnswer {
    /// The one to use.
    pub connection: Connection,
}
