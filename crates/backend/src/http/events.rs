//! Live changes as server-sent events, resumable by `Last-Event-ID`.

use super::{App, SignedIn, ends};
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

/// Streams what changes, as it is committed, for as long as the session lives.
#[utoipa::path(
    get,
    path = "/events",
    tag = "live",
    params(("Last-Event-ID" = Option<String>, Header, description = "The id of the last event \
        that arrived. What came after it is sent first.", max_length = 100)),
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
    who: SignedIn,
    headers: HeaderMap,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let boot = app.boot().to_owned();
    // A number that another process gave counts from another beginning: who
    // brings one has missed an unknown part, and asks for everything again.
    let after = headers.get("last-event-id").map(|value| {
        let id = value.to_str().unwrap_or_default();
        id.strip_prefix(&boot)
            .and_then(|rest| rest.strip_prefix('-'))
            .and_then(|number| number.parse().ok())
            .unwrap_or(u64::MAX)
    });
    let feed = app.store().live().watch(after);
    let coming = BroadcastStream::new(feed.coming).map(|numbered| {
        // Who reads too slowly has lost some: ask for everything again.
        numbered.unwrap_or_else(|_| (0, everything()))
    });
    let open = crate::metrics::OpenStream::new();
    let all = stream::iter(feed.missed)
        .chain(coming)
        .map(move |numbered| {
            let _counted = &open;
            to_event(&boot, numbered)
        });
    let all = all.take_until(Box::pin(ends::ended(app, who)));
    Sse::new(all).keep_alive(KeepAlive::new().interval(ALIVE))
}

fn to_event(boot: &str, (number, change): Numbered) -> Result<Event, Infallible> {
    let id = format!("{boot}-{number}");
    let event = Event::default().event("change").id(id);
    Ok(event.json_data(change).unwrap_or_default())
}
