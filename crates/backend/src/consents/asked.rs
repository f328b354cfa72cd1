//! Asking somebody outside the panel for a consent or a client secret.
//!
//! Their token stands behind the `#` of the link and comes here in bodies only.
//! A consent is bound to the request as another is to a login session: its way
//! back needs the token and the verifier. The request is used up in the very
//! transaction that stores what it was for.

use super::{Binding, begin, conclude_finish, prove_secret};
use crate::clock;
use crate::http::{Admin, App, Body, ClientAddress, Failure, Problems, name_of};
use crate::proofs::Told;
use crate::random;
use crate::store::{Actor, AskedRow, StoreError, fingerprint};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use contract::accounts::NewSecret;
use contract::asked::{
    ASKED_LIFETIME_MS, ASKED_PATH, Asked, AskedKind, AskedOfYou, AskedState, CreatedAsked,
    FillInSecret, FinishAsked, FinishedAsked, NewAsked, ReadAsked, StartAsked,
};
use contract::catalogue::Cause;
use contract::consents::{ConsentState, StartedConsent};
use contract::ids::{AccountId, AskedId, Name};
use contract::languages::texts::{
    ASK_MAIL_CONSENT, ASK_MAIL_CONSENT_TEXT, ASK_MAIL_SECRET, ASK_MAIL_SECRET_TEXT,
};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Longest token that is looked at, in bytes.
const TOKEN_MAX: usize = 128;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, ask))
        .routes(routes!(revoke))
        .routes(routes!(resend))
        .routes(routes!(read))
        .routes(routes!(start))
        .routes(routes!(finish))
        .routes(routes!(fill_in))
}

/// Lists whom one asked for this account, with how far they are.
#[utoipa::path(
    get, path = "/accounts/{id}/asked", tag = "asked",
    params(("id" = AccountId, Path)),
    responses((status = 200, body = Vec<Asked>), Problems)
)]
async fn list(
    State(app): State<App>,
    _admin: Admin,
    Path(id): Path<AccountId>,
) -> Result<Json<Vec<Asked>>, Failure> {
    app.store().account(&id).await?;
    Ok(Json(app.store().asked_of(&id).await?))
}

/// Asks somebody for a consent or a client secret. This answer is the only one
/// that shows the link.
#[utoipa::path(
    post, path = "/accounts/{id}/asked", tag = "asked",
    params(("id" = AccountId, Path)),
    request_body = NewAsked,
    responses((status = 201, body = CreatedAsked), Problems)
)]
async fn ask(
    State(app): State<App>,
    Admin(admin): Admin,
    Path(account): Path<AccountId>,
    Body(form): Body<NewAsked>,
) -> Result<impl IntoResponse, Failure> {
    let address = form.check().map_err(Failure::fields)?;
    app.store().account(&account).await?;
    let id = AskedId::parse(&random::id())
        .map_err(|_| Failure::new(StatusCode::INTERNAL_SERVER_ERROR, Cause::Internal))?;
    let now = clock::now();
    let asked = Asked {
        id,
        account_id: account,
        kind: form.kind,
        address,
        lang: form.lang,
        asked_by: admin.person.name.clone(),
        asked_at: now,
        expires_at: now.plus_ms(ASKED_LIFETIME_MS),
        mailed_at: None,
        opened_at: None,
        done_at: None,
        state: AskedState::Open,
        cause: None,
        signed_in_as: None,
    };
    let token = random::token();
    let hash = fingerprint(&token);
    app.store()
        .add_asked(&asked, &hash, &admin.person.id, &admin.actor())
        .await?;
    let created = hand_over(&app, &asked.id, &token, form.mail).await?;
    Ok((StatusCode::CREATED, Json(created)))
}

/// Makes another link for the same request; the old one opens nothing any more.
#[utoipa::path(
    post, path = "/asked/{id}/resend", tag = "asked",
    params(("id" = AskedId, Path)),
    responses((status = 200, body = CreatedAsked), Problems)
)]
async fn resend(
    State(app): State<App>,
    Admin(admin): Admin,
    Path(id): Path<AskedId>,
) -> Result<Json<CreatedAsked>, Failure> {
    let known = app.store().asked(&id).await?;
    let token = random::token();
    let until = clock::now().plus_ms(ASKED_LIFETIME_MS);
    app.store()
        .renew_asked(&id, &fingerprint(&token), until, &admin.actor())
        .await?;
    let mail = known.mailed_at.is_some();
    Ok(Json(hand_over(&app, &id, &token, mail).await?))
}

