//! Sealing: XChaCha20-Poly1305, bound to the place where a value lies.
//!
//! A sealed value is `v1.<key id>.<base64 of nonce and ciphertext>`. Table,
//! column and row are its associated data, so that a value moved elsewhere does
//! not open there.

use super::StoreError;
use super::key::{KeyError, KeySource, MasterKey};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use secrecy::SecretString;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use zeroize::Zeroizing;

const NONCE: usize = 24;

/// The letters of a key's id.
pub(super) const KEY_ID: usize = 8;

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

impl std::fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{} of {}", self.table, self.column, self.row)
    }
}

/// Seals and opens with the master keys. Cheap to clone.
#[derive(Clone)]
pub struct Sealer(Arc<Inner>);

struct Inner {
    source: KeySource,
    keys: RwLock<Keys>,
}

struct Keys {
    /// The one that seals.
    active: Arc<str>,
    known: HashMap<Arc<str>, Arc<XChaCha20Poly1305>>,
}

impl Keys {
    fn of(keys: &[MasterKey], active: Option<Arc<str>>) -> Result<Self, KeyError> {
        let first = keys.first().ok_or(KeyError::Malformed)?.id();
        let known = keys
            .iter()
            .map(|key| {
                let cipher = XChaCha20Poly1305::new(&(*key.0).into());
                (key.id().into(), Arc::new(cipher))
            })
            .collect();
        Ok(Self {
            active: active.unwrap_or(first.into()),
            known,
        })
    }
}

impl Sealer {
    /// A sealer with the keys of a source; the first one seals.
    pub(super) fn new(source: KeySource, keys: &[MasterKey]) -> Result<Self, KeyError> {
        Ok(Self(Arc::new(Inner {
            keys: RwLock::new(Keys::of(keys, None)?),
            source,
        })))
    }

    pub(super) fn source(&self) -> &KeySource {
        &self.0.source
    }

    /// The id of the key that seals.
    pub(super) fn active(&self) -> Arc<str> {
        self.keys().active.clone()
    }

    /// Seals with this key from now on. A key that is not known may have come
    /// since: then the source is read again. Says whether the key is known.
    pub(super) fn activate(&self, id: &str) -> bool {
        if &*self.keys().active == id {
            return true;
        }
        if self.cipher(id).is_none() {
            return false;
        }
        tracing::info!(key = id, "another master key seals from now on");
        self.0
            .keys
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .active = id.into();
        true
    }

    pub(super) fn seal(&self, place: Place<'_>, text: &str) -> String {
        let (key_id, cipher) = {
            let keys = self.keys();
            (keys.active.clone(), keys.known.get(&keys.active).cloned())
        };
        let nonce: [u8; NONCE] = crate::random::bytes();
        let payload = Payload {
            msg: text.as_bytes(),
            aad: &place.associated_data(),
        };
        #[expect(
            clippy::expect_used,
            reason = "the active key is known, and 256 GB are never sealed"
        )]
        let sealed = cipher
            .and_then(|cipher| cipher.encrypt(&XNonce::from(nonce), payload).ok())
            .expect("in memory");
        let bytes = [&nonce, sealed.as_slice()].concat();
        format!("v1.{key_id}.{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    pub(super) fn open(&self, place: Place<'_>, sealed: &str) -> Result<SecretString, StoreError> {
        self.try_open(place, sealed)
            .ok_or(StoreError::Sealed(place.table))
    }

    fn try_open(&self, place: Place<'_>, sealed: &str) -> Option<SecretString> {
        let (key_id, encoded) = sealed.strip_prefix("v1.")?.split_once('.')?;
        let cipher = self.cipher(key_id)?;
        let bytes = URL_SAFE_NO_PAD.decode(encoded).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE)?;
        let nonce: [u8; NONCE] = nonce.try_into().ok()?;
        let payload = Payload {
            msg: sealed,
            aad: &place.associated_data(),
        };
        let opened = Zeroizing::new(cipher.decrypt(&XNonce::from(nonce), payload).ok()?);
        Some(std::str::from_utf8(&opened).ok()?.into())
    }

    /// The cipher of a key; of one that came since, too.
    fn cipher(&self, id: &str) -> Option<Arc<XChaCha20Poly1305>> {
        let known = self.keys().known.get(id).cloned();
        if known.is_some() || matches!(self.0.source, KeySource::Text(_)) {
            return known;
        }
        let read = self.0.source.read().and_then(|keys| {
            let mut all = self.0.keys.write().unwrap_or_else(PoisonError::into_inner);
            // What was known stays known: a value under it may still be read.
            all.known.extend(Keys::of(&keys, None)?.known);
            Ok(all.known.get(id).cloned())
        });
        read.unwrap_or_else(|error| {
            tracing::error!(%error, "the master keys cannot be read again");
            None
        })
    }

    fn keys(&self) -> RwLockReadGuard<'_, Keys> {
        self.0.keys.read().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The id of the key a value is sealed with.
pub(super) fn key_of(sealed: &str) -> Option<&str> {
    let (key_id, _) = sealed.strip_prefix("v1.")?.split_once('.')?;
    (key_id.len() == KEY_ID).then_some(key_id)
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

    fn sealer() -> Sealer {
        let key = MasterKey::random();
        let source = KeySource::Text(key.to_text().as_str().into());
        Sealer::new(source, &[key]).unwrap()
    }

    fn place(row: &str) -> Place<'_> {
        Place::new(HERE.0, HERE.1, row)
    }

    #[test]
    fn what_was_sealed_opens_in_its_place_only() {
        let sealer = sealer();
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
        let sealer = sealer();
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
        let sealer = sealer();
        assert_ne!(
            sealer.seal(place("a"), "geheim"),
            sealer.seal(place("a"), "geheim")
        );
    }

    #[test]
    fn a_key_that_came_since_opens_and_seals() {
        let folder = tempfile::tempdir().unwrap();
        let source = KeySource::in_folder(folder.path());
        let keys = source.read_or_make(true).unwrap();
        let ours = Sealer::new(source.clone(), &keys).unwrap();
        let old = ours.seal(place("a"), "geheim");
        // Another process rotates.
        let new = MasterKey::random();
        source.write(&[&new, &keys[0]]).unwrap();
        let theirs = Sealer::new(source.clone(), &source.read().unwrap()).unwrap();
        let sealed = theirs.seal(place("a"), "geheim");
        assert_eq!(key_of(&sealed), Some(new.id().as_str()));
        assert!(ours.open(place("a"), &sealed).is_ok());
        assert!(ours.activate(&new.id()));
        assert!(!ours.activate("nobody's"));
        let again = ours.seal(place("a"), "geheim");
        assert_eq!(key_of(&again), Some(new.id().as_str()));
        assert!(ours.open(place("a"), &old).is_ok());
    }
}
