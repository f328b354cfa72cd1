//! The way through the sign-in pages in one call, for tests that are about
//! something else: the same checks, without a browser and without a password.

use axum::Json;
use axum::body::to_bytes;
use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, header};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::control::api::{Order, Outcome};
use crate::control::error::ControlError;
use crate::control::record::Notes;
use crate::entra::authenticate::Stop;
use crate::entra::factors;
use crate::entra::flow::Visit;
use crate::world::Shared;

const PAGE_LIMIT: usize = 1024 * 1024;
/// No way is longer.
const MOST_PAGES: usize = 6;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Walk {
    /// An authorize or adminconsent address of this stand-in.
    url: String,
    #[serde(alias = "upn")]
    person: String,
    #[serde(default)]
    decision: Decision,
    /// Gives a second factor where one is asked for; yes when not said.
    second_factor: Option<bool>,
}

/// What the person clicks on the consent page, if it comes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Decision {
    #[default]
    Accept,
    /// Accept, with "on behalf of your organization" ticked.
    AcceptForOrganization,
    Cancel,
}

/// Answers where the browser would end up, or which page it would be left on.
pub(crate) async fn authorize(State(world): State<Shared>, Order(order): Order<Walk>) -> Outcome {
    let (path, query) = order.url.split_once('?').unwrap_or((&order.url, ""));
    // Whichever of the stand-in's addresses the client knows.
    let path = match path.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => path,
    };
    let mut parts = path.trim_start_matches('/').split('/');
    let tenant = parts.next().unwrap_or("").to_owned();
    let is_admin_consent = parts.next_back() == Some("adminconsent");
    let visit = Visit::new(
        &world,
        tenant,
        &HeaderMap::new(),
        query.to_owned(),
        is_admin_consent,
    );
    let password = world
        .read(|state| {
            state
                .person_at_home(&order.person)
                .map(|person| person.password.clone())
        })
        .ok_or_else(|| ControlError::Unknown("person", order.person.clone()))?;
    let (decision, everybody) = match order.decision {
        Decision::Accept => ("accept", ""),
        Decision::AcceptForOrganization => ("accept", "1"),
        Decision::Cancel => ("cancel", ""),
    };
    let walk = [
        ("otc", factors::CODE),
        ("decision", decision),
        ("on_behalf_of_organization", everybody),
    ];
    let second_factor = order.second_factor.unwrap_or(true);
    let response = visit.walk(&order.person, &password, &walk, second_factor);
    let location = response
        .headers()
        .get(header::LOCATION)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    Ok(Json(match location {
        Some(location) => json!({ "location": location }),
        None => page(response).await,
    }))
}

async fn page(response: Response) -> Value {
    let status = response.status().as_u16();
    let notes = response
        .extensions()
        .get::<Notes>()
        .map(|notes| notes.0.clone());
    let body = to_bytes(response.into_body(), PAGE_LIMIT)
        .await
        .unwrap_or_default();
    json!({
        "page": String::from_utf8_lossy(&body),
        "status": status,
        "aadsts": notes.and_then(|notes| notes.get("aadsts").cloned()),
    })
}

impl Visit<'_> {
    /// The password, and whatever page follows it until there is an answer.
    fn walk(
        &self,
        login: &str,
        password: &str,
        fields: &[(&str, &str)],
        second_factor: bool,
    ) -> Response {
        let mut response = self.post(&[
            ("step", "password"),
            ("loginfmt", login),
            ("passwd", password),
        ]);
        for _ in 0..MOST_PAGES {
            let Some(stop) = response.extensions().get::<Stop>().cloned() else {
                return response;
            };
            let is_factor = matches!(stop.step, factors::STEP | factors::SETUP_STEP);
            if is_factor && !second_factor {
                return response;
            }
            let mut form = vec![("step", stop.step), ("ticket", stop.ticket.as_str())];
            form.extend(fields);
            response = self.post(&form);
        }
        response
    }
}
