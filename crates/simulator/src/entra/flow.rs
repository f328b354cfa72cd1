//! A person's way through the pages: pick an account, sign in, consent, back
//! to the application. Between the pages the whole request travels in the
//! form, so that the stand-in remembers nothing and any number of tabs works.
//!
//! Here is the way up to the password; what follows it is in [`super::finish`].

use axum::response::Response;
use http::{HeaderMap, HeaderValue, header};
use serde_json::json;

use crate::base::language::Language;
use crate::base::text::{self, Parameters};
use crate::control::record::Notes;
use crate::directory::model::App;
use crate::entra::admin_consent::{self, AdminConsentRequest};
use crate::entra::authenticate::{self, SignedIn};
use crate::entra::authorize::{self, Authority, AuthorizeRequest, Prompt, Refusal};
use crate::entra::catalogue::{self, Place};
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
        // A claims challenge can ask for a newer sign-in than the session is.
        let session = session.filter(|session| {
            let not_before = request.claims.not_before;
            not_before.is_none_or(|not_before| session.at.seconds() >= not_before)
        });
        match (request.prompt, session) {
            (Prompt::None, session) => self.silently(&errand, request, &app, session),
            (Prompt::Silent | Prompt::Consent, Some(session)) => {
                self.signed_in(&errand, &app, &session)
            }
            (Prompt::SelectAccount, _) => screens::pick_account(self, &errand, &app),
            _ => match hint {
                Some(hint) => self.hinted(&errand, &app, hint),
                None if request.prompt == Prompt::Login => {
                    screens::sign_in(self, &app, None, false, None)
                }
                None => screens::pick_account(self, &errand, &app),
            },
        }
    }

    /// An error that was ordered, where Microsoft shows it.
    pub(crate) fn fail(&self, code: u32) -> Response {
        let (errand, app) = match self.errand() {
            Ok(errand) => errand,
            Err(refusal) => return *refusal,
        };
        let Some(entry) = catalogue::find(code) else {
            return self.begin();
        };
        let parameters = Parameters::parse(self.request.as_bytes());
        let known = [
            ("client_id", app.client_id.as_str()),
            ("app", app.name.as_str()),
            ("tenant", self.tenant.as_str()),
            ("login", parameters.get("login_hint").unwrap_or("")),
            ("resource", "00000003-0000-0000-c000-000000000000"),
        ];
        let error = EntraError::ordered(entry, &known);
        let response = match error.place {
            Place::Application | Place::Token => {
                errand.reply().error(self.world, &error, &self.trace)
            }
            Place::Request | Place::Person => refusals::refused(self, &error, Some(&errand)),
        };
        noted(response, &error)
    }

    /// Somebody who is signed in elsewhere and has no account here is told so
    /// without being asked for a password.
    fn hinted(&self, errand: &Errand, app: &App, hint: &str) -> Response {
        let stranger = self.world.read(|state| {
            let Authority::Tenant(id) = errand.authority() else {
                return None;
            };
            let known = state.person_at_home(hint)?;
            let signed_in = self
                .sessions
                .iter()
                .any(|session| session.person == known.object_id);
            let here = state.person_in(id, hint).is_some();
            let name = state.tenant(id).map(|tenant| tenant.name.clone());
            (signed_in && !here).then(|| name.unwrap_or_default())
        });
        match stranger {
            Some(tenant) => {
                let (id, name) = (&app.client_id, &app.name);
                let error = errors::session_of_other_tenant(hint, tenant, id, name);
                noted(refusals::refused(self, &error, Some(errand)), &error)
            }
            None => screens::sign_in(self, app, Some(hint), false, None),
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
            Some(step) => {
                let ticket = form.get("ticket").unwrap_or("");
                match SignedIn::from_ticket(self.world, ticket) {
                    Some(signed_in) => self.step(step, &errand, &app, signed_in, form),
                    None => self.begin(),
                }
            }
            None => self.begin(),
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
                .app(state, errand.client_id(), authorize::cloud_of(&parameters))
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

    fn password(&self, errand: &Errand, app: &App, form: &Parameters) -> Response {
        let login = form.get("loginfmt").unwrap_or("");
        let password = form.get("passwd").unwrap_or("");
        let now = self.world.clock.now();
        let checked = self.world.read(|state| {
            authenticate::by_password(state, errand.authority(), app, login, password, now)
        });
        let failed = checked.as_ref().is_err_and(|error| error.code == 50126);
        if failed || checked.is_ok() {
            self.world
                .change(|state| authenticate::count_failure(state, login.trim(), failed, now));
        }
        match checked {
            Ok(person) => {
                let signed_in = SignedIn {
                    person,
                    at: now,
                    mfa_at: None,
                    stays: None,
                };
                let response = self.signed_in(errand, app, &signed_in);
                self.remember(&signed_in, response)
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

    /// Sets the session cookie.
    pub(super) fn remember(&self, signed_in: &SignedIn, mut response: Response) -> Response {
        let cookie = signed_in.cookie(self.world, self.sessions.clone());
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }
}

pub(super) fn noted(mut response: Response, error: &EntraError) -> Response {
    let notes = json!({"aadsts": error.code.to_string(), "error": error.error});
    response.extensions_mut().insert(Notes(notes));
    response
}
