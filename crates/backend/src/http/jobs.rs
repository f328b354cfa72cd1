//! The short way in, for what jobs ask for thousands of times a minute: the
//! rules of `guard`, `permissions`, `limit` and the time limit, in one step.

use super::permissions::{Found, Who, wrong_method};
use super::{ANSWER_WITHIN, App, Failure, guard, limit};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contract::catalogue::Cause;

/// Lets a job in, which comes with a key and no cookie, or answers why not.
pub(super) async fn let_in(State(app): State<App>, request: Request, next: Next) -> Response {
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
    let request = match limit::whole(&app, request, rule.body_max).await {
        Ok(request) => request,
        Err(failure) => return failure.into_response(),
    };
    tokio::time::timeout(ANSWER_WITHIN, next.run(request))
        .await
        .unwrap_or_else(|_| StatusCode::GATEWAY_TIMEOUT.into_response())
}
