//! Versions of what is read: an `ETag` on every JSON answer, `If-None-Match` on
//! reads and `If-Match` on changes (RFC 9110 §8.8.3 and §13.1).

use super::Failure;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contract::catalogue::Cause;
use http_body_util::BodyExt;
use serde::Serialize;

/// Gives JSON answers their version, and answers 304 where the client has it.
pub(super) async fn etag(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    let json = HeaderValue::from_static("application/json");
    let is_json = response.headers().get(header::CONTENT_TYPE) == Some(&json);
    if !reads || response.status() != StatusCode::OK || !is_json {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    // Whole in memory already: no handler streams JSON.
    let Ok(body) = body.collect().await else {
        return Failure::new(StatusCode::INTERNAL_SERVER_ERROR, Cause::Internal).into_response();
    };
    let bytes = body.to_bytes();
    let tag = tag(&bytes);
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, value);
    }
    if known.is_some_and(|known| names(&known, &tag)) {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// Refuses a change of something that is no longer as the client saw it.
/// Without `If-Match` the change stands by itself.
///
/// # Errors
/// 412 with [`Cause::ChangedMeanwhile`].
pub fn only_if_same(headers: &HeaderMap, now: &impl Serialize) -> Result<(), Failure> {
    let Some(wanted) = headers.get(header::IF_MATCH) else {
        return Ok(());
    };
    let bytes = serde_json::to_vec(now).unwrap_or_default();
    if names(wanted, &tag(&bytes)) {
        return Ok(());
    }
    Err(Failure::new(
        StatusCode::PRECONDITION_FAILED,
        Cause::ChangedMeanwhile,
    ))
}

fn tag(bytes: &[u8]) -> String {
    let hash = super::hash(bytes);
    format!("\"{}\"", &hash[..22])
}

/// Whether a list of versions has this one. A proxy that compresses makes a
/// version weak; the content is the same.
fn names(list: &HeaderValue, tag: &str) -> bool {
    let Ok(list) = list.to_str() else {
        return false;
    };
    list.split(',')
        .map(|one| one.trim().trim_start_matches("W/"))
        .any(|one| one == "*" || one == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_found_in_a_list() {
        let names = |list: &'static str| names(&HeaderValue::from_static(list), "\"a\"");
        assert!(names("\"a\"") && names("*") && names("\"b\", W/\"a\""));
        assert!(!names("\"b\"") && !names("a") && !names(""));
    }
}
