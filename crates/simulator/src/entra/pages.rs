//! What the pages of a sign-in have in common.

use axum::response::Response;
use http::StatusCode;

use crate::base::language::Language;
use crate::base::markup::{Markup, html};
use crate::directory::model::App;
use crate::directory::scopes::Scope;
use crate::entra::flow::Visit;
use crate::pages::layout;

/// The form every page posts, with the request in hidden fields.
pub(crate) fn form(visit: &Visit<'_>, step: &str, content: &Markup) -> Markup {
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

pub(crate) fn brand() -> Markup {
    Markup("<p class=\"brand\"><span aria-hidden=\"true\"></span>Microsoft</p>".to_owned())
}

pub(crate) fn show(visit: &Visit<'_>, title: &str, body: &Markup) -> Response {
    layout::sign_in_page(visit.language, title, body, StatusCode::OK, None)
}

pub(crate) fn app_line(l: Language, app: &App) -> Markup {
    html!(
        "<p class=\"app\"><b>{}</b><span>{}</span></p>",
        app.name,
        l.pick("niet geverifieerd", "unverified")
    )
}

pub(crate) fn scope_list(l: Language, scopes: &[&'static Scope]) -> Markup {
    let items = Markup::join(scopes.iter().map(|scope| {
        html!(
            "<li><span>{}</span> <code>{}</code></li>",
            scope.title(l),
            scope.name
        )
    }));
    html!("<ul class=\"scopes\">{}</ul>", items)
}
