//! Rehearsals: what can be proved by reading only, under the Graph account that
//! is to serve an address, while ImageCapture goes on with Exchange.

use super::fits::Fits;
use super::some;
use crate::clock;
use crate::http::{Admin, App, Body, Failure, Problems};
use crate::proofs;
use crate::store::{ExchangeRow, NewMailboxRow};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use contract::accounts::Account;
use contract::catalogue::Cause;
use contract::ids::{Address, Name};
use contract::mailboxes::Verdict;
use contract::migration::{MigrationState, NewRehearsal, Rehearsal};
use std::collections::HashSet;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of rehearsals.
pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(rehearse))
}

/// One that rehearses.
struct Candidate<'a> {
    row: &'a ExchangeRow,
    account: &'a Account,
    name: Name,
    verdict: Verdict,
}

/// Rehearses Exchange accounts: a read-only run over them, each under the Graph
/// account that fits. Nothing is switched by it. What comes of it stands in their
/// rows.
#[utoipa::path(
    post, path = "/exchange-accounts/rehearsals", tag = "migration",
    request_body = NewRehearsal,
    responses((status = 202, body = Rehearsal), Problems)
)]
async fn rehearse(
    State(app): State<App>,
    Admin(admin): Admin,
    Body(form): Body<NewRehearsal>,
) -> Result<impl IntoResponse, Failure> {
    let store = app.store();
    let fits = Fits::read(store).await?;
    let mut rows = store.exchange_accounts().await?;
    if let Some(wanted) = &form.addresses {
        some(wanted)?;
        let wanted: HashSet<&Address> = wanted.iter().collect();
        rows.retain(|row| wanted.contains(&row.account.address));
        if rows.len() < wanted.len() {
            return Err(Failure::not_found());
        }
    }
    rows.retain(|row| {
        let state = fits.waiting(row.clone()).state;
        use MigrationState::{Stays, Switched, Switching};
        !matches!(state, Stays | Switching | Switched)
    });
    let candidates: Vec<Candidate<'_>> = rows
        .iter()
        .filter_map(|row| candidate(row, &fits))
        .collect();
    let new: Vec<NewMailboxRow<'_>> = candidates
        .iter()
        .map(|one| NewMailboxRow {
            address: &one.row.account.address,
            name: &one.name,
            account_id: &one.account.id,
            purposes: one.row.account.purposes,
            added_by: &admin.person.name,
            verdict: &one.verdict,
            check_due: proofs::first_check(),
        })
        .collect();
    let not_ready = || Failure::new(StatusCode::CONFLICT, Cause::NothingToRehearse);
    if new.is_empty() {
        return Err(not_ready());
    }
    let actor = admin.actor();
    let id = store.rehearse(&new, &actor).await?.ok_or_else(not_ready)?;
    app.proofs().drive(&id);
    let rehearsal = Rehearsal {
        run: store.run(&id).await?,
        left_out: u32::try_from(rows.len() - new.len()).unwrap_or(u32::MAX),
    };
    Ok((StatusCode::ACCEPTED, Json(rehearsal)))
}

fn candidate<'a>(row: &'a ExchangeRow, fits: &'a Fits) -> Option<Candidate<'a>> {
    let account = fits.of_row(row).ok()?;
    let purposes = row.account.purposes;
    if !purposes.within(account.purposes) {
        return None;
    }
    let address = row.account.address.as_str();
    let local = address.split('@').next().unwrap_or(address);
    Some(Candidate {
        row,
        account,
        name: Name::parse(local).ok()?,
        verdict: proofs::verdict(&[], purposes, account, clock::now()),
    })
}
