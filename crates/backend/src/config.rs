//! Configuration: flags before environment before file before default.
//!
//! Every flag has a variable and, under its own name, a setting in the file;
//! see `file` for how. Secrets come from files or the environment.

mod file;
mod storage;

pub use storage::{ConfigError, Passphrase, Places, Storage};

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use ipnet::IpNet;
use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;
use tracing::level_filters::LevelFilter;
use url::Url;

/// The ImageCapture mail link: connects Microsoft 365 mailboxes to ImageCapture.
#[derive(Parser)]
#[command(name = "imagecapture-mail", version, about)]
pub struct Command {
    /// What to do.
    #[command(subcommand)]
    pub action: Action,
    /// What is logged: off, error, warn, info, debug or trace.
    #[arg(long, global = true, env = "IMAGECAPTURE_LOG", default_value = "info")]
    pub log: LevelFilter,
    /// How it is written: as text for people, or a JSON object a line.
    #[arg(
        long,
        global = true,
        env = "IMAGECAPTURE_LOG_FORMAT",
        default_value = "text"
    )]
    pub log_format: LogFormat,
    /// A file with settings, in TOML, named as the flags are. Flags and the
    /// environment (IMAGECAPTURE_…) come before it.
    #[arg(long, global = true, env = file::VARIABLE)]
    pub config: Option<PathBuf>,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs: a JSON object a line.
    Json,
}

/// Why the command line and the file are no configuration.
pub enum Misread {
    /// In clap's own form, with its own exit code; also help and version.
    Clap(clap::Error),
    /// In one sentence.
    Sentence(String),
}

impl Command {
    /// Reads flags, environment and file.
    ///
    /// # Errors
    /// What is wrong, and what to do.
    pub fn read(args: impl IntoIterator<Item = OsString>) -> Result<Self, Misread> {
        let args: Vec<OsString> = args.into_iter().collect();
        let settings = match file::named(&args) {
            Some(file) => file::Settings::read(&file).map_err(Misread::Sentence)?,
            None => file::Settings::default(),
        };
        let command = settings.under(Self::command()).map_err(Misread::Sentence)?;
        command
            .try_get_matches_from(&args)
            .and_then(|matches| Self::from_arg_matches(&matches))
            .map_err(
                |error| match file::sentence(&error, &Self::command(), &args, &settings) {
                    Some(sentence) => Misread::Sentence(sentence),
                    None => Misread::Clap(error),
                },
            )
    }
}

/// What to do.
#[derive(Subcommand)]
pub enum Action {
    /// Serves the panel and the API.
    Serve(Box<Serve>),
    /// Passes consents on to the right installation, as a public redirect
    /// address.
    Relay(Relay),
    /// Replaces or checks the master key, also while `serve` runs.
    #[command(subcommand)]
    Key(KeyAction),
    /// Writes a sealed backup of everything, also while `serve` runs.
    Backup(Backup),
    /// Restores a backup into an empty data folder or PostgreSQL database.
    Restore(Restore),
    /// Checks or exports the audit, also while `serve` runs.
    #[command(subcommand)]
    Audit(AuditAction),
    /// Writes accounts and mailboxes, without secrets.
    Export(Export),
    /// Reads accounts and mailboxes that `export` wrote: all of them, or none.
    Import(Import),
    /// Looks at the configuration.
    #[command(subcommand)]
    Config(ConfigAction),
}

/// What to do with the master key.
#[derive(Subcommand)]
pub enum KeyAction {
    /// Makes a new master key and seals everything with it. Run again, it
    /// finishes what was broken off.
    Rotate(Storage),
    /// Opens everything that is sealed.
    Check(Storage),
}

/// A backup that is made.
#[derive(Args)]
pub struct Backup {
    /// The file to write. It must not be there yet.
    pub file: PathBuf,
    /// The data.
    #[command(flatten)]
    pub storage: Storage,
    /// Its seal.
    #[command(flatten)]
    pub passphrase: Passphrase,
}

