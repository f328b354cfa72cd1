//! Sealed values: what the stand-in hands out and wants back unread, such as
//! refresh tokens, sign-in tickets and the session cookie; and the marks that
//! stand where Graph's access tokens have their signature. Nothing has to be
//! remembered about them, so they survive a restart with the key alone.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::random::Dice;

/// The key length of AES-256.
pub(crate) const KEY_LENGTH: usize = 32;
/// As long as an RS256 signature with a key of 2048 bits.
const MARK_LENGTH: usize = 256;

/// Seals and opens values of a kind; a value of one kind never opens as
/// another.
pub(crate) struct Sealer {
    key: LessSafeKey,
    marker: hmac::Key,
}

impl Sealer {
    /// `None` when the key has the wrong length.
    pub(crate) fn new(key: &[u8]) -> Option<Self> {
        let root = hmac::Key::new(hmac::HMAC_SHA256, key);
        let derived = hmac::sign(&root, b"access token marks");
        Some(Self {
            key: LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key).ok()?),
            marker: hmac::Key::new(hmac::HMAC_SHA256, derived.as_ref()),
        })
    }

    /// The sealed value as base64url text; empty when the value cannot be
    /// written as JSON, which none of ours is.
    pub(crate) fn seal<T: Serialize>(&self, dice: &Dice, kind: &str, value: &T) -> String {
        let Ok(mut buffer) = serde_json::to_vec(value) else {
            return String::new();
        };
        let nonce = dice.bytes::<NONCE_LEN>();
        let sealed = self.key.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(kind.as_bytes()),
            &mut buffer,
        );
        match sealed {
            Ok(()) => {
                let mut out = nonce.to_vec();
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

    /// What stands in the signature's place of a token that only the stand-in
    /// reads: as long as a signature, and a hundredth of its price.
    pub(crate) fn mark(&self, text: &str) -> String {
        let first = hmac::sign(&self.marker, text.as_bytes());
        let mut mark = Vec::with_capacity(MARK_LENGTH);
        mark.extend_from_slice(first.as_ref());
        while mark.len() < MARK_LENGTH {
            let last = mark.len().saturating_sub(32);
            let next = hmac::sign(&self.marker, mark.get(last..).unwrap_or(&[]));
            mark.extend_from_slice(next.as_ref());
        }
        URL_SAFE_NO_PAD.encode(mark)
    }

    /// Whether the mark is the right one, in constant time.
    pub(crate) fn is_marked(&self, text: &str, mark: &str) -> bool {
        URL_SAFE_NO_PAD.decode(mark).is_ok_and(|mark| {
            mark.len() == MARK_LENGTH
                && mark
                    .get(..32)
                    .is_some_and(|first| hmac::verify(&self.marker, text.as_bytes(), first).is_ok())
                && self.mark(text) == URL_SAFE_NO_PAD.encode(&mark)
        })
    }
}
