//! Sealed values: what the stand-in hands out and wants back unread, such as
//! refresh tokens, sign-in tickets and the session cookie. Nothing has to be
//! remembered about them, so they survive a restart with the key alone.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::random;

/// The key length of AES-256.
pub(crate) const KEY_LENGTH: usize = 32;

/// Seals and opens values of a kind; a value of one kind never opens as
/// another.
pub(crate) struct Sealer {
    key: RandomizedNonceKey,
}

impl Sealer {
    /// `None` when the key has the wrong length.
    pub(crate) fn new(key: &[u8]) -> Option<Self> {
        let key = RandomizedNonceKey::new(&AES_256_GCM, key).ok()?;
        Some(Self { key })
    }

    pub(crate) fn fresh_key() -> [u8; KEY_LENGTH] {
        random::bytes()
    }

    /// The sealed value as base64url text; empty when the value cannot be
    /// written as JSON, which none of ours is.
    pub(crate) fn seal<T: Serialize>(&self, kind: &str, value: &T) -> String {
        let Ok(mut buffer) = serde_json::to_vec(value) else {
            return String::new();
        };
        let sealed = self
            .key
            .seal_in_place_append_tag(Aad::from(kind.as_bytes()), &mut buffer);
        match sealed {
            Ok(nonce) => {
                let mut out = nonce.as_ref().to_vec();
                out.append(&mut buffer);
                URL_SAFE_NO_PAD.encode(out)
            }
            Err(_) => String::new(),
        }
    }

    /// `None` for everything this key did not seal as that kind.
    pub(crate) fn open<T: DeserializeOwned>(&self, kind: &str, text: &str) -> Option<T> {
        let mut raw = URL_SAFE_NO_PAD.decode(text).ok()?;
        if raw.len() <= NONCE_LEN {
            return None;
        }
        let mut sealed = raw.split_off(NONCE_LEN);
        let nonce = Nonce::try_assume_unique_for_key(&raw).ok()?;
        let plain = self
            .key
            .open_in_place(nonce, Aad::from(kind.as_bytes()), &mut sealed)
            .ok()?;
        serde_json::from_slice(plain).ok()
    }
}
