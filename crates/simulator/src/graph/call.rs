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
pub(crate) const BODY_LIMIT: usize = 4 * 1024 * 1024;

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
        add_segment(part, &mut segments);
    }
    segments
}

/// The first part of a path, and the second if there is one.
pub(crate) fn first_segments(path: &str) -> Option<(String, Option<String>)> {
    let mut segments = Vec::with_capacity(3);
    for part in path.split('/').filter(|part| !part.is_empty()).take(2) {
        add_segment(part, &mut segments);
    }
    let mut segments = segments.into_iter();
    Some((segments.next()?, segments.next()))
}

fn add_segment(part: &str, segments: &mut Vec<String>) {
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

impl Call<'_> {
    pub(crate) fn json(&self) -> Result<Value, GraphError> {
        if self.body.is_empty() {
            return Ok(json!({}));
        }
        let value: Value =
            serde_json::from_slice(&self.body).map_err(|_| error::unreadable_json())?;
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
        self.preferences().any(|value| value.contains(wanted))
    }

    fn preferences(&self) -> impl Iterator<Item = String> {
        self.headers
            .get_all("prefer")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .map(|value| value.to_ascii_lowercase().replace(' ', ""))
    }

    /// How many of a list are in one answer: `$top`, or what
    /// `Prefer: odata.maxpagesize` says.
    pub(crate) fn page_size(&self) -> usize {
        let preferred = || {
            self.preferences().find_map(|value| {
                let (_, size) = value.split_once("odata.maxpagesize=")?;
                let digits = size.split(|c: char| !c.is_ascii_digit()).next()?;
                digits.parse::<usize>().ok().filter(|size| *size > 0)
            })
        };
        self.query.top.or_else(preferred).unwrap_or(10).min(1000)
    }

    /// The count, and the address of the next page.
    pub(crate) fn add_paging(&self, body: &mut Value, total: usize) {
        let Some(body) = body.as_object_mut() else {
            return;
        };
        if self.query.count {
            body.insert("@odata.count".into(), total.into());
        }
        let next = self.query.skip.saturating_add(self.page_size());
        if next < total {
            let query = self.query.next_page(next);
            body.insert("@odata.nextLink".into(), self.link(&query).into());
        }
    }

    /// This call's own address with another query.
    pub(crate) fn link(&self, query: &str) -> String {
        format!("{}/v1.0/{}?{query}", self.world.public_url, self.path)
    }
}

/// What a call is answered with.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Content,
}

pub(crate) enum Content {
    Nothing,
    Json(Value),
    Text(&'static str, String),
    Bytes(String, Vec<u8>),
}

impl Answer {
    pub(crate) fn new(status: StatusCode, body: Content) -> Self {
        Self { status, body }
    }

    pub(crate) fn json(status: StatusCode, body: Value) -> Self {
        Self::new(status, Content::Json(body))
    }

    pub(crate) fn ok(body: Value) -> Self {
        Self::json(StatusCode::OK, body)
    }

    pub(crate) fn created(body: Value) -> Self {
        Self::json(StatusCode::CREATED, body)
    }

    pub(crate) fn empty(status: StatusCode) -> Self {
        Self::new(status, Content::Nothing)
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
        batch::batch(&call).await
    } else {
        dispatch::answer(&call)
    }?;
    let request_id = world.dice.guid();
    let client_request_id = client_request_id(&parts.headers, &request_id);
    let mut response = respond(answer, &request_id, &client_request_id);
    applied_preferences(&call, &mut response);
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

/// Graph says which of the wishes in `Prefer` it has followed.
fn applied_preferences(call: &Call<'_>, response: &mut Response) {
    let mut applied = Vec::new();
    if call.wants_text() {
        applied.push("outlook.body-content-type=\"text\"");
    }
    if call.wants_immutable_ids() {
        applied.push("IdType=\"ImmutableId\"");
    }
    if let (false, Ok(value)) = (applied.is_empty(), applied.join(", ").parse()) {
        response.headers_mut().insert("preference-applied", value);
    }
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
            let kind = HeaderValue::from_str(&kind)
                .unwrap_or(HeaderValue::from_static("application/octet-stream"));
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
    response
}

fn length_required() -> Response {
    let page = "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\"\"http://www.w3.org/TR/html4/strict.dtd\">\r\n\
                <HTML><HEAD><TITLE>Length Required</TITLE></HEAD>\r\n<BODY><h2>Length Required</h2>\r\n\
                <hr><p>HTTP Error 411. The request must be chunked or have a content length.</p>\r\n</BODY></HTML>\r\n";
    let headers = [(header::CONTENT_TYPE, "text/html; charset=us-ascii")];
    (StatusCode::LENGTH_REQUIRED, headers, page).into_response()
}
