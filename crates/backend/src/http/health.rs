//! Whether the process lives, whether it can work, and what it counts.

use super::App;
use crate::store::StoreError;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use std::path::Path;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// How long a finding counts: who asks more often learns nothing more, and
/// wears nothing out.
const FRESH: Duration = Duration::from_secs(2);

/// How much is written to see whether the disk has room, in bytes.
const PROBE: usize = 64 * 1024;

/// Remembers the last finding.
#[derive(Default)]
pub struct Health(Mutex<Option<(Instant, Finding)>>);

/// What is well and what is not.
#[derive(Clone, Copy, Serialize)]
struct Finding {
    ready: bool,
    /// Whether the database answers.
    database: &'static str,
    /// Whether what is sealed in it can be opened.
    key: &'static str,
    /// Whether the data folder can be written to.
    disk: &'static str,
}

/// The pages about health.
pub fn router() -> Router<App> {
    Router::new()
        .route("/health/live", get(|| async { "ok\n" }))
        .route("/health/ready", get(ready))
}

/// 503 takes a replica out of the rotation. That Microsoft does not answer is no
/// reason to: another replica could not reach it either, and tokens from memory
/// are still handed out.
async fn ready(State(app): State<App>) -> impl IntoResponse {
    let mut last = app.health().0.lock().await;
    let finding = match &*last {
        Some((at, finding)) if at.elapsed() < FRESH => *finding,
        _ => {
            let finding = look(&app).await;
            *last = Some((Instant::now(), finding));
            finding
        }
    };
    let status = if finding.ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, Json(finding))
}

async fn look(app: &App) -> Finding {
    let database = app.store().ping().await;
    let key = match &database {
        Ok(()) => app.store().key_fits().await,
        Err(_) => Ok(()),
    };
    let folder = app.site().data.clone();
    let disk = tokio::task::spawn_blocking(move || probe(&folder)).await;
    let disk = disk.unwrap_or_else(|error| Err(std::io::Error::other(error)));
    if let Err(error) = &database {
        tracing::error!(%error, "the database does not answer");
    }
    if let Err(error) = &key {
        tracing::error!(%error, "what is sealed cannot be opened");
    }
    if let Err(error) = &disk {
        tracing::error!(%error, "the data folder cannot be written to");
    }
    let word = |well: bool, ill: &'static str| if well { "ok" } else { ill };
    Finding {
        ready: database.is_ok() && key.is_ok() && disk.is_ok(),
        database: match &database {
            Ok(()) => "ok",
            Err(StoreError::Full) => "has no space left",
            Err(_) => "does not answer",
        },
        key: match &database {
            Ok(()) => word(key.is_ok(), "does not fit the database"),
            Err(_) => "unknown",
        },
        disk: word(disk.is_ok(), "cannot be written to"),
    }
}

fn probe(folder: &Path) -> std::io::Result<()> {
    use std::io::Write;
    let path = folder.join("imagecapture-mail.probe");
    let mut file = std::fs::File::create(&path)?;
    file.write_all(&[0; PROBE])?;
    file.sync_data()?;
    std::fs::remove_file(path)
}

/// The counts, on a listener of their own: who reaches it may read them.
pub fn metrics_router() -> Router<App> {
    Router::new().route("/metrics", get(metrics))
}

async fn metrics(State(app): State<App>) -> impl IntoResponse {
    match app.store().standing().await {
        Ok((sign_ins, mailboxes)) => crate::metrics::standing(&sign_ins, &mailboxes),
        // The other counts tell that the database is away.
        Err(error) => tracing::warn!(%error, "sign-ins and mailboxes were not counted"),
    }
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], crate::metrics::text())
}
