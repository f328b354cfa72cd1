//! `POST /$batch`: up to twenty calls in one.
//! Microsoft: "Combine multiple HTTP requests using JSON batching".

use std::collections::HashMap;

use axum::body::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use serde_json::{Value, json};

use crate::control::faults;
use crate::graph::call::{Answer, Call, Content};
use crate::graph::dispatch;
use crate::graph::error::{self, GraphError};
use crate::graph::query::Query;

const MOST: usize = 20;

pub(crate) fn batch(call: &Call<'_>) -> Result<Answer, GraphError> {
    if call.method != Method::POST {
        return Err(error::wrong_method());
    }
    let json = call.json()?;
    let requests = json
        .get("requests")
        .and_then(Value::as_array)
        .ok_or_else(|| error::bad_request("The batch request has no 'requests' array."))?;
    if requests.is_empty() || requests.len() > MOST {
        return Err(error::bad_request(format!(
            "Number of batch request steps exceeds the maximum value of {MOST}."
        )));
    }
    let mut done: HashMap<&str, StatusCode> = HashMap::new();
    let mut responses = Vec::with_capacity(requests.len());
    for request in requests {
        let id = request
            .get("id")
            .and_then(Value::as_str)
            .filter(|id| !done.contains_key(id))
            .ok_or_else(|| error::bad_request("Every batch request needs an id of its own."))?;
        let depends = request.get("dependsOn").and_then(Value::as_array);
        let held_up = depends.into_iter().flatten().any(|on| {
            let status = on.as_str().and_then(|on| done.get(on));
            status.is_none_or(|status| !status.is_success())
        });
        let outcome = if held_up {
            Err(GraphError::new(
                424,
                "FailedDependency",
                "Dependent request failed.",
            ))
        } else {
            one(call, request)
        };
        let (status, response) = render(call, id, outcome);
        done.insert(id, status);
        responses.push(response);
    }
    Ok(Answer::ok(json!({ "responses": responses })))
}

/// One request of the batch, as if it had come alone.
fn one(batch: &Call<'_>, request: &Value) -> Result<Answer, GraphError> {
    let text = |name: &str| request.get(name).and_then(Value::as_str);
    let method = text("method")
        .and_then(|method| method.to_ascii_uppercase().parse::<Method>().ok())
        .ok_or_else(|| error::bad_request("A batch request needs a method."))?;
    let url = text("url").ok_or_else(|| error::bad_request("A batch request needs a url."))?;
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let path = path.trim_start_matches('/');
    if path.eq_ignore_ascii_case("$batch") {
        return Err(error::bad_request("Batches cannot be nested."));
    }
    ordered_fault(batch, path)?;
    let mut headers = HeaderMap::new();
    let sent = request.get("headers").and_then(Value::as_object);
    for (name, value) in sent.into_iter().flatten() {
        if let (Ok(name), Some(Ok(value))) = (
            name.parse::<HeaderName>(),
            value.as_str().map(str::parse::<HeaderValue>),
        ) {
            headers.append(name, value);
        }
    }
    let body = match request.get("body") {
        None | Some(Value::Null) => Bytes::new(),
        // A MIME text stays as it is.
        Some(Value::String(text)) => Bytes::from(text.clone()),
        Some(json) => Bytes::from(json.to_string()),
    };
    let call = Call {
        world: batch.world,
        caller: batch.caller,
        method,
        path: path.to_owned(),
        query: Query::parse(query)?,
        headers,
        body,
    };
    dispatch::answer(&call)
}

/// Throttling reaches the requests inside a batch one by one.
fn ordered_fault(batch: &Call<'_>, path: &str) -> Result<(), GraphError> {
    let path = format!("/v1.0/{path}");
    let ordered = faults::ordered(batch.world, &path, &batch.headers);
    match ordered.and_then(|(_, fault)| fault.graph_error()) {
        Some(error) => Err(error),
        None => Ok(()),
    }
}

fn render(call: &Call<'_>, id: &str, outcome: Result<Answer, GraphError>) -> (StatusCode, Value) {
    let request_id = call.world.dice.guid();
    match outcome {
        Ok(answer) => {
            let mut headers = json!({"Cache-Control": "private"});
            let body = match answer.body {
                Content::Nothing => Value::Null,
                Content::Json(body) => {
                    set(
                        &mut headers,
                        "Content-Type",
                        "application/json; odata.metadata=minimal",
                    );
                    set(&mut headers, "OData-Version", "4.0");
                    body
                }
                Content::Text(kind, text) => {
                    set(&mut headers, "Content-Type", kind);
                    text.into()
                }
                Content::Bytes(kind, bytes) => {
                    use base64::Engine as _;
                    set(&mut headers, "Content-Type", &kind);
                    base64::engine::general_purpose::STANDARD
                        .encode(bytes)
                        .into()
                }
            };
            let mut response = json!({
                "id": id, "status": answer.status.as_u16(), "headers": headers,
            });
            if let (false, Some(response)) = (body.is_null(), response.as_object_mut()) {
                response.insert("body".to_owned(), body);
            }
            (answer.status, response)
        }
        Err(error) => {
            let mut headers = json!({"Content-Type": "application/json"});
            if let Some(seconds) = error.retry_after {
                set(&mut headers, "Retry-After", &seconds.to_string());
            }
            let body = error.body(call.world, &request_id, &request_id);
            let status = error.status;
            (
                status,
                json!({"id": id, "status": status.as_u16(), "headers": headers, "body": body}),
            )
        }
    }
}

fn set(headers: &mut Value, name: &str, value: &str) {
    if let Some(headers) = headers.as_object_mut() {
        headers.insert(name.to_owned(), value.into());
    }
}
