//! Puts the house together and keeps it running.

mod chores;
mod describe;

use crate::config::{ConfigError, Serve};
use crate::http::{self, App, Failure, Limits, Listener, Panel, Site, Tls};
use crate::keeper::Keeper;
use crate::proofs::Proofs;
use crate::store::{OpenError, Store, StoreError};
use crate::{
    accounts, audit, calendar, consents, diagnoses, mailboxes, migration, people, random, reach,
    rights, runs, tokens, transfer, warnings,
};
use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use bytes::Bytes;
use chores::Chores;
use contract::catalogue::Cause;
use describe::Description;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::sync::OnceCell;
use tokio::task::spawn_blocking;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Letters of the set-up code: none that look alike.
const CODE_LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// Why the backend cannot start. Each text says what to do.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The port.
    #[error("{0} cannot be listened on: {1}. Stop what uses it, or choose another with --listen")]
    Port(SocketAddr, std::io::Error),
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The store.
    #[error(transparent)]
    Store(#[from] OpenError),
    /// The store, while starting.
    #[error(transparent)]
    Storage(#[from] StoreError),
    /// The panel's files.
    #[error(transparent)]
    Panel(#[from] http::PanelError),
    /// Our certificate.
    #[error(transparent)]
    Tls(#[from] http::TlsError),
    /// TLS towards Microsoft.
    #[error(transparent)]
    Transport(#[from] microsoft::TransportError),
}

/// A backend that listens and is about to serve.
pub struct House {
    listener: Listener,
    metrics: Option<Listener>,
    app: App,
    router: Router,
    /// Where it listens.
    pub address: SocketAddr,
    /// Where its counts are, if anywhere.
    pub metrics_address: Option<SocketAddr>,
    /// The one-time code for the first administrator, where there is nobody yet.
    pub set_up_code: Option<String>,
}

impl House {
    /// Opens everything. What was under way when the process last ended is
    /// brought to an end, or goes on.
    ///
    /// # Errors
    /// Why it cannot start.
    pub async fn open(config: &Serve) -> Result<Self, StartError> {
        let door = &config.door;
        let limits = Limits {
            patience: Duration::from_secs(door.client_seconds),
            connections: door.connections as usize,
            drain: Duration::from_secs(door.drain_seconds),
        };
        let tls = match (&door.tls_certificate, &door.tls_key) {
            (Some(certificate), Some(key)) => Some(Tls::open(certificate, key)?),
            _ => None,
        };
        let speaks_tls = tls.is_some();
        let (listener, address) = listen(config.listen).await?;
        let (metrics, metrics_address) = match door.metrics_listen {
            Some(wanted) => {
                let (listener, address) = listen(wanted).await?;
                (Some(listener), Some(address))
            }
            None => (None, None),
        };
        let panel = match &config.panel {
            Some(folder) => Panel::read(folder)?,
            None => Panel::default(),
        };
        let places = config.storage.places()?;
        let store = Store::open(places.opening()).await?;
        let (login, graph) = (config.login_url.as_ref(), config.graph_url.as_ref());
        let keeper = Keeper::new(store.clone(), login, graph)?;
        let proofs = Proofs::new(store.clone(), keeper.clone());
        store.drop_redeeming_consents().await?;
        proofs.resume_test_mails().await?;
        let set_up_code = code();
        let site = Site {
            public: config.public_url.clone(),
            relay: config.relay_url.clone(),
            stand_in: login.is_some(),
            tls: speaks_tls,
            proxies: door.trusted_proxies.clone(),
            patience: limits.patience,
            data: config.storage.data.clone(),
            webhook_networks: config.webhook_networks.clone(),
        };
        let empty = store.has_nobody().await?;
        let app = App::new(store, keeper, proofs, site, set_up_code.clone());
        Ok(Self {
            router: router(&app, panel),
            listener: listener.within(limits).with_tls(tls),
            metrics,
            app,
            address,
            metrics_address,
            set_up_code: empty.then_some(set_up_code),
        })
    }

    /// Whether it speaks `http` or `https`.
    #[must_use]
    pub fn scheme(&self) -> &'static str {
        if self.app.site().tls { "https" } else { "http" }
    }

    /// Serves until `stop` is ready. What is under way then is finished.
    pub async fn serve(self, stop: impl Future<Output = ()>) {
        let chores = Chores::start(&self.app);
        let counting = self.metrics.map(|listener| {
            let router = http::metrics_router().with_state(self.app.clone());
            tokio::spawn(http::serve_connections(
                listener,
                router,
                std::future::pending(),
            ))
        });
        let app = self.app.clone();
        let stop = async move {
            stop.await;
            tracing::info!("told to stop: no more is accepted");
            // Streams never end by themselves.
            app.ends().process();
        };
        let drain = self.listener.drain();
        http::serve_connections(self.listener, self.router, stop).await;
        chores.end(drain).await;
        if let Some(counting) = counting {
            counting.abort();
        }
        self.app.store().close().await;
        tracing::info!("stopped");
    }
}

async fn listen(wanted: SocketAddr) -> Result<(Listener, SocketAddr), StartError> {
    let fail = |error| StartError::Port(wanted, error);
    let listener = Listener::bind(wanted).await.map_err(fail)?;
    let address = listener.address().map_err(fail)?;
    Ok((listener, address))
}

/// `K7QM-2WXD-9RTF`: 60 random bits.
fn code() -> String {
    let bytes: [u8; 12] = random::bytes();
    let letters: Vec<char> = bytes
        .iter()
        .map(|byte| char::from(CODE_LETTERS[usize::from(byte % 32)]))
        .collect();
    letters
        .chunks(4)
        .map(|four| four.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join("-")
}

/// The API with its description.
fn api() -> (Router<App>, utoipa::openapi::OpenApi) {
    let (router, mut description) = OpenApiRouter::with_openapi(Description::openapi())
        .merge(people::router())
        .merge(accounts::router())
        .merge(calendar::router())
        .merge(consents::router())
        .merge(mailboxes::router())
        .merge(diagnoses::router())
        .merge(rights::router())
        .merge(reach::router())
        .merge(runs::router())
        .merge(tokens::router())
        .merge(migration::router())
        .merge(audit::router())
        .merge(transfer::router())
        .merge(warnings::router())
        .routes(routes!(http::events::events))
        .split_for_parts();
    describe::complete(&mut description);
    (router, description)
}

/// The description of the API, as it is served.
#[must_use]
pub fn description() -> utoipa::openapi::OpenApi {
    api().1
}

/// Answers with the description, which is made once.
async fn describe() -> Result<impl IntoResponse, Failure> {
    static JSON: OnceCell<Bytes> = OnceCell::const_new();
    let json = JSON
        .get_or_try_init(async || {
            let made = spawn_blocking(|| serde_json::to_vec(&description()));
            let json = made.await.ok().and_then(Result::ok).map(Bytes::from);
            json.ok_or_else(|| Failure::new(StatusCode::INTERNAL_SERVER_ERROR, Cause::Internal))
        })
        .await?;
    let kind = HeaderValue::from_static("application/json");
    Ok(([(header::CONTENT_TYPE, kind)], json.clone()))
}

fn router(app: &App, panel: Panel) -> Router {
    // The description is megabytes as a tree and seldom asked for: it goes, and
    // is made again for whoever asks.
    let (api, _) = api();
    let api = api
        .route("/openapi.json", get(describe))
        .with_state(app.clone());
    let pages = http::health_router()
        .with_state(app.clone())
        .merge(http::docs_router());
    http::house(api, tokens::frequent(), pages, app, panel)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_up_code_is_easy_to_read_and_hard_to_guess() {
        let code = code();
        assert_eq!(code.len(), 14);
        assert!(
            code.chars()
                .all(|c| c == '-' || CODE_LETTERS.contains(&u8::try_from(c).unwrap()))
        );
        assert_ne!(code, super::code());
    }
}
