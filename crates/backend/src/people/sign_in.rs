//! Signing in and out, confirming the password, replacing it.

use super::passwords;
use crate::http::{
    App, Body, ClientAddress, Failure, Problems, SessionCookie, SignedIn, actor, name_of,
};
use crate::random;
use crate::store::{NewSessionRow, StoreError, fingerprint};
use crate::{clock, metrics};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse};
use contract::access::{CONFIRMED_MS, ChangePassword, ConfirmPassword, Confirmed};
use contract::catalogue::Cause;
use contract::ids::Address;
use contract::people::{LogIn, Person};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use zeroize::Zeroizing;

/// How much is kept of what a browser calls itself, in characters.
const AGENT_MAX: usize = 200;

/// What sets a cookie.
pub(super) type Cookie = AppendHeaders<[(HeaderName, HeaderValue); 1]>;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(log_in, log_out))
        .routes(routes!(confirm))
        .routes(routes!(change_password))
}

/// Signs somebody in.
#[utoipa::path(
    post, path = "/session", tag = "people",
    request_body = LogIn,
    responses((status = 200, body = Person), Problems)
)]
async fn log_in(
    State(app): State<App>,
    client: ClientAddress,
    headers: HeaderMap,
    Body(form): Body<LogIn>,
) -> Result<impl IntoResponse, Failure> {
    let wrong = || Failure::new(StatusCode::UNAUTHORIZED, Cause::WrongCredentials);
    let password = Zeroizing::new(form.password);
    let address = Address::parse(&form.address).map_err(|_| wrong())?;
    let person = judge(&app, client, &address, password).await?;
    let Some(person) = person else {
        return Err(wrong());
    };
    // A session that this browser still had is over.
    if let Some(old) = SessionCookie::hash_in(&headers) {
        end_old(&app, &old).await?;
    }
    let cookie = start_session(&app, &person, client, &headers).await?;
    Ok((cookie, Json(person)))
}

/// The person whose password this is. Every way to "no" takes the same steps
/// and as long: unknown, deactivated, without a password, wrong (ASVS 5.0 6.3.8).
async fn judge(
    app: &App,
    client: ClientAddress,
    address: &Address,
    password: Zeroizing<String>,
) -> Result<Option<Person>, Failure> {
    let from = name_of(client.0);
    // The network address first: who guesses one password for many people does
    // not make all of them wait.
    for (throttle, name) in [
        (app.addresses(), from.as_str()),
        (app.names(), address.as_str()),
    ] {
        if let Some(seconds) = throttle.try_now(name) {
            metrics::log_in("too_many_tries");
            tracing::warn!(client = %from, "a sign-in was slowed down");
            return Err(Failure::too_often(seconds));
        }
    }
    let known = match app.store().person_by_address(address).await {
        Ok(row) => Some(row),
        Err(StoreError::NotFound) => None,
        Err(error) => return Err(error.into()),
    };
    let known = known.filter(|row| row.person.deactivated_at.is_none());
    let (person, hash) = known.map_or((None, None), |row| (Some(row.person), row.password_hash));
    let fits = passwords::fits(app, password, hash).await?;
    let Some(person) = person.filter(|_| fits) else {
        metrics::log_in("wrong");
        tracing::warn!(client = %from, "a sign-in failed");
        return Ok(None);
    };
    app.names().forgive(address.as_str());
    app.addresses().take_back(&from);
    metrics::log_in("right");
    tracing::info!(person = %person.id, client = %from, "somebody signed in");
    Ok(Some(person))
}

