//! Errors on the way out: one type for handlers, one form on the wire.

use crate::keeper::NoAccess;
use crate::store::StoreError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::catalogue::{Cause, MicrosoftTrace};
use contract::fields::{Field, FieldError, Invalid};
use contract::languages::Lang;
use contract::problem::{PROBLEM_JSON, Problem};
use microsoft::Fault;
use std::any::Any;

/// When to try again after the storage was away, in seconds.
const STORAGE_BACK: u64 = 2;

/// Why a request came to nothing. Nothing in it is secret.
#[derive(Clone, Debug)]
pub struct Failure {
    status: StatusCode,
    cause: Cause,
    errors: Vec<FieldError>,
    detail: Option<String>,
    microsoft: Option<Box<MicrosoftTrace>>,
    retry_after: Option<u64>,
}

impl Failure {
    /// A failure with this status and cause.
    #[must_use]
    pub fn new(status: StatusCode, cause: Cause) -> Self {
        Self {
            status,
            cause,
            errors: Vec::new(),
            detail: None,
            microsoft: None,
            retry_after: None,
        }
    }

    /// A failure that says what it is about.
    #[must_use]
    pub fn about(status: StatusCode, cause: Cause, detail: String) -> Self {
        Self {
            detail: Some(detail),
            ..Self::new(status, cause)
        }
    }

    /// Fields that are wrong in form.
    #[must_use]
    pub fn fields(errors: Vec<FieldError>) -> Self {
        Self {
            errors,
            ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, Cause::Invalid)
        }
    }

    /// Rows of a list that are wrong, with the lines they are on.
    #[must_use]
    pub fn rows(detail: String) -> Self {
        Self {
            detail: Some(detail),
            ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, Cause::Invalid)
        }
    }

    /// One field that is wrong in form.
    #[must_use]
    pub fn field(field: Field, invalid: Invalid) -> Self {
        Self::fields(vec![FieldError { field, invalid }])
    }

    /// Why, by its stable name.
    #[must_use]
    pub fn cause(&self) -> Cause {
        self.cause
    }

    /// Too often; try again after so many seconds.
    #[must_use]
    pub fn too_often(seconds: u64) -> Self {
        Self {
            retry_after: Some(seconds),
            ..Self::new(StatusCode::TOO_MANY_REQUESTS, Cause::TooManyTries)
        }
    }

    /// Nothing of that name.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, Cause::NotFound)
    }

    /// A body that cannot be read.
    pub(super) fn unreadable(status: StatusCode) -> Self {
        match status {
            StatusCode::PAYLOAD_TOO_LARGE => Self::new(status, Cause::TooLarge),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::new(status, Cause::Malformed),
            _ => Self::new(StatusCode::BAD_REQUEST, Cause::Malformed),
        }
    }

    /// What Microsoft refused, or why it could not be asked.
    #[must_use]
    pub fn microsoft(fault: &Fault) -> Self {
        let status = if fault.is_verdict() {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::BAD_GATEWAY
        };
        Self {
            microsoft: fault.trace(crate::clock::now()).map(Box::new),
            retry_after: fault.retry_after().map(|wait| wait.as_secs()),
            ..Self::new(status, fault.cause())
        }
    }
}

impl From<NoAccess> for Failure {
    fn from(no: NoAccess) -> Self {
        match &no {
            NoAccess::Ended(cause) => Self::new(StatusCode::CONFLICT, *cause),
            NoAccess::Microsoft(fault) => Self::microsoft(fault),
            NoAccess::Damaged => Self::new(StatusCode::CONFLICT, Cause::StoredDamaged),
            NoAccess::Storage(error) => {
                tracing::error!(%error, "storage failed");
                Self::new(StatusCode::SERVICE_UNAVAILABLE, Cause::Storage)
            }
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::not_found(),
            StoreError::Exists => Self::new(StatusCode::CONFLICT, Cause::AlreadyExists),
            StoreError::InUse => Self::new(StatusCode::CONFLICT, Cause::InUse),
            StoreError::LastAdmin => Self::new(StatusCode::CONFLICT, Cause::LastAdmin),
            StoreError::Sealed(_) => Self::new(StatusCode::CONFLICT, Cause::StoredDamaged),
            StoreError::Corrupt(_) | StoreError::Audit(_) | StoreError::KeyAway(_) => {
                tracing::error!(%error, "stored data cannot be read");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, Cause::Storage)
            }
            StoreError::Full => {
                tracing::error!(%error, "storage failed");
                Self::new(StatusCode::INSUFFICIENT_STORAGE, Cause::StorageFull)
            }
            StoreError::Busy | StoreError::Database(_) => {
                tracing::error!(%error, "storage failed");
                Self {
                    retry_after: Some(STORAGE_BACK),
                    ..Self::new(StatusCode::SERVICE_UNAVAILABLE, Cause::Storage)
                }
            }
        }
    }
}

