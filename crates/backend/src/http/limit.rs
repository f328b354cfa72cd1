//! Bodies have a limit and a time to arrive in, and whoever goes over it still
//! gets the answer.

use super::permissions::Rule;
use super::{App, Failure};
use axum::body::Body;
use axum::body::HttpBody;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::{Bytes, BytesMut};
use contract::catalogue::Cause;
use http_body_util::BodyExt;
use std::time::Duration;
use tokio::time::timeout;

/// Largest body where no rule says otherwise, in bytes.
const BODY_MAX: usize = 64 * 1024;

/// How much of a body that is too large is read and thrown away, in bytes, and
/// for how long. A client that is still sending when the connection closes
/// never reads the answer.
const DRAIN_MAX: usize = 8 * 1024 * 1024;
const DRAIN_FOR: Duration = Duration::from_secs(5);

/// A body arrives within so many times the patience for one piece of it: who
/// sends a byte at a time is not waited for for ever.
const PIECES: u32 = 2;

/// Reads the whole body of a request, or refuses it as too large or too slow.
/// What a handler gets is complete: none waits for a client.
pub(super) async fn limit(State(app): State<App>, request: Request, next: Next) -> Response {
    let rule = request.extensions().get::<&'static Rule>();
    let most = rule.map_or(BODY_MAX, |rule| rule.body_max);
    match whole(&app, request, most).await {
        Ok(request) => next.run(request).await,
        Err(failure) => failure.into_response(),
    }
}

/// The request with its body read, of at most so many bytes.
///
/// # Errors
/// Why it is refused.
pub(super) async fn whole(app: &App, request: Request, most: usize) -> Result<Request, Failure> {
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<u64>().ok());
    if announced.is_some_and(|length| length > most as u64) {
        drain(request.into_body()).await;
        return Err(Unread::Large.failure());
    }
    let patience = app.site().patience;
    let (parts, body) = request.into_parts();
    let reading = timeout(patience * PIECES, read(body, most, patience));
    match reading.await.unwrap_or(Err(Unread::Slow)) {
        Ok(bytes) => Ok(Request::from_parts(parts, Body::from(bytes))),
        Err(unread) => Err(unread.failure()),
    }
}

enum Unread {
    Large,
    Slow,
    Broken,
}

impl Unread {
    fn failure(&self) -> Failure {
        match self {
            Self::Large => Failure::new(StatusCode::PAYLOAD_TOO_LARGE, Cause::TooLarge),
            Self::Slow => Failure::new(StatusCode::REQUEST_TIMEOUT, Cause::TooSlow),
            Self::Broken => Failure::new(StatusCode::BAD_REQUEST, Cause::Malformed),
        }
    }
}

async fn read(mut body: Body, most: usize, patience: Duration) -> Result<Bytes, Unread> {
    let mut all = Bytes::new();
    while !body.is_end_stream() {
        let piece = timeout(patience, body.frame());
        let frame = match piece.await {
            Err(_) => return Err(Unread::Slow),
            Ok(None) => break,
            Ok(Some(Err(_))) => return Err(Unread::Broken),
            Ok(Some(Ok(frame))) => frame,
        };
        if let Ok(data) = frame.into_data() {
            if all.len() + data.len() > most {
                drain(body).await;
                return Err(Unread::Large);
            }
            // Nearly always the only piece; else appended in place.
            all = if all.is_empty() {
                data
            } else {
                let mut more = BytesMut::from(all);
                more.extend_from_slice(&data);
                more.freeze()
            };
        }
    }
    Ok(all)
}

async fn drain(mut body: Body) {
    let drained = async {
        let mut seen = 0;
        while let Some(Ok(frame)) = body.frame().await {
            seen += frame.data_ref().map_or(0, Bytes::len);
            if seen > DRAIN_MAX {
                break;
            }
        }
    };
    let _ = timeout(DRAIN_FOR, drained).await;
}
