//! The three grants of the token endpoint.
//! Microsoft: "OAuth 2.0 authorization code flow", "client credentials flow",
//! "Refresh tokens in the Microsoft identity platform".

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::base::text::Parameters;
use crate::control::issued::Sensitive;
use crate::directory::model::Platform;
use crate::directory::scopes::{self, BadScope, Requested, Resource};
use crate::entra::authorize::{self, Authority, scope_error};
use crate::entra::claims_request::ClaimsRequest;
use crate::entra::client;
use crate::entra::codes::{Challenge, Code};
use crate::entra::errors::{self, EntraError};
use crate::entra::issue::{self, Grant, RefreshToken, Wanted};
use crate::entra::token::{Issued, TokenRequest, note};
use crate::world::World;

const INACTIVITY_SECONDS: i64 = 90 * 86_400;
const SPA_SECONDS: i64 = 86_400;

/// Remembers the sensitive values of a request for the leak tests.
pub(crate) fn note_received(world: &World, body: &Parameters) {
    let kinds = [
        ("code", Sensitive::AuthorizationCode),
        ("code_verifier", Sensitive::CodeVerifier),
        ("refresh_token", Sensitive::RefreshToken),
    ];
    for (name, kind) in kinds {
        if let Some(value) = body.get(name) {
            world.ledger.note(kind, value);
        }
    }
}

pub(crate) fn authorization_code(
    request: &TokenRequest<'_>,
    notes: &mut Value,
) -> Result<Issued, EntraError> {
    let world = request.world;
    let text = request.required("code")?;
    let redirect_uri = request.required("redirect_uri")?;
    let code = world.read(|state| state.codes.get(text).cloned());
    let platform = code.as_ref().map_or(Platform::Web, |code| code.platform);
    let has_challenge = code.as_ref().is_some_and(|code| code.challenge.is_some());
    check_client(request, platform, Some(has_challenge))?;
    let code = code.ok_or_else(|| errors::grant_malformed("code"))?;
    check_code(request, &code, redirect_uri)?;
    check_verifier(code.challenge.as_ref(), request.body.get("code_verifier"))?;
    let requested = code_scope(request, &code.scope)?;
    let claims = ClaimsRequest::of(&request.body)?;
    // A new family of refresh tokens begins with the code.
    let grant = Grant {
        tenant: code.tenant.clone(),
        person: code.person.clone(),
        client_id: code.client_id.clone(),
        platform,
        scope: code.scope.clone(),
        signed_in: code.signed_in,
        mfa_at: code.mfa_at,
        first_issued: world.clock.now(),
    };
    note(notes, "person", &grant.person);
    let wanted = Wanted {
        requested: &requested,
        nonce: code.nonce.as_deref(),
        client_info: request.body.get("client_info") == Some("1"),
        has_secret: platform == Platform::Web,
        continuous: claims.continuous,
    };
    let body = issue::tokens(world, &grant, &wanted)?;
    // Claimed last and under the lock: of two redemptions at once one wins,
    // and a failed one leaves the code as it was.
    let won = world.change(|state| match state.codes.get_mut(text) {
        Some(code) if !code.redeemed => {
            code.redeemed = true;
            true
        }
        _ => false,
    });
    if !won {
        return Err(errors::code_redeemed());
    }
    Ok(Issued {
        body,
        cross_origin: platform == Platform::Spa,
    })
}

fn check_code(
    request: &TokenRequest<'_>,
    code: &Code,
    redirect_uri: &str,
) -> Result<(), EntraError> {
    if code.client_id != request.app.client_id {
        return Err(errors::grant_malformed("code"));
    }
    if let Authority::Tenant(id) = &request.authority
        && *id != code.tenant
    {
        return Err(errors::grant_of_other_tenant());
    }
    if code.redeemed {
        return Err(errors::code_redeemed());
    }
    let lifetime = request
        .world
        .read(|state| state.settings.switches.code_seconds);
    if code.expired(request.world.clock.now(), lifetime) {
        return Err(errors::grant_expired());
    }
    if code.redirect_uri != redirect_uri {
        return Err(errors::redirect_differs(redirect_uri, &code.redirect_uri));
    }
    Ok(())
}

/// RFC 7636, 4.6. A verifier for a code without a challenge is refused too:
/// it is the sign of a swapped code (RFC 9700, 2.1.1).
fn check_verifier(challenge: Option<&Challenge>, verifier: Option<&str>) -> Result<(), EntraError> {
    match (challenge, verifier) {
        (None, None) => Ok(()),
        (Some(challenge), Some(verifier)) => {
            let answer = if challenge.is_s256 {
                URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()))
            } else {
                verifier.to_owned()
            };
            if answer == challenge.value {
                Ok(())
            } else {
                Err(errors::verifier_mismatch())
            }
        }
        _ => Err(errors::verifier_mismatch()),
    }
}

pub(crate) fn refresh_token(
    request: &TokenRequest<'_>,
    notes: &mut Value,
) -> Result<Issued, EntraError> {
    let world = request.world;
    let text = request.required("refresh_token")?;
    let token = issue::open_refresh_token(world, text);
    let platform = token
        .as_ref()
        .map_or(Platform::Web, |token| token.grant.platform);
    check_client(request, platform, None)?;
    let token = token.ok_or_else(|| errors::grant_malformed("refresh_token"))?;
    note(notes, "person", &token.grant.person);
    check_refresh(request, &token)?;
    let claims = ClaimsRequest::of(&request.body)?;
    let scope = request.body.get("scope");
    // Without a scope the sign-in's own counts, and the new refresh token
    // comes in any case.
    let mut requested = read_scope(request, scope.unwrap_or(&token.grant.scope))?;
    if scope.is_none()
        && !requested.has("offline_access")
        && let Some(offline) = scopes::find("offline_access")
    {
        requested.scopes.push(offline);
    }
    let wanted = Wanted {
        requested: &requested,
        nonce: None,
        client_info: request.body.get("client_info") == Some("1"),
        has_secret: platform == Platform::Web,
        continuous: claims.continuous,
    };
    let body = issue::tokens(world, &token.grant, &wanted)?;
    Ok(Issued {
        body,
        cross_origin: platform == Platform::Spa,
    })
}