/// Takes a request back: its link opens nothing any more.
#[utoipa::path(
    delete, path = "/asked/{id}", tag = "asked",
    params(("id" = AskedId, Path)),
    responses((status = 204), Problems)
)]
async fn revoke(
    State(app): State<App>,
    Admin(admin): Admin,
    Path(id): Path<AskedId>,
) -> Result<StatusCode, Failure> {
    app.store().revoke_asked(&id, &admin.actor()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Shows somebody what they are asked. A POST, so that the token stands in no
/// URL.
#[utoipa::path(
    post, path = "/asked/read", tag = "asked",
    request_body = ReadAsked,
    responses((status = 200, body = AskedOfYou), Problems)
)]
async fn read(
    State(app): State<App>,
    client: ClientAddress,
    Body(form): Body<ReadAsked>,
) -> Result<Json<AskedOfYou>, Failure> {
    let asked = open(&app, client, &form.token).await?.shown;
    if asked.opened_at.is_none() {
        app.store().note_opened(&asked.id).await?;
    }
    let account = app.store().account(&asked.account_id).await?;
    Ok(Json(AskedOfYou {
        kind: asked.kind,
        address: asked.address,
        asked_by: asked.asked_by,
        lang: asked.lang,
        account_name: account.name,
        cloud: account.cloud,
        tenant: account.tenant,
        client_id: account.client_id,
        scopes: account.required,
        expires_at: asked.expires_at,
    }))
}

/// Starts the consent somebody is asked for.
#[utoipa::path(
    post, path = "/asked/start", tag = "asked",
    request_body = StartAsked,
    responses((status = 201, body = StartedConsent), Problems)
)]
async fn start(
    State(app): State<App>,
    client: ClientAddress,
    Body(form): Body<StartAsked>,
) -> Result<impl IntoResponse, Failure> {
    let row = open_kind(&app, client, &form.token, AskedKind::Consent).await?;
    let asked = &row.shown;
    let binding = Binding::asked(&row);
    let started = begin(&app, &asked.account_id, &form.code_challenge, &binding).await?;
    app.store()
        .note_asked_consent(&asked.id, &started.id)
        .await?;
    Ok((StatusCode::CREATED, Json(started)))
}

/// Finishes the consent somebody is asked for. Answers 200 also when it failed;
/// the link then still works.
#[utoipa::path(
    post, path = "/asked/finish", tag = "asked",
    request_body = FinishAsked,
    responses((status = 200, body = FinishedAsked), Problems)
)]
async fn finish(
    State(app): State<App>,
    client: ClientAddress,
    Body(form): Body<FinishAsked>,
) -> Result<Json<FinishedAsked>, Failure> {
    let row = open_kind(&app, client, &form.token, AskedKind::Consent).await?;
    let consent = conclude_finish(&app, &Binding::asked(&row), &form.reply).await?;
    let state = match consent.state {
        ConsentState::Completed => AskedState::Done,
        ConsentState::AdminConsented => AskedState::AdminConsented,
        ConsentState::Failed => AskedState::Failed,
        ConsentState::Waiting | ConsentState::Redeeming => AskedState::AtMicrosoft,
    };
    Ok(Json(FinishedAsked {
        state,
        cause: consent.cause,
        signed_in_as: consent.signed_in_as,
        missing: consent.missing,
    }))
}

/// Fills in the client secret somebody is asked for. It is proved at Microsoft
/// first. Where the one in use works, it waits beside it as the next one.
#[utoipa::path(
    post, path = "/asked/secret", tag = "asked",
    request_body = FillInSecret,
    responses((status = 204), Problems)
)]
async fn fill_in(
    State(app): State<App>,
    client: ClientAddress,
    Body(form): Body<FillInSecret>,
) -> Result<StatusCode, Failure> {
    let row = open_kind(&app, client, &form.token, AskedKind::Secret).await?;
    let asked = &row.shown;
    let secret = NewSecret {
        client_secret: form.client_secret,
        secret_expires: form.secret_expires,
        even_if_unproved: false,
    };
    let secret = secret.check(clock::today()).map_err(Failure::fields)?;
    let account = app.store().account(&asked.account_id).await?;
    let proved_at = prove_secret(&app, &account, &secret).await?;
    if !app.store().use_asked(&asked.id).await? {
        return Err(over(Cause::AskedUsed));
    }
    let actor = Actor::asked(asked.address.as_str());
    let by = Name::parse(asked.address.as_str()).unwrap_or_else(|_| asked.asked_by.clone());
    let (id, store) = (&account.id, app.store());
    let works = account.secret.cause.is_none() && account.secret.expires >= clock::today();
    if works {
        store
            .set_next_secret(id, &secret, Some(proved_at), &actor, &by)
            .await?;
        return Ok(StatusCode::NO_CONTENT);
    }
    let run = store
        .set_secret(id, &secret, Some(proved_at), &actor, &by)
        .await?;
    app.keeper().forget_all();
    app.proofs().judge_account(id).await?;
    if let Some(run) = &run {
        app.proofs().drive(run);
    }
    Ok(StatusCode::NO_CONTENT)
}

