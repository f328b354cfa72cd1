//! The reading of an `/authorize` request: what is refused on Microsoft's own
//! page, what goes back to the application, and what is asked for.
//! Microsoft: "OAuth 2.0 authorization code flow", request an authorization code.

use crate::base::text::Parameters;
use crate::directory::model::{App, Audience, Cloud, Platform};
use crate::directory::scopes::{self, BadScope, Requested};
use crate::directory::state::State;
use crate::entra::claims_request::ClaimsRequest;
use crate::entra::codes::Challenge;
use crate::entra::errors::{self, EntraError};
use crate::entra::redirect;
use crate::entra::reply::{ReplyTo, ResponseMode};

/// The tenant in the path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Authority {
    /// The tenant's id.
    Tenant(String),
    /// `common`, `organizations` or `consumers`.
    Any,
}

impl Authority {
    pub(crate) fn parse(state: &State, name: &str) -> Result<Self, EntraError> {
        let lower = name.to_lowercase();
        if matches!(lower.as_str(), "common" | "organizations" | "consumers") {
            return Ok(Self::Any);
        }
        match state.tenant(&lower) {
            Some(tenant) => Ok(Self::Tenant(tenant.id.clone())),
            None if well_formed(&lower) => Err(errors::tenant_not_found(name)),
            None => Err(errors::tenant_malformed(name)),
        }
    }

    /// The app as this authority knows it, in the cloud that is `asked` where a
    /// request says which one.
    pub(crate) fn app<'a>(
        &self,
        state: &'a State,
        client_id: &str,
        asked: Option<Cloud>,
    ) -> Result<&'a App, EntraError> {
        let app = match self {
            Self::Tenant(id) => {
                let name = state.tenant(id).map_or(id.as_str(), |tenant| &tenant.name);
                state
                    .app_in(id, client_id)
                    .ok_or_else(|| errors::app_not_found(client_id, name))?
            }
            Self::Any => {
                let app = state
                    .app(client_id)
                    .ok_or_else(|| errors::app_not_found(client_id, "Microsoft"))?;
                if app.audience == Audience::Single {
                    return Err(errors::single_tenant(&app.client_id, &app.name));
                }
                app
            }
        };
        if app.disabled {
            return Err(errors::app_disabled(&app.client_id, &app.name));
        }
        let home = state.tenant(&app.tenant);
        let home = home.map_or(Cloud::Global, |home| home.cloud);
        match (home, asked) {
            (_, None) => Ok(app),
            (home, Some(asked)) if home == asked => Ok(app),
            (Cloud::UsGov, Some(Cloud::Global)) => Err(errors::tenant_of_us_gov(&app.client_id)),
            (Cloud::China, Some(Cloud::Global)) => Err(errors::tenant_of_china(&app.tenant)),
            // The other clouds know nothing of it.
            _ => Err(errors::tenant_not_found(&app.tenant)),
        }
    }
}

/// The cloud whose page is visited.
pub(super) fn cloud_of(parameters: &Parameters) -> Option<Cloud> {
    let named = parameters.get("scope").and_then(Cloud::named_in);
    Some(named.unwrap_or_default())
}

/// A GUID or a DNS name.
fn well_formed(name: &str) -> bool {
    let dns = name.contains('.')
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    dns || uuid::Uuid::try_parse(name).is_ok()
}

/// A request that may be shown to a person.
#[derive(Clone, Debug)]
pub(crate) struct AuthorizeRequest {
    pub(crate) authority: Authority,
    pub(crate) client_id: String,
    pub(crate) platform: Platform,
    pub(crate) reply: ReplyTo,
    pub(crate) requested: Requested,
    pub(crate) scope: String,
    pub(crate) nonce: Option<String>,
    pub(crate) prompt: Prompt,
    pub(crate) login_hint: Option<String>,
    pub(crate) challenge: Option<Challenge>,
    pub(crate) client_info: bool,
    pub(crate) client_data: bool,
    pub(crate) response: ResponseType,
    pub(crate) claims: ClaimsRequest,
}

/// What an application wants to get from `/authorize` itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ResponseType {
    pub(crate) code: bool,
    pub(crate) id_token: bool,
    pub(crate) token: bool,
}

