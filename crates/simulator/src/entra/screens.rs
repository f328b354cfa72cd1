//! The pages of a sign-in, in Dutch and English. They resemble the real steps
//! and say in a strip that they are not Microsoft's.

use axum::response::Response;
use http::StatusCode;

use crate::base::language::Language;
use crate::base::markup::{Markup, html};
use crate::directory::model::{App, Person};
use crate::directory::scopes::Scope;
use crate::entra::authenticate::{SignedIn, Ticket};
use crate::entra::authorize::Authority;
use crate::entra::errors::EntraError;
use crate::entra::flow::{Errand, Visit};
use crate::entra::refusals;
use crate::entra::reply::ResponseMode;
use crate::pages::layout;

const MOST_ACCOUNTS: usize = 50;

/// The form every page posts, with the request in hidden fields.
pub(super) fn form(visit: &Visit<'_>, step: &str, content: &Markup) -> Markup {
    let flow = if visit.is_admin_consent {
        "adminconsent"
    } else {
        "signin"
    };
    html!(
        "<form method=\"post\" action=\"/{}/login\" class=\"card\" autocomplete=\"off\">\
         <input type=\"hidden\" name=\"flow\" value=\"{}\">\
         <input type=\"hidden\" name=\"step\" value=\"{}\">\
         <input type=\"hidden\" name=\"request\" value=\"{}\">{}</form>",
        visit.tenant,
        flow,
        step,
        visit.request,
        content
    )
}

pub(super) fn brand() -> Markup {
    Markup("<p class=\"brand\"><span aria-hidden=\"true\"></span>Microsoft</p>".to_owned())
}

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
        list(l, scopes),
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
    response.extensions_mut().insert(Ticket(ticket));
    response
}

/// "Need admin approval" (AADSTS90094).
pub(crate) fn need_admin(
    visit: &Visit<'_>,
    errand: &Errand,
    app: &App,
    person: &Person,
    scopes: &[&'static Scope],
) -> Response {
    let l = visit.language;
    let title = l.pick("Goedkeuring van beheerder vereist", "Need admin approval");
    let explanation = l.pick(
        "heeft machtigingen nodig voor bronnen in uw organisatie die alleen een beheerder kan verlenen. Vraag een beheerder deze app te machtigen voordat u deze gebruikt.",
        "needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant permission to this app before you can use it.",
    );
    let content = html!(
        "{}<p class=\"who\">{}</p><h1>{}</h1>{}<p><b>{}</b> {}</p>{}\
         <p><button class=\"link\" name=\"account\" value=\"\">{}</button></p>{}{}",
        brand(),
        person.login(),
        title,
        app_line(l, app),
        app.name,
        explanation,
        list(l, scopes),
        l.pick(
            "Hebt u een beheerdersaccount? Meld u aan met dat account",
            "Have an admin account? Sign in with that account"
        ),
        way_back(visit, errand),
        refusals::trace_list(&visit.trace, 90094),
    );
    show(visit, title, &form(visit, "account", &content))
}

fn show(visit: &Visit<'_>, title: &str, body: &Markup) -> Response {
    layout::sign_in_page(visit.language, title, body, StatusCode::OK, None)
}

fn app_line(l: Language, app: &App) -> Markup {
    html!(
        "<p class=\"app\"><b>{}</b><span>{}</span></p>",
        app.name,
        l.pick("niet geverifieerd", "unverified")
    )
}

fn list(l: Language, scopes: &[&'static Scope]) -> Markup {
    let items = Markup::join(scopes.iter().map(|scope| {
        html!(
            "<li><span>{}</span> <code>{}</code></li>",
            scope.title(l),
            scope.name
        )
    }));
    html!("<ul class=\"scopes\">{}</ul>", items)
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
