//! Orders about what an account may do: on and off, locked, revoked, asked for
//! a second factor.

use axum::extract::State;
use serde::Deserialize;

use crate::base::clock::Moment;
use crate::control::api::{Order, Outcome, done};
use crate::control::error::ControlError;
use crate::directory::model::{PasswordState, Person};
use crate::world::{Shared, World};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NamedPerson {
    #[serde(alias = "upn")]
    pub(crate) person: String,
}

/// Changes an account where it belongs, and as a guest elsewhere.
pub(crate) fn with_person(
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

/// Later than any sign-in of this moment.
pub(crate) fn just_after(now: Moment) -> Moment {
    Moment(now.0.saturating_add(1))
}

pub(crate) async fn revoke_sessions(
    State(world): State<Shared>,
    Order(order): Order<NamedPerson>,
) -> Outcome {
    let from = just_after(world.clock.now());
    with_person(&world, &order.person, |person| {
        person.sessions_valid_from = Some(from)
    })?;
    done()
}

pub(crate) async fn disable(
    State(world): State<Shared>,
    Order(order): Order<NamedPerson>,
) -> Outcome {
    with_person(&world, &order.person, |person| person.disabled = true)?;
    done()
}

pub(crate) async fn enable(
    State(world): State<Shared>,
    Order(order): Order<NamedPerson>,
) -> Outcome {
    with_person(&world, &order.person, |person| person.disabled = false)?;
    done()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetPasswordState {
    #[serde(alias = "upn")]
    person: String,
    state: PasswordState,
}

pub(crate) async fn password_state(
    State(world): State<Shared>,
    Order(order): Order<SetPasswordState>,
) -> Outcome {
    with_person(&world, &order.person, |person| {
        person.password_state = order.state
    })?;
    done()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lock {
    #[serde(alias = "upn")]
    person: String,
    seconds: Option<u32>,
}

pub(crate) async fn lock(State(world): State<Shared>, Order(order): Order<Lock>) -> Outcome {
    let now = world.clock.now();
    let seconds = i64::from(order.seconds.unwrap_or(60));
    with_person(&world, &order.person, |person| {
        person.failures = 0;
        person.locked_until = (seconds > 0).then(|| now.plus_seconds(seconds));
    })?;
    done()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetFactor {
    #[serde(alias = "upn")]
    person: String,
    required: Option<bool>,
    registered: Option<bool>,
}

pub(crate) async fn mfa(State(world): State<Shared>, Order(order): Order<SetFactor>) -> Outcome {
    with_person(&world, &order.person, |person| {
        let factor = &mut person.second_factor;
        factor.required = order.required.unwrap_or(factor.required);
        factor.registered = order.registered.unwrap_or(factor.registered);
    })?;
    done()
}
