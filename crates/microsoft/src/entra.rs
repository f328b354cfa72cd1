//! Entra's token endpoint: proving a secret, redeeming a code, refreshing.
//!
//! The requests are made by `oauth2`; sending, limits and errors are ours.

use crate::cloud::{Addresses, OPENID_SCOPES};
use crate::fault::{Fault, Refusal};
use crate::id_token::{Directory, Identity, Untrusted};
use crate::transport::Transport;
use contract::ids::{ClientId, TenantId};
use contract::purposes::Scope;
use oauth2::basic::{
    BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse,
    BasicTokenType,
};
use oauth2::{
    AsyncHttpClient, AuthType, AuthorizationCode, EndpointNotSet, EndpointSet, ExtraTokenFields,
    HttpRequest, HttpResponse, PkceCodeVerifier, RedirectUrl, RefreshToken, RequestTokenError,
    StandardRevocableToken, StandardTokenResponse, TokenResponse, TokenUrl,
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// The shortest life we believe of an access token, and the longest: CAE
/// sessions reach 28 hours.
const LIFE: std::ops::RangeInclusive<u64> = 60..=30 * 3600;

/// Entra ID of one cloud.
#[derive(Clone)]
pub struct Entra {
    addresses: Addresses,
    transport: Transport,
    directory: Arc<Directory>,
}

/// What the token endpoint gave.
pub struct Tokens {
    /// For Graph. Opaque to us.
    pub access: SecretString,
    /// For the next refresh. Missing where Microsoft sent none: the old one
    /// then stays good.
    pub refresh: Option<SecretString>,
    /// How long the access token lives.
    pub expires_in: Duration,
    /// All permissions consented for Graph, as Entra names them.
    pub granted: Vec<String>,
}

/// What redeeming a code brought.
pub struct Redeemed {
    /// The tokens.
    pub tokens: Tokens,
    /// Who signed in, checked; or why that cannot be believed.
    pub identity: Result<Identity, Untrusted>,
}

#[derive(Deserialize, Serialize)]
struct IdTokenField {
    id_token: Option<String>,
}

impl ExtraTokenFields for IdTokenField {}

impl std::fmt::Debug for IdTokenField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IdTokenField(…)")
    }
}

type TokenAnswer = StandardTokenResponse<IdTokenField, BasicTokenType>;

type Client = oauth2::Client<
    BasicErrorResponse,
    TokenAnswer,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

impl Entra {
    /// Entra ID at these addresses.
    #[must_use]
    pub fn new(addresses: Addresses, transport: Transport) -> Self {
        Self {
            directory: Arc::new(Directory::new(addresses.clone(), transport.clone())),
            addresses,
            transport,
        }
    }

    /// Its addresses.
    #[must_use]
    pub fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// Everything a consent asks for: the permissions, and what brings an
    /// id_token and a refresh token.
    pub fn consent_scopes(&self, scopes: impl Iterator<Item = Scope>) -> Vec<String> {
        OPENID_SCOPES
            .map(str::to_owned)
            .into_iter()
            .chain(scopes.map(|scope| self.addresses.scope(scope)))
            .collect()
    }

    /// Proves tenant, client and secret at once, with a client-credentials
    /// request whose token is thrown away.
    ///
    /// # Errors
    /// What Microsoft objected to, or why it could not be asked.
    pub async fn prove_secret(
        &self,
        tenant: &TenantId,
        client: &ClientId,
        secret: &SecretString,
    ) -> Result<(), Fault> {
        let client = self.client(tenant, client, secret)?;
        let request = client
            .exchange_client_credentials()
            .add_scope(oauth2::Scope::new(self.addresses.default_scope()));
        let answer = request.request_async(&self.transport).await;
        answer.map(drop).map_err(fault)
    }

