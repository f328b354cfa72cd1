//! The client that all measurements share: some connections that stay open,
//! each with one request at a time.

use http::{HeaderMap, Method, Request};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpStream;

type Body = Full<bytes::Bytes>;

/// What is asked, again and again.
#[derive(Clone)]
pub struct Ask {
    pub method: Method,
    pub path: String,
    pub headers: HeaderMap,
    pub body: bytes::Bytes,
}

impl Ask {
    fn request(&self) -> Request<Body> {
        let mut request = Request::new(Full::new(self.body.clone()));
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.path.parse().unwrap();
        *request.headers_mut() = self.headers.clone();
        request
            .headers_mut()
            .insert("host", "localhost".parse().unwrap());
        request
    }
}

/// What a measurement found.
pub struct Figures {
    pub per_second: f64,
    /// In ascending order.
    took: Vec<Duration>,
}

impl Figures {
    pub fn new(mut took: Vec<Duration>, lasted: Duration) -> Self {
        took.sort_unstable();
        Self {
            #[allow(clippy::cast_precision_loss)]
            per_second: took.len() as f64 / lasted.as_secs_f64(),
            took,
        }
    }

    /// The time that so many of a hundred requests kept to.
    pub fn percentile(&self, percent: usize) -> Duration {
        let last = self.took.len().saturating_sub(1);
        self.took
            .get(last * percent / 100)
            .copied()
            .unwrap_or_default()
    }
}

pub async fn connect(address: SocketAddr) -> SendRequest<Body> {
    let stream = TcpStream::connect(address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    sender
}

/// Asks once; how long it took and how many bytes came.
pub async fn once(sender: &mut SendRequest<Body>, ask: &Ask) -> (Duration, usize) {
    let begun = Instant::now();
    sender.ready().await.unwrap();
    let answer = sender.send_request(ask.request()).await.unwrap();
    let status = answer.status();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    assert!(
        status.is_success(),
        "{status}: {}",
        String::from_utf8_lossy(&body)
    );
    (begun.elapsed(), body.len())
}

/// Asks with so many connections for so long.
pub async fn load(address: SocketAddr, ask: &Ask, connections: usize, last: Duration) -> Figures {
    let ask = Arc::new(ask.clone());
    let begun = Instant::now();
    let tasks: Vec<_> = (0..connections)
        .map(|_| {
            let ask = ask.clone();
            tokio::spawn(async move {
                let mut sender = connect(address).await;
                let mut took = Vec::new();
                while begun.elapsed() < last {
                    took.push(once(&mut sender, &ask).await.0);
                }
                took
            })
        })
        .collect();
    let mut took = Vec::new();
    for task in tasks {
        took.extend(task.await.unwrap());
    }
    Figures::new(took, begun.elapsed())
}

/// The middle one.
pub fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
