//! `POST /$batch`: up to twenty calls in one, four of them at a time.
//! Microsoft: "Combine multiple HTTP requests using JSON batching".

use std::collections::HashMap;

use axum::body::Bytes;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use serde_json::{Value, json};

use crate::control::faults::{self, Hold};
use crate::graph::call::{Answer, Call, Content};
use crate::graph::error::{self, GraphError};
use crate::graph::query::Query;
use crate::graph::{dispatch, limits};

const MOST: usize = 20;
/// How many run at once; the others wait for one of them to end.
const AT_ONCE: usize = 4;

/// One request of the batch.
struct Step<'a> {
    id: &'a str,
    depends_on: Vec<&'a str>,
    request: &'a Value,
}

pub(crate) async fn batch(call: &Call<'_>) -> Result<Answer, GraphError> {
    if call.method != Method::POST {
        return Err(error::wrong_method());
    }
    let json = call.json()?;
    let steps = steps(&json)?;
    let mut waiting: Vec<&Step<'_>> = steps.iter().collect();
    let mut running = FuturesUnordered::new();
    let mut done: HashMap<&str, StatusCode> = HashMap::new();
    let mut responses: HashMap<&str, Value> = HashMap::new();
    loop {
        // Whatever no longer waits for another starts, in the order given.
        while running.len() < AT_ONCE {
            let ready = |step: &&Step<'_>| step.depends_on.iter().all(|on| done.contains_key(on));
            let Some(at) = waiting.iter().position(ready) else {
                break;
            };
            let step = waiting.remove(at);
            let failed = |on: &&str| done.get(*on).is_none_or(|status| !status.is_success());
            let held_up = step.depends_on.iter().any(failed);
            running.push(run(call, step, held_up));
        }
        let Some((id, outcome)) = running.next().await else {
            break;
        };
        let (status, response) = render(call, id, outcome);
        done.insert(id, status);
        responses.insert(id, response);
    }
    let ordered: Vec<Value> = steps
        .iter()
        .filter_map(|step| responses.remove(step.id))
        .collect();
    Ok(Answer::ok(json!({ "responses": ordered })))
}

async fn run<'a>(
    batch: &Call<'_>,
    step: &Step<'a>,
    held_up: bool,
) -> (&'a str, Result<Answer, GraphError>) {
    let outcome = if held_up {
        Err(error::failed_dependency())
    } else {
        one(batch, step.request).await
    };
    (step.id, outcome)
}

/// The requests, checked as a whole: a batch that is wrong in itself has no
/// effect at all.
fn steps(json: &Value) -> Result<Vec<Step<'_>>, GraphError> {
    let requests = json
        .get("requests")
        .and_then(Value::as_array)
        .ok_or_else(|| error::bad_request("The batch request has no 'requests' array."))?;
    if requests.is_empty() {
        return Err(error::bad_request("The batch request has no requests."));
    }
    if requests.len() > MOST {
        return Err(error::bad_request(format!(
            "Number of batch request steps exceeds the maximum value of {MOST}."
        )));
    }
    let mut steps: Vec<Step<'_>> = Vec::with_capacity(requests.len());
    for request in requests {
        let id = request
            .get("id")
            .and_then(Value::as_str)
            .filter(|id| !steps.iter().any(|step| step.id == *id))
            .ok_or_else(|| error::bad_request("Every batch request needs an id of its own."))?;
        let depends = request.get("dependsOn").and_then(Value::as_array);
        let depends_on: Vec<&str> = depends
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        // Only on what comes before, so that no ring can form.
        let known = |on: &&str| steps.iter().any(|step| step.id == *on);
        if !depends_on.iter().all(known) {
            return Err(error::bad_request(format!(
                "The request '{id}' depends on one that does not come before it."
            )));
        }
        steps.push(Step {
            id,
            depends_on,
            request,
        });
    }
    Ok(steps)
}

/// One request of the batch, as if it had come alone: it is counted, and
/// faults that were ordered reach it.
async fn one(batch: &Call<'_>, request: &Value) -> Result<Answer, GraphError> {
    let call = call_of(batch, request)?;
    let path = format!("/v1.0/{}", call.path);
    let _pass = limits::enter(batch.world, &path, batch.caller)?;
    let Some((_, fault)) = faults::ordered(batch.world, &path, &batch.headers) else {
        return dispatch::answer(&call);
    };
    fault.pause(batch.world, Hold::Before).await;
    if let Some(error) = fault.graph_error() {
        return Err(error);
    }
    let answer = dispatch::answer(&call);
    fault.pause(batch.world, Hold::After).await;
    answer
}

fn call_of<'a>(batch: &Call<'a>, request: &Value) -> Result<Call<'a>, GraphError> {
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
    Ok(Call {
        world: batch.world,
        caller: batch.caller,
        method,
        path: path.to_owned(),
        query: Query::parse(query)?,
        headers,
        body,
    })
}

fn render(call: &Call<'_>, id: &str, outcome: Result<Answer, GraphError>) -> (StatusCode, Value) {
    let mut headers = json!({"Cache-Control": "private"});
    let (status, body) = match outcome {
        Ok(answer) => {
            let (kind, body) = match answer.body {
                Content::Nothing => ("", Value::Null),
                Content::Json(body) => {
                    set(&mut headers, "OData-Version", "4.0");
                    ("application/json; odata.metadata=minimal", body)
                }
                Content::Text(kind, text) => (kind, text.into()),
                Content::Bytes(kind, bytes) => {
                    set(&mut headers, "Content-Type", &kind);
                    ("", STANDARD.encode(bytes).into())
                }
            };
            if !kind.is_empty() {
                set(&mut headers, "Content-Type", kind);
            }
            (answer.status, body)
        }
        Err(error) => {
            set(&mut headers, "Content-Type", "application/json");
            if let Some(seconds) = error.retry_after {
                set(&mut headers, "Retry-After", &seconds.to_string());
            }
            let request_id = call.world.dice.guid();
            let body = error.body(call.world, &request_id, &request_id);
            (error.status, body)
        }
    };
    let mut response = json!({"id": id, "status": status.as_u16(), "headers": headers});
    if let (false, Some(response)) = (body.is_null(), response.as_object_mut()) {
        response.insert("body".to_owned(), body);
    }
    (status, response)
}

fn set(headers: &mut Value, name: &str, value: &str) {
    if let Some(headers) = headers.as_object_mut() {
        headers.insert(name.to_owned(), value.into());
    }
}
