//! Random bytes from the operating system.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Fresh random bytes.
///
/// # Panics
/// Where the operating system has no random source: nothing this program does
/// would be safe then.
#[must_use]
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[expect(clippy::expect_used, reason = "nothing is safe without it")]
    getrandom::fill(&mut bytes).expect("the operating system's random source");
    bytes
}

/// 256 random bits in base64url: a session, a state, a nonce, a job key.
#[must_use]
pub fn token() -> String {
    URL_SAFE_NO_PAD.encode(bytes::<32>())
}

/// A fresh id: a random UUID (RFC 9562 §5.4). It names; it does not protect.
#[must_use]
pub fn id() -> String {
    uuid::Uuid::new_v4().to_string()
}
