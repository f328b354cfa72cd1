//! The whole state, out and in again: as a document, or under a name in
//! memory.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header;
use serde::Deserialize;
use serde_json::json;

use crate::control::api::{Order, Outcome, done};
use crate::control::error::ControlError;
use crate::save::{self, Snapshot, StateFileError};
use crate::start;
use crate::world::Shared;

const MOST: usize = 20;

/// What was saved under a name, as JSON.
#[derive(Default)]
pub(crate) struct Kept {
    named: Mutex<BTreeMap<String, Arc<str>>>,
}

impl Kept {
    pub(crate) fn names(&self) -> Vec<String> {
        let named = self.named.lock().unwrap_or_else(PoisonError::into_inner);
        named.keys().cloned().collect()
    }

    fn put(&self, name: &str, text: String) -> Result<(), ControlError> {
        let mut named = self.named.lock().unwrap_or_else(PoisonError::into_inner);
        if named.len() >= MOST && !named.contains_key(name) {
            return Err(ControlError::Wrong(format!(
                "{MOST} states are kept, and no more"
            )));
        }
        named.insert(name.to_owned(), text.into());
        Ok(())
    }

    fn get(&self, name: &str) -> Option<Arc<str>> {
        let named = self.named.lock().unwrap_or_else(PoisonError::into_inner);
        named.get(name).cloned()
    }
}

fn written(world: &Shared) -> Result<String, StateFileError> {
    Ok(serde_json::to_string(&save::snapshot(world))?)
}

pub(crate) async fn state(State(world): State<Shared>) -> Result<Response, ControlError> {
    let text = written(&world)?;
    let kind = [(header::CONTENT_TYPE, "application/json")];
    Ok((kind, text).into_response())
}

pub(crate) async fn put_state(
    State(world): State<Shared>,
    Order(snapshot): Order<Snapshot>,
) -> Outcome {
    save::restore(&world, snapshot)?;
    start::note_secrets(&world);
    done()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Named {
    name: String,
}

pub(crate) async fn list(State(world): State<Shared>) -> Outcome {
    Ok(Json(json!({ "snapshots": world.kept.names() })))
}

pub(crate) async fn save(State(world): State<Shared>, Order(order): Order<Named>) -> Outcome {
    if order.name.trim().is_empty() || order.name.len() > 100 {
        return Err(ControlError::Wrong(
            "a name has between 1 and 100 characters".to_owned(),
        ));
    }
    let text = written(&world)?;
    world.kept.put(order.name.trim(), text)?;
    done()
}

pub(crate) async fn load(State(world): State<Shared>, Order(order): Order<Named>) -> Outcome {
    let text = world
        .kept
        .get(order.name.trim())
        .ok_or(ControlError::Unknown("snapshot", order.name))?;
    let snapshot = serde_json::from_str(&text).map_err(StateFileError::from)?;
    save::restore(&world, snapshot)?;
    start::note_secrets(&world);
    done()
}