fn check_refresh(request: &TokenRequest<'_>, token: &RefreshToken) -> Result<(), EntraError> {
    let now = request.world.clock.now();
    let grant = &token.grant;
    if grant.client_id != request.app.client_id {
        return Err(errors::grant_malformed("refresh_token"));
    }
    if let Authority::Tenant(id) = &request.authority
        && *id != grant.tenant
    {
        return Err(errors::grant_of_other_tenant());
    }
    if grant.platform == Platform::Spa && now > grant.first_issued.plus_seconds(SPA_SECONDS) {
        return Err(errors::refresh_of_spa_expired(grant.first_issued));
    }
    if now > token.issued.plus_seconds(INACTIVITY_SECONDS) {
        return Err(errors::refresh_inactive(token.issued));
    }
    Ok(())
}

pub(crate) fn client_credentials(request: &TokenRequest<'_>) -> Result<Issued, EntraError> {
    let scope = request.required("scope")?;
    check_client(request, Platform::Web, None)?;
    if request.authority == Authority::Any {
        return Err(errors::no_tenant_information());
    }
    let requested = parse_scope(request, scope)?;
    if requested.resources.len() > 1 {
        return Err(errors::scope_of_several_apis());
    }
    if requested.resources.is_empty() {
        return Err(errors::scope_of_no_api());
    }
    check_resources(request, &requested)?;
    let only_default = requested.default && requested.scopes.is_empty();
    if !only_default || requested.resources != [Resource::Graph] {
        return Err(errors::scope_invalid(scope));
    }
    let body = issue::app_token(request.world, request.tenant(), &request.app)?;
    Ok(Issued {
        body,
        cross_origin: false,
    })
}

/// Who may redeem what from where. `has_challenge` is `None` where no code is
/// redeemed.
/// Microsoft: "Redirect URI: types", and AADSTS9002325, 9002326, 9002327.
fn check_client(
    request: &TokenRequest<'_>,
    platform: Platform,
    has_challenge: Option<bool>,
) -> Result<(), EntraError> {
    let secret = request.credentials.secret.as_deref();
    let assertion = request.body.get("client_assertion");
    match (&request.origin, platform) {
        (Some(origin), Platform::Web | Platform::Native) => {
            Err(errors::cross_origin_not_spa(origin))
        }
        (Some(origin), Platform::Spa) if secret.is_some() => {
            Err(errors::cross_origin_not_spa(origin))
        }
        (Some(_), Platform::Spa) if has_challenge == Some(false) => {
            Err(errors::cross_origin_without_pkce())
        }
        (Some(_), Platform::Spa) => Ok(()),
        (None, Platform::Spa) => Err(errors::spa_without_origin()),
        (None, Platform::Native) if secret.is_some() || assertion.is_some() => {
            Err(errors::secret_from_public_client())
        }
        (None, Platform::Native) => Ok(()),
        (None, Platform::Web) if request.app.public_client && secret.is_some() => {
            Err(errors::secret_from_public_client())
        }
        // No app here has a certificate.
        (None, Platform::Web) if secret.is_none() && assertion.is_some() => {
            Err(errors::assertion_unknown(&request.app.client_id))
        }
        (None, Platform::Web) => {
            client::check_secret(&request.app, secret, request.world.clock.now())
        }
    }
}

fn read_scope(request: &TokenRequest<'_>, scope: &str) -> Result<Requested, EntraError> {
    let requested = parse_scope(request, scope)?;
    check_resources(request, &requested)?;
    Ok(requested)
}

fn parse_scope(request: &TokenRequest<'_>, scope: &str) -> Result<Requested, EntraError> {
    scopes::parse(scope, &request.world.public_url)
        .map_err(|bad| scope_error(&bad, scope, &request.app.name, request.tenant()))
}

fn check_resources(request: &TokenRequest<'_>, requested: &Requested) -> Result<(), EntraError> {
    request.world.read(|state| {
        authorize::check_resources(state, &request.authority, &request.app, requested)
    })
}

/// A code is redeemed for one resource; a refresh takes the first named.
fn code_scope(request: &TokenRequest<'_>, asked_before: &str) -> Result<Requested, EntraError> {
    let Some(scope) = request.body.get("scope") else {
        if request.body.has("scope") {
            return Err(errors::scope_empty_for_code());
        }
        return read_scope(request, asked_before);
    };
    let own = &request.world.public_url;
    let requested = match scopes::parse(scope, own) {
        Ok(requested) => requested,
        Err(BadScope::UnknownScope(_)) => return Err(errors::scope_invalid_for_code(scope)),
        Err(bad) => {
            let (app, tenant) = (&request.app.name, request.tenant());
            return Err(scope_error(&bad, scope, app, tenant));
        }
    };
    if requested.resources.len() > 1 {
        return Err(errors::scope_of_several_resources(scope));
    }
    Ok(requested)
}
