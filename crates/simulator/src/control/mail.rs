//! Orders about mail: something arrives, or takes longer.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::json;

use crate::control::api::{Order, Outcome, done};
use crate::control::error::ControlError;
use crate::mail::delivery;
use crate::mail::message::{Address, Body, Message};
use crate::mail::store::{INBOX, standard_folder};
use crate::world::Shared;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Arrival {
    to: String,
    from: Option<String>,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    text: String,
    html: Option<String>,
    /// Where a filter puts it; otherwise the inbox.
    folder: Option<String>,
}

pub(crate) async fn deliver(State(world): State<Shared>, Order(order): Order<Arrival>) -> Outcome {
    let now = world.clock.now();
    let from = order
        .from
        .as_deref()
        .unwrap_or("Leverancier <administratie@leverancier.example>");
    let from = Address::parse(from)
        .ok_or_else(|| ControlError::Wrong(format!("\"{from}\" is not a mail address")))?;
    let folder = match order.folder {
        Some(name) => standard_folder(&name)
            .ok_or_else(|| ControlError::Unknown("well-known folder", name))?,
        None => INBOX,
    };
    let id = delivery::new_message_id(&world.dice);
    world.change(|state| {
        let key = state.next_message();
        let mailbox = state
            .mailbox_mut(&order.to)
            .ok_or_else(|| ControlError::Unknown("mailbox", order.to.clone()))?;
        let mut message = Message::new(key, now, id.clone());
        message.subject = order.subject;
        message.body = match order.html {
            Some(html) => Body::html(html),
            None => Body::text(order.text),
        };
        message.sender = Some(from.clone());
        message.from = Some(from);
        message.to = vec![Address::new(&mailbox.name, &mailbox.address)];
        message.is_read = false;
        message.is_draft = false;
        mailbox.store.put(folder, message);
        Ok::<_, ControlError>(())
    })?;
    Ok(Json(json!({ "internet_message_id": id })))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Delay {
    #[serde(alias = "delay_seconds")]
    seconds: u32,
}

pub(crate) async fn delay(State(world): State<Shared>, Order(order): Order<Delay>) -> Outcome {
    world.change(|state| state.settings.delivery_delay_seconds = i64::from(order.seconds));
    done()
}
