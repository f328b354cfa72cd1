//! An RSA key that depends on nothing but the dice, so that a seeded stand-in
//! signs with the same keys on every run. The library that signs makes keys
//! from the system's generator only.

use num_bigint::BigUint;

use super::der;
use super::random::Dice;

const PRIME_BITS: u64 = 1024;
const EXPONENT: u32 = 65_537;
/// Trial division up to here leaves few candidates for the costly test.
const SIEVE: u32 = 8192;
/// Rounds of Miller and Rabin for a number that may well be prime.
const ROUNDS: usize = 12;

/// PKCS#8 of a 2048-bit key.
pub(crate) fn pkcs8(dice: &Dice) -> Option<Vec<u8>> {
    let small = small_primes();
    let one = BigUint::from(1_u8);
    let e = BigUint::from(EXPONENT);
    loop {
        let (p, q) = (prime(dice, &small), prime(dice, &small));
        let (p, q) = if p > q { (p, q) } else { (q, p) };
        let (p1, q1) = (&p - &one, &q - &one);
        let Some(d) = (p != q).then(|| e.modinv(&(&p1 * &q1))).flatten() else {
            continue;
        };
        let n = &p * &q;
        let inverse = q.modinv(&p)?;
        return Some(der::rsa_private_key([
            &n,
            &e,
            &d,
            &p,
            &q,
            &(&d % &p1),
            &(&d % &q1),
            &inverse,
        ]));
    }
}

fn small_primes() -> Vec<u32> {
    let mut primes: Vec<u32> = Vec::new();
    for candidate in (3..SIEVE).step_by(2) {
        let prime = primes
            .iter()
            .take_while(|prime| *prime * *prime <= candidate)
            .all(|prime| candidate % prime != 0);
        if prime {
            primes.push(candidate);
        }
    }
    primes
}

/// The first prime at or after a random odd number, with both top bits set so
/// that the product of two is long enough (FIPS 186-5, A.1.3).
fn prime(dice: &Dice, small: &[u32]) -> BigUint {
    let mut candidate = BigUint::from_bytes_be(&dice.bytes::<128>());
    candidate.set_bit(PRIME_BITS - 1, true);
    candidate.set_bit(PRIME_BITS - 2, true);
    candidate.set_bit(0, true);
    let mut rests: Vec<u32> = small
        .iter()
        .map(|prime| {
            (&candidate % *prime)
                .to_u32_digits()
                .first()
                .copied()
                .unwrap_or(0)
        })
        .collect();
    loop {
        let survives = rests.iter().all(|rest| *rest != 0);
        if survives && is_prime(&candidate, dice) {
            return candidate;
        }
        candidate += 2_u8;
        for (rest, prime) in rests.iter_mut().zip(small) {
            *rest = (*rest + 2) % prime;
        }
    }
}

/// Miller and Rabin: first with 2, which unmasks nearly every other number,
/// then with random bases.
fn is_prime(candidate: &BigUint, dice: &Dice) -> bool {
    let one = BigUint::from(1_u8);
    let less = candidate - &one;
    let twos = less.trailing_zeros().unwrap_or(0);
    let odd = &less >> twos;
    let passes = |base: &BigUint| {
        let mut power = base.modpow(&odd, candidate);
        if power == one || power == less {
            return true;
        }
        for _ in 1..twos {
            power = &power * &power % candidate;
            if power == less {
                return true;
            }
        }
        false
    };
    passes(&BigUint::from(2_u8))
        && (1..ROUNDS).all(|_| passes(&BigUint::from_bytes_be(&dice.bytes::<64>())))
}
