//! Passwords: which are refused, and how they are kept.
//!
//! argon2id with the parameters that OWASP and ASVS 5.0 (11.4.2, appendix C)
//! name as the least. Only so many at once: each costs 19 MiB and much of a core.

use crate::http::{App, Failure};
use crate::random;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, PasswordHash, Version};
use axum::http::StatusCode;
use contract::catalogue::Cause;
use contract::fields::{Field, Invalid};
use std::collections::HashSet;
use std::sync::{LazyLock, OnceLock};
use zeroize::Zeroizing;

/// Longest password that is hashed, in bytes.
const PASSWORD_MAX: usize = 256;

/// Words that people make passwords of.
static WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("words.txt").split_whitespace().collect());

/// Rows of a keyboard and of the alphabet.
const ROWS: [&str; 7] = [
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "01234567890",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p",
];

/// Longest piece that is looked for, in characters.
const LONGEST: usize = 26;

/// A password of so many guessable pieces, or fewer, is refused.
const PIECES: usize = 3;

/// Checked against when nobody has the address: unknown people take as long as
/// known ones. Made with the same parameters; no password is known to fit.
static NOBODY: OnceLock<String> = OnceLock::new();

/// Refuses a password that others can guess (ASVS 5.0 6.2.4): one that consists
/// of a few common words, rows of the keyboard, repetitions and numbers. That is
/// more than a list of the 3,000 most common ones of at least twelve characters,
/// nearly all of which are made so. `about` names the person.
///
/// # Errors
/// As a problem with the field.
pub(super) fn check(password: &str, about: &[&str]) -> Result<(), Failure> {
    if is_common(password, about) {
        return Err(Failure::field(Field::Password, Invalid::TooCommon));
    }
    Ok(())
}

fn is_common(password: &str, about: &[&str]) -> bool {
    let plain = password.to_lowercase();
    let own: Vec<String> = about
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() >= 2)
        .map(str::to_lowercase)
        .collect();
    // `W3lk0m` is `welkom`.
    let undone: String = plain
        .chars()
        .map(|c| match c {
            '0' => 'o',
            '1' | '!' => 'i',
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '7' => 't',
            other => other,
        })
        .collect();
    [plain, undone]
        .iter()
        .any(|text| pieces(text, &own) <= PIECES)
}

/// How many guessable pieces a text consists of at least. What repeats counts
/// once; a letter that belongs to nothing is a piece.
fn pieces(text: &str, own: &[String]) -> usize {
    let letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut best = vec![usize::MAX; letters.len() + 1];
    best[0] = 0;
    for at in 0..letters.len() {
        for end in at + 1..=letters.len().min(at + LONGEST) {
            let repeats = letters[..at].ends_with(&letters[at..end]);
            let piece: String = letters[at..end].iter().collect();
            // Who knows the person has nothing to guess here.
            let known = own.contains(&piece);
            let cost = usize::from(!repeats && !known);
            if end == at + 1 || repeats || known || is_guessable(&piece) {
                best[end] = best[end].min(best[at] + cost);
            }
        }
    }
    best[letters.len()]
}

fn is_guessable(piece: &str) -> bool {
    let length = piece.chars().count();
    let numbers = length <= 8 && piece.chars().all(|c| !c.is_alphabetic());
    let is_row = || {
        let back: String = piece.chars().rev().collect();
        ROWS.iter()
            .any(|row| row.contains(piece) || row.contains(&back))
    };
    numbers || (length >= 3 && is_row()) || WORDS.contains(piece)
}

fn internal() -> Failure {
    Failure::new(StatusCode::INTERNAL_SERVER_ERROR, Cause::Internal)
}

fn argon2id() -> Result<Argon2<'static>, Failure> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|_| internal())?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes a new password.
pub(super) async fn hash(app: &App, password: String) -> Result<String, Failure> {
    let password = Zeroizing::new(password);
    let _place = app.hashing().acquire().await.map_err(|_| internal())?;
    tokio::task::spawn_blocking(move || hash_now(&password))
        .await
        .map_err(|_| internal())?
}

fn hash_now(password: &str) -> Result<String, Failure> {
    crate::metrics::hashed();
    let salt: [u8; 16] = random::bytes();
    argon2id()?
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(|_| internal())
}

/// Whether a password fits a hash. Without one it is checked all the same,
/// against one that nothing fits: the answer takes as long (ASVS 5.0 6.3.8).
pub(super) async fn fits(
    app: &App,
    password: Zeroizing<String>,
    hash: Option<String>,
) -> Result<bool, Failure> {
    let _place = app.hashing().acquire().await.map_err(|_| internal())?;
    tokio::task::spawn_blocking(move || {
        let known = hash.is_some();
        let hash = match hash {
            Some(hash) => hash,
            None => nobody()?,
        };
        crate::metrics::hashed();
        let hash = PasswordHash::new(&hash).map_err(|_| internal())?;
        // Cut, not refused: a password that is too long fits nothing either.
        let bytes = password.as_bytes();
        let fits = argon2id()?
            .verify_password(&bytes[..bytes.len().min(PASSWORD_MAX)], &hash)
            .is_ok();
        Ok(fits && known && bytes.len() <= PASSWORD_MAX)
    })
    .await
    .map_err(|_| internal())?
}

fn nobody() -> Result<String, Failure> {
    if let Some(hash) = NOBODY.get() {
        return Ok(hash.clone());
    }
    let hash = hash_now(&random::token())?;
    Ok(NOBODY.get_or_init(|| hash).clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_can_guess_is_refused() {
        for bad in [
            "password1234",
            "passwordpassword",
            "Welkom2024!!",
            "W3lk0m01W3lk0m01",
            "Wachtwoord123",
            "qwertyuiop123",
            "1q2w3e4r5t6y",
            "123456789012",
            "abcdefghijkl",
            "aaaaaaaaaaaaaaaa",
            "abababababab",
            "Zomer-2026-Zomer",
            "iloveyou forever",
            "ImageCapture1!",
            "imagecapture welkom",
            "P@ssw0rd!P@ssw0rd!",
            "Ajax Amsterdam 1",
            "SanneDeVries1990",
            "sanne.devries1990",
            "sanne@contoso.nl",
        ] {
            let about = ["Sanne de Vries", "sanne@contoso.nl"];
            assert!(is_common(bad, &about), "{bad}");
        }
    }

    #[test]
    fn what_nobody_guesses_is_taken() {
        for good in [
            "correct horse battery",
            "vier losse woorden hier",
            "Tr0ub4dor&3-xq9Zk",
            "k7Qm2wXd9rTfLp3v",
            "de regenjas zwijgt om kwart",
        ] {
            assert!(!is_common(good, &["Sanne", "sanne@contoso.nl"]), "{good}");
        }
    }

    #[test]
    fn passwords_are_hashed_with_a_salt_of_their_own() {
        let one = hash_now("correct horse battery").unwrap();
        let two = hash_now("correct horse battery").unwrap();
        assert_ne!(one, two);
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    }
}
