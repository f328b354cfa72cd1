//! Every sensitive value that was issued or received, so that a test can
//! search logs, databases and screens for them.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};

/// Per kind, the oldest values are forgotten beyond this number.
const MOST: usize = 20_000;

#[derive(Default)]
pub(crate) struct Ledger {
    kinds: Mutex<Kinds>,
}

#[derive(Default)]
struct Kinds {
    client_secrets: Values,
    authorization_codes: Values,
    access_tokens: Values,
    refresh_tokens: Values,
    id_tokens: Values,
    code_verifiers: Values,
}

#[derive(Default)]
struct Values {
    order: VecDeque<Arc<str>>,
    known: HashSet<Arc<str>>,
}

/// What a value is.
#[derive(Clone, Copy)]
pub(crate) enum Sensitive {
    ClientSecret,
    AuthorizationCode,
    AccessToken,
    RefreshToken,
    IdToken,
    CodeVerifier,
}

impl Ledger {
    pub(crate) fn note(&self, kind: Sensitive, value: &str) {
        let mut kinds = self.kinds.lock().unwrap_or_else(PoisonError::into_inner);
        let values = match kind {
            Sensitive::ClientSecret => &mut kinds.client_secrets,
            Sensitive::AuthorizationCode => &mut kinds.authorization_codes,
            Sensitive::AccessToken => &mut kinds.access_tokens,
            Sensitive::RefreshToken => &mut kinds.refresh_tokens,
            Sensitive::IdToken => &mut kinds.id_tokens,
            Sensitive::CodeVerifier => &mut kinds.code_verifiers,
        };
        values.add(value);
    }

    pub(crate) fn json(&self) -> Value {
        let kinds = self.kinds.lock().unwrap_or_else(PoisonError::into_inner);
        json!({
            "client_secrets": kinds.client_secrets.list(),
            "authorization_codes": kinds.authorization_codes.list(),
            "access_tokens": kinds.access_tokens.list(),
            "refresh_tokens": kinds.refresh_tokens.list(),
            "id_tokens": kinds.id_tokens.list(),
            "code_verifiers": kinds.code_verifiers.list(),
        })
    }
}

impl Values {
    fn add(&mut self, value: &str) {
        if value.is_empty() || self.known.contains(value) {
            return;
        }
        let value: Arc<str> = value.into();
        self.known.insert(Arc::clone(&value));
        self.order.push_back(value);
        if self.order.len() > MOST
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
    }

    fn list(&self) -> Vec<&str> {
        self.order.iter().map(AsRef::as_ref).collect()
    }
}
