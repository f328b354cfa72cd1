//! Entra ID v2.0: discovery, the pages a person clicks through, and the token
//! endpoint.

pub(crate) mod admin_consent;
pub(crate) mod authenticate;
pub(crate) mod authorize;
pub(crate) mod catalogue;
pub(crate) mod claims;
pub(crate) mod claims_request;
pub(crate) mod client;
pub(crate) mod codes;
pub(crate) mod conditional;
pub(crate) mod consenting;
pub(crate) mod discovery;
pub(crate) mod errors;
pub(crate) mod factors;
pub(crate) mod finish;
pub(crate) mod flow;
pub(crate) mod issue;
pub(crate) mod logout;
pub(crate) mod loops;
pub(crate) mod pages;
pub(crate) mod redirect;
pub(crate) mod refusals;
pub(crate) mod reply;
pub(crate) mod screens;
pub(crate) mod tampering;
pub(crate) mod token;
pub(crate) mod token_grants;
pub(crate) mod userinfo;
pub(crate) mod visits;

use axum::Router;
use axum::routing::{any, get, post};

use crate::world::Shared;

/// Everything of Entra ID.
pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route(
            "/{tenant}/v2.0/.well-known/openid-configuration",
            get(discovery::version_2),
        )
        .route(
            "/{tenant}/.well-known/openid-configuration",
            get(discovery::version_1),
        )
        .route("/{tenant}/discovery/v2.0/keys", get(discovery::keys))
        .route("/{tenant}/discovery/keys", get(discovery::keys))
        .route("/{tenant}/discovery/instance", get(discovery::instance))
        .route(
            "/{tenant}/oauth2/v2.0/authorize",
            get(visits::authorize).post(visits::authorize_form),
        )
        .route("/{tenant}/oauth2/v2.0/token", any(token::token))
        .route(
            "/{tenant}/oauth2/v2.0/logout",
            get(logout::logout).post(logout::logout),
        )
        .route("/{tenant}/v2.0/adminconsent", get(visits::admin_consent))
        .route("/{tenant}/adminconsent", get(visits::admin_consent))
        .route("/{tenant}/login", post(visits::step))
        .route(
            "/oidc/userinfo",
            get(userinfo::userinfo).post(userinfo::userinfo),
        )
        .route("/error", get(refusals::error_lookup))
}
