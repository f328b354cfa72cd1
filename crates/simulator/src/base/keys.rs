//! The signing keys there are: which one signs, which ones are published, and
//! how one follows the other.
//! Microsoft: "Signing key rollover in the Microsoft identity platform": keys
//! change without notice, and an old one stays published for a while.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::random::Dice;
pub use super::signing::KeyError;
use super::signing::SigningKey;

/// The first key is made when it is first needed, because that takes a tenth
/// of a second and many tests never sign.
pub(crate) struct Keys {
    ring: RwLock<Ring>,
    dice: Dice,
}

#[derive(Default)]
struct Ring {
    /// The last one signs.
    signing: Vec<Arc<SigningKey>>,
    /// Published, and not signing yet.
    announced: Option<Arc<SigningKey>>,
    /// How many have been made: with loaded dice each has its own.
    made: usize,
}

impl Ring {
    fn make(&mut self, dice: &Dice) -> Result<Arc<SigningKey>, KeyError> {
        let dice = dice.apart(&format!("key {}", self.made));
        self.made += 1;
        Ok(Arc::new(SigningKey::generate(&dice)?))
    }

    fn published(&self) -> impl Iterator<Item = &Arc<SigningKey>> {
        self.signing.iter().chain(&self.announced)
    }
}

impl Keys {
    pub(crate) fn new(dice: &Dice) -> Self {
        Self {
            ring: RwLock::default(),
            dice: dice.apart("signing keys"),
        }
    }

    /// The key that signs now.
    pub(crate) fn current(&self) -> Result<Arc<SigningKey>, KeyError> {
        if let Some(key) = self.read().signing.last() {
            return Ok(Arc::clone(key));
        }
        let mut ring = self.write();
        if let Some(key) = ring.signing.last() {
            return Ok(Arc::clone(key));
        }
        let key = ring.make(&self.dice)?;
        ring.signing.push(Arc::clone(&key));
        Ok(key)
    }

    /// Publishes the key that will sign after the next rotation.
    pub(crate) fn announce(&self) -> Result<String, KeyError> {
        self.current()?;
        let mut ring = self.write();
        if ring.announced.is_none() {
            ring.announced = Some(ring.make(&self.dice)?);
        }
        Ok(ring
            .announced
            .as_ref()
            .map_or_else(String::new, |key| key.id.clone()))
    }

    /// Signs with the announced key from now on, or with a new one; the older
    /// ones stay published.
    pub(crate) fn rotate(&self) -> Result<String, KeyError> {
        let mut ring = self.write();
        let key = match ring.announced.take() {
            Some(key) => key,
            None => ring.make(&self.dice)?,
        };
        let id = key.id.clone();
        ring.signing.push(key);
        Ok(id)
    }

    /// Unpublishes every key that no longer signs.
    pub(crate) fn retire(&self) {
        let mut ring = self.write();
        let old = ring.signing.len().saturating_sub(1);
        ring.signing.drain(..old);
    }

    pub(crate) fn published(&self) -> Result<Vec<Arc<SigningKey>>, KeyError> {
        self.current()?;
        Ok(self.read().published().cloned().collect())
    }

    /// PKCS#8 in base64, for the state file.
    pub(crate) fn export(&self) -> Vec<String> {
        self.read()
            .signing
            .iter()
            .map(|key| STANDARD.encode(key.pkcs8()))
            .collect()
    }

    /// Puts the keys of a state file in place of the present ones.
    pub(crate) fn import(&self, exported: &[String]) -> Result<(), KeyError> {
        let mut keys = Vec::with_capacity(exported.len());
        for text in exported {
            let der = STANDARD.decode(text).map_err(|_| KeyError::Unreadable)?;
            keys.push(Arc::new(SigningKey::from_pkcs8(der)?));
        }
        *self.write() = Ring {
            made: keys.len(),
            signing: keys,
            announced: None,
        };
        Ok(())
    }

    fn read(&self) -> RwLockReadGuard<'_, Ring> {
        self.ring.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Ring> {
        self.ring.write().unwrap_or_else(PoisonError::into_inner)
    }
}