async fn end_old(app: &App, token_hash: &str) -> Result<(), Failure> {
    let old = match app.store().session(token_hash).await {
        Ok(old) => old,
        Err(StoreError::NotFound) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    end(app, &old.person, &old.id, &actor(&old.person)).await
}

/// Ends a session, and what it holds open. One that is gone already is fine.
pub(super) async fn end(
    app: &App,
    person: &Person,
    session: &contract::ids::SessionId,
    by: &crate::store::Actor,
) -> Result<(), Failure> {
    match app.store().end_session(&person.id, session, by).await {
        Ok(()) | Err(StoreError::NotFound) => {}
        Err(error) => return Err(error.into()),
    }
    app.ends().session(&person.id, session);
    Ok(())
}

/// Signs out.
#[utoipa::path(
    delete, path = "/session", tag = "people",
    responses((status = 204), Problems)
)]
async fn log_out(State(app): State<App>, who: SignedIn) -> Result<impl IntoResponse, Failure> {
    end(&app, &who.person, &who.session, &who.actor()).await?;
    let cookie = AppendHeaders([
        (header::SET_COOKIE, SessionCookie::clear()),
        (
            HeaderName::from_static("clear-site-data"),
            HeaderValue::from_static("\"cache\""),
        ),
    ]);
    Ok((StatusCode::NO_CONTENT, cookie))
}

/// Confirms the password, for what is hard to undo or gives others power. For
/// ten minutes nothing more is asked. The session goes on under a new token.
#[utoipa::path(
    post, path = "/session/confirm", tag = "people",
    request_body = ConfirmPassword,
    responses((status = 200, body = Confirmed), Problems)
)]
async fn confirm(
    State(app): State<App>,
    client: ClientAddress,
    who: SignedIn,
    Body(form): Body<ConfirmPassword>,
) -> Result<impl IntoResponse, Failure> {
    known(&app, client, &who, form.password).await?;
    let token = random::token();
    app.store()
        .confirm_session(&who.session, &fingerprint(&token), &who.actor())
        .await?;
    let until = clock::now().plus_ms(CONFIRMED_MS);
    Ok((cookie(&token), Json(Confirmed { until })))
}

/// Replaces one's own password. All other sessions end.
#[utoipa::path(
    post, path = "/session/password", tag = "people",
    request_body = ChangePassword,
    responses((status = 204), Problems)
)]
async fn change_password(
    State(app): State<App>,
    client: ClientAddress,
    who: SignedIn,
    Body(form): Body<ChangePassword>,
) -> Result<impl IntoResponse, Failure> {
    form.check().map_err(Failure::fields)?;
    let about = [who.person.name.as_str(), who.person.address.as_str()];
    passwords::check(&form.new, &about)?;
    known(&app, client, &who, form.current).await?;
    let hash = passwords::hash(&app, form.new).await?;
    let token = random::token();
    app.store()
        .change_password(&who.person, &hash, &who.session, &fingerprint(&token))
        .await?;
    app.ends().sessions_of(&who.person.id, Some(&who.session));
    Ok((StatusCode::NO_CONTENT, cookie(&token)))
}

/// Whether this is the password of whoever is signed in. Guessing here counts
/// like guessing at the sign-in.
async fn known(
    app: &App,
    client: ClientAddress,
    who: &SignedIn,
    password: String,
) -> Result<(), Failure> {
    let password = Zeroizing::new(password);
    match judge(app, client, &who.person.address, password).await? {
        Some(_) => Ok(()),
        None => Err(Failure::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            Cause::PasswordWrong,
        )),
    }
}

/// Starts a session for somebody who has just shown who they are.
pub(super) async fn start_session(
    app: &App,
    person: &Person,
    client: ClientAddress,
    headers: &HeaderMap,
) -> Result<Cookie, Failure> {
    let token = random::token();
    let new = NewSessionRow {
        token_hash: &fingerprint(&token),
        from: &client.0.to_string(),
        agent: &agent(headers),
    };
    app.store().add_session(&new, person).await?;
    Ok(cookie(&token))
}

pub(super) fn cookie(token: &str) -> Cookie {
    AppendHeaders([(header::SET_COOKIE, SessionCookie::set(token))])
}

/// What a browser calls itself: for its owner to recognise, never to decide by.
pub(super) fn agent(headers: &HeaderMap) -> String {
    let text = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok());
    text.unwrap_or_default().chars().take(AGENT_MAX).collect()
}