impl ResponseType {
    /// `None` for a word that is none of the three.
    fn parse(text: &str) -> Option<Self> {
        let mut found = Self::default();
        for word in text.split_whitespace() {
            match word {
                "code" => found.code = true,
                "id_token" => found.id_token = true,
                "token" => found.token = true,
                _ => return None,
            }
        }
        (found != Self::default()).then_some(found)
    }

    /// Whether tokens would come through the browser.
    fn is_implicit(self) -> bool {
        self.id_token || self.token
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Prompt {
    /// No prompt asked for: a running session is used.
    #[default]
    Silent,
    Login,
    None,
    Consent,
    SelectAccount,
}

/// Why a request goes no further.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// Neither client nor redirect URI can be trusted yet.
    OnPage(EntraError),
    ToApplication(Box<ReplyTo>, EntraError),
}

pub(crate) fn read(
    state: &State,
    tenant: &str,
    parameters: &Parameters,
    own_address: &str,
) -> Result<AuthorizeRequest, Refusal> {
    let (authority, app, platform, redirect_uri) =
        trusted(state, tenant, parameters).map_err(Refusal::OnPage)?;
    let asked_mode = parameters.get("response_mode");
    let asked_type = parameters.get("response_type");
    let response = asked_type.and_then(ResponseType::parse);
    // Tokens, and errors in their place, never stand in a query.
    let implicit = response.is_some_and(ResponseType::is_implicit);
    let default_mode = if implicit {
        ResponseMode::Fragment
    } else {
        ResponseMode::Query
    };
    let reply = ReplyTo {
        uri: redirect_uri,
        mode: asked_mode
            .and_then(ResponseMode::parse)
            .filter(|mode| !implicit || *mode != ResponseMode::Query)
            .unwrap_or(default_mode),
        state: parameters.get("state").map(without_tags),
    };
    let refuse = |error| Refusal::ToApplication(Box::new(reply.clone()), error);
    if let Some(mode) = asked_mode
        && (ResponseMode::parse(mode).is_none() || (implicit && mode == "query"))
    {
        return Err(refuse(errors::response_mode(mode)));
    }
    let response = match (asked_type, response) {
        (_, Some(response)) => response,
        (Some(other), None) => return Err(refuse(errors::response_type_unknown(other))),
        (None, None) => return Err(refuse(errors::parameter_missing("response_type"))),
    };
    check_implicit(app, response, parameters).map_err(refuse)?;
    let scope = parameters
        .get("scope")
        .ok_or_else(|| refuse(errors::parameter_missing("scope")))?;
    let requested = scopes::parse(scope, own_address)
        .map_err(|bad| refuse(scope_error(&bad, scope, &app.name, tenant)))?;
    if requested.default && is_empty(state, &authority, app) {
        return Err(Refusal::OnPage(errors::app_misconfigured(&app.client_id)));
    }
    check_resources(state, &authority, app, &requested).map_err(refuse)?;
    let challenge = challenge(parameters).map_err(refuse)?;
    let prompt = prompt(parameters).map_err(refuse)?;
    let claims = ClaimsRequest::of(parameters).map_err(refuse)?;
    Ok(AuthorizeRequest {
        authority,
        client_id: app.client_id.clone(),
        platform,
        requested,
        scope: scope.to_owned(),
        nonce: parameters.get("nonce").map(str::to_owned),
        prompt,
        login_hint: parameters.get("login_hint").map(str::to_owned),
        challenge,
        client_info: parameters.get("client_info") == Some("1"),
        client_data: parameters.get("clidata") == Some("1"),
        response,
        claims,
        reply,
    })
}

/// Tenant, app and redirect URI, which everything else relies on.
fn trusted<'a>(
    state: &'a State,
    tenant: &str,
    parameters: &Parameters,
) -> Result<(Authority, &'a App, Platform, String), EntraError> {
    let authority = Authority::parse(state, tenant)?;
    let client_id = parameters
        .get("client_id")
        .ok_or_else(|| errors::parameter_missing("client_id"))?;
    let app = authority.app(state, client_id, cloud_of(parameters))?;
    if app.redirect_uris.is_empty() {
        return Err(errors::no_reply_address(&app.client_id));
    }
    let uri = parameters
        .get("redirect_uri")
        .ok_or_else(|| errors::parameter_missing("redirect_uri"))?;
    let known = redirect::registered(app, uri)
        .ok_or_else(|| errors::redirect_mismatch(uri, &app.client_id))?;
    Ok((authority, app, known.platform, uri.to_owned()))
}

