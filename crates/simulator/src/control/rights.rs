//! Orders about consents, people and what they may do in mailboxes.

use axum::extract::State;
use serde::Deserialize;

use crate::base::clock::Moment;
use crate::control::api::{Order, Outcome, done};
use crate::control::error::ControlError;
use crate::directory::model::{ConsentPolicy, Mailbox, MailboxKind, Person, Right};
use crate::directory::scopes;
use crate::world::{Shared, World};

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
