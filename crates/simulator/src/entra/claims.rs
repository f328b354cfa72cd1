//! What is inside the tokens: access tokens as Graph's look (v1) and id_tokens
//! (v2), and the `client_info` beside them.
//! Microsoft: "Access token claims reference", "ID token claims reference".

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::base::clock::Moment;
use crate::base::random::{self, Dice};
use crate::directory::model::{App, Person};
use crate::directory::scopes::{Resource, Scope};
use crate::entra::issue::Grant;
use crate::world::World;

const ID_TOKEN_SECONDS: i64 = 3600;
const GRAPH: &str = "https://graph.microsoft.com";
const EXCHANGE: &str = "https://outlook.office.com";

/// An `aio` that begins with the millisecond of the issue: `iat` has whole
/// seconds, and whether a token is older than a revocation can be a matter of
/// less.
fn exact(now: Moment, rest: &str) -> String {
    format!("{:012x}{rest}", now.0)
}

/// The moment in such an `aio`.
pub(crate) fn exactly_issued(aio: &str) -> Option<Moment> {
    i64::from_str_radix(aio.get(..12)?, 16).ok().map(Moment)
}

/// Base64url JSON that MSAL uses as an account id.
pub(crate) fn client_info(person: &str, tenant: &str) -> String {
    URL_SAFE_NO_PAD.encode(json!({"uid": person, "utid": tenant}).to_string())
}

/// What an access token is about, besides the grant.
pub(super) struct Access<'a> {
    pub(super) app: &'a App,
    pub(super) person: &'a Person,
    pub(super) held: &'a [&'static Scope],
    pub(super) resource: Resource,
    pub(super) has_secret: bool,
    /// The client can answer claims challenges (`cp1`).
    pub(super) continuous: bool,
    pub(super) now: Moment,
    pub(super) seconds: i64,
}

pub(super) fn of_access_token(dice: &Dice, grant: &Grant, access: &Access<'_>) -> Value {
    let (person, app) = (access.person, access.app);
    let scp: Vec<&str> = access
        .held
        .iter()
        .filter(|scope| scope.resource == access.resource || scope.resource == Resource::OpenId)
        .map(|scope| scope.name)
        .filter(|name| *name != "offline_access")
        .collect();
    let (given_name, family_name) = person.name.split_once(' ').unwrap_or((&person.name, ""));
    let mut claims = json!({
        "aud": if access.resource == Resource::Exchange { EXCHANGE } else { GRAPH },
        "iss": format!("https://sts.windows.net/{}/", grant.tenant),
        "iat": access.now.seconds(),
        "nbf": access.now.seconds(),
        "exp": access.now.plus_seconds(access.seconds).seconds(),
        "acct": i32::from(person.guest_of.is_some()),
        "acr": "1",
        "aio": exact(access.now, &dice.token::<48>()),
        "amr": methods(grant),
        "app_displayname": app.name,
        "appid": app.client_id,
        "appidacr": if access.has_secret { "1" } else { "0" },
        "family_name": family_name,
        "given_name": given_name,
        "idtyp": "user",
        "ipaddr": "127.0.0.1",
        "name": person.name,
        "oid": person.object_id,
        "rh": format!("1.A{}.", dice.token::<30>()),
        "scp": scp.join(" "),
        "sub": pairwise(person, &app.client_id),
        "tenant_region_scope": "EU",
        "tid": grant.tenant,
        "unique_name": person.login(),
        "upn": person.upn,
        "uti": dice.token::<16>(),
        "ver": "1.0",
        "wids": ["b79fbf4d-3ef9-4689-8143-76b194e85509"],
    });
    if let (true, Some(claims)) = (access.continuous, claims.as_object_mut()) {
        claims.insert("xms_cc".to_owned(), json!(["cp1"]));
    }
    claims
}

fn methods(grant: &Grant) -> Value {
    if grant.mfa_at.is_some() {
        json!(["pwd", "mfa"])
    } else {
        json!(["pwd"])
    }
}

/// A token of the app itself, from client credentials: no `scp`, no person.
pub(super) fn of_app_token(
    dice: &Dice,
    tenant: &str,
    app: &App,
    now: Moment,
    seconds: i64,
) -> Value {
    let object_id = random::guid_from(&["service principal", tenant, &app.client_id]);
    json!({
        "aud": GRAPH,
        "iss": format!("https://sts.windows.net/{tenant}/"),
        "iat": now.seconds(),
        "nbf": now.seconds(),
        "exp": now.plus_seconds(seconds).seconds(),
        "aio": dice.token::<30>(),
        "app_displayname": app.name,
        "appid": app.client_id,
        "appidacr": "1",
        "idp": format!("https://sts.windows.net/{tenant}/"),
        "idtyp": "app",
        "oid": object_id,
        "rh": format!("1.A{}.", dice.token::<30>()),
        "sub": object_id,
        "tenant_region_scope": "EU",
        "tid": tenant,
        "uti": dice.token::<16>(),
        "ver": "1.0",
        "wids": ["0997a1d0-0d1d-4acb-b408-d5ca73121e90"],
    })
}

/// What an id_token says besides who it is about.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Companions<'a> {
    pub(crate) nonce: Option<&'a str>,
    /// The code it came with (OpenID Connect Core, 3.3.2.11).
    pub(crate) code: Option<&'a str>,
    /// The access token it came with (OpenID Connect Core, 3.2.2.9).
    pub(crate) access_token: Option<&'a str>,
}

pub(super) fn of_id_token(
    world: &World,
    grant: &Grant,
    person: &Person,
    companions: Companions<'_>,
    now: Moment,
) -> Value {
    let dice = &world.dice;
    let mut claims = json!({
        "aud": grant.client_id,
        "iss": format!("{}/{}/v2.0", world.public_url, grant.tenant),
        "iat": now.seconds(),
        "nbf": now.seconds(),
        "exp": now.plus_seconds(ID_TOKEN_SECONDS).seconds(),
        "aio": dice.token::<60>(),
        "name": person.name,
        "oid": person.object_id,
        "preferred_username": person.login(),
        "rh": format!("1.A{}.", dice.token::<30>()),
        "sid": random::guid_from(&["session", &person.object_id, &grant.signed_in.0.to_string()]),
        "sub": pairwise(person, &grant.client_id),
        "tid": grant.tenant,
        "uti": dice.token::<16>(),
        "ver": "2.0",
    });
    let more = [
        ("nonce", companions.nonce.map(str::to_owned)),
        ("c_hash", companions.code.map(half_hash)),
        ("at_hash", companions.access_token.map(half_hash)),
    ];
    if let Some(claims) = claims.as_object_mut() {
        for (name, value) in more {
            if let Some(value) = value {
                claims.insert(name.to_owned(), value.into());
            }
        }
    }
    claims
}

/// The left half of the SHA-256, which is what RS256 asks for.
fn half_hash(value: &str) -> String {
    let digest = Sha256::digest(value.as_bytes());
    URL_SAFE_NO_PAD.encode(digest.get(..16).unwrap_or(&digest))
}

/// `sub` differs per app for the same person.
pub(crate) fn pairwise(person: &Person, client_id: &str) -> String {
    let id = random::guid_from(&["sub", &person.object_id, client_id]);
    URL_SAFE_NO_PAD.encode(id.replace('-', ""))
}
