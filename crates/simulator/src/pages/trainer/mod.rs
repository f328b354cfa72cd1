//! `/trainer`: everything the control API can do, by hand, in Dutch and
//! English. A form is turned into the call it stands for, so that the page can
//! never do anything else than the API does.

mod directory;
mod exchange;
mod form;
mod lists;
mod panels;
mod state;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{DefaultBodyLimit, Path, State as Extract};
use axum::response::Response;
use axum::routing::{get, post};
use http::{HeaderMap, Request, StatusCode};
use serde_json::Value;
use tower::ServiceExt as _;

use crate::base::language::Language;
use crate::base::markup::{Markup, html};
use crate::base::text::Parameters;
use crate::control::api;
use crate::pages::layout;
use crate::world::Shared;

use form::{Form, Words};

/// What the API answers here is short.
const MOST_ANSWER: usize = 4 * 1024 * 1024;

/// One page of forms.
struct Section {
    name: &'static str,
    title: Words,
    forms: &'static [Form],
}

const SECTIONS: &[Section] = &[
    Section {
        name: "people",
        title: ("Personen en groepen", "People and groups"),
        forms: directory::PEOPLE,
    },
    Section {
        name: "apps",
        title: ("App-registraties", "App registrations"),
        forms: directory::APPS,
    },
    Section {
        name: "consent",
        title: ("Toestemming en beleid", "Consent and policies"),
        forms: directory::CONSENT,
    },
    Section {
        name: "mailboxes",
        title: ("Postvakken en rechten", "Mailboxes and rights"),
        forms: exchange::MAILBOXES,
    },
    Section {
        name: "faults",
        title: ("Storingen", "Faults"),
        forms: exchange::FAULTS,
    },
    Section {
        name: "machine",
        title: ("Klok, sleutels en toestand", "Clock, keys and state"),
        forms: exchange::MACHINE,
    },
    Section {
        name: "switches",
        title: ("Onzekerheden", "Uncertainties"),
        forms: &[],
    },
    Section {
        name: "requests",
        title: ("Logboek van verzoeken", "Record of requests"),
        forms: &[],
    },
];

pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/trainer", get(first))
        .route("/trainer/state", post(state::load))
        .route("/trainer/{section}", get(show).post(order))
        .layer(DefaultBodyLimit::max(state::LIMIT))
}

async fn first(world: Extract<Shared>, headers: HeaderMap) -> Response {
    show(world, Path("people".to_owned()), headers).await
}

async fn show(
    Extract(world): Extract<Shared>,
    Path(section): Path<String>,
    headers: HeaderMap,
) -> Response {
    page(&world, Language::of(&headers), &section, None)
}

/// What came of an order.
struct Said {
    status: StatusCode,
    title: String,
    answer: Value,
}

/// `POST /trainer/{section}`: one of its forms, carried out as the call it
/// stands for.
async fn order(
    Extract(world): Extract<Shared>,
    Path(section): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let l = Language::of(&headers);
    let filled = Parameters::parse(&body);
    let wanted = filled.get("order").unwrap_or("");
    let said = if section == "switches" && wanted == "switches" {
        let title = l.pick("Onzekerheden", "Uncertainties").to_owned();
        let changes = panels::switches_from(&filled);
        call(&world, "POST", "switches", title, &changes).await
    } else {
        let form = SECTIONS
            .iter()
            .flat_map(|section| section.forms)
            .find(|form| form.order() == wanted);
        match form {
            Some(form) => {
                let title = l.pick(form.title.0, form.title.1).to_owned();
                call(&world, form.method, form.path, title, &form.body(&filled)).await
            }
            None => Said {
                status: StatusCode::BAD_REQUEST,
                title: String::new(),
                answer: Value::Null,
            },
        }
    };
    page(&world, l, &section, Some(&said))
}

/// The control API, called as anybody else would.
async fn call(world: &Shared, method: &str, path: &str, title: String, body: &Value) -> Said {
    let request = Request::builder()
        .method(method)
        .uri(format!("/control/{path}"))
        .body(Body::from(body.to_string()))
        .unwrap_or_default();
    let router = api::router().with_state(Shared::clone(world));
    let response = match router.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    let status = response.status();
    let text = to_bytes(response.into_body(), MOST_ANSWER)
        .await
        .unwrap_or_default();
    Said {
        status,
        title,
        answer: serde_json::from_slice(&text).unwrap_or(Value::Null),
    }
}

