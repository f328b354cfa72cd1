//! The record of requests: what was called, by whom, with what outcome, and
//! without a secret in it.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use http::Method;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::base::clock::Moment;
use crate::base::text;

const MOST: usize = 20_000;

/// One request and its answer.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Entry {
    pub(crate) number: u64,
    /// The stand-in's time, with whatever the control API did to it.
    #[serde(serialize_with = "as_text")]
    pub(crate) time: Moment,
    #[serde(serialize_with = "as_text")]
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) query: Value,
    pub(crate) status: u16,
    pub(crate) duration_ms: u64,
    pub(crate) user_agent: Option<String>,
    pub(crate) origin: Option<String>,
    pub(crate) client_request_id: Option<String>,
    pub(crate) request_id: Option<String>,
    /// What a fault did to it.
    pub(crate) fault: Option<String>,
    /// What the handler knows: grant type, client, person, error code.
    pub(crate) notes: Value,
}

fn as_text<T: std::fmt::Display, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// What a handler adds to the record of its request, as a response extension.
#[derive(Clone, Debug)]
pub(crate) struct Notes(pub(crate) Value);

#[derive(Default)]
pub(crate) struct Record {
    entries: Mutex<(u64, VecDeque<Entry>)>,
}

impl Record {
    pub(crate) fn add(&self, mut entry: Entry) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.0 += 1;
        entry.number = entries.0;
        entries.1.push_back(entry);
        if entries.1.len() > MOST {
            entries.1.pop_front();
        }
    }

    pub(crate) fn select(&self, wanted: impl Fn(&Entry) -> bool) -> Vec<Entry> {
        let entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries
            .1
            .iter()
            .filter(|entry| wanted(entry))
            .cloned()
            .collect()
    }

    pub(crate) fn clear(&self) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.1.clear();
    }
}

/// Parameters with the secret ones masked.
pub(crate) fn masked(encoded: &[u8]) -> Value {
    let mut out = Map::new();
    for (name, value) in form_urlencoded::parse(encoded) {
        let secret = matches!(
            name.as_ref(),
            "code"
                | "code_verifier"
                | "client_secret"
                | "refresh_token"
                | "access_token"
                | "id_token"
                | "passwd"
                | "password"
                | "ticket"
                | "id_token_hint"
                | "client_assertion"
        );
        let shown = if secret {
            text::masked(&value)
        } else {
            text::shortened(&value, 2000)
        };
        out.insert(name.into_owned(), shown.into());
    }
    Value::Object(out)
}
