//! OpenID Connect's userinfo, which Microsoft serves from Graph.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use serde_json::json;

use crate::entra::claims;
use crate::graph::caller;
use crate::world::Shared;

/// `/oidc/userinfo`
pub(crate) async fn userinfo(State(world): State<Shared>, headers: HeaderMap) -> Response {
    let caller = match caller::of(&world, &headers) {
        Ok(caller) => caller,
        Err(error) => return error.response(&headers, &world),
    };
    let person = world.read(|state| state.person(&caller.object_id).cloned());
    let Some(person) = person else {
        return Json(json!({ "sub": caller.object_id })).into_response();
    };
    let (given, family) = person.name.split_once(' ').unwrap_or((&person.name, ""));
    Json(json!({
        "sub": claims::pairwise(&person, &caller.app),
        "name": person.name,
        "family_name": family,
        "given_name": given,
        "picture": format!("{}/v1.0/me/photo/$value", world.public_url),
        "email": person.login(),
    }))
    .into_response()
}
