//! The documents a client finds everything else with.
//! Microsoft: "OpenID Connect on the Microsoft identity platform".

use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use serde_json::{Value, json};

use crate::base::text::Parameters;
use crate::entra::authorize::Authority;
use crate::entra::errors::{self, EntraError, Trace};
use crate::world::{Shared, World};

/// `/{tenant}/v2.0/.well-known/openid-configuration`
pub(crate) async fn version_2(
    State(world): State<Shared>,
    Path(tenant): Path<String>,
    headers: HeaderMap,
) -> Response {
    match named(&world, &tenant) {
        Ok(name) => published(&world, &document(&world, &name, true)),
        Err(error) => refused(&world, &headers, error),
    }
}

/// `/{tenant}/.well-known/openid-configuration`
pub(crate) async fn version_1(
    State(world): State<Shared>,
    Path(tenant): Path<String>,
    headers: HeaderMap,
) -> Response {
    match named(&world, &tenant) {
        Ok(name) => published(&world, &document(&world, &name, false)),
        Err(error) => refused(&world, &headers, error),
    }
}

/// `/{tenant}/discovery/v2.0/keys`
pub(crate) async fn keys(
    State(world): State<Shared>,
    Path(tenant): Path<String>,
    headers: HeaderMap,
) -> Response {
    let name = match named(&world, &tenant) {
        Ok(name) => name,
        Err(error) => return refused(&world, &headers, error),
    };
    let issuer = issuer(&world, &name, true);
    match world.keys.published() {
        Ok(keys) => {
            let keys: Vec<Value> = keys.iter().map(|key| key.jwk(&issuer)).collect();
            published(&world, &json!({ "keys": keys }))
        }
        Err(_) => refused(&world, &headers, errors::internal()),
    }
}

/// `/common/discovery/instance`: which hosts belong together.
pub(crate) async fn instance(
    State(world): State<Shared>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let query = Parameters::parse(query.unwrap_or_default().as_bytes());
    let Some(endpoint) = query.get("authorization_endpoint") else {
        return refused(
            &world,
            &headers,
            errors::parameter_missing("authorization_endpoint"),
        );
    };
    let own = world
        .public_url
        .split_once("://")
        .map_or("", |(_, host)| host);
    let asked = endpoint
        .split_once("://")
        .map_or(endpoint, |(_, rest)| rest);
    let (host, path) = asked.split_once('/').unwrap_or((asked, ""));
    // Some clients leave the port out.
    let bare = |host: &str| {
        host.rsplit_once(':')
            .map_or(host, |(name, _)| name)
            .to_owned()
    };
    let known = bare(host) == bare(own) || hosts().iter().flatten().any(|known| *known == host);
    if !known {
        return refused(&world, &headers, errors::unknown_instance());
    }
    let tenant = path.split('/').next().unwrap_or("common");
    let mut metadata: Vec<Value> = hosts()
        .iter()
        .map(|aliases| {
            json!({
                "preferred_network": aliases.first(),
                "preferred_cache": aliases.get(1).or(aliases.first()),
                "aliases": aliases,
            })
        })
        .collect();
    metadata.push(json!({"preferred_network": own, "preferred_cache": own, "aliases": [own]}));
    published(
        &world,
        &json!({
            "tenant_discovery_endpoint":
                format!("{}/{tenant}/v2.0/.well-known/openid-configuration", world.public_url),
            "api-version": "1.1",
            "metadata": metadata,
        }),
    )
}

fn hosts() -> [Vec<&'static str>; 5] {
    [
        vec![
            "login.microsoftonline.com",
            "login.windows.net",
            "login.microsoft.com",
            "sts.windows.net",
        ],
        vec!["login.partner.microsoftonline.cn", "login.chinacloudapi.cn"],
        vec!["login.microsoftonline.de"],
        vec!["login.microsoftonline.us", "login.usgovcloudapi.net"],
        vec!["login-us.microsoftonline.com"],
    ]
}

