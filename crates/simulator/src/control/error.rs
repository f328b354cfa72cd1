//! What the control API says when an order cannot be carried out.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::json;

#[derive(Debug, thiserror::Error)]
pub(crate) enum ControlError {
    #[error("there is no {0} \"{1}\"")]
    Unknown(&'static str, String),
    #[error("{0}")]
    Wrong(String),
    #[error(transparent)]
    Json(#[from] JsonRejection),
    #[error(transparent)]
    State(#[from] crate::save::StateFileError),
    #[error(transparent)]
    Key(#[from] crate::base::keys::KeyError),
}

impl ControlError {
    /// What serde says of a switch.
    pub(crate) fn switch(error: serde_json::Error) -> Self {
        Self::Wrong(error.to_string())
    }
}

impl IntoResponse for ControlError {
    fn into_response(self) -> Response {
        let status = match &self {
            Self::Unknown(..) => StatusCode::NOT_FOUND,
            Self::Key(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Wrong(_) | Self::Json(_) | Self::State(_) => StatusCode::BAD_REQUEST,
        };
        (status, Json(json!({ "error": self.to_string() }))).into_response()
    }
}
