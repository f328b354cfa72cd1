//! One Graph call: from HTTP to what the rooms of this module need, and back.
//! A request inside a batch becomes the same thing.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use crate::control::record::Notes;
use crate::graph::caller::{self, Caller};
use crate::graph::error::{self, GraphError};
use crate::graph::query::Query;
use crate::graph::{batch, dispatch};
use crate::world::{Shared, World};

/// Graph takes at most this much in one request.
const BODY_LIMIT: usize = 4 * 1024 * 1024;

const JSON: &str = "application/json;odata.metadata=minimal;odata.streaming=true;\
                    IEEE754Compatible=false;charset=utf-8";

/// A call, ready to be answered.
pub(crate) struct Call<'a> {
    pub(crate) world: &'a World,
    pub(crate) caller: &'a Caller,
    pub(crate) method: Method,
    /// The path below `/v1.0`, as sent.
    pub(crate) path: String,
    pub(crate) query: Query,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// The decoded parts of a path; `users('x')` counts as `users/x`.
pub(crate) fn segments(path: &str) -> Vec<String> {
    let mut segments = Vec::new();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let part = percent_decode_str(part).decode_utf8_lossy().into_owned();
        match part
            .strip_suffix("')")
            .and_then(|part| part.split_once("('"))
        {
            Some((name, key)) => {
                segments.push(name.to_owned());
                segments.push(key.replace("''", "'"));
            }
            None => segments.push(part),
        }
    }
    segments
}

impl Call<'_> {
    pub(crate) fn json(&self) -> Result<Value, GraphError> {
        if self.body.is_empty() {
            return Ok(json!({}));
        }
        let value: Value = serde_json::from_slice(&self.body).map_err(|_| {
            error::bad_request(
                "Unable to read JSON request payload. Please ensure Content-Type \
                                header is set and payload is of valid JSON format.",
            )
        })?;
        if value.is_object() {
            Ok(value)
        } else {
            Err(error::bad_request("Empty Payload. JSON content expected."))
        }
    }

    /// `Prefer: IdType="ImmutableId"`
    pub(crate) fn wants_immutable_ids(&self) -> bool {
        self.prefers("idtype=\"immutableid\"")
    }

    /// `Prefer: outlook.body-content-type="text"`
    pub(crate) fn wants_text(&self) -> bool {
        self.prefers("outlook.body-content-type=\"text\"")
    }

    fn prefers(&self, wanted: &str) -> bool {
        self.headers
            .get_all("prefer")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .any(|value| value.to_ascii_lowercase().replace(' ', "").contains(wanted))
    }
}

/// What a call is answered with.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Content,
    pub(crate) location: Option<String>,
}

pub(crate) enum Content {
    Nothing,
    Json(Value),
    Text(&'static str, String),
    Bytes(String, Vec<u8>),
}

impl Answer {
    pub(crate) fn json(status: StatusCode, body: Value) -> Self {
        Self {
            status,
            body: Content::Json(body),
            location: None,
        }
    }

    pub(crate) fn ok(body: Value) -> Self {
        Self::json(StatusCode::OK, body)
    }

    pub(crate) fn created(body: Value) -> Self {
        Self::json(StatusCode::CREATED, body)
    }

    pub(crate) fn empty(status: StatusCode) -> Self {
        Self {
            status,
            body: Content::Nothing,
            location: None,
        }
    }
}

/// Everything under `/v1.0`.
pub(crate) async fn receive(State(world): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    // Microsoft's front door refuses a body without a length before anything
    // looks at the call.
    let has_length = parts.headers.contains_key(header::CONTENT_LENGTH)
        || parts.headers.contains_key(header::TRANSFER_ENCODING);
    if parts.method == Method::POST && !has_length {
        return length_required();
    }
    match outcome(&world, &parts, body).await {
        Ok(response) => response,
        Err(error) => error.response(&parts.headers, &world),
    }
}

async fn outcome(
    world: &Shared,
    parts: &http::request::Parts,
    body: Body,
) -> Result<Response, GraphError> {
    let caller = caller::of(world, &parts.headers)?;
    let body = to_bytes(body, BODY_LIMIT)
        .await
        .map_err(|_| error::too_large())?;
    let path = parts
        .uri
        .path()
        .get("/v1.0/".len()..)
        .unwrap_or("")
        .to_owned();
    let is_batch = path.eq_ignore_ascii_case("$batch");
    let call = Call {
        world,
        caller: &caller,
        method: parts.method.clone(),
        query: Query::parse(parts.uri.query().unwrap_or(""))?,
        path,
        headers: parts.headers.clone(),
        body,
    };
    let answer = if is_batch {
        batch::batch(&call)
    } else {
        dispatch::answer(&call)
    }?;
    let request_id = world.dice.guid();
    let client_request_id = client_request_id(&parts.headers, &request_id);
    let mut response = respond(answer, &request_id, &client_request_id);
    let notes = json!({"person": caller.login, "client_id": caller.app});
    response.extensions_mut().insert(Notes(notes));
    Ok(response)
}

/// The client's id, or Graph's own where it sent none.
pub(crate) fn client_request_id(headers: &HeaderMap, request_id: &str) -> String {
    let sent = headers
        .get("client-request-id")
        .and_then(|value| value.to_str().ok());
    sent.unwrap_or(request_id).to_owned()
}

pub(crate) fn respond(answer: Answer, request_id: &str, client_request_id: &str) -> Response {
    let mut response = match answer.body {
        Content::Nothing => answer.status.into_response(),
        Content::Json(body) => {
            let headers = [(header::CONTENT_TYPE, JSON)];
            (
                answer.status,
                headers,
                [("odata-version", "4.0")],
                body.to_string(),
            )
                .into_response()
        }
        Content::Text(kind, body) => {
            (answer.status, [(header::CONTENT_TYPE, kind)], body).into_response()
        }
        Content::Bytes(kind, body) => {
            (answer.status, [(header::CONTENT_TYPE, kind)], body).into_response()
        }
    };
    let headers = response.headers_mut();
    for (name, value) in [
        ("request-id", request_id),
        ("client-request-id", client_request_id),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    let diagnostic = concat!(
        "{\"ServerInfo\":{\"DataCenter\":\"West Europe\",\"Slice\":\"E\",\"Ring\":\"5\",",
        "\"ScaleUnit\":\"000\",\"RoleInstance\":\"STANDIN\"}}"
    );
    headers.insert("x-ms-ags-diagnostic", HeaderValue::from_static(diagnostic));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private"));
    headers.insert(
        header::STRICT_TRANSPORT_SECURITY,
        HeaderValue::from_static("max-age=31536000"),
    );
    if let Some(location) = answer
        .location
        .and_then(|to| HeaderValue::from_str(&to).ok())
    {
        headers.insert(header::LOCATION, location);
    }
    response
}

fn length_required() -> Response {
    let page = "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\"\"http://www.w3.org/TR/html4/strict.dtd\">\r\n\
                <HTML><HEAD><TITLE>Length Required</TITLE></HEAD>\r\n<BODY><h2>Length Required</h2>\r\n\
                <hr><p>HTTP Error 411. The request must be chunked or have a content length.</p>\r\n</BODY></HTML>\r\n";
    let headers = [(header::CONTENT_TYPE, "text/html; charset=us-ascii")];
    (StatusCode::LENGTH_REQUIRED, headers, page).into_response()
}
