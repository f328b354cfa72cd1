//! People: the first run, who has access, and what they may.

mod invitations;
mod passwords;
mod sessions;
mod sign_in;

use crate::http::{
    Admin, App, Body, ClientAddress, Failure, Page, Paged, Problems, SessionCookie, SignedIn,
    name_of,
};
use crate::store::{Actor, NewPersonRow, StoreError};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use contract::access::PersonChange;
use contract::catalogue::Cause;
use contract::ids::PersonId;
use contract::people::{Administrator, NewPerson, Person, Role, SetUp, Welcome};
use sign_in::start_session;
use subtle::ConstantTimeEq;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Administrators that are named to those who need one: enough for one to be in.
const ADMINISTRATORS: i64 = 5;

/// The routes of this room.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(welcome))
        .routes(routes!(set_up))
        .routes(routes!(list, add))
        .routes(routes!(change))
        .routes(routes!(administrators))
        .merge(sign_in::router())
        .merge(sessions::router())
        .merge(invitations::router())
}

/// Says what the panel must know before anything else.
#[utoipa::path(
    get, path = "/welcome", tag = "people",
    responses((status = 200, body = Welcome), Problems)
)]
async fn welcome(State(app): State<App>, headers: HeaderMap) -> Result<Json<Welcome>, Failure> {
    // Before anything is read: what changes meanwhile is told again, not missed.
    let last_change = app.last_change();
    // Without a session this is no failure: the panel then shows the sign-in.
    let who = match SessionCookie::hash_in(&headers) {
        Some(_) => crate::http::signed_in(&app, &headers).await.ok(),
        None => None,
    };
    Ok(Json(Welcome {
        needs_set_up: app.store().has_nobody().await?,
        stand_in: app.site().stand_in,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        redirect_uri: app.site().redirect_uri(),
        last_change: who.is_some().then_some(last_change),
        session_ends: who.as_ref().map(|who| who.ends_at),
        person: who.map(|who| who.person),
    }))
}

/// Makes the first administrator, with the one-time code that the backend
/// printed, and signs them in.
#[utoipa::path(
    post, path = "/set-up", tag = "people",
    request_body = SetUp,
    responses((status = 201, body = Person), Problems)
)]
async fn set_up(
    State(app): State<App>,
    client: ClientAddress,
    headers: HeaderMap,
    Body(form): Body<SetUp>,
) -> Result<impl IntoResponse, Failure> {
    let done = || Failure::new(StatusCode::CONFLICT, Cause::SetUpDone);
    if !app.store().has_nobody().await? {
        return Err(done());
    }
    // One code, so one name: no network address makes more tries possible.
    if let Some(seconds) = app.names().try_now("set-up") {
        return Err(Failure::too_often(seconds));
    }
    if !same_code(&form.code, app.set_up_code()) {
        tracing::warn!(client = %name_of(client.0), "a wrong set-up code");
        return Err(Failure::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            Cause::SetUpCodeWrong,
        ));
    }
    app.names().forgive("set-up");
    let checked = form.check().map_err(Failure::fields)?;
    passwords::check(
        &form.password,
        &[checked.name.as_str(), checked.address.as_str()],
    )?;
    let hash = passwords::hash(&app, form.password).await?;
    let new = NewPersonRow {
        name: &checked.name,
        address: &checked.address,
        role: Role::Admin,
        password_hash: &hash,
    };
    let who = Actor::person(checked.name.as_str(), checked.address.as_str());
    let person = app
        .store()
        .add_person(&new, true, &who)
        .await
        .map_err(|error| match error {
            // Two at once: the other one was first.
            StoreError::Exists => done(),
            error => error.into(),
        })?;
    let cookie = start_session(&app, &person, client, &headers).await?;
    Ok((StatusCode::CREATED, cookie, Json(person)))
}

/// Names the administrators, for whoever is signed in: whom to ask. At most five,
/// those first who are there longest.
#[utoipa::path(
    get, path = "/administrators", tag = "people",
    responses((status = 200, body = Vec<Administrator>), Problems)
)]
async fn administrators(
    State(app): State<App>,
    _who: SignedIn,
) -> Result<Json<Vec<Administrator>>, Failure> {
    Ok(Json(app.store().administrators(ADMINISTRATORS).await?))
}

/// Lists who has access, and who had.
#[utoipa::path(
    get, path = "/people", tag = "people",
    params(Page),
    responses((status = 200, body = Vec<Person>), Problems)
)]
async fn list(State(app): State<App>, _admin: Admin, page: Page) -> Result<Paged<Person>, Failure> {
    let after = page.after.as_deref().map(|cursor| {
        let (name, id) = cursor.rsplit_once('~').unwrap_or((cursor, ""));
        (name.to_owned(), id.to_owned())
    });
    let people = app.store().people(after, page.ask_for()).await?;
    Ok(page.of("/people", people, |person| {
        format!("{}~{}", person.name, person.id)
    }))
}

/// Gives somebody access, with a first password. An invitation is better: then
/// nobody but they knows it.
#[utoipa::path(
    post, path = "/people", tag = "people",
    request_body = NewPerson,
    responses((status = 201, body = Person), Problems)
)]
async fn add(
    State(app): State<App>,
    Admin(admin): Admin,
    Body(form): Body<NewPerson>,
) -> Result<impl IntoResponse, Failure> {
    let checked = form.check().map_err(Failure::fields)?;
    passwords::check(
        &form.password,
        &[checked.name.as_str(), checked.address.as_str()],
    )?;
    let hash = passwords::hash(&app, form.password).await?;
    let new = NewPersonRow {
        name: &checked.name,
        address: &checked.address,
        role: form.role,
        password_hash: &hash,
    };
    let person = app.store().add_person(&new, false, &admin.actor()).await?;
    Ok((StatusCode::CREATED, Json(person)))
}

/// Changes what a person may do, or whether they may sign in. Their sessions
/// end at once. The last administrator stays one.
#[utoipa::path(
    patch, path = "/people/{id}", tag = "people",
    params(("id" = PersonId, Path)),
    request_body = PersonChange,
    responses((status = 200, body = Person), Problems)
)]
async fn change(
    State(app): State<App>,
    Admin(admin): Admin,
    Path(id): Path<PersonId>,
    Body(form): Body<PersonChange>,
) -> Result<Json<Person>, Failure> {
    form.check().map_err(Failure::fields)?;
    let person = app
        .store()
        .change_person(&id, form.role, form.active, &admin.actor())
        .await?;
    app.ends().sessions_of(&id, None);
    Ok(Json(person))
}

/// Compares codes the way people type them: any case, with or without dashes.
fn same_code(typed: &str, code: &str) -> bool {
    let plain = |text: &str| {
        text.chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_uppercase())
            .collect::<String>()
    };
    plain(typed).as_bytes().ct_eq(plain(code).as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_may_be_typed_as_people_type() {
        assert!(same_code("k7qm 2wxd-9rtf ", "K7QM-2WXD-9RTF"));
        assert!(!same_code("K7QM-2WXD-9RTG", "K7QM-2WXD-9RTF"));
        assert!(!same_code("", "K7QM-2WXD-9RTF"));
    }
}
