//! The reading of an `/adminconsent` request.
//! Microsoft: "Admin consent on the Microsoft identity platform".

use crate::base::text::Parameters;
use crate::directory::scopes::{self, Scope};
use crate::directory::state::State;
use crate::entra::authorize::{self, Authority, Refusal, scope_error};
use crate::entra::consenting;
use crate::entra::errors;
use crate::entra::redirect;
use crate::entra::reply::{ReplyTo, ResponseMode};

#[derive(Clone, Debug)]
pub(crate) struct AdminConsentRequest {
    pub(crate) authority: Authority,
    pub(crate) client_id: String,
    pub(crate) scopes: Vec<&'static Scope>,
    /// As it was asked for, to be sent back.
    pub(crate) scope: String,
    pub(crate) reply: ReplyTo,
}

pub(crate) fn read(
    state: &State,
    tenant: &str,
    parameters: &Parameters,
    own_address: &str,
) -> Result<AdminConsentRequest, Refusal> {
    let page = Refusal::OnPage;
    let authority = Authority::parse(state, tenant).map_err(page)?;
    let client_id = parameters
        .get("client_id")
        .ok_or_else(|| page(errors::parameter_missing("client_id")))?;
    let app = authority
        .app(state, client_id, authorize::cloud_of(parameters))
        .map_err(page)?;
    let uri = parameters
        .get("redirect_uri")
        .ok_or_else(|| page(errors::parameter_missing("redirect_uri")))?;
    if redirect::registered(app, uri).is_none() {
        return Err(page(errors::redirect_mismatch(uri, &app.client_id)));
    }
    let reply = ReplyTo {
        uri: uri.to_owned(),
        mode: ResponseMode::Query,
        state: parameters.get("state").map(str::to_owned),
    };
    let refuse = |error| Refusal::ToApplication(Box::new(reply.clone()), error);
    // The older form of the address names no scope and means all of the
    // registration.
    let scope = parameters
        .get("scope")
        .unwrap_or("https://graph.microsoft.com/.default");
    let requested = scopes::parse(scope, own_address)
        .map_err(|bad| refuse(scope_error(&bad, scope, &app.name, tenant)))?;
    let mut scopes = requested.scopes.clone();
    if requested.default {
        scopes.extend(consenting::registered(app));
    }
    Ok(AdminConsentRequest {
        authority,
        client_id: app.client_id.clone(),
        scopes,
        scope: scope.to_owned(),
        reply,
    })
}
