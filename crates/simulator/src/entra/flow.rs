//! A person's way through the pages: pick an account, sign in, consent, back
//! to the application. Between the pages the whole request travels in the
//! form, so that the stand-in remembers nothing and any number of tabs works.

use axum::response::Response;
use http::{HeaderMap, HeaderValue, header};
use serde_json::json;

use crate::base::language::Language;
use crate::base::text::{self, Parameters};
use crate::control::issued::Sensitive;
use crate::control::record::Notes;
use crate::directory::model::{App, Person};
use crate::directory::scopes::Scope;
use crate::entra::admin_consent::{self, AdminConsentRequest};
use crate::entra::authenticate::{self, SignedIn};
use crate::entra::authorize::{self, Authority, AuthorizeRequest, Prompt, Refusal};
use crate::entra::claims;
use crate::entra::codes::Code;
use crate::entra::consenting::{self, Decision};
use crate::entra::errors::{self, EntraError, Trace};
use crate::entra::refusals;
use crate::entra::reply::ReplyTo;
use crate::entra::screens;
use crate::world::World;

/// Why the person is here.
#[derive(Clone, Debug)]
pub(crate) enum Errand {
    SignIn(AuthorizeRequest),
    AdminConsent(AdminConsentRequest),
}

impl Errand {
    pub(crate) fn authority(&self) -> &Authority {
        match self {
            Self::SignIn(request) => &request.authority,
            Self::AdminConsent(request) => &request.authority,
        }
    }

    fn client_id(&self) -> &str {
        match self {
            Self::SignIn(request) => &request.client_id,
            Self::AdminConsent(request) => &request.client_id,
        }
    }

    pub(crate) fn reply(&self) -> &ReplyTo {
        match self {
            Self::SignIn(request) => &request.reply,
            Self::AdminConsent(request) => &request.reply,
        }
    }
}

/// One page view.
pub(crate) struct Visit<'a> {
    pub(crate) world: &'a World,
    pub(crate) tenant: String,
    pub(crate) language: Language,
    pub(crate) trace: Trace,
    pub(crate) sessions: Vec<SignedIn>,
    /// The request as it came, for the hidden field of the next form.
    pub(crate) request: String,
    pub(crate) is_admin_consent: bool,
}

impl<'a> Visit<'a> {
    pub(crate) fn new(
        world: &'a World,
        tenant: String,
        headers: &HeaderMap,
        request: String,
        is_admin_consent: bool,
    ) -> Self {
        let parameters = Parameters::parse(request.as_bytes());
        Self {
            world,
            tenant,
            language: Language::of(headers),
            trace: Trace::of(world, headers, &parameters),
            sessions: authenticate::sessions(world, headers),
            request,
            is_admin_consent,
        }
    }

    pub(crate) fn begin(&self) -> Response {
        let (errand, app) = match self.errand() {
            Ok(errand) => errand,
            Err(refusal) => return *refusal,
        };
        let Errand::SignIn(request) = &errand else {
            return screens::pick_account(self, &errand, &app);
        };
        let hint = request.login_hint.as_deref();
        let session = self.world.read(|state| {
            authenticate::usable_session(state, &request.authority, hint, &self.sessions)
        });
        match (request.prompt, session) {
            (Prompt::None, session) => self.silently(&errand, request, &app, session),
            (Prompt::Silent | Prompt::Consent, Some(session)) => {
                self.signed_in(&errand, &app, &session)
            }
            (Prompt::SelectAccount, _) => screens::pick_account(self, &errand, &app),
            _ => match hint {
                Some(hint) => screens::sign_in(self, &app, Some(hint), false, None),
                None if request.prompt == Prompt::Login => {
                    screens::sign_in(self, &app, None, false, None)
                }
                None => screens::pick_account(self, &errand, &app),
            },
        }
    }

    /// A form as a page would post it.
    pub(crate) fn post(&self, fields: &[(&str, &str)]) -> Response {
        let encoded = text::form(fields.iter().copied());
        self.go_on(&Parameters::parse(encoded.as_bytes()))
    }