/// A domain in the path still gives a document with the tenant's GUID.
fn named(world: &World, tenant: &str) -> Result<String, EntraError> {
    let authority = world.read(|state| Authority::parse(state, tenant));
    match authority {
        Ok(Authority::Tenant(id)) => Ok(id),
        Ok(Authority::Any) => Ok(tenant.to_lowercase()),
        // Discovery says invalid_tenant where the token endpoint says
        // invalid_request.
        Err(error) if error.code == 90002 => Err(EntraError {
            error: "invalid_tenant",
            ..error
        }),
        Err(error) => Err(error),
    }
}

fn issuer(world: &World, name: &str, v2: bool) -> String {
    let id = if uuid::Uuid::try_parse(name).is_ok() {
        name
    } else {
        "{tenantid}"
    };
    if v2 {
        format!("{}/{id}/v2.0", world.public_url)
    } else {
        format!("https://sts.windows.net/{id}/")
    }
}

fn document(world: &World, name: &str, v2: bool) -> Value {
    let base = format!("{}/{name}", world.public_url);
    let (oauth, discovery) = if v2 {
        ("oauth2/v2.0", "discovery/v2.0")
    } else {
        ("oauth2", "discovery")
    };
    let host = world
        .public_url
        .split_once("://")
        .map_or("", |(_, host)| host);
    let mut document = json!({
        "token_endpoint": format!("{base}/{oauth}/token"),
        "token_endpoint_auth_methods_supported":
            ["client_secret_post", "private_key_jwt", "client_secret_basic"],
        "jwks_uri": format!("{base}/{discovery}/keys"),
        "response_modes_supported": ["query", "fragment", "form_post"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "issuer": issuer(world, name, v2),
        "request_uri_parameter_supported": false,
        "userinfo_endpoint": format!("{}/oidc/userinfo", world.public_url),
        "authorization_endpoint": format!("{base}/{oauth}/authorize"),
        "device_authorization_endpoint": format!("{base}/{oauth}/devicecode"),
        "http_logout_supported": true,
        "frontchannel_logout_supported": true,
        "end_session_endpoint": format!("{base}/{oauth}/logout"),
        "claims_supported": [
            "sub", "iss", "cloud_instance_name", "cloud_instance_host_name",
            "cloud_graph_host_name", "msgraph_host", "aud", "exp", "iat", "auth_time", "acr",
            "nonce", "preferred_username", "name", "tid", "ver", "at_hash", "c_hash", "email",
        ],
        "kerberos_endpoint": format!("{base}/kerberos"),
        "tenant_region_scope": "EU",
        "cloud_instance_name": "microsoftonline.com",
        "cloud_graph_host_name": "graph.windows.net",
        "msgraph_host": host,
        "rbac_url": "https://pas.windows.net",
    });
    if world.read(|state| state.settings.switches.newer_discovery_fields)
        && let Some(document) = document.as_object_mut()
    {
        let token = format!("{base}/{oauth}/token");
        document.insert(
            "tls_client_certificate_bound_access_tokens".to_owned(),
            true.into(),
        );
        let aliases = json!({"token_endpoint": token});
        document.insert("mtls_endpoint_aliases".to_owned(), aliases);
    }
    // The documents of `common` belong to no region.
    if uuid::Uuid::try_parse(name).is_err()
        && let Some(document) = document.as_object_mut()
    {
        document.insert("tenant_region_scope".to_owned(), Value::Null);
    }
    document
}

fn published(world: &World, body: &Value) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8"),
        (header::CACHE_CONTROL, "max-age=86400, private"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, OPTIONS"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    let ids = [
        ("x-ms-request-id", world.dice.guid()),
        (
            "x-ms-ests-server",
            "2.1.00000.0 - STANDIN ProdSlices".to_owned(),
        ),
    ];
    (StatusCode::OK, headers, ids, body.to_string()).into_response()
}

fn refused(world: &World, headers: &HeaderMap, error: EntraError) -> Response {
    let trace = Trace::of(world, headers, &Parameters::default());
    let mut response = error.json(world, &trace);
    response.headers_mut().insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        http::HeaderValue::from_static("*"),
    );
    response
}