fn page(world: &Shared, l: Language, name: &str, said: Option<&Said>) -> Response {
    let Some(section) = SECTIONS.iter().find(|section| section.name == name) else {
        return layout::not_found(l);
    };
    let tabs = Markup::join(SECTIONS.iter().map(|one| {
        let here = if one.name == name { "page" } else { "false" };
        html!(
            "<li><a href=\"/trainer/{}\" aria-current=\"{}\">{}</a></li>",
            one.name,
            here,
            l.pick(one.title.0, one.title.1)
        )
    }));
    let forms = Markup::join(section.forms.iter().map(|form| form.show(l, name)));
    let snapshots = world.kept.names();
    let lists = world.read(|state| lists::all(l, state, &snapshots));
    let body = html!(
        "<header class=\"bar\"><a href=\"/\" aria-label=\"{}\">‹</a><b>{}</b><span>{}</span></header>\
         <div class=\"mail\"><nav><ul>{}</ul></nav><main><h1>{}</h1>{}{}<div class=\"orders\">{}</div>{}</main></div>",
        l.pick("Overzicht", "Overview"),
        l.pick("Voor de trainer", "For the trainer"),
        world.clock.now().entra(),
        tabs,
        l.pick(section.title.0, section.title.1),
        outcome(l, said),
        panels::of(world, l, name),
        forms,
        lists
    );
    let status = said.map_or(StatusCode::OK, |said| {
        if said.status.is_success() {
            StatusCode::OK
        } else {
            said.status
        }
    });
    let title = l.pick("Voor de trainer", "For the trainer");
    layout::page(l, title, &body, None, status, None)
}

/// What the API said: done, with what it handed out, or why not.
fn outcome(l: Language, said: Option<&Said>) -> Markup {
    let Some(said) = said else {
        return Markup::default();
    };
    if !said.status.is_success() {
        let why = said.answer.get("error").and_then(Value::as_str);
        return html!(
            "<p class=\"complaint\" role=\"alert\">{}: {}</p>",
            l.pick("Dat ging niet", "That did not work"),
            why.unwrap_or("")
        );
    }
    let members = said.answer.as_object().into_iter().flatten();
    let handed_out = Markup::join(members.filter(|(name, _)| *name != "done").map(
        |(name, value)| {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            html!("<dt>{}</dt><dd><code>{}</code></dd>", name, text)
        },
    ));
    html!(
        "<div class=\"said\" role=\"status\"><b>{}: {}</b><dl class=\"facts\">{}</dl></div>",
        l.pick("Gedaan", "Done"),
        said.title,
        handed_out
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::calls::CALLS;

    /// Calls that need no form: for tests, or shown in another way.
    const WITHOUT: &[&str] = &["POST authorize", "PUT state", "POST switches"];

    #[test]
    fn a_trainer_can_do_by_hand_whatever_the_api_can() {
        let forms = || SECTIONS.iter().flat_map(|section| section.forms);
        let missing: Vec<String> = CALLS
            .iter()
            .filter(|call| call.method != "GET")
            .map(|call| {
                let path = call.path.trim_start_matches("/control/");
                format!("{} {path}", call.method)
            })
            .filter(|order| !WITHOUT.contains(&order.as_str()))
            .filter(|order| !forms().any(|form| form.order() == *order))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn every_field_of_a_call_can_be_filled_in() {
        // HTML mail is written in a mailbox, and dates as text.
        const WITHOUT: &[&str] = &["html"];
        for form in SECTIONS.iter().flat_map(|section| section.forms) {
            let path = format!("/control/{}", form.path);
            let call = CALLS
                .iter()
                .find(|call| call.method == form.method && call.path == path);
            let call = call.expect("the call of a form");
            let names = call.takes.split('"').skip(1).step_by(2);
            let missing: Vec<&str> = names
                .filter(|name| !WITHOUT.contains(name))
                .filter(|name| !form.fields.iter().any(|field| field.name == *name))
                .collect();
            assert!(missing.is_empty(), "{}: {missing:?}", form.order());
        }
    }
}