impl IntoResponse for Failure {
    /// Only status and failure: [`write`] knows the language and the request.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The problems an operation may answer with, for the API's description.
#[derive(utoipa::IntoResponses)]
pub enum Problems {
    /// The request cannot be read.
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// Nobody is signed in.
    #[response(status = 401, content_type = "application/problem+json")]
    NotSignedIn(Problem),
    /// The person's role does not allow it, or the request came from another site.
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(Problem),
    /// Nothing of that name.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// It is there already, still in use, or was changed meanwhile.
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
    /// The body did not arrive in time.
    #[response(status = 408, content_type = "application/problem+json")]
    TooSlow(Problem),
    /// Somebody changed it since the version in `If-Match`.
    #[response(status = 412, content_type = "application/problem+json")]
    ChangedMeanwhile(Problem),
    /// The body is not JSON.
    #[response(status = 415, content_type = "application/problem+json")]
    NotJson(Problem),
    /// Larger than allowed.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(Problem),
    /// Fields are wrong, or Microsoft refuses them.
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(Problem),
    /// Too often.
    #[response(status = 429, content_type = "application/problem+json")]
    TooManyTries(Problem),
    /// Our own fault.
    #[response(status = 500, content_type = "application/problem+json")]
    Internal(Problem),
    /// Microsoft could not be asked.
    #[response(status = 502, content_type = "application/problem+json")]
    Microsoft(Problem),
    /// It took too long.
    #[response(status = 504, content_type = "application/problem+json")]
    TooLong(Problem),
    /// The storage is away.
    #[response(status = 503, content_type = "application/problem+json")]
    Storage(Problem),
    /// The storage is full.
    #[response(status = 507, content_type = "application/problem+json")]
    StorageFull(Problem),
}

/// The failure a handler answered with.
pub(super) fn carried(response: &Response) -> Option<Failure> {
    response.extensions().get::<Failure>().cloned()
}

/// The failure a response carries, or the one its bare status stands for.
pub(super) fn failure_in(response: &Response) -> Option<Failure> {
    let status = response.status();
    if let Some(failure) = carried(response) {
        return Some(failure);
    }
    let cause = match status {
        StatusCode::NOT_FOUND => Cause::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Cause::WrongMethod,
        StatusCode::PAYLOAD_TOO_LARGE => Cause::TooLarge,
        StatusCode::GATEWAY_TIMEOUT => Cause::MicrosoftSilent,
        status if status.is_client_error() => Cause::Malformed,
        status if status.is_server_error() => Cause::Internal,
        _ => return None,
    };
    Some(Failure::new(status, cause))
}

pub(super) fn write(failure: &Failure, lang: Lang, id: &str) -> Response {
    let words = failure.cause.words(lang);
    let problem = Problem {
        kind: ["urn:imagecapture:problem:", failure.cause.code()].concat(),
        title: words.title.to_owned(),
        status: failure.status.as_u16(),
        detail: failure.detail.clone(),
        code: failure.cause,
        remedy: words.remedy.to_owned(),
        owner: failure.cause.owner(),
        errors: failure.errors.clone(),
        microsoft: failure.microsoft.as_deref().cloned(),
        retry_after: failure.retry_after.and_then(|wait| wait.try_into().ok()),
        request_id: Some(id.to_owned()),
    };
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let mut response = (
        failure.status,
        [
            (header::CONTENT_TYPE, PROBLEM_JSON),
            (header::CONTENT_LANGUAGE, lang.code()),
        ],
        body,
    )
        .into_response();
    if let Some(seconds) = failure.retry_after {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

pub(super) async fn no_such_operation() -> Failure {
    Failure::not_found()
}

/// A handler panicked: the person gets an answer, the log gets the place (from
/// the panic hook), nobody gets the message, which might quote anything.
pub(super) fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    crate::metrics::panicked();
    Failure::new(StatusCode::INTERNAL_SERVER_ERROR, Cause::Internal).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::routing::get;
    use tower::ServiceExt;
    use tower_http::catch_panic::CatchPanicLayer;

    /// Fault 38: who asked gets an answer, and nobody gets the message.
    #[tokio::test]
    async fn a_panic_is_a_problem_without_its_message() {
        async fn falls() -> &'static str {
            panic!("a secret in a message");
        }
        let router = Router::new()
            .route("/", get(falls))
            .layer(CatchPanicLayer::custom(panicked));
        let request = axum::extract::Request::new(axum::body::Body::empty());
        let response = router.oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let failure = carried(&response).unwrap();
        assert_eq!(failure.cause(), Cause::Internal);
        let written = write(&failure, Lang::En, "an id");
        assert_eq!(written.headers()[header::CONTENT_TYPE], PROBLEM_JSON);
        assert!(!format!("{failure:?}").contains("secret in a message"));
    }
}
