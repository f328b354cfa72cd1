//! Around every request: the faults that were ordered, before and after the
//! answer, and the record of what happened.

use std::convert::Infallible;
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::{Method, Request, StatusCode};
use serde_json::Value;
use tower::ServiceExt as _;

use crate::control::faults::{self, Cut, Fault, Hold};
use crate::control::record::{self, Entry, Notes};
use crate::control::spoil;
use crate::graph;
use crate::pages;
use crate::world::{Shared, World};

/// The connection ends without an answer.
#[derive(Debug, thiserror::Error)]
#[error("the connection is cut off on order")]
pub(crate) struct CutOff;

/// The number of the error that a sign-in page is to show.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OrderedError(pub(crate) u32);

/// One request, from its arrival to its answer.
pub(crate) async fn attend(
    world: Shared,
    router: Router,
    mut request: Request<Body>,
) -> Result<Response, CutOff> {
    let started = Instant::now();
    world.clock.tick();
    if is_forged(&request) {
        return Ok(StatusCode::FORBIDDEN.into_response());
    }
    let note = Draft::of(&request);
    // Counted before anything slows it down, and until it is answered.
    let _pass = match graph::admit(&world, request.uri().path(), request.headers()) {
        Ok(pass) => pass,
        Err(refusal) => {
            note.file(&world, started, refusal.status(), Some(&refusal), None);
            return Ok(*refusal);
        }
    };
    let ordered = faults::ordered(&world, request.uri().path(), request.headers());
    let Some((endpoint, fault)) = ordered else {
        let response = answer(router, request).await;
        note.file(&world, started, response.status(), Some(&response), None);
        return Ok(response);
    };
    let kind = describe(&fault);
    fault.pause(&world, Hold::Before).await;
    if fault.cut == Some(Cut::Before) {
        // What a web server's log says of a client that got nothing.
        let status = StatusCode::from_u16(499).unwrap_or_default();
        note.file(&world, started, status, None, Some(&kind));
        return Err(CutOff);
    }
    if let Some(code) = fault.aadsts {
        request.extensions_mut().insert(OrderedError(code));
    }
    let response = match spoil::in_place_of_answer(&world, endpoint, &fault, request.headers()) {
        Some(response) => response,
        None => spoil::after_answer(&fault, answer(router, request).await).await,
    };
    fault.pause(&world, Hold::After).await;
    note.file(
        &world,
        started,
        response.status(),
        Some(&response),
        Some(&kind),
    );
    if fault.cut == Some(Cut::After) {
        return Err(CutOff);
    }
    Ok(response)
}

async fn answer(router: Router, request: Request<Body>) -> Response {
    let outcome: Result<Response, Infallible> = router.oneshot(request).await;
    match outcome {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// A web page of somebody else must not turn the stand-in's switches through a
/// visitor's browser (Fetch Metadata, Sec-Fetch-Site).
fn is_forged(request: &Request<Body>) -> bool {
    let path = request.uri().path();
    let switches = ["/control", "/mail/", "/trainer"]
        .iter()
        .any(|start| path.starts_with(start));
    let foreign = request
        .headers()
        .get("sec-fetch-site")
        .is_some_and(|site| site == "cross-site");
    switches && foreign && request.method() != Method::GET
}

fn describe(fault: &Fault) -> String {
    serde_json::to_string(fault).unwrap_or_default()
}

/// What is known of a request before it is answered.
struct Draft {
    method: Method,
    path: String,
    query: Value,
    user_agent: Option<String>,
    origin: Option<String>,
    client_request_id: Option<String>,
}

impl Draft {
    fn of(request: &Request<Body>) -> Self {
        let header = |name: &str| {
            let value = request.headers().get(name)?;
            Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        Self {
            method: request.method().clone(),
            path: request.uri().path().to_owned(),
            query: record::masked(request.uri().query().unwrap_or("").as_bytes()),
            user_agent: header("user-agent"),
            origin: header("origin"),
            client_request_id: header("client-request-id"),
        }
    }

    /// The record does not record the looking at itself.
    fn file(
        self,
        world: &World,
        started: Instant,
        status: StatusCode,
        response: Option<&Response>,
        fault: Option<&str>,
    ) {
        let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::debug!(method = %self.method, path = %self.path, status = status.as_u16(), duration_ms);
        let aside = |path: &&str| self.path.starts_with(*path);
        if aside(&"/control") || pages::ASIDE.iter().any(aside) {
            return;
        }
        let header = |name: &str| {
            let value = response?.headers().get(name)?.to_str().ok()?;
            Some(value.to_owned())
        };
        let notes = response.and_then(|response| response.extensions().get::<Notes>());
        world.record.add(Entry {
            number: 0,
            time: world.clock.now(),
            method: self.method,
            path: self.path,
            query: self.query,
            status: status.as_u16(),
            duration_ms,
            user_agent: self.user_agent,
            origin: self.origin,
            client_request_id: self.client_request_id,
            request_id: header("request-id").or_else(|| header("x-ms-request-id")),
            fault: fault.map(str::to_owned),
            notes: notes.map_or(Value::Null, |notes| notes.0.clone()),
        });
    }
}
