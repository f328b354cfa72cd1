//! The accept loop: a limit on connections and a limit on how long a client may
//! take for its handshake, its headers and between two requests (axum's own
//! loop has none of them).

use super::client::Peer;
use super::tls::Tls;
use crate::metrics::OpenConnection;
use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tower::ServiceExt;

/// Largest headers of a request, in bytes.
const HEADERS_MAX: usize = 32 * 1024;

/// How much a client may take of us.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Longest time for a handshake, for the headers of a request, between two
    /// requests of one connection, and for a piece of a body.
    pub patience: Duration,
    /// Connections at once.
    pub connections: usize,
    /// Longest time for answers under way when the process is told to stop.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            patience: Duration::from_secs(15),
            connections: 2048,
            drain: Duration::from_secs(10),
        }
    }
}

/// A bound port.
pub struct Listener {
    port: TcpListener,
    limits: Limits,
    tls: Option<Tls>,
}

impl Listener {
    /// Binds `address`.
    ///
    /// # Errors
    /// Where the port is taken or not ours to take.
    pub async fn bind(address: SocketAddr) -> std::io::Result<Self> {
        Ok(Self {
            port: TcpListener::bind(address).await?,
            limits: Limits::default(),
            tls: None,
        })
    }

    /// With these limits.
    #[must_use]
    pub fn within(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Speaks TLS.
    #[must_use]
    pub fn with_tls(mut self, tls: Option<Tls>) -> Self {
        self.tls = tls;
        self
    }

    /// Longest time for what is under way when the process is told to stop.
    #[must_use]
    pub fn drain(&self) -> Duration {
        self.limits.drain
    }

    /// Where it listens.
    ///
    /// # Errors
    /// Where the operating system does not say.
    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.port.local_addr()
    }
}

/// Serves until `stop` is ready, then lets what is under way finish.
pub async fn serve_connections(listener: Listener, router: Router, stop: impl Future<Output = ()>) {
    let Listener { port, limits, tls } = listener;
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(limits.connections));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.patience)
        .max_buf_size(HEADERS_MAX);
    let mut stop = std::pin::pin!(stop);
    loop {
        let place = places.clone().acquire_owned();
        let (place, accepted) = tokio::select! {
            () = &mut stop => break,
            accepted = async {
                let place = place.await.ok();
                (place, port.accept().await)
            } => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, for instance: it passes.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        // Small answers must not wait for more.
        let _ = stream.set_nodelay(true);
        let connection = Connection {
            http: http.clone(),
            router: router.clone(),
            peer: Peer(peer),
            watcher: graceful.watcher(),
        };
        let (tls, patience) = (tls.clone(), limits.patience);
        tokio::spawn(async move {
            let _place = place;
            let _counted = OpenConnection::new();
            connection.serve(stream, tls, patience).await;
        });
    }
    drop(port);
    if timeout(limits.drain, graceful.shutdown()).await.is_err() {
        tracing::warn!("some answers were still under way");
    }
}

/// What one connection is served with.
struct Connection {
    http: http1::Builder,
    router: Router,
    peer: Peer,
    watcher: Watcher,
}

impl Connection {
    async fn serve(self, stream: TcpStream, tls: Option<Tls>, patience: Duration) {
        let Some(tls) = tls else {
            return self.speak(stream).await;
        };
        // A client that goes away or is too slow is no error of ours.
        if let Ok(Ok(stream)) = timeout(patience, tls.accept(stream)).await {
            self.speak(stream).await;
        }
    }

    async fn speak<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(self, stream: S) {
        let peer = self.peer;
        let service = self.router.map_request(move |request: Request<Incoming>| {
            let mut request = request.map(axum::body::Body::new);
            request.extensions_mut().insert(peer);
            request
        });
        let connection = self
            .http
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let _ = self.watcher.watch(connection).await;
    }
}
