//! id_tokens that are wrong on purpose, so that a client can prove its checks.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What the next id_tokens get wrong.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Tampering {
    /// How many id_tokens; 1 when not given.
    pub(crate) times: Option<u32>,
    pub(crate) tid: Option<String>,
    pub(crate) aud: Option<String>,
    pub(crate) iss: Option<String>,
    pub(crate) nonce: Option<String>,
    pub(crate) oid: Option<String>,
    pub(crate) preferred_username: Option<String>,
    /// `exp` lies an hour in the past.
    pub(crate) expired: bool,
    /// The signature does not fit.
    pub(crate) bad_signature: bool,
    /// No id_token at all.
    pub(crate) omit: bool,
    /// Claims to leave out.
    pub(crate) without: Vec<String>,
}

impl Tampering {
    /// The order in force, used up by one.
    pub(crate) fn next(order: &mut Option<Self>) -> Option<Self> {
        let mut taken = order.take()?;
        let left = taken.times.unwrap_or(1).saturating_sub(1);
        taken.times = Some(left);
        if left > 0 {
            *order = Some(taken.clone());
        }
        Some(taken)
    }

    /// Changes the claims as asked.
    pub(crate) fn apply(&self, claims: &mut Value, now_seconds: i64) {
        let Some(claims) = claims.as_object_mut() else {
            return;
        };
        let changes = [
            ("tid", &self.tid),
            ("aud", &self.aud),
            ("iss", &self.iss),
            ("nonce", &self.nonce),
            ("oid", &self.oid),
            ("preferred_username", &self.preferred_username),
        ];
        for (name, value) in changes {
            if let Some(value) = value {
                claims.insert(name.to_owned(), value.as_str().into());
            }
        }
        if self.expired {
            claims.insert("iat".to_owned(), (now_seconds - 7200).into());
            claims.insert("nbf".to_owned(), (now_seconds - 7200).into());
            claims.insert("exp".to_owned(), (now_seconds - 3600).into());
        }
        for name in &self.without {
            claims.remove(name);
        }
    }

    /// Turns the last characters of the signature round.
    pub(crate) fn spoil(&self, token: String) -> String {
        if !self.bad_signature {
            return token;
        }
        match token.rsplit_once('.') {
            Some((signed, signature)) => {
                let turned: String = signature.chars().rev().collect();
                format!("{signed}.{turned}")
            }
            None => token,
        }
    }
}
