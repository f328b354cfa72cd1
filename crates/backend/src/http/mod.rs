//! The door that all resources share: who comes in, what they may, and how an
//! error looks on the way out.

pub mod events;
mod failure;
mod guard;
mod headers;
mod limit;
mod listener;
mod panel;
mod session;
mod throttle;

pub use failure::{Failure, Problems};
pub use listener::{Listener, serve_connections};
pub use panel::{Panel, PanelError};
pub use session::{ABSOLUTE_MS, Admin, IDLE_MS, SessionCookie, SignedIn, signed_in};
pub use throttle::Throttle;

use crate::keeper::Keeper;
use crate::proofs::Proofs;
use crate::store::{Actor, Store};
use axum::extract::{FromRequest, Request};
use axum::middleware;
use axum::{Json, Router};
use serde::de::DeserializeOwned;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;
use url::Url;

/// Longest time for an answer, body of the request included.
const ANSWER_WITHIN: Duration = Duration::from_secs(45);

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
    log_in_throttle: Throttle,
    hashing: Semaphore,
    set_up_code: String,
}

/// Where and as what this installation is reached.
#[derive(Clone)]
pub struct Site {
    /// The public address.
    pub public: Url,
    /// Whether a stand-in takes Microsoft's place.
    pub stand_in: bool,
}

impl Site {
    /// The redirect URI to register in Entra.
    #[must_use]
    pub fn redirect_uri(&self) -> String {
        let public = self.public.as_str().trim_end_matches('/');
        [public, contract::REDIRECT_PATH].concat()
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
            log_in_throttle: Throttle::default(),
            hashing: Semaphore::new(HASHES_AT_ONCE),
            set_up_code,
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

    /// Slows down whoever guesses passwords.
    #[must_use]
    pub fn log_in_throttle(&self) -> &Throttle {
        &self.0.log_in_throttle
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

/// Puts the layers around the API's routes, and the panel beside them.
pub fn house(api: Router, app: &App, panel: Panel) -> Router {
    // Two stacks, since one long type takes the compiler long.
    let inner = ServiceBuilder::new()
        .layer(middleware::from_fn_with_state(app.clone(), guard::guard))
        .layer(middleware::from_fn(limit::limit))
        .layer(TimeoutLayer::with_status_code(
            axum::http::StatusCode::GATEWAY_TIMEOUT,
            ANSWER_WITHIN,
        ));
    let outer = ServiceBuilder::new()
        .layer(middleware::from_fn(failure::render))
        .layer(CatchPanicLayer::custom(failure::panicked));
    let api = api
        .fallback(failure::no_such_operation)
        .method_not_allowed_fallback(failure::no_such_method)
        .layer(inner)
        .layer(outer);
    Router::new()
        .nest_service(contract::API, api)
        .fallback_service(panel.router())
        .layer(middleware::from_fn_with_state(
            app.site().public.scheme() == "https",
            headers::security,
        ))
}

/// A JSON body. What cannot be read is answered in our own words.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(rejection) => Err(Failure::unreadable(rejection.status())),
        }
    }
}
