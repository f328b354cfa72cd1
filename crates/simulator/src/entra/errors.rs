//! Entra's errors: what one consists of, and the JSON and headers it comes in.
//! The codes and their words are in [`super::catalogue`], and reached from here.

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use serde::Serialize;

use crate::base::clock::Moment;
use crate::base::text::Parameters;
pub(crate) use crate::entra::catalogue::*;
use crate::world::World;

/// One AADSTS error.
#[derive(Clone, Debug)]
pub(crate) struct EntraError {
    pub(crate) code: u32,
    pub(crate) error: &'static str,
    pub(crate) status: StatusCode,
    pub(crate) text: String,
    pub(crate) suberror: Option<&'static str>,
}

/// The ids and the time that come with every error.
#[derive(Clone, Debug)]
pub(crate) struct Trace {
    pub(crate) trace_id: String,
    pub(crate) correlation_id: String,
    pub(crate) at: Moment,
}

impl Trace {
    /// The correlation id is the client's `client-request-id`, from the header
    /// or from a parameter.
    pub(crate) fn of(world: &World, headers: &HeaderMap, parameters: &Parameters) -> Self {
        let sent = headers
            .get("client-request-id")
            .and_then(|value| value.to_str().ok())
            .or_else(|| parameters.get("client-request-id"));
        let valid = sent.and_then(|id| uuid::Uuid::try_parse(id).ok());
        Self {
            trace_id: world.dice.guid(),
            correlation_id: valid.map_or_else(|| world.dice.guid(), |id| id.to_string()),
            at: world.clock.now(),
        }
    }
}

impl EntraError {
    pub(super) fn new(
        code: u32,
        error: &'static str,
        status: u16,
        text: impl Into<String>,
    ) -> Self {
        Self {
            code,
            error,
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST),
            text: text.into(),
            suberror: None,
        }
    }

    /// The first line, without trace id and time.
    pub(crate) fn headline(&self) -> String {
        format!("AADSTS{}: {}", self.code, self.text)
    }

    pub(crate) fn description(&self, trace: &Trace) -> String {
        format!(
            "{}\r\nTrace ID: {}\r\nCorrelation ID: {}\r\nTimestamp: {}",
            self.headline(),
            trace.trace_id,
            trace.correlation_id,
            trace.at.entra()
        )
    }

    pub(crate) fn error_uri(&self, world: &World) -> String {
        format!("{}/error?code={}", world.public_url, self.code)
    }

    /// The answer of the token endpoint and of discovery.
    pub(crate) fn json(&self, world: &World, trace: &Trace) -> Response {
        let body = ErrorBody {
            error: self.error,
            error_description: self.description(trace),
            error_codes: [self.code],
            timestamp: trace.at.entra(),
            trace_id: &trace.trace_id,
            correlation_id: &trace.correlation_id,
            error_uri: self.error_uri(world),
            suberror: self.suberror,
        };
        let mut response = answer(self.status, &body, trace);
        let clitelem = format!("1,{},0,,", self.code);
        if let Ok(value) = clitelem.parse() {
            response.headers_mut().insert("x-ms-clitelem", value);
        }
        response
    }
}

/// The members in the order Microsoft writes them.
#[derive(Serialize)]
struct ErrorBody<'a> {
    error: &'a str,
    error_description: String,
    error_codes: [u32; 1],
    timestamp: String,
    trace_id: &'a str,
    correlation_id: &'a str,
    error_uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    suberror: Option<&'a str>,
}

/// JSON with the headers of Entra's answers.
pub(crate) fn answer(status: StatusCode, body: &impl Serialize, trace: &Trace) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store, no-cache"),
        (header::PRAGMA, "no-cache"),
        (header::EXPIRES, "-1"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    let ids = [
        ("x-ms-request-id", trace.trace_id.as_str()),
        ("x-ms-ests-server", "2.1.00000.0 - STANDIN ProdSlices"),
        ("client-request-id", trace.correlation_id.as_str()),
    ];
    let body = serde_json::to_string(body).unwrap_or_default();
    (status, headers, ids, body).into_response()
}

/// An error ordered through the control API.
pub(crate) fn ordered(
    status: StatusCode,
    error: Option<&str>,
    world: &World,
    headers: &HeaderMap,
) -> Response {
    let trace = Trace::of(world, headers, &Parameters::default());
    let kind = match status.as_u16() {
        503 | 504 | 429 => "temporarily_unavailable",
        400 => "invalid_request",
        401 => "invalid_client",
        _ => "server_error",
    };
    let code = if status.as_u16() == 429 { 90055 } else { 90033 };
    let ordered = EntraError {
        status,
        ..EntraError::new(code, kind, 500, internal().text)
    };
    let body = ErrorBody {
        error: error.unwrap_or(kind),
        error_description: ordered.description(&trace),
        error_codes: [code],
        timestamp: trace.at.entra(),
        trace_id: &trace.trace_id,
        correlation_id: &trace.correlation_id,
        error_uri: ordered.error_uri(world),
        suberror: None,
    };
    answer(status, &body, &trace)
}
