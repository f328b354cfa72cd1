//! The program: reads its options, starts one stand-in and waits for the end.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use simulator::{Config, Simulator};
use tokio::signal::unix::{SignalKind, signal};
use tracing::level_filters::LevelFilter;

/// A stand-in Microsoft: Entra ID and Graph mail for demos and tests.
#[derive(Debug, Parser)]
#[command(name = "microsoft-simulator", version)]
struct Options {
    /// Where to listen; port 0 picks a free one.
    #[arg(long, default_value = "127.0.0.1:8421")]
    listen: SocketAddr,
    /// Where browsers and clients reach it, when that is another address.
    #[arg(long)]
    public_url: Option<String>,
    /// The tenant file; without it the demo tenants.
    #[arg(long)]
    tenants: Option<PathBuf>,
    /// Keeps everything in this file over restarts.
    #[arg(long)]
    state: Option<PathBuf>,
    /// What goes to stderr: off, error, warn, info, debug or trace.
    #[arg(long, default_value = "info")]
    log: LevelFilter,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    tracing_subscriber::fmt()
        .with_max_level(options.log)
        .with_writer(std::io::stderr)
        .init();
    match run(options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(complaint) => {
            let _ = writeln!(std::io::stderr(), "microsoft-simulator: {complaint}");
            ExitCode::FAILURE
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum Complaint {
    #[error(transparent)]
    Start(#[from] simulator::StartError),
    #[error("{path} cannot be read: {source}")]
    Tenants {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("signals cannot be waited for: {0}")]
    Signals(std::io::Error),
}

async fn run(options: Options) -> Result<(), Complaint> {
    let tenants = match options.tenants {
        None => None,
        Some(path) => match std::fs::read_to_string(&path) {
            Ok(text) => Some(text),
            Err(source) => return Err(Complaint::Tenants { path, source }),
        },
    };
    // Before the listener: a signal that comes early must not be lost.
    let mut terminated = signal(SignalKind::terminate()).map_err(Complaint::Signals)?;
    let mut interrupted = signal(SignalKind::interrupt()).map_err(Complaint::Signals)?;
    let config = Config {
        listen: options.listen,
        public_url: options.public_url,
        tenants,
        state: options.state,
    };
    let running = Simulator::start(config).await?;
    let mut out = std::io::stdout();
    // Whoever started this waits for the line, and may have gone since.
    let _ = writeln!(
        out,
        "Microsoft stand-in listening on http://{}",
        running.address()
    );
    let _ = out.flush();
    tokio::select! {
        _ = terminated.recv() => {}
        _ = interrupted.recv() => {}
    }
    running.stop().await;
    Ok(())
}
