//! The making of token answers: what still allows a grant, which tokens come
//! of it, and refresh tokens that carry their own grant under a seal.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::base::clock::Moment;
use crate::base::signing;
use crate::control::issued::Sensitive;
use crate::directory::model::{App, Person, Platform};
use crate::directory::scopes::{Requested, Resource, Scope};
use crate::directory::state::State;
use crate::entra::authenticate::SignedIn;
use crate::entra::claims::{self, Access, Companions};
use crate::entra::conditional;
use crate::entra::errors::{self, EntraError};
use crate::entra::tampering::Tampering;
use crate::world::World;

/// A random value between 60 and 90 minutes.
/// Microsoft: "Configurable token lifetimes".
const ACCESS_TOKEN_SECONDS: (i64, i64) = (3600, 5399);
/// Clients that answer claims challenges get tokens that live for a day.
/// Microsoft: "Continuous access evaluation".
const CONTINUOUS_SECONDS: (i64, i64) = (20 * 3600, 28 * 3600);
const APP_TOKEN_SECONDS: i64 = 3599;

/// One person's grant to one app.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Grant {
    pub(crate) tenant: String,
    pub(crate) person: String,
    pub(crate) client_id: String,
    pub(crate) platform: Platform,
    /// The `scope` of the sign-in, for refreshes that name none.
    pub(crate) scope: String,
    pub(crate) signed_in: Moment,
    /// When a second factor was given, if one was.
    #[serde(default)]
    pub(crate) mfa_at: Option<Moment>,
    /// When the first refresh token of the family was issued.
    pub(crate) first_issued: Moment,
}

/// What is inside a refresh token.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct RefreshToken {
    pub(crate) grant: Grant,
    pub(crate) issued: Moment,
    /// Makes it as long as Microsoft's, which have outgrown many a column.
    padding: String,
}

const REFRESH_PREFIX: &str = "1.A";

pub(crate) fn open_refresh_token(world: &World, text: &str) -> Option<RefreshToken> {
    let sealed = text.strip_prefix(REFRESH_PREFIX)?;
    world.sealer().open("refresh", sealed)
}

/// What the answer of the token endpoint depends on besides the grant.
pub(crate) struct Wanted<'a> {
    pub(crate) requested: &'a Requested,
    pub(crate) nonce: Option<&'a str>,
    pub(crate) client_info: bool,
    pub(crate) has_secret: bool,
    /// The client has declared `cp1`.
    pub(crate) continuous: bool,
}

/// Everything about the grant that has to be looked up.
pub(crate) struct Parties {
    pub(crate) app: App,
    pub(crate) person: Person,
    pub(crate) held: Vec<&'static Scope>,
    lifetime: Option<u32>,
}

/// The body of a successful token answer, in the order Microsoft writes it.
#[derive(Debug, Serialize)]
pub(crate) struct TokenAnswer {
    token_type: &'static str,
    /// Missing where an app asks for itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    expires_in: i64,
    ext_expires_in: i64,
    access_token: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token_expires_in: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_info: Option<String>,
}

/// Tokens for a person's grant, when everything still allows it.
pub(crate) fn tokens(
    world: &World,
    grant: &Grant,
    wanted: &Wanted<'_>,
) -> Result<TokenAnswer, EntraError> {
    let now = world.clock.now();
    let parties = world.read(|state| parties(state, grant, now))?;
    let requested = wanted.requested;
    let resource = requested.resource();
    check_consent(&parties, requested, resource)?;
    let access = access_token(
        world,
        grant,
        &parties,
        resource,
        wanted.has_secret,
        wanted.continuous,
    )?;
    let offline = requested.has("offline_access");
    let refresh = offline.then(|| refresh_token(world, grant, now));
    let spa_left = || grant.first_issued.plus_seconds(86_400).seconds() - now.seconds();
    let id_token = if requested.has("openid") {
        let companions = Companions {
            nonce: wanted.nonce,
            ..Companions::default()
        };
        id_token(world, grant, &parties.person, companions)?
    } else {
        None
    };
    Ok(TokenAnswer {
        token_type: "Bearer",
        scope: Some(scope_text(world, &parties.held, requested, resource)),
        expires_in: access.seconds,
        ext_expires_in: access.seconds,
        access_token: access.text,
        refresh_token: refresh,
        refresh_token_expires_in: (offline && grant.platform == Platform::Spa).then(spa_left),
        id_token,
        client_info: wanted
            .client_info
            .then(|| claims::client_info(&grant.person, &grant.tenant)),
    })
}

