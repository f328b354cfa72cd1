//! A stand-in Microsoft: Entra ID v2.0 and Graph mail v1.0 in one process, for
//! demos without a tenant and for tests without a network.
//!
//! It behaves as Microsoft's documents and recorded traffic say, knows nothing
//! of the products that talk to it, and can be turned through a control API:
//! secrets expire, people are disabled, the clock moves, calls fail.
//!
//! ```no_run
//! # async fn example() -> Result<(), simulator::StartError> {
//! let microsoft = simulator::Simulator::start(simulator::Config::default()).await?;
//! println!("{}", microsoft.url());
//! microsoft.stop().await;
//! # Ok(())
//! # }
//! ```

mod attend;
mod base;
mod control;
mod directory;
mod entra;
mod graph;
mod https;
mod mail;
mod pages;
mod save;
mod server;
mod start;
mod world;

pub use base::keys::KeyError;
pub use directory::file::TenantFileError;
pub use https::HttpsError;
pub use save::StateFileError;
pub use start::{Config, Handle, Simulator, StartError};
