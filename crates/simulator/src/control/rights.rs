//! Orders about what people may do in the mailboxes of others.

use axum::extract::State as Extract;
use serde::Deserialize;

use crate::control::api::{Order, Outcome, done};
use crate::control::error::ControlError;
use crate::control::mailboxes::with_mailbox;
use crate::directory::mailbox::{Right, Share, ShareAccess};
use crate::directory::state::{PendingRight, State};
use crate::mail::store::standard_folder;
use crate::world::{Shared, World};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RightOrder {
    mailbox: String,
    #[serde(alias = "upn")]
    person: String,
    right: Right,
}

/// A person or a group, as lists of rights name them.
fn trustee(state: &State, name: &str) -> Result<String, ControlError> {
    if let Some(group) = state.group(name) {
        return Ok(group.address.clone());
    }
    match state.person_at_home(name) {
        Some(person) => Ok(person.login().to_lowercase()),
        None => Err(ControlError::Unknown("person", name.to_owned())),
    }
}

pub(crate) async fn give(
    Extract(world): Extract<Shared>,
    Order(order): Order<RightOrder>,
) -> Outcome {
    let whom = world.read(|state| trustee(state, &order.person))?;
    change(&world, &order, whom, true)
}

pub(crate) async fn take(
    Extract(world): Extract<Shared>,
    Order(order): Order<RightOrder>,
) -> Outcome {
    let whom = order.person.to_lowercase();
    change(&world, &order, whom, false)
}

/// At once, or when Exchange has heard of it everywhere.
fn change(world: &World, order: &RightOrder, whom: String, give: bool) -> Outcome {
    let now = world.clock.now();
    world.change(|state| {
        let mailbox = state
            .mailbox(&order.mailbox)
            .map(|mailbox| mailbox.id.clone())
            .ok_or_else(|| ControlError::Unknown("mailbox", order.mailbox.clone()))?;
        let delay = state.settings.switches.rights_delay_seconds;
        state.pending_rights.push(PendingRight {
            due: now.plus_seconds(i64::from(delay)),
            mailbox,
            right: order.right,
            whom,
            give,
        });
        Ok::<_, ControlError>(())
    })?;
    done()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShareOrder {
    mailbox: String,
    folder: String,
    #[serde(alias = "upn")]
    person: String,
    #[serde(default)]
    access: ShareAccess,
}

fn folder_of(order: &ShareOrder) -> Result<u32, ControlError> {
    standard_folder(&order.folder)
        .ok_or_else(|| ControlError::Unknown("well-known folder", order.folder.clone()))
}

pub(crate) async fn share(
    Extract(world): Extract<Shared>,
    Order(order): Order<ShareOrder>,
) -> Outcome {
    let folder = folder_of(&order)?;
    let whom = world.read(|state| trustee(state, &order.person))?;
    with_mailbox(&world, &order.mailbox, |mailbox| {
        let shares = &mut mailbox.rights.shares;
        shares.retain(|share| share.folder != folder || share.whom != whom);
        shares.push(Share {
            folder,
            whom,
            access: order.access,
        });
    })?;
    done()
}

pub(crate) async fn unshare(
    Extract(world): Extract<Shared>,
    Order(order): Order<ShareOrder>,
) -> Outcome {
    let folder = folder_of(&order)?;
    let whom = order.person.to_lowercase();
    with_mailbox(&world, &order.mailbox, |mailbox| {
        let shares = &mut mailbox.rights.shares;
        shares.retain(|share| share.folder != folder || share.whom != whom);
    })?;
    done()
}
