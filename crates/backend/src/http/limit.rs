//! Bodies have a limit, and whoever goes over it still gets the answer.

use super::Failure;
use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contract::catalogue::Cause;
use http_body_util::{BodyExt, Limited};
use std::time::Duration;

/// Largest body of any request, in bytes. The largest form, a test mail, has
/// 10,000 characters.
const BODY_MAX: usize = 256 * 1024;

/// How much of a body that is too large is read and thrown away, in bytes, and
/// for how long. A client that is still sending when the connection closes
/// never reads the answer.
const DRAIN_MAX: usize = 8 * 1024 * 1024;
const DRAIN_FOR: Duration = Duration::from_secs(5);

/// Lets a request pass with its body bounded, or refuses it as too large.
pub(super) async fn limit(request: Request, next: Next) -> Response {
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<u64>().ok());
    if announced.is_some_and(|length| length > BODY_MAX as u64) {
        drain(request.into_body()).await;
        return Failure::new(StatusCode::PAYLOAD_TOO_LARGE, Cause::TooLarge).into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, BODY_MAX))))
        .await
}

async fn drain(body: Body) {
    let drained = async {
        let mut body = Limited::new(body, DRAIN_MAX);
        while !body.is_end_stream() {
            if !matches!(body.frame().await, Some(Ok(_))) {
                break;
            }
        }
    };
    let _ = tokio::time::timeout(DRAIN_FOR, drained).await;
}
