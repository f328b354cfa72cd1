//! Keeps other sites out: a request that changes something must come from the
//! panel itself, or carry a job key instead of a cookie.

use super::{App, Failure};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contract::catalogue::Cause;

/// Lets a request pass, or refuses it as cross-site.
pub(super) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let passes = if reads {
        !is_foreign_read(request.headers())
    } else {
        comes_from_panel(request.headers(), &app.site().origin())
    };
    if passes {
        return next.run(request).await;
    }
    tracing::warn!("a request from another site was refused");
    Failure::new(StatusCode::FORBIDDEN, Cause::CrossSite).into_response()
}

/// Whether the browser itself says that another site asks (ASVS 5.0 3.5.8).
fn is_foreign_read(headers: &HeaderMap) -> bool {
    headers
        .get("sec-fetch-site")
        .is_some_and(|site| site == "cross-site" || site == "same-site")
}

fn comes_from_panel(headers: &HeaderMap, origin: &str) -> bool {
    let is = |name: &str, wanted: &str| headers.get(name).is_some_and(|value| value == wanted);
    if headers.contains_key(header::AUTHORIZATION) && !headers.contains_key(header::COOKIE) {
        // A job key: no browser adds one by itself.
        return true;
    }
    // A missing header does not pass: every browser sends Origin with a write,
    // and a foreign page cannot set the custom one.
    is(contract::REQUESTED_BY, contract::PANEL)
        && is(header::ORIGIN.as_str(), origin)
        && headers
            .get("sec-fetch-site")
            .is_none_or(|site| site == "same-origin")
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "https://capture.contoso.nl";

    fn passes(pairs: &[(&'static str, &str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        comes_from_panel(&headers, HERE)
    }

    #[test]
    fn only_the_panel_may_change_anything() {
        let panel = (contract::REQUESTED_BY, contract::PANEL);
        assert!(passes(&[panel, ("origin", HERE)]));
        assert!(passes(&[
            panel,
            ("origin", HERE),
            ("sec-fetch-site", "same-origin")
        ]));
        for refused in [
            &[panel][..],
            &[("origin", HERE)],
            &[panel, ("origin", "https://evil.nl")],
            &[panel, ("origin", "null")],
            &[panel, ("origin", HERE), ("sec-fetch-site", "same-site")],
            &[panel, ("origin", HERE), ("sec-fetch-site", "cross-site")],
            &[("authorization", "Bearer x"), ("cookie", "a=b")],
            &[],
        ] {
            assert!(!passes(refused), "{refused:?}");
        }
    }

    #[test]
    fn a_job_has_no_cookie_and_needs_no_origin() {
        assert!(passes(&[("authorization", "Bearer x")]));
    }
}
