//! Orders about tenants, apps, people and mailboxes.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::json;

use crate::base::clock::Moment;
use crate::base::random;
use crate::control::api::{Order, Outcome, done};
use crate::control::error::ControlError;
use crate::control::issued::Sensitive;
use crate::directory::build;
use crate::directory::model::{
    App, ConsentPolicy, Mailbox, MailboxKind, Person, Platform, RedirectUri, Right, Secret,
};
use crate::directory::scopes;
use crate::entra::redirect;
use crate::world::{Shared, World};

const TWO_YEARS: i64 = 730 * 86_400;

fn with_app(
    world: &World,
    client_id: &str,
    act: impl FnOnce(&mut App) -> Result<(), ControlError>,
) -> Result<(), ControlError> {
    world.change(|state| match state.app_mut(client_id) {
        Some(app) => act(app),
        None => Err(ControlError::Unknown("app", client_id.to_owned())),
    })
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddSecret {
    client_id: String,
    value: Option<String>,
    expires: Option<String>,
    #[serde(default)]
    description: String,
}

pub(crate) async fn add_secret(
    State(world): State<Shared>,
    Order(order): Order<AddSecret>,
) -> Outcome {
    let now = world.clock.now();
    let expires = match &order.expires {
        None => now.plus_seconds(TWO_YEARS),
        Some(text) => build::relative(text, now)
            .or_else(|| Moment::parse(text))
            .ok_or_else(|| {
                ControlError::Wrong(format!("\"{text}\" is neither a date nor a span"))
            })?,
    };
    let value = order.value.unwrap_or_else(new_secret);
    let secret_id = random::guid();
    let secret = Secret {
        secret_id: secret_id.clone(),
        value: value.clone(),
        expires,
        description: order.description,
    };
    with_app(&world, &order.client_id, |app| {
        app.secrets.push(secret);
        Ok(())
    })?;
    world.ledger.note(Sensitive::ClientSecret, &value);
    Ok(Json(
        json!({"secret_id": secret_id, "value": value, "expires": expires.iso()}),
    ))
}

/// Three characters, a digit, `Q~` and 34 more, as Entra makes them.
fn new_secret() -> String {
    let tail = random::token::<26>();
    format!("sim8Q~{}", tail.get(..34).unwrap_or(&tail))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NamedSecret {
    client_id: String,
    secret_id: Option<String>,
}

impl NamedSecret {
    fn means(&self, secret: &Secret) -> bool {
        self.secret_id
            .as_ref()
            .is_none_or(|id| *id == secret.secret_id)
    }

    fn check(&self, app: &App) -> Result<(), ControlError> {
        match &self.secret_id {
            Some(id) if !app.secrets.iter().any(|secret| secret.secret_id == *id) => {
                Err(ControlError::Unknown("secret", id.clone()))
            }
            _ => Ok(()),
        }
    }
}

pub(crate) async fn expire_secret(
    State(world): State<Shared>,
    Order(order): Order<NamedSecret>,
) -> Outcome {
    let now = world.clock.now();
    with_app(&world, &order.client_id, |app| {
        order.check(app)?;
        for secret in app.secrets.iter_mut().filter(|secret| order.means(secret)) {
            secret.expires = now;
        }
        Ok(())
    })?;
    done()
}

pub(crate) async fn remove_secret(
    State(world): State<Shared>,
    Order(order): Order<NamedSecret>,
) -> Outcome {
    with_app(&world, &order.client_id, |app| {
        order.check(app)?;
        app.secrets.retain(|secret| !order.means(secret));
        Ok(())
    })?;
    done()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NamedApp {
    client_id: String,
}

pub(crate) async fn disable_app(
    State(world): State<Shared>,
    Order(order): Order<NamedApp>,
) -> Outcome {
    with_app(&world, &order.client_id, |app| {
        app.disabled = true;
        Ok(())
    })?;
    done()
}

pub(crate) async fn enable_app(
    State(world): State<Shared>,
    Order(order): Order<NamedApp>,
) -> Outcome {
    with_app(&world, &order.client_id, |app| {
        app.disabled = false;
        Ok(())
    })?;
    done()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NamedUri {
    client_id: String,
    uri: String,
    #[serde(rename = "type", default)]
    platform: Platform,
}

pub(crate) async fn register_uri(
    State(world): State<Shared>,
    Order(order): Order<NamedUri>,
) -> Outcome {
    if !redirect::may_register(&order.uri) {
        return Err(ControlError::Wrong(format!(
            "\"{}\" cannot be registered: https is needed, or http on localhost",
            order.uri
        )));
    }
    with_app(&world, &order.client_id, |app| {
        app.redirect_uris.retain(|known| known.uri != order.uri);
        app.redirect_uris.push(RedirectUri {
            uri: order.uri,
            platform: order.platform,
        });
        Ok(())
    })?;
    done()
}

pub(crate) async fn unregister_uri(
    State(world): State<Shared>,
    Order(order): Order<NamedUri>,
) -> Outcome {
    with_app(&world, &order.client_id, |app| {
        app.redirect_uris.retain(|known| known.uri != order.uri);
        Ok(())
    })?;
    done()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetPolicy {
    tenant: String,
    policy: ConsentPolicy,
}

pub(crate) async fn consent_policy(
    State(world): State<Shared>,
    Order(order): Order<SetPolicy>,
) -> Outcome {
    world.change(|state| match state.tenant_mut(&order.tenant) {
        Some(tenant) => {
            tenant.consent_policy = order.policy;
            Ok(())
        }
        None => Err(ControlError::Unknown("tenant", order.tenant)),
    })?;
    done()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConsentOrder {
    tenant: String,
    client_id: String,
    scopes: Option<Vec<String>>,
    person: Option<String>,
}

/// Tenant, app and person by id, as the consents are kept.
fn parties(
    world: &World,
    order: &ConsentOrder,
) -> Result<(String, String, Option<String>), ControlError> {
    world.read(|state| {
        let unknown = |what, name: &str| ControlError::Unknown(what, name.to_owned());
        let tenant = state
            .tenant(&order.tenant)
            .ok_or_else(|| unknown("tenant", &order.tenant))?;
        let app = state
            .app_in(&tenant.id, &order.client_id)
            .ok_or_else(|| unknown("app", &order.client_id))?;
        let person = match &order.person {
            None => None,
            Some(name) => Some(
                state
                    .person_in(&tenant.id, name)
                    .ok_or_else(|| unknown("person", name))?
                    .object_id
                    .clone(),
            ),
        };
        Ok((tenant.id.clone(), app.client_id.clone(), person))
    })
}

pub(crate) async fn grant(
    State(world): State<Shared>,
    Order(order): Order<ConsentOrder>,
) -> Outcome {
    let (tenant, client_id, person) = parties(&world, &order)?;
    let names: Vec<&str> = order
        .scopes
        .iter()
        .flatten()
        .map(|name| match scopes::find(name) {
            Some(scope) => Ok(scope.name),
            None => Err(ControlError::Unknown("scope", name.clone())),
        })
        .collect::<Result<_, _>>()?;
    if names.is_empty() {
        return Err(ControlError::Wrong(
            "\"scopes\" is missing or empty".to_owned(),
        ));
    }
    world.change(|state| {
        state
            .consents
            .grant(&tenant, &client_id, person.as_deref(), names)
    });
    done()
}

pub(crate) async fn withdraw(
    State(world): State<Shared>,
    Order(order): Order<ConsentOrder>,
) -> Outcome {
    let (tenant, client_id, person) = parties(&world, &order)?;
    world.change(|state| {
        let names = order.scopes.as_deref();
        state
            .consents
            .withdraw(&tenant, &client_id, person.as_deref(), names);
    });
    done()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NamedPerson {
    #[serde(alias = "upn")]
    person: String,
}

fn with_person(
    world: &World,
    login: &str,
    act: impl FnOnce(&mut Person),
) -> Result<(), ControlError> {
    world.change(|state| match state.person_at_home_mut(login) {
        Some(person) => {
            act(person);
            Ok(())
        }
        None => Err(ControlError::Unknown("person", login.to_owned())),
    })
}

pub(crate) async fn revoke_sessions(
    State(world): State<Shared>,
    Order(order): Order<NamedPerson>,
) -> Outcome {
    // Later than any sign-in of this moment.
    let from = Moment(world.clock.now().0.saturating_add(1));
    with_person(&world, &order.person, |person| {
        person.sessions_valid_from = Some(from)
    })?;
    done()
}

pub(crate) async fn disable_person(
    State(world): State<Shared>,
    Order(order): Order<NamedPerson>,
) -> Outcome {
    with_person(&world, &order.person, |person| person.disabled = true)?;
    done()
}

pub(crate) async fn enable_person(
    State(world): State<Shared>,
    Order(order): Order<NamedPerson>,
) -> Outcome {
    with_person(&world, &order.person, |person| person.disabled = false)?;
    done()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RightOrder {
    mailbox: String,
    #[serde(alias = "upn")]
    person: String,
    right: Right,
}

pub(crate) async fn give(State(world): State<Shared>, Order(order): Order<RightOrder>) -> Outcome {
    let known = world.read(|state| state.person_at_home(&order.person).is_some());
    if !known {
        return Err(ControlError::Unknown("person", order.person));
    }
    with_mailbox(&world, &order.mailbox, |mailbox| {
        mailbox
            .rights
            .of(order.right)
            .insert(order.person.to_lowercase());
    })?;
    done()
}

pub(crate) async fn take(State(world): State<Shared>, Order(order): Order<RightOrder>) -> Outcome {
    with_mailbox(&world, &order.mailbox, |mailbox| {
        mailbox
            .rights
            .of(order.right)
            .remove(&order.person.to_lowercase());
    })?;
    done()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KindOrder {
    #[serde(alias = "address")]
    mailbox: String,
    kind: MailboxKind,
}

pub(crate) async fn kind(State(world): State<Shared>, Order(order): Order<KindOrder>) -> Outcome {
    with_mailbox(&world, &order.mailbox, |mailbox| mailbox.kind = order.kind)?;
    done()
}

fn with_mailbox(
    world: &World,
    name: &str,
    act: impl FnOnce(&mut Mailbox),
) -> Result<(), ControlError> {
    world.change(|state| match state.mailbox_mut(name) {
        Some(mailbox) => {
            act(mailbox);
            Ok(())
        }
        None => Err(ControlError::Unknown("mailbox", name.to_owned())),
    })
}
