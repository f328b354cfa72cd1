//! The pages of a sign-in, in Dutch and English. They resemble the real steps
//! and say in a strip that they are not Microsoft's.

use axum::response::Response;

use crate::base::language::Language;
use crate::base::markup::{Markup, html};
use crate::directory::model::{App, Person};
use crate::directory::scopes::Scope;
use crate::entra::authenticate::{SignedIn, Stop};
use crate::entra::authorize::Authority;
use crate::entra::errors::EntraError;
use crate::entra::flow::{Errand, Visit};
use crate::entra::pages::{app_line, brand, form, scope_list, show};
use crate::entra::refusals;
use crate::entra::reply::ResponseMode;

/// The `step` of the forms here that are not simply named.
pub(crate) const APPROVAL_STEP: &str = "request_approval";
pub(crate) const STAY_STEP: &str = "stay";

const MOST_ACCOUNTS: usize = 50;

/// "Pick an account".
pub(crate) fn pick_account(visit: &Visit<'_>, errand: &Errand, app: &App) -> Response {
    let l = visit.language;
    let people: Vec<Person> = visit.world.read(|state| {
        let here = |person: &&Person| match errand.authority() {
            Authority::Tenant(id) => person.tenant == *id,
            Authority::Any => person.guest_of.is_none(),
        };
        state
            .people
            .iter()
            .filter(here)
            .take(MOST_ACCOUNTS)
            .cloned()
            .collect()
    });
    let known = |person: &Person| visit.sessions.iter().any(|s| s.person == person.object_id);
    let list = Markup::join(people.iter().map(|person| {
        let signed_in = Markup::when(known(person), || {
            html!("<small>{}</small>", l.pick("Aangemeld", "Signed in"))
        });
        html!(
            "<li><button name=\"account\" value=\"{}\"><span class=\"face\" aria-hidden=\"true\">{}</span>\
             <span><b>{}</b><span>{}</span>{}</span></button></li>",
            person.login(), initials(&person.name), person.name, person.login(), signed_in
        )
    }));
    let content = html!(
        "{}<h1>{}</h1><p class=\"to\">{} <b>{}</b></p><ul class=\"accounts\">{}</ul>\
         <ul class=\"accounts other\"><li><button name=\"account\" value=\"\"><span class=\"face plus\" aria-hidden=\"true\">+</span>\
         <span><b>{}</b></span></button></li></ul>",
        brand(),
        l.pick("Een account kiezen", "Pick an account"),
        l.pick("om door te gaan naar", "to continue to"),
        app.name,
        list,
        l.pick("Een ander account gebruiken", "Use another account"),
    );
    show(
        visit,
        l.pick("Aanmelden", "Sign in"),
        &form(visit, "account", &content),
    )
}

/// Name and password. `fixed` when the account was picked from the list.
pub(crate) fn sign_in(
    visit: &Visit<'_>,
    app: &App,
    login: Option<&str>,
    fixed: bool,
    problem: Option<&EntraError>,
) -> Response {
    let l = visit.language;
    let login = login.unwrap_or("");
    let prefilled = visit.world.read(|state| {
        let person = state
            .person_at_home(login)
            .filter(|_| state.settings.prefill_passwords);
        person
            .map(|person| person.password.clone())
            .unwrap_or_default()
    });
    let complaint = match problem {
        None => Markup::default(),
        Some(error) => html!(
            "<p class=\"complaint\" role=\"alert\">{} <small>AADSTS{}</small></p>",
            complaint(l, error),
            error.code.to_string()
        ),
    };
    let name = if fixed {
        html!(
            "<p class=\"who\">{}</p><h1>{}</h1>{}<input type=\"hidden\" name=\"loginfmt\" value=\"{}\">\
             <input type=\"hidden\" name=\"fixed\" value=\"1\">",
            login,
            l.pick("Wachtwoord invoeren", "Enter password"),
            complaint,
            login
        )
    } else {
        html!(
            "<h1>{}</h1><p class=\"to\">{} <b>{}</b></p>{}<label>{}<input type=\"email\" name=\"loginfmt\" \
             value=\"{}\" required autofocus autocomplete=\"off\"></label>",
            l.pick("Aanmelden", "Sign in"),
            l.pick("om door te gaan naar", "to continue to"),
            app.name,
            complaint,
            l.pick("E-mailadres", "Email address"),
            login
        )
    };
    let content = html!(
        "{}{}<label>{}<input type=\"password\" name=\"passwd\" value=\"{}\" required \
         autocomplete=\"off\"></label><p class=\"buttons\"><button class=\"main\">{}</button></p>",
        brand(),
        name,
        l.pick("Wachtwoord", "Password"),
        prefilled,
        l.pick("Aanmelden", "Sign in")
    );
    show(
        visit,
        l.pick("Aanmelden", "Sign in"),
        &form(visit, "password", &content),
    )
}

