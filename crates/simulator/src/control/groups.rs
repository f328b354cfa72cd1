//! Orders about mail-enabled security groups.

use std::collections::BTreeSet;

use axum::extract::State as Extract;
use serde::Deserialize;

use crate::control::api::{Order, Outcome, done};
use crate::control::error::ControlError;
use crate::control::mailboxes;
use crate::directory::model::Group;
use crate::directory::state::State;
use crate::mail::message::looks_like_address;
use crate::world::Shared;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewGroup {
    tenant: String,
    address: String,
    name: Option<String>,
    #[serde(default)]
    members: Vec<String>,
}

/// Sign-in names, in lower case, of people there are.
fn logins(state: &State, names: &[String]) -> Result<BTreeSet<String>, ControlError> {
    let login = |name: &String| match state.person_at_home(name) {
        Some(person) => Ok(person.login().to_lowercase()),
        None => Err(ControlError::Unknown("person", name.clone())),
    };
    names.iter().map(login).collect()
}

pub(crate) async fn add(Extract(world): Extract<Shared>, Order(order): Order<NewGroup>) -> Outcome {
    let address = order.address.trim().to_lowercase();
    world.change(|state| {
        let tenant = mailboxes::tenant_of(state, &order.tenant, &address)?
            .id
            .clone();
        let taken = state.group(&address).is_some() || state.mailbox(&address).is_some();
        if !looks_like_address(&address) || taken {
            return Err(ControlError::Wrong(format!(
                "\"{address}\" is no address, or somebody's already"
            )));
        }
        let members = logins(state, &order.members)?;
        state.add_group(Group {
            tenant,
            name: order.name.unwrap_or_else(|| address.clone()),
            address,
            members,
        });
        Ok(())
    })?;
    done()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeMembers {
    group: String,
    #[serde(default)]
    add: Vec<String>,
    #[serde(default)]
    remove: Vec<String>,
}

pub(crate) async fn members(
    Extract(world): Extract<Shared>,
    Order(order): Order<ChangeMembers>,
) -> Outcome {
    world.change(|state| {
        let (add, remove) = (logins(state, &order.add)?, logins(state, &order.remove)?);
        let group = state
            .group_mut(&order.group)
            .ok_or(ControlError::Unknown("group", order.group))?;
        group.members.extend(add);
        group.members.retain(|member| !remove.contains(member));
        Ok::<_, ControlError>(())
    })?;
    done()
}
