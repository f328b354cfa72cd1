//! The short way in, for what jobs ask for thousands of times a minute: what the
//! layers around the other routes do, as calls of functions. Each layer costs
//! every request a box, a copy of the route and a look at its path.

use super::permissions::{Found, Who, wrong_method};
use super::record::{Part, recorded};
use super::{ANSWER_WITHIN, App, Failure, failure, guard, headers, limit};
use axum::extract::{Request, State};
use axum::handler::Handler;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, any};
use contract::catalogue::Cause;
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;

/// A route for jobs, outside the layers. Its rule stands in the table, like that
/// of any other.
pub fn short_way<H: Handler<T, App> + Sync, T: 'static>(handler: H) -> MethodRouter<App> {
    any(move |State(app): State<App>, request: Request| async move {
        let answer = |request| {
            // A handler that falls takes nobody with it.
            AssertUnwindSafe(let_in(&app, request, handler))
                .catch_unwind()
                .map(|caught| caught.unwrap_or_else(failure::panicked))
        };
        let response = recorded(&app, Part::Api, request, answer).await;
        headers::protect(response, app.site().is_secure())
    })
}

/// Lets a job in, which comes with a key and no cookie, or answers why not: the
/// rules of `permissions`, `guard` and `limit`, and the time limit.
async fn let_in<T: 'static>(
    app: &App,
    request: Request,
    handler: impl Handler<T, App>,
) -> Response {
    let rule = match Found::of(&request) {
        // Only what jobs may do stands on this way.
        Found::Rule(rule) if rule.who == Who::Job => rule,
        Found::Path(path) => return wrong_method(path),
        Found::Rule(_) | Found::Nothing => return Failure::not_found().into_response(),
    };
    if !guard::is_job(request.headers()) {
        let origin = app.site().origin();
        let failure = if guard::comes_from_panel(request.headers(), &origin) {
            Failure::new(StatusCode::UNAUTHORIZED, Cause::NotSignedIn)
        } else {
            Failure::new(StatusCode::FORBIDDEN, Cause::CrossSite)
        };
        crate::metrics::refused(failure.cause());
        return failure.into_response();
    }
    let request = match limit::whole(app, request, rule.body_max).await {
        Ok(request) => request,
        Err(failure) => return failure.into_response(),
    };
    tokio::time::timeout(ANSWER_WITHIN, handler.call(request, app.clone()))
        .await
        .unwrap_or_else(|_| StatusCode::GATEWAY_TIMEOUT.into_response())
}