    pub(crate) fn go_on(&self, form: &Parameters) -> Response {
        let (errand, app) = match self.errand() {
            Ok(errand) => errand,
            Err(refusal) => return *refusal,
        };
        match form.get("step") {
            Some("account") => match form.get("account") {
                Some(login) => screens::sign_in(self, &app, Some(login), true, None),
                None => screens::sign_in(self, &app, None, false, None),
            },
            Some("password") => self.password(&errand, &app, form),
            Some("consent") => self.consent(&errand, &app, form),
            _ => self.begin(),
        }
    }

    /// The request, read anew for every page: nothing in a form is trusted.
    fn errand(&self) -> Result<(Errand, App), Box<Response>> {
        let parameters = Parameters::parse(self.request.as_bytes());
        let own = &self.world.public_url;
        let read = self.world.read(|state| {
            let errand = if self.is_admin_consent {
                Errand::AdminConsent(admin_consent::read(state, &self.tenant, &parameters, own)?)
            } else {
                Errand::SignIn(authorize::read(state, &self.tenant, &parameters, own)?)
            };
            let app = errand
                .authority()
                .app(state, errand.client_id())
                .map_err(Refusal::OnPage)?;
            Ok((errand, app.clone()))
        });
        read.map_err(|refusal| {
            let (error, response) = match refusal {
                Refusal::OnPage(error) => {
                    let response = refusals::refused(self, &error, None);
                    (error, response)
                }
                Refusal::ToApplication(reply, error) => {
                    let response = reply.error(self.world, &error, &self.trace);
                    (error, response)
                }
            };
            Box::new(noted(response, &error))
        })
    }

    /// `prompt=none`: an answer in any case, and never a page.
    fn silently(
        &self,
        errand: &Errand,
        request: &AuthorizeRequest,
        app: &App,
        session: Option<SignedIn>,
    ) -> Response {
        let Some(session) = session else {
            return request
                .reply
                .error(self.world, &errors::no_session(), &self.trace);
        };
        match self.decision(errand, app, &session) {
            Some((_, Decision::Nothing)) => self.code(request, &session),
            _ => {
                let error = EntraError {
                    error: "consent_required",
                    ..errors::consent_missing(&app.client_id, &app.name)
                };
                request.reply.error(self.world, &error, &self.trace)
            }
        }
    }

