//! Orders that make and unmake accounts, and give them passwords.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::json;

use crate::base::random;
use crate::control::api::{Order, Outcome, done};
use crate::control::error::ControlError;
use crate::control::mailboxes;
use crate::control::people::{NamedPerson, just_after, with_person};
use crate::directory::build::new_person;
use crate::directory::mailbox::MailboxKind;
use crate::directory::model::{PasswordState, Role};
use crate::mail::message::looks_like_address;
use crate::world::Shared;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPerson {
    tenant: String,
    upn: String,
    name: String,
    password: Option<String>,
    #[serde(default)]
    roles: Vec<Role>,
    mailbox: Option<bool>,
}

pub(crate) async fn add(State(world): State<Shared>, Order(order): Order<NewPerson>) -> Outcome {
    let password = order
        .password
        .unwrap_or_else(|| format!("Aa1!{}", world.dice.token::<9>()));
    let upn = order.upn.trim().to_lowercase();
    world.change(|state| {
        let tenant = mailboxes::tenant_of(state, &order.tenant, &upn)?;
        if !looks_like_address(&upn) || state.person_in(&tenant.id, &upn).is_some() {
            return Err(ControlError::Wrong(format!(
                "\"{upn}\" is no sign-in name, or somebody's already"
            )));
        }
        let (tenant, language) = (tenant.id.clone(), tenant.language);
        let id = random::guid_from(&["person", &upn]);
        let mut person = new_person(&tenant, id.clone(), upn.clone(), &order.name, &password);
        person.roles = order.roles;
        state.add_person(person);
        if order.mailbox.unwrap_or(true) && state.mailbox(&upn).is_none() {
            let mailbox =
                mailboxes::new(tenant, id, &upn, &order.name, MailboxKind::User, language);
            state.add_mailbox(mailbox);
        }
        Ok(())
    })?;
    Ok(Json(json!({ "password": password })))
}

pub(crate) async fn delete(
    State(world): State<Shared>,
    Order(order): Order<NamedPerson>,
) -> Outcome {
    world.change(|state| {
        let id = state
            .person_at_home(&order.person)
            .map(|person| person.object_id.clone())
            .ok_or(ControlError::Unknown("person", order.person))?;
        state.remove_person(&id);
        Ok::<_, ControlError>(())
    })?;
    done()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPassword {
    #[serde(alias = "upn")]
    person: String,
    password: Option<String>,
    #[serde(default)]
    by: ChangedBy,
}

/// Microsoft: "Refresh tokens", revocation: what an admin resets revokes, and
/// of what a person changes two pages say different things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ChangedBy {
    #[default]
    Admin,
    Person,
}

pub(crate) async fn reset_password(
    State(world): State<Shared>,
    Order(order): Order<NewPassword>,
) -> Outcome {
    let password = order
        .password
        .unwrap_or_else(|| format!("Aa1!{}", world.dice.token::<9>()));
    let switches = world.read(|state| state.settings.switches);
    let revokes = order.by == ChangedBy::Admin || switches.password_change_revokes;
    let from = just_after(world.clock.now());
    with_person(&world, &order.person, |person| {
        person.password.clone_from(&password);
        person.password_state = PasswordState::Valid;
        if revokes {
            person.sessions_valid_from = Some(from);
        }
    })?;
    Ok(Json(json!({ "password": password })))
}
