//! One line in the log and one count per request, and problems in the words of
//! whoever asked.

use super::client::{ClientAddress, Peer};
use super::permissions::Found;
use super::{App, failure};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use contract::languages::Lang;
use std::time::{Duration, Instant};

/// Names a request in the log and in its answer.
static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Which part of the house answers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The API: what has no body of its own becomes a problem.
    Api,
    /// The panel and the pages beside it.
    Pages,
}

/// [`recorded`], as a layer.
pub(super) async fn record(
    State((app, part)): State<(App, Part)>,
    request: Request,
    next: Next,
) -> Response {
    recorded(&app, part, request, |request| next.run(request)).await
}

/// Gives a request an id and the address it comes from, writes down how it
/// ended, and puts problems into words.
pub(super) async fn recorded<F: Future<Output = Response>>(
    app: &App,
    part: Part,
    mut request: Request,
    answer: impl FnOnce(Request) -> F,
) -> Response {
    let id = app.name_request();
    let method = method(request.method());
    // The path and what stands behind it may hold addresses, which are personal
    // data, and what a stranger wrote: only the route's own name is written down.
    let found = Found::of(&request);
    let route = match part {
        Part::Api => found.route(),
        Part::Pages => "pages",
    };
    let wanted = request.headers().get(header::ACCEPT_LANGUAGE).cloned();
    let peer = request.extensions().get::<Peer>().copied();
    let client = ClientAddress::of(request.headers(), peer, &app.site().proxies);
    request.extensions_mut().insert(client);
    let _under_way = crate::metrics::UnderWay::new();
    let begun = Instant::now();
    let mut response = answer(request).await;
    let took = begun.elapsed();
    let failure = match part {
        Part::Api => failure::failure_in(&response),
        Part::Pages => failure::carried(&response),
    };
    let status = response.status();
    let cause = failure.as_ref().map(|failure| failure.cause().code());
    let end = End {
        id: &id,
        method,
        route,
        status: status.as_u16(),
        took,
        client,
        cause,
    };
    let frequent = matches!(found, Found::Rule(rule) if rule.frequent);
    end.log(frequent && status.is_success());
    crate::metrics::request(route, method, status.as_u16(), took);
    if let Some(failure) = failure {
        let allow = response.headers().get(header::ALLOW).cloned();
        response = failure::write(&failure, language(wanted.as_ref()), &id);
        if let Some(allow) = allow {
            response.headers_mut().insert(header::ALLOW, allow);
        }
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID.clone(), id);
    }
    response
}

/// How a request ended.
struct End<'a> {
    id: &'a str,
    method: &'static str,
    route: &'static str,
    status: u16,
    took: Duration,
    client: ClientAddress,
    cause: Option<&'static str>,
}

impl End<'_> {
    fn log(&self, quietly: bool) {
        macro_rules! line {
            ($level:ident) => {
                tracing::$level!(
                    request = self.id,
                    method = self.method,
                    route = self.route,
                    status = self.status,
                    ms = self.took.as_millis(),
                    client = %self.client.0,
                    cause = self.cause,
                    "request"
                )
            };
        }
        if quietly {
            line!(debug);
        } else {
            line!(info);
        }
    }
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

/// The first language asked for that is here, else the one for everybody else.
fn language(wanted: Option<&HeaderValue>) -> Lang {
    let wanted = wanted.and_then(|value| value.to_str().ok());
    let parts = wanted.unwrap_or_default().split(',');
    parts
        .filter_map(|part| Lang::of(part.split(';').next().unwrap_or_default().trim()))
        .next()
        .unwrap_or(Lang::ELSE)
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
            let value = HeaderValue::from_bytes(wanted.as_bytes()).ok();
            assert_eq!(language(value.as_ref()), lang, "{wanted}");
        }
    }
}
