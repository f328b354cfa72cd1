//! The second half of a sign-in: what stands between a person who has given
//! the password and the application, and how the answer gets there.

use axum::response::Response;
use serde_json::json;

use crate::base::text::Parameters;
use crate::control::issued::Sensitive;
use crate::control::record::Notes;
use crate::directory::model::{App, Person};
use crate::directory::policy::ApprovalRequest;
use crate::directory::scopes::Scope;
use crate::directory::switches::DeclinedConsent;
use crate::entra::authenticate::SignedIn;
use crate::entra::authorize::{AuthorizeRequest, Prompt};
use crate::entra::claims::{self, Companions};
use crate::entra::codes::Code;
use crate::entra::conditional::{self, Verdict};
use crate::entra::consenting::{self, Decision};
use crate::entra::errors::{self, EntraError};
use crate::entra::flow::{Errand, Visit, noted};
use crate::entra::issue::{self, Grant};
use crate::entra::{factors, refusals, screens};

/// What the account of a signed-in person leads to.
struct Standing {
    person: Person,
    verdict: Verdict,
    decision: Decision,
    assigned: bool,
}

impl Visit<'_> {
    /// After the password: whatever is still in the way, and then the answer.
    pub(super) fn signed_in(&self, errand: &Errand, app: &App, signed_in: &SignedIn) -> Response {
        let Some(standing) = self.standing(errand, app, signed_in) else {
            return screens::pick_account(self, errand, app);
        };
        let person = standing.person;
        match standing.verdict {
            Verdict::Allowed => {}
            Verdict::Blocked(error) => {
                return noted(refusals::refused(self, &error, Some(errand)), &error);
            }
            Verdict::FactorMissing { register, .. } => {
                return factors::ask(self, app, &person, signed_in, register, None);
            }
            // The password again, as if nobody had signed in.
            Verdict::TooOld { .. } => {
                return screens::sign_in(self, app, Some(person.login()), true, None);
            }
        }
        if !standing.assigned && !self.is_admin_consent {
            let error = errors::person_not_assigned(person.login(), &app.client_id, &app.name);
            return noted(refusals::refused(self, &error, Some(errand)), &error);
        }
        match standing.decision {
            Decision::Nothing => self.finish(errand, app, &person, signed_in),
            Decision::Ask(scopes) => {
                screens::consent(self, errand, app, &person, &scopes, signed_in)
            }
            Decision::AdminNeeded(scopes) => {
                self.need_admin(errand, app, &person, &scopes, signed_in)
            }
        }
    }

    fn need_admin(
        &self,
        errand: &Errand,
        app: &App,
        person: &Person,
        scopes: &[&'static Scope],
        signed_in: &SignedIn,
    ) -> Response {
        let requests = self.world.read(|state| {
            let tenant = state.tenant(&person.tenant);
            tenant.is_some_and(|tenant| tenant.admin_consent_requests)
        });
        let error = match (app.risky, requests) {
            (false, false) => errors::admin_needed(&app.name),
            (false, true) => errors::admin_can_be_asked(&app.name),
            (true, false) => errors::risky_app(&app.name),
            (true, true) => errors::risky_app_can_be_asked(&app.name),
        };
        let page = screens::need_admin(self, errand, app, person, scopes, signed_in, &error);
        noted(page, &error)
    }

    /// A form of one of the pages after the password.
    pub(super) fn step(
        &self,
        step: &str,
        errand: &Errand,
        app: &App,
        signed_in: SignedIn,
        form: &Parameters,
    ) -> Response {
        match step {
            factors::STEP => self.second_factor(errand, app, signed_in, form),
            factors::SETUP_STEP => self.set_up_factor(errand, app, &signed_in),
            screens::STAY_STEP => {
                let signed_in = SignedIn {
                    stays: Some(form.get("decision") == Some("yes")),
                    ..signed_in
                };
                let response = self.signed_in(errand, app, &signed_in);
                self.remember(&signed_in, response)
            }
            screens::APPROVAL_STEP => self.request_approval(errand, app, &signed_in, form),
            "consent" => self.consent(errand, app, &signed_in, form),
            _ => self.begin(),
        }
    }

    /// `prompt=none`: an answer in any case, and never a page.
    pub(super) fn silently(
        &self,
        errand: &Errand,
        request: &AuthorizeRequest,
        app: &App,
        session: Option<SignedIn>,
    ) -> Response {
        let reply = &request.reply;
        let refuse = |error: &EntraError| noted(reply.error(self.world, error, &self.trace), error);
        let Some(session) = session else {
            return refuse(&errors::no_session());
        };
        let Some(standing) = self.standing(errand, app, &session) else {
            return refuse(&errors::no_session());
        };
        let form = self
            .world
            .read(|state| state.settings.switches.policy_error);
        if let Some(error) = conditional::error(standing.verdict, session.at, form) {
            return refuse(&EntraError {
                error: "interaction_required",
                ..error
            });
        }
        match standing.decision {
            Decision::Nothing => self.finish(errand, app, &standing.person, &session),
            Decision::Ask(_) | Decision::AdminNeeded(_) => refuse(&EntraError {
                error: "consent_required",
                ..errors::consent_missing(&app.client_id, &app.name)
            }),
        }
    }

    /// `None` when the account is gone or may not sign in any more.
    fn standing(&self, errand: &Errand, app: &App, signed_in: &SignedIn) -> Option<Standing> {
        let now = self.world.clock.now();
        self.world.read(|state| {
            let person = state.person(&signed_in.person)?.clone();
            if person.disabled || person.revoked_since(signed_in.at).is_some() {
                return None;
            }
            let decision = match errand {
                Errand::SignIn(request) => {
                    let always = request.prompt == Prompt::Consent;
                    consenting::decide(state, app, &person, &request.requested, always)
                }
                Errand::AdminConsent(request) if person.is_admin() => {
                    Decision::Ask(request.scopes.clone())
                }
                Errand::AdminConsent(request) => Decision::AdminNeeded(request.scopes.clone()),
            };
            let login = person.login().to_lowercase();
            Some(Standing {
                verdict: conditional::judge(state, &person, &app.client_id, signed_in, now),
                assigned: !app.assignment_required || state.names(&app.assigned, &login),
                decision,
                person,
            })
        })
    }

    fn consent(
        &self,
        errand: &Errand,
        app: &App,
        signed_in: &SignedIn,
        form: &Parameters,
    ) -> Response {
        // Everything is looked at again: a consent page can be days old.
        let standing = self.standing(errand, app, signed_in);
        let Some(Standing {
            person,
            verdict: Verdict::Allowed,
            decision: Decision::Ask(scopes),
            assigned,
        }) = standing
        else {
            return self.signed_in(errand, app, signed_in);
        };
        if !assigned && !self.is_admin_consent {
            return self.signed_in(errand, app, signed_in);
        }
        match (errand, form.get("decision")) {
            (Errand::SignIn(_), Some("accept")) => {
                let ticked = form.get("on_behalf_of_organization").is_some();
                let everybody = ticked && person.is_global_admin();
                self.grant(app, &person, &scopes, everybody);
                self.finish(errand, app, &person, signed_in)
            }
            (Errand::AdminConsent(_), Some("accept")) => {
                self.grant(app, &person, &scopes, true);
                self.finish(errand, app, &person, signed_in)
            }
            (Errand::SignIn(request), _) => request.reply.cancelled(self.world),
            (Errand::AdminConsent(request), _) => {
                let declined = self
                    .world
                    .read(|state| state.settings.switches.declined_consent_error);
                let error = EntraError {
                    error: match declined {
                        DeclinedConsent::AccessDenied => "access_denied",
                        DeclinedConsent::ConsentRequired => "consent_required",
                    },
                    ..errors::consent_declined(&app.name)
                };
                let description = error.description(&self.trace);
                let pairs = [
                    ("admin_consent", "True"),
                    ("error", error.error),
                    ("error_description", &description),
                ];
                noted(request.reply.answer(self.world, &pairs), &error)
            }
        }
    }

    fn grant(&self, app: &App, person: &Person, scopes: &[&'static Scope], everybody: bool) {
        let whom = (!everybody).then_some(person.object_id.as_str());
        let names: Vec<&str> = scopes.iter().map(|scope| scope.name).collect();
        self.world.change(|state| {
            state
                .consents
                .grant(&person.tenant, &app.client_id, whom, names)
        });
    }

    /// "Request approval": the admin finds it on the control page.
    fn request_approval(
        &self,
        errand: &Errand,
        app: &App,
        signed_in: &SignedIn,
        form: &Parameters,
    ) -> Response {
        let Some(standing) = self.standing(errand, app, signed_in) else {
            return self.begin();
        };
        let Decision::AdminNeeded(scopes) = standing.decision else {
            return self.signed_in(errand, app, signed_in);
        };
        let request = ApprovalRequest {
            id: self.world.dice.guid(),
            client_id: app.client_id.clone(),
            person: standing.person.object_id.clone(),
            scopes: scopes.iter().map(|scope| scope.name.to_owned()).collect(),
            justification: form
                .get("justification")
                .unwrap_or("")
                .chars()
                .take(500)
                .collect(),
            at: self.world.clock.now(),
        };
        self.world.change(|state| {
            if let Some(tenant) = state.tenant_mut(&standing.person.tenant)
                && tenant.admin_consent_requests
            {
                let same = |other: &ApprovalRequest| {
                    other.client_id == request.client_id && other.person == request.person
                };
                tenant.approvals.retain(|other| !same(other));
                tenant.approvals.push(request);
            }
        });
        screens::approval_requested(self, errand, &standing.person)
    }

    /// Nothing is in the way any more.
    fn finish(
        &self,
        errand: &Errand,
        app: &App,
        person: &Person,
        signed_in: &SignedIn,
    ) -> Response {
        let asks = self
            .world
            .read(|state| state.settings.switches.stay_signed_in_page);
        match errand {
            Errand::SignIn(request) => {
                if asks && signed_in.stays.is_none() && request.prompt != Prompt::None {
                    return noted(
                        screens::stay_signed_in(self, person, signed_in),
                        &errors::stay_signed_in(),
                    );
                }
                match self.answer(request, app, person, signed_in) {
                    Ok(response) => response,
                    Err(error) => {
                        noted(request.reply.error(self.world, &error, &self.trace), &error)
                    }
                }
            }
            Errand::AdminConsent(request) => request.reply.answer(
                self.world,
                &[
                    ("admin_consent", "True"),
                    ("tenant", &person.tenant),
                    ("scope", &request.scope),
                ],
            ),
        }
    }

    /// Code, id_token and access token, whichever was asked for.
    fn answer(
        &self,
        request: &AuthorizeRequest,
        app: &App,
        person: &Person,
        signed_in: &SignedIn,
    ) -> Result<Response, EntraError> {
        let world = self.world;
        let now = world.clock.now();
        let grant = Grant {
            tenant: person.tenant.clone(),
            person: person.object_id.clone(),
            client_id: app.client_id.clone(),
            platform: request.platform,
            scope: request.scope.clone(),
            signed_in: signed_in.at,
            mfa_at: signed_in.mfa_at,
            first_issued: now,
        };
        let mut pairs: Vec<(&str, String)> = Vec::new();
        let token = if request.response.token {
            Some(self.implicit_token(request, &grant, &mut pairs)?)
        } else {
            None
        };
        let code = request.response.code.then(|| self.code(request, &grant));
        if request.response.id_token {
            let companions = Companions {
                nonce: request.nonce.as_deref(),
                code: code.as_deref(),
                access_token: token.as_deref(),
            };
            if let Some(id_token) = issue::id_token(world, &grant, person, companions)? {
                pairs.insert(0, ("id_token", id_token));
            }
        }
        if let Some(code) = code {
            pairs.insert(0, ("code", code));
        }
        if request.client_info {
            let info = claims::client_info(&person.object_id, &person.tenant);
            pairs.push(("client_info", info));
        }
        if request.client_data {
            pairs.push(("clientdata", "e30".to_owned()));
        }
        pairs.push(("session_state", world.dice.guid()));
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let mut response = request.reply.answer(world, &pairs);
        let notes = json!({"person": person.login(), "client_id": app.client_id});
        response.extensions_mut().insert(Notes(notes));
        Ok(response)
    }

    /// The access token of the implicit flow, and what stands beside it.
    fn implicit_token(
        &self,
        request: &AuthorizeRequest,
        grant: &Grant,
        pairs: &mut Vec<(&str, String)>,
    ) -> Result<String, EntraError> {
        let world = self.world;
        let now = world.clock.now();
        let resource = request.requested.resource();
        let parties = world.read(|state| issue::parties(state, grant, now))?;
        let continuous = request.claims.continuous;
        let token = issue::access_token(world, grant, &parties, resource, false, continuous)?;
        let scope = issue::scope_text(world, &parties.held, &request.requested, resource);
        pairs.push(("access_token", token.text.clone()));
        pairs.push(("token_type", "Bearer".to_owned()));
        pairs.push(("expires_in", token.seconds.to_string()));
        pairs.push(("scope", scope));
        Ok(token.text)
    }

    fn code(&self, request: &AuthorizeRequest, grant: &Grant) -> String {
        let code = Code {
            tenant: grant.tenant.clone(),
            person: grant.person.clone(),
            client_id: grant.client_id.clone(),
            redirect_uri: request.reply.uri.clone(),
            platform: request.platform,
            challenge: request.challenge.clone(),
            nonce: request.nonce.clone(),
            scope: request.scope.clone(),
            signed_in: grant.signed_in,
            mfa_at: grant.mfa_at,
            issued: grant.first_issued,
            redeemed: false,
        };
        let dice = &self.world.dice;
        let code = self.world.change(|state| state.codes.add(dice, code));
        self.world.ledger.note(Sensitive::AuthorizationCode, &code);
        code
    }
}
