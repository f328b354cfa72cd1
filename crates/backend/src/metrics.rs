//! What the house counts, in Prometheus' text form (OpenMetrics 1.0).
//!
//! Routes are counted by their template and never by their path: an address is
//! personal data, and a label that strangers can make up fills the memory.

use contract::catalogue::Cause;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use std::sync::LazyLock;
use std::time::Duration;

/// Upper bounds of the answer times, in seconds.
const SECONDS: [f64; 11] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0,
];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    route: String,
    method: &'static str,
    status: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Outcome {
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct State {
    state: &'static str,
}

struct Counts {
    registry: Registry,
    requests: Family<RequestLabels, Histogram, fn() -> Histogram>,
    refused: Family<Outcome, Counter>,
    log_ins: Family<Outcome, Counter>,
    hashes: Counter,
    refreshes: Family<Outcome, Counter>,
    database_errors: Counter,
    panics: Counter,
    under_way: Gauge,
    connections: Gauge,
    streams: Gauge,
    sign_ins: Family<State, Gauge>,
    mailboxes: Family<State, Gauge>,
}

static COUNTS: LazyLock<Counts> = LazyLock::new(Counts::new);

impl Counts {
    fn new() -> Self {
        let mut registry = Registry::with_prefix("imagecapture");
        let histogram: fn() -> Histogram = || Histogram::new(SECONDS);
        let counts = Self {
            requests: Family::new_with_constructor(histogram),
            refused: Family::default(),
            log_ins: Family::default(),
            hashes: Counter::default(),
            refreshes: Family::default(),
            database_errors: Counter::default(),
            panics: Counter::default(),
            under_way: Gauge::default(),
            connections: Gauge::default(),
            streams: Gauge::default(),
            sign_ins: Family::default(),
            mailboxes: Family::default(),
            registry: Registry::default(),
        };
        let r = &mut registry;
        r.register(
            "request_seconds",
            "How long answers took, by route, method and class of status",
            counts.requests.clone(),
        );
        r.register(
            "refused",
            "Operations refused, by cause",
            counts.refused.clone(),
        );
        r.register(
            "log_ins",
            "Sign-ins to the panel, by outcome",
            counts.log_ins.clone(),
        );
        r.register(
            "password_hashes",
            "Passwords that were hashed or checked",
            counts.hashes.clone(),
        );
        r.register(
            "refreshes",
            "Refreshes of Microsoft tokens, by outcome",
            counts.refreshes.clone(),
        );
        r.register(
            "database_errors",
            "Errors of the database",
            counts.database_errors.clone(),
        );
        r.register(
            "panics",
            "Panics in handlers and tasks",
            counts.panics.clone(),
        );
        r.register(
            "requests_under_way",
            "Requests that are being answered",
            counts.under_way.clone(),
        );
        r.register(
            "connections",
            "Open connections",
            counts.connections.clone(),
        );
        r.register(
            "event_streams",
            "Open streams of live changes",
            counts.streams.clone(),
        );
        r.register(
            "sign_ins",
            "Sign-ins at Microsoft, by state",
            counts.sign_ins.clone(),
        );
        r.register(
            "mailboxes",
            "Mailboxes, by verdict",
            counts.mailboxes.clone(),
        );
        Self { registry, ..counts }
    }
}

/// A request was answered.
pub fn request(route: &str, method: &'static str, status: u16, took: Duration) {
    let status = match status {
        100..=199 => "1xx",
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    };
    let labels = RequestLabels {
        route: route.to_owned(),
        method,
        status,
    };
    COUNTS
        .requests
        .get_or_create(&labels)
        .observe(took.as_secs_f64());
}

/// An operation was refused to whoever asked.
pub fn refused(cause: Cause) {
    let outcome = cause.code();
    COUNTS.refused.get_or_create(&Outcome { outcome }).inc();
}

/// Somebody tried to sign in to the panel.
pub fn log_in(outcome: &'static str) {
    COUNTS.log_ins.get_or_create(&Outcome { outcome }).inc();
}

/// A password was hashed or checked.
pub fn hashed() {
    COUNTS.hashes.inc();
}

/// A refresh at Microsoft came to an end: `renewed`, or the code of a cause.
pub fn refresh(outcome: &'static str) {
    COUNTS.refreshes.get_or_create(&Outcome { outcome }).inc();
}

/// The database refused something that it should not.
pub fn database_error() {
    COUNTS.database_errors.inc();
}

/// Something panicked.
pub fn panicked() {
    COUNTS.panics.inc();
}

/// Sets how many sign-ins and mailboxes there are, by state and by verdict.
pub fn standing(sign_ins: &[(&'static str, i64)], mailboxes: &[(&'static str, i64)]) {
    for (family, numbers) in [(&COUNTS.sign_ins, sign_ins), (&COUNTS.mailboxes, mailboxes)] {
        for &(state, number) in numbers {
            family.get_or_create(&State { state }).set(number);
        }
    }
}

macro_rules! counted {
    ($(#[$doc:meta])* $name:ident, $gauge:ident) => {
        $(#[$doc])*
        pub struct $name(());

        impl $name {
            /// One more.
            #[must_use]
            #[allow(clippy::new_without_default, reason = "one more is no default")]
            pub fn new() -> Self {
                COUNTS.$gauge.inc();
                Self(())
            }
        }

        impl Drop for $name {
            fn drop(&mut self) {
                COUNTS.$gauge.dec();
            }
        }
    };
}

counted!(
    /// Counts a request for as long as it is answered.
    UnderWay,
    under_way
);
counted!(
    /// Counts an open connection for as long as it is kept.
    OpenConnection,
    connections
);
counted!(
    /// Counts an open stream of live changes for as long as it is kept.
    OpenStream,
    streams
);

/// Everything, as Prometheus reads it.
#[must_use]
pub fn text() -> String {
    let mut text = String::new();
    // Writing into a String does not fail.
    let _ = encode(&mut text, &COUNTS.registry);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_counted_by_its_route() {
        request("/test/{id}", "GET", 204, Duration::from_millis(3));
        let text = text();
        assert!(
            text.contains(
                "imagecapture_request_seconds_count{route=\"/test/{id}\",method=\"GET\",status=\"2xx\"} 1"
            ),
            "{text}"
        );
        assert!(text.ends_with("# EOF\n"));
    }
}
