//! Who signs in for an account, what that carries, and moving mailboxes from one
//! sign-in to another.

use crate::http::{Admin, App, Body, Failure, Problems};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use contract::catalogue::Cause;
use contract::fields::{Field, Invalid};
use contract::ids::{AccountId, Address, SignInId};
use contract::mailboxes::{Mailbox, ServedBy};
use contract::sign_ins::{Carriers, MOVE_MAX, MoveMailboxes, MovedMailboxes};
use std::collections::HashSet;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of sign-ins.
pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(carriers))
        .routes(routes!(move_mailboxes))
}

/// Shows the sign-ins of an account: how many mailboxes each carries, and what
/// stops when that person leaves. Which mailboxes these are the list of
/// mailboxes tells, by `sign_in`.
#[utoipa::path(
    get, path = "/accounts/{id}/sign-ins", tag = "accounts",
    params(("id" = AccountId, Path)),
    responses((status = 200, body = Carriers), Problems)
)]
async fn carriers(
    State(app): State<App>,
    _admin: Admin,
    Path(id): Path<AccountId>,
) -> Result<Json<Carriers>, Failure> {
    let account = app.store().account(&id).await?;
    Ok(Json(app.store().carriers(account).await?))
}

/// Moves mailboxes to this sign-in. Each is read with its token first; those for
/// which that works are moved, in one transaction, and then proved in full. The
/// others stay where they are, and the answer says why.
#[utoipa::path(
    post, path = "/accounts/{id}/sign-ins/{sign_in}/mailboxes", tag = "accounts",
    params(("id" = AccountId, Path), ("sign_in" = SignInId, Path)),
    request_body = MoveMailboxes,
    responses((status = 200, body = MovedMailboxes), Problems)
)]
async fn move_mailboxes(
    State(app): State<App>,
    Admin(admin): Admin,
    Path((id, sign_in)): Path<(AccountId, SignInId)>,
    Body(form): Body<MoveMailboxes>,
) -> Result<Json<MovedMailboxes>, Failure> {
    let store = app.store();
    let account = store.account(&id).await?;
    let mut known = account.sign_ins.iter();
    let to = known.find(|known| known.id == sign_in);
    let to = to.ok_or_else(Failure::not_found)?;
    if let Some(ended) = &to.ended {
        return Err(Failure::new(StatusCode::CONFLICT, ended.cause));
    }
    let to = ServedBy {
        id: to.id.clone(),
        username: to.username.clone(),
    };
    let wanted: HashSet<&Address> = form.addresses.iter().collect();
    match wanted.len() {
        0 => return Err(Failure::field(Field::Address, Invalid::NothingChosen)),
        1..=MOVE_MAX => {}
        _ => return Err(Failure::new(StatusCode::PAYLOAD_TOO_LARGE, Cause::TooLarge)),
    }
    let wanted: Vec<Address> = wanted.into_iter().cloned().collect();
    let mut mailboxes: Vec<Mailbox> = store.mailboxes_named(&wanted).await?;
    mailboxes.retain(|mailbox| mailbox.account_id == id);
    if mailboxes.len() < wanted.len() {
        return Err(Failure::not_found());
    }
    mailboxes.sort_by(|one, other| one.address.as_str().cmp(other.address.as_str()));
    let actor = admin.actor();
    let detail = format!("{} mailboxes", mailboxes.len());
    store
        .note(&actor, "sign_in.try", sign_in.as_str(), &detail)
        .await?;
    let done = app
        .proofs()
        .move_to(&account, &to, &mailboxes, form.dry_run, &actor)
        .await?;
    let run = match &done.run {
        Some(run) => Some(store.run(run).await?),
        None => None,
    };
    Ok(Json(MovedMailboxes {
        dry_run: form.dry_run,
        items: done.items,
        run,
    }))
}