    fn password(&self, errand: &Errand, app: &App, form: &Parameters) -> Response {
        let login = form.get("loginfmt").unwrap_or("");
        let password = form.get("passwd").unwrap_or("");
        let checked = self.world.read(|state| {
            authenticate::by_password(state, errand.authority(), app, login, password)
        });
        match checked {
            Ok(person) => {
                let signed_in = SignedIn {
                    person,
                    at: self.world.clock.now(),
                    mfa_at: None,
                };
                let mut response = self.signed_in(errand, app, &signed_in);
                let cookie = signed_in.cookie(self.world, self.sessions.clone());
                if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                    response.headers_mut().append(header::SET_COOKIE, cookie);
                }
                response
            }
            Err(error) if error.code == 50020 => {
                noted(refusals::refused(self, &error, Some(errand)), &error)
            }
            Err(error) => {
                let fixed = form.get("fixed") == Some("1");
                noted(
                    screens::sign_in(self, app, Some(login), fixed, Some(&error)),
                    &error,
                )
            }
        }
    }

    /// After the password: what else stands between the person and the code.
    fn signed_in(&self, errand: &Errand, app: &App, signed_in: &SignedIn) -> Response {
        let Some((person, decision)) = self.decision(errand, app, signed_in) else {
            return screens::pick_account(self, errand, app);
        };
        let login = person.login().to_lowercase();
        if app.assignment_required && !app.assigned.contains(&login) && !self.is_admin_consent {
            let error = errors::person_not_assigned(person.login(), &app.client_id, &app.name);
            return noted(refusals::refused(self, &error, Some(errand)), &error);
        }
        match (errand, decision) {
            (Errand::SignIn(request), Decision::Nothing) => self.code(request, signed_in),
            (Errand::AdminConsent(_), Decision::Nothing) => {
                self.back_from_admin_consent(errand, &person)
            }
            (_, Decision::Ask(scopes)) => {
                screens::consent(self, errand, app, &person, &scopes, signed_in)
            }
            (_, Decision::AdminNeeded(scopes)) => {
                let error = errors::admin_needed(&app.name);
                noted(
                    screens::need_admin(self, errand, app, &person, &scopes),
                    &error,
                )
            }
        }
    }

    /// `None` when the account is gone or may not sign in any more.
    fn decision(
        &self,
        errand: &Errand,
        app: &App,
        signed_in: &SignedIn,
    ) -> Option<(Person, Decision)> {
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
            Some((person, decision))
        })
    }

    fn consent(&self, errand: &Errand, app: &App, form: &Parameters) -> Response {
        let ticket = form.get("ticket").unwrap_or("");
        let Some(signed_in) = SignedIn::from_ticket(self.world, ticket) else {
            return self.begin();
        };
        let Some((person, Decision::Ask(scopes))) = self.decision(errand, app, &signed_in) else {
            return self.signed_in(errand, app, &signed_in);
        };
        match (errand, form.get("decision")) {
            (Errand::SignIn(request), Some("accept")) => {
                let ticked = form.get("on_behalf_of_organization").is_some();
                let everybody = ticked && person.is_global_admin();
                self.grant(app, &person, &scopes, everybody);
                self.code(request, &signed_in)
            }
            (Errand::AdminConsent(_), Some("accept")) => {
                self.grant(app, &person, &scopes, true);
                self.back_from_admin_consent(errand, &person)
            }
            (Errand::SignIn(request), _) => request.reply.cancelled(self.world),
            (Errand::AdminConsent(request), _) => {
                let error = errors::consent_declined(&app.name);
                let description = error.description(&self.trace);
                request.reply.answer(
                    self.world,
                    &[
                        ("admin_consent", "True"),
                        ("error", error.error),
                        ("error_description", &description),
                    ],
                )
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

    fn back_from_admin_consent(&self, errand: &Errand, person: &Person) -> Response {
        let Errand::AdminConsent(request) = errand else {
            return self.begin();
        };
        request.reply.answer(
            self.world,
            &[
                ("admin_consent", "True"),
                ("tenant", &person.tenant),
                ("scope", &request.scope),
            ],
        )
    }

    /// The end: a code for the application.
    fn code(&self, request: &AuthorizeRequest, signed_in: &SignedIn) -> Response {
        let tenant = self
            .world
            .read(|state| {
                state
                    .person(&signed_in.person)
                    .map(|person| person.tenant.clone())
            })
            .unwrap_or_default();
        let code = Code {
            tenant: tenant.clone(),
            person: signed_in.person.clone(),
            client_id: request.client_id.clone(),
            redirect_uri: request.reply.uri.clone(),
            platform: request.platform,
            challenge: request.challenge.clone(),
            nonce: request.nonce.clone(),
            scope: request.scope.clone(),
            signed_in: signed_in.at,
            mfa_at: signed_in.mfa_at,
            issued: self.world.clock.now(),
            redeemed: false,
        };
        let code = self
            .world
            .change(|state| state.codes.add(&self.world.dice, code));
        self.world.ledger.note(Sensitive::AuthorizationCode, &code);
        let session = self.world.dice.guid();
        let client_info = claims::client_info(&signed_in.person, &tenant);
        let mut pairs = vec![("code", code.as_str()), ("session_state", session.as_str())];
        if request.client_info {
            pairs.push(("client_info", client_info.as_str()));
        }
        if request.client_data {
            pairs.push(("clientdata", "e30"));
        }
        request.reply.answer(self.world, &pairs)
    }
}

fn noted(mut response: Response, error: &EntraError) -> Response {
    let notes = json!({"aadsts": error.code.to_string(), "error": error.error});
    response.extensions_mut().insert(Notes(notes));
    response
}