/// A backup that is restored.
#[derive(Args)]
pub struct Restore {
    /// The file to read.
    pub file: PathBuf,
    /// The data.
    #[command(flatten)]
    pub storage: Storage,
    /// Its seal.
    #[command(flatten)]
    pub passphrase: Passphrase,
}

/// What to do with the audit.
#[derive(Subcommand)]
pub enum AuditAction {
    /// Checks the chain from the first line to the last.
    Verify(Storage),
    /// Writes all lines to standard output.
    Export(AuditExport),
}

/// An export of the audit.
#[derive(Args)]
pub struct AuditExport {
    /// The form.
    #[arg(long, value_enum, default_value_t = LineForm::Csv)]
    pub format: LineForm,
    /// The data.
    #[command(flatten)]
    pub storage: Storage,
}

/// Forms of lines.
#[derive(Clone, Copy, ValueEnum)]
pub enum LineForm {
    /// For a spreadsheet.
    Csv,
    /// One JSON object a line.
    Jsonl,
}

/// An export of accounts and mailboxes.
#[derive(Args)]
pub struct Export {
    /// The form.
    #[arg(long, value_enum, default_value_t = ListForm::Csv)]
    pub format: ListForm,
    /// The data.
    #[command(flatten)]
    pub storage: Storage,
}

/// An import of accounts and mailboxes.
#[derive(Args)]
pub struct Import {
    /// The file to read; JSON where its name ends so, else CSV.
    pub file: PathBuf,
    /// The data.
    #[command(flatten)]
    pub storage: Storage,
}

/// Forms of lists.
#[derive(Clone, Copy, ValueEnum)]
pub enum ListForm {
    /// For a spreadsheet.
    Csv,
    /// For programs.
    Json,
}

/// What to do with the configuration.
#[derive(Subcommand)]
pub enum ConfigAction {
    /// Checks what `serve` would be started with, without starting it.
    Check(Box<Serve>),
}

/// How the panel and the API are served.
#[derive(Args)]
pub struct Serve {
    /// Where to listen.
    #[arg(long, env = "IMAGECAPTURE_LISTEN", default_value = "127.0.0.1:8420")]
    pub listen: SocketAddr,
    /// The address people open the panel at, and to which Microsoft sends
    /// them back: <PUBLIC_URL>/microsoftgraph is the redirect URI to register.
    #[arg(long, env = "IMAGECAPTURE_PUBLIC_URL", default_value = "http://localhost:8420", value_parser = public_url)]
    pub public_url: Url,
    /// The relay that Microsoft sends people back to in place of PUBLIC_URL:
    /// <RELAY_URL>/microsoftgraph is then the redirect URI to register.
    #[arg(long, env = "IMAGECAPTURE_RELAY_URL", value_parser = public_url)]
    pub relay_url: Option<Url>,
    /// The data and its keys.
    #[command(flatten)]
    pub storage: Storage,
    /// The folder with the built panel.
    #[arg(long, env = "IMAGECAPTURE_PANEL")]
    pub panel: Option<PathBuf>,
    /// Takes the place of Microsoft's sign-in address, for a stand-in.
    #[arg(long, env = "IMAGECAPTURE_LOGIN_URL", value_parser = stand_in_url)]
    pub login_url: Option<Url>,
    /// Takes the place of Graph's address, for a stand-in.
    #[arg(long, env = "IMAGECAPTURE_GRAPH_URL", value_parser = stand_in_url)]
    pub graph_url: Option<Url>,
    /// Networks that webhooks may go to although they are not public, such as
    /// 10.1.0.0/16. Nowhere else inside.
    #[arg(
        long,
        env = "IMAGECAPTURE_WEBHOOK_NETWORKS",
        value_delimiter = ',',
        value_name = "CIDR,…"
    )]
    pub webhook_networks: Vec<IpNet>,
    /// How the door is kept.
    #[command(flatten)]
    pub door: Door,
    /// Ends when standard input is closed: so that nothing survives whoever
    /// started it.
    #[arg(long)]
    pub exit_with_parent: bool,
}

