//! Entra's errors: what one consists of, and the JSON and headers it comes in.
//! The codes and their words are in [`super::catalogue`], and reached from here.

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use serde::Serialize;

use crate::base::clock::Moment;
use crate::base::text::Parameters;
use crate::entra::catalogue::Place;
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
    /// What an interactive request has to ask for, as JSON.
    pub(crate) claims: Option<String>,
    pub(crate) place: Place,
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
    /// One of the catalogue, ordered by its number: what its text names is
    /// taken from what the request says.
    pub(crate) fn ordered(entry: &Entry, known: &[(&str, &str)]) -> Self {
        let mut text = entry.text.to_owned();
        for (name, value) in known {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        Self {
            code: entry.code,
            error: entry.error,
            status: StatusCode::from_u16(entry.status).unwrap_or(StatusCode::BAD_REQUEST),
            text,
            suberror: entry.suberror,
            claims: None,
            place: entry.place,
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

    /// The status of Microsoft's own page.
    pub(crate) fn page_status(&self, world: &World) -> StatusCode {
        let switches = world.read(|state| state.settings.switches);
        let status = match self.place {
            Place::Person => switches.person_error_page_status,
            Place::Request | Place::Application | Place::Token => {
                switches.request_error_page_status
            }
        };
        StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST)
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
            claims: self.claims.as_deref(),
        };
        let status = if self.error == "invalid_client" && self.status == StatusCode::UNAUTHORIZED {
            let switches = world.read(|state| state.settings.switches);
            StatusCode::from_u16(switches.invalid_client_status).unwrap_or(self.status)
        } else {
            self.status
        };
        let mut response = answer(status, &body, trace);
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
    #[serde(skip_serializing_if = "Option::is_none")]
    claims: Option<&'a str>,
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

/// An error ordered through the control API by its status.
pub(crate) fn of_status(
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
    let ordered = EntraError { code, ..internal() };
    let body = ErrorBody {
        error: error.unwrap_or(kind),
        error_description: ordered.description(&trace),
        error_codes: [code],
        timestamp: trace.at.entra(),
        trace_id: &trace.trace_id,
        correlation_id: &trace.correlation_id,
        error_uri: ordered.error_uri(world),
        suberror: None,
        claims: None,
    };
    answer(status, &body, &trace)
}