fn complaint(l: Language, error: &EntraError) -> String {
    match error.code {
        50126 => l.pick(
            "Uw account of wachtwoord is onjuist.",
            "Your account or password is incorrect.",
        ),
        50034 => l.pick(
            "Deze gebruikersnaam is mogelijk onjuist. Controleer of u hem juist hebt getypt.",
            "This username may be incorrect. Make sure you typed it correctly.",
        ),
        50057 => l.pick(
            "Uw account is vergrendeld. Neem contact op met uw ondersteuningsmedewerker.",
            "Your account has been locked. Contact your support person to unlock it.",
        ),
        50053 => l.pick(
            "Uw account is tijdelijk vergrendeld om onbevoegd gebruik te voorkomen. Probeer het later opnieuw.",
            "Your account is temporarily locked to prevent unauthorized use. Try again later.",
        ),
        50055 | 50144 => l.pick(
            "Uw wachtwoord is verlopen. U moet het bijwerken voordat u verder kunt.",
            "Your password has expired. You need to update it before you can go on.",
        ),
        _ => return error.text.clone(),
    }
    .to_owned()
}

/// "Permissions requested".
pub(crate) fn consent(
    visit: &Visit<'_>,
    errand: &Errand,
    app: &App,
    person: &Person,
    scopes: &[&'static Scope],
    signed_in: &SignedIn,
) -> Response {
    let l = visit.language;
    let for_everybody = matches!(errand, Errand::AdminConsent(_));
    let ticket = signed_in.ticket(visit.world);
    let tick = Markup::when(person.is_global_admin() && !for_everybody, || {
        html!(
            "<label class=\"tick\"><input type=\"checkbox\" name=\"on_behalf_of_organization\" \
             value=\"1\"><span>{}</span></label>",
            l.pick(
                "Toestemming geven namens uw organisatie",
                "Consent on behalf of your organization"
            )
        )
    });
    let title = if for_everybody {
        l.pick(
            "Machtigingen aangevraagd: controleren voor uw organisatie",
            "Permissions requested: review for your organization",
        )
    } else {
        l.pick("Machtigingen aangevraagd", "Permissions requested")
    };
    let content = html!(
        "{}<p class=\"who\">{}</p><h1>{}</h1>{}<p>{}</p>{}{}<p class=\"small\">{}</p>\
         <input type=\"hidden\" name=\"ticket\" value=\"{}\">\
         <p class=\"buttons\"><button name=\"decision\" value=\"cancel\">{}</button>\
         <button class=\"main\" name=\"decision\" value=\"accept\">{}</button></p>",
        brand(),
        person.login(),
        title,
        app_line(l, app),
        l.pick("Deze app wil graag het volgende:", "This app would like to:"),
        scope_list(l, scopes),
        tick,
        l.pick(
            "Als u deze machtigingen accepteert, geeft u deze app toestemming om uw gegevens te gebruiken. U kunt dit later wijzigen op https://myapps.microsoft.com.",
            "Accepting these permissions means that you allow this app to use your data. You can change this later at https://myapps.microsoft.com.",
        ),
        ticket,
        l.pick("Annuleren", "Cancel"),
        l.pick("Accepteren", "Accept"),
    );
    let mut response = show(visit, title, &form(visit, "consent", &content));
    response.extensions_mut().insert(Stop {
        step: "consent",
        ticket,
    });
    response
}

/// "Need admin approval" (AADSTS90094), and where people may ask for it
/// "Approval required" (AADSTS90095).
pub(crate) fn need_admin(
    visit: &Visit<'_>,
    errand: &Errand,
    app: &App,
    person: &Person,
    scopes: &[&'static Scope],
    signed_in: &SignedIn,
    error: &EntraError,
) -> Response {
    let l = visit.language;
    if matches!(error.code, 90095 | 900_981) {
        return ask_admin(visit, errand, app, person, scopes, signed_in, error);
    }
    let title = l.pick("Goedkeuring van beheerder vereist", "Need admin approval");
    let explanation = l.pick(
        "heeft machtigingen nodig voor bronnen in uw organisatie die alleen een beheerder kan verlenen. Vraag een beheerder deze app te machtigen voordat u deze gebruikt.",
        "needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant permission to this app before you can use it.",
    );
    let risk = Markup::when(app.risky, || {
        html!(
            "<p class=\"complaint\">{}</p>",
            l.pick(
                "Deze app kan riskant zijn. Vertrouw deze app alleen als u de uitgever kent.",
                "This app may be risky. If you trust this app, ask your admin to grant you access.",
            )
        )
    });
    let content = html!(
        "{}<p class=\"who\">{}</p><h1>{}</h1>{}{}<p><b>{}</b> {}</p>{}\
         <p><button class=\"link\" name=\"account\" value=\"\">{}</button></p>{}{}",
        brand(),
        person.login(),
        title,
        app_line(l, app),
        risk,
        app.name,
        explanation,
        scope_list(l, scopes),
        l.pick(
            "Hebt u een beheerdersaccount? Meld u aan met dat account",
            "Have an admin account? Sign in with that account"
        ),
        way_back(visit, errand),
        refusals::trace_list(&visit.trace, error.code),
    );
    show(visit, title, &form(visit, "account", &content))
}

fn ask_admin(
    visit: &Visit<'_>,
    errand: &Errand,
    app: &App,
    person: &Person,
    scopes: &[&'static Scope],
    signed_in: &SignedIn,
    error: &EntraError,
) -> Response {
    let l = visit.language;
    let title = l.pick("Goedkeuring vereist", "Approval required");
    let content = html!(
        "{}<p class=\"who\">{}</p><h1>{}</h1>{}<p>{}</p>{}<label>{}<textarea name=\"justification\" \
         rows=\"3\" maxlength=\"500\" required></textarea></label>\
         <input type=\"hidden\" name=\"ticket\" value=\"{}\">{}\
         <p class=\"buttons\"><button class=\"main\">{}</button></p>{}",
        brand(),
        person.login(),
        title,
        app_line(l, app),
        l.pick(
            "Voor deze app is goedkeuring van uw beheerder vereist om:",
            "This app requires your admin's approval to:",
        ),
        scope_list(l, scopes),
        l.pick(
            "Geef een reden op voor het aanvragen van deze app",
            "Enter justification for requesting this app",
        ),
        signed_in.ticket(visit.world),
        way_back(visit, errand),
        l.pick("Goedkeuring aanvragen", "Request approval"),
        refusals::trace_list(&visit.trace, error.code),
    );
    show(visit, title, &form(visit, APPROVAL_STEP, &content))
}

/// "Request sent".
pub(crate) fn approval_requested(visit: &Visit<'_>, errand: &Errand, person: &Person) -> Response {
    let l = visit.language;
    let title = l.pick("Aanvraag verzonden", "Request sent");
    let content = html!(
        "{}<p class=\"who\">{}</p><h1>{}</h1><p>{}</p>{}",
        brand(),
        person.login(),
        title,
        l.pick(
            "Uw beheerder krijgt uw aanvraag te zien. U hoort het wanneer de app is goedgekeurd.",
            "Your admin will see your request. You will be notified when the app is approved.",
        ),
        way_back(visit, errand),
    );
    show(visit, title, &form(visit, "account", &content))
}

/// "Stay signed in?"
pub(crate) fn stay_signed_in(visit: &Visit<'_>, person: &Person, signed_in: &SignedIn) -> Response {
    let l = visit.language;
    let title = l.pick("Aangemeld blijven?", "Stay signed in?");
    let ticket = signed_in.ticket(visit.world);
    let content = html!(
        "{}<p class=\"who\">{}</p><h1>{}</h1><p>{}</p>\
         <input type=\"hidden\" name=\"ticket\" value=\"{}\">\
         <p class=\"buttons\"><button name=\"decision\" value=\"no\">{}</button>\
         <button class=\"main\" name=\"decision\" value=\"yes\">{}</button></p>",
        brand(),
        person.login(),
        title,
        l.pick(
            "Hierdoor hoeft u zich minder vaak aan te melden.",
            "Do this to reduce the number of times you are asked to sign in.",
        ),
        ticket,
        l.pick("Nee", "No"),
        l.pick("Ja", "Yes"),
    );
    let mut response = show(visit, title, &form(visit, STAY_STEP, &content));
    response.extensions_mut().insert(Stop {
        step: STAY_STEP,
        ticket,
    });
    response
}

fn way_back(visit: &Visit<'_>, errand: &Errand) -> Markup {
    let reply = errand.reply();
    // A form_post cannot be a link, and no application needs this one.
    if reply.mode == ResponseMode::FormPost {
        return Markup::default();
    }
    html!(
        "<p><a href=\"{}\">{}</a></p>",
        reply.cancelled_location(),
        visit.language.pick(
            "Terug naar de toepassing zonder toestemming te verlenen",
            "Return to the application without granting consent",
        )
    )
}

fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}
