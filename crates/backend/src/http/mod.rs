//! The door that all resources share: who comes in, what they may, and how an
//! error looks on the way out.

mod client;
mod docs;
mod ends;
mod etag;
pub mod events;
mod failure;
mod guard;
mod headers;
mod health;
mod jobs;
mod limit;
mod listener;
mod once;
mod page;
mod panel;
mod parameters;
pub mod permissions;
mod record;
mod session;
mod throttle;
mod tls;

pub use client::{ClientAddress, Peer};
pub use docs::router as docs_router;
pub use ends::Ends;
pub use etag::only_if_same;
pub use failure::{Failure, Problems};
pub use health::{Health, metrics_router, router as health_router};
pub use jobs::short_way;
pub use listener::{Limits, Listener, serve_connections};
pub use page::{Page, Paged};
pub use panel::{Panel, PanelError};
pub use parameters::Parameters;
pub use session::{Admin, IDLE_MS, SessionCookie, SignedIn, signed_in};
pub use throttle::{Throttle, name_of};
pub use tls::{Tls, TlsError};

use crate::keeper::Keeper;
use crate::proofs::Proofs;
use crate::store::{Actor, Store};
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum::middleware;
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use ipnet::IpNet;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::{Mutex, Semaphore};
use tower::ServiceBuilder;
use tower::util::MapResponseLayer;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::timeout::TimeoutLayer;
use url::Url;

/// Longest time for an answer, body of the request included.
const ANSWER_WITHIN: Duration = Duration::from_secs(45);

/// Smallest answer that is worth compressing, in bytes.
const WORTH_SHRINKING: u16 = 1024;

/// Passwords that are checked at once: each costs 19 MiB and much of a core.
const HASHES_AT_ONCE: usize = 2;

/// What the handlers work with. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    store: Store,
    keeper: Keeper,
    proofs: Proofs,
    site: Site,
    ends: Ends,
    health: Health,
    /// Failures before one person's address has to wait …
    names: Throttle,
    /// … and before the network address does, which a whole office may share.
    addresses: Throttle,
    hashing: Semaphore,
    changing: Mutex<()>,
    set_up_code: String,
    boot: String,
    requests: AtomicU64,
}

/// Where and as what this installation is reached.
#[derive(Clone)]
pub struct Site {
    /// The public address.
    pub public: Url,
    /// The relay that Microsoft sends people back to, where there is one.
    pub relay: Option<Url>,
    /// Whether a stand-in takes Microsoft's place.
    pub stand_in: bool,
    /// Whether we speak TLS ourselves.
    pub tls: bool,
    /// The proxies that may say where a request comes from.
    pub proxies: Vec<IpNet>,
    /// How long a client may take for a piece of its request.
    pub patience: Duration,
    /// The folder for what lies on disk.
    pub data: PathBuf,
    /// Networks of one's own that webhooks may go to.
    pub webhook_networks: Vec<IpNet>,
}

impl Site {
    /// The redirect URI to register in Entra.
    #[must_use]
    pub fn redirect_uri(&self) -> String {
        let base = self.relay.as_ref().unwrap_or(&self.public);
        let base = base.as_str().trim_end_matches('/');
        [base, contract::REDIRECT_PATH].concat()
    }

    /// The state of a consent: behind a relay it names this installation.
    #[must_use]
    pub fn state(&self, random: &str) -> String {
        match &self.relay {
            Some(_) => [random, ".", &URL_SAFE_NO_PAD.encode(self.origin())].concat(),
            None => random.to_owned(),
        }
    }

    /// Whether browsers reach us over HTTPS.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.tls || self.public.scheme() == "https"
    }

    /// The origin from which the panel sends its requests.
    #[must_use]
    pub fn origin(&self) -> String {
        self.public.origin().ascii_serialization()
    }
}

impl App {
    /// Puts it together. `set_up_code` makes the first administrator.
    #[must_use]
    pub fn new(
        store: Store,
        keeper: Keeper,
        proofs: Proofs,
        site: Site,
        set_up_code: String,
    ) -> Self {
        Self(Arc::new(Inner {
            store,
            keeper,
            proofs,
            site,
            ends: Ends::default(),
            health: Health::default(),
            names: Throttle::after(5),
            addresses: Throttle::after(20),
            hashing: Semaphore::new(HASHES_AT_ONCE),
            changing: Mutex::default(),
            set_up_code,
            boot: crate::random::id()[..8].to_owned(),
            requests: AtomicU64::new(0),
        }))
    }

    /// The ground floor.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// The token keeper.
    #[must_use]
    pub fn keeper(&self) -> &Keeper {
        &self.0.keeper
    }

    /// The proofs.
    #[must_use]
    pub fn proofs(&self) -> &Proofs {
        &self.0.proofs
    }

