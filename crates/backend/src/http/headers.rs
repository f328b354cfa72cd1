//! Security headers on every answer (ASVS 5.0 V3.4).

use axum::http::header::{self, Entry, HeaderName};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;

/// What an answer has that says nothing else. Made once: reading names and
/// values anew costs more than the rest of this file.
static ALWAYS: [(HeaderName, HeaderValue); 7] = [
    // For answers that bring no policy of their own: they are data, not pages.
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; base-uri 'none'"),
    ),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    // Addresses of mailboxes stand in our URLs.
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    ),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    ),
];

/// For those who reach us over HTTPS.
static SECURE: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

/// Adds what is missing. `secure` says whether we are reached over HTTPS.
pub(super) fn protect(mut response: Response, secure: bool) -> Response {
    let headers = response.headers_mut();
    headers.reserve(ALWAYS.len() + 1);
    for (name, value) in &ALWAYS {
        add(headers, name.clone(), value);
    }
    if secure {
        add(headers, header::STRICT_TRANSPORT_SECURITY, &SECURE);
    }
    response
}

fn add(headers: &mut HeaderMap, name: HeaderName, value: &HeaderValue) {
    if let Entry::Vacant(place) = headers.entry(name) {
        place.insert(value.clone());
    }
}
