//! A client of Microsoft Entra ID and of Microsoft Graph mail.
//!
//! It knows Microsoft's rules and nothing else: no storage, no web framework,
//! no clock of its own. Every failure is a [`Fault`], which knows its cause and
//! keeps what Microsoft said.

mod arrivals;
mod batch;
mod cloud;
mod entra;
mod fault;
mod graph;
mod id_token;
mod transport;

pub use arrivals::Arrived;
pub use batch::{BATCH_AT_A_TIME, BATCH_MAX};
pub use cloud::Addresses;
pub use entra::{Entra, Redeemed, Tokens};
pub use fault::{Fault, Refusal, Source};
pub use graph::{Found, Graph, Mail, Sent};
pub use id_token::{Identity, Untrusted};
pub use transport::{Call, Transport, TransportError};
