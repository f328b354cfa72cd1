//! Queries. What cannot be read is answered in our own words.

use super::Failure;
use axum::extract::{FromRequestParts, Query};
use axum::http::StatusCode;
use axum::http::request::Parts;
use contract::catalogue::Cause;
use serde::de::DeserializeOwned;

/// What stands behind the `?`.
pub struct Parameters<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Parameters<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match Query::<T>::from_request_parts(parts, state).await {
            Ok(Query(read)) => Ok(Self(read)),
            Err(_) => Err(Failure::new(StatusCode::BAD_REQUEST, Cause::Malformed)),
        }
    }
}
