//! Consents: the trip of a browser to Microsoft and back.
//!
//! A consent is bound to the login session that started it and to the account
//! as it was. Its way back is claimed once, by one statement; a second call gets
//! what came of the first. A failed one never harms the sign-in that was there.

mod asked;

use crate::clock;
use crate::http::{Admin, App, Body, Failure, Problems, SignedIn};
use crate::random;
use crate::store::{
    AccountRow, Actor, AskedRow, ConsentEnd, ConsentRow, NewConsentRow, NewSignIn, StoreError,
    fingerprint,
};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::accounts::{Account, CheckedSecret};
use contract::catalogue::Cause;
use contract::consents::{
    CONSENT_LIFETIME_MS, Consent, ConsentState, FinishConsent, StartConsent, StartedConsent,
};
use contract::fields::{Field, Invalid};
use contract::ids::{AccountId, Address, AskedId, ConsentId, PersonId};
use contract::purposes;
use contract::time::Timestamp;
use microsoft::{Refusal, Untrusted};
use secrecy::SecretString;
use sha2::{Digest, Sha256};
use std::time::Duration;
use subtle::ConstantTimeEq;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Longest code that is passed on, in bytes. Microsoft's have a few thousand.
const CODE_MAX: usize = 8192;

/// How long a second call waits for what comes of the first.
const PATIENCE: Duration = Duration::from_secs(30);

/// The routes of this room.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(start))
        .routes(routes!(finish))
        .routes(routes!(show))
        .merge(asked::router())
}

/// Who a consent is bound to: a login session, or somebody who was asked.
struct Binding {
    /// What its way back must come from.
    holder: String,
    person: PersonId,
    actor: Actor,
    /// Who must sign in, and the request that is used up.
    asked: Option<(AskedId, Address)>,
}

impl Binding {
    fn session(who: &SignedIn) -> Self {
        Self {
            holder: who.session.as_str().to_owned(),
            person: who.person.id.clone(),
            actor: who.actor(),
            asked: None,
        }
    }

    fn asked(row: &AskedRow) -> Self {
        let asked = &row.shown;
        Self {
            holder: ["asked/", asked.id.as_str()].concat(),
            person: row.asked_by.clone(),
            actor: Actor::asked(asked.address.as_str()),
            asked: Some((asked.id.clone(), asked.address.clone())),
        }
    }
}

/// Starts a consent: answers what the browser needs to go to Microsoft.
#[utoipa::path(
    post, path = "/accounts/{id}/consents", tag = "consents",
    params(("id" = AccountId, Path)),
    request_body = StartConsent,
    responses((status = 201, body = StartedConsent), Problems)
)]
async fn start(
    State(app): State<App>,
    Admin(admin): Admin,
    Path(id): Path<AccountId>,
    Body(form): Body<StartConsent>,
) -> Result<impl IntoResponse, Failure> {
    let binding = Binding::session(&admin);
    let mut started = begin(&app, &id, &form.code_challenge, &binding).await?;
    if form.another {
        started.login_hint = None;
    }
    Ok((StatusCode::CREATED, Json(started)))
}

async fn begin(
    app: &App,
    id: &AccountId,
    code_challenge: &str,
    binding: &Binding,
) -> Result<StartedConsent, Failure> {
    if !is_challenge(code_challenge) {
        return Err(Failure::field(Field::CodeChallenge, Invalid::Malformed));
    }
    let account = app.store().account_row(id).await?;
    let shown = app.store().account(id).await?;
    let consent = ConsentId::parse(&random::id()).map_err(|_| StoreError::Corrupt("consents"))?;
    let (state, nonce) = (app.site().state(&random::token()), random::token());
    let redirect_uri = app.site().redirect_uri();
    let now = clock::now();
    let expires_at = now.plus_ms(CONSENT_LIFETIME_MS);
    let new = NewConsentRow {
        id: &consent,
        state_hash: &fingerprint(&state),
        account_id: id,
        account_version: account.version,
        session_hash: &binding.holder,
        person_id: &binding.person,
        code_challenge,
        nonce: &nonce,
        redirect_uri: &redirect_uri,
        started_at: now,
        expires_at,
    };
    app.store().add_consent(&new, &binding.actor).await?;
    let entra = app.keeper().entra(account.cloud);
    let scopes = entra.consent_scopes(account.purposes.scopes());
    let for_admin = admin_consent_url(
        entra.addresses(),
        &account,
        &redirect_uri,
        &scopes.join(" "),
        &state,
    );
    let expected = binding
        .asked
        .as_ref()
        .map(|(_, address)| address.to_string());
    Ok(StartedConsent {
        id: consent,
        admin_consent_url: for_admin,
        state,
        nonce,
        authorize_endpoint: entra.addresses().authorize(&account.tenant),
        client_id: account.client_id.as_str().to_owned(),
        redirect_uri,
        scopes,
        login_hint: expected.or_else(|| {
            let known = shown.sign_ins.first().map(|known| known.username.clone());
            known.filter(|username| !username.is_empty())
        }),
        expires_at,
    })
}

