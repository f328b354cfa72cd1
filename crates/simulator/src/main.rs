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
///
/// Serves sign-in, tokens and mail at one address, from a tenant file or with
/// three demo tenants. Clients that accept only HTTPS get it with --https and
/// the certificate that --ca-file names. Everything that can go wrong at
/// Microsoft can be ordered at /control, or by hand at /trainer.
#[derive(Debug, Parser)]
#[command(name = "microsoft-simulator", version)]
struct Options {
    /// Where to listen; port 0 picks a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8421")]
    listen: SocketAddr,
    /// Where browsers and clients reach it, when that is another address.
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Where to listen for HTTPS, besides.
    #[arg(long, value_name = "ADDRESS")]
    https: Option<SocketAddr>,
    /// Where clients reach it by HTTPS; https://localhost:PORT when left out.
    #[arg(long, value_name = "URL", requires = "https")]
    https_url: Option<String>,
    /// A host name or address the certificate is for, besides localhost; may
    /// be given several times.
    #[arg(long = "host", value_name = "NAME", requires = "https")]
    hosts: Vec<String>,
    /// The certificate that clients have to trust: made at the first start,
    /// with its key beside it, and used again after that.
    #[arg(long, value_name = "FILE", requires = "https")]
    ca_file: Option<PathBuf>,
    /// The tenant file; without it the demo tenants.
    #[arg(long, value_name = "FILE")]
    tenants: Option<PathBuf>,
    /// Keeps everything in this file over restarts.
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Makes ids, keys and times the same on every run.
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// When time begins; 2026-11-23T08:00:00Z when left out.
    #[arg(long, value_name = "DATE", requires = "seed")]
    begin: Option<String>,
    /// What goes to stderr: off, error, warn, info, debug or trace.
    #[arg(long, value_name = "LEVEL", default_value = "info")]
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
        https: options.https,
        https_url: options.https_url,
        hosts: options.hosts,
        ca_file: options.ca_file,
        tenants,
        state: options.state,
        seed: options.seed,
        begin: options.begin,
    };
    let running = Simulator::start(config).await?;
    let mut out = std::io::stdout();
    // Whoever started this waits for the line, and may have gone since.
    let _ = writeln!(
        out,
        "Microsoft stand-in listening on http://{}",
        running.address()
    );
    if let Some(url) = running.https_url() {
        let _ = writeln!(out, "Microsoft stand-in listening on {url}");
    }
    let _ = out.flush();
    running.warm_up();
    tokio::select! {
        _ = terminated.recv() => {}
        _ = interrupted.recv() => {}
    }
    running.stop().await;
    Ok(())
}
