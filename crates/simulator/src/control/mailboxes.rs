//! Orders about mailboxes themselves.

use axum::extract::State as Extract;
use serde::Deserialize;

use crate::base::language::Language;
use crate::base::random;
use crate::control::api::{Order, Outcome, done};
use crate::control::error::ControlError;
use crate::directory::mailbox::{Mailbox, MailboxKind, Rights};
use crate::directory::model::Tenant;
use crate::directory::state::State;
use crate::mail::message::looks_like_address;
use crate::mail::store::MailStore;
use crate::world::{Shared, World};

/// The tenant, if the address is in one of its domains.
pub(crate) fn tenant_of<'a>(
    state: &'a State,
    tenant: &str,
    address: &str,
) -> Result<&'a Tenant, ControlError> {
    let found = state
        .tenant(tenant)
        .ok_or_else(|| ControlError::Unknown("tenant", tenant.to_owned()))?;
    let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
    if found
        .domains
        .iter()
        .any(|own| own.eq_ignore_ascii_case(domain))
    {
        Ok(found)
    } else {
        Err(ControlError::Wrong(format!(
            "\"{address}\" is not in a domain of this tenant"
        )))
    }
}

pub(crate) fn new(
    tenant: String,
    id: String,
    address: &str,
    name: &str,
    kind: MailboxKind,
    language: Language,
) -> Mailbox {
    Mailbox {
        tenant,
        id,
        address: address.to_owned(),
        name: name.to_owned(),
        kind,
        rights: Rights::default(),
        copy_of_sent_as: false,
        copy_of_sent_on_behalf: false,
        full: false,
        store: MailStore::new(language),
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMailbox {
    tenant: String,
    address: String,
    name: Option<String>,
    kind: Option<MailboxKind>,
}

pub(crate) async fn add(
    Extract(world): Extract<Shared>,
    Order(order): Order<NewMailbox>,
) -> Outcome {
    let address = order.address.trim().to_lowercase();
    world.change(|state| {
        let tenant = tenant_of(state, &order.tenant, &address)?;
        let taken = state.mailbox(&address).is_some() || state.group(&address).is_some();
        if !looks_like_address(&address) || taken {
            return Err(ControlError::Wrong(format!(
                "\"{address}\" is no address, or somebody's already"
            )));
        }
        let owner = state.person_in(&tenant.id, &address);
        let id = match owner {
            Some(person) => person.object_id.clone(),
            None => random::guid_from(&["mailbox", &address]),
        };
        let name = order.name.unwrap_or_else(|| address.clone());
        let kind = order.kind.unwrap_or(MailboxKind::Shared);
        let mailbox = new(
            tenant.id.clone(),
            id,
            &address,
            &name,
            kind,
            tenant.language,
        );
        state.add_mailbox(mailbox);
        Ok(())
    })?;
    done()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NamedMailbox {
    #[serde(alias = "address")]
    mailbox: String,
}

pub(crate) async fn remove(
    Extract(world): Extract<Shared>,
    Order(order): Order<NamedMailbox>,
) -> Outcome {
    world.change(|state| {
        let id = state.mailbox(&order.mailbox).map(|found| found.id.clone());
        let id = id.ok_or(ControlError::Unknown("mailbox", order.mailbox))?;
        state.mailboxes.retain(|mailbox| mailbox.id != id);
        state.rebuild_index();
        Ok::<_, ControlError>(())
    })?;
    done()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetKind {
    #[serde(alias = "address")]
    mailbox: String,
    kind: MailboxKind,
}

pub(crate) async fn kind(Extract(world): Extract<Shared>, Order(order): Order<SetKind>) -> Outcome {
    with_mailbox(&world, &order.mailbox, |mailbox| mailbox.kind = order.kind)?;
    done()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetFull {
    #[serde(alias = "address")]
    mailbox: String,
    full: bool,
}

pub(crate) async fn full(Extract(world): Extract<Shared>, Order(order): Order<SetFull>) -> Outcome {
    with_mailbox(&world, &order.mailbox, |mailbox| mailbox.full = order.full)?;
    done()
}

pub(crate) fn with_mailbox(
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
