//! Access tokens for ImageCapture's jobs.
//!
//! A job asks with its key, which is limited to purposes and mailboxes. The
//! token comes from the keeper's memory while it is good, and so does everything
//! that decides whether the job may have it; every hand-out goes to the audit by
//! way of the ledger.

use crate::clock;
use crate::http::{Admin, App, Body, Failure, Page, Paged, Problems, short_way};
use crate::random;
use crate::store::{JobKeyRow, fingerprint};
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use axum::{Json, Router};
use contract::catalogue::Cause;
use contract::fields::{Field, Invalid};
use contract::ids::{Address, JobKeyId, Name};
use contract::migration::ConnectionAnswer;
use contract::tokens::{AccessToken, CreatedJobKey, JobKey, NewJobKey, TokenRequest};
use secrecy::ExposeSecret;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Mailboxes one key may be limited to at most.
const MAILBOXES_MAX: usize = 1000;

/// Longest key that is looked at, in bytes.
const KEY_MAX: usize = 128;

/// The routes of this room.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(remove))
        .routes(routes!(access_token))
        .routes(routes!(connection))
}

/// What jobs ask for most, for the short way in. It stands among the others, too,
/// where the API is described.
pub(crate) fn frequent() -> Router<App> {
    let path = [contract::API, "/mailboxes/{address}/access-token"].concat();
    Router::new().route(&path, short_way(access_token))
}

/// Lists the job keys. The keys themselves are not stored.
#[utoipa::path(
    get, path = "/job-keys", tag = "tokens",
    params(Page),
    responses((status = 200, body = Vec<JobKey>), Problems)
)]
async fn list(State(app): State<App>, _admin: Admin, page: Page) -> Result<Paged<JobKey>, Failure> {
    let keys = app.store().job_keys().await?;
    let all = keys.into_iter().map(|row| row.job_key).collect();
    page.cut("/job-keys", all, |key| key.id.to_string())
}

/// Makes a job key. This answer is the only one that shows it.
#[utoipa::path(
    post, path = "/job-keys", tag = "tokens",
    request_body = NewJobKey,
    responses((status = 201, body = CreatedJobKey), Problems)
)]
async fn create(
    State(app): State<App>,
    Admin(admin): Admin,
    Body(form): Body<NewJobKey>,
) -> Result<impl IntoResponse, Failure> {
    let name = Name::parse(&form.name).map_err(|invalid| Failure::field(Field::Name, invalid))?;
    if form.purposes.is_empty() {
        return Err(Failure::field(Field::Purposes, Invalid::NothingChosen));
    }
    let mailboxes = form.mailboxes.as_ref();
    if mailboxes.is_some_and(|list| list.is_empty() || list.len() > MAILBOXES_MAX) {
        return Err(Failure::field(Field::Address, Invalid::TooLong));
    }
    let key = ["icmk_", &random::token()].concat();
    let row = JobKeyRow {
        key_hash: fingerprint(&key),
        job_key: JobKey {
            id: JobKeyId::parse(&random::id())
                .map_err(|_| Failure::new(StatusCode::INTERNAL_SERVER_ERROR, Cause::Internal))?,
            name,
            purposes: form.purposes,
            mailboxes: form.mailboxes,
            created_at: clock::now(),
        },
    };
    app.store().add_job_key(&row, &admin.actor()).await?;
    let created = CreatedJobKey {
        job_key: row.job_key,
        key,
    };
    Ok((StatusCode::CREATED, Json(created)))
}

/// Removes a job key: from now on it opens nothing.
#[utoipa::path(
    delete, path = "/job-keys/{id}", tag = "tokens",
    params(("id" = JobKeyId, Path)),
    responses((status = 204), Problems)
)]
async fn remove(
    State(app): State<App>,
    Admin(admin): Admin,
    Path(id): Path<JobKeyId>,
) -> Result<StatusCode, Failure> {
    app.store().remove_job_key(&id, &admin.actor()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hands an access token to a job, with `Authorization: Bearer` and its key.
#[utoipa::path(
    post, path = "/mailboxes/{address}/access-token", tag = "tokens",
    params(("address" = Address, Path)),
    request_body = TokenRequest,
    responses((status = 200, body = AccessToken), Problems)
)]
async fn access_token(
    State(app): State<App>,
    Job(job): Job,
    Path(address): Path<Address>,
    Body(request): Body<TokenRequest>,
) -> Result<impl IntoResponse, Failure> {
    let forbidden = || Failure::new(StatusCode::FORBIDDEN, Cause::Forbidden);
    if !job.purposes.has(request.purpose) || !may_use(&job, &address) {
        return Err(forbidden());
    }
    let keeper = app.keeper();
    let served = keeper.desk().served(&address).await?;
    if !served.purposes.has(request.purpose) {
        return Err(forbidden());
    }
    let Some(sign_in) = &served.sign_in else {
        return Err(Failure::new(StatusCode::CONFLICT, Cause::NoSignIn));
    };
    let access = keeper.access(sign_in).await?;
    keeper
        .ledger()
        .note(&job.name, &address, request.purpose)
        .map_err(|_| Failure::new(StatusCode::SERVICE_UNAVAILABLE, Cause::Storage))?;
    Ok(handed(&AccessToken {
        access_token: access.token.expose_secret().to_owned(),
        expires_at: access.expires_at,
        graph: keeper.entra(served.cloud).addresses().graph().to_owned(),
        user_path: ["/users/", address.as_str()].concat(),
    }))
}

/// A token as JSON, written into a buffer that need not grow: moving a token
/// again and again is most of what writing it would cost.
fn handed(answer: &AccessToken) -> impl IntoResponse + use<> {
    let most = answer.access_token.len() + answer.graph.len() + answer.user_path.len() + 128;
    let mut body = Vec::with_capacity(most);
    // Writing into memory does not fail.
    let _ = serde_json::to_writer(&mut body, answer);
    let json = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, json)], body)
}

/// Tells a job which of the two to use for a mailbox: the old Exchange account,
/// or Graph.
#[utoipa::path(
    get, path = "/mailboxes/{address}/connection", tag = "migration",
    params(("address" = Address, Path)),
    responses((status = 200, body = ConnectionAnswer), Problems)
)]
async fn connection(
    State(app): State<App>,
    Job(job): Job,
    Path(address): Path<Address>,
) -> Result<Json<ConnectionAnswer>, Failure> {
    if !may_use(&job, &address) {
        return Err(Failure::new(StatusCode::FORBIDDEN, Cause::Forbidden));
    }
    let connection = app.store().connection(&address).await?;
    Ok(Json(ConnectionAnswer { connection }))
}

fn may_use(job: &JobKey, address: &Address) -> bool {
    job.mailboxes
        .as_ref()
        .is_none_or(|list| list.contains(address))
}

/// The job behind a request, by its key.
struct Job(Arc<JobKey>);

impl FromRequestParts<App> for Job {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let nobody = || Failure::new(StatusCode::UNAUTHORIZED, Cause::NotSignedIn);
        let key = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .filter(|key| key.len() <= KEY_MAX)
            .ok_or_else(nobody)?;
        app.keeper()
            .desk()
            .job(key)
            .await?
            .map(Self)
            .ok_or_else(nobody)
    }
}
