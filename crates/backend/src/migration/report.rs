//! The report: every Exchange account and where it stands, for a spreadsheet.

use super::all;
use crate::cells::guarded;
use crate::http::{Admin, App, Failure, Problems};
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use contract::catalogue::Cause;
use contract::ids::WaveId;
use contract::time::Timestamp;
use std::collections::HashMap;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The names of its columns.
const COLUMNS: [&str; 12] = [
    "address",
    "purposes",
    "server",
    "place",
    "graph_account",
    "connection",
    "state",
    "cause",
    "send_unproved",
    "wave",
    "rehearsed_at",
    "switched_at",
];

/// The routes of the report.
pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(report))
}

/// Reports on every Exchange account: connection, state, cause, wave, and when.
#[utoipa::path(
    get, path = "/exchange-accounts/report", tag = "migration",
    responses((status = 200, content((String = "text/csv"))), Problems)
)]
async fn report(State(app): State<App>, Admin(admin): Admin) -> Result<impl IntoResponse, Failure> {
    let store = app.store();
    store
        .note(&admin.actor(), "migration.report", "", "")
        .await?;
    let waves = store.waves().await?;
    let numbers: HashMap<WaveId, u32> = waves
        .into_iter()
        .map(|wave| (wave.id, wave.number))
        .collect();
    let mut out = csv::Writer::from_writer(Vec::new());
    // Into memory: cannot fail.
    let _ = out.write_record(COLUMNS);
    for row in all(&app).await? {
        let at = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
        let wave = row.wave.and_then(|id| numbers.get(&id).copied());
        let fit = row.fit.map(|fit| fit.account_name.to_string());
        let _ = out.write_record([
            guarded(row.account.address.as_str()).as_ref(),
            &row.account.purposes.to_text(),
            guarded(&row.account.server).as_ref(),
            row.place.code(),
            guarded(&fit.unwrap_or_default()).as_ref(),
            row.connection.code(),
            row.state.code(),
            row.cause.map_or("", Cause::code),
            if row.send_unproved { "yes" } else { "" },
            &wave.map(|number| number.to_string()).unwrap_or_default(),
            &at(row.rehearsed_at),
            &at(row.switched_at),
        ]);
    }
    let text = out.into_inner().unwrap_or_default();
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"migration.csv\"",
        ),
    ];
    Ok((headers, text))
}
