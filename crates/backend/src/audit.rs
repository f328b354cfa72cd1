//! The audit: looking things up, and taking all of it along.

use crate::http::{Admin, App, Failure, Parameters, Problems, SignedIn};
use crate::store::{AuditFilter, Store, StoreError};
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use bytes::Bytes;
use contract::audit::{AuditLine, AuditPage};
use contract::catalogue::Cause;
use contract::people::Role;
use contract::time::Timestamp;
use futures_util::stream;
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Lines on a page, where nobody says otherwise.
const PAGE: u32 = 100;

/// Lines on a page at most, and at once in an export.
const PAGE_MAX: u32 = 500;

/// Longest text to search for, in bytes.
const SEARCH_MAX: usize = 200;

/// The routes of this room.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(search))
        .routes(routes!(export))
}

/// Which lines, and which page of them.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Search {
    /// By somebody whose name or address holds this text.
    #[param(max_length = 200)]
    actor: Option<String>,
    /// About this object: an id or an address.
    #[param(max_length = 200)]
    object: Option<String>,
    /// This action, or all that begin so where it ends with a dot: `account.`.
    #[param(max_length = 200)]
    action: Option<String>,
    /// Not before this moment.
    from: Option<Timestamp>,
    /// Before this moment.
    to: Option<Timestamp>,
    /// The `next` of the page before.
    cursor: Option<String>,
    /// How many, at most 500.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
}

/// Searches the audit, the newest line first. Helpdesk staff see what they did
/// themselves; administrators see everything.
#[utoipa::path(
    get, path = "/audit", tag = "audit",
    params(Search),
    responses((status = 200, body = AuditPage), Problems)
)]
async fn search(
    State(app): State<App>,
    who: SignedIn,
    Parameters(wanted): Parameters<Search>,
) -> Result<Json<AuditPage>, Failure> {
    let malformed = || Failure::new(StatusCode::BAD_REQUEST, Cause::Malformed);
    let texts = [&wanted.actor, &wanted.object, &wanted.action];
    if texts
        .into_iter()
        .flatten()
        .any(|t| t.len() > SEARCH_MAX || t.contains('\0'))
    {
        return Err(malformed());
    }
    let before = match wanted.cursor.as_deref() {
        Some(cursor) => cursor.parse().map_err(|_| malformed())?,
        None => i64::MAX,
    };
    let filter = AuditFilter {
        actor: (who.person.role != Role::Admin).then(|| who.actor().as_str().to_owned()),
        actor_holds: wanted.actor,
        object: wanted.object,
        action: wanted.action,
        from: wanted.from,
        to: wanted.to,
    };
    let limit = wanted.limit.unwrap_or(PAGE).clamp(1, PAGE_MAX);
    // One more than asked for tells whether there is a next page.
    let mut items = app.store().audit_before(&filter, before, limit + 1).await?;
    let more = items.len() > limit as usize;
    items.truncate(limit as usize);
    let next = items
        .last()
        .filter(|_| more)
        .map(|line| line.number.to_string());
    Ok(Json(AuditPage { items, next }))
}

/// The forms of an export.
#[derive(Clone, Copy, Default, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Form {
    /// For a spreadsheet.
    #[default]
    Csv,
    /// One JSON object a line.
    Jsonl,
}

/// Which form.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// The form.
    #[serde(default)]
    #[param(inline)]
    format: Form,
}

/// Exports the whole audit, the oldest line first.
#[utoipa::path(
    get, path = "/audit/export", tag = "audit",
    params(Wanted),
    responses(
        (status = 200, content((String = "text/csv"), (String = "application/jsonl"))),
        Problems,
    )
)]
async fn export(
    State(app): State<App>,
    Admin(admin): Admin,
    Parameters(Wanted { format }): Parameters<Wanted>,
) -> Result<impl IntoResponse, Failure> {
    app.store()
        .note(&admin.actor(), "audit.export", "", "")
        .await?;
    let (kind, name) = match format {
        Form::Csv => ("text/csv; charset=utf-8", "audit.csv"),
        Form::Jsonl => ("application/jsonl", "audit.jsonl"),
    };
    let pages = Pages::new(app.store().clone(), format);
    let body = Body::from_stream(stream::try_unfold(pages, |mut pages| async move {
        Ok::<_, StoreError>(pages.next().await?.map(|bytes| (bytes, pages)))
    }));
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    Ok((headers, body))
}

/// The whole audit in pieces, so that it never is in memory as a whole.
pub(crate) struct Pages {
    store: Store,
    form: Form,
    begun: bool,
    after: i64,
}

impl Pages {
    pub(crate) fn new(store: Store, form: Form) -> Self {
        Self {
            store,
            form,
            begun: false,
            after: 0,
        }
    }

    /// The next piece; `None` behind the last one.
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>, StoreError> {
        let lines = self
            .store
            .audit_after(&AuditFilter::default(), self.after, PAGE_MAX)
            .await?;
        let first = !std::mem::replace(&mut self.begun, true);
        match lines.last() {
            Some(last) => self.after = last.number,
            None if !first => return Ok(None),
            None => {}
        }
        let text = match self.form {
            Form::Csv => csv(&lines, first),
            Form::Jsonl => lines.iter().filter_map(json_line).collect(),
        };
        Ok(Some(text.into()))
    }
}

fn json_line(line: &AuditLine) -> Option<String> {
    serde_json::to_string(line).ok().map(|line| line + "\n")
}

#[derive(Serialize)]
struct Row<'a> {
    number: i64,
    at: Timestamp,
    actor: &'a str,
    action: &'a str,
    object: &'a str,
    detail: &'a str,
}

fn csv(lines: &[AuditLine], with_names: bool) -> String {
    let mut out = csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(Vec::new());
    // Into memory: cannot fail.
    if with_names {
        let _ = out.write_record(["number", "at", "actor", "action", "object", "detail"]);
    }
    for line in lines {
        let [actor, action, object, detail] =
            [&line.actor, &line.action, &line.object, &line.detail]
                .map(|cell| crate::cells::guarded(cell));
        let _ = out.serialize(Row {
            number: line.number,
            at: line.at,
            actor: &actor,
            action: &action,
            object: &object,
            detail: &detail,
        });
    }
    String::from_utf8(out.into_inner().unwrap_or_default()).unwrap_or_default()
}
