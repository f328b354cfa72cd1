//! Values nobody can guess, and GUIDs that are the same on every start.

use aws_lc_rs::rand;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Fills a buffer from the system's generator.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut buffer = [0; N];
    if rand::fill(&mut buffer).is_err() {
        // Without random numbers nothing here may go on: a predictable code
        // would be worse than a stopped process.
        std::process::abort();
    }
    buffer
}

/// Base64url of `N` random bytes.
pub(crate) fn token<const N: usize>() -> String {
    URL_SAFE_NO_PAD.encode(bytes::<N>())
}

/// A random GUID as text.
pub(crate) fn guid() -> String {
    Uuid::new_v4().to_string()
}

/// A number in `low..=high`; the slight bias does not matter here.
pub(crate) fn between(low: i64, high: i64) -> i64 {
    let span = u64::try_from(high.saturating_sub(low))
        .unwrap_or(0)
        .saturating_add(1);
    let pick = u64::from_le_bytes(bytes::<8>()) % span;
    low.saturating_add(i64::try_from(pick).unwrap_or(0))
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
