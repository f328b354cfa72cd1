//! The making of tokens: access tokens as Graph's look, v2 id_tokens, and
//! refresh tokens that carry their own grant under a seal.
//! Microsoft: "Access token claims reference", "ID token claims reference".

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::base::clock::Moment;
use crate::base::random;
use crate::control::issued::Sensitive;
use crate::directory::model::{App, Person, Platform};
use crate::directory::scopes::{Requested, Resource, Scope};
use crate::directory::state::State;
use crate::entra::errors::{self, EntraError};
use crate::world::World;

const ID_TOKEN_SECONDS: i64 = 3600;
/// A random value between 60 and 90 minutes.
/// Microsoft: "Configurable token lifetimes".
const ACCESS_TOKEN_SECONDS: (i64, i64) = (3600, 5399);
const GRAPH: &str = "https://graph.microsoft.com";
const EXCHANGE: &str = "https://outlook.office.com";

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
}

/// Everything about the grant that has to be looked up.
struct Parties {
    app: App,
    person: Person,
    held: Vec<&'static Scope>,
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
    let parties = world.read(|state| parties(state, grant))?;
    let requested = wanted.requested;
    let resource = requested
        .resources
        .first()
        .copied()
        .unwrap_or(Resource::Graph);
    check_consent(&parties, requested, resource)?;
    let now = world.clock.now();
    let seconds = random::between(ACCESS_TOKEN_SECONDS.0, ACCESS_TOKEN_SECONDS.1);
    let access = access_token(
        world,
        grant,
        &parties,
        resource,
        wanted.has_secret,
        now,
        seconds,
    )?;
    world.ledger.note(Sensitive::AccessToken, &access);
    let offline = requested.has("offline_access");
    let refresh = offline.then(|| refresh_token(world, grant, now));
    if let Some(refresh) = &refresh {
        world.ledger.note(Sensitive::RefreshToken, refresh);
    }
    let spa_left = || grant.first_issued.plus_seconds(86_400).seconds() - now.seconds();
    let id_token = if requested.has("openid") {
        id_token(world, grant, &parties.person, wanted.nonce, now)?
    } else {
        None
    };
    if let Some(id_token) = &id_token {
        world.ledger.note(Sensitive::IdToken, id_token);
    }
    Ok(TokenAnswer {
        token_type: "Bearer",
        scope: Some(scope_text(&parties.held, requested, resource)),
        expires_in: seconds,
        ext_expires_in: seconds,
        access_token: access,
        refresh_token: refresh,
        refresh_token_expires_in: (offline && grant.platform == Platform::Spa).then(spa_left),
        id_token,
        client_info: wanted
            .client_info
            .then(|| client_info(&grant.person, &grant.tenant)),
    })
}

/// Base64url JSON that MSAL uses as an account id.
pub(crate) fn client_info(person: &str, tenant: &str) -> String {
    URL_SAFE_NO_PAD.encode(json!({"uid": person, "utid": tenant}).to_string())
}

