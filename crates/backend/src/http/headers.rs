//! Security headers on every answer (ASVS 5.0 V3.4).

use axum::http::{HeaderValue, header};
use axum::response::Response;

/// For answers that bring no policy of their own: they are data, not pages.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

/// Adds what is missing. `secure` says whether we are reached over HTTPS.
pub(super) fn protect(mut response: Response, secure: bool) -> Response {
    let headers = response.headers_mut();
    let mut add = |name, value| {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    };
    add(header::CONTENT_SECURITY_POLICY, NOTHING);
    add(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // Addresses of mailboxes stand in our URLs.
    add(header::REFERRER_POLICY, "same-origin");
    add(header::CACHE_CONTROL, "no-store");
    let isolation = header::HeaderName::from_static("cross-origin-opener-policy");
    add(isolation, "same-origin");
    let resources = header::HeaderName::from_static("cross-origin-resource-policy");
    add(resources, "same-origin");
    let permissions = header::HeaderName::from_static("permissions-policy");
    add(
        permissions,
        "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    );
    if secure {
        add(
            header::STRICT_TRANSPORT_SECURITY,
            "max-age=31536000; includeSubDomains",
        );
    }
    response
}