/// Shows where a consent stands.
#[utoipa::path(
    get, path = "/consents/{id}", tag = "consents",
    params(("id" = ConsentId, Path)),
    responses((status = 200, body = Consent), Problems)
)]
async fn show(
    State(app): State<App>,
    _admin: Admin,
    Path(id): Path<ConsentId>,
) -> Result<Json<Consent>, Failure> {
    let mut consent = app.store().consent(&id).await?.shown;
    if consent.state == ConsentState::Waiting && consent.expires_at < clock::now() {
        consent.state = ConsentState::Failed;
        consent.cause = Some(Cause::ConsentExpired);
    }
    Ok(Json(consent))
}

/// Finishes a consent with what came back from Microsoft. Answers 200 also when
/// it failed: the consent says why.
#[utoipa::path(
    post, path = "/consents/finish", tag = "consents",
    request_body = FinishConsent,
    responses((status = 200, body = Consent), Problems)
)]
async fn finish(
    State(app): State<App>,
    who: SignedIn,
    Body(form): Body<FinishConsent>,
) -> Result<Json<Consent>, Failure> {
    let consent = conclude_finish(&app, &Binding::session(&who), &form).await?;
    Ok(Json(consent))
}

async fn conclude_finish(
    app: &App,
    binding: &Binding,
    form: &FinishConsent,
) -> Result<Consent, Failure> {
    let actor = &binding.actor;
    let conflict = |cause| Failure::new(StatusCode::CONFLICT, cause);
    let row = match app
        .store()
        .consent_by_state(&fingerprint(&form.state))
        .await
    {
        Ok(row) => row,
        Err(StoreError::NotFound) => {
            refuse(app, actor, "", Cause::ConsentUnknown).await?;
            return Err(Failure::new(StatusCode::NOT_FOUND, Cause::ConsentUnknown));
        }
        Err(error) => return Err(error.into()),
    };
    let account = row.shown.account_id.as_str().to_owned();
    let knows_verifier = form
        .code_verifier
        .as_deref()
        .is_some_and(|verifier| fits(verifier, &row.code_challenge));
    if row.session_hash != binding.holder {
        // The same tab, but a later login; or somebody else's browser.
        let cause = if knows_verifier {
            Cause::ConsentSessionEnded
        } else {
            Cause::ConsentOtherBrowser
        };
        refuse(app, actor, &account, cause).await?;
        return Err(conflict(cause));
    }
    if row.shown.state != ConsentState::Waiting {
        return first_result(app, &row.shown.id).await;
    }
    let Some(way_back) = WayBack::read(form, knows_verifier) else {
        // Not claimed: the tab that holds the verifier can still finish.
        refuse(app, actor, &account, Cause::ConsentOtherBrowser).await?;
        return Err(conflict(Cause::ConsentOtherBrowser));
    };
    if !app.store().claim_consent(&row.shown.id).await? {
        return first_result(app, &row.shown.id).await;
    }
    // From here on it is finished, also when the browser goes away: its code is
    // used up.
    let id = row.shown.id.clone();
    let (actor, asked) = (actor.clone(), binding.asked.clone());
    let task = tokio::spawn(conclude(app.clone(), row, way_back, actor, asked));
    task.await
        .map_err(|_| Failure::new(StatusCode::INTERNAL_SERVER_ERROR, Cause::Internal))??;
    Ok(app.store().consent(&id).await?.shown)
}

/// What came back from Microsoft.
enum WayBack {
    Code {
        code: SecretString,
        verifier: SecretString,
    },
    AdminConsented,
    Refused(Refusal),
}

impl WayBack {
    fn read(form: &FinishConsent, knows_verifier: bool) -> Option<Self> {
        // `error` first: `admin_consent=True` comes along with it.
        if let Some(error) = &form.error {
            let subcode = form.error_subcode.as_deref();
            let description = form.error_description.as_deref();
            return Some(Self::Refused(Refusal::returned(
                error,
                subcode,
                description,
            )));
        }
        if let Some(code) = form.code.as_deref().filter(|code| code.len() <= CODE_MAX) {
            let verifier = form.code_verifier.as_deref().filter(|_| knows_verifier)?;
            return Some(Self::Code {
                code: code.into(),
                verifier: verifier.into(),
            });
        }
        form.admin_consent.as_ref().map(|_| Self::AdminConsented)
    }
}

