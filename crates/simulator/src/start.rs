//! Starting and stopping.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::base::clock::{self, Clock, Moment};
use crate::base::random::Dice;
use crate::control::issued::Sensitive;
use crate::directory::build;
use crate::directory::file::{self, TenantFileError};
use crate::https::{self, Authority, HttpsError};
use crate::save::{self, StateFileError};
use crate::server::{self, Entrance};
use crate::world::{Core, Shared, World};

/// When the time of a seeded stand-in begins, if nothing else is said:
/// 2026-11-23T08:00:00Z.
const SEEDED_BEGIN: Moment = Moment(1_795_420_800_000);

/// How a stand-in is started.
#[derive(Clone, Debug)]
pub struct Config {
    /// Port 0 picks a free one.
    pub listen: SocketAddr,
    /// Where clients reach it; the listener's own address when not given.
    pub public_url: Option<String>,
    /// Where to listen for HTTPS, besides.
    pub https: Option<SocketAddr>,
    /// Where clients reach it by HTTPS; the first of the host names with the
    /// listener's port when not given.
    pub https_url: Option<String>,
    /// Host names and addresses the certificate is for, besides this
    /// machine's own.
    pub hosts: Vec<String>,
    /// The certificate authority's certificate: made here if it is not there.
    /// An authority of this run only when not given.
    pub ca_file: Option<PathBuf>,
    /// The text of a tenant file; the demo tenants when not given.
    pub tenants: Option<String>,
    /// Where the whole state is kept.
    pub state: Option<PathBuf>,
    /// Makes ids, keys and times the same on every run.
    pub seed: Option<u64>,
    /// When time begins, as a date; only with a seed.
    pub begin: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            public_url: None,
            https: None,
            https_url: None,
            hosts: Vec::new(),
            ca_file: None,
            tenants: None,
            state: None,
            seed: None,
            begin: None,
        }
    }
}

