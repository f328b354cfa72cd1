//! One line in the log and one count per request, and problems in the words of
//! whoever asked.

use super::client::{ClientAddress, Peer};
use super::permissions::route;
use super::{App, failure};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use contract::catalogue::Lang;
use std::time::Instant;

/// Names a request in the log and in its answer.
const REQUEST_ID: &str = "x-request-id";

/// Which part of the house answers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The API: what has no body of its own becomes a problem.
    Api,
    /// The panel and the pages beside it.
    Pages,
}

/// Gives every request an id and the address it comes from, writes down how it
/// ended, and puts problems into words.
pub(super) async fn record(
    State((app, part)): State<(App, Part)>,
    mut request: Request,
    next: Next,
) -> Response {
    let id = crate::random::id();
    let lang = language(request.headers());
    let method = method(request.method());
    // The path and what stands behind it may hold addresses, which are personal
    // data, and what a stranger wrote: only the route's own name is written down.
    let route = match part {
        Part::Api => route(&request).unwrap_or_else(|| "none".to_owned()),
        Part::Pages => "pages".to_owned(),
    };
    let peer = request.extensions().get::<Peer>().copied();
    let client = ClientAddress::of(request.headers(), peer, &app.site().proxies);
    request.extensions_mut().insert(client);
    let _under_way = crate::metrics::UnderWay::new();
    let begun = Instant::now();
    let mut response = next.run(request).await;
    let took = begun.elapsed();
    let found = match part {
        Part::Api => failure::failure_in(&response),
        Part::Pages => failure::carried(&response),
    };
    let status = response.status();
    tracing::info!(
        request = %id,
        method,
        route,
        status = status.as_u16(),
        ms = took.as_millis(),
        client = %client.0,
        cause = found.as_ref().map(|failure| failure.cause().code()),
        "request"
    );
    crate::metrics::request(&route, method, status.as_u16(), took);
    if let Some(failure) = found {
        let allow = response.headers().get(header::ALLOW).cloned();
        response = failure::write(&failure, lang, &id);
        if let Some(allow) = allow {
            response.headers_mut().insert(header::ALLOW, allow);
        }
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// A method by its name; what strangers make up shares one.
fn method(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}

/// Dutch where it is asked for before English, else English.
fn language(headers: &HeaderMap) -> Lang {
    let wanted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let first = wanted
        .split(',')
        .map(|part| part.trim().get(..2).unwrap_or_default())
        .find(|part| part.eq_ignore_ascii_case("nl") || part.eq_ignore_ascii_case("en"));
    match first {
        Some(first) if first.eq_ignore_ascii_case("nl") => Lang::Nl,
        _ => Lang::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_follows_whoever_asked() {
        for (wanted, lang) in [
            ("nl-NL,nl;q=0.9,en;q=0.8", Lang::Nl),
            ("de,en;q=0.5", Lang::En),
            ("de, nl", Lang::Nl),
            ("", Lang::En),
            ("☃", Lang::En),
        ] {
            let mut headers = HeaderMap::new();
            if let Ok(value) = HeaderValue::from_bytes(wanted.as_bytes()) {
                headers.insert(header::ACCEPT_LANGUAGE, value);
            }
            assert_eq!(language(&headers), lang, "{wanted}");
        }
    }
}
