//! Inviting people by a link. The link shows its token once, in the fragment,
//! which no browser sends anywhere; here it comes in bodies only, and only its
//! hash is stored.

use super::passwords;
use super::sign_in::{agent, cookie};
use crate::http::{Admin, App, Body, ClientAddress, Failure, Page, Paged, Problems, name_of};
use crate::store::{NewSessionRow, StoreError, fingerprint};
use crate::{clock, random};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use contract::access::{
    AcceptInvitation, CreatedInvitation, INVITATION_LIFETIME_MS, INVITATION_PATH, Invitation,
    InvitationForYou, NewInvitation, ReadInvitation,
};
use contract::catalogue::Cause;
use contract::ids::InvitationId;
use contract::people::Person;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Longest token that is looked at, in bytes.
const TOKEN_MAX: usize = 128;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, invite))
        .routes(routes!(revoke))
        .routes(routes!(read))
        .routes(routes!(accept))
}

/// Lists the invitations that can still be used.
#[utoipa::path(
    get, path = "/invitations", tag = "people",
    params(Page),
    responses((status = 200, body = Vec<Invitation>), Problems)
)]
async fn list(
    State(app): State<App>,
    _admin: Admin,
    page: Page,
) -> Result<Paged<Invitation>, Failure> {
    let after = page.after.as_deref().unwrap_or_default();
    let open = app.store().invitations(after, page.ask_for()).await?;
    Ok(page.of("/invitations", open, |invitation| {
        invitation.address.to_string()
    }))
}

/// Invites somebody. This answer is the only one that shows the link; asking
/// again for the same address makes a new one, and the old one opens nothing.
#[utoipa::path(
    post, path = "/invitations", tag = "people",
    request_body = NewInvitation,
    responses((status = 201, body = CreatedInvitation), Problems)
)]
async fn invite(
    State(app): State<App>,
    Admin(admin): Admin,
    Body(form): Body<NewInvitation>,
) -> Result<impl IntoResponse, Failure> {
    let address = form.check().map_err(Failure::fields)?;
    let now = clock::now();
    let invitation = Invitation {
        id: InvitationId::parse(&random::id())
            .map_err(|_| Failure::new(StatusCode::INTERNAL_SERVER_ERROR, Cause::Internal))?,
        address,
        role: form.role,
        invited_by: admin.person.name.clone(),
        invited_at: now,
        expires_at: now.plus_ms(INVITATION_LIFETIME_MS),
    };
    let token = random::token();
    app.store()
        .add_invitation(&invitation, &fingerprint(&token), &admin.actor())
        .await?;
    let public = app.site().public.as_str().trim_end_matches('/');
    let link = [public, INVITATION_PATH, "#", &token].concat();
    Ok((
        StatusCode::CREATED,
        Json(CreatedInvitation { invitation, link }),
    ))
}

/// Takes an invitation back.
#[utoipa::path(
    delete, path = "/invitations/{id}", tag = "people",
    params(("id" = InvitationId, Path)),
    responses((status = 204), Problems)
)]
async fn revoke(
    State(app): State<App>,
    Admin(admin): Admin,
    Path(id): Path<InvitationId>,
) -> Result<StatusCode, Failure> {
    app.store().revoke_invitation(&id, &admin.actor()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Shows an invited person what they were invited to. A POST, so that the token
/// stands in no URL.
#[utoipa::path(
    post, path = "/invitations/read", tag = "people",
    request_body = ReadInvitation,
    responses((status = 200, body = InvitationForYou), Problems)
)]
async fn read(
    State(app): State<App>,
    client: ClientAddress,
    Body(form): Body<ReadInvitation>,
) -> Result<Json<InvitationForYou>, Failure> {
    let invitation = open(&app, client, &form.token).await?;
    Ok(Json(InvitationForYou {
        address: invitation.address,
        role: invitation.role,
        invited_by: invitation.invited_by,
        expires_at: invitation.expires_at,
    }))
}

/// Accepts an invitation with a name and a password, and signs in. It works
/// once.
#[utoipa::path(
    post, path = "/invitations/accept", tag = "people",
    request_body = AcceptInvitation,
    responses((status = 201, body = Person), Problems)
)]
async fn accept(
    State(app): State<App>,
    client: ClientAddress,
    headers: HeaderMap,
    Body(form): Body<AcceptInvitation>,
) -> Result<impl IntoResponse, Failure> {
    let invitation = open(&app, client, &form.token).await?;
    let name = form.check().map_err(Failure::fields)?;
    passwords::check(
        &form.password,
        &[name.as_str(), invitation.address.as_str()],
    )?;
    let hash = passwords::hash(&app, form.password).await?;
    let token = random::token();
    let session = NewSessionRow {
        token_hash: &fingerprint(&token),
        from: &client.0.to_string(),
        agent: &agent(&headers),
    };
    let person = app
        .store()
        .accept_invitation(&invitation, &name, &hash, &session)
        .await
        .map_err(|error| match error {
            StoreError::NotFound => over(),
            error => error.into(),
        })?;
    Ok((StatusCode::CREATED, cookie(&token), Json(person)))
}

fn over() -> Failure {
    Failure::new(StatusCode::NOT_FOUND, Cause::InvitationOver)
}

/// The invitation behind a token. Its 256 bits cannot be guessed; whoever tries
/// anyway waits like whoever guesses passwords.
async fn open(app: &App, client: ClientAddress, token: &str) -> Result<Invitation, Failure> {
    let from = name_of(client.0);
    if let Some(seconds) = app.addresses().try_now(&from) {
        return Err(Failure::too_often(seconds));
    }
    if token.is_empty() || token.len() > TOKEN_MAX {
        return Err(over());
    }
    match app.store().invitation(&fingerprint(token)).await {
        Ok(invitation) => {
            app.addresses().take_back(&from);
            Ok(invitation)
        }
        Err(StoreError::NotFound) => Err(over()),
        Err(error) => Err(error.into()),
    }
}