/// Brings a claimed consent to its end, whatever that is.
async fn conclude(
    app: App,
    row: ConsentRow,
    way_back: WayBack,
    actor: Actor,
    asked: Option<(AskedId, Address)>,
) -> Result<(), Failure> {
    let consent = &row.shown;
    let end = match way_back {
        _ if consent.expires_at < clock::now() => because(Cause::ConsentExpired),
        WayBack::Refused(refusal) => ConsentEnd {
            cause: Some(refusal.cause()),
            trace: microsoft::Fault::from(refusal).trace(clock::now()),
            ..ConsentEnd::default()
        },
        WayBack::AdminConsented => {
            let (state, end) = (ConsentState::AdminConsented, ConsentEnd::default());
            app.store()
                .end_consent(consent, state, &end, &actor)
                .await?;
            return Ok(());
        }
        WayBack::Code { code, verifier } => {
            match redeem(&app, &row, code, verifier, &actor, asked.as_ref()).await? {
                None => return Ok(()),
                Some(end) => end,
            }
        }
    };
    app.store()
        .end_consent(consent, ConsentState::Failed, &end, &actor)
        .await?;
    Ok(())
}

fn because(cause: Cause) -> ConsentEnd {
    ConsentEnd {
        cause: Some(cause),
        ..ConsentEnd::default()
    }
}

/// Redeems the code, checks whose it is, stores the sign-in. `None` where all of
/// that went well.
async fn redeem(
    app: &App,
    row: &ConsentRow,
    code: SecretString,
    verifier: SecretString,
    actor: &Actor,
    asked: Option<&(AskedId, Address)>,
) -> Result<Option<ConsentEnd>, Failure> {
    let account = app.store().account_row(&row.shown.account_id).await?;
    if account.version != row.account_version {
        return Ok(Some(because(Cause::AccountChanged)));
    }
    let redeemed = app
        .keeper()
        .entra(account.cloud)
        .redeem(
            &account.tenant,
            &account.client_id,
            &account.secret.value,
            code,
            verifier,
            &row.redirect_uri,
            &row.nonce,
        )
        .await;
    let redeemed = match redeemed {
        Ok(redeemed) => redeemed,
        Err(fault) => {
            return Ok(Some(ConsentEnd {
                trace: fault.trace(clock::now()),
                ..because(fault.cause())
            }));
        }
    };
    let identity = match redeemed.identity {
        Ok(identity) => identity,
        Err(Untrusted::OtherTenant { tenant, username }) => {
            return Ok(Some(ConsentEnd {
                signed_in_as: Some(username),
                other_tenant: Some(tenant),
                ..because(Cause::WrongTenant)
            }));
        }
        Err(untrusted) => {
            tracing::warn!(%untrusted, consent = %row.shown.id, "id_token refused");
            return Ok(Some(because(Cause::ReplyNotTrusted)));
        }
    };
    // Exchange ignores the case of an address, and so does Entra.
    let is_other = |address: &Address| !identity.username.eq_ignore_ascii_case(address.as_str());
    if asked.is_some_and(|(_, address)| is_other(address)) {
        return Ok(Some(ConsentEnd {
            signed_in_as: Some(identity.username),
            ..because(Cause::WrongPerson)
        }));
    }
    let tokens = redeemed.tokens;
    let granted = tokens.granted.iter().map(String::as_str);
    let missing = purposes::missing(account.purposes.scopes(), granted);
    // Without a refresh token the sign-in would end within the hour:
    // offline_access was not granted.
    let (Some(refresh), true) = (&tokens.refresh, missing.is_empty()) else {
        return Ok(Some(ConsentEnd {
            missing,
            signed_in_as: Some(identity.username),
            ..because(Cause::ScopesMissing)
        }));
    };
    let life = i64::try_from(tokens.expires_in.as_millis()).unwrap_or(i64::MAX);
    let new = NewSignIn {
        account_id: &account.id,
        tenant: &identity.tenant,
        object: &identity.object,
        name: &identity.name,
        username: &identity.username,
        granted: &tokens.granted,
        refresh,
        access: &tokens.access,
        access_expires_at: clock::now().plus_ms(life),
    };
    let end = ConsentEnd {
        signed_in_as: Some(identity.username.clone()),
        ..ConsentEnd::default()
    };
    let used = asked.map(|(id, _)| id);
    let completed = app
        .store()
        .complete_consent(&row.shown, &new, &end, used, actor)
        .await;
    let (sign_in, run) = match completed {
        // Taken back on the way: nothing is stored.
        Err(StoreError::NotFound) if used.is_some() => {
            return Ok(Some(because(Cause::AskedOver)));
        }
        completed => completed?,
    };
    app.keeper().forget(&sign_in);
    // The lights follow by themselves; the consent is done without them.
    app.store().note_secret(&account.id, None).await?;
    app.proofs().judge_account(&account.id).await?;
    if let Some(run) = &run {
        app.proofs().drive(run);
    }
    Ok(None)
}

