//! People: the first run, signing in and out, who has access.

use crate::http::{Admin, App, Body, Failure, Problems, SessionCookie, SignedIn, actor};
use crate::random;
use crate::store::{StoreError, fingerprint};
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, PasswordHash, Version};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse};
use contract::catalogue::Cause;
use contract::ids::Address;
use contract::people::{LogIn, NewPerson, Person, Role, SetUp, Welcome};
use subtle::ConstantTimeEq;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use zeroize::Zeroizing;

/// Longest password that is hashed, in bytes.
const PASSWORD_MAX: usize = 256;

/// Checked against when nobody has the address: unknown people take as long as
/// known ones. Made with the same parameters; no password is known to fit.
static NOBODY: std::sync::OnceLock<String> = std::sync::OnceLock::new();

/// The routes of this room.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(welcome))
        .routes(routes!(set_up))
        .routes(routes!(log_in, log_out))
        .routes(routes!(list, add))
}

/// Says what the panel must know before anything else.
#[utoipa::path(
    get, path = "/welcome", tag = "people",
    responses((status = 200, body = Welcome), Problems)
)]
async fn welcome(State(app): State<App>, headers: HeaderMap) -> Result<Json<Welcome>, Failure> {
    // Without a session this is no failure: the panel then shows the sign-in.
    let person = match SessionCookie::hash_in(&headers) {
        Some(_) => crate::http::signed_in(&app, &headers)
            .await
            .ok()
            .map(|who| who.person),
        None => None,
    };
    Ok(Json(Welcome {
        needs_set_up: app.store().has_nobody().await?,
        stand_in: app.site().stand_in,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        redirect_uri: app.site().redirect_uri(),
        person,
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
    Body(form): Body<SetUp>,
) -> Result<impl IntoResponse, Failure> {
    let done = || Failure::new(StatusCode::CONFLICT, Cause::SetUpDone);
    if !app.store().has_nobody().await? {
        return Err(done());
    }
    if let Some(seconds) = app.log_in_throttle().try_now("set-up") {
        return Err(Failure::too_often(seconds));
    }
    if !same_code(&form.code, app.set_up_code()) {
        return Err(Failure::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            Cause::SetUpCodeWrong,
        ));
    }
    app.log_in_throttle().forgive("set-up");
    let checked = form.check().map_err(Failure::fields)?;
    let hash = hash(&app, form.password).await?;
    let who = crate::store::Actor::person(checked.name.as_str(), checked.address.as_str());
    let person = app
        .store()
        .add_person(
            &checked.name,
            &checked.address,
            Role::Admin,
            &hash,
            true,
            &who,
        )
        .await
        .map_err(|error| match error {
            // Two at once: the other one was first.
            StoreError::Exists => done(),
            error => error.into(),
        })?;
    let cookie = start_session(&app, &person).await?;
    Ok((StatusCode::CREATED, cookie, Json(person)))
}

/// Signs somebody in.
#[utoipa::path(
    post, path = "/session", tag = "people",
    request_body = LogIn,
    responses((status = 200, body = Person), Problems)
)]
async fn log_in(
    State(app): State<App>,
    headers: HeaderMap,
    Body(form): Body<LogIn>,
) -> Result<impl IntoResponse, Failure> {
    let wrong = || Failure::new(StatusCode::UNAUTHORIZED, Cause::WrongCredentials);
    let password = Zeroizing::new(form.password);
    if password.len() > PASSWORD_MAX {
        return Err(wrong());
    }
    let address = Address::parse(&form.address).map_err(|_| wrong())?;
    if let Some(seconds) = app.log_in_throttle().try_now(address.as_str()) {
        return Err(Failure::too_often(seconds));
    }
    let known = match app.store().person_by_address(&address).await {
        Ok(row) => Some(row),
        Err(StoreError::NotFound) => None,
        Err(error) => return Err(error.into()),
    };
    let (person, hash) = match known {
        Some(row) => (Some(row.person), row.password_hash),
        None => (None, nobody()?),
    };
    let fits = verify(&app, password, hash).await?;
    let Some(person) = person.filter(|_| fits) else {
        tracing::warn!("a sign-in failed");
        return Err(wrong());
    };
    app.log_in_throttle().forgive(address.as_str());
    // A session that this browser still had is over.
    if let Some(old) = SessionCookie::hash_in(&headers) {
        app.store().end_session(&old, &actor(&person)).await?;
    }
    let cookie = start_session(&app, &person).await?;
    Ok((cookie, Json(person)))
}

