//! Just enough DER (ITU-T X.690) to take an RSA key apart and to write one.

use num_bigint::BigUint;

const INTEGER: u8 = 0x02;
const OCTETS: u8 = 0x04;
const SEQUENCE: u8 = 0x30;
/// `rsaEncryption` with its NULL parameters (RFC 8017, A.1).
const RSA: [u8; 15] = [
    0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
];

/// Modulus and exponent out of an `RSAPublicKey` (RFC 8017, A.1.1).
pub(crate) fn rsa_numbers(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (sequence, _) = read(der, SEQUENCE)?;
    let (modulus, rest) = read(sequence, INTEGER)?;
    let (exponent, _) = read(rest, INTEGER)?;
    Some((without_sign(modulus), without_sign(exponent)))
}

/// The numbers of a two-prime `RSAPrivateKey` (RFC 8017, A.1.2), as PKCS#8.
pub(crate) fn rsa_private_key(numbers: [&BigUint; 8]) -> Vec<u8> {
    let mut key = integer(&BigUint::ZERO);
    for number in numbers {
        key.extend(integer(number));
    }
    let mut info = integer(&BigUint::ZERO);
    info.extend(RSA);
    info.extend(write(OCTETS, &write(SEQUENCE, &key)));
    write(SEQUENCE, &info)
}

fn integer(number: &BigUint) -> Vec<u8> {
    let mut bytes = number.to_bytes_be();
    // The highest bit is the sign.
    if bytes.first().is_some_and(|first| first & 0x80 != 0) {
        bytes.insert(0, 0);
    }
    write(INTEGER, &bytes)
}

fn write(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    let length = content.len();
    match u8::try_from(length) {
        Ok(short) if short < 0x80 => out.push(short),
        _ => {
            let bytes: Vec<u8> = length
                .to_be_bytes()
                .into_iter()
                .skip_while(|byte| *byte == 0)
                .collect();
            out.push(0x80 | u8::try_from(bytes.len()).unwrap_or(0));
            out.extend(bytes);
        }
    }
    out.extend(content);
    out
}

fn read(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&found, rest) = der.split_first()?;
    let (&first, mut rest) = rest.split_first()?;
    let mut length = usize::from(first);
    if first & 0x80 != 0 {
        let count = usize::from(first & 0x7f);
        let (bytes, after) = rest.split_at_checked(count)?;
        length = bytes.iter().fold(0, |sum, &b| (sum << 8) | usize::from(b));
        rest = after;
    }
    if found == tag {
        rest.split_at_checked(length)
    } else {
        None
    }
}

fn without_sign(number: &[u8]) -> &[u8] {
    number.strip_prefix(&[0]).unwrap_or(number)
}