/// The way back was used before: what came of it.
async fn first_result(app: &App, id: &ConsentId) -> Result<Consent, Failure> {
    let begun = std::time::Instant::now();
    loop {
        let mut consent = app.store().consent(id).await?.shown;
        if consent.state != ConsentState::Redeeming || begun.elapsed() > PATIENCE {
            consent.repeated = true;
            return Ok(consent);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Writes down a way back that was refused.
async fn refuse(app: &App, actor: &Actor, account: &str, cause: Cause) -> Result<(), Failure> {
    app.store()
        .note(actor, "consent.refused", account, cause.code())
        .await?;
    Ok(())
}

/// Proves a secret of an account with a client-credentials request whose token
/// is thrown away.
async fn prove_secret(
    app: &App,
    account: &Account,
    secret: &CheckedSecret,
) -> Result<Timestamp, Failure> {
    let value = SecretString::from(secret.value.expose());
    let entra = app.keeper().entra(account.cloud);
    let (tenant, client_id) = (&account.tenant, &account.client_id);
    let proved = entra.prove_secret(tenant, client_id, &value).await;
    proved.map_err(|fault| Failure::microsoft(&fault))?;
    Ok(clock::now())
}

/// Whether this is an S256 challenge: 32 bytes in base64url (RFC 7636 §4.2).
fn is_challenge(text: &str) -> bool {
    text.len() == 43 && URL_SAFE_NO_PAD.decode(text).is_ok_and(|b| b.len() == 32)
}

/// Whether `verifier` belongs to `challenge` (RFC 7636 §4.6).
fn fits(verifier: &str, challenge: &str) -> bool {
    let form = (43..=128).contains(&verifier.len())
        && verifier
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b));
    let hash = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
    form && bool::from(hash.as_bytes().ct_eq(challenge.as_bytes()))
}

/// The link for an administrator, who consents for the organisation. It brings
/// no token, and what its answer claims decides nothing here. The state in it
/// opens nothing without the session and the verifier that belong to it.
///
/// It asks for what the sign-in afterwards asks for, the OpenID Connect scopes
/// included: where people may consent to nothing themselves, a sign-in with one
/// scope more than was granted ends at "Need admin approval" again.
fn admin_consent_url(
    addresses: &microsoft::Addresses,
    account: &AccountRow,
    redirect_uri: &str,
    scope: &str,
    state: &str,
) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("client_id", account.client_id.as_str())
        .append_pair("scope", scope)
        .append_pair("redirect_uri", redirect_uri)
        .append_pair("state", state)
        .finish();
    [&addresses.admin_consent(&account.tenant), "?", &query].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7636, appendix B.
    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    #[test]
    fn the_verifier_of_the_rfc_fits_its_challenge_and_no_other_does() {
        assert!(is_challenge(CHALLENGE));
        assert!(fits(VERIFIER, CHALLENGE));
        assert!(!fits(CHALLENGE, CHALLENGE));
        assert!(!fits(&VERIFIER[..42], CHALLENGE));
        assert!(!fits(&format!("{VERIFIER} "), CHALLENGE));
        assert!(!is_challenge("short"));
        assert!(!is_challenge(&"=".repeat(43)));
    }

    #[test]
    fn a_code_without_its_verifier_is_not_a_way_back() {
        let form = FinishConsent {
            code: Some("abc".into()),
            code_verifier: Some(VERIFIER.into()),
            ..FinishConsent::default()
        };
        assert!(WayBack::read(&form, false).is_none());
        assert!(matches!(
            WayBack::read(&form, true),
            Some(WayBack::Code { .. })
        ));
    }

    #[test]
    fn an_error_counts_before_anything_that_comes_with_it() {
        let form = FinishConsent {
            error: Some("access_denied".into()),
            admin_consent: Some("True".into()),
            code: Some("abc".into()),
            ..FinishConsent::default()
        };
        assert!(matches!(
            WayBack::read(&form, true),
            Some(WayBack::Refused(_))
        ));
    }
}
