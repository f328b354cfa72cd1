//! Signing out: the session cookie goes, and the person goes where the
//! application says, if that is one of its redirect URIs.

use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::base::language::Language;
use crate::base::text::{self, Parameters};
use crate::entra::authenticate;
use crate::entra::redirect;
use crate::entra::refusals;
use crate::world::Shared;

/// `GET` and `POST /{tenant}/oauth2/v2.0/logout`
pub(crate) async fn logout(
    State(world): State<Shared>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = Parameters::parse(query.unwrap_or_default().as_bytes());
    let target = query.get("post_logout_redirect_uri").filter(|uri| {
        world.read(|state| {
            state
                .apps
                .iter()
                .any(|app| redirect::registered(app, uri).is_some())
        })
    });
    let mut response = match target {
        Some(uri) => {
            let location = match query.get("state") {
                Some(state) => format!("{uri}?{}", text::form([("state", state)])),
                None => uri.to_owned(),
            };
            (StatusCode::FOUND, [(header::LOCATION, location)]).into_response()
        }
        None => refusals::signed_out(Language::of(&headers)),
    };
    if let Ok(cookie) = HeaderValue::from_str(&authenticate::ended_session()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