    /// Redeems an authorization code with secret and verifier, and checks whose
    /// id_token came with it.
    ///
    /// # Errors
    /// What Microsoft objected to, or why it could not be asked.
    #[expect(
        clippy::too_many_arguments,
        reason = "RFC 6749 §4.1.3 and OpenID Connect ask for exactly these"
    )]
    pub async fn redeem(
        &self,
        tenant: &TenantId,
        client_id: &ClientId,
        secret: &SecretString,
        code: SecretString,
        verifier: SecretString,
        redirect_uri: &str,
        nonce: &str,
    ) -> Result<Redeemed, Fault> {
        let redirect = RedirectUrl::new(redirect_uri.to_owned()).map_err(|_| Fault::Unreachable)?;
        let answer = self
            .client(tenant, client_id, secret)?
            .exchange_code(AuthorizationCode::new(code.expose_secret().to_owned()))
            .set_pkce_verifier(PkceCodeVerifier::new(verifier.expose_secret().to_owned()))
            .set_redirect_uri(std::borrow::Cow::Owned(redirect))
            .request_async(&self.transport)
            .await
            .map_err(fault)?;
        let identity = match &answer.extra_fields().id_token {
            Some(token) => {
                self.directory
                    .check(tenant, client_id, nonce, token)
                    .await?
            }
            None => Err(Untrusted::Missing),
        };
        Ok(Redeemed {
            tokens: tokens(answer),
            identity,
        })
    }

    /// Asks for a new access token, and gets a new refresh token with it.
    /// Microsoft does not revoke the old one on use, so the caller keeps it
    /// until the new one is stored.
    ///
    /// # Errors
    /// What Microsoft objected to, or why it could not be asked.
    pub async fn refresh(
        &self,
        tenant: &TenantId,
        client_id: &ClientId,
        secret: &SecretString,
        refresh: &SecretString,
        scopes: impl Iterator<Item = Scope>,
    ) -> Result<Tokens, Fault> {
        let refresh = RefreshToken::new(refresh.expose_secret().to_owned());
        // offline_access again, or no new refresh token comes.
        let scopes = self.consent_scopes(scopes).into_iter();
        let answer = self
            .client(tenant, client_id, secret)?
            .exchange_refresh_token(&refresh)
            .add_scopes(scopes.map(oauth2::Scope::new))
            .request_async(&self.transport)
            .await
            .map_err(fault)?;
        Ok(tokens(answer))
    }

    fn client(
        &self,
        tenant: &TenantId,
        client: &ClientId,
        secret: &SecretString,
    ) -> Result<Client, Fault> {
        let token = TokenUrl::new(self.addresses.token(tenant)).map_err(|_| Fault::Unreachable)?;
        Ok(
            oauth2::Client::new(oauth2::ClientId::new(client.as_str().to_owned()))
                .set_client_secret(oauth2::ClientSecret::new(secret.expose_secret().to_owned()))
                .set_auth_type(AuthType::RequestBody)
                .set_token_uri(token),
        )
    }
}

/// How `oauth2` sends what it made. Any answer but a success is turned into a
/// [`Fault`] here, where status and headers are still known.
impl<'c> AsyncHttpClient<'c> for Transport {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Fault>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let outgoing = self
                .request(parts.method, &parts.uri.to_string())
                .headers(parts.headers)
                .header("client-request-id", uuid::Uuid::new_v4().to_string())
                .body(body);
            let answer = self.send(outgoing).await?;
            let status = answer.status;
            if !answer.is_success() {
                let refusal = Refusal::entra(status, answer.retry_after(), &answer.body);
                return Err(refusal.map_or(Fault::Garbled { status }, Fault::from));
            }
            let mut response = http::Response::builder().status(status);
            if let Some(kind) = answer.headers.get(http::header::CONTENT_TYPE) {
                response = response.header(http::header::CONTENT_TYPE, kind);
            }
            response
                .body(answer.body.to_vec())
                .map_err(|_| Fault::Garbled { status })
        })
    }
}

fn tokens(answer: TokenAnswer) -> Tokens {
    let seconds = answer.expires_in().map_or(0, |d| d.as_secs());
    Tokens {
        access: answer.access_token().secret().as_str().into(),
        refresh: answer.refresh_token().map(|t| t.secret().as_str().into()),
        expires_in: Duration::from_secs(seconds.clamp(*LIFE.start(), *LIFE.end())),
        granted: answer
            .scopes()
            .into_iter()
            .flatten()
            .map(|scope| scope.as_str().to_owned())
            .collect(),
    }
}

fn fault(error: RequestTokenError<Fault, BasicErrorResponse>) -> Fault {
    match error {
        RequestTokenError::Request(fault) => fault,
        // A success that cannot be read. The error quotes the body, which holds
        // tokens: it goes no further.
        _ => Fault::Garbled { status: 200 },
    }
}