/// Who gets in, and how much of us they may take.
#[derive(Args)]
pub struct Door {
    /// A certificate with its chain, PEM: speaks TLS by itself. Read again when
    /// it changes.
    #[arg(long, env = "IMAGECAPTURE_TLS_CERTIFICATE", requires = "tls_key")]
    pub tls_certificate: Option<PathBuf>,
    /// The private key of the certificate, PEM, without a passphrase.
    #[arg(long, env = "IMAGECAPTURE_TLS_KEY", requires = "tls_certificate")]
    pub tls_key: Option<PathBuf>,
    /// Networks of proxies whose X-Forwarded-For is believed, such as
    /// 10.0.0.0/8,::1/128. From anybody else that header is ignored.
    #[arg(
        long,
        env = "IMAGECAPTURE_TRUSTED_PROXIES",
        value_delimiter = ',',
        value_name = "CIDR,…"
    )]
    pub trusted_proxies: Vec<IpNet>,
    /// Where /metrics is served. Not at all without it: whoever reaches this
    /// address may read them.
    #[arg(long, env = "IMAGECAPTURE_METRICS_LISTEN")]
    pub metrics_listen: Option<SocketAddr>,
    /// How many seconds a client may take for its headers, for a piece of a
    /// body, and between two requests.
    #[arg(long, env = "IMAGECAPTURE_CLIENT_SECONDS", default_value_t = 15, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub client_seconds: u64,
    /// Connections at once; whoever comes later waits.
    #[arg(long, env = "IMAGECAPTURE_CONNECTIONS", default_value_t = 2048, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub connections: u32,
    /// How many seconds answers under way get when the process is told to stop.
    #[arg(long, env = "IMAGECAPTURE_DRAIN_SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub drain_seconds: u64,
}

/// How the relay is served.
#[derive(Args)]
pub struct Relay {
    /// Where to listen.
    #[arg(
        long,
        env = "IMAGECAPTURE_RELAY_LISTEN",
        default_value = "127.0.0.1:8430"
    )]
    pub listen: SocketAddr,
    /// A file with one installation's origin a line, such as
    /// https://capture.contoso.nl. Nothing else is ever redirected to.
    #[arg(long, env = "IMAGECAPTURE_RELAY_INSTALLATIONS")]
    pub installations: PathBuf,
}

/// An address people can open: https, or http on this very machine.
fn public_url(text: &str) -> Result<Url, String> {
    let url = stand_in_url(text)?;
    let local = matches!(url.host_str(), Some("localhost" | "127.0.0.1"));
    if url.scheme() == "https" || local {
        Ok(url)
    } else {
        Err("must be https, except on localhost: Microsoft sends codes to it".to_owned())
    }
}

fn stand_in_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| error.to_string())?;
    let plain = matches!(url.scheme(), "http" | "https")
        && url.host().is_some()
        && url.username().is_empty()
        && url.query().is_none()
        && url.fragment().is_none()
        && url.path() == "/";
    if plain {
        Ok(url)
    } else {
        Err("must be a plain address such as https://capture.contoso.nl".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flags_fit_together() {
        use clap::CommandFactory;
        Command::command().debug_assert();
    }

    #[test]
    fn a_public_address_is_secure_or_local_and_nothing_but_an_address() {
        for good in [
            "https://capture.contoso.nl",
            "http://localhost:8420",
            "http://127.0.0.1:1",
        ] {
            assert!(public_url(good).is_ok(), "{good}");
        }
        for bad in [
            "http://capture.contoso.nl",
            "https://capture.contoso.nl/panel",
            "https://user@capture.contoso.nl",
            "ftp://localhost",
            "capture.contoso.nl",
            "https://a.nl/?x=1",
        ] {
            assert!(public_url(bad).is_err(), "{bad}");
        }
    }
}