fn parties(state: &State, grant: &Grant) -> Result<Parties, EntraError> {
    let tenant = state
        .tenant(&grant.tenant)
        .map_or(grant.tenant.as_str(), |t| &t.name);
    let app = state
        .app_in(&grant.tenant, &grant.client_id)
        .ok_or_else(|| errors::app_not_found(&grant.client_id, tenant))?;
    let person = state
        .person(&grant.person)
        .ok_or_else(|| errors::person_unknown("", tenant))?;
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
    Ok(Parties {
        app: app.clone(),
        person: person.clone(),
        held,
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
fn scope_text(held: &[&'static Scope], requested: &Requested, resource: Resource) -> String {
    let written = requested
        .graph_prefix
        .as_deref()
        .filter(|_| resource == Resource::Graph);
    let prefix = written.unwrap_or(resource.prefix());
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

fn access_token(
    world: &World,
    grant: &Grant,
    parties: &Parties,
    resource: Resource,
    has_secret: bool,
    now: Moment,
    seconds: i64,
) -> Result<String, EntraError> {
    let (person, app) = (&parties.person, &parties.app);
    let scp: Vec<&str> = parties
        .held
        .iter()
        .filter(|scope| scope.resource == resource || scope.resource == Resource::OpenId)
        .map(|scope| scope.name)
        .filter(|name| *name != "offline_access")
        .collect();
    let (given_name, family_name) = person.name.split_once(' ').unwrap_or((&person.name, ""));
    let claims = json!({
        "aud": if resource == Resource::Exchange { EXCHANGE } else { GRAPH },
        "iss": format!("https://sts.windows.net/{}/", grant.tenant),
        "iat": now.seconds(),
        "nbf": now.seconds(),
        "exp": now.plus_seconds(seconds).seconds(),
        "acct": i32::from(person.guest_of.is_some()),
        "acr": "1",
        "aio": random::token::<60>(),
        "amr": ["pwd"],
        "app_displayname": app.name,
        "appid": app.client_id,
        "appidacr": if has_secret { "1" } else { "0" },
        "family_name": family_name,
        "given_name": given_name,
        "idtyp": "user",
        "ipaddr": "127.0.0.1",
        "name": person.name,
        "oid": person.object_id,
        "rh": format!("1.A{}.", random::token::<30>()),
        "scp": scp.join(" "),
        "sub": pairwise(person, &app.client_id),
        "tenant_region_scope": "EU",
        "tid": grant.tenant,
        "unique_name": person.login(),
        "upn": person.upn,
        "uti": random::token::<16>(),
        "ver": "1.0",
        "wids": ["b79fbf4d-3ef9-4689-8143-76b194e85509"],
    });
    sign_access(world, &claims)
}

/// A token of the app itself, from client credentials: no `scp`, no person.
pub(crate) fn app_token(world: &World, tenant: &str, app: &App) -> Result<TokenAnswer, EntraError> {
    let now = world.clock.now();
    let seconds = 3599;
    let object_id = random::guid_from(&["service principal", tenant, &app.client_id]);
    let claims = json!({
        "aud": GRAPH,
        "iss": format!("https://sts.windows.net/{tenant}/"),
        "iat": now.seconds(),
        "nbf": now.seconds(),
        "exp": now.plus_seconds(seconds).seconds(),
        "aio": random::token::<30>(),
        "app_displayname": app.name,
        "appid": app.client_id,
        "appidacr": "1",
        "idp": format!("https://sts.windows.net/{tenant}/"),
        "idtyp": "app",
        "oid": object_id,
        "rh": format!("1.A{}.", random::token::<30>()),
        "sub": object_id,
        "tenant_region_scope": "EU",
        "tid": tenant,
        "uti": random::token::<16>(),
        "ver": "1.0",
        "wids": ["0997a1d0-0d1d-4acb-b408-d5ca73121e90"],
    });
    let token = sign_access(world, &claims)?;
    world.ledger.note(Sensitive::AccessToken, &token);
    Ok(TokenAnswer {
        token_type: "Bearer",
        scope: None,
        expires_in: seconds,
        ext_expires_in: seconds,
        access_token: token,
        refresh_token: None,
        refresh_token_expires_in: None,
        id_token: None,
        client_info: None,
    })
}

fn sign_access(world: &World, claims: &Value) -> Result<String, EntraError> {
    let key = world.keys.current().map_err(|_| errors::internal())?;
    let token = key
        .sign_opaque(claims, &random::token::<32>())
        .map_err(|_| errors::internal())?;
    world.tokens.remember(&token, claims);
    Ok(token)
}

fn refresh_token(world: &World, grant: &Grant, now: Moment) -> String {
    let content = RefreshToken {
        grant: grant.clone(),
        issued: now,
        padding: random::token::<270>(),
    };
    format!(
        "{REFRESH_PREFIX}{}",
        world.sealer().seal("refresh", &content)
    )
}

/// `None` when the control API has ordered an answer without one.
fn id_token(
    world: &World,
    grant: &Grant,
    person: &Person,
    nonce: Option<&str>,
    now: Moment,
) -> Result<Option<String>, EntraError> {
    let mut claims = json!({
        "aud": grant.client_id,
        "iss": format!("{}/{}/v2.0", world.public_url, grant.tenant),
        "iat": now.seconds(),
        "nbf": now.seconds(),
        "exp": now.plus_seconds(ID_TOKEN_SECONDS).seconds(),
        "aio": random::token::<60>(),
        "name": person.name,
        "oid": person.object_id,
        "preferred_username": person.login(),
        "rh": format!("1.A{}.", random::token::<30>()),
        "sid": random::guid_from(&["session", &person.object_id, &grant.signed_in.0.to_string()]),
        "sub": pairwise(person, &grant.client_id),
        "tid": grant.tenant,
        "uti": random::token::<16>(),
        "ver": "2.0",
    });
    if let (Some(nonce), Some(claims)) = (nonce, claims.as_object_mut()) {
        claims.insert("nonce".to_owned(), nonce.into());
    }
    let tampering = world.read(|state| state.settings.tampering.is_some());
    let tampering = if tampering {
        world.change(next_tampering)
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
    Ok(Some(match tampering {
        Some(tampering) => tampering.spoil(token),
        None => token,
    }))
}

/// The order in force, used up by one.
fn next_tampering(state: &mut State) -> Option<super::tampering::Tampering> {
    let order = state.settings.tampering.as_mut()?;
    let left = order.times.unwrap_or(1).saturating_sub(1);
    order.times = Some(left);
    let taken = order.clone();
    if left == 0 {
        state.settings.tampering = None;
    }
    Some(taken)
}

/// `sub` differs per app for the same person.
fn pairwise(person: &Person, client_id: &str) -> String {
    let id = random::guid_from(&["sub", &person.object_id, client_id]);
    URL_SAFE_NO_PAD.encode(id.replace('-', ""))
}
