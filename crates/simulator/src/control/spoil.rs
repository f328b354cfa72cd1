//! What a client gets when a fault was ordered: another answer than the right
//! one, or the right one spoilt on its way.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
use http::{HeaderMap, StatusCode, header};

use crate::attend::CutOff;
use crate::base::text::Parameters;
use crate::control::faults::{Cut, Endpoint, Fault, WrongBody};
use crate::entra;
use crate::entra::errors::{EntraError, Trace};
use crate::world::World;

/// No right answer is larger.
const MOST_BODY: usize = 512 * 1024 * 1024;
/// Into how many pieces a slow body is cut.
const PIECES: usize = 20;

/// The answer that was ordered, if it is not the right one.
pub(crate) fn in_place_of_answer(
    world: &World,
    endpoint: Endpoint,
    fault: &Fault,
    headers: &HeaderMap,
) -> Option<Response> {
    let status = fault.status.unwrap_or(200);
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let graph = matches!(
        endpoint,
        Endpoint::Graph | Endpoint::SendMail | Endpoint::Upload | Endpoint::UserInfo
    );
    if let Some(entry) = fault.aadsts.and_then(entra::catalogue::find) {
        // At the pages the request decides where the error is shown.
        if matches!(endpoint, Endpoint::Authorize | Endpoint::AdminConsent) {
            return None;
        }
        let trace = Trace::of(world, headers, &Parameters::default());
        return Some(EntraError::ordered(entry, &[]).json(world, &trace));
    }
    let mut response = match fault.body.filter(|body| !body.needs_answer()) {
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
        Some(_) => status.into_response(),
        None if fault.status.is_none() => return None,
        None if graph => fault.graph_error()?.response(headers, world),
        None => entra::errors::of_status(status, fault.code.as_deref(), world, headers),
    };
    if let Some(seconds) = fault.retry_after {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, seconds.into());
    }
    Some(response)
}

/// The right answer, as a bad line would deliver it.
pub(crate) async fn after_answer(fault: &Fault, response: Response) -> Response {
    let wrong = fault.body.filter(|body| body.needs_answer());
    let breaks = fault.cut == Some(Cut::Middle);
    if wrong.is_none() && !breaks && fault.drip_ms == 0 {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let right = to_bytes(body, MOST_BODY).await.unwrap_or_default();
    let half = right.len() / 2;
    let body = match wrong {
        Some(WrongBody::Truncated) => right.slice(..half),
        Some(WrongBody::Garbled) => garbled(&right),
        _ => right,
    };
    // Said beforehand, so that a client can tell that something is missing.
    parts
        .headers
        .insert(header::CONTENT_LENGTH, body.len().into());
    let body = if breaks {
        Body::from_stream(stream::iter([Ok(body.slice(..half)), Err(CutOff)]))
    } else if fault.drip_ms > 0 {
        dripping(body, fault.drip_ms)
    } else {
        Body::from(body)
    };
    Response::from_parts(parts, body)
}

fn garbled(right: &[u8]) -> Bytes {
    right
        .iter()
        .enumerate()
        .map(|(at, byte)| if at % 7 == 6 { byte ^ 0x15 } else { *byte })
        .collect()
}

fn dripping(body: Bytes, milliseconds: u64) -> Body {
    let piece = body.len().div_ceil(PIECES).max(1);
    let count = u64::try_from(body.len().div_ceil(piece))
        .unwrap_or(1)
        .max(1);
    let pause = Duration::from_millis(milliseconds / count);
    let pieces = stream::unfold(body, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::time::sleep(pause).await;
        let next = rest.split_to(piece.min(rest.len()));
        Some((Ok::<_, CutOff>(next), rest))
    });
    Body::from_stream(pieces)
}