/// Signs out.
#[utoipa::path(
    delete, path = "/session", tag = "people",
    responses((status = 204), Problems)
)]
async fn log_out(State(app): State<App>, who: SignedIn) -> Result<impl IntoResponse, Failure> {
    app.store()
        .end_session(&who.session_hash, &who.actor())
        .await?;
    let cookie = AppendHeaders([
        (header::SET_COOKIE, SessionCookie::clear()),
        (
            header::HeaderName::from_static("clear-site-data"),
            header::HeaderValue::from_static("\"cache\""),
        ),
    ]);
    Ok((StatusCode::NO_CONTENT, cookie))
}

/// Lists who has access.
#[utoipa::path(
    get, path = "/people", tag = "people",
    responses((status = 200, body = Vec<Person>), Problems)
)]
async fn list(State(app): State<App>, _admin: Admin) -> Result<Json<Vec<Person>>, Failure> {
    Ok(Json(app.store().people().await?))
}

/// Gives somebody access, with a first password.
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
    let hash = hash(&app, form.password).await?;
    let person = app
        .store()
        .add_person(
            &checked.name,
            &checked.address,
            form.role,
            &hash,
            false,
            &admin.actor(),
        )
        .await?;
    Ok((StatusCode::CREATED, Json(person)))
}

async fn start_session(
    app: &App,
    person: &Person,
) -> Result<AppendHeaders<[(header::HeaderName, header::HeaderValue); 1]>, Failure> {
    let token = random::token();
    app.store()
        .add_session(&fingerprint(&token), person)
        .await?;
    Ok(AppendHeaders([(
        header::SET_COOKIE,
        SessionCookie::set(&token),
    )]))
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

/// OWASP's minimum for argon2id: 19 MiB, two passes, one lane.
fn argon2id() -> Result<Argon2<'static>, Failure> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|_| internal())?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn internal() -> Failure {
    Failure::new(StatusCode::INTERNAL_SERVER_ERROR, Cause::Internal)
}

async fn hash(app: &App, password: String) -> Result<String, Failure> {
    let password = Zeroizing::new(password);
    let _place = app.hashing().acquire().await.map_err(|_| internal())?;
    tokio::task::spawn_blocking(move || hash_now(&password))
        .await
        .map_err(|_| internal())?
}

fn hash_now(password: &str) -> Result<String, Failure> {
    let salt: [u8; 16] = random::bytes();
    argon2id()?
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(|_| internal())
}

async fn verify(app: &App, password: Zeroizing<String>, hash: String) -> Result<bool, Failure> {
    let _place = app.hashing().acquire().await.map_err(|_| internal())?;
    tokio::task::spawn_blocking(move || {
        let hash = PasswordHash::new(&hash).map_err(|_| internal())?;
        Ok(argon2id()?
            .verify_password(password.as_bytes(), &hash)
            .is_ok())
    })
    .await
    .map_err(|_| internal())?
}

fn nobody() -> Result<String, Failure> {
    if let Some(hash) = NOBODY.get() {
        return Ok(hash.clone());
    }
    let hash = hash_now(&random::token())?;
    Ok(NOBODY.get_or_init(|| hash).clone())
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

    #[test]
    fn passwords_are_hashed_with_a_salt_of_their_own() {
        let one = hash_now("correct horse battery").unwrap();
        let two = hash_now("correct horse battery").unwrap();
        assert_ne!(one, two);
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    }
}