/// Why a stand-in did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address is taken or is not this machine's.
    #[error("{address} cannot be listened on: {source}")]
    Listen {
        /// As configured.
        address: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// See there.
    #[error(transparent)]
    Tenants(#[from] TenantFileError),
    /// See there.
    #[error(transparent)]
    State(#[from] StateFileError),
    /// See there.
    #[error(transparent)]
    Https(#[from] HttpsError),
    /// The public address is no web address.
    #[error("the public address \"{0}\" is not an http or https address")]
    PublicUrl(String),
    /// The moment at which time begins is none.
    #[error("\"{0}\" is not a date at which time can begin")]
    Begin(String),
}

/// Starts stand-ins.
#[derive(Debug)]
pub struct Simulator;

impl Simulator {
    /// Returns once it listens.
    ///
    /// # Errors
    ///
    /// When the address is taken, or a file cannot be used.
    pub async fn start(config: Config) -> Result<Handle, StartError> {
        let (listener, address) = listen(config.listen).await?;
        let public_url = match &config.public_url {
            Some(given) => web_address(given)?,
            None => format!("http://{address}"),
        };
        let secure = match config.https {
            Some(address) => Some(listen(address).await?),
            None => None,
        };
        let core = core(&config)?;
        let (stop, stopped) = watch::channel(false);
        let world = World::door(&core, public_url);
        let enter = |entrance: Entrance| tokio::spawn(server::serve(entrance, stopped.clone()));
        let mut serving = Vec::new();
        let mut https_url = None;
        if let Some((listener, address)) = secure {
            let door = Secure::new(&config, address)?;
            let _ = core.authority.set(door.pem);
            serving.push(enter(Entrance {
                listener,
                tls: Some(door.acceptor),
                world: World::door(&core, door.url.clone()),
            }));
            https_url = Some(door.url);
        }
        serving.push(enter(Entrance {
            listener,
            tls: None,
            world: Arc::clone(&world),
        }));
        let saving = config
            .state
            .map(|path| tokio::spawn(save::keep(Arc::clone(&core), path, stopped)));
        Ok(Handle {
            address,
            world,
            https_url,
            stop,
            serving,
            saving,
        })
    }
}

async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    let failed = |source| StartError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok((listener, address))
}

/// What the HTTPS door needs.
struct Secure {
    url: String,
    acceptor: TlsAcceptor,
    /// The authority's certificate.
    pem: String,
}

impl Secure {
    fn new(config: &Config, address: SocketAddr) -> Result<Self, StartError> {
        let url = match &config.https_url {
            Some(given) => web_address(given)?,
            None => {
                let host = config.hosts.first().map_or("localhost", String::as_str);
                format!("https://{host}:{}", address.port())
            }
        };
        let authority = Authority::at(config.ca_file.as_deref())?;
        let hosts = https::host_names(&config.hosts, address.ip(), &url);
        Ok(Self {
            url,
            acceptor: TlsAcceptor::from(authority.server(&hosts)?),
            pem: authority.pem,
        })
    }
}

fn web_address(given: &str) -> Result<String, StartError> {
    let trimmed = given.trim_end_matches('/');
    let parsed = url::Url::parse(trimmed);
    match parsed {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(trimmed.to_owned()),
        _ => Err(StartError::PublicUrl(given.to_owned())),
    }
}

/// From the state file if there is one, else from the tenant file.
fn core(config: &Config) -> Result<Arc<Core>, StartError> {
    let (clock, now) = match (config.seed, config.begin.as_deref()) {
        (None, _) => (Clock::default(), clock::system_now()),
        (Some(_), begin) => {
            let begin = match begin {
                None => SEEDED_BEGIN,
                Some(text) => {
                    Moment::parse(text).ok_or_else(|| StartError::Begin(text.to_owned()))?
                }
            };
            (Clock::beginning_at(begin), begin)
        }
    };
    let core = Core::new(Dice::new(config.seed), clock).ok_or(StateFileError::Damaged)?;
    let saved = config
        .state
        .as_deref()
        .map(save::load)
        .transpose()?
        .flatten();
    match saved {
        Some(snapshot) => save::restore(&core, snapshot)?,
        None => {
            let text = config.tenants.as_deref().unwrap_or(file::DEMO);
            let state = build::state_from(text, now)?;
            core.change(|empty| *empty = state);
        }
    }
    note_secrets(&core);
    Ok(core)
}

/// Configured secrets count as issued.
pub(crate) fn note_secrets(core: &Core) {
    core.read(|state| {
        for secret in state.apps.iter().flat_map(|app| &app.secrets) {
            core.ledger.note(Sensitive::ClientSecret, &secret.value);
        }
    });
}

/// A running stand-in; it ends when this is dropped.
pub struct Handle {
    address: SocketAddr,
    world: Shared,
    https_url: Option<String>,
    stop: watch::Sender<bool>,
    serving: Vec<JoinHandle<()>>,
    saving: Option<JoinHandle<()>>,
}

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Handle")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl Handle {
    /// The address that is listened on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where clients reach it, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.world.public_url
    }

    /// Where clients reach it by HTTPS, if it listens for that.
    #[must_use]
    pub fn https_url(&self) -> Option<&str> {
        self.https_url.as_deref()
    }

    /// The certificate that clients of the HTTPS address have to trust, as PEM.
    #[must_use]
    pub fn ca_certificate(&self) -> Option<&str> {
        self.world.authority.get().map(String::as_str)
    }

    /// Makes the signing key now, in the background, so that the first sign-in
    /// does not wait for it.
    pub fn warm_up(&self) {
        let world = Arc::clone(&self.world);
        tokio::task::spawn_blocking(move || {
            if let Err(error) = world.keys.current() {
                tracing::error!(%error, "there is no signing key");
            }
        });
    }

    /// Stops taking connections, and saves the state if it is kept.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        let tasks: Vec<_> = self.serving.drain(..).chain(self.saving.take()).collect();
        for task in tasks {
            let _ = tokio::time::timeout(Duration::from_secs(5), task).await;
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        let _ = self.stop.send(true);
        for serving in &self.serving {
            serving.abort();
        }
    }
}
