//! Exchange accounts on their way to become Graph mailboxes: handing over,
//! fitting, rehearsing, switching in waves.

mod fits;
mod rehearsals;
mod report;
mod rows;
mod waves;

use crate::http::{Admin, App, Body, Failure, Page, Paged, Parameters, Problems, SignedIn};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use contract::catalogue::Cause;
use contract::fields::{Field, Invalid};
use contract::ids::Address;
use contract::migration::{
    BadRow, ChosenAccounts, EXCHANGE_ACCOUNTS_MAX, ExchangeStanding, FitChange, HandOver,
    HandedOver, Migration, MigrationCause, MigrationCounts, MigrationState, Waiting,
};
use contract::people::Role;
use contract::runs::RunReason;
use fits::Fits;
use rows::{Read, read_csv, read_list};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Longest text to search for, in bytes.
const SEARCH_MAX: usize = 200;

/// Bad rows that are named in an answer that refuses.
const NAMED: usize = 20;

/// The routes of this room.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, hand_over, choose))
        .routes(routes!(standing))
        .routes(routes!(forget))
        .routes(routes!(glance))
        .merge(rehearsals::router())
        .merge(report::router())
        .merge(waves::router())
}

/// Which Exchange accounts, and which page of them.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// That stand here.
    state: Option<MigrationState>,
    /// With this cause in the way.
    cause: Option<Cause>,
    /// Whose address holds this text.
    #[param(max_length = 200)]
    q: Option<String>,
    /// Where the page before ended: from its `Link` header.
    #[param(max_length = 400)]
    after: Option<String>,
    /// How many, at most 1000.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// Lists the Exchange accounts by address, with where each of them stands.
#[utoipa::path(
    get, path = "/exchange-accounts", tag = "migration",
    params(Wanted),
    responses((status = 200, body = Vec<Waiting>), Problems)
)]
async fn list(
    State(app): State<App>,
    _admin: Admin,
    Parameters(wanted): Parameters<Wanted>,
) -> Result<Paged<Waiting>, Failure> {
    let malformed = || Failure::new(StatusCode::BAD_REQUEST, Cause::Malformed);
    let text = wanted.q.unwrap_or_default().to_lowercase();
    if text.len() > SEARCH_MAX {
        return Err(malformed());
    }
    let page = Page::new(wanted.after, wanted.limit)?;
    let mut all = all(&app).await?;
    all.retain(|row| {
        wanted.state.is_none_or(|state| state == row.state)
            && wanted.cause.is_none_or(|cause| Some(cause) == row.cause)
            && row.account.address.as_str().contains(text.trim())
    });
    let filters = [
        ("state", wanted.state.map_or("", MigrationState::code)),
        ("cause", wanted.cause.map_or("", Cause::code)),
        ("q", text.trim()),
    ];
    let filters = filters.into_iter().filter(|(_, value)| !value.is_empty());
    let filters: Vec<(&str, &str)> = filters.collect();
    let rows = page.cut("/exchange-accounts", all, |waiting| {
        waiting.account.address.to_string()
    })?;
    Ok(rows.keeping(&filters))
}

/// Says where one Exchange account stands. Whoever helps its owner on the phone may
/// know that; what is in the way is for administrators.
#[utoipa::path(
    get, path = "/exchange-accounts/{address}", tag = "migration",
    params(("address" = Address, Path)),
    responses((status = 200, body = ExchangeStanding), Problems)
)]
async fn standing(
    State(app): State<App>,
    _who: SignedIn,
    Path(address): Path<Address>,
) -> Result<Json<ExchangeStanding>, Failure> {
    let all = all(&app).await?;
    let found = all.iter().find(|row| row.account.address == address);
    let row = found.ok_or_else(Failure::not_found)?;
    Ok(Json(ExchangeStanding {
        connection: row.connection,
        state: row.state,
    }))
}

/// Shows the migration at a glance: how many stand where; and for administrators what
/// is in the way, the last rehearsal and the waves.
#[utoipa::path(
    get, path = "/migration", tag = "migration",
    responses((status = 200, body = Migration), Problems)
)]
async fn glance(State(app): State<App>, who: SignedIn) -> Result<Json<Migration>, Failure> {
    let all = all(&app).await?;
    let mut counts = MigrationCounts::default();
    let mut causes: Vec<MigrationCause> = Vec::new();
    for Waiting { state, cause, .. } in &all {
        *counts.of_mut(*state) += 1;
        let Some(cause) = *cause else { continue };
        match causes
            .iter_mut()
            .find(|c| (c.cause, c.state) == (cause, *state))
        {
            Some(known) => known.accounts += 1,
            None => causes.push(MigrationCause {
                cause,
                state: *state,
                accounts: 1,
            }),
        }
    }
    let total = u32::try_from(all.len()).unwrap_or(u32::MAX);
    if who.person.role != Role::Admin {
        return Ok(Json(Migration {
            total,
            counts,
            causes: Vec::new(),
            rehearsal: None,
            next_size: 0,
            waves: Vec::new(),
        }));
    }
    causes.sort_by_key(|cause| std::cmp::Reverse(cause.accounts));
    let waves = waves::all(app.store()).await?;
    Ok(Json(Migration {
        total,
        counts,
        causes,
        rehearsal: app.store().last_run(RunReason::Rehearsal).await?,
        next_size: waves::next(&waves, counts.ready),
        waves,
    }))
}

/// Every Exchange account, with where it stands.
async fn all(app: &App) -> Result<Vec<Waiting>, Failure> {
    let fits = Fits::read(app.store()).await?;
    let rows = app.store().exchange_accounts().await?;
    Ok(rows.into_iter().map(|row| fits.waiting(row)).collect())
}

