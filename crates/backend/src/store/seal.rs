//! Sealing: XChaCha20-Poly1305, bound to the place where a value lies.
//!
//! A sealed value is `v1.<key id>.<base64 of nonce and ciphertext>`. Table,
//! column and row are its associated data, so that a value moved elsewhere does
//! not open there.

use super::StoreError;
use super::key::MasterKey;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use secrecy::SecretString;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use zeroize::Zeroizing;

const NONCE: usize = 24;

/// Where a sealed value lies.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    table: &'static str,
    column: &'static str,
    row: &'a str,
}

impl<'a> Place<'a> {
    pub(super) fn new(table: &'static str, column: &'static str, row: &'a str) -> Self {
        Self { table, column, row }
    }

    fn associated_data(&self) -> Vec<u8> {
        // No part can hold the separator: names are ours, rows are ids.
        [self.table, self.column, self.row].join("|").into_bytes()
    }
}

/// Seals and opens with the master key.
#[derive(Clone)]
pub struct Sealer {
    cipher: Arc<XChaCha20Poly1305>,
    key_id: Arc<str>,
}

impl Sealer {
    /// A sealer with this key.
    #[must_use]
    pub fn new(key: MasterKey) -> Self {
        // Names the key without telling anything about it.
        let id = fingerprint(&["key id", &key.to_text()].concat());
        Self {
            cipher: Arc::new(XChaCha20Poly1305::new(&(*key.0).into())),
            key_id: id[..8].into(),
        }
    }

    pub(super) fn seal(&self, place: Place<'_>, text: &str) -> String {
        let nonce: [u8; NONCE] = crate::random::bytes();
        let payload = Payload {
            msg: text.as_bytes(),
            aad: &place.associated_data(),
        };
        #[expect(clippy::expect_used, reason = "fails only above 256 GB")]
        let sealed = self
            .cipher
            .encrypt(&XNonce::from(nonce), payload)
            .expect("in memory");
        let bytes = [&nonce, sealed.as_slice()].concat();
        format!("v1.{}.{}", self.key_id, URL_SAFE_NO_PAD.encode(bytes))
    }

    pub(super) fn open(&self, place: Place<'_>, sealed: &str) -> Result<SecretString, StoreError> {
        self.try_open(place, sealed)
            .ok_or(StoreError::Sealed(place.table))
    }

    fn try_open(&self, place: Place<'_>, sealed: &str) -> Option<SecretString> {
        let (key_id, encoded) = sealed.strip_prefix("v1.")?.split_once('.')?;
        if key_id != &*self.key_id {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(encoded).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE)?;
        let nonce: [u8; NONCE] = nonce.try_into().ok()?;
        let payload = Payload {
            msg: sealed,
            aad: &place.associated_data(),
        };
        let opened = Zeroizing::new(self.cipher.decrypt(&XNonce::from(nonce), payload).ok()?);
        Some(std::str::from_utf8(&opened).ok()?.into())
    }
}

/// SHA-256 in base64url: what is stored of tokens that only have to be
/// recognised. They are random, so a plain hash is enough.
#[must_use]
pub fn fingerprint(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    const HERE: (&str, &str) = ("secrets", "sealed");

    fn place(row: &str) -> Place<'_> {
        Place::new(HERE.0, HERE.1, row)
    }

    #[test]
    fn what_was_sealed_opens_in_its_place_only() {
        let sealer = Sealer::new(MasterKey::random());
        let sealed = sealer.seal(place("a"), "geheim");
        assert_eq!(
            sealer.open(place("a"), &sealed).unwrap().expose_secret(),
            "geheim"
        );
        assert!(sealer.open(place("b"), &sealed).is_err());
        assert!(
            sealer
                .open(Place::new("secrets", "hint", "a"), &sealed)
                .is_err()
        );
        assert!(
            sealer
                .open(Place::new("sign_ins", "sealed", "a"), &sealed)
                .is_err()
        );
    }

    #[test]
    fn every_flipped_character_is_noticed() {
        let sealer = Sealer::new(MasterKey::random());
        let sealed = sealer.seal(place("a"), "geheim");
        for at in 0..sealed.len() {
            let mut bytes = sealed.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let flipped = String::from_utf8(bytes).unwrap();
            assert!(sealer.open(place("a"), &flipped).is_err(), "{at}");
        }
        assert!(sealer.open(place("a"), "").is_err());
        assert!(sealer.open(place("a"), "v1..").is_err());
    }

    #[test]
    fn the_same_text_is_never_sealed_the_same_way() {
        let sealer = Sealer::new(MasterKey::random());
        assert_ne!(
            sealer.seal(place("a"), "geheim"),
            sealer.seal(place("a"), "geheim")
        );
    }
}