    /// Where this installation is reached.
    #[must_use]
    pub fn site(&self) -> &Site {
        &self.0.site
    }

    /// Slows down whoever guesses the password of one person.
    #[must_use]
    pub fn names(&self) -> &Throttle {
        &self.0.names
    }

    /// Slows down whoever guesses from one network address.
    #[must_use]
    pub fn addresses(&self) -> &Throttle {
        &self.0.addresses
    }

    /// Tells open connections what has ended.
    #[must_use]
    pub fn ends(&self) -> &Ends {
        &self.0.ends
    }

    /// The last finding about our health.
    #[must_use]
    pub fn health(&self) -> &Health {
        &self.0.health
    }

    /// Taken while something is compared and then changed.
    #[must_use]
    pub fn changing(&self) -> &Mutex<()> {
        &self.0.changing
    }

    /// Names this run of the process.
    #[must_use]
    pub fn boot(&self) -> &str {
        &self.0.boot
    }

    /// The id of the last live change.
    pub(crate) fn last_change(&self) -> String {
        events::id(self.boot(), self.store().live().last())
    }

    /// A name for a request, unique over all replicas and restarts.
    #[must_use]
    pub fn name_request(&self) -> String {
        let number = self.0.requests.fetch_add(1, Ordering::Relaxed);
        format!("{}-{number:06}", self.0.boot)
    }

    /// Places for checking passwords.
    #[must_use]
    pub fn hashing(&self) -> &Semaphore {
        &self.0.hashing
    }

    /// The one-time code that makes the first administrator.
    #[must_use]
    pub fn set_up_code(&self) -> &str {
        &self.0.set_up_code
    }
}

/// A person as the audit names them.
#[must_use]
pub fn actor(person: &contract::people::Person) -> Actor {
    Actor::person(person.name.as_str(), person.address.as_str())
}

/// Puts the layers around the API's routes; the panel and other pages beside it.
///
/// `frequent` are those routes of the API that are asked for most, with their
/// whole path and made by [`short_way`]: they stand outside the layers.
pub fn house(api: Router, frequent: Router<App>, pages: Router, app: &App, panel: Panel) -> Router {
    // Two stacks, since one long type takes the compiler long.
    let inner = ServiceBuilder::new()
        .layer(TimeoutLayer::with_status_code(
            StatusCode::GATEWAY_TIMEOUT,
            ANSWER_WITHIN,
        ))
        .layer(middleware::from_fn_with_state(app.clone(), guard::guard))
        .layer(middleware::from_fn_with_state(
            app.clone(),
            permissions::admit,
        ))
        .layer(middleware::from_fn_with_state(app.clone(), limit::limit))
        .layer(middleware::from_fn_with_state(app.clone(), once::once))
        .layer(middleware::from_fn(etag::etag));
    let outer = |part| {
        ServiceBuilder::new()
            .layer(middleware::from_fn_with_state(
                (app.clone(), part),
                record::record,
            ))
            .layer(CatchPanicLayer::custom(failure::panicked))
    };
    let api = api
        .fallback(failure::no_such_operation)
        .layer(inner)
        .layer(outer(record::Part::Api))
        .layer(smaller());
    let pages = pages
        .fallback_service(panel.router())
        .layer(outer(record::Part::Pages));
    let secure = app.site().is_secure();
    Router::new()
        .nest_service(contract::API, api)
        .fallback_service(pages)
        .layer(MapResponseLayer::new(move |response| {
            headers::protect(response, secure)
        }))
        .merge(frequent.with_state(app.clone()))
}

/// Lists are large and full of repetition: a tenth of their size, for who takes
/// them so. No answer under this layer holds a secret that was not asked for by
/// itself, so its length betrays none (BREACH); tokens go another way
/// ([`short_way`]), and streams are left alone.
fn smaller() -> CompressionLayer<impl Predicate> {
    let worth_it = SizeAbove::new(WORTH_SHRINKING).and(NotForContentType::SSE);
    CompressionLayer::new()
        .quality(CompressionLevel::Fastest)
        .compress_when(worth_it)
}

/// SHA-256 in base64url.
fn hash(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(bytes))
}

/// A JSON body. What cannot be read is answered in our own words.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        // The usual case, without axum's closer look.
        let plain = request
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind == "application/json");
        let read = if plain {
            match Bytes::from_request(request, state).await {
                Ok(bytes) => Json::<T>::from_bytes(&bytes).map_err(|refused| refused.status()),
                Err(refused) => Err(refused.status()),
            }
        } else {
            let json = Json::<T>::from_request(request, state).await;
            json.map_err(|refused| refused.status())
        };
        match read {
            Ok(Json(body)) => Ok(Self(body)),
            Err(status) => Err(Failure::unreadable(status)),
        }
    }
}
