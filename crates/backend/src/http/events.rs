//! Live changes as server-sent events, resumable by `Last-Event-ID`.

use super::{App, SignedIn};
use crate::store::{Numbered, everything};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, StreamExt, stream};
use std::convert::Infallible;
use std::time::Duration;
use tokio_stream::wrappers::BroadcastStream;

/// How often an idle stream shows that it lives.
const ALIVE: Duration = Duration::from_secs(20);

/// Streams what changes, as it is committed.
#[utoipa::path(
    get,
    path = "/events",
    tag = "live",
    responses(
        (
            status = 200,
            description = "Events named `change`, each with a Change as its data. `Last-Event-ID` \
                resumes; kind `everything` means: ask for everything again.",
            body = contract::events::Change,
            content_type = "text/event-stream"
        ),
        super::Problems
    )
)]
pub async fn events(
    State(app): State<App>,
    _who: SignedIn,
    headers: HeaderMap,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let after = headers
        .get("last-event-id")
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse().ok());
    let feed = app.store().live().watch(after);
    let coming = BroadcastStream::new(feed.coming).map(|numbered| {
        // Who reads too slowly has lost some: ask for everything again.
        numbered.unwrap_or_else(|_| (0, everything()))
    });
    let all = stream::iter(feed.missed).chain(coming).map(to_event);
    Sse::new(all).keep_alive(KeepAlive::new().interval(ALIVE))
}

fn to_event((number, change): Numbered) -> Result<Event, Infallible> {
    let event = Event::default().event("change").id(number.to_string());
    Ok(event.json_data(change).unwrap_or_default())
}
