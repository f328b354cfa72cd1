//! The RSA keys that sign tokens, what JWKS shows of them, and the making and
//! checking of a compact JWS (RFC 7515, RS256).

use std::sync::{Arc, RwLock};

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    KeyPair as _, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, UnparsedPublicKey,
};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Why a key could not be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The library could not make or use a key.
    #[error("an RSA signing key could not be made")]
    Unusable,
    /// The state file holds something that is no key.
    #[error("the state file holds a signing key that cannot be read")]
    Unreadable,
}

/// All signing keys, the newest last. The first is made when it is first
/// needed, because that takes a tenth of a second and many tests never sign.
#[derive(Default)]
pub(crate) struct Keys {
    keys: RwLock<Vec<Arc<SigningKey>>>,
}

impl Keys {
    /// The key that signs now.
    pub(crate) fn current(&self) -> Result<Arc<SigningKey>, KeyError> {
        if let Some(key) = read(&self.keys).last() {
            return Ok(Arc::clone(key));
        }
        let mut keys = write(&self.keys);
        if let Some(key) = keys.last() {
            return Ok(Arc::clone(key));
        }
        let key = Arc::new(SigningKey::generate()?);
        keys.push(Arc::clone(&key));
        Ok(key)
    }

    /// Adds a key that signs from now on; the older ones stay published.
    pub(crate) fn rotate(&self) -> Result<String, KeyError> {
        let key = Arc::new(SigningKey::generate()?);
        let id = key.id.clone();
        write(&self.keys).push(key);
        Ok(id)
    }

    pub(crate) fn published(&self) -> Result<Vec<Arc<SigningKey>>, KeyError> {
        self.current()?;
        Ok(read(&self.keys).clone())
    }

    pub(crate) fn find(&self, id: &str) -> Option<Arc<SigningKey>> {
        read(&self.keys).iter().find(|key| key.id == id).cloned()
    }

    /// PKCS#8 in base64, for the state file.
    pub(crate) fn export(&self) -> Vec<String> {
        read(&self.keys)
            .iter()
            .map(|key| STANDARD.encode(&key.pkcs8))
            .collect()
    }

    /// Puts the keys of a state file in place of the present ones.
    pub(crate) fn import(&self, exported: &[String]) -> Result<(), KeyError> {
        let mut keys = Vec::with_capacity(exported.len());
        for text in exported {
            let der = STANDARD.decode(text).map_err(|_| KeyError::Unreadable)?;
            keys.push(Arc::new(SigningKey::from_pkcs8(der)?));
        }
        *write(&self.keys) = keys;
        Ok(())
    }
}

fn read<T>(lock: &RwLock<T>) -> std::sync::RwLockReadGuard<'_, T> {
    lock.read()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> std::sync::RwLockWriteGuard<'_, T> {
    lock.write()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// One RSA key with the id it is published under.
pub(crate) struct SigningKey {
    pub(crate) id: String,
    pair: RsaKeyPair,
    pkcs8: Vec<u8>,
    modulus: String,
    exponent: String,
}

impl SigningKey {
    fn generate() -> Result<Self, KeyError> {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).map_err(|_| KeyError::Unusable)?;
        let der = pair.as_der().map_err(|_| KeyError::Unusable)?;
        Self::from_pkcs8(der.as_ref().to_vec())
    }

    fn from_pkcs8(pkcs8: Vec<u8>) -> Result<Self, KeyError> {
        let pair = RsaKeyPair::from_pkcs8(&pkcs8).map_err(|_| KeyError::Unreadable)?;
        let public = pair.public_key().as_ref();
        let (modulus, exponent) = rsa_numbers(public).ok_or(KeyError::Unreadable)?;
        let digest = Sha256::digest(public);
        let id = URL_SAFE_NO_PAD.encode(digest.get(..20).unwrap_or(&digest));
        Ok(Self {
            id,
            modulus: URL_SAFE_NO_PAD.encode(modulus),
            exponent: URL_SAFE_NO_PAD.encode(exponent),
            pair,
            pkcs8,
        })
    }

    /// The entry in JWKS (RFC 7517), with the issuer Microsoft adds to it.
    pub(crate) fn jwk(&self, issuer: &str) -> Value {
        json!({
            "kty": "RSA",
            "use": "sig",
            "kid": self.id,
            "x5t": self.id,
            "n": self.modulus,
            "e": self.exponent,
            "issuer": issuer,
        })
    }

    /// Signs claims as an id_token is signed.
    pub(crate) fn sign(&self, claims: &Value) -> Result<String, KeyError> {
        let header = json!({"typ": "JWT", "alg": "RS256", "kid": self.id});
        let body = encode(claims);
        let head = encode(&header);
        let signature = self.signature(&head, &body)?;
        Ok(format!("{head}.{body}.{signature}"))
    }

    /// Signs claims as Graph's access tokens are signed: the header on the
    /// wire carries a nonce whose hash was signed instead, so that nobody but
    /// Graph can check the signature.
    /// Microsoft: "Access tokens": validate only tokens meant for your own API.
    pub(crate) fn sign_opaque(&self, claims: &Value, nonce: &str) -> Result<String, KeyError> {
        let body = encode(claims);
        let signed = encode(&self.opaque_header(&hashed(nonce)));
        let shown = encode(&self.opaque_header(nonce));
        let signature = self.signature(&signed, &body)?;
        Ok(format!("{shown}.{body}.{signature}"))
    }

    fn opaque_header(&self, nonce: &str) -> Value {
        json!({"typ": "JWT", "nonce": nonce, "alg": "RS256", "x5t": self.id, "kid": self.id})
    }

    fn signature(&self, head: &str, body: &str) -> Result<String, KeyError> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                format!("{head}.{body}").as_bytes(),
                &mut signature,
            )
            .map_err(|_| KeyError::Unusable)?;
        Ok(URL_SAFE_NO_PAD.encode(signature))
    }
}

/// The claims of an access token that [`SigningKey::sign_opaque`] made.
pub(crate) fn open_opaque(keys: &Keys, token: &str) -> Option<Value> {
    let mut parts = token.split('.');
    let (shown, body, signature) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let header: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(shown).ok()?).ok()?;
    let key = keys.find(header.get("kid")?.as_str()?)?;
    let nonce = header.get("nonce")?.as_str()?;
    let signed = encode(&key.opaque_header(&hashed(nonce)));
    let public =
        UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key.pair.public_key().as_ref());
    public
        .verify(
            format!("{signed}.{body}").as_bytes(),
            &URL_SAFE_NO_PAD.decode(signature).ok()?,
        )
        .ok()?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(body).ok()?).ok()
}

fn hashed(nonce: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(nonce.as_bytes()))
}

fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

/// Modulus and exponent out of an `RSAPublicKey` (RFC 8017, A.1.1).
fn rsa_numbers(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (sequence, _) = der_value(der, 0x30)?;
    let (modulus, rest) = der_value(sequence, 0x02)?;
    let (exponent, _) = der_value(rest, 0x02)?;
    Some((without_sign(modulus), without_sign(exponent)))
}

fn der_value(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
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
