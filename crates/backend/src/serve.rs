//! Puts the house together and keeps it running.

use crate::config::Serve;
use crate::http::{self, App, Listener, Panel, Site};
use crate::keeper::Keeper;
use crate::proofs::Proofs;
use crate::store::{MasterKey, OpenError, Opening, Store, StoreError};
use crate::{accounts, clock, consents, mailboxes, migration, people, random, tokens};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// How often the house looks after itself: idle sign-ins, verdicts that age,
/// sessions that are over.
const ROUNDS: Duration = Duration::from_secs(60 * 60);

/// How often the ledger of hand-outs goes to the audit.
const LEDGER: Duration = Duration::from_secs(10);

/// How often tokens that are about to end are looked for.
const LOOK_AHEAD: Duration = Duration::from_secs(60);

/// Letters of the set-up code: none that look alike.
const CODE_LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// Why the backend cannot start. Each text says what to do.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The port.
    #[error("{0} cannot be listened on: {1}. Stop what uses it, or choose another with --listen")]
    Port(std::net::SocketAddr, std::io::Error),
    /// The master key file.
    #[error("the master key file {0} cannot be read: {1}")]
    KeyFile(String, std::io::Error),
    /// The master key.
    #[error(transparent)]
    Key(#[from] crate::store::KeyError),
    /// The store.
    #[error(transparent)]
    Store(#[from] OpenError),
    /// The store, while starting.
    #[error(transparent)]
    Storage(#[from] StoreError),
    /// The panel's files.
    #[error(transparent)]
    Panel(#[from] http::PanelError),
    /// TLS.
    #[error(transparent)]
    Transport(#[from] microsoft::TransportError),
}

/// A backend that listens and is about to serve.
pub struct House {
    listener: Listener,
    app: App,
    router: Router,
    /// Where it listens.
    pub address: std::net::SocketAddr,
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
        let listener = Listener::bind(config.listen)
            .await
            .map_err(|error| StartError::Port(config.listen, error))?;
        let address = listener
            .address()
            .map_err(|error| StartError::Port(config.listen, error))?;
        let panel = match &config.panel {
            Some(folder) => Panel::read(folder)?,
            None => Panel::default(),
        };
        let key = match &config.master_key_file {
            Some(file) => Some(read_key(file)?),
            None => None,
        };
        let store = Store::open(Opening {
            folder: &config.data,
            database_url: config.database_url.as_ref(),
            key,
        })
        .await?;
        let (login, graph) = (config.login_url.as_ref(), config.graph_url.as_ref());
        let keeper = Keeper::new(store.clone(), login, graph)?;
        let proofs = Proofs::new(store.clone(), keeper.clone());
        store.drop_redeeming_consents().await?;
        proofs.resume_test_mails().await?;
        let set_up_code = code();
        let site = Site {
            public: config.public_url.clone(),
            stand_in: login.is_some(),
        };
        let empty = store.has_nobody().await?;
        let app = App::new(store, keeper, proofs, site, set_up_code.clone());
        Ok(Self {
            router: router(&app, panel),
            listener,
            app,
            address,
            set_up_code: empty.then_some(set_up_code),
        })
    }

    /// Serves until `stop` is ready.
    pub async fn serve(self, stop: impl Future<Output = ()>) {
        let mut chores = JoinSet::new();
        chores.spawn(rounds(self.app.clone()));
        chores.spawn(look_ahead(self.app.clone()));
        chores.spawn(keep_ledger(self.app.clone()));
        http::serve_connections(self.listener, self.router, stop).await;
        chores.shutdown().await;
        if let Err(error) = self.app.keeper().ledger().write(true).await {
            tracing::error!(%error, "the last hand-outs are missing in the audit");
        }
        self.app.store().close().await;
    }
}

fn read_key(file: &std::path::Path) -> Result<MasterKey, StartError> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| StartError::KeyFile(file.display().to_string(), error))?;
    Ok(MasterKey::parse(&text)?)
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

#[derive(OpenApi)]
#[openapi(
    info(
        title = "ImageCapture mail link",
        description = "Connects Microsoft 365 mailboxes to ImageCapture. Every error is a \
            problem+json (RFC 9457) with a stable code, a remedy and its owner. Requests that \
            change something carry `x-requested-by: imagecapture-panel` and the Origin of the \
            panel, or a job key."
    ),
    servers((url = "/api/v1"))
)]
struct Description;

/// The API with its description.
fn api() -> (Router<App>, utoipa::openapi::OpenApi) {
    OpenApiRouter::with_openapi(Description::openapi())
        .merge(people::router())
        .merge(accounts::router())
        .merge(consents::router())
        .merge(mailboxes::router())
        .merge(tokens::router())
        .merge(migration::router())
        .routes(routes!(http::events::events))
        .split_for_parts()
}

/// The description of the API, as it is served.
#[must_use]
pub fn description() -> utoipa::openapi::OpenApi {
    api().1
}

fn router(app: &App, panel: Panel) -> Router {
    let (api, description) = api();
    let api = api
        .route(
            "/openapi.json",
            get(move || {
                let description = description.clone();
                async move { Json(description) }
            }),
        )
        .with_state(app.clone());
    Router::new()
        .route("/health/live", get(|| async { "ok\n" }))
        .route("/health/ready", get(ready))
        .with_state(app.clone())
        .merge(http::house(api, app, panel))
}

async fn ready(State(app): State<App>) -> impl IntoResponse {
    let plain = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    match app.store().ping().await {
        Ok(()) => (StatusCode::OK, plain, "ready\n"),
        Err(error) => {
            tracing::error!(%error, "storage failed");
            (StatusCode::SERVICE_UNAVAILABLE, plain, "storage is away\n")
        }
    }
}

async fn look_ahead(app: App) {
    let mut ticks = ticks(LOOK_AHEAD);
    loop {
        ticks.tick().await;
        app.keeper().look_ahead().await;
    }
}

async fn keep_ledger(app: App) {
    let mut ticks = ticks(LEDGER);
    loop {
        ticks.tick().await;
        if let Err(error) = app.keeper().ledger().write(false).await {
            tracing::error!(%error, "hand-outs wait for the audit");
        }
    }
}

/// Late ticks are not made up for.
fn ticks(every: Duration) -> tokio::time::Interval {
    let mut ticks = tokio::time::interval(every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

async fn rounds(app: App) {
    let mut ticks = ticks(ROUNDS);
    loop {
        ticks.tick().await;
        if let Err(error) = round(&app).await {
            tracing::error!(%error, "a round was cut short");
        }
    }
}

async fn round(app: &App) -> Result<(), StoreError> {
    let now = clock::now();
    let unseen = now.plus_ms(-http::IDLE_MS);
    let begun = now.plus_ms(-http::ABSOLUTE_MS);
    app.store().drop_sessions(unseen, begun).await?;
    app.proofs().judge_all().await?;
    app.keeper().heartbeat().await
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
