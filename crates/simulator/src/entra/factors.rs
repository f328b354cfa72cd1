//! The second factor: a code from an app, and its setting up.

use axum::response::Response;

use crate::base::markup::{Markup, html};
use crate::base::text::Parameters;
use crate::directory::model::{App, Person};
use crate::entra::authenticate::{SignedIn, Stop};
use crate::entra::errors::{self, EntraError};
use crate::entra::flow::{Errand, Visit, noted};
use crate::entra::pages::{brand, form, show};
use crate::entra::refusals;

/// The `step` of the code's form, and of the form that sets a method up.
pub(crate) const STEP: &str = "mfa";
pub(crate) const SETUP_STEP: &str = "mfa_setup";

/// The code that a demo fills in; any six digits will do but the wrong ones.
pub(crate) const CODE: &str = "123456";
const WRONG_CODE: &str = "000000";

/// The page that asks for the code, or first for a method to get one.
pub(super) fn ask(
    visit: &Visit<'_>,
    app: &App,
    person: &Person,
    signed_in: &SignedIn,
    register: bool,
    problem: Option<&EntraError>,
) -> Response {
    let ticket = signed_in.ticket(visit.world);
    let hidden = html!(
        "<input type=\"hidden\" name=\"ticket\" value=\"{}\">",
        ticket
    );
    let (step, error, title, content) = if register {
        let (title, content) = setup(visit, app, person);
        (
            SETUP_STEP,
            errors::factor_to_set_up(&app.name),
            title,
            content,
        )
    } else {
        let (title, content) = code(visit, person, problem);
        (STEP, errors::factor_asked(), title, content)
    };
    let content = Markup::join([content, hidden]);
    let mut response = show(visit, title, &form(visit, step, &content));
    response.extensions_mut().insert(Stop { step, ticket });
    noted(response, problem.unwrap_or(&error))
}

fn code(
    visit: &Visit<'_>,
    person: &Person,
    problem: Option<&EntraError>,
) -> (&'static str, Markup) {
    let l = visit.language;
    let title = l.pick("Code invoeren", "Enter code");
    let prefilled = visit.world.read(|state| state.settings.prefill_passwords);
    let complaint = match problem {
        None => Markup::default(),
        Some(error) => html!(
            "<p class=\"complaint\" role=\"alert\">{} <small>AADSTS{}</small></p>",
            l.pick(
                "U hebt niet de verwachte verificatiecode ingevoerd. Probeer het opnieuw.",
                "You didn't enter the expected verification code. Please try again.",
            ),
            error.code.to_string()
        ),
    };
    let content = html!(
        "{}<p class=\"who\">{}</p><h1>{}</h1>{}<p>{}</p><label>{}<input name=\"otc\" \
         inputmode=\"numeric\" pattern=\"[0-9]*\" maxlength=\"6\" value=\"{}\" required autofocus \
         autocomplete=\"one-time-code\"></label><p class=\"small\">{}</p>\
         <p class=\"buttons\"><button class=\"main\">{}</button></p>",
        brand(),
        person.login(),
        title,
        complaint,
        l.pick(
            "Voer de code in die wordt weergegeven in de verificator-app op uw mobiele apparaat.",
            "Enter the code displayed in the authenticator app on your mobile device.",
        ),
        l.pick("Code", "Code"),
        if prefilled { CODE } else { "" },
        l.pick(
            "Nagebouwd: elke zes cijfers zijn goed, behalve 000000.",
            "Stand-in: any six digits will do, except 000000.",
        ),
        l.pick("Verifiëren", "Verify"),
    );
    (title, content)
}

fn setup(visit: &Visit<'_>, app: &App, person: &Person) -> (&'static str, Markup) {
    let l = visit.language;
    let title = l.pick("Meer informatie vereist", "More information required");
    let content = html!(
        "{}<p class=\"who\">{}</p><h1>{}</h1><p>{}</p><p>{}</p>\
         <p class=\"buttons\"><button class=\"main\">{}</button></p>{}",
        brand(),
        person.login(),
        title,
        l.pick(
            "Uw organisatie heeft meer informatie nodig om uw account te beveiligen.",
            "Your organization needs more information to keep your account secure.",
        ),
        l.pick(
            "U gaat een verificator-app instellen op uw telefoon.",
            "You will set up an authenticator app on your phone.",
        ),
        l.pick("Volgende", "Next"),
        refusals::trace_list(&visit.trace, errors::factor_to_set_up(&app.name).code),
    );
    (title, content)
}

impl Visit<'_> {
    pub(super) fn second_factor(
        &self,
        errand: &Errand,
        app: &App,
        signed_in: SignedIn,
        form: &Parameters,
    ) -> Response {
        let code = form.get("otc").unwrap_or("");
        let good =
            code.len() == 6 && code != WRONG_CODE && code.bytes().all(|b| b.is_ascii_digit());
        if !good {
            let person = self
                .world
                .read(|state| state.person(&signed_in.person).cloned());
            return match person {
                Some(person) => {
                    let error = errors::factor_failed();
                    ask(self, app, &person, &signed_in, false, Some(&error))
                }
                None => self.begin(),
            };
        }
        let signed_in = SignedIn {
            mfa_at: Some(self.world.clock.now()),
            ..signed_in
        };
        let response = self.signed_in(errand, app, &signed_in);
        self.remember(&signed_in, response)
    }

    /// The method is set up; the code comes next.
    pub(super) fn set_up_factor(
        &self,
        errand: &Errand,
        app: &App,
        signed_in: &SignedIn,
    ) -> Response {
        self.world.change(|state| {
            if let Some(person) = state.person_mut(&signed_in.person) {
                person.second_factor.registered = true;
            }
        });
        self.signed_in(errand, app, signed_in)
    }
}
