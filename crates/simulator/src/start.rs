//! Starting and stopping.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::base::clock;
use crate::base::seal::Sealer;
use crate::control::issued::Sensitive;
use crate::directory::build;
use crate::directory::file::{self, TenantFileError};
use crate::directory::state::State;
use crate::save::{self, StateFileError};
use crate::server;
use crate::world::{Shared, World};

/// How a stand-in is started.
#[derive(Clone, Debug)]
pub struct Config {
    /// Port 0 picks a free one.
    pub listen: SocketAddr,
    /// Where clients reach it; the listener's own address when not given.
    pub public_url: Option<String>,
    /// The text of a tenant file; the demo tenants when not given.
    pub tenants: Option<String>,
    /// Where the whole state is kept.
    pub state: Option<PathBuf>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            public_url: None,
            tenants: None,
            state: None,
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
    /// The public address is no web address.
    #[error("the public address \"{0}\" is not an http or https address")]
    PublicUrl(String),
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
        let listen_error = |source| StartError::Listen {
            address: config.listen,
            source,
        };
        let listener = TcpListener::bind(config.listen)
            .await
            .map_err(listen_error)?;
        let address = listener.local_addr().map_err(listen_error)?;
        let public_url = public_url(config.public_url.as_deref(), address)?;
        let world = world(&config, public_url)?;
        let (stop, stopped) = watch::channel(false);
        let router = server::router(Arc::clone(&world));
        let serving = tokio::spawn(server::serve(
            listener,
            router,
            Arc::clone(&world),
            stopped.clone(),
        ));
        let saving = config
            .state
            .map(|path| tokio::spawn(save::keep(Arc::clone(&world), path, stopped)));
        Ok(Handle {
            address,
            world,
            stop,
            serving: Some(serving),
            saving,
        })
    }
}

fn public_url(given: Option<&str>, address: SocketAddr) -> Result<String, StartError> {
    let Some(given) = given else {
        return Ok(format!("http://{address}"));
    };
    let trimmed = given.trim_end_matches('/');
    let parsed = url::Url::parse(trimmed);
    match parsed {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(trimmed.to_owned()),
        _ => Err(StartError::PublicUrl(given.to_owned())),
    }
}

/// From the state file if there is one, else from the tenant file.
fn world(config: &Config, public_url: String) -> Result<Shared, StartError> {
    let world = World::new(State::default(), public_url, Sealer::fresh_key().to_vec())
        .ok_or(StateFileError::Damaged)?;
    let saved = config
        .state
        .as_deref()
        .map(save::load)
        .transpose()?
        .flatten();
    match saved {
        Some(snapshot) => save::restore(&world, snapshot)?,
        None => {
            let text = config.tenants.as_deref().unwrap_or(file::DEMO);
            let state = build::state_from(text, clock::system_now())?;
            world.change(|empty| *empty = state);
        }
    }
    note_secrets(&world);
    Ok(Arc::new(world))
}

/// Configured secrets count as issued.
pub(crate) fn note_secrets(world: &World) {
    world.read(|state| {
        for secret in state.apps.iter().flat_map(|app| &app.secrets) {
            world.ledger.note(Sensitive::ClientSecret, &secret.value);
        }
    });
}

/// A running stand-in; it ends when this is dropped.
pub struct Handle {
    address: SocketAddr,
    world: Shared,
    stop: watch::Sender<bool>,
    serving: Option<JoinHandle<()>>,
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

    /// Stops taking connections, and saves the state if it is kept.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        let tasks = self.serving.take().into_iter().chain(self.saving.take());
        for task in tasks {
            let _ = tokio::time::timeout(Duration::from_secs(5), task).await;
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        let _ = self.stop.send(true);
        if let Some(serving) = &self.serving {
            serving.abort();
        }
    }
}
