//! Orders about app registrations: secrets, redirect URIs, on and off.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::json;

use crate::base::clock::Moment;
use crate::base::random::Dice;
use crate::control::api::{Order, Outcome, done};
use crate::control::error::ControlError;
use crate::control::issued::Sensitive;
use crate::directory::build;
use crate::directory::model::{App, Platform, RedirectUri, Secret};
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
    let value = order.value.unwrap_or_else(|| new_secret(&world.dice));
    let secret_id = world.dice.guid();
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
fn new_secret(dice: &Dice) -> String {
    let tail = dice.token::<26>();
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
pub(crate) struct Settings {
    client_id: String,
    permissions: Option<Vec<String>>,
    assignment_required: Option<bool>,
    assigned: Option<Vec<String>>,
    public_client: Option<bool>,
    id_tokens: Option<bool>,
    access_tokens: Option<bool>,
    risky: Option<bool>,
}

pub(crate) async fn settings(
    State(world): State<Shared>,
    Order(order): Order<Settings>,
) -> Outcome {
    let permissions = order.permissions.as_ref().map(|names| {
        let known = |name: &String| match scopes::find(name) {
            Some(scope) => Ok(scope.name.to_owned()),
            None => Err(ControlError::Unknown("permission", name.clone())),
        };
        names.iter().map(known).collect::<Result<Vec<_>, _>>()
    });
    let permissions = permissions.transpose()?;
    with_app(&world, &order.client_id, |app| {
        if let Some(permissions) = permissions {
            app.permissions = permissions;
        }
        if let Some(assigned) = order.assigned {
            app.assigned = assigned.iter().map(|name| name.to_lowercase()).collect();
        }
        let switches = [
            (&mut app.assignment_required, order.assignment_required),
            (&mut app.public_client, order.public_client),
            (&mut app.id_tokens, order.id_tokens),
            (&mut app.access_tokens, order.access_tokens),
            (&mut app.risky, order.risky),
        ];
        for (switch, wanted) in switches {
            *switch = wanted.unwrap_or(*switch);
        }
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
