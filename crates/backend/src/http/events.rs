//! Live changes as server-sent events, resumable by `Last-Event-ID`.

use super::{App, Parameters, SignedIn, ends};
use crate::store::{Numbered, everything};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, StreamExt, stream};
use serde::Deserialize;
use std::convert::Infallible;
use std::time::Duration;
use tokio_stream::wrappers::BroadcastStream;

/// How often an idle stream shows that it lives.
const ALIVE: Duration = Duration::from_secs(20);

/// Where a stream begins.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Behind {
    /// As `Last-Event-ID`, for a first connection: a browser sends no header of
    /// ours with it. From `last_change` of `GET /welcome`.
    #[param(max_length = 100)]
    after: Option<String>,
}

/// Streams what changes, as it is committed, for as long as the session lives.
#[utoipa::path(
    get,
    path = "/events",
    tag = "live",
    params(Behind, ("Last-Event-ID" = Option<String>, Header, description = "The id of the last event \
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
    Parameters(behind): Parameters<Behind>,
    headers: HeaderMap,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let boot = app.boot().to_owned();
    // A number that another process gave counts from another beginning: who
    // brings one has missed an unknown part, and asks for everything again.
    let header = headers.get("last-event-id");
    let header = header.map(|value| value.to_str().unwrap_or_default());
    // Who comes back knows more than when they came first.
    let after = header.or(behind.after.as_deref()).map(|id| {
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

/// What a change is called, in this process and nowhere else.
pub(super) fn id(boot: &str, number: u64) -> String {
    format!("{boot}-{number}")
}

fn to_event(boot: &str, (number, change): Numbered) -> Result<Event, Infallible> {
    let event = Event::default().event("change").id(id(boot, number));
    Ok(event.json_data(change).unwrap_or_default())
}