/// What the registration must allow before tokens come through the browser.
/// Microsoft: "OpenID Connect on the Microsoft identity platform", enable ID tokens.
fn check_implicit(
    app: &App,
    response: ResponseType,
    parameters: &Parameters,
) -> Result<(), EntraError> {
    if response.id_token && !app.id_tokens {
        return Err(errors::id_token_disabled());
    }
    if response.token && !app.access_tokens {
        return Err(errors::token_disabled());
    }
    if response.id_token && parameters.get("nonce").is_none() {
        return Err(errors::field_missing("nonce"));
    }
    Ok(())
}

/// Nothing is registered, and nothing was ever consented to: `.default` stands
/// for nothing.
fn is_empty(state: &State, authority: &Authority, app: &App) -> bool {
    let tenant = match authority {
        Authority::Tenant(id) => id,
        Authority::Any => &app.tenant,
    };
    app.permissions.is_empty() && !state.consents.any(tenant, &app.client_id)
}

/// Whether the tenant has the APIs that are asked for, and for `.default`
/// whether the registration names them.
pub(crate) fn check_resources(
    state: &State,
    authority: &Authority,
    app: &App,
    requested: &Requested,
) -> Result<(), EntraError> {
    let tenant = match authority {
        Authority::Tenant(id) => id,
        Authority::Any => &app.tenant,
    };
    let tenant = state.tenant(tenant);
    for resource in &requested.resources {
        if tenant.is_some_and(|tenant| tenant.without.contains(resource)) {
            let name = tenant.map_or("", |tenant| &tenant.name);
            return Err(errors::service_missing(resource.address(), name));
        }
        let listed = app
            .permissions
            .iter()
            .filter_map(|name| scopes::find(name))
            .any(|scope| scope.resource == *resource);
        if requested.default && !listed && !app.permissions.is_empty() {
            let (id, name, address) = (&app.client_id, &app.name, resource.address());
            return Err(errors::resource_not_listed(id, name, address));
        }
    }
    Ok(())
}

pub(crate) fn scope_error(bad: &BadScope, scope: &str, app: &str, tenant: &str) -> EntraError {
    match bad {
        BadScope::Empty | BadScope::DefaultWithOthers => errors::scope_invalid(scope),
        BadScope::UnknownScope(name) => errors::scope_unknown(app, name),
        BadScope::UnknownResource(resource) => errors::resource_not_found(resource, tenant),
    }
}

/// RFC 7636, and Microsoft's rule that a missing method means plain.
fn challenge(parameters: &Parameters) -> Result<Option<Challenge>, EntraError> {
    let method = parameters.get("code_challenge_method");
    let Some(value) = parameters.get("code_challenge") else {
        return if method.is_some() {
            Err(errors::challenge_bad())
        } else {
            Ok(None)
        };
    };
    let is_s256 = match method {
        Some("S256") => true,
        None | Some("plain") => false,
        Some(_) => return Err(errors::challenge_bad()),
    };
    let fits = if is_s256 {
        value.len() == 43
    } else {
        (43..=128).contains(&value.len())
    };
    let unreserved = value
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~'));
    if !fits || !unreserved {
        return Err(errors::challenge_size());
    }
    Ok(Some(Challenge {
        value: value.to_owned(),
        is_s256,
    }))
}

fn prompt(parameters: &Parameters) -> Result<Prompt, EntraError> {
    let prompt = match parameters.get("prompt") {
        None => Prompt::Silent,
        Some("login") => Prompt::Login,
        Some("none") => Prompt::None,
        Some("consent") => Prompt::Consent,
        Some("select_account") => Prompt::SelectAccount,
        Some(other) => {
            return Err(errors::bad_value(format!(
                "Unsupported 'prompt' value: '{other}'."
            )));
        }
    };
    if prompt == Prompt::SelectAccount && parameters.get("login_hint").is_some() {
        return Err(errors::bad_value(
            "The 'login_hint' parameter cannot be used with prompt 'select_account'.",
        ));
    }
    Ok(prompt)
}

/// State comes back as it was sent, without anything that looks like a tag.
fn without_tags(state: &str) -> String {
    let mut out = String::with_capacity(state.len());
    let mut rest = state;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        match after.split_once('>') {
            Some((_, after)) => rest = after,
            None => return out,
        }
    }
    out.push_str(rest);
    out
}
