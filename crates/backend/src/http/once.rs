//! A request that says who it is (`Idempotency-Key`) is carried out once: who
//! sends it again, because the answer was lost, gets the first answer.
//!
//! The form follows draft-ietf-httpapi-idempotency-key-header-07: another body
//! under the same key is refused with 422, one that is still under way with 409.

use super::permissions::Rule;
use super::session::SignedIn;
use super::{App, Failure};
use crate::store::{Asked, First};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contract::catalogue::Cause;
use http_body_util::BodyExt;
use secrecy::ExposeSecret;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// With which a request names itself.
const KEY: &str = "idempotency-key";

/// Says that an answer is the first one, again.
const REPLAYED: &str = "idempotency-replayed";

/// Longest key, in bytes.
const KEY_MAX: usize = 128;

/// How long a second request waits for the answer to the first.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often it looks.
const LOOK: Duration = Duration::from_millis(50);

/// Carries a request out, or answers as the first time.
pub(super) async fn once(State(app): State<App>, request: Request, next: Next) -> Response {
    let applies = request
        .extensions()
        .get::<Rule>()
        .is_some_and(|rule| rule.once);
    let owner = request.extensions().get::<SignedIn>().cloned();
    let (Some(key), Some(owner), true) = (request.headers().get(KEY).cloned(), owner, applies)
    else {
        return next.run(request).await;
    };
    match answer(&app, owner, &key, request, next).await {
        Ok(response) => response,
        Err(failure) => failure.into_response(),
    }
}

async fn answer(
    app: &App,
    owner: SignedIn,
    key: &HeaderValue,
    request: Request,
    next: Next,
) -> Result<Response, Failure> {
    let malformed = || Failure::new(StatusCode::BAD_REQUEST, Cause::Malformed);
    let key = key.to_str().map_err(|_| malformed())?;
    if key.is_empty() || key.len() > KEY_MAX {
        return Err(malformed());
    }
    let key_hash = super::hash(key.as_bytes());
    let owner = owner.person.id.as_str().to_owned();
    let (parts, body) = request.into_parts();
    let body = body.collect().await.map_err(|_| malformed())?.to_bytes();
    let what = [
        parts.method.as_str().as_bytes(),
        parts.uri.to_string().as_bytes(),
        &body,
    ]
    .join(&0);
    let request_hash = super::hash(&what);
    let asked = Asked {
        owner: &owner,
        key_hash: &key_hash,
        request_hash: &request_hash,
    };
    let begun = Instant::now();
    loop {
        match app.store().first_answer(&asked).await? {
            First::None => break,
            First::Other => {
                return Err(Failure::new(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    Cause::KeyReused,
                ));
            }
            First::Answered { status, body } => return Ok(again(status, body.expose_secret())),
            First::Unfinished if begun.elapsed() > PATIENCE => {
                return Err(Failure::new(StatusCode::CONFLICT, Cause::CutShort));
            }
            First::Unfinished => sleep(LOOK).await,
        }
    }
    let request = Request::from_parts(parts, Body::from(body));
    let (own, own_key, own_hash) = (owner.clone(), key_hash.clone(), request_hash.clone());
    // On a task of its own: a client that goes away does not stop what it began,
    // and finds the answer when it comes back.
    let house = app.clone();
    let carried_out = tokio::spawn(async move {
        let asked = Asked {
            owner: &own,
            key_hash: &own_key,
            request_hash: &own_hash,
        };
        let response = next.run(request).await;
        keep(&house, &asked, response).await
    });
    match carried_out.await {
        Ok(answer) => answer,
        Err(_) => {
            crate::metrics::panicked();
            app.store().forget_answer(&asked).await?;
            Err(Failure::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                Cause::Internal,
            ))
        }
    }
}

/// Keeps what was answered, if something was done; else the key is free again.
async fn keep(app: &App, asked: &Asked<'_>, response: Response) -> Result<Response, Failure> {
    let status = response.status();
    if !status.is_success() {
        app.store().forget_answer(asked).await?;
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = body.collect().await else {
        return Err(Failure::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            Cause::Internal,
        ));
    };
    let bytes = body.to_bytes();
    let text = String::from_utf8_lossy(&bytes);
    // It was done. Where the answer cannot be kept, a second request is told
    // that the first was cut short, and does nothing.
    if let Err(error) = app.store().keep_answer(asked, status.as_u16(), &text).await {
        tracing::error!(%error, "an answer could not be kept");
    }
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

fn again(status: u16, body: &str) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let mut response = (status, body.to_owned()).into_response();
    let headers = response.headers_mut();
    if body.is_empty() {
        headers.remove(header::CONTENT_TYPE);
    } else {
        let json = HeaderValue::from_static("application/json");
        headers.insert(header::CONTENT_TYPE, json);
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    response
}
