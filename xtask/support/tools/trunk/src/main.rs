//! Trunk with one subcommand: `build`. What is here of its other commands' rooms
//! is what the configuration names.
#![allow(dead_code, unused_imports)]

mod build;
mod cmd;
mod common;
mod config;
mod hooks;
mod pipelines;
mod processing;
mod tools;
mod version;

use anyhow::Result;
use clap::{ArgAction, Parser, Subcommand};
use common::STARTING;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

/// Build, bundle & ship your Rust WASM application to the web.
#[derive(Parser)]
#[command(about, version)]
struct Trunk {
    #[command(subcommand)]
    action: Action,
    /// Path to the Trunk config file
    #[arg(long, env = "TRUNK_CONFIG", global(true))]
    config: Option<PathBuf>,
    /// Enable verbose logging.
    #[arg(short, long, global(true), action = ArgAction::Count)]
    verbose: u8,
    /// Be more quiet, conflicts with --verbose
    #[arg(short, long, global(true), conflicts_with("verbose"))]
    quiet: bool,
    /// Run without accessing the network
    #[arg(long, env = "TRUNK_OFFLINE", global(true))]
    #[arg(default_missing_value = "true", num_args = 0..=1)]
    offline: Option<bool>,
}

#[derive(Subcommand)]
enum Action {
    /// Build the Rust WASM app and all of its assets.
    Build(cmd::build::Build),
}

impl Trunk {
    fn filter(&self) -> EnvFilter {
        EnvFilter::new(match (self.verbose, self.quiet) {
            (_, true) => "error,trunk=warn",
            (0, false) => "error,trunk=info",
            (1, false) => "error,trunk=debug",
            (_, false) => "error,trunk=trace",
        })
    }
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let cli = Trunk::parse();
    tracing_subscriber::fmt()
        .with_env_filter(cli.filter())
        .with_ansi(std::io::stdout().is_terminal())
        .with_target(false)
        .compact()
        .init();
    tracing::info!("{STARTING}Starting trunk {}", version::VERSION);

    let Action::Build(build) = cli.action;
    Ok(match build.run(cli.config).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            for (number, cause) in error.chain().enumerate().skip(1) {
                tracing::info!("  {number}: {cause}");
            }
            ExitCode::FAILURE
        }
    })
}