/// Whether it is only a try.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Try {
    /// Reads and counts, names every bad row, and changes nothing.
    #[serde(default)]
    dry_run: bool,
}

/// Takes Exchange accounts over, from JSON or from a CSV file: all of them, or
/// none. Bad rows refuse the whole; a try answers with all of them by line.
#[utoipa::path(
    post, path = "/exchange-accounts", tag = "migration",
    params(Try),
    request_body(content((HandOver = "application/json"), (String = "text/csv"))),
    responses((status = 200, body = HandedOver), Problems)
)]
async fn hand_over(
    State(app): State<App>,
    Admin(admin): Admin,
    Parameters(Try { dry_run }): Parameters<Try>,
    headers: HeaderMap,
    body: String,
) -> Result<Json<HandedOver>, Failure> {
    let malformed = || Failure::new(StatusCode::BAD_REQUEST, Cause::Malformed);
    let read = match kind(&headers) {
        Some("text/csv") => read_csv(&body),
        Some("application/json") => {
            let form: HandOver = serde_json::from_str(&body).map_err(|_| malformed())?;
            match (&form.accounts, &form.csv) {
                (Some(list), None) => read_list(list),
                (None, Some(csv)) => read_csv(csv),
                _ => return Err(malformed()),
            }
        }
        _ => {
            let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            return Err(Failure::new(status, Cause::Malformed));
        }
    };
    let Read {
        accounts,
        bad,
        too_many,
    } = read;
    if too_many {
        return Err(too_large());
    }
    if accounts.is_empty() && bad.is_empty() {
        return Err(Failure::field(Field::Address, Invalid::NothingChosen));
    }
    if !bad.is_empty() && !dry_run {
        return Err(Failure::rows(told(&bad)));
    }
    let mut done = app
        .store()
        .hand_over(&accounts, dry_run, &admin.actor())
        .await?;
    let fits = Fits::read(app.store()).await?;
    for account in &accounts {
        match fits.by_domain(&account.address, account.purposes) {
            Err(Cause::SeveralAccountsFit) => done.several_accounts_fit += 1,
            Err(_) => done.no_account_fits += 1,
            Ok(_) => {}
        }
    }
    Ok(Json(HandedOver { bad, ..done }))
}

fn kind(headers: &HeaderMap) -> Option<&str> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    kind.split(';').next().map(str::trim)
}

/// The bad rows in words.
fn told(rows: &[BadRow]) -> String {
    let word = |row: &BadRow| {
        let (column, wrong) = (row.column.code(), row.wrong.code());
        format!("line {}, {column}: {wrong}", row.line)
    };
    let mut text: Vec<String> = rows.iter().take(NAMED).map(word).collect();
    if rows.len() > NAMED {
        text.push(format!("and {} more", rows.len() - NAMED));
    }
    ["Nothing was taken over. ", &text.join("; ")].concat()
}

/// Says by hand which Graph account is to serve Exchange accounts, or where
/// their mailboxes lie, where domain and server do not tell. What was rehearsed
/// under another account is rehearsed again.
#[utoipa::path(
    patch, path = "/exchange-accounts", tag = "migration",
    request_body = FitChange,
    responses((status = 200, body = Vec<Waiting>), Problems)
)]
async fn choose(
    State(app): State<App>,
    Admin(admin): Admin,
    Body(form): Body<FitChange>,
) -> Result<Json<Vec<Waiting>>, Failure> {
    some(&form.addresses)?;
    if form.account_id.is_none() && form.place.is_none() {
        return Err(Failure::field(Field::Address, Invalid::NothingChosen));
    }
    let account = form.account_id.as_ref().map(Option::as_ref);
    let actor = admin.actor();
    let store = app.store();
    let refused = store
        .choose(&form.addresses, account, form.place, &actor)
        .await?;
    match refused {
        Some(address) => Err(already_switched(&address)),
        None => Ok(Json(those(&app, &form.addresses).await?)),
    }
}

/// Forgets Exchange accounts: handed over by mistake, or long switched. A
/// mailbox that uses Graph goes on using it.
#[utoipa::path(
    post, path = "/exchange-accounts/forget", tag = "migration",
    request_body = ChosenAccounts,
    responses((status = 204), Problems)
)]
async fn forget(
    State(app): State<App>,
    Admin(admin): Admin,
    Body(form): Body<ChosenAccounts>,
) -> Result<StatusCode, Failure> {
    some(&form.addresses)?;
    let store = app.store();
    let refused = store
        .forget_exchange(&form.addresses, &admin.actor())
        .await?;
    match refused {
        Some(_) => Err(Failure::new(StatusCode::CONFLICT, Cause::WaveRunning)),
        None => Ok(StatusCode::NO_CONTENT),
    }
}

/// Where these stand.
async fn those(app: &App, addresses: &[Address]) -> Result<Vec<Waiting>, Failure> {
    let mut all = all(app).await?;
    all.retain(|waiting| addresses.contains(&waiting.account.address));
    Ok(all)
}

fn some(addresses: &[Address]) -> Result<(), Failure> {
    match addresses.len() {
        0 => Err(Failure::field(Field::Address, Invalid::NothingChosen)),
        1..=EXCHANGE_ACCOUNTS_MAX => Ok(()),
        _ => Err(too_large()),
    }
}

fn too_large() -> Failure {
    Failure::new(StatusCode::PAYLOAD_TOO_LARGE, Cause::TooLarge)
}

fn already_switched(address: &Address) -> Failure {
    Failure::about(
        StatusCode::CONFLICT,
        Cause::AlreadySwitched,
        address.to_string(),
    )
}
