//! Authorization codes: ten minutes if nothing else is said, one use.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::base::clock::Moment;
use crate::base::random::Dice;
use crate::directory::model::Platform;

/// Codes are kept for an hour, so that a late or second use is recognised.
const MEMORY_SECONDS: i64 = 3600;
const PRUNE_AT: usize = 5000;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Codes(HashMap<String, Code>);

/// What a code stands for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Code {
    pub(crate) tenant: String,
    pub(crate) person: String,
    pub(crate) client_id: String,
    pub(crate) redirect_uri: String,
    pub(crate) platform: Platform,
    pub(crate) challenge: Option<Challenge>,
    pub(crate) nonce: Option<String>,
    /// The `scope` of the request.
    pub(crate) scope: String,
    pub(crate) signed_in: Moment,
    #[serde(default)]
    pub(crate) mfa_at: Option<Moment>,
    pub(crate) issued: Moment,
    pub(crate) redeemed: bool,
}

/// What the verifier has to answer to (RFC 7636).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Challenge {
    pub(crate) value: String,
    pub(crate) is_s256: bool,
}

impl Code {
    pub(crate) fn expired(&self, now: Moment, lifetime_seconds: u32) -> bool {
        now > self.issued.plus_seconds(i64::from(lifetime_seconds))
    }
}

impl Codes {
    pub(crate) fn add(&mut self, dice: &Dice, code: Code) -> String {
        if self.0.len() >= PRUNE_AT {
            let now = code.issued;
            self.0
                .retain(|_, old| now <= old.issued.plus_seconds(MEMORY_SECONDS) && !old.redeemed);
        }
        // Microsoft's codes are long; a column or a URL that is too short for
        // them should be found out here.
        let text = format!("1.A{}", dice.token::<540>());
        self.0.insert(text.clone(), code);
        text
    }

    pub(crate) fn get(&self, text: &str) -> Option<&Code> {
        self.0.get(text)
    }

    pub(crate) fn get_mut(&mut self, text: &str) -> Option<&mut Code> {
        self.0.get_mut(text)
    }
}
