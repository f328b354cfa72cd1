//! The token endpoint: what is checked before the kind of grant matters, and
//! the headers of its answers.

use axum::body::{Body, to_bytes};
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use serde_json::{Value, json};

use crate::base::text::Parameters;
use crate::control::record::Notes;
use crate::directory::model::{App, Cloud};
use crate::entra::authorize::Authority;
use crate::entra::client::Credentials;
use crate::entra::errors::{self, EntraError, Trace};
use crate::entra::issue::TokenAnswer;
use crate::entra::{flow, refusals, token_grants};
use crate::world::{Shared, World};

const BODY_LIMIT: usize = 64 * 1024;

/// A token request after the checks that all grants share.
pub(crate) struct TokenRequest<'a> {
    pub(crate) world: &'a World,
    pub(crate) authority: Authority,
    pub(crate) app: App,
    pub(crate) credentials: Credentials,
    pub(crate) origin: Option<String>,
    pub(crate) body: Parameters,
}

impl TokenRequest<'_> {
    pub(crate) fn required(&self, name: &str) -> Result<&str, EntraError> {
        self.body
            .get(name)
            .ok_or_else(|| errors::parameter_missing(name))
    }

    /// Where that is counted, a client that asks the same again and again is
    /// told that it goes round in circles.
    fn check_loop(&self) -> Result<(), EntraError> {
        let most = self
            .world
            .read(|state| state.settings.switches.identical_requests);
        let Some(most) = most else {
            return Ok(());
        };
        let what = self.body.digest();
        if self.world.loops.count(what, self.world.clock.now()) > most {
            return Err(errors::request_loop());
        }
        Ok(())
    }

    /// The tenant of the path, or that of the app where there is none.
    pub(crate) fn tenant(&self) -> &str {
        match &self.authority {
            Authority::Tenant(id) => id,
            Authority::Any => &self.app.tenant,
        }
    }
}

/// A token answer, and whether a browser on another origin may read it.
pub(crate) struct Issued {
    pub(crate) body: TokenAnswer,
    pub(crate) cross_origin: bool,
}

/// `POST /{tenant}/oauth2/v2.0/token`
pub(crate) async fn token(
    State(world): State<Shared>,
    Path(tenant): Path<String>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    if parts.method == Method::OPTIONS {
        return preflight(&parts.headers);
    }
    let query = Parameters::parse(parts.uri.query().unwrap_or("").as_bytes());
    if parts.method != Method::POST {
        let trace = Trace::of(&world, &parts.headers, &query);
        let error = errors::only_post(parts.method.as_str());
        return flow::noted(refusals::bare_error(&parts.headers, &error, &trace), &error);
    }
    let body = read_body(body, &parts.headers).await;
    let empty = Parameters::default();
    let mut trace = Trace::of(&world, &parts.headers, &query);
    if parts.headers.get("client-request-id").is_none() && query.get("client-request-id").is_none()
    {
        trace = Trace::of(&world, &parts.headers, body.as_ref().unwrap_or(&empty));
    }
    let mut notes = json!({"correlation_id": trace.correlation_id});
    let outcome = body.and_then(|body| answer(&world, &tenant, &parts.headers, body, &mut notes));
    let mut response = match outcome {
        Ok(issued) => {
            let mut response = errors::answer(StatusCode::OK, &issued.body, &trace);
            let headers = response.headers_mut();
            headers.insert("x-ms-clitelem", HeaderValue::from_static("1,0,0,,"));
            if issued.cross_origin {
                allow_origin(headers);
            }
            response
        }
        Err(error) => {
            note(&mut notes, "error", error.error);
            note(&mut notes, "aadsts", &error.code.to_string());
            error.json(&world, &trace)
        }
    };
    response.extensions_mut().insert(Notes(notes));
    response
}

async fn read_body(body: Body, headers: &HeaderMap) -> Result<Parameters, EntraError> {
    let form = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| {
            kind.to_ascii_lowercase()
                .starts_with("application/x-www-form-urlencoded")
        });
    let bytes = to_bytes(body, BODY_LIMIT)
        .await
        .map_err(|_| errors::malformed("The body is too large or broke off."))?;
    // Anything but a form reads as a body without parameters.
    Ok(if form {
        Parameters::parse(&bytes)
    } else {
        Parameters::default()
    })
}

fn answer(
    world: &World,
    tenant: &str,
    headers: &HeaderMap,
    body: Parameters,
    notes: &mut Value,
) -> Result<Issued, EntraError> {
    let credentials = Credentials::of(world, headers, &body);
    token_grants::note_received(world, &body);
    for name in ["grant_type", "scope", "redirect_uri"] {
        if let Some(value) = body.get(name) {
            note(notes, name, value);
        }
    }
    if let Some(client_id) = &credentials.client_id {
        note(notes, "client_id", client_id);
    }
    let authority = world.read(|state| Authority::parse(state, tenant))?;
    let grant_type = body
        .get("grant_type")
        .ok_or_else(|| errors::parameter_missing("grant_type"))?
        .to_owned();
    if !matches!(
        grant_type.as_str(),
        "authorization_code" | "refresh_token" | "client_credentials"
    ) {
        return Err(errors::grant_type_unsupported(&grant_type));
    }
    let client_id = credentials
        .client_id
        .clone()
        .ok_or_else(|| errors::parameter_missing("client_id"))?;
    // Without a scope that of the sign-in counts, which the right cloud let in.
    let asked = body.get("scope").and_then(Cloud::named_in);
    let app = world.read(|state| authority.app(state, &client_id, asked).cloned())?;
    let origin = headers
        .get(header::ORIGIN)
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let request = TokenRequest {
        world,
        authority,
        app,
        credentials,
        origin,
        body,
    };
    request.check_loop()?;
    match grant_type.as_str() {
        "authorization_code" => token_grants::authorization_code(&request, notes),
        "refresh_token" => token_grants::refresh_token(&request, notes),
        _ => token_grants::client_credentials(&request),
    }
}

/// Adds what is known of a request to its record.
pub(crate) fn note(notes: &mut Value, name: &str, value: &str) {
    if let Some(notes) = notes.as_object_mut() {
        notes.insert(name.to_owned(), value.into());
    }
}

fn allow_origin(headers: &mut HeaderMap) {
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    headers.insert(
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("Content-Length,Content-Encoding,x-ms-request-id,x-ms-srs"),
    );
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("POST, OPTIONS"),
    );
}

/// A preflight does not say which app it is for, so it is always allowed.
fn preflight(request: &HeaderMap) -> Response {
    let mut response = StatusCode::OK.into_response();
    allow_origin(response.headers_mut());
    if let Some(wanted) = request.get(header::ACCESS_CONTROL_REQUEST_HEADERS) {
        response
            .headers_mut()
            .insert(header::ACCESS_CONTROL_ALLOW_HEADERS, wanted.clone());
    }
    response
}
