//! The relay: one public redirect address for many installations.
//!
//! Microsoft sends a browser to `/microsoftgraph` here; the state names the
//! installation it belongs to; the browser goes on there with the same
//! parameters. Only listed installations are ever redirected to, and nothing of
//! the parameters is stored or logged.

use crate::http::{Listener, serve_connections};
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::languages::Lang;
use contract::languages::texts::RELAY_UNKNOWN;
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use url::Url;

/// Longest query that is passed on, in bytes: a code has a few thousand.
const QUERY_MAX: usize = 16 * 1024;

/// Why the relay cannot start.
#[derive(Debug, thiserror::Error)]
pub enum RelayError {
    /// The list cannot be read.
    #[error("the list of installations {0} cannot be read: {1}")]
    Io(String, std::io::Error),
    /// A line is no origin.
    #[error("line {0} of the installations is not an address such as https://capture.contoso.nl")]
    Line(usize),
    /// Nothing is listed.
    #[error("the list of installations is empty")]
    Empty,
}

/// The installations that may be redirected to, by origin.
#[derive(Clone, Debug)]
pub struct Installations(Arc<HashSet<String>>);

impl Installations {
    /// Reads a list: one origin a line, `#` for remarks.
    ///
    /// # Errors
    /// Where the file or a line of it is wrong.
    pub fn read(file: &Path) -> Result<Self, RelayError> {
        let shown = file.display().to_string();
        let text = std::fs::read_to_string(file).map_err(|e| RelayError::Io(shown, e))?;
        Self::parse(&text)
    }

    fn parse(text: &str) -> Result<Self, RelayError> {
        let mut origins = HashSet::new();
        for (at, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            let origin = origin(line).ok_or(RelayError::Line(at + 1))?;
            origins.insert(origin);
        }
        if origins.is_empty() {
            return Err(RelayError::Empty);
        }
        Ok(Self(Arc::new(origins)))
    }

    /// Where the browser goes on, for this query. `None` where its state names
    /// no listed installation.
    fn next(&self, query: &str) -> Option<String> {
        let state = url::form_urlencoded::parse(query.as_bytes())
            .find(|(name, _)| name == "state")
            .map(|(_, value)| value.into_owned())?;
        let origin = installation_in(&state)?;
        self.0
            .contains(&origin)
            .then(|| [&origin, contract::REDIRECT_PATH, "?", query].concat())
    }
}

/// The origin that a state names: `<random>.<base64url of the origin>`.
fn installation_in(state: &str) -> Option<String> {
    let (_, encoded) = state.split_once('.')?;
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(encoded).ok()?).ok()?;
    origin(&text)
}

/// A text as an origin, where it is nothing more than that.
fn origin(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let origin = url.origin().ascii_serialization();
    let plain = matches!(url.scheme(), "http" | "https") && text.trim_end_matches('/') == origin;
    plain.then_some(origin)
}

/// Serves the relay until `stop` is ready.
pub async fn serve(
    listener: Listener,
    installations: Installations,
    stop: impl Future<Output = ()>,
) {
    serve_connections(listener, router(installations), stop).await;
}

fn router(installations: Installations) -> Router {
    Router::new()
        .route(contract::REDIRECT_PATH, get(pass_on))
        .route("/health/live", get(|| async { "ok\n" }))
        .with_state(installations)
}

async fn pass_on(State(list): State<Installations>, RawQuery(query): RawQuery) -> Response {
    let next = query
        .filter(|query| query.len() <= QUERY_MAX)
        .and_then(|query| list.next(&query))
        .and_then(|next| HeaderValue::from_str(&next).ok());
    let mut response = match next {
        // 303, so that the browser asks with GET (RFC 9700 §4.12).
        Some(next) => (StatusCode::SEE_OTHER, [(header::LOCATION, next)]).into_response(),
        None => (StatusCode::BAD_REQUEST, unknown()).into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    response
}

/// What is shown where a state names no listed installation: in every language, since
/// the relay keeps nothing and knows nobody.
fn unknown() -> String {
    let said = Lang::ALL.map(|lang| RELAY_UNKNOWN.words(lang));
    [&said.join("\n\n"), "\n"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> Installations {
        let text = "# ours\nhttps://capture.contoso.nl\nhttp://localhost:8420 # a test\n";
        Installations::parse(text).unwrap()
    }

    fn state(origin: &str) -> String {
        format!("c29tZXRoaW5n.{}", URL_SAFE_NO_PAD.encode(origin))
    }

    #[test]
    fn a_listed_installation_gets_the_same_parameters() {
        let query = format!(
            "code=a%2Fb&state={}&session_state=x",
            state("https://capture.contoso.nl")
        );
        assert_eq!(
            list().next(&query).unwrap(),
            format!("https://capture.contoso.nl/microsoftgraph?{query}")
        );
    }

    #[test]
    fn nobody_else_is_ever_redirected_to() {
        for origin in [
            "https://evil.nl",
            "https://capture.contoso.nl.evil.nl",
            "https://capture.contoso.nl@evil.nl",
            "https://capture.contoso.nl/x",
            "https://capture.contoso.nl:444",
            "http://capture.contoso.nl",
            "//capture.contoso.nl",
            "javascript:alert(1)",
            "",
        ] {
            let query = format!("state={}", state(origin));
            assert_eq!(list().next(&query), None, "{origin}");
        }
        for query in ["", "state=", "state=abc", "state=a.b%00", "code=x"] {
            assert_eq!(list().next(query), None, "{query}");
        }
    }

    #[test]
    fn the_first_state_counts() {
        let query = format!(
            "state={}&state={}",
            state("https://evil.nl"),
            state("https://capture.contoso.nl")
        );
        assert_eq!(list().next(&query), None);
    }

    #[test]
    fn a_line_that_is_no_origin_is_named() {
        let error = Installations::parse("https://a.nl\nb.nl\n").unwrap_err();
        assert!(matches!(error, RelayError::Line(2)));
    }
}