/// App, person and consents, when the person may still use the app.
pub(crate) fn parties(state: &State, grant: &Grant, now: Moment) -> Result<Parties, EntraError> {
    let tenant = state
        .tenant(&grant.tenant)
        .map_or(grant.tenant.as_str(), |t| &t.name);
    let app = state
        .app_in(&grant.tenant, &grant.client_id)
        .ok_or_else(|| errors::app_not_found(&grant.client_id, tenant))?;
    let person = state
        .person(&grant.person)
        .ok_or_else(|| errors::person_unknown(&grant.person, tenant))?;
    let home_disabled = state
        .person_at_home(person.login())
        .is_some_and(|home| home.disabled);
    if person.disabled || home_disabled {
        return Err(errors::person_disabled());
    }
    if let Some(valid_from) = person.revoked_since(grant.signed_in) {
        return Err(errors::grant_revoked(grant.signed_in, valid_from));
    }
    let held = state
        .consents
        .held(&grant.tenant, &grant.client_id, &grant.person);
    let signed_in = SignedIn {
        person: grant.person.clone(),
        at: grant.signed_in,
        mfa_at: grant.mfa_at,
        stays: None,
    };
    let switches = &state.settings.switches;
    let verdict = conditional::judge(state, person, &grant.client_id, &signed_in, now);
    if let Some(error) = conditional::error(verdict, grant.signed_in, switches.policy_error) {
        return Err(error);
    }
    Ok(Parties {
        app: app.clone(),
        person: person.clone(),
        held,
        lifetime: switches.access_token_seconds,
    })
}

fn check_consent(
    parties: &Parties,
    requested: &Requested,
    resource: Resource,
) -> Result<(), EntraError> {
    let holds = |wanted: &Scope| parties.held.iter().any(|scope| scope.name == wanted.name);
    let named = requested
        .scopes
        .iter()
        .filter(|scope| scope.resource == resource || scope.resource == Resource::OpenId);
    let all = named.into_iter().all(|scope| holds(scope));
    let any = parties.held.iter().any(|scope| scope.resource == resource);
    if !all || (requested.default && !any) || parties.held.is_empty() {
        return Err(errors::consent_missing(
            &parties.app.client_id,
            &parties.app.name,
        ));
    }
    Ok(())
}

