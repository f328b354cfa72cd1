//! The addresses of the sign-in: each request becomes a [`Visit`].

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State as Extract};
use axum::response::Response;
use http::HeaderMap;

use crate::attend::OrderedError;
use crate::base::text::Parameters;
use crate::entra::flow::Visit;
use crate::world::Shared;

/// `GET /{tenant}/oauth2/v2.0/authorize`
pub(crate) async fn authorize(
    Extract(world): Extract<Shared>,
    Path(tenant): Path<String>,
    RawQuery(query): RawQuery,
    ordered: Option<Extension<OrderedError>>,
    headers: HeaderMap,
) -> Response {
    let visit = Visit::new(&world, tenant, &headers, query.unwrap_or_default(), false);
    begin(&visit, ordered)
}

/// The first page, or the error that was ordered in its place.
fn begin(visit: &Visit<'_>, ordered: Option<Extension<OrderedError>>) -> Response {
    match ordered {
        Some(Extension(OrderedError(code))) => visit.fail(code),
        None => visit.begin(),
    }
}

/// The same by POST, which OpenID Connect asks for.
pub(crate) async fn authorize_form(
    Extract(world): Extract<Shared>,
    Path(tenant): Path<String>,
    ordered: Option<Extension<OrderedError>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let request = String::from_utf8_lossy(&body).into_owned();
    begin(
        &Visit::new(&world, tenant, &headers, request, false),
        ordered,
    )
}

/// `GET /{tenant}/v2.0/adminconsent`
pub(crate) async fn admin_consent(
    Extract(world): Extract<Shared>,
    Path(tenant): Path<String>,
    RawQuery(query): RawQuery,
    ordered: Option<Extension<OrderedError>>,
    headers: HeaderMap,
) -> Response {
    let visit = Visit::new(&world, tenant, &headers, query.unwrap_or_default(), true);
    begin(&visit, ordered)
}

/// `POST /{tenant}/login`: a form of one of the pages.
pub(crate) async fn step(
    Extract(world): Extract<Shared>,
    Path(tenant): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let form = Parameters::parse(&body);
    let request = form.get("request").unwrap_or("").to_owned();
    let admin = form.get("flow") == Some("adminconsent");
    Visit::new(&world, tenant, &headers, request, admin).go_on(&form)
}
