//! Orders about a tenant as a whole: what people may consent to, who has, what
//! was asked of admins, and Conditional Access.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::base::random;
use crate::control::api::{Order, Outcome, done};
use crate::control::error::ControlError;
use crate::directory::model::{Cloud, ConsentPolicy, Tenant};
use crate::directory::policy::{Control, Policy};
use crate::directory::scopes::{self, Resource};
use crate::world::{Shared, World};

fn with_tenant<T>(
    world: &World,
    name: &str,
    act: impl FnOnce(&mut Tenant) -> T,
) -> Result<T, ControlError> {
    world.change(|state| match state.tenant_mut(name) {
        Some(tenant) => Ok(act(tenant)),
        None => Err(ControlError::Unknown("tenant", name.to_owned())),
    })
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    tenant: String,
    admin_consent_requests: Option<bool>,
    cloud: Option<Cloud>,
    without: Option<Vec<Resource>>,
}

pub(crate) async fn settings(
    State(world): State<Shared>,
    Order(order): Order<Settings>,
) -> Outcome {
    with_tenant(&world, &order.tenant, |tenant| {
        if let Some(on) = order.admin_consent_requests {
            tenant.admin_consent_requests = on;
        }
        tenant.cloud = order.cloud.unwrap_or(tenant.cloud);
        if let Some(without) = order.without {
            tenant.without = without;
        }
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
    with_tenant(&world, &order.tenant, |tenant| {
        tenant.consent_policy = order.policy
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

pub(crate) async fn approvals(State(world): State<Shared>) -> Outcome {
    let all: Vec<Value> = world.read(|state| {
        let tenants = state.tenants.iter();
        let each = tenants.flat_map(|tenant| {
            tenant.approvals.iter().map(|request| {
                let person = state.person(&request.person);
                json!({
                    "id": request.id,
                    "tenant": tenant.id,
                    "client_id": request.client_id,
                    "person": person.map(|person| person.login()),
                    "scopes": request.scopes,
                    "justification": request.justification,
                    "at": request.at.iso(),
                })
            })
        });
        each.collect()
    });
    Ok(Json(json!({ "approvals": all })))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decide {
    id: String,
    approve: bool,
}

pub(crate) async fn decide(State(world): State<Shared>, Order(order): Order<Decide>) -> Outcome {
    world.change(|state| {
        let taken = state.tenants.iter_mut().find_map(|tenant| {
            let at = tenant.approvals.iter().position(|one| one.id == order.id)?;
            Some((tenant.id.clone(), tenant.approvals.remove(at)))
        });
        let (tenant, request) = taken.ok_or(ControlError::Unknown("approval", order.id))?;
        if order.approve {
            let names = request.scopes.iter().map(String::as_str);
            state
                .consents
                .grant(&tenant, &request.client_id, None, names);
        }
        Ok::<_, ControlError>(())
    })?;
    done()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPolicy {
    tenant: String,
    name: String,
    #[serde(default)]
    people: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
    #[serde(default)]
    apps: Vec<String>,
    #[serde(default)]
    grant: Control,
    sign_in_frequency_hours: Option<u32>,
    mfa_lifetime_hours: Option<u32>,
}

/// A policy of the same name gives way.
pub(crate) async fn add_policy(
    State(world): State<Shared>,
    Order(order): Order<NewPolicy>,
) -> Outcome {
    world.read(|state| {
        for name in order.people.iter().chain(&order.except) {
            if state.person_at_home(name).is_none() {
                return Err(ControlError::Unknown("person", name.clone()));
            }
        }
        for id in &order.apps {
            if state.app(id).is_none() {
                return Err(ControlError::Unknown("app", id.clone()));
            }
        }
        Ok(())
    })?;
    let lower = |all: Vec<String>| -> BTreeSet<String> {
        all.into_iter().map(|one| one.to_lowercase()).collect()
    };
    with_tenant(&world, &order.tenant, |tenant| {
        tenant.policies.retain(|policy| policy.name != order.name);
        tenant.policies.push(Policy {
            id: random::guid_from(&["policy", &tenant.id, &order.name]),
            name: order.name,
            people: lower(order.people),
            except: lower(order.except),
            apps: lower(order.apps),
            grant: order.grant,
            sign_in_frequency_hours: order.sign_in_frequency_hours,
            mfa_lifetime_hours: order.mfa_lifetime_hours,
        });
    })?;
    done()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RemovePolicy {
    tenant: String,
    name: Option<String>,
}

pub(crate) async fn remove_policy(
    State(world): State<Shared>,
    Order(order): Order<RemovePolicy>,
) -> Outcome {
    let known = with_tenant(&world, &order.tenant, |tenant| {
        let before = tenant.policies.len();
        let stays = |policy: &Policy| order.name.as_ref().is_some_and(|name| policy.name != *name);
        tenant.policies.retain(stays);
        tenant.policies.len() < before || order.name.is_none()
    })?;
    if known {
        done()
    } else {
        Err(ControlError::Unknown(
            "policy",
            order.name.unwrap_or_default(),
        ))
    }
}
