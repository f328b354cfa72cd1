//! The listener: connections in, answers out, and around every request the
//! faults that were ordered and the record of what happened.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, Request, StatusCode, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tower::ServiceExt as _;

use crate::control::faults::{self, Cut, Endpoint, Fault, WrongBody};
use crate::control::record::{self, Entry, Notes};
use crate::world::{Shared, World};
use crate::{control, entra, graph, pages};

/// How long a client may take to send its headers.
const HEADER_TIMEOUT: Duration = Duration::from_secs(15);
/// The whole state can be put back through the control API.
const STATE_LIMIT: usize = 64 * 1024 * 1024;

/// The connection ends without an answer.
#[derive(Debug, thiserror::Error)]
#[error("the connection is cut off on order")]
struct CutOff;

/// Everything the stand-in answers.
pub(crate) fn router(world: Shared) -> Router {
    let control = control::api::router().layer(DefaultBodyLimit::max(STATE_LIMIT));
    Router::new()
        .merge(entra::router())
        .merge(graph::router())
        .merge(pages::router())
        .merge(control)
        .with_state(world)
}

/// Takes connections until told to stop.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    world: Shared,
    mut stop: watch::Receiver<bool>,
) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.changed() => return,
        };
        match accepted {
            Ok((stream, _)) => {
                // Small answers must not wait for more to send.
                let _ = stream.set_nodelay(true);
                let connection = converse(stream, router.clone(), Arc::clone(&world), stop.clone());
                tokio::spawn(connection);
            }
            Err(error) => {
                // Out of file handles, most likely: give the others time to end.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

/// One connection, over whatever carries it.
async fn converse<S>(stream: S, router: Router, world: Shared, mut stop: watch::Receiver<bool>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |request: Request<Incoming>| {
        attend(Arc::clone(&world), router.clone(), request.map(Body::new))
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        _ = stop.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}

/// One request: faults before and after, and the record.
async fn attend(world: Shared, router: Router, request: Request<Body>) -> Result<Response, CutOff> {
    let started = Instant::now();
    let path = request.uri().path().to_owned();
    let note = Draft::of(&request);
    let endpoint = faults::endpoint_of(&path);
    let fault = endpoint.and_then(|endpoint| world.faults.take(endpoint, &path));
    if let Some(fault) = &fault {
        if fault.delay_ms > 0 {
            tokio::time::sleep(Duration::from_millis(fault.delay_ms)).await;
        }
        if fault.cut == Some(Cut::Before) {
            note.file(
                &world,
                started,
                StatusCode::from_u16(499).unwrap_or_default(),
                None,
                Some("cut before"),
            );
            return Err(CutOff);
        }
    }
    let instead = fault.as_ref().zip(endpoint).and_then(|(fault, endpoint)| {
        in_place_of_answer(&world, endpoint, fault, request.headers())
    });
    let response = match instead {
        Some(response) => response,
        None => answer(router, request).await,
    };
    let kind = fault.as_ref().map(describe);
    note.file(
        &world,
        started,
        response.status(),
        Some(&response),
        kind.as_deref(),
    );
    if fault.is_some_and(|fault| fault.cut == Some(Cut::After)) {
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

/// The answer that was ordered, if it is not the right one after a delay.
fn in_place_of_answer(
    world: &World,
    endpoint: Endpoint,
    fault: &Fault,
    headers: &HeaderMap,
) -> Option<Response> {
    let status = fault.status.unwrap_or(200);
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = match fault.body {
        Some(WrongBody::Html) => {
            let page = "<html><head><title>Proxy error</title></head><body><h1>Proxy error</h1></body></html>";
            (status, [(header::CONTENT_TYPE, "text/html")], page).into_response()
        }
        Some(WrongBody::Garbage) => (
            status,
            [(header::CONTENT_TYPE, "application/json")],
            "{\"value\": [\u{1}\u{fffd}",
        )
            .into_response(),
        Some(WrongBody::Empty) => status.into_response(),
        None if fault.status.is_none() => return None,
        None if matches!(endpoint, Endpoint::Graph | Endpoint::SendMail) => {
            fault.graph_error()?.response(headers, world)
        }
        None => entra::errors::ordered(status, fault.code.as_deref(), world, headers),
    };
    if let Some(seconds) = fault.retry_after {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, seconds.into());
    }
    Some(response)
}

fn describe(fault: &Fault) -> String {
    serde_json::to_string(fault).unwrap_or_default()
}

/// What is known of a request before it is answered.
struct Draft {
    method: String,
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
            method: request.method().to_string(),
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
        if self.path.starts_with("/control") || self.path == pages::layout::STYLE_PATH {
            return;
        }
        let header = |name: &str| {
            let value = response?.headers().get(name)?.to_str().ok()?;
            Some(value.to_owned())
        };
        let notes = response.and_then(|response| response.extensions().get::<Notes>());
        world.record.add(Entry {
            number: 0,
            time: world.clock.now().iso(),
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
