//! The calendar of client secrets, and the feeds that calendar programs read.
//!
//! A calendar program can only be given an address. So the token stands in it;
//! it opens nothing but this calendar, is stored as a hash, shown once, and can
//! be taken back. Neither our log nor our counts have a path with its values.

mod ics;

use crate::http::{Admin, App, Body, Failure, Problems};
use crate::store::{Store, fingerprint};
use crate::{clock, random};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use contract::calendar::{
    CalendarFeed, CreatedCalendarFeed, NewCalendarFeed, SecretEnd, SecretSlot,
};
use contract::catalogue::Cause;
use contract::fields::Field;
use contract::fields::FieldError;
use contract::ids::{CalendarFeedId, Name};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Longest token that is looked at, in bytes.
const TOKEN_MAX: usize = 128;

/// The routes of this room.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(feeds, make))
        .routes(routes!(revoke))
        .routes(routes!(read))
}

/// Lists when which client secret ends, the first first.
#[utoipa::path(
    get, path = "/secret-calendar", tag = "calendar",
    responses((status = 200, body = Vec<SecretEnd>), Problems)
)]
async fn list(State(app): State<App>, _admin: Admin) -> Result<Json<Vec<SecretEnd>>, Failure> {
    Ok(Json(ends(app.store()).await?))
}

/// Lists one's own feeds.
#[utoipa::path(
    get, path = "/calendar-feeds", tag = "calendar",
    responses((status = 200, body = Vec<CalendarFeed>), Problems)
)]
async fn feeds(
    State(app): State<App>,
    Admin(admin): Admin,
) -> Result<Json<Vec<CalendarFeed>>, Failure> {
    Ok(Json(app.store().feeds_of(&admin.person.id).await?))
}

/// Makes a feed. This answer is the only one that shows its address.
#[utoipa::path(
    post, path = "/calendar-feeds", tag = "calendar",
    request_body = NewCalendarFeed,
    responses((status = 201, body = CreatedCalendarFeed), Problems)
)]
async fn make(
    State(app): State<App>,
    Admin(admin): Admin,
    Body(form): Body<NewCalendarFeed>,
) -> Result<impl IntoResponse, Failure> {
    let field = Field::Name;
    let name = Name::parse(&form.name)
        .map_err(|invalid| Failure::fields(vec![FieldError { field, invalid }]))?;
    let id = CalendarFeedId::parse(&random::id())
        .map_err(|_| Failure::new(StatusCode::INTERNAL_SERVER_ERROR, Cause::Internal))?;
    let feed = CalendarFeed {
        id,
        name,
        lang: form.lang,
        created_at: clock::now(),
        read_at: None,
    };
    let token = random::token();
    let hash = fingerprint(&token);
    app.store()
        .add_feed(&feed, &hash, &admin.person.id, &admin.actor())
        .await?;
    let public = app.site().public.as_str().trim_end_matches('/');
    let address = [public, contract::API, "/calendar/", &token, ".ics"].concat();
    Ok((
        StatusCode::CREATED,
        Json(CreatedCalendarFeed { feed, address }),
    ))
}

/// Takes a feed back: its address opens nothing any more.
#[utoipa::path(
    delete, path = "/calendar-feeds/{id}", tag = "calendar",
    params(("id" = CalendarFeedId, Path)),
    responses((status = 204), Problems)
)]
async fn revoke(
    State(app): State<App>,
    Admin(admin): Admin,
    Path(id): Path<CalendarFeedId>,
) -> Result<StatusCode, Failure> {
    app.store()
        .revoke_feed(&id, &admin.person.id, &admin.actor())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The feed itself, for a calendar program: `{token}.ics`.
#[utoipa::path(
    get, path = "/calendar/{file}", tag = "calendar",
    params(("file" = String, Path)),
    responses((status = 200, content_type = "text/calendar", body = String), Problems)
)]
async fn read(
    State(app): State<App>,
    Path(file): Path<String>,
) -> Result<impl IntoResponse, Failure> {
    let token = file.strip_suffix(".ics").unwrap_or_default();
    if token.is_empty() || token.len() > TOKEN_MAX {
        return Err(Failure::not_found());
    }
    let feed = app.store().feed(&fingerprint(token)).await?;
    let ends = ends(app.store()).await?;
    let text = ics::calendar(&ends, feed.lang, clock::now(), app.site().public.as_str());
    Ok((
        [
            (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
            (header::CACHE_CONTROL, "private, no-cache"),
        ],
        text,
    ))
}

async fn ends(store: &Store) -> Result<Vec<SecretEnd>, Failure> {
    let today = clock::today();
    let mut ends = Vec::new();
    for account in store.accounts().await? {
        let others = [
            (SecretSlot::Next, &account.next_secret),
            (SecretSlot::Previous, &account.previous_secret),
        ];
        let all = std::iter::once((SecretSlot::Current, &account.secret)).chain(
            others
                .into_iter()
                .filter_map(|(slot, secret)| Some((slot, secret.as_ref()?))),
        );
        for (slot, secret) in all {
            ends.push(SecretEnd {
                account_id: account.id.clone(),
                account_name: account.name.clone(),
                slot,
                hint: secret.hint.clone(),
                expires: secret.expires,
                days_left: secret.expires.days_since(today),
                mailboxes: account.mailboxes,
            });
        }
    }
    ends.sort_by_key(|end| end.expires);
    Ok(ends)
}
