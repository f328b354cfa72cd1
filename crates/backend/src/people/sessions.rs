//! Who is signed in where, and ending it.

use super::sign_in;
use crate::http::{Admin, App, Failure, Problems, SignedIn};
use crate::store::SessionRow;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use contract::access::{SESSION_MS, Session};
use contract::ids::{PersonId, SessionId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(own, end_others))
        .routes(routes!(end_own))
        .routes(routes!(of_person, end_all))
        .routes(routes!(end_one))
}

fn shown(row: SessionRow, who: &SignedIn) -> Session {
    Session {
        this: row.id == who.session,
        id: row.id,
        begun_at: row.created_at,
        last_seen_at: row.last_seen_at,
        ends_at: row.created_at.plus_ms(SESSION_MS),
        from: row.from,
        agent: row.agent,
    }
}

async fn list(app: &App, person: &PersonId, who: &SignedIn) -> Result<Vec<Session>, Failure> {
    let rows = app.store().sessions_of(person).await?;
    Ok(rows.into_iter().map(|row| shown(row, who)).collect())
}

/// Lists one's own sessions, the last used first.
#[utoipa::path(
    get, path = "/sessions", tag = "people",
    responses((status = 200, body = Vec<Session>), Problems)
)]
async fn own(State(app): State<App>, who: SignedIn) -> Result<Json<Vec<Session>>, Failure> {
    Ok(Json(list(&app, &who.person.id, &who).await?))
}

/// Ends one's own sessions everywhere but here.
#[utoipa::path(
    delete, path = "/sessions", tag = "people",
    responses((status = 204), Problems)
)]
async fn end_others(State(app): State<App>, who: SignedIn) -> Result<StatusCode, Failure> {
    let (person, here) = (&who.person.id, Some(&who.session));
    app.store().end_sessions(person, here, &who.actor()).await?;
    app.ends().sessions_of(person, here);
    Ok(StatusCode::NO_CONTENT)
}

/// Ends one of one's own sessions.
#[utoipa::path(
    delete, path = "/sessions/{id}", tag = "people",
    params(("id" = SessionId, Path)),
    responses((status = 204), Problems)
)]
async fn end_own(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<SessionId>,
) -> Result<StatusCode, Failure> {
    sign_in::end(&app, &who.person, &id, &who.actor()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists a person's sessions, the last used first.
#[utoipa::path(
    get, path = "/people/{id}/sessions", tag = "people",
    params(("id" = PersonId, Path)),
    responses((status = 200, body = Vec<Session>), Problems)
)]
async fn of_person(
    State(app): State<App>,
    Admin(admin): Admin,
    Path(id): Path<PersonId>,
) -> Result<Json<Vec<Session>>, Failure> {
    app.store().person(&id).await?;
    Ok(Json(list(&app, &id, &admin).await?))
}

/// Ends all sessions of a person (ASVS 5.0 7.4.5).
#[utoipa::path(
    delete, path = "/people/{id}/sessions", tag = "people",
    params(("id" = PersonId, Path)),
    responses((status = 204), Problems)
)]
async fn end_all(
    State(app): State<App>,
    Admin(admin): Admin,
    Path(id): Path<PersonId>,
) -> Result<StatusCode, Failure> {
    app.store().person(&id).await?;
    app.store().end_sessions(&id, None, &admin.actor()).await?;
    app.ends().sessions_of(&id, None);
    Ok(StatusCode::NO_CONTENT)
}

/// Ends one session of a person.
#[utoipa::path(
    delete, path = "/people/{id}/sessions/{session}", tag = "people",
    params(("id" = PersonId, Path), ("session" = SessionId, Path)),
    responses((status = 204), Problems)
)]
async fn end_one(
    State(app): State<App>,
    Admin(admin): Admin,
    Path((id, session)): Path<(PersonId, SessionId)>,
) -> Result<StatusCode, Failure> {
    let person = app.store().person(&id).await?;
    sign_in::end(&app, &person, &session, &admin.actor()).await?;
    Ok(StatusCode::NO_CONTENT)
}
