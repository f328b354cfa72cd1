//! What all pages share: the frame, the style and the strip that says what
//! this is.

use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

use crate::base::language::Language;
use crate::base::markup::{Markup, html};

/// Where the one stylesheet is served.
pub(crate) const STYLE_PATH: &str = "/stand-in/style.css";

/// `GET /stand-in/style.css`
pub(crate) async fn style() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, include_str!("style.css")).into_response()
}

/// A page of the sign-in: one card in the middle.
pub(crate) fn sign_in_page(
    language: Language,
    title: &str,
    body: &Markup,
    status: StatusCode,
    script_nonce: Option<&str>,
) -> Response {
    let main = html!("<main class=\"sign-in\">{}</main>", body);
    page(language, title, &main, None, status, script_nonce)
}

/// A page with everything in it. `refresh` is in seconds.
pub(crate) fn page(
    language: Language,
    title: &str,
    body: &Markup,
    refresh: Option<usize>,
    status: StatusCode,
    script_nonce: Option<&str>,
) -> Response {
    let again = match refresh {
        Some(seconds) => html!("<meta http-equiv=\"refresh\" content=\"{}\">", seconds),
        None => Markup::default(),
    };
    let strip = language.pick(
        "Nagebouwd Microsoft: geen echt account, voor demo en test",
        "Stand-in for Microsoft: no real account, for demos and tests",
    );
    let document = html!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"robots\" content=\"noindex\">{}<link rel=\"icon\" href=\"data:,\">\
         <link rel=\"stylesheet\" href=\"{}\"></head><body>{}<p class=\"strip\">{}</p></body></html>",
        language.tag(),
        title,
        again,
        STYLE_PATH,
        body,
        strip
    );
    let script =
        script_nonce.map_or_else(String::new, |nonce| format!(" script-src 'nonce-{nonce}';"));
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; \
         base-uri 'none'; frame-ancestors 'none';{script}"
    );
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store, no-cache"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    ];
    let policy = [(header::CONTENT_SECURITY_POLICY, policy)];
    (status, headers, policy, document.0).into_response()
}

/// The page where there is none.
pub(crate) fn not_found(language: Language) -> Response {
    let title = language.pick("Niet gevonden", "Not found");
    let body = html!(
        "<main class=\"wide\"><h1>{}</h1><p><a href=\"/\">{}</a></p></main>",
        title,
        language.pick("Naar het overzicht", "To the overview")
    );
    page(language, title, &body, None, StatusCode::NOT_FOUND, None)
}
