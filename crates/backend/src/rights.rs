//! The script that gives in Exchange exactly what proofs found missing.

use crate::clock;
use crate::http::{App, Body, Failure, Problems, SignedIn};
use crate::store::{MailboxFilter, MailboxSort};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::accounts::Cloud;
use contract::catalogue::Cause;
use contract::fields::{Field, Invalid};
use contract::ids::{AccountId, Address};
use contract::mailboxes::Mailbox;
use contract::rights::{
    ExchangeRight, MissingRight, NewRightsScript, RIGHTS_MAX, RightsScript, WATCH_MS,
};
use contract::scripts;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Longest text to search for, in bytes.
const SEARCH_MAX: usize = 200;

/// The routes of this room.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(make))
}

/// Makes the Exchange PowerShell for exactly the rights that the last proofs of
/// these mailboxes found missing, with its undo. The mailboxes are then checked
/// every five minutes until the rights have arrived, for at most two hours.
/// Whether Send As has arrived only a test mail tells.
#[utoipa::path(
    post, path = "/rights-script", tag = "mailboxes",
    request_body = NewRightsScript,
    responses((status = 200, body = RightsScript), Problems)
)]
async fn make(
    State(app): State<App>,
    who: SignedIn,
    Body(form): Body<NewRightsScript>,
) -> Result<Json<RightsScript>, Failure> {
    let mailboxes = chosen(&app, form).await?;
    let missing: Vec<MissingRight> = mailboxes.iter().flat_map(missing_on).collect();
    if missing.is_empty() {
        return Err(Failure::new(StatusCode::CONFLICT, Cause::NothingMissing));
    }
    let mut addresses: Vec<Address> = missing.iter().map(|one| one.address.clone()).collect();
    addresses.dedup();
    let until = clock::now().plus_ms(WATCH_MS);
    app.store().watch(&addresses, until, &who.actor()).await?;
    let accounts = app.store().accounts().await?;
    let cloud = |id: &AccountId| accounts.iter().find(|a| a.id == *id).map(|a| a.cloud);
    let mut by_cloud: Vec<(Cloud, MissingRight)> = mailboxes
        .iter()
        .flat_map(|mailbox| {
            let cloud = cloud(&mailbox.account_id).unwrap_or_default();
            missing_on(mailbox).into_iter().map(move |one| (cloud, one))
        })
        .collect();
    by_cloud.sort_by_key(|(cloud, _)| *cloud as u8);
    let (script, undo) = scripts::exchange_rights(&by_cloud);
    Ok(Json(RightsScript {
        missing,
        script,
        undo,
        watched_until: until,
    }))
}

async fn chosen(app: &App, form: NewRightsScript) -> Result<Vec<Mailbox>, Failure> {
    let too_large = || Failure::new(StatusCode::PAYLOAD_TOO_LARGE, Cause::TooLarge);
    match (form.addresses, form.filter) {
        (Some(addresses), None) if addresses.len() > RIGHTS_MAX => Err(too_large()),
        (Some(addresses), None) => {
            let found = app.store().mailboxes_named(&addresses).await?;
            let known = |address: &Address| found.iter().any(|m| m.address == *address);
            match addresses.iter().all(known) {
                true => Ok(found),
                false => Err(Failure::not_found()),
            }
        }
        (None, Some(filter)) => {
            let bad = |q: &String| q.len() > SEARCH_MAX || q.contains('\0');
            if filter.q.as_ref().is_some_and(bad) {
                return Err(Failure::new(StatusCode::BAD_REQUEST, Cause::Malformed));
            }
            let filter = MailboxFilter {
                account: filter.account,
                verdict: filter.verdict,
                cause: filter.cause,
                purpose: filter.purpose,
                text: filter.q,
                ..MailboxFilter::default()
            };
            let most = u32::try_from(RIGHTS_MAX).unwrap_or(u32::MAX);
            let order = MailboxSort::Address;
            let rows = app
                .store()
                .mailboxes(&filter, order, false, None, most)
                .await?;
            match rows.next {
                None => Ok(rows.mailboxes),
                Some(_) => Err(too_large()),
            }
        }
        _ => Err(Failure::field(Field::Address, Invalid::NothingChosen)),
    }
}

/// What the last proofs of a mailbox found missing.
fn missing_on(mailbox: &Mailbox) -> Vec<MissingRight> {
    let person = mailbox.sign_in.as_ref().map(|served| &served.username);
    let Some(person) = person.and_then(|name| Address::parse(name).ok()) else {
        return Vec::new();
    };
    let missing = ExchangeRight::ALL.into_iter();
    missing
        .filter(|right| right.is_missing(&mailbox.lights))
        .map(|right| MissingRight {
            address: mailbox.address.clone(),
            right,
            person: person.clone(),
        })
        .collect()
}
