//! Pages that end a sign-in: the errors Microsoft shows itself and never
//! redirects, and the page after signing out.

use axum::extract::RawQuery;
use axum::response::Response;
use http::{HeaderMap, StatusCode};

use crate::base::language::Language;
use crate::base::markup::{Markup, html};
use crate::base::text::Parameters;
use crate::entra::errors::{EntraError, Trace};
use crate::entra::flow::{Errand, Visit};
use crate::entra::pages::{brand, form};
use crate::pages::layout;

/// An error that Microsoft shows itself. With an errand the person can still
/// choose another account.
pub(crate) fn refused(visit: &Visit<'_>, error: &EntraError, errand: Option<&Errand>) -> Response {
    let l = visit.language;
    let other = Markup::when(errand.is_some(), || {
        html!(
            "<p><button class=\"link\" name=\"account\" value=\"\">{}</button></p>",
            l.pick("Een ander account gebruiken", "Use another account")
        )
    });
    let content = html!(
        "{}<h1>{}</h1><p>{}</p><p class=\"complaint\">{}</p>{}{}",
        brand(),
        l.pick("Aanmelden", "Sign in"),
        l.pick(
            "Er is een probleem met uw aanmelding.",
            "Sorry, but we're having trouble signing you in."
        ),
        error.headline(),
        other,
        trace_list(&visit.trace, error.code),
    );
    let body = form(visit, "account", &content);
    layout::sign_in_page(
        l,
        l.pick("Aanmelden", "Sign in"),
        &body,
        error.page_status(visit.world),
        None,
    )
}

/// An error outside any sign-in, such as a browser's visit to the token
/// endpoint.
pub(crate) fn bare_error(headers: &HeaderMap, error: &EntraError, trace: &Trace) -> Response {
    let l = Language::of(headers);
    let body = html!(
        "<div class=\"card\">{}<h1>{}</h1><p class=\"complaint\">{}</p>{}</div>",
        brand(),
        l.pick("Aanmelden", "Sign in"),
        error.headline(),
        trace_list(trace, error.code)
    );
    layout::sign_in_page(l, l.pick("Aanmelden", "Sign in"), &body, error.status, None)
}

pub(crate) fn signed_out(l: Language) -> Response {
    let title = l.pick("U bent afgemeld", "You signed out of your account");
    let body = html!(
        "<div class=\"card\">{}<h1>{}</h1><p>{}</p></div>",
        brand(),
        title,
        l.pick(
            "Het is verstandig alle browservensters te sluiten.",
            "It's a good idea to close all browser windows."
        )
    );
    layout::sign_in_page(l, title, &body, StatusCode::OK, None)
}

/// `/error?code=N`, where `error_uri` points.
pub(crate) async fn error_lookup(RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let l = Language::of(&headers);
    let query = Parameters::parse(query.unwrap_or_default().as_bytes());
    let code: String = query
        .get("code")
        .unwrap_or("")
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let body = html!(
        "<div class=\"card\">{}<h1>AADSTS{}</h1><p>{}</p></div>",
        brand(),
        code,
        l.pick(
            "De echte opzoekpagina staat op https://login.microsoftonline.com/error.",
            "The real lookup page is https://login.microsoftonline.com/error."
        )
    );
    layout::sign_in_page(l, "AADSTS", &body, StatusCode::OK, None)
}

/// The ids a helpdesk asks for.
pub(super) fn trace_list(trace: &Trace, code: u32) -> Markup {
    html!(
        "<dl class=\"trace\"><dt>Error Code</dt><dd>{}</dd><dt>Request Id</dt><dd>{}</dd>\
         <dt>Correlation Id</dt><dd>{}</dd><dt>Timestamp</dt><dd>{}</dd></dl>",
        code.to_string(),
        trace.trace_id,
        trace.correlation_id,
        trace.at.iso()
    )
}