/// All consented permissions of the resource, not only those asked for: OIDC
/// names short, the others as URLs, without `offline_access`.
pub(crate) fn scope_text(
    world: &World,
    held: &[&'static Scope],
    requested: &Requested,
    resource: Resource,
) -> String {
    let form = world.read(|state| state.settings.switches.scope_form);
    let prefix = requested.prefix(resource, form);
    let mut names: Vec<String> = held
        .iter()
        .filter(|scope| scope.resource == Resource::OpenId && scope.name != "offline_access")
        .map(|scope| scope.name.to_owned())
        .collect();
    names.sort();
    let mut permissions: Vec<String> = held
        .iter()
        .filter(|scope| scope.resource == resource)
        .map(|scope| format!("{prefix}{}", scope.name))
        .collect();
    permissions.sort();
    names.append(&mut permissions);
    if requested.default {
        names.push(format!("{prefix}.default"));
    }
    names.join(" ")
}

/// An access token and how long it lives.
pub(crate) struct AccessToken {
    pub(crate) text: String,
    pub(crate) seconds: i64,
}

pub(crate) fn access_token(
    world: &World,
    grant: &Grant,
    parties: &Parties,
    resource: Resource,
    has_secret: bool,
    continuous: bool,
) -> Result<AccessToken, EntraError> {
    let range = if continuous {
        CONTINUOUS_SECONDS
    } else {
        ACCESS_TOKEN_SECONDS
    };
    let seconds = parties
        .lifetime
        .map_or_else(|| world.dice.between(range.0, range.1), i64::from);
    let access = Access {
        app: &parties.app,
        person: &parties.person,
        held: &parties.held,
        resource,
        has_secret,
        continuous,
        now: world.clock.now(),
        seconds,
    };
    let claims = claims::of_access_token(&world.dice, grant, &access);
    let text = opaque(world, &claims)?;
    Ok(AccessToken { text, seconds })
}

/// A token of the app itself, from client credentials.
pub(crate) fn app_token(world: &World, tenant: &str, app: &App) -> Result<TokenAnswer, EntraError> {
    let now = world.clock.now();
    let seconds = APP_TOKEN_SECONDS;
    let claims = claims::of_app_token(&world.dice, tenant, app, now, seconds);
    Ok(TokenAnswer {
        token_type: "Bearer",
        scope: None,
        expires_in: seconds,
        ext_expires_in: seconds,
        access_token: opaque(world, &claims)?,
        refresh_token: None,
        refresh_token_expires_in: None,
        id_token: None,
        client_info: None,
    })
}

/// Graph's access tokens are opaque to everybody but Graph: they look like a
/// JWS, and no key that JWKS publishes verifies them. So a mark that only the
/// stand-in can check stands where the signature would, at a hundredth of its
/// price.
/// Microsoft: "Access tokens": validate only tokens meant for your own API.
fn opaque(world: &World, claims: &Value) -> Result<String, EntraError> {
    let key = world.keys.current().map_err(|_| errors::internal())?;
    let nonce = world.dice.token::<32>();
    let head = json!({
        "typ": "JWT", "nonce": nonce, "alg": "RS256", "x5t": key.id, "kid": key.id,
    });
    let text = format!("{}.{}", signing::encode(&head), signing::encode(claims));
    let token = format!("{text}.{}", world.sealer().mark(&text));
    world.tokens.remember(&token, claims);
    world.ledger.note(Sensitive::AccessToken, &token);
    Ok(token)
}

fn refresh_token(world: &World, grant: &Grant, now: Moment) -> String {
    let content = RefreshToken {
        grant: grant.clone(),
        issued: now,
        padding: world.dice.token::<270>(),
    };
    let sealed = world.sealer().seal(&world.dice, "refresh", &content);
    let token = format!("{REFRESH_PREFIX}{sealed}");
    world.ledger.note(Sensitive::RefreshToken, &token);
    token
}

/// `None` when the control API has ordered an answer without one.
pub(crate) fn id_token(
    world: &World,
    grant: &Grant,
    person: &Person,
    companions: Companions<'_>,
) -> Result<Option<String>, EntraError> {
    let now = world.clock.now();
    let mut claims = claims::of_id_token(world, grant, person, companions, now);
    let ordered = world.read(|state| state.settings.tampering.is_some());
    let tampering = if ordered {
        world.change(|state| Tampering::next(&mut state.settings.tampering))
    } else {
        None
    };
    if let Some(tampering) = &tampering {
        if tampering.omit {
            return Ok(None);
        }
        tampering.apply(&mut claims, now.seconds());
    }
    let key = world.keys.current().map_err(|_| errors::internal())?;
    let token = key.sign(&claims).map_err(|_| errors::internal())?;
    let token = match tampering {
        Some(tampering) => tampering.spoil(token),
        None => token,
    };
    world.ledger.note(Sensitive::IdToken, &token);
    Ok(Some(token))
}
