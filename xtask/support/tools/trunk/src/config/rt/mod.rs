//! The runtime configuration
//!
//! This is what the system actually uses.

mod build;
mod core;

pub use build::*;
pub use core::*;

use crate::config::Configuration;
use std::path::PathBuf;

/// Build a runtime configuration from configuration and options.
pub trait RtcBuilder: Sized {
    type Options: Sized;

    async fn build(configuration: Configuration, options: Self::Options) -> anyhow::Result<Self>;

    async fn from_config<F>(
        configuration: Configuration,
        working_directory: PathBuf,
        f: F,
    ) -> anyhow::Result<Self>
    where
        F: FnOnce(&Configuration, CoreOptions) -> Self::Options,
    {
        let opts = f(&configuration, CoreOptions { working_directory });
        Self::build(configuration, opts).await
    }
}
