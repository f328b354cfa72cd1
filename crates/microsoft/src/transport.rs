//! One HTTP client with limits: how long we wait, how much we read, where we
//! may be sent on to (nowhere).

use crate::fault::Fault;
use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// Longest wait for a connection.
const CONNECT: Duration = Duration::from_secs(5);

/// Longest wait for a whole answer.
const TOTAL: Duration = Duration::from_secs(20);

/// Largest answer, in bytes. The largest we ask for is a page of ten messages
/// without bodies.
const ANSWER_MAX: usize = 1024 * 1024;

/// The HTTP client, shared by everything that talks to Microsoft.
#[derive(Clone)]
pub struct Transport {
    client: reqwest::Client,
    last: Arc<Mutex<Option<Call>>>,
}

/// How a call ended.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// Whether an answer came, whatever it said.
    pub answered: bool,
    /// When.
    pub at: SystemTime,
    /// How long that took.
    pub took: Duration,
}

/// Why there is no HTTP client.
#[derive(Debug, thiserror::Error)]
#[error("no secure connections are possible on this machine: {0}")]
pub struct TransportError(String);

/// An answer, read whole.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// A header of at most 100 printable characters.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let value = self.headers.get(name)?.to_str().ok()?;
        Some(value.chars().take(100).collect())
    }

    /// Seconds of `Retry-After`, at most an hour: Microsoft sends no dates.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        let seconds: u64 = self.header("retry-after")?.parse().ok()?;
        Some(Duration::from_secs(seconds.min(3600)))
    }
}

impl Transport {
    /// Makes the client.
    ///
    /// # Errors
    /// Where the machine has no trust store or TLS cannot start.
    pub fn new() -> Result<Self, TransportError> {
        reqwest::Client::builder()
            .connect_timeout(CONNECT)
            .timeout(TOTAL)
            // A token endpoint that redirects is not Microsoft's.
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!(
                "ImageCapture-mail-link/",
                env!("CARGO_PKG_VERSION")
            ))
            .build()
            .map(|client| Self {
                client,
                last: Arc::default(),
            })
            .map_err(|error| TransportError(error.to_string()))
    }

    pub(crate) fn request(&self, method: http::Method, url: &str) -> reqwest::RequestBuilder {
        self.client.request(method, url)
    }

    /// The call that ended last, of whoever shares this client.
    #[must_use]
    pub fn last_call(&self) -> Option<Call> {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) async fn send(&self, request: reqwest::RequestBuilder) -> Result<Answer, Fault> {
        let begun = Instant::now();
        let answer = Self::answer(request).await;
        let call = Call {
            answered: !matches!(answer, Err(Fault::Unreachable | Fault::Silent)),
            at: SystemTime::now(),
            took: begun.elapsed(),
        };
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(call);
        answer
    }

    async fn answer(request: reqwest::RequestBuilder) -> Result<Answer, Fault> {
        let mut response = request.send().await.map_err(|error| classify(&error))?;
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| classify(&error))? {
            if body.len() + chunk.len() > ANSWER_MAX {
                return Err(Fault::Garbled { status });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer {
            status,
            headers,
            body: body.freeze(),
        })
    }
}

/// reqwest's error holds the URL, so it is never kept or logged as it is.
fn classify(error: &reqwest::Error) -> Fault {
    if error.is_connect() || error.is_builder() {
        Fault::Unreachable
    } else {
        Fault::Silent
    }
}