fn over(why: Cause) -> Failure {
    Failure::new(StatusCode::NOT_FOUND, why)
}

/// The request behind a token. Its 256 bits cannot be guessed; whoever tries
/// anyway waits like whoever guesses passwords.
async fn open(app: &App, client: ClientAddress, token: &str) -> Result<AskedRow, Failure> {
    let from = name_of(client.0);
    if let Some(seconds) = app.addresses().try_now(&from) {
        return Err(Failure::too_often(seconds));
    }
    if token.is_empty() || token.len() > TOKEN_MAX {
        return Err(over(Cause::AskedOver));
    }
    match app.store().asked_by_token(&fingerprint(token)).await {
        Ok(row) => {
            app.addresses().take_back(&from);
            // Whoever holds the token may know what became of it.
            match row.shown.state {
                AskedState::Done => Err(over(Cause::AskedUsed)),
                AskedState::Expired => Err(over(Cause::AskedExpired)),
                AskedState::Revoked => Err(over(Cause::AskedRevoked)),
                _ => Ok(row),
            }
        }
        Err(StoreError::NotFound) => Err(over(Cause::AskedOver)),
        Err(error) => Err(error.into()),
    }
}

async fn open_kind(
    app: &App,
    client: ClientAddress,
    token: &str,
    kind: AskedKind,
) -> Result<AskedRow, Failure> {
    let row = open(app, client, token).await?;
    match row.shown.kind == kind {
        true => Ok(row),
        false => Err(over(Cause::AskedOver)),
    }
}

/// The link, and the mail with it where that is wanted.
async fn hand_over(
    app: &App,
    id: &AskedId,
    token: &str,
    mail: bool,
) -> Result<CreatedAsked, Failure> {
    let public = app.site().public.as_str().trim_end_matches('/');
    let link = [public, ASKED_PATH, "#", token].concat();
    let mut not_mailed = None;
    if mail {
        let asked = app.store().asked(id).await?;
        let account = app.store().account(&asked.account_id).await?;
        not_mailed = send(app, &asked, account.name.as_str(), &link).await?;
        if not_mailed.is_none() {
            app.store().note_mailed(id).await?;
        }
    }
    Ok(CreatedAsked {
        asked: app.store().asked(id).await?,
        link,
        not_mailed,
    })
}

/// Mails a link. Says why it could not be sent.
async fn send(
    app: &App,
    asked: &Asked,
    account: &str,
    link: &str,
) -> Result<Option<Cause>, Failure> {
    let Some(from) = app.store().warning_settings().await?.mail_from else {
        return Ok(Some(Cause::NobodyToWarn));
    };
    let (subject, text) = words(asked, account, link);
    let to = [asked.address.clone()];
    Ok(match app.proofs().tell(&from, &to, &subject, &text).await {
        Told::Taken => None,
        Told::MaybeTaken => Some(Cause::SendUnknown),
        Told::Refused(cause) => Some(cause),
    })
}

fn words(asked: &Asked, account: &str, link: &str) -> (String, String) {
    let (subject, text) = match asked.kind {
        AskedKind::Consent => (ASK_MAIL_CONSENT, ASK_MAIL_CONSENT_TEXT),
        AskedKind::Secret => (ASK_MAIL_SECRET, ASK_MAIL_SECRET_TEXT),
    };
    let until = asked.expires_at.day().to_string();
    let values = [
        asked.asked_by.as_str(),
        account,
        asked.address.as_str(),
        link,
        &until,
    ];
    (
        subject.filled(asked.lang, &[account]),
        text.filled(asked.lang, &values),
    )
}
