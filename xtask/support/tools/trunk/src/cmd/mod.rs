//! Trunk's subcommands, as far as they are built here.

pub mod build;
pub mod core;
