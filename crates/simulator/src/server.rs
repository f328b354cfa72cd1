//! The listeners: connections in, each carried by plain TCP or by TLS, and
//! every request handed to [`crate::attend`].

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

use crate::attend;
use crate::world::Shared;
use crate::{control, entra, graph, pages};

/// How long a client may take for its TLS handshake, and to send its headers.
const PATIENCE: Duration = Duration::from_secs(15);
/// The whole state can be put back through the control API.
const STATE_LIMIT: usize = 512 * 1024 * 1024;

/// One listener and what it leads to.
pub(crate) struct Entrance {
    pub(crate) listener: TcpListener,
    pub(crate) tls: Option<TlsAcceptor>,
    pub(crate) world: Shared,
}

/// Everything the stand-in answers.
fn router(world: Shared) -> Router {
    let control = control::api::router().layer(DefaultBodyLimit::max(STATE_LIMIT));
    Router::new()
        .merge(entra::router())
        .merge(graph::router())
        .merge(pages::router())
        .merge(control)
        .with_state(world)
}

/// Takes connections until told to stop.
pub(crate) async fn serve(entrance: Entrance, mut stop: watch::Receiver<bool>) {
    let Entrance {
        listener,
        tls,
        world,
    } = entrance;
    let router = router(Arc::clone(&world));
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.changed() => return,
        };
        match accepted {
            Ok((stream, _)) => {
                // Small answers must not wait for more to send.
                let _ = stream.set_nodelay(true);
                let visitor = Visitor {
                    router: router.clone(),
                    world: Arc::clone(&world),
                    stop: stop.clone(),
                };
                tokio::spawn(visitor.arrive(stream, tls.clone()));
            }
            Err(error) => {
                // Out of file handles, most likely: give the others time to end.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

/// One connection.
struct Visitor {
    router: Router,
    world: Shared,
    stop: watch::Receiver<bool>,
}

impl Visitor {
    async fn arrive(self, stream: TcpStream, tls: Option<TlsAcceptor>) {
        let Some(tls) = tls else {
            return self.converse(stream).await;
        };
        match tokio::time::timeout(PATIENCE, tls.accept(stream)).await {
            Ok(Ok(stream)) => self.converse(stream).await,
            Ok(Err(error)) => tracing::debug!(%error, "a TLS handshake failed"),
            Err(_) => tracing::debug!("a TLS handshake took too long"),
        }
    }

    async fn converse<S>(mut self, stream: S)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let (world, router) = (self.world, self.router);
        let service = service_fn(move |request: Request<Incoming>| {
            attend::attend(Arc::clone(&world), router.clone(), request.map(Body::new))
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(PATIENCE)
            .serve_connection(TokioIo::new(stream), service);
        tokio::pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            _ = self.stop.changed() => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}
