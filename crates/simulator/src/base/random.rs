//! Values nobody can guess, or, with a seed, values that are the same on every
//! run; and GUIDs made from names.

use std::sync::atomic::{AtomicU64, Ordering};

use aws_lc_rs::rand;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// Where random values come from.
#[derive(Debug, Default)]
pub(crate) enum Dice {
    /// The system's generator.
    #[default]
    Fair,
    /// A stream that depends on the seed and on nothing else. Requests that
    /// come one after the other get the same values on every run.
    Loaded(Loaded),
}

/// SHA-256 over seed, purpose and counter.
#[derive(Debug)]
pub(crate) struct Loaded {
    seed: u64,
    purpose: String,
    block: AtomicU64,
}

impl Dice {
    pub(crate) fn new(seed: Option<u64>) -> Self {
        match seed {
            None => Self::Fair,
            Some(seed) => Self::Loaded(Loaded {
                seed,
                purpose: String::new(),
                block: AtomicU64::new(0),
            }),
        }
    }

    /// Dice for one purpose, whose values do not depend on what else was drawn.
    pub(crate) fn apart(&self, purpose: &str) -> Self {
        match self {
            Self::Fair => Self::Fair,
            Self::Loaded(loaded) => Self::Loaded(Loaded {
                seed: loaded.seed,
                purpose: format!("{}/{purpose}", loaded.purpose),
                block: AtomicU64::new(0),
            }),
        }
    }

    pub(crate) fn is_loaded(&self) -> bool {
        matches!(self, Self::Loaded(_))
    }

    pub(crate) fn fill(&self, buffer: &mut [u8]) {
        match self {
            Self::Fair => {
                if rand::fill(buffer).is_err() {
                    // Without random numbers nothing here may go on: a
                    // predictable code would be worse than a stopped process.
                    std::process::abort();
                }
            }
            Self::Loaded(loaded) => loaded.fill(buffer),
        }
    }

    pub(crate) fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut buffer = [0; N];
        self.fill(&mut buffer);
        buffer
    }

    /// Base64url of `N` random bytes.
    pub(crate) fn token<const N: usize>(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<N>())
    }

    /// A random GUID as text.
    pub(crate) fn guid(&self) -> String {
        uuid::Builder::from_random_bytes(self.bytes::<16>())
            .into_uuid()
            .to_string()
    }

    /// A number in `low..=high`; the slight bias does not matter here.
    pub(crate) fn between(&self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high.saturating_sub(low))
            .unwrap_or(0)
            .saturating_add(1);
        let pick = u64::from_le_bytes(self.bytes::<8>()) % span;
        low.saturating_add(i64::try_from(pick).unwrap_or(0))
    }
}

impl Loaded {
    fn fill(&self, buffer: &mut [u8]) {
        let count = u64::try_from(buffer.len().div_ceil(32)).unwrap_or(u64::MAX);
        let first = self.block.fetch_add(count, Ordering::Relaxed);
        for (chunk, block) in buffer.chunks_mut(32).zip(first..) {
            let digest = Sha256::new()
                .chain_update(self.seed.to_le_bytes())
                .chain_update(self.purpose.as_bytes())
                .chain_update([0])
                .chain_update(block.to_le_bytes())
                .finalize();
            for (to, from) in chunk.iter_mut().zip(digest.iter()) {
                *to = *from;
            }
        }
    }
}

/// A GUID made from names, for what the tenant file leaves out: the same file
/// gives the same GUIDs on every start.
pub(crate) fn guid_from(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let digest = hash.finalize();
    let mut id = [0; 16];
    for (to, from) in id.iter_mut().zip(digest.iter()) {
        *to = *from;
    }
    uuid::Builder::from_random_bytes(id).into_uuid().to_string()
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn the_same_seed_gives_the_same_values_and_another_seed_others() {
        let draw = |seed| {
            let dice = Dice::new(Some(seed));
            (dice.guid(), dice.token::<70>(), dice.between(1, 1000))
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }

    #[test]
    fn dice_for_one_purpose_do_not_hear_the_others() {
        let one = Dice::new(Some(7));
        let two = Dice::new(Some(7));
        two.guid();
        assert_eq!(one.apart("keys").guid(), two.apart("keys").guid());
        assert_ne!(one.apart("keys").guid(), one.apart("codes").guid());
    }
}
