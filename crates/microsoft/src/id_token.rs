//! Who signed in: checks an id_token (OpenID Connect Core §3.1.3.7) against
//! the keys and the issuer of the tenant.

use crate::cloud::Addresses;
use crate::fault::Fault;
use crate::transport::Transport;
use contract::ids::{ClientId, TenantId};
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header, errors::ErrorKind};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use url::Url;

/// How far Microsoft's clock and ours may differ.
const LEEWAY: Duration = Duration::from_secs(300);

/// How long keys are kept. Microsoft rotates them without notice, so an unknown
/// key fetches them again anyway, at most once in [`REFETCH`].
const KEEP: Duration = Duration::from_secs(24 * 3600);

/// How often an unknown key id may make us ask again.
const REFETCH: Duration = Duration::from_secs(60);

/// Somebody who signed in. `tenant` and `object` together name the person for
/// good; the other two are for display.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The directory the person signed in to (`tid`).
    pub tenant: String,
    /// The person in that directory (`oid`).
    pub object: String,
    /// Their user name (`preferred_username`).
    pub username: String,
    /// Their name.
    pub name: String,
}

/// Why an id_token is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Untrusted {
    /// None came.
    #[error("no id_token came")]
    Missing,
    /// It is from another directory than the account's.
    #[error("the id_token is from another tenant")]
    OtherTenant {
        /// The directory it is from.
        tenant: String,
        /// Who it names.
        username: String,
    },
    /// A check failed.
    #[error("the id_token failed its check of {0}")]
    Failed(&'static str),
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    tid: String,
    oid: String,
    nonce: Option<String>,
    #[serde(default)]
    preferred_username: String,
    #[serde(default)]
    name: String,
}

#[derive(Deserialize)]
struct Document {
    issuer: String,
    jwks_uri: String,
}

struct Known {
    issuer: String,
    keys: JwkSet,
    fetched: Instant,
}

/// The issuers and keys of the tenants we have met.
pub(crate) struct Directory {
    addresses: Addresses,
    transport: Transport,
    known: Mutex<HashMap<TenantId, Arc<Known>>>,
}

impl Directory {
    pub(crate) fn new(addresses: Addresses, transport: Transport) -> Self {
        Self {
            addresses,
            transport,
            known: Mutex::default(),
        }
    }

    /// Checks an id_token. The outer error is about reaching Microsoft, the
    /// inner one about the token.
    pub(crate) async fn check(
        &self,
        tenant: &TenantId,
        client: &ClientId,
        nonce: &str,
        token: &str,
    ) -> Result<Result<Identity, Untrusted>, Fault> {
        let Some(kid) = decode_header(token).ok().and_then(|header| header.kid) else {
            return Ok(Err(Untrusted::Failed("its header")));
        };
        let known = self.known(tenant, &kid).await?;
        Ok(verify(&known, client, nonce, &kid, token))
    }

    async fn known(&self, tenant: &TenantId, kid: &str) -> Result<Arc<Known>, Fault> {
        let cached = self.cache().get(tenant).cloned();
        if let Some(known) = cached {
            let age = known.fetched.elapsed();
            let has_key = known.keys.find(kid).is_some();
            if (has_key && age < KEEP) || (!has_key && age < REFETCH) {
                return Ok(known);
            }
        }
        let document: Document = self.get(&self.addresses.discovery(tenant)).await?;
        // The document says where the keys are: only the same Entra may hold them.
        let jwks = Url::parse(&document.jwks_uri).ok();
        let jwks = jwks
            .filter(|url| self.addresses.owns(url))
            .ok_or(Fault::Garbled { status: 200 })?;
        let known = Arc::new(Known {
            keys: self.get(jwks.as_str()).await?,
            issuer: document.issuer,
            fetched: Instant::now(),
        });
        self.cache().insert(tenant.clone(), known.clone());
        Ok(known)
    }

    async fn get<T: DeserializeOwned>(&self, url: &str) -> Result<T, Fault> {
        let request = self.transport.request(http::Method::GET, url);
        let answer = self.transport.send(request).await?;
        let status = answer.status;
        if !answer.is_success() {
            let refusal = crate::Refusal::entra(status, answer.retry_after(), &answer.body);
            return Err(refusal.map_or(Fault::Garbled { status }, Fault::from));
        }
        serde_json::from_slice(&answer.body).map_err(|_| Fault::Garbled { status })
    }

    fn cache(&self) -> std::sync::MutexGuard<'_, HashMap<TenantId, Arc<Known>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn verify(
    known: &Known,
    client: &ClientId,
    nonce: &str,
    kid: &str,
    token: &str,
) -> Result<Identity, Untrusted> {
    let key = known.keys.find(kid).ok_or(Untrusted::Failed("its key"))?;
    let key = DecodingKey::from_jwk(key).map_err(|_| Untrusted::Failed("its key"))?;
    let mut rules = Validation::new(Algorithm::RS256);
    rules.leeway = LEEWAY.as_secs();
    rules.validate_nbf = true;
    rules.set_audience(&[client.as_str()]);
    rules.set_required_spec_claims(&["exp", "aud", "iss"]);
    let claims = decode::<Claims>(token, &key, &rules)
        .map_err(|error| {
            Untrusted::Failed(match error.kind() {
                ErrorKind::InvalidSignature => "its signature",
                ErrorKind::InvalidAudience => "aud",
                ErrorKind::ExpiredSignature | ErrorKind::ImmatureSignature => "its time",
                ErrorKind::InvalidAlgorithm => "its algorithm",
                _ => "its claims",
            })
        })?
        .claims;
    if claims.nonce.as_deref() != Some(nonce) {
        return Err(Untrusted::Failed("nonce"));
    }
    let ours = issuer_tenant(&known.issuer).ok_or(Untrusted::Failed("iss"))?;
    if !claims.tid.eq_ignore_ascii_case(ours) {
        return Err(Untrusted::OtherTenant {
            tenant: clipped(&claims.tid),
            username: clipped(&claims.preferred_username),
        });
    }
    if claims.iss != known.issuer {
        return Err(Untrusted::Failed("iss"));
    }
    Ok(Identity {
        tenant: claims.tid.to_ascii_lowercase(),
        object: clipped(&claims.oid).to_ascii_lowercase(),
        username: clipped(&claims.preferred_username),
        name: clipped(&claims.name),
    })
}

/// The tenant's GUID inside `https://login.microsoftonline.com/{tid}/v2.0`.
/// A document asked for by domain names the GUID here too.
fn issuer_tenant(issuer: &str) -> Option<&str> {
    let tenant = issuer.strip_suffix("/v2.0")?.rsplit('/').next()?;
    contract::ids::is_guid(tenant).then_some(tenant)
}

fn clipped(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(254).collect()
}
